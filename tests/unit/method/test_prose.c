/* PROSE, driven by lists of answers: no loop, no model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/mem.h"
#include "core/method/verify.h"

#include <stdlib.h>

#include "tests/unit/method/player.h"

struct setting {
    struct prose_input input;
    struct prose_sample related[5];
    struct list start, pinned, muted;
    struct prose_result result;
    struct list asked;
};

static void set_up(struct setting *s, size_t related_count) {
    static const char *const texts[] = {"Text of 1", "Text of 2", "Text of 3", "Text of 4", "Text of 5"};
    memset(s, 0, sizeof *s);
    s->input = (struct prose_input){
        .settings = {.steps = 2, .threshold = 0.5, .retry = true},
        .sample = {.id = 9, .task = "the task", .text = "The user's own text."},
        .related = s->related,
        .related_count = related_count,
        .start = &s->start,
        .pinned = &s->pinned,
        .muted = &s->muted,
    };
    for (size_t i = 0; i < related_count; i++)
        s->related[i] = (struct prose_sample){.id = (int64_t)(5 - i), .task = "old task", .text = texts[4 - i]};
}

static void tear_down(struct setting *s) {
    prose_result_finish(&s->result);
    list_finish(&s->start);
    list_finish(&s->pinned);
    list_finish(&s->muted);
    list_finish(&s->asked);
}

static void assert_asked(struct setting *s, const char *expected) {
    char *asked = list_join(&s->asked, " ");
    assert_string_equal(asked, expected);
    free(asked);
}

static void assert_stored(struct setting *s, const char *expected) {
    char *stored = list_join(&s->result.stored, " ");
    assert_string_equal(stored, expected);
    free(stored);
}

#define DRAFT(text)   "\"\"\"\n" text "\n\"\"\""
#define PREFER(text)  "Hm.\nPreferences: " text
#define VERDICT(text) "Verdict: " text

static void a_first_sample(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 0);
    static const struct line script[] = {{"generate/0", DRAFT("one")},
                                         {"infer/1", PREFER("Use puns.")},
                                         {"generate/1", DRAFT("two")},
                                         {"infer/2", PREFER("Use puns and rhymes.")},
                                         {"breakdown", PREFER("[\"Puns.\", \"Rhymes.\", \"puns.\"]")},
                                         {"verify/0/9", VERDICT("strongly confirms")},
                                         {"verify/1/9", VERDICT("neutral")},
                                         {0}};
    int turns = player_learn(&s.input, script, 100, &s.asked, &s.result);
    assert_asked(&s, "generate/0 | infer/1 | generate/1 | infer/2 | breakdown | verify/0/9 verify/1/9");
    assert_int_equal(turns, 6);
    assert_string_equal(s.result.draft, "one");
    assert_int_equal(s.result.used.count, 0);
    assert_int_equal(s.result.steps_done, 2);
    assert_int_equal(s.result.total.count, 2);
    assert_int_equal(s.result.candidate_count, 2);
    assert_stored(&s, "Puns.");
    tear_down(&s);
}

static void what_was_just_inferred_alone_is_tried_out(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 1);
    list_add(&s.start, "Be brief.");
    struct journal *journal = journal_create();
    journal_add(journal, "coalesce", PREFER("Merged."), false);
    journal_add(journal, "generate/0", DRAFT("one"), false);
    assert_false(prose_learn(journal, &s.input, &s.result));
    struct wanted wanted = journal_get_wanted(journal, 0);
    assert_string_equal(wanted.key, "infer/1");
    assert_string_equal(wanted.question->task, "the task");
    assert_string_equal(wanted.question->user_text, "The user's own text.");
    assert_string_equal(wanted.question->draft, "one");
    assert_string_equal(wanted.question->preferences->items[0], "Merged.");
    journal_clear_wanted(journal);
    journal_add(journal, "infer/1", PREFER("Use puns."), false);
    assert_false(prose_learn(journal, &s.input, &s.result));
    wanted = journal_get_wanted(journal, 0);
    assert_string_equal(wanted.key, "generate/1");
    assert_int_equal(wanted.question->preferences->count, 1);
    assert_string_equal(wanted.question->preferences->items[0], "Use puns.");
    journal_clear_wanted(journal);
    journal_add(journal, "generate/1", DRAFT("  The user's own text.  "), false);
    assert_false(prose_learn(journal, &s.input, &s.result));
    wanted = journal_get_wanted(journal, 0);
    assert_string_equal(wanted.key, "breakdown"); /* it met the text: no second step */
    assert_string_equal(wanted.question->joined, "Merged.\nUse puns.");
    journal_destroy(journal);
    tear_down(&s);
}

