/* Org (orgmode.org, "Org Syntax"). One walk over lines: headlines without their keyword and tags, titles, paragraphs,
 * list items. Blocks, drawers, keywords, tables, fixed-width lines, planning lines and comments are stepped over. */
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/formats/light.h"
#include "core/text/passage_find.h"

#include <string.h>

struct walk {
    const char *data;
    size_t len;
    struct light_lines lines;
    size_t item;    /* indent of the list item that is open */
    char until[64]; /* what ends the block that is stepped over; "" outside of one */
};

static void skip_until(struct walk *walk, const char *end, size_t len) {
    light_close(&walk->lines);
    len = len < sizeof walk->until - 1 ? len : sizeof walk->until - 1;
    memcpy(walk->until, end, len);
    walk->until[len] = 0;
}

static size_t measure_name(const char *data, struct span content, size_t start) {
    size_t at = start;
    while (at < content.end &&
           (ascii_is_letter(data[at]) || ascii_is_digit(data[at]) || ascii_is_one_of(data[at], "_-@#%"))) {
        at++;
    }
    return at - start;
}

/* ":NAME:" and nothing else opens a drawer. */
static bool is_drawer(const char *data, struct span content) {
    size_t name = data[content.start] == ':' ? measure_name(data, content, content.start + 1) : 0;
    return name && content.start + name + 2 == content.end && data[content.end - 1] == ':';
}

/* "#+BEGIN_NAME" is stepped over to "#+END_NAME". */
static void take_keyword(struct walk *walk, struct span content) {
    static const char *const titles[] = {"#+title:", "#+subtitle:", "#+caption:"};
    light_close(&walk->lines);
    if (light_starts(walk->data, content, "#+begin_")) {
        char end[64] = "#+end_";
        size_t name = measure_name(walk->data, content, content.start + 8);
        name = name < sizeof end - 7 ? name : sizeof end - 7;
        memcpy(end + 6, walk->data + content.start + 8, name);
        skip_until(walk, end, 6 + name);
        return;
    }
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t start = content.start + strlen(titles[i]);
        if (!light_starts(walk->data, content, titles[i])) {
            continue;
        }
        while (start < content.end && ascii_is_blank(walk->data[start])) {
            start++;
        }
        if (start < content.end) {
            walk->lines.kind = PASSAGE_HEADING;
            light_add(&walk->lines, (struct span){start, content.end});
        }
        light_close(&walk->lines);
    }
}

/* ":tag:tag:" at the end of a headline. */
static size_t find_tags(const char *data, struct span words) {
    size_t at = words.end;
    if (data[at - 1] != ':') {
        return words.end;
    }
    while (at > words.start && !ascii_is_blank(data[at - 1])) {
        at--;
    }
    return at > words.start && data[at] == ':' ? at : words.end;
}

static void take_headline(struct walk *walk, struct span content) {
    const char *data = walk->data;
    struct span words = content;
    light_close(&walk->lines);
    while (words.start < words.end && data[words.start] == '*') {
        words.start++;
    }
    for (bool more = true; more;) { /* TODO, then [#A] */
        while (words.start < words.end && ascii_is_blank(data[words.start])) {
            words.start++;
        }
        size_t at = words.start;
        while (at < words.end && (data[at] >= 'A' && data[at] <= 'Z')) {
            at++;
        }
        bool keyword = at - words.start >= 3 && at < words.end && ascii_is_blank(data[at]);
        bool priority =
            words.end - words.start > 4 && memcmp(data + words.start, "[#", 2) == 0 && data[words.start + 3] == ']';
        more = keyword || priority;
        words.start = keyword ? at : priority ? words.start + 4 : words.start;
    }
    if (words.start < words.end) {
        words.end = find_tags(data, words);
        while (words.end > words.start && ascii_is_blank(data[words.end - 1])) {
            words.end--;
        }
        walk->lines.kind = PASSAGE_HEADING;
        light_add(&walk->lines, words);
        light_close(&walk->lines);
    }
}

static bool is_no_prose(const char *data, struct span content) {
    static const char *const planning[] = {"clock:", "scheduled:", "deadline:", "closed:", "-----"};
    char first = data[content.start];
    for (size_t i = 0; i < sizeof planning / sizeof *planning; i++) {
        if (light_starts(data, content, planning[i])) {
            return true;
        }
    }
    bool fixed = first == ':' && (content.end - content.start == 1 || ascii_is_blank(data[content.start + 1]));
    bool footnote = light_starts(data, content, "[fn:");
    return fixed || footnote || first == '|' || first == '#' || light_starts(data, content, "%%(");
}

