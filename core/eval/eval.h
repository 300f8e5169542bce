/* The benchmark of the paper and the replay of histories: the door for clients/cli (learning.md section 6). Both make a
 * loop of their own and return when all is done. */
#ifndef PROSED_EVAL_H
#define PROSED_EVAL_H

#include "core/base/list.h"
#include "core/config/config.h"

/* Replays a history (format: decision traces) against the configured model, and writes the decisions as JSON. Retries
 * of unreadable answers are off; with model.max_in_flight = 1 questions go out in the order of the method. */
bool eval_replay(const struct config *config, const char *prompts_folder, const char *history, const char *decisions,
                 struct error *error);

struct eval_progress {
    size_t runs_done;
    size_t runs;
    size_t answers;
};

struct eval_settings { /* borrowed */
    const struct config *config;
    const char *prompts_folder; /* or NULL */
    const struct list *methods; /* method.h; empty: none, icl, cipher-1, cipher-5, prose, prose+icl, oracle */
    const struct list *tasks;   /* "email", "summary"; empty: both */
    const char *documents;      /* a file of JSON Lines; then users too, and one task; NULL: the built-in ones */
    const char *users;          /* the same for users; NULL: the built-in ones */
    const char *retrieval;      /* "genre" (also NULL), "newest" or "similar": which texts are related */
    const char *simulate;       /* rates of a simulated model (simulated.h), or NULL: the configured one */
    const char *journal;        /* where answers are kept for going on after an interruption; NULL: nowhere */
    bool fresh;                 /* forget those that are there */
    const double *thresholds;   /* sweep over v for each PROSE method; none: the configured one */
    size_t threshold_count;
    const double *steps; /* sweep over S */
    size_t step_count;
    int seeds;          /* 5 */
    int demonstrations; /* documents per user and seed; 5 */
    bool unjudged;      /* leave out the measures that a judge gives */
    void (*progress)(void *arg, const struct eval_progress *progress);
    void *arg;
};

enum eval_measure {
    EVAL_PPCM,       /* mean score of the true preferences in the drafts, -2..2 */
    EVAL_MATCH,      /* share of drafts in which all true preferences are confirmed that the user's own text confirms */
    EVAL_SIMILARITY, /* of the description that was used to the true preferences, 0..4 */
    EVAL_DISTANCE,   /* token edits from draft to user's text */
    EVAL_RATIO,      /* the same, divided by the tokens of the longer one */
    EVAL_CALLS,      /* for each demonstration, measuring not counted */
    EVAL_TOKENS,
    EVAL_SECONDS, /* of all calls one after the other */
    EVAL_MEASURES
};

struct eval_number {
    double mean;
    double error; /* standard error over seeds; shown only if there are several */
};

struct eval_row {
    char *method; /* with what was swept: "prose v=0.5" */
    char *task;   /* "email"; "" for the mean over tasks */
    struct eval_number measures[EVAL_MEASURES];
    double *ppcm_by_seed;
};

struct eval_table {
    struct eval_row *rows; /* by method; for each the mean over tasks first */
    size_t count;
    size_t capacity;
    int seeds;
    char *model; /* who wrote and read */
    bool judged;
    bool begun; /* also after a failure: there are answers in the journal */
};

bool eval_run(const struct eval_settings *settings, struct eval_table *table, struct error *error);
void eval_table_finish(struct eval_table *table);

char *eval_format_text(const struct eval_table *table, bool markdown); /* the caller frees; so for the others */
char *eval_format_csv(const struct eval_table *table);
char *eval_format_json(const struct eval_table *table);
char *eval_format_svg(const struct eval_table *table);

#endif
