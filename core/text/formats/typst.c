/* Typst (typst.app/docs, "Syntax"). Blocks of lines between empty ones: a heading, a list item or a paragraph is prose
 * if its brackets, dollars and backquotes are in pairs; what begins with code is stepped over to the end of its
 * brackets. */
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/formats/light.h"
#include "core/text/passage_find.h"

#include <string.h>

struct walk {
    const char *data;
    struct light_lines lines;
    size_t item; /* indent of the list item that is open */
    long depth;  /* of brackets, in code or in the block */
    size_t dollars;
    size_t backquotes;
    bool skipping; /* code, or what is not understood: until an empty line outside of brackets */
    bool raw;      /* between ``` and ``` */
    bool comment;  /* between slash-star and star-slash */
    bool broken;   /* something in the block is not understood */
};

static bool holds(const char *data, struct span content, const char *text) {
    return memmem(data + content.start, content.end - content.start, text, strlen(text)) != NULL;
}

static void count_signs(struct walk *walk, struct span content) {
    bool quoted = false;
    for (size_t i = content.start; i < content.end; i++) {
        char c = walk->data[i];
        if (c == '\\') {
            i++;
        } else if (walk->skipping && c == '"') {
            quoted = !quoted;
        } else if (!quoted && ascii_is_one_of(c, "[{")) {
            walk->depth++;
        } else if (!quoted && ascii_is_one_of(c, "]}")) {
            walk->depth--;
        } else if (!quoted && walk->skipping && ascii_is_one_of(c, "()")) {
            walk->depth += c == '(' ? 1 : -1;
        }
        walk->dollars += c == '$';
        walk->backquotes += c == '`';
        walk->broken = walk->broken || walk->depth < 0;
    }
}

static void end_block(struct walk *walk) {
    if (walk->broken || walk->depth || walk->dollars % 2 || walk->backquotes % 2) {
        light_drop(&walk->lines);
    }
    light_close(&walk->lines);
    walk->dollars = walk->backquotes = 0;
    walk->depth = 0;
    walk->broken = false;
}

static void take_heading(struct walk *walk, struct span content) {
    struct span words = content;
    while (words.start < words.end && walk->data[words.start] == '=') {
        words.start++;
    }
    bool heading = words.start < words.end && ascii_is_blank(walk->data[words.start]);
    while (words.start < words.end && ascii_is_blank(walk->data[words.start])) {
        words.start++;
    }
    end_block(walk);
    if (heading && words.start < words.end) {
        walk->lines.kind = PASSAGE_HEADING;
        count_signs(walk, words);
        light_add(&walk->lines, words);
    }
    end_block(walk);
}

static void take_line(struct walk *walk, const struct light_line *line) {
    const char *data = walk->data;
    struct span content = line->content;
    size_t marker = light_measure_marker(data, content, "-+", true);
    if (light_starts(data, content, "//")) {
        end_block(walk);
    } else if (light_starts(data, content, "/*")) {
        end_block(walk);
        walk->comment = !holds(data, content, "*/");
    } else if (light_starts(data, content, "```")) {
        end_block(walk);
        walk->raw = !holds(data, (struct span){content.start + 3, content.end}, "```");
    } else if ((!walk->lines.lines.count && data[content.start] == '#') || light_starts(data, content, "/ ")) {
        end_block(walk);
        walk->skipping = true;
        count_signs(walk, content);
    } else if (data[content.start] == '=') {
        take_heading(walk, content);
    } else {
        bool item = walk->lines.kind == PASSAGE_LIST_ITEM && walk->lines.lines.count;
        if (marker || (item && line->indent <= walk->item)) {
            end_block(walk);
            walk->lines.kind = marker ? PASSAGE_LIST_ITEM : PASSAGE_PARAGRAPH;
            walk->item = line->indent;
        }
        content.start += marker;
        walk->broken = walk->broken || holds(data, content, " //") || holds(data, content, "/*") ||
                       holds(data, content, "#let ") || holds(data, content, "#set ") ||
                       holds(data, content, "#show ") || holds(data, content, "#if ") || holds(data, content, "#for ");
        count_signs(walk, content);
        if (content.start < content.end) {
            light_add(&walk->lines, content);
        }
    }
}

static void find_passages(const char *data, size_t len, struct passages *out) {
    struct walk walk = {.data = data, .lines.out = out};
    for (size_t start = 0; start < len;) {
        struct light_line line = light_read(data, len, start);
        bool empty = line.content.start == line.content.end;
        if (walk.raw) {
            walk.raw = !holds(data, line.content, "```");
        } else if (walk.comment) {
            walk.comment = !holds(data, line.content, "*/");
        } else if (walk.skipping) {
            count_signs(&walk, line.content);
            if (empty && walk.depth <= 0) {
                walk.skipping = false;
                end_block(&walk);
            }
        } else if (empty) {
            end_block(&walk);
        } else {
            take_line(&walk, &line);
        }
        start = line.next;
    }
    if (!walk.skipping) {
        end_block(&walk);
    }
    light_drop(&walk.lines);
    spans_finish(&walk.lines.lines);
}

static void find_markup(const char *data, size_t len, struct markups *out) {
    static const struct light_mark marks[] = {
        {.open = "```", .close = "```", .kind = MARKUP_CODE, .alone = true},
        {.open = "`", .close = "`", .kind = MARKUP_CODE, .alone = true},
        {.open = "$", .close = "$", .kind = MARKUP_MATH, .alone = true},
        {.open = "#", .kind = MARKUP_COMMAND, .call = true},
        {.open = "<", .close = ">", .kind = MARKUP_COMMAND},
        {.open = "[", .close = "]", .kind = MARKUP_COMMAND},
        {.open = "\\", .kind = MARKUP_COMMAND},
        {.open = "~", .kind = MARKUP_COMMAND},
        {.open = "*", .kind = MARKUP_EMPHASIS},
        {.open = "_", .kind = MARKUP_EMPHASIS},
    };
    light_find_markup(data, len, marks, sizeof marks / sizeof *marks, out);
}

const struct format_row format_typst = {
    .name = "typst",
    .spoken = "Typst",
    .genre = "paper",
    .language_ids = {"typst"},
    .endings = {".typ"},
    .find_passages = find_passages,
    .find_markup = find_markup,
    .markers = FORMAT_MARKER_RULE | FORMAT_MARKER_COMMENT | FORMAT_MARKER_BLOCK,
    .paired_marks = "*`$[]{}",
    .has_markup = true,
    .is_typed_as_printed = true,
    .escapes = true,
};
