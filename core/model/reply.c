/* Bytes become events or one object, and those text, by the wire. Never is an answer called whole without a reason for
 * its end, or the server's last word: a connection that closes in the middle looks like one that closes at the end. */
#include "core/model/reply.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ERROR_BODY_BYTES_MAX 65536u /* only its first line is shown */
#define NO_EVENTS_BYTES      2048u  /* of what looks like a stream and is none */

/* --- what the wire finds in the objects --- */

void reply_add_text(struct reply *reply, const char *text) {
    size_t len = text ? strlen(text) : 0;
    if (len == 0) {
        return;
    }
    if (reply->text.len + len > LIMIT_ANSWER_BYTES) {
        reply->too_long = true;
        return;
    }
    buf_append(&reply->text, text, len);
    reply->progressed = true;
    if (reply->piece) {
        reply->piece(reply->arg, text, len);
    }
}

void reply_add_reasoning(struct reply *reply, const char *text) {
    if (text && *text) {
        reply->reasoning_bytes += strlen(text);
        reply->progressed = true;
    }
}

/* OpenAI, Azure, Mistral, DeepSeek, OpenRouter, vLLM, SGLang, llama.cpp, Gemini, Cohere, Anthropic. */
static const struct {
    const char *reason;
    enum finish finish;
} finishes[] = {
    {"stop", FINISH_STOP},
    {"stop_sequence", FINISH_STOP},
    {"stop_string", FINISH_STOP},
    {"end_turn", FINISH_STOP},
    {"eos", FINISH_STOP},
    {"eos_token", FINISH_STOP},
    {"complete", FINISH_STOP},
    {"length", FINISH_LENGTH},
    {"max_tokens", FINISH_LENGTH},
    {"max_output_tokens", FINISH_LENGTH},
    {"model_length", FINISH_LENGTH},
    {"model_context_window_exceeded", FINISH_LENGTH},
    {"pause_turn", FINISH_LENGTH},
    {"content_filter", FINISH_FILTERED},
    {"refusal", FINISH_FILTERED},
    {"safety", FINISH_FILTERED},
    {"recitation", FINISH_FILTERED},
    {"blocklist", FINISH_FILTERED},
    {"prohibited_content", FINISH_FILTERED},
    {"spii", FINISH_FILTERED},
    {"error_toxic", FINISH_FILTERED},
};

void reply_set_finish(struct reply *reply, const char *reason) {
    if (!reason || !*reason) {
        return;
    }
    reply->finish = FINISH_OTHER;
    reply->progressed = true;
    server_error_copy_line(reply->reason, sizeof reply->reason, reason);
    for (size_t i = 0; i < sizeof finishes / sizeof *finishes; i++) {
        if (strcasecmp(reason, finishes[i].reason) == 0) {
            reply->finish = finishes[i].finish;
        }
    }
}

void reply_fail(struct reply *reply, const cJSON *json) {
    reply->failed = true;
    server_error_read_object(json, &reply->error);
}

/* --- the bytes --- */

/* Bytes that are no UTF-8 do not cost the whole answer. */
static cJSON *parse_repaired(const char *data, size_t len) {
    cJSON *json = json_parse(data, len, NULL);
    if (!json && !utf8_is_valid(data, len)) {
        size_t repaired_len;
        char *repaired = utf8_repair(data, len, &repaired_len);
        json = json_parse(repaired, repaired_len, NULL);
        free(repaired);
    }
    return json;
}

/* An error that does not come in the form of the endpoint's. */
static bool is_error(const char *name, const cJSON *json) {
    const char *kinds[] = {name, json_get_text(json, "object"), json_get_text(json, "type")};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i] && strcmp(kinds[i], "error") == 0) {
            return true;
        }
    }
    return false;
}

