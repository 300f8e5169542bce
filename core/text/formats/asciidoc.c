/* AsciiDoc (docs.asciidoctor.org, "AsciiDoc Language"). One walk over lines: titles, paragraphs, list items,
 * admonitions on one line. Delimited blocks, tables, attributes, block macros, literal paragraphs, descriptions lists,
 * and the block behind a line of attributes are stepped over. */
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/formats/light.h"
#include "core/text/passage_find.h"

#include <string.h>

struct walk {
    const char *data;
    struct light_lines lines;
    struct span until; /* the line that opened the block that is stepped over; empty outside of one */
    bool skipping;     /* until an empty line */
    bool header;       /* the document's: until an empty line */
    bool seen;         /* something came before */
};

/* Four or more of one sign and nothing else, or one of the short ones: what opens a block and closes it. */
static bool is_delimiter(const char *data, struct span content) {
    size_t len = content.end - content.start;
    char sign = data[content.start];
    if ((len == 2 && memcmp(data + content.start, "--", 2) == 0) || light_starts(data, content, "```") ||
        (len == 4 && memcmp(data + content.start + 1, "===", 3) == 0 && ascii_is_one_of(sign, "|,:!"))) {
        return true;
    }
    for (size_t i = content.start; i < content.end; i++) {
        if (data[i] != sign) {
            return false;
        }
    }
    return len >= 4 && ascii_is_one_of(sign, "-.+_*=/");
}

static bool is_same(const struct walk *walk, struct span content) {
    size_t len = walk->until.end - walk->until.start;
    bool fence = light_starts(walk->data, walk->until, "```");
    return fence ? content.end - content.start == 3 && light_starts(walk->data, content, "```")
                 : content.end - content.start == len &&
                       memcmp(walk->data + content.start, walk->data + walk->until.start, len) == 0;
}

/* "name::target[attributes]" */
static bool is_block_macro(const char *data, struct span content) {
    size_t at = content.start;
    while (at < content.end && (ascii_is_letter(data[at]) || ascii_is_one_of(data[at], "_-"))) {
        at++;
    }
    return at > content.start && content.end - at > 3 && memcmp(data + at, "::", 2) == 0 &&
           !ascii_is_blank(data[at + 2]) && data[content.end - 1] == ']';
}

static bool is_no_prose(const char *data, struct span content) {
    char first = data[content.start];
    bool attribute = first == ':' && memchr(data + content.start + 1, ':', content.end - content.start - 1);
    return attribute || is_block_macro(data, content) || light_starts(data, content, "//") ||
           light_starts(data, content, "'''") || light_starts(data, content, "<<<") ||
           (content.end - content.start == 1 && !ascii_is_letter(first));
}

/* A line of attributes says what the next block is; only these leave it a paragraph. */
static bool keeps_prose(const char *data, struct span content) {
    static const char *const plain[] = {"[[", "[#", "[.", "[note]", "[tip]", "[warning]", "[important]", "[caution]"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (light_starts(data, content, plain[i])) {
            return true;
        }
    }
    return false;
}

static size_t measure_title(const char *data, struct span content) {
    size_t at = content.start;
    while (at < content.end && data[at] == '=') {
        at++;
    }
    size_t signs = at - content.start;
    while (at < content.end && ascii_is_blank(data[at])) {
        at++;
    }
    bool title = signs && signs <= 6 && at > content.start + signs;
    return title ? at - content.start : 0;
}

/* "* ", "** ", ". ", ".. ", "- ", "1. " */
static size_t measure_item(const char *data, struct span content) {
    size_t at = content.start;
    char sign = data[at];
    if (!ascii_is_one_of(sign, "*.")) {
        return light_measure_marker(data, content, "-", true);
    }
    while (at < content.end && data[at] == sign) {
        at++;
    }
    size_t signs = at - content.start;
    while (at < content.end && ascii_is_blank(data[at])) {
        at++;
    }
    return signs <= 5 && at > content.start + signs ? at - content.start : 0;
}

static size_t measure_admonition(const char *data, struct span content) {
    static const char *const names[] = {"NOTE: ", "TIP: ", "WARNING: ", "IMPORTANT: ", "CAUTION: "};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);
        if (content.end - content.start > len && memcmp(data + content.start, names[i], len) == 0) {
            return len;
        }
    }
    return 0;
}

static void add_alone(struct walk *walk, struct span words) {
    light_close(&walk->lines);
    if (words.start < words.end) {
        walk->lines.kind = PASSAGE_HEADING;
        light_add(&walk->lines, words);
    }
    light_close(&walk->lines);
}

static void leave_block(struct walk *walk) {
    light_drop(&walk->lines);
    walk->skipping = true;
}

static bool is_described(const char *data, struct span content) {
    return light_ends(data, content, "::") || light_ends(data, content, ";;") ||
           memmem(data + content.start, content.end - content.start, ":: ", 3);
}

