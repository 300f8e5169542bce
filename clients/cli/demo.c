/* prosed demo: a whole editing session over real LSP with the offline engine, in a temporary project. It plays a person
 * who writes three documents, word by word, and saves them; then it asks for a rewrite of a text the engine never saw.
 */
#include "clients/cli/cli.h"
#include "clients/cli/peer.h"

#include "core/base/embed.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

EMBED(demo_readme, "clients/cli/demo/1-readme.md");
EMBED(demo_tides, "clients/cli/demo/2-tides.md");
EMBED(demo_release, "clients/cli/demo/3-release.md");
EMBED(demo_unseen, "clients/cli/demo/unseen.md");

struct demo {
    struct peer *peer;
    char *folder;
    struct error error;
};

static char *document_uri(const struct demo *demo, const char *name) {
    return mem_format("file://%s/project/%s", demo->folder, name);
}

static cJSON *document_params(const char *uri) {
    cJSON *params = cJSON_CreateObject();
    cJSON_AddStringToObject(cJSON_AddObjectToObject(params, "textDocument"), "uri", uri);
    return params;
}

static cJSON *call(struct demo *demo, const char *command, cJSON *argument) {
    cJSON *params = cJSON_CreateObject();
    cJSON_AddStringToObject(params, "command", command);
    cJSON *arguments = cJSON_AddArrayToObject(params, "arguments");
    if (argument)
        cJSON_AddItemToArray(arguments, argument);
    return peer_request(demo->peer, "workspace/executeCommand", params, &demo->error);
}

static bool initialize(struct demo *demo) {
    cJSON *params = cJSON_CreateObject();
    cJSON_AddNumberToObject(params, "processId", getpid());
    char *uri = mem_format("file://%s/project", demo->folder);
    cJSON_AddStringToObject(params, "rootUri", uri);
    free(uri);
    cJSON *capabilities = cJSON_AddObjectToObject(params, "capabilities");
    cJSON *encodings = cJSON_AddArrayToObject(cJSON_AddObjectToObject(capabilities, "general"), "positionEncodings");
    cJSON_AddItemToArray(encodings, cJSON_CreateString("utf-8"));
    cJSON *result = peer_request(demo->peer, "initialize", params, &demo->error);
    cJSON_Delete(result);
    peer_notify(demo->peer, "initialized", cJSON_CreateObject());
    return result != NULL;
}

static void open_document(struct demo *demo, const char *uri, const char *text) {
    cJSON *params = document_params(uri);
    cJSON *document = json_get(params, "textDocument");
    cJSON_AddStringToObject(document, "languageId", "markdown");
    cJSON_AddNumberToObject(document, "version", 0);
    cJSON_AddStringToObject(document, "text", text);
    peer_notify(demo->peer, "textDocument/didOpen", params);
}

/* Types text at the end, a word a change, as a person's editor would send it. Positions are UTF-8, as agreed. */
static void type_text(struct demo *demo, const char *uri, const char *text) {
    int version = 0, line = 0, character = 0;
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, " \n") + 1;
        len = strnlen(at, len);
        cJSON *params = document_params(uri);
        cJSON_AddNumberToObject(json_get(params, "textDocument"), "version", ++version);
        cJSON *change = cJSON_CreateObject();
        cJSON *range = cJSON_AddObjectToObject(change, "range");
        for (int end = 0; end < 2; end++) {
            cJSON *position = cJSON_AddObjectToObject(range, end ? "end" : "start");
            cJSON_AddNumberToObject(position, "line", line);
            cJSON_AddNumberToObject(position, "character", character);
        }
        json_add_bytes(change, "text", at, len);
        cJSON_AddItemToArray(cJSON_AddArrayToObject(params, "contentChanges"), change);
        peer_notify(demo->peer, "textDocument/didChange", params);
        bool line_end = at[len - 1] == '\n';
        line += line_end;
        character = line_end ? 0 : character + (int)len;
        at += len;
    }
}

static void write_and_save(struct demo *demo, const char *name, const char *text) {
    char *uri = document_uri(demo, name);
    printf("\n--- %s, written and saved ---\n%s", name, text);
    open_document(demo, uri, "");
    type_text(demo, uri, text);
    peer_notify(demo->peer, "textDocument/didSave", document_params(uri));
    peer_notify(demo->peer, "textDocument/didClose", document_params(uri));
    free(uri);
}

static bool wait_until_learned(struct demo *demo) {
    for (int tries = 0; tries < 600; tries++) {
        cJSON *status = call(demo, "prosed.status", NULL);
        const cJSON *learning = json_get(status, "learning");
        const char *phase = json_get_text(learning, "phase");
        bool idle = phase && !strcmp(phase, "idle") && json_get_int(learning, "waiting", 0) == 0;
        bool answered = status != NULL;
        cJSON_Delete(status);
        if (!answered || idle)
            return answered;
        nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    }
    return error_set(&demo->error, ERROR_BUSY, "learning did not finish within 30 s");
}

