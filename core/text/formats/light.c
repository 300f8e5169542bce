/* One walk from sign to sign. A close that is not found once is not looked for again, so the walk stays linear. */
#include "core/text/formats/light.h"

#include "core/text/ascii.h"
#include "core/text/markup_find.h"
#include "core/text/passage_find.h"

#include <string.h>
#include <strings.h>

#define MARKS_MAX  32
#define TAB        8
#define ROLE_MAX   64   /* bytes of a role's name */
#define TARGET_MAX 2000 /* bytes of a macro's target: bounds keep the walk linear */

struct light_line light_read(const char *data, size_t len, size_t start) {
    struct light_line line = {0};
    const char *newline = memchr(data + start, '\n', len - start);
    size_t end = newline ? (size_t)(newline - data) : len;
    line.next = newline ? end + 1 : len;
    while (end > start && (ascii_is_blank(data[end - 1]) || data[end - 1] == '\r')) {
        end--;
    }
    for (; start < end && ascii_is_blank(data[start]); start++) {
        line.indent += data[start] == '\t' ? TAB - line.indent % TAB : 1;
    }
    line.content = (struct span){start, end};
    return line;
}

bool light_starts(const char *data, struct span content, const char *text) {
    size_t len = strlen(text);
    return content.end - content.start >= len && strncasecmp(data + content.start, text, len) == 0;
}

bool light_ends(const char *data, struct span content, const char *text) {
    size_t len = strlen(text);
    return content.end - content.start >= len && memcmp(data + content.end - len, text, len) == 0;
}

size_t light_measure_marker(const char *data, struct span content, const char *bullets, bool numbered) {
    size_t at = content.start;
    if (ascii_is_one_of(data[at], bullets)) {
        at++;
    } else if (numbered) {
        size_t digits = at;
        while (at < content.end && (ascii_is_digit(data[at]) || data[at] == '#') && at - digits < 9) {
            at++;
        }
        if (at == digits || at == content.end || !ascii_is_one_of(data[at], ".)")) {
            return 0;
        }
        at++;
    } else {
        return 0;
    }
    size_t sign = at;
    while (at < content.end && ascii_is_blank(data[at])) {
        at++;
    }
    return at > sign ? at - content.start : 0;
}

void light_add(struct light_lines *lines, struct span content) {
    spans_add(&lines->lines, content.start, content.end);
}

void light_close(struct light_lines *lines) {
    if (lines->lines.count) {
        passages_add(lines->out, lines->kind, &lines->lines);
    }
    lines->kind = PASSAGE_PARAGRAPH;
}

void light_drop(struct light_lines *lines) {
    lines->lines.count = 0;
    lines->kind = PASSAGE_PARAGRAPH;
}

/* --- marks --- */

struct finder {
    const char *data;
    size_t len;
    struct markups *out;
    size_t plain;   /* words wait from here on */
    size_t bracket; /* the next "[", or the end, as of the last look */
    bool none_left[MARKS_MAX];
};

/* Where the "[" stands that a target at `start` leads to without a blank; the end of the text if there is none. */
static size_t find_bracket(struct finder *finder, size_t start) {
    if (finder->bracket < start) {
        const char *found = memchr(finder->data + start, '[', finder->len - start);
        finder->bracket = found ? (size_t)(found - finder->data) : finder->len;
    }
    size_t at = start;
    while (finder->bracket < finder->len && finder->bracket - start < TARGET_MAX && at < finder->bracket &&
           !ascii_is_blank(finder->data[at]) && finder->data[at] != '\n') {
        at++;
    }
    return at == finder->bracket ? at : finder->len;
}

static void add(struct finder *finder, size_t start, size_t end, enum markup_kind kind) {
    markup_add_plain(finder->data, finder->plain, start, false, finder->out);
    markups_add(finder->out, start, end, kind);
    finder->plain = end;
}

static bool is_word(const struct finder *finder, size_t offset) {
    char c = finder->data[offset];
    return ascii_is_letter(c) || ascii_is_digit(c) || ascii_is_other(c);
}

static bool stands_apart(const struct finder *finder, size_t start, size_t end) {
    return (start == 0 || !is_word(finder, start - 1)) && end < finder->len && !ascii_is_blank(finder->data[end]) &&
           finder->data[end] != '\n';
}

static bool is_quote(const struct finder *finder, size_t offset) {
    return offset < finder->len && ascii_is_one_of(finder->data[offset], "'\"");
}

/* Takes [start, end) with what belongs to it around; returns where it ends. */
static size_t add_around(struct finder *finder, const struct light_mark *mark, size_t start, size_t end) {
    if (mark->quotes) {
        start -= start > finder->plain && is_quote(finder, start - 1);
        end += is_quote(finder, end);
    }
    size_t at = mark->target ? find_bracket(finder, end) : finder->len;
    if (at < finder->len) {
        const char *close = memchr(finder->data + at, ']', finder->len - at);
        end = close ? (size_t)(close - finder->data) + 1 : finder->len;
    }
    add(finder, start, end, mark->kind);
    return end;
}

/* The last place of `text` in [start, end), or end. */
static size_t find_last(const struct finder *finder, size_t start, size_t end, const char *text) {
    size_t len = strlen(text), found = end;
    for (size_t at = start; at + len <= end; at++) {
        if (memcmp(finder->data + at, text, len) == 0) {
            found = at;
        }
    }
    return found;
}

