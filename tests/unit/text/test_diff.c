/* Differences: that applying them gives the other text, that they are small and sensible, and that distance is exact.
 */
#include "core/base/mem.h"
#include "core/text/diff.h"
#include "core/text/match.h"
#include "core/text/token.h"
#include "tests/unit/text/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The edits as one line: "[old->new]" for each. */
static void check_edits(const char *a, const char *b, const char *want) {
    struct edits edits = {0};
    diff_words(a, strlen(a), b, strlen(b), &edits);
    struct buf shown = {0};
    for (size_t i = 0; i < edits.count; i++) {
        const struct edit *edit = &edits.items[i];
        buf_printf(&shown, "[%.*s->%s]", (int)(edit->span.end - edit->span.start), a + edit->span.start, edit->text);
    }
    assert_string_equal(buf_get(&shown), want);
    buf_finish(&shown);
    edits_finish(&edits);
}

static void test_edits(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        {"", "", ""},
        {"same text", "same text", ""},
        {"one\ntwo  three", "one two\nthree", ""},
        {"", "new", "[->new]"},
        {"old", "", "[old->]"},
        {"one two", "one new two", "[->new ]"},
        {"one new two", "one two", "[new ->]"},
        {"one two", "one, two", "[->,]"},
        {"one, two", "one two", "[,->]"},
        {"I can't go.", "I cannot go.", "[can't->cannot]"},
        {"foo bar", "foobar", "[foo bar->foobar]"},
        {"a ( b", "a (b", "[ ->]"},
        {"one\n\ntwo", "one\ntwo", "[\n\n->\n]"},
        {"one\ntwo", "one\n\ntwo", "[\n->\n\n]"},
        {"one\r\n\r\ntwo", "one\n\ntwo", ""},
        {"We keep A. We keep C.", "We keep A. We keep B. We keep C.", "[->B. We keep ]"},
        {"it is big and very slow now", "it is small and quite fast now", "[big and very slow->small and quite fast]"},
        {"he came, sat and ate", "she went, stood and drank", "[he came, sat and ate->she went, stood and drank]"},
        {"end", "end\n", "[->\n]"},
        {"caf\u00e9 ol\u00e9", "caf\u00e8 ol\u00e9", "[caf\u00e9->caf\u00e8]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_edits(cases[i][0], cases[i][1], cases[i][2]);
    }
}

/* Same tokens, with the same kind of white space in front of each and at the end. */
static void assert_same_tokens(const char *a, size_t a_len, const char *b, size_t b_len) {
    struct vocabulary *vocabulary = vocabulary_create();
    struct tokens of_a = {0};
    struct tokens of_b = {0};
    tokens_find(a, a_len, vocabulary, &of_a);
    tokens_find(b, b_len, vocabulary, &of_b);
    assert_int_equal(of_a.count, of_b.count);
    size_t a_done = 0;
    size_t b_done = 0;
    for (size_t i = 0; i < of_a.count; i++) {
        assert_int_equal(of_a.ids[i], of_b.ids[i]);
        assert_int_equal(white_classify(a, a_done, of_a.spans[i].start),
                         white_classify(b, b_done, of_b.spans[i].start));
        a_done = of_a.spans[i].end;
        b_done = of_b.spans[i].end;
    }
    assert_int_equal(white_classify(a, a_done, a_len), white_classify(b, b_done, b_len));
    tokens_finish(&of_a);
    tokens_finish(&of_b);
    vocabulary_destroy(vocabulary);
}

static void append_random(struct random *random, size_t pieces, struct buf *out) {
    static const char *const choice[] = {"a", "b", "word",   "the", " ",    " ", " ", "\n", "\n\n",
                                         ",", ".", "\u00e9", "  ",  "\r\n", "-", "'", "\t", "longer"};
    for (size_t i = 0; i < pieces; i++) {
        buf_append_text(out, random_pick(random, choice, sizeof choice / sizeof *choice));
    }
}

static void check_pair(const struct buf *a, const struct buf *b) {
    struct edits edits = {0};
    diff_words(buf_get(a), a->len, buf_get(b), b->len, &edits);
    size_t len;
    char *applied = edits_apply(&edits, buf_get(a), a->len, &len);
    assert_same_tokens(applied, len, buf_get(b), b->len);
    struct edits again = {0}; /* nothing is left to do */
    diff_words(applied, len, buf_get(b), b->len, &again);
    assert_int_equal(again.count, 0);
    free(applied);
    edits_finish(&edits);
    edits_finish(&again);
}

static void test_random_pairs(void **state) {
    (void)state;
    struct random random = {77777};
    for (int round = 0; round < 3000; round++) {
        struct buf a = {0};
        struct buf b = {0};
        append_random(&random, random_below(&random, 30), &a);
        if (random_below(&random, 2) == 0) { /* related: some of a is in b */
            size_t cut = random_below(&random, a.len + 1);
            while (cut > 0 && ((unsigned char)buf_get(&a)[cut] & 0xc0) == 0x80) {
                cut--;
            }
            buf_append(&b, buf_get(&a), cut);
        }
        append_random(&random, random_below(&random, 30), &b);
        check_pair(&a, &b);
        buf_finish(&a);
        buf_finish(&b);
    }
}

