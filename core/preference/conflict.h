/* Whether two preferences ask for opposite things. By meaning: both name the same trait of writing with different
 * values ("Use contractions.", "Avoid contractions."), or one forbids in the same words what the other asks for. By
 * samples: wherever both say something of a sample, what confirms the one contradicts the other. */
#ifndef PROSED_CONFLICT_H
#define PROSED_CONFLICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct trait;

struct claim { /* one preference, read for comparing */
    const struct trait *trait;
    size_t value;
    char *subject; /* folded, without the words that ask for it or forbid it */
    bool negative;
};
void claim_read(struct claim *claim, const char *preference);
void claim_finish(struct claim *claim);
bool claims_conflict(const struct claim *a, const struct claim *b);

struct judgement { /* of one sample on a preference */
    int64_t sample;
    int score;
};
/* Both in the order of sample ids. At least CONFLICT_SAMPLES samples on which both say something, opposite things on
 * each, and each of the two confirmed at least once. */
#define CONFLICT_SAMPLES 3
bool judgements_conflict(const struct judgement *a, size_t a_count, const struct judgement *b, size_t b_count);

#endif
