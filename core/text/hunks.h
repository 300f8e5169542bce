/* Where two versions of a text differ, on both sides.
 *
 * diff_words says what to replace in the old text and calls white space of different kind equal; hunks say where every
 * difference stands in the old and in the new text, white space included, so that between two hunks both texts are the
 * same bytes and any offset can be carried over. */
#ifndef PROSED_HUNKS_H
#define PROSED_HUNKS_H

#include "core/text/span.h"

struct hunk {
    struct span old_span;
    struct span new_span;
    bool blank; /* white space that differs only in kind: no word was changed here */
};

struct hunks {
    struct hunk *items; /* in order, not touching each other unless one of two is blank */
    size_t count;
    size_t capacity;
};

void hunks_find(const char *old_text, size_t old_len, const char *new_text, size_t new_len, struct hunks *out);
/* Where a range of the new text begins and ends in the old text. What was deleted right at its borders is not part of
 * it; a hunk that it cuts through is, as a whole. */
size_t hunks_map_start(const struct hunks *hunks, size_t new_offset);
size_t hunks_map_end(const struct hunks *hunks, size_t new_offset);
void hunks_finish(struct hunks *hunks);

/* Only white space (or nothing) in these bytes. */
bool bytes_are_blank(const char *data, size_t len);
/* The bytes that both texts begin with (or end with, behind what `front` counts), on character borders. */
size_t bytes_common_front(const char *a, size_t a_len, const char *b, size_t b_len);
size_t bytes_common_back(const char *a, size_t a_len, const char *b, size_t b_len, size_t front);

#endif
