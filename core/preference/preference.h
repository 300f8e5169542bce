/* What the person prefers, as it is put together for a draft or a rewrite (learning.md sections 1 and 7). */
#ifndef PROSED_PREFERENCE_H
#define PROSED_PREFERENCE_H

#include "core/base/error.h"
#include "core/base/list.h"

/* Walks the lists of the related samples, newest first, appending each preference not yet there; pinned ones go first,
 * muted ones are left out. */
void preference_union(const struct list *related, size_t related_count, const struct list *pinned,
                      const struct list *muted, struct list *out);
/* One sentence, trimmed, without list marks and control characters; false with what is wrong: empty, too long, several
 * lines. The caller frees *out. */
bool preference_clean(const char *text, char **out, struct error *error);
/* Alike to a muted one, full stops aside. muted may be NULL. */
bool preference_is_muted(const char *text, const struct list *muted);
/* A description without the sentences that are muted; *text is replaced if there are any. */
void preference_drop_muted(char **text, const struct list *muted);
/* A stable name for a union, to find its coalesced text again: 16 hex digits. */
void preference_hash(const struct list *preferences, char out[17]);

#endif
