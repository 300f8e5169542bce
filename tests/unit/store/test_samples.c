/* Samples on their way from waiting to learned to forgotten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/store/folder.h"

struct seen {
    struct list texts;
    int64_t ids[64];
    int64_t changed_ms[64];
    enum sample_state states[64];
};

static bool see(void *arg, const struct store_sample *sample) {
    struct seen *seen = arg;
    seen->ids[seen->texts.count] = sample->id;
    seen->changed_ms[seen->texts.count] = sample->changed_ms;
    seen->states[seen->texts.count] = sample->state;
    list_add(&seen->texts, sample->text);
    return true;
}

static void look(struct folder *f, struct seen *seen) {
    list_finish(&seen->texts);
    assert_ok(*f, store_visit_samples(f->store, 0, see, seen, &f->error));
}

static const struct store_sample full = {.genre = "paper",
                                         .format = FORMAT_LATEX,
                                         .task_kind = TASK_REVISE,
                                         .task = "old text",
                                         .text = "new \"text\"\nof \xC3\xA4 person",
                                         .first_draft = "offered",
                                         .suggestion = 7,
                                         .changed_ms = 1234};

static bool compare(void *arg, const struct store_sample *out) {
    (*(int *)arg)++;
    assert_string_equal(out->document, "doc/a.tex");
    assert_string_equal(out->genre, full.genre);
    assert_int_equal(out->format, full.format);
    assert_int_equal(out->state, SAMPLE_WAITING);
    assert_int_equal(out->task_kind, full.task_kind);
    assert_string_equal(out->task, full.task);
    assert_string_equal(out->text, full.text);
    assert_string_equal(out->first_draft, full.first_draft);
    assert_int_equal(out->suggestion, 7);
    assert_int_equal(out->changed_ms, 1234);
    assert_true(out->created_ms > 1234);
    assert_int_equal(out->learned_ms, 0);
    assert_null(out->model);
    assert_null(out->error);
    return true;
}

static void every_member_comes_back(void **state) {
    (void)state;
    struct folder f;
    int count = 0;
    folder_open(&f);
    assert_ok(f, store_set_waiting(f.store, "doc/a.tex", &full, 1, &f.error));
    assert_ok(f, store_visit_samples(f.store, 0, compare, &count, &f.error));
    assert_int_equal(count, 1);
    folder_close(&f);
}

static void saving_again_replaces_what_waits(void **state) {
    (void)state;
    struct folder f;
    struct seen seen = {0};
    folder_open(&f);
    struct store_sample first[] = {{.genre = "docs", .text = "same", .changed_ms = 100},
                                   {.genre = "docs", .text = "goes", .changed_ms = 100}};
    struct store_sample second[] = {{.genre = "docs", .text = "new", .changed_ms = 200},
                                    {.genre = "docs", .text = "same", .changed_ms = 200}};
    struct store_sample other = {.genre = "docs", .text = "elsewhere", .changed_ms = 50};
    assert_ok(f, store_set_waiting(f.store, "b.md", &other, 1, &f.error));
    assert_ok(f, store_set_waiting(f.store, "a.md", first, 2, &f.error));
    look(&f, &seen);
    int64_t same_id = seen.ids[1];
    assert_string_equal(seen.texts.items[1], "same");
    assert_ok(f, store_set_waiting(f.store, "a.md", second, 2, &f.error));
    look(&f, &seen);
    assert_int_equal(seen.texts.count, 3);
    assert_string_equal(seen.texts.items[0], "new");
    assert_int_equal(seen.changed_ms[0], 200);
    assert_string_equal(seen.texts.items[1], "same");
    assert_int_equal(seen.ids[1], same_id);
    assert_int_equal(seen.changed_ms[1], 100); /* quiet since then */
    assert_string_equal(seen.texts.items[2], "elsewhere");
    assert_ok(f, store_set_waiting(f.store, "a.md", NULL, 0, &f.error));
    look(&f, &seen);
    assert_int_equal(seen.texts.count, 1);
    list_finish(&seen.texts);
    folder_close(&f);
}

