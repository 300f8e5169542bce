/* The person's own store, for all projects: what was promoted from one of them or learned from past writing. It is a
 * store like any other, in the data folder; only its ids begin higher. */
#include "core/engine/engine_internal.h"

#include "core/base/mem.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <unistd.h>

static bool find_path(struct engine *engine, struct error *error) {
    if (engine->personal.path)
        return true;
    char *folder = path_copy_data_folder(error);
    if (folder)
        engine->personal.path = path_join(folder, "personal.db");
    free(folder);
    return engine->personal.path != NULL;
}

struct store *engine_open_personal_store(struct engine *engine, bool make, struct error *error) {
    if (engine->personal.store)
        return engine->personal.store;
    if (!find_path(engine, make ? error : NULL) || (!make && access(engine->personal.path, F_OK) != 0))
        return NULL;
    struct store *store = store_open(engine->personal.path, error);
    if (store && !store_start_ids(store, LAYERS_PERSONAL_IDS + 1, error)) {
        store_close(store);
        store = NULL;
    }
    struct store_news news;
    if (store && make) /* whoever makes it knows what is in it */
        engine->personal.seen = store_find_news(store, &news, NULL);
    engine->personal.store = store;
    for (struct project *project = engine->projects; project && store; project = project->next)
        if (project->jobs && !project->personal)
            jobs_set_personal(project->jobs, store);
    return store;
}

void personal_close(struct personal *personal) {
    store_close(personal->store);
    free(personal->path);
    *personal = (struct personal){0};
}

bool project_get_layers(struct project *project, struct layers *layers, struct error *error) {
    struct error own = {0};
    *layers = (struct layers){0};
    if (!project_need_store(project, error))
        return false;
    if (!team_take(project, &own)) /* the page as it was serves until the store can be written to */
        own = (struct error){0};
    layers->project = project->store;
    layers->related = (size_t)project->config->learn_related;
    layers->threshold = config_get_threshold(project->config);
    if (project->personal)
        return true;
    layers->personal = engine_open_personal_store(project->engine, false, &own);
    if (own.kind)
        engine_tell(project->engine, own.text); /* the project goes on without it */
    return true;
}

struct store *project_find_store(struct project *project, int64_t id, struct error *error) {
    if (!project_need_change(project, error))
        return NULL;
    if (project->personal || id <= LAYERS_PERSONAL_IDS)
        return project->store;
    struct store *store = engine_open_personal_store(project->engine, false, error);
    if (!store && (!error || !error->kind))
        error_set(error, ERROR_NOT_FOUND, "there is no preference or sample %lld; list them to see what there is",
                  (long long)id);
    return store;
}

bool project_note_layers(struct project *project, int64_t id, bool done) {
    struct store_news told;
    if (done && !project->personal && id > LAYERS_PERSONAL_IDS && project->engine->personal.store)
        store_find_news(project->engine->personal.store, &told, NULL);
    if (done && !project->personal && id > LAYERS_PERSONAL_IDS)
        for (struct project *other = project->engine->projects; other; other = other->next)
            if (other != project && other->store && !other->closing)
                project_note_change(other, true);
    return project_note_change(project, done);
}

struct project *engine_open_personal(struct engine *engine) {
    struct project *project = engine_open_project(engine, NULL);
    if (project->personal)
        return project;
    if (find_path(engine, NULL)) {
        free(project->store_path);
        project->store_path = mem_copy_text(engine->personal.path);
    }
    project->personal = true;
    return project;
}

struct promotion {
    struct store *personal;
    int64_t id;
    struct error *error;
    bool done;
};

static bool on_carried(void *arg, const struct store_exported *carried) {
    struct promotion *promotion = arg;
    promotion->done =
        store_import(promotion->personal, carried, 1, NULL, promotion->error) &&
        store_find_preference(promotion->personal, carried->genre, carried->text, &promotion->id, promotion->error);
    return false;
}

bool project_promote_preference(struct project *project, int64_t id, int64_t *promoted, struct error *error) {
    if (project->personal || id > LAYERS_PERSONAL_IDS)
        return error_set(error, ERROR_USAGE, "preference %lld is in your personal store already", (long long)id);
    struct promotion promotion = {.error = error};
    if (!project_need_store(project, error))
        return false;
    promotion.personal = engine_open_personal_store(project->engine, true, error);
    if (!promotion.personal || !store_visit_exported(project->store, id, on_carried, &promotion, error) ||
        !promotion.done)
        return false;
    *promoted = promotion.id;
    return project_note_layers(project, promotion.id, true);
}
