/* What a method has seen of one writer so far, in the order of learning, in memory: for replayed histories and the
 * benchmark. (The editor's is in the store.) And which of it is related to a new task (learning.md section 1). */
#ifndef PROSED_HISTORY_H
#define PROSED_HISTORY_H

#include "core/method/prose.h"

struct history_sample {
    struct prose_sample sample; /* id: its place in the history */
    const char *source;         /* the genre, or what stands for it */
    const double *vector;       /* what is similar; without one, the words of the task are compared */
    size_t vector_len;
    struct list stored; /* the preferences that were learned with it */
};

struct history { /* owns everything; {0} is an empty one */
    struct history_sample *items;
    size_t count;
    size_t capacity;
    struct prose_score *scores;
    size_t score_count;
    size_t score_capacity;
};

enum retrieval_mode {
    RETRIEVAL_SOURCE,  /* the newest of the same source */
    RETRIEVAL_NEWEST,  /* the newest of all */
    RETRIEVAL_SIMILAR, /* the most similar of all: cosine of vectors, or of word counts */
};

struct retrieval {
    enum retrieval_mode mode;
    size_t most; /* k; 0: none is related */
    bool has_floor;
    double floor; /* the least similarity that counts */
};

/* Writes the places of the related samples to out (room for retrieval->most) and returns how many: oldest first, or
 * most similar first. */
size_t history_find_related(const struct history *history, const struct history_sample *task,
                            const struct retrieval *retrieval, size_t *out);
/* Copies the task as the newest sample, with what was stored for it and the scores to remember. */
void history_add(struct history *history, const struct history_sample *task, const struct prose_result *result);
void history_finish(struct history *history);

#endif