static void an_outline_is_asked_together_with_coalescing(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 1);
    s.input.sample.task = NULL;
    s.input.sample.text = "one two three four five six seven eight";
    s.input.settings.steps = 0;
    list_add(&s.start, "Be brief.");
    static const struct line script[] = {{"outline", "- one two three four five six seven"},
                                         {"outline/again", "- seven to eight"},
                                         {"coalesce", PREFER("[\"Be brief.\"]")},
                                         {"generate/0", DRAFT("one")},
                                         {"verify*", VERDICT("neutral")},
                                         {0}};
    player_learn(&s.input, script, 100, &s.asked, &s.result);
    assert_asked(&s, "outline coalesce | outline/again | generate/0 | verify/0/9 verify/0/5");
    assert_string_equal(s.result.task, "- seven to eight");
    tear_down(&s);

    set_up(&s, 0); /* both tries leak: thinned */
    s.input.sample.task = NULL;
    s.input.sample.text = "while nobody looked the harbour flooded again today";
    static const struct line leaking[] = {{"outline*", "while nobody looked the harbour flooded again today"},
                                          {"generate/0", DRAFT("while nobody looked the harbour flooded again today")},
                                          {0}};
    player_learn(&s.input, leaking, 100, &s.asked, &s.result);
    assert_string_equal(s.result.task, "- while, nobody, looked, harbour, flooded, again, today");
    assert_int_equal(s.result.steps_done, 0);
    assert_stored(&s, "");
    tear_down(&s);
}

static void an_edited_suggestion_is_the_first_draft(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 0);
    s.input.first_draft = "what we offered";
    s.input.settings.steps = 1;
    static const struct line script[] = {
        {"infer/1", PREFER("[\"Puns.\"]")}, {"verify/0/9", VERDICT("strongly confirms")}, {0}};
    player_learn(&s.input, script, 100, &s.asked, &s.result);
    assert_asked(&s, "infer/1 | verify/0/9"); /* a list on one line needs no breakdown */
    assert_string_equal(s.result.draft, "what we offered");
    assert_stored(&s, "Puns.");
    tear_down(&s);
}

static void merged_ahead_of_need(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 0);
    list_add(&s.start, "Be brief.");
    list_add(&s.muted, "never joke");
    s.input.coalesced = "Be brief. Never joke. Be kind.";
    static const struct line script[] = {
        {"generate/0", DRAFT("The user's own text.")}, {"breakdown", PREFER("[\"A.\"]")}, {"verify*", "?"}, {0}};
    player_learn(&s.input, script, 100, &s.asked, &s.result);
    assert_asked(&s, "generate/0 | breakdown | verify/0/9 | verify/0/9/again");
    assert_int_equal(s.result.used.count, 1);
    assert_string_equal(s.result.used.items[0], "Be brief. Be kind."); /* without what is muted */
    tear_down(&s);
}