static void the_quiet_ones_are_queued(void **state) {
    (void)state;
    struct folder f;
    struct seen seen = {0};
    size_t queued;
    int64_t oldest_ms;
    folder_open(&f);
    assert_false(store_find_oldest_waiting(f.store, &oldest_ms, &f.error));
    assert_int_equal(f.error.kind, ERROR_NONE);
    struct store_sample a = {.genre = "docs", .text = "a", .changed_ms = 100},
                        b = {.genre = "docs", .text = "b", .changed_ms = 200},
                        c = {.genre = "docs", .text = "c", .changed_ms = 300};
    assert_ok(f, store_set_waiting(f.store, "a", &a, 1, &f.error));
    assert_ok(f, store_set_waiting(f.store, "b", &b, 1, &f.error));
    assert_ok(f, store_set_waiting(f.store, "c", &c, 1, &f.error));
    assert_ok(f, store_find_oldest_waiting(f.store, &oldest_ms, &f.error));
    assert_int_equal(oldest_ms, 100);
    assert_ok(f, store_queue_waiting(f.store, NULL, 150, &queued, &f.error));
    assert_int_equal(queued, 1);
    assert_ok(f, store_queue_waiting(f.store, "c", INT64_MAX, &queued, &f.error));
    assert_int_equal(queued, 1);
    look(&f, &seen);
    assert_int_equal(seen.states[0], SAMPLE_QUEUED);
    assert_int_equal(seen.states[1], SAMPLE_WAITING);
    assert_int_equal(seen.states[2], SAMPLE_QUEUED);
    assert_ok(f, store_queue_waiting(f.store, NULL, INT64_MAX, &queued, &f.error));
    assert_int_equal(queued, 1);
    list_finish(&seen.texts);
    folder_close(&f);
}

static void the_same_text_is_queued_once(void **state) {
    (void)state;
    struct folder f;
    size_t queued;
    folder_open(&f);
    struct store_sample samples[] = {{.genre = "docs", .text = "one"},
                                     {.genre = "docs", .text = "two"},
                                     {.genre = "docs", .text = "one"},
                                     {.genre = "email", .text = "one"}};
    assert_ok(f, store_queue_samples(f.store, samples, 4, &queued, &f.error));
    assert_int_equal(queued, 3);
    assert_ok(f, store_queue_samples(f.store, samples, 4, &queued, &f.error));
    assert_int_equal(queued, 0);
    folder_close(&f);
}

static void related_are_the_newest_learned_of_the_genre(void **state) {
    (void)state;
    struct folder f;
    struct seen seen = {0};
    folder_open(&f);
    static const char *const none[] = {NULL};
    static const char *const texts[] = {"one", "two", "three", "four"};
    for (int i = 0; i < 4; i++)
        folder_learn(&f, i == 2 ? "email" : "docs", texts[i], none, 0);
    struct store_sample waiting = {.genre = "docs", .text = "waiting"};
    assert_ok(f, store_set_waiting(f.store, "a", &waiting, 1, &f.error));
    assert_ok(f, store_visit_related(f.store, "docs", 2, see, &seen, &f.error));
    assert_int_equal(seen.texts.count, 2);
    assert_string_equal(seen.texts.items[0], "four");
    assert_string_equal(seen.texts.items[1], "two");
    assert_int_equal(seen.states[0], SAMPLE_LEARNED);
    list_finish(&seen.texts);
    struct error error = {0};
    assert_false(store_visit_samples(f.store, 4711, see, &seen, &error));
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    folder_close(&f);
}

static bool count_answer(void *arg, const struct store_answer *answer, int64_t time_ms) {
    (void)answer, (void)time_ms;
    (*(int *)arg)++;
    return true;
}

static void forgetting_leaves_no_trace(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    static const char *const only_here[] = {"Mention Zanzibar often.", "Be brief.", NULL};
    static const char *const both[] = {"Be brief.", NULL};
    int64_t first = folder_learn(&f, "docs", "A very private Xylophone passage.", only_here, 2);
    folder_learn(&f, "docs", "another", both, 2);
    assert_true(folder_holds(&f, "Xylophone"));
    assert_ok(f, store_forget_sample(f.store, first, &f.error));
    assert_false(folder_holds(&f, "Xylophone"));
    assert_false(folder_holds(&f, "Zanzibar"));
    struct list left = {0};
    assert_ok(f, store_load_union(f.store, "docs", 5, &left, &f.error));
    assert_int_equal(left.count, 1);
    int answers = 0;
    assert_ok(f, store_visit_transcript(f.store, first, count_answer, &answers, &f.error));
    assert_int_equal(answers, 0);
    struct error error = {0};
    assert_false(store_forget_sample(f.store, first, &error));
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    list_finish(&left);
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_comes_back),
        cmocka_unit_test(saving_again_replaces_what_waits),
        cmocka_unit_test(the_quiet_ones_are_queued),
        cmocka_unit_test(the_same_text_is_queued_once),
        cmocka_unit_test(related_are_the_newest_learned_of_the_genre),
        cmocka_unit_test(forgetting_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
