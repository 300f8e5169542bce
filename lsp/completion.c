/* A job lives from its request to its reply, or, once the engine works on it, to the engine's callback: a job that was
 * answered early (cancelled, superseded) has request NULL by then and is only freed there. */
#include "lsp/completion.h"

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "lsp/parts.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

#define TYPING_MS     50 /* completion.trigger typing: editors ask 25 to 50 ms after each key */
#define CONTEXT_BYTES 64 /* compared to see whether an offer still stands where it was made */
#define LABEL_BYTES   60
#define TITLE         "Completing"

enum inline_trigger { INLINE_INVOKED = 1, INLINE_AUTOMATIC };            /* InlineCompletionTriggerKind */
enum list_trigger { LIST_INVOKED = 1, LIST_CHARACTER, LIST_INCOMPLETE }; /* CompletionTriggerKind */
enum { ITEM_KIND_TEXT = 1 };                                             /* CompletionItemKind */

enum shape { SHAPE_INLINE, SHAPE_LIST, SHAPE_COMMAND };

struct completion_job {
    struct server *server;
    struct rpc_request *request; /* NULL: answered */
    enum shape shape;
    uint64_t serial; /* of the document */
    uint64_t revision;
    size_t offset;
    struct request *asked;   /* NULL: waits for the pause */
    struct partial *partial; /* SHAPE_COMMAND; or NULL */
};

/* --- answers --- */

static cJSON *format_accept(int64_t suggestion, const char *insert, enum encoding encoding) {
    cJSON *command = cJSON_CreateObject();
    cJSON_AddStringToObject(command, "title", "Accept");
    cJSON_AddStringToObject(command, "command", "prosed.accept");
    cJSON *argument = cJSON_CreateObject();
    cJSON_AddNumberToObject(argument, "suggestion", (double)suggestion);
    parts_add(argument, insert, encoding);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(command, "arguments"), argument);
    return command;
}

static cJSON *format_inline(struct text *text, enum encoding encoding, size_t offset, const char *insert, int64_t id) {
    cJSON *item = cJSON_CreateObject();
    json_add_bytes(item, "insertText", insert, strlen(insert));
    cJSON_AddItemToObject(item, "range", convert_format_range(text, encoding, (struct span){offset, offset}));
    cJSON_AddItemToObject(item, "command", format_accept(id, insert, encoding));
    return item;
}

/* Start of the word that ends at offset: menus filter by it. */
static size_t find_word_start(struct text *text, size_t offset) {
    const char *data = text_get_data(text);
    size_t start = offset;
    while (start > 0) {
        size_t at = start;
        int32_t code_point = utf8_previous(data, &at);
        if (!utf8_is_letter(code_point) && !utf8_is_digit(code_point)) {
            break;
        }
        start = at;
    }
    return start;
}

static cJSON *format_label(const char *data, size_t len) {
    struct buf label = {0};
    size_t at = 0;
    while (at < len && label.len < LABEL_BYTES && data[at] != '\n') {
        size_t start = at;
        utf8_next(data, len, &at);
        buf_append(&label, data + start, at - start);
    }
    buf_append_text(&label, at < len ? "…" : "");
    cJSON *value = cJSON_CreateString(buf_get(&label));
    buf_finish(&label);
    return value;
}

static cJSON *format_list(struct text *text, enum encoding encoding, size_t offset, const char *insert, int64_t id) {
    size_t start = find_word_start(text, offset);
    struct buf whole = {0};
    buf_append(&whole, text_get_data(text) + start, offset - start);
    buf_append_text(&whole, insert);
    cJSON *item = cJSON_CreateObject();
    cJSON_AddItemToObject(item, "label", format_label(buf_get(&whole), whole.len));
    cJSON_AddNumberToObject(item, "kind", ITEM_KIND_TEXT);
    cJSON_AddStringToObject(item, "detail", "prosed");
    json_add_bytes(item, "filterText", buf_get(&whole), whole.len);
    cJSON *edit = cJSON_AddObjectToObject(item, "textEdit");
    cJSON_AddItemToObject(edit, "range", convert_format_range(text, encoding, (struct span){start, offset}));
    json_add_bytes(edit, "newText", buf_get(&whole), whole.len);
    cJSON_AddItemToObject(item, "command", format_accept(id, insert, encoding));
    buf_finish(&whole);
    return item;
}

static cJSON *format_command(const struct editor_document *document, enum encoding encoding, size_t offset,
                             const char *insert, int64_t id) {
    cJSON *result = cJSON_CreateObject();
    if (*insert) {
        cJSON_AddNumberToObject(result, "suggestion", (double)id);
    } else {
        cJSON_AddNullToObject(result, "suggestion");
    }
    cJSON_AddStringToObject(result, "uri", document->uri);
    cJSON_AddNumberToObject(result, "version", (double)document->version);
    cJSON_AddItemToObject(result, "position",
                          convert_format_position(editor_document_get_text(document), encoding, offset));
    json_add_bytes(result, "text", insert, strlen(insert));
    parts_add(result, insert, encoding);
    return result;
}

