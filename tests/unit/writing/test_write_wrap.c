/* A rewrite of text whose lines are filled to a width: the new lines are, too. */
#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/writing/write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The document after the passage at `from` was rewritten by this answer. */
static char *rewrite(const char *text, const char *from, const char *answer, enum format format) {
    const char *language = format == FORMAT_LATEX ? "latex" : "markdown";
    struct document *document = document_create("/tmp/a.txt", language, text, strlen(text));
    struct rewrite_plan *plans;
    struct edits edits = {0};
    struct error error = {0};
    size_t count, at = (size_t)(strstr(text, from) - text);
    assert_true(write_plan(document, at, at, 0, &plans, &count, NULL));
    if (!write_read_rewrite(&plans[0], format, answer, false, false, &edits, &error))
        fail_msg("%s", error.text);
    char *result = edits_apply(&edits, text, strlen(text), NULL);
    edits_finish(&edits);
    write_plans_finish(plans, count);
    document_destroy(document);
    return result;
}

static void check(const char *text, const char *from, const char *answer, const char *wanted) {
    char *result = rewrite(text, from, answer, FORMAT_MARKDOWN);
    assert_string_equal(result, wanted);
    free(result);
}

#define FILLED                                                                                                         \
    "The keeper of the light goes up at dusk, and he comes down at dawn.\n"                                            \
    "There is not much to do between the two; he reads, or he mends the\n"                                             \
    "nets of his brother, who has no patience for it, and at three he\n"                                               \
    "winds up the weight.\n"

static void test_longer_and_shorter(void **state) {
    (void)state;
    check(FILLED, "dusk",
          "The keeper of the light goes up at dusk every single day of the year, and he comes down at dawn. There is "
          "not much to do between the two; he reads, or he mends the nets of his brother, who has no patience for it, "
          "and at three he winds up the weight.",
          "The keeper of the light goes up at dusk every single day of the\n"
          "year, and he comes down at dawn. There is not much to do between\n"
          "the two; he reads, or he mends the nets of his brother, who has no\n"
          "patience for it, and at three he winds up the weight.\n");
    check(FILLED, "dusk",
          "The keeper goes up at dusk and comes down at dawn. There is not much to do between the two; he reads, or "
          "mends nets, and at three he winds up the weight.",
          "The keeper goes up at dusk and comes down at dawn. There is not\n"
          "much to do between the two; he reads, or mends nets, and at three\n"
          "he winds up the weight.\n");
}

/* What stands in front of the first change, and behind the last one, keeps its lines. */
static void test_only_what_changes(void **state) {
    (void)state;
    check(FILLED, "dusk",
          "The keeper of the light goes up at dusk, and he comes down at dawn. There isn't much to do between the two; "
          "he reads, or he mends the nets of his brother, who has no patience for it, and at three he winds up the "
          "weight.",
          "The keeper of the light goes up at dusk, and he comes down at dawn.\n"
          "There isn't much to do between the two; he reads, or he mends the\n"
          "nets of his brother, who has no patience for it, and at three he\n"
          "winds up the weight.\n");
}

/* A break that somebody set a little early stays, if the words in front of it are settled. */
static void test_early_break_stays(void **state) {
    (void)state;
    check("The keeper of the light goes up at dusk, and he comes down at dawn.\n"
          "There is not much to do between the two; he reads, or mends\n"
          "the nets of his brother, who has no patience for it, and at three\n"
          "winds up the weight.\n",
          "dusk",
          "The keeper of the lamp goes up at dusk, and he comes down at dawn. There is not much to do between the two; "
          "he reads, or mends the nets of his brother, who has no patience for it, and at three winds up the weight.",
          "The keeper of the lamp goes up at dusk, and he comes down at dawn.\n"
          "There is not much to do between the two; he reads, or mends\n"
          "the nets of his brother, who has no patience for it, and at three\n"
          "winds up the weight.\n");
}

/* Also behind the change: nobody joins what somebody broke on purpose, the title of a callout above all. */
static void test_early_breaks_behind_stay(void **state) {
    (void)state;
    check(
        "The keeper of the light goes up at dusk, and he comes down at dawn.\n"
        "There is not much to do between the two of them:\n"
        "he reads, or he mends the nets of his brother, who has no patience,\n"
        "winds up the weight, and counts the boats that come in at night as\n"
        "they do in all the weathers of the year.\n",
        "dusk",
        "The keeper of the lamp goes up at dusk, and he comes down at dawn. There isn't much to do between the two of "
        "them: he reads, or he mends the nets of his brother, who has no patience, winds up the weight, and counts "
        "the boats that come in at night as they do in all the weathers of the year.",
        "The keeper of the lamp goes up at dusk, and he comes down at dawn.\n"
        "There isn't much to do between the two of them:\n"
        "he reads, or he mends the nets of his brother, who has no patience,\n"
        "winds up the weight, and counts the boats that come in at night as\n"
        "they do in all the weathers of the year.\n");
    check("> [!tip] The light is not for you\n"
          "> The keeper of the light goes up at dusk, and he comes down at\n"
          "> dawn. There is not much to do between the two; he reads, or he\n"
          "> mends the nets of his brother, who has no patience for it, and\n"
          "> at three he winds up the weight.\n",
          "dusk",
          "[!tip] The light isn't for you The keeper of the light goes up at dusk, and he comes down at dawn. There is "
          "not much to do between the two; he reads, or he mends the nets of his brother, who has no patience for it, "
          "and at three he winds up the weight.",
          "> [!tip] The light isn't for you\n"
          "> The keeper of the light goes up at dusk, and he comes down at\n"
          "> dawn. There is not much to do between the two; he reads, or he\n"
          "> mends the nets of his brother, who has no patience for it, and\n"
          "> at three he winds up the weight.\n");
}

