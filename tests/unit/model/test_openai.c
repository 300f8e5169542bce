/* The engine "openai" against the scripted server: what comes out of each thing that servers do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/model/remote.h"
#include "tests/unit/model/remote_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char script[] =
    "{\"rules\": ["
    "{\"model\": \"plain-text\", \"say\": \"Grüße, {user_text} – done.\"},"
    "{\"model\": \"bytes\", \"fault\": \"bytes\", \"say\": \"Grüße – 你好\"},"
    "{\"model\": \"one-write\", \"fault\": \"one_write\", \"say\": \"all at once\"},"
    "{\"model\": \"odd\", \"fault\": \"odd\", \"say\": \"odd framing\"},"
    "{\"model\": \"bad-utf8\", \"fault\": \"bad_utf8\", \"say\": \" behind\"},"
    "{\"model\": \"not-streamed\", \"fault\": \"plain\", \"say\": \"as one object\"},"
    "{\"model\": \"gzip\", \"fault\": \"gzip\", \"say\": \"packed\"},"
    "{\"model\": \"reasoning\", \"fault\": \"reasoning\", \"say\": \"thought over\"},"
    "{\"model\": \"reasoning-2\", \"fault\": \"reasoning\", \"field\": \"reasoning\", \"say\": \"thought over\"},"
    "{\"model\": \"length\", \"finish\": \"length\", \"say\": \"cut o\"},"
    "{\"model\": \"empty-text\", \"say\": \"\"},"
    "{\"model\": \"no-reason\", \"finish\": null, \"say\": \"whole all the same\"},"
    "{\"model\": \"no-words\", \"times\": 1, \"finish\": null, \"say\": \"\"},"
    "{\"model\": \"no-words\", \"say\": \"second time\"},"
    "{\"model\": \"no-close\", \"fault\": \"no_close\", \"say\": \"whole\"},"
    "{\"model\": \"no-end\", \"fault\": \"no_end\", \"say\": \"whole\"},"
    "{\"model\": \"filter\", \"finish\": \"content_filter\", \"say\": \"x\"},"
    "{\"model\": \"busy-twice\", \"times\": 2, \"fault\": \"status\", \"status\": 503, \"error\": "
    "{\"message\": \"Loading model\"}},"
    "{\"model\": \"busy-twice\", \"say\": \"ready\"},"
    "{\"model\": \"busy\", \"fault\": \"status\", \"status\": 503, \"error\": {\"message\": \"Loading model\"}},"
    "{\"model\": \"limited\", \"times\": 1, \"fault\": \"status\", \"status\": 429, \"headers\": "
    "{\"retry-after-ms\": \"900\"}, \"error\": {\"message\": \"slow down\"}},"
    "{\"model\": \"limited\", \"say\": \"later\"},"
    "{\"model\": \"far-away\", \"fault\": \"status\", \"status\": 429, \"headers\": {\"Retry-After\": \"300\"},"
    "\"error\": {\"message\": \"come back later\"}},"
    "{\"model\": \"no-credit\", \"fault\": \"status\", \"status\": 429, \"error\": {\"message\": \"No credit\", "
    "\"code\": \"insufficient_quota\"}},"
    "{\"model\": \"broken\", \"fault\": \"status\", \"status\": 500, \"error\": {\"message\": \"bad JSON\", "
    "\"code\": 500}},"
    "{\"model\": \"bad-request\", \"fault\": \"status\", \"status\": 400, \"error\": {\"code\": 400, "
    "\"message\": \"the request exceeds the\\ncontext size\"}},"
    "{\"model\": \"string-error\", \"fault\": \"status\", \"status\": 400, \"error\": \"just a text\"},"
    "{\"model\": \"html-error\", \"fault\": \"status\", \"status\": 404, \"body\": \"<html>Not found\"},"
    "{\"model\": \"no-body\", \"fault\": \"status\", \"status\": 403},"
    "{\"model\": \"redirect\", \"fault\": \"status\", \"status\": 307, \"headers\": {\"Location\": "
    "\"http://other.invalid/v1/chat/completions\"}},"
    "{\"model\": \"html\", \"fault\": \"html\"},"
    "{\"model\": \"nothing\", \"times\": 1, \"fault\": \"empty\"},"
    "{\"model\": \"nothing\", \"say\": \"second time\"},"
    "{\"model\": \"close\", \"times\": 1, \"fault\": \"close\"},"
    "{\"model\": \"close\", \"say\": \"second time\"},"
    "{\"model\": \"cut\", \"times\": 1, \"fault\": \"cut\", \"say\": \"this is broken off somewhere\"},"
    "{\"model\": \"cut\", \"say\": \"second time\"},"
    "{\"model\": \"cut-clean\", \"times\": 1, \"fault\": \"cut_clean\", \"say\": \"this is broken off somewhere\"},"
    "{\"model\": \"cut-clean\", \"say\": \"second time\"},"
    "{\"model\": \"cut-always\", \"fault\": \"cut\", \"say\": \"this is broken off somewhere\"},"
    "{\"model\": \"cut-shown\", \"times\": 1, \"fault\": \"cut\", \"say\": \"this is broken off somewhere\"},"
    "{\"model\": \"cut-shown\", \"say\": \"second time\"},"
    "{\"model\": \"error-event\", \"times\": 1, \"fault\": \"error_event\", \"say\": \"x\", \"error\": "
    "{\"message\": \"overloaded\", \"type\": \"server_error\"}},"
    "{\"model\": \"error-event\", \"say\": \"second time\"},"
    "{\"model\": \"stall\", \"times\": 1, \"fault\": \"stall\"},"
    "{\"model\": \"stall\", \"say\": \"second time\"},"
    "{\"model\": \"stall-middle\", \"times\": 1, \"fault\": \"stall_middle\", \"say\": \"this is broken off\"},"
    "{\"model\": \"stall-middle\", \"say\": \"second time\"},"
    "{\"model\": \"first-late\", \"times\": 1, \"fault\": \"pings\"},"
    "{\"model\": \"first-late\", \"say\": \"second time\"},"
    "{\"model\": \"next-late\", \"times\": 1, \"fault\": \"stall_middle\", \"say\": \"this is broken off\"},"
    "{\"model\": \"next-late\", \"say\": \"second time\"},"
    "{\"model\": \"never-done\", \"fault\": \"slow\", \"say\": \"this is a very long answer that never ends\"},"
    "{\"model\": \"pings\", \"times\": 1, \"fault\": \"pings\"},"
    "{\"model\": \"pings\", \"say\": \"second time\"},"
    "{\"model\": \"endless\", \"fault\": \"endless\"},"
    "{\"model\": \"no-max-tokens\", \"fault\": \"refuse\", \"field\": \"max_tokens\", \"say\": \"adapted\"},"
    "{\"model\": \"context-openai\", \"fault\": \"context\", \"context\": 2000, \"words\": \"openai\", \"say\": "
    "\"shorter\"},"
    "{\"model\": \"context-vllm\", \"fault\": \"context\", \"context\": 2000, \"words\": \"vllm\", \"say\": "
    "\"shorter\"},"
    "{\"model\": \"context-anthropic\", \"fault\": \"context\", \"context\": 2000, \"words\": \"anthropic\", \"say\": "
    "\"shorter\"},"
    "{\"model\": \"context-tgi\", \"fault\": \"context\", \"context\": 2000, \"words\": \"tgi\", \"say\": \"shorter\"},"
    "{\"model\": \"few-tokens\", \"fault\": \"context\", \"most\": 1024, \"words\": \"cap\", \"say\": \"shorter\"},"
    "{\"model\": \"few-tokens-mute\", \"fault\": \"context\", \"most\": 500, \"words\": \"mute\", \"say\": "
    "\"shorter\"},"
    "{\"model\": \"context-none\", \"fault\": \"context\", \"context\": 9, \"words\": \"vllm\", \"say\": \"x\"},"
    "{\"model\": \"context-prompt\", \"fault\": \"context\", \"context\": 9, \"words\": \"prompt\", \"say\": \"x\"},"
    "{\"model\": \"list-error\", \"fault\": \"status\", \"status\": 418, \"body\": \"{\\\"error\\\": "
    "[{\\\"message\\\": \\\"said in a list\\\"}]}\"},"
    "{\"model\": \"detail-error\", \"fault\": \"status\", \"status\": 418, \"body\": \"{\\\"detail\\\": \\\"said as "
    "detail\\\"}\"},"
    "{\"model\": \"detail-list\", \"fault\": \"status\", \"status\": 418, \"body\": \"{\\\"detail\\\": [{\\\"loc\\\": "
    "[\\\"body\\\", \\\"mood\\\"], \\\"msg\\\": \\\"said of a field\\\", \\\"type\\\": \\\"x\\\"}]}\"},"
    "{\"model\": \"nested-error\", \"fault\": \"status\", \"status\": 418, \"body\": \"{\\\"error\\\": "
    "{\\\"message\\\": {\\\"message\\\": \\\"said inside\\\"}}}\"},"
    "{\"model\": \"json-error\", \"fault\": \"status\", \"status\": 418, \"body\": \"{\\\"error\\\": {\\\"message\\\": "
    "\\\"{\\\\\\\"error\\\\\\\": {\\\\\\\"message\\\\\\\": \\\\\\\"said in JSON\\\\\\\"}}\\\"}}\"},"
    "{\"model\": \"array-error\", \"fault\": \"status\", \"status\": 418, \"body\": \"[{\\\"error\\\": {\\\"code\\\": "
    "400, \\\"message\\\": \\\"said in an array\\\", \\\"status\\\": \\\"INVALID_ARGUMENT\\\"}}]\"},"
    "{\"model\": \"raw-error\", \"fault\": \"status\", \"status\": 418, \"body\": \"{\\\"error\\\": {\\\"message\\\": "
    "\\\"Provider returned error\\\", \\\"metadata\\\": {\\\"raw\\\": \\\"{\\\\\\\"message\\\\\\\": \\\\\\\"said "
    "behind\\\\\\\"}\\\"}}}\"},"
    "{\"model\": \"page-error\", \"fault\": \"status\", \"status\": 418, \"body\": \"<html><head><title>418 said on a "
    "page</title></head>\"},"
    "{\"model\": \"control-error\", \"fault\": \"status\", \"status\": 418, \"body\": \"{\\\"error\\\": "
    "\\\"one\\\\u009b31mtwo\\\\u202ethree\\\"}\"},"
    "{\"model\": \"error-200\", \"fault\": \"status\", \"status\": 200, \"body\": \"{\\\"detail\\\": \\\"said with "
    "200\\\"}\"},"
    "{\"model\": \"array-200\", \"fault\": \"status\", \"status\": 200, \"body\": \"[{\\\"error\\\": {\\\"message\\\": "
    "\\\"said in an array\\\"}}]\"},"
    "{\"model\": \"text-200\", \"fault\": \"status\", \"status\": 200, \"body\": \"error: out of memory\"},"
    "{\"model\": \"page-200\", \"fault\": \"status\", \"status\": 200, \"body\": \"<html><title>Sign "
    "in</title></html>\"},"
    "{\"model\": \"no-temperature\", \"fault\": \"refuse\", \"field\": \"temperature\", \"say\": \"adapted\"},"
    "{\"model\": \"no-options\", \"fault\": \"refuse\", \"field\": \"stream_options\", \"say\": \"adapted\"},"
    "{\"model\": \"no-messages\", \"fault\": \"refuse\", \"field\": \"messages\", \"say\": \"adapted\"},"
    "{\"model\": \"keyed\", \"fault\": \"key\", \"key\": \"sk-right\", \"say\": \"let in\"},"
    "{\"model\": \"rotated\", \"times\": 1, \"fault\": \"key\", \"key\": \"sk-first\", \"say\": \"let in\"},"
    "{\"model\": \"rotated\", \"fault\": \"key\", \"key\": \"sk-second\", \"say\": \"let in\"},"
    "{\"model\": \"overloaded\", \"times\": 1, \"fault\": \"status\", \"status\": 529, \"error\": "
    "{\"message\": \"Overloaded\", \"type\": \"overloaded_error\"}},"
    "{\"model\": \"overloaded\", \"say\": \"later\"},"
    "{\"model\": \"timeout\", \"times\": 1, \"fault\": \"status\", \"status\": 408},"
    "{\"model\": \"timeout\", \"say\": \"later\"},"
    "{\"model\": \"after-s\", \"times\": 1, \"fault\": \"status\", \"status\": 429, \"headers\": "
    "{\"retry-after\": \"0.7\"}},"
    "{\"model\": \"after-s\", \"say\": \"later\"},"
    "{\"model\": \"after-date\", \"times\": 1, \"fault\": \"status\", \"status\": 429, \"headers\": "
    "{\"retry-after\": \"Wed, 21 Oct 2015 07:28:00 GMT\"}},"
    "{\"model\": \"after-date\", \"say\": \"later\"},"
    "{\"model\": \"after-far-date\", \"fault\": \"status\", \"status\": 429, \"headers\": "
    "{\"retry-after\": \"Wed, 21 Oct 2099 07:28:00 GMT\"}},"
    "{\"model\": \"after-nonsense\", \"times\": 1, \"fault\": \"status\", \"status\": 429, \"headers\": "
    "{\"retry-after\": \"soon\", \"x-ratelimit-reset-tokens\": \"-1\"}},"
    "{\"model\": \"after-nonsense\", \"say\": \"later\"},"
    "{\"model\": \"should-not\", \"fault\": \"status\", \"status\": 503, \"headers\": "
    "{\"x-should-retry\": \"false\"}},"
    "{\"model\": \"huge-events\", \"fault\": \"huge\", \"form\": \"events\"},"
    "{\"model\": \"huge-json\", \"fault\": \"huge\", \"form\": \"json\"},"
    "{\"model\": \"huge-line\", \"fault\": \"huge\", \"form\": \"line\"},"
    "{\"model\": \"stall-headers\", \"times\": 1, \"fault\": \"stall_headers\"},"
    "{\"model\": \"stall-headers\", \"say\": \"second time\"},"
    "{\"model\": \"only-reasoning\", \"fault\": \"reasoning\", \"finish\": \"length\", \"say\": \"\"},"
    "{\"model\": \"no-schema\", \"fault\": \"refuse\", \"field\": \"response_format\", \"say\": \"adapted\"},"
    "{\"model\": \"no-usage\", \"no_usage\": true, \"say\": \"four bytes count as one token\"},"
    "{\"model\": \"dead\", \"fault\": \"dead\", \"say\": \"again\"},"
    "{\"model\": \"odd-usage\", \"usage\": {\"prompt\": -1, \"answer\": -1}, \"say\": \"four bytes count as one "
    "token\"},"
    "{\"model\": \"garbage\", \"fault\": \"garbage\"},"
    "{\"model\": \"slow\", \"fault\": \"slow\", \"say\": \"word \"}"
    "]}";

#include "core/model/endpoint.h"

static void addresses_as_people_write_them(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"http://h:1", "http://h:1/v1/chat/completions"},
        {"http://h:1/", "http://h:1/v1/chat/completions"},
        {"http://h/v1/", "http://h/v1/chat/completions"},
        {"http://h/v1/models", "http://h/v1/chat/completions"},
        {"http://h/v1/chat/completions", "http://h/v1/chat/completions"},
        {"http://h/v1/chat/completions/?a=b", "http://h/v1/chat/completions?a=b"},
        {"https://h/openai/deployments/d?api-version=2024-10-21",
         "https://h/openai/deployments/d/chat/completions?api-version=2024-10-21"},
        {"https://h?api-version=1#top", "https://h/v1/chat/completions?api-version=1"},
        {"http://[::1]:8080", "http://[::1]:8080/v1/chat/completions"},
        {"http://h/gateway/v1", "http://h/gateway/v1/chat/completions"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *url = endpoint_format_url(&wire_openai, rows[i][0]);
        assert_string_equal(url, rows[i][1]);
        free(url);
    }
}

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
    {"gzip", ERROR_NONE, "packed", 1, false},
    {"reasoning", ERROR_NONE, "thought over", 1, true},
    {"reasoning-2", ERROR_NONE, "thought over", 1, true},
    {"length", ERROR_NONE, "cut o", 1, false},
    {"empty-text", ERROR_NONE, "", 1, true},
    {"no-reason", ERROR_NETWORK, "broke off before the end", 4, true}, /* it may be half of it */
    {"no-words", ERROR_NONE, "second time", 2, false},
    {"no-end", ERROR_NONE, "whole", 1, false},
    {"filter", ERROR_REFUSED, "content filter", 1, false},
    {"busy-twice", ERROR_NONE, "ready", 3, false},
    {"busy", ERROR_NETWORK, "still loads its model after", 3, false},
    {"limited", ERROR_NONE, "later", 2, false},
    {"far-away", ERROR_NETWORK, "it asks to wait 5 minutes", 1, false},
    {"no-credit", ERROR_REFUSED, "No credit", 1, false},
    {"broken", ERROR_NETWORK, "failed (500): bad JSON", 2, false},
    {"bad-request", ERROR_TOO_LONG, "the request exceeds the context size", 1, false},
    {"string-error", ERROR_REFUSED, "(400): just a text", 1, false},
    {"html-error", ERROR_REFUSED, "model.name", 1, false},
    {"no-body", ERROR_REFUSED, "does not let us in (403); name the variable", 1, false},
    {"redirect", ERROR_REFUSED, "redirects (307) to other.invalid", 1, false},
    {"garbage", ERROR_REFUSED, "does not speak HTTP", 1, false},
    {"html", ERROR_REFUSED, "check model.url", 1, false},
    {"nothing", ERROR_NONE, "second time", 2, false},
    {"close", ERROR_NONE, "second time", 2, false},
    {"cut", ERROR_NONE, "second time", 2, false},
    {"cut-clean", ERROR_NONE, "second time", 2, false},
    {"cut-always", ERROR_NETWORK, "broke off", 4, false},
    {"cut-shown", ERROR_NONE, "second time", 2, true},
    {"error-event", ERROR_NONE, "second time", 2, false},
    {"stall", ERROR_NONE, "second time", 2, false},
    {"stall-middle", ERROR_NONE, "second time", 2, false},
    {"pings", ERROR_NONE, "second time", 2, false},
    {"endless", ERROR_LIMIT, "more than 1 MB", 1, false},
    {"no-max-tokens", ERROR_NONE, "adapted", 2, false},
    {"few-tokens", ERROR_NONE, "shorter", 2, false},
    {"few-tokens-mute", ERROR_NONE, "shorter", 3, false},
    {"context-openai", ERROR_NONE, "shorter", 2, false},
    {"context-vllm", ERROR_NONE, "shorter", 2, false},
    {"context-anthropic", ERROR_NONE, "shorter", 2, false},
    {"context-tgi", ERROR_NONE, "shorter", 2, false},
    {"context-none", ERROR_TOO_LONG, "the text is too long for the model at", 1, false},
    {"context-prompt", ERROR_TOO_LONG, "exceeds the available context size", 1, false},
    {"list-error", ERROR_REFUSED, "said in a list", 1, false},
    {"detail-error", ERROR_REFUSED, "said as detail", 1, false},
    {"detail-list", ERROR_REFUSED, "said of a field", 1, false},
    {"nested-error", ERROR_REFUSED, "said inside", 1, false},
    {"json-error", ERROR_REFUSED, "said in JSON", 1, false},
    {"array-error", ERROR_REFUSED, "said in an array", 1, false},
    {"raw-error", ERROR_REFUSED, "said behind", 1, false},
    {"page-error", ERROR_REFUSED, "said on a page", 1, false},
    {"control-error", ERROR_REFUSED, "one  31mtwo<U+202E>three", 1, false},
    {"error-200", ERROR_REFUSED, "said with 200", 1, false},
    {"array-200", ERROR_REFUSED, "said in an array", 1, false},
    {"text-200", ERROR_REFUSED, "out of memory", 1, false},
    {"page-200", ERROR_REFUSED, "check model.url and model.engine: Sign in", 1, false},
    {"no-temperature", ERROR_NONE, "adapted", 2, false},
    {"no-options", ERROR_NONE, "adapted", 2, false},
    {"overloaded", ERROR_NONE, "later", 2, false},
    {"timeout", ERROR_NONE, "later", 2, false},
    {"after-s", ERROR_NONE, "later", 2, false},
    {"after-date", ERROR_NONE, "later", 2, false},
    {"after-far-date", ERROR_NETWORK, "it asks to wait", 1, false},
    {"after-nonsense", ERROR_NONE, "later", 2, false},
    {"should-not", ERROR_REFUSED, "is busy (503)", 1, false},
    {"huge-json", ERROR_LIMIT, "sent more than", 1, false},
    {"huge-line", ERROR_LIMIT, "sent more than 1 MB", 1, false}, /* of an event, and not 64 MB of it */
    {"stall-headers", ERROR_NONE, "second time", 2, false},
    {"only-reasoning", ERROR_REFUSED, "spent its whole answer on reasoning", 1, false},
    {"no-schema", ERROR_NONE, "adapted", 2, false},
    {"no-messages", ERROR_REFUSED, "(400): Unsupported parameter", 1, false},
};

