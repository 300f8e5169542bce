/* What was learned and from what, for people and programs: preferences with their evidence, samples, status, and the
 * page "My writing preferences". */
#include "core/engine/engine_internal.h"

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/engine/preference_file.h"
#include "core/preference/preference.h"
#include "core/stylist/stylist.h"
#include "core/text/excerpt.h"

#include <stdlib.h>
#include <string.h>

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
                                                              .excerpt = text_excerpt(evidence->text),
                                                              .time_ms = evidence->time_ms,
                                                              .origin = mem_copy_text(evidence->origin)};
    return true;
}

static void evidence_finish(struct evidence_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free((char *)list->items[i].path);
        free((char *)list->items[i].excerpt);
        free((char *)list->items[i].origin);
    }
    free(list->items);
}

struct preference_walk {
    struct project *project;
    struct layers layers;
    struct store *store; /* whose rows are walked */
    preference_visit *visit;
    void *arg;
    struct in_force_list in_force; /* of the genre */
    struct list muted;             /* anywhere */
    struct error *error;
    bool more;
    bool failed;
};

/* All that this one contradicts; the caller frees. */
static struct preference_conflict *find_conflicts(const struct in_force_list *in_force, const struct in_force *own,
                                                  size_t *count) {
    struct preference_conflict *found = mem_alloc((in_force->contradiction_count + 1) * sizeof *found);
    *count = 0;
    for (size_t i = 0; own && i < in_force->contradiction_count; i++) {
        const struct contradiction *one = &in_force->contradictions[i];
        if (one->first != own->id && one->second != own->id)
            continue;
        const struct in_force *other = in_force_list_find(in_force, one->first == own->id ? one->second : one->first);
        found[(*count)++] = (struct preference_conflict){
            .id = other->id, .text = other->text, .yields = own->yields_to == other->id, .by_samples = one->by_samples};
    }
    return found;
}

/* Why samples do not bear it out; NULL if they do. */
static const char *find_reason(const struct in_force *one) {
    static const char *const reasons[] = {
        [STANDING_UNKNOWN] = "newer samples do not show it", [STANDING_EARLY] = "too little has shown it so far",
        [STANDING_MIXED] = "your texts go both ways",        [STANDING_ORDINARY] = "most writing does so",
        [STANDING_HELD] = "newer samples do not show it",
    };
    if (one->rank != RANK_SILENT)
        return NULL;
    return one->crowded ? "others are shown better" : reasons[one->habit.standing];
}

static bool on_preference(void *arg, const struct store_preference *row) {
    struct preference_walk *walk = arg;
    struct evidence_list evidence = {0};
    if (!store_visit_evidence(walk->store, row->id, on_evidence, &evidence, walk->error)) {
        walk->failed = true;
        evidence_finish(&evidence);
        return false;
    }
    const struct in_force *followed = row->muted ? NULL : in_force_list_find_alike(&walk->in_force, row->text);
    size_t conflict_count;
    struct preference_conflict *conflicts = find_conflicts(&walk->in_force, followed, &conflict_count);
    const struct preference preference = {
        .id = row->id,
        .text = row->text,
        .genre = row->genre,
        .mean = row->mean,
        .sample_count = row->sample_count,
        .source = row->source,
        .model = row->model,
        .time_ms = row->created_ms,
        .pinned = row->pinned || row->team,
        .muted = row->muted,
        .silenced = !row->muted && preference_is_muted(row->text, &walk->muted),
        .layer = walk->store == walk->layers.personal ? "personal"
                 : row->team                          ? "team"
                                                      : "project",
        .in_use = followed && !followed->yields_to && followed->rank != RANK_SILENT,
        .habit = followed ? followed->habit : (struct habit){0},
        .dropped = followed && !followed->yields_to ? find_reason(followed) : NULL,
        .conflicts = conflicts,
        .conflict_count = conflict_count,
        .reach_note = reach_get_note(stylist_find_reach(row->text)),
        .evidence = evidence.items,
        .evidence_count = evidence.count,
    };
    walk->more = walk->visit(walk->arg, &preference);
    evidence_finish(&evidence);
    free(conflicts);
    return walk->more;
}

/* with_all: also those that hold in every genre. */
static bool visit_genre(struct preference_walk *walk, const char *genre, bool with_all) {
    struct store *stores[] = {walk->layers.project, walk->layers.personal};
    bool ok = layers_load_in_force(&walk->layers, genre, true, &walk->in_force, walk->error) &&
              layers_load_marked(&walk->layers, genre, NULL, &walk->muted, walk->error);
    for (int i = 0; ok && i < 2 && stores[i] && walk->more; i++) {
        walk->store = stores[i];
        ok = store_visit_preferences(stores[i], genre, 0, on_preference, walk, walk->error) && !walk->failed;
        if (ok && walk->more && with_all && strcmp(genre, STORE_GENRE_ALL) != 0)
            ok = store_visit_preferences(stores[i], STORE_GENRE_ALL, 0, on_preference, walk, walk->error) &&
                 !walk->failed;
    }
    in_force_list_finish(&walk->in_force);
    list_finish(&walk->muted);
    return ok;
}

