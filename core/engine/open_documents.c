/* Documents that are open in a project, and how saved edits become samples: at each save the changed passages are kept
 * as waiting; once one has been quiet for learn.quiet_s, or its document is closed, it is queued and counts as learned
 * from. */
#include "core/engine/engine_internal.h"

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/printable.h"
#include "core/config/genre.h"
#include "core/engine/following.h"
#include "core/text/diff.h"

#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 100, RETRY_MS = 5000 };

/* --- the list of a project: those that something waits of first, for they alone are looked through --- */

static void list_remove_document(struct open_document *opened) {
    struct project *project = opened->project;
    *(opened->previous ? &opened->previous->next : &project->documents) = opened->next;
    *(opened->next ? &opened->next->previous : &project->last_document) = opened->previous;
}

static void list_add_document(struct open_document *opened, bool waits) {
    struct project *project = opened->project;
    opened->waits = waits;
    opened->previous = waits ? NULL : project->last_document;
    opened->next = waits ? project->documents : NULL;
    *(opened->previous ? &opened->previous->next : &project->documents) = opened;
    *(opened->next ? &opened->next->previous : &project->last_document) = opened;
}

static void list_move(struct open_document *opened) {
    bool waits = opened->waiting.count > 0 || opened->unkept;
    if (waits == opened->waits)
        return;
    list_remove_document(opened);
    list_add_document(opened, waits);
}

/* --- opening --- */

static void check_following(struct open_document *opened) {
    struct error off;
    if (opened->foreign)
        return;
    opened->may_teach = following_check(opened->project, opened->path, document_get_format(opened->document), &off);
    free(opened->off);
    opened->off = opened->may_teach ? NULL : mem_copy_text(off.text);
}

void open_document_leave_alone(struct open_document *opened, const char *why) {
    opened->foreign = true;
    opened->may_teach = false;
    free(opened->off);
    opened->off = mem_copy_text(why);
}

void open_document_intend(struct open_document *opened, const char *path) {
    struct error why;
    if (!following_check(opened->project, path, document_get_format(opened->document), &why))
        open_document_leave_alone(opened, why.text);
}

void open_document_allow_secrets(struct open_document *opened) {
    opened->secrets_allowed = true;
}

const char *open_document_get_off(const struct open_document *opened) {
    return opened->off;
}

/* An untitled document that is saved: VS Code opens the new file empty and puts the text in before it closes the other
 * one. What was typed there counts as moved, not as pasted. */
static void share_untitled(struct engine *engine) {
    for (const struct project *project = engine->untitled ? engine->projects : NULL; project; project = project->next)
        for (const struct open_document *opened = project->documents; opened; opened = opened->next) {
            const struct text *text = document_get_text(opened->document);
            if (!opened->path)
                cut_buffer_add(&engine->moves, SIZE_MAX, text_get_data(text), text_get_len(text),
                               document_get_origins(opened->document));
        }
}

/* Shown on terminals and pages: no name steers them. */
static void find_relative(struct open_document *opened) {
    const char *path = opened->path, *root = opened->project->root;
    bool inside = path && root && path_is_inside(path, root) && strlen(path) > strlen(root);
    opened->relative = inside ? path + strlen(root) + 1 : path ? path : "";
    opened->printable = printable_copy(opened->relative, PRINTABLE_LINE);
    if (strcmp(opened->printable, opened->relative) != 0) {
        opened->relative = opened->printable;
        return;
    }
    free(opened->printable);
    opened->printable = NULL;
}

struct open_document *engine_open_document(struct project *project, const char *path, const char *language_id,
                                           const char *data, size_t len) {
    struct open_document *opened = mem_alloc(sizeof *opened);
    opened->project = project;
    opened->document = closed_documents_take(&project->engine->closed, path, language_id, data, len);
    if (!opened->document)
        opened->document = document_create(path, language_id, data, len);
    document_share_moves(opened->document, &project->engine->moves);
    project->engine->typist.rule = project->config->learn_typing == LEARN_TYPING_SIZE ? TYPING_BY_SIZE : TYPING_BY_KEYS;
    document_set_typist(opened->document, &project->engine->typist);
    document_begin_message(opened->document, clock_monotonic_ms());
    if (path && len == 0)
        share_untitled(project->engine);
    opened->path = document_get_path(opened->document);
    find_relative(opened);
    opened->genre =
        genre_find(project->config, document_get_format(opened->document), *opened->relative ? opened->relative : NULL);
    check_following(opened);
    opened->saved_revision = document_get_revision(opened->document);
    list_add_document(opened, false);
    project->engine->untitled += !path;
    return opened;
}

