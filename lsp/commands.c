/* The table says which arguments a command takes and of which kind; they are checked here, so that the commands
 * themselves read them without asking twice. An argument that the table does not know is an error, because it is most
 * likely a misspelt one. */
#include "lsp/commands.h"

#include "core/base/buf.h"
#include "lsp/hint_commands.h"
#include "lsp/learning_commands.h"
#include "lsp/preference_commands.h"
#include "lsp/rewrites.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

#define ARGUMENTS_MAX 8

enum argument_kind {
    ARGUMENT_TEXT,
    ARGUMENT_ID,
    ARGUMENT_NUMBER,
    ARGUMENT_SHARE,
    ARGUMENT_LIST,
    ARGUMENT_BOOL,
    ARGUMENT_POSITION,
    ARGUMENT_RANGE
};

struct argument {
    const char *name;
    enum argument_kind kind;
    bool needed;
};

struct command {
    const char *name;
    run_command *run;
    struct argument arguments[ARGUMENTS_MAX];
};

static run_command run_complete;
static run_command run_rewrite;
static run_command run_feedback;
static run_command run_accept;
static run_command run_reject;
static run_command run_wrote;

#define NEEDED   true
#define OPTIONAL false
#define URI                                                                                                            \
    { "uri", ARGUMENT_TEXT, OPTIONAL }
/* Which hint: by its id or by a place in its passage. */
#define HINT                                                                                                           \
    {"uri", ARGUMENT_TEXT, NEEDED}, {"id", ARGUMENT_ID, OPTIONAL}, {                                                   \
        "position", ARGUMENT_POSITION, OPTIONAL                                                                        \
    }
/* params has no such member in the protocol, and strict clients send none; so the argument may have it. */
#define PARTIAL                                                                                                        \
    { "partialResultToken", ARGUMENT_TEXT, OPTIONAL }
#define ID                                                                                                             \
    { "id", ARGUMENT_ID, NEEDED }

static const struct command COMMANDS[] = {
    /* The lists are for the client; see parts.h. */
    {"prosed.accept",
     run_accept,
     {{"suggestion", ARGUMENT_ID, NEEDED}, {"words", ARGUMENT_LIST, OPTIONAL}, {"sentences", ARGUMENT_LIST, OPTIONAL}}},
    {"prosed.complete",
     run_complete,
     {{"uri", ARGUMENT_TEXT, NEEDED},
      {"position", ARGUMENT_POSITION, NEEDED},
      {"version", ARGUMENT_NUMBER, OPTIONAL},
      {"sendSecrets", ARGUMENT_BOOL, OPTIONAL},
      PARTIAL}},
    {"prosed.feedback",
     run_feedback,
     {{"suggestion", ARGUMENT_ID, NEEDED}, {"feedback", ARGUMENT_TEXT, NEEDED}, {"kept", ARGUMENT_SHARE, OPTIONAL}}},
    {"prosed.learn.now", command_learn_now, {URI}},
    {"prosed.learn.pause", command_learn_pause, {URI}},
    {"prosed.learn.resume", command_learn_resume, {URI}},
    {"prosed.preferences", command_preferences, {URI, {"genre", ARGUMENT_TEXT, OPTIONAL}}},
    {"prosed.preferences.add",
     command_preferences_add,
     {{"text", ARGUMENT_TEXT, NEEDED}, {"genre", ARGUMENT_TEXT, OPTIONAL}, URI}},
    {"prosed.preferences.edit", command_preferences_edit, {ID, {"text", ARGUMENT_TEXT, NEEDED}, URI}},
    {"prosed.preferences.forget", command_preferences_forget, {ID, URI}},
    {"prosed.preferences.mute", command_preferences_mute, {ID, URI}},
    {"prosed.preferences.pin", command_preferences_pin, {ID, URI}},
    {"prosed.preferences.promote", command_preferences_promote, {ID, URI}},
    {"prosed.preferences.unmute", command_preferences_unmute, {ID, URI}},
    {"prosed.preferences.unpin", command_preferences_unpin, {ID, URI}},
    {"prosed.preferences.write",
     command_preferences_write,
     {{"before", ARGUMENT_TEXT, NEEDED}, {"after", ARGUMENT_TEXT, NEEDED}, URI}},
    {"prosed.reject", run_reject, {{"suggestion", ARGUMENT_ID, NEEDED}}},
    {"prosed.rewrite",
     run_rewrite,
     {{"uri", ARGUMENT_TEXT, NEEDED},
      {"range", ARGUMENT_RANGE, OPTIONAL},
      {"position", ARGUMENT_POSITION, OPTIONAL},
      {"instruction", ARGUMENT_TEXT, OPTIONAL},
      {"version", ARGUMENT_NUMBER, OPTIONAL},
      {"apply", ARGUMENT_BOOL, OPTIONAL},
      {"sendSecrets", ARGUMENT_BOOL, OPTIONAL},
      PARTIAL}},
    {"prosed.samples", command_samples, {URI, {"id", ARGUMENT_ID, OPTIONAL}}},
    {"prosed.samples.forget", command_samples_forget, {ID, URI}},
    {"prosed.status", command_status, {URI}},
    {"prosed.suggest", command_suggest, {{"uri", ARGUMENT_TEXT, NEEDED}, {"range", ARGUMENT_RANGE, OPTIONAL}}},
    {"prosed.suggest.clear", command_suggest_clear, {URI}},
    {"prosed.suggest.dismiss", command_suggest_dismiss, {HINT}},
    {"prosed.suggest.mute", command_suggest_mute, {HINT}},
    {"prosed.suggest.rewrite", command_suggest_rewrite, {HINT, {"apply", ARGUMENT_BOOL, OPTIONAL}, PARTIAL}},
    {"prosed.wrote", run_wrote, {{"uri", ARGUMENT_TEXT, NEEDED}, {"range", ARGUMENT_RANGE, OPTIONAL}}},
};
#define COMMAND_COUNT (sizeof COMMANDS / sizeof *COMMANDS)

