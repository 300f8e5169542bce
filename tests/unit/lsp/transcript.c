/* The client's side. Messages are cJSON; patterns are told apart from values by their first letters alone. */
#include "tests/unit/lsp/transcript.h"

#include "core/base/json.h"
#include "core/base/list.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "lsp/lsp.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pthread.h>
#include <regex.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define PATIENCE_MS 20000
#define SETTLE_MS   30

static const char rich_client[] =
    "{\"general\": {\"positionEncodings\": [\"utf-16\"]}, \"workspace\": {\"applyEdit\": true, \"workspaceEdit\":"
    " {\"documentChanges\": true}, \"workspaceFolders\": true}, \"textDocument\": {\"inlineCompletion\": {},"
    " \"codeAction\": {\"dataSupport\": true, \"codeActionLiteralSupport\": {\"codeActionKind\": {\"valueSet\":"
    " [\"refactor.rewrite\"]}}, \"resolveSupport\": {\"properties\": [\"edit\"]}}}, \"window\": {}}";

struct play {
    char home[64];
    char *root;
    const char *where; /* of the step in hand */
    int in, out;       /* the client's ends */
    int server_in, server_out;
    pthread_t thread;
    bool running;
    int exit_code;
    bool once;         /* all between two syncs goes out in one write */
    struct buf ready;  /* of that */
    struct buf bytes;  /* read, and no whole message yet */
    cJSON *expected;   /* patterns that nothing fitted yet */
    cJSON *unclaimed;  /* messages that fitted nothing yet */
    cJSON *ignored;    /* messages that came and did not have to */
    cJSON *names;      /* "$name": value */
    struct list quiet; /* methods that are ignored */
    bool bare;
    int wanted_exit; /* -1: as usual */
    cJSON *client, *initialize;
    struct list said; /* patterns of stderr */
    int stderr_copy, stderr_file;
    pid_t parent;
};

/* --- what differs --- */

static bool has_type(const cJSON *value, const char *type) {
    return !strcmp(type, "<int>") ? cJSON_IsNumber(value) && value->valuedouble == (double)(int64_t)value->valuedouble
           : !strcmp(type, "<number>") ? cJSON_IsNumber(value)
           : !strcmp(type, "<text>")   ? cJSON_IsString(value)
           : !strcmp(type, "<bool>")   ? cJSON_IsBool(value)
                                       : cJSON_IsArray(value);
}

static bool matches_regex(const char *pattern, size_t len, const char *text) {
    regex_t regex;
    char *source = mem_copy(pattern, len);
    for (char *any; (any = strstr(source, "[^]"));) { /* JavaScript's way to say: whatever */
        *any = '.';
        memmove(any + 1, any + 3, strlen(any + 3) + 1);
    }
    int status = regcomp(&regex, source, REG_EXTENDED | REG_NOSUB);
    if (status != 0)
        fail_msg("no regular expression: %s", source);
    bool found = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    free(source);
    return found;
}

