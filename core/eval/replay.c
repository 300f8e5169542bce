/* The words of the trace format and what they mean here. Each setting is a word from a small table; the decisions are
 * written from the method's result as it is. */
#include "core/eval/replay.h"

#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { CIPHER_DEFAULT = 3, RELATED_DEFAULT = 5, STEPS_DEFAULT = 5 };
#define THRESHOLD_DEFAULT 0.5

struct word {
    const char *name;
    int value;
};

static const struct word agents[] = {
    {"prose", METHOD_PROSE},   {"cipher1", METHOD_CIPHER},           {"ciphern", METHOD_CIPHER},
    {"icl", METHOD_ICL},       {"no_learning", METHOD_NONE},         {"none", METHOD_NONE},
    {"oracle", METHOD_ORACLE}, {"oracle_preference", METHOD_ORACLE}, {NULL, 0}};
static const struct word candidate_words[] = {
    {"iterate", CANDIDATE_ITERATE}, {"single", CANDIDATE_SINGLE}, {"none", CANDIDATE_NONE}, {NULL, 0}};
static const struct word breakdowns[] = {
    {"after", BREAKDOWN_AFTER}, {"each", BREAKDOWN_EACH}, {"none", BREAKDOWN_NONE}, {NULL, 0}};
static const struct word retrievals[] = {
    {"exact_match", RETRIEVAL_SOURCE}, {"most_recent", RETRIEVAL_NEWEST}, {"cosine_sim", RETRIEVAL_SIMILAR}, {NULL, 0}};

/* The value of a word; the first row's if the setting is not there. */
static bool read_word(const cJSON *settings, const char *name, const struct word *words, int *value,
                      struct error *error) {
    const char *text = json_get_text(settings, name);
    *value = words[0].value;
    for (const struct word *word = words; text && word->name; word++) {
        if (text_alike(word->name, text)) {
            *value = word->value;
            return true;
        }
    }
    return !text || error_set(error, ERROR_USAGE, "settings.%s: \"%.40s\" is not known here", name, text);
}

bool replay_read_method(const cJSON *settings, struct method *out, struct error *error) {
    int kind, candidate, breakdown, retrieval;
    if (!read_word(settings, "agent", agents, &kind, error) ||
        !read_word(settings, "candidate", candidate_words, &candidate, error) ||
        !read_word(settings, "breakdown", breakdowns, &breakdown, error) ||
        !read_word(settings, "retrieval", retrievals, &retrieval, error))
        return false;
    const char *agent = json_get_text(settings, "agent");
    const cJSON *floor = json_get(settings, "retrieval_threshold");
    *out = (struct method){
        .kind = (enum method_kind)kind,
        .aggregate = agent && text_alike(agent, "cipherN"),
        .prose = {.steps = (int)json_get_int(settings, "steps", STEPS_DEFAULT),
                  .threshold = json_get_number(settings, "threshold", THRESHOLD_DEFAULT),
                  .examples = json_get_bool(settings, "use_icl", false),
                  .unverified = !json_get_bool(settings, "validate", true),
                  .speculate = json_get_bool(settings, "speculate", false),
                  .candidate = (enum candidate_mode)candidate,
                  .breakdown = (enum breakdown_mode)breakdown},
        .retrieval = {.mode = (enum retrieval_mode)retrieval,
                      .has_floor = cJSON_IsNumber(floor),
                      .floor = json_get_number(settings, "retrieval_threshold", 0)},
    };
    int64_t most = json_get_int(settings, "max_related", RELATED_DEFAULT);
    if (out->kind == METHOD_CIPHER)
        most = out->aggregate ? json_get_int(settings, "cipher_n", CIPHER_DEFAULT) : 1;
    if (most < 0 || most > 1000 || out->prose.steps < 0 || out->prose.steps > 1000)
        return error_set(error, ERROR_USAGE, "settings: max_related, cipher_n and steps go from 0 to 1000");
    out->retrieval.most = (size_t)most;
    return true;
}