static void everything_a_server_does_has_its_outcome(void **state) {
    (void)state;
    assert_int_equal(remote_run_cases(&world, cases, sizeof cases / sizeof *cases), 0);
}

static void what_a_server_refuses_is_remembered(void **state) {
    (void)state;
    char url[64];
    struct remote_run run = {0};
    struct model_settings settings = remote_settings(&world, "no-max-tokens", url);
    int before = remote_count_requests(&world, "no-max-tokens");
    remote_run_create(&run, &world, &settings);
    for (int i = 0; i < 3; i++) {
        free(run.text);
        run.done = 0;
        remote_run_start(&run, OP_VERIFY, false);
        remote_run_all(&world);
        assert_string_equal(run.text, "adapted");
    }
    assert_int_equal(remote_count_requests(&world, "no-max-tokens") - before, 4);
    remote_run_finish(&run);
}

/* A connection is kept for the next question; if the server has closed it by then, that is no reason to back off. */
static void a_connection_that_died_is_replaced_at_once(void **state) {
    (void)state;
    char url[64];
    struct remote_run run = {0};
    struct model_settings settings = remote_settings(&world, "dead", url);
    remote_run_create(&run, &world, &settings);
    int64_t start_ms = clock_monotonic_ms();
    for (int i = 0; i < 2; i++) {
        free(run.text);
        run.done = 0;
        remote_run_start(&run, OP_VERIFY, false);
        remote_run_all(&world);
        assert_string_equal(run.text, "again");
    }
    assert_int_equal(remote_count_requests(&world, "dead"), 3); /* the second one came twice: it was on the dead one */
    assert_true(clock_monotonic_ms() - start_ms < 350);         /* the shortest pause is longer */
    remote_run_finish(&run);
}

