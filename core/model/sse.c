/* Server-sent events. Bytes become lines (ended by LF, CR or CRLF, wherever a read was cut), lines become fields, an
 * empty line ends an event. Comments, which servers send as pings, end nothing and start nothing. */
#include "core/model/sse.h"

#include <string.h>

static void end_event(struct sse *sse) {
    if (sse->has_data && !sse->stopped) {
        sse->stopped = !sse->event(sse->arg, buf_get(&sse->name), buf_get(&sse->data), sse->data.len);
    }
    sse->has_data = false;
    buf_clear(&sse->name);
    buf_clear(&sse->data);
}

static void read_field(struct sse *sse) {
    const char *line = buf_get(&sse->line), *colon = memchr(line, ':', sse->line.len);
    size_t name_len = colon ? (size_t)(colon - line) : sse->line.len;
    const char *value = colon ? colon + 1 : line + sse->line.len;
    value += *value == ' ';
    size_t value_len = sse->line.len - (size_t)(value - line);
    if (name_len == 4 && memcmp(line, "data", 4) == 0) {
        buf_append(&sse->data, "\n", sse->has_data ? 1 : 0);
        buf_append(&sse->data, value, value_len);
        sse->has_data = true;
    } else if (name_len == 5 && memcmp(line, "event", 5) == 0) {
        buf_clear(&sse->name);
        buf_append(&sse->name, value, value_len);
    }
}

static void end_line(struct sse *sse) {
    if (sse->line.len == 0) {
        end_event(sse);
    } else {
        read_field(sse);
    }
    buf_clear(&sse->line);
}

bool sse_feed(struct sse *sse, const char *data, size_t len) {
    for (size_t i = 0; i < len && !sse->stopped;) {
        if (sse->after_return && data[i] == '\n') {
            i++;
        }
        sse->after_return = false;
        size_t start = i;
        while (i < len && data[i] != '\n' && data[i] != '\r') {
            i++;
        }
        buf_append(&sse->line, data + start, i - start);
        if (sse->line.len + sse->data.len > sse->max_bytes) {
            sse->stopped = true;
        } else if (i < len) {
            sse->after_return = data[i] == '\r';
            i++;
            end_line(sse);
        }
    }
    return !sse->stopped;
}

void sse_end(struct sse *sse) {
    if (sse->line.len > 0) {
        end_line(sse);
    }
    end_event(sse);
}

void sse_finish(struct sse *sse) {
    buf_finish(&sse->line);
    buf_finish(&sse->name);
    buf_finish(&sse->data);
}
