/* Step 4 of learning.md section 2 for one job: which scores are needed, and what they say.
 *
 * A score is needed unless the candidate is settled by then: at least two scores with a mean beyond +-1.5. As long as
 * answers are missing there are several ways things can go; verify follows all of them at once, and asks at once for
 * every score that is needed whichever way they go. */
#ifndef PROSED_VERIFY_H
#define PROSED_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#define SCORE_MAX 2 /* strongly confirms; -SCORE_MAX strongly contradicts */

/* All (count of scores, sum of scores) that one candidate can have reached. */
struct reach {
    size_t count_max;
    bool *cells; /* (count_max + 1) rows of 2 * SCORE_MAX * count_max + 1 sums */
};

enum need { NEED_NONE, NEED_CERTAIN, NEED_PERHAPS };

void reach_init(struct reach *reach, size_t count_max); /* no score yet */
void reach_finish(struct reach *reach);
enum need reach_get_need(const struct reach *reach);     /* of the next score */
void reach_add_known(struct reach *reach, int score);    /* it counts whether settled or not: a remembered one */
void reach_add_answered(struct reach *reach, int score); /* it counts where it was needed */
void reach_add_open(struct reach *reach);                /* any answer is possible where it is needed */
bool reach_get(const struct reach *reach, double *mean); /* false while there is more than one way; 0 without any */

#endif
