/* One job in hand: its input and journal, loaded from the store or begun; for job.c alone. No loop and no model here.
 */
#ifndef PROSED_JOB_WORK_H
#define PROSED_JOB_WORK_H

#include "core/config/config.h"
#include "core/learn/layers.h"
#include "core/method/input.h"

struct work {
    struct store_job job;
    struct journal *journal;
    struct input *input; /* LEARN */
    struct list merge;   /* COALESCE: the union */
    struct list muted;   /* COALESCE */
    char hash[17];
    int steps; /* for telling how far it is */
};

enum work_outcome {
    WORK_WAITING,
    WORK_DONE,
    WORK_FAILED,   /* *error says why */
    WORK_UNUSABLE, /* the model answered, and nothing of it could be read: the sample is queued again, or set aside */
};

/* Loads a leased job; one without an input is begun: what it depends on is fixed in its row. Takes *job (it is empty
 * after), also when it fails. */
struct work *work_open(const struct layers *layers, struct store_job *job, const struct config *config,
                       struct error *error);
void work_close(struct work *work); /* NULL is fine; nothing is lost */
/* Runs the method over the journal. WAITING: the journal wants answers. DONE: the outcome is in the store. */
enum work_outcome work_run(struct work *work, struct store *store, const char *owner, const char *model,
                           struct error *error);
/* For the transcript: without the texts of samples, which have their own place and can be forgotten there. The caller
 * frees. */
char *work_format_question(const struct question *question);
/* "inferring, step 2 of 5" for a key. */
void work_describe(const struct work *work, const char *key, char *out, size_t size);

/* Begins merging the preferences of all genres ahead of need, where that was not done yet. */
bool work_begin_merges(const struct layers *layers, struct error *error);

#endif
