/* Line breaks inside of a paragraph belong to whoever set them: an edit over one puts it back. */
#ifndef PROSED_WRITE_BREAKS_H
#define PROSED_WRITE_BREAKS_H

#include "core/text/edit.h"

/* The edits of a passage's text, which loses no line break by them: one that an edit took away stands at a space of the
 * new words, at about the same share of them, or right beside them; not where a word that reads as a mark would begin
 * the line. An edit for whose breaks there is no such place is left out. Appends. */
void breaks_keep(const char *old, const struct edits *edits, struct edits *out);

/* At the start of a line such a word would be a mark of some format: of a list, a heading, a quotation, a rule, a
 * comment, a directive. */
bool breaks_is_mark(const char *word, size_t len);

#endif
