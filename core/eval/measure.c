/* Judging and measuring. A preference that the judge does not find in the user's own text (it may be beyond what the
 * judge can see, or the text gave no occasion) is left out of the match, and counts as it is in the PPCM. */
#include "core/eval/measure.h"

#include "core/base/mem.h"
#include "core/method/asking.h"
#include "core/text/diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SIMILARITY_MAX 4.0

/* The number behind the last "Score:". */
static bool read_score(const struct journal_answer *answer, void *out) {
    bool found = false;
    for (const char *at = answer->text; (at = strcasestr(at, "score")); at += 5) {
        const char *number = at + 5 + strspn(at + 5, " \t*_\":");
        char *end;
        double value = strtod(number, &end);
        if (end == number || !(value >= 0 && value <= SIMILARITY_MAX))
            continue;
        *(double *)out = value;
        found = true;
    }
    return found;
}

static bool judge_preferences(struct journal *journal, struct judged *judged) {
    bool done = true;
    for (size_t i = 0; i < judged->preferences->count; i++) {
        const struct question question = {.op = OP_VERIFY,
                                          .format = judged->format,
                                          .user_text = judged->text,
                                          .preference = judged->preferences->items[i]};
        char key[ASKING_KEY_BYTES];
        snprintf(key, sizeof key, "judge/%zu", i);
        enum outcome outcome = asking_ask(journal, true, key, &question, asking_read_verdict, &judged->scores[i]);
        if (outcome == OUTCOME_UNREADABLE)
            judged->scores[i] = 0;
        done = done && outcome != OUTCOME_WAITING;
    }
    return done;
}

static bool compare(struct journal *journal, struct judged *judged) {
    judged->similarity = 0;
    if (!judged->used || !judged->used->count)
        return true;
    char *joined = list_join(judged->used, "\n");
    const struct question question = {.op = OP_COMPARE, .preferences = judged->preferences, .joined = joined};
    enum outcome outcome = asking_ask(journal, true, "compare", &question, read_score, &judged->similarity);
    free(joined);
    return outcome != OUTCOME_WAITING;
}

bool measure_judge(struct journal *journal, struct judged *judged) {
    bool scored = judge_preferences(journal, judged); /* these need nothing of each other: asked at once */
    return compare(journal, judged) && scored;
}

void measure_draft(const char *draft, const char *user_text, const struct judged *judged, const int *own_scores,
                   double out[EVAL_MEASURES]) {
    memset(out, 0, EVAL_MEASURES * sizeof *out);
    size_t count = judged ? judged->preferences->count : 0;
    bool match = true;
    for (size_t i = 0; i < count; i++) {
        out[EVAL_PPCM] += judged->scores[i] / (double)count;
        match = match && (own_scores[i] < 1 || judged->scores[i] >= 1);
    }
    out[EVAL_MATCH] = judged && match;
    out[EVAL_SIMILARITY] = judged ? judged->similarity : 0;
    size_t draft_len = strlen(draft), user_len = strlen(user_text);
    out[EVAL_DISTANCE] = (double)diff_distance(draft, draft_len, user_text, user_len);
    out[EVAL_RATIO] = diff_ratio(draft, draft_len, user_text, user_len);
}
