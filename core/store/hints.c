/* What is remembered for hints: verdicts of models, which cost money, and what the person waved away. Both belong to a
 * passage that reads the same, wherever it stands, and to a wording of a preference. */
#include "core/base/clock.h"
#include "core/store/statement.h"

#include <stdlib.h>

#define NUMBER(x)    STRINGIFY(x)
#define STRINGIFY(x) #x

bool store_add_verdict(struct store *store, const struct store_verdict *verdict, struct error *error) {
    char *folded = text_fold(verdict->preference);
    bool ok = store_begin(store, error);
    if (ok) {
        ok =
            store_run(store, error, "INSERT OR REPLACE INTO verdict (passage, folded, model, score) VALUES (?,?,?,?)",
                      "issi", (int64_t)store_hash(verdict->passage), folded, verdict->model, (int64_t)verdict->score) &&
            store_run(store, error,
                      "DELETE FROM verdict WHERE id <= (SELECT max(id) FROM verdict) - " NUMBER(STORE_VERDICTS), "");
        ok = store_end(store, ok, error);
    }
    free(folded);
    return ok;
}

bool store_find_verdict(struct store *store, struct store_verdict *verdict, struct error *error) {
    char *folded = text_fold(verdict->preference);
    int64_t score;
    bool found, ok = store_query_int(store, &score, &found, error,
                                     "SELECT score FROM verdict WHERE passage = ? AND folded = ? AND model = ?", "iss",
                                     (int64_t)store_hash(verdict->passage), folded, verdict->model);
    free(folded);
    if (!ok || !found)
        return false;
    verdict->score = (int)score;
    return true;
}

bool store_dismiss(struct store *store, const char *passage, const char *preference, struct error *error) {
    char *folded = text_fold(preference);
    bool ok = store_run(store, error, "INSERT OR REPLACE INTO dismissal VALUES (?,?,?)", "isi",
                        (int64_t)store_hash(passage), folded, clock_now_ms());
    free(folded);
    return ok;
}

bool store_is_dismissed(struct store *store, const char *passage, const char *preference, struct error *error) {
    char *folded = text_fold(preference);
    int64_t one;
    bool found,
        ok = store_query_int(store, &one, &found, error, "SELECT 1 FROM dismissal WHERE passage = ? AND folded = ?",
                             "is", (int64_t)store_hash(passage), folded);
    free(folded);
    return ok && found;
}
