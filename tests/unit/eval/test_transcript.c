/* The journal of a benchmark: what is in it after a kill, and which files it leaves alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/eval/transcript.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/prosed-transcript-XXXXXX";

static int make_file(void **state) {
    (void)state;
    strcpy(path + strlen(path) - 6, "XXXXXX");
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state) {
    (void)state;
    return unlink(path);
}

static void append(const char *text) {
    FILE *file = fopen(path, "a");
    fputs(text, file);
    fclose(file);
}

static void assert_file(const char *expected) {
    struct buf data = {0};
    assert_true(path_read(path, 1 << 20, &data, NULL));
    assert_string_equal(buf_get(&data), expected);
    buf_finish(&data);
}

static struct transcript *open_it(const char *identity) {
    struct error error = {0};
    struct transcript *transcript = transcript_open(path, identity, false, &error);
    if (!transcript)
        fail_msg("%s", error.text);
    return transcript;
}

static void write_answer(struct transcript *transcript, const char *name, const char *key, const char *text) {
    const struct transcript_answer answer = {
        .name = name, .key = key, .text = text, .op = OP_INFER, .prompt_tokens = 7, .elapsed_ms = 9};
    assert_true(transcript_write(transcript, &answer, NULL));
}

static void collect(void *arg, const struct transcript_answer *answer) {
    assert_int_equal(answer->op, OP_INFER);
    assert_int_equal(answer->prompt_tokens, 7);
    assert_int_equal(answer->elapsed_ms, 9);
    list_take(arg, mem_format("%s=%s", answer->key, answer->text));
}

static void assert_answers(const struct transcript *transcript, const char *name, const char *expected) {
    struct list answers = {0};
    transcript_visit(transcript, name, collect, &answers);
    char *joined = list_join(&answers, " ");
    assert_string_equal(joined, expected);
    free(joined);
    list_finish(&answers);
}

static void answers_are_there_again(void **state) {
    (void)state;
    struct transcript *transcript = open_it("one");
    assert_int_equal(transcript_count(transcript), 0);
    write_answer(transcript, "b", "generate/0", "two\nlines");
    write_answer(transcript, "a", "infer/1", "x");
    write_answer(transcript, "b", "infer/1", "y");
    transcript_close(transcript);
    transcript = open_it("one");
    assert_int_equal(transcript_count(transcript), 3);
    assert_answers(transcript, "b", "generate/0=two\nlines infer/1=y");
    assert_answers(transcript, "a", "infer/1=x");
    assert_answers(transcript, "c", "");
    transcript_close(transcript);
}

static void a_line_that_was_cut_off_is_written_over(void **state) {
    (void)state;
    struct transcript *transcript = open_it("one");
    write_answer(transcript, "a", "infer/1", "x");
    transcript_close(transcript);
    append("{\"name\":\"a\",\"key\":\"infer/2\",\"te");
    transcript = open_it("one");
    assert_int_equal(transcript_count(transcript), 1);
    write_answer(transcript, "a", "infer/2", "z");
    transcript_close(transcript);
    transcript = open_it("one");
    assert_answers(transcript, "a", "infer/1=x infer/2=z");
    transcript_close(transcript);
}

static void a_first_line_that_was_cut_off_is_written_over(void **state) {
    (void)state;
    append("{\"benchmark\":\"on");
    transcript_close(open_it("one"));
    assert_file("{\"benchmark\":\"one\"}\n");
}

static void assert_refused(const char *identity, bool fresh, enum error_kind kind) {
    struct error error = {0};
    assert_null(transcript_open(path, identity, fresh, &error));
    assert_int_equal(error.kind, kind);
    assert_non_null(strstr(error.text, path));
}

static void another_benchmark_is_refused_unless_begun_anew(void **state) {
    (void)state;
    struct transcript *transcript = open_it("one");
    write_answer(transcript, "a", "infer/1", "x");
    transcript_close(transcript);
    assert_refused("two", false, ERROR_USAGE);
    transcript = transcript_open(path, "two", true, NULL);
    assert_int_equal(transcript_count(transcript), 0);
    transcript_close(transcript);
    assert_file("{\"benchmark\":\"two\"}\n");
}

static void a_file_of_somebody_is_left_alone(void **state) {
    (void)state;
    static const char *const contents[] = {"My notes\nare mine.\n", "no line end", "{\"a\":1}\n", "\n"};
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        assert_return_code(truncate(path, 0), 0);
        append(contents[i]);
        assert_refused("one", false, ERROR_USAGE);
        assert_refused("one", true, ERROR_USAGE);
        assert_file(contents[i]);
    }
}

static void one_at_a_time(void **state) {
    (void)state;
    struct transcript *transcript = open_it("one");
    assert_refused("one", true, ERROR_BUSY);
    transcript_close(transcript);
    transcript_close(open_it("one"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_are_there_again, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_line_that_was_cut_off_is_written_over, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_first_line_that_was_cut_off_is_written_over, make_file, remove_file),
        cmocka_unit_test_setup_teardown(another_benchmark_is_refused_unless_begun_anew, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_file_of_somebody_is_left_alone, make_file, remove_file),
        cmocka_unit_test_setup_teardown(one_at_a_time, make_file, remove_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
