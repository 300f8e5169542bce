/* Decision traces: scripted histories with the decisions that the published implementation of PROSE took on them (or,
 * where learning.md differs on purpose, the recommended ones). Each is replayed twice: one question in flight, where
 * even the order of all calls must be the same, and all at once, where decisions and calls must be. They lie beside the
 * repository, in ../shared/prose-traces or where PROSED_TRACES says; without them this test says so and is skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/style/preference.h"
#include "core/style/prose.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TASKS_MAX 64

static const char *const op_names[OP_COUNT] = {
    [OP_GENERATE] = "generate", [OP_INFER] = "infer",     [OP_BREAKDOWN] = "breakdown",
    [OP_COALESCE] = "coalesce", [OP_VERIFY] = "validate",
};

struct history {
    const char *name;
    cJSON *trace;
    struct prose_sample samples[TASKS_MAX]; /* of the tasks so far */
    struct list stored[TASKS_MAX];
    struct prose_score *scores;
    size_t score_count;
    size_t score_capacity;
};

/* One task being replayed. */
struct replay {
    struct history *history;
    int task;
    int calls[OP_COUNT];
    cJSON *ops; /* expected ones in order, when one question is in flight; else NULL */
    int op_count;
};

static bool has_number(const cJSON *rule, const char *name, int value) {
    return !json_get(rule, name) || (int)json_get_number(rule, name, -1) == value;
}

/* The first rule of the script that fits this call, with {task} and {nth} filled in. The caller frees. */
static char *find_answer(struct replay *replay, enum op op, const char *preference, int sample) {
    int nth = replay->calls[op];
    const cJSON *rule;
    cJSON_ArrayForEach(rule, json_get(replay->history->trace, "answers")) {
        const char *wanted = json_get_text(rule, "preference");
        if (strcmp(json_get_text(rule, "op"), op_names[op]) != 0 || !has_number(rule, "task", replay->task) ||
            !has_number(rule, "nth", nth) || !has_number(rule, "sample", sample) ||
            (wanted && !(preference && text_alike(wanted, preference))))
            continue;
        struct buf out = {0};
        for (const char *say = json_get_text(rule, "say"); *say; say++) {
            if (strncmp(say, "{task}", 6) == 0) {
                buf_printf(&out, "%d", replay->task);
                say += 5;
            } else if (strncmp(say, "{nth}", 5) == 0) {
                buf_printf(&out, "%d", nth);
                say += 4;
            } else
                buf_append_char(&out, *say);
        }
        return buf_take(&out);
    }
    fail_msg("%s task %d: the script has no answer for %s %d", replay->history->name, replay->task, op_names[op], nth);
    return NULL;
}

/* Quotation marks are left out of the comparison: the published reader loses one at the end of a list over lines. */
static bool same_text(const char *a, const char *b) {
    char *copies[2] = {mem_copy_text(a), mem_copy_text(b)};
    for (int i = 0; i < 2; i++) {
        char *to = copies[i];
        for (const char *from = copies[i]; *from; from++) {
            if (*from != '"')
                *to++ = *from;
        }
        *to = '\0';
    }
    bool same = text_alike(copies[0], copies[1]);
    free(copies[0]);
    free(copies[1]);
    return same;
}

static void check_list(struct replay *replay, const char *what, const cJSON *expected, const struct list *got) {
    if (!expected)
        return;
    char *said = list_join(got, " | ");
    bool same = (size_t)cJSON_GetArraySize(expected) == got->count;
    for (size_t i = 0; same && i < got->count; i++)
        same = same_text(cJSON_GetArrayItem(expected, (int)i)->valuestring, got->items[i]);
    if (!same) {
        char *wanted = json_format(expected);
        fail_msg("%s task %d: %s is [%s], expected %s", replay->history->name, replay->task, what, said, wanted);
    }
    free(said);
}

