/* What was learned from, how things stand, and what the doctor looks at. */
#include "core/engine/engine_internal.h"

#include "core/base/mem.h"
#include "core/store/erase.h"

#include <stdlib.h>
#include <string.h>

void engine_add_text(cJSON *object, const char *name, const char *text) {
    if (text)
        cJSON_AddStringToObject(object, name, text);
    else
        cJSON_AddNullToObject(object, name);
}

/* --- samples --- */

struct sample_walk {
    struct project *project;
    sample_visit *visit;
    void *arg;
    struct error *error;
    bool failed;
};

static bool on_sample(void *arg, const struct store_sample *row) {
    struct sample_walk *walk = arg;
    struct list preferences = {0};
    walk->failed = !store_load_sample_preferences(walk->project->store, row->id, &preferences, walk->error);
    const struct sample sample = {
        .id = row->id,
        .path = row->document,
        .genre = row->genre,
        .state = sample_state_name(row->state),
        .task = row->task,
        .text = row->text,
        .first_draft = row->first_draft,
        .time_ms = row->changed_ms,
        .error = row->error,
        .preferences = &preferences,
    };
    bool more = !walk->failed && walk->visit(walk->arg, &sample);
    list_finish(&preferences);
    return more;
}

bool project_visit_samples(struct project *project, int64_t id, sample_visit *visit, void *arg, struct error *error) {
    if (!project_need_store(project, error))
        return false;
    struct sample_walk walk = {.project = project, .visit = visit, .arg = arg, .error = error};
    return store_visit_samples(project->store, id, on_sample, &walk, error) && !walk.failed;
}

/* What a promoted preference quotes of the sample goes with it. */
static bool forget_carried(struct project *project, struct store *store, int64_t id, struct error *error) {
    struct store *personal = engine_open_personal_store(project->engine, false, NULL);
    char *origin = NULL;
    bool ok = !personal || personal == store ||
              (store_copy_identity(store, &origin, error) && store_forget_evidence(personal, origin, id, error));
    free(origin);
    return ok;
}

static bool on_forgotten(void *arg, const struct store_sample *row) {
    *(char **)arg = mem_copy_text(row->text);
    return false;
}

/* Deleted text is overwritten in the file; that its log was not emptied is worth telling. */
static void tell_held_log(struct project *project, const struct store *store) {
    if (!store_is_log_held(store))
        return;
    char *holder = store_find_reader(store);
    char *text = mem_format("what was forgotten may still be in %s-wal, because %s has it open; it leaves it when that "
                            "is closed",
                            store_get_path(store), holder ? holder : "another program");
    engine_tell(project->engine, text);
    free(holder);
    free(text);
}

bool project_forget_sample(struct project *project, int64_t id, struct error *error) {
    struct store *store = project_find_store(project, id, error);
    char *text = NULL;
    bool forgotten = store && store_visit_samples(store, id, on_forgotten, &text, error) &&
                     forget_carried(project, store, id, error) &&
                     project_note_layers(project, id, store_forget_sample(store, id, error));
    if (forgotten && text)
        project_forget_waiting(project, text);
    if (forgotten)
        tell_held_log(project, store);
    free(text);
    return forgotten;
}

cJSON *sample_format(const struct sample *sample) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddNumberToObject(value, "id", (double)sample->id);
    engine_add_text(value, "path", sample->path);
    engine_add_text(value, "genre", sample->genre);
    engine_add_text(value, "state", sample->state);
    engine_add_text(value, "task", sample->task);
    engine_add_text(value, "text", sample->text);
    engine_add_text(value, "firstDraft", sample->first_draft);
    engine_add_text(value, "error", sample->error);
    cJSON_AddNumberToObject(value, "time", (double)sample->time_ms);
    json_add_list(value, "preferences", sample->preferences);
    return value;
}

/* --- status --- */

static const char *phase_name(enum learning_phase phase) {
    static const char *const names[] = {[LEARNING_IDLE] = "idle",
                                        [LEARNING_BUSY] = "busy",
                                        [LEARNING_PAUSED] = "paused",
                                        [LEARNING_CAPPED] = "capped",
                                        [LEARNING_FAILING] = "failing"};
    return names[phase];
}

static bool add_store_status(struct project *project, cJSON *status, struct error *error) {
    struct store_counts counts = {0};
    if (!project_need_store(project, error) || !store_count(project->store, &counts, error))
        return false;
    cJSON *samples = cJSON_AddObjectToObject(status, "samples");
    for (int state = 0; state < SAMPLE_STATES; state++)
        cJSON_AddNumberToObject(samples, sample_state_name(state), (double)counts.samples[state]);
    cJSON *preferences = cJSON_AddObjectToObject(status, "preferences");
    cJSON_AddNumberToObject(preferences, "total", (double)counts.preferences);
    cJSON_AddNumberToObject(preferences, "pinned", (double)counts.pinned);
    cJSON_AddNumberToObject(preferences, "muted", (double)counts.muted);
    return suggestions_add_status(project, status, error) && spend_add_status(project, status, error);
}

static const char *describe_typing(const struct project *project) {
    if (project->config->learn_typing == LEARN_TYPING_SIZE)
        return "size";
    return typist_sends_wholes(&project->engine->typist) ? "speed" : "keys";
}

static void add_learning(struct project *project, cJSON *status) {
    struct learning_state state;
    project_get_learning(project, &state);
    cJSON *learning = cJSON_AddObjectToObject(status, "learning");
    cJSON_AddStringToObject(learning, "typing", describe_typing(project));
    cJSON_AddStringToObject(learning, "phase", phase_name(state.phase));
    cJSON_AddNumberToObject(learning, "done", (double)state.done);
    cJSON_AddNumberToObject(learning, "total", (double)state.total);
    cJSON_AddNumberToObject(learning, "waiting", (double)state.waiting);
    if (state.what)
        cJSON_AddStringToObject(learning, "what", state.what);
}

cJSON *project_format_status(struct project *project) {
    struct error error = {0};
    const struct config *config = project->config;
    cJSON *status = cJSON_CreateObject();
    cJSON_AddStringToObject(status, "version", PROSED_VERSION);
    cJSON_AddStringToObject(status, "project", project->root ? project->root : "");
    cJSON_AddStringToObject(status, "store", project_get_store_path(project));
    cJSON *model = cJSON_AddObjectToObject(status, "model");
    cJSON_AddStringToObject(model, "write", provider_name_model(&config->write));
    cJSON_AddStringToObject(model, "learn", provider_name_model(&config->learn));
    if (!project->engine->models.asks)
        cJSON_AddStringToObject(model, "problem", project->engine->models.error.text);
    if (!add_store_status(project, status, &error))
        cJSON_AddStringToObject(status, "problem", error.text);
    add_learning(project, status);
    return status;
}

/* --- doctor --- */

bool project_check(struct project *project, struct list *problems, struct error *error) {
    return project_need_store(project, error) && store_check(project->store, problems, error);
}

bool engine_find_servers(struct engine *engine, const int *ports, server_callback *found, loop_callback *over,
                         void *arg, struct error *error) {
    scout_destroy(engine->scout);
    engine->scout = scout_start(engine->loop, ports, found, over, arg, error);
    return engine->scout != NULL;
}

/* --- forgetting everything --- */

bool engine_find_kept(struct list *files, struct error *error) {
    return erase_find(files, error);
}

bool engine_erase_kept(const struct list *files, struct error *error) {
    return erase_files(files, error);
}
