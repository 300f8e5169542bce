/* Settings written by people: every member of the object is looked up in the table, checked, and stored or reported.
 * One wrong setting never keeps the others from working. The object is walked twice: what holds for one of the two
 * models is stored after what holds for both. */
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/printable.h"
#include "core/config/config_table.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GENRE_BYTES_MAX 40

struct visit {
    struct config *config;
    enum config_source source;
    struct list *problems; /* may be NULL */
    bool specific;         /* the second walk */
};

static void __attribute__((format(printf, 2, 3))) report(const struct visit *visit, const char *format, ...) {
    if (!visit->problems) {
        return;
    }
    char *problem = NULL;
    va_list args;
    va_start(args, format);
    int len = vasprintf(&problem, format, args);
    va_end(args);
    if (len < 0) {
        mem_abort();
    }
    struct error line; /* one line, whatever the person put into a name */
    error_set(&line, ERROR_USAGE, "%s", problem);
    list_add(visit->problems, line.text);
    free(problem);
}

static void report_unknown(const struct visit *visit, const char *path) {
    size_t len = strlen(path);
    if (len >= 3 && strcasecmp(path + len - 3, "key") == 0) {
        report(visit, "%s: keys are not written into settings; name an environment variable in model.key_env", path);
        return;
    }
    char *nearest = setting_find_nearest(path);
    if (nearest) {
        report(visit, "%s: unknown; did you mean %s?", path, nearest);
    } else {
        report(visit, "%s: unknown, ignored; remove it", path);
    }
    free(nearest);
}

static const char *name_type(const cJSON *value) {
    return cJSON_IsString(value)   ? "a string"
           : cJSON_IsNumber(value) ? "this number"
           : cJSON_IsBool(value)   ? "true or false"
           : cJSON_IsArray(value)  ? "a list"
                                   : "an object";
}

/* What is written here instead of what is allowed. Only words and numbers are repeated: a text may be a secret. */
static bool report_wrong(const struct visit *visit, const struct setting *setting, const char *path,
                         const cJSON *value) {
    struct buf allowed = {0};
    setting_format_allowed(setting, &allowed);
    if (cJSON_IsString(value) && setting->choices) {
        report(visit, "%s: must be %s, not \"%.40s\"", path, allowed.data, value->valuestring);
    } else if (cJSON_IsNumber(value)) {
        report(visit, "%s: must be %s, not %g", path, allowed.data, value->valuedouble);
    } else {
        report(visit, "%s: must be %s, not %s", path, allowed.data, name_type(value));
    }
    buf_finish(&allowed);
    return false;
}

static bool report_wider(const struct visit *visit, const char *path) {
    report(visit, "%s: a project can only narrow what you have set yourself; set it in your own settings", path);
    return false;
}

static bool apply_bool(const struct visit *visit, const struct setting *setting, const char *path, const cJSON *value,
                       bool *field) {
    if (!cJSON_IsBool(value)) {
        return report_wrong(visit, setting, path, value);
    }
    bool wanted = cJSON_IsTrue(value);
    if (visit->source == CONFIG_PROJECT && wanted && !*field) {
        return report_wider(visit, path);
    }
    *field = wanted;
    return true;
}

static bool apply_number(const struct visit *visit, const struct setting *setting, const char *path, const cJSON *value,
                         void *field) {
    double number = cJSON_IsNumber(value) ? value->valuedouble : NAN;
    bool whole = setting->type == SETTING_NUMBER || number == floor(number);
    if (!(number >= setting->min && number <= setting->max) || !whole) {
        return report_wrong(visit, setting, path, value);
    }
    if (setting->type == SETTING_NUMBER) {
        *(double *)field = number;
    } else if (setting->size == sizeof(int64_t)) {
        *(int64_t *)field = (int64_t)number;
    } else {
        *(int *)field = (int)number;
    }
    return true;
}

