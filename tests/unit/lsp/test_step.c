/* Clients that count code points and do not say so, or say otherwise: whatever they send, no edit that is made for them
 * may land in a wrong place, and the server's text has to be theirs again with the next save. */
#include "lsp/step.h"

#include "core/base/buf.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/utf8.h"
#include "lsp/server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/text/random.h"

enum { EDITS_A_SESSION = 100 };

struct client_buffer { /* the text as the client has it, and how it counts */
    struct server *server;
    char *path;
    char *uri;
    char *text;
    bool points; /* code points, not UTF-16 units */
    int64_t version;
    struct random random;
};

struct totals {
    size_t edits, offered, wrong, doubted, saves, differed;
};

/* --- the client's side; nothing of lsp/convert.c is used --- */

static size_t width(const char *at, bool points) {
    return !points && (unsigned char)*at >= 0xf0 ? 2 : 1;
}

static size_t step_over(const char *text, size_t at) {
    utf8_next(text, strlen(text), &at);
    return at;
}

static void find_place(const struct client_buffer *client, size_t offset, size_t *line, size_t *column) {
    *line = *column = 0;
    for (size_t at = 0; at < offset; at = step_over(client->text, at)) {
        bool ends = client->text[at] == '\n';
        *line += ends;
        *column = ends ? 0 : *column + width(client->text + at, client->points);
    }
}

static size_t find_offset(const struct client_buffer *client, const cJSON *position) {
    int64_t line = json_get_int(position, "line", 0), column = json_get_int(position, "character", 0);
    size_t at = 0;
    for (; line > 0 && client->text[at]; line--) {
        const char *end = strchr(client->text + at, '\n');
        at = end ? (size_t)(end - client->text) + 1 : strlen(client->text);
    }
    while (column > 0 && client->text[at] && client->text[at] != '\n') {
        column -= (int64_t)width(client->text + at, client->points);
        at = step_over(client->text, at);
    }
    return at;
}

static void splice(struct client_buffer *client, size_t start, size_t end, const char *with) {
    struct buf out = {0};
    buf_append(&out, client->text, start);
    buf_append_text(&out, with);
    buf_append_text(&out, client->text + end);
    free(client->text);
    client->text = buf_take(&out);
}

static cJSON *format_place(const struct client_buffer *client, size_t offset) {
    size_t line, column;
    find_place(client, offset, &line, &column);
    cJSON *position = cJSON_CreateObject();
    cJSON_AddNumberToObject(position, "line", (double)line);
    cJSON_AddNumberToObject(position, "character", (double)column);
    return position;
}

static void change(struct client_buffer *client, size_t start, size_t end, const char *with) {
    cJSON *params = cJSON_CreateObject(), *named = cJSON_AddObjectToObject(params, "textDocument");
    cJSON_AddStringToObject(named, "uri", client->uri);
    cJSON_AddNumberToObject(named, "version", (double)++client->version);
    cJSON *item = cJSON_CreateObject(), *range = cJSON_AddObjectToObject(item, "range");
    cJSON_AddItemToObject(range, "start", format_place(client, start));
    cJSON_AddItemToObject(range, "end", format_place(client, end));
    cJSON_AddStringToObject(item, "text", with);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(params, "contentChanges"), item);
    splice(client, start, end, with);
    handle_did_change(client->server, params);
    cJSON_Delete(params);
}

static void send_document(struct client_buffer *client, handle_notification *handle, bool opens) {
    cJSON *params = cJSON_CreateObject(), *named = cJSON_AddObjectToObject(params, "textDocument");
    cJSON_AddStringToObject(named, "uri", client->uri);
    if (opens) {
        cJSON_AddStringToObject(named, "languageId", "markdown");
        cJSON_AddNumberToObject(named, "version", (double)++client->version);
        cJSON_AddStringToObject(named, "text", client->text);
    }
    handle(client->server, params);
    cJSON_Delete(params);
}

static const struct editor_document *get_document(const struct client_buffer *client) {
    return documents_find(&client->server->documents, client->uri);
}

/* --- a session --- */

static void type(struct client_buffer *client) {
    static const char *const pieces[] = {"a",   "😀 ",         "do not ",       "ä",  "x𝒳y", "\n",
                                         " we", "🚀🚀 do not ", "it is so.\n\n", "é 😀"};
    size_t len = strlen(client->text), start = random_below(&client->random, len + 1);
    while (start && ((unsigned char)client->text[start] & 0xc0) == 0x80)
        start--;
    size_t end = start;
    for (size_t k = random_below(&client->random, 4); k > 0 && client->text[end]; k--)
        end = step_over(client->text, end);
    change(client, start, end, random_pick(&client->random, pieces, sizeof pieces / sizeof *pieces));
}