static bool on_event(void *arg, const char *name, const char *data, size_t len) {
    struct reply *reply = arg;
    reply->events++;
    if (len == 6 && memcmp(data, "[DONE]", 6) == 0) {
        reply->ended = true;
    } else {
        cJSON *json = parse_repaired(data, len);
        if (cJSON_IsObject(json) && is_error(name, json)) {
            reply_fail(reply, json);
        } else if (cJSON_IsObject(json)) {
            reply->read(reply, json);
        } else if (len > 0) {
            reply->torn = true;
        }
        cJSON_Delete(json);
    }
    return !reply->failed && !reply->too_long && !reply->ended;
}

void reply_init(struct reply *reply, reply_read *read, provider_piece *piece, void *arg) {
    *reply = (struct reply){.read = read, .piece = piece, .arg = arg};
    reply->sse = (struct sse){.event = on_event, .arg = reply, .max_bytes = LIMIT_ANSWER_BYTES};
}

static enum reply_shape tell_shape(int status, char first) {
    if (status != 200) {
        return SHAPE_ERROR;
    }
    return first == '{' ? SHAPE_JSON : first && strchr("dei:r", first) ? SHAPE_EVENTS : SHAPE_OTHER;
}

bool reply_feed(struct reply *reply, int status, const char *data, size_t len) {
    static const char byte_order_mark[] = "\xef\xbb\xbf";
    while (reply->shape == SHAPE_UNKNOWN && len > 0) {
        if (!strchr(" \t\r\n", *data) && !strchr(byte_order_mark, *data)) {
            reply->shape = tell_shape(status, *data);
            break;
        }
        data++;
        len--;
    }
    if (len == 0) {
        return true;
    }
    if (reply->shape == SHAPE_EVENTS) {
        size_t start = NO_EVENTS_BYTES > reply->raw.len ? NO_EVENTS_BYTES - reply->raw.len : 0;
        buf_append(&reply->raw, data, len < start ? len : start); /* it may turn out to be none */
        bool more = sse_feed(&reply->sse, data, len);
        reply->too_long = reply->too_long || (!more && !reply->ended && !reply->failed);
        return more;
    }
    size_t cap = reply->shape == SHAPE_JSON ? 2 * LIMIT_ANSWER_BYTES : ERROR_BODY_BYTES_MAX; /* escapes */
    size_t room = cap - reply->raw.len;
    buf_append(&reply->raw, data, len < room ? len : room);
    reply->too_long = reply->shape == SHAPE_JSON && len > room;
    return len <= room;
}

static bool starts_event(const struct buf *raw) {
    static const char *const fields[] = {"data", "event", "id", "retry", ":"};
    const char *text = buf_get(raw);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        size_t len = strlen(fields[i]), have = raw->len < len ? raw->len : len;
        if (memcmp(text, fields[i], have) == 0 && (raw->len <= len || strchr(": \r\n", text[len]) || len == 1)) {
            return true;
        }
    }
    return false;
}

void reply_end(struct reply *reply) {
    if (reply->shape == SHAPE_EVENTS) {
        sse_end(&reply->sse);
        reply->shape = reply->events || starts_event(&reply->raw) ? SHAPE_EVENTS : SHAPE_OTHER;
    } else if (reply->shape == SHAPE_JSON && !reply->too_long) {
        cJSON *json = parse_repaired(reply->raw.data, reply->raw.len);
        reply->shape = json ? SHAPE_JSON : SHAPE_OTHER;
        if (json) {
            reply->read(reply, json);
        }
        cJSON_Delete(json);
    }
    bool nothing = reply->shape == SHAPE_OTHER || (reply->shape == SHAPE_JSON && !reply->finish && !reply->failed);
    if (reply->shape == SHAPE_ERROR || nothing) {
        server_error_read(buf_get(&reply->raw), reply->raw.len, &reply->error);
    }
}

void reply_finish(struct reply *reply) {
    sse_finish(&reply->sse);
    buf_finish(&reply->raw);
    buf_finish(&reply->text);
}
