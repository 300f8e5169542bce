/* Preferences on their way between stores: out with all that is known of them, in without losing what is there. A store
 * is known elsewhere by its identity, so that evidence which comes home, or comes twice, is told apart. */
#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/store/statement.h"
#include "core/text/excerpt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool store_copy_identity(struct store *store, char **identity, struct error *error) {
    struct rows rows;
    *identity = NULL;
    store_query(store, &rows, "SELECT id FROM identity", "");
    if (rows_next(&rows))
        *identity = mem_copy_text(rows_get_text(&rows, 0));
    return rows_finish(&rows, error) &&
           (*identity || error_set(error, ERROR_DAMAGED, "%s has no identity", store_get_path(store)));
}

bool store_start_ids(struct store *store, int64_t first, struct error *error) {
    return store_run(
        store, error,
        "INSERT INTO sqlite_sequence (name, seq) SELECT column1, ? FROM (VALUES ('preference'), ('sample'))"
        " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence q WHERE q.name = column1)",
        "i", first - 1);
}

/* --- out --- */

struct gathered {
    struct store_exported_evidence *items;
    size_t count;
    size_t capacity;
};

static void gathered_finish(struct gathered *gathered) {
    for (size_t i = 0; i < gathered->count; i++) {
        free((char *)gathered->items[i].origin);
        free((char *)gathered->items[i].document);
        free((char *)gathered->items[i].excerpt);
    }
    free(gathered->items);
}

/* Own samples have their whole text here, of which the first words go along. */
static bool gather(struct store *store, int64_t id, struct gathered *out, struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT (SELECT id FROM identity) AS origin, s.id AS sample, c.score,"
                " EXISTS (SELECT 1 FROM sample_preference sp WHERE sp.sample = s.id AND sp.preference = p.id),"
                " s.document, s.text, s.learned_ms AS at_ms, 1 FROM preference p JOIN sample s ON s.state = 'learned'"
                " AND s.id IN (SELECT sample FROM score WHERE genre = p.genre AND folded = p.folded UNION"
                "  SELECT sample FROM sample_preference WHERE preference = p.id)"
                " LEFT JOIN score c ON c.sample = s.id AND c.folded = p.folded WHERE p.id = ?1 "
                "UNION ALL SELECT origin, sample, score, stored, document, excerpt, at_ms, 0 FROM evidence"
                " WHERE preference = ?1 ORDER BY at_ms, origin, sample",
                "i", id);
    while (rows_next(&rows)) {
        const char *score = rows_get_text(&rows, 2);
        const char *text = rows_get_text(&rows, 5);
        MEM_RESERVE(out->items, out->count, out->capacity);
        out->items[out->count++] = (struct store_exported_evidence){
            .origin = mem_copy_text(rows_get_text(&rows, 0)),
            .sample = rows_get_int(&rows, 1),
            .scored = score != NULL,
            .score = score ? atoi(score) : 0,
            .stored = rows_get_int(&rows, 3) != 0,
            .document = mem_copy_text(rows_get_text(&rows, 4)),
            .excerpt = rows_get_int(&rows, 7) ? text_excerpt(text) : mem_copy_text(text),
            .time_ms = rows_get_int(&rows, 6),
        };
    }
    return rows_finish(&rows, error);
}

bool store_visit_exported(struct store *store, int64_t id, store_exported_visit *visit, void *arg,
                          struct error *error) {
    struct rows rows;
    bool ok = true, more = true;
    size_t count = 0;
    store_query(store, &rows,
                "SELECT id, text, genre, source, model, created_ms, pinned, muted FROM preference"
                " WHERE iif(?1 = 0, team < 2, id = ?1) ORDER BY genre, created_ms, folded",
                "i", id);
    while (ok && more && rows_next(&rows)) {
        struct gathered evidence = {0};
        struct store_exported carried = {
            .id = rows_get_int(&rows, 0),
            .text = rows_get_text(&rows, 1),
            .genre = rows_get_text(&rows, 2),
            .source = rows_get_text(&rows, 3),
            .model = rows_get_text(&rows, 4),
            .created_ms = rows_get_int(&rows, 5),
            .pinned = rows_get_int(&rows, 6) != 0,
            .muted = rows_get_int(&rows, 7) != 0,
        };
        ok = gather(store, carried.id, &evidence, error);
        carried.evidence = evidence.items;
        carried.evidence_count = evidence.count;
        count++;
        more = ok && visit(arg, &carried);
        gathered_finish(&evidence);
    }
    ok = rows_finish(&rows, ok ? error : NULL) && ok;
    return ok && (!id || count ||
                  error_set(error, ERROR_NOT_FOUND, "there is no preference %lld; list them to see what there is",
                            (long long)id));
}

/* --- in --- */

