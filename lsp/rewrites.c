/* A job lives until the engine's callback has run and, for REWRITE_APPLY, until the client has said whether it made the
 * edits. It names its document by serial: the document may be closed meanwhile. All edits are for the text and version
 * as they are when the engine is done; the engine has moved them there or refused. */
#include "lsp/rewrites.h"

#include "core/base/mem.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

#define LABEL "Rewrite in my style"
#define TITLE "Rewriting in your style"

struct rewrite_job {
    struct server *server;
    struct rpc_request *request; /* NULL: answered */
    enum rewrite_reply reply;
    uint64_t serial;
    cJSON *action;  /* REWRITE_ACTION */
    cJSON *preview; /* REWRITE_APPLY: the reply, while the client edits */
    int64_t suggestion;
    struct request *asked;   /* the engine's; NULL once it is done */
    bool cancelled;          /* by the client */
    struct partial *partial; /* while it is asked; or NULL */
};

static void job_free(struct rewrite_job *job) {
    cJSON_Delete(job->action);
    cJSON_Delete(job->preview);
    free(job);
}

static void on_cancel(void *arg) {
    struct rewrite_job *job = arg;
    job->cancelled = true;
    if (job->asked) {
        request_cancel(job->asked); /* the callback answers */
    } else {
        rpc_fail(job->request, RPC_REQUEST_CANCELLED, "cancelled; the edits were sent already");
        job->request = NULL;
    }
}

/* --- what is sent --- */

static cJSON *format_workspace_edit(const struct server *server, const struct editor_document *document,
                                    const struct edits *edits) {
    cJSON *list = convert_format_edits(editor_document_get_text(document), server->client.encoding, edits);
    cJSON *edit = cJSON_CreateObject();
    if (!server->client.document_changes) {
        cJSON_AddItemToObject(cJSON_AddObjectToObject(edit, "changes"), document->uri, list);
        return edit;
    }
    cJSON *change = cJSON_CreateObject();
    cJSON *named = cJSON_AddObjectToObject(change, "textDocument");
    cJSON_AddStringToObject(named, "uri", document->uri);
    cJSON_AddNumberToObject(named, "version", (double)document->version);
    cJSON_AddItemToObject(change, "edits", list);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(edit, "documentChanges"), change);
    return edit;
}

static cJSON *format_preview(const struct server *server, const struct editor_document *document,
                             const struct rewrite *rewrite) {
    struct text *text = editor_document_get_text(document);
    enum encoding encoding = server->client.encoding;
    cJSON *preview = cJSON_CreateObject();
    cJSON_AddNumberToObject(preview, "suggestion", (double)rewrite->id);
    cJSON_AddStringToObject(preview, "uri", document->uri);
    cJSON_AddNumberToObject(preview, "version", (double)document->version);
    cJSON_AddItemToObject(preview, "range", convert_format_range(text, encoding, rewrite->span));
    convert_add_text(preview, "before", rewrite->before);
    convert_add_text(preview, "after", rewrite->after);
    cJSON_AddItemToObject(preview, "edits", convert_format_edits(text, encoding, rewrite->edits));
    cJSON_AddItemToObject(preview, "changes", convert_format_changes(text, rewrite->span, rewrite->edits));
    cJSON_AddNumberToObject(preview, "refused", (double)rewrite->refused);
    convert_add_text(preview, "reason", rewrite->refused_reason);
    if (rewrite->held_secret)
        cJSON_AddBoolToObject(preview, "secrets", true);
    if (rewrite->note)
        convert_add_text(preview, "note", rewrite->note);
    if (rewrite->preferences) {
        json_add_list(preview, "preferences", rewrite->preferences);
    } else {
        cJSON_AddArrayToObject(preview, "preferences");
    }
    return preview;
}

/* --- the three ways to reply; each says whether the job is over --- */

static bool reply_preview(struct rewrite_job *job, const struct editor_document *document,
                          const struct rewrite *rewrite) {
    rpc_reply(job->request, format_preview(job->server, document, rewrite));
    return true;
}

static bool reply_action(struct rewrite_job *job, const struct editor_document *document,
                         const struct rewrite *rewrite) {
    cJSON_DeleteItemFromObjectCaseSensitive(job->action, "edit");
    cJSON_AddItemToObject(job->action, "edit", format_workspace_edit(job->server, document, rewrite->edits));
    rpc_reply(job->request, job->action);
    job->action = NULL;
    if (rewrite->refused_reason) {
        server_show(job->server, MESSAGE_WARNING, rewrite->refused_reason);
    } else if (rewrite->edits->count == 0) {
        server_show(job->server, MESSAGE_INFO,
                    rewrite->note ? rewrite->note
                                  : "Nothing to change: this follows your preferences as far as they reach");
    }
    return true;
}

