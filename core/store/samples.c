/* Samples: from waiting to queued to learned. The passages that wait in a document are replaced as a whole each time it
 * is saved; those that are the same as before keep their row, and so the time since when they are quiet. */
#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/store/statement.h"
#include "core/text/format.h"

#include <stdlib.h>
#include <string.h>

#define SILENT_MS 3600000

static const char *const state_names[SAMPLE_STATES] = {
    [SAMPLE_WAITING] = "waiting", [SAMPLE_QUEUED] = "queued", [SAMPLE_LEARNING] = "learning",
    [SAMPLE_LEARNED] = "learned", [SAMPLE_FAILED] = "failed",
};
static const char *const kind_names[] = {[TASK_NOTES] = "notes", [TASK_REVISE] = "revise"};

const char *sample_state_name(enum sample_state state) {
    return state_names[state];
}

static int find_name(const char *const *names, int count, const char *name) {
    for (int i = 0; i < count; i++) {
        if (name && strcmp(names[i], name) == 0)
            return i;
    }
    return 0;
}

void rows_get_sample(const struct rows *rows, struct store_sample *sample) {
    *sample = (struct store_sample){
        .id = rows_get_int(rows, 0),
        .document = rows_get_text(rows, 1),
        .genre = rows_get_text(rows, 2),
        .format = format_find_name(rows_get_text(rows, 3)),
        .state = (enum sample_state)find_name(state_names, SAMPLE_STATES, rows_get_text(rows, 4)),
        .task_kind = (enum task_kind)find_name(kind_names, 2, rows_get_text(rows, 5)),
        .task = rows_get_text(rows, 6),
        .text = rows_get_text(rows, 7),
        .first_draft = rows_get_text(rows, 8),
        .suggestion = rows_get_int(rows, 9),
        .changed_ms = rows_get_int(rows, 10),
        .created_ms = rows_get_int(rows, 11),
        .learned_ms = rows_get_int(rows, 12),
        .model = rows_get_text(rows, 13),
        .error = rows_get_text(rows, 14),
    };
}

static bool insert(struct store *store, const char *document, const char *state, const struct store_sample *sample,
                   struct error *error) {
    int64_t now_ms = clock_now_ms();
    return store_run(store, error,
                     "INSERT INTO sample (document, genre, format, state, task_kind, task, text, text_hash,"
                     " first_draft, suggestion, changed_ms, created_ms, owner) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                     "sssssssisiiis", document, sample->genre, format_get(sample->format)->name, state,
                     kind_names[sample->task_kind], sample->task, sample->text, (int64_t)store_hash(sample->text),
                     sample->first_draft, sample->suggestion, sample->changed_ms ? sample->changed_ms : now_ms, now_ms,
                     store_get_owner(store));
}

/* A text teaches once. waiting: also one that only waits so far. */
static bool find_known(struct store *store, const struct store_sample *sample, bool waiting, bool *known,
                       struct error *error) {
    int64_t id;
    return store_query_int(store, &id, known, error,
                           "SELECT id FROM sample WHERE genre = ? AND text_hash = ? AND text = ?"
                           " AND (? OR state <> 'waiting')",
                           "sisi", sample->genre, (int64_t)store_hash(sample->text), sample->text, (int64_t)waiting);
}

