/* What is remembered for hints, and what became of suggestions, week by week. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/store/statement.h"
#include "tests/unit/store/folder.h"

#include <sqlite3.h>

static int find_score(struct folder *f, const char *passage, const char *preference, const char *model) {
    struct store_verdict verdict = {passage, preference, model, 9};
    f->error = (struct error){0};
    return store_find_verdict(f->store, &verdict, &f->error) ? verdict.score : 9;
}

static void verdicts(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    const struct store_verdict one = {"It is late.", "Use contractions.", "m", -2};
    assert_ok(f, store_add_verdict(f.store, &one, &f.error));
    folder_reopen(&f);
    assert_int_equal(find_score(&f, "It is late.", "use  Contractions.", "m"), -2);
    assert_int_equal(find_score(&f, "It is later.", "Use contractions.", "m"), 9);
    assert_int_equal(find_score(&f, "It is late.", "Use puns.", "m"), 9);
    assert_int_equal(find_score(&f, "It is late.", "Use contractions.", "other"), 9);
    const struct store_verdict again = {"It is late.", "Use contractions.", "m", 1};
    assert_ok(f, store_add_verdict(f.store, &again, &f.error));
    assert_int_equal(find_score(&f, "It is late.", "Use contractions.", "m"), 1);
    assert_false(folder_holds(&f, "It is late"));
    folder_close(&f);
}

static void only_the_newest_verdicts_stay(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    const struct store_verdict old = {"Old.", "Be brief.", "m", 1}, young = {"Young.", "Be brief.", "m", 2};
    assert_ok(f, store_add_verdict(f.store, &old, &f.error));
    assert_ok(f, store_run(f.store, &f.error, "UPDATE verdict SET id = id + 1 - ?", "i", (int64_t)STORE_VERDICTS));
    assert_ok(f, store_run(f.store, &f.error, "INSERT INTO verdict VALUES (2, 2, '', '', 0)", ""));
    assert_ok(f, store_add_verdict(f.store, &young, &f.error));
    assert_int_equal(find_score(&f, "Old.", "Be brief.", "m"), 9);
    assert_int_equal(find_score(&f, "Young.", "Be brief.", "m"), 2);
    folder_close(&f);
}

static bool is_dismissed(struct folder *f, const char *passage, const char *preference) {
    f->error = (struct error){0};
    bool dismissed = store_is_dismissed(f->store, passage, preference, &f->error);
    assert_int_equal(f->error.kind, 0);
    return dismissed;
}

static void dismissals(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    assert_ok(f, store_dismiss(f.store, "It is late.", "Use contractions.", &f.error));
    assert_ok(f, store_dismiss(f.store, "It is late.", "Use contractions.", &f.error));
    folder_reopen(&f);
    assert_true(is_dismissed(&f, "It is late.", "USE contractions."));
    assert_false(is_dismissed(&f, "It is late!", "Use contractions."));
    assert_false(is_dismissed(&f, "It is late.", "Be brief."));
    folder_close(&f);
}

static void forgetting_takes_all_of_it(void **state) {
    (void)state;
    struct folder f;
    int64_t id, other;
    folder_open(&f);
    assert_ok(f, store_add_preference(f.store, "docs", "Use kennings.", &id, &f.error));
    assert_ok(f, store_add_preference(f.store, "docs", "Be brief.", &other, &f.error));
    const char *const texts[] = {"Use kennings.", "Be brief."};
    for (size_t i = 0; i < 2; i++) {
        const struct store_verdict verdict = {"The sea.", texts[i], "m", -2};
        assert_ok(f, store_add_verdict(f.store, &verdict, &f.error));
        assert_ok(f, store_dismiss(f.store, "The sea.", texts[i], &f.error));
    }
    assert_true(folder_holds(&f, "use kennings."));
    assert_ok(f, store_forget_preference(f.store, id, &f.error));
    assert_false(folder_holds(&f, "use kennings."));
    assert_int_equal(find_score(&f, "The sea.", "Use kennings.", "m"), 9);
    assert_int_equal(find_score(&f, "The sea.", "Be brief.", "m"), -2);
    assert_true(is_dismissed(&f, "The sea.", "Be brief."));
    assert_ok(f, store_edit_preference(f.store, other, "Be very brief.", &f.error));
    assert_false(is_dismissed(&f, "The sea.", "Be brief."));
    folder_close(&f);
}

static void a_store_of_the_first_version_gets_its_tables(void **state) {
    (void)state;
    struct folder f;
    struct list list = {0};
    folder_open(&f);
    store_close(f.store);
    f.store = NULL;
    unlink(f.store_path);
    sqlite3 *database;
    assert_int_equal(sqlite3_open(f.store_path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, schema_steps[0], NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database,
                                  "PRAGMA application_id = 0x70727364; PRAGMA user_version = 1;"
                                  "INSERT INTO preference (genre, text, folded, source, model, created_ms, pinned)"
                                  " VALUES ('docs', 'Be brief.', 'be brief.', 'added', '', 1, 1)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(database);
    folder_reopen(&f);
    assert_ok(f, store_dismiss(f.store, "The sea.", "Be brief.", &f.error));
    assert_true(is_dismissed(&f, "The sea.", "Be brief."));
    assert_ok(f, store_load_union(f.store, "docs", 5, &list, &f.error));
    assert_int_equal(list.count, 1);
    list_finish(&list);
    folder_close(&f);
}

/* --- weeks --- */

