/* A job between two turns of the loop. All that must survive is in the store before it is acted on: the input when the
 * job begins, each answer before the method sees it, the outcome in one transaction. */
#include "core/learn/job_work.h"

#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/preference/preference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- beginning --- */

static struct prose_sample view_sample(const struct store_sample *sample) {
    return (struct prose_sample){.id = sample->id,
                                 .format = sample->format,
                                 .task_kind = sample->task_kind,
                                 .task = sample->task,
                                 .text = sample->text};
}

static bool on_sample(void *arg, const struct store_sample *sample) {
    struct input *input = arg;
    struct prose_sample view = view_sample(sample);
    input_set_sample(input, &view);
    input->first_draft = mem_copy_text(sample->first_draft);
    return false;
}

static bool on_related(void *arg, const struct store_sample *sample) {
    struct prose_sample view = view_sample(sample);
    input_add_related(arg, &view);
    return true;
}

static void on_score(void *arg, const struct store_score *score) {
    input_add_score(arg, score->preference, score->sample, score->score);
}

static bool load_scores(struct store *store, struct input *input, struct error *error) {
    for (size_t i = 0; i < input->related_count; i++) {
        if (!store_visit_scores(store, input->related[i].id, on_score, input, error))
            return false;
    }
    return true;
}

static bool load_merged(struct store *store, const char *genre, struct input *input, struct error *error) {
    char hash[17];
    bool found;
    preference_hash(&input->start, hash);
    return store_find_coalesced(store, genre, hash, &found, &input->coalesced, error);
}

static bool begin_learning(struct work *work, const struct layers *layers, const struct config *config,
                           struct error *error) {
    struct store *store = layers->project;
    struct input *input = work->input = input_create();
    const struct store_job *job = &work->job;
    input->settings = (struct prose_settings){.steps = config->learn_steps,
                                              .threshold = config_get_threshold(config),
                                              .retry = true,
                                              .speculate = config->learn_speculate,
                                              .examples = config->learn_examples};
    if (!store_visit_samples(store, job->sample, on_sample, input, error) ||
        !store_visit_related(store, job->genre, layers->related, on_related, input, error) ||
        !layers_load_union(layers, job->genre, &input->start, error) ||
        !layers_load_marked(layers, job->genre, &input->pinned, &input->muted, error) ||
        !load_scores(store, input, error) || !load_merged(store, job->genre, input, error))
        return false;
    char *json = input_format(input);
    bool kept = store_set_job_input(store, job->id, json, error);
    free(json);
    return kept;
}

static bool begin_merge(const struct layers *layers, const char *genre, struct error *error) {
    struct store *store = layers->project;
    struct list list = {0};
    char hash[17], *text = NULL;
    bool known = true, ok = layers_load_union(layers, genre, &list, error);
    preference_hash(&list, hash);
    if (ok && list.count)
        ok = store_find_coalesced(store, genre, hash, &known, &text, error);
    free(text);
    if (ok && !known) {
        cJSON *input = cJSON_CreateObject();
        json_add_list(input, "preferences", &list);
        char *json = json_format(input);
        cJSON_Delete(input);
        ok = store_add_coalesce_job(store, genre, hash, json, error);
        free(json);
    }
    list_finish(&list);
    return ok;
}

bool work_begin_merges(const struct layers *layers, struct error *error) {
    struct list genres = {0};
    bool ok = layers_load_genres(layers, &genres, error);
    for (size_t i = 0; ok && i < genres.count; i++)
        ok = begin_merge(layers, genres.items[i], error);
    list_finish(&genres);
    return ok;
}

/* --- loading --- */

static bool load_merge(struct work *work, const struct layers *layers, struct error *error) {
    cJSON *input = json_parse(work->job.input, strlen(work->job.input), error);
    bool ok = input && json_read_list(json_get(input, "preferences"), &work->merge);
    if (input && !ok)
        error_set(error, ERROR_DAMAGED, "the input of a merging job has no preferences");
    cJSON_Delete(input);
    preference_hash(&work->merge, work->hash);
    return ok && layers_load_marked(layers, work->job.genre, NULL, &work->muted, error);
}

static bool load_input(struct work *work, const struct layers *layers, const struct config *config,
                       struct error *error) {
    if (work->job.kind == JOB_COALESCE)
        return load_merge(work, layers, error);
    if (!work->job.input)
        return begin_learning(work, layers, config, error);
    work->input = input_parse(work->job.input, error);
    return work->input != NULL;
}

static bool on_answer(void *arg, const struct store_answer *answer, int64_t time_ms) {
    (void)time_ms;
    journal_add(arg, answer->key, answer->answer, answer->cut_off);
    return true;
}

struct work *work_open(const struct layers *layers, struct store_job *job, const struct config *config,
                       struct error *error) {
    struct work *work = mem_alloc(sizeof *work);
    work->job = *job;
    memset(job, 0, sizeof *job);
    work->journal = journal_create();
    if (load_input(work, layers, config, error) &&
        store_visit_answers(layers->project, work->job.id, on_answer, work->journal, error)) {
        work->steps = work->input ? work->input->settings.steps : 0;
        return work;
    }
    work_close(work);
    return NULL;
}