static void reply_applied(struct rewrite_job *job, bool applied, const char *failure) {
    cJSON_AddBoolToObject(job->preview, "applied", applied);
    convert_add_text(job->preview, "failure", failure);
    rpc_reply(job->request, job->preview);
    job->preview = NULL;
}

static void on_applied(void *arg, const cJSON *result, const char *error) {
    struct rewrite_job *job = arg;
    struct server *server = job->server;
    bool applied = !error && json_get_bool(result, "applied", false);
    const char *reason = error ? error : json_get_text(result, "failureReason");
    if (applied && server->state == SERVER_RUNNING) {
        struct error ignored;
        engine_feedback(server->engine, job->suggestion, FEEDBACK_ACCEPTED, -1,
                        &ignored); /* the edit stands either way */
    }
    if (job->request) {
        reply_applied(job, applied, applied ? NULL : reason ? reason : "the editor did not make the edits");
    }
    job_free(job);
}

static bool reply_apply(struct rewrite_job *job, const struct editor_document *document,
                        const struct rewrite *rewrite) {
    job->preview = format_preview(job->server, document, rewrite);
    job->suggestion = rewrite->id;
    if (rewrite->edits->count == 0) {
        reply_applied(job, false,
                      rewrite->refused_reason ? rewrite->refused_reason
                      : rewrite->note         ? rewrite->note
                                              : "there is nothing to change");
        return true;
    }
    if (!job->server->client.apply_edit) {
        reply_applied(job, false, "this editor does not make edits on request; make those of the reply");
        return true;
    }
    cJSON *params = cJSON_CreateObject();
    cJSON_AddStringToObject(params, "label", LABEL);
    cJSON_AddItemToObject(params, "edit", format_workspace_edit(job->server, document, rewrite->edits));
    rpc_call(job->server->rpc, "workspace/applyEdit", params, on_applied, job);
    return false;
}

static void fail(struct rewrite_job *job, const struct error *error) {
    bool by_client = job->cancelled || job->server->state != SERVER_RUNNING;
    if (error->kind == ERROR_CANCELLED && !by_client) {
        rpc_fail(job->request, RPC_CONTENT_MODIFIED, "the document was closed");
    } else {
        rpc_fail_with(job->request, error);
    }
}

static void on_piece(void *arg, const char *text, size_t len) {
    const struct rewrite_job *job = arg;
    if (!job->cancelled) {
        partial_show(job->partial, text, len);
    }
}

static void on_rewrite(void *arg, const struct rewrite *rewrite, const struct error *error) {
    static bool (*const replies[])(struct rewrite_job *, const struct editor_document *, const struct rewrite *) = {
        [REWRITE_PREVIEW] = reply_preview,
        [REWRITE_APPLY] = reply_apply,
        [REWRITE_ACTION] = reply_action,
    };
    struct rewrite_job *job = arg;
    const struct editor_document *document = documents_find_serial(&job->server->documents, job->serial);
    bool over = true;
    job->asked = NULL;
    partial_close(job->partial);
    job->partial = NULL;
    if (error) {
        fail(job, error);
    } else if (!document || !document->open || document->step != STEP_KEPT) {
        rpc_fail(job->request, RPC_CONTENT_MODIFIED, "the document was closed or got out of step");
    } else {
        over = replies[job->reply](job, document, rewrite);
    }
    if (over) {
        job_free(job);
    }
}

static struct rewrite_job *job_create(struct server *server, struct rpc_request *request,
                                      const struct editor_document *document, enum rewrite_reply reply, cJSON *action) {
    struct rewrite_job *job = mem_alloc(sizeof *job);
    job->server = server;
    job->request = request;
    job->reply = reply;
    job->serial = document->serial;
    job->action = action;
    rpc_request_set_cancel(request, on_cancel, job);
    return job;
}

static void show_pieces(struct rewrite_job *job) {
    const cJSON *params = job->reply == REWRITE_ACTION ? NULL : job->server->command;
    job->partial = partial_open(job->server, params, TITLE, true, on_cancel, job);
    if (job->partial) {
        request_set_piece(job->asked, on_piece, job);
    }
}

void rewrites_start(struct server *server, struct rpc_request *request, const struct editor_document *document,
                    struct span span, const char *instruction, enum rewrite_reply reply, cJSON *action) {
    struct rewrite_job *job = job_create(server, request, document, reply, action);
    job->asked = engine_rewrite(document->open, span.start, span.end, instruction, on_rewrite, job);
    show_pieces(job);
}

void rewrites_follow(struct server *server, struct rpc_request *request, const struct editor_document *document,
                     struct span passage, const char *wanted, enum rewrite_reply reply, cJSON *action) {
    struct rewrite_job *job = job_create(server, request, document, reply, action);
    job->asked = engine_follow_hint(document->open, passage, wanted, on_rewrite, job);
    show_pieces(job);
}
