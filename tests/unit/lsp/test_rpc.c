/* JSON-RPC: what comes in as text, what goes out as text. */
#include "core/base/buf.h"
#include "core/base/mem.h"
#include "lsp/rpc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct rpc *rpc;
    struct buf sent; /* messages, one per line */
    struct buf seen; /* notifications and answers, one per line */
    struct rpc_request *held;
    int cancelled;
};

static void on_send(void *arg, const char *text, size_t len) {
    struct fixture *fixture = arg;
    buf_append(&fixture->sent, text, len);
    buf_append_char(&fixture->sent, '\n');
}

static void on_cancel(void *arg) {
    struct fixture *fixture = arg;
    fixture->cancelled++;
    struct rpc_request *request = fixture->held;
    fixture->held = NULL;
    rpc_fail(request, RPC_REQUEST_CANCELLED, "cancelled");
}

/* "hold" is answered later, "null" with null, anything else with its parameters. */
static void on_request(void *arg, struct rpc_request *request, const char *method, const cJSON *params) {
    struct fixture *fixture = arg;
    if (strcmp(method, "hold") == 0) {
        fixture->held = request;
        rpc_request_set_cancel(request, on_cancel, fixture);
    } else if (strcmp(method, "null") == 0) {
        rpc_reply(request, NULL);
    } else {
        rpc_reply(request, params ? cJSON_Duplicate(params, true) : cJSON_CreateString("none"));
    }
}

static void on_notification(void *arg, const char *method, const cJSON *params) {
    struct fixture *fixture = arg;
    buf_printf(&fixture->seen, "%s %s\n", method, params ? "with" : "without");
}

static void on_answer(void *arg, const cJSON *result, const char *error) {
    struct fixture *fixture = arg;
    char *text = result ? json_format(result) : NULL;
    buf_printf(&fixture->seen, "answer %s %s\n", text ? text : "-", error ? error : "-");
    free(text);
}

static int set_up(void **state) {
    struct fixture *fixture = mem_alloc(sizeof *fixture);
    struct rpc_events events = {fixture, on_request, on_notification, on_send};
    fixture->rpc = rpc_create(&RPC_LSP, &events);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    rpc_destroy(fixture->rpc);
    buf_finish(&fixture->sent);
    buf_finish(&fixture->seen);
    free(fixture);
    return 0;
}

static void expect(struct fixture *fixture, const char *message, const char *sent) {
    buf_clear(&fixture->sent);
    rpc_receive(fixture->rpc, message, strlen(message));
    if (fixture->sent.len) {
        fixture->sent.data[fixture->sent.len - 1] = '\0';
    }
    assert_string_equal(buf_get(&fixture->sent), sent);
}

static void expect_error(struct fixture *fixture, const char *message, const char *id, int code) {
    buf_clear(&fixture->sent);
    rpc_receive(fixture->rpc, message, strlen(message));
    char *start = mem_format("{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"", id, code);
    assert_memory_equal(buf_get(&fixture->sent), start, strlen(start));
    assert_int_equal(strlen(strchr(buf_get(&fixture->sent), '\n')), 1);
    free(start);
}

static void test_ids(void **state) {
    static const char *const ids[] = {"1", "0", "-7", "\"abc\"", "\"\"", "9007199254740993", "1.5", "\"\\u00e4 \\\"\""};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char *message = mem_format("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"id\":5},\"id\":%s}", ids[i]);
        char *sent = mem_format("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"id\":5}}", ids[i]);
        expect(*state, message, sent);
        free(message);
        free(sent);
    }
    expect(*state, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"null\"}",
           "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}");
    expect(*state, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":null}",
           "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"none\"}");
}

static void test_notifications(void **state) {
    struct fixture *fixture = *state;
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"a\"}", "");
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"b\",\"params\":[]}", "");
    assert_string_equal(buf_get(&fixture->seen), "a without\nb with\n");
}

static void test_bad_messages(void **state) {
    expect_error(*state, "", "null", RPC_PARSE_ERROR);
    expect_error(*state, "{", "null", RPC_PARSE_ERROR);
    expect_error(*state, "{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}", "null", RPC_PARSE_ERROR);
    expect_error(*state, "{} {}", "null", RPC_PARSE_ERROR);
    expect_error(*state, "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}]", "null", RPC_INVALID_REQUEST);
    expect_error(*state, "[]", "null", RPC_INVALID_REQUEST);
    expect_error(*state, "7", "null", RPC_INVALID_REQUEST);
    expect_error(*state, "{}", "null", RPC_INVALID_REQUEST);
    expect_error(*state, "{\"id\":1,\"method\":\"m\"}", "1", RPC_INVALID_REQUEST);
    expect_error(*state, "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"}", "1", RPC_INVALID_REQUEST);
    expect_error(*state, "{\"jsonrpc\":\"2.0\",\"id\":1}", "1", RPC_INVALID_REQUEST);
    expect_error(*state, "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":5}", "\"x\"", RPC_INVALID_REQUEST);
    expect_error(*state, "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"m\"}", "null", RPC_INVALID_REQUEST);
    expect_error(*state, "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"}", "null", RPC_INVALID_REQUEST);
    expect_error(*state, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"m\",\"params\":7}", "3", RPC_INVALID_REQUEST);
}

