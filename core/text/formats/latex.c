/* Passages of LaTeX: one walk over the document between \begin{document} and \end{document}. Stretches of a line that
 * belong to the text are collected; empty lines and commands that structure the document end a passage; environments
 * of math, code and tables are stepped over. Lines of nothing but commands are dropped from both ends of a passage. */
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/formats/latex_command.h"
#include "core/text/formats/latex_markup.h"
#include "core/text/markup_find.h"
#include "core/text/passage_find.h"

#include <stdint.h>
#include <string.h>

struct walk {
    const char *data;
    size_t len;
    size_t offset;
    size_t run; /* where the open stretch of text starts; SIZE_MAX if none is open */
    struct spans lines;
    enum passage_kind kind;
    size_t floating;      /* open figures and the like */
    bool no_display_end;  /* no "\]" is left */
    bool no_dollars_left; /* no "$$" is left */
    struct passages *out;
};

static bool is_blank(char c) {
    return ascii_is_blank(c) || c == '\r';
}

/* Adds [start, end) line by line, trimmed. */
static void add_lines(const struct walk *walk, size_t start, size_t end, struct spans *lines) {
    while (start < end) {
        const char *newline = memchr(walk->data + start, '\n', end - start);
        size_t next = newline ? (size_t)(newline - walk->data) + 1 : end;
        size_t stop = newline ? next - 1 : end;
        while (start < stop && is_blank(walk->data[start])) {
            start++;
        }
        while (stop > start && is_blank(walk->data[stop - 1])) {
            stop--;
        }
        spans_add(lines, start, stop);
        start = next;
    }
}

static void close_run(struct walk *walk) {
    if (walk->run != SIZE_MAX && walk->floating == 0) {
        add_lines(walk, walk->run, walk->offset, &walk->lines);
    }
    walk->run = SIZE_MAX;
}

enum line_content { CONTENT_WORDS, CONTENT_COMMANDS, CONTENT_OTHER };

static bool holds_digit(const char *data, size_t start, size_t end) {
    for (; start < end; start++) {
        if (ascii_is_digit(data[start])) {
            return true;
        }
    }
    return false;
}

static enum line_content classify_line(const struct walk *walk, struct span line) {
    const char *data = walk->data + line.start;
    size_t len = line.end - line.start;
    if (ascii_is_letter(*data)) {
        return CONTENT_WORDS;
    }
    struct markups markups = {0};
    markup_find_latex(data, len, &markups);
    size_t done = 0;
    bool words = false;
    bool commands = markups.count > 0;
    for (size_t i = 0; i < markups.count; i++) {
        words = words || passage_holds_letter(data, done, markups.items[i].span.start);
        commands = commands && markups.items[i].kind == MARKUP_COMMAND &&
                   !holds_digit(data, done, markups.items[i].span.start);
        done = markups.items[i].span.end;
    }
    words = words || passage_holds_letter(data, done, len);
    markups_finish(&markups);
    return words ? CONTENT_WORDS : commands && !holds_digit(data, done, len) ? CONTENT_COMMANDS : CONTENT_OTHER;
}

/* Takes lines of commands off both ends; nothing is left of a passage without words. */
static void trim_lines(const struct walk *walk, struct spans *lines) {
    size_t first = 0;
    size_t end = lines->count;
    while (first < end && classify_line(walk, lines->items[first]) == CONTENT_COMMANDS) {
        first++;
    }
    while (end > first && classify_line(walk, lines->items[end - 1]) == CONTENT_COMMANDS) {
        end--;
    }
    bool words = false;
    for (size_t i = first; i < end && !words; i++) {
        words = classify_line(walk, lines->items[i]) == CONTENT_WORDS;
    }
    lines->count = words ? end - first : 0;
    memmove(lines->items, lines->items + first, lines->count * sizeof *lines->items);
}

static void close_passage(struct walk *walk) {
    close_run(walk);
    if (walk->lines.count > 0) {
        trim_lines(walk, &walk->lines);
        passages_add(walk->out, walk->kind, &walk->lines);
    }
    walk->kind = PASSAGE_PARAGRAPH;
}

static size_t find_behind(const struct walk *walk, size_t offset, const char *text, size_t len) {
    const char *found = memmem(walk->data + offset, walk->len - offset, text, len);
    return found ? (size_t)(found - walk->data) + len : walk->len;
}

/* The name in the braces behind \begin or \end. */
static struct span get_name(const struct walk *walk, const struct latex_command *command) {
    size_t start = command->name_end;
    size_t end = latex_skip_group(walk->data, walk->len, start, '{', '}');
    return end > start ? (struct span){start + 1, end - 1} : (struct span){start, start};
}