/* Behind ":name:`" or start. */
static size_t skip_role(const struct finder *finder, size_t start) {
    size_t at = start + 1;
    while (at < finder->len && at - start < ROLE_MAX &&
           ((ascii_is_letter(finder->data[at]) || ascii_is_digit(finder->data[at])) ||
            ascii_is_one_of(finder->data[at], ":.+-_"))) {
        at++;
    }
    bool role = at > start + 2 && finder->data[at - 1] == ':' && at < finder->len && finder->data[at] == '`';
    return role ? at + 1 : start;
}

static size_t find_word_start(const struct finder *finder, size_t offset) {
    while (offset > finder->plain && !ascii_is_blank(finder->data[offset - 1]) && finder->data[offset - 1] != '\n') {
        offset--;
    }
    return offset;
}

/* A colon with its target and brackets, and the name in front. */
static size_t take_macro(struct finder *finder, const struct light_mark *mark, size_t start) {
    size_t word = start, at = find_bracket(finder, start + 1);
    while (word > finder->plain && ascii_is_letter(finder->data[word - 1])) {
        word--;
    }
    if (word == start || at == finder->len) {
        return start;
    }
    const char *close = memchr(finder->data + at, ']', finder->len - at);
    size_t end = close ? (size_t)(close - finder->data) + 1 : finder->len;
    add(finder, word, end, mark->kind);
    return end;
}

/* Behind the group that opens at `start`, strings in it passed over; the end of the text if nothing closes it. */
static size_t skip_group(const struct finder *finder, size_t start) {
    size_t depth = 0, at = start;
    for (bool quoted = false; at < finder->len; at++) {
        char c = finder->data[at];
        if (c == '\\') {
            at++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && ascii_is_one_of(c, "([{")) {
            depth++;
        } else if (!quoted && ascii_is_one_of(c, ")]}") && --depth == 0) {
            return at + 1;
        }
    }
    return finder->len;
}

static size_t take_call(struct finder *finder, const struct light_mark *mark, size_t start) {
    size_t at = start + 1;
    while (at < finder->len && (is_word(finder, at) || ascii_is_one_of(finder->data[at], "_-"))) {
        at++;
    }
    if (at == start + 1 && !(at < finder->len && ascii_is_one_of(finder->data[at], "([{\"$"))) {
        return start;
    }
    for (;;) {
        if (at < finder->len && ascii_is_one_of(finder->data[at], "([{")) {
            at = skip_group(finder, at);
        } else if (at + 1 < finder->len && finder->data[at] == '.' && ascii_is_letter(finder->data[at + 1])) {
            for (at++; at < finder->len && (is_word(finder, at) || ascii_is_one_of(finder->data[at], "_-")); at++) {
            }
        } else {
            break;
        }
    }
    add(finder, start, at, mark->kind);
    return at;
}

static size_t take_suffix(struct finder *finder, const struct light_mark *mark, size_t start, size_t end) {
    size_t word = end < finder->len && is_word(finder, end) ? start : find_word_start(finder, start);
    if (word == start) {
        return start;
    }
    add(finder, word, end, mark->kind);
    return end;
}

/* Behind the mark that starts at `start`; start if this is none. */
static size_t take(struct finder *finder, const struct light_mark *mark, bool *none_left, size_t start) {
    size_t open = start + strlen(mark->open);
    if (open > finder->len || memcmp(finder->data + start, mark->open, open - start) != 0 ||
        (mark->apart && !stands_apart(finder, start, open))) {
        return start;
    }
    if (mark->macro) {
        return take_macro(finder, mark, start);
    }
    if (mark->call) {
        return take_call(finder, mark, start);
    }
    if (mark->suffix) {
        return take_suffix(finder, mark, start, open);
    }
    if (mark->role && (open = skip_role(finder, start)) == start) {
        return start;
    }
    if (!mark->close) {
        return add_around(finder, mark, start, open);
    }
    size_t close_len = strlen(mark->close);
    const char *found = *none_left ? NULL : memmem(finder->data + open, finder->len - open, mark->close, close_len);
    if (!found) {
        *none_left = true;
        if (mark->alone) {
            add(finder, start, finder->len, mark->kind);
        }
        return mark->alone ? finder->len : start;
    }
    size_t close = (size_t)(found - finder->data);
    size_t split = mark->split ? find_last(finder, open, close, mark->split) : close;
    size_t behind = mark->whole_but_last ? find_last(finder, open, close, mark->whole_but_last) : close;
    if (behind < close) {
        add(finder, start, behind + strlen(mark->whole_but_last), mark->kind);
        add(finder, close, close + close_len, mark->kind);
    } else if (split < close) {
        add(finder, start, open, mark->kind);
        add(finder, split, close + close_len, mark->kind);
    } else {
        return add_around(finder, mark, start, close + close_len);
    }
    return close + close_len;
}

void light_find_markup(const char *data, size_t len, const struct light_mark *marks, size_t count,
                       struct markups *out) {
    struct finder finder = {.data = data, .len = len, .out = out};
    for (size_t offset = 0; offset < len;) {
        size_t next = offset;
        for (size_t i = 0; i < count && next == offset && !is_word(&finder, offset); i++) {
            next = take(&finder, &marks[i], &finder.none_left[i], offset);
        }
        offset = next > offset ? next : offset + 1;
    }
    markup_add_plain(data, finder.plain, len, false, out);
}
