/* Document synchronisation. What arrives are notifications, which nobody can be told about when they are wrong: they
 * are logged, and a document whose text may differ from the editor's now is marked out of step, so that no edit is
 * made for the wrong place. Changes go straight into the engine's text; nothing is copied here. */
#include "lsp/documents.h"

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

/* --- finding --- */

static uint64_t hash_uri(const char *uri) { /* FNV-1a */
    uint64_t hash = 14695981039346656037u;
    for (; *uri; uri++)
        hash = (hash ^ (unsigned char)*uri) * 1099511628211u;
    return hash;
}

struct editor_document *documents_find(const struct documents *documents, const char *uri) {
    uint64_t hash = hash_uri(uri);
    struct editor_document *document =
        documents->table_size ? documents->table[hash & (documents->table_size - 1)] : NULL;
    while (document && (document->hash != hash || strcmp(document->uri, uri) != 0))
        document = document->next;
    return document;
}

struct editor_document *documents_find_serial(const struct documents *documents, uint64_t serial) {
    struct editor_document *document = documents->newest;
    while (document && document->serial > serial)
        document = document->older;
    return document && document->serial == serial ? document : NULL;
}

static void put_in_table(struct documents *documents, struct editor_document *document) {
    struct editor_document **slot = &documents->table[document->hash & (documents->table_size - 1)];
    document->next = *slot;
    *slot = document;
}

static void add(struct documents *documents, struct editor_document *document) {
    document->serial = ++documents->last_serial;
    document->older = documents->newest;
    if (document->older)
        document->older->newer = document;
    documents->newest = document;
    if (documents->count++ < documents->table_size) {
        put_in_table(documents, document);
        return;
    }
    free(documents->table);
    documents->table_size = documents->table_size ? documents->table_size * 2 : 16;
    documents->table = mem_alloc(documents->table_size * sizeof *documents->table);
    for (struct editor_document *old = documents->newest; old; old = old->older)
        put_in_table(documents, old);
}

static void take_out(struct documents *documents, struct editor_document *document) {
    struct editor_document **at = &documents->table[document->hash & (documents->table_size - 1)];
    while (*at != document)
        at = &(*at)->next;
    *at = document->next;
    *(document->newer ? &document->newer->older : &documents->newest) = document->older;
    if (document->older)
        document->older->newer = document->newer;
    documents->count--;
}

struct editor_document *documents_need(struct server *server, struct rpc_request *request, const char *uri,
                                       const char *what) {
    if (!uri) {
        rpc_fail(request, RPC_INVALID_PARAMS, "%s is missing", what);
        return NULL;
    }
    struct editor_document *document = documents_find(&server->documents, uri);
    if (!document) {
        rpc_fail(request, RPC_INVALID_PARAMS, "%s: %.200s is not open; open it first", what, uri);
    } else if (!document->open) {
        rpc_fail(request, RPC_REQUEST_FAILED, "%.200s is longer than %u MB: prosed leaves it alone", uri,
                 LIMIT_DOCUMENT_BYTES >> 20);
    } else if (document->step == STEP_LOST) {
        rpc_fail(request, RPC_CONTENT_MODIFIED,
                 "%.200s: a change of it could not be read, so the text may differ; close and open it again", uri);
    } else if (!step_agrees(server, document)) {
        rpc_fail(request, RPC_CONTENT_MODIFIED,
                 "%.200s may differ from what the editor holds; save it, so that prosed can compare", uri);
    } else {
        return document;
    }
    return NULL;
}

struct document *editor_document_get(const struct editor_document *document) {
    return open_document_get_document(document->open);
}

struct text *editor_document_get_text(const struct editor_document *document) {
    return document_get_text(editor_document_get(document));
}

static struct editor_document *find_named(struct server *server, const cJSON *params, const char *method) {
    const char *uri = json_get_text(json_get(params, "textDocument"), "uri");
    struct editor_document *document = uri ? documents_find(&server->documents, uri) : NULL;
    if (!document) {
        log_write(LOG_WARNING, "%s: %s", method,
                  uri ? "this document is not open; ignored" : "textDocument.uri is missing; ignored");
    }
    return document;
}

/* --- opening and closing --- */

