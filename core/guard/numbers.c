/* A scanner over tokens (letters or digits), with a few forms of several tokens: dates, times, percentages, units,
 * number words. Each reader looks at one place and says how far its form reaches, longest forms first. */
#include "core/guard/numbers.h"

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/guard/number_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* 14:05, 2:05 pm, 2 pm, 14:05:30 */
static bool read_time(const struct number_reader *in, size_t start, struct number *number) {
    size_t end = number_skip_digits(in, start), minutes_start = end + 1, minutes_end = minutes_start;
    unsigned hour = number_read_small(in, start, end), minute = 0;
    bool afternoon = false;
    bool has_minutes = false;
    if (end - start > 2 || hour > 24)
        return false;
    if (end < in->len && in->data[end] == ':') {
        minutes_end = number_skip_digits(in, minutes_start);
        minute = number_read_small(in, minutes_start, minutes_end);
        has_minutes = minutes_end - minutes_start == 2 && minute < 60;
        if (!has_minutes)
            return false;
        end = minutes_end;
    }
    size_t seconds_start = end;
    if (has_minutes && end < in->len && in->data[end] == ':' && number_skip_digits(in, end + 1) == end + 3)
        end += 3;
    size_t seconds_end = end;
    bool half = hour >= 1 && hour <= 12 && number_read_half_of_day(in, end, &afternoon, &end);
    if ((!has_minutes && !half) || number_is_in_word(in, end))
        return false;
    if (half)
        hour = hour % 12 + (afternoon ? 12 : 0);
    snprintf(number->value, sizeof number->value, "time %u:%02u%.*s", hour, minute, (int)(seconds_end - seconds_start),
             in->data + seconds_start);
    number->span = (struct span){start, end};
    return true;
}

/* "1,234,567" and "1234567" are one value: takes commas out that stand before three digits each. */
static void copy_digits(const struct number_reader *in, size_t start, size_t end, char *out, size_t size) {
    bool grouped = true;
    size_t comma = start;
    while (comma < end && number_is_digit(in->data[comma]))
        comma++;
    grouped = comma > start && comma - start <= 3 && comma < end && in->data[comma] == ',';
    for (size_t k = comma; grouped && k < end && in->data[k] == ','; k += 4)
        grouped = number_skip_digits(in, k + 1) == k + 4;
    size_t len = 0;
    for (size_t k = start; k < end && len + 1 < size; k++)
        if (!(grouped && in->data[k] == ','))
            out[len++] = in->data[k];
    out[len] = '\0';
}

/* Behind the digits and what joins them: 3.5, 1,000, 1.2.3, 1/2. */
static size_t skip_number(const struct number_reader *in, size_t offset) {
    offset = number_skip_digits(in, offset);
    while (offset + 1 < in->len && strchr(".,/", in->data[offset]) != NULL && number_is_digit(in->data[offset + 1]))
        offset = number_skip_digits(in, offset + 1);
    return offset;
}

static void lower(char *text) {
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text - 'A' + 'a');
}

static void scale_value(const struct number_reader *in, struct number *number, char *digits, size_t size) {
    size_t end;
    unsigned scale = number_read_scale(in, number_skip_blank(in, number->span.end), &end);
    char *rest;
    double value = strtod(digits, &rest);
    if (scale == 0 || *rest != '\0')
        return;
    snprintf(digits, size, "%.10g", value * scale);
    number->span.end = end;
}

/* 3, 3.5 %, 10k, 5 GB, 1st, $5, 1.5 million, -5 */
static bool read_number(const struct number_reader *in, size_t start, struct number *number) {
    static const char *const currencies[] = {"$", "€", "£"};
    const char *currency = NULL;
    char digits[NUMBER_VALUE_MAX - 16];
    size_t end = skip_number(in, start);
    copy_digits(in, start, end, digits, sizeof digits);
    number->span = (struct span){start, end};
    for (size_t k = 0; k < COUNT(currencies); k++) {
        size_t len = strlen(currencies[k]);
        if (start >= in->from + len && strncmp(in->data + start - len, currencies[k], len) == 0) {
            currency = currencies[k];
            number->span.start -= len;
        }
    }
    bool minus = start > in->from && in->data[start - 1] == '-' && (start == 1 || strchr(" (\n", in->data[start - 2]));
    number->span.start -= minus;
    scale_value(in, number, digits, sizeof digits);
    const char *measure = number_read_measure(in, number->span.end, &end);
    size_t glued = number_skip_token(in, number->span.end);
    if (measure == NULL && glued > number->span.end) {
        int len = (int)(glued - number->span.end < 12 ? glued - number->span.end : 12);
        snprintf(number->value, sizeof number->value, "%s%s%.*s", minus ? "-" : "", digits, len,
                 in->data + number->span.end);
        number->span.end = glued;
    } else {
        snprintf(number->value, sizeof number->value, "%s%s%s", minus ? "-" : "", digits,
                 measure != NULL    ? measure
                 : currency != NULL ? currency
                                    : "");
        number->span.end = measure != NULL ? end : number->span.end;
    }
    lower(number->value);
    return true;
}

