/* The table of settings as documents: a JSON Schema for editors and a table for people. */
#include "core/base/mem.h"
#include "core/config/config_table.h"

#include <stdlib.h>
#include <string.h>

#define NAME_COLUMN    22
#define DEFAULT_COLUMN 11

static cJSON *format_choices(const struct setting *setting) {
    cJSON *choices = cJSON_CreateArray();
    for (size_t i = 0; setting->choices[i]; i++) {
        cJSON_AddItemToArray(choices, cJSON_CreateString(setting->choices[i]));
    }
    return choices;
}

static void add_strings(cJSON *schema, const char *member) {
    cJSON *strings = cJSON_AddObjectToObject(schema, member);
    cJSON_AddStringToObject(strings, "type", "string");
}

static cJSON *format_setting(const struct setting *setting) {
    static const char *const types[] = {
        [SETTING_BOOL] = "boolean",  [SETTING_INT] = "integer", [SETTING_NUMBER] = "number",
        [SETTING_CHOICE] = "string", [SETTING_WORD] = "string", [SETTING_TEXT] = "string",
        [SETTING_OBJECT] = "object", [SETTING_GLOBS] = "array", [SETTING_GENRES] = "object",
    };
    cJSON *schema = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "type", types[setting->type]);
    cJSON_AddStringToObject(schema, "description", setting->help);
    if (setting->fallback) {
        cJSON_AddItemToObject(schema, "default", json_parse(setting->fallback, strlen(setting->fallback), NULL));
    }
    if (setting->choices) {
        cJSON_AddItemToObject(schema, "enum", format_choices(setting));
    }
    if (setting->type == SETTING_INT || setting->type == SETTING_NUMBER) {
        cJSON_AddNumberToObject(schema, "minimum", setting->min);
        cJSON_AddNumberToObject(schema, "maximum", setting->max);
    }
    if (setting->type == SETTING_GLOBS) {
        add_strings(schema, "items");
    } else if (setting->type == SETTING_GENRES) {
        add_strings(schema, "additionalProperties");
    }
    return schema;
}

static cJSON *get_properties(cJSON *object, const char *group) {
    cJSON *schema = json_get(object, group);
    if (!schema) {
        schema = cJSON_AddObjectToObject(object, group);
        cJSON_AddStringToObject(schema, "type", "object");
        cJSON_AddFalseToObject(schema, "additionalProperties");
        cJSON_AddObjectToObject(schema, "properties");
    }
    return json_get(schema, "properties");
}

/* "a.b.c" goes into properties.a.properties.b.properties; the flat form beside it refers there. */
static void add_setting(cJSON *top, const struct setting *setting, const char *name) {
    struct buf reference = {0};
    buf_append_text(&reference, "#/properties");
    cJSON *properties = top;
    const char *rest = name;
    for (const char *dot; (dot = strchr(rest, '.')); rest = dot + 1) {
        char *group = mem_copy(rest, (size_t)(dot - rest));
        properties = get_properties(properties, group);
        buf_printf(&reference, "/%s/properties", group);
        free(group);
    }
    buf_printf(&reference, "/%s", rest);
    cJSON_AddItemToObject(properties, rest, format_setting(setting));
    if (properties != top) {
        cJSON *flat = cJSON_AddObjectToObject(top, name);
        cJSON_AddStringToObject(flat, "$ref", reference.data);
    }
    buf_finish(&reference);
}

cJSON *config_format_schema(void) {
    cJSON *schema = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "$schema", "http://json-schema.org/draft-07/schema#");
    cJSON_AddStringToObject(schema, "title", "Settings of prosed");
    cJSON_AddStringToObject(schema, "type", "object");
    cJSON_AddTrueToObject(schema, "allowTrailingCommas"); /* understood by VS Code, ignored by others */
    cJSON_AddFalseToObject(schema, "additionalProperties");
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    add_strings(properties, "$schema");
    for (size_t i = 0; i < settings_count; i++) {
        for (int role = ROLE_BOTH; role < ROLE_COUNT; role++) {
            char *name = setting_format_name(&settings_table[i], (enum setting_role)role);
            if (name) {
                add_setting(properties, &settings_table[i], name);
            }
            free(name);
        }
    }
    return schema;
}

void config_format_help(struct buf *out) {
    for (size_t i = 0; i < settings_count; i++) {
        const struct setting *setting = &settings_table[i];
        char *name = setting_format_name(setting, ROLE_BOTH);
        buf_printf(out, "%-*s %-*s %s\n", NAME_COLUMN, name, DEFAULT_COLUMN,
                   setting->fallback ? setting->fallback : "-", setting->help);
        buf_printf(out, "%*s ", NAME_COLUMN + DEFAULT_COLUMN + 1, "");
        setting_format_allowed(setting, out);
        buf_append_text(out, setting->in_project ? "; also in a project's .prosed.json\n" : "\n");
        free(name);
    }
    buf_append_text(out, "\nThose of model.* can be given for one purpose too: model.write.* (rewrites, completions,\n"
                         "drafts) and model.learn.* (inferring, breaking down and verifying preferences).\n");
}
