/* The simulated model: each rate does what it says, and nothing else; the same seeds give the same answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/mem.h"
#include "core/model/answer.h"
#include "core/model/prompt.h"
#include "core/stylist/simulated.h"

#include <stdlib.h>
#include <string.h>

struct asked {
    char *text;
    bool done;
};

static void on_answer(void *arg, const struct answer *answer, const struct error *error) {
    struct asked *asked = arg;
    assert_null(error);
    assert_true(answer->prompt_tokens > 0 && answer->answer_tokens > 0);
    asked->text = mem_copy_text(answer->text);
    asked->done = true;
}

/* What a model with these rates says; the caller frees. */
static char *ask(const char *rates, const struct question *question) {
    struct loop *loop = loop_create();
    struct prompts *prompts = prompts_load(NULL, NULL);
    struct model_settings settings = {.engine = "simulated", .name = rates};
    struct error error = {0};
    void *model = provider_simulated.create(loop, prompts, &settings, &error);
    if (!model)
        fail_msg("%s", error.text);
    struct asked asked = {0};
    provider_simulated.start(model, question, NULL, on_answer, &asked);
    assert_false(asked.done); /* never inside the call */
    while (!asked.done)
        loop_run_once(loop, true);
    provider_simulated.destroy(model);
    prompts_destroy(prompts);
    loop_destroy(loop);
    return asked.text;
}

static struct question make_question(enum op op, uint64_t seed) {
    return (struct question){.op = op,
                             .format = FORMAT_TEXT,
                             .task = "- It rains.",
                             .user_text = "It's late. We can't stay. They met at 4:30 pm on 3 May.",
                             .draft = "It is late. We can not stay. They met at 16:30 on 3 May.",
                             .preference = "Use contractions.",
                             .seed = seed};
}

static void assert_says(const char *rates, const struct question *question, const char *expected) {
    char *text = ask(rates, question);
    assert_string_equal(text, expected);
    free(text);
}

static void rates_are_checked(void **state) {
    (void)state;
    static const char *const wrong[] = {"miss",    "miss=", "miss=x",         "miss=1.1",
                                        "miss=-1", "mis=0", "miss=0;judge=0", "miss=nan"};
    static const char *const right[] = {"", "miss=0", "miss=1,invent=0.5,unreadable=1e-3,judge=0.25"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(simulated_check(wrong[i], NULL));
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_true(simulated_check(right[i], NULL));
}

/* One place in each text is enough; the date, which both write alike, is no difference. */
static void texts_are_compared_trait_by_trait(void **state) {
    (void)state;
    struct question question = make_question(OP_INFER, 1);
    assert_says("", &question, "Preferences: Write times in 12-hour format with am and pm. Use contractions.");
    question.op = OP_EXPLAIN;
    assert_says("", &question, "Write times in 12-hour format with am and pm. Use contractions.");
    struct list known = {0};
    list_add(&known, "Be kind. Avoid contractions.");
    question.op = OP_INFER;
    question.preferences = &known; /* what the text contradicts goes, what it does not speak of stays */
    assert_says("", &question, "Preferences: Be kind. Write times in 12-hour format with am and pm. Use contractions.");
    list_finish(&known);
    question.preferences = NULL;
    question.draft = question.user_text;
    assert_says("", &question, "Preferences: Keep to the manner of the draft.");
}

static void everything_can_be_missed(void **state) {
    (void)state;
    struct question question = make_question(OP_INFER, 1);
    struct list preferences = {0};
    list_add(&preferences, "Use contractions.");
    assert_says("miss=1", &question, "Preferences: Keep to the manner of the draft.");
    question = make_question(OP_GENERATE, 1);
    question.task = "- It is not late.";
    question.preferences = &preferences;
    assert_says("", &question, "\"\"\"\nIt isn't late.\n\"\"\"");
    assert_says("miss=1", &question, "\"\"\"\nIt is not late.\n\"\"\"");
    list_finish(&preferences);
}

/* How many of 1,000 seeds give another answer than the model without noise. */
static size_t count_other(const char *rates, enum op op) {
    size_t other = 0;
    struct question question = make_question(op, 0);
    char *exact = ask("", &question);
    for (uint64_t seed = 0; seed < 1000; seed++) {
        question.seed = simulated_mix(seed, "lot");
        char *text = ask(rates, &question), *again = ask(rates, &question);
        assert_string_equal(text, again);
        other += strcmp(text, exact) != 0;
        free(text);
        free(again);
    }
    free(exact);
    return other;
}

static void lots_fall_at_the_rate(void **state) {
    (void)state;
    static const struct {
        const char *rates;
        enum op op;
        size_t least, most;
    } rows[] = {{"judge=0.2", OP_VERIFY, 160, 240},      {"miss=0.1", OP_INFER, 150, 230}, /* of two, each by itself */
                {"invent=0.1", OP_INFER, 70, 130},       {"unreadable=0.3", OP_COALESCE, 250, 350},
                {"unreadable=0.3", OP_VERIFY, 250, 350}, {"judge=1", OP_INFER, 0, 0},
                {"miss=1,invent=1", OP_VERIFY, 0, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t other = count_other(rows[i].rates, rows[i].op);
        if (other < rows[i].least || other > rows[i].most)
            fail_msg("%s: %zu of 1000", rows[i].rates, other);
    }
}

static void a_wrong_verdict_is_any_of_the_others(void **state) {
    (void)state;
    size_t counts[5] = {0};
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct question question = make_question(OP_VERIFY, simulated_mix(seed, "lot"));
        question.preference = "Avoid contractions.";
        char *text = ask("judge=1", &question);
        int score = 9;
        assert_true(answer_read_verdict(text, &score, NULL));
        counts[score + 2]++;
        free(text);
    }
    assert_int_equal(counts[0], 0); /* what the exact judge says */
    for (size_t i = 1; i < 5; i++)
        assert_in_range(counts[i], 30, 70);
}

static void unreadable_answers_are_unreadable(void **state) {
    (void)state;
    static const enum op ops[] = {OP_GENERATE, OP_INFER, OP_BREAKDOWN, OP_COALESCE, OP_VERIFY, OP_REWRITE};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        struct question question = make_question(ops[i], 1);
        char *text = ask("unreadable=1", &question);
        struct list list = {0};
        int score;
        assert_null(answer_read_preferences(text, NULL));
        assert_false(answer_read_list(text, &list, NULL));
        assert_false(answer_read_verdict(text, &score, NULL));
        if (ops[i] == OP_GENERATE || ops[i] == OP_REWRITE)
            assert_null(answer_read_draft(text, false, NULL));
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_are_checked),
        cmocka_unit_test(texts_are_compared_trait_by_trait),
        cmocka_unit_test(everything_can_be_missed),
        cmocka_unit_test(lots_fall_at_the_rate),
        cmocka_unit_test(a_wrong_verdict_is_any_of_the_others),
        cmocka_unit_test(unreadable_answers_are_unreadable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
