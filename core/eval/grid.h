/* The benchmark laid out: who writes what, by which methods, and what came of it. For eval.c and grid.c. */
#ifndef PROSED_GRID_H
#define PROSED_GRID_H

#include "core/eval/asker.h"
#include "core/eval/corpus.h"
#include "core/eval/eval.h"
#include "core/method/method.h"

#define GRID_TASKS_MAX 2

struct variant { /* a method with its settings */
    char *label;
    struct method method;
};

struct own { /* a demonstration */
    const struct document_row *document;
    char *text;      /* the user's */
    int *own_scores; /* of the true preferences in it */
};

struct person { /* one user with one seed */
    const struct corpus *corpus;
    const struct user_row *user;
    int seed;
    struct own *own; /* in the order of this seed */
    size_t own_count;
};

struct run { /* one variant on one person */
    const struct variant *variant;
    const struct person *person;
    double totals[EVAL_MEASURES]; /* sums over demonstrations */
};

struct grid {
    struct corpus corpora[GRID_TASKS_MAX];
    size_t task_count;
    struct variant *variants;
    size_t variant_count;
    size_t variant_capacity;
    struct person *people;
    size_t person_count;
    struct run *runs; /* by variant, then person */
    size_t run_count;
    int seeds;
};

bool grid_create(struct grid *grid, const struct eval_settings *settings, struct error *error);
void grid_add_up(const struct grid *grid, struct eval_table *table); /* once all runs are done */
void grid_finish(struct grid *grid);

#endif
