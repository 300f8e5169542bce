/* The journal: answers by key, wanted questions copied whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/mem.h"
#include "core/method/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void answers_are_found_by_key(void **state) {
    (void)state;
    struct journal *journal = journal_create();
    struct question question = {.op = OP_VERIFY};
    char key[32];
    for (int i = 0; i < 100; i++) {
        snprintf(key, sizeof key, "verify/%d", (i * 37) % 100);
        journal_add(journal, key, key, i % 2);
    }
    const struct journal_answer *first = journal_ask(journal, "verify/0", &question);
    for (int i = 0; i < 100; i++) {
        snprintf(key, sizeof key, "verify/%d", (i * 37) % 100);
        const struct journal_answer *answer = journal_ask(journal, key, &question);
        assert_non_null(answer);
        assert_string_equal(answer->text, key);
        assert_int_equal(answer->cut_off, i % 2);
    }
    journal_add(journal, "a", "in front of all", false);
    assert_ptr_equal(first, journal_ask(journal, "verify/0", &question)); /* lent out until destroy */
    assert_true(journal_has(journal, "a"));
    assert_false(journal_has(journal, "b"));
    assert_int_equal(journal_count_wanted(journal), 0);
    journal_destroy(journal);
}

static void the_first_answer_holds(void **state) {
    (void)state;
    struct journal *journal = journal_create();
    struct question question = {.op = OP_INFER};
    journal_add(journal, "infer/1", "one", false);
    journal_add(journal, "infer/1", "two", false);
    assert_string_equal(journal_ask(journal, "infer/1", &question)->text, "one");
    journal_destroy(journal);
}

static void wanted_questions_outlive_what_they_were_made_of(void **state) {
    (void)state;
    struct journal *journal = journal_create();
    char *task = mem_copy_text("the task");
    struct list *preferences = mem_alloc(sizeof *preferences);
    list_add(preferences, "Be brief.");
    struct example *example = mem_alloc(sizeof *example);
    example->text = mem_copy_text("an example");
    struct question question = {
        .op = OP_GENERATE, .task = task, .preferences = preferences, .examples = example, .example_count = 1};
    assert_null(journal_ask(journal, "generate/0", &question));
    memset(task, 'x', strlen(task));
    free(task);
    list_finish(preferences);
    free(preferences);
    free((char *)example->text);
    free(example);

    assert_int_equal(journal_count_wanted(journal), 1);
    struct wanted wanted = journal_get_wanted(journal, 0);
    assert_string_equal(wanted.key, "generate/0");
    assert_int_equal(wanted.question->op, OP_GENERATE);
    assert_string_equal(wanted.question->task, "the task");
    assert_null(wanted.question->draft);
    assert_int_equal(wanted.question->preferences->count, 1);
    assert_string_equal(wanted.question->preferences->items[0], "Be brief.");
    assert_string_equal(wanted.question->examples[0].text, "an example");
    assert_null(wanted.question->examples[0].task);
    journal_clear_wanted(journal);
    assert_int_equal(journal_count_wanted(journal), 0);
    journal_destroy(journal);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_found_by_key),
        cmocka_unit_test(the_first_answer_holds),
        cmocka_unit_test(wanted_questions_outlive_what_they_were_made_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