static bool is_name(const char *text) {
    return text[0] == '$' && text[1] && text[1] != '{' &&
           strspn(text + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(text) - 1;
}

static bool same_text(const char *pattern, const cJSON *value, cJSON *names) {
    size_t len = strlen(pattern);
    if (!strcmp(pattern, "*") || !strcmp(pattern, "!"))
        return (value != NULL) == (*pattern == '*');
    if (pattern[0] == '<' && strchr("intbl", pattern[1]) && len < 10 && pattern[len - 1] == '>' &&
        !strchr(pattern, ' '))
        return has_type(value, pattern);
    if (is_name(pattern)) {
        const cJSON *known = json_get(names, pattern);
        if (value && !known)
            cJSON_AddItemToObject(names, pattern, cJSON_Duplicate(value, true));
        return value && (!known || cJSON_Compare(known, value, true));
    }
    if (len > 1 && pattern[0] == '/' && (pattern[len - 1] == '/' || !strcmp(pattern + len - 2, "/s")))
        return cJSON_IsString(value) &&
               matches_regex(pattern + 1, len - 2 - (pattern[len - 1] == 's'), value->valuestring);
    return cJSON_IsString(value) && !strcmp(pattern, value->valuestring);
}

static bool fits(const cJSON *pattern, const cJSON *value, cJSON *names);

static bool list_fits(const cJSON *pattern, const cJSON *value, cJSON *names) {
    const cJSON *one = value ? value->child : NULL, *wanted;
    if (!cJSON_IsArray(value) || cJSON_GetArraySize(value) != cJSON_GetArraySize(pattern))
        return false;
    cJSON_ArrayForEach(wanted, pattern) {
        if (!fits(wanted, one, names))
            return false;
        one = one->next;
    }
    return true;
}

static bool object_fits(const cJSON *pattern, const cJSON *value, cJSON *names) {
    const cJSON *wanted, *member;
    if (!cJSON_IsObject(value))
        return false;
    cJSON_ArrayForEach(member, value) {
        if (json_get(pattern, "=") && !cJSON_GetObjectItemCaseSensitive(pattern, member->string))
            return false;
    }
    cJSON_ArrayForEach(wanted, pattern) {
        if (strcmp(wanted->string, "=") != 0 &&
            !fits(wanted, cJSON_GetObjectItemCaseSensitive(value, wanted->string), names))
            return false;
    }
    return true;
}

static bool fits(const cJSON *pattern, const cJSON *value, cJSON *names) {
    return cJSON_IsString(pattern)   ? same_text(pattern->valuestring, value, names)
           : cJSON_IsArray(pattern)  ? list_fits(pattern, value, names)
           : cJSON_IsObject(pattern) ? object_fits(pattern, value, names)
                                     : value && cJSON_Compare(pattern, value, true);
}

/* --- filling in --- */

static const char *text_of(const cJSON *names, const char *name) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(names, name);
    return cJSON_IsString(value) ? value->valuestring : "";
}

/* "${uri}/a.md" */
static char *fill_text(const char *text, const cJSON *names) {
    struct buf out = {0};
    for (const char *at = text; *at;) {
        size_t len = at[0] == '$' && at[1] == '{' ? strcspn(at, "}") : 0;
        if (len && at[len]) {
            char *name = mem_format("$%.*s", (int)len - 2, at + 2);
            buf_append_text(&out, text_of(names, name));
            free(name);
            at += len + 1;
        } else {
            buf_append_char(&out, *at++);
        }
    }
    return buf_take(&out);
}

static cJSON *fill_string(const char *text, const cJSON *names) {
    char *dot = strrchr(text, '.'), *name = dot ? mem_copy(text, (size_t)(dot - text)) : NULL;
    cJSON *known = is_name(text) ? cJSON_GetObjectItemCaseSensitive(names, text) : NULL, *made = NULL;
    if (known)
        made = cJSON_Duplicate(known, true);
    else if (name && is_name(name) && !strcmp(dot, ".rest"))
        made = cJSON_CreateString(*text_of(names, name) ? text_of(names, name) + 1 : "");
    else if (name && is_name(name) && !strcmp(dot, ".0"))
        made = cJSON_CreateString((char[]){text_of(names, name)[0], 0});
    char *filled = made ? NULL : fill_text(text, names);
    made = made ? made : cJSON_CreateString(filled);
    free(filled);
    free(name);
    return made;
}

static cJSON *fill(const cJSON *value, const cJSON *names) {
    if (cJSON_IsString(value))
        return fill_string(value->valuestring, names);
    if (!cJSON_IsArray(value) && !cJSON_IsObject(value))
        return cJSON_Duplicate(value, true);
    cJSON *copy = cJSON_IsArray(value) ? cJSON_CreateArray() : cJSON_CreateObject();
    const cJSON *item;
    cJSON_ArrayForEach(item, value) {
        cJSON *filled = fill(item, names);
        if (cJSON_IsArray(value)) {
            cJSON_AddItemToArray(copy, filled);
        } else {
            char *key = fill_text(item->string, names);
            cJSON_AddItemToObject(copy, key, filled);
            free(key);
        }
    }
    return copy;
}

/* --- failing --- */

static void take_stderr_back(struct play *play) {
    if (play->stderr_copy >= 0) {
        dup2(play->stderr_copy, STDERR_FILENO);
        close(play->stderr_copy);
        play->stderr_copy = -1;
    }
}

static void fail_play(struct play *play, const char *what, const cJSON *message) {
    char *text = message ? cJSON_PrintUnformatted(message) : NULL;
    char *other = play->unclaimed->child ? cJSON_PrintUnformatted(play->unclaimed->child) : NULL;
    take_stderr_back(play);
    fail_msg("%s: %s: %s\nnot expected so far: %s", play->where, what, text ? text : "", other ? other : "nothing");
}

