/* Hints as the protocol has them: diagnostics, the reply of prosed.suggest, quick fixes. */
#ifndef PROSED_HINT_FORMAT_H
#define PROSED_HINT_FORMAT_H

#include "lsp/hints.h"

/* The params of textDocument/publishDiagnostics. */
cJSON *hint_format_diagnostics(struct server *server, const struct editor_document *document,
                               const struct hint_list *list);
/* {uri, version, hints, complete, reason}: of those shown, the ones that were found. */
cJSON *hint_format_found(struct server *server, const struct editor_document *document, const struct hint_list *list,
                         const struct hints *found);
/* A Hover: the preference, what following it would change, and its evidence. */
cJSON *hint_format_hover(struct server *server, const struct editor_document *document, const struct shown_hint *hint);
/* Appends the quick fixes for the hints of a document that touch span. */
void hint_format_actions(struct server *server, const struct editor_document *document, struct span span,
                         cJSON *actions);

#endif
