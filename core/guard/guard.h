/* The guard: what stands between a model's rewrite and the document. Links, images, code, math, URLs, commands,
 * citations, footnotes, mentions, numbers, emphasis and structure (markup.h) are compared before and after; what is
 * missing or new is put back where its neighbours tell where it belongs, or the rewrite is refused with a reason that
 * names it. So are marks that lost their other half, and links that swapped their targets. */
#ifndef PROSED_GUARD_H
#define PROSED_GUARD_H

#include "core/base/error.h"
#include "core/text/markup.h"

/* The answer with its markup as in the original, which is a passage's text (passage_copy_text: lines end with "\n"
 * alone); the caller frees. NULL and ERROR_REFUSED if it cannot be repaired. *repaired (may be NULL): how many pieces
 * were put back. */
char *guard_check(const char *original, const char *answer, enum format format, int *repaired, struct error *error);

#endif
