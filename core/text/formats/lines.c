/* One walk over the lines, which collects those of the open passage. */
#include "core/text/formats/lines.h"

#include "core/text/formats/mail.h"
#include "core/text/line.h"
#include "core/text/passage_find.h"

#include <stdint.h>

#define CODE_COLUMNS 4 /* of indent; as in Markdown */

struct walk {
    const char *data;
    size_t len;
    const struct line_rules *rules;
    struct spans lines; /* of the open passage */
    enum passage_kind kind;
    bool list;        /* the passage in front, or open, is a list item: what is indented belongs to it */
    size_t marker;    /* columns in front of that item's marker */
    bool code;        /* in a block of indented lines */
    bool no_fence[2]; /* no closing ``` or ~~~ is left */
    bool subject;     /* of a commit message: still to come */
    size_t just_done; /* passage with only empty lines between it and here; SIZE_MAX if none */
    struct passages *out;
};

static void close_passage(struct walk *walk) {
    if (walk->lines.count == 0) {
        return;
    }
    if (walk->rules->introduces_quotes) {
        walk->lines.count = mail_count_own_lines(walk->data, &walk->lines, false);
    }
    size_t count = walk->out->count;
    size_t last = walk->lines.count;
    if (last > 0 && passage_holds_letter(walk->data, walk->lines.items[0].start, walk->lines.items[last - 1].end)) {
        passages_add(walk->out, walk->kind, &walk->lines);
    }
    walk->just_done = walk->out->count > count ? count : SIZE_MAX;
    walk->lines.count = 0;
    walk->kind = PASSAGE_PARAGRAPH;
}

/* A quoted line: what introduces it may be open, or stand in front of an empty line. */
static void take_quoted(struct walk *walk) {
    if (walk->lines.count > 0) {
        walk->lines.count = mail_count_own_lines(walk->data, &walk->lines, true);
        close_passage(walk);
    } else if (walk->just_done != SIZE_MAX) {
        struct passage *passage = &walk->out->items[walk->just_done];
        size_t own = mail_count_own_lines(walk->data, &passage->lines, true);
        passage->lines.count = own;
        if (own > 0) {
            passage->span.end = passage->lines.items[own - 1].end;
        } else {
            spans_finish(&passage->lines);
            walk->out->count--;
        }
    }
    walk->just_done = SIZE_MAX;
}

/* Behind the fenced block whose first line this is; that line alone is skipped if nothing closes it. */
static size_t skip_fenced(struct walk *walk, const struct line *open) {
    close_passage(walk);
    walk->just_done = SIZE_MAX;
    char sign = walk->data[open->content.start];
    bool *none = &walk->no_fence[sign == '~'];
    for (size_t start = open->next; start < walk->len && !*none;) {
        struct line line = line_read(walk->data, walk->len, start);
        if (line.kind == LINE_FENCE && walk->data[line.content.start] == sign) {
            return line.next;
        }
        start = line.next;
    }
    *none = true;
    return open->next;
}

/* A rule or the line under a heading. */
static void take_other(struct walk *walk, const struct line *line) {
    if (walk->lines.count == 1 && walk->kind == PASSAGE_PARAGRAPH && line_is_underline(walk->data, line->content)) {
        walk->kind = PASSAGE_HEADING;
    }
    close_passage(walk);
    walk->just_done = SIZE_MAX;
}

/* Code is indented as a block: a lone indented line in front of others is how books start a paragraph. */
static bool is_code(const struct walk *walk, const struct line *line) {
    if (line->indent < CODE_COLUMNS || walk->lines.count > 0 || walk->list) {
        return false;
    }
    struct line next = line_read(walk->data, walk->len, line->next);
    return walk->code || next.kind == LINE_EMPTY || next.indent >= CODE_COLUMNS;
}

static void take_words(struct walk *walk, const struct line *line) {
    /* a line may happen to start with a number */
    bool follows = line->numbered && walk->lines.count > 0 && walk->kind != PASSAGE_LIST_ITEM;
    bool item = line->kind == LINE_ITEM && !follows;
    if (is_code(walk, line)) {
        walk->code = true;
        walk->just_done = SIZE_MAX;
        return;
    }
    walk->code = false;
    if (item || (walk->list && line->indent < walk->marker)) {
        close_passage(walk);
    }
    if (item) {
        walk->kind = PASSAGE_LIST_ITEM;
        walk->marker = line->indent;
    } else if (walk->lines.count == 0) {
        walk->kind = walk->list && line->indent > 0 ? PASSAGE_LIST_ITEM : PASSAGE_PARAGRAPH;
    }
    walk->list = walk->kind == PASSAGE_LIST_ITEM;
    spans_add(&walk->lines, item ? line->words : line->content.start, line->content.end);
    if (walk->subject) {
        walk->subject = false;
        walk->kind = PASSAGE_HEADING;
        walk->list = false;
        close_passage(walk);
    }
}

/* Takes one line; answers where the next one starts. */
static size_t take_line(struct walk *walk, size_t start) {
    struct line line = line_read(walk->data, walk->len, start);
    if (walk->rules->has_comments && walk->data[start] == '#') {
        close_passage(walk);
        return line.next;
    }
    switch (line.kind) {
    case LINE_EMPTY:
        close_passage(walk);
        walk->code = false;
        return line.next;
    case LINE_QUOTED:
        take_quoted(walk);
        return line.next;
    case LINE_FENCE:
        return skip_fenced(walk, &line);
    case LINE_OTHER:
        take_other(walk, &line);
        return line.next;
    case LINE_WORDS:
    case LINE_ITEM:
        take_words(walk, &line);
        return line.next;
    }
    return line.next;
}

void passages_find_lines(const char *data, size_t start, size_t end, const struct line_rules *rules,
                         struct passages *out) {
    struct walk walk = {.data = data, .len = end, .rules = rules, .out = out, .just_done = SIZE_MAX};
    walk.subject = rules->has_subject;
    while (start < end) {
        start = take_line(&walk, start);
    }
    close_passage(&walk);
    spans_finish(&walk.lines);
}
