/* reStructuredText (docutils.sourceforge.io, "reStructuredText Markup Specification"). One walk over lines. Prose are
 * paragraphs and list items that stand where the body does, or where the body of an admonition does; whatever is
 * indented deeper is a literal block, a quotation, a table or the body of a directive, and is left alone. So are
 * titles: a line under them has their length. */
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/formats/light.h"
#include "core/text/line.h"
#include "core/text/passage_find.h"

#include <string.h>

static const char *const admonitions[] = {
    "note::",  "tip::",       "warning::",      "important::",      "caution::",    "hint::",   "danger::",
    "error::", "attention::", "versionadded::", "versionchanged::", "deprecated::", "seealso::"};

struct walk {
    const char *data;
    struct light_lines lines;
    size_t base;     /* columns: where the body stands now */
    size_t inside;   /* of the list item that is open: where its lines stand; else base */
    bool skipping;   /* until a blank line */
    bool admonition; /* the next indented block is a body */
    bool blank;      /* the line before */
};

static bool is_admonition(const struct walk *walk, struct span content) {
    struct span name = {content.start + 2, content.end};
    while (name.start < name.end && ascii_is_blank(walk->data[name.start])) {
        name.start++;
    }
    for (size_t i = 0; i < sizeof admonitions / sizeof *admonitions; i++) {
        if (light_starts(walk->data, name, admonitions[i])) {
            return true;
        }
    }
    return false;
}

/* "=====  ====": the border of a simple table. */
static bool is_border(const char *data, size_t len) {
    size_t signs = 0, blanks = 0;
    for (size_t i = 0; i < len; i++) {
        signs += data[i] == '=' || data[i] == '-';
        blanks += data[i] == ' ';
    }
    return blanks && signs >= 4 && signs + blanks == len;
}

/* Explicit markup, tables, fields, options, doctests: nothing of it is prose. */
static bool is_no_prose(const struct walk *walk, struct span content) {
    const char *data = walk->data + content.start;
    size_t len = content.end - content.start;
    if (len >= 2 && (memcmp(data, "..", 2) == 0 || memcmp(data, "__", 2) == 0 || memcmp(data, "+-", 2) == 0 ||
                     memcmp(data, "+=", 2) == 0)) {
        return true;
    }
    if (len >= 3 && memcmp(data, ">>>", 3) == 0) {
        return true;
    }
    bool option = len >= 2 && ((data[0] == '-' && !ascii_is_blank(data[1])) || (data[0] == '/' && data[1] != ' '));
    bool field =
        data[0] == ':' && len > 2 && memchr(data + 1, ':', len - 1) && data[1] != '`' && !memchr(data, '`', len);
    return is_border(data, len) || option || field || data[0] == '|' || data[0] == '>' || data[0] == '\\';
}

static void leave_block(struct walk *walk) {
    light_drop(&walk->lines);
    walk->skipping = true;
    walk->inside = walk->base;
}

static void take_first(struct walk *walk, const struct light_line *line) {
    size_t marker = light_measure_marker(walk->data, line->content, "-*+", true);
    struct span words = {line->content.start + marker, line->content.end};
    light_close(&walk->lines);
    walk->inside = walk->base;
    if (marker && words.start < words.end && !is_no_prose(walk, words)) {
        walk->lines.kind = PASSAGE_LIST_ITEM;
        walk->inside = walk->base + marker;
        light_add(&walk->lines, words);
    } else if (!marker) {
        light_add(&walk->lines, line->content);
    }
}