bool replay_read_task(const cJSON *tasks, int index, const cJSON *settings, struct replayed_task *out,
                      struct error *error) {
    const cJSON *task = cJSON_GetArrayItem(tasks, index), *vector = json_get(task, "vector"), *number;
    const char *kind = json_get_text(settings, "task");
    *out = (struct replayed_task){
        .sample = {.sample = {.id = index,
                              .task_kind = kind && strstr(kind, "summar") ? TASK_SUMMARY : TASK_NOTES,
                              .task = json_get_text(task, "content"),
                              .text = json_get_text(task, "user_text")},
                   .source = json_get_text(task, "source")}};
    if (!out->sample.sample.task || !out->sample.sample.text)
        return error_set(error, ERROR_USAGE, "tasks[%d]: \"content\" or \"user_text\" is missing", index);
    if (cJSON_IsArray(vector)) {
        double *numbers = mem_alloc((size_t)cJSON_GetArraySize(vector) * sizeof *numbers);
        cJSON_ArrayForEach(number, vector) {
            numbers[out->sample.vector_len++] = cJSON_IsNumber(number) ? number->valuedouble : 0;
        }
        out->sample.vector = numbers;
    }
    const cJSON *truth = json_get(task, "true_preferences");
    if (cJSON_IsString(truth))
        list_add(&out->true_preferences, truth->valuestring);
    else if (truth)
        json_read_list(truth, &out->true_preferences);
    return true;
}

void replay_view_task(const struct replayed_task *task, struct method_task *out) {
    *out = (struct method_task){.task = task->sample, .true_preferences = &task->true_preferences};
}

void replay_finish_task(struct replayed_task *task) {
    free((double *)task->sample.vector);
    list_finish(&task->true_preferences);
    *task = (struct replayed_task){0};
}

/* --- decisions --- */

static cJSON *format_candidate(const struct prose_candidate *candidate) {
    static const char *const hows[] = {
        [CHECK_CALLED] = "called", [CHECK_CACHED] = "cached", [CHECK_SKIPPED] = "skipped"};
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "preference", candidate->preference);
    cJSON *checks = cJSON_AddArrayToObject(object, "checks"), *scores = cJSON_AddArrayToObject(object, "scores");
    for (size_t i = 0; i < candidate->check_count; i++) {
        const struct prose_check *check = &candidate->checks[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddNumberToObject(item, "sample", (double)check->sample);
        cJSON_AddStringToObject(item, "how", hows[check->how]);
        if (check->how != CHECK_SKIPPED) {
            cJSON_AddNumberToObject(item, "score", check->score);
            cJSON_AddItemToArray(scores, cJSON_CreateNumber(check->score));
        }
        cJSON_AddItemToArray(checks, item);
    }
    cJSON_AddNumberToObject(object, "mean", candidate->mean);
    cJSON_AddBoolToObject(object, "removed", candidate->removed);
    return object;
}

static void add_calls(cJSON *object, const int calls[OP_COUNT]) {
    static const struct word names[] = {
        {"aggregate", OP_AGGREGATE}, {"breakdown", OP_BREAKDOWN}, {"coalesce", OP_COALESCE}, {"generate", OP_GENERATE},
        {"infer", OP_INFER},         {"infer", OP_EXPLAIN},       {"validate", OP_VERIFY},   {NULL, 0}};
    cJSON *list = cJSON_AddObjectToObject(object, "calls");
    for (const struct word *name = names; name->name; name++) {
        if (calls[name->value])
            cJSON_AddNumberToObject(list, name->name, calls[name->value]);
    }
}

cJSON *replay_format_decisions(int task, const struct method *method, const struct method_result *result,
                               const int calls[OP_COUNT]) {
    const struct prose_result *prose = &result->prose;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "task", task);
    cJSON *related = cJSON_AddArrayToObject(object, "related");
    for (size_t i = 0; i < result->related_count; i++)
        cJSON_AddItemToArray(related, cJSON_CreateNumber((double)result->related[i]));
    json_add_list(object, "used", &prose->used);
    cJSON_AddStringToObject(object, "draft", prose->draft);
    cJSON_AddNumberToObject(object, "steps_done", prose->steps_done);
    cJSON *candidates = cJSON_AddArrayToObject(object, "candidates");
    cJSON *validation = cJSON_AddArrayToObject(object, "validation");
    cJSON *removed = cJSON_AddArrayToObject(object, "removed");
    for (size_t i = 0; i < prose->candidate_count; i++) {
        const struct prose_candidate *candidate = &prose->candidates[i];
        cJSON_AddItemToArray(candidates, cJSON_CreateString(candidate->preference));
        if (!method->prose.unverified)
            cJSON_AddItemToArray(validation, format_candidate(candidate));
        if (candidate->removed)
            cJSON_AddItemToArray(removed, cJSON_CreateString(candidate->preference));
    }
    json_add_list(object, "stored", &prose->stored);
    add_calls(object, calls);
    return object;
}
