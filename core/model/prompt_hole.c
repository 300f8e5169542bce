/* Filling holes. A text from a document stands between <name> and </name>; a document that contains such a mark itself
 * makes all marks of that prompt carry a number, longer than any that it uses. Usually there is none, so that a
 * prompt's beginning is the same bytes from one question to the next. */
#include "core/model/prompt_hole.h"

#include "core/text/format.h"

#include <string.h>
#include <strings.h>

#define BIT(x)         (1u << (x))
#define DIFFERENCE_OPS (BIT(OP_INFER) | BIT(OP_EXPLAIN))
#define TASK_OPS       (BIT(OP_GENERATE) | DIFFERENCE_OPS)
#define MERGE_OPS      (BIT(OP_COALESCE) | BIT(OP_AGGREGATE) | BIT(OP_COMPARE))
#define TEXT_OPS       (BIT(OP_REWRITE) | BIT(OP_COMPLETE))

static const struct {
    const char *name;
    unsigned allowed; /* by op */
    unsigned needed;
} holes[HOLE_COUNT] = {
    [HOLE_TASK] = {"task", TASK_OPS, 0},
    [HOLE_NOTES] = {"notes", TASK_OPS, 0},
    [HOLE_OLD_TEXT] = {"old_text", TASK_OPS, 0},
    [HOLE_ARTICLE] = {"article", TASK_OPS, 0},
    [HOLE_USER_TEXT] = {"user_text", BIT(OP_OUTLINE) | DIFFERENCE_OPS | BIT(OP_VERIFY),
                        BIT(OP_OUTLINE) | DIFFERENCE_OPS | BIT(OP_VERIFY)},
    [HOLE_DRAFT] = {"draft", DIFFERENCE_OPS, DIFFERENCE_OPS},
    [HOLE_PREFERENCE] = {"preference", BIT(OP_VERIFY), BIT(OP_VERIFY)},
    [HOLE_PREFERENCES] = {"preferences", BIT(OP_GENERATE) | BIT(OP_INFER) | TEXT_OPS | MERGE_OPS,
                          BIT(OP_GENERATE) | BIT(OP_INFER) | TEXT_OPS | MERGE_OPS},
    [HOLE_DESCRIPTIONS] = {"descriptions", BIT(OP_BREAKDOWN) | BIT(OP_COMPARE), BIT(OP_BREAKDOWN) | BIT(OP_COMPARE)},
    [HOLE_EXAMPLES] = {"examples", BIT(OP_GENERATE) | TEXT_OPS, 0},
    [HOLE_PASSAGE] = {"passage", BIT(OP_REWRITE), BIT(OP_REWRITE)},
    [HOLE_BEFORE] = {"before", TEXT_OPS, BIT(OP_COMPLETE)},
    [HOLE_AFTER] = {"after", TEXT_OPS, 0},
    [HOLE_INSTRUCTION] = {"instruction", BIT(OP_REWRITE), BIT(OP_REWRITE)},
    [HOLE_FORMAT] = {"format", TASK_OPS | TEXT_OPS | BIT(OP_OUTLINE) | BIT(OP_VERIFY), 0},
};

/* Marks that are not a hole's name: the parts of an example. */
static const char *const inner_marks[] = {"example", "example_task", "example_text"};

const char *hole_name(enum hole hole) {
    return holes[hole].name;
}

bool hole_parse(const char *name, size_t len, enum hole *hole) {
    for (int i = 0; i < HOLE_COUNT; i++) {
        if (strlen(holes[i].name) == len && memcmp(holes[i].name, name, len) == 0) {
            *hole = (enum hole)i;
            return true;
        }
    }
    return false;
}

bool hole_is_allowed(enum hole hole, enum op op) {
    return holes[hole].allowed & BIT(op);
}

bool hole_find_missing(enum op op, unsigned used, enum hole *missing) {
    for (int i = 0; i < HOLE_COUNT; i++) {
        if ((holes[i].needed & BIT(op)) && !(used & BIT(i))) {
            *missing = (enum hole)i;
            return true;
        }
    }
    unsigned both = BIT(HOLE_NOTES) | BIT(HOLE_OLD_TEXT);
    *missing = HOLE_TASK;
    return hole_is_allowed(HOLE_TASK, op) && !(used & BIT(HOLE_TASK)) && (used & both) != both;
}

