/* The engine "openai" against the scripted server: what comes out of each thing that servers do. All cases run at the
 * same time, each with a model name of its own, by which the script tells them apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/model/openai.h"
#include "core/model/prompt.h"
#include "core/model/provider.h"
#include "tests/unit/model/model_server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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
    "{\"model\": \"cut-shown\", \"fault\": \"cut\", \"say\": \"this is broken off somewhere\"},"
    "{\"model\": \"error-event\", \"times\": 1, \"fault\": \"error_event\", \"say\": \"x\", \"error\": "
    "{\"message\": \"overloaded\", \"type\": \"server_error\"}},"
    "{\"model\": \"error-event\", \"say\": \"second time\"},"
    "{\"model\": \"stall\", \"times\": 1, \"fault\": \"stall\"},"
    "{\"model\": \"stall\", \"say\": \"second time\"},"
    "{\"model\": \"stall-middle\", \"times\": 1, \"fault\": \"stall_middle\", \"say\": \"this is broken off\"},"
    "{\"model\": \"stall-middle\", \"say\": \"second time\"},"
    "{\"model\": \"pings\", \"times\": 1, \"fault\": \"pings\"},"
    "{\"model\": \"pings\", \"say\": \"second time\"},"
    "{\"model\": \"endless\", \"fault\": \"endless\"},"
    "{\"model\": \"no-max-tokens\", \"fault\": \"refuse\", \"field\": \"max_tokens\", \"say\": \"adapted\"},"
    "{\"model\": \"no-temperature\", \"fault\": \"refuse\", \"field\": \"temperature\", \"say\": \"adapted\"},"
    "{\"model\": \"no-options\", \"fault\": \"refuse\", \"field\": \"stream_options\", \"say\": \"adapted\"},"
    "{\"model\": \"no-messages\", \"fault\": \"refuse\", \"field\": \"messages\", \"say\": \"adapted\"},"
    "{\"model\": \"keyed\", \"fault\": \"key\", \"key\": \"sk-right\", \"say\": \"let in\"},"
    "{\"model\": \"slow\", \"fault\": \"slow\", \"say\": \"word \"}"
    "]}";

static struct model_server server;
static struct loop *loop;
static struct prompts *prompts;
static int pending;

/* One question and what came of it. */
struct run {
    void *provider;
    void *handle;
    int done;
    bool ok;
    bool cut_off;
    char *text; /* of the answer or the error */
    enum error_kind kind;
    int64_t prompt_tokens;
    int64_t answer_tokens;
    struct buf pieces;
    bool cancel_on_piece;
};

static void on_done(void *arg, const struct answer *answer, const struct error *error) {
    struct run *run = arg;
    pending--;
    run->done++;
    run->ok = answer != NULL;
    run->text = mem_copy_text(answer ? answer->text : error->text);
    run->kind = error ? error->kind : ERROR_NONE;
    if (answer) {
        run->cut_off = answer->cut_off;
        run->prompt_tokens = answer->prompt_tokens;
        run->answer_tokens = answer->answer_tokens;
    }
}

static void on_piece(void *arg, const char *piece, size_t len) {
    struct run *run = arg;
    assert_int_equal(run->done, 0);
    buf_append(&run->pieces, piece, len);
    if (run->cancel_on_piece) {
        run->cancel_on_piece = false;
        provider_openai.cancel(run->handle);
    }
}

static struct model_settings settings_for(const char *model, char url[64]) {
    snprintf(url, 64, "http://127.0.0.1:%d", server.port);
    return (struct model_settings){.engine = "openai", .url = url, .name = model, .max_in_flight = 4};
}

static void create(struct run *run, const struct model_settings *settings) {
    struct error error = {0};
    run->provider = provider_openai.create(loop, prompts, settings, &error);
    if (!run->provider) {
        fail_msg("%s", error.text);
    }
    openai_set_patience(run->provider, 1500, 300);
}

static void start(struct run *run, bool pieces) {
    char text[] = "caf\xc3\xa9"; /* gone after the start */
    struct question question = {.op = OP_VERIFY, .user_text = text, .preference = "Be brief."};
    run->handle = provider_openai.start(run->provider, &question, pieces ? on_piece : NULL, on_done, run);
    memset(text, 'x', sizeof text - 1);
    pending++;
}

static void wait_for_all(void) {
    while (pending > 0) {
        loop_run_once(loop, true);
    }
}

static void finish(struct run *run) {
    assert_int_equal(run->done, 1);
    provider_openai.destroy(run->provider);
    buf_finish(&run->pieces);
    free(run->text);
}

/* How many requests the server got for this model. */
static int count_requests(const char *model) {
    char name[64];
    snprintf(name, sizeof name, "\"model\":\"%s\"", model);
    return model_server_count(&server, name, "\"hash\"");
}

