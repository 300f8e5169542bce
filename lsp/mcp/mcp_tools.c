/* Three tools over one engine. A text that an agent sends is opened as a document of the project, under the name it is
 * meant for, and closed when the answer is there; it is read from no file and written to none.
 *
 * A call that cannot be done because of what was asked is a result with isError, which the agent's model gets to read
 * and can mend; only a tool that does not exist is an error of the protocol. */
#include "lsp/mcp/mcp_server.h"

#include "core/base/encoding.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/printable.h"
#include "core/text/format.h"

#include <stdlib.h>
#include <string.h>

#define CALLS_MAX 16 /* on their way at once; an agent waits for one or two */

/* --- results --- */

static void add_text(cJSON *result, const char *text, size_t len) {
    cJSON *content = json_get(result, "content");
    if (!content) {
        content = cJSON_AddArrayToObject(result, "content");
    }
    cJSON *block = cJSON_CreateObject();
    cJSON_AddStringToObject(block, "type", "text");
    json_add_bytes(block, "text", text, len);
    cJSON_AddItemToArray(content, block);
}

static void reply_failed(const struct mcp_call *call, const char *text) {
    cJSON *result = cJSON_CreateObject();
    add_text(result, text, strlen(text));
    cJSON_AddTrueToObject(result, "isError");
    mcp_reply(call, result, false);
}

/* --- a text of an agent's --- */

struct draft {
    struct draft *next;
    struct mcp_call call;
    struct open_document *opened;
    char *path; /* or NULL */
    struct request *request;
    struct search *search;
    bool cancelled;
};

static void on_cancel(void *arg) {
    struct draft *draft = arg;
    draft->cancelled = true;
    if (draft->request) {
        request_cancel(draft->request);
    } else if (draft->search) {
        search_cancel(draft->search);
    }
}

void mcp_cancel_drafts(struct mcp *mcp) {
    for (struct draft *draft = mcp->drafts; draft; draft = draft->next) {
        on_cancel(draft); /* its callback runs from the loop, not here */
    }
}

static void draft_close(struct draft *draft) {
    struct mcp *mcp = draft->call.mcp;
    struct draft **at = &mcp->drafts;
    while (*at != draft) {
        at = &(*at)->next;
    }
    *at = draft->next;
    mcp->draft_count--;
    engine_close_document(draft->opened);
    free(draft->path);
    free(draft);
    mcp_settle(mcp);
}

static void draft_fail(struct draft *draft, const struct error *error) {
    if (draft->cancelled) {
        rpc_drop(draft->call.request);
    } else {
        reply_failed(&draft->call, error->text);
    }
}

static struct text *get_text(const struct draft *draft) {
    return document_get_text(open_document_get_document(draft->opened));
}

/* Where the text is meant to stand. An agent of one project has no business in another. */
static char *copy_path(const struct mcp *mcp, const char *path, struct error *error) {
    const char *root = project_get_root(mcp->project);
    char *joined = path[0] == '/' || !root ? mem_copy_text(path) : path_join(root, path);
    char *clean = path_clean(joined);
    size_t len = root ? strlen(root) : 0;
    free(joined);
    if (root && (strncmp(clean, root, len) != 0 || clean[len] != '/')) {
        error_set(error, ERROR_USAGE, "path: this server speaks of the project %s; start another one for other folders",
                  root);
        free(clean);
        return NULL;
    }
    return clean;
}

static bool check_draft(const struct mcp *mcp, const cJSON *arguments, const char *text, char **path,
                        struct error *error) {
    const char *asked = json_get_text(arguments, "path");
    const char *language = json_get_text(arguments, "language");
    *path = NULL;
    if (strlen(text) > LIMIT_DOCUMENT_BYTES) {
        return error_set(error, ERROR_LIMIT, "text is over %u MB; send a shorter one", LIMIT_DOCUMENT_BYTES >> 20);
    }
    if (!encoding_check(text, strlen(text), error)) {
        return false;
    }
    if (mcp->draft_count >= CALLS_MAX) {
        return error_set(error, ERROR_BUSY, "%d calls are on their way; wait for one of them", CALLS_MAX);
    }
    enum format format;
    if (language && !format_find_language(language, &format)) {
        return error_set(error, ERROR_USAGE, "language \"%.40s\" is not known; leave it out for Markdown", language);
    }
    return !asked || (*path = copy_path(mcp, asked, error));
}

