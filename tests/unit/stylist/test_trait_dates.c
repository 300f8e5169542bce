#include "tests/unit/stylist/trait_case.h"

static void test_time(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"12h", FORMAT_TEXT, "At 14:00 and 09:15, not 00:30 or 12:05.",
         "At 2:00 pm and 9:15 am, not 12:30 am or 12:05."},
        {"12h", FORMAT_TEXT, "At 13:20, or 5 p.m. at the latest.", "At 1:20 p.m., or 5 p.m. at the latest."},
        {"12h", FORMAT_TEXT, "From 5 p.m. until 18:30.", "From 5 p.m. until 6:30 p.m."},
        {"24h", FORMAT_TEXT, "At 3:30 pm, 9am, 12 am and 12:10 PM.", "At 15:30, 09:00, 00:00 and 12:10."},
        {"24h", FORMAT_TEXT,
         "We are open 9am\xe2\x80\x93"
         "5pm.",
         "We are open 09:00\xe2\x80\x93"
         "17:00."},
        {"24h", FORMAT_TEXT, "It ends at 9 p.m. Then we go at 10 p.m. or later.",
         "It ends at 21:00. Then we go at 22:00 or later."},
        {"12h", FORMAT_TEXT,
         "It is open 14:00\xe2\x80\x93"
         "16:30 today.",
         "It is open 2:00 pm\xe2\x80\x93"
         "4:30 pm today."},
    };
    static const struct rewrite_case quiet[] = {
        {"12h", FORMAT_TEXT, "A ratio of 9:15, verse 3:16, at 2024-01-05T14:00, 14:00:05, 14:00-05:00, 25:00.", NULL},
        {"12h", FORMAT_MARKDOWN, "Type `at 14:00` now.", NULL},
        {"24h", FORMAT_TEXT, "Come at 5 or 6 PM, at 4 pm in the afternoon.", NULL},
        {"24h", FORMAT_TEXT, "I am 12 amps, 3-5 pm, 3 to 5 pm, 13 pm.", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "At 14:00, 09:30, 3 pm and 4:15 a.m. or 9:15.", {2, 2}},
        {FORMAT_TEXT, "Verse 3:16, ratio 10:12, port 127.0.0.1:80.", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Use 24-hour times.", "24h"},
        {"Give times in the 12-hour format.", "12h"},
        {"Write times with am and pm.", "12h"},
    };
    trait_case_rewrites("time_format", rewrites, COUNT_OF(rewrites));
    trait_case_rewrites("time_format", quiet, COUNT_OF(quiet));
    trait_case_measures("time_format", measures, COUNT_OF(measures));
    trait_case_names("time_format", names, COUNT_OF(names));
}

static void test_date(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"iso", FORMAT_TEXT, "On 12 April 2024 and April 13, 2024.", "On 2024-04-12 and 2024-04-13."},
        {"day_first", FORMAT_TEXT, "On 2024-04-12, May 3 and June 1st, 2023.",
         "On 12 April 2024, 3 May and 1 June 2023."},
        {"month_first", FORMAT_TEXT, "On 2024-04-02 and 3rd May, the 4th of June 2023.",
         "On April 2, 2024 and May 3, June 4, 2023."},
        {"day_first", FORMAT_TEXT, "The talk on April 12, 2024, was long.", "The talk on 12 April 2024 was long."},
        {"month_first", FORMAT_TEXT, "By 8 Sept 2024.", "By Sep 8, 2024."},
        {"iso", FORMAT_TEXT, "On the 12th of April 2024 we met.", "On 2024-04-12 we met."},
    };
    static const struct rewrite_case quiet[] = {
        {"iso", FORMAT_TEXT, "On 12 April and May 3 we met.", NULL},
        {"month_first", FORMAT_TEXT, "From 12-14 April, 3 and 5 May, between 3 and 12 June.", NULL},
        {"day_first", FORMAT_TEXT, "From April 12-14, May 3 and 5; in April 2024; May I? March 45.", NULL},
        {"day_first", FORMAT_TEXT, "See log-2024-04-12.txt, 2024-04-12T10:00, 2024-13-01, 2024-02-31, x/2024-04-12.",
         NULL},
        {"iso", FORMAT_MARKDOWN, "Type `12 April 2024` now.", NULL},
        {"iso", FORMAT_TEXT, "On 12/04/2024 or 31 June 2024.", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "2024-04-12, 12 April, April 12, then 12th May 2020, May 1, 2020.", {1, 2, 2}},
        {FORMAT_TEXT, "12-14 April, April 2024, may 3, 31 February.", {0, 0, 0}},
    };
    static const struct name_case names[] = {
        {"Use ISO dates.", "iso"},
        {"Write dates as YYYY-MM-DD.", "iso"},
        {"Write dates day first.", "day_first"},
        {"Write dates with the month first.", "month_first"},
    };
    trait_case_rewrites("date_format", rewrites, COUNT_OF(rewrites));
    trait_case_rewrites("date_format", quiet, COUNT_OF(quiet));
    trait_case_measures("date_format", measures, COUNT_OF(measures));
    trait_case_names("date_format", names, COUNT_OF(names));
}

static void test_percent(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"sign", FORMAT_TEXT, "About 5 percent, 3.5 per cent and thirty-five percent.", "About 5%, 3.5% and 35%."},
        {"sign", FORMAT_TEXT, "From 5 % to 8 percent.", "From 5 % to 8 %."},
        {"word", FORMAT_TEXT, "From 5% to 8.5 %, that is 3%.", "From 5 percent to 8.5 percent, that is 3 percent."},
        {"word", FORMAT_TEXT, "From 5% to 8 per cent.", "From 5 per cent to 8 per cent."},
    };
    static const struct rewrite_case quiet[] = {
        {"word", FORMAT_MARKDOWN, "Type `5%`, 5%d, a 100%-owned firm, x5%.", NULL},
        {"sign", FORMAT_TEXT, "A few percent, a hundred and five percent, five percentage points.", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_TEXT, "5%, 6 %, seven percent, 8 per cent.", {2, 2}},
        {FORMAT_MARKDOWN, "Type `5%`; some percent, 5%d.", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Spell out the word percent.", "word"},
        {"Use the percent sign.", "sign"},
    };
    trait_case_rewrites("percent", rewrites, COUNT_OF(rewrites));
    trait_case_rewrites("percent", quiet, COUNT_OF(quiet));
    trait_case_measures("percent", measures, COUNT_OF(measures));
    trait_case_names("percent", names, COUNT_OF(names));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_date),
        cmocka_unit_test(test_percent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