static bool apply_choice(const struct visit *visit, const struct setting *setting, const char *path, const cJSON *value,
                         void *field) {
    const char *word = cJSON_IsString(value) ? value->valuestring : "";
    int index = 0;
    while (setting->choices[index] && strcmp(setting->choices[index], word) != 0) {
        index++;
    }
    if (!setting->choices[index]) {
        return report_wrong(visit, setting, path, value);
    }
    if (setting->type == SETTING_WORD) {
        free(*(char **)field);
        *(char **)field = mem_copy_text(word);
        return true;
    }
    if (visit->source == CONFIG_PROJECT && index > *(int *)field) {
        return report_wider(visit, path);
    }
    *(int *)field = index;
    return true;
}

static bool apply_text(const struct visit *visit, const struct setting *setting, const char *path, const cJSON *value,
                       char **field) {
    if (!cJSON_IsString(value)) {
        return report_wrong(visit, setting, path, value);
    }
    if (setting->check && !setting->check(value->valuestring)) {
        report(visit, "%s: %s", path, setting->check_help);
        return false;
    }
    free(*field);
    *field = mem_copy_text(value->valuestring);
    return true;
}

static bool apply_object(const struct visit *visit, const struct setting *setting, const char *path, const cJSON *value,
                         char **field) {
    if (!cJSON_IsObject(value)) {
        return report_wrong(visit, setting, path, value);
    }
    free(*field);
    *field = json_format(value);
    return true;
}

static bool apply_globs(const struct visit *visit, const struct setting *setting, const char *path, const cJSON *value,
                        struct list *field) {
    if (!cJSON_IsArray(value)) {
        return report_wrong(visit, setting, path, value);
    }
    const cJSON *item;
    size_t index = 0;
    cJSON_ArrayForEach(item, value) {
        bool glob = cJSON_IsString(item) && item->valuestring[0];
        if (glob && item->valuestring[0] == '!' && visit->source == CONFIG_PROJECT) {
            report(visit, "%s[%zu]: a project cannot take in again what is excluded; leave out the \"!\"", path, index);
        } else if (glob) {
            list_add(field, item->valuestring);
        } else {
            report(visit, "%s[%zu]: must be a glob such as \"drafts/**\"", path, index);
        }
        index++;
    }
    return true;
}

static bool apply_genres(const struct visit *visit, const struct setting *setting, const char *path,
                         const cJSON *value) {
    if (!cJSON_IsObject(value)) {
        return report_wrong(visit, setting, path, value);
    }
    struct config *config = visit->config;
    size_t room = (size_t)cJSON_GetArraySize(value) + config->genre_count;
    struct genre_rule *rules = mem_alloc(room * sizeof *rules);
    size_t count = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, value) {
        const char *genre = cJSON_IsString(item) ? item->valuestring : "";
        if (!item->string[0] || !genre[0] || strlen(genre) > GENRE_BYTES_MAX) {
            report(visit, "%s.%s: must be a genre such as \"email\"", path, item->string);
            continue;
        }
        rules[count++] = (struct genre_rule){.glob = mem_copy_text(item->string),
                                             /* a heading of the page, and a project may bring it */
                                             .genre = printable_copy(genre, PRINTABLE_LINE)};
    }
    for (size_t i = 0; i < config->genre_count; i++) {
        rules[count++] = config->genres[i];
    }
    free(config->genres);
    config->genres = rules;
    config->genre_count = count;
    return true;
}

static bool store(const struct visit *visit, const struct setting *setting, const char *path, const cJSON *value,
                  void *field) {
    switch (setting->type) {
    case SETTING_BOOL:
        return apply_bool(visit, setting, path, value, field);
    case SETTING_INT:
    case SETTING_NUMBER:
        return apply_number(visit, setting, path, value, field);
    case SETTING_CHOICE:
    case SETTING_WORD:
        return apply_choice(visit, setting, path, value, field);
    case SETTING_TEXT:
        return apply_text(visit, setting, path, value, field);
    case SETTING_OBJECT:
        return apply_object(visit, setting, path, value, field);
    case SETTING_GLOBS:
        return apply_globs(visit, setting, path, value, field);
    case SETTING_GENRES:
        return apply_genres(visit, setting, path, value);
    }
    return false;
}

