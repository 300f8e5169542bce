/* Passages of Markdown: the blocks of words that markdown_parse.h tells of. A block's lines run from its first event to
 * its last; each line starts behind the prefixes of its containers, which hold only blanks and ">", and never behind
 * the first event on it. Blocks of nothing but code, images, math and addresses are no prose. */
#include "core/text/formats/markdown.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/formats/foreign.h"
#include "core/text/formats/markdown_markup.h"
#include "core/text/formats/markdown_parse.h"
#include "core/text/passage_find.h"

#include <stdlib.h>
#include <string.h>

struct finder {
    const char *data;
    size_t len;
    size_t base;        /* of data in the document */
    struct spans items; /* the events of the open block */
    bool prose;         /* it has words */
    size_t images;      /* open ones */
    bool autolink;
    struct passages *out;
};

/* Behind the "[^1]: " of a footnote. */
static size_t skip_footnote_mark(const char *data, size_t start, size_t end) {
    if (end - start < 4 || memcmp(data + start, "[^", 2) != 0) {
        return start;
    }
    size_t offset = start + 2;
    while (offset < end && data[offset] != ']' && !ascii_is_blank(data[offset]) && !ascii_is_newline(data[offset])) {
        offset++;
    }
    if (end - offset < 2 || memcmp(data + offset, "]:", 2) != 0) {
        return start;
    }
    for (offset += 2; offset < end && ascii_is_blank(data[offset]);) {
        offset++;
    }
    return offset;
}

/* The end of a line's content. Two spaces or more are a hard line break, if a line follows. */
static size_t trim_line(const char *data, size_t start, size_t end, bool last) {
    size_t trimmed = end;
    while (trimmed > start && ascii_is_blank(data[trimmed - 1])) {
        trimmed--;
    }
    return !last && end - trimmed > 1 && data[end - 1] == ' ' && data[end - 2] == ' ' ? end : trimmed;
}

static void add_line(const struct finder *finder, size_t start, size_t end, bool last, struct spans *lines) {
    end = trim_line(finder->data, start, end, last);
    bool fence = end - start > 2 && memcmp(finder->data + start, ":::", 3) == 0; /* of a Pandoc division */
    if (!fence) {
        spans_add(lines, start + finder->base, end + finder->base);
    }
}

static void add_lines(const struct finder *finder, size_t start, size_t end, struct spans *lines) {
    const char *data = finder->data;
    size_t item = 0; /* the first that does not start in front of this line */
    while (start < end) {
        size_t stop = start;
        while (stop < end && !ascii_is_newline(data[stop])) {
            stop++;
        }
        add_line(finder, start, stop, stop == end, lines);
        start = stop < end && data[stop] == '\r' && data[stop + 1] == '\n' ? stop + 2 : stop + 1;
        while (item < finder->items.count && finder->items.items[item].start < start) {
            item++;
        }
        size_t limit = item < finder->items.count ? finder->items.items[item].start : end;
        while (start < limit && (ascii_is_blank(data[start]) || data[start] == '>')) {
            start++;
        }
    }
}

static size_t find_line_before(const char *data, size_t line) {
    line--;
    while (line > 0 && data[line - 1] != '\n') {
        line--;
    }
    return line;
}

/* A list item that holds nothing but the empty line behind it ends there (CommonMark 0.31, 5.2): what is indented below
 * is code. md4c takes it for the item's text. */
static bool is_behind_empty_item(const char *data, size_t start) {
    size_t line = start;
    while (line > 0 && data[line - 1] != '\n') {
        line--;
    }
    if (start - line < 4 || line == 0) {
        return false;
    }
    size_t empty = find_line_before(data, line);
    if (strspn(data + empty, " \t\r>") < line - 1 - empty || empty == 0) {
        return false;
    }
    size_t at = find_line_before(data, empty);
    at += strspn(data + at, " \t>");
    size_t digits = strspn(data + at, "0123456789");
    at += digits;
    bool marker = strchr(digits ? ".)" : "-+*", data[at]) != NULL;
    return marker && at + 1 + strspn(data + at + 1, " \t\r") == empty - 1;
}