static bool show_samples(struct demo *demo) {
    cJSON *result = call(demo, "prosed.samples", NULL);
    const cJSON *items = json_get(result, "items"), *item;
    printf("\n--- samples taken from the saved edits ---\n");
    cJSON_ArrayForEach(item, items)
        cli_line(stdout, "%2lld  %s, %s: %.60s...", (long long)json_get_int(item, "id", 0), json_get_text(item, "path"),
                 json_get_text(item, "state"), json_get_text(item, "text"));
    bool some = cJSON_GetArraySize(items) > 0;
    cJSON_Delete(result);
    return some || error_set(&demo->error, ERROR_NOT_FOUND, "no sample was taken");
}

static bool show_preferences(struct demo *demo) {
    cJSON *result = call(demo, "prosed.preferences", NULL);
    const cJSON *items = json_get(result, "items"), *item;
    printf("\n--- learned preferences ---\n");
    cJSON_ArrayForEach(item, items) {
        const cJSON *habit = json_get(item, "habit");
        const char *dropped = json_get_text(item, "dropped");
        cli_line(stdout, "%2d of %2d places in %d texts  %s%s%s", (int)json_get_int(habit, "places", 0),
                 (int)json_get_int(habit, "choices", 0), (int)json_get_int(habit, "texts", 0),
                 json_get_text(item, "text"), dropped ? " Not in use: " : "", dropped ? dropped : "");
    }
    bool some = cJSON_GetArraySize(items) > 0;
    cJSON_Delete(result);
    return some || error_set(&demo->error, ERROR_NOT_FOUND, "nothing was learned");
}

static void show_change(const char *before, const char *after) {
    puts("\n--- a text it never saw, before ---");
    cli_text(stdout, before);
    puts("\n\n--- after \"Rewrite in my style\" ---");
    cli_text(stdout, after);
    puts("");
}

static bool show_rewrite(struct demo *demo) {
    char *uri = document_uri(demo, "archive.md");
    open_document(demo, uri, demo_unseen);
    cJSON *argument = cJSON_CreateObject();
    cJSON_AddStringToObject(argument, "uri", uri);
    cJSON *position = cJSON_AddObjectToObject(argument, "position");
    cJSON_AddNumberToObject(position, "line", 0);
    cJSON_AddNumberToObject(position, "character", 0);
    cJSON *result = call(demo, "prosed.rewrite", argument);
    const char *before = json_get_text(result, "before"), *after = json_get_text(result, "after");
    bool changed = before && after && strcmp(before, after) != 0;
    if (changed)
        show_change(before, after);
    else if (result)
        error_set(&demo->error, ERROR_REFUSED, "the rewrite changed nothing");
    cJSON_Delete(result);
    free(uri);
    return changed;
}

static bool play(struct demo *demo) {
    if (!initialize(demo))
        return false;
    write_and_save(demo, "README.md", demo_readme);
    write_and_save(demo, "tides.md", demo_tides);
    write_and_save(demo, "release.md", demo_release);
    return wait_until_learned(demo) && show_samples(demo) && show_preferences(demo) && show_rewrite(demo);
}

/* Everything the demo's server keeps goes below the temporary folder: nothing of the person's is read or written. */
static bool make_world(struct demo *demo) {
    static const char *const names[][2] = {
        {"HOME", "home"}, {"XDG_DATA_HOME", "data"}, {"XDG_CONFIG_HOME", "config"}, {NULL, "project"}};
    const char *temporary = getenv("TMPDIR");
    setenv("PROSED_TYPING", "size", 1); /* no fingers type as fast as the demo */
    demo->folder = mem_format("%s/prosed-demo-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    if (!mkdtemp(demo->folder))
        return error_set(&demo->error, ERROR_IO, "cannot make %s: %s; set TMPDIR to a folder you can write",
                         demo->folder, strerror(errno));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = path_join(demo->folder, names[i][1]);
        bool made = path_make_folders(path, &demo->error);
        if (made && names[i][0])
            setenv(names[i][0], path, 1);
        free(path);
        if (!made)
            return false;
    }
    return true;
}

static int on_entry(const char *path, const struct stat *stat, int kind, struct FTW *at) {
    (void)stat, (void)kind, (void)at;
    return remove(path);
}

static int run(int argc, char **argv) {
    bool done, keep = false;
    const struct option_row rows[] = {{"keep", &keep, NULL}, {0}};
    int rest = cli_read_options(&cli_demo, argc, argv, rows, &done);
    if (rest != 0)
        return EXIT_WRONG_USAGE;
    if (done)
        return EXIT_DONE;
    struct demo demo = {0};
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    if (len <= 0)
        error_set(&demo.error, ERROR_IO, "cannot find its own binary: %s", strerror(errno));
    else
        program[len] = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    bool played = len > 0 && make_world(&demo);
    if (played)
        demo.peer = peer_start(program, NULL, NULL, &demo.error);
    played = demo.peer && play(&demo);
    if (!played)
        cli_fail(&demo.error);
    if (demo.peer && peer_stop(demo.peer) != 0)
        played = false;
    if (demo.folder && (keep || !played))
        printf("\nThe project and its store are in %s\n", demo.folder);
    else if (demo.folder)
        nftw(demo.folder, on_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(demo.folder);
    return played ? EXIT_DONE : EXIT_FAILED;
}

const struct command cli_demo = {
    .name = "demo",
    .usage = "[--keep]",
    .summary = "play a whole editing session with the offline engine, in a temporary project",
    .help = "  --keep  leave the temporary project and its store for you to look at\n",
    .run = run,
};
