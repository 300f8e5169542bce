/* The engine "anthropic": the Messages endpoint. Events have names, but each says its type in its data as well, so the
 * names are not needed; unknown types are ignored, as the endpoint's versioning asks of clients. The last word is
 * message_stop, and imitations forget it: an answer is whole when a stop_reason came.
 *
 * The prompts are too short to be worth cache_control: the endpoint caches nothing under a thousand tokens. */
#include "core/base/json.h"
#include "core/model/remote.h"
#include "core/model/wire.h"

#include <string.h>

/* --- the question --- */

static cJSON *format_body(const struct wire_request *request) {
    cJSON *body = cJSON_CreateObject();
    if (request->model) {
        cJSON_AddStringToObject(body, "model", request->model);
    }
    cJSON_AddNumberToObject(body, "max_tokens", request->max_tokens);
    cJSON_AddStringToObject(body, "system", request->prompt->system);
    wire_add_message(cJSON_AddArrayToObject(body, "messages"), "user", request->prompt->user);
    cJSON_AddTrueToObject(body, "stream");
    if (!request->dialect.no_temperature) {
        cJSON_AddNumberToObject(body, "temperature", request->temperature);
    }
    return body;
}

/* --- the answer --- */

/* What comes from a cache is not part of input_tokens, and costs, too. */
static void read_usage(struct reply *reply, const cJSON *usage) {
    int64_t input = json_get_int(usage, "input_tokens", -1);
    if (input >= 0) {
        input += json_get_int(usage, "cache_read_input_tokens", 0);
        input += json_get_int(usage, "cache_creation_input_tokens", 0);
        reply->prompt_tokens = input > reply->prompt_tokens ? input : reply->prompt_tokens;
    }
    reply->answer_tokens = json_get_int(usage, "output_tokens", reply->answer_tokens);
}

static void read_stop(struct reply *reply, const cJSON *object) {
    reply_set_finish(reply, json_get_text(object, "stop_reason"));
}

/* A block of an answer, or a piece of one: text, or thinking, which is the model's own affair. */
static void read_block(struct reply *reply, const cJSON *block) {
    reply_add_reasoning(reply, json_get_text(block, "thinking"));
    reply_add_text(reply, json_get_text(block, "text"));
}

static void read_message(struct reply *reply, const cJSON *message) {
    const cJSON *block;
    cJSON_ArrayForEach(block, json_get(message, "content")) {
        read_block(reply, block);
    }
    read_usage(reply, json_get(message, "usage"));
    read_stop(reply, message);
}

static void read_message_start(struct reply *reply, const cJSON *event) {
    read_message(reply, json_get(event, "message"));
}

static void read_block_start(struct reply *reply, const cJSON *event) {
    read_block(reply, json_get(event, "content_block"));
}

static void read_block_delta(struct reply *reply, const cJSON *event) {
    read_block(reply, json_get(event, "delta"));
}

static void read_message_delta(struct reply *reply, const cJSON *event) {
    read_usage(reply, json_get(event, "usage"));
    read_stop(reply, json_get(event, "delta"));
}

static void read_message_stop(struct reply *reply, const cJSON *event) {
    (void)event;
    reply->ended = true;
}

static const struct {
    const char *type;
    void (*read)(struct reply *reply, const cJSON *object);
} types[] = {
    {"message_start", read_message_start},
    {"content_block_start", read_block_start},
    {"content_block_delta", read_block_delta},
    {"message_delta", read_message_delta},
    {"message_stop", read_message_stop},
    {"message", read_message}, /* not streamed */
    {"error", reply_fail},
};

static void read_object(struct reply *reply, const cJSON *json) {
    const char *type = json_get_text(json, "type");
    const cJSON *error = json_get(json, "error");
    if (error && !cJSON_IsNull(error)) { /* servers that imitate the endpoint send errors in the form of their own */
        reply_fail(reply, json);
        return;
    }
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].type, type) == 0) {
            types[i].read(reply, json);
        }
    }
}

const struct wire wire_anthropic = {
    .engine = "anthropic",
    .path = "/messages",
    .noun = "messages",
    .example = "https://api.anthropic.com",
    .key_header = "x-api-key: %s",
    .header = "anthropic-version: 2023-06-01",
    .needs_model = true,
    .tokens_required = true,
    .format_body = format_body,
    .read = read_object,
};

static void *create(struct loop *loop, const struct prompts *prompts, const struct model_settings *settings,
                    struct error *error) {
    return remote_create(&wire_anthropic, loop, prompts, settings, error);
}

const struct provider provider_anthropic = {
    .engine = "anthropic",
    .create = create,
    .destroy = remote_destroy,
    .start = remote_start,
    .cancel = remote_cancel,
};
