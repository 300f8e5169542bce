/* CIPHER over a journal, like prose.c: find what to write with, write, compare once, keep. Its answers are taken as
 * they are: there is no keyword to look for, nothing is taken apart and nothing is verified. */
#include "core/method/cipher.h"

#include "core/base/mem.h"
#include "core/method/draft.h"

#include <stdlib.h>
#include <string.h>

static bool find_used(struct journal *journal, const struct cipher_input *input, struct list *used) {
    if (input->stored_count && !input->aggregate)
        list_copy(used, input->stored[0]);
    if (!input->stored_count || !input->aggregate)
        return true;
    struct list all = {0};
    for (size_t i = 0; i < input->stored_count; i++)
        list_copy(&all, input->stored[i]);
    const struct question question = {.op = OP_AGGREGATE, .format = input->sample.format, .preferences = &all};
    char *merged = NULL;
    enum outcome outcome = asking_ask(journal, false, "aggregate", &question, asking_read_free, &merged);
    if (merged && *merged)
        list_add(used, merged);
    free(merged);
    list_finish(&all);
    return outcome != OUTCOME_WAITING;
}

static bool generate(struct journal *journal, const struct cipher_input *input, const struct list *used, char **draft) {
    const struct draft_request request = {
        .sample = &input->sample, .task = input->sample.task, .preferences = used, .retry = input->retry};
    enum outcome outcome = draft_ask(journal, "generate/0", &request, draft);
    if (outcome == OUTCOME_UNREADABLE)
        *draft = mem_copy_text("");
    return outcome != OUTCOME_WAITING;
}

/* Where nothing differs, what was used is kept. */
static bool find_preference(struct journal *journal, const struct cipher_input *input, struct prose_result *result) {
    if (asking_is_same_text(result->draft, input->sample.text)) {
        list_copy(&result->stored, &result->used);
        return true;
    }
    const struct question question = {.op = OP_EXPLAIN,
                                      .format = input->sample.format,
                                      .task_kind = input->sample.task_kind,
                                      .task = input->sample.task,
                                      .user_text = input->sample.text,
                                      .draft = result->draft};
    char *preference = NULL;
    enum outcome outcome = asking_ask(journal, false, "explain", &question, asking_read_free, &preference);
    if (preference && *preference)
        list_add(&result->stored, preference);
    free(preference);
    return outcome != OUTCOME_WAITING;
}

bool cipher_learn(struct journal *journal, const struct cipher_input *input, struct prose_result *result) {
    memset(result, 0, sizeof *result);
    result->task = mem_copy_text(input->sample.task);
    if (find_used(journal, input, &result->used) && generate(journal, input, &result->used, &result->draft) &&
        find_preference(journal, input, result))
        return true;
    prose_result_finish(result);
    return false;
}