static void take_item(struct walk *walk, const struct light_line *line, size_t marker) {
    struct span words = {line->content.start + marker, line->content.end};
    light_close(&walk->lines);
    if (words.end - words.start > 4 && walk->data[words.start] == '[' && walk->data[words.start + 2] == ']') {
        words.start += 4; /* a checkbox */
    }
    const char *term = memmem(walk->data + words.start, words.end - words.start, " ::", 3);
    if (term || words.start >= words.end) {
        return; /* a term with its description is left alone */
    }
    walk->item = line->indent;
    walk->lines.kind = PASSAGE_LIST_ITEM;
    light_add(&walk->lines, words);
}

static void take_line(struct walk *walk, const struct light_line *line) {
    const char *data = walk->data;
    struct span content = line->content;
    size_t stars = 0;
    while (line->indent == 0 && content.start + stars < content.end && data[content.start + stars] == '*') {
        stars++;
    }
    size_t marker = light_measure_marker(data, content, line->indent ? "-+*" : "-+", true);
    if (stars && content.start + stars < content.end && ascii_is_blank(data[content.start + stars])) {
        take_headline(walk, content);
    } else if (light_starts(data, content, "#+")) {
        take_keyword(walk, content);
    } else if (is_drawer(data, content)) {
        skip_until(walk, ":end:", 5);
    } else if (light_starts(data, content, "\\begin{")) {
        skip_until(walk, "\\end{", 5);
    } else if (is_no_prose(data, content)) {
        light_close(&walk->lines);
    } else if (marker) {
        take_item(walk, line, marker);
    } else if (walk->lines.kind == PASSAGE_LIST_ITEM && walk->lines.lines.count && line->indent <= walk->item) {
        light_close(&walk->lines);
        light_add(&walk->lines, content);
    } else {
        light_add(&walk->lines, content);
    }
}

static void find_passages(const char *data, size_t len, struct passages *out) {
    struct walk walk = {.data = data, .len = len, .lines.out = out};
    for (size_t start = 0; start < len;) {
        struct light_line line = light_read(data, len, start);
        if (walk.until[0]) {
            walk.until[0] = light_starts(data, line.content, walk.until) ? 0 : walk.until[0];
        } else if (line.content.start == line.content.end) {
            light_close(&walk.lines);
        } else {
            take_line(&walk, &line);
        }
        start = line.next;
    }
    light_close(&walk.lines);
    spans_finish(&walk.lines.lines);
}

static void find_markup(const char *data, size_t len, struct markups *out) {
    static const struct light_mark marks[] = {
        {.open = "[[", .close = "]]", .kind = MARKUP_LINK, .whole_but_last = "][", .alone = true},
        {.open = "[fn:", .close = "]", .kind = MARKUP_FOOTNOTE, .alone = true},
        {.open = "[cite", .close = "]", .kind = MARKUP_CITATION, .alone = true},
        {.open = "{{{", .close = "}}}", .kind = MARKUP_COMMAND, .alone = true},
        {.open = "@@", .close = "@@", .kind = MARKUP_COMMAND, .alone = true},
        {.open = "<<", .close = ">>", .kind = MARKUP_COMMAND, .alone = true},
        {.open = "<", .close = ">", .kind = MARKUP_COMMAND},
        {.open = "\\(", .close = "\\)", .kind = MARKUP_MATH, .alone = true},
        {.open = "\\[", .close = "\\]", .kind = MARKUP_MATH, .alone = true},
        {.open = "$", .close = "$", .kind = MARKUP_MATH, .apart = true, .quotes = true},
        {.open = "=", .close = "=", .kind = MARKUP_CODE, .apart = true, .quotes = true},
        {.open = "~", .close = "~", .kind = MARKUP_CODE, .apart = true, .quotes = true},
        {.open = "\\", .kind = MARKUP_COMMAND},
        {.open = "*", .kind = MARKUP_EMPHASIS, .quotes = true},
        {.open = "_", .kind = MARKUP_EMPHASIS, .quotes = true},
        {.open = "/", .kind = MARKUP_EMPHASIS, .quotes = true},
        {.open = "+", .kind = MARKUP_EMPHASIS, .quotes = true},
    };
    light_find_markup(data, len, marks, sizeof marks / sizeof *marks, out);
}

const struct format_row format_org = {
    .name = "org",
    .spoken = "Org",
    .genre = "notes",
    .genre_by_name = true,
    .language_ids = {"org"},
    .endings = {".org"},
    .find_passages = find_passages,
    .find_markup = find_markup,
    .markers = FORMAT_MARKER_RULE | FORMAT_MARKER_COMMENT | FORMAT_MARKER_BLOCK,
    .paired_marks = "*/=~[]",
    .has_markup = true,
    .is_typed_as_printed = true,
};
