/* Judging a draft over a journal, and what comes of the scores. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/eval/measure.h"

#include <string.h>

static struct list make_list(const char *first, const char *second) {
    struct list list = {0};
    list_add(&list, first);
    if (second)
        list_add(&list, second);
    return list;
}

static void scores_come_from_the_judge(void **state) {
    (void)state;
    struct list truth = make_list("Be brief.", "Use puns."), used = make_list("Be brief. Be bold.", NULL);
    int scores[2] = {9, 9};
    struct judged judged = {.text = "A draft.", .preferences = &truth, .used = &used, .scores = scores};
    struct journal *journal = journal_create();
    assert_false(measure_judge(journal, &judged));
    assert_int_equal(journal_count_wanted(journal), 3); /* at once */
    const struct question *first = journal_get_wanted(journal, 0).question;
    assert_int_equal(first->op, OP_VERIFY);
    assert_string_equal(first->user_text, "A draft.");
    assert_string_equal(first->preference, "Be brief.");
    const struct question *last = journal_get_wanted(journal, 2).question;
    assert_int_equal(last->op, OP_COMPARE);
    assert_string_equal(last->joined, "Be brief. Be bold.");
    journal_add(journal, "judge/0", "Verdict: strongly confirms", false);
    journal_add(journal, "judge/1", "I do not know.", false);
    journal_add(journal, "compare", "Score: 9, no, 5.\nScore: 2.5", false);
    journal_clear_wanted(journal);
    assert_false(measure_judge(journal, &judged));
    assert_string_equal(journal_get_wanted(journal, 0).key, "judge/1/again");
    journal_add(journal, "judge/1/again", "I still do not know.", false);
    assert_true(measure_judge(journal, &judged));
    assert_int_equal(scores[0], 2);
    assert_int_equal(scores[1], 0); /* unreadable */
    assert_true(judged.similarity == 2.5);
    journal_destroy(journal);
    list_finish(&truth);
    list_finish(&used);
}

static void scores_of_descriptions_are_read(void **state) {
    (void)state;
    static const struct {
        const char *answer;
        double similarity;
    } rows[] = {{"**Score:** 3", 3},  {"score \"4\"", 4},      {"{\"score\": 0.5}", 0.5},
                {"Score: 2 of 4", 2}, {"Score: -1", 0},        {"Score: 5", 0},
                {"Score: many", 0},   {"A score it is. 3", 0}, {"", 0},
                {"Score: nan", 0}};
    struct list truth = {0}, used = make_list("x", NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct judged judged = {.text = "", .preferences = &truth, .used = &used};
        struct journal *journal = journal_create();
        journal_add(journal, "compare", rows[i].answer, false);
        journal_add(journal, "compare/again", "", false);
        assert_true(measure_judge(journal, &judged));
        if (judged.similarity != rows[i].similarity)
            fail_msg("\"%s\" is read as %g", rows[i].answer, judged.similarity);
        journal_destroy(journal);
    }
    list_finish(&used);
}

static void nothing_learned_is_like_nothing(void **state) {
    (void)state;
    struct list truth = {0}, used = {0};
    struct judged judged = {.text = "", .preferences = &truth, .used = &used, .similarity = 3};
    struct journal *journal = journal_create();
    assert_true(measure_judge(journal, &judged)); /* without asking */
    assert_true(judged.similarity == 0);
    journal_destroy(journal);
}

static void a_draft_is_measured(void **state) {
    (void)state;
    struct list truth = make_list("a", "b");
    int scores[2] = {1, -2};
    struct judged judged = {.preferences = &truth, .scores = scores, .similarity = 1};
    double measures[EVAL_MEASURES];
    measure_draft("One two three four.", "One 2 three four.", &judged, (int[]){2, 0}, measures);
    assert_true(measures[EVAL_PPCM] == -0.5);
    assert_true(measures[EVAL_MATCH] == 1); /* the second is not in the person's own text either */
    assert_true(measures[EVAL_SIMILARITY] == 1);
    assert_true(measures[EVAL_DISTANCE] == 1);
    assert_true(measures[EVAL_RATIO] == 0.2);
    measure_draft("x", "x", &judged, (int[]){2, 1}, measures);
    assert_true(measures[EVAL_MATCH] == 0);
    assert_true(measures[EVAL_DISTANCE] == 0);
    measure_draft("x", "y", NULL, NULL, measures);
    assert_true(measures[EVAL_PPCM] == 0 && measures[EVAL_MATCH] == 0 && measures[EVAL_RATIO] == 1);
    list_finish(&truth);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_come_from_the_judge),
        cmocka_unit_test(scores_of_descriptions_are_read),
        cmocka_unit_test(nothing_learned_is_like_nothing),
        cmocka_unit_test(a_draft_is_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
