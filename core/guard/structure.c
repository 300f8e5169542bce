/* Shapes are compared as lists: the markers at line starts in order, and the number of paragraphs.
 *
 * Repairs are few, and each is one that cannot change what is said: taking away a mark that the passage has outside of
 * the text shown to the model, or joining two lines. A paragraph that has little of the original in it is not joined:
 * it is a remark of the model. */
#include "core/guard/structure.h"

#include "core/base/buf.h"
#include "core/base/list.h"
#include "core/base/mem.h"
#include "core/text/format.h"
#include "core/text/hunks.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>

/* --- markers at line starts --- */

typedef size_t marker_read(const char *line, size_t len); /* bytes of the marker, 0 if there is none */

static size_t count_of(const char *line, size_t len, char c) {
    size_t count = 0;
    while (count < len && line[count] == c)
        count++;
    return count;
}

/* Marks count only with a blank or the line's end behind them. */
static size_t with_blank(const char *line, size_t len, size_t mark) {
    if (mark == 0 || (mark < len && line[mark] != ' ' && line[mark] != '\t'))
        return 0;
    while (mark < len && (line[mark] == ' ' || line[mark] == '\t'))
        mark++;
    return mark;
}

static size_t read_heading(const char *line, size_t len) {
    size_t count = count_of(line, len, '#');
    return count <= 6 ? with_blank(line, len, count) : 0;
}

static size_t read_bullet(const char *line, size_t len) {
    if (len > 0 && strchr("-*+", line[0]) != NULL)
        return with_blank(line, len, 1);
    return len >= 3 && strncmp(line, "•", 3) == 0 ? 3 : 0;
}

static size_t read_ordered(const char *line, size_t len) {
    size_t digits = 0;
    while (digits < len && line[digits] >= '0' && line[digits] <= '9')
        digits++;
    if (digits == 0 || digits > 9 || digits == len || strchr(".)", line[digits]) == NULL)
        return 0;
    return with_blank(line, len, digits + 1);
}

static size_t read_quote(const char *line, size_t len) {
    return len > 0 && line[0] == '>' ? (len > 1 && line[1] == ' ' ? 2 : 1) : 0;
}

static size_t read_fence(const char *line, size_t len) {
    return count_of(line, len, '`') >= 3 || count_of(line, len, '~') >= 3 ? len : 0;
}

static size_t read_rule(const char *line, size_t len) {
    size_t mark = len > 0 && strchr("-=*_", line[0]) != NULL ? count_of(line, len, line[0]) : 0;
    return mark > 0 && bytes_are_blank(line + mark, len - mark) && (mark >= 3 || strchr("-=", line[0])) ? len : 0;
}

static size_t read_definition(const char *line, size_t len) {
    const char *end = len > 0 && line[0] == '[' ? memchr(line, ']', len) : NULL;
    return end != NULL && (size_t)(end - line) + 1 < len && end[1] == ':' ? (size_t)(end - line) + 2 : 0;
}

static size_t read_block(const char *line, size_t len) {
    static const char *const tags[] = {"<div", "<p>", "<p ", "<table", "<pre", "<ul",
                                       "<ol",  "<h1", "<h2", "<h3",    "<!--"};
    for (size_t k = 0; k < sizeof tags / sizeof tags[0]; k++)
        if (len >= strlen(tags[k]) && strncmp(line, tags[k], strlen(tags[k])) == 0)
            return strlen(tags[k]);
    return len > 0 && line[0] == '|' ? 1 : 0;
}

static size_t read_comment(const char *line, size_t len) {
    return len > 0 && line[0] == '#' ? 1 : 0;
}

static size_t read_latex_comment(const char *line, size_t len) {
    return len > 0 && line[0] == '%' ? 1 : 0;
}

enum marker { MARKER_NONE, MARKER_RULE, MARKER_HEADING, MARKER_LIST, MARKER_QUOTE, MARKER_BLOCK };

static const struct marker_kind {
    marker_read *read;
    enum marker marker;
    unsigned
        format_marker; /* what a format has of it (format.h); 0: read in all, since models write Markdown everywhere */
} marker_kinds[] = {
    {read_rule, MARKER_RULE, FORMAT_MARKER_RULE},
    {read_comment, MARKER_HEADING, FORMAT_MARKER_COMMENT},
    {read_heading, MARKER_HEADING, 0},
    {read_bullet, MARKER_LIST, 0},
    {read_ordered, MARKER_LIST, 0},
    {read_quote, MARKER_QUOTE, FORMAT_MARKER_QUOTE},
    {read_fence, MARKER_BLOCK, 0},
    {read_definition, MARKER_BLOCK, FORMAT_MARKER_DEFINITION},
    {read_block, MARKER_BLOCK, FORMAT_MARKER_BLOCK},
    {read_latex_comment, MARKER_BLOCK, FORMAT_MARKER_PERCENT},
};

