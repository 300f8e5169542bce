/* What was offered, what became of it, and what is kept of it.
 *
 * Whether a suggestion was taken shows in the document itself (document.h), whatever the client says or does not say;
 * how much of it still stands is measured at each save and when the document is closed. A client is believed in what no
 * text shows: that something was seen, and that it was turned down. */
#include "core/engine/engine_internal.h"

#include "core/base/clock.h"
#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

static void suggestion_finish(struct suggestion *suggestion) {
    free(suggestion->document);
    free(suggestion->genre);
    free(suggestion->before);
    free(suggestion->after);
    *suggestion = (struct suggestion){0};
}

struct suggestion *suggestions_add(struct suggestions *suggestions, struct open_document *opened, const char *kind,
                                   const char *before, const char *after) {
    struct suggestion *suggestion = &suggestions->items[suggestions->at++ % SUGGESTIONS_MAX];
    suggestion_finish(suggestion);
    /* Milliseconds make ids that a restarted server does not give again; 2^53 is far. */
    int64_t now_ms = clock_now_ms();
    suggestions->last_id = now_ms > suggestions->last_id ? now_ms : suggestions->last_id + 1;
    *suggestion = (struct suggestion){.id = suggestions->last_id,
                                      .project = opened->project,
                                      .document = mem_copy_text(opened->relative),
                                      .genre = mem_copy_text(opened->genre),
                                      .kind = kind,
                                      .before = mem_copy_text(before),
                                      .after = mem_copy_text(after)};
    return suggestion;
}

struct suggestion *suggestions_find(struct suggestions *suggestions, int64_t id) {
    for (size_t i = 0; i < SUGGESTIONS_MAX; i++)
        if (id && suggestions->items[i].id == id && suggestions->items[i].project)
            return &suggestions->items[i];
    return NULL;
}

void suggestions_forget_project(struct suggestions *suggestions, const struct project *project) {
    for (size_t i = 0; i < SUGGESTIONS_MAX; i++)
        if (suggestions->items[i].project == project)
            suggestions->items[i].project = NULL;
}

void suggestions_forget_words(struct suggestions *suggestions) {
    for (size_t i = 0; i < SUGGESTIONS_MAX; i++) {
        struct suggestion *suggestion = &suggestions->items[i];
        if (!suggestion->id)
            continue;
        free(suggestion->before);
        free(suggestion->after);
        suggestion->before = mem_copy_text("");
        suggestion->after = mem_copy_text("");
    }
}

void suggestions_finish(struct suggestions *suggestions) {
    for (size_t i = 0; i < SUGGESTIONS_MAX; i++)
        suggestion_finish(&suggestions->items[i]);
}

/* That there was a suggestion, and what became of it; its words never. Nothing at all where nothing is to be learned.
 */
static bool keep(struct suggestion *suggestion, enum suggestion_state state, double kept, struct error *error) {
    if (!suggestion->project->config->learn_enabled)
        return true;
    struct store *store = suggestion->project->store;
    const struct store_suggestion row = {
        .id = suggestion->id, .genre = suggestion->genre, .kind = suggestion->kind, .state = state, .kept = kept};
    int64_t id;
    if (suggestion->stored ? !store_set_suggestion(store, suggestion->id, state, kept, error)
                           : !store_add_suggestion(store, &row, &id, error))
        return false;
    suggestion->stored = true;
    suggestion->state = state;
    suggestion->kept = kept < 0 ? suggestion->kept : kept;
    return true;
}

/* --- what the client says --- */

bool engine_feedback(struct engine *engine, int64_t id, enum feedback feedback, double kept, struct error *error) {
    static const enum suggestion_state states[] = {[FEEDBACK_SHOWN] = SUGGESTION_SHOWN,
                                                   [FEEDBACK_ACCEPTED] = SUGGESTION_ACCEPTED,
                                                   [FEEDBACK_PARTLY] = SUGGESTION_PARTLY,
                                                   [FEEDBACK_EDITED] = SUGGESTION_EDITED,
                                                   [FEEDBACK_REJECTED] = SUGGESTION_REJECTED};
    struct suggestion *suggestion = suggestions_find(&engine->suggestions, id);
    if (!suggestion)
        return error_set(error, ERROR_NOT_FOUND, "there is no suggestion %lld, or it was offered too long ago",
                         (long long)id);
    if (suggestion->project->config->learn_enabled && !project_need_change(suggestion->project, error))
        return false;
    if (feedback == FEEDBACK_REJECTED)
        completion_cache_clear(&engine->requests.completions); /* who does not want it and asks again wants another */
    /* What is known to have come further than being seen stays so. */
    bool done = (feedback == FEEDBACK_SHOWN && suggestion->stored) ||
                keep(suggestion, states[feedback], feedback == FEEDBACK_REJECTED ? 0 : kept, error);
    project_end_change(suggestion->project);
    return done;
}

/* --- what the text says --- */

/* What of it stands in the text by now; false: nothing that was not known. */
static bool find_outcome(const struct open_document *opened, const struct suggestion *suggestion,
                         enum suggestion_state *state, double *kept) {
    struct offer_outcome outcome;
    if (!suggestion->id || suggestion->project != opened->project ||
        !document_measure_offer(opened->document, suggestion->id, &outcome))
        return false;
    *kept = outcome.kept;
    *state = outcome.taken_back ? SUGGESTION_REJECTED
             : outcome.partly   ? SUGGESTION_PARTLY
             : outcome.kept < 1 ? SUGGESTION_EDITED
                                : SUGGESTION_ACCEPTED;
    return !suggestion->stored || suggestion->state != *state || suggestion->kept != outcome.kept;
}

void suggestions_keep_outcomes(struct suggestions *suggestions, struct open_document *opened, bool last) {
    struct project *project = opened->project;
    if (last && project->store && project->config->learn_enabled)
        project_need_change(project, NULL);
    for (size_t i = 0; i < SUGGESTIONS_MAX; i++) {
        struct error error = {0};
        struct suggestion *suggestion = &suggestions->items[i];
        enum suggestion_state state;
        double kept;
        if (project->config->learn_enabled && find_outcome(opened, suggestion, &state, &kept) &&
            (!project_need_store(project, &error) || !keep(suggestion, state, kept, &error)) &&
            error.kind != ERROR_BUSY) /* the next save tries again */
            engine_tell(project->engine, error.text);
    }
    project_end_change(project);
}
