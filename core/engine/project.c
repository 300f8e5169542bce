/* A project: its settings, its store, and who learns from what is in it. Nothing is opened before it is needed: a store
 * comes with the first thing to keep or to show, and with it learning begins. */
#include "core/engine/engine_internal.h"

#include "core/base/mem.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 40, /* the loop stands still while a change waits, and with it whoever wants to read */
    PATIENCE_OF_PERSON_MS = 1000,
};

static bool same_text(const char *a, const char *b) {
    return !strcmp(a ? a : "", b ? b : "");
}

void project_read_settings(struct project *project) {
    config_destroy(project->config);
    project->config = config_copy(project->engine->models.config);
    if (project->root) {
        struct list problems = {0};
        char *file = path_join(project->root, ".prosed.json");
        config_load(project->config, file, CONFIG_PROJECT, &problems);
        for (size_t i = 0; i < problems.count; i++) {
            char *text = mem_format("%s: %s", file, problems.items[i]);
            engine_tell(project->engine, text);
            free(text);
        }
        list_finish(&problems);
        free(file);
    }
    ignore_destroy(project->ignore);
    project->ignore = ignore_create(project->root, &project->config->exclude);
}

static void on_jobs_changed(void *arg) {
    struct project *project = arg;
    struct learning_state state;
    project_get_learning(project, &state);
    if (state.phase == LEARNING_IDLE)
        mem_give_back(); /* learning takes more, in more pieces, than all else */
    if (!project->engine->events.learning)
        return;
    project->engine->events.learning(project->engine->events.arg, project, &state);
}

static void on_jobs_learned(void *arg, int64_t sample) {
    struct project *project = arg;
    struct store_news told;
    (void)sample;
    store_find_news(project->store, &told, NULL);
    if (project->engine->events.preferences_changed)
        project->engine->events.preferences_changed(project->engine->events.arg, project);
}

void project_begin_learning(struct project *project) {
    const struct jobs_events events = {.arg = project, .changed = on_jobs_changed, .learned = on_jobs_learned};
    struct engine *engine = project->engine;
    if (project->jobs || !project->config->learn_enabled || !engine->models.asks || engine->closing)
        return;
    project->jobs = jobs_create(engine->loop, project->store, engine->models.asks, project->config, &events);
    if (!project->personal)
        jobs_set_personal(project->jobs, engine_open_personal_store(engine, false, NULL));
    jobs_pause(project->jobs, project->paused);
    jobs_wake(project->jobs);
}

static void find_store(struct project *project, struct error *error) {
    enum store_place place =
        project->config->store_place == STORE_WHERE_PROJECT ? STORE_IN_PROJECT : STORE_IN_DATA_FOLDER;
    project->store_path = store_find_path(project->root, place, error);
}

/* A store that an earlier version made in the project's folder moves to where it belongs, once. The copy there stays:
 * whether it may be removed is the person's to say. */
static bool take_left_store(struct project *project, struct error *error) {
    if (!project->root || project->config->store_place == STORE_WHERE_PROJECT)
        return true;
    char *left = store_find_left(project->root);
    bool taken = !left || store_copy(left, project->store_path, error);
    if (left && taken) {
        char *text = mem_format("what was learned here was copied from %s to %s, where it is kept from now on. The old "
                                "file is not used any more: remove it; or set store.place to \"project\" and remove "
                                "the new one",
                                left, project->store_path);
        engine_tell(project->engine, text);
        free(text);
    }
    free(left);
    return taken;
}

bool project_need_store(struct project *project, struct error *error) {
    if (project->store)
        return true;
    if (!project->store_path)
        find_store(project, error); /* there is no home, or there is one by now */
    if (project->store_path && take_left_store(project, error))
        project->store = store_open(project->store_path, error);
    if (project->store && project->personal && !store_start_ids(project->store, LAYERS_PERSONAL_IDS + 1, error)) {
        store_close(project->store);
        project->store = NULL;
    }
    if (!project->store)
        return false;
    store_set_patience(project->store, PATIENCE_MS);
    store_set_tally(project->store, project->engine->tally);
    if (project->config->learn_enabled) {
        /* What waited for quiet when its server died is quiet now. */
        struct error queue_error = {0};
        if (!project_take_over(project, &queue_error) && queue_error.kind != ERROR_BUSY)
            engine_tell(project->engine, queue_error.text);
        project_begin_learning(project);
    }
    watch_start(project->engine);
    return true;
}

bool project_has_store(const struct project *project) {
    if (project->store || (project->store_path && access(project->store_path, F_OK) == 0))
        return true;
    char *left = project->root ? store_find_left(project->root) : NULL;
    bool has = left != NULL;
    free(left);
    return has;
}