struct line {
    struct span span;
    enum marker marker;
    size_t marker_end;
    bool empty;
};

struct lines {
    struct line *items;
    size_t count;
    size_t capacity;
};

/* Within a paragraph of Markdown only "1." begins a list: "in\n1986. Then" does not. */
static bool is_no_list(const char *text, enum format format, const struct line *line, size_t start) {
    return format_get(format)->is_markdown && line->span.start > 0 && text[line->span.start - 1] == '\n' &&
           (line->span.start < 2 || text[line->span.start - 2] != '\n') && text[start] >= '0' && text[start] <= '9' &&
           (text[start] != '1' || (text[start + 1] != '.' && text[start + 1] != ')'));
}

static void classify(const char *text, enum format format, struct line *line) {
    size_t start = line->span.start;
    while (start < line->span.end && text[start] == ' ')
        start++;
    for (size_t k = 0; k < sizeof marker_kinds / sizeof marker_kinds[0]; k++) {
        if (marker_kinds[k].format_marker && !(marker_kinds[k].format_marker & format_get(format)->markers))
            continue;
        size_t len = marker_kinds[k].read(text + start, line->span.end - start);
        if (len > 0 && !is_no_list(text, format, line, start)) {
            line->marker = marker_kinds[k].marker;
            line->marker_end = start + len;
            return;
        }
    }
}

static void find_lines(const char *text, enum format format, struct lines *out) {
    for (size_t start = 0;;) {
        size_t end = start + strcspn(text + start, "\n");
        MEM_RESERVE(out->items, out->count, out->capacity);
        struct line *line = &out->items[out->count++];
        *line = (struct line){.span = {start, end}, .empty = bytes_are_blank(text + start, end - start)};
        classify(text, format, line);
        if (text[end] == '\0')
            return;
        start = end + 1;
    }
}

static bool same_marker(const char *a, const struct line *x, const char *b, const struct line *y) {
    if (x->marker != y->marker)
        return false;
    if (x->marker != MARKER_HEADING)
        return true;
    size_t x_len = x->marker_end - x->span.start, y_len = y->marker_end - y->span.start;
    return x_len == y_len && strncmp(a + x->span.start, b + y->span.start, x_len) == 0;
}

/* The next line with a marker, from index on. */
static const struct line *next_marked(const struct lines *lines, size_t *index) {
    while (*index < lines->count && lines->items[*index].marker == MARKER_NONE)
        ++*index;
    return *index < lines->count ? &lines->items[(*index)++] : NULL;
}

static bool same_markers(const char *a, const struct lines *x, const char *b, const struct lines *y) {
    const struct line *left, *right;
    for (size_t i = 0, j = 0;;) {
        left = next_marked(x, &i);
        right = next_marked(y, &j);
        if (left == NULL || right == NULL)
            return left == right;
        if (!same_marker(a, left, b, right))
            return false;
    }
}

static size_t count_marked(const struct lines *lines) {
    size_t count = 0, index = 0;
    while (next_marked(lines, &index) != NULL)
        count++;
    return count;
}

static size_t count_paragraphs(const struct lines *lines) {
    size_t count = 0;
    for (size_t k = 0; k < lines->count; k++)
        count += !lines->items[k].empty && (k == 0 || lines->items[k - 1].empty);
    return count;
}

bool structure_check(const char *original, const char *answer, enum format format, struct error *error) {
    struct lines before = {0}, after = {0};
    find_lines(original, format, &before);
    find_lines(answer, format, &after);
    size_t paragraphs = count_paragraphs(&before), paragraphs_now = count_paragraphs(&after);
    bool markers = same_markers(original, &before, answer, &after);
    free(before.items);
    free(after.items);
    if (paragraphs != paragraphs_now)
        return error_set(error, ERROR_REFUSED, "the answer has %zu paragraph%s instead of %zu", paragraphs_now,
                         paragraphs_now == 1 ? "" : "s", paragraphs);
    if (!markers)
        return error_set(error, ERROR_REFUSED, "the answer changed the lists, headings or quotes of the passage");
    return true;
}

/* --- repairs --- */