static void begin_environment(struct walk *walk, const struct latex_command *command) {
    struct span name = get_name(walk, command);
    const char *text = walk->data + name.start;
    size_t len = name.end - name.start;
    enum latex_environment kind = latex_classify_environment(text, len);
    close_passage(walk);
    walk->floating += kind == ENVIRONMENT_FLOATING;
    walk->offset = command->end;
    while (kind == ENVIRONMENT_SKIPPED && walk->offset < walk->len) { /* to the \end of the same name */
        size_t end = find_behind(walk, walk->offset, "\\end{", 5);
        bool same = walk->len - end > len && memcmp(walk->data + end, text, len) == 0 && walk->data[end + len] == '}';
        walk->offset = same ? end + len + 1 : end;
        kind = same ? ENVIRONMENT_PROSE : kind;
    }
}

static void end_environment(struct walk *walk, const struct latex_command *command) {
    struct span name = get_name(walk, command);
    const char *text = walk->data + name.start;
    size_t len = name.end - name.start;
    close_passage(walk);
    if (walk->floating > 0 && latex_classify_environment(text, len) == ENVIRONMENT_FLOATING) {
        walk->floating--;
    }
    bool document = len == strlen("document") && memcmp(text, "document", len) == 0;
    walk->offset = document ? walk->len : command->end;
}

/* A heading or a caption: the words in its braces are a passage of their own. */
static void take_title(struct walk *walk, const struct latex_command *command) {
    close_passage(walk);
    size_t brace = command->end - 1;
    size_t end = latex_skip_group(walk->data, walk->len, brace, '{', '}');
    walk->offset = end > brace ? end : command->end;
    if (end > brace) {
        add_lines(walk, brace + 1, end - 1, &walk->lines);
        walk->kind = command->kind == LATEX_HEADING ? PASSAGE_HEADING : PASSAGE_PARAGRAPH;
        close_passage(walk);
    }
}

/* \[ ... \] and $$ ... $$, or just the mark if nothing closes it. */
static void skip_display(struct walk *walk, const char *close, bool *none_left) {
    close_passage(walk);
    walk->offset += 2;
    size_t end = *none_left ? walk->len : find_behind(walk, walk->offset, close, 2);
    *none_left = *none_left || end < walk->offset + 2 || memcmp(walk->data + end - 2, close, 2) != 0;
    walk->offset = *none_left ? walk->offset : end;
}

static void take_command(struct walk *walk) {
    struct latex_command command = latex_read(walk->data, walk->len, walk->offset);
    switch (command.kind) {
    case LATEX_BEGIN:
        begin_environment(walk, &command);
        return;
    case LATEX_END:
        end_environment(walk, &command);
        return;
    case LATEX_HEADING:
    case LATEX_CAPTION:
        take_title(walk, &command);
        return;
    case LATEX_ITEM:
    case LATEX_PARAGRAPH:
        close_passage(walk);
        walk->kind = command.kind == LATEX_ITEM ? PASSAGE_LIST_ITEM : PASSAGE_PARAGRAPH;
        walk->offset = command.end;
        return;
    case LATEX_DISPLAY:
        skip_display(walk, "\\]", &walk->no_display_end);
        return;
    default:
        walk->run = walk->run == SIZE_MAX ? walk->offset : walk->run;
        walk->offset = command.end;
        return;
    }
}

static void take_newline(struct walk *walk) {
    close_run(walk);
    size_t next = walk->offset + 1;
    while (next < walk->len && is_blank(walk->data[next])) {
        next++;
    }
    if (next < walk->len && walk->data[next] == '\n') {
        close_passage(walk);
    }
    walk->offset = next;
}

static void take_sign(struct walk *walk) {
    char c = walk->data[walk->offset];
    if (c == '\\') {
        take_command(walk);
    } else if (c == '\n') {
        take_newline(walk);
    } else if (c == '%') {
        close_run(walk);
        walk->offset = find_behind(walk, walk->offset, "\n", 1);
        walk->offset -= walk->data[walk->offset - 1] == '\n';
    } else if (c == '$' && walk->offset + 1 < walk->len && walk->data[walk->offset + 1] == '$') {
        skip_display(walk, "$$", &walk->no_dollars_left);
    } else {
        walk->run = walk->run == SIZE_MAX && !is_blank(c) ? walk->offset : walk->run;
        walk->offset++;
    }
}

static void find_passages(const char *data, size_t len, struct passages *out) {
    struct walk walk = {.data = data, .len = len, .run = SIZE_MAX, .out = out};
    static const char begin[] = "\\begin{document}";
    size_t start = find_behind(&walk, 0, begin, strlen(begin));
    walk.offset = start < len ? start : 0;
    while (walk.offset < len) {
        take_sign(&walk);
    }
    close_passage(&walk);
    spans_finish(&walk.lines);
}

const struct format_row format_latex = {
    .name = "latex",
    .spoken = "LaTeX",
    .genre = "paper",
    .language_ids = {"latex", "tex", "plaintex"},
    .endings = {".tex", ".ltx"},
    .find_passages = find_passages,
    .find_markup = markup_find_latex,
    .markers = FORMAT_MARKER_PERCENT,
    .paired_marks = "*$[]{}",
    .has_markup = true,
    .escapes = true,
    .ampersand_is_markup = true,
};