static void apply_setting(const struct visit *visit, const struct setting *setting, enum setting_role role,
                          const char *path, const cJSON *value) {
    if ((role != ROLE_BOTH) != visit->specific) {
        return;
    }
    if (visit->source == CONFIG_PROJECT && !setting->in_project) {
        report(visit, "%s: can only be set in your own settings, not by a project; ignored", path);
        return;
    }
    bool unset = cJSON_IsNull(value) || (cJSON_IsString(value) && !value->valuestring[0]); /* how editors say "no" */
    if (unset) {
        return;
    }
    void *fields[2];
    size_t count = setting_get_fields(setting, role, visit->config, fields);
    bool good = true;
    for (size_t i = 0; i < count && good; i++) { /* one report is enough for both models */
        good = store(visit, setting, path, value, fields[i]);
    }
}

/* prefix: the name of the object, NULL at the top. Recurses over the two levels of names that are groups. */
static void apply_members(const struct visit *visit, const char *prefix, const cJSON *object) {
    const cJSON *value;
    cJSON_ArrayForEach(value, object) {
        char *path = prefix ? mem_format("%s.%s", prefix, value->string) : mem_copy_text(value->string);
        enum setting_role role;
        const struct setting *setting = setting_find(path, &role);
        if (setting) {
            apply_setting(visit, setting, role, path, value);
        } else if (setting_is_group(path) && cJSON_IsObject(value)) {
            apply_members(visit, path, value);
        } else if (setting_is_group(path) && !cJSON_IsNull(value) && !visit->specific) {
            report(visit, "%s: must be an object with settings in it, not %s", path, name_type(value));
        } else if (!setting_is_group(path) && strcmp(path, "$schema") != 0 && !visit->specific) {
            report_unknown(visit, path);
        }
        free(path);
    }
}

void config_apply(struct config *config, const cJSON *settings, enum config_source source, struct list *problems) {
    struct visit visit = {.config = config, .source = source, .problems = problems};
    if (!settings || cJSON_IsNull(settings)) {
        return;
    }
    if (!cJSON_IsObject(settings)) {
        report(&visit, "settings: must be an object such as {\"learn\": {\"quiet_s\": 30}}, not %s",
               name_type(settings));
        return;
    }
    apply_members(&visit, NULL, settings);
    visit.specific = true;
    apply_members(&visit, NULL, settings);
}

static bool read_settings(const char *path, enum config_source source, struct buf *out, struct error *error) {
    if (source != CONFIG_PROJECT)
        return path_read(path, LIMIT_SETTINGS_BYTES, out, error);
    const char *name = path_get_name(path);
    char *folder = mem_copy(path, (size_t)(name - path));
    bool read = path_read_inside(folder, name, LIMIT_SETTINGS_BYTES, out, error);
    free(folder);
    return read;
}

void config_load(struct config *config, const char *path, enum config_source source, struct list *problems) {
    struct error error = {0};
    struct buf text = {0};
    struct list found = {0};
    cJSON *settings = NULL;
    if (!read_settings(path, source, &text, &error)) {
        if (error.kind != ERROR_NOT_FOUND && problems) {
            list_add(problems, error.text);
        }
    } else {
        settings = json_parse_settings(buf_get(&text), text.len, &error);
        if (settings) {
            config_apply(config, settings, source, &found);
        } else {
            list_add(&found, error.text);
        }
    }
    for (size_t i = 0; i < found.count && problems; i++) {
        list_take(problems, mem_format("%s: %s", path, found.items[i]));
    }
    list_finish(&found);
    cJSON_Delete(settings);
    buf_finish(&text);
}