/* Line ends as "\n", nothing blank around. */
static char *unify(const char *text) {
    struct buf out = {0};
    text += strspn(text, " \t\r\n");
    for (; *text; text++) {
        if (*text != '\r')
            buf_append_char(&out, *text);
        else if (text[1] != '\n')
            buf_append_char(&out, '\n');
    }
    while (out.len > 0 && strchr(" \t\n", out.data[out.len - 1]) != NULL)
        buf_remove(&out, out.len - 1, 1);
    return buf_take(&out);
}

/* A fence around the whole answer. */
static bool take_off_fence(char *text) {
    size_t first = strcspn(text, "\n"), len = strlen(text);
    if (!read_fence(text, first) || text[first] == '\0')
        return false;
    size_t last = len;
    while (last > 0 && text[last - 1] != '\n')
        last--;
    if (last <= first + 1 || !read_fence(text + last, len - last))
        return false;
    memmove(text, text + first + 1, last - 1 - (first + 1));
    text[last - 1 - (first + 1)] = '\0';
    return true;
}

/* How much of these words the original has, too: 0 to 1. */
static double share_known(const char *original, const char *text, size_t len) {
    struct spans words = {0};
    size_t known = 0, count = 0;
    words_find(text, len, &words);
    for (size_t k = 0; k < words.count; k++) {
        if (words.items[k].end - words.items[k].start < 4)
            continue;
        char *word = mem_copy(text + words.items[k].start, words.items[k].end - words.items[k].start);
        known += strcasestr(original, word) != NULL;
        count++;
        free(word);
    }
    spans_finish(&words);
    return count == 0 ? 0 : (double)known / (double)count;
}

/* Each sentence tells something of the original. */
static bool is_of(const char *original, const char *text, size_t len) {
    struct spans sentences = {0};
    bool known = true;
    sentences_find(text, len, &sentences);
    for (size_t k = 0; k < sentences.count; k++)
        known = known && share_known(original, text + sentences.items[k].start,
                                     sentences.items[k].end - sentences.items[k].start) >= 0.3;
    spans_finish(&sentences);
    return known;
}

/* A last paragraph that has nothing of the original in it, while the rest is about as long as that, is a remark. */
static bool drop_remark(const char *original, char *text, int *repaired) {
    char *last = NULL;
    for (char *found = strstr(text, "\n\n"); found != NULL; found = strstr(found + 1, "\n\n"))
        last = found;
    if (last == NULL || share_known(original, last, strlen(last)) >= 0.3 ||
        words_count(text, (size_t)(last - text)) * 10 < words_count(original, strlen(original)) * 6)
        return false;
    while (last > text && strchr(" \t\n", last[-1]) != NULL)
        last--;
    *last = '\0';
    ++*repaired;
    return true;
}

/* Sentences at the end, more than there were and without a word of the original, while the rest is about as long as
 * that: a model that obeys the document. */
static void drop_strangers(const char *original, char *text, int *repaired) {
    struct spans before = {0}, after = {0};
    sentences_find(original, strlen(original), &before);
    sentences_find(text, strlen(text), &after);
    size_t count = after.count;
    while (count > before.count && count > 1) {
        struct span last = after.items[count - 1];
        if (share_known(original, text + last.start, last.end - last.start) > 0 ||
            words_count(text + last.start, last.end - last.start) < 4 ||
            words_count(text, last.start) * 10 < words_count(original, strlen(original)) * 6)
            break;
        text[after.items[--count - 1].end] = '\0';
        ++*repaired;
    }
    spans_finish(&before);
    spans_finish(&after);
}

/* Several paragraphs where there was one: joined if all of them tell what the original tells. */
static bool join_paragraphs(const char *original, char *text, int *repaired) {
    for (char *start = text; *start != '\0';) {
        char *end = strstr(start, "\n\n");
        size_t len = end != NULL ? (size_t)(end - start) : strlen(start);
        if (!is_of(original, start, len))
            return false;
        if (end == NULL)
            break;
        size_t blank = strspn(end, " \t\n");
        memmove(end + 1, end + blank, strlen(end + blank) + 1);
        *end = '\n';
        start = end + 1;
        ++*repaired;
    }
    return true;
}

/* One marker where the original has none: at the start it was repeated, within it is an accident of the line's break.
 */
static void drop_marker(char *text, const struct lines *lines) {
    size_t index = 0;
    const struct line *line = next_marked(lines, &index);
    size_t len = strlen(text);
    if (line == NULL)
        return;
    if (line->marker == MARKER_RULE && line->span.start > 0)
        memmove(text + line->span.start - 1, text + line->span.end, len - line->span.end + 1);
    else if (line->span.start == 0 && line->marker != MARKER_BLOCK)
        memmove(text, text + line->marker_end, len - line->marker_end + 1);
    else if (line->span.start > 0 && !lines->items[index - 2].empty)
        text[line->span.start - 1] = ' ';
}

