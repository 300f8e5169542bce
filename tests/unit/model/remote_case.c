/* Cases against the scripted server: one provider and one question each, all on one loop. */
#include "tests/unit/model/remote_case.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/model/remote.h"

#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void on_done(void *arg, const struct answer *answer, const struct error *error) {
    struct remote_run *run = arg;
    run->world->pending--;
    run->done++;
    run->ok = !error;
    run->text = mem_copy_text(error ? error->text : answer->text);
    run->kind = error ? error->kind : ERROR_NONE;
    if (answer) {
        run->cut_off = answer->cut_off;
        run->prompt_tokens = answer->prompt_tokens;
        run->answer_tokens = answer->answer_tokens;
    }
}

static void on_piece(void *arg, const char *piece, size_t len) {
    struct remote_run *run = arg;
    assert(run->done == 0);
    if (!piece) { /* anew */
        buf_clear(&run->pieces);
        return;
    }
    buf_append(&run->pieces, piece, len);
    if (run->cancel_on_piece) {
        run->cancel_on_piece = false;
        run->world->engine->cancel(run->handle);
    }
}

struct model_settings remote_settings(const struct remote_world *world, const char *model, char url[64]) {
    snprintf(url, 64, "http://127.0.0.1:%d", world->server.port);
    return (struct model_settings){
        .engine = world->engine->engine, .url = url, .name = model, .max_in_flight = 4, .loading_s = 3};
}

void remote_run_create(struct remote_run *run, struct remote_world *world, const struct model_settings *settings) {
    struct error error = {0};
    run->world = world;
    run->provider = world->engine->create(world->loop, world->prompts, settings, &error);
    if (!run->provider) {
        fprintf(stderr, "%s\n", error.text);
        abort();
    }
    remote_set_patience(run->provider, 1500, 300);
}

void remote_run_start(struct remote_run *run, enum op op, bool pieces) {
    char text[] = "caf\xc3\xa9"; /* gone after the start */
    struct question question = {
        .op = op, .user_text = text, .preference = "Be brief.", .joined = "Be brief.", .before = text, .passage = text};
    run->handle = run->world->engine->start(run->provider, &question, pieces ? on_piece : NULL, on_done, run);
    memset(text, 'x', sizeof text - 1);
    run->world->pending++;
}

void remote_run_all(struct remote_world *world) {
    while (world->pending > 0) {
        loop_run_once(world->loop, true);
    }
}

void remote_run_finish(struct remote_run *run) {
    assert(run->done == 1);
    run->world->engine->destroy(run->provider);
    buf_finish(&run->pieces);
    free(run->text);
}

int remote_count_requests(const struct remote_world *world, const char *model) {
    char name[64];
    snprintf(name, sizeof name, "\"model\":\"%s\"", model);
    return model_server_count(&world->server, name, "\"hash\"");
}

static bool check(const struct remote_case *expected, const struct remote_run *run) {
    int requests = remote_count_requests(run->world, expected->model);
    bool ok = run->done == 1 && run->kind == expected->kind && requests == expected->requests &&
              (run->ok ? strcmp(run->text, expected->text) == 0 : strstr(run->text, expected->text) != NULL);
    ok = ok && (!expected->pieces || !run->ok || strcmp(run->text, buf_get(&run->pieces)) == 0);
    bool length = strcmp(expected->model, "length") == 0, plain = strcmp(expected->model, "plain-text") == 0;
    ok = ok && (!run->ok || run->cut_off == length);
    ok = ok && (!plain || (run->prompt_tokens > 20 && run->answer_tokens > 3));
    if (!ok) {
        fprintf(stderr, "%s: %s, \"%s\", %d requests, pieces \"%s\", tokens %d and %d\n", expected->model,
                error_kind_name(run->kind), run->text, requests, buf_get(&run->pieces), (int)run->prompt_tokens,
                (int)run->answer_tokens);
    }
    return ok;
}

size_t remote_run_cases(struct remote_world *world, const struct remote_case *cases, size_t count) {
    struct remote_run *runs = mem_alloc(count * sizeof *runs);
    char url[64];
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct model_settings settings = remote_settings(world, cases[i].model, url);
        remote_run_create(&runs[i], world, &settings);
        remote_run_start(&runs[i], OP_VERIFY, cases[i].pieces);
        assert(runs[i].done == 0);
    }
    remote_run_all(world);
    for (size_t i = 0; i < count; i++) {
        wrong += !check(&cases[i], &runs[i]);
        remote_run_finish(&runs[i]);
    }
    free(runs);
    return wrong;
}

bool remote_check_no_close(struct remote_world *world) {
    char url[64];
    struct remote_run run = {0};
    struct model_settings settings = remote_settings(world, "no-close", url);
    int64_t start_ms = clock_monotonic_ms(), answered_ms;
    remote_run_create(&run, world, &settings);
    remote_run_start(&run, OP_VERIFY, false);
    remote_run_all(world);
    answered_ms = clock_monotonic_ms() - start_ms;
    bool closed = false;
    while (!closed && clock_monotonic_ms() - start_ms < 5000) {
        loop_run_once(world->loop, false);
        usleep(10000);
        closed = model_server_count(&world->server, "\"no-close\"", "\"end\":\"cut\"") == 1;
    }
    bool ok = run.ok && strcmp(run.text, "whole") == 0 && run.answer_tokens > 0 && answered_ms < 900 && closed;
    if (!ok) {
        fprintf(stderr, "no-close: \"%s\" after %d ms, %d tokens, connection %s\n", run.text, (int)answered_ms,
                (int)run.answer_tokens, closed ? "closed" : "open");
    }
    remote_run_finish(&run);
    return ok;
}

bool remote_world_open(struct remote_world *world, const struct provider *engine, const char *script) {
    static const char *const proxies[] = {"http_proxy", "all_proxy", "ALL_PROXY"};
    signal(SIGPIPE, SIG_IGN);
    log_set_level(LOG_ERROR);
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++) {
        unsetenv(proxies[i]); /* the server is on this machine */
    }
    *world = (struct remote_world){.engine = engine};
    if (!model_server_start(&world->server, script)) {
        fprintf(stderr, "the scripted server did not start; is node installed?\n");
        return false;
    }
    world->loop = loop_create();
    world->prompts = prompts_load(NULL, NULL);
    return true;
}

bool remote_world_close(struct remote_world *world) {
    prompts_destroy(world->prompts);
    bool closed = loop_destroy(world->loop);
    model_server_stop(&world->server);
    return closed;
}