static bool add_evidence(struct store *store, int64_t preference, const struct store_exported_evidence *evidence,
                         struct error *error) {
    char score[16] = "";
    if (evidence->scored)
        snprintf(score, sizeof score, "%d", evidence->score);
    return store_run(store, error,
                     "INSERT INTO evidence SELECT ?1, ?2, ?3, CAST(?4 AS INTEGER), ?5, ?6, ?7, ?8"
                     " WHERE NOT EXISTS (SELECT 1 FROM identity, sample WHERE identity.id = ?2 AND sample.id = ?3)"
                     " ON CONFLICT DO NOTHING",
                     "isisissi", preference, evidence->origin, evidence->sample, evidence->scored ? score : NULL,
                     (int64_t)evidence->stored, evidence->document, evidence->excerpt, evidence->time_ms);
}

static bool carry_one(struct store *store, const struct store_exported *item, size_t *added, struct error *error) {
    char *folded = text_fold(item->text);
    int64_t id;
    bool ok =
        store_run(store, error,
                  "INSERT INTO preference (genre, text, folded, source, model, created_ms, pinned, muted, carried)"
                  " VALUES (?,?,?,?,?,?,?,?,1) ON CONFLICT (genre, folded) DO NOTHING",
                  "sssssiii", item->genre, item->text, folded, item->source, item->model, item->created_ms,
                  (int64_t)item->pinned, (int64_t)item->muted);
    bool is_new = ok && store_count_changes(store) > 0;
    *added += is_new;
    if (ok && !is_new)
        ok = store_run(store, error,
                       "UPDATE preference SET pinned = pinned OR (?1 AND NOT muted),"
                       " muted = muted OR (?2 AND NOT pinned), team = min(team, 1) WHERE genre = ?3 AND folded = ?4",
                       "iiss", (int64_t)item->pinned, (int64_t)item->muted, item->genre, folded);
    ok = ok && store_query_int(store, &id, NULL, error, "SELECT id FROM preference WHERE genre = ? AND folded = ?",
                               "ss", item->genre, folded);
    for (size_t i = 0; ok && i < item->evidence_count; i++)
        ok = add_evidence(store, id, &item->evidence[i], error);
    ok = ok && store_run(store, error,
                         "UPDATE preference SET carried = 1 WHERE id = ? AND NOT carried AND"
                         " EXISTS (SELECT 1 FROM evidence WHERE preference = preference.id)",
                         "i", id);
    free(folded);
    return ok;
}

bool store_import(struct store *store, const struct store_exported *items, size_t count, size_t *added,
                  struct error *error) {
    size_t new_count = 0;
    if (!store_begin(store, error))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = carry_one(store, &items[i], &new_count, error);
    ok = store_end(store, ok, error);
    if (added)
        *added = ok ? new_count : 0;
    return ok;
}

bool store_forget_evidence(struct store *store, const char *origin, int64_t sample, struct error *error) {
    if (!store_run(store, error, "DELETE FROM evidence WHERE origin = ? AND sample = ?", "si", origin, sample))
        return false;
    if (store_count_changes(store))
        store_flush_deleted(store);
    return true;
}

/* --- the team's page --- */

/* Whether the rows say already what the page says. */
static bool is_set(struct store *store, const struct list *genres, const struct list *texts, bool *same,
                   struct error *error) {
    int64_t count = 0, found = 0;
    bool ok = store_query_int(store, &count, NULL, error, "SELECT count(*) FROM preference WHERE team", "");
    for (size_t i = 0; ok && i < texts->count; i++) {
        char *folded = text_fold(texts->items[i]);
        int64_t here;
        ok = store_query_int(store, &here, NULL, error,
                             "SELECT count(*) FROM preference WHERE genre = ? AND folded = ? AND team", "ss",
                             genres->items[i], folded);
        found += here;
        free(folded);
    }
    *same = ok && count == found && found == (int64_t)texts->count;
    return ok;
}

bool store_set_team(struct store *store, const struct list *genres, const struct list *texts, struct error *error) {
    bool same;
    if (!is_set(store, genres, texts, &same, error) || same)
        return same;
    if (!store_begin(store, error))
        return false;
    /* Negative: named before, and not seen on the page yet. */
    bool ok = store_run(store, error, "UPDATE preference SET team = -team WHERE team > 0", "");
    for (size_t i = 0; ok && i < texts->count; i++) {
        char *folded = text_fold(texts->items[i]);
        ok = store_run(store, error,
                       "INSERT INTO preference (genre, text, folded, source, model, created_ms, team) VALUES"
                       " (?1, ?2, ?3, 'added', '', ?4, 2)"
                       " ON CONFLICT (genre, folded) DO UPDATE SET team = max(abs(team), 1)",
                       "sssi", genres->items[i], texts->items[i], folded, clock_now_ms());
        free(folded);
    }
    ok = ok && store_run(store, error, "DELETE FROM preference WHERE team = -2 AND NOT muted", "") &&
         store_run(store, error, "UPDATE preference SET team = 0 WHERE team < 0", "");
    return store_end(store, ok, error);
}
