/* From a name to a method, and from a history to what the method is given. Each method takes the related samples in its
 * own order: PROSE newest (or least similar) first, the others as they are found. */
#include "core/method/method.h"

#include "core/base/mem.h"
#include "core/method/cipher.h"
#include "core/method/examples.h"
#include "core/preference/preference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CIPHER_MAX 100

static const struct {
    const char *name;
    enum method_kind kind;
    bool examples;
    bool unverified;
    bool one_step;
    enum candidate_mode candidate;
    enum breakdown_mode breakdown;
} rows[] = {
    {.name = "none", .kind = METHOD_NONE},
    {.name = "oracle", .kind = METHOD_ORACLE},
    {.name = "icl", .kind = METHOD_ICL},
    {.name = "prose", .kind = METHOD_PROSE},
    {.name = "prose+icl", .kind = METHOD_PROSE, .examples = true},
    {.name = "prose-unverified", .kind = METHOD_PROSE, .unverified = true},
    {.name = "prose-one-step", .kind = METHOD_PROSE, .one_step = true},
    {.name = "prose-single-candidate", .kind = METHOD_PROSE, .candidate = CANDIDATE_SINGLE},
    {.name = "prose-no-candidate", .kind = METHOD_PROSE, .one_step = true, .candidate = CANDIDATE_NONE},
    {.name = "prose-breakdown-each", .kind = METHOD_PROSE, .breakdown = BREAKDOWN_EACH},
    {.name = "prose-no-breakdown", .kind = METHOD_PROSE, .breakdown = BREAKDOWN_NONE},
};
#define ROW_COUNT (sizeof rows / sizeof *rows)

static bool parse_cipher(const char *name, struct method *out) {
    char *end;
    if (strncmp(name, "cipher-", 7) != 0)
        return false;
    long count = strtol(name + 7, &end, 10);
    if (*end || end == name + 7 || count < 1 || count > CIPHER_MAX)
        return false;
    out->kind = METHOD_CIPHER;
    out->aggregate = count > 1;
    out->retrieval.most = (size_t)count;
    return true;
}

bool method_parse(const char *name, const struct method *base, struct method *out, struct error *error) {
    *out = *base;
    if (parse_cipher(name, out))
        return true;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (strcmp(rows[i].name, name) != 0)
            continue;
        out->kind = rows[i].kind;
        out->prose.examples = rows[i].examples;
        out->prose.unverified = rows[i].unverified;
        out->prose.candidate = rows[i].candidate;
        out->prose.breakdown = rows[i].breakdown;
        out->prose.steps = rows[i].one_step ? 1 : base->prose.steps;
        return true;
    }
    struct list names = {0};
    for (size_t i = 0; i < ROW_COUNT; i++)
        list_add(&names, rows[i].name);
    char *all = list_join(&names, " ");
    error_set(error, ERROR_USAGE, "there is no method \"%.30s\"; there are cipher-N %s", name, all);
    free(all);
    list_finish(&names);
    return false;
}

static void reverse(size_t *items, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        size_t kept = items[i];
        items[i] = items[count - 1 - i];
        items[count - 1 - i] = kept;
    }
}

static struct prose_sample *copy_samples(const struct history *history, const struct method_result *result) {
    struct prose_sample *samples = mem_alloc(result->related_count * sizeof *samples);
    for (size_t i = 0; i < result->related_count; i++)
        samples[i] = history->items[result->related[i]].sample;
    return samples;
}

static bool learn_by_prose(const struct method *method, struct journal *journal, const struct history *history,
                           const struct prose_sample *sample, struct method_result *result) {
    struct list start = {0}, *lists = mem_alloc(result->related_count * sizeof *lists);
    struct prose_sample *related = copy_samples(history, result);
    for (size_t i = 0; i < result->related_count; i++)
        lists[i] = history->items[result->related[i]].stored; /* borrowed */
    preference_union(lists, result->related_count, NULL, NULL, &start);
    const struct prose_input input = {.settings = method->prose,
                                      .sample = *sample,
                                      .related = related,
                                      .related_count = result->related_count,
                                      .start = &start,
                                      .scores = history->scores,
                                      .score_count = history->score_count};
    bool done = prose_learn(journal, &input, &result->prose);
    list_finish(&start);
    free(lists);
    free(related);
    return done;
}

static bool learn_by_cipher(const struct method *method, struct journal *journal, const struct history *history,
                            const struct prose_sample *sample, struct method_result *result) {
    const struct list **stored = mem_alloc(result->related_count * sizeof *stored);
    for (size_t i = 0; i < result->related_count; i++)
        stored[i] = &history->items[result->related[i]].stored;
    const struct cipher_input input = {.sample = *sample,
                                       .stored = stored,
                                       .stored_count = result->related_count,
                                       .aggregate = method->aggregate,
                                       .retry = method->prose.retry};
    bool done = cipher_learn(journal, &input, &result->prose);
    free(stored);
    return done;
}

static bool learn_by_examples(const struct method *method, struct journal *journal, const struct history *history,
                              const struct prose_sample *sample, const struct list *true_preferences,
                              struct method_result *result) {
    struct prose_sample *related = copy_samples(history, result);
    const struct examples_input input = {.sample = *sample,
                                         .preferences = method->kind == METHOD_ORACLE ? true_preferences : NULL,
                                         .related = related,
                                         .related_count = result->related_count,
                                         .retry = method->prose.retry};
    bool done = examples_learn(journal, &input, &result->prose);
    free(related);
    return done;
}

bool method_learn(const struct method *method, struct journal *journal, const struct history *history,
                  const struct method_task *task, struct method_result *result) {
    memset(result, 0, sizeof *result);
    struct prose_sample sample = task->task.sample;
    sample.id = (int64_t)history->count;
    bool looks_back = method->kind != METHOD_NONE && method->kind != METHOD_ORACLE;
    result->related = mem_alloc((method->retrieval.most + 1) * sizeof *result->related);
    if (looks_back)
        result->related_count = history_find_related(history, &task->task, &method->retrieval, result->related);
    bool done;
    if (method->kind == METHOD_PROSE) {
        reverse(result->related, result->related_count);
        done = learn_by_prose(method, journal, history, &sample, result);
    } else if (method->kind == METHOD_CIPHER)
        done = learn_by_cipher(method, journal, history, &sample, result);
    else
        done = learn_by_examples(method, journal, history, &sample, task->true_preferences, result);
    if (!done)
        method_result_finish(result);
    return done;
}

void method_result_finish(struct method_result *result) {
    free(result->related);
    prose_result_finish(&result->prose);
    memset(result, 0, sizeof *result);
}
