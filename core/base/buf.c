/* A growing run of bytes. Capacity doubles, and always holds one byte more than len for the closing NUL. */
#include "core/base/buf.h"

#include "core/base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct buf *buf, size_t more) {
    size_t need;
    if (__builtin_add_overflow(buf->len, more, &need) || need == SIZE_MAX) {
        need = SIZE_MAX - 1; /* refused by mem_grow */
    }
    need += 1;
    if (need <= buf->capacity) {
        return;
    }
    size_t capacity = buf->capacity ? buf->capacity : 32;
    while (capacity < need) {
        capacity = capacity > SIZE_MAX / 2 ? need : capacity * 2;
    }
    buf->data = mem_grow(buf->data, capacity, 1);
    buf->capacity = capacity;
}

void buf_append(struct buf *buf, const char *data, size_t len) {
    reserve(buf, len);
    if (len) {
        memcpy(buf->data + buf->len, data, len);
    }
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void buf_append_text(struct buf *buf, const char *text) {
    if (text) {
        buf_append(buf, text, strlen(text));
    }
}

void buf_append_char(struct buf *buf, char c) {
    buf_append(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *format, ...) {
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(len >= 0);
    reserve(buf, (size_t)len);
    vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
    va_end(again);
    buf->len += (size_t)len;
}

void buf_remove(struct buf *buf, size_t start, size_t len) {
    assert(start <= buf->len && len <= buf->len - start);
    if (!len) {
        return;
    }
    memmove(buf->data + start, buf->data + start + len, buf->len - start - len + 1);
    buf->len -= len;
    mem_wipe(buf->data + buf->len + 1, len - 1);
}

void buf_clear(struct buf *buf) {
    if (buf->data) {
        mem_wipe(buf->data, buf->len + 1);
    }
    buf->len = 0;
}

const char *buf_get(const struct buf *buf) {
    return buf->data ? buf->data : "";
}

char *buf_take(struct buf *buf) {
    char *data = buf->data ? buf->data : mem_copy("", 0);
    *buf = (struct buf){0};
    return data;
}

void buf_finish(struct buf *buf) {
    free(buf->data);
    *buf = (struct buf){0};
}
