/* Chat completions as JSON. Servers differ in three fields that matter here; each is sent until a server says that it
 * does not take it. */
#include "core/model/openai_body.h"

#include "core/base/json.h"
#include "core/model/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ceilings for answers, generous, so that they only stop a model that has gone wild; and how much chance is let in:
 * none where something is found out, a little where something is written. */
static const struct {
    int max_tokens;
    double temperature;
} asked[OP_COUNT] = {
    [OP_OUTLINE] = {2048, 0},  [OP_GENERATE] = {4096, 0.3}, [OP_INFER] = {4096, 0},     [OP_BREAKDOWN] = {4096, 0},
    [OP_COALESCE] = {2048, 0}, [OP_VERIFY] = {2048, 0},     [OP_REWRITE] = {4096, 0.3}, [OP_COMPLETE] = {512, 0.3},
};

static void add_message(cJSON *messages, const char *role, const char *content) {
    cJSON *message = cJSON_CreateObject();
    cJSON_AddStringToObject(message, "role", role);
    cJSON_AddStringToObject(message, "content", content);
    cJSON_AddItemToArray(messages, message);
}

char *openai_format_body(const struct openai_dialect *dialect, const char *model, enum op op,
                         const struct prompt *prompt) {
    cJSON *body = cJSON_CreateObject();
    if (model && *model) {
        cJSON_AddStringToObject(body, "model", model);
    }
    cJSON *messages = cJSON_AddArrayToObject(body, "messages");
    add_message(messages, "system", prompt->system);
    add_message(messages, "user", prompt->user);
    cJSON_AddTrueToObject(body,
                          "stream"); /* closing a stream stops the server at once; a plain answer runs to its end */
    if (!dialect->no_stream_options) {
        cJSON_AddTrueToObject(cJSON_AddObjectToObject(body, "stream_options"), "include_usage");
    }
    if (dialect->tokens != TOKENS_NONE) {
        cJSON_AddNumberToObject(body, dialect->tokens == TOKENS_MAX ? "max_tokens" : "max_completion_tokens",
                                asked[op].max_tokens);
    }
    if (!dialect->no_temperature) {
        cJSON_AddNumberToObject(body, "temperature", asked[op].temperature);
    }
    char *text = json_format(body);
    cJSON_Delete(body);
    return text;
}

/* One line: what a server writes may hold anything. */
static void copy_line(char *out, size_t size, const char *text) {
    if (!text) {
        return;
    }
    snprintf(out, size, "%s", text);
    for (char *c = out; *c; c++) {
        *c = (unsigned char)*c < ' ' || *c == 127 ? ' ' : *c;
    }
    size_t len = strlen(out); /* the cut may have gone through a character */
    if (len == size - 1) {
        while (len > 0 && (out[len - 1] & 0xc0) == 0x80) {
            len--;
        }
        out[len > 0 && (out[len - 1] & 0x80) ? len - 1 : len] = '\0';
    }
}

void openai_read_error_object(const cJSON *json, struct openai_error *out) {
    *out = (struct openai_error){0};
    const cJSON *error = json_get(json, "error");
    if (cJSON_IsString(error)) {
        copy_line(out->message, sizeof out->message, error->valuestring);
        return;
    }
    const cJSON *object = cJSON_IsObject(error) ? error : json;
    const char *message = json_get_text(object, "message");
    const char *detail = json_get_text(object, "detail"); /* what Python frameworks call it */
    copy_line(out->message, sizeof out->message, message ? message : detail);
    copy_line(out->code, sizeof out->code, json_get_text(object, "code"));
    copy_line(out->type, sizeof out->type, json_get_text(object, "type"));
    copy_line(out->param, sizeof out->param, json_get_text(object, "param"));
}

void openai_read_error(const char *body, size_t len, struct openai_error *out) {
    *out = (struct openai_error){0};
    cJSON *json = json_parse(body, len, NULL);
    struct slice text = slice_trim((struct slice){body, len}), line;
    if (json) {
        openai_read_error_object(json, out);
    } else if (line_next(&text, &line) && !slice_starts(line, "<") && !memchr(line.data, '\0', line.len)) {
        char *copy = strndup(line.data, line.len < sizeof out->message ? line.len : sizeof out->message);
        copy_line(out->message, sizeof out->message, copy);
        free(copy);
    }
    cJSON_Delete(json);
}

static bool names(const struct openai_error *error, const char *field) {
    size_t unused;
    return strcmp(error->param, field) == 0 ||
           slice_find((struct slice){error->message, strlen(error->message)}, field, &unused);
}

static bool is_refused_field(const struct openai_error *error) {
    static const char *const words[] = {"unsupported",   "not support",    "unknown", "unrecognized",
                                        "unexpected",    "not permitted",  "extra",   "not allowed",
                                        "invalid param", "does not accept"};
    struct slice texts[] = {{error->code, strlen(error->code)}, {error->message, strlen(error->message)}};
    size_t unused;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_find(texts[0], words[i], &unused) || slice_find(texts[1], words[i], &unused)) {
            return true;
        }
    }
    return false;
}

bool openai_adapt(struct openai_dialect *dialect, const struct openai_error *error) {
    if (!is_refused_field(error)) {
        return false;
    }
    if (!dialect->no_stream_options && names(error, "stream_options")) {
        dialect->no_stream_options = true;
    } else if (!dialect->no_temperature && names(error, "temperature")) {
        dialect->no_temperature = true;
    } else if (dialect->tokens == TOKENS_MAX && names(error, "max_tokens")) {
        dialect->tokens = TOKENS_COMPLETION;
    } else if (dialect->tokens == TOKENS_COMPLETION && names(error, "max_completion_tokens")) {
        dialect->tokens = TOKENS_NONE;
    } else {
        return false;
    }
    return true;
}

bool openai_dialect_equal(const struct openai_dialect *a, const struct openai_dialect *b) {
    return a->tokens == b->tokens && a->no_temperature == b->no_temperature &&
           a->no_stream_options == b->no_stream_options;
}
