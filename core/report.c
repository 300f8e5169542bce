/* What was learned and from what, for people and programs: preferences with their evidence, samples, status, and the
 * page "My writing preferences". */
#include "core/engine_internal.h"

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/model/offline/stylist.h"
#include "core/style/preference.h"

#include <stdlib.h>
#include <string.h>

enum { EXCERPT_BYTES = 90 };

/* The first words of a text on one line. The caller frees. */
static char *make_excerpt(const char *text) {
    struct buf out = {0};
    size_t len = strlen(text), end = len;
    if (len > EXCERPT_BYTES)
        for (end = EXCERPT_BYTES; end && text[end] != ' ' && text[end] != '\n'; end--)
            ;
    for (size_t i = 0; i < end; i++)
        buf_append_char(&out, text[i] == '\n' || text[i] == '`' ? ' ' : text[i]);
    if (end < len)
        buf_append_text(&out, " ...");
    return buf_take(&out);
}

/* --- preferences --- */

struct evidence_list {
    struct preference_evidence *items;
    size_t count;
    size_t capacity;
};

static bool on_evidence(void *arg, const struct store_evidence *evidence) {
    struct evidence_list *list = arg;
    MEM_RESERVE(list->items, list->count, list->capacity);
    list->items[list->count++] = (struct preference_evidence){.sample = evidence->sample,
                                                              .score = evidence->score,
                                                              .path = mem_copy_text(evidence->document),
                                                              .excerpt = make_excerpt(evidence->text),
                                                              .time_ms = evidence->time_ms};
    return true;
}

static void evidence_finish(struct evidence_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free((char *)list->items[i].path);
        free((char *)list->items[i].excerpt);
    }
    free(list->items);
}

struct preference_walk {
    struct project *project;
    preference_visit *visit;
    void *arg;
    char *genre; /* whose union is loaded */
    struct list in_use;
    struct error *error;
    bool failed;
};

/* Preferences come genre by genre, so one union at a time is enough. */
static bool load_in_use(struct preference_walk *walk, const char *genre) {
    if (walk->genre && !strcmp(walk->genre, genre))
        return true;
    free(walk->genre);
    list_finish(&walk->in_use);
    walk->genre = mem_copy_text(genre);
    return store_load_union(walk->project->store, genre, (size_t)walk->project->config->learn_related, &walk->in_use,
                            walk->error);
}

static bool on_preference(void *arg, const struct store_preference *row) {
    struct preference_walk *walk = arg;
    struct evidence_list evidence = {0};
    if (!load_in_use(walk, row->genre) ||
        !store_visit_evidence(walk->project->store, row->id, on_evidence, &evidence, walk->error)) {
        walk->failed = true;
        evidence_finish(&evidence);
        return false;
    }
    const struct trait *trait;
    size_t value;
    const struct preference preference = {
        .id = row->id,
        .text = row->text,
        .genre = row->genre,
        .mean = row->mean,
        .sample_count = row->sample_count,
        .source = row->source,
        .model = row->model,
        .time_ms = row->created_ms,
        .pinned = row->pinned,
        .muted = row->muted,
        .in_use = list_find_alike(&walk->in_use, row->text, NULL),
        .in_reach = stylist_read_preference(row->text, &trait, &value) && trait_can_rewrite(trait, value),
        .evidence = evidence.items,
        .evidence_count = evidence.count,
    };
    bool more = walk->visit(walk->arg, &preference);
    evidence_finish(&evidence);
    return more;
}

bool project_visit_preferences(struct project *project, const char *genre, preference_visit *visit, void *arg,
                               struct error *error) {
    if (!project_need_store(project, error))
        return false;
    struct preference_walk walk = {.project = project, .visit = visit, .arg = arg, .error = error};
    bool visited = store_visit_preferences(project->store, genre, 0, on_preference, &walk, error) && !walk.failed;
    free(walk.genre);
    list_finish(&walk.in_use);
    return visited;
}

static void add_text(cJSON *object, const char *name, const char *text) {
    if (text)
        cJSON_AddStringToObject(object, name, text);
    else
        cJSON_AddNullToObject(object, name);
}

static cJSON *evidence_format(const struct preference_evidence *evidence) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddNumberToObject(value, "sample", (double)evidence->sample);
    cJSON_AddNumberToObject(value, "score", evidence->score);
    add_text(value, "path", evidence->path);
    add_text(value, "excerpt", evidence->excerpt);
    cJSON_AddNumberToObject(value, "time", (double)evidence->time_ms);
    return value;
}

