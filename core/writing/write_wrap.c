/* Filling lines again.
 *
 * A passage counts as filled if nearly each of its line breaks stands where the next word would not have fitted. The
 * new text is laid out from the line of the first change on, word by word, until the rest is what it was and begins on
 * a line of its own. What a line gets is compared with what it had, so that only differences become edits. */
#include "core/writing/write_wrap.h"

#include "core/base/buf.h"
#include "core/base/list.h"
#include "core/base/mem.h"
#include "core/guard/structure.h"
#include "core/text/hunks.h"
#include "core/writing/write_breaks.h"

#include <stdlib.h>
#include <string.h>

#define WIDTH_MIN 40 /* narrower, it is a poem or an address */
#define WIDTH_MAX 120
#define SLACK     8 /* characters: who fills by hand, or to another width than their longest line shows */

static size_t count_characters(const char *text, size_t len) {
    size_t count = 0;
    for (size_t k = 0; k < len; k++)
        count += ((unsigned char)text[k] & 0xC0) != 0x80;
    return count;
}

/* What stands in front of a line's content. */
static size_t measure_prefix(const char *data, const struct span *line) {
    size_t start = line->start;
    while (start > 0 && data[start - 1] != '\n' && data[start - 1] != '\r')
        start--;
    return count_characters(data + start, line->start - start);
}

static size_t measure_line(const char *data, const struct span *line) {
    return measure_prefix(data, line) + count_characters(data + line->start, line->end - line->start);
}

static size_t measure_first_word(const char *data, const struct span *line) {
    size_t end = line->start;
    while (end < line->end && data[end] != ' ' && data[end] != '\t')
        end++;
    return count_characters(data + line->start, end - line->start);
}

static size_t find_longest(const char *data, const struct passage *passage) {
    size_t longest = 0;
    for (size_t k = 0; k < passage->lines.count; k++) {
        size_t len = measure_line(data, &passage->lines.items[k]);
        longest = len > longest ? len : longest;
    }
    return longest;
}

/* At most one break in four stands where the next word would have fitted. */
static bool is_filled(const char *data, const struct passage *passage, size_t width) {
    const struct spans *lines = &passage->lines;
    size_t early = 0;
    for (size_t k = 0; k + 1 < lines->count; k++)
        early +=
            measure_line(data, &lines->items[k]) + 1 + measure_first_word(data, &lines->items[k + 1]) + SLACK <= width;
    return early * 4 <= lines->count - 1;
}

size_t wrap_find_width(const char *data, const struct passages *passages) {
    size_t width = 0;
    for (size_t k = 0; k < passages->count; k++) {
        const struct passage *passage = &passages->items[k];
        size_t longest = find_longest(data, passage);
        if (passage->lines.count >= 3 && longest >= WIDTH_MIN && longest <= WIDTH_MAX &&
            is_filled(data, passage, longest) && longest > width)
            width = longest;
    }
    return width;
}

struct wrap wrap_find(const char *data, const struct passage *passage, size_t document_width) {
    const struct spans *lines = &passage->lines;
    size_t longest = find_longest(data, passage), width = 0;
    if (document_width > 0)
        width = longest <= document_width && is_filled(data, passage, document_width) ? document_width : 0;
    else if (lines->count == 2 && longest >= WIDTH_MIN)
        width = is_filled(data, passage, longest) ? longest : 0;
    if (passage->kind == PASSAGE_HEADING || longest > WIDTH_MAX || lines->count == 0)
        return (struct wrap){0};
    size_t new_prefix = count_characters(passage->line_break, strlen(passage->line_break)) - 1;
    return (struct wrap){.width = width,
                         .first_prefix = measure_prefix(data, &lines->items[0]),
                         .prefix = lines->count > 1 ? measure_prefix(data, &lines->items[1]) : new_prefix};
}

/* --- laying out --- */

struct layout {
    const char *text; /* as it is to read, with the breaks that it has */
    size_t len;
    size_t settled; /* from here on it is what it was */
    const struct wrap *wrap;
    struct markups markups; /* no line is broken inside of one, and none is joined there: a target, a piece of code */
    size_t markup;          /* the first that ends behind where we are */
    struct spans early;     /* breaks that somebody set where another word would have fitted: they stay */
    struct list lines;
    struct buf line;
};

static size_t count_breaks(const char *text) {
    size_t count = 0;
    for (; (text = strchr(text, '\n')); text++)
        count++;
    return count;
}

static bool is_inside_markup(struct layout *layout, size_t offset) {
    const struct markups *markups = &layout->markups;
    while (layout->markup < markups->count && markups->items[layout->markup].span.end <= offset)
        layout->markup++;
    return layout->markup < markups->count && markups->items[layout->markup].kind != MARKUP_NUMBER &&
           markups->items[layout->markup].span.start < offset;
}

static size_t measure_until(const char *text, const char *stops) {
    return count_characters(text, strcspn(text, stops));
}

/* Where the new text has the breaks of the old one that stand early, and the one behind the title of a callout. Both
 * have as many breaks, or it is not known. */
static void find_early_breaks(const char *old, struct layout *layout) {
    const struct wrap *wrap = layout->wrap;
    size_t prefix = wrap->first_prefix;
    if (count_breaks(old) != count_breaks(layout->text))
        return;
    for (const char *at = strchr(layout->text, '\n'); at; at = strchr(at + 1, '\n')) {
        size_t line = measure_until(old, "\n"), offset = (size_t)(at - layout->text);
        bool title = layout->early.count == 0 && strncmp(old, "[!", 2) == 0;
        old = strchr(old, '\n') + 1;
        if (title || prefix + line + 1 + measure_until(old, " \t\n") + SLACK <= wrap->width)
            spans_add(&layout->early, offset, offset + 1);
        prefix = wrap->prefix;
    }
}