static void unreadable_answers(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 0);
    list_add(&s.start, "Be brief.");
    list_add(&s.start, "Be kind.");
    static const struct line script[] = {{"coalesce*", "no keyword"},
                                         {"generate*", ""},
                                         {"infer/1", "?"},
                                         {"infer/1/again", "?"},
                                         {"infer/2", "?"},
                                         {"infer/2/again", PREFER("C.")},
                                         {"breakdown*", "?"},
                                         {"verify/0/9*", "perhaps"},
                                         {"verify*", VERDICT("strongly confirms")},
                                         {0}};
    player_learn(&s.input, script, 1, &s.asked, &s.result);
    assert_asked(&s,
                 "coalesce | coalesce/again | generate/0 | generate/0/again | infer/1 | infer/1/again | generate/1 | "
                 "generate/1/again | infer/2 | infer/2/again | breakdown | breakdown/again | verify/0/9 | "
                 "verify/0/9/again | verify/1/9 | verify/2/9");
    assert_int_equal(s.result.used.count, 2); /* the union itself */
    assert_string_equal(s.result.draft, "");
    assert_int_equal(s.result.candidate_count, 3);
    assert_false(s.result.candidates[0].checks[0].remembered);
    assert_true(s.result.candidates[1].checks[0].remembered);
    assert_stored(&s, "Be kind. C.");
    tear_down(&s);

    set_up(&s, 0);
    s.input.settings.retry = false;
    static const struct line once[] = {{"generate*", DRAFT("x")}, {"infer*", "?"}, {0}};
    player_learn(&s.input, once, 1, &s.asked, &s.result);
    assert_asked(&s, "generate/0 | infer/1 | generate/1 | infer/2");
    assert_int_equal(s.result.steps_done, 2);
    assert_int_equal(s.result.candidate_count, 0);
    tear_down(&s);
}

/* A list of candidates by itself, so that a test is about verification alone. */
static void set_candidates(struct setting *s, const char *list) {
    s->input.first_draft = "what we offered";
    s->input.settings.steps = 1;
    s->input.coalesced = list;
    list_add(&s->start, list);
}

static const char *const sure = VERDICT("strongly confirms");

static void certain_scores_are_asked_at_once(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 5);
    set_candidates(&s, "x");
    const struct line script[] = {
        {"infer/1", PREFER("y")}, {"breakdown", PREFER("[\"A.\", \"B.\"]")}, {"verify/0/9", sure},
        {"verify/0/5", sure},     {"verify*", VERDICT("neutral")},           {0}};
    player_learn(&s.input, script, 100, &s.asked, &s.result);
    /* A is settled after two; once B has 0, 0, four more answers can not settle it before the last is needed. */
    assert_asked(&s, "infer/1 | breakdown | verify/0/9 verify/1/9 verify/0/5 verify/1/5 | "
                     "verify/1/4 verify/1/3 verify/1/2 verify/1/1");
    assert_int_equal(s.result.candidates[0].checks[2].how, CHECK_SKIPPED);
    assert_int_equal(s.result.candidates[1].checks[5].how, CHECK_CALLED);
    assert_stored(&s, "A.");
    tear_down(&s);
}

static void remembered_scores_count_even_when_settled(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 5);
    set_candidates(&s, "x");
    const struct prose_score scores[] = {{"a.", 5, 2}, {"A.", 4, 2}, {"A.", 2, -2}, {"A.", 1, 2}, {"B.", 3, -2}};
    s.input.scores = scores;
    s.input.score_count = 5;
    const struct line script[] = {{"infer/1", PREFER("y")}, {"breakdown", PREFER("[\"A.\"]")}, {"verify*", sure}, {0}};
    player_learn(&s.input, script, 100, &s.asked, &s.result);
    /* 9 is needed; 5 and 4 are remembered, then it is settled at 3; 2 unsettles it, 1 is remembered. */
    assert_asked(&s, "infer/1 | breakdown | verify/0/9");
    assert_int_equal(s.result.candidates[0].checks[1].how, CHECK_CACHED);
    assert_int_equal(s.result.candidates[0].checks[3].how, CHECK_SKIPPED);
    assert_int_equal(s.result.candidates[0].checks[4].how, CHECK_CACHED);
    assert_true(s.result.candidates[0].mean > 1.19 && s.result.candidates[0].mean < 1.21); /* 2 2 2 -2 2 */
    tear_down(&s);
}