cJSON *preference_format(const struct preference *preference) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddNumberToObject(value, "id", (double)preference->id);
    add_text(value, "text", preference->text);
    add_text(value, "genre", preference->genre);
    cJSON_AddNumberToObject(value, "mean", preference->mean);
    cJSON_AddNumberToObject(value, "sampleCount", (double)preference->sample_count);
    add_text(value, "source", preference->source);
    add_text(value, "model", preference->model);
    cJSON_AddNumberToObject(value, "time", (double)preference->time_ms);
    cJSON_AddBoolToObject(value, "pinned", preference->pinned);
    cJSON_AddBoolToObject(value, "muted", preference->muted);
    cJSON_AddBoolToObject(value, "inUse", preference->in_use);
    cJSON_AddBoolToObject(value, "inReach", preference->in_reach);
    cJSON *evidence = cJSON_AddArrayToObject(value, "evidence");
    for (size_t i = 0; i < preference->evidence_count; i++)
        cJSON_AddItemToArray(evidence, evidence_format(&preference->evidence[i]));
    return value;
}

/* --- the page --- */

struct page {
    struct buf *out;
    char *genre;
    size_t count;
};

static void append_marks(struct buf *out, const struct preference *preference) {
    const struct {
        bool set;
        const char *text;
    } marks[] = {
        {preference->pinned, "pinned"},
        {preference->muted, "muted"},
        {!preference->muted && !preference->in_use, "not in use: newer samples do not show it"},
        {!preference->in_reach, "beyond the offline engine"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].set)
            buf_printf(out, ", %s", marks[i].text);
}

static bool on_page_item(void *arg, const struct preference *preference) {
    struct page *page = arg;
    struct buf *out = page->out;
    char minute[17];
    if (!page->genre || strcmp(page->genre, preference->genre) != 0) {
        free(page->genre);
        page->genre = mem_copy_text(preference->genre);
        buf_printf(out, "\n## %s\n\n", preference->genre);
    }
    page->count++;
    clock_format_minute(preference->time_ms, minute);
    buf_printf(out, "- %s `%lld`\n", preference->text, (long long)preference->id);
    if (preference->evidence_count)
        buf_printf(out, "  - score %+.2f from %zu sample%s", preference->mean, preference->evidence_count,
                   preference->evidence_count == 1 ? "" : "s");
    else
        buf_append_text(out, "  - no evidence yet");
    buf_printf(out, ", %s %s%s%s", preference->source, minute, preference->model && *preference->model ? " by " : "",
               preference->model ? preference->model : "");
    append_marks(out, preference);
    buf_append_char(out, '\n');
    for (size_t i = 0; i < preference->evidence_count; i++) {
        const struct preference_evidence *one = &preference->evidence[i];
        clock_format_minute(one->time_ms, minute);
        buf_printf(out, "  - %+d sample %lld, %s, %s: \"%s\"\n", one->score, (long long)one->sample,
                   one->path && *one->path ? one->path : "untitled", minute, one->excerpt);
    }
    return true;
}

bool project_format_preferences(struct project *project, struct buf *out, struct error *error) {
    struct page page = {.out = out};
    buf_printf(
        out,
        "# My writing preferences\n\nProject: %s. Scores go from -2 (contradicts) to +2 (confirms).\nThe number in "
        "backticks names a preference in commands: pin, mute, edit, forget.\n",
        project->root ? project->root : "documents outside any project");
    bool done = project_visit_preferences(project, NULL, on_page_item, &page, error);
    if (done && !page.count)
        buf_append_text(out,
                        "\nNothing is learned yet. Write and save; what you write yourself is learned from once it has "
                        "been quiet for a while, or when its document is closed.\n");
    free(page.genre);
    return done;
}

/* --- a hand in it --- */

/* What follows from a changed preference: the union is another one, so it is merged anew, and whoever shows it is told.
 */
static bool changed(struct project *project, bool done) {
    if (done && project->jobs && !project->closing)
        jobs_wake(project->jobs);
    if (done && project->engine->events.preferences_changed)
        project->engine->events.preferences_changed(project->engine->events.arg, project);
    return done;
}

bool project_add_preference(struct project *project, const char *genre, const char *text, int64_t *id,
                            struct error *error) {
    char *clean = NULL;
    if (!genre || !*genre)
        return error_set(error, ERROR_USAGE,
                         "a preference belongs to a genre: name one (docs, notes, email, paper, commit)");
    if (!preference_clean(text, &clean, error) || !project_need_store(project, error)) {
        free(clean);
        return false;
    }
    bool added = changed(project, store_add_preference(project->store, genre, clean, id, error));
    free(clean);
    return added;
}

bool project_edit_preference(struct project *project, int64_t id, const char *text, struct error *error) {
    char *clean = NULL;
    if (!preference_clean(text, &clean, error) || !project_need_store(project, error)) {
        free(clean);
        return false;
    }
    bool edited = changed(project, store_edit_preference(project->store, id, clean, error));
    free(clean);
    return edited;
}

bool project_pin_preference(struct project *project, int64_t id, bool pin, struct error *error) {
    return project_need_store(project, error) && changed(project, store_pin_preference(project->store, id, pin, error));
}

bool project_mute_preference(struct project *project, int64_t id, bool mute, struct error *error) {
    return project_need_store(project, error) &&
           changed(project, store_mute_preference(project->store, id, mute, error));
}