/* What no server counts is estimated, and what broke off was paid for as well. */
static void tokens_are_counted_where_a_server_does_not(void **state) {
    (void)state;
    static const char *const models[] = {"no-usage", "odd-usage", "cut-always"};
    char url[64];
    for (size_t i = 0; i < 3; i++) {
        struct remote_run run = {0};
        struct model_settings settings = remote_settings(&world, models[i], url);
        remote_run_create(&run, &world, &settings);
        remote_run_start(&run, OP_VERIFY, false);
        remote_run_all(&world);
        assert_true(run.ok == (i < 2));
        assert_in_range(run.prompt_tokens, 200 * (i == 2 ? 4 : 1), 600 * (i == 2 ? 4 : 1)); /* of some 1,100 bytes */
        assert_int_equal(run.answer_tokens, i == 2 ? 4 * 5 : 7);
        remote_run_finish(&run);
    }
}

static void an_answer_does_not_wait_for_its_connection(void **state) {
    (void)state;
    assert_true(remote_check_no_close(&world));
}

static void a_person_says_how_long_an_answer_may_take(void **state) {
    (void)state;
    static const struct {
        const char *model, *text;
    } late[] = {{"first-late", "second time"}, {"next-late", "second time"}, {"never-done", "within 1 s"}};
    struct remote_run runs[3] = {{0}};
    char url[64];
    time_t start = time(NULL);
    for (size_t i = 0; i < 3; i++) {
        struct model_settings settings = remote_settings(&world, late[i].model, url);
        struct error error = {0};
        settings.first_word_s = i == 0 ? 1 : 100;
        settings.next_word_s = i == 1 ? 1 : 100;
        settings.answer_s = i == 2 ? 1 : 100;
        runs[i].world = &world;
        runs[i].provider = provider_openai.create(world.loop, world.prompts, &settings, &error);
        assert_non_null(runs[i].provider);
        remote_run_start(&runs[i], OP_VERIFY, false);
    }
    remote_run_all(&world);
    assert_in_range(time(NULL) - start, 1, 30);
    for (size_t i = 0; i < 3; i++) {
        if (!strstr(runs[i].text, late[i].text)) {
            fail_msg("%s: %s", late[i].model, runs[i].text);
        }
        remote_run_finish(&runs[i]);
    }
    assert_int_equal(remote_count_requests(&world, "never-done"), 1); /* the time is that of all attempts */
}

