/* Pieces that are known by their own letters, in any format. One walk from sign to sign; at each, the recognisers whose
 * first signs match are tried in turn, and what none of them knows is stepped over. */
#include "core/base/utf8.h"
#include "core/text/ascii.h"
#include "core/text/markup_find.h"

#include <string.h>
#include <strings.h>

#define SCHEME_BYTES_MAX 20  /* "https" has 5; a bound keeps long runs of letters cheap */
#define LABEL_BYTES_MAX  200 /* of what stands in square brackets */

struct scan {
    const char *data;
    size_t end; /* of the range */
};

/* Each answers where the piece that starts at `start` ends, or start if none does. */
typedef size_t recognise_function(const struct scan *scan, size_t start, enum markup_kind *kind);

static char at(const struct scan *scan, size_t offset) {
    return offset < scan->end ? scan->data[offset] : '\0';
}

static char before(const struct scan *scan, size_t offset) {
    return offset > 0 ? scan->data[offset - 1] : ' ';
}

/* The bytes of the letter or digit, of any script, at offset; 0 if none is there. */
static size_t measure_word(const struct scan *scan, size_t offset) {
    char c = at(scan, offset);
    if (!ascii_is_other(c)) {
        return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
    }
    size_t next = offset;
    return utf8_is_letter(utf8_next(scan->data, scan->end, &next)) ? next - offset : 0;
}

/* Behind the letters and digits at offset. */
static size_t skip_word(const struct scan *scan, size_t offset) {
    for (size_t len; (len = measure_word(scan, offset)) > 0;) {
        offset += len;
    }
    return offset;
}

