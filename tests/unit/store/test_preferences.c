/* Preferences and their evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/store/folder.h"

static const char *const brief[] = {"Be brief.", "Use puns.", NULL};
static const char *const shout[] = {"BE  brief.", "Shout.", NULL};

struct seen {
    struct list texts;
    struct store_preference first; /* texts are gone, numbers stay */
};

static bool see(void *arg, const struct store_preference *preference) {
    struct seen *seen = arg;
    if (!seen->texts.count)
        seen->first = *preference;
    list_add(&seen->texts, preference->text);
    return true;
}

static int64_t find(struct folder *f, const char *text, struct store_preference *out) {
    struct seen seen = {0};
    int64_t id;
    assert_ok(*f, store_add_preference(f->store, "email", "only to find ids", &id, &f->error));
    assert_ok(*f, store_forget_preference(f->store, id, &f->error));
    for (int64_t i = 1; i < id; i++) {
        list_finish(&seen.texts);
        if (store_visit_preferences(f->store, NULL, i, see, &seen, NULL) && seen.texts.count &&
            text_alike(seen.texts.items[0], text)) {
            *out = seen.first;
            list_finish(&seen.texts);
            return i;
        }
    }
    list_finish(&seen.texts);
    fail_msg("no preference \"%s\"", text);
    return 0;
}

static void assert_union(struct folder *f, const char *expected) {
    struct list list = {0};
    assert_ok(*f, store_load_union(f->store, "docs", 5, &list, &f->error));
    char *got = list_join(&list, " ");
    assert_string_equal(got, expected);
    free(got);
    list_finish(&list);
}

static bool see_evidence(void *arg, const struct store_evidence *evidence) {
    struct list *list = arg;
    list_take(list, mem_format("%s %d", evidence->text, evidence->score));
    return true;
}

static void evidence_and_mean(void **state) {
    (void)state;
    struct folder f;
    struct store_preference preference;
    struct list evidence = {0};
    folder_open(&f);
    folder_learn(&f, "docs", "one", brief, 2);
    folder_learn(&f, "docs", "two", shout, -1);
    folder_learn(&f, "email", "three", brief, -2); /* another genre: another preference */
    int64_t id = find(&f, "be brief.", &preference);
    assert_int_equal(preference.sample_count, 2);
    assert_int_equal(preference.score_count, 2);
    assert_true(preference.mean == 0.5);
    assert_false(preference.pinned || preference.muted);
    assert_ok(f, store_visit_evidence(f.store, id, see_evidence, &evidence, &f.error));
    assert_int_equal(evidence.count, 2);
    assert_string_equal(evidence.items[0], "two -1");
    assert_string_equal(evidence.items[1], "one 2");
    assert_union(&f, "Be brief. Shout. Use puns."); /* the first wording holds; newest sample first */
    list_finish(&evidence);
    struct list genres = {0};
    assert_ok(f, store_load_genres(f.store, &genres, &f.error));
    assert_int_equal(genres.count, 2);
    list_finish(&genres);
    folder_close(&f);
}

static void pinned_muted_added(void **state) {
    (void)state;
    struct folder f;
    struct store_preference preference;
    folder_open(&f);
    folder_learn(&f, "docs", "one", brief, 2);
    int64_t puns = find(&f, "Use puns.", &preference), added, again;
    assert_ok(f, store_add_preference(f.store, "docs", "Sign off.", &added, &f.error));
    assert_union(&f, "Sign off. Be brief. Use puns.");
    assert_ok(f, store_pin_preference(f.store, puns, true, &f.error));
    assert_union(&f, "Use puns. Sign off. Be brief.");
    assert_ok(f, store_mute_preference(f.store, puns, true, &f.error));
    assert_union(&f, "Sign off. Be brief.");
    struct list pinned = {0}, muted = {0};
    assert_ok(f, store_load_marked(f.store, "docs", &pinned, &muted, &f.error));
    assert_int_equal(pinned.count, 1);
    assert_int_equal(muted.count, 1);
    assert_string_equal(muted.items[0], "Use puns.");
    folder_learn(&f, "docs", "two", brief, 2); /* muted: not learned again */
    assert_union(&f, "Sign off. Be brief.");
    assert_ok(f, store_add_preference(f.store, "docs", "use PUNS.", &again, &f.error));
    assert_int_equal(again, puns);
    assert_union(&f, "Use puns. Sign off. Be brief.");
    struct error error = {0};
    assert_false(store_pin_preference(f.store, 99, true, &error));
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    list_finish(&pinned);
    list_finish(&muted);
    folder_close(&f);
}

static void editing(void **state) {
    (void)state;
    struct folder f;
    struct store_preference preference;
    folder_open(&f);
    folder_learn(&f, "docs", "one", brief, 2);
    int64_t id = find(&f, "Be brief.", &preference);
    struct error error = {0};
    assert_false(store_edit_preference(f.store, id, "use puns.", &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_ok(f, store_edit_preference(f.store, id, "be brief.", &f.error)); /* letter case only: the evidence holds */
    find(&f, "be brief.", &preference);
    assert_int_equal(preference.score_count, 1);
    assert_ok(f, store_edit_preference(f.store, id, "Be very brief.", &f.error));
    assert_int_equal(find(&f, "Be very brief.", &preference), id);
    assert_int_equal(preference.score_count, 0);
    assert_int_equal(preference.sample_count, 1);
    assert_union(&f, "Be very brief. Use puns.");
    assert_false(store_edit_preference(f.store, 99, "x", &error));
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    folder_close(&f);
}

static void forgetting_leaves_no_trace(void **state) {
    (void)state;
    struct folder f;
    struct store_preference preference;
    folder_open(&f);
    static const char *const odd[] = {"Say \"Quetzal\" now and then.", "Be brief.", NULL};
    folder_learn(&f, "docs", "one", odd, 2);
    struct store_sample sample = {.document = "a", .genre = "docs", .text = "next"};
    assert_ok(f, store_queue_samples(f.store, &sample, 1, NULL, &f.error));
    struct store_job job;
    bool elsewhere;
    assert_ok(f, store_lease_job(f.store, "me", INT64_MAX, &job, &elsewhere, &f.error));
    assert_ok(f, store_set_job_input(f.store, job.id, "{\"start\":[\"Say Quetzal\"]}", &f.error));
    int64_t id = find(&f, odd[0], &preference);
    assert_ok(f, store_forget_preference(f.store, id, &f.error));
    assert_false(folder_holds(&f, "Quetzal"));
    assert_false(folder_holds(&f, "quetzal"));
    assert_union(&f, "Be brief.");
    struct store_answer answer = {.key = "k", .op = "infer", .question = "{}", .answer = "x", .model = "m"};
    struct error error = {0};
    assert_false(store_add_answers(f.store, job.id, "me", &answer, 1, &error)); /* it starts anew */
    assert_int_equal(error.kind, ERROR_STALE);
    store_job_finish(&job);
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_and_mean),
        cmocka_unit_test(pinned_muted_added),
        cmocka_unit_test(editing),
        cmocka_unit_test(forgetting_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
