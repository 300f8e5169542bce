/* A ring of answers with their whole questions: a few kilobytes each, so they need no hash that might deceive. */
#include "core/engine/completion_cache.h"

#include "core/base/json.h"
#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

char *completion_cache_format_key(const struct question *question, const char *model) {
    cJSON *object = question_format(question);
    char *text = json_format(object);
    char *key = mem_format("%s\n%s", model, text);
    free(text);
    cJSON_Delete(object);
    return key;
}

const struct cached_completion *completion_cache_find(const struct completion_cache *cache, const char *key) {
    for (size_t i = 0; i < COMPLETIONS_MAX; i++) {
        if (cache->items[i].key && strcmp(cache->items[i].key, key) == 0) {
            return &cache->items[i];
        }
    }
    return NULL;
}

void completion_cache_add(struct completion_cache *cache, const char *key, const char *answer, bool cut_off) {
    struct cached_completion *item = &cache->items[cache->at++ % COMPLETIONS_MAX];
    free(item->key);
    free(item->answer);
    *item = (struct cached_completion){mem_copy_text(key), mem_copy_text(answer), cut_off};
}

void completion_cache_clear(struct completion_cache *cache) {
    for (size_t i = 0; i < COMPLETIONS_MAX; i++) {
        free(cache->items[i].key);
        free(cache->items[i].answer);
    }
    *cache = (struct completion_cache){0};
}
