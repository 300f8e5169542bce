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

static void offer_finish(struct offer *offer) {
    free(offer->document);
    free(offer->genre);
    free(offer->before);
    free(offer->after);
    *offer = (struct offer){0};
}

struct offer *engine_add_offer(struct open_document *tracked, const char *kind, const char *before, const char *after) {
    struct engine *engine = tracked->project->engine;
    struct offer *offer = &engine->offers[engine->offer_at++ % ENGINE_OFFERS];
    offer_finish(offer);
    /* Milliseconds make ids that a restarted server does not give again; 2^53 is far. */
    int64_t now_ms = clock_now_ms();
    engine->last_offer_id = now_ms > engine->last_offer_id ? now_ms : engine->last_offer_id + 1;
    *offer = (struct offer){.id = engine->last_offer_id,
                            .project = tracked->project,
                            .document = mem_copy_text(tracked->relative),
                            .genre = mem_copy_text(tracked->genre),
                            .kind = kind,
                            .before = mem_copy_text(before),
                            .after = mem_copy_text(after),
                            .secret = !tracked->may_teach || harvest_has_secret(before, strlen(before)) ||
                                      harvest_has_secret(after, strlen(after))};
    return offer;
}

struct offer *engine_find_offer(struct engine *engine, int64_t id) {
    for (size_t i = 0; i < ENGINE_OFFERS; i++)
        if (id && engine->offers[i].id == id && engine->offers[i].project)
            return &engine->offers[i];
    return NULL;
}

void offers_forget_project(struct engine *engine, const struct project *project) {
    for (size_t i = 0; i < ENGINE_OFFERS; i++)
        if (engine->offers[i].project == project)
            engine->offers[i].project = NULL;
}

void offers_close(struct engine *engine) {
    for (size_t i = 0; i < ENGINE_OFFERS; i++)
        offer_finish(&engine->offers[i]);
}

/* Of a document that is left out of learning, or of a secret, only that there was a suggestion is kept. */
static bool keep(struct offer *offer, enum suggestion_state state, double kept, struct error *error) {
    struct store *store = offer->project->store;
    const struct store_suggestion row = {.id = offer->id,
                                         .document = offer->secret ? "" : offer->document,
                                         .genre = offer->genre,
                                         .kind = offer->kind,
                                         .before = offer->secret ? "" : offer->before,
                                         .after = offer->secret ? "" : offer->after,
                                         .state = state,
                                         .kept = kept};
    int64_t id;
    if (offer->stored ? !store_set_suggestion(store, offer->id, state, kept, error)
                      : !store_add_suggestion(store, &row, &id, error))
        return false;
    offer->stored = true;
    offer->state = state;
    offer->kept = kept < 0 ? offer->kept : kept;
    return true;
}

/* --- what the client says --- */

bool engine_feedback(struct engine *engine, int64_t suggestion, enum feedback feedback, double kept,
                     struct error *error) {
    static const enum suggestion_state states[] = {[FEEDBACK_SHOWN] = SUGGESTION_SHOWN,
                                                   [FEEDBACK_ACCEPTED] = SUGGESTION_ACCEPTED,
                                                   [FEEDBACK_PARTLY] = SUGGESTION_PARTLY,
                                                   [FEEDBACK_EDITED] = SUGGESTION_EDITED,
                                                   [FEEDBACK_REJECTED] = SUGGESTION_REJECTED};
    struct offer *offer = engine_find_offer(engine, suggestion);
    if (!offer)
        return error_set(error, ERROR_NOT_FOUND, "there is no suggestion %lld, or it was offered too long ago",
                         (long long)suggestion);
    if (!project_need_change(offer->project, error))
        return false;
    if (feedback == FEEDBACK_REJECTED)
        completion_cache_clear(&engine->recall); /* who does not want it and asks again wants another */
    /* What is known to have come further than being seen stays so. */
    bool done = (feedback == FEEDBACK_SHOWN && offer->stored) ||
                keep(offer, states[feedback], feedback == FEEDBACK_REJECTED ? 0 : kept, error);
    project_end_change(offer->project);
    return done;
}

