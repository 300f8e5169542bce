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

static cJSON *evidence_format(const struct preference_evidence *evidence) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddNumberToObject(value, "sample", (double)evidence->sample);
    cJSON_AddNumberToObject(value, "score", evidence->score);
    engine_add_text(value, "path", evidence->path);
    engine_add_text(value, "excerpt", evidence->excerpt);
    cJSON_AddNumberToObject(value, "time", (double)evidence->time_ms);
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
    return done && feedback_format_page(project, out, error) && spend_format_page(project, out, error);
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
    if (!preference_clean(text, &clean, error) || !project_need_change(project, error)) {
        free(clean);
        return false;
    }
    bool edited = project_note_change(project, store_edit_preference(project->store, id, clean, error));
    free(clean);
    return edited;
}

bool project_pin_preference(struct project *project, int64_t id, bool pin, struct error *error) {
    return project_need_change(project, error) &&
           project_note_change(project, store_pin_preference(project->store, id, pin, error));
}

bool project_mute_preference(struct project *project, int64_t id, bool mute, struct error *error) {
    return project_need_change(project, error) &&
           project_note_change(project, store_mute_preference(project->store, id, mute, error));
}

bool project_forget_preference(struct project *project, int64_t id, struct error *error) {
    return project_need_change(project, error) &&
           project_note_change(project, store_forget_preference(project->store, id, error));
}