struct document *open_document_get_document(const struct open_document *opened) {
    return opened->document;
}

struct project *open_document_get_project(const struct open_document *opened) {
    return opened->project;
}

const char *open_document_get_genre(const struct open_document *opened) {
    return opened->genre;
}

/* --- samples --- */

/* A suggestion that was taken and then edited: the suggestion is the draft, the edit the demonstration. */
static const struct suggestion *find_edited_suggestion(const struct open_document *opened,
                                                       const struct harvest_sample *item) {
    const struct suggestion *suggestion = suggestions_find(&opened->project->engine->suggestions, item->suggestion);
    if (!suggestion || !*suggestion->before)
        return NULL;
    /* A sample may span more than what was rewritten; then the offer is not a draft of it. */
    return diff_ratio(suggestion->after, strlen(suggestion->after), item->text, strlen(item->text)) < 0.5 ? suggestion
                                                                                                          : NULL;
}

static struct store_sample make_sample(const struct open_document *opened, const struct harvest_sample *item,
                                       int64_t since_ms) {
    const struct suggestion *suggestion = find_edited_suggestion(opened, item);
    return (struct store_sample){
        .document = opened->relative,
        .genre = opened->genre,
        .format = document_get_format(opened->document),
        .state = SAMPLE_WAITING,
        .task_kind = suggestion ? TASK_REVISE : item->task_kind,
        .task = suggestion ? suggestion->before : item->old_text,
        .text = item->text,
        .first_draft = suggestion ? suggestion->after : NULL,
        .suggestion = item->suggestion,
        .changed_ms = since_ms,
    };
}

/* Since when each passage has stood as it is: what was waiting with the same text keeps its time. */
static int64_t *carry_since(const struct open_document *opened, const struct harvest *harvest, int64_t now_ms) {
    int64_t *since_ms = mem_alloc((harvest->count + 1) * sizeof *since_ms);
    for (size_t i = 0; i < harvest->count; i++) {
        since_ms[i] = now_ms;
        for (size_t j = 0; j < opened->waiting.count; j++)
            if (!strcmp(harvest->items[i].text, opened->waiting.items[j].text))
                since_ms[i] = opened->waiting_since_ms[j];
    }
    return since_ms;
}

static void set_waiting(struct open_document *opened, struct harvest *harvest, int64_t *since_ms) {
    harvest_finish(&opened->waiting);
    free(opened->waiting_since_ms);
    opened->waiting = *harvest;
    opened->waiting_since_ms = since_ms;
    list_move(opened);
}

bool project_take_over(struct project *project, struct error *error) {
    if (!store_queue_orphans(project->store, NULL, error))
        return false;
    while (project->left.count) {
        if (!store_queue_waiting(project->store, project->left.items[0], INT64_MAX, NULL, error))
            return false;
        list_remove(&project->left, 0);
    }
    return true;
}

static bool keep_waiting(struct open_document *opened, struct error *error) {
    struct project *project = opened->project;
    if (!opened->waiting.count && !project->store)
        return true; /* nothing to keep, and nothing kept before */
    if (!project_need_store(project, error) || !project_take_over(project, error))
        return false;
    struct store_sample *samples = mem_alloc((opened->waiting.count + 1) * sizeof *samples);
    for (size_t i = 0; i < opened->waiting.count; i++)
        samples[i] = make_sample(opened, &opened->waiting.items[i], opened->waiting_since_ms[i]);
    bool kept = store_set_waiting(project->store, opened->relative, samples, opened->waiting.count, error);
    free(samples);
    return kept;
}

/* What did not work is tried again: soon if another process was writing, else it is told and takes a while. Nothing is
 * lost meanwhile: the baseline stays. */
static void note_failure(struct project *project, const struct error *error) {
    if (error->kind != ERROR_BUSY)
        engine_tell(project->engine, error->text);
    project->retry_ms = error->kind == ERROR_BUSY ? BUSY_MS : RETRY_MS;
}

