/* Sentences: cut behind . ! ? and … when what stands before and behind says so.
 *
 * A period is the hard one. It ends no sentence behind an initial, behind an abbreviation that always has a word after
 * it, behind a number's own ("no. 5") and, where it could go either way, before a small letter. */
#include "core/base/utf8.h"
#include "core/text/words.h"

#include <string.h>

enum abbreviation_kind {
    ABBREVIATION_INNER,  /* a word of its sentence follows: "Dr. Who", "e.g. this" */
    ABBREVIATION_NUMBER, /* only before a digit: "no. 5", but "He said no." */
    ABBREVIATION_EITHER, /* ends a sentence if a capital follows: "etc." */
};

static const struct abbreviation {
    const char *text; /* lower case, without the last period */
    enum abbreviation_kind kind;
} abbreviations[] = {
    {"dr", ABBREVIATION_INNER},    {"mr", ABBREVIATION_INNER},     {"mrs", ABBREVIATION_INNER},
    {"ms", ABBREVIATION_INNER},    {"prof", ABBREVIATION_INNER},   {"st", ABBREVIATION_INNER},
    {"vs", ABBREVIATION_INNER},    {"e.g", ABBREVIATION_INNER},    {"i.e", ABBREVIATION_INNER},
    {"eg", ABBREVIATION_INNER},    {"ie", ABBREVIATION_INNER},     {"cf", ABBREVIATION_INNER},
    {"viz", ABBREVIATION_INNER},   {"approx", ABBREVIATION_INNER}, {"resp", ABBREVIATION_INNER},
    {"gen", ABBREVIATION_INNER},   {"rev", ABBREVIATION_INNER},    {"hon", ABBREVIATION_INNER},
    {"z.b", ABBREVIATION_INNER},   {"d.h", ABBREVIATION_INNER},    {"bzw", ABBREVIATION_INNER},
    {"vgl", ABBREVIATION_INNER},   {"u.a", ABBREVIATION_INNER},    {"fig", ABBREVIATION_NUMBER},
    {"figs", ABBREVIATION_NUMBER}, {"eq", ABBREVIATION_NUMBER},    {"eqs", ABBREVIATION_NUMBER},
    {"sec", ABBREVIATION_NUMBER},  {"ch", ABBREVIATION_NUMBER},    {"ref", ABBREVIATION_NUMBER},
    {"refs", ABBREVIATION_NUMBER}, {"vol", ABBREVIATION_NUMBER},   {"no", ABBREVIATION_NUMBER},
    {"nos", ABBREVIATION_NUMBER},  {"nr", ABBREVIATION_NUMBER},    {"p", ABBREVIATION_NUMBER},
    {"pp", ABBREVIATION_NUMBER},   {"art", ABBREVIATION_NUMBER},   {"ca", ABBREVIATION_NUMBER},
    {"c", ABBREVIATION_NUMBER},    {"etc", ABBREVIATION_EITHER},   {"al", ABBREVIATION_EITHER},
    {"inc", ABBREVIATION_EITHER},  {"ltd", ABBREVIATION_EITHER},   {"co", ABBREVIATION_EITHER},
    {"corp", ABBREVIATION_EITHER}, {"jr", ABBREVIATION_EITHER},    {"sr", ABBREVIATION_EITHER},
    {"a.m", ABBREVIATION_EITHER},  {"p.m", ABBREVIATION_EITHER},   {"ph.d", ABBREVIATION_EITHER},
    {"u.s", ABBREVIATION_EITHER},  {"u.k", ABBREVIATION_EITHER},   {"usw", ABBREVIATION_EITHER},
    {"jan", ABBREVIATION_NUMBER},  {"feb", ABBREVIATION_NUMBER},   {"aug", ABBREVIATION_NUMBER},
    {"sept", ABBREVIATION_NUMBER}, {"oct", ABBREVIATION_NUMBER},   {"nov", ABBREVIATION_NUMBER},
    {"dec", ABBREVIATION_NUMBER},
};

static bool is_ideographic_end(int32_t c) {
    return c == 0x3002 || c == 0xff01 || c == 0xff1f; /* these need no space behind them */
}

static bool is_end_mark(int32_t c) {
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || is_ideographic_end(c);
}

static bool is_closer(int32_t c) {
    return c < 0x80 ? c != 0 && strchr(")]}\"'*_`", c) : c == 0x201d || c == 0x2019 || c == 0xbb || c == 0x300d;
}

static bool is_opener(int32_t c) {
    return c < 0x80 ? c != 0 && strchr("([{\"'*_`", c) : c == 0x201c || c == 0x2018 || c == 0xab || c == 0x201e;
}

static int32_t peek(const char *data, size_t len, size_t offset) {
    return offset < len ? utf8_next(data, len, &offset) : 0;
}