/* A model has to be told of the form, too: the server only keeps it to it. */
static void a_form_is_asked_for_in_words_and_in_the_body(void **state) {
    (void)state;
    static const struct dialect forms = {0}, free_text = {.no_schema = true};
    char system[] = "Judge.", user[] = "Here.";
    const struct prompt prompt = {.system = system, .user = user};
    char *body = wire_format(&wire_openai, &forms, "m", OP_VERIFY, &prompt, NULL);
    assert_non_null(strstr(body, "Here.\\n\\nGive findings and verdict as a JSON object"));
    assert_non_null(strstr(body, "\"strict\":true"));
    assert_non_null(strstr(body, "[\"strongly confirms\",\"somewhat confirms\",\"neutral\",\"somewhat contradicts\","
                                 "\"strongly contradicts\"]"));
    free(body);
    body = wire_format(&wire_openai, &free_text, "m", OP_VERIFY, &prompt, NULL);
    assert_null(strstr(body, "JSON object"));
    assert_null(strstr(body, "response_format"));
    free(body);
}

static void a_person_lays_fields_over_a_request(void **state) {
    (void)state;
    char url[64];
    struct remote_run run = {0};
    struct model_settings settings = remote_settings(&world, "extra", url);
    settings.extra_body = "{\"temperature\": null, \"max_tokens\": 77, \"chat_template_kwargs\": {\"x\": false}}";
    remote_run_create(&run, &world, &settings);
    remote_run_start(&run, OP_COMPLETE, false);
    remote_run_all(&world);
    assert_true(run.ok);
    assert_int_equal(
        model_server_count(&world.server, "\"extra\"", "\"max_tokens\":77,\"chat_template_kwargs\":{\"x\":false}"), 1);
    assert_int_equal(model_server_count(&world.server, "\"extra\"", "temperature"), 0);
    remote_run_finish(&run);
}

