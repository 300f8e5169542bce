/* PROSE over a journal: learn() below reads from top to bottom like learning.md sections 1 and 2.
 *
 * Each step either knows its outcome or has noted what it wants to be asked and returns false; then everything returns,
 * and the whole is run again once answers came. So a step may be run many times, must not remember anything of its own,
 * and must ask under the same key each time. */
#include "core/method/prose.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/method/draft.h"
#include "core/method/outline.h"
#include "core/method/prose_verify.h"
#include "core/model/answer.h"
#include "core/preference/preference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct run {
    struct journal *journal;
    const struct prose_input *input;
    struct prose_result *result;
    struct list working;      /* what the next draft is written with */
    char *draft;              /* the newest */
    struct example *examples; /* PROSE+ICL */
};

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
    enum outcome outcome = asking_ask(run->journal, true, "outline", &question, read_outline, &outline);
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
    return asking_ask(journal, retry, "coalesce", &question, asking_read_preferences, out) != OUTCOME_WAITING;
}

/* Cuts text into single preferences. A text that is by itself a JSON list needs no question. *read is false, and
 * nothing added, if the answer stayed unreadable. */
static bool break_down(struct run *run, const char *key, const char *text, struct list *parts, bool *read) {
    const struct prose_input *input = run->input;
    *read = true;
    if (answer_read_json_list(text, parts))
        return true;
    struct question question = {.op = OP_BREAKDOWN, .format = input->sample.format, .joined = text};
    /* A replay takes answers by the letter: there an empty list is a list. */
    answer_reader *reader = input->settings.retry ? asking_read_filled_list : asking_read_list;
    enum outcome outcome = asking_ask(run->journal, input->settings.retry, key, &question, reader, parts);
    *read = outcome == OUTCOME_READ;
    return outcome != OUTCOME_WAITING;
}

static bool find_start(struct run *run) {
    const struct prose_input *input = run->input;
    char *merged = mem_copy_text(input->coalesced);
    bool done = !input->start->count || merged ||
                prose_coalesce(run->journal, input->start, input->sample.format, input->settings.retry, &merged);
    if (merged)
        preference_drop_muted(&merged, input->muted);
    if (merged && *merged && input->start->count)
        list_add(&run->working, merged);
    else
        list_copy(&run->working, input->start);
    free(merged);
    list_copy(&run->result->used, &run->working);
    list_copy(&run->result->total, &run->working);
    return done;
}

/* Writes a draft with what is working now. An unreadable one changes nothing. */
static bool generate(struct run *run, int number) {
    const struct draft_request request = {.sample = &run->input->sample,
                                          .task = run->result->task,
                                          .preferences = &run->working,
                                          .examples = run->examples,
                                          .example_count = run->examples ? run->input->related_count : 0,
                                          .retry = run->input->settings.retry};
    char key[ASKING_KEY_BYTES];
    snprintf(key, sizeof key, "generate/%d", number);
    char *draft = NULL;
    enum outcome outcome = draft_ask(run->journal, key, &request, &draft);
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

/* An inference, in the ablation its parts, replaces what is worked with, and is added to everything said so far. */
static bool take_inference(struct run *run, int step, const char *text) {
    struct list parts = {0};
    bool read = false, done = true;
    if (run->input->settings.breakdown == BREAKDOWN_EACH) {
        char key[ASKING_KEY_BYTES];
        snprintf(key, sizeof key, "breakdown/%d", step);
        done = break_down(run, key, text, &parts, &read);
    }
    if (!read)
        list_add(&parts, text);
    if (done) {
        list_finish(&run->working);
        list_copy(&run->working, &parts);
        for (size_t i = 0; i < parts.count; i++)
            list_add_new(&run->result->total, parts.items[i]);
    }
    list_finish(&parts);
    return done;
}

static bool infer(struct run *run, int step) {
    const struct prose_sample *sample = &run->input->sample;
    const struct prose_settings *settings = &run->input->settings;
    struct question question = {.op = OP_INFER,
                                .format = sample->format,
                                .task_kind = sample->task_kind,
                                .task = run->result->task,
                                .user_text = sample->text,
                                .preferences = &run->working,
                                .draft = settings->candidate == CANDIDATE_NONE ? NULL : run->draft};
    char key[ASKING_KEY_BYTES];
    snprintf(key, sizeof key, "infer/%d", step);
    char *text = NULL;
    enum outcome outcome = asking_ask(run->journal, settings->retry, key, &question, asking_read_preferences, &text);
    bool done = outcome == OUTCOME_READ ? take_inference(run, step, text) : outcome != OUTCOME_WAITING;
    free(text);
    return done;
}

static bool refine(struct run *run) {
    const struct prose_settings *settings = &run->input->settings;
    for (int step = 1; step <= settings->steps; step++) {
        if (asking_is_same_text(run->draft, run->input->sample.text))
            break;
        if (!infer(run, step))
            return false;
        run->result->steps_done = step;
        if (settings->candidate == CANDIDATE_ITERATE && step < settings->steps && !generate(run, step))
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
    bool read = false, done = true;
    struct list parts = {0};
    if (total->count && run->input->settings.breakdown == BREAKDOWN_AFTER) {
        char *joined = list_join(total, "\n");
        done = break_down(run, "breakdown", joined, &parts, &read);
        free(joined);
    }
    if (done)
        add_candidates(run, read ? &parts : total);
    list_finish(&parts);
    return done;
}

/* --- the whole --- */

static bool learn(struct run *run) {
    bool has_task = find_task(run); /* these two need nothing of each other: asked at once */
    bool has_start = find_start(run);
    return has_task && has_start && find_first_draft(run) && refine(run) && find_candidates(run) &&
           prose_verify(run->journal, run->input, run->result);
}

bool prose_learn(struct journal *journal, const struct prose_input *input, struct prose_result *result) {
    memset(result, 0, sizeof *result);
    struct run run = {.journal = journal, .input = input, .result = result};
    if (input->settings.examples && input->related_count)
        run.examples = draft_make_examples(input->related, input->related_count);
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
