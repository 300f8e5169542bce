/* What is kept of a suggestion that was taken. */
#include "core/document/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ID 77

static struct document *open_text(const char *text) {
    return document_create("a.md", "markdown", text, strlen(text));
}

/* Replaces the first `from`, as one change. */
static void change(struct document *document, const char *from, const char *to) {
    const char *data = text_get_data(document_get_text(document));
    const char *at = strstr(data, from);
    struct error error = {0};
    assert_non_null(at);
    size_t start = (size_t)(at - data);
    assert_true(document_change(document, start, start + strlen(from), to, strlen(to), &error));
}

static void type(struct document *document, size_t offset, const char *text) {
    struct error error = {0};
    for (size_t i = 0; text[i]; i++)
        assert_true(document_change(document, offset + i, offset + i, text + i, 1, &error));
}

static void offer(struct document *document, const char *before, const char *after) {
    const char *data = text_get_data(document_get_text(document));
    size_t start = (size_t)(strstr(data, before) - data);
    document_add_offer(document, ID, start, start + strlen(before), after);
}

/* "-" for never taken; else the kept share in percent, and what it is besides. */
#define assert_outcome(document, expected)                                                                             \
    do {                                                                                                               \
        struct offer_outcome outcome;                                                                                  \
        char got[64] = "-";                                                                                            \
        if (document_measure_offer(document, ID, &outcome))                                                            \
            snprintf(got, sizeof got, "%.0f%s%s", outcome.kept * 100, outcome.partly ? " partly" : "",                 \
                     outcome.taken_back ? " taken back" : "");                                                         \
        assert_string_equal(got, expected);                                                                            \
    } while (0)

static void rewrites(void **state) {
    (void)state;
    struct document *document = open_text("First.\n\nIt is late and cold now.\n\nLast.\n");
    assert_outcome(document, "-");
    offer(document, "It is late and cold now.", "It's late, and it's cold now.");
    assert_outcome(document, "-");
    change(document, "First.", "First of all.");
    assert_outcome(document, "-");
    change(document, "It is late and cold now.", "It's late, and it's cold now.");
    assert_outcome(document, "100");
    change(document, "Last.", "Last of all.");
    assert_outcome(document, "100");
    change(document, "late,", "dark,"); /* one of eight tokens */
    assert_outcome(document, "88");
    change(document, "cold now.", "cold now. Nobody comes, and the lamp is out.");
    assert_outcome(document, "88");
    change(document, "It's dark, and it's cold now.", "It is late and cold now.");
    change(document, " Nobody comes, and the lamp is out.", "");
    assert_outcome(document, "0 taken back");
    document_destroy(document);
}

static void nothing_is_left(void **state) {
    (void)state;
    struct document *document = open_text("It is late.\n");
    offer(document, "It is late.", "It's late.");
    change(document, "It is late.", "It's late.");
    change(document, "It's late.", "Somewhere a dog barks at the gate.");
    assert_outcome(document, "33"); /* the period */
    change(document, "Somewhere a dog barks at the gate.", "");
    assert_outcome(document, "0");
    document_destroy(document);
}

static void completions(void **state) {
    (void)state;
    struct document *document = open_text("The tide\n");
    document_add_offer(document, ID, 8, 8, " comes in at noon.");
    type(document, 8, " c");
    assert_outcome(document, "-"); /* typed by the person, whether or not it reads alike */
    change(document, " c", " comes in");
    assert_outcome(document, "40 partly"); /* comes in, of "comes in at noon ." */
    change(document, " comes in", " comes in at noon.");
    assert_outcome(document, "100");
    change(document, "noon.", "noon. And then it goes out again.");
    assert_outcome(document, "100");
    change(document, "in at noon", "in at night");
    assert_outcome(document, "80");
    document_destroy(document);
}

static void a_completion_that_was_typed_is_not_taken(void **state) {
    (void)state;
    struct document *document = open_text("The tide\n");
    document_add_offer(document, ID, 8, 8, " comes in.");
    type(document, 8, " comes in.");
    assert_outcome(document, "-");
    document_destroy(document);
}

static void a_completion_that_was_deleted(void **state) {
    (void)state;
    struct document *document = open_text("The tide\n");
    document_add_offer(document, ID, 8, 8, " comes in.");
    change(document, "The tide", "The tide comes in.");
    assert_outcome(document, "100");
    change(document, " comes in.", "");
    assert_outcome(document, "0 taken back");
    document_destroy(document);
}

static void parts_of_one_rewrite(void **state) {
    (void)state;
    struct document *document = open_text("It is one.\n\nIt is two.\n");
    document_add_offer(document, ID, 0, 10, "It's one.");
    document_add_offer(document, ID, 12, 22, "It's two.");
    change(document, "It is two.", "It's two.");
    assert_outcome(document, "83 partly"); /* "It's" is one of six tokens that is not there */
    change(document, "It is one.", "It's one.");
    assert_outcome(document, "100");
    document_destroy(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rewrites),
        cmocka_unit_test(nothing_is_left),
        cmocka_unit_test(completions),
        cmocka_unit_test(a_completion_that_was_typed_is_not_taken),
        cmocka_unit_test(a_completion_that_was_deleted),
        cmocka_unit_test(parts_of_one_rewrite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
