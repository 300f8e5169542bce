/* Numbers, dates and times in prose, by value: what a rewrite may write in another form and must not change.
 *
 * "3" and "three", "14:05" and "2:05 pm", "5 %" and "5 percent", "1,000" and "1000", "2026-11-23" and "23 November
 * 2026" have the same value. English; other languages' number words are plain words. */
#ifndef PROSED_NUMBERS_H
#define PROSED_NUMBERS_H

#include "core/text/span.h"

#define NUMBER_VALUE_MAX 40

struct number {
    struct span span;
    char value[NUMBER_VALUE_MAX]; /* equal for equal values, whatever their form */
    bool loose; /* "one", "two", "first": often no number at all, so it may come and go; still it can stand for "1" */
};

struct numbers {
    struct number *items;
    size_t count;
    size_t capacity;
};

/* Appends, in order, those outside the spans of `skip` (markup that is compared byte for byte). */
void numbers_find(const char *data, size_t len, const struct spans *skip, struct numbers *out);
void numbers_finish(struct numbers *numbers);

#endif
