/* The engine "anthropic" against the scripted server, and against a server of the wrong kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/model/remote_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char script[] =
    "{\"rules\": ["
    "{\"model\": \"plain-text\", \"say\": \"Grüße, {user_text} – done.\"},"
    "{\"model\": \"bytes\", \"fault\": \"bytes\", \"say\": \"Grüße – 你好\"},"
    "{\"model\": \"one-write\", \"fault\": \"one_write\", \"say\": \"all at once\"},"
    "{\"model\": \"odd\", \"fault\": \"odd\", \"say\": \"odd framing\"},"
    "{\"model\": \"bad-utf8\", \"fault\": \"bad_utf8\", \"say\": \" behind\"},"
    "{\"model\": \"not-streamed\", \"fault\": \"plain\", \"say\": \"as one object\"},"
    "{\"model\": \"reasoning\", \"fault\": \"reasoning\", \"say\": \"thought over\"},"
    "{\"model\": \"length\", \"finish\": \"max_tokens\", \"say\": \"cut o\"},"
    "{\"model\": \"refusal\", \"finish\": \"refusal\", \"say\": \"x\"},"
    "{\"model\": \"new-reason\", \"finish\": \"something_new\", \"say\": \"whole\"},"
    "{\"model\": \"no-reason\", \"finish\": null, \"say\": \"whole all the same\"},"
    "{\"model\": \"no-words\", \"times\": 1, \"finish\": null, \"say\": \"\"},"
    "{\"model\": \"no-words\", \"say\": \"second time\"},"
    "{\"model\": \"no-close\", \"fault\": \"no_close\", \"say\": \"whole\"},"
    "{\"model\": \"no-end\", \"fault\": \"no_end\", \"say\": \"whole\"},"
    "{\"model\": \"overloaded\", \"times\": 2, \"fault\": \"status\", \"status\": 529, \"error\": "
    "{\"message\": \"Overloaded\", \"type\": \"overloaded_error\"}},"
    "{\"model\": \"overloaded\", \"say\": \"ready\"},"
    "{\"model\": \"always-overloaded\", \"fault\": \"status\", \"status\": 529, \"error\": "
    "{\"message\": \"Overloaded\", \"type\": \"overloaded_error\"}},"
    "{\"model\": \"error-event\", \"times\": 1, \"fault\": \"error_event\", \"say\": \"x\", \"error\": "
    "{\"message\": \"Overloaded\", \"type\": \"overloaded_error\"}},"
    "{\"model\": \"error-event\", \"say\": \"second time\"},"
    "{\"model\": \"no-credit\", \"fault\": \"status\", \"status\": 400, \"error\": {\"message\": \"Your credit balance "
    "is too low\", \"type\": \"invalid_request_error\"}},"
    "{\"model\": \"no-model\", \"fault\": \"status\", \"status\": 404, \"error\": {\"message\": \"model: no-model\", "
    "\"type\": \"not_found_error\"}},"
    "{\"model\": \"cut\", \"times\": 1, \"fault\": \"cut\", \"say\": \"this is broken off somewhere\"},"
    "{\"model\": \"cut\", \"say\": \"second time\"},"
    "{\"model\": \"cut-clean\", \"times\": 1, \"fault\": \"cut_clean\", \"say\": \"this is broken off somewhere\"},"
    "{\"model\": \"cut-clean\", \"say\": \"second time\"},"
    "{\"model\": \"pings\", \"times\": 1, \"fault\": \"pings\"},"
    "{\"model\": \"pings\", \"say\": \"second time\"},"
    "{\"model\": \"endless\", \"fault\": \"endless\"},"
    "{\"model\": \"no-temperature\", \"fault\": \"refuse\", \"field\": \"temperature\", \"say\": \"adapted\"},"
    "{\"model\": \"no-max-tokens\", \"fault\": \"refuse\", \"field\": \"max_tokens\", \"say\": \"adapted\"},"
    "{\"model\": \"keyed\", \"fault\": \"key\", \"key\": \"sk-right\", \"say\": \"let in\"}"
    "]}";

static struct remote_world world;

static const struct remote_case cases[] = {
    {"plain-text", ERROR_NONE,
     "Gr\xc3\xbc\xc3\x9f"
     "e, caf\xc3\xa9 \xe2\x80\x93 done.",
     1, true},
    {"bytes", ERROR_NONE,
     "Gr\xc3\xbc\xc3\x9f"
     "e \xe2\x80\x93 \xe4\xbd\xa0\xe5\xa5\xbd",
     1, true},
    {"one-write", ERROR_NONE, "all at once", 1, true},
    {"odd", ERROR_NONE, "odd framing", 1, true},
    {"bad-utf8", ERROR_NONE, "\xef\xbf\xbd\xef\xbf\xbd behind", 1, false},
    {"not-streamed", ERROR_NONE, "as one object", 1, true},
    {"reasoning", ERROR_NONE, "thought over", 1, true},
    {"length", ERROR_NONE, "cut o", 1, false},
    {"refusal", ERROR_REFUSED, "content filter", 1, false},
    {"new-reason", ERROR_REFUSED, "before it was whole", 1, false},
    {"no-reason", ERROR_NETWORK, "broke off before the end", 4, true},
    {"no-words", ERROR_NONE, "second time", 2, false},
    {"no-end", ERROR_NONE, "whole", 1, false},
    {"overloaded", ERROR_NONE, "ready", 3, false},
    {"always-overloaded", ERROR_NETWORK, "is busy (529): Overloaded", 4, false},
    {"error-event", ERROR_NONE, "second time", 2, false},
    {"no-credit", ERROR_REFUSED, "credit balance", 1, false},
    {"no-model", ERROR_REFUSED, "model.name", 1, false},
    {"cut", ERROR_NONE, "second time", 2, false},
    {"cut-clean", ERROR_NONE, "second time", 2, false},
    {"pings", ERROR_NONE, "second time", 2, false},
    {"endless", ERROR_LIMIT, "more than 1 MB", 1, false},
    {"no-temperature", ERROR_NONE, "adapted", 2, false},
    {"no-max-tokens", ERROR_REFUSED, "(400)", 1, false}, /* the endpoint requires it */
    {"keyed", ERROR_REFUSED, "does not let us in (401); name the variable", 1, false},
};