/* --- in --- */

static void claim(struct play *play, cJSON *message) {
    const char *method = json_get_text(message, "method");
    if (method && list_find_alike(&play->quiet, method, NULL)) {
        cJSON_AddItemToArray(play->ignored, message);
        return;
    }
    for (cJSON *wanted = play->expected->child; wanted; wanted = wanted->next) {
        cJSON *names = cJSON_Duplicate(play->names, true), *filled = fill(wanted, names);
        bool fit = fits(filled, message, names);
        cJSON_Delete(filled);
        if (fit) {
            cJSON_Delete(play->names);
            play->names = names;
            cJSON_Delete(cJSON_DetachItemViaPointer(play->expected, wanted));
            cJSON_Delete(message);
            return;
        }
        cJSON_Delete(names);
    }
    cJSON_AddItemToArray(play->unclaimed, message);
}

/* Reads what is there, waiting at most so long for it. */
static void take_in(struct play *play, int wait_ms) {
    char chunk[65536];
    struct pollfd poller = {.fd = play->out, .events = POLLIN};
    while (poll(&poller, 1, wait_ms) > 0 && poller.revents & POLLIN) {
        ssize_t len = read(play->out, chunk, sizeof chunk);
        if (len <= 0)
            break;
        buf_append(&play->bytes, chunk, (size_t)len);
        wait_ms = 0;
    }
    /* A line may be expected only after its message came. */
    cJSON *early = play->unclaimed;
    play->unclaimed = cJSON_CreateArray();
    while (early->child)
        claim(play, cJSON_DetachItemFromArray(early, 0));
    cJSON_Delete(early);
    for (;;) {
        char *head = play->bytes.len ? memmem(play->bytes.data, play->bytes.len, "\r\n\r\n", 4) : NULL;
        size_t body, len;
        if (!head || sscanf(play->bytes.data, "Content-Length: %zu", &len) != 1)
            return;
        body = (size_t)(head + 4 - play->bytes.data);
        if (play->bytes.len < body + len)
            return;
        cJSON *message = json_parse(play->bytes.data + body, len, NULL);
        buf_remove(&play->bytes, 0, body + len);
        if (!message)
            fail_play(play, "the server sent what is no JSON", NULL);
        claim(play, message);
    }
}

static int64_t get_now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void flush(struct play *play);

static void sync_all(struct play *play) {
    int64_t until_ms = get_now_ms() + PATIENCE_MS;
    flush(play);
    for (take_in(play, 0); play->expected->child; take_in(play, 20)) {
        if (get_now_ms() > until_ms)
            fail_play(play, "this did not come", play->expected->child);
    }
}

static void rest(struct play *play, int ms) {
    for (int64_t until_ms = get_now_ms() + ms; get_now_ms() < until_ms;)
        take_in(play, 5);
}

/* --- out --- */

static void write_bytes(struct play *play, const char *data, size_t len) {
    for (size_t done = 0; done < len;) {
        ssize_t wrote = write(play->in, data + done, len - done);
        if (wrote < 0 && errno != EAGAIN && errno != EINTR)
            return; /* it went away */
        done += wrote > 0 ? (size_t)wrote : 0;
        if (wrote < 0)
            take_in(play, 5);
    }
}

static void put_bytes(struct play *play, const char *data, size_t len) {
    if (play->once)
        buf_append(&play->ready, data, len);
    else
        write_bytes(play, data, len);
}

static void flush(struct play *play) {
    write_bytes(play, buf_get(&play->ready), play->ready.len);
    buf_clear(&play->ready);
}

static void put_message(struct play *play, const char *data, size_t len) {
    char head[64];
    put_bytes(play, head, (size_t)snprintf(head, sizeof head, "Content-Length: %zu\r\n\r\n", len));
    put_bytes(play, data, len);
}

/* Whether it says "$name" of something that did not come yet. */
static bool needs_names(const struct play *play, const cJSON *message) {
    char *text = cJSON_PrintUnformatted(message), *at = text;
    bool needs = false;
    while ((at = strstr(at, "\"$")) && !needs) {
        size_t len = strcspn(++at, "\".");
        char *name = mem_copy(at, len);
        needs = is_name(name) && !json_get(play->names, name);
        free(name);
    }
    free(text);
    return needs;
}

