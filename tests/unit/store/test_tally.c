/* One number for all projects of a person: added to by many, counted by each, one file a day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/store/tally.h"
#include "tests/unit/store/folder.h"

#include <sys/wait.h>

static int64_t count(struct tally *tally) {
    struct error error = {0};
    int64_t tokens = -1;
    if (!tally_count(tally, &tokens, &error))
        fail_msg("%s", error.text);
    return tokens;
}

static void add(struct tally *tally, int64_t tokens) {
    struct error error = {0};
    if (!tally_add(tally, tokens, &error))
        fail_msg("%s", error.text);
}

static char *today_of(const char *folder) {
    char day[11];
    clock_format_day(clock_now_ms(), day);
    return path_join(folder, day);
}

static void append(const char *path, const char *text) {
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void all_see_what_each_adds(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    char *folder = path_join(f.path, "new/tokens");
    struct tally *a = tally_open(folder), *b = tally_open(folder);
    assert_int_equal(count(a), 0);
    add(a, 100);
    assert_int_equal(count(a), 100);
    assert_int_equal(count(b), 100);
    add(b, 20);
    add(b, 3);
    assert_int_equal(count(a), 123);
    assert_int_equal(count(a), 123); /* nothing is counted twice */
    struct stat status;
    char *path = today_of(folder);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    remove(path);
    assert_int_equal(count(a), 0);
    add(b, 7);
    assert_int_equal(count(a), 7);
    tally_close(a);
    tally_close(b);
    free(path);
    free(folder);
    folder_close(&f);
}

/* Another file by the same name, as long as the one that was counted: a backup that was put back, say. */
static void a_file_put_in_its_place_is_counted_anew(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    struct tally *tally = tally_open(f.path);
    add(tally, 100);
    assert_int_equal(count(tally), 100);
    char *path = today_of(f.path), *other = path_join(f.path, "other");
    append(other, "\n1\n\n2\n\n3\n\n4\n\n5\n\n6\n");
    assert_int_equal(rename(other, path), 0);
    assert_int_equal(count(tally), 21);
    add(tally, 9);
    assert_int_equal(count(tally), 30);
    tally_close(tally);
    free(path);
    free(other);
    folder_close(&f);
}

static void days_before_are_removed(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    char *old = path_join(f.path, "2001-02-03"), *other = path_join(f.path, "2001-02-03.txt");
    append(old, "\n900\n");
    append(other, "mine");
    struct tally *tally = tally_open(f.path);
    assert_int_equal(count(tally), 0);
    add(tally, 5);
    assert_int_equal(count(tally), 5);
    assert_int_not_equal(access(old, F_OK), 0);
    assert_int_equal(access(other, F_OK), 0); /* not ours */
    tally_close(tally);
    free(old);
    free(other);
    folder_close(&f);
}

static void what_was_cut_off_spoils_nothing_else(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    struct tally *tally = tally_open(f.path);
    char *path = today_of(f.path);
    add(tally, 1000);
    append(path, "\n23"); /* the disk was full */
    assert_int_equal(count(tally), 1000);
    add(tally, 4);
    assert_int_equal(count(tally), 1027);
    append(path, "\nnonsense\n-50\n99999999999999999999\n");
    for (int i = 0; i < 2000; i++)
        append(path, "xxxxxxxxxx");
    append(path, "\n6\n");
    assert_int_equal(count(tally), 1033);
    tally_close(tally);
    free(path);
    folder_close(&f);
}

static void processes_do_not_lose_each_others(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    for (int i = 0; i < 4; i++) {
        if (fork() == 0) {
            struct tally *tally = tally_open(f.path);
            bool ok = true;
            for (int k = 0; k < 500; k++)
                ok = tally_add(tally, 1 + i, NULL) && ok;
            tally_close(tally);
            _exit(ok ? 0 : 1);
        }
    }
    int status;
    for (int i = 0; i < 4; i++)
        assert_true(wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    struct tally *tally = tally_open(f.path);
    assert_int_equal(count(tally), 500 * (1 + 2 + 3 + 4));
    tally_close(tally);
    folder_close(&f);
}

static void stores_share_one(void **state) {
    (void)state;
    struct folder f, g;
    int64_t tokens;
    folder_open(&f);
    folder_open(&g);
    struct tally *tally = tally_open(f.path);
    store_set_tally(f.store, tally);
    store_set_tally(g.store, tally);
    struct store_spend spend = {.model = "m", .purpose = "learn", .calls = 1, .prompt_tokens = 50, .answer_tokens = 5};
    assert_true(store_add_spend(f.store, &spend, NULL));
    spend.purpose = "interactive"; /* no cap on these */
    assert_true(store_add_spend(f.store, &spend, NULL));
    assert_true(store_count_learning_tokens(g.store, &tokens, NULL));
    assert_int_equal(tokens, 55);
    spend.purpose = "suggest";
    assert_true(store_add_spend(g.store, &spend, NULL));
    assert_true(store_count_learning_tokens(f.store, &tokens, NULL));
    assert_int_equal(tokens, 110);
    store_set_tally(f.store, NULL);
    assert_true(store_count_learning_tokens(f.store, &tokens, NULL));
    assert_int_equal(tokens, 55);
    tally_close(tally);
    folder_close(&f);
    folder_close(&g);
}

/* It is a number beside the work, not the work. */
static void without_its_folder_each_store_counts_its_own(void **state) {
    (void)state;
    struct folder f;
    int64_t tokens;
    folder_open(&f);
    char *file = path_join(f.path, "file");
    append(file, "");
    struct tally *tally = tally_open(file); /* where a folder should be */
    struct error error = {0};
    assert_false(tally_add(tally, 1, &error));
    assert_int_equal(error.kind, ERROR_IO);
    store_set_tally(f.store, tally);
    struct store_spend spend = {.model = "m", .purpose = "learn", .calls = 1, .prompt_tokens = 50, .answer_tokens = 5};
    assert_true(store_add_spend(f.store, &spend, NULL));
    assert_true(store_count_learning_tokens(f.store, &tokens, NULL));
    assert_int_equal(tokens, 55);
    tally_close(tally);
    free(file);
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_see_what_each_adds),
        cmocka_unit_test(a_file_put_in_its_place_is_counted_anew),
        cmocka_unit_test(days_before_are_removed),
        cmocka_unit_test(what_was_cut_off_spoils_nothing_else),
        cmocka_unit_test(processes_do_not_lose_each_others),
        cmocka_unit_test(stores_share_one),
        cmocka_unit_test(without_its_folder_each_store_counts_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