void work_close(struct work *work) {
    if (!work)
        return;
    store_job_finish(&work->job);
    journal_destroy(work->journal);
    input_destroy(work->input);
    list_finish(&work->merge);
    list_finish(&work->muted);
    free(work);
}

/* --- running --- */

#define UNUSABLE  "the model's answers could not be used; try another model (prosed doctor)"
#define TRIES_MAX 3 /* a sample whose questions got only unusable answers so often is set aside */

#define SHOWN_SCORE 2 /* of a habit that can be counted, by a sample that shows it */

/* What this job found out and later ones shall remember, with room for some more. */
static struct store_score *copy_scores(const struct prose_result *result, size_t more, size_t *count) {
    size_t most = more;
    for (size_t i = 0; i < result->candidate_count; i++)
        most += result->candidates[i].check_count;
    struct store_score *scores = mem_alloc(most * sizeof *scores);
    *count = 0;
    for (size_t i = 0; i < result->candidate_count; i++) {
        const struct prose_candidate *candidate = &result->candidates[i];
        for (size_t j = 0; j < candidate->check_count; j++) {
            const struct prose_check *check = &candidate->checks[j];
            if (check->how == CHECK_CALLED && check->remembered)
                scores[(*count)++] = (struct store_score){
                    .preference = candidate->preference, .sample = check->sample, .score = check->score};
        }
    }
    return scores;
}

static enum work_outcome run_learning(struct work *work, struct store *store, const char *owner, const char *model,
                                      struct error *error) {
    struct prose_input input;
    struct prose_result result;
    input_view(work->input, &input);
    bool done = prose_learn(work->journal, &input, &result);
    if (!done && !journal_is_unusable(work->journal, false))
        return WORK_WAITING;
    if (!done || journal_is_unusable(work->journal, true)) {
        if (done)
            prose_result_finish(&result);
        bool kept = store_retry_job(store, work->job.id, owner, UNUSABLE, TRIES_MAX, error);
        return kept ? WORK_UNUSABLE : WORK_FAILED;
    }
    size_t count, inferred = result.stored.count;
    bool offline = strcmp(model, "offline") == 0; /* what can be counted need not be inferred */
    if (offline && !layers_name_habits(store, work->job.genre, work->job.sample, &result.stored, error)) {
        prose_result_finish(&result);
        return WORK_FAILED;
    }
    struct store_score *scores = copy_scores(&result, result.stored.count - inferred, &count);
    for (size_t i = inferred; i < result.stored.count; i++)
        scores[count++] = (struct store_score){
            .preference = result.stored.items[i], .sample = work->job.sample, .score = SHOWN_SCORE};
    bool kept =
        store_finish_learning(store, work->job.id, owner, result.task, model, &result.stored, scores, count, error);
    free(scores);
    prose_result_finish(&result);
    return kept ? WORK_DONE : WORK_FAILED;
}

static enum work_outcome run_merge(struct work *work, struct store *store, const char *owner, struct error *error) {
    char *text;
    if (!prose_coalesce(work->journal, &work->merge, FORMAT_TEXT, true, &text))
        return WORK_WAITING;
    if (text)
        preference_drop_muted(&text, &work->muted);
    const char *merged = text && *text ? text : NULL; /* NULL: the union itself serves */
    bool kept = store_finish_coalesce(store, work->job.id, owner, work->hash, merged, error);
    free(text);
    return kept ? WORK_DONE : WORK_FAILED;
}

enum work_outcome work_run(struct work *work, struct store *store, const char *owner, const char *model,
                           struct error *error) {
    journal_clear_wanted(work->journal);
    return work->job.kind == JOB_LEARN ? run_learning(work, store, owner, model, error)
                                       : run_merge(work, store, owner, error);
}

char *work_format_question(const struct question *question) {
    static const char *const texts[] = {"user_text", "examples", "task", "draft"};
    cJSON *object = question_format(question);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        cJSON_DeleteItemFromObjectCaseSensitive(object, texts[i]);
    char *json = json_format(object);
    cJSON_Delete(object);
    return json;
}

void work_describe(const struct work *work, const char *key, char *out, size_t size) {
    static const struct {
        const char *start; /* of the key */
        const char *text;
        bool in_steps;
    } rows[] = {
        {"outline", "taking notes", false},
        {"coalesce", "merging preferences", false},
        {"generate/0", "writing a first draft", false},
        {"generate/", "drafting", true},
        {"infer/", "inferring", true},
        {"breakdown", "listing preferences", false},
        {"verify/", "verifying preferences", false},
    };
    snprintf(out, size, "learning");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t len = strlen(rows[i].start);
        if (strncmp(key, rows[i].start, len) != 0)
            continue;
        if (rows[i].in_steps)
            snprintf(out, size, "%s, step %d of %d", rows[i].text, atoi(key + len), work->steps);
        else
            snprintf(out, size, "%s", rows[i].text);
        return;
    }
}
