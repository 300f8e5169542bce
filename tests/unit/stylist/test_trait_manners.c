/* How a text meets its reader: greeting, sign-off, questions, emoji, voice. */
#include "tests/unit/stylist/trait_case.h"

#define SMILE "\xf0\x9f\x98\x84"
#define HEART "\xe2\x9d\xa4\xef\xb8\x8f"

static void test_greeting(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"hi", FORMAT_MAIL, "Dear Lena,\n\nthe hall is free.\n", "Hi Lena,\n\nthe hall is free.\n"},
        {"hello", FORMAT_MAIL, "Hey all,\n\nThe hall is free.\n", "Hello all,\n\nThe hall is free.\n"},
        {"dear", FORMAT_MAIL, "Hi Lena!\n\nThe hall is free.\n", "Dear Lena!\n\nThe hall is free.\n"},
        {"none", FORMAT_MAIL, "Dear Lena,\n\nthe hall is free.\n", "The hall is free.\n"},
    };
    static const struct rewrite_case quiet[] = {
        {"dear", FORMAT_MAIL, "Hi,\n\nThe hall is free.\n", NULL},
        {"dear", FORMAT_MAIL, "Hi there,\n\nThe hall is free.\n", NULL},
        {"hi", FORMAT_MAIL, "Dear Sir or Madam,\n\nThe hall is free.\n", NULL},
        {"hi", FORMAT_TEXT, "Dear old houses stand in this street and nobody paints them.", NULL},
        {"none", FORMAT_MAIL, "The hall is free.\n\nDear me, that was quick.\n", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_MAIL, "Hi Ann,\n\nThe hall is free.\n", {1}},
        {FORMAT_MAIL, "Dear Ann,\n\nThe hall is free.\n", {0, 0, 1}},
        {FORMAT_MAIL, "The hall is free.\n\nCheers,\nAnn\n", {0, 0, 0, 1}},
        {FORMAT_MAIL, "The hall is free.\n", {0}},
        {FORMAT_TEXT, "Hidden things are here. Hello is a word.", {0}},
    };
    static const struct name_case names[] = {
        {"Open with \"Hi\" in emails.", "hi"},
        {"Start emails with \"Dear\".", "dear"},
        {"Start emails without any greeting.", "none"},
        {"Skip the greeting.", "none"},
    };
    trait_case_rewrites("greeting", rewrites, COUNT_OF(rewrites));
    trait_case_rewrites("greeting", quiet, COUNT_OF(quiet));
    trait_case_measures("greeting", measures, COUNT_OF(measures));
    trait_case_names("greeting", names, COUNT_OF(names));
}

static void test_sign_off(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"cheers", FORMAT_MAIL, "The hall is free.\n\nKind regards\nAnn\n", "The hall is free.\n\nCheers,\nAnn\n"},
        {"regards", FORMAT_MAIL, "The hall is free.\n\nCheers,\nAnn\n", "The hall is free.\n\nRegards,\nAnn\n"},
        {"best", FORMAT_MAIL, "The hall is free.\n\nRegards,\n\nAnn\n", "The hall is free.\n\nBest,\n\nAnn\n"},
        {"none", FORMAT_MAIL, "The hall is free.\n\nBest wishes,\nAnn\n", "The hall is free.\n\nAnn\n"},
    };
    static const struct rewrite_case quiet[] = {
        {"cheers", FORMAT_MAIL, "Best to take the train.\n\nAnn\n", NULL},
        {"none", FORMAT_MAIL, "The hall is free. Regards are sent to all.\n", NULL},
        {"cheers", FORMAT_MAIL, "Regards,\n\nwas all that he wrote, and nobody knew what he had meant by it at all.\n",
         NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_MAIL, "The hall is free.\n\nCheers,\nAnn\n", {1}},
        {FORMAT_MAIL, "The hall is free.\n\nSincerely\n\nAnn\nOffice\n", {0, 0, 1}},
        {FORMAT_MAIL,
         "Hi Ann,\n\nThe hall is free, as far as anybody in the whole office knows about it today.\n",
         {0, 0, 0, 1}},
        {FORMAT_MAIL, "The hall is free.\n\nBest we could do.\n", {0}},
    };
    static const struct name_case names[] = {
        {"Close emails with \"Cheers\".", "cheers"},
        {"Sign off with \"Kind regards\".", "regards"},
        {"End emails without a sign-off.", "none"},
    };
    trait_case_rewrites("sign_off", rewrites, COUNT_OF(rewrites));
    trait_case_rewrites("sign_off", quiet, COUNT_OF(quiet));
    trait_case_measures("sign_off", measures, COUNT_OF(measures));
    trait_case_names("sign_off", names, COUNT_OF(names));
}