/* In turns, what is expected comes before anything more is said. */
static void take_turn(struct play *play) {
    if (!play->once)
        sync_all(play);
}

static void put(struct play *play, const cJSON *message) {
    if (!play->once || needs_names(play, message))
        sync_all(play);
    cJSON *filled = fill(message, play->names);
    cJSON_AddStringToObject(filled, "jsonrpc", "2.0");
    char *text = cJSON_PrintUnformatted(filled);
    put_message(play, text, strlen(text));
    free(text);
    cJSON_Delete(filled);
}

static void expect(struct play *play, cJSON *pattern) {
    cJSON_AddItemToArray(play->expected, pattern);
    take_turn(play);
}

static cJSON *parse(struct play *play, const char *text) {
    struct error error = {0};
    cJSON *value = json_parse(text, strlen(text), &error);
    if (!value)
        fail_play(play, error.text, NULL);
    return value;
}

static void put_json(struct play *play, const char *text) {
    cJSON *message = parse(play, text);
    put(play, message);
    cJSON_Delete(message);
}

/* --- steps --- */

/* A JSON string of which each character is one byte, the byte 0 among them, which cJSON would not take. */
static char *read_bytes(const char *value, size_t *len) {
    static const char letters[] = "nrt\"\\/", meant[] = "\n\r\t\"\\/";
    struct buf out = {0};
    unsigned code;
    for (const char *c = value + 1; *c && *c != '"'; c++) {
        if (*c != '\\') {
            buf_append_char(&out, *c);
        } else if (*++c == 'u' && sscanf(c + 1, "%4x", &code) == 1) {
            buf_append_char(&out, (char)code);
            c += 4;
        } else {
            assert_non_null(strchr(letters, *c));
            buf_append_char(&out, meant[strchr(letters, *c) - letters]);
        }
    }
    *len = out.len;
    return buf_take(&out);
}

/* "NAME TEXT": into the folder, or the home folder for "~/NAME". */
static void write_file(struct play *play, const char *value) {
    size_t name_len = strcspn(value, " \n"), len;
    bool home = strncmp(value, "~/", 2) == 0;
    char *name = mem_copy(value + (home ? 2 : 0), name_len - (home ? 2 : 0));
    char *path = path_join(home ? play->home : play->root, name);
    const char *rest_of_it = value + name_len + strspn(value + name_len, " \n");
    char *content = *rest_of_it == '"' ? read_bytes(rest_of_it, &len) : mem_copy_text(rest_of_it);
    char *folder = mem_copy(path, (size_t)(path_get_name(path) - path));
    assert_true(path_make_folders(folder, NULL));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    free(folder);
    free(content);
    free(path);
    free(name);
}

static void do_raw(struct play *play, const char *value) {
    size_t len;
    char *bytes = read_bytes(value, &len);
    take_turn(play);
    put_bytes(play, bytes, len);
    free(bytes);
}

static void do_body(struct play *play, const char *value) {
    size_t len;
    char *bytes = read_bytes(value, &len);
    take_turn(play);
    put_message(play, bytes, len);
    free(bytes);
}

static void put_repeated(struct play *play, char c, size_t count) {
    char *bytes = mem_alloc(count);
    memset(bytes, c, count);
    put_message(play, bytes, count);
    free(bytes);
}

static void do_flood(struct play *play, const char *value) {
    put_repeated(play, 'x', strtoul(value, NULL, 10));
}

static void do_nest(struct play *play, const char *value) {
    put_repeated(play, '[', strtoul(value, NULL, 10));
}

static void do_long(struct play *play, const char *value) {
    const char *space = strchr(value, ' ');
    char *uri = mem_copy(value, (size_t)(space - value));
    size_t count = strtoul(space, NULL, 10);
    char *text = mem_alloc(count + 1);
    memset(text, 'x', count);
    cJSON *message = cJSON_CreateObject();
    cJSON_AddStringToObject(message, "method", "textDocument/didOpen");
    cJSON *document = cJSON_AddObjectToObject(cJSON_AddObjectToObject(message, "params"), "textDocument");
    cJSON_AddStringToObject(document, "uri", uri);
    cJSON_AddStringToObject(document, "languageId", "markdown");
    cJSON_AddNumberToObject(document, "version", 1);
    cJSON_AddStringToObject(document, "text", text);
    put(play, message);
    cJSON_Delete(message);
    free(text);
    free(uri);
}

