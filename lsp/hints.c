/* A look is a search of the engine on its way, for a command or after a save. Lists are brought to their document's
 * present text whenever that changes; what comes from a look has been brought there by the engine. */
#include "lsp/hints.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "lsp/hint_format.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

#define PAUSE_MS 3000 /* without a key press: the person has stopped typing in the passage */

struct hint_look {
    struct server *server;
    struct hint_look *next;
    struct rpc_request *request; /* NULL: after a save */
    uint64_t serial;
    uint64_t number;
    struct search *search;
};

/* --- lists --- */

static struct hint_list *find_list(const struct hint_lists *hints, uint64_t serial) {
    for (size_t i = 0; i < hints->count; i++) {
        if (hints->items[i]->serial == serial) {
            return hints->items[i];
        }
    }
    return NULL;
}

static struct hint_list *need_list(struct hint_lists *hints, const struct editor_document *document) {
    struct hint_list *list = find_list(hints, document->serial);
    if (!list) {
        list = hint_list_create(document->serial, document_get_revision(editor_document_get(document)));
        MEM_RESERVE(hints->items, hints->count, hints->capacity);
        hints->items[hints->count++] = list;
    }
    return list;
}

static void publish(struct server *server, const struct editor_document *document, const struct hint_list *list) {
    if (server->state == SERVER_RUNNING) {
        rpc_notify(server->rpc, "textDocument/publishDiagnostics", hint_format_diagnostics(server, document, list));
    }
}

const struct hint_list *hints_get(struct server *server, const struct editor_document *document) {
    return find_list(&server->hints, document->serial);
}

/* --- looking --- */

static void look_free(struct hint_look *look) {
    struct hint_look **at = &look->server->hints.looks;
    while (*at != look) {
        at = &(*at)->next;
    }
    *at = look->next;
    free(look);
}

static void fail(struct hint_look *look, const struct error *error, bool closed) {
    if (!look->request) {
        bool expected = error && (error->kind == ERROR_CANCELLED || error->kind == ERROR_REFUSED);
        if (error && !expected) {
            log_write(LOG_WARNING, "hints: %s", error->text);
        }
    } else if (closed && look->server->state == SERVER_RUNNING) {
        rpc_fail(look->request, RPC_CONTENT_MODIFIED, "the document was closed or got out of step");
    } else {
        rpc_fail_with(look->request, error);
    }
}

static void on_hints(void *arg, const struct hints *hints, const struct error *error) {
    struct hint_look *look = arg;
    struct server *server = look->server;
    const struct editor_document *document = documents_find_serial(&server->documents, look->serial);
    bool usable = document && document->open && document->step == STEP_KEPT;
    if (error || !usable) {
        fail(look, error, !usable);
    } else {
        struct hint_list *list = need_list(&server->hints, document);
        if (hint_list_take_over(list, look->number, hints, &server->hints.last_id)) {
            publish(server, document, list);
        }
        if (look->request) {
            rpc_reply(look->request, hint_format_found(server, document, list, hints));
        }
    }
    look_free(look);
}

static void on_cancel(void *arg) {
    struct hint_look *look = arg;
    search_cancel(look->search); /* the callback answers */
}

static struct hint_look *start(struct server *server, struct rpc_request *request,
                               const struct editor_document *document, struct span scope, const struct span *skip) {
    struct hint_look *look = mem_alloc(sizeof *look);
    look->server = server;
    look->request = request;
    look->serial = document->serial;
    look->number = ++server->hints.last_look;
    look->next = server->hints.looks;
    server->hints.looks = look;
    hint_list_mark(need_list(&server->hints, document), look->number, scope, skip);
    look->search = engine_find_hints(document->open, scope, skip, on_hints, look);
    return look;
}

void hints_look(struct server *server, struct rpc_request *request, const struct editor_document *document,
                struct span span) {
    rpc_request_set_cancel(request, on_cancel, start(server, request, document, span, NULL));
}

/* --- after a save --- */

static bool looks_at_saves(const struct editor_document *document) {
    return project_get_config(open_document_get_project(document->open))->suggest_when == SUGGEST_SAVE;
}

static void on_pause(void *arg);

static void wait_for_pause(struct server *server, struct hint_list *list) {
    struct hint_lists *hints = &server->hints;
    list->look_again = true;
    if (!hints->pause) {
        hints->pause = loop_add_timer(server->loop, on_pause, server);
        timer_set_background(hints->pause);
    }
    if (!timer_is_active(hints->pause)) {
        timer_start(hints->pause, PAUSE_MS);
    }
}

/* A newer save makes an older look pointless; what that has learned already is remembered. */
static void cancel_older(struct server *server, const struct editor_document *document) {
    for (struct hint_look *look = server->hints.looks; look; look = look->next) {
        if (look->serial == document->serial && !look->request) {
            search_cancel(look->search);
        }
    }
}

