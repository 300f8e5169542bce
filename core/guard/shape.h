/* The one check after any rewrite, whoever made it and through whatever door: the document with its edits, read again
 * as a whole, has the structure that it had. */
#ifndef PROSED_SHAPE_H
#define PROSED_SHAPE_H

#include "core/text/edit.h"
#include "core/text/markup.h"

/* Drops from the edits of a document those by which it would come out with other passages, other bytes between them,
 * other blocks, or other markup, code or targets in one: all edits of the passages to blame, so that none is changed by
 * halves. Returns how many passages these are. Linear in the document. */
size_t shape_keep(const char *data, size_t len, enum format format, struct edits *edits);

/* Whether words put in at offset stay words of the block that any word would be part of there. */
bool shape_takes(const char *data, size_t len, enum format format, size_t offset, const char *words);

#endif