static bool is_same(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Which of the waiting rows stay (found[i] set) and which go (their ids). */
static bool match_waiting(struct store *store, const char *document, const struct store_sample *samples, size_t count,
                          bool *found, int64_t **gone, size_t *gone_count, struct error *error) {
    struct rows rows;
    size_t capacity = 0;
    store_query(store, &rows,
                "SELECT " SAMPLE_COLUMNS "FROM sample s WHERE s.state = 'waiting' AND s.document = ? AND s.owner = ? "
                "ORDER BY s.id",
                "ss", document, store_get_owner(store));
    while (rows_next(&rows)) {
        struct store_sample old;
        rows_get_sample(&rows, &old);
        size_t i = 0;
        while (i < count &&
               (found[i] || !is_same(old.text, samples[i].text) || !is_same(old.task, samples[i].task) ||
                !is_same(old.genre, samples[i].genre) || !is_same(old.first_draft, samples[i].first_draft)))
            i++;
        if (i < count) {
            found[i] = true;
            continue;
        }
        MEM_RESERVE(*gone, *gone_count, capacity);
        (*gone)[(*gone_count)++] = old.id;
    }
    return rows_finish(&rows, error);
}

bool store_set_waiting(struct store *store, const char *document, const struct store_sample *samples, size_t count,
                       struct error *error) {
    if (!store_begin(store, error))
        return false;
    bool *found = mem_alloc(count * sizeof *found);
    int64_t *gone = NULL;
    size_t gone_count = 0;
    bool ok = match_waiting(store, document, samples, count, found, &gone, &gone_count, error);
    for (size_t i = 0; ok && i < gone_count; i++)
        ok = store_run(store, error, "DELETE FROM sample WHERE id = ?", "i", gone[i]);
    for (size_t i = 0; ok && i < count; i++)
        ok = found[i] || (find_known(store, &samples[i], false, &found[i], error) &&
                          (found[i] || insert(store, document, "waiting", &samples[i], error)));
    free(found);
    free(gone);
    ok = store_end(store, ok, error);
    if (ok && count == 0 && gone_count > 0)
        store_flush_deleted(store); /* taken back: a file that is ignored by now, or text that was deleted */
    return ok;
}

bool store_queue_waiting(struct store *store, const char *document, int64_t before_ms, size_t *queued,
                         struct error *error) {
    bool ok = store_run(store, error,
                        "UPDATE sample SET state = 'queued' WHERE state = 'waiting' AND owner = ?1 "
                        "AND (?2 IS NULL OR document = ?2) AND changed_ms <= ?3",
                        "ssi", store_get_owner(store), document, before_ms);
    if (queued)
        *queued = ok ? store_count_changes(store) : 0;
    return ok;
}

/* Owners of waiting samples that are gone: by being dead, or silent on another host; or an earlier one of this process,
 * which has one store open at a time. */
static bool find_gone(struct store *store, struct list *gone, struct error *error) {
    struct rows rows;
    const char *own = store_get_owner(store);
    size_t process = (size_t)(strrchr(own, ' ') - own);
    store_query(store, &rows,
                "SELECT coalesce(owner, ''), max(changed_ms) FROM sample WHERE state = 'waiting' AND owner IS NOT ? "
                "GROUP BY owner",
                "s", own);
    while (rows_next(&rows)) {
        const char *owner = rows_get_text(&rows, 0);
        bool silent = rows_get_int(&rows, 1) < clock_now_ms() - SILENT_MS;
        if (!*owner || silent || store_lease_owner_is_dead(owner) || strncmp(owner, own, process + 1) == 0)
            list_add(gone, owner);
    }
    return rows_finish(&rows, error);
}

bool store_queue_orphans(struct store *store, size_t *queued, struct error *error) {
    struct list gone = {0};
    size_t count = 0;
    bool ok = find_gone(store, &gone, error);
    for (size_t i = 0; ok && i < gone.count; i++) {
        ok = store_run(store, error,
                       "UPDATE sample SET state = 'queued' WHERE state = 'waiting' AND coalesce(owner, '') = ?", "s",
                       gone.items[i]);
        count += ok ? store_count_changes(store) : 0;
    }
    list_finish(&gone);
    if (queued)
        *queued = count;
    return ok;
}

bool store_find_oldest_waiting(struct store *store, int64_t *changed_ms, struct error *error) {
    bool found = false;
    if (error)
        *error = (struct error){0};
    return store_query_int(store, changed_ms, &found, error,
                           "SELECT changed_ms FROM sample WHERE state = 'waiting' ORDER BY changed_ms LIMIT 1", "") &&
           found;
}

bool store_queue_samples(struct store *store, const struct store_sample *samples, size_t count, size_t *queued,
                         struct error *error) {
    if (!store_begin(store, error))
        return false;
    bool ok = true;
    size_t inserted = 0;
    for (size_t i = 0; ok && i < count; i++) {
        bool known = false;
        ok = find_known(store, &samples[i], true, &known, error);
        if (!ok || known)
            continue;
        ok = insert(store, samples[i].document ? samples[i].document : "", "queued", &samples[i], error);
        inserted++;
    }
    ok = store_end(store, ok, error);
    if (queued)
        *queued = ok ? inserted : 0;
    return ok;
}

bool store_queue_failed(struct store *store, size_t *queued, struct error *error) {
    bool ok = store_run(store, error, "UPDATE sample SET state = 'queued', error = NULL WHERE state = 'failed'", "");
    if (queued)
        *queued = ok ? store_count_changes(store) : 0;
    return ok;
}

static bool visit_all(struct rows *rows, store_sample_visit *visit, void *arg, size_t *count, struct error *error) {
    for (*count = 0; rows_next(rows); ++*count) {
        struct store_sample sample;
        rows_get_sample(rows, &sample);
        if (!visit(arg, &sample))
            break;
    }
    return rows_finish(rows, error);
}

bool store_visit_samples(struct store *store, int64_t id, store_sample_visit *visit, void *arg, struct error *error) {
    struct rows rows;
    size_t count;
    if (!id) {
        store_query(store, &rows, "SELECT " SAMPLE_COLUMNS "FROM sample s ORDER BY s.id DESC", "");
        return visit_all(&rows, visit, arg, &count, error);
    }
    bool found = false;
    int64_t same_id;
    if (!store_query_int(store, &same_id, &found, error, "SELECT id FROM sample WHERE id = ?", "i", id))
        return false;
    if (!found)
        return error_set(error, ERROR_NOT_FOUND, "there is no sample %lld; list them to see what there is",
                         (long long)id);
    store_query(store, &rows, "SELECT " SAMPLE_COLUMNS "FROM sample s WHERE s.id = ?", "i", id);
    return visit_all(&rows, visit, arg, &count, error);
}

bool store_visit_related(struct store *store, const char *genre, size_t count, store_sample_visit *visit, void *arg,
                         struct error *error) {
    struct rows rows;
    size_t visited;
    store_query(store, &rows,
                "SELECT " SAMPLE_COLUMNS "FROM sample s WHERE s.genre = ? AND s.state = 'learned' "
                "ORDER BY s.learned_order DESC LIMIT ?",
                "si", genre, (int64_t)count);
    return visit_all(&rows, visit, arg, &visited, error);
}

bool store_visit_choices(struct store *store, const char *genre, size_t count, store_choices_visit *visit, void *arg,
                         struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT id, document, choices FROM sample WHERE genre = ? AND state = 'learned' "
                "ORDER BY learned_order DESC LIMIT ?",
                "si", genre, (int64_t)count);
    while (rows_next(&rows))
        visit(arg, rows_get_int(&rows, 0), rows_get_text(&rows, 1), rows_get_text(&rows, 2));
    return rows_finish(&rows, error);
}