static void test_deep(void **state) {
    struct buf message = {0};
    buf_append_text(&message, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":");
    for (int i = 0; i < 100000; i++) {
        buf_append_char(&message, '[');
    }
    expect_error(*state, buf_get(&message), "null", RPC_PARSE_ERROR);
    buf_finish(&message);
}

static void test_cancel(void **state) {
    struct fixture *fixture = *state;
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"id\":9007199254740993,\"method\":\"hold\"}", "");
    assert_int_equal(rpc_count_owed(fixture->rpc), 1);
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":9007199254740992}}", "");
    assert_int_equal(fixture->cancelled, 0);
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":\"9007199254740993\"}}",
           "");
    assert_int_equal(fixture->cancelled, 0);
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":9007199254740993}}",
           "{\"jsonrpc\":\"2.0\",\"id\":9007199254740993,\"error\":{\"code\":-32800,\"message\":\"cancelled\"}}");
    assert_int_equal(rpc_count_owed(fixture->rpc), 0);
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":9007199254740993}}", "");
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\"}", "");
    assert_int_equal(fixture->cancelled, 1);
}

static void test_same_id_twice(void **state) {
    struct fixture *fixture = *state;
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"hold\"}", "");
    expect_error(fixture, "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"null\"}", "4", RPC_INVALID_REQUEST);
    buf_clear(&fixture->sent);
    rpc_reply(fixture->held, NULL);
    assert_string_equal(buf_get(&fixture->sent), "{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":null}\n");
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"null\"}",
           "{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":null}");
}

static void test_calls(void **state) {
    struct fixture *fixture = *state;
    rpc_call(fixture->rpc, "one", NULL, on_answer, fixture);
    rpc_call(fixture->rpc, "two", cJSON_CreateArray(), on_answer, fixture);
    rpc_call(fixture->rpc, "three", NULL, NULL, NULL);
    rpc_call(fixture->rpc, "four", NULL, on_answer, fixture);
    rpc_notify(fixture->rpc, "five", NULL);
    assert_string_equal(buf_get(&fixture->sent),
                        "{\"jsonrpc\":\"2.0\",\"id\":1000000,\"method\":\"one\"}\n"
                        "{\"jsonrpc\":\"2.0\",\"id\":1000001,\"method\":\"two\",\"params\":[]}\n"
                        "{\"jsonrpc\":\"2.0\",\"id\":1000002,\"method\":\"three\"}\n"
                        "{\"jsonrpc\":\"2.0\",\"id\":1000003,\"method\":\"four\"}\n"
                        "{\"jsonrpc\":\"2.0\",\"method\":\"five\"}\n");
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"id\":1000001,\"result\":null}", "");
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"id\":1000000,\"error\":{\"code\":1,\"message\":\"no\"}}", "");
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"id\":1000000,\"result\":2}", ""); /* answered already */
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"id\":1000002,\"result\":2}", "");
    expect(fixture, "{\"jsonrpc\":\"2.0\",\"id\":\"1000003\",\"result\":2}", "");
    assert_string_equal(buf_get(&fixture->seen), "answer null -\nanswer - no\n");
    buf_clear(&fixture->seen);
    rpc_destroy(fixture->rpc);
    fixture->rpc = NULL;
    assert_string_equal(buf_get(&fixture->seen), "answer - the client is gone\n");
}

static void test_errors(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        enum error_kind kind;
        int code;
    } cases[] = {{ERROR_USAGE, -32602},
                 {ERROR_SETUP, -32803},
                 {ERROR_CANCELLED, -32800},
                 {ERROR_STALE, -32801},
                 {ERROR_NETWORK, -32803}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        error_set(&error, cases[i].kind, "it \"broke\"");
        expect(fixture, "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"hold\"}", "");
        rpc_fail_with(fixture->held, &error);
        char *sent = mem_format(
            "{\"jsonrpc\":\"2.0\",\"id\":8,\"error\":{\"code\":%d,\"message\":\"it \\\"broke\\\"\"}}\n", cases[i].code);
        assert_string_equal(buf_get(&fixture->sent), sent);
        free(sent);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_ids),    TEST(test_notifications), TEST(test_bad_messages), TEST(test_deep),
        TEST(test_cancel), TEST(test_same_id_twice), TEST(test_calls),        TEST(test_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
