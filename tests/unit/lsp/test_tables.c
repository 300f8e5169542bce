/* The tables that are searched by halving have to be sorted, and what the client is told has to be what there is. */
#include "core/base/json.h"
#include "lsp/client.h"
#include "lsp/commands.h"
#include "lsp/methods.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check_sorted(const char *(*get_name)(size_t index)) {
    assert_non_null(get_name(0));
    for (size_t i = 1; get_name(i); i++) {
        assert_true(strcmp(get_name(i - 1), get_name(i)) < 0);
    }
}

static void test_methods(void **state) {
    (void)state;
    check_sorted(methods_get_name);
}

static void test_commands(void **state) {
    (void)state;
    check_sorted(commands_get_name);
    cJSON *names = cJSON_CreateArray();
    commands_format_names(names);
    int count = cJSON_GetArraySize(names);
    assert_non_null(commands_get_name((size_t)count - 1));
    assert_null(commands_get_name((size_t)count));
    cJSON_Delete(names);
}

static void parse_client(struct client *client, const char *json) {
    struct error error;
    cJSON *capabilities = json_parse(json, strlen(json), &error);
    assert_non_null(capabilities);
    client_parse(client, capabilities);
    cJSON_Delete(capabilities);
}

static void test_client(void **state) {
    (void)state;
    struct client client;
    client_parse(&client, NULL);
    assert_int_equal(client.encoding, ENCODING_UNNAMED);
    assert_false(client.inline_completion || client.apply_edit || client.resolve_edit || client.work_done_progress);
    parse_client(&client, "{\"general\":{\"positionEncodings\":[3,\"ascii\",\"utf-32\",\"utf-8\"]},"
                          "\"workspace\":{\"applyEdit\":true,\"configuration\":1},"
                          "\"window\":{\"workDoneProgress\":true},\"textDocument\":{\"inlineCompletion\":{},"
                          "\"codeAction\":{\"dataSupport\":true,\"codeActionLiteralSupport\":{},"
                          "\"resolveSupport\":{\"properties\":[\"command\",\"edit\"]}}}}");
    assert_int_equal(client.encoding, ENCODING_UTF32);
    assert_true(client.inline_completion && client.apply_edit && client.work_done_progress);
    assert_true(client.code_action_literals && client.resolve_edit);
    assert_false(client.configuration || client.document_changes || client.news);
    parse_client(&client, "{\"textDocument\":{\"codeAction\":{\"resolveSupport\":{\"properties\":[\"edit\"]}}}}");
    assert_false(client.resolve_edit || client.code_action_literals); /* no data, no resolving */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_methods),
        cmocka_unit_test(test_commands),
        cmocka_unit_test(test_client),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