static void take_words(struct walk *walk, const struct light_line *line) {
    const char *data = walk->data;
    struct span content = line->content;
    bool open = walk->lines.lines.count > 0;
    size_t item = measure_item(data, content), admonition = open ? 0 : measure_admonition(data, content);
    bool attribution = light_starts(data, content, "-- "); /* of the quotation above it */
    if (attribution || is_described(data, content) || data[content.start] == '|' || data[content.start] == '<') {
        leave_block(walk);
    } else if (item) {
        light_close(&walk->lines);
        content.start += item;
        if (data[content.start] == '[' && content.end - content.start > 4 && data[content.start + 2] == ']') {
            content.start += 4;
        }
        walk->lines.kind = PASSAGE_LIST_ITEM;
        light_add(&walk->lines, content);
    } else if (line->indent && !(open && walk->lines.kind == PASSAGE_LIST_ITEM)) {
        leave_block(walk); /* literal */
    } else {
        content.start += admonition;
        light_add(&walk->lines, content);
    }
}

static void take_line(struct walk *walk, const struct light_line *line) {
    const char *data = walk->data;
    struct span content = line->content;
    size_t title = line->indent ? 0 : measure_title(data, content);
    if (is_delimiter(data, content)) {
        if (walk->lines.lines.count == 1) {
            light_drop(&walk->lines); /* a title with a line under it */
            return;
        }
        light_close(&walk->lines);
        walk->until = content;
    } else if (title) {
        add_alone(walk, (struct span){content.start + title, content.end});
        walk->header = !walk->seen;
    } else if (is_no_prose(data, content)) {
        light_close(&walk->lines);
        walk->skipping = content.end - content.start == 1; /* "+": what it joins is left alone */
    } else if (data[content.start] == '[' && data[content.end - 1] == ']' && !walk->lines.lines.count) {
        walk->skipping = !keeps_prose(data, content);
    } else if (data[content.start] == '.' && content.end - content.start > 1 && !line->indent &&
               (ascii_is_letter(data[content.start + 1]))) {
        add_alone(walk, (struct span){content.start + 1, content.end});
    } else {
        take_words(walk, line);
    }
    walk->seen = true;
}

static void find_passages(const char *data, size_t len, struct passages *out) {
    struct walk walk = {.data = data, .lines.out = out};
    for (size_t start = 0; start < len;) {
        struct light_line line = light_read(data, len, start);
        bool empty = line.content.start == line.content.end;
        if (walk.until.end) {
            walk.until.end = is_same(&walk, line.content) ? 0 : walk.until.end;
        } else if (empty) {
            light_close(&walk.lines);
            walk.skipping = walk.header = false;
        } else if (is_delimiter(data, line.content) && walk.skipping) {
            walk.until = line.content; /* the block that attributes spoke of */
        } else if (!walk.skipping && !walk.header) {
            take_line(&walk, &line);
        }
        start = line.next;
    }
    light_close(&walk.lines);
    spans_finish(&walk.lines.lines);
}

static void find_markup(const char *data, size_t len, struct markups *out) {
    static const struct light_mark marks[] = {
        {.open = "+++", .close = "+++", .kind = MARKUP_COMMAND, .alone = true},
        {.open = "++", .close = "++", .kind = MARKUP_CODE},
        {.open = "``", .close = "``", .kind = MARKUP_CODE, .alone = true},
        {.open = "`\"", .kind = MARKUP_EMPHASIS},
        {.open = "`'", .kind = MARKUP_EMPHASIS},
        {.open = "\"`", .kind = MARKUP_EMPHASIS},
        {.open = "'`", .kind = MARKUP_EMPHASIS},
        {.open = "`", .close = "`", .kind = MARKUP_CODE, .quotes = true},
        {.open = "'", .close = "'", .kind = MARKUP_EMPHASIS, .apart = true}, /* emphasis, in old documents */
        {.open = "+", .close = "+", .kind = MARKUP_CODE, .apart = true},
        {.open = ":", .kind = MARKUP_LINK, .macro = true},
        {.open = "<<", .close = ">>", .kind = MARKUP_LINK, .alone = true},
        {.open = "[[", .close = "]]", .kind = MARKUP_COMMAND, .alone = true},
        {.open = "[", .close = "]", .kind = MARKUP_COMMAND},
        {.open = "(((", .close = ")))", .kind = MARKUP_COMMAND, .alone = true},
        {.open = "((", .close = "))", .kind = MARKUP_COMMAND, .alone = true},
        {.open = "{", .close = "}", .kind = MARKUP_COMMAND, .target = true, .alone = true},
        {.open = "\\", .kind = MARKUP_COMMAND},
        {.open = "**", .kind = MARKUP_EMPHASIS},
        {.open = "__", .kind = MARKUP_EMPHASIS},
        {.open = "##", .kind = MARKUP_EMPHASIS},
        {.open = "*", .kind = MARKUP_EMPHASIS},
        {.open = "_", .kind = MARKUP_EMPHASIS},
        {.open = "#", .kind = MARKUP_EMPHASIS},
        {.open = "^", .close = "^", .kind = MARKUP_COMMAND},
        {.open = "~", .close = "~", .kind = MARKUP_COMMAND},
    };
    light_find_markup(data, len, marks, sizeof marks / sizeof *marks, out);
}

const struct format_row format_asciidoc = {
    .name = "asciidoc",
    .spoken = "AsciiDoc",
    .genre = "docs",
    .language_ids = {"asciidoc", "adoc", "asciidoctor"},
    .endings = {".adoc", ".asciidoc"},
    .find_passages = find_passages,
    .find_markup = find_markup,
    .markers = FORMAT_MARKER_RULE | FORMAT_MARKER_QUOTE | FORMAT_MARKER_BLOCK,
    .paired_marks = "*`_#+",
    .has_markup = true,
    .is_typed_as_printed = true,
};
