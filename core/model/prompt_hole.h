/* The holes of a template: their names, which op has which, and what they are filled with. For prompt.c. */
#ifndef PROSED_PROMPT_HOLE_H
#define PROSED_PROMPT_HOLE_H

#include "core/base/buf.h"
#include "core/model/question.h"

enum hole {
    HOLE_TASK,
    HOLE_NOTES,
    HOLE_OLD_TEXT,
    HOLE_ARTICLE,
    HOLE_USER_TEXT,
    HOLE_DRAFT,
    HOLE_PREFERENCE,
    HOLE_PREFERENCES,
    HOLE_DESCRIPTIONS,
    HOLE_EXAMPLES,
    HOLE_PASSAGE,
    HOLE_BEFORE,
    HOLE_AFTER,
    HOLE_INSTRUCTION,
    HOLE_FORMAT,
    HOLE_COUNT
};

const char *hole_name(enum hole hole);
bool hole_parse(const char *name, size_t len, enum hole *hole);
bool hole_is_allowed(enum hole hole, enum op op);
/* The first hole that op cannot do without and that is not in `used` (bits 1 << hole); false: all are there. */
bool hole_find_missing(enum op op, unsigned used, enum hole *missing);
bool hole_is_filled(enum hole hole, const struct question *question);
/* Appends what fills the hole, between its marks; `mark` is hole_choose_mark's. */
void hole_format(enum hole hole, const struct question *question, unsigned mark, struct buf *out);
/* How many digits the marks need so that they are unlike anything in the texts of the question; 0: no number. */
unsigned hole_choose_mark(const struct question *question);

#endif
