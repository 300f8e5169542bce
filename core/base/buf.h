/* A growing run of bytes. `struct buf b = {0};` is an empty one; data is NULL until the first append and terminated
 * by a NUL (not counted) from then on. */
#ifndef PROSED_BUF_H
#define PROSED_BUF_H

#include <stddef.h>

struct buf {
    char *data;
    size_t len;
    size_t capacity;
};

void buf_append(struct buf *buf, const char *data, size_t len);
void buf_append_text(struct buf *buf, const char *text); /* NULL appends nothing */
void buf_append_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_remove(struct buf *buf, size_t start, size_t len); /* bytes [start, start+len) */
void buf_clear(struct buf *buf);                            /* keeps the memory */
const char *buf_get(const struct buf *buf);                 /* borrowed; "" when empty, never NULL */
char *buf_take(struct buf *buf);                            /* the caller frees; the buf is empty after; never NULL */
void buf_finish(struct buf *buf);

#endif
