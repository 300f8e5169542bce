/* Numbers by value: forms that are equal, forms that are not. */
#include "core/guard/numbers.h"
#include "tests/unit/text/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void format(const char *text, char *out, size_t size) {
    struct numbers numbers = {0};
    struct spans skip = {0};
    numbers_find(text, strlen(text), &skip, &numbers);
    out[0] = '\0';
    for (size_t k = 0; k < numbers.count; k++) {
        const struct number *number = &numbers.items[k];
        snprintf(out + strlen(out), size - strlen(out), "%s%.*s=%s%s", k > 0 ? " | " : "",
                 (int)(number->span.end - number->span.start), text + number->span.start, number->value,
                 number->loose ? "?" : "");
    }
    numbers_finish(&numbers);
}

static void test_forms(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"In 3 of three cases.", "3=3 | three=3"},
        {"At 14:05, 2:05 pm or 2:05 p.m.", "14:05=time 14:05 | 2:05 pm=time 14:05 | 2:05 p.m.=time 14:05"},
        {"At 2 pm, two pm, 12 am.", "2 pm=time 14:00 | two pm=time 14:00 | 12 am=time 0:00"},
        {"Up 5 %, 5% or five percent.", "5 %=5% | 5%=5% | five percent=5%"},
        {"On 2026-11-23, 23 November 2026.", "2026-11-23=date 2026-11-23 | 23 November 2026=date 2026-11-23"},
        {"On November 23, 2026 or 23rd of Nov.", "November 23, 2026=date 2026-11-23 | 23rd of Nov=date 0-11-23"},
        {"You may 5 times; May 5.", "5=5 | May 5=date 0-5-5"},
        {"1,000 and 1000, 1.5 million.", "1,000=1000 | 1000=1000 | 1.5 million=1500000"},
        {"1,5 is not 15.", "1,5=1,5 | 15=15"},
        {"Version 1.2.3, v1.2, utf8.", "1.2.3=1.2.3 | v1.2=v1.2 | utf8=utf8"},
        {"5GB or 5 GB, not 5 MB.", "5GB=5gb | 5 GB=5gb | 5 MB=5mb"},
        {"$5, 5 dollars, 5 €.", "$5=5$ | 5 dollars=5$ | 5 €=5€"},
        {"twenty-one, three hundred and five", "twenty-one=21 | three hundred and five=305"},
        {"one, two or three hundred thousand", "one=1? | two=2? | three hundred thousand=300000"},
        {"five six and hundreds", "five=5 | six=6"},
        {"a hundred and five, a thousand, the millions", "hundred and five=105 | thousand=1000"},
        {"½ a cup, 3¾ miles", "½=1/2 | 3=3 | ¾=3/4"},
        {"the first, 1st and 2nd", "first=1st? | 1st=1st | 2nd=2nd"},
        {"-5 degrees, 3-5, GPT-4", "-5=-5 | 3=3 | 5=5 | 4=4"},
        {"a 5-minute walk, 1/2 cup", "5=5 | 1/2=1/2"},
        {"anyone often tension", ""},
        {"10k 3x", "10k=10k | 3x=3x"},
        {"0.5. Then", "0.5=0.5"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        char out[512];
        format(cases[k][0], out, sizeof out);
        assert_string_equal(out, cases[k][1]);
    }
}

static void test_markup_is_skipped(void **state) {
    (void)state;
    const char *text = "In `3 GB` and 4 `MB` 5";
    struct span items[] = {{3, 9}, {16, 20}};
    struct spans skip = {items, 2, 2};
    struct numbers numbers = {0};
    numbers_find(text, strlen(text), &skip, &numbers);
    assert_int_equal(numbers.count, 2);
    assert_string_equal(numbers.items[0].value, "4");
    assert_string_equal(numbers.items[1].value, "5");
    numbers_finish(&numbers);
}

/* On any input: ends, in order, within the text. */
static void test_any_input(void **state) {
    (void)state;
    static const char *const pieces[] = {"1",  "23",      ",",       ".",    ":",  " ", "-", "%",
                                         "th", "May",     "twenty",  "and",  "\n", "/", "$", "€",
                                         "am", "hundred", "million", "\xff", "é",  "0"};
    struct random random = {99};
    for (int round = 0; round < 3000; round++) {
        char text[256] = "";
        for (size_t k = random_below(&random, 20); k > 0; k--)
            strcat(text, random_pick(&random, pieces, sizeof pieces / sizeof pieces[0]));
        struct numbers numbers = {0};
        struct spans skip = {0};
        size_t cut = random_below(&random, strlen(text) + 1);
        spans_add(&skip, cut, cut + random_below(&random, strlen(text) - cut + 1));
        numbers_find(text, strlen(text), &skip, &numbers);
        size_t end = 0;
        for (size_t k = 0; k < numbers.count; k++) {
            assert_true(numbers.items[k].span.start < numbers.items[k].span.end);
            assert_true(numbers.items[k].span.end <= strlen(text));
            assert_true(k == 0 || numbers.items[k].span.start >= end);
            end = numbers.items[k].span.end;
        }
        numbers_finish(&numbers);
        spans_finish(&skip);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_markup_is_skipped),
        cmocka_unit_test(test_any_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
