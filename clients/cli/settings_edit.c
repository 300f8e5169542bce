/* A small scanner that knows where values begin and end. It runs over text that the parser of settings has accepted, so
 * it need not check anything. */
#include "clients/cli/settings_edit.h"

#include "core/base/json.h"
#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Behind white space, comments and commas. */
static const char *skip(const char *at) {
    for (;;) {
        if (*at && strchr(" \t\r\n,", *at)) {
            at++;
        } else if (strncmp(at, "//", 2) == 0) {
            at += strcspn(at, "\n");
        } else if (strncmp(at, "/*", 2) == 0) {
            const char *end = strstr(at + 2, "*/");
            at = end ? end + 2 : at + strlen(at);
        } else {
            return at;
        }
    }
}

static const char *skip_string(const char *at) {
    for (at++; *at && *at != '"'; at++) {
        at += *at == '\\' && at[1];
    }
    return *at ? at + 1 : at;
}

static const char *skip_value(const char *at) {
    int depth = 0;
    do {
        at = skip(at);
        if (*at == '"') {
            at = skip_string(at);
        } else if (*at && strchr("{[", *at)) {
            depth++;
            at++;
        } else if (*at && strchr("}]", *at)) {
            depth--;
            at++;
        } else if (*at == ':') {
            at++;
        } else {
            at += strcspn(at, " \t\r\n,:{}[]\"/");
        }
    } while (depth > 0 && *at);
    return at;
}

/* Where the value of a member begins. object: at its brace. NULL: there is none of this name. */
static const char *find_member(const char *object, const char *name, size_t name_len) {
    const char *at = skip(object + 1);
    while (*at == '"') {
        const char *end = skip_string(at);
        bool same = (size_t)(end - at) == name_len + 2 && memcmp(at + 1, name, name_len) == 0;
        const char *value = skip(skip(end) + 1);
        if (same) {
            return value;
        }
        at = skip(skip_value(value));
    }
    return NULL;
}

/* By the whole name, or step by step through the objects around it, however the dots are grouped. */
static const char *find_path(const char *object, const char *name) {
    const char *found = find_member(object, name, strlen(name));
    for (const char *dot = strchr(name, '.'); dot && !found; dot = strchr(dot + 1, '.')) {
        const char *group = find_member(object, name, (size_t)(dot - name));
        found = group && *group == '{' ? find_path(group, dot + 1) : NULL;
    }
    return found;
}

bool settings_edit_set(struct buf *text, const char *name, const char *value, struct error *error) {
    if (*skip(buf_get(text)) == '\0') {
        buf_append_text(text, "{\n}\n");
    }
    cJSON *parsed = json_parse_settings(buf_get(text), text->len, error);
    bool object = cJSON_IsObject(parsed);
    cJSON_Delete(parsed);
    if (!object) {
        return error && error->kind ? false : error_set(error, ERROR_DAMAGED, "it holds no object, {...}");
    }
    const char *start = text->data, *top = skip(start), *at = find_path(top, name);
    struct buf changed = {0};
    if (at) {
        const char *end = skip_value(at);
        buf_append(&changed, start, (size_t)(at - start));
        buf_append_text(&changed, value);
        buf_append_text(&changed, end);
    } else {
        buf_append(&changed, start, (size_t)(top + 1 - start));
        buf_printf(&changed, "\n  \"%s\": %s%s", name, value, *skip(top + 1) == '}' ? "" : ",");
        buf_append_text(&changed, top + 1);
    }
    buf_finish(text);
    *text = changed;
    return true;
}
