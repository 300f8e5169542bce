/* Any settings, from each source: what comes out is in its range, problems are lines of text, and a project changes
 * nothing but what it may. */
#include "core/config/config.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static void check_model(const struct model_settings *model) {
    assert(model->engine && model->engine[0]);
    assert(model->max_in_flight >= 1);
    assert(!model->url || strncmp(model->url, "http", 4) == 0);
    assert(!model->key_env || !strpbrk(model->key_env, " -=$"));
}

static void check_config(const struct config *config) {
    check_model(&config->write);
    check_model(&config->learn);
    assert(config->learn_steps >= 1 && config->learn_quiet_s >= 0 && config->learn_daily_tokens >= 0);
    assert((int)config->suggest_when >= SUGGEST_OFF && config->suggest_when <= SUGGEST_SAVE);
    assert((int)config->completion_trigger >= TRIGGER_MANUAL && config->completion_trigger <= TRIGGER_TYPING);
    double threshold = config_get_threshold(config);
    assert(threshold >= 0 && threshold <= 2);
    for (size_t i = 0; i < config->genre_count; i++) {
        assert(config->genres[i].glob[0] && config->genres[i].genre[0]);
    }
}

static void check_narrowed(const struct config *before, const struct config *after) {
    assert(before->learn_enabled || !after->learn_enabled);
    assert(after->suggest_when <= before->suggest_when && after->completion_trigger <= before->completion_trigger);
    assert(after->exclude.count >= before->exclude.count && after->genre_count >= before->genre_count);
    assert(same_text(after->write.url, before->write.url) && same_text(after->learn.url, before->learn.url));
    assert(same_text(after->write.key_command, before->write.key_command));
    assert(same_text(after->learn.key_command, before->learn.key_command));
    assert(same_text(after->write.key_env, before->write.key_env));
    assert(same_text(after->write.engine, before->write.engine));
    assert(after->learn_daily_tokens == before->learn_daily_tokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct error error;
    cJSON *settings = json_parse_settings((const char *)data, size, &error);
    if (!settings) {
        return 0;
    }
    struct list problems = {0};
    struct config *project = config_create();
    struct config *plain = config_create();
    config_apply(project, settings, CONFIG_PROJECT, &problems);
    check_narrowed(plain, project);
    check_config(project);
    config_apply(plain, settings, CONFIG_USER, &problems);
    check_config(plain);
    struct config *copy = config_copy(plain);
    config_apply(copy, settings, CONFIG_PROJECT, &problems);
    check_narrowed(plain, copy);
    for (size_t i = 0; i < problems.count; i++) {
        size_t len = strlen(problems.items[i]);
        assert(len > 0 && utf8_is_valid(problems.items[i], len) && !strchr(problems.items[i], '\n'));
    }
    list_finish(&problems);
    config_destroy(copy);
    config_destroy(plain);
    config_destroy(project);
    cJSON_Delete(settings);
    return 0;
}