const char *commands_get_name(size_t index) {
    return index < COMMAND_COUNT ? COMMANDS[index].name : NULL;
}

void commands_format_names(cJSON *array) {
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        cJSON_AddItemToArray(array, cJSON_CreateString(COMMANDS[i].name));
    }
}

static int compare(const void *name, const void *row) {
    return strcmp(name, ((const struct command *)row)->name);
}

/* --- arguments --- */

static bool is_position(const cJSON *value) {
    return json_get_int(value, "line", -1) >= 0 && json_get_int(value, "character", -1) >= 0;
}

static bool is_of_kind(const cJSON *object, const cJSON *value, enum argument_kind kind) {
    switch (kind) {
    case ARGUMENT_TEXT:
        return cJSON_IsString(value);
    case ARGUMENT_ID:
        return json_get_int(object, value->string, 0) > 0;
    case ARGUMENT_NUMBER:
        return json_get_int(object, value->string, INT64_MIN) != INT64_MIN;
    case ARGUMENT_SHARE:
        return cJSON_IsNumber(value) && value->valuedouble >= 0 && value->valuedouble <= 1;
    case ARGUMENT_LIST:
        return cJSON_IsArray(value);
    case ARGUMENT_BOOL:
        return cJSON_IsBool(value);
    case ARGUMENT_POSITION:
        return is_position(value);
    case ARGUMENT_RANGE:
        return is_position(json_get(value, "start")) && is_position(json_get(value, "end"));
    }
    return false;
}

static const char *kind_name(enum argument_kind kind) {
    static const char *const names[] = {
        [ARGUMENT_TEXT] = "a text",
        [ARGUMENT_ID] = "a whole number from 1 up",
        [ARGUMENT_NUMBER] = "a whole number",
        [ARGUMENT_SHARE] = "a number from 0 to 1",
        [ARGUMENT_LIST] = "a list",
        [ARGUMENT_BOOL] = "true or false",
        [ARGUMENT_POSITION] = "a position {line, character}",
        [ARGUMENT_RANGE] = "a range {start, end}, each {line, character}",
    };
    return names[kind];
}

