/* One walk from sign to sign. Each opening mark has a finder that answers where its piece ends, or where it starts if
 * nothing closes it. How far a finder may look is bounded, so broken text stays cheap. */
#include "core/text/formats/foreign.h"

#include "core/base/mem.h"
#include "core/text/ascii.h"
#include "core/text/markup_find.h"

#include <string.h>
#include <strings.h>

enum { PIECE_BYTES_MAX = 4000, FILLER = '%' /* no letter, and no mark of Markdown */ };

enum close {
    CLOSE_BRACES,
    CLOSE_PERCENT,
    CLOSE_HASH,
    CLOSE_ATTRIBUTES,
    CLOSE_ASP,
    CLOSE_PHP,
    CLOSE_SHELL,
    CLOSE_WIKI,
    CLOSE_COMMENT,
    CLOSE_REMARK,
    CLOSE_INLINE_MATH,
    CLOSE_DISPLAY_MATH,
    CLOSE_COUNT
};

static const struct {
    const char *text;
    bool same_line;
} closes[] = {
    [CLOSE_BRACES] = {"}}", false},   [CLOSE_PERCENT] = {"%}", false},      [CLOSE_HASH] = {"#}", false},
    [CLOSE_ATTRIBUTES] = {"}", true}, [CLOSE_ASP] = {"%>", false},          [CLOSE_PHP] = {"?>", false},
    [CLOSE_SHELL] = {"}", false},     [CLOSE_WIKI] = {"]]", true},          [CLOSE_COMMENT] = {"%%", false},
    [CLOSE_REMARK] = {"*/", false},   [CLOSE_INLINE_MATH] = {"\\)", false}, [CLOSE_DISPLAY_MATH] = {"\\]", false},
};

enum { TICKS_MAX = 8 };

struct walk {
    const char *data;
    size_t len;
    unsigned kinds;
    size_t none[CLOSE_COUNT];   /* no such mark stands in front of here: nothing is searched twice */
    size_t no_ticks[TICKS_MAX]; /* the same for the end of code, by its number of ticks */
};

static bool starts(const struct walk *walk, size_t at, const char *text) {
    size_t len = strlen(text);
    return walk->len - at >= len && memcmp(walk->data + at, text, len) == 0;
}

static bool is_line_start(const struct walk *walk, size_t at) {
    while (at > 0 && ascii_is_blank(walk->data[at - 1])) {
        at--;
    }
    return at == 0 || ascii_is_newline(walk->data[at - 1]);
}

static size_t find_line_end(const struct walk *walk, size_t at) {
    const char *newline = memchr(walk->data + at, '\n', walk->len - at);
    return newline ? (size_t)(newline - walk->data) : walk->len;
}

static bool is_blank_line(const struct walk *walk, size_t start) {
    while (start < walk->len && (ascii_is_blank(walk->data[start]) || walk->data[start] == '\r')) {
        start++;
    }
    return start >= walk->len || walk->data[start] == '\n';
}

/* Behind the mark, which comes in the same paragraph (or line); `at` if it does not. */
static size_t find_close(struct walk *walk, size_t at, size_t from, enum close close) {
    const char *text = closes[close].text;
    size_t limit = walk->len - at > PIECE_BYTES_MAX ? at + PIECE_BYTES_MAX : walk->len;
    size_t i = from > walk->none[close] ? from : walk->none[close];
    for (; i < limit; i++) {
        if (walk->data[i] == text[0] && starts(walk, i, text)) {
            return i + strlen(text);
        }
        if (walk->data[i] == '\n' && (closes[close].same_line || is_blank_line(walk, i + 1))) {
            return at;
        }
    }
    walk->none[close] = i;
    return at;
}

/* Behind the bracket that closes the one at `at`, strings and comments of JavaScript apart. If none does, all that was
 * looked at is left alone. */
static size_t find_balanced(struct walk *walk, size_t at) {
    size_t depth = 0, limit = walk->len - at > PIECE_BYTES_MAX ? at + PIECE_BYTES_MAX : walk->len;
    char quote = 0;
    for (size_t i = at; i < limit; i++) {
        char c = walk->data[i];
        if (quote) {
            i += c == '\\';
            quote = c == quote || (c == '\n' && quote != '`') ? 0 : quote;
        } else if (c == '"' || c == '`' || (c == '\'' && i > at && !ascii_is_letter(walk->data[i - 1]))) {
            quote = c;
        } else if (starts(walk, i, "/*")) {
            size_t end = find_close(walk, i, i + 2, CLOSE_REMARK);
            i = end > i ? end - 1 : i;
        } else if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            return i + 1;
        }
    }
    return limit;
}

