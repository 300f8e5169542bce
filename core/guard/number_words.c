/* Numbers written as words: "twenty-one", "three hundred and five", "five percent", "first". */
#include "core/guard/number_reader.h"

#include <stdio.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct word_value units[] = {
    {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
    {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
    {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
};
static const struct word_value tens[] = {
    {"twenty", 20}, {"thirty", 30},  {"forty", 40},  {"fifty", 50},
    {"sixty", 60},  {"seventy", 70}, {"eighty", 80}, {"ninety", 90},
};
static const struct word_value ordinals[] = {
    {"first", 1},   {"second", 2}, {"third", 3}, {"fourth", 4}, {"fifth", 5},     {"sixth", 6},
    {"seventh", 7}, {"eighth", 8}, {"ninth", 9}, {"tenth", 10}, {"eleventh", 11}, {"twelfth", 12},
};

/* --- number words --- */

/* "twenty-one", "three hundred and five": sums up as it goes; false at a word that is none. */
static bool read_number_word(const struct number_reader *in, size_t offset, unsigned long long *total,
                             unsigned long long *group, size_t *end) {
    const struct word_value *word;
    unsigned scale;
    if ((word = number_read_table(in, offset, units, COUNT(units), false, end)) != NULL) {
        if (*group % 10 != 0 || (*group % 100 != 0 && word->value > 9))
            return false;
        *group += word->value;
    } else if ((word = number_read_table(in, offset, tens, COUNT(tens), false, end)) != NULL) {
        if (*group % 100 != 0)
            return false;
        *group += word->value;
    } else if ((scale = number_read_scale(in, offset, end)) != 0) {
        if (*group == 0 && *total > 0)
            return false;
        *group = (*group > 0 ? *group : 1) * scale; /* "a hundred" */
        if (scale > 100) {
            *total += *group;
            *group = 0;
        }
    } else {
        return false;
    }
    return true;
}

bool number_read_spelled(const struct number_reader *in, size_t start, struct number *number) {
    unsigned long long total = 0, group = 0;
    size_t end = start, next = start, words = 0;
    while (words < 8 && read_number_word(in, next, &total, &group, &end)) {
        words++;
        number->span = (struct span){start, end};
        next = end < in->len && in->data[end] == '-' ? end + 1 : number_skip_blank(in, end);
        size_t behind_and;
        if (group >= 100 && number_read_word(in, next, "and", false, &behind_and))
            next = number_skip_blank(in, behind_and);
        if (next == end || group == 0)
            break;
    }
    if (words == 0)
        return false;
    unsigned long long value = total + group;
    bool afternoon;
    const char *measure = number_read_measure(in, number->span.end, &end);
    if (value >= 1 && value <= 12 && number_read_half_of_day(in, number->span.end, &afternoon, &end)) {
        snprintf(number->value, sizeof number->value, "time %llu:00", value % 12 + (afternoon ? 12 : 0));
        number->span.end = end;
    } else {
        snprintf(number->value, sizeof number->value, "%llu%s", value, measure != NULL ? measure : "");
        number->span.end = measure != NULL ? end : number->span.end;
        number->loose = value <= 2 && measure == NULL;
    }
    return true;
}

bool number_read_ordinal(const struct number_reader *in, size_t start, struct number *number) {
    static const char *const endings[] = {"th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th", "th", "th", "th"};
    size_t end;
    const struct word_value *word = number_read_table(in, start, ordinals, COUNT(ordinals), false, &end);
    if (word == NULL)
        return false;
    snprintf(number->value, sizeof number->value, "%u%s", word->value, endings[word->value]);
    number->span = (struct span){start, end};
    number->loose = true;
    return true;
}
