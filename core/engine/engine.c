/* The engine: what every door opens. It owns the models and the projects, and tears them down in reverse. */
#include "core/engine/engine_internal.h"

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <string.h>

enum { TIDY_MS = 5 };

void engine_tell(struct engine *engine, const char *text) {
    log_write(LOG_WARNING, "%s", text);
    if (list_add_new(&engine->told, text) && engine->events.problem)
        engine->events.problem(engine->events.arg, text);
}

/* Not told at once: whoever listens may not have the engine in hand yet. */
static void on_models_created(void *arg) {
    struct engine *engine = arg;
    if (engine->models.error.kind)
        engine_tell(engine, engine->models.error.text);
}

/* What was written in a document is not kept for longer than somebody may rename or move it. */
static void on_closed(void *arg) {
    struct engine *engine = arg;
    bool open = false;
    for (const struct project *project = engine->projects; project; project = project->next)
        open = open || project->documents;
    closed_documents_finish(&engine->closed);
    if (open)
        return;
    cut_buffer_finish(&engine->moves);
    suggestions_forget_words(&engine->suggestions);
    completion_cache_clear(&engine->requests.completions);
}

static void on_tidy(void *arg) {
    struct engine *engine = arg;
    bool waiting = !models_drop_replaced(&engine->models);
    if (!engine->closing) {
        if (waiting)
            timer_start(engine->tidy, TIDY_MS);
        return;
    }
    if (engine->projects || engine->requests.first || engine->searches.first || waiting ||
        !models_are_idle(&engine->models)) {
        timer_start(engine->tidy, TIDY_MS);
        return;
    }
    loop_callback *done = engine->done;
    engine->done = NULL;
    if (done)
        done(engine->done_arg);
}

struct engine *engine_create(struct loop *loop, struct config *config, const struct engine_events *events) {
    struct engine *engine = mem_alloc(sizeof *engine);
    engine->loop = loop;
    if (events)
        engine->events = *events;
    char *data = path_copy_data_folder(NULL), *tokens = data ? path_join(data, "tokens") : NULL;
    engine->tally = tokens ? tally_open(tokens) : NULL;
    free(tokens);
    free(data);
    models_init(&engine->models, loop, config);
    loop_defer(loop, on_models_created, engine);
    engine->tidy = loop_add_timer(loop, on_tidy, engine);
    engine->let_go = loop_add_timer(loop, on_closed, engine);
    return engine;
}

const struct config *engine_get_config(const struct engine *engine) {
    return engine->models.config;
}

void engine_set_config(struct engine *engine, struct config *config) {
    models_replace(&engine->models, config);
    loop_defer(engine->loop, on_models_created, engine);
    for (struct project *project = engine->projects; project; project = project->next) {
        project_read_settings(project);
        if (project->jobs && !project->closing && engine->models.asks)
            jobs_set_config(project->jobs, engine->models.asks, project->config);
        else if (project->store)
            project_begin_learning(project);
        if (project->jobs && !project->closing && !project->config->learn_enabled)
            jobs_pause(project->jobs, true);
        else if (project->jobs && !project->closing)
            jobs_pause(project->jobs, project->paused);
        project_arm_quiet(project);
    }
    timer_start(engine->tidy, TIDY_MS);
}

void engine_close(struct engine *engine, loop_callback *done, void *arg) {
    engine->closing = true;
    watch_stop(engine);
    engine->done = done;
    engine->done_arg = arg;
    requests_cancel(&engine->requests, NULL);
    hint_searches_cancel(&engine->searches, NULL);
    for (struct project *project = engine->projects, *next; project; project = next) {
        next = project->next;
        project->refs++; /* closing its last document must not free it under our hands */
        while (project->documents)
            engine_close_document(project->documents);
        project->refs = 0;
        project_release_if_unused(project);
    }
    timer_start(engine->tidy, 0);
}

void engine_destroy(struct engine *engine) {
    if (!engine)
        return;
    suggestions_finish(&engine->suggestions);
    requests_finish(&engine->requests);
    closed_documents_finish(&engine->closed);
    cut_buffer_finish(&engine->moves);
    tally_close(engine->tally);
    scout_destroy(engine->scout);
    watch_stop(engine);
    timer_destroy(engine->tidy);
    timer_destroy(engine->let_go);
    loop_forget(engine->loop, engine);
    models_finish(&engine->models);
    personal_close(&engine->personal);
    list_finish(&engine->told);
    free(engine);
}
