/* Jobs, their leases and their journals. One job at a time in a store: the lease names the process that works on it,
 * ends by itself, and ends at once when that process is gone. Every write of a job is refused once it lost its lease,
 * so two processes never learn the same sample, not even when one of them was asleep. */
#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/store/statement.h"

#include <stdlib.h>
#include <string.h>

#define MERGES_KEPT 4

void store_job_finish(struct store_job *job) {
    free(job->genre);
    free(job->input);
    free(job->error);
    memset(job, 0, sizeof *job);
}

/* --- leases --- */

/* The first job that is not done and can be worked on: begun ones come before new samples. */
static bool find_open(struct store *store, struct store_job *job, const char *owner, bool *elsewhere,
                      struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT j.id, j.kind, j.sample, j.genre, j.input, j.attempts, j.not_before_ms, j.error, j.lease_owner,"
                " j.lease_until_ms FROM job j LEFT JOIN sample s ON s.id = j.sample "
                "WHERE j.done_ms IS NULL AND (j.sample IS NULL OR s.state = 'queued') "
                "ORDER BY j.lease_owner IS NULL, j.id",
                "");
    while (!*elsewhere && rows_next(&rows)) {
        const char *holder = rows_get_text(&rows, 8);
        if (holder && strcmp(holder, owner) != 0 && rows_get_int(&rows, 9) > clock_now_ms() &&
            !store_lease_owner_is_dead(holder))
            *elsewhere = true;
        else if (!job->id)
            *job = (struct store_job){
                .id = rows_get_int(&rows, 0),
                .kind = strcmp(rows_get_text(&rows, 1), "learn") == 0 ? JOB_LEARN : JOB_COALESCE,
                .sample = rows_get_int(&rows, 2),
                .genre = mem_copy_text(rows_get_text(&rows, 3)),
                .input = mem_copy_text(rows_get_text(&rows, 4)),
                .attempts = (int)rows_get_int(&rows, 5),
                .not_before_ms = rows_get_int(&rows, 6),
                .error = mem_copy_text(rows_get_text(&rows, 7)),
            };
    }
    if (*elsewhere)
        store_job_finish(job);
    return rows_finish(&rows, error);
}

static bool add_learn_job(struct store *store, struct store_job *job, struct error *error) {
    struct rows rows;
    store_query(store, &rows, "SELECT id, genre FROM sample WHERE state = 'queued' ORDER BY id LIMIT 1", "");
    if (rows_next(&rows)) {
        job->sample = rows_get_int(&rows, 0);
        job->genre = mem_copy_text(rows_get_text(&rows, 1));
    }
    if (!rows_finish(&rows, error) || !job->sample)
        return !job->sample;
    if (!store_run(store, error, "INSERT INTO job (kind, sample, genre) VALUES ('learn', ?, ?)", "is", job->sample,
                   job->genre))
        return false;
    job->id = store_get_last_id(store);
    return true;
}

bool store_lease_job(struct store *store, const char *owner, int64_t lease_until_ms, struct store_job *job,
                     bool *elsewhere, struct error *error) {
    *elsewhere = false;
    memset(job, 0, sizeof *job);
    if (!store_begin(store, error))
        return false;
    bool ok = find_open(store, job, owner, elsewhere, error);
    if (ok && !job->id && !*elsewhere)
        ok = add_learn_job(store, job, error);
    if (ok && job->id)
        ok = store_run(store, error, "UPDATE job SET lease_owner = ?, lease_until_ms = ? WHERE id = ?", "sii", owner,
                       lease_until_ms, job->id);
    ok = store_end(store, ok, error);
    if (!ok)
        store_job_finish(job);
    return ok;
}

static bool set_stale(struct error *error, int64_t job) {
    return error_set(error, ERROR_STALE, "job %lld is not ours any more", (long long)job);
}

bool store_renew_lease(struct store *store, int64_t job, const char *owner, int64_t lease_until_ms,
                       struct error *error) {
    return store_run(store, error,
                     "UPDATE job SET lease_until_ms = ? WHERE id = ? AND lease_owner = ? AND done_ms IS NULL", "iis",
                     lease_until_ms, job, owner) &&
           (store_count_changes(store) || set_stale(error, job));
}