bool project_forget_preference(struct project *project, int64_t id, struct error *error) {
    return project_need_store(project, error) && changed(project, store_forget_preference(project->store, id, error));
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
        .time_ms = row->changed_ms,
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

bool project_forget_sample(struct project *project, int64_t id, struct error *error) {
    return project_need_store(project, error) && changed(project, store_forget_sample(project->store, id, error));
}

cJSON *sample_format(const struct sample *sample) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddNumberToObject(value, "id", (double)sample->id);
    add_text(value, "path", sample->path);
    add_text(value, "genre", sample->genre);
    add_text(value, "state", sample->state);
    add_text(value, "task", sample->task);
    add_text(value, "text", sample->text);
    cJSON_AddNumberToObject(value, "time", (double)sample->time_ms);
    json_add_list(value, "preferences", sample->preferences);
    return value;
}

/* --- status --- */

static const char *phase_name(enum learning_phase phase) {
    static const char *const names[] = {[LEARNING_IDLE] = "idle",
                                        [LEARNING_BUSY] = "learning",
                                        [LEARNING_PAUSED] = "paused",
                                        [LEARNING_CAPPED] = "capped",
                                        [LEARNING_FAILING] = "failing"};
    return names[phase];
}

static void on_spend(void *arg, const struct store_spend *spend) {
    cJSON *item = cJSON_CreateObject();
    cJSON_AddStringToObject(item, "model", spend->model);
    cJSON_AddStringToObject(item, "purpose", spend->purpose);
    cJSON_AddNumberToObject(item, "calls", (double)spend->calls);
    cJSON_AddNumberToObject(item, "promptTokens", (double)spend->prompt_tokens);
    cJSON_AddNumberToObject(item, "answerTokens", (double)spend->answer_tokens);
    cJSON_AddItemToArray(arg, item);
}

static bool add_store_status(struct project *project, cJSON *status, struct error *error) {
    struct store_counts counts = {0};
    char today[11];
    if (!project_need_store(project, error) || !store_count(project->store, &counts, error))
        return false;
    cJSON *samples = cJSON_AddObjectToObject(status, "samples");
    for (int state = 0; state < SAMPLE_STATES; state++)
        cJSON_AddNumberToObject(samples, sample_state_name(state), (double)counts.samples[state]);
    cJSON *preferences = cJSON_AddObjectToObject(status, "preferences");
    cJSON_AddNumberToObject(preferences, "total", (double)counts.preferences);
    cJSON_AddNumberToObject(preferences, "pinned", (double)counts.pinned);
    cJSON_AddNumberToObject(preferences, "muted", (double)counts.muted);
    clock_format_day(clock_now_ms(), today);
    return store_visit_spend(project->store, today, on_spend, cJSON_AddArrayToObject(status, "spendToday"), error);
}

static void add_learning(struct project *project, cJSON *status) {
    struct learning_state state;
    project_get_learning(project, &state);
    cJSON *learning = cJSON_AddObjectToObject(status, "learning");
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
    cJSON_AddStringToObject(status, "store", project->store_path);
    cJSON *model = cJSON_AddObjectToObject(status, "model");
    cJSON_AddStringToObject(model, "write", !strcmp(config->write.engine, "offline") ? "offline" : config->write.name);
    cJSON_AddStringToObject(model, "learn", !strcmp(config->learn.engine, "offline") ? "offline" : config->learn.name);
    if (!project->engine->models->asks)
        cJSON_AddStringToObject(model, "problem", project->engine->models->error.text);
    if (!add_store_status(project, status, &error))
        cJSON_AddStringToObject(status, "problem", error.text);
    add_learning(project, status);
    return status;
}

/* --- doctor --- */

bool project_check(struct project *project, struct list *problems, struct error *error) {
    return project_need_store(project, error) && store_check(project->store, problems, error);
}

struct model_check {
    const char *role;
    const char *model;
    model_callback *callback;
    void *arg;
};

static void on_checked(void *arg, const struct answer *answer, const struct error *error) {
    struct model_check *check = arg;
    (void)answer;
    check->callback(check->arg, check->role, check->model, error);
    free(check);
}

void engine_check_models(struct engine *engine, model_callback *callback, void *arg) {
    const struct {
        const char *role;
        struct question question;
    } checks[] = {
        {"write",
         {.op = OP_COMPLETE, .before = "Thank you for your letter. I will get back to you as soon as", .after = ""}},
        {"learn", {.op = OP_VERIFY, .user_text = "We don't mind the rain.", .preference = "Use contractions."}},
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        if (!engine->models->asks) {
            callback(arg, checks[i].role, "", &engine->models->error);
            continue;
        }
        struct model_check *check = mem_alloc(sizeof *check);
        *check = (struct model_check){.role = checks[i].role,
                                      .model = asks_get_model(engine->models->asks, checks[i].question.op),
                                      .callback = callback,
                                      .arg = arg};
        ask_start(engine->models->asks, &checks[i].question, PURPOSE_INTERACTIVE, NULL, on_checked, check);
    }
}
