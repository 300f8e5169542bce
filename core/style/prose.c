/* PROSE over a journal: learn() below reads from top to bottom like learning.md sections 1 and 2.
 *
 * Each step either knows its outcome or has noted what it wants to be asked and returns false; then everything returns,
 * and the whole is run again once answers came. So a step may be run many times, must not remember anything of its own,
 * and must ask under the same key each time. */
#include "core/style/prose.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/model/answer.h"
#include "core/style/outline.h"
#include "core/style/preference.h"
#include "core/style/verify.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY_BYTES 64

struct run {
    struct journal *journal;
    const struct prose_input *input;
    struct prose_result *result;
    struct list working;      /* what the next draft is written with */
    char *draft;              /* the newest */
    struct example *examples; /* PROSE+ICL */
};

/* --- asking --- */

enum outcome { OUTCOME_WAITING, OUTCOME_READ, OUTCOME_UNREADABLE };

/* Reads an answer into *out; false: unreadable. */
typedef bool reader(const struct journal_answer *answer, void *out);

/* Asks, and asks once more if the answer is unreadable. */
static enum outcome ask(struct journal *journal, bool retry, const char *key, const struct question *question,
                        reader *read, void *out) {
    const struct journal_answer *answer = journal_ask(journal, key, question);
    if (!answer)
        return OUTCOME_WAITING;
    if (read(answer, out))
        return OUTCOME_READ;
    if (!retry)
        return OUTCOME_UNREADABLE;
    char again[KEY_BYTES + 8];
    snprintf(again, sizeof again, "%s/again", key);
    answer = journal_ask(journal, again, question);
    if (!answer)
        return OUTCOME_WAITING;
    return read(answer, out) ? OUTCOME_READ : OUTCOME_UNREADABLE;
}

static bool read_text(const struct journal_answer *answer, void *out) {
    char *text = answer_read_preferences(answer->text, NULL);
    *(char **)out = text;
    return text != NULL;
}

static bool read_list(const struct journal_answer *answer, void *out) {
    return answer_read_list(answer->text, out, NULL);
}

static bool read_draft(const struct journal_answer *answer, void *out) {
    char *text = answer_read_draft(answer->text, answer->cut_off, NULL);
    *(char **)out = text;
    return text != NULL;
}

static bool read_verdict(const struct journal_answer *answer, void *out) {
    return answer_read_verdict(answer->text, out, NULL);
}

/* --- the task --- */

struct outline {
    const char *passage;
    char *notes;
};

/* Notes that repeat the passage count as unreadable, but are kept, to be thinned if the second try is no better. */
static bool read_outline(const struct journal_answer *answer, void *out) {
    struct outline *outline = out;
    char *notes = answer_read_draft(answer->text, answer->cut_off, NULL);
    if (!notes || !*notes || strlen(notes) > 1000 + 4 * strlen(outline->passage)) {
        free(notes);
        return false;
    }
    free(outline->notes);
    outline->notes = notes;
    return !outline_repeats(notes, outline->passage);
}

/* New writing: its facts are taken out of it once (learning.md section 4). */
static bool find_task(struct run *run) {
    const struct prose_sample *sample = &run->input->sample;
    if (sample->task) {
        run->result->task = mem_copy_text(sample->task);
        return true;
    }
    struct question question = {.op = OP_OUTLINE, .format = sample->format, .user_text = sample->text};
    struct outline outline = {.passage = sample->text};
    enum outcome outcome = ask(run->journal, true, "outline", &question, read_outline, &outline);
    if (outcome == OUTCOME_READ)
        run->result->task = mem_copy_text(outline.notes);
    else if (outcome == OUTCOME_UNREADABLE)
        run->result->task = outline_thin(outline.notes ? outline.notes : sample->text, sample->text);
    free(outline.notes);
    return outcome != OUTCOME_WAITING;
}

/* --- 1. before the user's text is known --- */

bool prose_coalesce(struct journal *journal, const struct list *preferences, enum format format, bool retry,
                    char **out) {
    *out = NULL;
    struct question question = {.op = OP_COALESCE, .format = format, .preferences = preferences};
    return ask(journal, retry, "coalesce", &question, read_text, out) != OUTCOME_WAITING;
}

static bool find_start(struct run *run) {
    const struct prose_input *input = run->input;
    char *merged = mem_copy_text(input->coalesced);
    if (input->start->count && !merged &&
        !prose_coalesce(run->journal, input->start, input->sample.format, input->settings.retry, &merged))
        return false;
    if (merged)
        preference_drop_muted(&merged, input->muted);
    if (merged && *merged && input->start->count)
        list_add(&run->working, merged);
    else
        list_copy(&run->working, input->start);
    free(merged);
    list_copy(&run->result->used, &run->working);
    list_copy(&run->result->total, &run->working);
    return true;
}

/* Writes a draft with what is working now. An unreadable one changes nothing. */
static bool generate(struct run *run, int number) {
    const struct prose_sample *sample = &run->input->sample;
    struct question question = {.op = OP_GENERATE,
                                .format = sample->format,
                                .task_kind = sample->task_kind,
                                .task = run->result->task,
                                .preferences = &run->working,
                                .examples = run->examples,
                                .example_count = run->examples ? run->input->related_count : 0};
    char key[KEY_BYTES];
    snprintf(key, sizeof key, "generate/%d", number);
    char *draft = NULL;
    enum outcome outcome = ask(run->journal, run->input->settings.retry, key, &question, read_draft, &draft);
    if (outcome == OUTCOME_READ) {
        free(run->draft);
        run->draft = draft;
    }
    return outcome != OUTCOME_WAITING;
}

