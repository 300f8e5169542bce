/* What every file fuzz_*.c shares. Each defines LLVMFuzzerTestOneInput, which takes any bytes, asserts what must hold
 * for all of them, and returns 0. `make fuzz F=name` lets libFuzzer make inputs up; replay.c feeds the same entry point
 * in `make check`. */
#ifndef PROSED_FUZZ_H
#define PROSED_FUZZ_H

#include "core/base/mem.h"
#include "core/base/utf8.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An input read piece by piece, as the choices that a test case is made of. At its end it gives zeros. */
struct feed {
    const uint8_t *data;
    size_t len;
};

static inline size_t feed_number(struct feed *feed, size_t below) {
    size_t value = 0;
    for (size_t reach = 1; reach < below && feed->len > 0; reach *= 256) {
        value = value * 256 + *feed->data++;
        feed->len--;
    }
    return below ? value % below : 0;
}

/* Up to max bytes as valid UTF-8, terminated; the caller frees. */
static inline char *feed_text(struct feed *feed, size_t max, size_t *len) {
    size_t count = max < feed->len ? max : feed->len;
    char *text = utf8_repair((const char *)feed->data, count, len);
    feed->data += count;
    feed->len -= count;
    return text;
}

/* A place of text, on the border of a character. */
static inline size_t feed_border(struct feed *feed, const char *text, size_t len) {
    size_t offset = feed_number(feed, len + 1);
    while (offset > 0 && ((unsigned char)text[offset] & 0xc0) == 0x80) {
        offset--;
    }
    return offset;
}

#endif
