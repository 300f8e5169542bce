/* What speaks in a store: the parts of a union, and what samples say of a wording. Evidence is of two kinds: scores of
 * samples that are here, found by wording, and what was carried here with a preference. */
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/store/statement.h"

#include <stdlib.h>
#include <string.h>

bool store_load_marked(struct store *store, const char *genre, struct list *pinned, struct list *muted,
                       struct error *error) {
    struct rows rows;
    store_query(store, &rows,
                "SELECT text, muted FROM preference WHERE genre IN (?, '" STORE_GENRE_ALL
                "') AND (pinned OR muted OR team) ORDER BY id",
                "s", genre);
    while (rows_next(&rows)) {
        struct list *list = rows_get_int(&rows, 1) ? muted : pinned;
        if (list)
            list_add(list, rows_get_text(&rows, 0));
    }
    return rows_finish(&rows, error);
}

/* Of the newest ?2 scores of a wording (genre ?1), here and carried. */
#define NEWEST_SCORES(preference, folded)                                                                              \
    "(SELECT e.score AS score, e.at_ms AS at_ms FROM evidence e WHERE e.preference = " preference                      \
    " AND e.score IS NOT NULL UNION ALL SELECT c.score, s.learned_ms FROM score c JOIN sample s ON s.id = c.sample"    \
    " WHERE c.genre = ?1 AND c.folded = " folded " ORDER BY at_ms DESC LIMIT max(?2, 1))"

bool store_visit_in_force(struct store *store, const char *genre, size_t related, store_in_force_visit *visit,
                          void *arg, struct error *error) {
    struct rows rows;
    store_query(
        store, &rows,
        "SELECT id, text, part, model, age FROM (SELECT p.id AS id, p.text AS text, iif(p.pinned, 0, 1) AS part,"
        "  0 AS place, p.id AS position, p.model AS model, 0 AS age FROM preference p"
        "  WHERE p.genre IN (?1, '" STORE_GENRE_ALL "') AND (p.pinned OR p.team) AND NOT p.muted "
        " UNION ALL SELECT p.id, p.text, 2, -s.learned_order, sp.position, p.model, s.age FROM "
        "  (SELECT id, learned_order, row_number() OVER (ORDER BY learned_order DESC) - 1 AS age FROM sample"
        "   WHERE genre = ?1 AND state = 'learned' ORDER BY learned_order DESC LIMIT ?2) s "
        "  JOIN sample_preference sp ON sp.sample = s.id "
        "  JOIN preference p ON p.id = sp.preference WHERE NOT p.muted"
        " UNION ALL SELECT p.id, p.text, 3, -p.created_ms, p.id, p.model, 0 FROM preference p"
        "  WHERE p.genre IN (?1, '" STORE_GENRE_ALL "') AND p.carried AND NOT p.pinned AND NOT p.muted AND"
        "  coalesce((SELECT avg(score) FROM " NEWEST_SCORES("p.id", "p.folded") "), 0) >= 0)"
                                                                                " ORDER BY part, place, position",
        "si", genre, (int64_t)related);
    while (rows_next(&rows)) {
        struct store_in_force preference = {.id = rows_get_int(&rows, 0),
                                            .text = rows_get_text(&rows, 1),
                                            .kind = (enum store_in_force_kind)rows_get_int(&rows, 2),
                                            .model = rows_get_text(&rows, 3),
                                            .age = (size_t)rows_get_int(&rows, 4)};
        if (!visit(arg, &preference))
            break;
    }
    return rows_finish(&rows, error);
}

struct filling {
    struct list *out;
    size_t room_bytes;
};

static bool add_in_force(void *arg, const struct store_in_force *preference) {
    struct filling *filling = arg;
    size_t len = strlen(preference->text);
    if (len < filling->room_bytes && list_add_new(filling->out, preference->text))
        filling->room_bytes -= len + 1;
    return true;
}

bool store_load_union(struct store *store, const char *genre, size_t related, struct list *out, struct error *error) {
    struct filling filling = {.out = out, .room_bytes = LIMIT_UNION_BYTES};
    return store_visit_in_force(store, genre, related, add_in_force, &filling, error);
}

bool store_find_standing(struct store *store, const char *genre, const char *text, size_t newest,
                         struct store_standing *out, struct error *error) {
    struct rows rows;
    char *folded = text_fold(text);
    *out = (struct store_standing){0};
    store_query(store, &rows,
                "SELECT count(*), total(score) FROM " NEWEST_SCORES(
                    "(SELECT id FROM preference WHERE genre = ?1 AND folded = ?3)", "?3"),
                "sis", genre, (int64_t)newest, folded);
    if (rows_next(&rows)) {
        out->count = (size_t)rows_get_int(&rows, 0);
        out->mean = out->count ? rows_get_double(&rows, 1) / (double)out->count : 0;
    }
    bool ok = rows_finish(&rows, error) &&
              store_query_int(store, &out->confirmed_ms, NULL, error,
                              "SELECT max(at_ms) FROM (SELECT max(e.at_ms) AS at_ms FROM evidence e JOIN preference p"
                              " ON p.id = e.preference WHERE p.genre = ?1 AND p.folded = ?2 AND e.score > 0 UNION ALL"
                              " SELECT max(s.learned_ms) FROM score c JOIN sample s ON s.id = c.sample"
                              " WHERE c.genre = ?1 AND c.folded = ?2 AND c.score > 0)",
                              "ss", genre, folded);
    free(folded);
    return ok;
}

bool store_visit_newest_scores(struct store *store, const char *genre, const char *text, size_t newest,
                               store_newest_score_visit *visit, void *arg, struct error *error) {
    struct rows rows;
    char *folded = text_fold(text);
    store_query(
        store, &rows,
        "SELECT score FROM " NEWEST_SCORES("(SELECT id FROM preference WHERE genre = ?1 AND folded = ?3)", "?3"), "sis",
        genre, (int64_t)newest, folded);
    while (rows_next(&rows))
        visit(arg, (int)rows_get_int(&rows, 0));
    bool ok = rows_finish(&rows, error);
    free(folded);
    return ok;
}

bool store_visit_wording(struct store *store, const char *genre, const char *text, store_wording_visit *visit,
                         void *arg, struct error *error) {
    struct rows rows;
    char *folded = text_fold(text);
    store_query(store, &rows, "SELECT sample, score FROM score WHERE genre = ? AND folded = ? ORDER BY sample", "ss",
                genre, folded);
    while (rows_next(&rows))
        visit(arg, rows_get_int(&rows, 0), (int)rows_get_int(&rows, 1));
    bool ok = rows_finish(&rows, error);
    free(folded);
    return ok;
}
