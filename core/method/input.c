/* A job's input as JSON and back. The names are those of the members. */
#include "core/method/input.h"

#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/text/format.h"

#include <stdlib.h>
#include <string.h>

struct input *input_create(void) {
    return mem_alloc(sizeof(struct input));
}

static struct prose_sample copy_sample(const struct prose_sample *sample) {
    struct prose_sample copy = *sample;
    copy.task = mem_copy_text(sample->task);
    copy.text = mem_copy_text(sample->text);
    return copy;
}

static void finish_sample(struct prose_sample *sample) {
    free((char *)sample->task);
    free((char *)sample->text);
}

void input_destroy(struct input *input) {
    if (!input)
        return;
    finish_sample(&input->sample);
    for (size_t i = 0; i < input->related_count; i++)
        finish_sample(&input->related[i]);
    for (size_t i = 0; i < input->score_count; i++)
        free((char *)input->scores[i].preference);
    list_finish(&input->start);
    list_finish(&input->pinned);
    list_finish(&input->muted);
    free(input->first_draft);
    free(input->coalesced);
    free(input->related);
    free(input->scores);
    free(input);
}

void input_set_sample(struct input *input, const struct prose_sample *sample) {
    input->sample = copy_sample(sample);
}

void input_add_related(struct input *input, const struct prose_sample *sample) {
    MEM_RESERVE(input->related, input->related_count, input->related_capacity);
    input->related[input->related_count++] = copy_sample(sample);
}

void input_add_score(struct input *input, const char *preference, int64_t sample, int score) {
    MEM_RESERVE(input->scores, input->score_count, input->score_capacity);
    input->scores[input->score_count++] =
        (struct prose_score){.preference = mem_copy_text(preference), .sample = sample, .score = score};
}

void input_view(const struct input *input, struct prose_input *out) {
    *out = (struct prose_input){
        .settings = input->settings,
        .sample = input->sample,
        .first_draft = input->first_draft,
        .related = input->related,
        .related_count = input->related_count,
        .start = &input->start,
        .coalesced = input->coalesced,
        .pinned = &input->pinned,
        .muted = &input->muted,
        .scores = input->scores,
        .score_count = input->score_count,
    };
}

/* --- out --- */

static void add_text(cJSON *object, const char *name, const char *text) {
    if (text)
        cJSON_AddStringToObject(object, name, text);
}

static cJSON *format_sample(const struct prose_sample *sample) {
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "id", (double)sample->id);
    cJSON_AddStringToObject(object, "format", format_get(sample->format)->name);
    cJSON_AddBoolToObject(object, "revise", sample->task_kind == TASK_REVISE);
    add_text(object, "task", sample->task);
    add_text(object, "text", sample->text);
    return object;
}

char *input_format(const struct input *input) {
    cJSON *object = cJSON_CreateObject(), *settings = cJSON_AddObjectToObject(object, "settings");
    cJSON_AddNumberToObject(settings, "steps", input->settings.steps);
    cJSON_AddNumberToObject(settings, "threshold", input->settings.threshold);
    cJSON_AddBoolToObject(settings, "retry", input->settings.retry);
    cJSON_AddBoolToObject(settings, "speculate", input->settings.speculate);
    cJSON_AddBoolToObject(settings, "examples", input->settings.examples);
    cJSON_AddBoolToObject(settings, "unverified", input->settings.unverified);
    cJSON_AddNumberToObject(settings, "candidate", input->settings.candidate);
    cJSON_AddNumberToObject(settings, "breakdown", input->settings.breakdown);
    cJSON_AddItemToObject(object, "sample", format_sample(&input->sample));
    add_text(object, "first_draft", input->first_draft);
    cJSON *related = cJSON_AddArrayToObject(object, "related");
    for (size_t i = 0; i < input->related_count; i++)
        cJSON_AddItemToArray(related, format_sample(&input->related[i]));
    json_add_list(object, "start", &input->start);
    add_text(object, "coalesced", input->coalesced);
    json_add_list(object, "pinned", &input->pinned);
    json_add_list(object, "muted", &input->muted);
    cJSON *scores = cJSON_AddArrayToObject(object, "scores");
    for (size_t i = 0; i < input->score_count; i++) {
        cJSON *score = cJSON_CreateObject();
        cJSON_AddStringToObject(score, "preference", input->scores[i].preference);
        cJSON_AddNumberToObject(score, "sample", (double)input->scores[i].sample);
        cJSON_AddNumberToObject(score, "score", input->scores[i].score);
        cJSON_AddItemToArray(scores, score);
    }
    char *json = json_format(object);
    cJSON_Delete(object);
    return json;
}

/* --- in --- */

static struct prose_sample view_sample(const cJSON *object) {
    return (struct prose_sample){
        .id = json_get_int(object, "id", 0),
        .format = format_find_name(json_get_text(object, "format")),
        .task_kind = json_get_bool(object, "revise", false) ? TASK_REVISE : TASK_NOTES,
        .task = json_get_text(object, "task"),
        .text = json_get_text(object, "text"),
    };
}

static void read_members(struct input *input, const cJSON *object) {
    const cJSON *settings = json_get(object, "settings"), *item;
    input->settings = (struct prose_settings){
        .steps = (int)json_get_int(settings, "steps", 0),
        .threshold = json_get_number(settings, "threshold", 0),
        .retry = json_get_bool(settings, "retry", true),
        .speculate = json_get_bool(settings, "speculate", false),
        .examples = json_get_bool(settings, "examples", false),
        .unverified = json_get_bool(settings, "unverified", false),
        .candidate = (enum candidate_mode)json_get_int(settings, "candidate", CANDIDATE_ITERATE),
        .breakdown = (enum breakdown_mode)json_get_int(settings, "breakdown", BREAKDOWN_AFTER),
    };
    struct prose_sample sample = view_sample(json_get(object, "sample"));
    input_set_sample(input, &sample);
    input->first_draft = mem_copy_text(json_get_text(object, "first_draft"));
    input->coalesced = mem_copy_text(json_get_text(object, "coalesced"));
    cJSON_ArrayForEach(item, json_get(object, "related")) {
        sample = view_sample(item);
        if (sample.text)
            input_add_related(input, &sample);
    }
    cJSON_ArrayForEach(item, json_get(object, "scores")) {
        if (json_get_text(item, "preference"))
            input_add_score(input, json_get_text(item, "preference"), json_get_int(item, "sample", 0),
                            (int)json_get_int(item, "score", 0));
    }
    json_read_list(json_get(object, "start"), &input->start);
    json_read_list(json_get(object, "pinned"), &input->pinned);
    json_read_list(json_get(object, "muted"), &input->muted);
}

struct input *input_parse(const char *json, struct error *error) {
    cJSON *object = json_parse(json, strlen(json), error);
    if (!object)
        return NULL;
    struct input *input = input_create();
    read_members(input, object);
    cJSON_Delete(object);
    if (input->sample.text)
        return input;
    error_set(error, ERROR_DAMAGED, "the input of a learning job has no sample");
    input_destroy(input);
    return NULL;
}
