/* The queue in front of the models, with a provider made for the test that answers when it is told to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/mem.h"
#include "core/model/answer.h"
#include "core/model/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the provider --- */

struct fake_call {
    struct fake *fake;
    char *text; /* the question's user_text or passage: which one it is */
    provider_piece *piece;
    provider_done *done;
    void *arg;
    bool cancelled;
    bool over;
};

struct fake {
    struct loop *loop;
    const char *name;
    struct fake_call *calls[64];
    size_t count;
};

static int64_t fake_cost;     /* tokens of a call that fails */
static struct fake *fakes[4]; /* as they were created */
static size_t fake_count;

static void *fake_create(struct loop *loop, const struct prompts *prompts, const struct model_settings *settings,
                         struct error *error) {
    assert_non_null(prompts);
    if (settings->url && strcmp(settings->url, "broken") == 0) {
        error_set(error, ERROR_SETUP, "model.url is broken");
        return NULL;
    }
    struct fake *fake = mem_alloc(sizeof *fake);
    fake->loop = loop;
    fake->name = settings->name;
    fakes[fake_count++] = fake;
    return fake;
}

static void fake_destroy(void *self) {
    struct fake *fake = self;
    for (size_t i = 0; i < fake->count; i++) {
        assert_true(fake->calls[i]->over);
        free(fake->calls[i]->text);
        free(fake->calls[i]);
    }
    free(fake);
    fake_count--;
}

static void *fake_start(void *self, const struct question *question, provider_piece *piece, provider_done *done,
                        void *arg) {
    struct fake *fake = self;
    struct fake_call *call = mem_alloc(sizeof *call);
    *call = (struct fake_call){.fake = fake, .piece = piece, .done = done, .arg = arg};
    call->text = mem_copy_text(question->user_text ? question->user_text : question->passage);
    fake->calls[fake->count++] = call;
    return call;
}

static void fail_call(void *arg) {
    struct fake_call *call = arg;
    struct error error = {0};
    error_set(&error, call->cancelled ? ERROR_CANCELLED : ERROR_NETWORK, "over");
    struct answer cost = {.text = "", .prompt_tokens = fake_cost};
    call->over = true;
    call->done(call->arg, fake_cost ? &cost : NULL, &error);
}

static void fake_cancel(void *handle) {
    struct fake_call *call = handle;
    assert_false(call->cancelled);
    call->cancelled = true;
    loop_defer(call->fake->loop, fail_call, call);
}

static void answer_call(void *arg) {
    struct fake_call *call = arg;
    struct answer answer = {.text = call->text, .prompt_tokens = 10, .answer_tokens = 2};
    if (call->piece) {
        call->piece(call->arg, "piece", 5);
    }
    call->over = true;
    call->done(call->arg, &answer, NULL);
}

static const struct provider provider_fake = {"fake", fake_create, fake_destroy, fake_start, fake_cancel};
static const struct provider *const rows[] = {&provider_fake, NULL};

/* --- what comes back --- */

struct state {
    struct loop *loop;
    struct asks *asks;
    char log[1024]; /* "a ok; b cancelled; " in the order of the callbacks */
    int64_t tokens;
    bool destroy_in_callback;
};

static void on_spent(void *arg, enum op op, enum purpose purpose, const struct answer *answer) {
    (void)op;
    (void)purpose;
    ((struct state *)arg)->tokens += answer->prompt_tokens + answer->answer_tokens;
}

static struct state *current;

static void on_done(void *arg, const struct answer *answer, const struct error *error) {
    size_t len = strlen(current->log);
    const char *outcome = answer ? "ok" : error_kind_name(error->kind);
    assert_true(!answer == !!error);
    snprintf(current->log + len, sizeof current->log - len, "%s %s; ", (const char *)arg, outcome);
    if (current->destroy_in_callback && asks_is_idle(current->asks)) {
        asks_destroy(current->asks);
        current->asks = NULL;
    }
}

static void on_piece(void *arg, const char *piece, size_t len) {
    (void)arg;
    strncat(current->log, piece, len);
    strcat(current->log, ", ");
}

