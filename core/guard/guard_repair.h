/* The two repairs of the guard, each on an answer whose pieces are matched with the original's (protected.h). What they
 * return is a proposal: the guard checks it again from the start. */
#ifndef PROSED_GUARD_REPAIR_H
#define PROSED_GUARD_REPAIR_H

#include "core/guard/protected.h"

/* Piece by piece: what is missing is put back where its neighbours stand, what is new is taken off. The caller frees.
 * *repaired grows by the pieces that were. */
char *guard_repair_pieces(const struct protected_spans *original, const struct protected_spans *answer, int *repaired);

/* The sentences in which something is missing or new become the original's again, others stay. The caller frees. */
char *guard_revert_sentences(const struct protected_spans *original, const struct protected_spans *answer,
                             int *repaired);

#endif