static void track(struct server *server, struct editor_document *document, const char *data, size_t len) {
    step_keep(document);
    if (len > LIMIT_DOCUMENT_BYTES) {
        log_write(LOG_WARNING, "a document of %zu bytes is not watched: it is over %u", len, LIMIT_DOCUMENT_BYTES);
        return;
    }
    struct project *project = folders_find_project(server, document->path);
    document->open = engine_open_document(project, document->path, document->language_id, data, len);
    if (document->path)
        return;
    static const char untitled[] = "untitled:";
    if (strncmp(document->uri, untitled, sizeof untitled - 1) != 0) {
        open_document_leave_alone(document->open, "it is no file of this machine, or its name cannot be read");
    } else if (document->uri[sizeof untitled - 1] == '/') { /* `code notes.md`, where there is no notes.md yet */
        char *uri = mem_format("file:%s", document->uri + sizeof untitled - 1), *path = convert_uri_to_path(uri);
        if (path) {
            open_document_intend(document->open, path);
        } else {
            open_document_leave_alone(document->open, "the name that it will have cannot be read");
        }
        free(path);
        free(uri);
    }
}

static void untrack(struct server *server, struct editor_document *document) {
    if (document->open) {
        hints_forget(server, document);
        engine_close_document(document->open);
        document->open = NULL;
    }
}

static void editor_document_free(struct editor_document *document) {
    free(document->uri);
    free(document->owned_path);
    step_finish(document);
    free(document);
}

/* Most URIs end with the path as it is. */
static void find_path(struct editor_document *document) {
    char *path = convert_uri_to_path(document->uri);
    size_t len = path ? strlen(path) : 0, uri_len = strlen(document->uri);
    if (path && uri_len > len && !strcmp(document->uri + uri_len - len, path)) {
        document->path = document->uri + uri_len - len;
        free(path);
    } else {
        document->path = document->owned_path = path;
    }
}

static void change_whole(struct server *server, struct editor_document *document, const char *data);

void handle_did_open(struct server *server, const cJSON *params) {
    const cJSON *item = json_get(params, "textDocument");
    const char *uri = json_get_text(item, "uri");
    const char *data = json_get_text(item, "text");
    if (!uri || !data) {
        log_write(LOG_WARNING, "textDocument/didOpen: textDocument.%s is missing; ignored", uri ? "text" : "uri");
        return;
    }
    struct documents *documents = &server->documents;
    struct editor_document *document = documents_find(documents, uri);
    if (document) {
        log_write(LOG_WARNING, "textDocument/didOpen: the document is open already; its text is taken over");
        document->version = json_get_int(item, "version", document->version + 1);
        change_whole(server, document, data);
        return;
    }
    const char *language_id = json_get_text(item, "languageId");
    document = mem_alloc(sizeof *document);
    document->uri = mem_format("%s%c%s", uri, '\0', language_id ? language_id : "");
    document->language_id = document->uri + strlen(uri) + 1;
    document->hash = hash_uri(uri);
    find_path(document);
    document->version = json_get_int(item, "version", 0);
    disk_open(&document->disk, document->path);
    add(documents, document);
    track(server, document, data, strlen(data));
}

void handle_did_close(struct server *server, const cJSON *params) {
    struct editor_document *document = find_named(server, params, "textDocument/didClose");
    if (document) {
        take_out(&server->documents, document);
        untrack(server, document);
        editor_document_free(document);
    }
}

void handle_did_save(struct server *server, const cJSON *params) {
    struct editor_document *document = find_named(server, params, "textDocument/didSave");
    if (!document) {
        return;
    }
    step_save(server, document);
    disk_note(&document->disk, document->path);
    if (document->open && document->step == STEP_KEPT) {
        engine_save_document(document->open);
        hints_save(server, document);
    }
    if (document->path && configuration_is_file(document->path)) {
        configuration_reload(server);
    }
}

/* --- changes --- */

static void change_whole(struct server *server, struct editor_document *document, const char *data) {
    size_t len = strlen(data);
    if (len > LIMIT_DOCUMENT_BYTES) {
        untrack(server, document);
    }
    if (!document->open) {
        track(server, document, data, len);
        return;
    }
    document_set_text(editor_document_get(document), data, len);
    step_keep(document);
}