static void an_answer_of_200_megabytes_is_not_read_to_its_end(void **state) {
    (void)state;
    char url[64];
    struct remote_run run = {0};
    struct model_settings settings = remote_settings(&world, "huge-events", url);
    remote_run_create(&run, &world, &settings);
    remote_set_patience(run.provider, 60000, 60000);
    remote_run_start(&run, OP_VERIFY, false);
    remote_run_all(&world);
    assert_int_equal(run.kind, ERROR_LIMIT);
    assert_int_equal(remote_count_requests(&world, "huge-events"), 1);
    remote_run_finish(&run);
}

static void cancelled_calls_are_over_at_once(void **state) {
    (void)state;
    char url[64];
    struct model_settings settings = remote_settings(&world, "slow", url), busy = remote_settings(&world, "busy", url);
    struct remote_run at_once = {0}, streaming = {.cancel_on_piece = true}, backing_off = {0};
    remote_run_create(&at_once, &world, &settings);
    remote_run_create(&streaming, &world, &settings);
    remote_run_create(&backing_off, &world, &busy);
    remote_run_start(&at_once, OP_VERIFY, false);
    provider_openai.cancel(at_once.handle);
    assert_int_equal(at_once.done, 0);
    remote_run_start(&streaming, OP_VERIFY, true);
    remote_run_start(&backing_off, OP_VERIFY, false);
    int before = remote_count_requests(&world, "busy");
    while (remote_count_requests(&world, "busy") == before || world.pending > 1) {
        loop_run_once(world.loop, false);
    }
    for (int i = 0; i < 20; i++) { /* the 503 arrives */
        loop_run_once(world.loop, false);
    }
    provider_openai.cancel(backing_off.handle);
    assert_int_equal(backing_off.done, 0);
    remote_run_all(&world);
    struct remote_run *runs[] = {&at_once, &streaming, &backing_off};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(runs[i]->kind, ERROR_CANCELLED);
    }
    assert_string_equal(buf_get(&streaming.pieces), "word wo");
    /* The server notices that nobody listens any more, while the engine is still there. */
    for (int i = 0; i < 200 && model_server_count(&world.server, "\"slow\"", "\"end\":\"cut\"") == 0; i++) {
        loop_run_once(world.loop, false);
        struct timespec pause = {.tv_nsec = 10000000};
        nanosleep(&pause, NULL);
    }
    assert_true(model_server_count(&world.server, "\"slow\"", "\"end\":\"cut\"") >= 1);
    for (size_t i = 0; i < 3; i++) {
        remote_run_finish(runs[i]);
    }
}

