/* Dates in the forms that a person mixes: 2026-11-23, 23 November 2026, 23rd of Nov, November 23, 2026. */
#include "core/guard/number_reader.h"

#include <stdio.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct word_value months[] = {
    {"January", 1}, {"February", 2}, {"March", 3},     {"April", 4},    {"May", 5},       {"June", 6},
    {"July", 7},    {"August", 8},   {"September", 9}, {"October", 10}, {"November", 11}, {"December", 12},
    {"Jan", 1},     {"Feb", 2},      {"Mar", 3},       {"Apr", 4},      {"Jun", 6},       {"Jul", 7},
    {"Aug", 8},     {"Sep", 9},      {"Sept", 9},      {"Oct", 10},     {"Nov", 11},      {"Dec", 12},
};
/* --- dates --- */

static bool read_year(const struct number_reader *in, size_t offset, unsigned *year, size_t *end) {
    size_t stop = number_skip_digits(in, offset);
    if (stop - offset != 4 || number_is_in_word(in, stop))
        return false;
    *year = number_read_small(in, offset, stop);
    *end = stop;
    return true;
}

static void set_date(struct number *number, unsigned year, unsigned month, unsigned day) {
    snprintf(number->value, sizeof number->value, "date %u-%u-%u", year, month, day);
}

/* 2026-11-23 */
static bool read_iso_date(const struct number_reader *in, size_t start, struct number *number) {
    static const char form[] = "dddd-dd-dd";
    if (start + 10 > in->len || number_is_in_word(in, start + 10))
        return false;
    for (size_t k = 0; k < 10; k++)
        if (form[k] == 'd' ? !number_is_digit(in->data[start + k]) : in->data[start + k] != '-')
            return false;
    set_date(number, number_read_small(in, start, start + 4), number_read_small(in, start + 5, start + 7),
             number_read_small(in, start + 8, start + 10));
    number->span = (struct span){start, start + 10};
    return true;
}

/* 23, 23rd, 23. as a day */
static bool read_day(const struct number_reader *in, size_t offset, unsigned *day, size_t *end) {
    size_t stop = number_skip_digits(in, offset);
    if (stop == offset || stop - offset > 2)
        return false;
    *day = number_read_small(in, offset, stop);
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (size_t k = 0; k < COUNT(endings); k++)
        if (number_read_word(in, stop, endings[k], false, &stop))
            break;
    *end = stop;
    return *day >= 1 && *day <= 31 && !number_is_in_word(in, stop);
}

static void read_date_rest(const struct number_reader *in, size_t start, size_t end, unsigned month, unsigned day,
                           struct number *number) {
    unsigned year = 0;
    size_t next = end;
    if (next < in->len && in->data[next] == ',')
        next++;
    next = number_skip_blank(in, next);
    if (next > end && read_year(in, next, &year, &next))
        end = next;
    set_date(number, year, month, day);
    number->span = (struct span){start, end};
}

/* 23 November 2026, 23rd of Nov */
static bool read_day_month(const struct number_reader *in, size_t start, struct number *number) {
    unsigned day;
    size_t end;
    if (!read_day(in, start, &day, &end))
        return false;
    if (end < in->len && in->data[end] == '.')
        end++;
    size_t next = number_skip_blank(in, end);
    if (next == end)
        return false;
    if (number_read_word(in, next, "of", false, &end))
        next = number_skip_blank(in, end);
    const struct word_value *month = number_read_table(in, next, months, COUNT(months), true, &end);
    if (month != NULL)
        read_date_rest(in, start, end, month->value, day, number);
    return month != NULL;
}

/* November 23, 2026 */
static bool read_month_day(const struct number_reader *in, size_t start, struct number *number) {
    unsigned day;
    size_t end;
    const struct word_value *month = number_read_table(in, start, months, COUNT(months), true, &end);
    if (month == NULL)
        return false;
    if (end < in->len && in->data[end] == '.')
        end++;
    if (!read_day(in, number_skip_blank(in, end), &day, &end))
        return false;
    read_date_rest(in, start, end, month->value, day, number);
    return true;
}

bool number_read_date(const struct number_reader *in, size_t start, struct number *number) {
    if (number_is_digit(in->data[start]))
        return read_iso_date(in, start, number) || read_day_month(in, start, number);
    return read_month_day(in, start, number);
}
