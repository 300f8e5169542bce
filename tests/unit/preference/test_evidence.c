/* What is counted, kept and concluded from places and verdicts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/preference/evidence.h"

static struct choices count(const char *text) {
    struct choices choices;
    choices_count(text, strlen(text), FORMAT_MARKDOWN, &choices);
    return choices;
}

static void kept_and_read_again(void **state) {
    struct choices choices =
                       count("We don't turn it. It isn't right, and the colour is not grey. Boats, crews, and ropes."),
                   again;
    (void)state;
    char *text = choices_format(&choices);
    assert_non_null(strstr(text, " contractions.use 2"));
    assert_true(choices_parse(text, &again));
    assert_memory_equal(&choices, &again, sizeof choices);
    free(text);
    assert_false(choices_parse(NULL, &again));
    assert_false(choices_parse("", &again));
    assert_false(choices_parse("0 contractions.use 2", &again)); /* of another version: counted again */
    assert_true(choices_parse("1 nothing.known 3 contractions.use 99999999999 contractions", &again));
    text = choices_format(&again);
    assert_string_equal(text, "1 contractions.use 65535");
    free(text);
}

static enum standing judge(const char *preference, const char *const *texts, size_t count_of_texts) {
    struct habits habits = {0};
    for (size_t i = 0; i < count_of_texts; i++) {
        struct choices choices = count(texts[i]);
        char document[2] = {(char)('a' + i), 0};
        habits_add(&habits, &choices, document);
    }
    return habits_judge(&habits, preference).standing;
}

static void a_habit_is_what_is_done_nearly_always(void **state) {
    static const char *const with[] = {"We don't turn it. It isn't right.", "She doesn't know it. They can't tell us."};
    static const char *const mixed[] = {"We don't turn it. It isn't right.",
                                        "She does not know it. They cannot tell us."};
    static const char *const spaced[] = {"One is here. Two are there. Three are gone.",
                                         "Four came. Five left. Six stayed."};
    (void)state;
    assert_int_equal(judge("Use contractions.", with, 2), STANDING_HELD);
    assert_int_equal(judge("Avoid contractions.", with, 2), STANDING_MIXED);
    assert_int_equal(judge("Use contractions.", with, 1), STANDING_EARLY);
    assert_int_equal(judge("Use contractions.", mixed, 2), STANDING_MIXED);
    assert_int_equal(judge("Avoid contractions.", mixed, 2), STANDING_MIXED);
    assert_int_equal(judge("Put one space between sentences.", spaced, 2), STANDING_ORDINARY);
    assert_int_equal(judge("Use the Oxford comma.", with, 2), STANDING_UNKNOWN);
    assert_int_equal(judge("Be brief and kind to cats.", with, 2), STANDING_UNKNOWN);
}

/* Of forty texts the newest ten outweigh all others. */
static void older_texts_weigh_less(void **state) {
    struct habits habits = {0};
    struct choices now = count("We don't turn it. It isn't right."),
                   then = count("We do not turn it. It is not right.");
    char document[3] = "aa";
    (void)state;
    for (int i = 0; i < 40; i++) {
        document[0] = (char)('a' + i % 26);
        document[1] = (char)('a' + i / 26);
        habits_add(&habits, i < 34 ? &now : &then, document);
    }
    struct habit habit = habits_judge(&habits, "Use contractions.");
    assert_int_equal(habit.standing, STANDING_HELD); /* 34 of 40 in all, but the six are old */
    assert_int_equal(habit.places, 68);
    assert_int_equal(habit.choices, 80);
    assert_int_equal(habit.texts, 40);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_and_read_again),
        cmocka_unit_test(a_habit_is_what_is_done_nearly_always),
        cmocka_unit_test(older_texts_weigh_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
