/* When a model server is asked again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/model/retry.h"

static void what_may_heal_is_tried_again(void **state) {
    (void)state;
    static const struct {
        int status;
        const char *code, *type, *should_retry;
        int attempts;
    } cases[] = {
        {408, NULL, NULL, NULL, 4},
        {409, NULL, NULL, NULL, 4},
        {429, "rate_limit_exceeded", "requests", NULL, 4},
        {429, "insufficient_quota", "insufficient_quota", NULL, 1},
        {429, NULL, "billing_hard_limit_reached", "true", 1},
        {429, "", "", "false", 1},
        {500, NULL, NULL, NULL, 2},
        {500, NULL, NULL, "true", 4},
        {501, NULL, NULL, NULL, 1},
        {502, NULL, NULL, NULL, 4},
        {503, "", "unavailable_error", NULL, 4},
        {529, NULL, "overloaded_error", NULL, 4},
        {400, NULL, NULL, NULL, 1},
        {400, NULL, NULL, "true", 4},
        {401, NULL, NULL, NULL, 1},
        {404, NULL, NULL, "maybe", 1},
        {301, NULL, NULL, NULL, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(retry_count_attempts(cases[i].status, cases[i].code, cases[i].type, cases[i].should_retry),
                         cases[i].attempts);
    }
}

static void waits_are_read_in_all_forms(void **state) {
    (void)state;
    static const int64_t now_ms = 784111777000; /* Sun, 06 Nov 1994 08:49:37 GMT */
    static const struct {
        const char *after_ms, *after;
        int64_t wait_ms;
    } cases[] = {
        {NULL, NULL, -1},
        {NULL, "3", 3000},
        {NULL, "0", 0},
        {NULL, "0.25", 250},
        {"120", "3", 120},
        {"1.5", NULL, 1},
        {"soon", "3", 3000},
        {NULL, "Sun, 06 Nov 1994 08:49:57 GMT", 20000},
        {NULL, "Sun, 06 Nov 1994 08:49:17 GMT", 0},
        {NULL, "Sun, 06 Nov 1994 08:49:57 GMT and more", -1},
        {NULL, "Sunday, 06-Nov-94 08:49:57 GMT", 20000},
        {NULL, "Sun Nov  6 08:49:57 1994", 20000},
        {NULL, "-5", -1},
        {NULL, "3 s", -1},
        {NULL, "nan", -1},
        {NULL, "inf", -1},
        {NULL, "1e99", -1},
        {NULL, "", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(retry_parse_after(cases[i].after_ms, cases[i].after, now_ms), cases[i].wait_ms);
    }
}

static void waits_grow_and_vary(void **state) {
    (void)state;
    static const int64_t most[] = {500, 1000, 2000, 4000, 8000, 8000};
    for (int attempt = 2; attempt < 8; attempt++) {
        int64_t ceiling = most[attempt - 2], lowest = ceiling, highest = 0;
        for (uint64_t random = 0; random < 1000; random++) {
            int64_t delay = retry_choose_delay(attempt, -1, random);
            lowest = delay < lowest ? delay : lowest;
            highest = delay > highest ? delay : highest;
        }
        assert_int_equal(highest, ceiling);
        assert_true(lowest >= ceiling * 3 / 4 && lowest < ceiling * 4 / 5);
    }
    assert_int_equal(retry_choose_delay(2, 30000, 7), 30000);
    assert_true(retry_choose_delay(2, 0, 7) >= 375);
}

static void there_is_an_end_to_it(void **state) {
    (void)state;
    assert_true(retry_again(1, 2, -1, 500, 0));
    assert_false(retry_again(2, 2, -1, 500, 0));
    assert_false(retry_again(1, 1, -1, 500, 0));
    assert_true(retry_again(1, 4, 60000, 60000, 0));
    assert_false(retry_again(1, 4, 60001, 60001, 0)); /* the server asks for too much */
    assert_true(retry_again(1, 4, -1, 500, 299500));
    assert_false(retry_again(1, 4, -1, 500, 299501)); /* nobody waits that long */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_may_heal_is_tried_again),
        cmocka_unit_test(waits_are_read_in_all_forms),
        cmocka_unit_test(waits_grow_and_vary),
        cmocka_unit_test(there_is_an_end_to_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
