/* Differences between two versions of a prose text, in words.
 *
 * Tokens are words, single punctuation characters, and runs of white space; any run of white space equals any other
 * (but an empty line equals only an empty line), so reflowed text is equal text and line breaks stay where they are.
 * O(ND) with common ends cut first; over LIMIT_DIFF_COST it settles for a coarser, still correct, result. */
#ifndef PROSED_DIFF_H
#define PROSED_DIFF_H

#include "core/base/buf.h"
#include "core/text/edit.h"

/* The edits that turn a into b, except for white space that only differs in kind. Appends to *edits. */
void diff_words(const char *a, size_t a_len, const char *b, size_t b_len, struct edits *edits);

/* Token edit distance (words and punctuation, white space not counted): insertions + deletions + substitutions.
 * diff_ratio divides by the tokens of the longer one: 0 equal, 1 nothing in common; 0 for two empty texts. */
size_t diff_distance(const char *a, size_t a_len, const char *b, size_t b_len);
double diff_ratio(const char *a, size_t a_len, const char *b, size_t b_len);

/* The least distance between a and any stretch of b, so that what b has in front and behind costs nothing (Sellers,
 * "The theory and computation of evolutionary distances: pattern recognition", 1980). */
size_t diff_distance_inside(const char *a, size_t a_len, const char *b, size_t b_len);

/* A unified diff of lines with three lines of context, for people; nothing if equal. colour: ANSI red and green. */
void diff_format(const char *a, const char *b, const char *name, bool colour, struct buf *out);

#endif
