/* Looking at one place of a text, and the small words that stand behind numbers. */
#include "core/guard/number_reader.h"

#include "core/base/utf8.h"

#include <string.h>
#include <strings.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct word_value scales[] = {
    {"hundred", 100},
    {"thousand", 1000},
    {"million", 1000000},
    {"billion", 1000000000},
};
/* Behind a number, with or without a space; the second of a pair is how it is compared. */
static const char *const measures[][2] = {
    {"%", "%"},     {"\\%", "%"},   {"percent", "%"}, {"per cent", "%"}, {"pct", "%"},   {"ms", "ms"},
    {"kB", "kb"},   {"KB", "kb"},   {"MB", "mb"},     {"GB", "gb"},      {"TB", "tb"},   {"KiB", "kib"},
    {"MiB", "mib"}, {"GiB", "gib"}, {"km", "km"},     {"cm", "cm"},      {"mm", "mm"},   {"kg", "kg"},
    {"mg", "mg"},   {"px", "px"},   {"pt", "pt"},     {"Hz", "hz"},      {"kHz", "khz"}, {"MHz", "mhz"},
    {"GHz", "ghz"}, {"kW", "kw"},   {"°C", "°c"},     {"°F", "°f"},      {"€", "€"},     {"£", "£"},
    {"$", "$"},     {"USD", "$"},   {"EUR", "€"},     {"euros", "€"},    {"euro", "€"},  {"dollars", "$"},
};

/* --- single characters and tokens --- */

bool number_is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool number_is_in_word(const struct number_reader *in, size_t offset) {
    if (offset >= in->len)
        return false;
    int32_t c = utf8_next(in->data, in->len, &offset);
    return utf8_is_letter(c) || utf8_is_digit(c);
}

bool number_follows_word(const struct number_reader *in, size_t offset) {
    if (offset == 0)
        return false;
    int32_t c = utf8_previous(in->data, &offset);
    return utf8_is_letter(c) || utf8_is_digit(c);
}

size_t number_skip_token(const struct number_reader *in, size_t offset) {
    while (number_is_in_word(in, offset))
        utf8_next(in->data, in->len, &offset);
    return offset;
}

size_t number_skip_blank(const struct number_reader *in, size_t offset) {
    size_t next = offset;
    while (next < in->len && utf8_is_space(utf8_next(in->data, in->len, &next)))
        offset = next;
    return offset;
}

size_t number_skip_digits(const struct number_reader *in, size_t offset) {
    while (offset < in->len && number_is_digit(in->data[offset]))
        offset++;
    return offset;
}

unsigned number_read_small(const struct number_reader *in, size_t offset, size_t end) {
    unsigned value = 0;
    for (; offset < end && value < 100000; offset++)
        value = value * 10 + (unsigned)(in->data[offset] - '0');
    return value;
}

/* A whole word at offset, letter case aside unless exact; *end is set behind it. */
bool number_read_word(const struct number_reader *in, size_t offset, const char *word, bool exact, size_t *end) {
    const char *at = in->data + offset;
    if (offset >= in->len || ((*at ^ *word) & ~('a' ^ 'A')))
        return false; /* not even the first letter: nearly all of a table */
    size_t word_len = strlen(word);
    if (offset + word_len > in->len)
        return false;
    if ((exact ? strncmp(at, word, word_len) : strncasecmp(at, word, word_len)) != 0)
        return false;
    if (number_is_in_word(in, offset + word_len))
        return false;
    *end = offset + word_len;
    return true;
}

const struct word_value *number_read_table(const struct number_reader *in, size_t offset,
                                           const struct word_value *table, size_t count, bool exact, size_t *end) {
    for (size_t k = 0; k < count; k++)
        if (number_read_word(in, offset, table[k].word, exact, end))
            return &table[k];
    return NULL;
}

/* am, pm, a.m., p.m. behind a time: 0 and 12 hours more. */
bool number_read_half_of_day(const struct number_reader *in, size_t offset, bool *afternoon, size_t *end) {
    static const char *const forms[] = {"am", "a.m.", "a.m", "pm", "p.m.", "p.m"};
    offset = number_skip_blank(in, offset);
    for (size_t k = 0; k < COUNT(forms); k++) {
        if (number_read_word(in, offset, forms[k], false, end)) {
            *afternoon = k >= 3;
            return true;
        }
    }
    return false;
}

/* The measure behind a number, or NULL. Glued to it, it must end the word, too. */
const char *number_read_measure(const struct number_reader *in, size_t offset, size_t *end) {
    size_t next = number_skip_blank(in, offset);
    for (size_t k = 0; k < COUNT(measures); k++) {
        const char *name = measures[k][0];
        size_t stop;
        bool exact = strlen(name) <= 3;
        bool sign = !(name[0] >= 'A' && name[0] <= 'z') && strncmp(in->data + next, name, strlen(name)) == 0;
        if (sign) {
            *end = next + strlen(name);
            return measures[k][1];
        }
        if (number_read_word(in, next, name, exact, &stop)) {
            *end = stop;
            return measures[k][1];
        }
    }
    return NULL;
}

unsigned number_read_scale(const struct number_reader *in, size_t offset, size_t *end) {
    const struct word_value *scale = number_read_table(in, offset, scales, COUNT(scales), false, end);
    return scale != NULL ? scale->value : 0;
}
