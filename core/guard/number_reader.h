/* What the readers of numbers.h share: looking at one place of a text, token by token. Internal to numbers*.c. */
#ifndef PROSED_NUMBER_READER_H
#define PROSED_NUMBER_READER_H

#include "core/guard/numbers.h"

struct number_reader {
    const char *data;
    size_t len;
    size_t from; /* what stands before is taken already */
};

struct word_value {
    const char *word;
    unsigned value;
};

bool number_is_digit(char c);
bool number_is_in_word(const struct number_reader *in, size_t offset);   /* a letter or digit starts at offset */
bool number_follows_word(const struct number_reader *in, size_t offset); /* a letter or digit ends at offset */
size_t number_skip_token(const struct number_reader *in, size_t offset);
size_t number_skip_blank(const struct number_reader *in, size_t offset);
size_t number_skip_digits(const struct number_reader *in, size_t offset);
unsigned number_read_small(const struct number_reader *in, size_t offset, size_t end); /* digits [offset, end) */
/* A whole word at offset, letter case aside unless exact; *end is set behind it. */
bool number_read_word(const struct number_reader *in, size_t offset, const char *word, bool exact, size_t *end);
const struct word_value *number_read_table(const struct number_reader *in, size_t offset,
                                           const struct word_value *table, size_t count, bool exact, size_t *end);
/* "am", "p.m." ... behind a time. */
bool number_read_half_of_day(const struct number_reader *in, size_t offset, bool *afternoon, size_t *end);
/* "%", "percent", "GB" ... behind a number: how it is compared, or NULL. */
const char *number_read_measure(const struct number_reader *in, size_t offset, size_t *end);
/* "hundred", "million" ... behind a number: its value, or 0. */
unsigned number_read_scale(const struct number_reader *in, size_t offset, size_t *end);

/* The forms, each at one place: true and *number filled, or false. */
bool number_read_date(const struct number_reader *in, size_t start, struct number *number);
bool number_read_spelled(const struct number_reader *in, size_t start, struct number *number);
bool number_read_ordinal(const struct number_reader *in, size_t start, struct number *number);

#endif