static void keep(struct open_document *opened) {
    struct error error = {0};
    opened->unkept = !keep_waiting(opened, &error);
    if (opened->unkept)
        note_failure(opened->project, &error);
    list_move(opened);
}

void engine_save_document(struct open_document *opened) {
    struct project *project = opened->project;
    opened->saved_revision = document_get_revision(opened->document);
    suggestions_keep_outcomes(&project->engine->suggestions, opened, false);
    /* Asked anew, for its name and the ignore files may be others by now. */
    check_following(opened);
    bool left_out = !opened->may_teach && opened->waiting.count > 0; /* what waits is taken back */
    if ((!opened->may_teach && !left_out) || !project->config->learn_enabled ||
        text_get_len(document_get_text(opened->document)) > LIMIT_HARVEST_BYTES)
        return;
    struct harvest harvest = {0};
    if (!left_out)
        harvest_find(opened->document, &harvest);
    set_waiting(opened, &harvest, carry_since(opened, &harvest, clock_now_ms()));
    keep(opened);
    project_arm_quiet(project);
}

/* --- quiet --- */

static int64_t quiet_ms(const struct project *project) {
    return (int64_t)(project->config->learn_quiet_s * 1000);
}

static bool is_as_saved(const struct open_document *opened) {
    return document_get_revision(opened->document) == opened->saved_revision;
}

void project_arm_quiet(struct project *project) {
    int64_t oldest_ms = INT64_MAX;
    for (const struct open_document *opened = project->documents; opened && opened->waits; opened = opened->next)
        for (size_t i = 0; is_as_saved(opened) && i < opened->waiting.count; i++)
            if (opened->waiting_since_ms[i] < oldest_ms)
                oldest_ms = opened->waiting_since_ms[i];
    if ((oldest_ms == INT64_MAX && !project->retry_ms) || !project->config->learn_enabled) {
        timer_stop(project->quiet);
        return;
    }
    int64_t delay_ms = project->retry_ms ? project->retry_ms : oldest_ms + quiet_ms(project) - clock_now_ms();
    timer_start(project->quiet, delay_ms > 0 ? delay_ms : 0);
}

/* After project_need_change: samples were queued. */
static void project_note_kept(struct project *project) {
    project_end_change(project);
    if (project->jobs && !project->closing)
        jobs_wake(project->jobs);
}

/* Queues what of a document has been quiet since before_ms. While there are unsaved changes nothing is: the spans of
 * the samples are those of the saved text, and the person is writing. The next save takes it up. */
static bool queue_quiet(struct open_document *opened, int64_t before_ms, struct error *error) {
    struct project *project = opened->project;
    if (!opened->waiting.count || !project->store || opened->unkept || !is_as_saved(opened))
        return true;
    if (!store_queue_waiting(project->store, opened->relative, before_ms, NULL, error))
        return false;
    struct harvest rest = {0};
    for (size_t i = 0; i < opened->waiting.count; i++)
        if (opened->waiting_since_ms[i] <= before_ms)
            harvest_advance(opened->document, &opened->waiting.items[i]);
    harvest_find(opened->document, &rest);
    set_waiting(opened, &rest, carry_since(opened, &rest, clock_now_ms()));
    return true;
}

static bool forget_waiting(struct open_document *opened, const char *text) {
    bool found = false;
    for (size_t i = 0; i < opened->waiting.count; i++)
        if (!strcmp(opened->waiting.items[i].text, text)) {
            harvest_advance(opened->document, &opened->waiting.items[i]);
            found = true;
        }
    return found;
}

void project_forget_waiting(struct project *project, const char *text) {
    for (struct open_document *opened = project->documents, *next; opened && opened->waits; opened = next) {
        struct harvest rest = {0};
        next = opened->next; /* it may lose its place */
        if (!is_as_saved(opened) || !forget_waiting(opened, text))
            continue;
        harvest_find(opened->document, &rest);
        set_waiting(opened, &rest, carry_since(opened, &rest, clock_now_ms()));
    }
}

static void queue_all(struct project *project, int64_t before_ms) {
    struct error error = {0};
    project->retry_ms = 0;
    if (project->store && !project_take_over(project, &error))
        note_failure(project, &error);
    for (struct open_document *opened = project->documents, *next; opened && opened->waits && !project->retry_ms;
         opened = next) {
        next = opened->next;
        if (opened->unkept)
            keep(opened);
        if (!queue_quiet(opened, before_ms, &error))
            note_failure(project, &error);
    }
    if (project->jobs && !project->closing)
        jobs_wake(project->jobs);
    project_arm_quiet(project);
}

