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

const struct recalled *completion_cache_find(const struct completion_cache *recall, const char *key) {
    for (size_t i = 0; i < RECALL_COUNT; i++) {
        if (recall->items[i].key && strcmp(recall->items[i].key, key) == 0) {
            return &recall->items[i];
        }
    }
    return NULL;
}

void completion_cache_add(struct completion_cache *recall, const char *key, const char *answer, bool cut_off) {
    struct recalled *item = &recall->items[recall->at++ % RECALL_COUNT];
    free(item->key);
    free(item->answer);
    *item = (struct recalled){mem_copy_text(key), mem_copy_text(answer), cut_off};
}

void completion_cache_clear(struct completion_cache *recall) {
    for (size_t i = 0; i < RECALL_COUNT; i++) {
        free(recall->items[i].key);
        free(recall->items[i].answer);
    }
    *recall = (struct completion_cache){0};
}
