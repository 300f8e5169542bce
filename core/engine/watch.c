/* What other processes do to the same stores. Polling, because it is the one way that works on every file system: two
 * lookups in pages that are at hand, twice a second, and only while a store is open. */
#include "core/engine/engine_internal.h"

enum { WATCH_MS = 500, ORPHANS_EVERY = 10 };

static void look(struct project *project, bool orphans, bool personal) {
    struct store_news news;
    struct error error = {0};
    /* A store that is busy or broken is the business of those who need it. */
    if (!store_find_news(project->store, &news, &error))
        return;
    size_t queued = 0;
    if (orphans && project->config->learn_enabled && !store_queue_orphans(project->store, &queued, &error))
        queued = 0;
    team_take(project, &error);
    bool team = project->team.changed;
    project->team.changed = false;
    if (team || personal || (news.any && news.preferences))
        project_note_change(project, true);
    else if (project->jobs && (news.any || queued))
        jobs_look(project->jobs);
}

/* Also when it is there for the first time: another process may have made it. */
static bool personal_changed(struct engine *engine) {
    struct store_news news;
    bool seen = engine->personal.seen;
    struct store *personal = engine_open_personal_store(engine, false, NULL);
    if (!personal || !store_find_news(personal, &news, NULL))
        return false;
    engine->personal.seen = true;
    return !seen || (news.any && news.preferences);
}

static void on_watch(void *arg) {
    struct engine *engine = arg;
    bool personal = personal_changed(engine);
    bool orphans = ++engine->watch.count % ORPHANS_EVERY == 0;
    for (struct project *project = engine->projects; project; project = project->next)
        if (project->store && !project->closing)
            look(project, orphans, personal && !project->personal);
    watch_start(engine);
}

void watch_start(struct engine *engine) {
    if (engine->closing)
        return;
    if (!engine->watch.timer) {
        engine->watch.timer = loop_add_timer(engine->loop, on_watch, engine);
        timer_set_background(engine->watch.timer);
    }
    if (!timer_is_active(engine->watch.timer))
        timer_start(engine->watch.timer, WATCH_MS);
}

void watch_stop(struct engine *engine) {
    timer_destroy(engine->watch.timer);
    engine->watch.timer = NULL;
}