bool project_need_change(struct project *project, struct error *error) {
    if (!project_need_store(project, error))
        return false;
    store_set_patience(project->store, PATIENCE_OF_PERSON_MS);
    return true;
}

void project_end_change(struct project *project) {
    if (project->store)
        store_set_patience(project->store, PATIENCE_MS);
}

/* What follows from a changed preference: the union is another one, so it is merged anew, and whoever shows it is told.
 */
bool project_note_change(struct project *project, bool done) {
    struct store_news told;
    project_end_change(project);
    if (done && project->store)
        store_find_news(project->store, &told, NULL); /* whoever is told now need not be told by watch.c again */
    if (done && project->jobs && !project->closing)
        jobs_wake(project->jobs);
    if (done && project->engine->events.preferences_changed)
        project->engine->events.preferences_changed(project->engine->events.arg, project);
    return done;
}

/* Of a store that came with the project, and of what is done instead. */
static void tell_foreign(struct project *project) {
    struct error why = {0};
    if (project->root && store_find_foreign(project->root, &why)) {
        char *text = mem_format("%s. What is learned here goes to %s", why.text, project_get_store_path(project));
        engine_tell(project->engine, text);
        free(text);
    }
}

/* Goes on with what an earlier session left; a project that has no store yet gets none by being looked at. */
static void on_resume(void *arg) {
    struct project *project = arg;
    struct error error = {0};
    tell_foreign(project);
    if (project->config->learn_enabled && project_has_store(project) && !project_need_store(project, &error))
        engine_tell(project->engine, error.text);
}

struct project *engine_open_project(struct engine *engine, const char *root) {
    char *clean = root ? path_clean(root) : NULL;
    for (struct project *project = engine->projects; project; project = project->next)
        if (!project->closing && same_text(project->root, clean) && !project->root == !clean) {
            project->refs++;
            free(clean);
            return project;
        }
    struct project *project = mem_alloc(sizeof *project);
    project->engine = engine;
    project->refs = 1;
    project->root = clean;
    project->team.mark = -1;
    project->quiet = loop_add_timer(engine->loop, project_on_quiet, project);
    timer_set_background(project->quiet);
    project_read_settings(project);
    find_store(project, NULL); /* without one, documents are served all the same */
    project->next = engine->projects;
    engine->projects = project;
    loop_defer(engine->loop, on_resume, project);
    return project;
}

static void project_destroy(struct project *project) {
    struct engine *engine = project->engine;
    struct project **at = &engine->projects;
    while (*at != project)
        at = &(*at)->next;
    *at = project->next;
    suggestions_forget_project(&engine->suggestions, project);
    loop_forget(engine->loop, project);
    jobs_destroy(project->jobs);
    requests_forget_project(&engine->requests, project);
    spend_close(project);
    store_close(project->store);
    timer_destroy(project->quiet);
    list_finish(&project->left);
    ignore_destroy(project->ignore);
    config_destroy(project->config);
    free(project->store_path);
    free(project->root);
    free(project);
}

static void on_jobs_closed(void *arg) {
    project_destroy(arg);
}

void project_release_if_unused(struct project *project) {
    if (project->refs || project->documents || project->closing)
        return;
    project->closing = true;
    if (project->store)
        project_need_change(project, NULL); /* there is no later */
    if (project->jobs)
        jobs_close(project->jobs, on_jobs_closed, project);
    else
        project_destroy(project);
}

void engine_close_project(struct project *project) {
    project->refs--;
    project_release_if_unused(project);
}

struct project *engine_find_project(struct engine *engine, const char *path) {
    struct project *best = NULL;
    size_t best_len = 0;
    for (struct project *project = engine->projects; project; project = project->next) {
        size_t len = project->root ? strlen(project->root) : 0;
        bool holds = project->root ? path && path_is_inside(path, project->root) : true;
        if (!project->closing && holds && (!best || len >= best_len)) {
            best = project;
            best_len = len;
        }
    }
    return best;
}

const char *project_get_root(const struct project *project) {
    return project->root;
}

const char *project_get_store_path(const struct project *project) {
    return project->store_path ? project->store_path : "";
}

const struct config *project_get_config(const struct project *project) {
    return project->config;
}

void project_get_learning(const struct project *project, struct learning_state *state) {
    *state = (struct learning_state){.phase = LEARNING_IDLE};
    if (project->jobs && !project->closing)
        jobs_get_state(project->jobs, state);
    else if (project->paused)
        state->phase = LEARNING_PAUSED;
}

void project_pause(struct project *project, bool pause) {
    project->paused = pause;
    if (project->jobs && !project->closing)
        jobs_pause(project->jobs, pause);
}
