/* Framing. A header block is read whole or not at all, from the first byte on, each time bytes arrive: it is a few
 * dozen bytes, so that costs nothing and leaves no half-read state. The only states are "a message over the limit is
 * being thrown away" (skip) and "the thread is lost" (lost), in which all bytes up to the next Content-Length go. To
 * recover, only one byte of what was broken is given up before the search: the next header may stand inside it. */
#include "lsp/frame.h"

#include "core/base/limits.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define NEEDLE     "content-length:"
#define NEEDLE_LEN (sizeof NEEDLE - 1)
#define SKIP_MAX   ((uint64_t)LIMIT_MESSAGE_BYTES * 16) /* longer than this is a wrong number, not a message */
#define KEEP_MAX   (1u << 20)                           /* memory kept between messages */

enum header_state { HEADER_PART, HEADER_BROKEN, HEADER_WHOLE };

struct header {
    size_t len; /* of the block with its empty line */
    bool has_length;
    uint64_t length;
    const char *problem;
};

void frames_add(struct frames *frames, const char *data, size_t len) {
    if (frames->start == frames->buf.len) {
        if (frames->buf.capacity > KEEP_MAX) {
            buf_finish(&frames->buf);
        } else {
            buf_clear(&frames->buf);
        }
        frames->start = 0;
    } else if (frames->start) {
        buf_remove(&frames->buf, 0, frames->start);
        frames->start = 0;
    }
    frames->last_len = 0;
    buf_append(&frames->buf, data, len);
}

/* Where a header begins in data, or len. The first letters of one at the very end count. */
static size_t find_needle(const char *data, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if ((data[i] | 0x20) != 'c') {
            continue;
        }
        size_t left = len - i;
        size_t compared = left < NEEDLE_LEN ? left : NEEDLE_LEN;
        if (strncasecmp(data + i, NEEDLE, compared) == 0) {
            return i;
        }
    }
    return len;
}

static bool is_token(const char *data, size_t len) {
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c <= ' ' || c >= 0x7f || strchr("\"(),/;<=>?@[\\]{}", c)) {
            return false;
        }
    }
    return len > 0;
}

static bool parse_length(const char *data, size_t len, uint64_t *length) {
    while (len && (*data == ' ' || *data == '\t')) {
        data++, len--;
    }
    while (len && (data[len - 1] == ' ' || data[len - 1] == '\t')) {
        len--;
    }
    if (!len || len > 18) {
        return false;
    }
    *length = 0;
    for (size_t i = 0; i < len; i++) {
        if (data[i] < '0' || data[i] > '9') {
            return false;
        }
        *length = *length * 10 + (uint64_t)(data[i] - '0');
    }
    return true;
}

/* One line of the block. Names that are not known (Content-Type among them) are ignored. */
static bool parse_line(const char *line, size_t len, struct header *header) {
    const char *colon = memchr(line, ':', len);
    if (!colon || !is_token(line, (size_t)(colon - line))) {
        header->problem = "this is no header of a message";
        return false;
    }
    size_t name_len = (size_t)(colon - line);
    if (name_len != NEEDLE_LEN - 1 || strncasecmp(line, NEEDLE, name_len) != 0) {
        return true;
    }
    uint64_t length;
    if (!parse_length(colon + 1, len - name_len - 1, &length)) {
        header->problem = "Content-Length is not a number of bytes";
        return false;
    }
    if (header->has_length && header->length != length) {
        header->problem = "two different Content-Lengths in one header";
        return false;
    }
    header->has_length = true;
    header->length = length;
    return true;
}

static enum header_state parse_header(const char *data, size_t len, struct header *header) {
    size_t offset = 0;
    bool any = false;
    *header = (struct header){0};
    while (offset < len && offset < LIMIT_HEADER_BYTES) {
        const char *end = memchr(data + offset, '\n', len - offset);
        if (!end) {
            break;
        }
        size_t line_len = (size_t)(end - data) - offset;
        if (line_len && data[offset + line_len - 1] == '\r') {
            line_len--;
        }
        const char *line = data + offset;
        offset = (size_t)(end - data) + 1;
        if (line_len == 0 && any) {
            header->len = offset;
            header->problem = header->has_length ? NULL : "a header without Content-Length";
            return header->has_length ? HEADER_WHOLE : HEADER_BROKEN;
        }
        if (line_len && !parse_line(line, line_len, header)) {
            return HEADER_BROKEN;
        }
        any = any || line_len;
    }
    if (len > LIMIT_HEADER_BYTES) {
        header->problem = "a header that does not end";
        return HEADER_BROKEN;
    }
    return HEADER_PART;
}

static bool report(struct frame *frame, const char *problem) {
    frame->data = NULL;
    frame->len = 0;
    snprintf(frame->problem, sizeof frame->problem, "%s; reading goes on at the next Content-Length", problem);
    return true;
}

static bool report_too_long(struct frames *frames, struct frame *frame, const struct header *header) {
    frames->start += header->len;
    frames->lost = header->length > SKIP_MAX;
    frames->skip = frames->lost ? 0 : header->length;
    frame->data = NULL;
    frame->len = 0;
    snprintf(frame->problem, sizeof frame->problem, "a message of %llu bytes is over the limit of %u and was left out",
             (unsigned long long)header->length, LIMIT_MESSAGE_BYTES);
    return true;
}

static void skip(struct frames *frames) {
    uint64_t left = frames->buf.len - frames->start;
    uint64_t taken = left < frames->skip ? left : frames->skip;
    frames->start += (size_t)taken;
    frames->skip -= taken;
}

/* Throws away what cannot belong to a header. */
static bool find_header(struct frames *frames) {
    size_t left = frames->buf.len - frames->start;
    size_t found = find_needle(buf_get(&frames->buf) + frames->start, left);
    frames->start += found;
    return frames->buf.len - frames->start >= NEEDLE_LEN;
}

bool frames_next(struct frames *frames, struct frame *frame) {
    frames->last_len = 0;
    skip(frames);
    if (frames->skip) {
        return false;
    }
    if (frames->lost && !find_header(frames)) {
        return false;
    }
    frames->lost = false;
    const char *data = buf_get(&frames->buf) + frames->start;
    size_t len = frames->buf.len - frames->start;
    struct header header;
    enum header_state state = parse_header(data, len, &header);
    if (state == HEADER_PART) {
        return false;
    }
    if (state == HEADER_BROKEN) {
        frames->start++;
        frames->lost = true;
        return report(frame, header.problem);
    }
    if (header.length > LIMIT_MESSAGE_BYTES) {
        return report_too_long(frames, frame, &header);
    }
    if (len - header.len < header.length) {
        return false;
    }
    frame->data = data + header.len;
    frame->len = (size_t)header.length;
    frame->problem[0] = '\0';
    frames->last_start = frames->start + header.len;
    frames->last_len = frame->len;
    frames->start = frames->last_start + frames->last_len;
    return true;
}

void frames_retry(struct frames *frames) {
    const char *body = buf_get(&frames->buf) + frames->last_start;
    size_t found = find_needle(body, frames->last_len);
    if (found < frames->last_len) {
        frames->start = frames->last_start + found;
    }
    frames->last_len = 0;
}

bool frames_is_empty(const struct frames *frames) {
    return frames->start == frames->buf.len && !frames->skip;
}

void frames_finish(struct frames *frames) {
    buf_finish(&frames->buf);
    *frames = (struct frames){0};
}

void frame_format(struct buf *out, const char *message, size_t len) {
    buf_printf(out, "Content-Length: %zu\r\n\r\n", len);
    buf_append(out, message, len);
}
