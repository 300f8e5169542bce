/* Percentages: "5%" (or "5 %") or "5 percent" ("per cent"), also with the number in words. The number never changes its
 * value. */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include "core/base/buf.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { SIGN, WORD };

struct percentage {
    size_t start, end; /* number and unit */
    size_t number_end; /* behind the number */
    size_t value;      /* SIGN or WORD */
    unsigned spelled;  /* the number, if it is in words; else 0 */
    bool gap;          /* a blank between number and sign */
    bool two_words;    /* "per cent" */
};

static const char *const small_numbers[] = {
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const tens[] = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

/* "five", "thirty", "thirty-five" at offset; a hundred and more are left alone. False too for "hundred and five" and
 * "point five", whose last word alone is another number. */
/* "two hundred and five": five is not the number. */
static bool continues_number(const struct reading *reading, size_t offset) {
    static const char *const begun[] = {"hundred and ", "hundred ", "thousand ", "point "};
    for (size_t i = 0; i < 4; i++) {
        size_t len = strlen(begun[i]);
        if (offset >= len && strncasecmp(reading->plain + offset - len, begun[i], len) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_spelled(const struct reading *reading, size_t offset, unsigned *number, size_t *end) {
    size_t found = scan_find_word(reading, offset, small_numbers, 20, false, end);
    if (found < 20) {
        *number = (unsigned)found;
        return reading->plain[*end] != '-';
    }
    found = scan_find_word(reading, offset, tens, 8, false, end);
    if (found == 8) {
        return false;
    }
    *number = (unsigned)found * 10 + 20;
    if (reading->plain[*end] != '-') {
        return true;
    }
    for (size_t i = 1; i < 10; i++) {
        size_t len = strlen(small_numbers[i]);
        if (strncasecmp(reading->plain + *end + 1, small_numbers[i], len) == 0 &&
            scan_ends_word(reading->plain, *end + 1 + len)) {
            *number += (unsigned)i;
            *end += 1 + len;
            return true;
        }
    }
    return false;
}

/* Digits with a decimal part: "12", "3.5". */
static bool read_digits(const char *plain, size_t offset, size_t *end) {
    if (!scan_is_digit(plain[offset]) ||
        (offset > 0 &&
         (scan_is_digit(plain[offset - 1]) || scan_is_letter(plain[offset - 1]) || strchr(".,%", plain[offset - 1])))) {
        return false;
    }
    size_t at = offset;
    while (scan_is_digit(plain[at]) || ((plain[at] == '.' || plain[at] == ',') && scan_is_digit(plain[at + 1]))) {
        at++;
    }
    *end = at;
    return true;
}

static bool read_unit(const struct reading *reading, struct percentage *found) {
    static const char *const units[] = {"percent", "per cent"};
    const char *plain = reading->plain;
    size_t at = scan_skip_blanks(plain, found->number_end);
    at += scan_is_at(plain, at, "\xc2\xa0") ? 2 : 0;
    found->gap = at > found->number_end;
    if (plain[at] == '%' && !found->spelled) {
        found->end = at + 1;
        found->value = SIGN;
        return scan_ends_word(plain, at + 1) && plain[at + 1] != '-' && plain[at + 1] != '%';
    }
    at = found->number_end;
    while (scan_is_space(plain[at])) {
        at++;
    }
    size_t unit = at > found->number_end ? scan_find_word(reading, at, units, 2, false, &found->end) : 2;
    found->value = WORD;
    found->two_words = unit == 1;
    return unit < 2;
}

static bool find_percentage(const struct reading *reading, size_t offset, struct percentage *found) {
    *found = (struct percentage){.start = offset};
    bool starts = scan_is_digit(reading->plain[offset])
                      ? read_digits(reading->plain, offset, &found->number_end)
                      : isalpha((unsigned char)reading->plain[offset]) &&
                            read_spelled(reading, offset, &found->spelled, &found->number_end) && found->spelled > 0 &&
                            !continues_number(reading, offset);
    return starts && read_unit(reading, found) && scan_find_passage(reading, offset);
}

static void measure(const struct reading *reading, struct measure *out) {
    struct percentage found;
    for (size_t i = 0; i < reading->len; i++) {
        if (find_percentage(reading, i, &found)) {
            out->counts[found.value]++;
            i = found.end - 1;
        }
    }
}

/* The way this text writes the sign or the word elsewhere. */
static const char *find_unit(const struct reading *reading, size_t value) {
    struct percentage found;
    for (size_t i = 0; i < reading->len; i++) {
        if (find_percentage(reading, i, &found) && found.value == value) {
            return value == SIGN ? (found.gap ? " %" : "%") : found.two_words ? " per cent" : " percent";
        }
    }
    return value == SIGN ? "%" : " percent";
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    const char *unit = find_unit(reading, value);
    struct percentage found;
    for (size_t i = 0; i < reading->len; i++) {
        if (!find_percentage(reading, i, &found)) {
            continue;
        }
        bool broken = memchr(reading->text + found.start, '\n', found.end - found.start) != NULL;
        if (found.value != value && !broken) {
            struct buf buf = {0};
            if (found.spelled) {
                buf_printf(&buf, "%u", found.spelled);
            } else {
                buf_append(&buf, reading->text + found.start, found.number_end - found.start);
            }
            buf_append_text(&buf, unit);
            edits_add(edits, found.start, found.end, buf_get(&buf), buf.len);
            buf_finish(&buf);
        }
        i = found.end - 1;
    }
}

const struct trait trait_percent = {
    .id = "percent",
    .values = {{.id = "sign",
                .preference = "Write percentages with the % sign.",
                .patterns = "percent sign*|percent symbol*|percentage*+sign|percentage*+symbol|per cent sign"},
               {.id = "word",
                .preference = "Write out the word percent.",
                .patterns =
                    "word percent|word per cent|spell+percent|write out+percent*|percent+in full|percent as a word"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