static const struct argument *find_argument(const struct command *command, const char *name) {
    for (size_t i = 0; i < ARGUMENTS_MAX && command->arguments[i].name; i++) {
        if (strcmp(command->arguments[i].name, name) == 0) {
            return &command->arguments[i];
        }
    }
    return NULL;
}

static void fail_unknown(struct rpc_request *request, const struct command *command, const char *name) {
    struct buf names = {0};
    for (size_t i = 0; i < ARGUMENTS_MAX && command->arguments[i].name; i++) {
        buf_printf(&names, "%s%s", i ? ", " : "", command->arguments[i].name);
    }
    rpc_fail(request, RPC_INVALID_PARAMS, "%s: unknown argument \"%.60s\"; it takes %s", command->name, name,
             buf_get(&names));
    buf_finish(&names);
}

/* false: the request has been answered. */
static bool check_arguments(struct rpc_request *request, const struct command *command, const cJSON *arguments) {
    const cJSON *value;
    cJSON_ArrayForEach(value, arguments) {
        const struct argument *argument = find_argument(command, value->string);
        if (!argument) {
            fail_unknown(request, command, value->string);
            return false;
        }
        bool absent = cJSON_IsNull(value) && !argument->needed;
        if (!absent && !is_of_kind(arguments, value, argument->kind)) {
            rpc_fail(request, RPC_INVALID_PARAMS, "%s: argument \"%s\" has to be %s", command->name, argument->name,
                     kind_name(argument->kind));
            return false;
        }
    }
    for (size_t i = 0; i < ARGUMENTS_MAX && command->arguments[i].name; i++) {
        const struct argument *argument = &command->arguments[i];
        if (argument->needed && !json_get(arguments, argument->name)) {
            rpc_fail(request, RPC_INVALID_PARAMS, "%s: argument \"%s\" is missing: %s", command->name, argument->name,
                     kind_name(argument->kind));
            return false;
        }
    }
    return true;
}

void handle_execute_command(struct server *server, struct rpc_request *request, const cJSON *params) {
    const char *name = json_get_text(params, "command");
    if (!name) {
        rpc_fail(request, RPC_INVALID_PARAMS, "workspace/executeCommand: command is missing");
        return;
    }
    const struct command *command = bsearch(name, COMMANDS, COMMAND_COUNT, sizeof *COMMANDS, compare);
    if (!command) {
        rpc_fail(request, RPC_INVALID_PARAMS, "%.100s: this server has no such command", name);
        return;
    }
    const cJSON *list = json_get(params, "arguments");
    int count = cJSON_GetArraySize(list);
    const cJSON *first = cJSON_GetArrayItem(list, 0);
    if ((list && !cJSON_IsArray(list) && !cJSON_IsNull(list)) || count > 1 || (count == 1 && !cJSON_IsObject(first))) {
        rpc_fail(request, RPC_INVALID_PARAMS, "%s: arguments has to be a list of one object", name);
        return;
    }
    cJSON *none = first ? NULL : cJSON_CreateObject();
    const cJSON *arguments = first ? first : none;
    if (check_arguments(request, command, arguments)) {
        server->command = params;
        command->run(server, request, arguments);
        server->command = NULL;
    }
    cJSON_Delete(none);
}

/* --- projects --- */

struct project *commands_find_project(struct server *server, const cJSON *arguments) {
    const struct documents *documents = &server->documents;
    const char *uri = json_get_text(arguments, "uri");
    struct editor_document *document = uri ? documents_find(documents, uri) : NULL;
    if (!uri && server->folders.count == 0 && documents->count) {
        document = documents->newest;
    }
    if (document && document->open) {
        return open_document_get_project(document->open);
    }
    char *path = uri ? convert_uri_to_path(uri) : NULL;
    struct project *project = folders_find_project(server, path);
    free(path);
    return project;
}