static struct ask *start(struct state *state, enum op op, enum purpose purpose, const char *text) {
    char copy[8]; /* the question may be gone once ask_start is back */
    snprintf(copy, sizeof copy, "%s", text);
    struct question question = {.op = op};
    *(op == OP_REWRITE ? &question.passage : &question.user_text) = copy;
    return ask_start(state->asks, &question, purpose, NULL, on_done, (void *)text);
}

static void run(struct state *state) {
    for (int i = 0; i < 4; i++) {
        loop_run_once(state->loop, false);
    }
}

static void answer(struct state *state, size_t lane, size_t index) {
    loop_defer(state->loop, answer_call, fakes[lane]->calls[index]);
    run(state);
}

static struct state *open_with(const char *learn_model, int max_in_flight) {
    struct state *state = mem_alloc(sizeof *state);
    current = state;
    state->loop = loop_create();
    struct asks_settings settings = {
        .write = {.engine = "fake", .url = "http://one", .name = "writer", .max_in_flight = max_in_flight},
        .learn = {.engine = "fake", .url = "http://one", .name = learn_model, .max_in_flight = max_in_flight},
        .spent = on_spent,
        .arg = state,
        .providers = rows,
    };
    struct error error = {0};
    state->asks = asks_create(state->loop, &settings, &error);
    assert_non_null(state->asks);
    return state;
}

static void finish(struct state *state) {
    if (state->asks) {
        asks_close(state->asks);
        run(state);
        assert_true(asks_is_idle(state->asks));
        asks_destroy(state->asks);
    }
    assert_true(loop_destroy(state->loop));
    assert_int_equal(fake_count, 0);
    free(state);
}

/* --- the tests --- */

static void roles_go_to_their_models(void **unused) {
    (void)unused;
    struct state *state = open_with("learner", 16);
    assert_int_equal(fake_count, 2);
    for (int op = 0; op < OP_COUNT; op++) {
        bool writes = op == OP_GENERATE || op == OP_REWRITE || op == OP_COMPLETE;
        assert_string_equal(asks_get_model(state->asks, (enum op)op), writes ? "writer" : "learner");
        start(state, (enum op)op, PURPOSE_LEARN, "x");
    }
    assert_int_equal(fakes[0]->count, 3);
    assert_int_equal(fakes[1]->count, OP_COUNT - 3);
    finish(state);
}

static void equal_roles_share_one_cap(void **unused) {
    (void)unused;
    struct state *state = open_with("writer", 2);
    assert_int_equal(fake_count, 1);
    start(state, OP_REWRITE, PURPOSE_LEARN, "a");
    start(state, OP_VERIFY, PURPOSE_LEARN, "b");
    start(state, OP_VERIFY, PURPOSE_LEARN, "c");
    assert_int_equal(fakes[0]->count, 2);
    answer(state, 0, 1);
    assert_string_equal(state->log, "b ok; ");
    assert_int_equal(fakes[0]->count, 3);
    assert_int_equal(state->tokens, 12);
    finish(state);
}

/* Learning makes way at once, waits while a person waits, and then goes on where it was. */
static void interactive_goes_first(void **unused) {
    (void)unused;
    struct state *state = open_with("writer", 1);
    start(state, OP_VERIFY, PURPOSE_LEARN, "a");
    start(state, OP_VERIFY, PURPOSE_LEARN, "b");
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "d");
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "e");
    assert_true(fakes[0]->calls[0]->cancelled);
    run(state);
    assert_string_equal(state->log, ""); /* a is not over, only put back */
    for (size_t i = 1; i < 5; i++) {
        assert_int_equal(fakes[0]->count, i + 1);
        answer(state, 0, i);
    }
    assert_string_equal(state->log, "d ok; e ok; a ok; b ok; ");
    finish(state);
}

