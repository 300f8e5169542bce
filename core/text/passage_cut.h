/* A part of a passage as a passage of its own, for a selection or a piece of a very long paragraph. */
#ifndef PROSED_PASSAGE_CUT_H
#define PROSED_PASSAGE_CUT_H

#include "core/text/passage.h"

/* Bytes [start, end) of the passage's text (passage_copy_text), not empty. spans_finish its lines. */
struct passage passage_cut(const struct passage *passage, size_t start, size_t end);

#endif
