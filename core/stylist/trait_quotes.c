/* Quotation marks and apostrophes: straight or curly. A straight double mark is turned only where the marks of its
 * passage pair up; a single one only where it is an apostrophe or has its partner. Inches, feet and minutes keep
 * theirs. Words inside quotation marks take part: only the marks change. LaTeX has its own way and is left alone. */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include <string.h>
#include <strings.h>

#define QUOTED_BYTES_MAX 400 /* a pair of single marks further apart is more likely two strays */

enum { STRAIGHT, CURLY };

struct curly {
    const char *sign;
    const char *straight;
};

static const struct curly curlies[] = {
    {"\xe2\x80\x9c", "\""}, {"\xe2\x80\x9d", "\""}, {"\xe2\x80\x98", "'"}, {"\xe2\x80\x99", "'"}};
#define CURLY_COUNT (sizeof curlies / sizeof *curlies)

/* Called for each straight mark that has a curly form, in order. */
typedef void found_mark(void *arg, size_t offset, const char *curly);

/* The byte at offset, also inside quotations; 0 for what is protected. */
static char get(const struct reading *reading, size_t offset) {
    char c = offset < reading->len ? reading->plain[offset] : 0;
    return c == READING_HIDDEN ? 'x' : c == READING_QUOTED ? reading->text[offset] : c;
}

static bool is_visible(const struct reading *reading, size_t offset) {
    return reading->plain[offset] != READING_HIDDEN;
}

static bool is_wordy(char c) {
    return scan_is_letter(c) || scan_is_digit(c);
}

/* A dash is no letter though its bytes lie beyond ASCII. */
static bool is_dash_before(const struct reading *reading, size_t offset) {
    return offset >= 3 && (scan_is_at(reading->text, offset - 3, "\xe2\x80\x94") ||
                           scan_is_at(reading->text, offset - 3, "\xe2\x80\x93"));
}

static bool can_open(const struct reading *reading, struct span limits, size_t offset) {
    if (offset == limits.start || is_dash_before(reading, offset)) {
        return true;
    }
    char before = get(reading, offset - 1);
    return scan_is_space(before) || strchr("([{-/\x02\"'", before);
}

/* 1: opens, 2: closes, 0: neither (inches). */
static int classify_double(const struct reading *reading, struct span limits, size_t offset, bool open) {
    if (!open) {
        return can_open(reading, limits, offset) ? 1 : 0;
    }
    return offset > limits.start && !scan_is_space(get(reading, offset - 1)) ? 2 : 0;
}

/* Words are quoted, not code: nothing between the marks that no sentence has, and no "=" or the like in front. */
static bool is_spoken(const struct reading *reading, struct span limits, size_t open, size_t close) {
    size_t before = open;
    while (before > limits.start && scan_is_space(reading->text[before - 1])) {
        before--;
    }
    if (before > limits.start && strchr("=+|<{[\\", reading->text[before - 1])) {
        return false;
    }
    bool letters = false;
    for (size_t i = open + 1; i < close; i++) {
        letters = letters || scan_is_letter(reading->text[i]);
        if (!is_visible(reading, i) || strchr("=<>{}[]\\/|_#$@^~+*%`;", reading->text[i])) {
            return false;
        }
    }
    return letters;
}

static bool doubles_pair_up(const struct reading *reading, struct span limits) {
    bool open = false;
    size_t start = limits.start;
    for (size_t i = limits.start; i < limits.end; i++) {
        if (is_visible(reading, i) && reading->text[i] == '"') {
            int kind = classify_double(reading, limits, i, open);
            if (kind == 0 || (kind == 2 && !is_spoken(reading, limits, start, i))) {
                return false;
            }
            open = kind == 1;
            start = i;
        }
    }
    return !open;
}

/* "'tis", "rock 'n' roll", "the '90s". */
static bool is_elision(const struct reading *reading, size_t offset) {
    static const char *const words[] = {"tis", "twas", "em", "til", "cause", "n"};
    const char *plain = reading->text + offset;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if (strncasecmp(plain, words[i], len) == 0 && scan_ends_word(plain, len)) {
            return true;
        }
    }
    return scan_is_digit(plain[0]) && scan_is_digit(plain[1]);
}

/* The single mark that closes what was opened at offset, or limits.end. */
static size_t find_closing_single(const struct reading *reading, struct span limits, size_t offset) {
    for (size_t i = offset + 1; i < limits.end && i - offset < QUOTED_BYTES_MAX; i++) {
        if (is_visible(reading, i) && reading->text[i] == '\'' && !scan_is_space(get(reading, i - 1)) &&
            !is_wordy(get(reading, i + 1))) {
            return i;
        }
    }
    return limits.end;
}