/* --- what the text says --- */

static void measure(struct open_document *tracked, struct offer *offer) {
    struct error error = {0};
    struct offer_outcome outcome;
    if (!document_measure_offer(tracked->document, offer->id, &outcome))
        return;
    enum suggestion_state state = outcome.taken_back ? SUGGESTION_REJECTED
                                  : outcome.partly   ? SUGGESTION_PARTLY
                                  : outcome.kept < 1 ? SUGGESTION_EDITED
                                                     : SUGGESTION_ACCEPTED;
    if (offer->stored && offer->state == state && offer->kept == outcome.kept)
        return;
    if ((!project_need_store(tracked->project, &error) || !keep(offer, state, outcome.kept, &error)) &&
        error.kind != ERROR_BUSY) /* the next save tries again */
        engine_tell(tracked->project->engine, error.text);
}

void open_document_measure_offers(struct open_document *tracked, bool last) {
    struct engine *engine = tracked->project->engine;
    if (last && tracked->project->store)
        project_need_change(tracked->project, NULL);
    for (size_t i = 0; i < ENGINE_OFFERS; i++) {
        struct offer *offer = &engine->offers[i];
        if (offer->id && offer->project == tracked->project)
            measure(tracked, offer);
    }
    project_end_change(tracked->project);
}

/* --- over time --- */

#define PAGE_WEEKS 12

static size_t count_taken(const struct store_week *week) {
    return week->counts[SUGGESTION_ACCEPTED] + week->counts[SUGGESTION_PARTLY] + week->counts[SUGGESTION_EDITED];
}

static size_t count_all(const struct store_week *week) {
    return count_taken(week) + week->counts[SUGGESTION_SHOWN] + week->counts[SUGGESTION_REJECTED];
}

static bool on_status_week(void *arg, const struct store_week *week) {
    cJSON *item = cJSON_CreateObject();
    cJSON_AddStringToObject(item, "week", week->monday);
    cJSON_AddNumberToObject(item, "offered", (double)count_all(week));
    cJSON_AddNumberToObject(item, "taken", (double)count_taken(week));
    cJSON_AddNumberToObject(item, "partly", (double)week->counts[SUGGESTION_PARTLY]);
    cJSON_AddNumberToObject(item, "edited", (double)week->counts[SUGGESTION_EDITED]);
    cJSON_AddNumberToObject(item, "rejected", (double)week->counts[SUGGESTION_REJECTED]);
    if (week->measured)
        cJSON_AddNumberToObject(item, "kept", week->kept);
    else
        cJSON_AddNullToObject(item, "kept");
    cJSON_AddItemToArray(arg, item);
    return cJSON_GetArraySize(arg) < PAGE_WEEKS;
}

bool feedback_add_status(struct project *project, cJSON *object, struct error *error) {
    return store_visit_weeks(project->store, on_status_week, cJSON_AddArrayToObject(object, "suggestions"), error);
}

struct page {
    struct buf *out;
    size_t lines;
};

static bool on_page_week(void *arg, const struct store_week *week) {
    struct page *page = arg;
    if (++page->lines == 1)
        buf_append_text(page->out, "\n## What became of suggestions\n\n"
                                   "| week of | offered | taken | in part | edited later | turned down | kept |\n"
                                   "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    buf_printf(page->out, "| %s | %zu | %zu | %zu | %zu | %zu | ", week->monday, count_all(week), count_taken(week),
               week->counts[SUGGESTION_PARTLY], week->counts[SUGGESTION_EDITED], week->counts[SUGGESTION_REJECTED]);
    if (week->measured)
        buf_printf(page->out, "%.0f %% |\n", week->kept * 100);
    else
        buf_append_text(page->out, "|\n");
    return page->lines < PAGE_WEEKS;
}

bool feedback_format_page(struct project *project, struct buf *out, struct error *error) {
    struct page page = {.out = out};
    return store_visit_weeks(project->store, on_page_week, &page, error);
}
