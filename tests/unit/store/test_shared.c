/* One store, several processes: what waits in one of them is not touched by the others as long as it lives, news is
 * found, and nobody who reads waits for one who writes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/store/statement.h"
#include "tests/unit/store/folder.h"

#include <sys/wait.h>

/* Another process with the store open. It does `act`, says so, and waits to be let go. */
struct other {
    pid_t pid;
    int said[2];
    int heard[2];
};

static void other_start(struct other *other, struct folder *f, bool (*act)(struct store *store)) {
    char byte = 0;
    assert_int_equal(pipe(other->said), 0);
    assert_int_equal(pipe(other->heard), 0);
    other->pid = fork();
    if (other->pid == 0) {
        struct store *store = store_open(f->store_path, NULL);
        if (store && act(store) && write(other->said[1], "y", 1) == 1 && read(other->heard[0], &byte, 1) == 1)
            _exit(0);
        _exit(1);
    }
    close(other->said[1]);
    assert_int_equal(read(other->said[0], &byte, 1), 1);
}

static void other_end(struct other *other) {
    assert_int_equal(write(other->heard[1], "n", 1), 1);
    waitpid(other->pid, NULL, 0);
    close(other->said[0]);
    close(other->heard[0]);
    close(other->heard[1]);
}

static bool save_one(struct store *store) {
    struct store_sample sample = {.genre = "docs", .text = "what the other wrote"};
    return store_set_waiting(store, "a.md", &sample, 1, NULL);
}

static bool begin(struct store *store) {
    return store_begin(store, NULL) && store_run(store, NULL, "UPDATE identity SET changes = changes", "");
}

static bool add_one(struct store *store) {
    int64_t id;
    return store_add_preference(store, "docs", "Be brief.", &id, NULL);
}

static void assert_states(struct folder *f, size_t waiting, size_t queued) {
    size_t got_waiting, got_queued;
    assert_ok(*f, store_count_queue(f->store, &got_waiting, &got_queued, &f->error));
    assert_int_equal(got_waiting, waiting);
    assert_int_equal(got_queued, queued);
}

static void what_waits_elsewhere_stays_while_that_process_lives(void **state) {
    (void)state;
    struct folder f;
    struct other other;
    size_t queued;
    folder_open(&f);
    other_start(&other, &f, save_one);
    struct store_sample own = {.genre = "docs", .text = "what we wrote"};
    assert_ok(f, store_set_waiting(f.store, "a.md", &own, 1, &f.error)); /* the same document */
    assert_states(&f, 2, 0);
    assert_ok(f, store_queue_orphans(f.store, &queued, &f.error));
    assert_int_equal(queued, 0);
    assert_ok(f, store_queue_waiting(f.store, "a.md", INT64_MAX, &queued, &f.error));
    assert_int_equal(queued, 1);
    assert_states(&f, 1, 1);
    other_end(&other);
    assert_ok(f, store_queue_orphans(f.store, &queued, &f.error));
    assert_int_equal(queued, 1);
    assert_states(&f, 0, 2);
    folder_close(&f);
}

static void what_an_earlier_opening_left_is_queued(void **state) {
    (void)state;
    struct folder f;
    size_t queued;
    folder_open(&f);
    assert_true(save_one(f.store));
    assert_ok(f, store_queue_orphans(f.store, &queued, &f.error));
    assert_int_equal(queued, 0);
    folder_reopen(&f);
    assert_ok(f, store_queue_orphans(f.store, &queued, &f.error));
    assert_int_equal(queued, 1);
    folder_close(&f);
}

static void another_host_counts_as_gone_after_an_hour(void **state) {
    (void)state;
    struct folder f;
    size_t queued;
    folder_open(&f);
    assert_true(save_one(f.store));
    assert_true(store_run(f.store, NULL, "UPDATE sample SET owner = 'elsewhere 1 00'", ""));
    assert_ok(f, store_queue_orphans(f.store, &queued, &f.error));
    assert_int_equal(queued, 0);
    assert_true(store_run(f.store, NULL, "UPDATE sample SET changed_ms = changed_ms - 3700000", ""));
    assert_ok(f, store_queue_orphans(f.store, &queued, &f.error));
    assert_int_equal(queued, 1);
    folder_close(&f);
}

static void a_text_waits_for_learning_once(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    assert_true(save_one(f.store));
    assert_ok(f, store_queue_waiting(f.store, NULL, INT64_MAX, NULL, &f.error));
    assert_true(save_one(f.store)); /* a save that finds the passage again */
    assert_states(&f, 0, 1);
    folder_close(&f);
}

static void news_is_found_once(void **state) {
    (void)state;
    struct folder f;
    struct other other;
    struct store_news news;
    folder_open(&f);
    assert_ok(f, store_find_news(f.store, &news, &f.error));
    assert_false(news.any || news.preferences);
    other_start(&other, &f, add_one);
    assert_ok(f, store_find_news(f.store, &news, &f.error));
    assert_true(news.any && news.preferences);
    assert_ok(f, store_find_news(f.store, &news, &f.error));
    assert_false(news.any || news.preferences);
    other_end(&other);
    other_start(&other, &f, save_one);
    assert_ok(f, store_find_news(f.store, &news, &f.error));
    assert_true(news.any && !news.preferences);
    other_end(&other);
    static const char *const brief[] = {"Be brief.", NULL};
    folder_learn(&f, "docs", "text", brief, 2);
    assert_ok(f, store_find_news(f.store, &news, &f.error));
    assert_true(news.preferences);
    folder_close(&f);
}

static void who_reads_does_not_wait_for_who_writes(void **state) {
    (void)state;
    struct folder f;
    struct other other;
    int slow = 0;
    folder_open(&f);
    other_start(&other, &f, begin);
    for (int i = 0; i < 20; i++) {
        struct list list = {0};
        struct store_counts counts;
        int64_t from_ms = clock_monotonic_ms();
        assert_ok(f, store_load_union(f.store, "docs", 5, &list, &f.error));
        assert_ok(f, store_count(f.store, &counts, &f.error));
        slow += clock_monotonic_ms() - from_ms > 50;
        list_finish(&list);
    }
    assert_in_range(slow, 0, 2); /* other programs may be in the way of a few */
    struct error error = {0};
    int64_t from_ms = clock_monotonic_ms(), id;
    store_set_patience(f.store, 40);
    assert_false(store_add_preference(f.store, "docs", "Be brief.", &id, &error));
    assert_int_equal(error.kind, ERROR_BUSY);
    assert_in_range(clock_monotonic_ms() - from_ms, 0, 500); /* not the second of one who has time */
    other_end(&other);
    assert_ok(f, store_add_preference(f.store, "docs", "Be brief.", &id, &f.error));
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_elsewhere_stays_while_that_process_lives),
        cmocka_unit_test(what_an_earlier_opening_left_is_queued),
        cmocka_unit_test(another_host_counts_as_gone_after_an_hour),
        cmocka_unit_test(a_text_waits_for_learning_once),
        cmocka_unit_test(news_is_found_once),
        cmocka_unit_test(who_reads_does_not_wait_for_who_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
