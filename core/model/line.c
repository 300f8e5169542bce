/* Lines, keywords and decoration. Models wrap a plain format into all sorts of Markdown and JSON; the idea here is that
 * decoration is made of few characters, which are skipped around a keyword, whatever their order. */
#include "core/model/line.h"

#include "core/base/json.h"

#include <string.h>
#include <strings.h>

#define REASONING_BLOCKS_MAX 16
#define OBJECTS_MAX          16 /* looked into, so that reading stays linear */

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct slice slice_trim(struct slice slice) {
    while (slice.len > 0 && is_space(*slice.data)) {
        slice = slice_skip(slice, 1);
    }
    while (slice.len > 0 && is_space(slice.data[slice.len - 1])) {
        slice.len--;
    }
    return slice;
}

bool slice_starts(struct slice slice, const char *prefix) {
    size_t len = strlen(prefix);
    return slice.len >= len && strncasecmp(slice.data, prefix, len) == 0;
}

struct slice slice_skip(struct slice slice, size_t len) {
    len = len < slice.len ? len : slice.len;
    if (len == 0) {
        return slice; /* an empty one may have no data at all */
    }
    return (struct slice){slice.data + len, slice.len - len};
}

bool slice_find(struct slice slice, const char *text, size_t *offset) {
    size_t len = strlen(text);
    for (size_t i = 0; i + len <= slice.len; i++) {
        if (strncasecmp(slice.data + i, text, len) == 0) {
            *offset = i;
            return true;
        }
    }
    return false;
}

bool line_next(struct slice *rest, struct slice *line) {
    if (rest->len == 0) {
        return false;
    }
    const char *end = memchr(rest->data, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->data) : rest->len;
    *line = (struct slice){rest->data, len};
    *rest = slice_skip(*rest, end ? len + 1 : len);
    return true;
}

bool line_is_blank(struct slice line) {
    return slice_trim(line).len == 0;
}

bool line_is_fence(struct slice line) {
    line = slice_trim(line);
    return slice_starts(line, "```") || slice_starts(line, "~~~");
}

bool line_is_border(struct slice line) {
    line = slice_trim(line);
    size_t marks = 0;
    while (line.len > 0 && marks < line.len && strchr("-=*_#", *line.data) && line.data[marks] == *line.data) {
        marks++;
    }
    return line_is_fence(line) || (marks >= 3 && marks == line.len);
}

bool line_read_item(struct slice line, struct slice *item) {
    static const char *const bullets[] = {
        "- ", "* ", "+ ", "\xe2\x80\xa2", "\xe2\x80\x93 ", "\xe2\x80\x94 ", "\xe2\x97\xa6", "\xe2\x96\xaa"};
    line = slice_trim(line);
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        if (slice_starts(line, bullets[i])) {
            *item = slice_trim(slice_skip(line, strlen(bullets[i])));
            return item->len > 0;
        }
    }
    size_t at = line.len > 0 && line.data[0] == '(' ? 1 : 0;
    size_t first = at;
    while (at < line.len && at - first < 3 && is_digit(line.data[at])) {
        at++;
    }
    if (at == first || at + 1 >= line.len || !strchr(first ? ")" : ".):", line.data[at]) ||
        !is_space(line.data[at + 1])) {
        return false;
    }
    *item = slice_trim(slice_skip(line, at + 1));
    return item->len > 0;
}

/* How many bytes of decoration there are at the start: marks of emphasis, headings, quotes, JSON; then the spaces that
 * French has before a colon, and a byte order mark. */
static size_t measure_decoration(struct slice slice) {
    static const char *const marks[] = {"*",
                                        "_",
                                        "#",
                                        ">",
                                        "\"",
                                        "'",
                                        "`",
                                        "\xe2\x80\x9c",
                                        "\xe2\x80\x9d",
                                        "\xe2\x80\x98",
                                        "\xe2\x80\x99",
                                        "\xc2\xa0",
                                        "\xe2\x80\xaf",
                                        "\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (slice_starts(slice, marks[i])) {
            return strlen(marks[i]);
        }
    }
    return 0;
}