/* No line breaks in the title of a target or in code, where it would be part of it. */
static void test_markup_stays_on_its_line(void **state) {
    (void)state;
    check("The keeper goes up at dusk, and he comes down at dawn; see [it](x \"The\n"
          "light\"), which tells all that there is to tell of it and of him, and\n"
          "then go and see `make all of it` too, as others have before you.\n",
          "dusk",
          "The old keeper goes up at dusk, and he comes down at dawn; see [it](x \"The\nlight\"), which tells all that "
          "there is to tell of it and of him, and then go and see `make all of it` too, as others have before you.",
          "The old keeper goes up at dusk, and he comes down at dawn; see\n[it](x \"The\n"
          "light\"), which tells all that there is to tell of it and of him, and\n"
          "then go and see `make all of it` too, as others have before you.\n");
}

static void test_one_line_in_a_filled_document(void **state) {
    (void)state;
    check(FILLED "\nThe boats come in at night, and he counts every one of them.\n", "boats",
          "The boats come in late at night, and he always counts each and every one of them.",
          FILLED "\nThe boats come in late at night, and he always counts each and\nevery one of them.\n");
}

static void test_prefixes(void **state) {
    (void)state;
    check("> The keeper of the light goes up at dusk, and he comes down at\n"
          "> dawn. There is not much to do between the two; he reads, or he\n"
          "> mends the nets of his brother.\n",
          "dusk",
          "The keeper of the light always goes up at dusk, and he comes down at dawn. There is not much to do between "
          "the two of them; he reads, or he mends the nets of his brother.",
          "> The keeper of the light always goes up at dusk, and he comes\n"
          "> down at dawn. There is not much to do between the two of them;\n"
          "> he reads, or he mends the nets of his brother.\n");
    check("- The keeper of the light goes up at dusk, and he comes down at\n"
          "  dawn. There is not much to do between the two; he reads, or he\n"
          "  mends the nets of his brother.\n",
          "dusk",
          "The keeper goes up at dusk and comes down at dawn. There is not much to do between the two; he reads, or he "
          "mends the nets of his brother.",
          "- The keeper goes up at dusk and comes down at dawn. There is\n"
          "  not much to do between the two; he reads, or he mends the nets\n"
          "  of his brother.\n");
}

/* One sentence a line, verses, long lines: not ours to fill. */
static void test_not_filled(void **state) {
    (void)state;
    check("The keeper of the light goes up at dusk.\nHe comes down at dawn.\nThere is not much to do in between.\n",
          "dusk",
          "The keeper of the lamp climbs up every evening at dusk.\nHe comes down at dawn.\nThere is not much to do in "
          "between.",
          "The keeper of the lamp climbs up every evening at dusk.\nHe comes down at dawn.\nThere is not much to do in "
          "between.\n");
    check("The keeper of the light goes up at dusk.  \nHe comes down at dawn, and there is not much to do between\nthe "
          "two of them, as he says.\n",
          "dusk",
          "The keeper of the big light always goes up at dusk.  \nHe comes down at dawn, and there is not much to do "
          "between\nthe two of them, as he says.",
          "The keeper of the big light always goes up at dusk.  \nHe comes down at dawn, and there is not much to do "
          "between\nthe two of them, as he says.\n");
}

/* A word that would be a list marker at the start of its line stays on the line before. */
static void test_no_marks_made(void **state) {
    (void)state;
    char *result = rewrite("The keeper counted the boats of the night, and there were ten\n"
                           "of them - as many as the year before, he said, and as few as\n"
                           "nobody had thought.\n",
                           "boats",
                           "The keeper counted all of the boats of the night: ten of them - as many as the "
                           "year before, he said, and as few as nobody had thought.",
                           FORMAT_MARKDOWN);
    assert_null(strstr(result, "\n-"));
    assert_non_null(strstr(result, "ten of them -\nas many"));
    free(result);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_longer_and_shorter),
        cmocka_unit_test(test_only_what_changes),
        cmocka_unit_test(test_early_break_stays),
        cmocka_unit_test(test_one_line_in_a_filled_document),
        cmocka_unit_test(test_early_breaks_behind_stay),
        cmocka_unit_test(test_markup_stays_on_its_line),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_not_filled),
        cmocka_unit_test(test_no_marks_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