static void do_many(struct play *play, const char *value) {
    for (int i = 0, count = atoi(value); i < count; i++) {
        char *message = mem_format("{\"jsonrpc\":\"2.0\",\"id\":\"many%d\",\"method\":\"no/such\"}", i);
        char *answer = mem_format("{\"id\":\"many%d\",\"error\":{\"code\":-32601}}", i);
        put_message(play, message, strlen(message));
        cJSON_AddItemToArray(play->expected, parse(play, answer));
        free(message);
        free(answer);
    }
    sync_all(play);
}

static void do_until(struct play *play, const char *value) {
    int64_t until_ms = get_now_ms() + PATIENCE_MS;
    cJSON *pattern = parse(play, value), *wanted = fill(pattern, play->names);
    sync_all(play);
    for (bool found = false; !found; take_in(play, 20)) {
        for (cJSON *message = play->ignored->child; message && !found; message = message->next)
            found = fits(wanted, message, play->names);
        if (!found && get_now_ms() > until_ms)
            fail_play(play, "this did not come", wanted);
    }
    cJSON_Delete(wanted);
    cJSON_Delete(pattern);
}

static void do_sync(struct play *play, const char *value) {
    (void)value;
    sync_all(play);
    rest(play, SETTLE_MS);
}

static void do_sleep(struct play *play, const char *value) {
    sync_all(play);
    rest(play, atoi(value));
}

static void do_stall(struct play *play, const char *value) {
    (void)play;
    usleep((unsigned)atoi(value) * 1000);
}

static void do_eof(struct play *play, const char *value) {
    (void)value;
    sync_all(play);
    close(play->in);
    play->in = -1;
}

static void do_kill(struct play *play, const char *value) {
    assert_string_equal(value, "SIGTERM");
    sync_all(play);
    kill(getpid(), SIGTERM);
}

static void do_ignore(struct play *play, const char *value) {
    for (const char *at = value; *at;) {
        size_t len = strcspn(at, " ");
        list_add_len(&play->quiet, at, len);
        at += len + strspn(at + len, " ");
    }
}

static void do_bare(struct play *play, const char *value) {
    (void)value;
    play->bare = true;
}

static void do_exit(struct play *play, const char *value) {
    play->wanted_exit = atoi(value);
}

static void do_client(struct play *play, const char *value) {
    play->client = parse(play, value);
}

static void do_initialize(struct play *play, const char *value) {
    play->initialize = parse(play, value);
}

static void do_env(struct play *play, const char *value) {
    char *name = mem_copy(value, strcspn(value, "="));
    const char *text = value + strlen(name) + 1;
    char *home = !strncmp(text, "${home}", 7) ? mem_format("%s%s", play->home, text + 7) : NULL;
    if (*text)
        setenv(name, home ? home : text, 1);
    else
        unsetenv(name);
    free(home);
    free(name);
}

static void do_stderr(struct play *play, const char *value) {
    list_add(&play->said, value);
}

static void do_parent(struct play *play, const char *value) {
    signal(SIGCHLD, SIG_IGN); /* it is gone at once when it ends, and no zombie */
    play->parent = fork();
    if (play->parent == 0) {
        usleep((unsigned)atoi(value) * 1000);
        _exit(0);
    }
    cJSON_DeleteItemFromObjectCaseSensitive(play->names, "$pid");
    cJSON_AddNumberToObject(play->names, "$pid", play->parent);
}

static void do_only(struct play *play, const char *value) {
    play->once = strstr(value, "turns") == NULL && strstr(value, "once") != NULL;
}

static const struct word {
    const char *name;
    void (*run)(struct play *play, const char *value);
    bool first; /* an option: known before the first step */
} words[] = {
    {"bare", do_bare, true},     {"client", do_client, true}, {"initialize", do_initialize, true},
    {"only", do_only, true},     {"ignore", do_ignore, true}, {"env", do_env, true},
    {"file", write_file, true},  {"exit", do_exit, true},     {"stderr", do_stderr, true},
    {"parent", do_parent, true}, {"sync", do_sync, false},    {"sleep", do_sleep, false},
    {"raw", do_raw, false},      {"body", do_body, false},    {"flood", do_flood, false},
    {"nest", do_nest, false},    {"long", do_long, false},    {"many", do_many, false},
    {"until", do_until, false},  {"write", NULL, false},      {"eof", do_eof, false},
    {"kill", do_kill, false},    {"stall", do_stall, false},
};

