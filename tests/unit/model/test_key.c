/* Keys: from a command, checked, and kept out of what people see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/model/key.h"

#include <stdlib.h>
#include <string.h>

struct result {
    char *key;
    struct error error;
    int calls;
};

static void on_key(void *arg, const char *key, const struct error *error) {
    struct result *result = arg;
    result->calls++;
    result->key = mem_copy_text(key);
    result->error = error ? *error : (struct error){0};
}

static struct result run(const char *command) {
    struct result result = {0};
    struct loop *loop = loop_create();
    key_command_start(loop, command, on_key, &result);
    assert_int_equal(result.calls, 0);
    loop_run(loop);
    assert_true(loop_destroy(loop));
    assert_int_equal(result.calls, 1);
    return result;
}

static void the_first_line_is_the_key(void **state) {
    (void)state;
    static const char *const commands[] = {
        "echo sk-123",
        "printf sk-123",
        "printf 'sk-123\\r\\nuser: ann\\n'",
        "sleep 0.05; echo sk-123; echo noise >&2",
        "cat; echo sk-123",
        "echo sk-123; sleep 60 &", /* what it leaves behind does not hold us up */
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        int64_t start_ms = clock_monotonic_ms();
        struct result result = run(commands[i]);
        assert_int_equal(result.error.kind, ERROR_NONE);
        assert_string_equal(result.key, "sk-123");
        assert_true(clock_monotonic_ms() - start_ms < 5000);
        key_destroy(result.key);
    }
}

static void commands_that_give_no_key_are_named(void **state) {
    (void)state;
    static const struct {
        const char *command, *text;
    } cases[] = {
        {"exit 3", "fails"},
        {"echo sk-secret; exit 1", "fails"},
        {"true", "prints nothing"},
        {"echo; echo sk-secret", "prints nothing"},
        {"echo 'sk secret'", "no key has"},
        {"no-such-command-at-all", "fails"},
        {"head -c 100000 /dev/zero | tr '\\0' x", "too long"},
        {"kill -9 $$", "fails"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct result result = run(cases[i].command);
        assert_null(result.key);
        assert_int_equal(result.error.kind, ERROR_SETUP);
        assert_non_null(strstr(result.error.text, "model.key_command"));
        assert_non_null(strstr(result.error.text, cases[i].text));
        assert_null(strstr(result.error.text, "secret"));
    }
}

static void cancelling_kills_the_command(void **state) {
    (void)state;
    struct result result = {0};
    struct loop *loop = loop_create();
    int64_t start_ms = clock_monotonic_ms();
    struct key_command *running = key_command_start(loop, "sleep 60", on_key, &result);
    loop_run_once(loop, true);
    key_command_cancel(running);
    key_command_cancel(NULL);
    loop_run(loop);
    assert_true(loop_destroy(loop));
    assert_int_equal(result.calls, 0);
    assert_true(clock_monotonic_ms() - start_ms < 5000);
}

static void keys_are_checked_and_redacted(void **state) {
    (void)state;
    struct error error = {0};
    assert_true(key_check(NULL, "X", &error));
    assert_true(key_check("", "X", &error));
    assert_true(key_check("sk-a/b+c=", "X", &error));
    assert_false(key_check("sk\r\nHost: evil", "MY_KEY", &error));
    assert_non_null(strstr(error.text, "MY_KEY"));
    assert_null(strstr(error.text, "evil"));

    char text[] = "Incorrect key sk-123 (sk-123).";
    key_redact("sk-123", text);
    assert_string_equal(text, "Incorrect key *** (***).");
    char cut[] = "the header was Bearer sk-prosed-0123456789abc"; /* where the message ended */
    key_redact("sk-prosed-0123456789abcdefghijk", cut);
    assert_string_equal(cut, "the header was Bearer ***");
    char other[] = "sk-pro is no key";
    key_redact("sk-prosed-0123456789abcdefghijk", other);
    assert_string_equal(other, "sk-pro is no key");
    key_redact(NULL, text);
    key_redact("", text);
    char all[] = "aaaa";
    key_redact("aa", all);
    assert_string_equal(all, "****");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_is_the_key),
        cmocka_unit_test(commands_that_give_no_key_are_named),
        cmocka_unit_test(cancelling_kills_the_command),
        cmocka_unit_test(keys_are_checked_and_redacted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