/* The text of a hole that is one text; NULL for the others and where there is none. */
static const char *get_text(enum hole hole, const struct question *question) {
    switch (hole) {
    case HOLE_TASK:
        return question->task;
    case HOLE_NOTES:
        return question->task_kind == TASK_NOTES ? question->task : NULL;
    case HOLE_OLD_TEXT:
        return question->task_kind == TASK_REVISE ? question->task : NULL;
    case HOLE_ARTICLE:
        return question->task_kind == TASK_SUMMARY ? question->task : NULL;
    case HOLE_USER_TEXT:
        return question->user_text;
    case HOLE_DRAFT:
        return question->draft;
    case HOLE_PREFERENCE:
        return question->preference;
    case HOLE_DESCRIPTIONS:
        return question->joined;
    case HOLE_PASSAGE:
        return question->passage;
    case HOLE_BEFORE:
        return question->before;
    case HOLE_AFTER:
        return question->after;
    case HOLE_INSTRUCTION:
        return question->instruction;
    default:
        return NULL;
    }
}

bool hole_is_filled(enum hole hole, const struct question *question) {
    if (hole == HOLE_FORMAT) {
        return true;
    }
    if (hole == HOLE_PREFERENCES) {
        return question->preferences && question->preferences->count > 0;
    }
    if (hole == HOLE_EXAMPLES) {
        return question->example_count > 0;
    }
    const char *text = get_text(hole, question);
    return text && *text;
}

static void add_mark(const char *slash, const char *name, unsigned mark, struct buf *out) {
    buf_printf(out, "<%s%s%s", slash, name, mark ? "-" : "");
    for (unsigned digit = 0; digit < mark; digit++) {
        buf_append_char(out, '2');
    }
    buf_append_char(out, '>');
}

static void add_marked(const char *name, const char *text, unsigned mark, struct buf *out) {
    add_mark("", name, mark, out);
    buf_append_char(out, '\n');
    buf_append_text(out, text);
    buf_append_char(out, '\n');
    add_mark("/", name, mark, out);
}

static void add_preferences(const struct list *list, unsigned mark, struct buf *out) {
    struct buf lines = {0};
    for (size_t i = 0; list && i < list->count; i++) {
        buf_append_text(&lines, i > 0 ? "\n" : "");
        buf_append_text(&lines, list->count > 1 ? "- " : ""); /* a description that was merged stands as it is */
        buf_append_text(&lines, list->items[i]);
    }
    add_marked(holes[HOLE_PREFERENCES].name, buf_get(&lines), mark, out);
    buf_finish(&lines);
}

static void add_examples(const struct question *question, unsigned mark, struct buf *out) {
    for (size_t i = 0; i < question->example_count; i++) {
        const struct example *example = &question->examples[i];
        buf_append_text(out, i > 0 ? "\n" : "");
        add_mark("", "example", mark, out);
        buf_append_char(out, '\n');
        if (example->task) {
            add_marked("example_task", example->task, mark, out);
            buf_append_char(out, '\n');
        }
        add_marked("example_text", example->text, mark, out);
        buf_append_char(out, '\n');
        add_mark("/", "example", mark, out);
    }
}

void hole_format(enum hole hole, const struct question *question, unsigned mark, struct buf *out) {
    if (hole == HOLE_FORMAT) {
        buf_append_text(out, format_get(question->format)->spoken);
    } else if (hole == HOLE_PREFERENCES) {
        add_preferences(question->preferences, mark, out);
    } else if (hole == HOLE_EXAMPLES) {
        add_examples(question, mark, out);
    } else {
        add_marked(holes[hole].name, get_text(hole, question), mark, out);
    }
}

/* How many digits a mark's number needs so that it is none that starts at text ("<"): one more than that has. */
static unsigned read_mark(const char *text, const char *name) {
    text += text[1] == '/' ? 2 : 1;
    size_t len = strlen(name);
    if (strncasecmp(text, name, len) != 0) {
        return 0;
    }
    return 1 + (text[len] == '-' ? (unsigned)strspn(text + len + 1, "0123456789") : 0);
}

static unsigned scan(const char *text, unsigned most) {
    for (; text && (text = strchr(text, '<')); text++) {
        for (size_t i = 0; i < HOLE_COUNT + sizeof inner_marks / sizeof *inner_marks; i++) {
            unsigned digits = read_mark(text, i < HOLE_COUNT ? holes[i].name : inner_marks[i - HOLE_COUNT]);
            most = digits > most ? digits : most;
        }
    }
    return most;
}

unsigned hole_choose_mark(const struct question *question) {
    unsigned most = 0;
    for (int hole = 0; hole < HOLE_COUNT; hole++) {
        most = scan(get_text((enum hole)hole, question), most);
    }
    for (size_t i = 0; question->preferences && i < question->preferences->count; i++) {
        most = scan(question->preferences->items[i], most);
    }
    for (size_t i = 0; i < question->example_count; i++) {
        most = scan(question->examples[i].task, most);
        most = scan(question->examples[i].text, most);
    }
    return most;
}
