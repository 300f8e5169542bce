#include "tests/unit/stylist/trait_case.h"

#define LD "\xe2\x80\x9c"
#define RD "\xe2\x80\x9d"
#define LS "\xe2\x80\x98"
#define RS "\xe2\x80\x99"

static void test_rewrite(void **state) {
    (void)state;
    static const struct rewrite_case cases[] = {
        {"curly", FORMAT_TEXT, "She said \"don't\" and the dogs' bowls fell.",
         "She said " LD "don" RS "t" RD " and the dogs" RS " bowls fell."},
        {"curly", FORMAT_TEXT, "\"It's 'fine',\" he said (\"really\").",
         LD "It" RS "s " LS "fine" RS "," RD " he said (" LD "really" RD ")."},
        {"curly", FORMAT_TEXT, "Rock 'n' roll in the '90s.", "Rock " RS "n" RS " roll in the " RS "90s."},
        {"curly", FORMAT_MARKDOWN, "A *\"bold\"* word and `code`'s end.",
         "A *" LD "bold" RD "* word and `code`" RS "s end."},
        {"straight", FORMAT_TEXT, "She said " LD "don" RS "t" RD " and " LS "no" RS ".",
         "She said \"don't\" and 'no'."},
        {"curly", FORMAT_MARKDOWN, "- it's an item\n- it isn't", "- it" RS "s an item\n- it isn" RS "t"},
    };
    static const struct rewrite_case quiet[] = {
        {"curly", FORMAT_TEXT, "All of the 'enum's are here.", NULL},
        {"straight", FORMAT_TEXT, "Er sagte \xe2\x80\x9eNein\xe2\x80\x9c und ging.", NULL},
        {"curly", FORMAT_TEXT, "He is 6'2\" tall. Set a = \"word\" there. Type \"git log --all\" and 'a_b' here.",
         NULL},
        {"curly", FORMAT_TEXT, "A board of 5\" by 7' was cut.", NULL},
        {"curly", FORMAT_TEXT, "A stray \" mark stays.", NULL},
        {"curly", FORMAT_MARKDOWN, "Type `\"a\"` or <a title=\"b\">see</a> now.\n\n```\nit's \"code\"\n```\n", NULL},
        {"curly", FORMAT_LATEX, "He said ``it's'' here.", NULL},
        {"straight", FORMAT_MARKDOWN, "Type `" LD "a" RD "` now.", NULL},
    };
    trait_case_rewrites("quotes", cases, COUNT_OF(cases));
    trait_case_rewrites("quotes", quiet, COUNT_OF(quiet));
}

static void test_measure(void **state) {
    (void)state;
    static const struct measure_case cases[] = {
        {FORMAT_TEXT, "It's \"here\" and " LD "there" RD ".", {3, 2}},
        {FORMAT_MARKDOWN, "Type `it's` or 5\" by 7'.", {0, 0}},
    };
    trait_case_measures("quotes", cases, COUNT_OF(cases));
}

static void test_names(void **state) {
    (void)state;
    static const struct name_case cases[] = {
        {"Use straight quotes.", "straight"},
        {"Prefer curly apostrophes.", "curly"},
        {"Use typographic quotation marks.", "curly"},
        {"Avoid smart quotes.", "straight"},
    };
    trait_case_names("quotes", cases, COUNT_OF(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rewrite),
        cmocka_unit_test(test_measure),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