/* NULL: the call has been answered. */
static struct draft *draft_open(const struct mcp_call *call, const cJSON *arguments) {
    struct error error = {0};
    const char *text = json_get_text(arguments, "text");
    const char *language = json_get_text(arguments, "language");
    char *path;
    if (!check_draft(call->mcp, arguments, text, &path, &error)) {
        reply_failed(call, error.text);
        return NULL;
    }
    struct draft *draft = mem_alloc(sizeof *draft);
    draft->call = *call;
    draft->path = path;
    draft->opened =
        engine_open_document(call->mcp->project, path, language || path ? language : "markdown", text, strlen(text));
    draft->next = call->mcp->drafts;
    call->mcp->drafts = draft;
    call->mcp->draft_count++;
    const char *off = open_document_get_off(draft->opened);
    if (off) {
        error_set(&error, ERROR_REFUSED, "prosed leaves %s alone: %s", path ? path : "this text", off);
        draft_fail(draft, &error);
        draft_close(draft);
        return NULL;
    }
    rpc_request_set_cancel(call->request, on_cancel, draft);
    return draft;
}

/* --- rewrite --- */

static void note_list(struct buf *note, const char *lead, const struct list *list) {
    for (size_t i = 0; list && i < list->count; i++) {
        buf_append_text(note, i ? "\n- " : lead);
        printable_append(note, list->items[i], strlen(list->items[i]), PRINTABLE_LINE);
    }
    if (list && list->count) {
        buf_append_text(note, "\n");
    }
}

/* What a person would be told beside the preview. */
static void format_note(const struct rewrite *rewrite, struct buf *note) {
    if (!rewrite->edits->count && !rewrite->refused) {
        buf_append_text(note, "Nothing was changed.\n");
    }
    note_list(note, "Followed:\n- ", rewrite->preferences);
    if (rewrite->refused) {
        buf_printf(note, "%zu passage%s left as they were: %s\n", rewrite->refused, rewrite->refused == 1 ? "" : "s",
                   rewrite->refused_reason);
    }
    if (rewrite->note) {
        buf_printf(note, "%s\n", rewrite->note);
    }
}

static void reply_text(const struct mcp_call *call, const char *text, size_t len, const struct buf *note,
                       bool changed) {
    cJSON *result = cJSON_CreateObject();
    add_text(result, text, len);
    if (note->len) {
        add_text(result, note->data, note->len);
    }
    cJSON *structured = cJSON_AddObjectToObject(result, "structuredContent");
    json_add_bytes(structured, "text", text, len);
    cJSON_AddBoolToObject(structured, "changed", changed);
    json_add_bytes(structured, "note", buf_get(note), note->len);
    mcp_reply(call, result, false);
}

static void on_rewrite(void *arg, const struct rewrite *rewrite, const struct error *error) {
    struct draft *draft = arg;
    const struct text *text = get_text(draft);
    struct buf note = {0};
    if (draft->cancelled || (error && error->kind != ERROR_NEEDLESS)) {
        draft_fail(draft, error);
    } else if (error) {
        buf_printf(&note, "Nothing was changed: %s\n", error->text);
        reply_text(&draft->call, text_get_data(text), text_get_len(text), &note, false);
    } else {
        size_t len;
        char *after = edits_apply(rewrite->edits, text_get_data(text), text_get_len(text), &len);
        format_note(rewrite, &note);
        reply_text(&draft->call, after, len, &note, rewrite->edits->count > 0);
        free(after);
    }
    buf_finish(&note);
    draft_close(draft);
}

static void run_rewrite(const struct mcp_call *call, const cJSON *arguments) {
    struct draft *draft = draft_open(call, arguments);
    if (draft) {
        size_t len = text_get_len(get_text(draft));
        const char *instruction = json_get_text(arguments, "instruction");
        draft->request = engine_rewrite(draft->opened, 0, len, instruction, on_rewrite, draft);
    }
}

/* --- check --- */

static cJSON *format_finding(const struct text *text, const struct hint *hint) {
    cJSON *finding = cJSON_CreateObject();
    const char *data = text_get_data(text);
    size_t line = 1;
    for (size_t i = 0; i < hint->span.start; i++) {
        line += data[i] == '\n';
    }
    cJSON_AddNumberToObject(finding, "line", (double)line);
    json_add_bytes(finding, "text", data + hint->span.start, hint->span.end - hint->span.start);
    cJSON_AddStringToObject(finding, "preference", hint->wanted);
    if (hint->change.count) {
        size_t len = text_get_len(text), after_len;
        char *after = edits_apply(&hint->change, data, len, &after_len);
        size_t tail = len - hint->passage.end;
        json_add_bytes(finding, "suggestion", after + hint->passage.start, after_len - tail - hint->passage.start);
        free(after);
    }
    return finding;
}

