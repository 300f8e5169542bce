/* Preferences: one row for each wording in a genre (letter case and white space aside), however many samples it is
 * stored with. Scores are kept by sample and wording, and meet the preference through its folded form. */
#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/store/statement.h"

#include <stdlib.h>
#include <string.h>

static bool set_not_found(struct error *error, int64_t id) {
    return error_set(error, ERROR_NOT_FOUND, "there is no preference %lld; list them to see what there is",
                     (long long)id);
}

bool store_visit_preferences(struct store *store, const char *genre, int64_t id, store_preference_visit *visit,
                             void *arg, struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT p.id, p.text, p.genre, p.source, p.model, p.created_ms, p.pinned, p.muted,"
                " (SELECT count(*) FROM sample_preference sp WHERE sp.preference = p.id)"
                "  + (SELECT coalesce(sum(e.stored), 0) FROM evidence e WHERE e.preference = p.id) AS held,"
                " (SELECT count(*) FROM score c WHERE c.genre = p.genre AND c.folded = p.folded)"
                "  + (SELECT count(e.score) FROM evidence e WHERE e.preference = p.id) AS scored,"
                " ((SELECT total(c.score) FROM score c WHERE c.genre = p.genre AND c.folded = p.folded)"
                "  + (SELECT total(e.score) FROM evidence e WHERE e.preference = p.id)), p.team"
                " FROM preference p WHERE (?1 IS NULL OR p.genre = ?1) AND (?2 = 0 OR p.id = ?2)"
                " ORDER BY p.genre, p.pinned DESC, p.muted, held DESC, p.id DESC",
                "si", genre, id);
    size_t count = 0;
    while (rows_next(&rows)) {
        struct store_preference preference = {
            .id = rows_get_int(&rows, 0),
            .text = rows_get_text(&rows, 1),
            .genre = rows_get_text(&rows, 2),
            .source = rows_get_text(&rows, 3),
            .model = rows_get_text(&rows, 4),
            .created_ms = rows_get_int(&rows, 5),
            .pinned = rows_get_int(&rows, 6) != 0,
            .muted = rows_get_int(&rows, 7) != 0,
            .sample_count = (size_t)rows_get_int(&rows, 8),
            .score_count = (size_t)rows_get_int(&rows, 9),
            .team = rows_get_int(&rows, 11) != 0,
        };
        preference.mean = preference.score_count ? rows_get_double(&rows, 10) / (double)preference.score_count : 0;
        count++;
        if (!visit(arg, &preference))
            break;
    }
    if (!rows_finish(&rows, error))
        return false;
    return !id || count ? true : set_not_found(error, id);
}

bool store_visit_evidence(struct store *store, int64_t preference, store_evidence_visit *visit, void *arg,
                          struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT s.id, c.score, s.document, s.text, s.learned_ms AS at_ms, s.learned_order AS place, NULL"
                " FROM preference p JOIN score c ON c.genre = p.genre AND c.folded = p.folded"
                " JOIN sample s ON s.id = c.sample WHERE p.id = ?1 "
                "UNION ALL SELECT e.sample, e.score, e.document, e.excerpt, e.at_ms, 0, e.origin FROM evidence e"
                " WHERE e.preference = ?1 AND e.score IS NOT NULL ORDER BY at_ms DESC, place DESC",
                "i", preference);
    while (rows_next(&rows)) {
        struct store_evidence evidence = {.sample = rows_get_int(&rows, 0),
                                          .score = (int)rows_get_int(&rows, 1),
                                          .document = rows_get_text(&rows, 2),
                                          .text = rows_get_text(&rows, 3),
                                          .time_ms = rows_get_int(&rows, 4),
                                          .origin = rows_get_text(&rows, 6)};
        if (!visit(arg, &evidence))
            break;
    }
    return rows_finish(&rows, error);
}

bool store_add_preference(struct store *store, const char *genre, const char *text, int64_t *id, struct error *error) {
    char *folded = text_fold(text);
    int64_t found_id = 0;
    bool ok = store_begin(store, error);
    if (ok) {
        ok = store_run(store, error,
                       "INSERT INTO preference (genre, text, folded, source, model, created_ms, pinned) "
                       "VALUES (?,?,?,'added','',?,1) ON CONFLICT (genre, folded) DO UPDATE SET pinned = 1, muted = 0,"
                       " team = min(team, 1)",
                       "sssi", genre, text, folded, clock_now_ms()) &&
             store_query_int(store, &found_id, NULL, error, "SELECT id FROM preference WHERE genre = ? AND folded = ?",
                             "ss", genre, folded);
        ok = store_end(store, ok, error);
    }
    free(folded);
    if (id)
        *id = found_id;
    return ok;
}

bool store_find_preference(struct store *store, const char *genre, const char *text, int64_t *id, struct error *error) {
    char *folded = text_fold(text);
    bool ok = store_query_int(store, id, NULL, error, "SELECT id FROM preference WHERE genre = ? AND folded = ?", "ss",
                              genre, folded);
    free(folded);
    return ok;
}

/* What a change needs to know of its preference. */
struct found {
    char *genre;
    char *text;
    char *folded;
};

static bool find(struct store *store, int64_t id, struct found *found, struct error *error) {
    struct rows rows;
    *found = (struct found){0};
    store_query(store, &rows, "SELECT genre, text, folded FROM preference WHERE id = ?", "i", id);
    if (rows_next(&rows)) {
        found->genre = mem_copy_text(rows_get_text(&rows, 0));
        found->text = mem_copy_text(rows_get_text(&rows, 1));
        found->folded = mem_copy_text(rows_get_text(&rows, 2));
    }
    return rows_finish(&rows, error) && (found->genre || set_not_found(error, id));
}

