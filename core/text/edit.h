/* Edits: replacements of byte ranges of one text, sorted, not overlapping (touching is fine). */
#ifndef PROSED_EDIT_H
#define PROSED_EDIT_H

#include "core/text/span.h"

struct edit {
    struct span span; /* in the old text */
    char *text;       /* owned, terminated */
    size_t len;
};

struct edits {
    struct edit *items;
    size_t count;
    size_t capacity;
};

void edits_add(struct edits *edits, size_t start, size_t end, const char *text,
               size_t len);                                  /* copies; at or behind the last */
void edits_copy(struct edits *to, const struct edits *from); /* appends copies */
char *edits_apply(const struct edits *edits, const char *old, size_t old_len,
                  size_t *new_len); /* caller frees; new_len may be NULL */
/* Moves the edits over a change [start, end) -> new_len bytes that was made to their text meanwhile.
 * False, and the edits unchanged, if the change touches a range that an edit replaces, or `scope` (the
 * range that the edits were made for): then they no longer mean what they meant. Right at the border is touching, too:
 * what is typed there belongs to the range as much as not. Moves *scope too. */
bool edits_rebase(struct edits *edits, struct span *scope, size_t start, size_t end, size_t new_len);
void edits_finish(struct edits *edits);

#endif
