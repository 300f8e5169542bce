/* A job's input survives being written down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/method/input.h"

#include <stdlib.h>
#include <string.h>

static struct input *make(void) {
    struct input *input = input_create();
    const struct prose_sample sample = {
        .id = 7, .format = FORMAT_LATEX, .task_kind = TASK_REVISE, .task = NULL, .text = "own \"text\"\n\xC3\xA4"};
    const struct prose_sample related = {.id = 3, .format = FORMAT_MAIL, .task = "notes", .text = "older"};
    input->settings = (struct prose_settings){.steps = 3, .threshold = 0.75, .retry = true, .examples = true};
    input_set_sample(input, &sample);
    input_add_related(input, &related);
    input_add_score(input, "Be brief.", 3, -2);
    list_add(&input->start, "Be brief.");
    list_add(&input->pinned, "Sign off.");
    list_add(&input->muted, "Shout.");
    input->first_draft = strdup("offered");
    return input;
}

static void it_comes_back_as_it_was(void **state) {
    (void)state;
    struct input *input = make();
    char *json = input_format(input), *again;
    struct error error = {0};
    struct input *back = input_parse(json, &error);
    if (!back)
        fail_msg("%s", error.text);
    struct prose_input view;
    input_view(back, &view);
    assert_int_equal(view.sample.id, 7);
    assert_int_equal(view.sample.format, FORMAT_LATEX);
    assert_int_equal(view.sample.task_kind, TASK_REVISE);
    assert_null(view.sample.task);
    assert_string_equal(view.sample.text, "own \"text\"\n\xC3\xA4");
    assert_int_equal(view.related_count, 1);
    assert_string_equal(view.related[0].task, "notes");
    assert_int_equal(view.scores[0].score, -2);
    assert_int_equal(view.scores[0].sample, 3);
    assert_string_equal(view.first_draft, "offered");
    assert_null(view.coalesced);
    assert_true(view.settings.threshold == 0.75 && view.settings.steps == 3 && view.settings.examples);
    assert_false(view.settings.speculate);
    assert_string_equal(view.pinned->items[0], "Sign off.");
    assert_string_equal(view.muted->items[0], "Shout.");
    again = input_format(back);
    assert_string_equal(again, json);
    free(json);
    free(again);
    input_destroy(input);
    input_destroy(back);
}

static void what_is_no_input_is_said(void **state) {
    (void)state;
    static const char *const bad[] = {"", "{", "[]", "{}", "{\"sample\":{\"id\":1}}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error error = {0};
        assert_null(input_parse(bad[i], &error));
        assert_true(error.kind != ERROR_NONE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_comes_back_as_it_was),
        cmocka_unit_test(what_is_no_input_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
