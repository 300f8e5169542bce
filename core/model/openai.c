/* The engine "openai": servers of chat completions. What the wire is known to do (null contents, events without
 * choices, errors in the middle, usage in an event of its own, unknown fields) is in the tests; the rule is to take
 * what is understood and to ignore the rest. */
#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/model/remote.h"
#include "core/model/schema.h"
#include "core/model/wire.h"

#include <stdlib.h>
#include <string.h>

/* --- the question --- */

static void add_schema(cJSON *body, const struct wire_request *request) {
    cJSON *format = cJSON_AddObjectToObject(body, "response_format");
    cJSON_AddStringToObject(format, "type", "json_schema");
    cJSON *schema = cJSON_AddObjectToObject(format, "json_schema");
    cJSON_AddStringToObject(schema, "name", op_name(request->op));
    cJSON_AddTrueToObject(schema, "strict");
    cJSON_AddItemToObject(schema, "schema", cJSON_Duplicate(request->schema, true));
}

static cJSON *format_body(const struct wire_request *request) {
    const struct dialect *dialect = &request->dialect;
    cJSON *body = cJSON_CreateObject();
    if (request->model) {
        cJSON_AddStringToObject(body, "model", request->model);
    }
    cJSON *messages = cJSON_AddArrayToObject(body, "messages");
    wire_add_message(messages, "system", request->prompt->system);
    if (request->schema) {
        char *user = mem_format("%s\n\n%s", request->prompt->user, schema_get_request(request->op));
        wire_add_message(messages, "user", user);
        add_schema(body, request);
        free(user);
    } else {
        wire_add_message(messages, "user", request->prompt->user);
    }
    /* Closing a stream stops the server at once; a plain answer runs to its end. */
    cJSON_AddTrueToObject(body, "stream");
    if (!dialect->no_stream_options) {
        cJSON_AddTrueToObject(cJSON_AddObjectToObject(body, "stream_options"), "include_usage");
    }
    if (dialect->tokens != TOKENS_NONE) {
        cJSON_AddNumberToObject(body, dialect->tokens == TOKENS_MAX ? "max_tokens" : "max_completion_tokens",
                                request->max_tokens);
    }
    if (!dialect->no_temperature) {
        cJSON_AddNumberToObject(body, "temperature", request->temperature);
    }
    return body;
}

/* --- the answer --- */

/* "text", null, or parts: [{"type": "text", "text": "..."}]. */
static void add_content(struct reply *reply, const cJSON *content) {
    const cJSON *part;
    if (cJSON_IsString(content)) {
        reply_add_text(reply, content->valuestring);
    } else if (cJSON_IsArray(content)) {
        cJSON_ArrayForEach(part, content) {
            reply_add_text(reply, json_get_text(part, "text"));
        }
    }
}

/* A choice of an event ("delta") or of a whole answer ("message"). */
static void read_choice(struct reply *reply, const cJSON *choice) {
    /* llama.cpp and DeepSeek; vLLM, Ollama and OpenRouter; Mistral has parts of another type in content */
    static const char *const reasonings[] = {"reasoning_content", "reasoning", "thinking"};
    const cJSON *message = json_get(choice, "delta");
    message = message ? message : json_get(choice, "message");
    for (size_t i = 0; i < sizeof reasonings / sizeof *reasonings; i++) {
        reply_add_reasoning(reply, json_get_text(message, reasonings[i]));
    }
    add_content(reply, json_get(message, "content"));
    const cJSON *error = json_get(choice, "error");
    if (error && !cJSON_IsNull(error)) {
        reply_fail(reply, choice);
    }
    reply_set_finish(reply, json_get_text(choice, "finish_reason"));
}

static void read_object(struct reply *reply, const cJSON *json) {
    const cJSON *error = json_get(json, "error"), *usage = json_get(json, "usage"), *choice;
    if (error && !cJSON_IsNull(error)) {
        reply_fail(reply, json);
        return;
    }
    cJSON_ArrayForEach(choice, json_get(json, "choices")) {
        if (json_get_int(choice, "index", 0) == 0) {
            read_choice(reply, choice);
        }
    }
    if (cJSON_IsObject(usage)) {
        reply->prompt_tokens = json_get_int(usage, "prompt_tokens", reply->prompt_tokens);
        reply->answer_tokens = json_get_int(usage, "completion_tokens", reply->answer_tokens);
    }
}

const struct wire wire_openai = {
    .engine = "openai",
    .path = "/chat/completions",
    .noun = "chat completions",
    .example = "http://127.0.0.1:8080",
    .key_header = "Authorization: Bearer %s",
    .format_body = format_body,
    .read = read_object,
};

static void *create(struct loop *loop, const struct prompts *prompts, const struct model_settings *settings,
                    struct error *error) {
    return remote_create(&wire_openai, loop, prompts, settings, error);
}

const struct provider provider_openai = {
    .engine = "openai",
    .create = create,
    .destroy = remote_destroy,
    .start = remote_start,
    .cancel = remote_cancel,
};