/* The next call in the order of the trace. */
static void check_op(struct replay *replay, const struct question *question, int sample) {
    if (!replay->ops)
        return;
    const cJSON *expected = cJSON_GetArrayItem(replay->ops, replay->op_count++);
    const char *name = expected ? json_get_text(expected, "op") : "nothing";
    if (strcmp(name, op_names[question->op]) != 0)
        fail_msg("%s task %d: call %d is %s, expected %s", replay->history->name, replay->task, replay->op_count,
                 op_names[question->op], name);
    const char *preference = json_get_text(expected, "preference");
    if (preference && (!text_alike(preference, question->preference) || !has_number(expected, "sample", sample)))
        fail_msg("%s task %d: call %d verifies \"%s\" on %d", replay->history->name, replay->task, replay->op_count,
                 question->preference, sample);
    const char *draft = json_get_text(expected, "draft");
    if (draft && !text_alike(draft, question->draft))
        fail_msg("%s task %d: call %d has the draft \"%s\"", replay->history->name, replay->task, replay->op_count,
                 question->draft);
    if (question->op == OP_GENERATE)
        check_list(replay, "generate's preferences", json_get(expected, "preferences"), question->preferences);
    if (question->op == OP_INFER)
        check_list(replay, "infer's preferences", json_get(expected, "known"), question->preferences);
    if (question->op == OP_COALESCE)
        check_list(replay, "coalesce's union", json_get(expected, "given"), question->preferences);
    const cJSON *given = json_get(expected, "given");
    if (question->op == OP_BREAKDOWN && given && !json_get_bool(expected, "any_order", false)) {
        struct list texts = {0};
        assert_true(json_read_list(given, &texts));
        char *joined = list_join(&texts, "\n");
        if (!same_text(joined, question->joined))
            fail_msg("%s task %d: breakdown got \"%s\"", replay->history->name, replay->task, question->joined);
        free(joined);
        list_finish(&texts);
    }
}

static void answer(struct replay *replay, struct journal *journal, const struct wanted *wanted) {
    const struct question *question = wanted->question;
    const char *slash = question->op == OP_VERIFY ? strrchr(wanted->key, '/') : NULL;
    int sample = slash ? atoi(slash + 1) : replay->task;
    replay->calls[question->op]++;
    check_op(replay, question, sample);
    char *text = find_answer(replay, question->op, question->preference, sample);
    journal_add(journal, wanted->key, text, false);
    free(text);
}

static void run(struct replay *replay, const struct prose_input *input, bool one_by_one, struct prose_result *result) {
    struct journal *journal = journal_create();
    while (!prose_learn(journal, input, result)) {
        size_t count = one_by_one ? 1 : journal_count_wanted(journal);
        assert_true(journal_count_wanted(journal) > 0);
        for (size_t i = 0; i < count; i++) {
            struct wanted wanted = journal_get_wanted(journal, i);
            answer(replay, journal, &wanted);
        }
        journal_clear_wanted(journal);
    }
    journal_destroy(journal);
}

static void check_validation(struct replay *replay, const cJSON *expected, const struct prose_result *result) {
    static const char *const hows[] = {"called", "cached", "skipped"};
    const cJSON *row;
    size_t index = 0;
    cJSON_ArrayForEach(row, expected) {
        const struct prose_candidate *candidate = &result->candidates[index++];
        double mean = json_get_number(row, "mean", 99);
        bool same = text_alike(json_get_text(row, "preference"), candidate->preference) &&
                    fabs(mean - candidate->mean) < 1e-6 && json_get_bool(row, "removed", false) == candidate->removed;
        const cJSON *check;
        size_t at = 0;
        cJSON_ArrayForEach(check, json_get(row, "checks")) {
            const struct prose_check *got = at < candidate->check_count ? &candidate->checks[at++] : NULL;
            same = same && got && got->sample == json_get_int(check, "sample", -1) &&
                   strcmp(hows[got->how], json_get_text(check, "how")) == 0 &&
                   (got->how == CHECK_SKIPPED || got->score == (int)json_get_int(check, "score", 0));
        }
        if (!same)
            fail_msg("%s task %d: validation of \"%s\" differs (mean %g)", replay->history->name, replay->task,
                     candidate->preference, candidate->mean);
    }
}

