/* See rewrite_case.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/stylist/rewrite_case.h"

#include <stdlib.h>
#include <string.h>

/* A value that is only measured is written in drafts. */
static char *rewrite(const struct rewrite_case *test, const char *text) {
    struct list preferences = {0};
    list_add(&preferences, test->preference);
    bool measured = stylist_find_reach(test->preference) == REACH_MEASURED;
    char *result = measured ? stylist_draft(text, test->format, &preferences)
                            : stylist_rewrite(text, test->format, &preferences, NULL);
    list_finish(&preferences);
    return result;
}

void check_rewrites(const struct rewrite_case *cases, size_t count) {
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        const struct trait *trait;
        size_t value;
        const char *expected = cases[i].after ? cases[i].after : cases[i].before;
        char *once = rewrite(&cases[i], cases[i].before), *twice = rewrite(&cases[i], once);
        if (!stylist_read_preference(cases[i].preference, &trait, &value)) {
            print_message("not read: %s\n", cases[i].preference);
            failed++;
        }
        if (strcmp(once, expected) != 0) {
            print_message("%s\n  before: %s\n  wanted: %s\n  got:    %s\n", cases[i].preference, cases[i].before,
                          expected, once);
            failed++;
        } else if (strcmp(once, twice) != 0) {
            print_message("%s\n  changes again: %s\n  to:            %s\n", cases[i].preference, once, twice);
            failed++;
        }
        free(once);
        free(twice);
    }
    assert_int_equal(failed, 0);
}

void check_verdict(const char *preference, enum format format, const char *text, int expected) {
    const struct trait *trait;
    size_t value;
    assert_true(stylist_read_preference(preference, &trait, &value));
    int got = stylist_verify(text, format, preference);
    if (got != expected) {
        print_message("%s\n  on: %s\n", preference, text);
    }
    assert_int_equal(got, expected);
}