static void test_emoji(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"avoid", FORMAT_TEXT, "It works! " SMILE " We go on.", "It works! We go on."},
        {"avoid", FORMAT_TEXT, "It works! " SMILE " We go " SMILE SMILE " on.", NULL}, /* all or none */
        {"avoid", FORMAT_TEXT, "It works. " HEART " Then we go! " SMILE, "It works. Then we go!"},
        {"avoid", FORMAT_TEXT, SMILE " It works.", "It works."},
        {"avoid", FORMAT_MARKDOWN, "- done. " SMILE "\n- `" SMILE "` stays\n\n" SMILE,
         "- done.\n- `" SMILE "` stays\n\n" SMILE},
        {"avoid", FORMAT_MARKDOWN, "> _" SMILE " Parts to build\n> it_", "> _Parts to build\n> it_"},
        {"avoid", FORMAT_MARKDOWN, "React with " SMILE "\n\nSee [it](#it).\n\n# " SMILE " It", NULL},
        {"avoid", FORMAT_TEXT, "A \xc2\xa9 sign, 5 \xe2\x86\x92 6 and caf\xc3\xa9.", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "One " SMILE SMILE " and " HEART ".", {2}},
        {FORMAT_MARKDOWN, "Type `" SMILE "` or \xc2\xa9 or 5 * 3 # 2.", {0}},
    };
    static const struct name_case names[] = {
        {"Do not use emojis.", "avoid"},
        {"Use emoji freely.", "use"},
    };
    trait_case_rewrites("emoji", rewrites, COUNT_OF(rewrites));
    trait_case_measures("emoji", measures, COUNT_OF(measures));
    trait_case_names("emoji", names, COUNT_OF(names));
    assert_false(trait_can_rewrite(trait_case_find("emoji"), 0));
}

static void test_questions(void **state) {
    (void)state;
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "Is it done? It is. Really (is it?)", {2}},
        {FORMAT_MARKDOWN, "Open `a?b=c` now. See https://example.org/?q=1 there.", {0}},
    };
    static const struct name_case names[] = {
        {"Avoid rhetorical questions.", "avoid"},
        {"Ask questions.", "use"},
    };
    trait_case_measures("questions", measures, COUNT_OF(measures));
    trait_case_names("questions", names, COUNT_OF(names));
    assert_false(trait_can_rewrite(trait_case_find("questions"), 0));
}

static void test_voice(void **state) {
    (void)state;
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "The pump was repaired. It had not yet been tested. The tap is never closed.", {0, 3}},
        {FORMAT_TEXT, "We repaired the pump. They tested it, and you closed the tap. I left early.", {2, 0}},
        {FORMAT_TEXT, "The pump is red. We are tired. It is used to rain. The house was indeed big.", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Prefer the active voice.", "active"},
        {"Use passive voice.", "passive"},
        {"Avoid the passive voice.", "active"},
    };
    trait_case_measures("voice", measures, COUNT_OF(measures));
    trait_case_names("voice", names, COUNT_OF(names));
    assert_false(trait_can_rewrite(trait_case_find("voice"), 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_greeting),  cmocka_unit_test(test_sign_off), cmocka_unit_test(test_emoji),
        cmocka_unit_test(test_questions), cmocka_unit_test(test_voice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