static bool see_week(void *arg, const struct store_week *week) {
    list_take(arg, mem_format("%s: %zu %zu %zu %zu %zu, %zu at %g", week->monday, week->counts[SUGGESTION_SHOWN],
                              week->counts[SUGGESTION_ACCEPTED], week->counts[SUGGESTION_PARTLY],
                              week->counts[SUGGESTION_EDITED], week->counts[SUGGESTION_REJECTED], week->measured,
                              week->kept));
    return true;
}

static void weeks(void **state) {
    (void)state;
    struct folder f;
    struct list list = {0};
    int64_t id;
    folder_open(&f);
    const struct {
        enum suggestion_state state;
        double kept;
        int64_t day; /* days since Thursday, 1 January 1970 */
    } rows[] = {{SUGGESTION_ACCEPTED, 1, 20000},
                {SUGGESTION_EDITED, 0.5, 20000},
                {SUGGESTION_REJECTED, 0, 20001},
                {SUGGESTION_SHOWN, -1, 20002},
                {SUGGESTION_PARTLY, 0.25, 20008}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct store_suggestion row = {
            .genre = "docs", .kind = "rewrite", .state = rows[i].state, .kept = rows[i].kept};
        assert_ok(f, store_add_suggestion(f.store, &row, &id, &f.error));
        assert_ok(f, store_run(f.store, &f.error, "UPDATE suggestion SET at_ms = ? WHERE id = ?", "ii",
                               (rows[i].day * 24 + 12) * 3600000, id));
    }
    assert_ok(f, store_visit_weeks(f.store, see_week, &list, &f.error));
    char *got = list_join(&list, "\n");
    assert_string_equal(got, "2024-10-07: 0 0 1 0 0, 1 at 0.25\n2024-09-30: 1 1 0 1 1, 3 at 0.5");
    free(got);
    list_finish(&list);
    folder_close(&f);
}

static void looking_for_hints_counts_for_the_cap(void **state) {
    (void)state;
    struct folder f;
    int64_t tokens;
    folder_open(&f);
    const struct store_spend spends[] = {
        {.model = "m", .purpose = "learn", .calls = 1, .prompt_tokens = 5, .answer_tokens = 1},
        {.model = "m", .purpose = "suggest", .calls = 1, .prompt_tokens = 20, .answer_tokens = 2},
        {.model = "m", .purpose = "interactive", .calls = 1, .prompt_tokens = 300, .answer_tokens = 3}};
    for (size_t i = 0; i < sizeof spends / sizeof *spends; i++)
        assert_ok(f, store_add_spend(f.store, &spends[i], &f.error));
    assert_ok(f, store_count_learning_tokens(f.store, &tokens, &f.error));
    assert_int_equal(tokens, 28);
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts),
        cmocka_unit_test(only_the_newest_verdicts_stay),
        cmocka_unit_test(dismissals),
        cmocka_unit_test(forgetting_takes_all_of_it),
        cmocka_unit_test(a_store_of_the_first_version_gets_its_tables),
        cmocka_unit_test(weeks),
        cmocka_unit_test(looking_for_hints_counts_for_the_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