/* --- templates --- */

static size_t find_brace(struct walk *walk, size_t at) {
    size_t end = at;
    if (starts(walk, at, "{{")) {
        end = find_close(walk, at, at + 2, CLOSE_BRACES);
        return end + (end > at && end < walk->len && walk->data[end] == '}');
    }
    if (starts(walk, at, "{%")) {
        return find_close(walk, at, at + 2, CLOSE_PERCENT);
    }
    if (starts(walk, at, "{#") && (end = find_close(walk, at, at + 2, CLOSE_HASH)) > at) {
        return end;
    }
    /* Attributes, of a heading or behind a link: {#id .class}, {: .note}, {target=_blank}. */
    bool attributes = at + 1 < walk->len && ascii_is_one_of(walk->data[at + 1], "#.:");
    bool attached = at > 0 && ascii_is_one_of(walk->data[at - 1], ")]`");
    return attributes || attached ? find_close(walk, at, at + 1, CLOSE_ATTRIBUTES) : at;
}

static size_t find_template(struct walk *walk, size_t at) {
    switch (walk->data[at]) {
    case '{':
        return find_brace(walk, at);
    case '<':
        return starts(walk, at, "<%")   ? find_close(walk, at, at + 2, CLOSE_ASP)
               : starts(walk, at, "<?") ? find_close(walk, at, at + 2, CLOSE_PHP)
                                        : at;
    case '$':
        return starts(walk, at, "${") ? find_close(walk, at, at + 2, CLOSE_SHELL) : at;
    case '[':
        return starts(walk, at, "[[") ? find_close(walk, at, at + 2, CLOSE_WIKI) : at;
    case '%':
        return starts(walk, at, "%%") ? find_close(walk, at, at + 2, CLOSE_COMMENT) : at;
    case ':':
        return starts(walk, at, ":::") && is_line_start(walk, at) ? find_line_end(walk, at) : at;
    case '!':
        return starts(walk, at, "!!! ") && is_line_start(walk, at) ? find_line_end(walk, at) : at;
    case '?':
        return starts(walk, at, "??? ") && is_line_start(walk, at) ? find_line_end(walk, at) : at;
    default:
        return at;
    }
}

/* --- code --- */

static size_t find_code_tag(const struct walk *walk, size_t at) {
    static const char *const tags[] = {"code", "kbd", "samp", "var", "tt", "math", "pre", "script", "style", "svg"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t len = strlen(tags[i]), name_end = at + 1 + len;
        if (name_end >= walk->len || strncasecmp(walk->data + at + 1, tags[i], len) != 0 ||
            !ascii_is_one_of(walk->data[name_end], "> \t\r\n/")) {
            continue;
        }
        size_t limit = walk->len - at > PIECE_BYTES_MAX ? at + PIECE_BYTES_MAX : walk->len;
        for (size_t end = name_end; end + len + 2 < limit; end++) {
            if (walk->data[end] == '<' && walk->data[end + 1] == '/' &&
                strncasecmp(walk->data + end + 2, tags[i], len) == 0) {
                const char *close = memchr(walk->data + end, '>', walk->len - end);
                return close ? (size_t)(close - walk->data) + 1 : walk->len;
            }
        }
        return limit; /* its end is elsewhere */
    }
    return at;
}

static size_t find_code(struct walk *walk, size_t at) {
    if (walk->data[at] == '<') {
        return find_code_tag(walk, at);
    }
    bool math = starts(walk, at, "\\(") || starts(walk, at, "\\[");
    return math ? find_close(walk, at, at + 2, walk->data[at + 1] == '(' ? CLOSE_INLINE_MATH : CLOSE_DISPLAY_MATH) : at;
}

/* --- MDX --- */