/* Long texts with nothing in common: over the cost limit, still right, and done in moderate time. */
static void test_over_the_limit(void **state) {
    (void)state;
    struct random random = {99};
    struct buf a = {0};
    struct buf b = {0};
    for (int i = 0; i < 15000; i++) {
        buf_printf(&a, "w%zu ", random_below(&random, 50));
        buf_printf(&b, "w%zu ", random_below(&random, 50) + 25);
    }
    check_pair(&a, &b);
    assert_in_range(diff_distance(buf_get(&a), a.len, buf_get(&b), b.len), 7000, 15000);
    buf_finish(&a);
    buf_finish(&b);
}

static size_t measure_common(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count) {
    size_t table[32][32] = {{0}};
    for (size_t i = 1; i <= a_count; i++) {
        for (size_t j = 1; j <= b_count; j++) {
            size_t best = table[i - 1][j] > table[i][j - 1] ? table[i - 1][j] : table[i][j - 1];
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : best;
        }
    }
    return table[a_count][b_count];
}

static void test_match_is_longest(void **state) {
    (void)state;
    struct random random = {31337};
    for (int round = 0; round < 20000; round++) {
        uint32_t a[31], b[31];
        size_t pairs[31];
        size_t a_count = random_below(&random, 31);
        size_t b_count = random_below(&random, 31);
        size_t kinds = 1 + random_below(&random, 12);
        for (size_t i = 0; i < 31; i++) {
            a[i] = (uint32_t)random_below(&random, kinds);
            b[i] = (uint32_t)random_below(&random, kinds);
        }
        match_find(a, a_count, b, b_count, 100, pairs);
        size_t common = 0;
        size_t least = 100;
        for (size_t i = 0; i < a_count; i++) {
            if (pairs[i] != MATCH_NONE) {
                assert_true(pairs[i] >= least && pairs[i] < 100 + b_count);
                assert_int_equal(a[i], b[pairs[i] - 100]);
                least = pairs[i] + 1;
                common++;
            }
        }
        assert_int_equal(common, measure_common(a, a_count, b, b_count));
    }
}

static void test_distance(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        size_t distance;
    } cases[] = {
        {"", "", 0},
        {"", "a b", 2},
        {"one two three", "one  two\nthree", 0},
        {"one two three", "one 2 three", 1},
        {"one two three", "three two one", 2},
        {"one two three.", "one three!", 2},
        {"kitten sat", "sitting sat on", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *a = cases[i].a;
        const char *b = cases[i].b;
        assert_int_equal(diff_distance(a, strlen(a), b, strlen(b)), cases[i].distance);
        assert_int_equal(diff_distance(b, strlen(b), a, strlen(a)), cases[i].distance);
    }
    assert_true(diff_ratio("", 0, "", 0) == 0);
    assert_true(diff_ratio("a b", 3, "c d", 3) == 1);
    assert_true(diff_ratio("a b c d", 7, "a b c", 5) == 0.25);
}

static void test_distance_inside(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        size_t distance;
    } cases[] = {
        {"", "", 0},
        {"", "a b", 0},
        {"a b", "", 2},
        {"one two three", "one two three", 0},
        {"one two three", "zero one two three four five", 0},
        {"one two three", "zero one 2 three four", 1},
        {"one two three", "zero one three four", 1},
        {"one two three", "a one and two and three b", 2},
        {"one two three", "three", 2},
        {"one two three", "x", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *a = cases[i].a;
        const char *b = cases[i].b;
        assert_int_equal(diff_distance_inside(a, strlen(a), b, strlen(b)), cases[i].distance);
    }
}

static void check_format(const char *a, const char *b, bool colour, const char *want) {
    struct buf out = {0};
    diff_format(a, b, "x.md", colour, &out);
    assert_string_equal(buf_get(&out), want);
    buf_finish(&out);
}

static void test_format(void **state) {
    (void)state;
    check_format("a\nb\n", "a\nb\n", false, "");
    check_format("a\n", "b\n", false, "--- x.md\n+++ x.md\n@@ -1 +1 @@\n-a\n+b\n");
    check_format("", "b", false, "--- x.md\n+++ x.md\n@@ -0,0 +1 @@\n+b\n\\ No newline at end of file\n");
    check_format("a\n", "b\n", true, "--- x.md\n+++ x.md\n@@ -1 +1 @@\n\033[31m-a\033[0m\n\033[32m+b\033[0m\n");
    check_format("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "1\n2\n3\n4\nV\n6\n7\n8\n9\n10\n11\n12\nnew\n", false,
                 "--- x.md\n+++ x.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8\n"
                 "@@ -10,3 +10,4 @@\n 10\n 11\n 12\n+new\n");
    check_format("1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n", false,
                 "--- x.md\n+++ x.md\n@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edits),          cmocka_unit_test(test_random_pairs),
        cmocka_unit_test(test_over_the_limit), cmocka_unit_test(test_match_is_longest),
        cmocka_unit_test(test_distance),       cmocka_unit_test(test_distance_inside),
        cmocka_unit_test(test_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
