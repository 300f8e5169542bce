/* What was offered and what became of it, what the models cost, and how much there is of everything. */
#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/store/statement.h"
#include "core/store/tally.h"

#include <string.h>

static const char *const state_names[] = {
    [SUGGESTION_SHOWN] = "shown",   [SUGGESTION_ACCEPTED] = "accepted", [SUGGESTION_PARTLY] = "partly",
    [SUGGESTION_EDITED] = "edited", [SUGGESTION_REJECTED] = "rejected",
};

bool store_add_suggestion(struct store *store, const struct store_suggestion *suggestion, int64_t *id,
                          struct error *error) {
    bool ok = store_run(store, error,
                        "INSERT INTO suggestion (genre, kind, state, kept, at_ms, id) "
                        "VALUES (?1,?2,?3,CASE WHEN ?4 < 0 THEN NULL ELSE ?4 END,?5,nullif(?6, 0))",
                        "sssdii", suggestion->genre, suggestion->kind, state_names[suggestion->state], suggestion->kept,
                        clock_now_ms(), suggestion->id);
    *id = ok ? store_get_last_id(store) : 0;
    return ok;
}

bool store_set_suggestion(struct store *store, int64_t id, enum suggestion_state state, double kept,
                          struct error *error) {
    bool ok = store_run(store, error,
                        "UPDATE suggestion SET state = ?1, kept = CASE WHEN ?2 < 0 THEN kept ELSE ?2 END WHERE id = ?3",
                        "sdi", state_names[state], kept, id);
    if (ok && !store_count_changes(store))
        return error_set(error, ERROR_NOT_FOUND, "there is no suggestion %lld", (long long)id);
    return ok;
}

static enum suggestion_state find_state(const char *name) {
    for (size_t i = 0; i < sizeof state_names / sizeof *state_names; i++) {
        if (strcmp(state_names[i], name) == 0)
            return (enum suggestion_state)i;
    }
    return SUGGESTION_SHOWN;
}

bool store_visit_suggestions(struct store *store, int64_t id, store_suggestion_visit *visit, void *arg,
                             struct error *error) {
    struct rows rows;
    bool found = false;
    store_query(store, &rows,
                "SELECT id, genre, kind, state, coalesce(kept, -1), at_ms FROM suggestion "
                "WHERE ?1 = 0 OR id = ?1 ORDER BY id DESC",
                "i", id);
    while (rows_next(&rows)) {
        struct store_suggestion suggestion = {
            .id = rows_get_int(&rows, 0),
            .genre = rows_get_text(&rows, 1),
            .kind = rows_get_text(&rows, 2),
            .state = find_state(rows_get_text(&rows, 3)),
            .kept = rows_get_double(&rows, 4),
            .time_ms = rows_get_int(&rows, 5),
        };
        found = true;
        if (!visit(arg, &suggestion))
            break;
    }
    if (!rows_finish(&rows, error))
        return false;
    return !id || found || error_set(error, ERROR_NOT_FOUND, "there is no suggestion %lld", (long long)id);
}

bool store_visit_weeks(struct store *store, store_week_visit *visit, void *arg, struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT date(at_ms / 1000, 'unixepoch', 'localtime', 'weekday 0', '-6 days') AS monday,"
                " sum(state = 'shown'), sum(state = 'accepted'), sum(state = 'partly'), sum(state = 'edited'),"
                " sum(state = 'rejected'), count(kept), coalesce(avg(kept), 0)"
                " FROM suggestion GROUP BY monday ORDER BY monday DESC",
                "");
    while (rows_next(&rows)) {
        struct store_week week = {.monday = rows_get_text(&rows, 0)};
        for (int state = 0; state < SUGGESTION_STATES; state++)
            week.counts[state] = (size_t)rows_get_int(&rows, 1 + state);
        week.measured = (size_t)rows_get_int(&rows, 6);
        week.kept = rows_get_double(&rows, 7);
        if (!visit(arg, &week))
            break;
    }
    return rows_finish(&rows, error);
}

bool store_add_spend(struct store *store, const struct store_spend *spend, struct error *error) {
    char today[11];
    clock_format_day(clock_now_ms(), today);
    if (strcmp(spend->purpose, "learn") == 0 || strcmp(spend->purpose, "suggest") == 0)
        store_tell_tally(store, spend->prompt_tokens + spend->answer_tokens);
    return store_run(store, error,
                     "INSERT INTO spend VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET calls = calls + ?4,"
                     " prompt_tokens = prompt_tokens + ?5, answer_tokens = answer_tokens + ?6",
                     "sssiii", spend->day ? spend->day : today, spend->model, spend->purpose, spend->calls,
                     spend->prompt_tokens, spend->answer_tokens);
}