/* What has been asked for longest is nearest to its answer. */
static void the_youngest_makes_way(void **unused) {
    (void)unused;
    struct state *state = open_with("writer", 3);
    start(state, OP_VERIFY, PURPOSE_LEARN, "a");
    start(state, OP_VERIFY, PURPOSE_LEARN, "b");
    start(state, OP_VERIFY, PURPOSE_LEARN, "c");
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "d");
    assert_true(fakes[0]->calls[2]->cancelled);
    assert_false(fakes[0]->calls[1]->cancelled || fakes[0]->calls[0]->cancelled);
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "e");
    assert_true(fakes[0]->calls[1]->cancelled);
    assert_false(fakes[0]->calls[0]->cancelled);
    run(state);
    finish(state);
}

static void learning_pauses_while_a_person_waits(void **unused) {
    (void)unused;
    struct state *state = open_with("writer", 3);
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "a");
    start(state, OP_VERIFY, PURPOSE_LEARN, "b");
    start(state, OP_VERIFY, PURPOSE_LEARN, "c");
    assert_int_equal(fakes[0]->count, 1); /* though there is room */
    answer(state, 0, 0);
    assert_int_equal(fakes[0]->count, 3);
    struct ask *waiting = start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "d");
    assert_int_equal(fakes[0]->count, 4);
    assert_false(fakes[0]->calls[1]->cancelled || fakes[0]->calls[2]->cancelled); /* nobody is in the way */
    start(state, OP_VERIFY, PURPOSE_LEARN, "e");
    ask_cancel(waiting);
    run(state);
    assert_int_equal(fakes[0]->count, 5);
    finish(state);
}

static void roles_at_one_server_make_way_for_each_other(void **unused) {
    (void)unused;
    struct state *state = open_with("learner", 1);
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "a");
    start(state, OP_VERIFY, PURPOSE_LEARN, "b"); /* at the same address, by another name */
    assert_int_equal(fakes[1]->count, 0);
    answer(state, 0, 0);
    assert_int_equal(fakes[1]->count, 1);
    finish(state);
}

/* Two models at one server have its places together, and learning with the one makes way for who waits for the other.
 */
static void roles_at_one_server_share_its_places(void **unused) {
    (void)unused;
    struct state *state = open_with("learner", 2);
    start(state, OP_VERIFY, PURPOSE_LEARN, "a");
    start(state, OP_VERIFY, PURPOSE_LEARN, "b");
    start(state, OP_GENERATE, PURPOSE_LEARN, "c");
    assert_int_equal(fakes[0]->count, 0);
    answer(state, 1, 0);
    assert_int_equal(fakes[0]->count, 1);
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "d");
    assert_true(fakes[0]->calls[0]->cancelled); /* its own lane first */
    assert_false(fakes[1]->calls[1]->cancelled);
    run(state);
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "e");
    assert_true(fakes[1]->calls[1]->cancelled);
    run(state);
    answer(state, 0, 1);
    answer(state, 0, 2);
    assert_string_equal(state->log, "a ok; d ok; e ok; ");
    assert_int_equal(fakes[0]->count, 4); /* c goes on, and b */
    assert_int_equal(fakes[1]->count, 3);
    finish(state);
}

/* What a question cost that was put back belongs to its answer; what one cost that was lost is told. */
static void on_loss(void *arg, const struct answer *cost) {
    char text[64];
    snprintf(text, sizeof text, "%s lost %d; ", (const char *)arg, (int)(cost->prompt_tokens + cost->answer_tokens));
    strcat(current->log, text);
}

static void what_is_lost_is_told(void **unused) {
    (void)unused;
    struct state *state = open_with("writer", 2);
    fake_cost = 5;
    struct ask *first = start(state, OP_VERIFY, PURPOSE_LEARN, "a"),
               *second = start(state, OP_VERIFY, PURPOSE_LEARN, "b");
    ask_set_loss(first, on_loss);
    ask_set_loss(second, on_loss);
    ask_cancel(first);
    run(state);
    assert_string_equal(state->log, "a lost 5; a cancelled; ");
    assert_int_equal(state->tokens, 5);
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "c");
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "d");
    run(state);
    answer(state, 0, 2);
    answer(state, 0, 3);
    answer(state, 0, 4);
    assert_string_equal(state->log, "a lost 5; a cancelled; c ok; d ok; b ok; ");
    assert_int_equal(state->tokens, 5 + 12 + 12 + 12 + 5);
    fake_cost = 0;
    finish(state);
}

