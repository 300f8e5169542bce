/* What is measured of one draft. The scores come from a judge (an engine that is asked to verify and to compare), the
 * distances from the texts. */
#ifndef PROSED_MEASURE_H
#define PROSED_MEASURE_H

#include "core/eval/eval.h"
#include "core/method/journal.h"
#include "core/text/markup.h"

struct judged { /* borrowed, but for the outcome */
    const char *text;
    enum format format;
    const struct list *preferences; /* the true ones */
    const struct list *used;        /* the description the text was written with; NULL: do not compare */
    int *scores;                    /* out: one for each preference */
    double similarity;              /* out */
};

/* Over a journal: false while it waits. Unreadable verdicts are 0, after one more try. */
bool measure_judge(struct journal *journal, struct judged *judged);
/* The measures of a draft; own_scores: of the user's own text. Cost measures are left 0. */
void measure_draft(const char *draft, const char *user_text, const struct judged *judged, const int *own_scores,
                   double out[EVAL_MEASURES]);

#endif
