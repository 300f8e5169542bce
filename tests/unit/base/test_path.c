/* Paths, small files, and the growing buffer that they are read into; clock and log levels beside them. */
#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/prosed-test-XXXXXX";

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void expect_clean(const char *path, const char *wanted) {
    char *cleaned = path_clean(path);
    assert_string_equal(cleaned, wanted);
    free(cleaned);
}

static void test_names(void **state) {
    (void)state;
    char *joined = path_join("/a/", "b");
    assert_string_equal(joined, "/a/b");
    free(joined);
    joined = path_join("/a", "b");
    assert_string_equal(joined, "/a/b");
    free(joined);
    assert_string_equal(path_get_name("/a/b.md"), "b.md");
    assert_string_equal(path_get_name("b.md"), "b.md");
    assert_true(path_is_inside("/a/b", "/a"));
    assert_true(path_is_inside("/a", "/a"));
    assert_true(path_is_inside("/a", "/"));
    assert_false(path_is_inside("/ab", "/a"));
    assert_false(path_is_inside("/", "/a"));
    expect_clean("/a//b/./c/../d/", "/a/b/d");
    expect_clean("/../..", "/");
    expect_clean("/", "/");
    char *here = getcwd(NULL, 0);
    char *below = path_join(here, "x");
    expect_clean("./y/../x", below);
    free(below);
    free(here);
}

static void test_write_and_read(void **state) {
    (void)state;
    struct error error = {0};
    char *deep = path_join(folder, "one/two");
    assert_true(path_make_folders(deep, &error));
    assert_true(path_make_folders(deep, &error));
    assert_true(path_is_folder(deep));
    struct stat status;
    stat(deep, &status);
    assert_int_equal(status.st_mode & 0777, 0700);

    char *file = path_join(deep, "f");
    assert_true(path_write(file, "a\0b", 3, &error));
    assert_true(path_write(file, "first", 5, &error));
    stat(file, &status);
    assert_int_equal(status.st_mode & 0777, 0600);
    struct buf out = {0};
    buf_append_text(&out, ">");
    assert_true(path_read(file, 5, &out, &error));
    assert_string_equal(out.data, ">first");
    assert_false(path_read(file, 4, &out, &error));
    assert_int_equal(error.kind, ERROR_LIMIT);
    assert_string_equal(out.data, ">first"); /* all or nothing */

    char *link = path_join(folder, "link");
    assert_int_equal(symlink("one/two/f", link), 0);
    assert_true(path_write(link, "second", 6, &error));
    lstat(link, &status);
    assert_true(S_ISLNK(status.st_mode));
    buf_clear(&out);
    assert_true(path_read(file, 100, &out, &error));
    assert_string_equal(out.data, "second");

    char *below_file = path_join(file, "x");
    assert_false(path_make_folders(below_file, &error));
    assert_non_null(strstr(error.text, file));
    assert_false(path_write(below_file, "", 0, &error));
    assert_int_equal(error.kind, ERROR_IO);
    assert_false(path_read(below_file, 1, &out, &error));
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    free(below_file);
    free(link);
    free(file);
    free(deep);
    buf_finish(&out);
}

static void test_reads_only_files(void **state) {
    (void)state;
    struct error error = {0};
    struct buf out = {0};
    char *pipe = path_join(folder, "pipe");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    alarm(5); /* opening it the plain way would wait for ever */
    assert_false(path_read(pipe, 10, &out, &error));
    alarm(0);
    assert_non_null(strstr(error.text, "device or pipe"));
    assert_false(path_read(folder, 10, &out, &error));
    assert_non_null(strstr(error.text, "a folder"));
    char *absent = path_join(folder, "absent");
    assert_false(path_read(absent, 10, &out, &error));
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    free(absent);
    free(pipe);
    buf_finish(&out);
}

static void test_failed_write_leaves_nothing(void **state) {
    (void)state;
    struct error error = {0};
    char *target = path_join(folder, "occupied");
    char *inner = path_join(target, "x");
    assert_true(path_make_folders(inner, &error));
    assert_false(path_write(target, "t", 1, &error)); /* a folder that is not empty cannot be replaced */
    assert_non_null(strstr(error.text, target));
    char *command = mem_format("test -z \"$(find %s -name '.occupied.*')\"", folder);
    assert_int_equal(system(command), 0);
    free(command);
    free(inner);
    free(target);
}