static void take_line(struct walk *walk, const struct light_line *line) {
    bool open = walk->lines.lines.count > 0;
    if (line->indent < walk->base) {
        light_close(&walk->lines);
        walk->base = walk->inside = 0;
        walk->skipping = line->indent > 0;
    }
    if (walk->admonition && walk->blank && line->indent > walk->base) {
        walk->base = walk->inside = line->indent;
    }
    walk->admonition = walk->admonition && !walk->blank && line->indent > walk->base; /* options of the directive */
    if (walk->skipping) {
        return;
    }
    bool underline = line_is_underline(walk->data, line->content);
    if (line->indent == walk->base && (underline || is_no_prose(walk, line->content))) {
        walk->admonition = light_starts(walk->data, line->content, "..") && is_admonition(walk, line->content);
        if (underline && open) {
            light_drop(&walk->lines); /* the title above it */
        } else if (underline && !walk->blank) {
            return;
        } else {
            leave_block(walk);
        }
        return;
    }
    if (open && line->indent == walk->inside && !walk->blank) {
        bool item = light_measure_marker(walk->data, line->content, "-*+", true) > 0;
        if (walk->inside == walk->base && walk->lines.kind == PASSAGE_PARAGRAPH && !item) {
            light_add(&walk->lines, line->content);
        } else if (walk->inside > walk->base) {
            light_add(&walk->lines, line->content);
        } else {
            leave_block(walk);
        }
    } else if (open && line->indent == walk->base && !walk->blank && walk->lines.kind == PASSAGE_LIST_ITEM &&
               light_measure_marker(walk->data, line->content, "-*+", true)) {
        take_first(walk, line);
    } else if (line->indent == walk->base && walk->blank) {
        take_first(walk, line);
    } else {
        leave_block(walk); /* a term with its definition, a body that begins at once, what is not understood */
    }
}

static void find_passages(const char *data, size_t len, struct passages *out) {
    struct walk walk = {.data = data, .lines.out = out, .blank = true};
    for (size_t start = 0; start < len;) {
        struct light_line line = light_read(data, len, start);
        bool introduces = line.content.end - line.content.start > 2 && data[line.content.start] != '.' &&
                          light_ends(data, line.content, "::"); /* a literal block */
        line.content.end -= introduces ? 2 : 0;
        if (line.content.start == line.content.end) {
            light_close(&walk.lines);
            walk.skipping = false;
            walk.blank = true;
        } else {
            take_line(&walk, &line);
            walk.blank = false;
        }
        start = line.next;
    }
    light_close(&walk.lines);
    spans_finish(&walk.lines.lines);
}

static void find_markup(const char *data, size_t len, struct markups *out) {
    static const struct light_mark marks[] = {
        {.open = "``", .close = "``", .kind = MARKUP_CODE, .alone = true},
        {.open = ":ref:`", .close = "`", .kind = MARKUP_LINK, .split = " <", .alone = true},
        {.open = ":doc:`", .close = "`", .kind = MARKUP_LINK, .split = " <", .alone = true},
        {.open = ":term:`", .close = "`", .kind = MARKUP_LINK, .split = " <", .alone = true},
        {.open = "_`", .close = "`", .kind = MARKUP_LINK, .alone = true},
        {.open = ":", .close = "`", .kind = MARKUP_CODE, .role = true, .alone = true},
        {.open = "`", .close = "`", .kind = MARKUP_LINK, .split = " <", .alone = true},
        {.open = "|", .close = "|", .kind = MARKUP_COMMAND, .apart = true},
        {.open = "[", .close = "]_", .kind = MARKUP_CITATION},
        {.open = "\\", .kind = MARKUP_HTML},
        {.open = "**", .kind = MARKUP_EMPHASIS},
        {.open = "*", .kind = MARKUP_EMPHASIS},
        {.open = "::", .kind = MARKUP_STRUCTURE},
        {.open = "__", .kind = MARKUP_LINK, .suffix = true},
        {.open = "_", .kind = MARKUP_LINK, .suffix = true},
        {.open = "_", .kind = MARKUP_LINK},
    };
    light_find_markup(data, len, marks, sizeof marks / sizeof *marks, out);
}

const struct format_row format_rst = {
    .name = "rst",
    .spoken = "reStructuredText",
    .genre = "docs",
    .language_ids = {"restructuredtext", "rst"},
    .endings = {".rst", ".rest"},
    .find_passages = find_passages,
    .find_markup = find_markup,
    .markers = FORMAT_MARKER_RULE | FORMAT_MARKER_QUOTE | FORMAT_MARKER_BLOCK,
    .paired_marks = "*`|",
    .has_markup = true,
    .is_typed_as_printed = true,
};
