/* Settings as a value: made, copied, freed and read through the table. How they are written is config_apply.c's. */
#include "core/config/config.h"

#include "core/base/mem.h"
#include "core/config/config_table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct config *config_create(void) {
    struct config *config = mem_alloc(sizeof *config);
    cJSON *defaults = cJSON_CreateObject();
    for (size_t i = 0; i < settings_count; i++) {
        const struct setting *setting = &settings_table[i];
        if (setting->fallback) {
            char *name = setting_format_name(setting, ROLE_BOTH);
            cJSON_AddItemToObject(defaults, name, json_parse(setting->fallback, strlen(setting->fallback), NULL));
            free(name);
        }
    }
    const char *typing =
        getenv("PROSED_TYPING"); /* for one process: whoever starts it types at the speed of a machine */
    if (typing) {
        cJSON_ReplaceItemInObjectCaseSensitive(defaults, "learn.typing", cJSON_CreateString(typing));
    }
    config_apply(config, defaults, CONFIG_USER, NULL);
    cJSON_Delete(defaults);
    return config;
}

static bool is_text(const struct setting *setting) {
    return setting->type == SETTING_TEXT || setting->type == SETTING_WORD || setting->type == SETTING_OBJECT;
}

static void free_field(const struct setting *setting, void *field, struct config *config) {
    if (is_text(setting)) {
        free(*(char **)field);
    } else if (setting->type == SETTING_GLOBS) {
        list_finish(field);
    } else if (setting->type == SETTING_GENRES) {
        for (size_t i = 0; i < config->genre_count; i++) {
            free(config->genres[i].glob);
            free(config->genres[i].genre);
        }
        free(config->genres);
    }
}

/* Makes own what a plain copy of the struct shares with the original. */
static void own_field(const struct setting *setting, void *field, struct config *config) {
    if (is_text(setting)) {
        *(char **)field = mem_copy_text(*(char **)field);
    } else if (setting->type == SETTING_GLOBS) {
        struct list shared = *(struct list *)field;
        *(struct list *)field = (struct list){0};
        list_copy(field, &shared);
    } else if (setting->type == SETTING_GENRES && config->genres) {
        struct genre_rule *shared = config->genres;
        config->genres = mem_alloc(config->genre_count * sizeof *shared);
        for (size_t i = 0; i < config->genre_count; i++) {
            config->genres[i].glob = mem_copy_text(shared[i].glob);
            config->genres[i].genre = mem_copy_text(shared[i].genre);
        }
    }
}

static void visit_fields(struct config *config, void (*visit)(const struct setting *, void *field, struct config *)) {
    for (size_t i = 0; i < settings_count; i++) {
        void *fields[2];
        size_t count = setting_get_fields(&settings_table[i], ROLE_BOTH, config, fields);
        for (size_t j = 0; j < count; j++) {
            visit(&settings_table[i], fields[j], config);
        }
    }
}

void config_destroy(struct config *config) {
    if (config) {
        visit_fields(config, free_field);
        free(config);
    }
}

struct config *config_copy(const struct config *config) {
    struct config *copy = mem_alloc(sizeof *copy);
    *copy = *config;
    visit_fields(copy, own_field);
    return copy;
}

/* Billions of parameters, from "qwen2.5:7b" or "Mixtral-8x7B" (56, nearly); 0 if the name does not tell. */
static double find_billions(const char *name) {
    for (const char *at = name; *at; at++) {
        if (!isdigit((unsigned char)*at) || (at > name && (isalnum((unsigned char)at[-1]) || at[-1] == '.'))) {
            continue;
        }
        char *end;
        double count = strtod(at, &end);
        if ((*end == 'x' || *end == 'X') && isdigit((unsigned char)end[1])) {
            count *= strtod(end + 1, &end);
        }
        if ((*end == 'b' || *end == 'B') && !isalnum((unsigned char)end[1])) {
            return count;
        }
    }
    return 0;
}

/* learning.md, names and defaults: measured for a model of 7B, of 72B, and for GPT-4o. Models of other sizes are taken
 * for the one they are nearer to; those that hide their size are the big hosted ones, unless the name says small. */
double config_get_threshold(const struct config *config) {
    static const double small = 0.25, hosted = 0.5, large = 0.75;
    static const char *const small_names[] = {"mini", "nano", "small", "tiny", "haiku"};
    if (config->learn_threshold >= 0) {
        return config->learn_threshold;
    }
    const char *name = config->learn.name;
    if (!name || strcmp(config->learn.engine, "offline") == 0) {
        return strcmp(config->learn.engine, "offline") == 0 ? small : hosted;
    }
    double billions = find_billions(name);
    if (billions > 0) {
        return billions < 40 ? small : large;
    }
    for (size_t i = 0; i < sizeof small_names / sizeof *small_names; i++) {
        if (strcasestr(name, small_names[i])) {
            return small;
        }
    }
    return hosted;
}
