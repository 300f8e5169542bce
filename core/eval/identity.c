/* Settings stand in it in words, so that a person who reads a journal knows what it is of; texts and prompts are mixed
 * into one number each. */
#include "core/eval/identity.h"

#include "core/base/mem.h"
#include "core/model/prompt.h"
#include "core/stylist/simulated.h"

#include <inttypes.h>
#include <stdlib.h>

static uint64_t mix(uint64_t seed, const char *text) {
    return simulated_mix(seed, text ? text : "");
}

static uint64_t mix_texts(const struct grid *grid) {
    uint64_t texts = 0;
    for (size_t i = 0; i < grid->task_count; i++) {
        const struct corpus *corpus = &grid->corpora[i];
        for (size_t j = 0; j < corpus->document_count; j++) {
            texts = mix(texts, corpus->documents[j].source);
            texts = mix(texts, corpus->documents[j].content);
            texts = mix(texts, corpus->documents[j].user_text);
        }
        for (size_t j = 0; j < corpus->user_count; j++) {
            char *joined = list_join(&corpus->users[j].preferences, "\n");
            texts = mix(mix(texts, corpus->users[j].source), joined);
            free(joined);
        }
    }
    return texts;
}

/* A template is what it makes of a question; every section of it is in one of these. */
static uint64_t mix_prompts(const char *folder) {
    struct prompts *prompts = prompts_load(folder, NULL);
    struct list preferences = {0};
    const struct example example = {.task = "task", .text = "text"};
    uint64_t words = 0;
    list_add(&preferences, "preference");
    for (int i = 0; i < OP_COUNT * (TASK_SUMMARY + 1); i++) {
        const struct question question = {.op = (enum op)(i % OP_COUNT),
                                          .task_kind = (enum task_kind)(i / OP_COUNT),
                                          .task = "task",
                                          .user_text = "user",
                                          .draft = "draft",
                                          .preference = "preference",
                                          .preferences = &preferences,
                                          .joined = "joined",
                                          .examples = &example,
                                          .example_count = 1};
        struct prompt prompt;
        prompt_format(prompts, &question, &prompt);
        words = mix(mix(words, prompt.system), prompt.user);
        prompt_finish(&prompt);
    }
    list_finish(&preferences);
    prompts_destroy(prompts);
    return words;
}

static char *name_model(const struct model_settings *model) {
    return mem_format("%s %s %s", model->engine, model->name ? model->name : "", model->url ? model->url : "");
}

char *identity_format(const struct grid *grid, const struct eval_settings *settings) {
    const struct config *config = settings->config;
    char *write = name_model(&config->write), *learn = name_model(&config->learn);
    char *models = settings->simulate ? mem_format("simulated %s", settings->simulate)
                                      : mem_format("written by %s, learned by %s", write, learn);
    char *identity = mem_format("%s; S=%d v=%g k=%d%s%s; %d demonstrations; texts %016" PRIx64 "; prompts %016" PRIx64,
                                models, config->learn_steps, config_get_threshold(config), config->learn_related,
                                settings->retrieval ? " " : "", settings->retrieval ? settings->retrieval : "",
                                settings->demonstrations, mix_texts(grid),
                                settings->simulate ? 0 : mix_prompts(settings->prompts_folder));
    free(write);
    free(learn);
    free(models);
    return identity;
}
