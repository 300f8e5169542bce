/* One question to a model: what is asked, not how it is worded (prompts/) nor who answers (provider.h).
 * learning.md section 3 says what each op is given. All members are borrowed; those an op does not use are NULL. */
#ifndef PROSED_QUESTION_H
#define PROSED_QUESTION_H

#include "core/base/list.h"
#include "core/text/markup.h"

#include <cjson/cJSON.h>
#include <stdint.h>

enum op {
    OP_OUTLINE,
    OP_GENERATE,
    OP_INFER,
    OP_BREAKDOWN,
    OP_COALESCE,
    OP_VERIFY,
    OP_REWRITE,
    OP_COMPLETE,
    OP_EXPLAIN,   /* CIPHER: which preference explains the difference of two texts; a free answer */
    OP_AGGREGATE, /* CIPHER: one preference from several; a free answer */
    OP_COMPARE,   /* the benchmark: how well a description covers the true preferences, 0..4 */
    OP_COUNT
};

struct example { /* PROSE+ICL: a related sample */
    const char *task;
    const char *text;
};

enum task_kind {
    TASK_NOTES,   /* write a passage from these notes */
    TASK_REVISE,  /* revise this text */
    TASK_SUMMARY, /* sum this article up; only in the benchmark */
};

struct question {
    enum op op;
    enum format format;             /* of the texts: the stylist must know what is markup */
    enum task_kind task_kind;       /* generate, infer, explain */
    const char *task;               /* generate, infer, explain: notes, the old text, or an article */
    const char *user_text;          /* outline, infer, verify: the passage as the person wrote it */
    const char *draft;              /* infer, explain */
    const char *preference;         /* verify: one */
    const struct list *preferences; /* generate, infer, rewrite, complete: to follow; coalesce, aggregate: what to
                                     * merge; compare: the true ones */
    const char *joined;             /* breakdown: the texts of total, one per line; compare: what was learned */
    const char *passage;            /* rewrite: the passage */
    const char *before;             /* rewrite, complete: text before the passage or the cursor */
    const char *after;              /* rewrite, complete: text behind */
    const char *about;              /* rewrite: of the whole document, by stylist_describe; not for models */
    const char *instruction;        /* rewrite: "shorter"; outranks a preference */
    const struct example *examples;
    size_t example_count;
    uint64_t seed; /* for engines that draw by lot (simulated.c); not part of what is asked */
};

const char *op_name(enum op op);
bool op_parse(const char *name, enum op *op);
cJSON *
question_format(const struct question *question); /* op and every member that is set: for the journal, for people */

/* A whole copy that outlives what the question borrows from: for what waits in a queue. */
struct question *question_copy(const struct question *question);
void question_destroy(struct question *question); /* of a copy only; NULL is fine */

#endif