bool store_release_lease(struct store *store, int64_t job, const char *owner, struct error *error) {
    return store_run(store, error,
                     "UPDATE job SET lease_owner = NULL, lease_until_ms = 0 WHERE id = ? AND lease_owner = ?", "is",
                     job, owner);
}

/* Inside a transaction: no write without the lease. */
static bool check_lease(struct store *store, int64_t job, const char *owner, struct error *error) {
    bool found = false;
    int64_t id;
    return store_query_int(store, &id, &found, error,
                           "SELECT id FROM job WHERE id = ? AND lease_owner = ? AND done_ms IS NULL", "is", job,
                           owner) &&
           (found || set_stale(error, job));
}

/* --- the course of a job --- */

bool store_add_coalesce_job(struct store *store, const char *genre, const char *hash, const char *input,
                            struct error *error) {
    if (!store_begin(store, error))
        return false;
    bool ok =
        store_run(store, error,
                  "INSERT INTO job (kind, genre, input) SELECT 'coalesce', ?1, ?3 WHERE NOT EXISTS (SELECT 1 FROM"
                  " coalesced WHERE genre = ?1 AND hash = ?2) ON CONFLICT (genre) WHERE kind = 'coalesce' DO UPDATE"
                  " SET input = ?3, attempts = 0 WHERE input <> ?3 AND lease_until_ms < ?4",
                  "sssi", genre, hash, input, clock_now_ms());
    if (ok && store_count_changes(store))
        ok = store_run(store, error,
                       "DELETE FROM answer WHERE job IN (SELECT id FROM job WHERE kind = 'coalesce' AND genre = ?)",
                       "s", genre);
    return store_end(store, ok, error);
}

bool store_set_job_input(struct store *store, int64_t job, const char *input, struct error *error) {
    return store_run(store, error, "UPDATE job SET input = ? WHERE id = ?", "si", input, job) &&
           (store_count_changes(store) || set_stale(error, job));
}

bool store_set_job_failed_once(struct store *store, int64_t job, const char *why, int64_t not_before_ms,
                               struct error *error) {
    return store_run(store, error, "UPDATE job SET attempts = attempts + 1, error = ?, not_before_ms = ? WHERE id = ?",
                     "sii", why, not_before_ms, job);
}

bool store_give_up_job(struct store *store, int64_t job, const char *why, struct error *error) {
    if (!store_begin(store, error))
        return false;
    bool ok =
        store_run(store, error,
                  "UPDATE sample SET state = 'failed', error = ? WHERE id = (SELECT sample FROM job WHERE id = ?)",
                  "si", why, job) &&
        store_run(store, error, "DELETE FROM job WHERE id = ? AND kind = 'coalesce'", "i", job) &&
        store_run(store, error,
                  "UPDATE job SET attempts = 0, not_before_ms = 0, error = NULL, lease_owner = NULL WHERE id = ?", "i",
                  job);
    return store_end(store, ok, error);
}

bool store_retry_job(struct store *store, int64_t job, const char *owner, const char *why, int most,
                     struct error *error) {
    if (!store_begin(store, error))
        return false;
    bool ok = check_lease(store, job, owner, error) &&
              store_run(store, error, "DELETE FROM answer WHERE job = ?", "i", job) &&
              store_run(store, error, "UPDATE job SET attempts = attempts + 1, input = NULL, error = ? WHERE id = ?",
                        "si", why, job) &&
              store_run(store, error,
                        "UPDATE sample SET state = 'failed', error = ? WHERE id = (SELECT sample FROM job WHERE id = ?"
                        " AND attempts >= ?)",
                        "sii", why, job, (int64_t)most) &&
              store_run(store, error, "UPDATE job SET attempts = 0, lease_owner = NULL WHERE id = ? AND attempts >= ?",
                        "ii", job, (int64_t)most);
    return store_end(store, ok, error);
}

