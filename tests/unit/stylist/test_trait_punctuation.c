#include "tests/unit/stylist/trait_case.h"

static void test_ellipsis(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"character", FORMAT_TEXT, "Well... maybe. And so on...", "Well\xe2\x80\xa6 maybe. And so on\xe2\x80\xa6"},
        {"dots", FORMAT_TEXT, "Well\xe2\x80\xa6 maybe.", "Well... maybe."},
        {"avoid", FORMAT_TEXT, "It rained... We stayed in. So be it\xe2\x80\xa6", "It rained. We stayed in. So be it."},
        {"avoid", FORMAT_TEXT, "It was... nice.", NULL},
        {"avoid", FORMAT_TEXT, "As far as... I know.", NULL},
        {"character", FORMAT_MARKDOWN, "Run `git diff a...b` and [...] so on, from a...b to ....", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "One... two\xe2\x80\xa6 three...", {1, 2}},
        {FORMAT_MARKDOWN, "Call `f(...)` and a...b, [...] and four....", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Use three dots for ellipses.", "dots"},
        {"Write the ellipsis as a single character.", "character"},
        {"Do not use ellipses.", "avoid"},
    };
    trait_case_rewrites("ellipsis", rewrites, COUNT_OF(rewrites));
    trait_case_measures("ellipsis", measures, COUNT_OF(measures));
    trait_case_names("ellipsis", names, COUNT_OF(names));
}

static void test_semicolons(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"avoid", FORMAT_TEXT, "The pump failed; it was old.", "The pump failed. It was old."},
        {"avoid", FORMAT_TEXT, "The pump failed; however, the tank was full.",
         "The pump failed. However, the tank was full."},
        {"avoid", FORMAT_TEXT, "We bring: bread, which is old; it smells; and milk.", NULL},
        {"avoid", FORMAT_TEXT, "The pump failed; an old one.", NULL},
        {"avoid", FORMAT_TEXT, "The pump failed; it was old; and so on.", NULL},
        {"avoid", FORMAT_MARKDOWN, "Type `a; it` and R&amp;D it is.", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "One; two; three.", {2}},
        {FORMAT_MARKDOWN, "Type `a; b`, write R&amp;D, end with ;", {0}},
    };
    static const struct name_case names[] = {
        {"Do not use semicolons.", "avoid"},
        {"Prefer semicolons to join sentences.", "use"},
    };
    trait_case_rewrites("semicolons", rewrites, COUNT_OF(rewrites));
    trait_case_measures("semicolons", measures, COUNT_OF(measures));
    trait_case_names("semicolons", names, COUNT_OF(names));
}

static void test_parentheses(void **state) {
    (void)state;
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "It works (mostly) on all days (even Sundays).", {2}},
        {FORMAT_MARKDOWN, "See [the page](http://example.org/a) or call f(x), pick (a) or (b), file(s).", {0}},
    };
    static const struct name_case names[] = {
        {"Avoid parentheses.", "avoid"},
        {"Put asides in brackets.", "use"},
    };
    trait_case_measures("parentheses", measures, COUNT_OF(measures));
    trait_case_names("parentheses", names, COUNT_OF(names));
    assert_false(trait_can_rewrite(trait_case_find("parentheses"), 0));
    assert_false(trait_can_rewrite(trait_case_find("parentheses"), 1));
}

static void test_sentence_spacing(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"two", FORMAT_TEXT, "One here. Two there! Three?", "One here.  Two there!  Three?"},
        {"one", FORMAT_TEXT, "One here.  Two there!   Three?", "One here. Two there! Three?"},
        {"one", FORMAT_MARKDOWN, "A line that breaks.  \nAnother one here.", NULL},
        {"two", FORMAT_TEXT, "Ask Dr. Miller, e.g. today at 3.5 km.", NULL},
        {"two", FORMAT_TEXT, "3.1. Scope of it. See e. e. cummings. He said. so what",
         "3.1. Scope of it.  See e. e. cummings.  He said. so what"},
        {"two", FORMAT_TEXT, "First line.\nSecond line.", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "One here. Two there.  Three. Four.", {2, 1}},
        {FORMAT_TEXT, "Ask Dr. Miller about it.\nThen go.", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Use double spacing between sentences.", "two"},
        {"Use a single space after each period.", "one"},
    };
    trait_case_rewrites("sentence_spacing", rewrites, COUNT_OF(rewrites));
    trait_case_measures("sentence_spacing", measures, COUNT_OF(measures));
    trait_case_names("sentence_spacing", names, COUNT_OF(names));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ellipsis),
        cmocka_unit_test(test_semicolons),
        cmocka_unit_test(test_parentheses),
        cmocka_unit_test(test_sentence_spacing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