static struct slice skip_decoration(struct slice slice) {
    for (;;) {
        slice = slice_trim(slice);
        size_t len = measure_decoration(slice);
        if (len == 0) {
            return slice;
        }
        slice = slice_skip(slice, len);
    }
}

bool line_read_keyword(struct slice line, const char *keyword, struct slice *value) {
    struct slice at = line_is_fence(line) ? (struct slice){line.data, 0} : slice_trim(line);
    struct slice item;
    for (int i = 0; i < 3; i++) { /* "## 1. **Preferences**": a mark, a number, a mark */
        if (line_read_item(at, &item)) {
            at = item;
        }
        at = skip_decoration(at);
    }
    if (!slice_starts(at, keyword)) {
        return false;
    }
    char opened = at.data > line.data ? at.data[-1] : ' ';
    at = slice_skip(at, strlen(keyword));
    struct slice behind = skip_decoration(at);
    bool closed = memchr(at.data, opened, (size_t)(behind.data - at.data));
    bool colon = slice_starts(behind, ":");
    if (!colon && !slice_starts(behind, "\xef\xbc\x9a")) {
        *value = behind;
        return behind.len == 0;
    }
    behind = slice_skip(behind, colon ? 1 : 3);
    while (!closed && strchr("*_`\"", opened) && behind.len > 0 && *behind.data == opened) {
        behind = slice_skip(behind, 1); /* what closes the mark before the keyword: **Preferences:** x */
    }
    *value = slice_trim(behind);
    return true;
}

static const struct {
    const char *open, *close;
} reasonings[] = {
    {"<think>", "</think>"},
    {"<thinking>", "</thinking>"},
    {"<thought>", "</thought>"},
    {"<reasoning>", "</reasoning>"},
    {"<reflection>", "</reflection>"},
    {"<analysis>", "</analysis>"},
    {"[THINK]", "[/THINK]"},
    {"\u25c1think\u25b7", "\u25c1/think\u25b7"},
    {"<|channel|>analysis", "<|channel|>final<|message|>"},
};
enum { REASONING_COUNT = sizeof reasonings / sizeof *reasonings };

/* What chat templates put behind an answer: some servers let it through, and what the model goes on to say. */
static struct slice cut_at_template(struct slice text) {
    static const char *const ends[] = {"<|im_end|>",      "<|im_start|>",
                                       "<|eot_id|>",      "<|end|>",
                                       "<|endoftext|>",   "<|eom_id|>",
                                       "<|return|>",      "<end_of_turn>",
                                       "<|end_of_text|>", "</s>",
                                       "[/INST]",         "<|assistant|>",
                                       "<|user|>",        "<\uff5cend\u2581of\u2581sentence\uff5c>"};
    size_t end;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (slice_find(text, ends[i], &end)) {
            text.len = end;
        }
    }
    return slice_trim(text);
}

/* Behind the last such mark that does not stand within a text quoted by three signs; 0: there is none. One walk. */
static size_t find_last_close(struct slice text, const char *close) {
    size_t last = 0, found, quote = 0;
    bool open = false, more = slice_find(text, "\"\"\"", &quote);
    for (size_t at = 0; slice_find(slice_skip(text, at), close, &found); at += found + strlen(close)) {
        while (more && quote < at + found) {
            size_t next;
            open = !open;
            more = slice_find(slice_skip(text, quote + 3), "\"\"\"", &next);
            quote += 3 + (more ? next : 0);
        }
        last = open ? last : at + found + strlen(close);
    }
    return last;
}

