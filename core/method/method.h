/* The methods by name, run on a history: PROSE, its ablations, and those it is compared with (learning.md section 6).
 */
#ifndef PROSED_METHOD_H
#define PROSED_METHOD_H

#include "core/base/error.h"
#include "core/method/history.h"

enum method_kind { METHOD_NONE, METHOD_ORACLE, METHOD_ICL, METHOD_CIPHER, METHOD_PROSE };

struct method {
    enum method_kind kind;
    bool aggregate;              /* CIPHER-N */
    struct prose_settings prose; /* PROSE; `retry` of it holds for all */
    struct retrieval retrieval;
};

struct method_task { /* borrowed */
    struct history_sample task;
    const struct list *true_preferences; /* for the oracle; may be NULL */
};

struct method_result {
    size_t *related; /* places in the history, in the order of use */
    size_t related_count;
    struct prose_result prose; /* what a method does not have is empty */
};

/* "none", "oracle", "icl", "cipher-1", "cipher-5" (any N), "prose", "prose+icl", "prose-unverified", "prose-one-step",
 * "prose-single-candidate", "prose-no-candidate", "prose-breakdown-each", "prose-no-breakdown". Starts from the
 * settings of *base: S, v, k, retrieval, retry, speculate. false, and which there are, for other names. */
bool method_parse(const char *name, const struct method *base, struct method *out, struct error *error);
/* One task: true when it is done and *result is filled (method_result_finish it), false while the journal wants
 * answers. The history is not changed: history_add does that. */
bool method_learn(const struct method *method, struct journal *journal, const struct history *history,
                  const struct method_task *task, struct method_result *result);
void method_result_finish(struct method_result *result);

#endif
