/* The spaces between sentences, which word differences do not see (diff.h): one or two of them is a matter of taste. */
#ifndef PROSED_WRITE_SPACING_H
#define PROSED_WRITE_SPACING_H

#include "core/text/edit.h"

/* edits turn old into something with the words of wanted. Adds to *out these edits, and one for each run of spaces in
 * what they leave that stands behind the end of a sentence and is of another length in wanted; line breaks are left
 * alone. */
void spacing_add_edits(const char *old, const char *wanted, const struct edits *edits, struct edits *out);

#endif