static void change_range(struct server *server, struct editor_document *document, const cJSON *range,
                         const char *data) {
    struct span span;
    struct error error = {0};
    if (!document->open || document->step == STEP_LOST) {
        return;
    }
    step_follow(server, document, range, data);
    struct text *text = editor_document_get_text(document);
    size_t len = strlen(data);
    if (!convert_read_range(text, server->client.encoding, range, &span)) {
        step_lose(document, "a range that is none");
    } else if (text_get_len(text) - (span.end - span.start) + len > LIMIT_DOCUMENT_BYTES) {
        log_write(LOG_WARNING, "a document grew over %u bytes and is not watched any more", LIMIT_DOCUMENT_BYTES);
        untrack(server, document);
    } else if (!document_change(editor_document_get(document), span.start, span.end, data, len, &error)) {
        step_lose(document, error.text);
    }
}

static void change(struct server *server, struct editor_document *document, const cJSON *item) {
    const char *data = json_get_text(item, "text");
    const cJSON *range = json_get(item, "range");
    if (!data) {
        step_lose(document, "a change without text");
    } else if (range && !cJSON_IsNull(range)) {
        change_range(server, document, range, data);
    } else {
        change_whole(server, document, data);
    }
}

/* The editor reads a file again that another program changed: nobody wrote that. */
static bool reload(struct server *server, struct editor_document *document, const cJSON *changes) {
    if (!document->open || document->step == STEP_LOST) {
        return false;
    }
    struct text *text = disk_find_reload(&document->disk, document->path, editor_document_get_text(document),
                                         server->client.encoding, changes);
    if (text) {
        document_reload(editor_document_get(document), text_get_data(text), text_get_len(text));
        disk_note(&document->disk, document->path);
        step_keep(document);
        text_unref(text);
    }
    return text != NULL;
}

void handle_did_change(struct server *server, const cJSON *params) {
    struct editor_document *document = find_named(server, params, "textDocument/didChange");
    if (!document) {
        return;
    }
    int64_t version = json_get_int(json_get(params, "textDocument"), "version", document->version + 1);
    if (version <= document->version) {
        log_write(LOG_WARNING, "textDocument/didChange: version %lld after %lld", (long long)version,
                  (long long)document->version);
    }
    document->version = version;
    const cJSON *changes = json_get(params, "contentChanges");
    if (!cJSON_IsArray(changes)) {
        step_lose(document, "contentChanges is missing");
        return;
    }
    if (document->open) {
        document_begin_message(editor_document_get(document), clock_monotonic_ms());
    }
    const cJSON *item, *made = reload(server, document, changes) ? NULL : changes;
    cJSON_ArrayForEach(item, made) {
        change(server, document, item);
    }
    hints_change(server, document);
}

void documents_lose_step(struct server *server, const char *message, size_t len) {
    static const char method[] = "textDocument/didChange";
    if (!memmem(message, len, method, sizeof method - 1)) {
        return;
    }
    for (struct editor_document *document = server->documents.newest; document; document = document->older) {
        if (memmem(message, len, document->uri, strlen(document->uri))) {
            step_lose(document, "a change that could not be read");
        }
    }
}

/* --- projects --- */

void documents_leave_project(struct server *server, struct project *project) {
    for (struct editor_document *document = server->documents.newest; document; document = document->older) {
        if (document->open && open_document_get_project(document->open) == project) {
            document->parked = text_ref(editor_document_get_text(document));
            untrack(server, document);
        }
    }
}

static void unpark(struct server *server, struct editor_document *document) {
    enum step_state step = document->step;
    track(server, document, text_get_data(document->parked), text_get_len(document->parked));
    document->step = step;
    text_unref(document->parked);
    document->parked = NULL;
}

void documents_find_projects(struct server *server) {
    for (struct editor_document *document = server->documents.newest; document; document = document->older) {
        struct project *project = folders_find_project(server, document->path);
        if (document->open && open_document_get_project(document->open) != project) {
            document->parked = text_ref(editor_document_get_text(document));
            untrack(server, document);
        }
        if (document->parked) {
            unpark(server, document);
        }
    }
}

void documents_finish(struct documents *documents) {
    for (struct editor_document *document = documents->newest, *older; document; document = older) {
        older = document->older;
        editor_document_free(document);
    }
    free(documents->table);
    *documents = (struct documents){0};
}