static void check_task(struct replay *replay, const cJSON *expected, const struct prose_input *input,
                       const struct prose_result *result) {
    const char *name = replay->history->name;
    struct list candidates = {0}, removed = {0};
    for (size_t i = 0; i < result->candidate_count; i++) {
        list_add(&candidates, result->candidates[i].preference);
        if (result->candidates[i].removed)
            list_add(&removed, result->candidates[i].preference);
    }
    check_list(replay, "used", json_get(expected, "used"), &result->used);
    check_list(replay, "candidates", json_get(expected, "candidates"), &candidates);
    check_validation(replay, json_get(expected, "validation"), result);
    check_list(replay, "removed", json_get(expected, "removed"), &removed);
    check_list(replay, "stored", json_get(expected, "stored"), &result->stored);
    list_finish(&candidates);
    list_finish(&removed);
    if (json_get(expected, "draft") && !text_alike(json_get_text(expected, "draft"), result->draft))
        fail_msg("%s task %d: draft is \"%s\"", name, replay->task, result->draft);
    if (json_get_int(expected, "steps_done", result->steps_done) != result->steps_done)
        fail_msg("%s task %d: %d steps", name, replay->task, result->steps_done);
    const cJSON *related = json_get(expected, "related");
    for (int i = 0; related && i < cJSON_GetArraySize(related); i++)
        assert_int_equal(cJSON_GetArrayItem(related, i)->valueint, input->related[i].id);
    const cJSON *calls = json_get(expected, "calls");
    for (int op = 0; calls && op < OP_COUNT; op++) {
        int wanted = op_names[op] ? (int)json_get_int(calls, op_names[op], 0) : 0;
        if (replay->calls[op] != wanted)
            fail_msg("%s task %d: %d calls of %s, expected %d", name, replay->task, replay->calls[op], op_names[op],
                     wanted);
    }
    if (replay->ops && replay->op_count != cJSON_GetArraySize(replay->ops))
        fail_msg("%s task %d: %d calls in all", name, replay->task, replay->op_count);
}

static void remember(struct history *history, const struct prose_result *result) {
    for (size_t i = 0; i < result->candidate_count; i++) {
        const struct prose_candidate *candidate = &result->candidates[i];
        for (size_t j = 0; j < candidate->check_count; j++) {
            if (candidate->checks[j].how != CHECK_CALLED || !candidate->checks[j].remembered)
                continue;
            MEM_RESERVE(history->scores, history->score_count, history->score_capacity);
            history->scores[history->score_count++] =
                (struct prose_score){.preference = mem_copy_text(candidate->preference),
                                     .sample = candidate->checks[j].sample,
                                     .score = candidate->checks[j].score};
        }
    }
}

/* Finds what is related to task `index`, newest first; returns how many. */
static size_t find_related(struct history *history, int index, struct prose_sample *related, struct list *preferences) {
    const cJSON *settings = json_get(history->trace, "settings"), *tasks = json_get(history->trace, "tasks");
    bool any_source = strcmp(json_get_text(settings, "retrieval"), "most_recent") == 0;
    const char *source = json_get_text(cJSON_GetArrayItem(tasks, index), "source");
    size_t count = 0, most = (size_t)json_get_int(settings, "max_related", 5);
    for (int i = index - 1; i >= 0 && count < most; i--) {
        if (!any_source && strcmp(json_get_text(cJSON_GetArrayItem(tasks, i), "source"), source) != 0)
            continue;
        related[count] = history->samples[i];
        list_copy(&preferences[count++], &history->stored[i]);
    }
    return count;
}