static void format_findings_text(const cJSON *findings, const char *reason, struct buf *out) {
    const cJSON *finding;
    cJSON_ArrayForEach(finding, findings) {
        const char *suggestion = json_get_text(finding, "suggestion");
        buf_printf(out, "line %d: \"%s\" goes against \"%s\"\n", (int)json_get_int(finding, "line", 0),
                   json_get_text(finding, "text"), json_get_text(finding, "preference"));
        if (suggestion) {
            buf_printf(out, "  so the passage would read: %s\n", suggestion);
        }
    }
    if (!out->len) {
        buf_append_text(out, "Nothing here goes against what is known.\n");
    }
    if (reason) {
        buf_printf(out, "Not all was looked at: %s\n", reason);
    }
}

static void on_hints(void *arg, const struct hints *hints, const struct error *error) {
    struct draft *draft = arg;
    if (error || draft->cancelled) {
        draft_fail(draft, error);
        draft_close(draft);
        return;
    }
    struct buf out = {0};
    cJSON *result = cJSON_CreateObject();
    cJSON *structured = cJSON_CreateObject();
    cJSON *findings = cJSON_AddArrayToObject(structured, "findings");
    for (size_t i = 0; i < hints->count; i++) {
        cJSON_AddItemToArray(findings, format_finding(get_text(draft), &hints->items[i]));
    }
    cJSON_AddBoolToObject(structured, "complete", !hints->reason);
    format_findings_text(findings, hints->reason, &out);
    add_text(result, out.data, out.len);
    cJSON_AddItemToObject(result, "structuredContent", structured);
    mcp_reply(&draft->call, result, false);
    buf_finish(&out);
    draft_close(draft);
}

static void run_check(const struct mcp_call *call, const cJSON *arguments) {
    struct draft *draft = draft_open(call, arguments);
    if (draft) {
        struct span whole = {0, text_get_len(get_text(draft))};
        draft->search = engine_find_hints(draft->opened, whole, NULL, on_hints, draft);
    }
}

/* --- preferences --- */

static void run_preferences(const struct mcp_call *call, const cJSON *arguments) {
    struct error error = {0};
    struct buf page = {0};
    if (mcp_format_preferences(call->mcp->project, json_get_text(arguments, "genre"), &page, &error)) {
        cJSON *result = cJSON_CreateObject();
        add_text(result, buf_get(&page), page.len);
        mcp_reply(call, result, false);
    } else {
        reply_failed(call, error.text);
    }
    buf_finish(&page);
}

/* --- the table --- */

struct argument {
    const char *name;
    const char *description;
    bool required;
};

#define ARGUMENTS_MAX 4

#define ARGUMENT_LANGUAGE                                                                                              \
    {                                                                                                                  \
        "language",                                                                                                    \
            "What the text is written in, as editors call it: markdown (unless path tells), plaintext, latex, ...",    \
            false                                                                                                      \
    }
#define ARGUMENT_PATH                                                                                                  \
    {                                                                                                                  \
        "path",                                                                                                        \
            "The file of this project that the text is for. It decides the kind of text; the file is neither read "    \
            "nor "                                                                                                     \
            "written",                                                                                                 \
            false                                                                                                      \
    }

static const struct tool {
    const char *name;
    const char *title;
    const char *description;
    struct argument arguments[ARGUMENTS_MAX];
    const char *output; /* JSON Schema of structuredContent, or NULL */
    void (*run)(const struct mcp_call *call, const cJSON *arguments);
} TOOLS[] = {
    {"preferences",
     "Writing preferences",
     "How the person writes: their preferences in force, as Markdown. Read this before you write prose for them.",
     {{"genre", "One kind of text: docs, mail, commit, ...; all of them if left out", false}},
     NULL,
     run_preferences},
    {"check",
     "Check against the person's style",
     "Looks for passages of a draft that go against what the person is known to prefer.",
     {{"text", "The draft", true}, ARGUMENT_LANGUAGE, ARGUMENT_PATH},
     "{\"type\":\"object\",\"properties\":{\"findings\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
     "\"properties\":{\"line\":{\"type\":\"integer\"},\"text\":{\"type\":\"string\"},\"preference\":{\"type\":"
     "\"string\"},\"suggestion\":{\"type\":\"string\"}},\"required\":[\"line\",\"text\",\"preference\"]}},"
     "\"complete\":{\"type\":\"boolean\"}},\"required\":[\"findings\",\"complete\"]}",
     run_check},
    {"rewrite",
     "Rewrite in the person's style",
     "Rewrites a draft as the person would write it. Code, markup, names and links stay; a place that is not sure is "
     "left alone.",
     {{"text", "The draft", true},
      {"instruction", "A wish for this one rewrite, such as \"shorter\"; it needs a model server", false},
      ARGUMENT_LANGUAGE,
      ARGUMENT_PATH},
     "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"},\"changed\":{\"type\":\"boolean\"},"
     "\"note\":{\"type\":\"string\"}},\"required\":[\"text\",\"changed\",\"note\"]}",
     run_rewrite},
};
#define TOOL_COUNT (sizeof TOOLS / sizeof *TOOLS)