bool project_visit_preferences(struct project *project, const char *genre, preference_visit *visit, void *arg,
                               struct error *error) {
    struct preference_walk walk = {.project = project, .visit = visit, .arg = arg, .error = error, .more = true};
    struct list genres = {0};
    bool ok = project_get_layers(project, &walk.layers, error);
    if (ok && genre) {
        list_add(&genres, genre);
    } else if (ok) {
        list_add(&genres, STORE_GENRE_ALL);
        ok = layers_load_genres(&walk.layers, &genres, error);
    }
    for (size_t i = 0; ok && i < genres.count && walk.more; i++)
        ok = visit_genre(&walk, genres.items[i], genre != NULL);
    list_finish(&genres);
    return ok;
}

static cJSON *evidence_format(const struct preference_evidence *evidence) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddNumberToObject(value, "sample", (double)evidence->sample);
    cJSON_AddNumberToObject(value, "score", evidence->score);
    engine_add_text(value, "path", evidence->path);
    engine_add_text(value, "excerpt", evidence->excerpt);
    cJSON_AddNumberToObject(value, "time", (double)evidence->time_ms);
    if (evidence->origin)
        engine_add_text(value, "origin", evidence->origin);
    return value;
}

static cJSON *conflict_format(const struct preference_conflict *conflict) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddNumberToObject(value, "id", (double)conflict->id);
    engine_add_text(value, "text", conflict->text);
    cJSON_AddBoolToObject(value, "yields", conflict->yields);
    cJSON_AddBoolToObject(value, "bySamples", conflict->by_samples);
    return value;
}

cJSON *preference_format(const struct preference *preference) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddNumberToObject(value, "id", (double)preference->id);
    engine_add_text(value, "text", preference->text);
    engine_add_text(value, "genre", preference->genre);
    cJSON_AddNumberToObject(value, "mean", preference->mean);
    cJSON_AddNumberToObject(value, "sampleCount", (double)preference->sample_count);
    engine_add_text(value, "source", preference->source);
    engine_add_text(value, "model", preference->model);
    cJSON_AddNumberToObject(value, "time", (double)preference->time_ms);
    cJSON_AddBoolToObject(value, "pinned", preference->pinned);
    cJSON_AddBoolToObject(value, "muted", preference->muted);
    cJSON_AddBoolToObject(value, "silenced", preference->silenced);
    cJSON_AddBoolToObject(value, "inUse", preference->in_use);
    if (preference->habit.choices) {
        cJSON *habit = cJSON_AddObjectToObject(value, "habit");
        cJSON_AddNumberToObject(habit, "places", preference->habit.places);
        cJSON_AddNumberToObject(habit, "choices", preference->habit.choices);
        cJSON_AddNumberToObject(habit, "texts", preference->habit.texts);
    }
    engine_add_text(value, "dropped", preference->dropped);
    cJSON_AddBoolToObject(value, "inReach", !preference->reach_note);
    engine_add_text(value, "reachNote", preference->reach_note);
    engine_add_text(value, "layer", preference->layer);
    cJSON *conflicts = cJSON_AddArrayToObject(value, "conflicts");
    for (size_t i = 0; i < preference->conflict_count; i++)
        cJSON_AddItemToArray(conflicts, conflict_format(&preference->conflicts[i]));
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
        {!strcmp(preference->layer, "personal"), "personal"},
        {!strcmp(preference->layer, "team"), "from the team's page"},
        {preference->pinned, "pinned"},
        {preference->muted, "muted"},
        {preference->silenced, "not in use: it is muted elsewhere"},
        {preference->reach_note != NULL, preference->reach_note},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].set)
            buf_printf(out, ", %s", marks[i].text);
    if (preference->dropped && !preference->silenced)
        buf_printf(out, ", not in use: %s", preference->dropped);
}

/* "in 31 of 33 places in 4 texts", or what models said of it. */
static void append_reason(struct buf *out, const struct preference *preference) {
    const struct habit *habit = &preference->habit;
    if (habit->choices)
        buf_printf(out, "  - in %u of %u place%s in %u text%s", habit->places, habit->choices,
                   habit->choices == 1 ? "" : "s", habit->texts, habit->texts == 1 ? "" : "s");
    else if (preference->evidence_count)
        buf_printf(out, "  - score %+.2f from %zu sample%s", preference->mean, preference->evidence_count,
                   preference->evidence_count == 1 ? "" : "s");
    else
        buf_append_text(out, "  - no evidence yet");
}

