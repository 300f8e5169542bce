/* Replaying a history: settings and tasks of one writer, in the format of decision traces ("prose-trace/1"), and what a
 * method decided on each task, written as JSON. Pure: no model, no loop. */
#ifndef PROSED_REPLAY_H
#define PROSED_REPLAY_H

#include "core/base/json.h"
#include "core/method/method.h"

/* Reads "settings": agent, steps, threshold, max_related, candidate, validate, use_icl, breakdown, retrieval,
 * retrieval_threshold, cipher_n. What is missing has the paper's default. Retries are off. false: a word that means
 * nothing here. */
bool replay_read_method(const cJSON *settings, struct method *out, struct error *error);

struct replayed_task {
    struct history_sample sample; /* strings borrowed from the JSON; the vector owned */
    struct list true_preferences;
};

/* Task `index` of the list; false: it lacks its texts. replay_finish_task what was read. */
bool replay_read_task(const cJSON *tasks, int index, const cJSON *settings, struct replayed_task *out,
                      struct error *error);
void replay_view_task(const struct replayed_task *task, struct method_task *out); /* borrows */
void replay_finish_task(struct replayed_task *task);

/* The decisions on one task. calls: by op. The caller owns the object. */
cJSON *replay_format_decisions(int task, const struct method *method, const struct method_result *result,
                               const int calls[OP_COUNT]);

#endif
