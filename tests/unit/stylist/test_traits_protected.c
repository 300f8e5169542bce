/* What no trait may touch, whichever way it is asked to go: everything in a
 * document that is not prose. */
#include "tests/unit/stylist/trait_case.h"

static const char markdown[] = "---\n"
                               "title: Don't -- use 5% & \"quotes\"...\n"
                               "date: 2024-04-12\n"
                               "---\n"
                               "\n"
                               "```sh\n"
                               "# It's 5% -- done... at 2:30 pm on April 12, 2024; the color is VERY "
                               "grey!\n"
                               "* an item.\n"
                               "- another, one and two\n"
                               "```\n"
                               "\n"
                               "| don't | 5% |\n"
                               "| --- | --- |\n"
                               "| a -- b... | \"x\" & y; it's |\n"
                               "\n"
                               "<div title=\"don't -- it's\">\n"
                               "It's 5% & more... very grey -- at 14:30!\n"
                               "</div>\n"
                               "\n"
                               "[ref]: https://example.org/don't--5%25 \"It's here -- now...\"\n"
                               "\n"
                               "`don't -- 5% & e.g. \"it's...\"` <https://example.org/it's--5%25;x>\n"
                               "\n"
                               "    indented -- code, don't; 5% & 3 pm...\n";

static const char mail[] = "From: Ann O'Hara <ann@example.org>\n"
                           "Subject: Don't -- 5% & \"more\"...\n"
                           "Date: 12 April 2024 14:30\n"
                           "\n"
                           "> Hi Ben,\n"
                           "> it's 5% -- don't worry... at 2:30 pm & 14:30; color!\n"
                           "> Cheers,\n"
                           "> Ann\n";

static void check(const char *text, enum format format) {
    size_t rewritable = 0;
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i);
        for (size_t value = 0; value < trait_count_values(trait); value++) {
            rewritable += trait_can_rewrite(trait, value);
            trait_case_rewrite(trait, value, text, format, text);
        }
    }
    assert_true(rewritable > 25);
}

static void test_markdown(void **state) {
    (void)state;
    check(markdown, FORMAT_MARKDOWN);
}

static void test_mail(void **state) {
    (void)state;
    check(mail, FORMAT_MAIL);
}

static void test_latex(void **state) {
    (void)state;
    check("\\documentclass{article}\n\\usepackage[a4paper]{color}\n% It's 5% -- "
          "don't... very grey & 2:30 pm!\n"
          "\\begin{document}\n\\begin{verbatim}\nIt's 5% -- don't; "
          "\"x\"...\n\\end{verbatim}\n"
          "\\[ a -- b... \\& 5\\% \\]\n\\end{document}\n",
          FORMAT_LATEX);
}

static void test_commit(void **state) {
    (void)state;
    check("# It's a comment -- don't...; 5% & \"x\" at 2:30 pm\n# * an item.\n", FORMAT_COMMIT);
}

/* Nothing to read, and what hardly is text: every answer is as good as another,
 * but there must be one. */
static void test_odd(void **state) {
    (void)state;
    static const char *const texts[] = {"",         "\n\n",     "'",   "\"", "--", "...",
                                        "(",        "%",        "12:", "- ", "# ", "\xe2\x80\x94",
                                        "\xe2\x80", "\xff\xfe", ";",   "&",  "5"};
    static const enum format formats[] = {FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_LATEX, FORMAT_MAIL, FORMAT_COMMIT};
    for (size_t i = 0; i < stylist_count_traits() * COUNT_OF(texts) * COUNT_OF(formats); i++) {
        const struct trait *trait = stylist_get_trait(i % stylist_count_traits());
        const char *text = texts[i / stylist_count_traits() % COUNT_OF(texts)];
        for (size_t value = 0; value < trait_count_values(trait); value++) {
            struct list wishes = {0};
            list_add(&wishes, trait_get_preference(trait, value));
            char *got = stylist_rewrite(text, formats[i / stylist_count_traits() / COUNT_OF(texts)], &wishes, NULL);
            assert_true(strlen(got) <= strlen(text) + 40);
            free(got);
            list_finish(&wishes);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markdown), cmocka_unit_test(test_mail), cmocka_unit_test(test_latex),
        cmocka_unit_test(test_commit),   cmocka_unit_test(test_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