static void run_line(struct play *play, const char *line, bool first) {
    if (strncmp(line, "-->", 3) == 0 && !first) {
        put_json(play, line + 3);
    } else if (strncmp(line, "<--", 3) == 0 && !first) {
        expect(play, parse(play, line + 3));
    } else if (*line == '!') {
        size_t len = strcspn(line + 1, " \n");
        const char *value = line + 1 + len + strspn(line + 1 + len, " ");
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            if (strlen(words[i].name) != len || strncmp(words[i].name, line + 1, len) != 0 || words[i].first != first)
                continue;
            if (words[i].run) {
                words[i].run(play, value);
            } else {
                sync_all(play);
                write_file(play, value);
            }
        }
    }
}

/* Lines that start with white space go on with the line before. */
static void read_lines(const char *file, struct list *lines) {
    struct buf data = {0};
    struct buf line = {0};
    assert_true(path_read(file, 1u << 20, &data, NULL));
    for (const char *at = buf_get(&data); *at;) {
        size_t len = strcspn(at, "\n");
        bool goes_on = (*at == ' ' || *at == '\t') && line.len > 0;
        if (!goes_on && line.len > 0) {
            list_add(lines, buf_get(&line));
            buf_remove(&line, 0, line.len);
        }
        if (len > 0 && *at != '#') {
            buf_append_text(&line, goes_on ? "\n" : "");
            buf_append(&line, at, len);
        }
        at += len + (at[len] == '\n');
    }
    if (line.len > 0)
        list_add(lines, buf_get(&line));
    buf_finish(&line);
    buf_finish(&data);
}

/* --- life --- */

static void *serve(void *arg) {
    struct play *play = arg;
    play->exit_code = lsp_serve(play->server_in, play->server_out);
    return NULL;
}

