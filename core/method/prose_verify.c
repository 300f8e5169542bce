/* Verification: every candidate against the sample and its related ones. What is asked at once, and what is skipped, is
 * verify.h's; here the questions are put, and remembered scores are used. */
#include "core/method/prose_verify.h"

#include "core/base/mem.h"
#include "core/method/asking.h"
#include "core/method/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct run {
    struct journal *journal;
    const struct prose_input *input;
    struct prose_result *result;
};

static const struct prose_sample *get_sample(const struct run *run, size_t index) {
    return index ? &run->input->related[index - 1] : &run->input->sample;
}

static const struct prose_score *find_remembered(const struct prose_input *input, const char *preference,
                                                 int64_t sample) {
    for (size_t i = 0; i < input->score_count; i++) {
        if (input->scores[i].sample == sample && text_alike(input->scores[i].preference, preference))
            return &input->scores[i];
    }
    return NULL;
}

static enum outcome ask_verdict(struct run *run, size_t candidate, const struct prose_sample *sample, int *score) {
    struct question question = {.op = OP_VERIFY,
                                .format = sample->format,
                                .user_text = sample->text,
                                .preference = run->result->candidates[candidate].preference};
    char key[ASKING_KEY_BYTES];
    snprintf(key, sizeof key, "verify/%zu/%" PRId64, candidate, sample->id);
    return asking_ask(run->journal, run->input->settings.retry, key, &question, asking_read_verdict, score);
}

/* One candidate against one sample: fills the check as far as it is known, and follows what is possible. */
static void check(struct run *run, size_t candidate, size_t index, struct reach *reach) {
    const struct prose_sample *sample = get_sample(run, index);
    struct prose_check *check = &run->result->candidates[candidate].checks[index];
    check->sample = sample->id;
    const struct prose_score *remembered =
        find_remembered(run->input, run->result->candidates[candidate].preference, sample->id);
    if (remembered) {
        check->how = CHECK_CACHED;
        check->score = remembered->score;
        check->remembered = true;
        reach_add_known(reach, remembered->score);
        return;
    }
    enum need need = reach_get_need(reach);
    check->how = need == NEED_NONE ? CHECK_SKIPPED : CHECK_CALLED;
    if (need == NEED_NONE)
        return;
    enum outcome outcome = OUTCOME_WAITING;
    if (need == NEED_CERTAIN || run->input->settings.speculate)
        outcome = ask_verdict(run, candidate, sample, &check->score);
    if (outcome == OUTCOME_WAITING) {
        reach_add_open(reach);
        return;
    }
    check->remembered = outcome == OUTCOME_READ;
    if (outcome == OUTCOME_UNREADABLE)
        check->score = 0;
    reach_add_answered(reach, check->score);
}

static bool is_removed(const struct prose_input *input, const struct prose_candidate *candidate) {
    if (input->pinned && list_find_alike(input->pinned, candidate->preference, NULL))
        return false;
    return candidate->mean <= input->settings.threshold + 1e-9;
}

static bool verify(struct run *run) {
    struct prose_result *result = run->result;
    size_t sample_count = 1 + run->input->related_count;
    struct reach *reaches = mem_alloc(result->candidate_count * sizeof *reaches);
    for (size_t i = 0; i < result->candidate_count; i++) {
        result->candidates[i].checks = mem_alloc(sample_count * sizeof *result->candidates[i].checks);
        result->candidates[i].check_count = sample_count;
        reach_init(&reaches[i], sample_count);
    }
    for (size_t index = 0; index < sample_count; index++) {
        for (size_t i = 0; i < result->candidate_count; i++)
            check(run, i, index, &reaches[i]);
    }
    bool done = true;
    for (size_t i = 0; i < result->candidate_count; i++) {
        done = reach_get(&reaches[i], &result->candidates[i].mean) && done;
        reach_finish(&reaches[i]);
    }
    free(reaches);
    for (size_t i = 0; done && i < result->candidate_count; i++) {
        result->candidates[i].removed = is_removed(run->input, &result->candidates[i]);
        if (!result->candidates[i].removed)
            list_add(&result->stored, result->candidates[i].preference);
    }
    return done;
}

static void keep_all(struct prose_result *result) {
    for (size_t i = 0; i < result->candidate_count; i++)
        list_add(&result->stored, result->candidates[i].preference);
}

bool prose_verify(struct journal *journal, const struct prose_input *input, struct prose_result *result) {
    struct run run = {.journal = journal, .input = input, .result = result};
    if (!input->settings.unverified)
        return verify(&run);
    keep_all(result);
    return true;
}