static void test_user_folders(void **state) {
    (void)state;
    struct error error = {0};
    setenv("HOME", "/h", 1);
    setenv("XDG_DATA_HOME", "/d", 1);
    setenv("XDG_CONFIG_HOME", "relative", 1);
    char *path = path_copy_data_folder(&error);
    assert_string_equal(path, "/d/prosed");
    free(path);
    path = path_copy_config_folder(&error);
    assert_string_equal(path, "/h/.config/prosed");
    free(path);
    unsetenv("HOME");
    unsetenv("XDG_DATA_HOME");
    assert_null(path_copy_data_folder(&error));
    assert_non_null(strstr(error.text, "set HOME or XDG_DATA_HOME"));
}

static void test_buf(void **state) {
    (void)state;
    struct buf buf = {0};
    assert_string_equal(buf_get(&buf), "");
    buf_append_text(&buf, NULL);
    assert_null(buf.data);
    buf_append(&buf, "", 0);
    assert_string_equal(buf.data, "");
    for (int i = 0; i < 100; i++) {
        buf_printf(&buf, "%d,", i);
    }
    assert_int_equal(buf.len, 290);
    assert_int_equal(buf.len, strlen(buf.data));
    buf_remove(&buf, 1, 288);
    buf_append_char(&buf, '!');
    assert_string_equal(buf.data, "0,!");
    buf_clear(&buf);
    assert_string_equal(buf_get(&buf), "");
    char *taken = buf_take(&buf);
    assert_string_equal(taken, "");
    free(taken);
    taken = buf_take(&buf);
    assert_string_equal(taken, "");
    free(taken);
    buf_finish(&buf);
}

static void test_clock_and_log(void **state) {
    (void)state;
    setenv("TZ", "UTC-2", 1);
    char day[11];
    char minute[17];
    clock_format_day(1795478400000 - 1, day); /* 2026-11-24 00:00 UTC, two hours later here */
    clock_format_minute(-1, minute);
    assert_string_equal(day, "2026-11-24");
    assert_string_equal(minute, "1970-01-01 01:59");
    assert_true(clock_now_ms() > 1700000000000);
    int64_t before = clock_monotonic_ms();
    assert_true(clock_monotonic_ms() >= before);
    enum log_level level;
    assert_true(log_parse_level("info", &level));
    assert_int_equal(level, LOG_INFO);
    assert_false(log_parse_level("loud", &level));
}

/* A pipe that nobody writes to must not be waited for. */
static void test_open_takes_files_alone(void **state) {
    (void)state;
    char pipe[] = "/tmp/prosed-pipe-XXXXXX";
    struct error error = {0};
    assert_non_null(mkdtemp(pipe));
    char *path = path_join(pipe, "p");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_null(path_open(path, &error));
    assert_int_equal(error.kind, ERROR_IO);
    assert_null(path_open("/dev/zero", &error));
    assert_null(path_open(pipe, &error));
    FILE *file = path_open("/proc/self/status", &error);
    assert_non_null(file);
    fclose(file);
    unlink(path);
    rmdir(pipe);
    free(path);
}

static void test_resolve(void **state) {
    (void)state;
    static const struct {
        const char *path, *real; /* below the folder */
    } rows[] = {{"there/file", "there/file"}, {"link/file", "there/file"},
                {"link/new", "there/new"},    {"link/new/deep", "there/new/deep"},
                {"link/../new", "new"},       {"to-nothing", "there/nothing"},
                {"chain", "there/nothing"},   {"new", "new"}};
    char command[512];
    snprintf(command, sizeof command,
             "cd %s && mkdir resolve && cd resolve && mkdir there && touch there/file && ln -s there link && ln -s "
             "there/nothing to-nothing && "
             "ln -s to-nothing chain && ln -s circle circle",
             folder);
    assert_int_equal(system(command), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *path = mem_format("%s/resolve/%s", folder, rows[i].path),
             *expected = mem_format("%s/resolve/%s", folder, rows[i].real);
        char *real = path_resolve(path);
        assert_non_null(real);
        assert_string_equal(real, expected);
        free(real);
        free(expected);
        free(path);
    }
    char *circle = path_join(folder, "resolve/circle");
    assert_null(path_resolve(circle));
    free(circle);
    char *none = path_resolve("/no-such-folder/deep/file");
    assert_string_equal(none, "/no-such-folder/deep/file");
    free(none);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open_takes_files_alone),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_write_and_read),
        cmocka_unit_test(test_reads_only_files),
        cmocka_unit_test(test_failed_write_leaves_nothing),
        cmocka_unit_test(test_user_folders),
        cmocka_unit_test(test_resolve),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_clock_and_log),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
