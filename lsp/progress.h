/* Work-done progress for learning (LSP 3.18, "Server Initiated Progress"): one per project, from the first sample in
 * work until none is left. Cancelling it in the editor pauses learning. */
#ifndef PROSED_PROGRESS_H
#define PROSED_PROGRESS_H

#include "core/engine/engine.h"
#include "lsp/methods.h"

struct progress;

struct progresses {
    struct progress **items;
    size_t count;
    size_t capacity;
    uint64_t last_token;
};

void progress_update(struct server *server, struct project *project, const struct learning_state *state);
void progress_forget(struct server *server, struct project *project); /* before the project is closed */
cJSON *progress_format_state(const struct learning_state *state);     /* {phase, done, total, waiting, what} */
void progresses_stop(struct server *server);                          /* ends what is shown */
void progresses_finish(struct progresses *progresses);

handle_notification handle_progress_cancel;

#endif