bool store_restart_jobs(struct store *store, const char *genre, struct error *error) {
    return store_run(store, error, "DELETE FROM job WHERE genre = ? AND done_ms IS NULL", "s", genre);
}

/* --- the journal --- */

bool store_add_answers(struct store *store, int64_t job, const char *owner, const struct store_answer *answers,
                       size_t count, struct error *error) {
    if (!store_begin(store, error))
        return false;
    bool ok = check_lease(store, job, owner, error);
    int64_t now_ms = clock_now_ms();
    char day[11];
    clock_format_day(now_ms, day);
    int64_t tokens = 0;
    for (size_t i = 0; ok && i < count; i++) {
        const struct store_answer *a = &answers[i];
        tokens += a->prompt_tokens + a->answer_tokens;
        ok = store_run(store, error,
                       "INSERT INTO answer (job, key, op, question, answer, cut_off, model, prompt_tokens,"
                       " answer_tokens, at_ms) VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                       "issssisiii", job, a->key, a->op, a->question, a->answer, (int64_t)a->cut_off, a->model,
                       a->prompt_tokens, a->answer_tokens, now_ms) &&
             store_run(store, error,
                       "INSERT INTO spend VALUES (?1, ?2, 'learn', 1, ?3, ?4) ON CONFLICT DO UPDATE SET "
                       "calls = calls + 1, prompt_tokens = prompt_tokens + ?3, answer_tokens = answer_tokens + ?4",
                       "ssii", day, a->model, a->prompt_tokens, a->answer_tokens);
    }
    ok = store_end(store, ok, error);
    if (ok)
        store_tell_tally(store, tokens);
    return ok;
}

static bool visit_answers(struct rows *rows, store_answer_visit *visit, void *arg, struct error *error) {
    while (rows_next(rows)) {
        struct store_answer answer = {
            .key = rows_get_text(rows, 0),
            .op = rows_get_text(rows, 1),
            .question = rows_get_text(rows, 2),
            .answer = rows_get_text(rows, 3),
            .cut_off = rows_get_int(rows, 4) != 0,
            .model = rows_get_text(rows, 5),
            .prompt_tokens = rows_get_int(rows, 6),
            .answer_tokens = rows_get_int(rows, 7),
        };
        if (!visit(arg, &answer, rows_get_int(rows, 8)))
            break;
    }
    return rows_finish(rows, error);
}

#define ANSWER_COLUMNS                                                                                                 \
    "a.key, a.op, a.question, a.answer, a.cut_off, a.model, a.prompt_tokens, a.answer_tokens, a.at_ms"

bool store_visit_answers(struct store *store, int64_t job, store_answer_visit *visit, void *arg, struct error *error) {
    struct rows rows;
    store_query(store, &rows, "SELECT " ANSWER_COLUMNS " FROM answer a WHERE a.job = ? ORDER BY a.id", "i", job);
    return visit_answers(&rows, visit, arg, error);
}

bool store_visit_transcript(struct store *store, int64_t sample, store_answer_visit *visit, void *arg,
                            struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT " ANSWER_COLUMNS " FROM job j JOIN answer a ON a.job = j.id WHERE j.sample = ? ORDER BY a.id",
                "i", sample);
    return visit_answers(&rows, visit, arg, error);
}

bool store_visit_scores(struct store *store, int64_t sample, void (*visit)(void *arg, const struct store_score *score),
                        void *arg, struct error *error) {
    struct rows rows;
    store_query(store, &rows, "SELECT folded, score FROM score WHERE sample = ?", "i", sample);
    while (rows_next(&rows)) {
        struct store_score score = {
            .preference = rows_get_text(&rows, 0), .sample = sample, .score = (int)rows_get_int(&rows, 1)};
        visit(arg, &score);
    }
    return rows_finish(&rows, error);
}

/* --- the end of a job --- */

