/* Edits over line breaks: the break stays, and begins no line with a mark. */
#include "core/writing/write.h"
#include "core/writing/write_breaks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* old with the first `gone` replaced by `with`, kept in lines. */
static void check(const char *old, const char *gone, const char *with, const char *wanted) {
    struct edits edits = {0}, kept = {0};
    size_t start = (size_t)(strstr(old, gone) - old);
    edits_add(&edits, start, start + strlen(gone), with, strlen(with));
    breaks_keep(old, &edits, &kept);
    char *result = edits_apply(&kept, old, strlen(old), NULL);
    assert_string_equal(result, wanted);
    free(result);
    edits_finish(&edits);
    edits_finish(&kept);
}

static void test_break_stays(void **state) {
    (void)state;
    check("We saw that it is\nnot there.", "is\nnot", "isn't", "We saw that it\nisn't there.");
    check("It is\nnot there at all.", "It is\nnot", "It isn't", "It\nisn't there at all.");
    check("We looked, and do\nnot see it.", "do\nnot see", "see no trace of", "We looked, and see\nno trace of it.");
    check("a b\nc d\ne f", "b\nc d\ne", "some more words than there were", "a some\nmore words than\nthere were f");
    check("One here.\nTwo there.", ".\nTwo", ", and two", "One here,\nand two there.");
    check("The lamp was,\nof course, lit.", ",\nof course,", "", "The lamp was\nlit.");
}

/* A whole line may go; what is not broken over lines stays whole. */
static void test_lines_that_go(void **state) {
    (void)state;
    check("One line\nvery\nlast line", "very\n", "", "One line\nlast line");
    check("One line\nvery\nlast line", "\nvery", "", "One line\nlast line");
    check("One line here.", "line", "row", "One row here.");
}

/* Nowhere to break but in front of a mark: the edit is left out. */
static void test_no_mark_begins_a_line(void **state) {
    (void)state;
    static const char *const marks[] = {"-",    "*", "+",  "#", ">",  "|",  "=",  "1.",   "2)",  ":::",  "~~~",
                                        "```x", "%", "a)", "•", "..", "$$", "//", "[x]:", "---", "<div", "___"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        char old[64], wanted[64];
        assert_true(breaks_is_mark(marks[i], strlen(marks[i])));
        snprintf(old, sizeof old, "is\nnot %s x", marks[i]);
        check(old, "is\nnot", "isn't", old);
        snprintf(old, sizeof old, "We is\nnot %s x", marks[i]);
        snprintf(wanted, sizeof wanted, "We\nisn't %s x", marks[i]);
        check(old, "is\nnot", "isn't", wanted);
    }
    static const char *const words[] = {"a", "It", "1986", "e.g.", "[link](x)", "[1]", "“No”", "'tis", "--long"};
    for (size_t i = 0; i + 1 < sizeof words / sizeof *words; i++)
        assert_false(breaks_is_mark(words[i], strlen(words[i])));
}

/* The whole way: a rewrite of a document whose lines are not filled to a width. */
static void check_rewrite(const char *text, const char *from, const char *answer, const char *wanted) {
    struct document *document = document_create("/tmp/a.md", "markdown", text, strlen(text));
    struct rewrite_plan *plans;
    struct edits edits = {0}, verbatim = {0};
    size_t count, at = (size_t)(strstr(text, from) - text);
    assert_true(write_plan(document, at, at, 0, &plans, &count, NULL));
    assert_true(write_read_rewrite(&plans[0], FORMAT_MARKDOWN, answer, false, false, &edits, NULL));
    assert_true(write_take_rewrite(&plans[0], FORMAT_MARKDOWN, answer, &verbatim, NULL));
    char *result = edits_apply(&edits, text, strlen(text), NULL);
    assert_string_equal(result, wanted);
    free(result);
    result = edits_apply(&verbatim, text, strlen(text), NULL);
    assert_string_equal(result, wanted);
    free(result);
    edits_finish(&edits);
    edits_finish(&verbatim);
    write_plans_finish(plans, count);
    document_destroy(document);
}

static void test_documents(void **state) {
    (void)state;
    check_rewrite("> We said that it is\n> not here, and left.\n", "said", "We said that it isn't here, and left.",
                  "> We said that it\n> isn't here, and left.\n");
    check_rewrite("- It is\n  not here.\n- Two\n", "here", "It isn't here.", "- It\n  isn't here.\n- Two\n");
    check_rewrite("> [!tip]- Do not\n> It is not here, so wait.\n", "here", "[!tip]- Don't It isn't here, so wait.",
                  "> [!tip]- Don't\n> It isn't here, so wait.\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_break_stays),
        cmocka_unit_test(test_lines_that_go),
        cmocka_unit_test(test_no_mark_begins_a_line),
        cmocka_unit_test(test_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