/* A server that is away is not asked again and again; one question finds it back. */
static void a_server_that_is_away_is_left_alone(void **unused) {
    (void)unused;
    struct state *state = open_with("writer", 1);
    for (size_t i = 0; i < 3; i++) {
        start(state, OP_VERIFY, PURPOSE_LEARN, "a");
        loop_defer(state->loop, fail_call, fakes[0]->calls[i]);
        run(state);
    }
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "b");
    start(state, OP_VERIFY, PURPOSE_LEARN, "c");
    assert_string_equal(state->log, "a network; a network; a network; ");
    run(state);
    assert_int_equal(fakes[0]->count, 3);
    assert_string_equal(state->log, "a network; a network; a network; b network; c network; ");
    finish(state);
}

static void cancelled_questions_answer_once_and_later(void **unused) {
    (void)unused;
    struct state *state = open_with("writer", 1);
    struct ask *flying = start(state, OP_VERIFY, PURPOSE_LEARN, "a");
    struct ask *waiting = start(state, OP_VERIFY, PURPOSE_LEARN, "b");
    start(state, OP_VERIFY, PURPOSE_LEARN, "c");
    ask_cancel(waiting);
    ask_cancel(waiting);
    ask_cancel(flying);
    ask_cancel(flying);
    assert_string_equal(state->log, "");
    run(state);
    assert_string_equal(state->log, "b cancelled; a cancelled; ");
    assert_int_equal(fakes[0]->count, 2); /* b never flew */
    answer(state, 0, 1);
    assert_string_equal(state->log, "b cancelled; a cancelled; c ok; ");
    finish(state);
}

static void an_answer_that_crosses_a_cancel_is_cancelled(void **unused) {
    (void)unused;
    struct state *state = open_with("writer", 1);
    struct question question = {.op = OP_REWRITE, .passage = "a"};
    struct ask *ask = ask_start(state->asks, &question, PURPOSE_INTERACTIVE, on_piece, on_done, "a");
    loop_defer(state->loop, answer_call, fakes[0]->calls[0]);
    ask_cancel(ask);
    loop_forget(state->loop, fakes[0]->calls[0]); /* the provider lets the answer win */
    loop_defer(state->loop, answer_call, fakes[0]->calls[0]);
    run(state);
    assert_string_equal(state->log, "a cancelled; ");
    assert_int_equal(state->tokens, 12);
    finish(state);
}

static void failures_and_pieces_come_through(void **unused) {
    (void)unused;
    struct state *state = open_with("writer", 2);
    struct question question = {.op = OP_REWRITE, .passage = "a"};
    ask_start(state->asks, &question, PURPOSE_INTERACTIVE, on_piece, on_done, "a");
    start(state, OP_VERIFY, PURPOSE_INTERACTIVE, "b");
    loop_defer(state->loop, fail_call, fakes[0]->calls[1]);
    answer(state, 0, 0);
    assert_string_equal(state->log, "b network; piece, a ok; ");
    finish(state);
}

static void closing_cancels_everything(void **unused) {
    (void)unused;
    struct state *state = open_with("learner", 1);
    start(state, OP_VERIFY, PURPOSE_LEARN, "a");
    start(state, OP_VERIFY, PURPOSE_LEARN, "b");
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "c");
    asks_close(state->asks);
    start(state, OP_REWRITE, PURPOSE_INTERACTIVE, "d");
    assert_string_equal(state->log, "");
    assert_false(asks_is_idle(state->asks));
    state->destroy_in_callback = true;
    run(state);
    for (const char *name = "abcd"; *name; name++) {
        char expected[16];
        snprintf(expected, sizeof expected, "%c cancelled; ", *name);
        assert_non_null(strstr(state->log, expected));
    }
    assert_null(state->asks);
    finish(state);
}