/* <Name attribute="a" other={b}>, </Name>, <>, </>; HTML alike. */
static size_t find_tag(struct walk *walk, size_t at) {
    size_t i = at + 1, limit = walk->len - at > PIECE_BYTES_MAX ? at + PIECE_BYTES_MAX : walk->len;
    i += i < limit && walk->data[i] == '/';
    if (i < limit && !ascii_is_letter(walk->data[i]) && walk->data[i] != '>') {
        return at;
    }
    for (char quote = 0; i < limit; i++) {
        char c = walk->data[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '{') {
            i = find_balanced(walk, i) - 1;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return limit;
}

static size_t find_module(const struct walk *walk, size_t at) {
    bool starts_line = at == 0 || walk->data[at - 1] == '\n';
    if (!starts_line || !(starts(walk, at, "import ") || starts(walk, at, "export "))) {
        return at;
    }
    size_t end = find_line_end(walk, at);
    while (end < walk->len && !is_blank_line(walk, end + 1)) {
        end = find_line_end(walk, end + 1);
    }
    return end;
}

static size_t find_mdx(struct walk *walk, size_t at) {
    switch (walk->data[at]) {
    case '<':
        return find_tag(walk, at);
    case '{':
        return find_balanced(walk, at);
    case 'i':
    case 'e':
        return find_module(walk, at);
    default:
        return at;
    }
}

/* --- the walk --- */

/* Behind Markdown's code at `at`: a fenced block, or a span within its paragraph. */
static size_t skip_ticks(struct walk *walk, size_t at) {
    size_t end = at;
    char sign = walk->data[at];
    while (end < walk->len && walk->data[end] == sign) {
        end++;
    }
    size_t count = end - at;
    if (count >= 3 && is_line_start(walk, at)) {
        for (size_t line = find_line_end(walk, end); line < walk->len; line = find_line_end(walk, line + 1)) {
            size_t i = line + 1, ticks = 0;
            while (i < walk->len && (ascii_is_blank(walk->data[i]) || walk->data[i] == '>')) {
                i++;
            }
            for (; i < walk->len && walk->data[i] == sign; i++) {
                ticks++;
            }
            if (ticks >= count) {
                return i;
            }
        }
        return end;
    }
    if (sign != '`' || count >= TICKS_MAX) {
        return end;
    }
    size_t i = end > walk->no_ticks[count] ? end : walk->no_ticks[count];
    for (size_t ticks = 0; i < walk->len && i - at < PIECE_BYTES_MAX; i++) {
        ticks = walk->data[i] == '`' ? ticks + 1 : 0;
        if (ticks == count && (i + 1 == walk->len || walk->data[i + 1] != '`')) {
            return i + 1;
        }
        if (walk->data[i] == '\n' && is_blank_line(walk, i + 1)) {
            return end;
        }
    }
    walk->no_ticks[count] = i > TICKS_MAX ? i - TICKS_MAX : 0;
    return end;
}

static size_t find_any(struct walk *walk, size_t at) {
    size_t end = at;
    if (walk->kinds & FOREIGN_TEMPLATES) {
        end = find_template(walk, at);
    }
    if (end == at && (walk->kinds & FOREIGN_CODE)) {
        end = find_code(walk, at);
    }
    if (end == at && (walk->kinds & FOREIGN_MDX)) {
        end = find_mdx(walk, at);
    }
    return end;
}

void foreign_find(const char *data, size_t len, unsigned kinds, struct spans *out) {
    struct walk walk = {.data = data, .len = len, .kinds = kinds};
    for (size_t at = 0; at < len;) {
        if (data[at] == '`' || (data[at] == '~' && is_line_start(&walk, at))) {
            at = skip_ticks(&walk, at);
            continue;
        }
        size_t end = find_any(&walk, at);
        if (end > at) {
            spans_add(out, at, end);
            at = end;
        } else {
            at += data[at] == '\\' && at + 1 < len ? 2 : 1;
        }
    }
}

char *foreign_copy_masked(const char *data, size_t len, const struct spans *foreign) {
    struct walk walk = {.data = data, .len = len};
    char *copy = mem_copy(data, len);
    for (size_t k = 0; k < foreign->count; k++) {
        struct span span = foreign->items[k];
        bool whole = is_blank_line(&walk, span.end) && is_line_start(&walk, span.start);
        for (size_t i = span.start; i < span.end; i++) {
            copy[i] = ascii_is_newline(data[i]) ? data[i] : whole ? ' ' : FILLER;
        }
    }
    return copy;
}

void foreign_merge(const struct markups *markups, const struct spans *foreign, struct markups *out) {
    size_t done = out->count ? out->items[out->count - 1].span.end : 0, k = 0;
    for (size_t i = 0; i < markups->count || k < foreign->count;) {
        bool take =
            k < foreign->count && (i == markups->count || foreign->items[k].start <= markups->items[i].span.start);
        struct span span = take ? foreign->items[k] : markups->items[i].span;
        enum markup_kind kind = take ? MARKUP_CODE : markups->items[i].kind;
        i += !take;
        k += take;
        span.start = span.start > done ? span.start : done;
        while (!take && k < foreign->count && foreign->items[k].end <= span.end) {
            k++; /* the target of a link is a template */
        }
        if (!take && k < foreign->count && span.end > foreign->items[k].start) {
            span.end = foreign->items[k].start;
        }
        if (span.start < span.end) {
            markups_add(out, span.start, span.end, kind);
            done = span.end;
        }
    }
}
