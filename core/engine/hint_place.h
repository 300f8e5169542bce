/* Where in a document a hint points to, and what following it would change. */
#ifndef PROSED_HINT_PLACE_H
#define PROSED_HINT_PLACE_H

#include "core/writing/write.h"

/* In the document: the first of the places (of plan->marked), on one line; the passage's first line if there are none.
 */
struct span hint_place_find(const struct rewrite_plan *plan, const struct spans *places);
/* What the stylist would do to follow this preference, as edits of the document; appends nothing if the guard refuses.
 * about: the document, as stylist_describe tells of it.
 * It answers at once and for nothing, so that can be shown before anybody asks. */
void hint_place_change(const struct rewrite_plan *plan, enum format format, const char *about, const char *wanted,
                       struct edits *change);

#endif