bool store_set_choices(struct store *store, int64_t sample, const char *choices, struct error *error) {
    return store_run(store, error, "UPDATE sample SET choices = ? WHERE id = ?", "si", choices, sample);
}

bool store_load_sample_preferences(struct store *store, int64_t sample, struct list *out, struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT p.text FROM sample_preference sp JOIN preference p ON p.id = sp.preference "
                "WHERE sp.sample = ? ORDER BY sp.position",
                "i", sample);
    while (rows_next(&rows))
        list_add(out, rows_get_text(&rows, 0));
    return rows_finish(&rows, error);
}

/* Verdicts on the sample in transcripts of others quote it. */
static bool drop_quotes(struct store *store, int64_t sample, struct error *error) {
    char *key = mem_format("verify/*/%lld", (long long)sample), *again = mem_format("%s/again", key);
    bool ok = store_run(store, error, "DELETE FROM answer WHERE key GLOB ? OR key GLOB ?", "ss", key, again);
    free(key);
    free(again);
    return ok;
}

bool store_forget_sample(struct store *store, int64_t id, struct error *error) {
    if (!store_begin(store, error))
        return false;
    struct rows rows;
    char *genre = NULL;
    store_query(store, &rows, "SELECT genre FROM sample WHERE id = ?", "i", id);
    if (rows_next(&rows))
        genre = mem_copy_text(rows_get_text(&rows, 0));
    bool ok = rows_finish(&rows, error);
    if (ok && !genre)
        ok =
            error_set(error, ERROR_NOT_FOUND, "there is no sample %lld; list them to see what there is", (long long)id);
    ok = ok && store_restart_jobs(store, genre, error) && drop_quotes(store, id, error) &&
         store_run(store, error, "DELETE FROM sample WHERE id = ?", "i", id) &&
         store_drop_unheld(store, genre, error) &&
         store_run(store, error, "DELETE FROM coalesced WHERE genre = ?", "s", genre);
    free(genre);
    ok = store_end(store, ok, error);
    if (ok)
        store_flush_deleted(store);
    return ok;
}