bool store_visit_spend(struct store *store, const char *day, void (*visit)(void *arg, const struct store_spend *spend),
                       void *arg, struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT day, model, purpose, calls, prompt_tokens, answer_tokens FROM spend "
                "WHERE ?1 IS NULL OR day = ?1 ORDER BY day DESC, model, purpose",
                "s", day);
    while (rows_next(&rows)) {
        struct store_spend spend = {
            .day = rows_get_text(&rows, 0),
            .model = rows_get_text(&rows, 1),
            .purpose = rows_get_text(&rows, 2),
            .calls = rows_get_int(&rows, 3),
            .prompt_tokens = rows_get_int(&rows, 4),
            .answer_tokens = rows_get_int(&rows, 5),
        };
        visit(arg, &spend);
    }
    return rows_finish(&rows, error);
}

void store_tell_tally(struct store *store, int64_t tokens) {
    struct error error = {0};
    if (tokens > 0 && store_get_tally(store) && !tally_add(store_get_tally(store), tokens, &error))
        log_write(LOG_WARNING, "%s; learn.daily_tokens counts each project for itself meanwhile", error.text);
}

bool store_count_learning_tokens(struct store *store, int64_t *tokens, struct error *error) {
    char day[11];
    int64_t of_all = 0;
    clock_format_day(clock_now_ms(), day);
    bool ok = store_query_int(store, tokens, NULL, error,
                              "SELECT coalesce(sum(prompt_tokens + answer_tokens), 0) FROM spend "
                              "WHERE day = ? AND purpose IN ('learn', 'suggest')",
                              "s", day);
    if (ok && store_get_tally(store) && tally_count(store_get_tally(store), &of_all, NULL) && of_all > *tokens)
        *tokens = of_all;
    return ok;
}

static bool count_samples(struct store *store, struct store_counts *counts, struct error *error) {
    struct rows rows;
    int64_t learning = 0;
    if (!store_query_int(store, &learning, NULL, error,
                         "SELECT count(*) FROM job j JOIN sample s ON s.id = j.sample "
                         "WHERE j.done_ms IS NULL AND j.input IS NOT NULL AND s.state = 'queued'",
                         ""))
        return false;
    store_query(store, &rows, "SELECT state, count(*) FROM sample GROUP BY state", "");
    while (rows_next(&rows)) {
        for (int i = 0; i < SAMPLE_STATES; i++) {
            if (strcmp(sample_state_name((enum sample_state)i), rows_get_text(&rows, 0)) == 0)
                counts->samples[i] = (size_t)rows_get_int(&rows, 1);
        }
    }
    counts->samples[SAMPLE_QUEUED] -= (size_t)learning;
    counts->samples[SAMPLE_LEARNING] = (size_t)learning;
    return rows_finish(&rows, error);
}

bool store_count(struct store *store, struct store_counts *counts, struct error *error) {
    memset(counts, 0, sizeof *counts);
    if (!count_samples(store, counts, error))
        return false;
    struct rows rows;
    store_query(store, &rows,
                "SELECT count(*), coalesce(sum(pinned), 0), coalesce(sum(muted), 0),"
                " (SELECT count(*) FROM suggestion) FROM preference",
                "");
    if (rows_next(&rows)) {
        counts->preferences = (size_t)rows_get_int(&rows, 0);
        counts->pinned = (size_t)rows_get_int(&rows, 1);
        counts->muted = (size_t)rows_get_int(&rows, 2);
        counts->suggestions = (size_t)rows_get_int(&rows, 3);
    }
    return rows_finish(&rows, error);
}

bool store_count_queue(struct store *store, size_t *waiting, size_t *queued, struct error *error) {
    struct rows rows;
    *waiting = *queued = 0;
    store_query(store, &rows,
                "SELECT (SELECT count(*) FROM sample WHERE state = 'waiting'),"
                " (SELECT count(*) FROM sample WHERE state = 'queued')",
                "");
    if (rows_next(&rows)) {
        *waiting = (size_t)rows_get_int(&rows, 0);
        *queued = (size_t)rows_get_int(&rows, 1);
    }
    return rows_finish(&rows, error);
}
