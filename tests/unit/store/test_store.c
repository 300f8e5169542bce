/* The file itself: where it is, who may read it, and what happens when it is not what it should be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/store/statement.h"
#include "tests/unit/store/folder.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

static void it_is_private(void **state) {
    (void)state;
    struct folder f;
    struct stat status;
    folder_open(&f);
    struct store_sample sample = {.document = "a", .genre = "docs", .text = "private"};
    assert_ok(f, store_queue_samples(f.store, &sample, 1, NULL, &f.error));
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char *path = mem_format("%s%s", f.store_path, ends[i]);
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
        free(path);
    }
    char *data = path_join(f.path, "data");
    assert_int_equal(stat(data, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    free(data);
    folder_close(&f);
}

static void what_is_in_stays_in(void **state) {
    (void)state;
    struct folder f;
    struct store_counts counts;
    folder_open(&f);
    struct store_sample sample = {.document = "a", .genre = "docs", .text = "text"};
    assert_ok(f, store_queue_samples(f.store, &sample, 1, NULL, &f.error));
    folder_reopen(&f);
    assert_ok(f, store_count(f.store, &counts, &f.error));
    assert_int_equal(counts.samples[SAMPLE_QUEUED], 1);
    struct list problems = {0};
    assert_ok(f, store_check(f.store, &problems, &f.error));
    assert_int_equal(problems.count, 0);
    folder_close(&f);
}

static void a_newer_one_is_left_alone(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    assert_true(store_run(f.store, NULL, "PRAGMA user_version = 99", ""));
    store_close(f.store);
    struct error error = {0};
    f.store = store_open(f.store_path, &error);
    assert_null(f.store);
    assert_int_equal(error.kind, ERROR_TOO_NEW);
    assert_non_null(strstr(error.text, f.store_path));
    assert_non_null(strstr(error.text, "update"));
    folder_close(&f);
}

static void expect_damaged(struct folder *f, const char *data, size_t len) {
    assert_true(path_write(f->store_path, data, len, NULL));
    struct error error = {0};
    assert_null(store_open(f->store_path, &error));
    assert_int_equal(error.kind, ERROR_DAMAGED);
    assert_non_null(strstr(error.text, f->store_path));
    struct buf now = {0};
    assert_true(path_read(f->store_path, 1u << 20, &now, NULL));
    assert_int_equal(now.len, len); /* not touched */
    assert_memory_equal(now.data, data, len);
    buf_finish(&now);
}

static void damaged_ones_are_left_alone(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    store_close(f.store);
    f.store = NULL;
    struct buf whole = {0};
    assert_true(path_read(f.store_path, 1u << 20, &whole, NULL));
    expect_damaged(&f, "not a database", 14);
    char *noise = mem_alloc(8192);
    for (int i = 0; i < 8192; i++)
        noise[i] = (char)(i * 7919 >> 3);
    expect_damaged(&f, noise, 8192);
    free(noise);
    memset(whole.data + 100, 0x55, 300); /* the page that lists the tables */
    expect_damaged(&f, whole.data, whole.len);
    buf_finish(&whole);
    folder_close(&f);
}

static void a_database_of_others_is_left_alone(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    assert_true(store_run(f.store, NULL, "PRAGMA application_id = 7", ""));
    store_close(f.store);
    struct error error = {0};
    f.store = store_open(f.store_path, &error);
    assert_null(f.store);
    assert_int_equal(error.kind, ERROR_DAMAGED);
    assert_non_null(strstr(error.text, "another program"));
    folder_close(&f);
}

static void a_full_disk_is_said_and_loses_nothing(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    assert_true(store_run(f.store, NULL, "PRAGMA max_page_count = 64", ""));
    char *text = mem_alloc(100001);
    struct store_counts counts;
    struct error error = {0};
    size_t before = 0;
    for (int i = 0; i < 50; i++) {
        memset(text, 'a' + i % 26, 100000);
        struct store_sample sample = {.document = "a", .genre = "docs", .text = text};
        if (!store_queue_samples(f.store, &sample, 1, NULL, &error))
            break;
        before++;
    }
    assert_int_equal(error.kind, ERROR_IO);
    assert_non_null(strstr(error.text, "disk is full"));
    assert_ok(f, store_count(f.store, &counts, &f.error));
    assert_int_equal(counts.samples[SAMPLE_QUEUED], before);
    free(text);
    folder_close(&f);
}

static void a_lock_of_another_is_said(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    struct store *other = store_open(f.store_path, &f.error);
    assert_non_null(other);
    assert_true(store_begin(other, NULL));
    assert_true(store_run(f.store, NULL, "PRAGMA busy_timeout = 10", ""));
    struct error error = {0};
    assert_false(store_add_preference(f.store, "docs", "Be brief.", NULL, &error));
    assert_int_equal(error.kind, ERROR_BUSY);
    assert_true(store_end(other, true, NULL));
    assert_true(store_add_preference(f.store, "docs", "Be brief.", NULL, &error));
    store_close(other);
    folder_close(&f);
}

static void a_folder_is_no_store(void **state) {
    (void)state;
    struct folder f;
    struct error error = {0};
    folder_open(&f);
    assert_null(store_open(f.path, &error));
    assert_int_equal(error.kind, ERROR_IO);
    folder_close(&f);
}

static void what_is_deleted_is_overwritten(void **state) {
    (void)state;
    struct folder f;
    int64_t erases;
    folder_open(&f);
    assert_ok(f, store_query_int(f.store, &erases, NULL, &f.error, "PRAGMA secure_delete", ""));
    assert_int_equal(erases, 1);
    folder_close(&f);
}

/* A parameter that nobody binds would be null. Ours to mend, so it aborts. */
static void every_parameter_is_bound(void **state) {
    (void)state;
    struct folder f;
    static const char *const types[] = {"", "is", "x"};
    folder_open(&f);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        int status;
        pid_t child = fork();
        if (child == 0) {
            signal(SIGABRT, SIG_DFL);
            freopen("/dev/null", "w", stderr); /* what assert says */
            store_run(f.store, NULL, "SELECT ?", types[i], (int64_t)1, "a");
            _exit(0);
        }
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    }
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_private),
        cmocka_unit_test(what_is_in_stays_in),
        cmocka_unit_test(a_newer_one_is_left_alone),
        cmocka_unit_test(damaged_ones_are_left_alone),
        cmocka_unit_test(a_database_of_others_is_left_alone),
        cmocka_unit_test(a_full_disk_is_said_and_loses_nothing),
        cmocka_unit_test(a_lock_of_another_is_said),
        cmocka_unit_test(a_folder_is_no_store),
        cmocka_unit_test(what_is_deleted_is_overwritten),
        cmocka_unit_test(every_parameter_is_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