/* Signs that LaTeX would obey, where the original has none of them. */
static char *escape_latex(const char *original, const char *text, int *repaired) {
    struct buf out = {0};
    bool escaped = false;
    for (const char *c = text; *c; c++) {
        const char *found = original;
        if (strchr("%&#", *c) != NULL && !escaped) {
            while ((found = strchr(found, *c)) != NULL && found > original && found[-1] == '\\')
                found++;
            if (found == NULL) {
                buf_append_char(&out, '\\');
                ++*repaired;
            }
        }
        buf_append_char(&out, *c);
        escaped = *c == '\\' && !escaped;
    }
    return buf_take(&out);
}

static void repair_markers(const char *original, char *text, enum format format, int *repaired) {
    struct lines before = {0}, after = {0};
    find_lines(original, format, &before);
    find_lines(text, format, &after);
    if (count_marked(&before) == 0 && count_marked(&after) == 1) {
        drop_marker(text, &after);
        ++*repaired;
    }
    free(before.items);
    free(after.items);
}

/* "<b>", "</code>": the length, or 0. */
static size_t read_tag(const char *text) {
    size_t len = text[0] == '<' ? 1 + (text[1] == '/') : 0, name = len;
    while (len > 0 && ((text[len] >= 'a' && text[len] <= 'z') || (text[len] >= '1' && text[len] <= '6')))
        len++;
    return len > name && text[len] == '>' ? len + 1 : 0;
}

/* "](address)": the length, or 0. */
static size_t read_target(const char *text) {
    size_t len = strncmp(text, "](", 2) == 0 ? strcspn(text, ")\n") : 0;
    return len > 0 && text[len] == ')' ? len + 1 : 0;
}

/* Models write Markdown everywhere. Where the document is something else and the original has no such sign, the signs
 * go and the words stay. */
static char *take_off_markdown(const char *original, const char *text, int *repaired) {
    bool strong = !strstr(original, "**"), code = !strchr(original, '`'), link = !strstr(original, "]("),
         tag = !strchr(original, '<') && !strchr(original, '>');
    struct buf out = {0};
    for (const char *c = text; *c;) {
        size_t ticks = strspn(c, "`");
        bool quote = ticks == 2 && strstr(c, "''"); /* LaTeX's */
        size_t gone = strong && strncmp(c, "**", 2) == 0 ? 2 : code && !quote ? ticks : 0;
        gone = link && read_target(c) ? read_target(c) : tag && read_tag(c) ? read_tag(c) : gone;
        const char *close = strchr(c, ']');
        gone = link && c[0] == '[' && close && read_target(close) && !memchr(c, '\n', (size_t)(close - c)) ? 1 : gone;
        size_t kept = gone > 0 ? 0 : ticks > 0 ? ticks : 1;
        buf_append(&out, c, kept);
        *repaired += gone > 0;
        c += gone + kept;
    }
    return buf_take(&out);
}

/* The white space around the original, around the answer. */
static char *frame(const char *original, const char *text) {
    size_t len = strlen(original);
    size_t front = strspn(original, " \t\r\n");
    size_t back = len;
    while (back > front && strchr(" \t\r\n", original[back - 1]) != NULL)
        back--;
    return mem_format("%.*s%s%s", (int)front, original, text, original + back);
}

char *structure_repair(const char *original, const char *answer, enum format format, int *repaired,
                       struct error *error) {
    char *text = unify(answer);
    char *plain = unify(original);
    if (strncmp(plain, "```", 3) != 0 && strncmp(plain, "~~~", 3) != 0 && take_off_fence(text))
        ++*repaired;
    repair_markers(plain, text, format, repaired);
    bool fits = true;
    if (strstr(plain, "\n\n") == NULL)
        drop_remark(plain, text, repaired);
    drop_strangers(plain, text, repaired);
    if (strstr(plain, "\n\n") == NULL && strstr(text, "\n\n") != NULL)
        fits = join_paragraphs(plain, text, repaired);
    if (fits && !format_get(format)->is_markdown) {
        char *bare = take_off_markdown(plain, text, repaired);
        free(text);
        text = bare;
    }
    if (fits && format_get(format)->escapes) {
        char *escaped = escape_latex(plain, text, repaired);
        free(text);
        text = escaped;
    }
    char *framed = frame(original, text);
    if (!fits)
        error_set(error, ERROR_REFUSED, "the answer says more than the passage did");
    if (!fits || !structure_check(original, framed, format, error)) {
        free(framed);
        framed = NULL;
    }
    free(plain);
    free(text);
    return framed;
}