static void end_block(struct finder *finder, enum markdown_what what) {
    static const enum passage_kind kinds[] = {
        [MARKDOWN_PARAGRAPH] = PASSAGE_PARAGRAPH,
        [MARKDOWN_ITEM] = PASSAGE_LIST_ITEM,
        [MARKDOWN_HEADING] = PASSAGE_HEADING,
    };
    if (what == MARKDOWN_OTHER || !finder->prose) {
        return;
    }
    size_t end = finder->items.items[finder->items.count - 1].end;
    size_t start = skip_footnote_mark(finder->data, finder->items.items[0].start, end);
    struct spans lines = {0};
    if (passage_holds_letter(finder->data, start, end) && !is_behind_empty_item(finder->data, start)) {
        add_lines(finder, start, end, &lines);
    }
    passages_add(finder->out, kinds[what], &lines);
}

static void on_event(const struct markdown_event *event, void *arg) {
    struct finder *finder = arg;
    struct span span = event->span;
    switch (event->kind) {
    case MARKDOWN_START:
        finder->items.count = 0;
        finder->prose = false;
        return;
    case MARKDOWN_END:
        end_block(finder, event->what);
        return;
    case MARKDOWN_OPEN:
        finder->images += event->what == MARKDOWN_IMAGE;
        finder->autolink = event->what == MARKDOWN_AUTOLINK;
        break;
    case MARKDOWN_CLOSE:
        finder->images -= event->what == MARKDOWN_IMAGE;
        finder->autolink = false;
        break;
    case MARKDOWN_TEXT:
        finder->prose = finder->prose || (event->what == MARKDOWN_PLAIN && finder->images == 0 && !finder->autolink &&
                                          passage_holds_letter(finder->data, span.start, span.end));
        break;
    case MARKDOWN_BREAK:
        return;
    }
    spans_add(&finder->items, span.start, span.end);
}

/* Whether the line [line, end) holds nothing but this mark. */
static bool is_mark(const char *data, size_t line, size_t end, const char *mark) {
    while (end > line && (ascii_is_newline(data[end - 1]) || ascii_is_blank(data[end - 1]))) {
        end--;
    }
    return end - line == strlen(mark) && memcmp(data + line, mark, end - line) == 0;
}

/* Behind the front matter: YAML between "---" (or "..."), TOML between "+++", others between ";;;", JSON between braces
 * in the first column. 0 if there is none: a rule at the top has an empty line below. */
static size_t skip_front_matter(const char *data, size_t len) {
    static const struct {
        const char *open, *close, *other;
    } kinds[] = {{"---", "---", "..."}, {"+++", "+++", "+++"}, {";;;", ";;;", ";;;"}, {"{", "}", "}"}};
    const char *newline = memchr(data, '\n', len);
    size_t first = newline ? (size_t)(newline - data) + 1 : len;
    if (first == len || ascii_is_newline(data[first])) {
        return 0;
    }
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (size_t line = first, next; is_mark(data, 0, first, kinds[k].open) && line < len; line = next) {
            newline = memchr(data + line, '\n', len - line);
            next = newline ? (size_t)(newline - data) + 1 : len;
            if (is_mark(data, line, next, kinds[k].close) || is_mark(data, line, next, kinds[k].other)) {
                return next;
            }
        }
    }
    return 0;
}

void passages_find_markdown_with(const char *data, size_t len, unsigned foreign_kinds, struct passages *out) {
    size_t base = skip_front_matter(data, len);
    struct spans foreign = {0};
    foreign_find(data + base, len - base, foreign_kinds, &foreign);
    char *masked = foreign.count ? foreign_copy_masked(data + base, len - base, &foreign) : NULL;
    struct finder finder = {.data = masked ? masked : data + base, .len = len - base, .base = base, .out = out};
    markdown_parse(finder.data, finder.len, on_event, &finder);
    spans_finish(&finder.items);
    spans_finish(&foreign);
    free(masked);
}

static void find_passages(const char *data, size_t len, struct passages *out) {
    passages_find_markdown_with(data, len, FOREIGN_TEMPLATES, out);
}

const struct format_row format_markdown = {
    .name = "markdown",
    .spoken = "Markdown",
    .genre = "docs",
    .genre_by_name = true,
    .language_ids = {"markdown", "gfm", "pandoc", "rmd", "quarto"},
    .endings = {".md", ".markdown", ".mdown", ".mkd", ".rmd", ".qmd"},
    .file_names = {"PULLREQ_EDITMSG"}, /* forges read these as Markdown */
    .find_passages = find_passages,
    .find_markup = markup_find_markdown,
    .markers = FORMAT_MARKER_RULE | FORMAT_MARKER_QUOTE | FORMAT_MARKER_DEFINITION | FORMAT_MARKER_BLOCK,
    .paired_marks = "*`$[]<>",
    .has_markup = true,
    .is_markdown = true,
    .is_typed_as_printed = true,
};