struct expected {
    const char *model;
    enum error_kind kind;
    const char *text; /* the answer, or a part of the error */
    int requests;
    bool pieces;
};

static const struct expected cases[] = {
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
    {"no-end", ERROR_NONE, "whole", 1, false},
    {"filter", ERROR_REFUSED, "content filter", 1, false},
    {"busy-twice", ERROR_NONE, "ready", 3, false},
    {"busy", ERROR_NETWORK, "is busy (503): Loading model", 4, false},
    {"limited", ERROR_NONE, "later", 2, false},
    {"far-away", ERROR_NETWORK, "come back later; it asks to wait 5 minutes", 1, false},
    {"no-credit", ERROR_REFUSED, "No credit", 1, false},
    {"broken", ERROR_NETWORK, "failed (500): bad JSON", 2, false},
    {"bad-request", ERROR_REFUSED, "(400): the request exceeds the context size", 1, false},
    {"string-error", ERROR_REFUSED, "(400): just a text", 1, false},
    {"html-error", ERROR_REFUSED, "model.name", 1, false},
    {"no-body", ERROR_REFUSED, "does not let us in (403); name the variable", 1, false},
    {"redirect", ERROR_REFUSED, "redirects (307) to other.invalid", 1, false},
    {"html", ERROR_REFUSED, "check model.url", 1, false},
    {"nothing", ERROR_NONE, "second time", 2, false},
    {"close", ERROR_NONE, "second time", 2, false},
    {"cut", ERROR_NONE, "second time", 2, false},
    {"cut-clean", ERROR_NONE, "second time", 2, false},
    {"cut-always", ERROR_NETWORK, "broke off", 4, false},
    {"cut-shown", ERROR_NETWORK, "broke off", 1, true},
    {"error-event", ERROR_NONE, "second time", 2, false},
    {"stall", ERROR_NONE, "second time", 2, false},
    {"stall-middle", ERROR_NONE, "second time", 2, false},
    {"pings", ERROR_NONE, "second time", 2, false},
    {"endless", ERROR_LIMIT, "more than 1 MB", 1, false},
    {"no-max-tokens", ERROR_NONE, "adapted", 2, false},
    {"no-temperature", ERROR_NONE, "adapted", 2, false},
    {"no-options", ERROR_NONE, "adapted", 2, false},
    {"no-messages", ERROR_REFUSED, "(400): Unsupported parameter", 1, false},
};
#define CASE_COUNT (sizeof cases / sizeof *cases)

static bool check(const struct expected *expected, const struct run *run) {
    int requests = count_requests(expected->model);
    bool ok = run->done == 1 && run->kind == expected->kind && requests == expected->requests &&
              (run->ok ? strcmp(run->text, expected->text) == 0 : strstr(run->text, expected->text) != NULL);
    ok = ok && (!expected->pieces || !run->ok || strcmp(run->text, buf_get(&run->pieces)) == 0);
    if (!ok) {
        print_error("%s: %s, \"%s\", %d requests, pieces \"%s\"\n", expected->model, error_kind_name(run->kind),
                    run->text, requests, buf_get(&run->pieces));
    }
    return ok;
}

static void everything_a_server_does_has_its_outcome(void **state) {
    (void)state;
    struct run runs[CASE_COUNT] = {{0}};
    char url[64];
    size_t wrong = 0;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        struct model_settings settings = settings_for(cases[i].model, url);
        create(&runs[i], &settings);
        start(&runs[i], cases[i].pieces);
        assert_int_equal(runs[i].done, 0);
    }
    wait_for_all();
    for (size_t i = 0; i < CASE_COUNT; i++) {
        wrong += !check(&cases[i], &runs[i]);
        bool length = strcmp(cases[i].model, "length") == 0, plain = strcmp(cases[i].model, "plain-text") == 0;
        assert_int_equal(runs[i].cut_off, length);
        assert_true(!plain || (runs[i].prompt_tokens > 20 && runs[i].answer_tokens > 3));
        finish(&runs[i]);
    }
    assert_int_equal(wrong, 0);
}

static void what_a_server_refuses_is_remembered(void **state) {
    (void)state;
    char url[64];
    struct run run = {0};
    struct model_settings settings = settings_for("no-max-tokens", url);
    int before = count_requests("no-max-tokens");
    create(&run, &settings);
    for (int i = 0; i < 3; i++) {
        free(run.text);
        run.done = 0;
        start(&run, false);
        wait_for_all();
        assert_string_equal(run.text, "adapted");
    }
    assert_int_equal(count_requests("no-max-tokens") - before, 4);
    finish(&run);
}

