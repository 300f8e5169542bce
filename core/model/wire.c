/* Questions as JSON, as far as all families of servers agree. Servers differ in a few fields; each is sent until a
 * server says that it does not take it, and what a person knows better is laid over the whole (model.extra_body). */
#include "core/model/wire.h"

#include "core/base/json.h"
#include "core/model/line.h"
#include "core/model/schema.h"

#include <stdlib.h>
#include <string.h>

/* Ceilings for answers; and how much chance is let in: none where something is found out, a little where something is
 * written. */
static const struct {
    int max_tokens;
    double temperature;
} asked[OP_COUNT] = {
    [OP_OUTLINE] = {2048, 0},  [OP_GENERATE] = {4096, 0.3}, [OP_INFER] = {4096, 0},     [OP_BREAKDOWN] = {4096, 0},
    [OP_COALESCE] = {2048, 0}, [OP_VERIFY] = {2048, 0},     [OP_REWRITE] = {4096, 0.3}, [OP_COMPLETE] = {512, 0.3},
    [OP_EXPLAIN] = {2048, 0},  [OP_AGGREGATE] = {2048, 0},  [OP_COMPARE] = {2048, 0},
};

void wire_add_message(cJSON *messages, const char *role, const char *content) {
    cJSON *message = cJSON_CreateObject();
    cJSON_AddStringToObject(message, "role", role);
    cJSON_AddStringToObject(message, "content", content);
    cJSON_AddItemToArray(messages, message);
}

static void lay_over(cJSON *body, const cJSON *extra) {
    const cJSON *member;
    cJSON_ArrayForEach(member, extra) {
        cJSON_DeleteItemFromObjectCaseSensitive(body, member->string);
        if (!cJSON_IsNull(member)) {
            cJSON_AddItemToObject(body, member->string, cJSON_Duplicate(member, true));
        }
    }
}

int wire_get_max_tokens(const struct dialect *dialect, enum op op) {
    int usual = asked[op].max_tokens, most = dialect->max_tokens;
    return most > 0 && most < usual ? most : usual;
}

char *wire_format(const struct wire *wire, const struct dialect *dialect, const char *model, enum op op,
                  const struct prompt *prompt, const cJSON *extra) {
    struct wire_request request = {
        .dialect = *dialect,
        .model = model && *model ? model : NULL,
        .op = op,
        .prompt = prompt,
        .max_tokens = wire_get_max_tokens(dialect, op),
        .temperature = asked[op].temperature,
    };
    cJSON *schema = dialect->no_schema ? NULL : schema_create(op);
    request.schema = schema;
    cJSON *body = wire->format_body(&request);
    lay_over(body, extra);
    char *text = json_format(body);
    cJSON_Delete(body);
    cJSON_Delete(schema);
    return text;
}

char *wire_format_key_header(const struct wire *wire, const char *key) {
    struct buf header = {0};
    if (!key) {
        return NULL;
    }
    buf_append(&header, wire->key_header, (size_t)(strstr(wire->key_header, "%s") - wire->key_header));
    buf_append_text(&header, key);
    return buf_take(&header);
}

/* --- what a server refuses --- */

static bool names(const struct server_error *error, const char *field) {
    size_t unused;
    return strcmp(error->param, field) == 0 ||
           slice_find((struct slice){error->message, strlen(error->message)}, field, &unused);
}

static bool is_refused_field(const struct server_error *error) {
    static const char *const words[] = {"unsupported",   "not support",   "unknown",         "unrecognized",
                                        "unexpected",    "not permitted", "extra",           "not allowed",
                                        "invalid param", "invalid_param", "does not accept", "must be",
                                        "unavailable",   "deprecated",    "too large"};
    struct slice texts[] = {{error->code, strlen(error->code)}, {error->message, strlen(error->message)}};
    size_t unused;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_find(texts[0], words[i], &unused) || slice_find(texts[1], words[i], &unused)) {
            return true;
        }
    }
    return false;
}

bool wire_adapt(const struct wire *wire, struct dialect *dialect, const struct server_error *error) {
    static const char *const schema_names[] = {"response_format", "json_schema", "grammar", "guided",
                                               "output_config",   "structured",  "schema"};
    for (size_t i = 0; i < sizeof schema_names / sizeof *schema_names && !dialect->no_schema; i++) {
        if (names(error, schema_names[i])) { /* however it is put: nothing else in a request has these names */
            dialect->no_schema = true;
            return true;
        }
    }
    if (!is_refused_field(error)) {
        return false;
    }
    if (!dialect->no_stream_options && names(error, "stream_options")) {
        dialect->no_stream_options = true;
    } else if (!dialect->no_temperature && names(error, "temperature")) {
        dialect->no_temperature = true;
    } else if (wire->tokens_required) {
        return false;
    } else if (dialect->tokens == TOKENS_MAX && names(error, "max_tokens")) {
        dialect->tokens = TOKENS_COMPLETION;
    } else if (dialect->tokens == TOKENS_COMPLETION && names(error, "max_completion_tokens")) {
        dialect->tokens = TOKENS_NONE;
    } else {
        return false;
    }
    return true;
}

bool dialect_equal(const struct dialect *a, const struct dialect *b) {
    return a->tokens == b->tokens && a->no_temperature == b->no_temperature &&
           a->no_stream_options == b->no_stream_options && a->no_schema == b->no_schema &&
           a->max_tokens == b->max_tokens;
}