static void keys_let_in_and_stay_secret(void **state) {
    (void)state;
    static const struct {
        const char *env_value, *command, *text;
        enum error_kind kind;
    } keys[] = {
        {"sk-right", NULL, "let in", ERROR_NONE},
        {NULL, "echo sk-right", "let in", ERROR_NONE},
        {"sk-right", "exit 1", "let in", ERROR_NONE}, /* the environment goes first */
        {"sk-wrong", NULL, "environment variable PROSED_TEST_KEY: Incorrect key: Bearer ***", ERROR_REFUSED},
        {NULL, "echo sk-wrong", "Incorrect key: Bearer ***", ERROR_REFUSED},
        {NULL, NULL, "PROSED_TEST_KEY, which is not set", ERROR_REFUSED},
        {NULL, "exit 1", "model.key_command fails", ERROR_REFUSED},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char url[64];
        struct remote_run run = {0};
        struct model_settings settings = remote_settings(&world, "keyed", url);
        settings.key_env = keys[i].command && !keys[i].env_value ? NULL : "PROSED_TEST_KEY";
        settings.key_command = keys[i].command;
        if (keys[i].env_value) {
            setenv("PROSED_TEST_KEY", keys[i].env_value, 1);
        } else {
            unsetenv("PROSED_TEST_KEY");
        }
        remote_run_create(&run, &world, &settings);
        remote_run_start(&run, OP_VERIFY, false);
        remote_run_all(&world);
        assert_int_equal(run.kind, keys[i].kind);
        if (!strstr(run.text, keys[i].text) || strstr(run.text, "sk-")) {
            fail_msg("case %zu says: %s", i, run.text);
        }
        remote_run_finish(&run);
    }
    unsetenv("PROSED_TEST_KEY");
}