static void look_at_saved(struct server *server, const struct editor_document *document) {
    struct hint_list *list = need_list(&server->hints, document);
    struct span typed;
    int64_t quiet_ms = clock_monotonic_ms() - list->changed_ms;
    bool typing =
        list->changed_ms && quiet_ms < PAUSE_MS && document_get_newest_change(editor_document_get(document), &typed);
    cancel_older(server, document);
    start(server, NULL, document, (struct span){0, SIZE_MAX}, typing ? &typed : NULL);
    list->look_again = false;
    if (typing) {
        wait_for_pause(server, list);
    }
}

/* Documents that were saved while somebody typed; one that was changed since waits for its next save. */
static void on_pause(void *arg) {
    struct server *server = arg;
    struct hint_lists *hints = &server->hints;
    int64_t now_ms = clock_monotonic_ms();
    for (size_t i = 0; server->state == SERVER_RUNNING && i < hints->count; i++) {
        struct hint_list *list = hints->items[i];
        const struct editor_document *document = documents_find_serial(&server->documents, list->serial);
        if (!list->look_again || !document || !document->open) {
            continue;
        }
        if (now_ms - list->changed_ms >= PAUSE_MS) {
            look_at_saved(server, document);
        } else {
            wait_for_pause(server, list);
        }
    }
}

void hints_save(struct server *server, const struct editor_document *document) {
    if (document->open && document->step == STEP_KEPT && looks_at_saves(document)) {
        look_at_saved(server, document);
    }
}

/* --- what takes hints away --- */

static bool is_never(const struct shown_hint *hint, const void *arg) {
    (void)hint, (void)arg;
    return false;
}

void hints_change(struct server *server, const struct editor_document *document) {
    if (!document->open || document->step != STEP_KEPT) {
        hints_forget(server, document);
        return;
    }
    bool needed = looks_at_saves(document);
    struct hint_list *list = needed ? need_list(&server->hints, document) : find_list(&server->hints, document->serial);
    if (!list) {
        return;
    }
    list->changed_ms = clock_monotonic_ms();
    list->look_again = false;
    if (hint_list_move(list, editor_document_get(document))) {
        publish(server, document, list);
    }
}

void hints_forget(struct server *server, const struct editor_document *document) {
    struct hint_lists *hints = &server->hints;
    for (size_t i = 0; i < hints->count; i++) {
        struct hint_list *list = hints->items[i];
        if (list->serial != document->serial) {
            continue;
        }
        if (hint_list_filter(list, is_never, NULL)) {
            publish(server, document, list);
        }
        hint_list_destroy(list);
        hints->items[i] = hints->items[--hints->count];
        return;
    }
}

static bool is_wanted(const struct shown_hint *hint, const void *arg) {
    return list_find_alike(arg, hint->wanted, NULL);
}

static void check(struct server *server, const struct editor_document *document, struct hint_list *list) {
    struct project *project = open_document_get_project(document->open);
    struct list confirmed = {0};
    struct error error = {0};
    bool off = project_get_config(project)->suggest_when == SUGGEST_OFF;
    bool known = off || project_copy_confirmed(project, open_document_get_genre(document->open), &confirmed, &error);
    if (known && hint_list_filter(list, is_wanted, &confirmed)) {
        publish(server, document, list);
    }
    list_finish(&confirmed);
}

void hints_check(struct server *server) {
    for (size_t i = 0; server->state == SERVER_RUNNING && i < server->hints.count; i++) {
        struct hint_list *list = server->hints.items[i];
        const struct editor_document *document = documents_find_serial(&server->documents, list->serial);
        if (list->count && document && document->open) {
            check(server, document, list);
        }
    }
}

void hints_clear(struct server *server, const struct editor_document *document) {
    for (size_t i = 0; i < server->hints.count; i++) {
        struct hint_list *list = server->hints.items[i];
        const struct editor_document *one = documents_find_serial(&server->documents, list->serial);
        if (one && (!document || one == document) && hint_list_filter(list, is_never, NULL)) {
            publish(server, one, list);
        }
    }
}

static bool is_another(const struct shown_hint *hint, const void *arg) {
    return hint->id != *(const int64_t *)arg;
}

void hints_remove(struct server *server, const struct editor_document *document, int64_t id) {
    struct hint_list *list = find_list(&server->hints, document->serial);
    if (list && hint_list_filter(list, is_another, &id)) {
        publish(server, document, list);
    }
}

void hints_finish(struct hint_lists *hints) {
    for (size_t i = 0; i < hints->count; i++) {
        hint_list_destroy(hints->items[i]);
    }
    free(hints->items);
    timer_destroy(hints->pause);
    *hints = (struct hint_lists){0};
}
