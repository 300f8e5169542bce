/* Step 4 of learning.md section 2, for prose.c: candidates against samples. */
#ifndef PROSED_PROSE_VERIFY_H
#define PROSED_PROSE_VERIFY_H

#include "core/method/prose.h"

/* Scores all candidates of *result, marks those that are removed and fills `stored`. false: waiting. */
bool prose_verify(struct journal *journal, const struct prose_input *input, struct prose_result *result);

#endif
