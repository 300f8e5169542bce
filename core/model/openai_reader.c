/* Events of a chat completion. What the wire is known to do (null contents, events without choices, errors in the
 * middle, usage in an event of its own, unknown fields) is in the tests; the rule is to take what is understood and to
 * ignore the rest, but never to call an answer whole without a finish reason. */
#include "core/model/openai_reader.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ERROR_BODY_BYTES_MAX 65536u /* only its first line is shown */

static void add_text(struct openai_reader *reader, const char *text) {
    size_t len = strlen(text);
    if (len == 0) {
        return;
    }
    if (reader->text.len + len > LIMIT_ANSWER_BYTES) {
        reader->too_long = true;
        return;
    }
    buf_append(&reader->text, text, len);
    reader->progressed = true;
    if (reader->piece) {
        reader->piece_sent = true;
        reader->piece(reader->arg, text, len);
    }
}

/* "text", null, or parts: [{"type": "text", "text": "..."}]. */
static void add_content(struct openai_reader *reader, const cJSON *content) {
    const cJSON *part;
    if (cJSON_IsString(content)) {
        add_text(reader, content->valuestring);
    } else if (cJSON_IsArray(content)) {
        cJSON_ArrayForEach(part, content) {
            const char *text = json_get_text(part, "text");
            add_text(reader, text ? text : "");
        }
    }
}

/* A choice of an event ("delta") or of a whole answer ("message"). */
static void read_choice(struct openai_reader *reader, const cJSON *choice) {
    const cJSON *message = json_get(choice, "delta");
    message = message ? message : json_get(choice, "message");
    static const char *const names[] = {"reasoning_content", "reasoning"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *reasoning = json_get_text(message, names[i]);
        if (reasoning && *reasoning) {
            reader->reasoning_bytes += strlen(reasoning);
            reader->progressed = true;
        }
    }
    add_content(reader, json_get(message, "content"));
    const char *reason = json_get_text(choice, "finish_reason");
    if (reason && *reason) {
        snprintf(reader->finish_reason, sizeof reader->finish_reason, "%s", reason);
        reader->progressed = true;
    }
}

static void read_usage(struct openai_reader *reader, const cJSON *usage) {
    if (cJSON_IsObject(usage)) {
        reader->prompt_tokens = json_get_int(usage, "prompt_tokens", reader->prompt_tokens);
        reader->answer_tokens = json_get_int(usage, "completion_tokens", reader->answer_tokens);
    }
}

static void read_object(struct openai_reader *reader, const cJSON *json) {
    const cJSON *error = json_get(json, "error"), *choice;
    if (error && !cJSON_IsNull(error)) {
        reader->failed = true;
        openai_read_error_object(json, &reader->error);
        return;
    }
    cJSON_ArrayForEach(choice, json_get(json, "choices")) {
        if (json_get_int(choice, "index", 0) == 0) {
            read_choice(reader, choice);
        }
    }
    read_usage(reader, json_get(json, "usage"));
}

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
    struct openai_reader *reader = arg;
    (void)name;
    if (len == 6 && memcmp(data, "[DONE]", 6) == 0) {
        return false;
    }
    cJSON *json = parse_repaired(data, len);
    if (cJSON_IsObject(json)) {
        read_object(reader, json);
    }
    cJSON_Delete(json);
    return !reader->failed && !reader->too_long;
}

void openai_reader_init(struct openai_reader *reader, provider_piece *piece, void *arg) {
    *reader = (struct openai_reader){.piece = piece, .arg = arg};
    reader->sse = (struct sse){.event = on_event, .arg = reader, .max_bytes = LIMIT_ANSWER_BYTES};
}

static enum openai_shape tell_shape(int status, char first) {
    if (status != 200) {
        return SHAPE_ERROR;
    }
    return first == '{' ? SHAPE_JSON : first && strchr("dei:r", first) ? SHAPE_EVENTS : SHAPE_OTHER;
}

bool openai_reader_feed(struct openai_reader *reader, int status, const char *data, size_t len) {
    static const char byte_order_mark[] = "\xef\xbb\xbf";
    while (reader->shape == SHAPE_UNKNOWN && len > 0) {
        if (!strchr(" \t\r\n", *data) && !strchr(byte_order_mark, *data)) {
            reader->shape = tell_shape(status, *data);
            break;
        }
        data++;
        len--;
    }
    if (len == 0) {
        return true;
    }
    if (reader->shape == SHAPE_EVENTS) {
        return sse_feed(&reader->sse, data, len);
    }
    size_t cap = reader->shape == SHAPE_JSON ? 2 * LIMIT_ANSWER_BYTES : ERROR_BODY_BYTES_MAX; /* escapes */
    size_t room = cap - reader->raw.len;
    buf_append(&reader->raw, data, len < room ? len : room);
    reader->too_long = reader->shape == SHAPE_JSON && len > room;
    return len <= room;
}

void openai_reader_end(struct openai_reader *reader) {
    if (reader->shape == SHAPE_EVENTS) {
        sse_end(&reader->sse);
    } else if (reader->shape == SHAPE_JSON && !reader->too_long) {
        cJSON *json = parse_repaired(reader->raw.data, reader->raw.len);
        read_object(reader, json);
        bool answered = cJSON_IsArray(json_get(json, "choices")) && reader->text.len > 0;
        if (answered && !*reader->finish_reason) {
            strcpy(reader->finish_reason, "stop"); /* the object is whole, so the answer is */
        }
        reader->shape = json ? SHAPE_JSON : SHAPE_OTHER;
        cJSON_Delete(json);
    } else if (reader->shape == SHAPE_ERROR) {
        openai_read_error(buf_get(&reader->raw), reader->raw.len, &reader->error);
    }
}

void openai_reader_finish(struct openai_reader *reader) {
    sse_finish(&reader->sse);
    buf_finish(&reader->raw);
    buf_finish(&reader->text);
}