static void set_surroundings(struct play *play) {
    static const char *const gone[] = {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        unsetenv(gone[i]);
    strcpy(play->home, "/tmp/prosed-play-XXXXXX");
    assert_non_null(mkdtemp(play->home));
    play->root = path_join(play->home, "work");
    assert_int_equal(mkdir(play->root, 0700), 0);
    setenv("HOME", play->home, 1);
    setenv("TZ", "UTC", 1);
    setenv("PROSED_TYPING", "size", 1);
    char *uri = mem_format("file://%s", play->root);
    cJSON_AddStringToObject(play->names, "$root", play->root);
    cJSON_AddStringToObject(play->names, "$uri", uri);
    cJSON_AddNumberToObject(play->names, "$pid", getpid());
    free(uri);
}

static void start_server(struct play *play) {
    int to[2], from[2];
    char *log = path_join(play->home, "stderr");
    assert_int_equal(pipe(to), 0);
    assert_int_equal(pipe(from), 0);
    play->server_in = to[0];
    play->in = to[1];
    play->out = from[0];
    play->server_out = from[1];
    fcntl(play->in, F_SETFL, O_NONBLOCK);
    fflush(stderr);
    play->stderr_copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
    play->stderr_file = open(log, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    dup2(play->stderr_file, STDERR_FILENO);
    assert_int_equal(chdir(play->root), 0);
    assert_int_equal(pthread_create(&play->thread, NULL, serve, play), 0);
    free(log);
}

/* What the transcript says more of, over what is usual. */
static void merge(cJSON *base, const cJSON *more) {
    const cJSON *item;
    cJSON_ArrayForEach(item, more) {
        cJSON *known = cJSON_GetObjectItemCaseSensitive(base, item->string);
        if (cJSON_IsObject(known) && cJSON_IsObject(item)) {
            merge(known, item);
        } else {
            cJSON_DeleteItemFromObjectCaseSensitive(base, item->string);
            cJSON_AddItemToObject(base, item->string, cJSON_Duplicate(item, true));
        }
    }
}

static void begin(struct play *play) {
    cJSON *message = parse(
        play, "{\"id\": \"begin\", \"method\": \"initialize\", \"params\": {\"processId\": null, \"rootUri\": null,"
              " \"workspaceFolders\": [{\"uri\": \"${uri}\", \"name\": \"work\"}]}}");
    cJSON *params = cJSON_GetObjectItemCaseSensitive(message, "params"), *client = parse(play, rich_client);
    merge(client, play->client);
    cJSON_AddItemToObject(params, "capabilities", client);
    const cJSON *item;
    cJSON_ArrayForEach(item, play->initialize) {
        cJSON_DeleteItemFromObjectCaseSensitive(params, item->string);
        cJSON_AddItemToObject(params, item->string, cJSON_Duplicate(item, true));
    }
    put(play, message);
    expect(play, parse(play, "{\"id\": \"begin\", \"result\": \"*\"}"));
    put_json(play, "{\"method\": \"initialized\", \"params\": {}}");
    cJSON_Delete(message);
}

static void finish(struct play *play) {
    sync_all(play);
    put_json(play, "{\"id\": \"end\", \"method\": \"shutdown\"}");
    expect(play, parse(play, "{\"id\": \"end\", \"result\": null}"));
    put_json(play, "{\"method\": \"exit\"}");
}

static void check_stderr(struct play *play) {
    struct buf text = {0};
    char *log = path_join(play->home, "stderr");
    take_stderr_back(play);
    assert_true(path_read(log, 1u << 20, &text, NULL));
    for (size_t i = 0; i < play->said.count; i++) {
        const char *pattern = play->said.items[i];
        if (!matches_regex(pattern + 1, strlen(pattern) - 2, buf_get(&text)))
            fail_play(play, pattern, NULL);
    }
    buf_finish(&text);
    free(log);
}

static void end_server(struct play *play) {
    struct timespec until;
    sync_all(play);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_MS / 1000;
    if (pthread_timedjoin_np(play->thread, NULL, &until) != 0)
        fail_play(play, "the server does not end", NULL);
    close(play->server_out);
    close(play->server_in);
    take_in(play, 0);
    sync_all(play);
    int wanted = play->wanted_exit >= 0 ? play->wanted_exit : 0;
    if (play->exit_code != wanted)
        fail_play(play, "the exit code is another one", NULL);
    if (play->unclaimed->child)
        fail_play(play, "nobody expected this", play->unclaimed->child);
    check_stderr(play);
    close(play->stderr_file);
    if (play->in >= 0)
        close(play->in);
    close(play->out);
    signal(SIGCHLD, SIG_DFL);
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status, (void)kind, (void)place;
    return remove(path);
}

static void play_finish(struct play *play) {
    assert_int_equal(chdir("/"), 0);
    nftw(play->home, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    buf_finish(&play->bytes);
    buf_finish(&play->ready);
    cJSON_Delete(play->expected);
    cJSON_Delete(play->unclaimed);
    cJSON_Delete(play->ignored);
    cJSON_Delete(play->names);
    cJSON_Delete(play->client);
    cJSON_Delete(play->initialize);
    list_finish(&play->quiet);
    list_finish(&play->said);
    free(play->root);
}

bool transcript_needs_process(const char *file) {
    struct list lines = {0};
    bool needs = strstr(file, "watchdog") != NULL;
    read_lines(file, &lines);
    for (size_t i = 0; i < lines.count; i++)
        needs = needs || !strncmp(lines.items[i], "!deaf", 5);
    list_finish(&lines);
    return needs;
}

void transcript_play(const char *file) {
    struct list lines = {0};
    struct play play = {.where = file,
                        .wanted_exit = -1,
                        .expected = cJSON_CreateArray(),
                        .unclaimed = cJSON_CreateArray(),
                        .ignored = cJSON_CreateArray(),
                        .names = cJSON_CreateObject(),
                        .stderr_copy = -1};
    read_lines(file, &lines);
    set_surroundings(&play);
    for (size_t i = 0; i < lines.count; i++)
        run_line(&play, lines.items[i], true);
    start_server(&play);
    if (!play.bare)
        begin(&play);
    for (size_t i = 0; i < lines.count; i++) {
        char *where = mem_format("%s: %.60s", path_get_name(file), lines.items[i]);
        play.where = where;
        run_line(&play, lines.items[i], false);
        play.where = file;
        free(where);
    }
    if (!play.bare && play.wanted_exit < 0)
        finish(&play);
    end_server(&play);
    play_finish(&play);
    list_finish(&lines);
}