/* Keys of cloud providers live for an hour: nobody who waits should have to ask again for that. But a key that never
 * worked is told at once, and its command is not run for each of several questions: it may ask a person for a password.
 */
static void a_key_that_ran_out_is_fetched_anew(void **state) {
    (void)state;
    char url[64], *file = path_join(world.server.folder, "keys"),
                  *command = mem_format("echo >>%s; cat %s.now", file, file);
    char *now = mem_format("%s.now", file);
    struct remote_run run = {0}, wrong[3] = {{0}};
    struct model_settings settings = remote_settings(&world, "rotated", url);
    settings.key_command = command;
    remote_run_create(&run, &world, &settings);
    for (int i = 0; i < 2; i++) {
        const char *key = i ? "sk-second" : "sk-first";
        assert_true(path_write(now, key, strlen(key), NULL));
        free(run.text);
        run.done = 0;
        remote_run_start(&run, OP_VERIFY, false);
        remote_run_all(&world);
        assert_string_equal(run.text, "let in");
    }
    assert_int_equal(remote_count_requests(&world, "rotated"), 3);
    remote_run_finish(&run);
    assert_true(path_write(now, "sk-third", 8, NULL) && path_write(file, "", 0, NULL));
    remote_run_create(&wrong[0], &world, &settings);
    for (size_t i = 0; i < 3; i++) {
        wrong[i].world = &world;
        wrong[i].provider = wrong[0].provider;
        remote_run_start(&wrong[i], OP_VERIFY, false);
    }
    remote_run_all(&world);
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(strstr(wrong[i].text, "model.key_command: Incorrect key: Bearer ***"));
        free(i ? wrong[i].text : NULL);
    }
    struct buf runs = {0};
    assert_true(path_read(file, 100, &runs, NULL));
    assert_int_equal(runs.len, 1);
    remote_run_finish(&wrong[0]);
    buf_finish(&runs);
    unlink(file);
    unlink(now);
    free(file);
    free(now);
    free(command);
}