/* Names with digits in them: v1.2, utf8, A4. */
static bool read_name(const struct number_reader *in, size_t start, struct number *number) {
    size_t end = number_skip_token(in, start);
    bool digits = false;
    for (size_t k = start; k < end; k++)
        digits = digits || number_is_digit(in->data[k]);
    if (!digits)
        return false;
    if (number_is_digit(in->data[end - 1]))
        end = skip_number(in, end - 1);
    int len = (int)(end - start < NUMBER_VALUE_MAX - 1 ? end - start : NUMBER_VALUE_MAX - 1);
    snprintf(number->value, sizeof number->value, "%.*s", len, in->data + start);
    lower(number->value);
    number->span = (struct span){start, end};
    return true;
}

/* "½" and "1/2" are one value. */
static bool read_fraction(const struct number_reader *in, size_t start, struct number *number) {
    static const char *const fractions[][2] = {{"½", "1/2"}, {"⅓", "1/3"}, {"⅔", "2/3"}, {"¼", "1/4"}, {"¾", "3/4"},
                                               {"⅕", "1/5"}, {"⅛", "1/8"}, {"⅜", "3/8"}, {"⅝", "5/8"}, {"⅞", "7/8"}};
    for (size_t k = 0; k < COUNT(fractions); k++) {
        size_t len = strlen(fractions[k][0]);
        if (in->len - start >= len && memcmp(in->data + start, fractions[k][0], len) == 0) {
            snprintf(number->value, sizeof number->value, "%s", fractions[k][1]);
            number->span = (struct span){start, start + len};
            return true;
        }
    }
    return false;
}

static bool read_at(const struct number_reader *in, size_t start, struct number *number) {
    if (number_is_digit(in->data[start]))
        return number_read_date(in, start, number) || read_time(in, start, number) || read_number(in, start, number);
    return number_read_date(in, start, number) || number_read_spelled(in, start, number) ||
           number_read_ordinal(in, start, number) || read_name(in, start, number);
}

void numbers_find(const char *data, size_t len, const struct spans *skip, struct numbers *out) {
    struct number_reader in = {data, len, 0};
    size_t skipped = 0;
    for (size_t offset = 0; offset < len;) {
        while (skipped < skip->count && skip->items[skipped].end <= offset)
            skipped++;
        if (skipped < skip->count && skip->items[skipped].start <= offset) {
            offset = in.from = skip->items[skipped].end;
            continue;
        }
        struct number number = {0};
        bool fraction = read_fraction(&in, offset, &number);
        if (!fraction && (!number_is_in_word(&in, offset) || number_follows_word(&in, offset))) {
            utf8_next(data, len, &offset);
        } else if (fraction || read_at(&in, offset, &number)) {
            /* A form never reaches into markup: "3 `MB`" ends before the tick. */
            if (skipped < skip->count && number.span.end > skip->items[skipped].start)
                in.len = skip->items[skipped].start;
            if (in.len < number.span.end) {
                number = (struct number){0};
                if (!read_at(&in, offset, &number))
                    number.span.end = offset;
                in.len = len;
            }
            if (number.span.end <= offset) {
                offset = number_skip_token(&in, offset);
                continue;
            }
            MEM_RESERVE(out->items, out->count, out->capacity);
            out->items[out->count++] = number;
            offset = in.from = number.span.end;
        } else {
            offset = number_skip_token(&in, offset);
        }
    }
}

void numbers_finish(struct numbers *numbers) {
    free(numbers->items);
    *numbers = (struct numbers){0};
}
