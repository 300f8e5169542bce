/* PROSE: learning preferences from one writing sample (arXiv 2505.23815, sections 3.1-3.3; learning.md sections 1, 2,
 * 5).
 *
 * A plain function over a journal: run it, answer what it wants, run it again, until it is done. All that it depends on
 * besides answers is in its input, which is fixed when the job starts. */
#ifndef PROSED_PROSE_H
#define PROSED_PROSE_H

#include "core/method/journal.h"

#include <stdint.h>

/* The paper's own are the first of each; the others are its ablations. */
enum candidate_mode {
    CANDIDATE_ITERATE, /* a new draft after each step */
    CANDIDATE_SINGLE,  /* the first draft is compared in every step */
    CANDIDATE_NONE,    /* inference sees the user's text alone */
};
enum breakdown_mode {
    BREAKDOWN_AFTER, /* once, after the last step */
    BREAKDOWN_EACH,  /* of each inference; what was coalesced stays whole */
    BREAKDOWN_NONE,  /* the texts of total are the candidates */
};

struct prose_settings {
    int steps;        /* S: refinement steps; 5 */
    double threshold; /* v: a candidate with a mean score <= v is removed */
    bool retry;       /* ask once more after an unreadable answer; off only when traces are replayed */
    bool speculate;   /* ask for scores that the skip rule may make unneeded */
    bool examples;    /* PROSE+ICL: related samples in every draft */
    bool unverified;  /* every candidate is kept */
    enum candidate_mode candidate;
    enum breakdown_mode breakdown;
};

struct prose_sample {
    int64_t id;
    enum format format;
    enum task_kind task_kind;
    const char *task; /* NULL: not outlined yet, prose_learn asks for it (only the sample that is learned) */
    const char *text; /* the user's */
};

struct prose_score {        /* remembered from earlier jobs */
    const char *preference; /* any case */
    int64_t sample;
    int score;
};

struct prose_input { /* borrowed */
    struct prose_settings settings;
    struct prose_sample sample;
    const char *first_draft;            /* an edited suggestion's text, or NULL: generate one */
    const struct prose_sample *related; /* newest first */
    size_t related_count;
    const struct list *start;  /* union of what is stored with the related, pinned in front, muted out */
    const char *coalesced;     /* the start merged ahead of need, or NULL: coalesce it now */
    const struct list *pinned; /* never verified away */
    const struct list *muted;  /* taken out of candidates and coalesced answers */
    const struct prose_score *scores;
    size_t score_count;
};

enum check_how { CHECK_CALLED, CHECK_CACHED, CHECK_SKIPPED };

struct prose_check {
    int64_t sample;
    enum check_how how;
    int score;       /* nothing if skipped */
    bool remembered; /* false for an unreadable verdict, which counts 0 now and is asked again another time */
};

struct prose_candidate {
    char *preference;
    struct prose_check *checks; /* this sample first, then the related ones */
    size_t check_count;
    double mean;
    bool removed;
};

struct prose_result {
    char *task;       /* as given or outlined */
    struct list used; /* what the first draft was written with: one, coalesced, description or the union */
    char *draft;      /* the first one */
    int steps_done;
    struct list total; /* start and every inference */
    struct prose_candidate *candidates;
    size_t candidate_count;
    struct list stored; /* the survivors, in order */
};

/* true: done, *result is filled (prose_result_finish it). false: answer what the journal wants and call again; *result
 * is empty. */
bool prose_learn(struct journal *journal, const struct prose_input *input, struct prose_result *result);
void prose_result_finish(struct prose_result *result);

/* Merges a union into one description, with one retry; also run ahead of need. false: waiting. *out is NULL when the
 * answer stayed unreadable (then the union itself serves); the caller frees it. */
bool prose_coalesce(struct journal *journal, const struct list *preferences, enum format format, bool retry,
                    char **out);

#endif
