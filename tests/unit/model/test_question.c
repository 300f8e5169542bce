/* Questions as data: formatting names what is set, and a copy shares nothing with what it was made from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/model/question.h"

#include <stdlib.h>
#include <string.h>

static void names_go_both_ways(void **state) {
    (void)state;
    for (int i = 0; i < OP_COUNT; i++) {
        enum op op = OP_COUNT;
        assert_true(op_parse(op_name((enum op)i), &op));
        assert_int_equal(op, i);
    }
    enum op op = OP_INFER;
    assert_false(op_parse("guess", &op));
    assert_int_equal(op, OP_INFER);
}

static void formats_what_is_set(void **state) {
    (void)state;
    struct list preferences = {0};
    list_add(&preferences, "Be brief.");
    const struct example example = {.task = "a task", .text = "a text"};
    const struct question question = {.op = OP_GENERATE,
                                      .format = FORMAT_MARKDOWN,
                                      .task_kind = TASK_REVISE,
                                      .task = "Old \"text\"",
                                      .preferences = &preferences,
                                      .examples = &example,
                                      .example_count = 1};
    cJSON *json = question_format(&question);
    char *text = json_format(json);
    assert_string_equal(text, "{\"op\":\"generate\",\"format\":\"markdown\",\"task_kind\":\"revise\","
                              "\"task\":\"Old \\\"text\\\"\",\"preferences\":[\"Be brief.\"],"
                              "\"examples\":[{\"task\":\"a task\",\"text\":\"a text\"}]}");
    free(text);
    cJSON_Delete(json);
    list_finish(&preferences);
}

static void a_copy_outlives_its_original(void **state) {
    (void)state;
    struct list preferences = {0};
    list_add(&preferences, "Be brief.");
    char *passage = mem_copy_text("A cat."), *sample = mem_copy_text("sample");
    struct example *examples = mem_alloc(sizeof *examples);
    examples->text = sample;
    struct question *copy = question_copy(&(struct question){
        .op = OP_REWRITE, .passage = passage, .preferences = &preferences, .examples = examples, .example_count = 1});
    list_finish(&preferences);
    free(passage);
    free(sample);
    free(examples);
    assert_string_equal(copy->passage, "A cat.");
    assert_null(copy->before);
    assert_string_equal(copy->preferences->items[0], "Be brief.");
    assert_null(copy->examples[0].task);
    assert_string_equal(copy->examples[0].text, "sample");
    question_destroy(copy);
    question_destroy(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_both_ways),
        cmocka_unit_test(formats_what_is_set),
        cmocka_unit_test(a_copy_outlives_its_original),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