static bool follows_word(const struct scan *scan, size_t offset) {
    if (offset > 0 && ascii_is_other(scan->data[offset - 1])) {
        return utf8_is_letter(utf8_previous(scan->data, &offset));
    }
    char c = before(scan, offset);
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

/* An address does not take along the punctuation of its sentence, nor a bracket that was opened outside. */
static size_t trim_address(const struct scan *scan, size_t start, size_t end) {
    size_t open = 0;
    size_t closed = 0;
    for (size_t i = start; i < end; i++) {
        open += scan->data[i] == '(';
        closed += scan->data[i] == ')';
    }
    while (end > start) {
        char last = scan->data[end - 1];
        if (last == ')' && closed > open) {
            closed--;
        } else if (!ascii_is_one_of(last, ".,;:!?'\"*_~]")) {
            break;
        }
        end--;
    }
    return end;
}

static size_t recognise_url(const struct scan *scan, size_t start, enum markup_kind *kind) {
    if (!ascii_is_letter(at(scan, start))) {
        return start;
    }
    size_t end = start;
    while (end - start < SCHEME_BYTES_MAX &&
           (ascii_is_letter(at(scan, end)) || ascii_is_one_of(at(scan, end), "+-.0123456789"))) {
        end++;
    }
    const char *data = scan->data;
    bool scheme = scan->end - end > 3 && memcmp(data + end, "://", 3) == 0;
    bool www = scan->end - start > 4 && strncasecmp(data + start, "www.", 4) == 0 && measure_word(scan, start + 4) > 0;
    bool mail = scan->end - start > 7 && strncasecmp(data + start, "mailto:", 7) == 0;
    if (!scheme && !www && !mail) {
        return start;
    }
    end += scheme ? 3 : 0;
    while (measure_word(scan, end) > 0 || ascii_is_one_of(at(scan, end), "-._~:/?#[]@!$&'()*+,;=%")) {
        end += measure_word(scan, end) > 0 ? measure_word(scan, end) : 1; /* RFC 3986, section 2 */
    }
    *kind = MARKUP_URL;
    return trim_address(scan, start, end);
}

static size_t recognise_mail(const struct scan *scan, size_t start, enum markup_kind *kind) {
    size_t end = start;
    while (end - start < 64 && (measure_word(scan, end) > 0 || ascii_is_one_of(at(scan, end), ".+-%"))) {
        end += measure_word(scan, end) > 0 ? measure_word(scan, end) : 1;
    }
    if (end == start || at(scan, end) != '@') {
        return start;
    }
    size_t host = end + 1;
    bool dotted = false;
    for (end = skip_word(scan, host); ascii_is_one_of(at(scan, end), ".-") && measure_word(scan, end + 1) > 0;) {
        dotted = dotted || at(scan, end) == '.';
        end = skip_word(scan, end + 1);
    }
    *kind = MARKUP_URL;
    return dotted && measure_word(scan, host) > 0 ? end : start;
}

static size_t recognise_mention(const struct scan *scan, size_t start, enum markup_kind *kind) {
    char mark = at(scan, start);
    if ((mark != '@' && mark != '#') || follows_word(scan, start) || ascii_is_one_of(before(scan, start), "\\&/@#")) {
        return start;
    }
    size_t end = start + 1;
    *kind = MARKUP_MENTION;
    if (mark == '#') {
        while (ascii_is_digit(at(scan, end))) {
            end++;
        }
        return end > start + 1 && measure_word(scan, end) == 0 ? end : start;
    }
    end = skip_word(scan, end);
    while (end > start + 1 && ascii_is_one_of(at(scan, end), "-./:") && measure_word(scan, end + 1) > 0) {
        end = skip_word(scan, end + 1);
    }
    return end > start + 1 ? end : start;
}

/* A sign that may stand between two digits of one value: "3.5", "14:05", "2026-11-23", "10\u201320". Its bytes. */
static size_t measure_inner(const struct scan *scan, size_t offset) {
    if (ascii_is_one_of(at(scan, offset), ".,:/-'") && ascii_is_digit(at(scan, offset + 1))) {
        return 1;
    }
    bool wide = scan->end - offset > 3 && memcmp(scan->data + offset, "\u2013", 3) == 0;
    return wide && ascii_is_digit(scan->data[offset + 3]) ? 3 : 0;
}

static size_t skip_currency(const struct scan *scan, size_t start) {
    static const char *const signs[] = {"$", "\u20ac", "\u00a3", "\u00a5"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t len = strlen(signs[i]);
        if (scan->end - start > len && memcmp(scan->data + start, signs[i], len) == 0) {
            return start + len;
        }
    }
    return start;
}

/* "v" of a version, sign, or currency. */
static size_t skip_number_start(const struct scan *scan, size_t start) {
    char first = at(scan, start);
    bool sign = (first == '-' || first == '+') && !ascii_is_one_of(before(scan, start), ")]");
    bool version = first == 'v' || first == 'V';
    return (sign || version) && ascii_is_digit(at(scan, start + 1)) ? start + 1 : skip_currency(scan, start);
}

static size_t recognise_number(const struct scan *scan, size_t start, enum markup_kind *kind) {
    size_t end = skip_number_start(scan, start);
    if (!ascii_is_digit(at(scan, end)) || follows_word(scan, start)) {
        return start;
    }
    for (size_t inner; end < scan->end; end += inner) {
        inner = ascii_is_digit(scan->data[end]) || ascii_is_letter(scan->data[end]) ? 1 : measure_inner(scan, end);
        if (inner == 0) {
            break;
        }
    }
    if (at(scan, end) == '%' ||
        (at(scan, end) == ' ' && at(scan, end + 1) == '%' && measure_word(scan, end + 2) == 0)) {
        end += at(scan, end) == ' ' ? 2 : 1;
    }
    *kind = MARKUP_NUMBER;
    return end;
}

/* [^footnote], [@citation; @another], [12] and [3, 4-6]. */
static size_t recognise_bracket(const struct scan *scan, size_t start, enum markup_kind *kind) {
    if (at(scan, start) != '[' || before(scan, start) == '\\') {
        return start;
    }
    size_t end = start + 1;
    bool numbers = ascii_is_digit(at(scan, end));
    bool cites = false;
    while (end < scan->end && end - start < LABEL_BYTES_MAX && !ascii_is_one_of(scan->data[end], "[]\n\r")) {
        numbers = numbers && (ascii_is_digit(scan->data[end]) || ascii_is_one_of(scan->data[end], ", -"));
        cites = cites || (scan->data[end] == '@' && measure_word(scan, end + 1) > 0);
        end++;
    }
    bool note = at(scan, start + 1) == '^' && end > start + 2;
    if (at(scan, end) != ']' || !(numbers || cites || note)) {
        return start;
    }
    *kind = note ? MARKUP_FOOTNOTE : MARKUP_CITATION;
    return end + 1;
}

static size_t recognise_code(const struct scan *scan, size_t start, enum markup_kind *kind) {
    size_t open = start;
    while (at(scan, open) == '`') {
        open++;
    }
    for (size_t end = open; open > start && end < scan->end && scan->data[end] != '\n';) {
        size_t close = end;
        while (at(scan, close) == '`') {
            close++;
        }
        if (close - end == open - start) {
            *kind = MARKUP_CODE;
            return close;
        }
        end = close > end ? close : end + 1;
    }
    return start;
}

/* <address>, whole. */
static size_t recognise_angle(const struct scan *scan, size_t start, enum markup_kind *kind) {
    if (at(scan, start) != '<') {
        return start;
    }
    struct scan inside = *scan;
    size_t end = recognise_url(&inside, start + 1, kind);
    end = end > start + 1 ? end : recognise_mail(&inside, start + 1, kind);
    return end > start + 1 && at(scan, end) == '>' ? end + 1 : start;
}

static size_t recognise(const struct scan *scan, size_t start, enum markup_kind *kind) {
    static recognise_function *const in_words[] = {recognise_number, recognise_url, recognise_mail};
    static recognise_function *const in_signs[] = {recognise_angle, recognise_bracket, recognise_mention,
                                                   recognise_number};
    bool word = measure_word(scan, start) > 0;
    size_t behind = start;
    for (size_t i = 0; word && behind == start && i < sizeof in_words / sizeof *in_words; i++) {
        behind = in_words[i](scan, start, kind);
    }
    for (size_t i = 0; !word && behind == start && i < sizeof in_signs / sizeof *in_signs; i++) {
        behind = in_signs[i](scan, start, kind);
    }
    return behind;
}

void markup_add_plain(const char *data, size_t start, size_t end, bool ticks, struct markups *out) {
    struct scan scan = {data, end};
    size_t no_code = start; /* in front of this there is no code to look for: its line was searched already */
    size_t offset = follows_word(&scan, start) ? skip_word(&scan, start) : start;
    while (offset < end) {
        enum markup_kind kind = MARKUP_NUMBER;
        size_t behind = offset;
        if (ticks && data[offset] == '`' && offset >= no_code) {
            behind = recognise_code(&scan, offset, &kind);
            const char *newline = behind == offset ? memchr(data + offset, '\n', end - offset) : data + offset;
            no_code = newline ? (size_t)(newline - data) : end;
        } else if (data[offset] != ' ') {
            behind = recognise(&scan, offset, &kind);
        }
        if (behind > offset) {
            markups_add(out, offset, behind, kind);
            offset = skip_word(&scan, behind);
        } else if ((behind = skip_word(&scan, offset)) > offset) {
            offset = behind;
        } else {
            utf8_next(data, end, &offset);
        }
    }
}