/* --- suggestions --- */

static void send_feedback(struct server *server, struct rpc_request *request, const cJSON *arguments,
                          enum feedback feedback) {
    struct error error = {0};
    int64_t suggestion = json_get_int(arguments, "suggestion", 0);
    if (feedback != FEEDBACK_SHOWN && server->completions.offered.suggestion == suggestion) {
        completions_forget_offered(&server->completions);
    }
    if (engine_feedback(server->engine, suggestion, feedback, json_get_number(arguments, "kept", -1), &error)) {
        rpc_reply(request, NULL);
    } else {
        rpc_fail_with(request, &error);
    }
}

static void run_accept(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    send_feedback(server, request, arguments, FEEDBACK_ACCEPTED);
}

static void run_reject(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    send_feedback(server, request, arguments, FEEDBACK_REJECTED);
}

static void run_feedback(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    static const char *const names[] = {
        [FEEDBACK_SHOWN] = "shown",   [FEEDBACK_ACCEPTED] = "accepted", [FEEDBACK_PARTLY] = "partly",
        [FEEDBACK_EDITED] = "edited", [FEEDBACK_REJECTED] = "rejected",
    };
    const char *wanted = json_get_text(arguments, "feedback");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], wanted) == 0) {
            send_feedback(server, request, arguments, (enum feedback)i);
            return;
        }
    }
    rpc_fail(request, RPC_INVALID_PARAMS,
             "prosed.feedback: argument \"feedback\" has to be shown, accepted, partly, edited or rejected");
}

/* The document of "uri", at the version that the client means if it says so. */
static struct editor_document *need_document(struct server *server, struct rpc_request *request,
                                             const cJSON *arguments) {
    struct editor_document *document =
        documents_need(server, request, json_get_text(arguments, "uri"), "argument \"uri\"");
    int64_t version = document ? json_get_int(arguments, "version", document->version) : 0;
    if (document && version != document->version) {
        rpc_fail(request, RPC_CONTENT_MODIFIED, "the document is at version %lld, not at %lld; ask again",
                 (long long)document->version, (long long)version);
        return NULL;
    }
    return document;
}

static void run_complete(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    size_t offset;
    struct editor_document *document = need_document(server, request, arguments);
    if (document) {
        convert_read_position(editor_document_get_text(document), server->client.encoding,
                              json_get(arguments, "position"), &offset);
        if (json_get_bool(arguments, "sendSecrets", false))
            open_document_allow_secrets(document->open);
        completion_run_command(server, request, document, offset);
    }
}

/* "I wrote this": text that came in otherwise than by keys, dictated or written elsewhere. */
static void run_wrote(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct editor_document *document = need_document(server, request, arguments);
    if (!document) {
        return;
    }
    struct text *text = editor_document_get_text(document);
    struct span span = {0, text_get_len(text)};
    convert_read_range(text, server->client.encoding, json_get(arguments, "range"), &span);
    document_claim(editor_document_get(document), span.start, span.end);
    rpc_reply(request, cJSON_CreateObject());
}

static void run_rewrite(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct span span;
    struct editor_document *document = need_document(server, request, arguments);
    if (!document) {
        return;
    }
    struct text *text = editor_document_get_text(document);
    enum encoding encoding = server->client.encoding;
    if (convert_read_range(text, encoding, json_get(arguments, "range"), &span)) {
    } else if (convert_read_position(text, encoding, json_get(arguments, "position"), &span.start)) {
        span.end = span.start;
    } else {
        rpc_fail(request, RPC_INVALID_PARAMS, "prosed.rewrite: argument \"range\" or \"position\" is missing");
        return;
    }
    enum rewrite_reply reply = json_get_bool(arguments, "apply", false) ? REWRITE_APPLY : REWRITE_PREVIEW;
    if (json_get_bool(arguments, "sendSecrets", false))
        open_document_allow_secrets(document->open);
    rewrites_start(server, request, document, span, json_get_text(arguments, "instruction"), reply, NULL);
}