static bool is_break(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

static void end_line(struct layout *layout) {
    list_take(&layout->lines, buf_take(&layout->line));
}

static bool fits(const struct layout *layout, const char *word, size_t len) {
    size_t prefix = layout->lines.count == 0 ? layout->wrap->first_prefix : layout->wrap->prefix;
    size_t taken = count_characters(buf_get(&layout->line), layout->line.len);
    return prefix + taken + 1 + count_characters(word, len) <= layout->wrap->width;
}

/* Lines as they stand in the text, from offset up to end. */
static void copy_lines(struct layout *layout, size_t offset, size_t end) {
    for (; offset < end; offset++) {
        if (layout->text[offset] == '\n')
            end_line(layout);
        else
            buf_append_char(&layout->line, layout->text[offset]);
    }
}

static void lay_out(struct layout *layout, size_t first_change) {
    size_t at = first_change;
    while (at > 0 && layout->text[at - 1] != '\n')
        at--;
    copy_lines(layout, 0, at);
    while (at < layout->len) {
        size_t blank = at;
        while (at < layout->len && is_break(layout->text[at]))
            at++;
        const char *newline = memchr(layout->text + blank, '\n', at - blank);
        bool breaks = newline != NULL;
        bool stays = breaks && (spans_touch(&layout->early, blank, at) ||
                                is_inside_markup(layout, (size_t)(newline - layout->text)));
        size_t end = at;
        while (end < layout->len &&
               (!is_break(layout->text[end]) || (layout->text[end] != '\n' && is_inside_markup(layout, end))))
            end++;
        const char *word = layout->text + at;
        bool fresh = layout->line.len == 0;
        if (!fresh && breaks && blank >= layout->settled && !fits(layout, word, end - at)) {
            end_line(layout);
            copy_lines(layout, at, layout->len);
            break;
        }
        if (!fresh && (stays || (!fits(layout, word, end - at) && end > at && !breaks_is_mark(word, end - at))))
            end_line(layout);
        else if (!fresh && end > at)
            buf_append(&layout->line, breaks ? " " : layout->text + blank, breaks ? 1 : at - blank);
        buf_append(&layout->line, word, end - at);
        at = end;
    }
    if (layout->line.len > 0)
        end_line(layout);
}

/* --- edits --- */

static void add_difference(struct span line, const char *old, const char *now, struct edits *out) {
    size_t len = strlen(now), old_len = line.end - line.start;
    size_t front = bytes_common_front(old, old_len, now, len);
    size_t back = bytes_common_back(old, old_len, now, len, front);
    if (front + back < old_len || front + back < len)
        edits_add(out, line.start + front, line.end - back, now + front, len - front - back);
}

static void add_line_edits(const struct passage *passage, const char *old, const struct list *now, struct edits *out) {
    const struct spans *lines = &passage->lines;
    size_t both = lines->count < now->count ? lines->count : now->count;
    struct buf more = {0};
    for (size_t k = 0; k < both; k++) {
        add_difference(lines->items[k], old, now->items[k], out);
        old += lines->items[k].end - lines->items[k].start + 1;
    }
    size_t end = lines->items[both - 1].end;
    for (size_t k = both; k < now->count; k++) {
        buf_append_text(&more, passage->line_break);
        buf_append_text(&more, now->items[k]);
    }
    if (both < lines->count || more.len > 0)
        edits_add(out, end, lines->items[lines->count - 1].end, buf_get(&more), more.len);
    buf_finish(&more);
}

/* Where the author broke a line for good, the lines are not ours to fill. */
static bool has_hard_break(const char *text) {
    for (const char *c = strchr(text, '\n'); c; c = strchr(c + 1, '\n'))
        if (c > text && (c[-1] == '\\' || (c - text > 1 && c[-1] == ' ' && c[-2] == ' ')))
            return true;
    return false;
}

bool wrap_add_edits(const struct wrap *wrap, const struct passage *passage, const char *old, const char *text,
                    enum format format, struct edits *out) {
    size_t old_len = strlen(old), len = strlen(text);
    size_t front = bytes_common_front(old, old_len, text, len);
    size_t back = bytes_common_back(old, old_len, text, len, front);
    struct layout layout = {.text = text, .len = len, .settled = len - back, .wrap = wrap};
    struct buf joined = {0};
    if (has_hard_break(old) || has_hard_break(text) || (old_len == len && front == len))
        return false;
    markup_find(text, len, format, &layout.markups);
    find_early_breaks(old, &layout);
    lay_out(&layout, front);
    for (size_t k = 0; k < layout.lines.count; k++) {
        buf_append_text(&joined, k > 0 ? "\n" : "");
        buf_append_text(&joined, layout.lines.items[k]);
    }
    bool kept = layout.lines.count > 0 && structure_check(old, buf_get(&joined), format, NULL);
    if (kept)
        add_line_edits(passage, old, &layout.lines, out);
    buf_finish(&joined);
    markups_finish(&layout.markups);
    spans_finish(&layout.early);
    list_finish(&layout.lines);
    buf_finish(&layout.line);
    return kept;
}
