/* Which preferences contradict each other, and which only sound like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/preference/conflict.h"

static bool conflict(const char *a, const char *b) {
    struct claim one, other;
    claim_read(&one, a);
    claim_read(&other, b);
    bool found = claims_conflict(&one, &other);
    assert_int_equal(found, claims_conflict(&other, &one));
    claim_finish(&one);
    claim_finish(&other);
    return found;
}

static void traits_with_other_values(void **state) {
    (void)state;
    assert_true(conflict("Use contractions.", "Avoid contractions."));
    assert_true(conflict("Use British spelling.", "Use American spelling."));
    assert_true(conflict("Write short sentences.", "Prefer long sentences."));
    assert_false(conflict("Use contractions.", "Use contractions where natural."));
    assert_false(conflict("Use contractions.", "Use American spelling."));
}

static void the_same_words_asked_for_and_forbidden(void **state) {
    (void)state;
    assert_true(conflict("Use nautical metaphors.", "Avoid nautical metaphors"));
    assert_true(conflict("Start with an anecdote.", "Do NOT start with an anecdote."));
    assert_true(conflict("Use the royal we.", "Never use the royal we."));
    assert_true(conflict("No puns.", "Include puns!"));
    assert_false(conflict("Use nautical metaphors.", "Avoid sports metaphors."));
    assert_false(conflict("Avoid puns.", "Never use puns."));
    assert_false(conflict("Do not avoid puns.", "Use puns."));
    assert_false(conflict("Avoid.", "Use."));
}

static void samples_that_confirm_one_contradict_the_other(void **state) {
    (void)state;
    const struct judgement a[] = {{1, 2}, {2, -2}, {3, 0}, {5, 1}, {9, 2}};
    const struct judgement b[] = {{1, -1}, {2, 2}, {3, 1}, {4, 2}, {5, -2}};
    const struct judgement always[] = {{1, -1}, {5, -1}, {9, -2}};
    const struct judgement agrees[] = {{1, -1}, {2, 2}, {5, -2}, {9, 1}};
    assert_true(judgements_conflict(a, 5, b, 5));
    assert_true(judgements_conflict(b, 5, a, 5));
    assert_false(judgements_conflict(a, 3, b, 5));      /* two samples are chance */
    assert_false(judgements_conflict(a, 5, always, 3)); /* one that nothing confirms is wrong, not contradicted */
    assert_false(judgements_conflict(a, 5, agrees, 4));
    assert_false(judgements_conflict(a, 0, b, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(traits_with_other_values),
        cmocka_unit_test(the_same_words_asked_for_and_forbidden),
        cmocka_unit_test(samples_that_confirm_one_contradict_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
