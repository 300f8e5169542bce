/* Settings and tasks of a history: what the words mean, and which make no sense. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/eval/replay.h"

#include <string.h>

static bool read_method(const char *settings, struct method *out, struct error *error) {
    cJSON *json = json_parse(settings, strlen(settings), NULL);
    *error = (struct error){0};
    bool ok = replay_read_method(json, out, error);
    cJSON_Delete(json);
    return ok;
}

static void settings_have_the_defaults_of_the_paper(void **state) {
    (void)state;
    struct method method;
    struct error error;
    assert_true(read_method("{\"max_related\": null}", &method, &error));
    assert_int_equal(method.kind, METHOD_PROSE);
    assert_int_equal(method.prose.steps, 5);
    assert_true(method.prose.threshold == 0.5);
    assert_int_equal(method.prose.candidate, CANDIDATE_ITERATE);
    assert_int_equal(method.prose.breakdown, BREAKDOWN_AFTER);
    assert_false(method.prose.unverified || method.prose.examples || method.prose.retry || method.prose.speculate);
    assert_int_equal(method.retrieval.mode, RETRIEVAL_SOURCE);
    assert_int_equal(method.retrieval.most, 5);
    assert_false(method.retrieval.has_floor);
}

static void settings_are_read(void **state) {
    (void)state;
    struct method method;
    struct error error;
    assert_true(read_method(
        "{\"agent\": \"prose\", \"steps\": 0, \"threshold\": 1, \"max_related\": 0, \"candidate\": \"none\", "
        "\"validate\": false, \"use_icl\": true, \"breakdown\": \"each\", \"retrieval\": \"cosine_sim\", "
        "\"retrieval_threshold\": 0.4}",
        &method, &error));
    assert_int_equal(method.prose.steps, 0);
    assert_true(method.prose.threshold == 1);
    assert_int_equal(method.prose.candidate, CANDIDATE_NONE);
    assert_int_equal(method.prose.breakdown, BREAKDOWN_EACH);
    assert_true(method.prose.unverified && method.prose.examples);
    assert_int_equal(method.retrieval.mode, RETRIEVAL_SIMILAR);
    assert_int_equal(method.retrieval.most, 0);
    assert_true(method.retrieval.has_floor && method.retrieval.floor == 0.4);
    assert_true(read_method("{\"agent\": \"cipher1\", \"max_related\": 4}", &method, &error));
    assert_true(method.kind == METHOD_CIPHER && !method.aggregate && method.retrieval.most == 1);
    assert_true(read_method("{\"agent\": \"cipherN\", \"cipher_n\": 4}", &method, &error));
    assert_true(method.kind == METHOD_CIPHER && method.aggregate && method.retrieval.most == 4);
    assert_true(read_method("{\"agent\": \"no_learning\"}", &method, &error));
    assert_int_equal(method.kind, METHOD_NONE);
}

static void settings_without_sense_are_named(void **state) {
    (void)state;
    static const char *const rows[][2] = {{"{\"agent\": \"pose\"}", "settings.agent: \"pose\""},
                                          {"{\"retrieval\": \"nearest\"}", "settings.retrieval: \"nearest\""},
                                          {"{\"steps\": -1}", "from 0 to 1000"},
                                          {"{\"max_related\": 5000}", "from 0 to 1000"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct method method;
        struct error error;
        assert_false(read_method(rows[i][0], &method, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        if (!strstr(error.text, rows[i][1]))
            fail_msg("\"%s\" does not say \"%s\"", error.text, rows[i][1]);
    }
}

static void tasks_are_read(void **state) {
    (void)state;
    static const char text[] = "[{\"source\": \"a\", \"content\": \"C\", \"user_text\": \"U\", \"vector\": [1, 0.5], "
                               "\"true_preferences\": \"one\"}, {\"content\": \"C\"}]";
    cJSON *tasks = json_parse(text, strlen(text), NULL);
    struct replayed_task task;
    struct error error = {0};
    assert_true(replay_read_task(tasks, 0, NULL, &task, &error));
    assert_string_equal(task.sample.source, "a");
    assert_string_equal(task.sample.sample.task, "C");
    assert_string_equal(task.sample.sample.text, "U");
    assert_int_equal(task.sample.vector_len, 2);
    assert_true(task.sample.vector[1] == 0.5);
    assert_int_equal(task.true_preferences.count, 1);
    replay_finish_task(&task);
    assert_false(replay_read_task(tasks, 1, NULL, &task, &error));
    assert_non_null(strstr(error.text, "tasks[1]: "));
    cJSON_Delete(tasks);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_have_the_defaults_of_the_paper),
        cmocka_unit_test(settings_are_read),
        cmocka_unit_test(settings_without_sense_are_named),
        cmocka_unit_test(tasks_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