static void everything_a_server_does_has_its_outcome(void **state) {
    (void)state;
    assert_int_equal(remote_run_cases(&world, cases, sizeof cases / sizeof *cases), 0);
}

static void the_key_goes_into_its_header_and_nowhere_else(void **state) {
    (void)state;
    static const struct {
        const char *value, *text;
        enum error_kind kind;
    } keys[] = {{"sk-right", "let in", ERROR_NONE}, {"sk-wrong", "Incorrect key: ***", ERROR_REFUSED}};
    for (size_t i = 0; i < 2; i++) {
        char url[64];
        struct remote_run run = {0};
        struct model_settings settings = remote_settings(&world, "keyed", url);
        settings.key_env = "PROSED_TEST_KEY";
        setenv("PROSED_TEST_KEY", keys[i].value, 1);
        remote_run_create(&run, &world, &settings);
        remote_run_start(&run, OP_REWRITE, false);
        remote_run_all(&world);
        assert_int_equal(run.kind, keys[i].kind);
        assert_non_null(strstr(run.text, keys[i].text));
        assert_null(strstr(run.text, "sk-"));
        remote_run_finish(&run);
    }
    unsetenv("PROSED_TEST_KEY");
}

static void an_answer_does_not_wait_for_its_connection(void **state) {
    (void)state;
    assert_true(remote_check_no_close(&world));
}

static void settings_that_cannot_work_are_refused(void **state) {
    (void)state;
    struct error error = {0};
    struct model_settings settings = {.url = "http://127.0.0.1:1"};
    assert_null(provider_anthropic.create(world.loop, world.prompts, &settings, &error));
    assert_non_null(strstr(error.text, "model.name is not set"));
    settings.url = NULL;
    assert_null(provider_anthropic.create(world.loop, world.prompts, &settings, &error));
    assert_non_null(strstr(error.text, "model.url is not set"));
}

static int set_up(void **state) {
    (void)state;
    return remote_world_open(&world, &provider_anthropic, script) ? 0 : 1;
}

static int tear_down(void **state) {
    (void)state;
    return remote_world_close(&world) ? 0 : 1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_a_server_does_has_its_outcome),
        cmocka_unit_test(the_key_goes_into_its_header_and_nowhere_else),
        cmocka_unit_test(an_answer_does_not_wait_for_its_connection),
        cmocka_unit_test(settings_that_cannot_work_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
