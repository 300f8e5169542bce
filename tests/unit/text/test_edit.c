/* Spans and edits: searching, applying, and moving over a change made meanwhile. */
#include "core/text/edit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_spans(void **state) {
    (void)state;
    struct spans spans = {0};
    assert_false(spans_touch(&spans, 0, 100));
    spans_add(&spans, 2, 4);
    spans_add(&spans, 4, 4); /* dropped */
    spans_add(&spans, 8, 10);
    assert_int_equal(spans.count, 2);
    assert_false(spans_touch(&spans, 0, 2));
    assert_true(spans_touch(&spans, 0, 3));
    assert_true(spans_touch(&spans, 3, 4));
    assert_false(spans_touch(&spans, 4, 8));
    assert_true(spans_touch(&spans, 4, 9));
    assert_true(spans_touch(&spans, 9, 50));
    assert_false(spans_touch(&spans, 10, 50));
    assert_false(spans_touch(&spans, 3, 3));
    assert_true(spans_touch(&spans, 0, 50));
    spans_finish(&spans);
    assert_int_equal(spans.count, 0);
}

static void test_apply(void **state) {
    (void)state;
    struct edits edits = {0};
    size_t len;
    char *same = edits_apply(&edits, "abc", 3, &len);
    assert_string_equal(same, "abc");
    assert_int_equal(len, 3);
    free(same);
    edits_add(&edits, 0, 0, "<", 1);
    edits_add(&edits, 0, 1, "A", 1);
    edits_add(&edits, 1, 3, "", 0);
    edits_add(&edits, 6, 6, ">>", 2);
    struct edits copy = {0};
    edits_copy(&copy, &edits);
    char *new = edits_apply(&copy, "abcdef", 6, NULL);
    assert_string_equal(new, "<Adef>>");
    free(new);
    edits_finish(&edits);
    edits_finish(&copy);
}

static struct edits make_edits(void) {
    struct edits edits = {0};
    edits_add(&edits, 10, 12, "x", 1);
    edits_add(&edits, 15, 15, "y", 1);
    return edits;
}

static void check_rebase(size_t start, size_t end, size_t len, bool want, long moved) {
    struct edits edits = make_edits();
    struct span scope = {8, 20};
    assert_int_equal(edits_rebase(&edits, &scope, start, end, len), want);
    assert_int_equal(scope.start, 8 + moved);
    assert_int_equal(scope.end, 20 + moved);
    assert_int_equal(edits.items[0].span.start, 10 + moved);
    assert_int_equal(edits.items[0].span.end, 12 + moved);
    assert_int_equal(edits.items[1].span.start, 15 + moved);
    edits_finish(&edits);
}

static void test_rebase(void **state) {
    (void)state;
    check_rebase(0, 0, 5, true, 5);
    check_rebase(2, 7, 0, true, -5);
    check_rebase(2, 7, 6, true, 1);
    check_rebase(21, 30, 2, true, 0);
    check_rebase(13, 13, 1, false, 0); /* inside the scope, between the edits */
    check_rebase(11, 11, 1, false, 0);
    check_rebase(8, 8, 1, false, 0);   /* typed right in front of the scope */
    check_rebase(20, 20, 1, false, 0); /* and right behind */
    check_rebase(0, 9, 1, false, 0);
    check_rebase(0, 40, 0, false, 0);
}

static void test_rebase_without_scope_around_edits(void **state) {
    (void)state;
    struct edits edits = make_edits();
    struct span scope = {100, 110};
    assert_false(edits_rebase(&edits, &scope, 12, 12, 1));
    assert_true(edits_rebase(&edits, &scope, 13, 14, 4)); /* one edit in front, one behind */
    assert_int_equal(edits.items[0].span.start, 10);
    assert_int_equal(edits.items[1].span.start, 18);
    assert_int_equal(scope.start, 103);
    edits_finish(&edits);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_apply),
        cmocka_unit_test(test_rebase),
        cmocka_unit_test(test_rebase_without_scope_around_edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
