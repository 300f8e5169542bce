/* The outer shape of a passage: its paragraphs, and what stands at the start of its lines (list markers, heading marks,
 * quote marks, fences, rules). A rewrite has the shape of its original, or none of it is taken. */
#ifndef PROSED_STRUCTURE_H
#define PROSED_STRUCTURE_H

#include "core/base/error.h"
#include "core/text/markup.h"

/* The answer in the shape of the original: line ends unified, outer white space as there, a fence around all of it, a
 * repeated list marker or heading mark, an accidental marker at a line start and a paragraph cut in two put right;
 * outside of Markdown, its signs taken off; for LaTeX, signs that would be commands escaped. *repaired grows by what
 * was put right. The caller frees; NULL and ERROR_REFUSED if the shape is another. */
char *structure_repair(const char *original, const char *answer, enum format format, int *repaired,
                       struct error *error);
/* The same shape? False with the difference. */
bool structure_check(const char *original, const char *answer, enum format format, struct error *error);

#endif