static cJSON *format_items(enum shape shape, cJSON *item) {
    cJSON *result = cJSON_CreateObject();
    if (shape == SHAPE_LIST) {
        cJSON_AddFalseToObject(result, "isIncomplete");
    }
    cJSON *items = cJSON_AddArrayToObject(result, "items");
    if (item) {
        cJSON_AddItemToArray(items, item);
    }
    return result;
}

static void reply(struct rpc_request *request, enum shape shape, const struct editor_document *document,
                  enum encoding encoding, size_t offset, const struct completion *completion) {
    const char *insert = completion->text;
    int64_t id = completion->id;
    if (shape == SHAPE_COMMAND) {
        cJSON *offered = format_command(document, encoding, offset, insert, id);
        if (completion->reason)
            convert_add_text(offered, "reason", completion->reason);
        rpc_reply(request, offered);
        return;
    }
    struct text *text = editor_document_get_text(document);
    cJSON *item = !*insert                ? NULL
                  : shape == SHAPE_INLINE ? format_inline(text, encoding, offset, insert, id)
                                          : format_list(text, encoding, offset, insert, id);
    rpc_reply(request, format_items(shape, item));
}

static void reply_nothing(struct rpc_request *request, enum shape shape) {
    if (shape == SHAPE_COMMAND) {
        rpc_fail(request, RPC_REQUEST_CANCELLED, "prosed.complete: a newer request took the place of this one");
    } else {
        rpc_reply(request, format_items(shape, NULL));
    }
}

/* --- what was offered --- */

void completions_forget_offered(struct completions *completions) {
    free(completions->offered.text);
    free(completions->offered.before);
    free(completions->offered.after);
    completions->offered = (struct offered){0};
}

static struct span context_before(size_t offset) {
    return (struct span){offset > CONTEXT_BYTES ? offset - CONTEXT_BYTES : 0, offset};
}

static struct span context_after(struct text *text, size_t offset) {
    size_t left = text_get_len(text) - offset;
    return (struct span){offset, offset + (left < CONTEXT_BYTES ? left : CONTEXT_BYTES)};
}

static char *copy_span(struct text *text, struct span span) {
    return mem_copy(text_get_data(text) + span.start, span.end - span.start);
}

static bool span_reads(struct text *text, struct span span, const char *wanted) {
    size_t len = strlen(wanted);
    return span.end - span.start == len && memcmp(text_get_data(text) + span.start, wanted, len) == 0;
}

static void remember(struct completions *completions, const struct editor_document *document, size_t offset,
                     const struct completion *completion) {
    struct text *text = editor_document_get_text(document);
    completions_forget_offered(completions);
    completions->offered = (struct offered){
        .serial = document->serial,
        .offset = offset,
        .suggestion = completion->id,
        .text = mem_copy_text(completion->text),
        .before = copy_span(text, context_before(offset)),
        .after = copy_span(text, context_after(text, offset)),
    };
}

/* What is left of the last offer, if the person has typed its beginning and nothing else happened; or NULL. */
static const char *find_rest(const struct offered *offered, const struct editor_document *document, size_t offset) {
    struct text *text = editor_document_get_text(document);
    if (offered->serial != document->serial || offset <= offered->offset) {
        return NULL;
    }
    size_t typed = offset - offered->offset;
    bool stands = typed < strlen(offered->text) &&
                  memcmp(text_get_data(text) + offered->offset, offered->text, typed) == 0 &&
                  span_reads(text, context_before(offered->offset), offered->before) &&
                  span_reads(text, context_after(text, offset), offered->after);
    return stands ? offered->text + typed : NULL;
}

/* --- jobs --- */

static void job_free(struct completion_job *job) {
    struct completions *completions = &job->server->completions;
    if (completions->newest == job) {
        completions->newest = NULL;
    }
    free(job);
}

static void close_partial(struct completion_job *job) {
    partial_close(job->partial);
    job->partial = NULL;
}

static void on_piece(void *arg, const char *text, size_t len) {
    const struct completion_job *job = arg;
    if (job->partial) {
        partial_show(job->partial, text, len);
    }
}

/* Somebody else has answered the job. Without a call of the engine on its way that is its end. */
static void drop(struct completion_job *job) {
    job->request = NULL;
    if (job->server->completions.newest == job) {
        job->server->completions.newest = NULL;
        if (job->server->completions.pause) {
            timer_stop(job->server->completions.pause);
        }
    }
    if (job->asked) {
        request_cancel(job->asked);
    } else {
        job_free(job);
    }
}

static void on_cancel(void *arg) {
    struct completion_job *job = arg;
    close_partial(job);
    rpc_fail(job->request, RPC_REQUEST_CANCELLED, "cancelled");
    drop(job);
}

static void supersede(struct server *server) {
    struct completion_job *job = server->completions.newest;
    if (job) {
        close_partial(job);
        reply_nothing(job->request, job->shape);
        drop(job);
    }
}