/* As a rewrite would: an edit made on the server's text, sent, and made by the client. */
static void take_edit(struct client_buffer *client, struct totals *totals) {
    const struct editor_document *document = get_document(client);
    struct text *text = editor_document_get_text(document);
    if (document->step != STEP_KEPT) {
        totals->doubted++;
        return;
    }
    const char *data = text_get_data(text), *at = data;
    struct edits edits = {0};
    for (; edits.count < 3 && (at = strstr(at, "do not ")); at += 7)
        edits_add(&edits, (size_t)(at - data), (size_t)(at - data) + 6, "don't", 5);
    char *wanted = edits_apply(&edits, data, text_get_len(text), NULL);
    cJSON *list = convert_format_edits(text, client->server->client.encoding, &edits);
    bool in_step = strcmp(data, client->text) == 0;
    for (int k = cJSON_GetArraySize(list) - 1; k >= 0; k--) {
        const cJSON *edit = cJSON_GetArrayItem(list, k), *range = json_get(edit, "range");
        change(client, find_offset(client, json_get(range, "start")), find_offset(client, json_get(range, "end")),
               json_get_text(edit, "newText"));
    }
    totals->offered += edits.count > 0;
    totals->wrong += edits.count > 0 && (!in_step || strcmp(client->text, wanted) != 0);
    cJSON_Delete(list);
    free(wanted);
    edits_finish(&edits);
}

static void save(struct client_buffer *client, struct totals *totals) {
    const struct editor_document *document = get_document(client);
    bool differed = strcmp(text_get_data(editor_document_get_text(document)), client->text) != 0;
    bool other = document->other != NULL;
    assert_true(path_write(client->path, client->text, strlen(client->text), NULL));
    send_document(client, handle_did_save, false);
    if (document->step == STEP_KEPT)
        assert_string_equal(text_get_data(editor_document_get_text(document)), client->text);
    assert_true(!differed || other || document->told || document->step == STEP_DOUBTED);
    totals->saves++;
    totals->differed += differed;
}

static void on_closed(void *arg) {
    *(bool *)arg = true;
}

static void run(const char *folder, const char *capabilities, uint64_t seed, bool points, struct totals *totals) {
    struct server server = {.state = SERVER_RUNNING};
    bool closed = false;
    struct client_buffer client = {.server = &server,
                                   .path = mem_format("%s/a.md", folder),
                                   .points = points,
                                   .random = {seed * 0x9E3779B97F4A7C15u},
                                   .text = mem_copy_text("First we do not 😀 know.\n\nThen 🚀 we do not see it.\n")};
    cJSON *said = json_parse(capabilities, strlen(capabilities), NULL);
    struct config *config = config_create();
    config->learn_enabled = false;
    client_parse(&server.client, said);
    server.loop = loop_create();
    server.engine = engine_create(server.loop, config, NULL);
    folders_start(&server, NULL);
    client.uri = convert_path_to_uri(client.path);
    assert_true(path_write(client.path, client.text, strlen(client.text), NULL));
    send_document(&client, handle_did_open, true);
    for (size_t k = 0; k < EDITS_A_SESSION; k++) {
        type(&client);
        totals->edits++;
        if (k % 3 == 0)
            take_edit(&client, totals);
        if (random_below(&client.random, 12) == 0)
            save(&client, totals);
    }
    save(&client, totals);
    send_document(&client, handle_did_close, false);
    documents_finish(&server.documents);
    folders_finish(&server.folders);
    engine_close(server.engine, on_closed, &closed);
    while (!closed)
        loop_run_once(server.loop, true);
    engine_destroy(server.engine);
    assert_true(loop_destroy(server.loop));
    cJSON_Delete(said);
    free(client.path);
    free(client.uri);
    free(client.text);
}

static void run_sessions(const char *capabilities, bool points, struct totals *totals) {
    size_t count = getenv("SESSIONS") ? strtoul(getenv("SESSIONS"), NULL, 10) : 20;
    char folder[] = "/tmp/prosed-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    log_set_level(LOG_ERROR);
    for (uint64_t seed = 1; seed <= count; seed++)
        run(folder, capabilities, seed, points, totals);
    char *path = mem_format("%s/a.md", folder);
    unlink(path);
    rmdir(folder);
    free(path);
    print_message(
        "%zu changes, %zu saves (%zu of another text), %zu edits made, %zu of them wrong, %zu times in doubt\n",
        totals->edits, totals->saves, totals->differed, totals->offered, totals->wrong, totals->doubted);
}

#define NAMES(encoding) "{\"general\":{\"positionEncodings\":[\"" encoding "\"]}}"

