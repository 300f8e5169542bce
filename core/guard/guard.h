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
/* The same for a text that was made by rule from the original, not by a model: nothing stands around it and nothing is
 * cleaned. What does not fit is taken back sentence by sentence. */
char *guard_check_verbatim(const char *original, const char *text, enum format format, int *repaired,
                           struct error *error);

#endif
