/* Pieces between white space are looked at one by one: what marks of punctuation leave of a piece is a literal if it
 * holds a sign that no word holds. Doubt makes a literal: a word that is left alone costs nobody anything. */
#include "core/text/literal.h"

#include "core/text/ascii.h"

#define PIECE_BYTES_MAX 200 /* no word is as long */

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_wordy(char c) {
    return ascii_is_letter(c) || ascii_is_digit(c) || ascii_is_other(c);
}

/* Bytes of a typographic mark (U+2010 to U+203F: dashes, quotation marks, an ellipsis) at offset: 3, or 0. An
 * apostrophe between letters is part of its word. */
static size_t measure_mark(const char *data, size_t start, size_t end, size_t offset) {
    bool mark = end - offset >= 3 && memcmp(data + offset, "\xe2\x80", 2) == 0;
    bool apostrophe = mark && data[offset + 2] == '\x99' && offset > start && is_wordy(data[offset - 1]) &&
                      offset + 3 < end && is_wordy(data[offset + 3]);
    return mark && !apostrophe ? 3 : 0;
}

/* "word--word", "word...word" are two words with a mark between. */
static size_t measure_joint(const char *data, size_t start, size_t end, size_t offset) {
    if (offset == start || end - offset < 3 || !ascii_is_letter(data[offset - 1])) {
        return 0;
    }
    bool dash = memcmp(data + offset, "--", 2) == 0 && ascii_is_letter(data[offset + 2]) && offset > start + 1 &&
                ascii_is_letter(data[offset - 2]) && end - offset > 3 && ascii_is_letter(data[offset + 3]);
    bool three = memcmp(data + offset, "---", 3) == 0;
    return three ? 3 : dash ? 2 : 0;
}

/* The end of the piece that starts at offset. */
static size_t find_piece_end(const char *data, size_t start, size_t end, size_t offset) {
    size_t at = offset;
    while (at < end && (unsigned char)data[at] > ' ' && !measure_mark(data, start, end, at) &&
           !measure_joint(data, offset, end, at)) {
        at++;
    }
    return at;
}

/* "e.g.", "U.S", "a.m": letters one by one. */
static bool is_abbreviation(const char *data, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        bool letter = (i - start) % 2 == 0;
        if (letter ? !ascii_is_letter(data[i]) : data[i] != '.') {
            return false;
        }
    }
    return true;
}

/* "3rd", "9am", "90s", "5%", "10x", "1,000", "2.5", "14:05", "9-5", "1st-class" is none. */
static bool is_number(const char *data, size_t start, size_t end) {
    static const char *const tails[] = {"",   "st", "nd", "rd", "th", "s", "am", "pm", "a.m", "p.m",
                                        "AM", "PM", "x",  "%",  "k",  "K", "am", "h",  "!"};
    size_t at = start;
    at += at < end && ascii_is_one_of(data[at], "+-$'");
    size_t digits = at;
    while (at < end &&
           (ascii_is_digit(data[at]) ||
            (at > digits && at + 1 < end && ascii_is_one_of(data[at], ".,:-/") && ascii_is_digit(data[at + 1])))) {
        at++;
    }
    for (size_t i = 0; at > digits && i < sizeof tails / sizeof *tails; i++) {
        size_t len = strlen(tails[i]);
        if (end - at == len && memcmp(data + at, tails[i], len) == 0) {
            return true;
        }
    }
    return false;
}

/* Signs that stand in no word, wherever they are. */
static bool has_sign(const char *data, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        bool inner = i > start && i + 1 < end;
        if ((inner && data[i] == '-' && data[i + 1] == '-') || ascii_is_one_of(data[i], "_/\\=<>{}|$#@^~+*%`[]&()") ||
            (inner && ascii_is_one_of(data[i], ".,:;!?\"")) || (i == start && ascii_is_one_of(data[i], "-:"))) {
            return true;
        }
    }
    return false;
}

static bool has_odd_letters(const char *data, size_t start, size_t end) {
    bool digit = false, letter = false;
    for (size_t i = start; i < end; i++) {
        if (i > start && is_upper(data[i]) && is_lower(data[i - 1])) {
            return true; /* camelCase */
        }
        digit = digit || ascii_is_digit(data[i]);
        letter = letter || ascii_is_letter(data[i]);
        if (data[i] == '\'' && i > start && ascii_is_digit(data[i - 1]) && i + 1 < end && ascii_is_digit(data[i + 1])) {
            return true; /* 6'2" */
        }
    }
    return digit && letter;
}

static bool is_literal(const char *data, size_t start, size_t end) {
    if (start >= end || is_number(data, start, end) || is_abbreviation(data, start, end)) {
        return false;
    }
    bool wordy = false;
    for (size_t i = start; i < end; i++) {
        wordy = wordy || is_wordy(data[i]);
    }
    return wordy && (has_sign(data, start, end) || has_odd_letters(data, start, end));
}

/* Marks of the sentence around a piece are taken off; brackets and quotation marks only from the side where they
 * belong to the sentence: "(see" loses one, "foo()" none. */
static void trim(const char *data, size_t *start, size_t *end) {
    while (*end > *start) {
        char first = data[*start], last = data[*end - 1];
        bool pair = *end - *start > 1 &&
                    ((first == '(' && last == ')') || (first == '[' && last == ']') || (first == '"' && last == '"') ||
                     (first == '\'' && last == '\'') || (first == '*' && last == '*') || (first == '_' && last == '_'));
        bool closes = last == ')' && !memchr(data + *start, '(', *end - *start);
        closes = closes || (last == ']' && !memchr(data + *start, '[', *end - *start));
        bool opens = first == '(' && !memchr(data + *start, ')', *end - *start);
        opens = opens || (first == '[' && !memchr(data + *start, ']', *end - *start));
        bool inch = last == '"' && *end - *start > 2 && ascii_is_digit(data[*end - 2]) &&
                    memchr(data + *start, '\'', *end - *start);
        if (pair) {
            ++*start;
            --*end;
        } else if (closes || (ascii_is_one_of(last, ".,;:!?\"'") && !inch && !(last == ':' && first == ':'))) {
            --*end;
        } else if (opens || ascii_is_one_of(first, "\"'")) {
            ++*start;
        } else {
            break;
        }
    }
}

void literals_find(const char *data, size_t start, size_t end, struct spans *out) {
    for (size_t at = start; at < end;) {
        size_t mark = measure_mark(data, start, end, at);
        size_t joint = mark ? mark : measure_joint(data, start, end, at);
        if ((unsigned char)data[at] <= ' ' || joint) {
            at += joint ? joint : 1;
            continue;
        }
        size_t from = at, to = find_piece_end(data, start, end, at);
        to += to == at;
        at = to;
        bool endless = to - from > PIECE_BYTES_MAX;
        if (!endless) {
            trim(data, &from, &to);
        }
        if (endless || is_literal(data, from, to)) {
            spans_add(out, from, to);
        }
    }
}