static void servers_that_are_not_there_are_named(void **state) {
    (void)state;
    struct remote_run run = {0}, nameless = {0}, plain = {0};
    char url[64];
    snprintf(url, sizeof url, "https://127.0.0.1:%d", world.server.port);
    remote_run_create(&run, &world, &(struct model_settings){.url = "http://127.0.0.1:1/v1", .name = "x"});
    remote_run_create(&nameless, &world, &(struct model_settings){.url = "http://no-such-host.invalid", .name = "x"});
    remote_run_create(&plain, &world, &(struct model_settings){.url = url, .name = "x"});
    remote_run_start(&run, OP_VERIFY, false);
    remote_run_start(&nameless, OP_VERIFY, false);
    remote_run_start(&plain, OP_VERIFY, false);
    remote_run_all(&world);
    assert_int_equal(plain.kind, ERROR_NETWORK); /* TLS with a server that speaks none */
    assert_non_null(strstr(plain.text, "127.0.0.1"));
    assert_int_equal(run.kind, ERROR_NETWORK);
    assert_string_equal(run.text, "127.0.0.1:1: cannot connect; is the server running?");
    assert_int_equal(nameless.kind, ERROR_NETWORK);
    assert_non_null(strstr(nameless.text, "no-such-host.invalid"));
    remote_run_finish(&run);
    remote_run_finish(&nameless);
    remote_run_finish(&plain);
}

static void settings_that_cannot_work_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *url, *text;
    } settings[] = {
        {NULL, "model.url is not set"},
        {"", "model.url is not set"},
        {"127.0.0.1:8080", "must start with http"},
        {"ftp://127.0.0.1", "must start with http"},
        {"http://", "not the address"},
        {"http:///v1", "not the address"},
        {"http://ann:hunter2@127.0.0.1", "holds a name or password"},
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        struct error error = {0};
        assert_null(provider_openai.create(world.loop, world.prompts, &(struct model_settings){.url = settings[i].url},
                                           &error));
        assert_int_equal(error.kind, ERROR_SETUP);
        assert_non_null(strstr(error.text, settings[i].text));
        assert_null(strstr(error.text, "hunter2"));
    }
}

static int set_up(void **state) {
    (void)state;
    return remote_world_open(&world, &provider_openai, script) ? 0 : 1;
}

static int tear_down(void **state) {
    (void)state;
    return remote_world_close(&world) ? 0 : 1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_a_server_does_has_its_outcome),
        cmocka_unit_test(what_a_server_refuses_is_remembered),
        cmocka_unit_test(a_connection_that_died_is_replaced_at_once),
        cmocka_unit_test(tokens_are_counted_where_a_server_does_not),
        cmocka_unit_test(an_answer_does_not_wait_for_its_connection),
        cmocka_unit_test(a_person_says_how_long_an_answer_may_take),
        cmocka_unit_test(a_form_is_asked_for_in_words_and_in_the_body),
        cmocka_unit_test(a_person_lays_fields_over_a_request),
        cmocka_unit_test(an_answer_of_200_megabytes_is_not_read_to_its_end),
        cmocka_unit_test(cancelled_calls_are_over_at_once),
        cmocka_unit_test(keys_let_in_and_stay_secret),
        cmocka_unit_test(a_key_that_ran_out_is_fetched_anew),
        cmocka_unit_test(servers_that_are_not_there_are_named),
        cmocka_unit_test(addresses_as_people_write_them),
        cmocka_unit_test(settings_that_cannot_work_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
