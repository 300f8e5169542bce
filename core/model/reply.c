/* Bytes become events or one object, and those text, by the wire. Never is an answer called whole without a reason for
 * its end, or the server's last word: a connection that closes in the middle looks like one that closes at the end. */
#include "core/model/reply.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/model/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ERROR_BODY_BYTES_MAX 65536u /* only its first line is shown */

/* --- errors --- */

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

void server_error_read_object(const cJSON *json, struct server_error *out) {
    *out = (struct server_error){0};
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

void server_error_read(const char *body, size_t len, struct server_error *out) {
    *out = (struct server_error){0};
    cJSON *json = json_parse(body, len, NULL);
    struct slice text = slice_trim((struct slice){body, len}), line;
    if (json) {
        server_error_read_object(json, out);
    } else if (line_next(&text, &line) && !slice_starts(line, "<") && !memchr(line.data, '\0', line.len)) {
        char *copy = mem_copy(line.data, line.len < sizeof out->message ? line.len : sizeof out->message);
        copy_line(out->message, sizeof out->message, copy);
        free(copy);
    }
    cJSON_Delete(json);
}

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
    copy_line(reply->reason, sizeof reply->reason, reason);
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

static bool on_event(void *arg, const char *name, const char *data, size_t len) {
    struct reply *reply = arg;
    (void)name;
    if (len == 6 && memcmp(data, "[DONE]", 6) == 0) {
        reply->ended = true;
    } else {
        cJSON *json = parse_repaired(data, len);
        if (cJSON_IsObject(json)) {
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

void reply_end(struct reply *reply) {
    if (reply->shape == SHAPE_EVENTS) {
        sse_end(&reply->sse);
    } else if (reply->shape == SHAPE_JSON && !reply->too_long) {
        cJSON *json = parse_repaired(reply->raw.data, reply->raw.len);
        reply->shape = json ? SHAPE_JSON : SHAPE_OTHER;
        if (json) {
            reply->read(reply, json);
        }
        cJSON_Delete(json);
    } else if (reply->shape == SHAPE_ERROR) {
        server_error_read(buf_get(&reply->raw), reply->raw.len, &reply->error);
    }
}

void reply_finish(struct reply *reply) {
    sse_finish(&reply->sse);
    buf_finish(&reply->raw);
    buf_finish(&reply->text);
}