static void speculation_decides_the_same(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 5);
    set_candidates(&s, "x");
    s.input.settings.speculate = true;
    const struct line script[] = {{"infer/1", PREFER("y")},
                                  {"breakdown", PREFER("[\"A.\"]")},
                                  {"verify/0/9", sure},
                                  {"verify/0/5", sure},
                                  {"verify/0/1", VERDICT("strongly contradicts")},
                                  {"verify*", VERDICT("neutral")},
                                  {0}};
    player_learn(&s.input, script, 100, &s.asked, &s.result);
    assert_asked(&s, "infer/1 | breakdown | verify/0/9 verify/0/5 verify/0/4 verify/0/3 verify/0/2 verify/0/1");
    for (int i = 2; i < 6; i++) {
        assert_int_equal(s.result.candidates[0].checks[i].how, CHECK_SKIPPED);
        assert_false(s.result.candidates[0].checks[i].remembered); /* thrown away */
    }
    assert_true(s.result.candidates[0].mean == 2);
    tear_down(&s);
}

static void pinned_stay_and_muted_go(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 0);
    set_candidates(&s, "x");
    list_add(&s.pinned, "A.");
    list_add(&s.muted, "b");
    const struct line script[] = {{"infer/1", PREFER("y")},
                                  {"breakdown", PREFER("[\"B.\", \"a.\", \"C.\"]")},
                                  {"verify*", VERDICT("strongly contradicts")},
                                  {0}};
    player_learn(&s.input, script, 100, &s.asked, &s.result);
    assert_int_equal(s.result.candidate_count, 2);
    assert_stored(&s, "a.");
    tear_down(&s);
}

static void examples_go_into_every_draft(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, 2);
    s.input.settings.examples = true;
    struct journal *journal = journal_create();
    assert_false(prose_learn(journal, &s.input, &s.result));
    struct wanted wanted = journal_get_wanted(journal, 0);
    assert_int_equal(wanted.question->example_count, 2);
    assert_string_equal(wanted.question->examples[0].text, "Text of 5");
    journal_destroy(journal);
    tear_down(&s);
}

static void settled_means(void **state) {
    (void)state;
    static const struct {
        int scores[4];
        size_t count;
        enum need need;
    } cases[] = {
        {{0}, 0, NEED_CERTAIN},       {{2}, 1, NEED_CERTAIN},
        {{2, 2}, 2, NEED_NONE},       {{2, 1}, 2, NEED_CERTAIN},
        {{-2, -2}, 2, NEED_NONE},     {{1, 2, 2}, 3, NEED_NONE},
        {{2, 1, 1}, 3, NEED_CERTAIN}, {{-2, -1, -1, -2}, 4, NEED_CERTAIN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reach reach;
        reach_init(&reach, 6);
        for (size_t j = 0; j < cases[i].count; j++)
            reach_add_answered(&reach, cases[i].scores[j]);
        assert_int_equal(reach_get_need(&reach), cases[i].need);
        reach_finish(&reach);
    }
    struct reach reach;
    double mean;
    reach_init(&reach, 6);
    reach_add_open(&reach);
    assert_int_equal(reach_get_need(&reach), NEED_CERTAIN);
    reach_add_open(&reach);
    assert_int_equal(reach_get_need(&reach), NEED_PERHAPS);
    assert_false(reach_get(&reach, &mean));
    reach_finish(&reach);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_sample),
        cmocka_unit_test(what_was_just_inferred_alone_is_tried_out),
        cmocka_unit_test(an_outline_is_asked_together_with_coalescing),
        cmocka_unit_test(an_edited_suggestion_is_the_first_draft),
        cmocka_unit_test(merged_ahead_of_need),
        cmocka_unit_test(unreadable_answers),
        cmocka_unit_test(certain_scores_are_asked_at_once),
        cmocka_unit_test(remembered_scores_count_even_when_settled),
        cmocka_unit_test(speculation_decides_the_same),
        cmocka_unit_test(pinned_stay_and_muted_go),
        cmocka_unit_test(examples_go_into_every_draft),
        cmocka_unit_test(settled_means),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
