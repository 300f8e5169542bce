/* Hints that are shown: which passages go against a well confirmed preference (core/engine/engine.h, "hints"), as
 * diagnostics.
 *
 * They are looked for after a save where suggest.when is "save", and by prosed.suggest. A hint goes as soon as its
 * passage changes, moves along with changes elsewhere, and is told of anew (textDocument/publishDiagnostics, all of a
 * document's at once) only when one came or went: editors move what they show by themselves. The passage in which
 * somebody types is left alone until they have paused. */
#ifndef PROSED_HINTS_H
#define PROSED_HINTS_H

#include "lsp/documents.h"
#include "lsp/hint_list.h"

struct hint_look;

struct hint_lists {
    struct hint_list **items;
    size_t count;
    size_t capacity;
    struct hint_look *looks; /* under way */
    struct timer *pause;
    int64_t last_id;
    uint64_t last_look;
};

/* Called by documents.c: after a change, after a save, and when nothing is known of its text any more (closed, out of
 * step, handed to another project). */
void hints_change(struct server *server, const struct editor_document *document);
void hints_save(struct server *server, const struct editor_document *document);
void hints_forget(struct server *server, const struct editor_document *document);
/* Preferences or settings are others now: takes away what is no hint any more. */
void hints_check(struct server *server);
void hints_clear(struct server *server, const struct editor_document *document); /* NULL: of all */
void hints_finish(struct hint_lists *hints);

/* For prosed.suggest: looks in range (span), whatever was typed there, shows and replies. */
void hints_look(struct server *server, struct rpc_request *request, const struct editor_document *document,
                struct span span);
/* Those of a document; NULL: none. Borrowed until the next call into this file. */
const struct hint_list *hints_get(struct server *server, const struct editor_document *document);
/* The hint is gone: dismissed. */
void hints_remove(struct server *server, const struct editor_document *document, int64_t id);

#endif