struct slice answer_skip_reasoning(const char *answer) {
    struct slice text = cut_at_template(slice_trim((struct slice){answer, strlen(answer)}));
    size_t end, last = 0;
    for (size_t i = 0, blocks = 0; i < REASONING_COUNT && blocks < REASONING_BLOCKS_MAX; i++) {
        while (slice_starts(text, reasonings[i].open) && blocks++ < REASONING_BLOCKS_MAX) {
            bool closed = slice_find(text, reasonings[i].close, &end);
            text = slice_trim(slice_skip(text, closed ? end + strlen(reasonings[i].close) : text.len));
        }
    }
    /* Some servers put the opening into the prompt, so that only the closing comes back, and drafts may be quoted
     * before it; but one within the quoted text is the text's own. */
    for (size_t i = 0; i < REASONING_COUNT; i++) {
        size_t behind = find_last_close(text, reasonings[i].close);
        last = behind > last ? behind : last;
    }
    return slice_trim(slice_skip(text, last));
}

size_t slice_measure_brackets(struct slice text, char open, char close) {
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == open) {
            depth++;
        } else if (c == close && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

static cJSON *take_member(struct slice text, const char *name) {
    size_t len = slice_measure_brackets(text, '{', '}');
    cJSON *json = len > 0 ? json_parse(text.data, len, NULL) : NULL, *member = json ? json->child : NULL;
    while (member && (!member->string || strcasecmp(member->string, name) != 0)) {
        member = member->next;
    }
    member = member ? cJSON_DetachItemViaPointer(json, member) : NULL;
    cJSON_Delete(json);
    return member;
}

cJSON *answer_take_member(struct slice text, const char *name) {
    struct slice rest = text, line;
    size_t brace;
    cJSON *member = NULL;
    for (int tried = 0; !member && tried < OBJECTS_MAX && line_next(&rest, &line);) {
        if (slice_find(line, "{", &brace)) {
            tried++;
            member = take_member(slice_skip(text, (size_t)(line.data - text.data) + brace), name);
        }
    }
    return member;
}

static size_t count(struct slice slice, const char *mark) {
    size_t found = 0, offset;
    while (slice_find(slice, mark, &offset)) {
        found++;
        slice = slice_skip(slice, offset + strlen(mark));
    }
    return found;
}

struct slice slice_unwrap(struct slice slice) {
    static const struct {
        const char *open, *close;
    } pairs[] = {{"***", "***"}, {"**", "**"},
                 {"__", "__"},   {"*", "*"},
                 {"_", "_"},     {"`", "`"},
                 {"\"", "\""},   {"\xe2\x80\x9c", "\xe2\x80\x9d"},
                 {"'", "'"},     {"\xe2\x80\x98", "\xe2\x80\x99"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs;) {
        slice = slice_trim(slice);
        size_t open = strlen(pairs[i].open), close = strlen(pairs[i].close);
        bool same = strcmp(pairs[i].open, pairs[i].close) == 0;
        bool starts = slice_starts(slice, pairs[i].open) && slice.len >= open;
        bool ends = slice.len >= close && memcmp(slice.data + slice.len - close, pairs[i].close, close) == 0;
        size_t marks = same ? count(slice, pairs[i].open) : count(slice, pairs[i].open) + count(slice, pairs[i].close);
        if (starts && ends && marks == 2 && slice.len >= open + close) {
            slice = (struct slice){slice.data + open, slice.len - open - close};
            i = 0;
        } else if (ends && same && marks == 1 && strchr("*\"", *pairs[i].close) && slice.len > close) {
            slice.len -= close; /* the partner stood before the keyword: *Preferences: x* */
            i = 0;
        } else {
            i++;
        }
    }
    return slice;
}

bool slice_says_none(struct slice slice) {
    static const char *const words[] = {"none", "n/a", "null", "nothing", "no preferences"};
    slice = slice_trim(slice);
    while (slice.len > 0 && strchr("([", *slice.data)) {
        slice = slice_skip(slice, 1);
    }
    while (slice.len > 0 && strchr(".)]", slice.data[slice.len - 1])) {
        slice.len--;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice.len == strlen(words[i]) && slice_starts(slice, words[i])) {
            return true;
        }
    }
    return false;
}
