#include "tests/unit/stylist/trait_case.h"

#define EM "\xe2\x80\x94"
#define EN "\xe2\x80\x93"

static void test_rewrite(void **state) {
    (void)state;
    static const struct rewrite_case cases[] = {
        {"em", FORMAT_TEXT, "It works " EN " mostly " EN " on Sundays.", "It works" EM "mostly" EM "on Sundays."},
        {"em", FORMAT_TEXT, "It works -- mostly. It does - really.", "It works" EM "mostly. It does - really."},
        {"em", FORMAT_TEXT, "It works--mostly.", "It works" EM "mostly."},
        {"em", FORMAT_TEXT, "It works " EM " mostly.", "It works" EM "mostly."},
        {"spaced_en", FORMAT_TEXT, "It works" EM "mostly. It works -- now.",
         "It works " EN " mostly. It works " EN " now."},
        {"double_hyphen", FORMAT_TEXT, "It works" EM "mostly " EN " now.", "It works -- mostly -- now."},
        {"spaced_en", FORMAT_MARKDOWN, "Take all of `make`" EM "or *wait*" EM "today.",
         "Take all of `make` " EN " or *wait* " EN " today."},
        {"spaced_en", FORMAT_LATEX, "It works---mostly.", "It works -- mostly."},
        {"em", FORMAT_LATEX, "It works -- mostly.", "It works---mostly."},
        {"em", FORMAT_TEXT, "It works " EN "\nmostly, and it runs " EN " on Sundays.", NULL},
        {"em", FORMAT_TEXT, "It is better to run.\n\t-- Ann\n\n- name -- what it is.\n\nA heading -- no end", NULL},
        {"em", FORMAT_TEXT, "You can run git log -- file now.", NULL},
        {"em", FORMAT_TEXT, "It is late -- too late --\nto go home.", NULL}, /* both or none */
        {"em", FORMAT_TEXT, "It prints numbers, the \xe2\x80\x98--\xe2\x80\x99 argument does too.", NULL},
        {"em", FORMAT_TEXT, "In previous versions v5.3.0 \xe2\x80\x93 v8.23 it was so.", NULL},
        {"spaced_en", FORMAT_TEXT, "It draws to it\xc2\xa0\xe2\x80\x94\xc2\xa0without any haste.", NULL},
        {"em", FORMAT_TEXT, "Values lie in the range [lower, upper - page_size] -- now and then.", NULL},
    };
    static const struct rewrite_case quiet[] = {
        {"em", FORMAT_TEXT, "From 1914" EN "1918, pages 3 - 5, Berlin" EN "Paris, well-kept.", NULL},
        {"em", FORMAT_TEXT, "Run it with --help or foo --all.", NULL},
        {"em", FORMAT_MARKDOWN, "Run `a -- b` now.\n\n---\n\n- an item\n\n| a | b |\n| --- | --- |\n| c -- d | e |",
         NULL},
        {"spaced_en", FORMAT_MARKDOWN, "---\ntitle: a -- b\n---\n\nPlain text here.", NULL},
        {"double_hyphen", FORMAT_LATEX, "It works---mostly, pages 3--5.", NULL},
        {"spaced_en", FORMAT_TEXT, "1914" EM "1918 was long.", NULL},
    };
    trait_case_rewrites("dash", cases, COUNT_OF(cases));
    trait_case_rewrites("dash", quiet, COUNT_OF(quiet));
}

static void test_measure(void **state) {
    (void)state;
    static const struct measure_case cases[] = {
        {FORMAT_TEXT, "The old" EM "house " EM " has " EN " now -- four -- big--windows.", {1, 1, 3}},
        {FORMAT_TEXT, "Use --all, 1914" EN "18, a-b, 3 - 5 and a - b.", {0, 0, 0}},
    };
    trait_case_measures("dash", cases, COUNT_OF(cases));
}

static void test_names(void **state) {
    (void)state;
    static const struct name_case cases[] = {
        {"Prefer em dashes.", "em"},
        {"Use en dashes with spaces around them.", "spaced_en"},
        {"Use a double hyphen instead of a dash.", "double_hyphen"},
    };
    trait_case_names("dash", cases, COUNT_OF(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rewrite),
        cmocka_unit_test(test_measure),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