static void found_finish(struct found *found) {
    free(found->genre);
    free(found->text);
    free(found->folded);
}

/* What is remembered by its wording. */
static bool drop_scores(struct store *store, const struct found *found, struct error *error) {
    return store_run(store, error, "DELETE FROM score WHERE genre = ? AND folded = ?", "ss", found->genre,
                     found->folded) &&
           store_run(store, error, "DELETE FROM verdict WHERE folded = ?", "s", found->folded) &&
           store_run(store, error, "DELETE FROM dismissal WHERE folded = ?", "s", found->folded);
}

bool store_edit_preference(struct store *store, int64_t id, const char *text, struct error *error) {
    if (!store_begin(store, error))
        return false;
    struct found found;
    char *folded = text_fold(text);
    bool ok = find(store, id, &found, error), taken = false;
    int64_t other;
    ok = ok && store_query_int(store, &other, &taken, error,
                               "SELECT id FROM preference WHERE genre = ? AND folded = ? AND id <> ?", "ssi",
                               found.genre, folded, id);
    if (ok && taken)
        ok =
            error_set(error, ERROR_USAGE, "preference %lld says that already; forget one of the two", (long long)other);
    if (ok && strcmp(folded, found.folded) != 0)
        ok = store_run(store, error, "DELETE FROM evidence WHERE preference = ?", "i", id) &&
             drop_scores(store, &found, error);
    ok = ok &&
         store_run(store, error,
                   "UPDATE preference SET text = ?, folded = ?, source = 'added', model = '', team = 0 WHERE id = ?",
                   "ssi", text, folded, id);
    free(folded);
    found_finish(&found);
    return store_end(store, ok, error);
}

static bool was_changed(const struct store *store, int64_t id, struct error *error) {
    return store_count_changes(store) || set_not_found(error, id);
}

bool store_pin_preference(struct store *store, int64_t id, bool pin, struct error *error) {
    return store_run(store, error,
                     "UPDATE preference SET pinned = ?1, muted = muted AND NOT ?1, team = min(team, 1) WHERE id = ?2",
                     "ii", (int64_t)pin, id) &&
           was_changed(store, id, error);
}

bool store_mute_preference(struct store *store, int64_t id, bool mute, struct error *error) {
    return store_run(store, error,
                     "UPDATE preference SET muted = ?1, pinned = pinned AND NOT ?1, team = min(team, 1) WHERE id = ?2",
                     "ii", (int64_t)mute, id) &&
           was_changed(store, id, error);
}

/* As it stands in an answer, and as it stands inside JSON. */
static bool drop_transcripts(struct store *store, const struct found *found, struct error *error) {
    cJSON *string = cJSON_CreateString(found->text);
    char *quoted = json_format(string);
    char *escaped = mem_copy(quoted + 1, strlen(quoted) - 2);
    bool ok = store_run(store, error,
                        "DELETE FROM answer WHERE job IN (SELECT id FROM job WHERE done_ms IS NOT NULL AND genre = ?1)"
                        " AND (instr(lower(answer), lower(?2)) OR instr(lower(answer), lower(?3))"
                        "   OR instr(lower(question), lower(?3))"
                        "   OR job IN (SELECT j.id FROM job j JOIN score c ON c.sample = j.sample"
                        "     WHERE c.genre = ?1 AND c.folded = ?4))",
                        "ssss", found->genre, found->text, escaped, found->folded);
    free(escaped);
    free(quoted);
    cJSON_Delete(string);
    return ok;
}

bool store_forget_preference(struct store *store, int64_t id, struct error *error) {
    if (!store_begin(store, error))
        return false;
    struct found found;
    bool ok = find(store, id, &found, error) && store_restart_jobs(store, found.genre, error) &&
              drop_transcripts(store, &found, error) && drop_scores(store, &found, error) &&
              store_run(store, error, "DELETE FROM preference WHERE id = ?", "i", id) &&
              store_run(store, error, "DELETE FROM coalesced WHERE genre = ?", "s", found.genre);
    found_finish(&found);
    ok = store_end(store, ok, error);
    if (ok)
        store_flush_deleted(store);
    return ok;
}

bool store_drop_unheld(struct store *store, const char *genre, struct error *error) {
    return store_run(store, error,
                     "DELETE FROM preference WHERE genre = ? AND source = 'learned' AND NOT pinned AND NOT muted "
                     "AND NOT carried AND NOT team "
                     "AND NOT EXISTS (SELECT 1 FROM sample_preference sp WHERE sp.preference = preference.id)",
                     "s", genre);
}

bool store_load_genres(struct store *store, struct list *out, struct error *error) {
    /* The genres of samples are found one after the other in an index: a DISTINCT would walk over all samples. */
    struct rows rows;
    store_query(store, &rows,
                "WITH RECURSIVE g (name) AS (SELECT min(genre) FROM sample UNION ALL "
                " SELECT (SELECT min(genre) FROM sample WHERE genre > g.name) FROM g WHERE g.name IS NOT NULL) "
                "SELECT name FROM g WHERE name IS NOT NULL UNION SELECT genre FROM preference",
                "");
    while (rows_next(&rows))
        list_add(out, rows_get_text(&rows, 0));
    return rows_finish(&rows, error);
}

bool store_find_coalesced(struct store *store, const char *genre, const char *hash, bool *found, char **text,
                          struct error *error) {
    struct rows rows;
    *text = NULL;
    store_query(store, &rows, "SELECT text FROM coalesced WHERE genre = ? AND hash = ?", "ss", genre, hash);
    *found = rows_next(&rows);
    if (*found)
        *text = mem_copy_text(rows_get_text(&rows, 0));
    return rows_finish(&rows, error);
}
