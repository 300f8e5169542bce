/* Any texts in a question: what a model is asked is valid text, holds each of them between marks that none of them
 * holds, and says the same for the same question. */
#include "core/model/prompt.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size < 4000 ? size : 4000};
    struct question question = {.op = (enum op)feed_number(&feed, OP_COUNT),
                                .format = (enum format)feed_number(&feed, FORMAT_COUNT),
                                .task_kind = (enum task_kind)feed_number(&feed, TASK_SUMMARY + 1)};
    char *texts[TEXTS];
    for (size_t i = 0; i < TEXTS; i++) {
        size_t bytes = i + 1 < TEXTS ? feed_number(&feed, feed.len / 2 + 1) : feed.len;
        texts[i] = feed_text(&feed, bytes, NULL);
    }
    struct list preferences = {0};
    list_add(&preferences, texts[0]);
    list_add(&preferences, texts[1]);
    struct example example = {texts[2], texts[3]};
    question.task = texts[0];
    question.user_text = texts[1];
    question.draft = texts[2];
    question.preference = texts[3];
    question.preferences = &preferences;
    question.joined = texts[4];
    question.passage = texts[5];
    question.before = texts[6];
    question.after = texts[7];
    question.instruction = texts[4];
    question.examples = &example;
    question.example_count = 1;
    struct prompts *prompts = prompts_load(NULL, NULL);
    struct prompt first, second;
    prompt_format(prompts, &question, &first);
    prompt_format(prompts, &question, &second);
    assert(strcmp(first.system, second.system) == 0 && strcmp(first.user, second.user) == 0);
    assert(utf8_is_valid(first.system, strlen(first.system)) && utf8_is_valid(first.user, strlen(first.user)));
    prompt_finish(&first);
    prompt_finish(&second);
    prompts_destroy(prompts);
    list_finish(&preferences);
    for (size_t i = 0; i < TEXTS; i++) {
        free(texts[i]);
    }
    return 0;
}