static void append_conflicts(struct buf *out, const struct preference *preference) {
    for (size_t i = 0; i < preference->conflict_count; i++) {
        const struct preference_conflict *one = &preference->conflicts[i];
        buf_printf(out, "  - contradicts%s `%lld`: %s%s\n", one->by_samples ? ", by what samples show," : "",
                   (long long)one->id, one->text, one->yields ? " That one is followed." : "");
    }
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
    append_reason(out, preference);
    buf_printf(out, ", %s %s%s%s", preference->source, minute, preference->model && *preference->model ? " by " : "",
               preference->model ? preference->model : "");
    append_marks(out, preference);
    buf_append_char(out, '\n');
    append_conflicts(out, preference);
    for (size_t i = 0; i < preference->evidence_count; i++) {
        const struct preference_evidence *one = &preference->evidence[i];
        clock_format_minute(one->time_ms, minute);
        buf_printf(out, "  - %+d sample %lld%s%s, %s, %s: \"%s\"\n", one->score, (long long)one->sample,
                   one->origin ? " of " : "", one->origin ? one->origin : "",
                   one->path && *one->path ? one->path : "untitled", minute, one->excerpt);
    }
    return true;
}

bool project_format_preferences(struct project *project, struct buf *out, struct error *error) {
    struct page page = {.out = out};
    buf_printf(out,
               "# My writing preferences\n\n%s%s. Scores go from -2 (contradicts) to +2 (confirms).\nThe number in "
               "backticks names a preference in commands: pin, mute, edit, forget.\n",
               project->personal ? "Your personal store" : "Project: ",
               project->personal ? ", for all projects"
               : project->root   ? project->root
                                 : "documents outside any project");
    bool done = project_visit_preferences(project, NULL, on_page_item, &page, error);
    if (done && !page.count)
        buf_append_text(out,
                        "\nNothing is learned yet. Write and save; what you write yourself is learned from once it has "
                        "been quiet for a while, or when its document is closed.\n");
    free(page.genre);
    return done && suggestions_format_page(project, out, error) && spend_format_page(project, out, error);
}

/* --- in and out --- */

static bool on_exported(void *arg, const struct store_exported *carried) {
    preference_file_add(arg, carried);
    return true;
}

bool project_export_preferences(struct project *project, bool json, struct buf *out, struct error *error) {
    struct preference_file exchange = {0};
    bool ok =
        project_need_store(project, error) && store_visit_exported(project->store, 0, on_exported, &exchange, error);
    if (ok && json)
        preference_file_format_json(&exchange, out);
    else if (ok)
        preference_file_format_markdown(&exchange, out);
    preference_file_finish(&exchange);
    return ok;
}

bool project_import_preferences(struct project *project, const char *data, size_t len, size_t *added, size_t *total,
                                struct error *error) {
    struct preference_file exchange = {0};
    bool ok = preference_file_parse(data, len, clock_now_ms(), &exchange, error) && project_need_change(project, error);
    if (ok)
        ok = project_note_change(project, store_import(project->store, exchange.items, exchange.count, added, error));
    *total = exchange.count;
    preference_file_finish(&exchange);
    return ok;
}

/* --- a hand in it --- */

bool project_add_preference(struct project *project, const char *genre, const char *text, int64_t *id,
                            struct error *error) {
    char *clean = NULL;
    if (!genre || !*genre)
        return error_set(error, ERROR_USAGE,
                         "a preference belongs to a genre: name one (docs, notes, email, paper, commit)");
    if (!preference_clean(text, &clean, error) || !project_need_change(project, error)) {
        free(clean);
        return false;
    }
    bool added = project_note_change(project, store_add_preference(project->store, genre, clean, id, error));
    free(clean);
    return added;
}

bool project_edit_preference(struct project *project, int64_t id, const char *text, struct error *error) {
    char *clean = NULL;
    struct store *store = preference_clean(text, &clean, error) ? project_find_store(project, id, error) : NULL;
    bool edited = store && project_note_layers(project, id, store_edit_preference(store, id, clean, error));
    free(clean);
    return edited;
}

bool project_pin_preference(struct project *project, int64_t id, bool pin, struct error *error) {
    struct store *store = project_find_store(project, id, error);
    return store && project_note_layers(project, id, store_pin_preference(store, id, pin, error));
}

bool project_mute_preference(struct project *project, int64_t id, bool mute, struct error *error) {
    struct store *store = project_find_store(project, id, error);
    return store && project_note_layers(project, id, store_mute_preference(store, id, mute, error));
}

bool project_forget_preference(struct project *project, int64_t id, struct error *error) {
    struct store *store = project_find_store(project, id, error);
    return store && project_note_layers(project, id, store_forget_preference(store, id, error));
}