static bool find_first_draft(struct run *run) {
    run->draft = mem_copy_text(run->input->first_draft ? run->input->first_draft : "");
    if (!run->input->first_draft && !generate(run, 0))
        return false;
    run->result->draft = mem_copy_text(run->draft);
    return true;
}

/* --- 2. learning from one sample --- */

/* Equal but for white space at the ends. */
static bool is_same_text(const char *a, const char *b) {
    while (isspace((unsigned char)*a))
        a++;
    while (isspace((unsigned char)*b))
        b++;
    size_t a_len = strlen(a), b_len = strlen(b);
    while (a_len && isspace((unsigned char)a[a_len - 1]))
        a_len--;
    while (b_len && isspace((unsigned char)b[b_len - 1]))
        b_len--;
    return a_len == b_len && memcmp(a, b, a_len) == 0;
}

static bool infer(struct run *run, int step) {
    const struct prose_sample *sample = &run->input->sample;
    struct question question = {.op = OP_INFER,
                                .format = sample->format,
                                .task_kind = sample->task_kind,
                                .task = run->result->task,
                                .user_text = sample->text,
                                .preferences = &run->working,
                                .draft = run->draft};
    char key[KEY_BYTES];
    snprintf(key, sizeof key, "infer/%d", step);
    char *text = NULL;
    enum outcome outcome = ask(run->journal, run->input->settings.retry, key, &question, read_text, &text);
    if (outcome == OUTCOME_READ) {
        list_finish(&run->working);
        list_add(&run->working, text);
        list_add_new(&run->result->total, text);
    }
    free(text);
    return outcome != OUTCOME_WAITING;
}

static bool refine(struct run *run) {
    int steps = run->input->settings.steps;
    for (int step = 1; step <= steps; step++) {
        if (is_same_text(run->draft, run->input->sample.text))
            break;
        if (!infer(run, step))
            return false;
        run->result->steps_done = step;
        if (step < steps && !generate(run, step))
            return false;
    }
    return true;
}

/* --- 3. breakdown --- */

static void add_candidates(struct run *run, const struct list *texts) {
    struct prose_result *result = run->result;
    struct list fresh = {0};
    for (size_t i = 0; i < texts->count && fresh.count < LIMIT_PREFERENCES; i++) {
        size_t len = strlen(texts->items[i]);
        if (len && len <= LIMIT_PREFERENCE_BYTES && !preference_is_muted(texts->items[i], run->input->muted))
            list_add_new(&fresh, texts->items[i]);
    }
    result->candidates = mem_alloc(fresh.count * sizeof *result->candidates);
    result->candidate_count = fresh.count;
    for (size_t i = 0; i < fresh.count; i++)
        result->candidates[i].preference = mem_copy_text(fresh.items[i]);
    list_finish(&fresh);
}

static bool find_candidates(struct run *run) {
    const struct list *total = &run->result->total;
    if (!total->count)
        return true;
    char *joined = list_join(total, "\n");
    struct list parts = {0};
    enum outcome outcome = OUTCOME_READ;
    /* Only a list on one line is taken as it is: one over several lines may be several texts, or one with remarks. */
    if (strchr(joined, '\n') || !answer_read_json_list(joined, &parts)) {
        list_finish(&parts);
        struct question question = {.op = OP_BREAKDOWN, .format = run->input->sample.format, .joined = joined};
        outcome = ask(run->journal, run->input->settings.retry, "breakdown", &question, read_list, &parts);
    }
    if (outcome != OUTCOME_WAITING)
        add_candidates(run, outcome == OUTCOME_READ ? &parts : total);
    list_finish(&parts);
    free(joined);
    return outcome != OUTCOME_WAITING;
}

/* --- 4. verification, 5. survivors --- */

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
    char key[KEY_BYTES];
    snprintf(key, sizeof key, "verify/%zu/%" PRId64, candidate, sample->id);
    return ask(run->journal, run->input->settings.retry, key, &question, read_verdict, score);
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

/* --- the whole --- */

static bool learn(struct run *run) {
    bool has_task = find_task(run); /* these two need nothing of each other: asked at once */
    bool has_start = find_start(run);
    return has_task && has_start && find_first_draft(run) && refine(run) && find_candidates(run) && verify(run);
}

bool prose_learn(struct journal *journal, const struct prose_input *input, struct prose_result *result) {
    memset(result, 0, sizeof *result);
    struct run run = {.journal = journal, .input = input, .result = result};
    if (input->settings.examples && input->related_count) {
        run.examples = mem_alloc(input->related_count * sizeof *run.examples);
        for (size_t i = 0; i < input->related_count; i++)
            run.examples[i] = (struct example){.task = input->related[i].task, .text = input->related[i].text};
    }
    bool done = learn(&run);
    list_finish(&run.working);
    free(run.draft);
    free(run.examples);
    if (!done)
        prose_result_finish(result);
    return done;
}

void prose_result_finish(struct prose_result *result) {
    free(result->task);
    free(result->draft);
    list_finish(&result->used);
    list_finish(&result->total);
    list_finish(&result->stored);
    for (size_t i = 0; i < result->candidate_count; i++) {
        free(result->candidates[i].preference);
        free(result->candidates[i].checks);
    }
    free(result->candidates);
    memset(result, 0, sizeof *result);
}