static void cancelled_calls_are_over_at_once(void **state) {
    (void)state;
    char url[64];
    struct model_settings settings = settings_for("slow", url), busy = settings_for("busy", url);
    struct run at_once = {0}, streaming = {.cancel_on_piece = true}, backing_off = {0};
    create(&at_once, &settings);
    create(&streaming, &settings);
    create(&backing_off, &busy);
    start(&at_once, false);
    provider_openai.cancel(at_once.handle);
    assert_int_equal(at_once.done, 0);
    start(&streaming, true);
    start(&backing_off, false);
    int before = count_requests("busy");
    while (count_requests("busy") == before || pending > 1) {
        loop_run_once(loop, false);
    }
    for (int i = 0; i < 20; i++) { /* the 503 arrives */
        loop_run_once(loop, false);
    }
    provider_openai.cancel(backing_off.handle);
    assert_int_equal(backing_off.done, 0);
    wait_for_all();
    struct run *runs[] = {&at_once, &streaming, &backing_off};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(runs[i]->kind, ERROR_CANCELLED);
    }
    assert_string_equal(buf_get(&streaming.pieces), "word wo");
    /* The server notices that nobody listens any more, while the engine is still there. */
    for (int i = 0; i < 200 && model_server_count(&server, "\"slow\"", "\"end\":\"cut\"") == 0; i++) {
        loop_run_once(loop, false);
        struct timespec pause = {.tv_nsec = 10000000};
        nanosleep(&pause, NULL);
    }
    assert_true(model_server_count(&server, "\"slow\"", "\"end\":\"cut\"") >= 1);
    for (size_t i = 0; i < 3; i++) {
        finish(runs[i]);
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
        struct run run = {0};
        struct model_settings settings = settings_for("keyed", url);
        settings.key_env = keys[i].command && !keys[i].env_value ? NULL : "PROSED_TEST_KEY";
        settings.key_command = keys[i].command;
        if (keys[i].env_value) {
            setenv("PROSED_TEST_KEY", keys[i].env_value, 1);
        } else {
            unsetenv("PROSED_TEST_KEY");
        }
        create(&run, &settings);
        start(&run, false);
        wait_for_all();
        assert_int_equal(run.kind, keys[i].kind);
        if (!strstr(run.text, keys[i].text) || strstr(run.text, "sk-")) {
            fail_msg("case %zu says: %s", i, run.text);
        }
        finish(&run);
    }
    unsetenv("PROSED_TEST_KEY");
}

static void servers_that_are_not_there_are_named(void **state) {
    (void)state;
    struct run run = {0}, nameless = {0}, plain = {0};
    char url[64];
    snprintf(url, sizeof url, "https://127.0.0.1:%d", server.port);
    create(&run, &(struct model_settings){.url = "http://127.0.0.1:1/v1", .name = "x"});
    create(&nameless, &(struct model_settings){.url = "http://no-such-host.invalid", .name = "x"});
    create(&plain, &(struct model_settings){.url = url, .name = "x"});
    start(&run, false);
    start(&nameless, false);
    start(&plain, false);
    wait_for_all();
    assert_int_equal(plain.kind, ERROR_NETWORK); /* TLS with a server that speaks none */
    assert_non_null(strstr(plain.text, "127.0.0.1"));
    assert_int_equal(run.kind, ERROR_NETWORK);
    assert_string_equal(run.text, "127.0.0.1:1: cannot connect; is the server running?");
    assert_int_equal(nameless.kind, ERROR_NETWORK);
    assert_non_null(strstr(nameless.text, "no-such-host.invalid"));
    finish(&run);
    finish(&nameless);
    finish(&plain);
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
        assert_null(provider_openai.create(loop, prompts, &(struct model_settings){.url = settings[i].url}, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_non_null(strstr(error.text, settings[i].text));
        assert_null(strstr(error.text, "hunter2"));
    }
}

static int set_up(void **state) {
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    log_set_level(LOG_ERROR);
    static const char *const proxies[] = {"http_proxy", "all_proxy", "ALL_PROXY"};
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++) {
        unsetenv(proxies[i]); /* the server is on this machine */
    }
    if (!model_server_start(&server, script)) {
        print_error("the scripted server did not start; is node installed?\n");
        return 1;
    }
    loop = loop_create();
    prompts = prompts_load(NULL, NULL);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    prompts_destroy(prompts);
    bool closed = loop_destroy(loop);
    model_server_stop(&server);
    return closed ? 0 : 1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_a_server_does_has_its_outcome),
        cmocka_unit_test(what_a_server_refuses_is_remembered),
        cmocka_unit_test(cancelled_calls_are_over_at_once),
        cmocka_unit_test(keys_let_in_and_stay_secret),
        cmocka_unit_test(servers_that_are_not_there_are_named),
        cmocka_unit_test(settings_that_cannot_work_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