void project_on_quiet(void *arg) {
    struct project *project = arg;
    queue_all(project, clock_now_ms() - quiet_ms(project));
}

void project_learn_now(struct project *project) {
    queue_all(project, INT64_MAX);
}

/* What was queued is learned from, wherever it stands in the text by now. */
static void advance_queued(struct open_document *opened) {
    struct harvest now = {0};
    harvest_find(opened->document, &now);
    for (size_t i = 0; i < now.count; i++)
        for (size_t j = 0; j < opened->waiting.count; j++)
            if (!strcmp(now.items[i].text, opened->waiting.items[j].text)) {
                harvest_advance(opened->document, &now.items[i]);
                break;
            }
    harvest_finish(&now);
}

/* There is no later for this document, so it waits if it must. */
static void queue_at_close(struct open_document *opened) {
    struct project *project = opened->project;
    struct error error = {0};
    if (!opened->waiting.count || !project_need_change(project, &error))
        return;
    if (opened->unkept)
        keep(opened);
    if (!store_queue_waiting(project->store, opened->relative, INT64_MAX, NULL, &error)) {
        note_failure(project, &error);
        list_add_new(&project->left, opened->relative);
    }
    if (!opened->unkept)
        advance_queued(opened);
    project_note_kept(project);
}

void engine_close_document(struct open_document *opened) {
    struct project *project = opened->project;
    suggestions_keep_outcomes(&project->engine->suggestions, opened, true);
    requests_cancel(&project->engine->requests, opened);
    hint_searches_cancel(&project->engine->searches, opened);
    queue_at_close(opened);
    list_remove_document(opened);
    project->engine->untitled -= !opened->path;
    harvest_finish(&opened->waiting);
    free(opened->waiting_since_ms);
    closed_documents_add(&project->engine->closed, opened->document);
    if (!project->engine->closing)
        timer_start(project->engine->let_go, CLOSED_DOCUMENTS_MS);
    free(opened->printable);
    free(opened->off);
    free(opened);
    project_arm_quiet(project);
    project_release_if_unused(project);
}

/* --- finished writing --- */

static size_t queue_finished(struct project *project, const struct open_document *opened, const struct harvest *harvest,
                             int64_t written_ms, bool dry, struct error *error) {
    size_t queued = harvest->count;
    if (dry || !queued)
        return queued;
    if (!project_need_change(project, error))
        return 0;
    struct store_sample *samples = mem_alloc(harvest->count * sizeof *samples);
    for (size_t i = 0; i < harvest->count; i++)
        samples[i] = make_sample(opened, &harvest->items[i], written_ms ? written_ms : clock_now_ms());
    if (!store_queue_samples(project->store, samples, harvest->count, &queued, error))
        queued = 0;
    project_note_kept(project);
    free(samples);
    return queued;
}

size_t project_learn_text(struct project *project, const char *path, const char *language_id, const char *data,
                          size_t len, int64_t written_ms, bool dry, struct error *error) {
    size_t queued = 0;
    struct harvest harvest = {0};
    struct error why;
    struct open_document *opened = engine_open_document(project, path, language_id, data, len);
    if (document_get_format(opened->document) == FORMAT_NONE) {
        error_set(error, ERROR_REFUSED, "%s is of no kind that prosed knows as prose; it is left alone",
                  path ? path : "the text");
    } else if (!following_check_named(project, path, &why)) {
        error_set(error, ERROR_REFUSED, "%s is left alone: %s", path ? path : "the text", why.text);
    } else if (len > LIMIT_HARVEST_BYTES) {
        error_set(error, ERROR_LIMIT, "%s is over %u MB; split it", path ? path : "the text",
                  LIMIT_HARVEST_BYTES >> 20);
    } else {
        harvest_find_finished(opened->document, &harvest);
        queued = queue_finished(project, opened, &harvest, written_ms, dry, error);
    }
    harvest_finish(&harvest);
    project->refs++; /* its last document may be this one */
    engine_close_document(opened);
    project->refs--;
    return queued;
}