static void replay_task(struct history *history, int index, bool one_by_one) {
    const cJSON *settings = json_get(history->trace, "settings");
    const cJSON *task = cJSON_GetArrayItem(json_get(history->trace, "tasks"), index);
    const cJSON *recommended = json_get(history->trace, "if_recommended");
    const cJSON *list = json_get(recommended, "tasks") ? json_get(recommended, "tasks") : recommended;
    if (!cJSON_IsArray(list))
        list = json_find(history->trace, "expect.tasks");
    const cJSON *expected = cJSON_GetArrayItem(list, index);
    struct prose_sample related[TASKS_MAX];
    struct list preferences[TASKS_MAX] = {{0}}, start = {0};
    history->samples[index] = (struct prose_sample){
        .id = index, .task = json_get_text(task, "content"), .text = json_get_text(task, "user_text")};
    size_t related_count = find_related(history, index, related, preferences);
    preference_union(preferences, related_count, NULL, NULL, &start);
    struct prose_input input = {.settings = {.steps = (int)json_get_int(settings, "steps", 5),
                                             .threshold = json_get_number(settings, "threshold", 0.5),
                                             .examples = json_get_bool(settings, "use_icl", false)},
                                .sample = history->samples[index],
                                .related = related,
                                .related_count = related_count,
                                .start = &start,
                                .scores = history->scores,
                                .score_count = history->score_count};
    struct replay replay = {.history = history, .task = index, .ops = one_by_one ? json_get(expected, "ops") : NULL};
    struct prose_result result;
    run(&replay, &input, one_by_one, &result);
    check_task(&replay, expected, &input, &result);
    list_copy(&history->stored[index], &result.stored);
    remember(history, &result);
    prose_result_finish(&result);
    list_finish(&start);
    for (size_t i = 0; i < related_count; i++)
        list_finish(&preferences[i]);
}

/* What prose.h has: the paper's ablations and other methods are not replayed here. */
static bool is_replayable(const cJSON *settings) {
    const char *agent = json_get_text(settings, "agent"), *candidate = json_get_text(settings, "candidate"),
               *breakdown = json_get_text(settings, "breakdown"), *retrieval = json_get_text(settings, "retrieval");
    return strcmp(agent, "prose") == 0 && (!candidate || strcmp(candidate, "iterate") == 0) &&
           (!breakdown || strcmp(breakdown, "after") == 0) && json_get_bool(settings, "validate", true) &&
           (strcmp(retrieval, "exact_match") == 0 || strcmp(retrieval, "most_recent") == 0);
}

static bool replay_file(const char *path, bool one_by_one) {
    struct buf data = {0};
    struct error error = {0};
    if (!path_read(path, 16u << 20, &data, &error))
        fail_msg("%s", error.text);
    cJSON *trace = json_parse(data.data, data.len, &error);
    if (!trace)
        fail_msg("%s: %s", path, error.text);
    bool replayable = is_replayable(json_get(trace, "settings"));
    struct history *history = mem_alloc(sizeof *history);
    history->name = path_get_name(path);
    history->trace = trace;
    int count = replayable ? cJSON_GetArraySize(json_get(trace, "tasks")) : 0;
    assert_true(count <= TASKS_MAX);
    for (int i = 0; i < count; i++)
        replay_task(history, i, one_by_one);
    for (int i = 0; i < count; i++)
        list_finish(&history->stored[i]);
    for (size_t i = 0; i < history->score_count; i++)
        free((char *)history->scores[i].preference);
    free(history->scores);
    free(history);
    cJSON_Delete(trace);
    buf_finish(&data);
    if (!replayable && one_by_one)
        printf("%s: not replayed, another method than prose\n", path);
    return replayable;
}

static void replay_all(bool one_by_one) {
    const char *folder = getenv("PROSED_TRACES") ? getenv("PROSED_TRACES") : "../shared/prose-traces";
    DIR *entries = opendir(folder);
    if (!entries) {
        printf("SKIPPED: no decision traces in %s (set PROSED_TRACES)\n", folder);
        skip();
        return;
    }
    int replayed = 0;
    for (struct dirent *entry; (entry = readdir(entries));) {
        size_t len = strlen(entry->d_name);
        if (len < 5 || strcmp(entry->d_name + len - 5, ".json") != 0)
            continue;
        char *path = path_join(folder, entry->d_name);
        replayed += replay_file(path, one_by_one);
        free(path);
    }
    closedir(entries);
    printf("%d traces replayed\n", replayed);
    assert_true(replayed > 0);
}

static void same_order_with_one_in_flight(void **state) {
    (void)state;
    replay_all(true);
}

static void same_decisions_all_at_once(void **state) {
    (void)state;
    replay_all(false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_order_with_one_in_flight),
        cmocka_unit_test(same_decisions_all_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
