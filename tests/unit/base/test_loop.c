/* The loop: order of deferred calls, timers, and that a loop which is destroyed left nothing open. */
#include "core/base/loop.h"

#include "core/base/buf.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

struct script {
    struct loop *loop;
    struct timer *timer;
    struct buf said;
};

static void say_a(void *arg) {
    buf_append_text(&((struct script *)arg)->said, "a");
}

static void say_b_and_defer(void *arg) {
    struct script *script = arg;
    loop_defer(script->loop, say_a, script);
    buf_append_text(&script->said, "b");
}

static void test_defer(void **state) {
    (void)state;
    struct script script = {.loop = loop_create()};
    loop_defer(script.loop, say_b_and_defer, &script);
    loop_defer(script.loop, say_a, &script);
    assert_string_equal(buf_get(&script.said), ""); /* not inside of the call */
    loop_run_once(script.loop, false);
    assert_string_equal(buf_get(&script.said), "ba"); /* what a call defers waits for the next turn */
    loop_run(script.loop);
    assert_string_equal(buf_get(&script.said), "baa");
    loop_run(script.loop); /* nothing left: comes back */
    assert_true(loop_destroy(script.loop));
    buf_finish(&script.said);
}

static void forget_all(void *arg) {
    struct script *script = arg;
    loop_forget(script->loop, script);
}

static void test_forget(void **state) {
    (void)state;
    struct script script = {.loop = loop_create()};
    struct script other = {.loop = script.loop};
    loop_defer(script.loop, say_a, &script);
    loop_defer(script.loop, say_a, &other);
    loop_forget(script.loop, &script);
    loop_defer(script.loop, forget_all, &script);
    loop_defer(script.loop, say_a, &script);
    loop_run(script.loop);
    assert_string_equal(buf_get(&script.said), "");
    assert_string_equal(buf_get(&other.said), "a");
    assert_true(loop_destroy(script.loop));
    buf_finish(&other.said);
}

static void start_again(void *arg) {
    struct script *script = arg;
    buf_append_text(&script->said, "t");
    if (script->said.len < 3) {
        timer_start(script->timer, 1);
    }
}

static void test_timer(void **state) {
    (void)state;
    struct script script = {.loop = loop_create()};
    script.timer = loop_add_timer(script.loop, start_again, &script);
    assert_false(timer_is_active(script.timer));
    timer_start(script.timer, 1);
    assert_true(timer_is_active(script.timer));
    loop_run(script.loop);
    assert_string_equal(buf_get(&script.said), "ttt");
    timer_start(script.timer, -5); /* due already */
    timer_stop(script.timer);
    loop_run(script.loop);
    assert_string_equal(buf_get(&script.said), "ttt");
    timer_start(script.timer, 60000);
    timer_set_background(script.timer);
    loop_run(script.loop); /* comes back at once */
    timer_start(script.timer, 0);
    timer_destroy(script.timer);
    timer_destroy(NULL);
    assert_true(loop_destroy(script.loop));
    assert_string_equal(buf_get(&script.said), "ttt");
    buf_finish(&script.said);
}

static void stop(void *arg) {
    loop_stop(((struct script *)arg)->loop);
}

static void test_stop(void **state) {
    (void)state;
    struct script script = {.loop = loop_create()};
    script.timer = loop_add_timer(script.loop, say_a, &script);
    timer_start(script.timer, 60000);
    loop_defer(script.loop, stop, &script);
    loop_run(script.loop);
    assert_true(timer_is_active(script.timer));
    timer_destroy(script.timer);
    loop_defer(script.loop, say_a, &script);
    assert_true(loop_destroy(script.loop));
    assert_string_equal(buf_get(&script.said), "a"); /* what was deferred still ran */
    buf_finish(&script.said);
}

static void test_destroy_sees_leaks(void **state) {
    (void)state;
    struct loop *loop = loop_create();
    struct timer *timer = loop_add_timer(loop, say_a, NULL);
    int saved = dup(STDERR_FILENO);
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDERR_FILENO);
    bool destroyed = loop_destroy(loop);
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(nowhere);
    assert_false(destroyed);
    timer_destroy(timer);
    assert_true(loop_destroy(loop));
    assert_true(loop_destroy(NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defer),
        cmocka_unit_test(test_forget),
        cmocka_unit_test(test_timer),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_destroy_sees_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