static bool store_preference(struct store *store, int64_t sample, size_t position, const char *genre, const char *text,
                             const char *model, struct error *error) {
    char *folded = text_fold(text);
    bool ok = store_run(store, error,
                        "INSERT INTO preference (genre, text, folded, source, model, created_ms) "
                        "VALUES (?,?,?,'learned',?,?) ON CONFLICT (genre, folded) DO NOTHING",
                        "ssssi", genre, text, folded, model, clock_now_ms()) &&
              store_run(store, error,
                        "INSERT INTO sample_preference SELECT ?, ?, id FROM preference "
                        "WHERE genre = ? AND folded = ? AND NOT muted",
                        "iiss", sample, (int64_t)position, genre, folded);
    free(folded);
    return ok;
}

static bool remember_score(struct store *store, const struct store_score *score, struct error *error) {
    char *folded = text_fold(score->preference);
    bool ok = store_run(store, error,
                        "INSERT INTO score SELECT id, ?, genre, ? FROM sample WHERE id = ? ON CONFLICT DO NOTHING",
                        "sii", folded, (int64_t)score->score, score->sample);
    free(folded);
    return ok;
}

static bool end_learn_job(struct store *store, int64_t job, struct error *error) {
    return store_run(store, error,
                     "UPDATE job SET done_ms = ?, input = NULL, lease_owner = NULL, error = NULL WHERE id = ?", "ii",
                     clock_now_ms(), job) &&
           store_run(store, error,
                     "DELETE FROM job WHERE id IN (SELECT id FROM job WHERE done_ms IS NOT NULL "
                     "ORDER BY done_ms DESC, id DESC LIMIT -1 OFFSET ?)",
                     "i", (int64_t)STORE_TRANSCRIPTS);
}

bool store_finish_learning(struct store *store, int64_t job, const char *owner, const char *task, const char *model,
                           const struct list *preferences, const struct store_score *scores, size_t score_count,
                           struct error *error) {
    if (!store_begin(store, error))
        return false;
    struct rows rows;
    int64_t sample = 0;
    char *genre = NULL;
    bool ok = check_lease(store, job, owner, error);
    store_query(store, &rows, "SELECT sample, genre FROM job WHERE id = ?", "i", job);
    if (rows_next(&rows)) {
        sample = rows_get_int(&rows, 0);
        genre = mem_copy_text(rows_get_text(&rows, 1));
    }
    ok = rows_finish(&rows, ok ? error : NULL) && ok;
    ok = ok && store_run(store, error,
                         "UPDATE sample SET state = 'learned', task = ?, model = ?, learned_ms = ?, error = NULL,"
                         " learned_order = (SELECT coalesce(max(learned_order), 0) + 1 FROM sample) WHERE id = ?",
                         "ssii", task, model, clock_now_ms(), sample);
    for (size_t i = 0; ok && i < preferences->count; i++)
        ok = store_preference(store, sample, i, genre, preferences->items[i], model, error);
    for (size_t i = 0; ok && i < score_count; i++)
        ok = remember_score(store, &scores[i], error);
    ok = ok && end_learn_job(store, job, error);
    free(genre);
    return store_end(store, ok, error);
}

bool store_finish_coalesce(struct store *store, int64_t job, const char *owner, const char *hash, const char *text,
                           struct error *error) {
    /* Old merges of the genre go: the unions that they are of do not come back. A few stay, for processes whose
     * settings differ would else merge against each other for ever. */
    if (!store_begin(store, error))
        return false;
    bool ok =
        check_lease(store, job, owner, error) &&
        store_run(store, error,
                  "DELETE FROM coalesced WHERE (genre, hash) IN (SELECT c.genre, c.hash FROM coalesced c JOIN job j"
                  " ON j.genre = c.genre WHERE j.id = ? ORDER BY c.at_ms DESC LIMIT -1 OFFSET ?)",
                  "ii", job, (int64_t)MERGES_KEPT - 1) &&
        store_run(store, error, "INSERT OR REPLACE INTO coalesced SELECT genre, ?, ?, ? FROM job WHERE id = ?", "ssii",
                  hash, text, clock_now_ms(), job) &&
        store_run(store, error, "DELETE FROM job WHERE id = ?", "i", job);
    return store_end(store, ok, error);
}
