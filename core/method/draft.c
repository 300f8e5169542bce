/* Writing a draft for a task, with preferences, with examples, with both, or with neither. */
#include "core/method/draft.h"

#include "core/base/mem.h"

enum outcome draft_ask(struct journal *journal, const char *key, const struct draft_request *request, char **draft) {
    const struct question question = {.op = OP_GENERATE,
                                      .format = request->sample->format,
                                      .task_kind = request->sample->task_kind,
                                      .task = request->task,
                                      .preferences = request->preferences,
                                      .examples = request->examples,
                                      .example_count = request->example_count};
    return asking_ask(journal, request->retry, key, &question, asking_read_draft, draft);
}

struct example *draft_make_examples(const struct prose_sample *samples, size_t count) {
    struct example *examples = mem_alloc(count * sizeof *examples);
    for (size_t i = 0; i < count; i++)
        examples[i] = (struct example){.task = samples[i].task, .text = samples[i].text};
    return examples;
}