/* Skips white space; true if an empty line lies in it. */
static bool skip_space(const char *data, size_t len, size_t *offset) {
    size_t line_ends = 0;
    for (size_t next = *offset; next < len; *offset = next) {
        int32_t c = utf8_next(data, len, &next);
        if (!utf8_is_space(c)) {
            break;
        }
        line_ends += c == '\n' || (c == '\r' && peek(data, len, next) != '\n');
    }
    return line_ends > 1;
}

static bool match_abbreviation(const char *word, size_t len, enum abbreviation_kind *kind) {
    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++) {
        const char *text = abbreviations[i].text;
        size_t same = 0;
        while (same < len && text[same] && (word[same] | 0x20) == (text[same] | 0x20)) {
            same++;
        }
        if (same == len && text[same] == '\0') {
            *kind = abbreviations[i].kind;
            return true;
        }
    }
    return false;
}

/* The word that ends at `end`: letters with periods inside. */
static size_t find_word_start(const char *data, size_t floor, size_t end) {
    while (end > floor) {
        size_t before = end;
        int32_t c = utf8_previous(data, &before);
        if (c != '.' && !utf8_is_letter(c)) {
            break;
        }
        end = before;
    }
    return end;
}

/* Whether the single period at `mark`, in a sentence begun at `start`, leaves its sentence open; next: the first letter
 * or digit behind. */
static bool is_inner_period(const char *data, size_t start, size_t mark, int32_t next) {
    size_t word = find_word_start(data, start, mark);
    size_t len = mark - word;
    enum abbreviation_kind kind;
    if (len == 0) {
        return false;
    }
    if (match_abbreviation(data + word, len, &kind)) {
        return kind == ABBREVIATION_INNER || (kind == ABBREVIATION_NUMBER && utf8_is_digit(next)) ||
               (kind == ABBREVIATION_EITHER && !utf8_is_upper(next));
    }
    size_t behind = word;
    int32_t first = utf8_next(data, mark, &behind);
    if (behind == mark) { /* "J. Smith", but "So did I." and "Vitamin C." at the end of all */
        return utf8_is_upper(first) && first != 'I' && utf8_is_upper(next);
    }
    return behind < mark && data[behind] == '.' && !utf8_is_upper(next); /* "z.T. klein": initials in a row */
}

/* The numbers of a list, "1." or "a)", at the start of a line, are part of what follows. */
static bool is_list_number(const char *data, size_t start, size_t mark) {
    size_t digits = start;
    while (digits < mark && data[digits] >= '0' && data[digits] <= '9') {
        digits++;
    }
    return digits == mark && mark > start && mark - start <= 3;
}

/* Behind the marks and closers at *offset; says whether a sentence ends there. start: of this sentence. */
static bool ends_sentence(const char *data, size_t len, size_t start, size_t *offset) {
    size_t mark = *offset;
    size_t marks = 0;
    bool closed = false;
    bool ideographic = false;
    int32_t last = 0;
    for (int32_t c; (c = peek(data, len, *offset)) && is_end_mark(c); last = c, marks++) {
        ideographic = is_ideographic_end(c);
        utf8_next(data, len, offset);
    }
    for (int32_t c; (c = peek(data, len, *offset)) && is_closer(c); closed = true) {
        utf8_next(data, len, offset);
    }
    size_t next = *offset;
    bool paragraph = skip_space(data, len, &next);
    if (next == len || paragraph || ideographic) {
        return true;
    }
    if (next == *offset) {
        return false;
    }
    int32_t c = peek(data, len, next);
    while (is_opener(c)) {
        utf8_next(data, len, &next);
        c = peek(data, len, next);
    }
    bool small = utf8_is_letter(c) && !utf8_is_upper(c) && utf8_to_upper(c) != c;
    if (last == 0x2026 || marks > 1 || closed) {
        return !small; /* "Well ... yes", '"Why?" he asked' */
    }
    return last != '.' || !(is_inner_period(data, start, mark, c) || is_list_number(data, start, mark));
}

void sentences_find(const char *data, size_t len, struct spans *sentences) {
    size_t offset = 0;
    skip_space(data, len, &offset);
    size_t start = offset;
    while (offset < len) {
        size_t next = offset;
        int32_t c = utf8_next(data, len, &next);
        size_t end = offset;
        bool ends = false;
        if (is_end_mark(c)) {
            ends = ends_sentence(data, len, start, &offset);
            end = offset;
        } else if (c == '\n' || c == '\r') {
            ends = skip_space(data, len, &offset);
        } else {
            offset = next;
        }
        if (ends) {
            while (end > start && strchr(" \t", data[end - 1])) {
                end--;
            }
            spans_add(sentences, start, end);
            skip_space(data, len, &offset);
            start = offset;
        }
    }
    for (size_t end = len; end > start; end = offset) { /* what is left has no mark, but may have space, at its end */
        offset = end;
        if (!utf8_is_space(utf8_previous(data, &offset))) {
            spans_add(sentences, start, end);
            break;
        }
    }
}