/* The word that holds the mark stands behind another one: "'enum's", a quotation with an ending. */
static bool opens_in_quote(const struct reading *reading, struct span limits, size_t offset) {
    while (offset > limits.start && is_wordy(get(reading, offset - 1))) {
        offset--;
    }
    return offset > limits.start && get(reading, offset - 1) == '\'' && !is_elision(reading, offset);
}

static const char *classify_single(const struct reading *reading, struct span limits, size_t offset, size_t *closes,
                                   bool *spoken) {
    char before = offset > limits.start ? get(reading, offset - 1) : ' ';
    char behind = offset + 1 < limits.end ? get(reading, offset + 1) : ' ';
    if (offset == *closes) {
        return *spoken ? curlies[3].sign : NULL;
    }
    if (is_wordy(before) && is_wordy(behind) && opens_in_quote(reading, limits, offset)) {
        return NULL;
    }
    if ((is_wordy(before) && is_wordy(behind) && !is_dash_before(reading, offset))) {
        return curlies[3].sign;
    }
    if (can_open(reading, limits, offset) && is_wordy(behind)) {
        if (scan_starts_word(reading->plain, offset) && is_elision(reading, offset + 1)) {
            return curlies[3].sign;
        }
        size_t end = find_closing_single(reading, limits, offset);
        *closes = end;
        *spoken = end < limits.end && is_spoken(reading, limits, offset, end);
        return *spoken ? curlies[2].sign : NULL;
    }
    return scan_is_letter(before) ? curlies[3].sign : NULL;
}

static void find_straight(const struct reading *reading, found_mark *found, void *arg) {
    for (size_t p = 0; p < reading->passages.count && format_get(reading->format)->is_typed_as_printed; p++) {
        struct span limits = reading->passages.items[p].span;
        bool pairs = doubles_pair_up(reading, limits), open = false, spoken = true;
        size_t closes = limits.end;
        for (size_t i = limits.start; i < limits.end; i++) {
            if (!is_visible(reading, i)) {
                continue;
            }
            if (reading->text[i] == '"' && pairs) {
                open = !open;
                found(arg, i, curlies[open ? 0 : 1].sign);
            } else if (reading->text[i] == '\'') {
                const char *curly = classify_single(reading, limits, i, &closes, &spoken);
                if (curly) {
                    found(arg, i, curly);
                }
            }
        }
    }
}

static const struct curly *find_curly(const struct reading *reading, size_t offset) {
    for (size_t i = 0; i < CURLY_COUNT && is_visible(reading, offset); i++) {
        if (scan_is_at(reading->text, offset, curlies[i].sign)) {
            return &curlies[i];
        }
    }
    return NULL;
}

static void count_mark(void *arg, size_t offset, const char *curly) {
    (void)offset;
    (void)curly;
    ++*(unsigned *)arg;
}

static void measure(const struct reading *reading, struct measure *out) {
    find_straight(reading, count_mark, &out->counts[STRAIGHT]);
    for (size_t i = 0; i < reading->len && format_get(reading->format)->is_typed_as_printed; i++) {
        out->counts[CURLY] += find_curly(reading, i) != NULL;
    }
}

static void replace_mark(void *arg, size_t offset, const char *curly) {
    edits_add(arg, offset, offset + 1, curly, strlen(curly));
}

/* Other languages open with other marks, whose partner may look like one of these. */
static bool is_foreign(const struct reading *reading, const struct passage *passage) {
    static const char *const marks[] = {"\xe2\x80\x9e", "\xe2\x80\x9a", "\xc2\xab", "\xe2\x80\xb9"};
    for (size_t i = 0; passage && i < sizeof marks / sizeof *marks; i++) {
        size_t len = passage->span.end - passage->span.start;
        if (memmem(reading->text + passage->span.start, len, marks[i], strlen(marks[i]))) {
            return true;
        }
    }
    return false;
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    if (value == CURLY) {
        find_straight(reading, replace_mark, edits);
        return;
    }
    const struct passage *passage = NULL;
    bool foreign = false;
    for (size_t i = 0; i < reading->len && format_get(reading->format)->is_typed_as_printed; i++) {
        const struct curly *curly = find_curly(reading, i);
        if (curly && !(passage && i >= passage->span.start && i < passage->span.end)) {
            passage = scan_find_passage(reading, i);
            foreign = is_foreign(reading, passage);
        }
        if (curly && !foreign) {
            edits_add(edits, i, i + 3, curly->straight, 1);
            i += 2;
        }
    }
}

const struct trait trait_quotes = {
    .id = "quotes",
    .values = {{.id = "straight",
                .usual = true,
                .preference = "Use straight quotation marks and apostrophes.",
                .patterns = "straight+quot*|straight+apostrophe*|plain quotation marks|dumb quotes"},
               {.id = "curly",
                .preference = "Use curly quotation marks and apostrophes.",
                .patterns = "curly+quot*|curly+apostrophe*|typographic+quot*|smart quotes|smart quotation marks"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