static void code_points_unnamed(void **state) {
    struct totals totals = {0};
    (void)state;
    run_sessions("{}", true, &totals);
    assert_true(totals.offered > 100);
    assert_int_equal(totals.wrong, 0);
}

static void utf16_unnamed(void **state) {
    struct totals totals = {0};
    (void)state;
    run_sessions("{}", false, &totals);
    assert_true(totals.offered > 100);
    assert_int_equal(totals.wrong, 0);
    assert_int_equal(totals.differed, 0);
}

static void code_points_named(void **state) {
    struct totals totals = {0};
    (void)state;
    run_sessions(NAMES("utf-32"), true, &totals);
    assert_true(totals.offered > 100);
    assert_int_equal(totals.wrong + totals.differed + totals.doubted, 0);
}

static void utf16_named(void **state) {
    struct totals totals = {0};
    (void)state;
    run_sessions(NAMES("utf-16"), false, &totals);
    assert_true(totals.offered > 100);
    assert_int_equal(totals.wrong + totals.differed + totals.doubted, 0);
}

/* Nothing but a save can tell that a client says one thing and does another, unless a place gives it away. */
static void code_points_called_utf16(void **state) {
    struct totals totals = {0};
    (void)state;
    run_sessions(NAMES("utf-16"), true, &totals);
    assert_true(totals.offered > 0 && totals.differed > 0);
}

static void code_points_called_utf8(void **state) {
    struct totals totals = {0};
    (void)state;
    run_sessions(NAMES("utf-8"), true, &totals);
    assert_true(totals.differed > 0);
}

static void alike_but_for_line_ends(void **state) {
    static const struct {
        const char *left, *right;
        bool alike;
    } cases[] = {
        {"a\nb\n", "a\nb\n", true},
        {"a\nb\n", "a\r\nb\r\n", true},
        {"a\nb", "a\nb\n", true},
        {"a\rb", "a\nb\r\n", true},
        {"\xef\xbb\xbf"
         "a",
         "a\n", true},
        {"", "\n", true},
        {"a\nb\n", "a\nb\n\n", true},
        {"a\nb", "a\nb\n\n", false},
        {"a\n\nb", "a\nb", false},
        {"ab", "a", false},
        {"a", "b", false},
        {"", "a", false},
    };
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        bool alike = step_reads_alike(cases[k].left, strlen(cases[k].left), cases[k].right, strlen(cases[k].right));
        if (alike != cases[k].alike)
            fail_msg("%s | %s", cases[k].left, cases[k].right);
    }
}

static void send(struct server *server, handle_notification *handle, const char *text) {
    cJSON *params = json_parse(text, strlen(text), NULL);
    assert_non_null(params);
    handle(server, params);
    cJSON_Delete(params);
}

/* A change for a text that is not known any more would land anywhere. */
static void nothing_is_followed_while_out_of_step(void **state) {
    (void)state;
    struct server server = {.state = SERVER_RUNNING};
    bool closed = false;
    server.loop = loop_create();
    server.engine = engine_create(server.loop, config_create(), NULL);
    folders_start(&server, NULL);
    send(&server, handle_did_open,
         "{\"textDocument\": {\"uri\": \"untitled:a\", \"languageId\": \"markdown\", \"version\": 1, \"text\":"
         " \"One two.\\n\"}}");
    send(&server, handle_did_change,
         "{\"textDocument\": {\"uri\": \"untitled:a\", \"version\": 2}, \"contentChanges\": [{\"range\": 7}]}");
    send(&server, handle_did_change,
         "{\"textDocument\": {\"uri\": \"untitled:a\", \"version\": 3}, \"contentChanges\": [{\"text\": \"x\", "
         "\"range\":"
         " {\"start\": {\"line\": 0, \"character\": 0}, \"end\": {\"line\": 0, \"character\": 3}}}]}");
    struct editor_document *document = documents_find(&server.documents, "untitled:a");
    assert_int_equal(document->step, STEP_LOST);
    assert_string_equal(text_get_data(editor_document_get_text(document)), "One two.\n");
    send(&server, handle_did_close, "{\"textDocument\": {\"uri\": \"untitled:a\"}}");
    documents_finish(&server.documents);
    folders_finish(&server.folders);
    engine_close(server.engine, on_closed, &closed);
    while (!closed)
        loop_run_once(server.loop, true);
    engine_destroy(server.engine);
    assert_true(loop_destroy(server.loop));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_points_unnamed),      cmocka_unit_test(utf16_unnamed),
        cmocka_unit_test(code_points_named),        cmocka_unit_test(utf16_named),
        cmocka_unit_test(code_points_called_utf16), cmocka_unit_test(code_points_called_utf8),
        cmocka_unit_test(alike_but_for_line_ends),  cmocka_unit_test(nothing_is_followed_while_out_of_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