static void on_completion(void *arg, const struct completion *completion, const struct error *error) {
    struct completion_job *job = arg;
    struct server *server = job->server;
    struct editor_document *document = documents_find_serial(&server->documents, job->serial);
    bool usable = document && document->open && document->step == STEP_KEPT;
    close_partial(job);
    if (!job->request) { /* answered already */
    } else if (error && error->kind != ERROR_CANCELLED && error->kind != ERROR_STALE) {
        rpc_fail_with(job->request, error);
    } else if (error || !usable || document_get_revision(editor_document_get(document)) != job->revision) {
        reply_nothing(job->request, job->shape);
    } else {
        if (completion->text[0]) {
            remember(&server->completions, document, job->offset, completion);
        }
        reply(job->request, job->shape, document, server->client.encoding, job->offset, completion);
    }
    job_free(job);
}

static void start(void *arg) {
    struct server *server = arg;
    struct completion_job *job = server->completions.newest;
    struct editor_document *document = documents_find_serial(&server->documents, job->serial);
    bool usable = document && document->open && document->step == STEP_KEPT;
    if (!usable || document_get_revision(editor_document_get(document)) != job->revision) {
        close_partial(job);
        reply_nothing(job->request, job->shape);
        drop(job);
        return;
    }
    job->asked = engine_complete(document->open, job->offset, on_completion, job);
    if (job->partial) {
        request_set_piece(job->asked, on_piece, job);
    }
}

static void begin(struct server *server, struct rpc_request *request, enum shape shape,
                  const struct editor_document *document, size_t offset, int64_t pause_ms) {
    supersede(server);
    struct completion_job *job = mem_alloc(sizeof *job);
    job->server = server;
    job->request = request;
    job->shape = shape;
    job->serial = document->serial;
    job->revision = document_get_revision(editor_document_get(document));
    job->offset = offset;
    if (shape == SHAPE_COMMAND) {
        job->partial = partial_open(server, server->command, TITLE, false, on_cancel, job);
    }
    server->completions.newest = job;
    rpc_request_set_cancel(request, on_cancel, job);
    if (pause_ms == 0) {
        start(server);
        return;
    }
    if (!server->completions.pause) {
        server->completions.pause = loop_add_timer(server->loop, start, server);
    }
    timer_start(server->completions.pause, pause_ms);
}

/* --- requests --- */

static struct editor_document *need_place(struct server *server, struct rpc_request *request, const cJSON *params,
                                          size_t *offset) {
    const char *uri = json_get_text(json_get(params, "textDocument"), "uri");
    struct editor_document *document = documents_need(server, request, uri, "textDocument.uri");
    if (!document) {
        return NULL;
    }
    struct text *text = editor_document_get_text(document);
    if (!convert_read_position(text, server->client.encoding, json_get(params, "position"), offset)) {
        rpc_fail(request, RPC_INVALID_PARAMS, "position has to be {line, character}, whole numbers from 0 up");
        return NULL;
    }
    if (convert_is_unsure(text, server->client.encoding, *offset)) {
        rpc_fail(request, RPC_CONTENT_MODIFIED,
                 "this editor does not say how it counts columns behind such characters");
        return NULL;
    }
    return document;
}

/* automatic: the editor asks by itself, because somebody types. */
static void complete(struct server *server, struct rpc_request *request, const cJSON *params, enum shape shape,
                     bool automatic) {
    size_t offset;
    struct editor_document *document = need_place(server, request, params, &offset);
    if (!document) {
        return;
    }
    const struct offered *offered = &server->completions.offered;
    const char *rest = find_rest(offered, document, offset);
    enum completion_trigger trigger;
    int idle_ms;
    folders_get_completion(server, open_document_get_project(document->open), &trigger, &idle_ms);
    if (rest) {
        supersede(server);
        const struct completion left = {.id = offered->suggestion, .text = rest};
        reply(request, shape, document, server->client.encoding, offset, &left);
    } else if (automatic && (trigger == TRIGGER_MANUAL || open_document_get_off(document->open))) {
        reply_nothing(request, shape);
    } else {
        int64_t pause_ms = trigger == TRIGGER_IDLE ? idle_ms : TYPING_MS;
        begin(server, request, shape, document, offset, automatic ? pause_ms : 0);
    }
}

void handle_inline_completion(struct server *server, struct rpc_request *request, const cJSON *params) {
    const cJSON *context = json_get(params, "context");
    bool automatic = json_get_int(context, "triggerKind", INLINE_INVOKED) == INLINE_AUTOMATIC;
    complete(server, request, params, SHAPE_INLINE, automatic);
}

/* Editors give the same trigger kind to a key that was pressed for it and to typing; only the others are known to be
 * automatic. */
void handle_completion(struct server *server, struct rpc_request *request, const cJSON *params) {
    int64_t trigger = json_get_int(json_get(params, "context"), "triggerKind", LIST_INVOKED);
    complete(server, request, params, SHAPE_LIST, trigger == LIST_CHARACTER || trigger == LIST_INCOMPLETE);
}

void completion_run_command(struct server *server, struct rpc_request *request, struct editor_document *document,
                            size_t offset) {
    begin(server, request, SHAPE_COMMAND, document, offset, 0);
}

void completions_stop(struct server *server) {
    supersede(server);
}

void completions_finish(struct completions *completions) {
    completions_forget_offered(completions);
    timer_destroy(completions->pause);
    *completions = (struct completions){0};
}