static cJSON *format_input(const struct tool *tool) {
    cJSON *schema = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "type", "object");
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    cJSON *required = cJSON_CreateArray();
    for (const struct argument *argument = tool->arguments; argument->name; argument++) {
        cJSON *property = cJSON_AddObjectToObject(properties, argument->name);
        cJSON_AddStringToObject(property, "type", "string");
        cJSON_AddStringToObject(property, "description", argument->description);
        if (argument->required) {
            cJSON_AddItemToArray(required, cJSON_CreateString(argument->name));
        }
        if (argument == &tool->arguments[ARGUMENTS_MAX - 1]) {
            break;
        }
    }
    cJSON_AddItemToObject(schema, "required", required);
    cJSON_AddFalseToObject(schema, "additionalProperties");
    return schema;
}

static cJSON *format_tool(const struct tool *tool, bool offline) {
    struct error error = {0};
    cJSON *formatted = cJSON_CreateObject();
    cJSON_AddStringToObject(formatted, "name", tool->name);
    cJSON_AddStringToObject(formatted, "title", tool->title);
    cJSON_AddStringToObject(formatted, "description", tool->description);
    cJSON_AddItemToObject(formatted, "inputSchema", format_input(tool));
    if (tool->output) {
        cJSON_AddItemToObject(formatted, "outputSchema", json_parse(tool->output, strlen(tool->output), &error));
    }
    cJSON *annotations = cJSON_AddObjectToObject(formatted, "annotations");
    cJSON_AddTrueToObject(annotations, "readOnlyHint");
    cJSON_AddFalseToObject(annotations, "destructiveHint");
    cJSON_AddTrueToObject(annotations, "idempotentHint");
    cJSON_AddBoolToObject(annotations, "openWorldHint", !offline); /* a model server is asked */
    return formatted;
}

void mcp_list_tools(const struct mcp_call *call, const cJSON *params) {
    (void)params;
    const struct config *config = engine_get_config(call->mcp->engine);
    bool offline = strcmp(config->write.engine, "offline") == 0;
    cJSON *result = cJSON_CreateObject();
    cJSON *tools = cJSON_AddArrayToObject(result, "tools");
    for (size_t i = 0; i < TOOL_COUNT; i++) {
        cJSON_AddItemToArray(tools, format_tool(&TOOLS[i], offline));
    }
    mcp_reply(call, result, true);
}

static const struct argument *find_argument(const struct tool *tool, const char *name) {
    for (size_t i = 0; i < ARGUMENTS_MAX && tool->arguments[i].name; i++) {
        if (strcmp(tool->arguments[i].name, name) == 0) {
            return &tool->arguments[i];
        }
    }
    return NULL;
}

static bool check_arguments(const struct tool *tool, const cJSON *arguments, struct error *error) {
    const cJSON *given;
    cJSON_ArrayForEach(given, arguments) {
        if (!find_argument(tool, given->string)) {
            return error_set(error, ERROR_USAGE, "%s has no argument \"%.60s\"", tool->name, given->string);
        }
        if (!cJSON_IsString(given)) {
            return error_set(error, ERROR_USAGE, "argument \"%s\" has to be a string", given->string);
        }
    }
    for (size_t i = 0; i < ARGUMENTS_MAX && tool->arguments[i].name; i++) {
        const struct argument *argument = &tool->arguments[i];
        if (argument->required && !json_get(arguments, argument->name)) {
            return error_set(error, ERROR_USAGE, "argument \"%s\" is missing", argument->name);
        }
    }
    return true;
}

void mcp_call_tool(const struct mcp_call *call, const cJSON *params) {
    const char *name = json_get_text(params, "name");
    const cJSON *arguments = json_get(params, "arguments");
    struct error error = {0};
    if (!name || (arguments && !cJSON_IsObject(arguments))) {
        rpc_fail(call->request, RPC_INVALID_PARAMS, "tools/call: name has to be a string, arguments an object");
        return;
    }
    for (size_t i = 0; i < TOOL_COUNT; i++) {
        if (strcmp(TOOLS[i].name, name) != 0) {
            continue;
        }
        if (check_arguments(&TOOLS[i], arguments, &error)) {
            TOOLS[i].run(call, arguments);
        } else {
            reply_failed(call, error.text);
        }
        return;
    }
    rpc_fail(call->request, RPC_INVALID_PARAMS,
             "there is no tool \"%.60s\": preferences, check and rewrite are; nothing can be learned or changed here",
             name);
}