static void settings_that_cannot_work_are_refused(void **unused) {
    (void)unused;
    struct loop *loop = loop_create();
    struct error error = {0};
    struct asks_settings settings = {.write = {.engine = "fake"}, .learn = {.engine = "magic"}, .providers = rows};
    assert_null(asks_create(loop, &settings, &error));
    assert_int_equal(error.kind, ERROR_SETUP);
    assert_non_null(strstr(error.text, "magic"));
    settings.learn = (struct model_settings){.engine = "fake", .url = "broken"};
    assert_null(asks_create(loop, &settings, &error));
    assert_string_equal(error.text, "model.url is broken");
    assert_int_equal(fake_count, 0);
    assert_true(loop_destroy(loop));
}

static void on_offline_done(void *arg, const struct answer *answer, const struct error *error) {
    assert_null(error);
    *(char **)arg = mem_copy_text(answer->text);
}

/* The whole way, with a real engine: each op is answered in a form that the readers of answers understand. */
static void the_offline_engine_answers_every_op(void **unused) {
    (void)unused;
    struct loop *loop = loop_create();
    struct model_settings offline = {.engine = "offline", .max_in_flight = 4};
    struct error error = {0};
    struct asks *asks = asks_create(loop, &(struct asks_settings){.write = offline, .learn = offline}, &error);
    assert_non_null(asks);
    assert_string_equal(asks_get_model(asks, OP_VERIFY), "offline");
    struct list preferences = {0}, list = {0};
    list_add(&preferences, "Use contractions.");
    char *answers[OP_COUNT] = {NULL};
    for (int op = 0; op < OP_COUNT; op++) {
        struct question question = {.op = (enum op)op,
                                    .task = "- The cat is on the mat.",
                                    .user_text = "It's the cat that's on the mat. It isn't the dog.",
                                    .draft = "It is the cat that is on the mat. It is not the dog.",
                                    .preference = "Use contractions.",
                                    .preferences = &preferences,
                                    .joined = "Use contractions. Use exclamation marks.",
                                    .passage = "It is the cat that is on the mat.",
                                    .before = "It is the cat",
                                    .after = ""};
        ask_start(asks, &question, PURPOSE_LEARN, NULL, on_offline_done, &answers[op]);
    }
    for (int i = 0; i < 100 && !asks_is_idle(asks); i++) {
        loop_run_once(loop, false);
    }
    assert_true(asks_is_idle(asks));
    asks_destroy(asks);
    int score = 99;
    char *texts[] = {
        answer_read_draft(answers[OP_OUTLINE], false, &error), answer_read_draft(answers[OP_GENERATE], false, &error),
        answer_read_preferences(answers[OP_INFER], &error),    answer_read_preferences(answers[OP_COALESCE], &error),
        answer_read_draft(answers[OP_REWRITE], false, &error),
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_non_null(texts[i]);
        free(texts[i]);
    }
    assert_true(answer_read_list(answers[OP_BREAKDOWN], &list, &error));
    assert_true(list.count > 0);
    assert_true(answer_read_verdict(answers[OP_VERIFY], &score, &error));
    assert_true(score > 0);
    for (int op = 0; op < OP_COUNT; op++) {
        free(answers[op]);
    }
    list_finish(&list);
    list_finish(&preferences);
    assert_true(loop_destroy(loop));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_go_to_their_models),
        cmocka_unit_test(equal_roles_share_one_cap),
        cmocka_unit_test(interactive_goes_first),
        cmocka_unit_test(the_youngest_makes_way),
        cmocka_unit_test(learning_pauses_while_a_person_waits),
        cmocka_unit_test(roles_at_one_server_make_way_for_each_other),
        cmocka_unit_test(roles_at_one_server_share_its_places),
        cmocka_unit_test(what_is_lost_is_told),
        cmocka_unit_test(a_server_that_is_away_is_left_alone),
        cmocka_unit_test(cancelled_questions_answer_once_and_later),
        cmocka_unit_test(an_answer_that_crosses_a_cancel_is_cancelled),
        cmocka_unit_test(failures_and_pieces_come_through),
        cmocka_unit_test(closing_cancels_everything),
        cmocka_unit_test(the_offline_engine_answers_every_op),
        cmocka_unit_test(settings_that_cannot_work_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
