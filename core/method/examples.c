/* One draft is all there is: what it is written with makes the method. */
#include "core/method/examples.h"

#include "core/base/mem.h"
#include "core/method/draft.h"

#include <stdlib.h>
#include <string.h>

bool examples_learn(struct journal *journal, const struct examples_input *input, struct prose_result *result) {
    memset(result, 0, sizeof *result);
    struct list nothing = {0};
    struct example *examples = draft_make_examples(input->related, input->related_count);
    const struct draft_request request = {.sample = &input->sample,
                                          .task = input->sample.task,
                                          .preferences = input->preferences ? input->preferences : &nothing,
                                          .examples = examples,
                                          .example_count = input->related_count,
                                          .retry = input->retry};
    char *draft = NULL;
    enum outcome outcome = draft_ask(journal, "generate/0", &request, &draft);
    free(examples);
    if (outcome == OUTCOME_WAITING)
        return false;
    result->task = mem_copy_text(input->sample.task);
    result->draft = outcome == OUTCOME_READ ? draft : mem_copy_text("");
    list_copy(&result->used, request.preferences);
    return true;
}
