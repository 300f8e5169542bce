/* Words and sentences, as tables: the text, and its pieces parted by "|". */
#include "core/base/buf.h"
#include "core/text/words.h"
#include "tests/unit/text/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef void find_function(const char *data, size_t len, struct spans *out);

static void check(find_function *find, const char *text, const char *want) {
    struct spans spans = {0};
    find(text, strlen(text), &spans);
    struct buf joined = {0};
    for (size_t i = 0; i < spans.count; i++) {
        buf_append_text(&joined, i ? "|" : "");
        buf_append(&joined, text + spans.items[i].start, spans.items[i].end - spans.items[i].start);
    }
    assert_string_equal(buf_get(&joined), want);
    buf_finish(&joined);
    spans_finish(&spans);
}

static void test_words(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {" .,! ", ""},
        {"I don't know.", "I|don't|know"},
        {"don\u2019t well-kept 3.5", "don\u2019t|well-kept|3.5"},
        {"the dogs' bone -- 'quoted' end-", "the|dogs|bone|quoted|end"},
        {"1,000 or 1, 2", "1,000|or|1|2"},
        {"e.g. this", "e.g|this"},
        {"na\u00efve cafe\u0301 \u00c9cole", "na\u00efve|cafe\u0301|\u00c9cole"},
        {"\u6f22\u5b57 ok", "\u6f22|\u5b57|ok"},
        {"snake_case a/b", "snake|case|a|b"},
        {"a--b x", "a|b|x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(words_find, cases[i][0], cases[i][1]);
    }
    assert_int_equal(words_count("one two, three", 14), 3);
}

static void test_sentences(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"  \n ", ""},
        {"One. Two! Three? Four", "One.|Two!|Three?|Four"},
        {"  One.  Two.  \n", "One.|Two."},
        {"Dr. Who met J. Smith. They left.", "Dr. Who met J. Smith.|They left."},
        {"Fruit, e.g. apples. And i.e. pears.", "Fruit, e.g. apples.|And i.e. pears."},
        {"It costs 3.50 today. Fine.", "It costs 3.50 today.|Fine."},
        {"Well... yes. Well... Yes.", "Well... yes.|Well...|Yes."},
        {"Well\u2026 yes\u2026 Then", "Well\u2026 yes\u2026|Then"},
        {"\"Why?\" he asked. (So he did.) End", "\"Why?\" he asked.|(So he did.)|End"},
        {"\u201cGo.\u201d She went.", "\u201cGo.\u201d|She went."},
        {"apples, pears, etc. and so on. Apples, etc. Then on.",
         "apples, pears, etc. and so on.|Apples, etc.|Then on."},
        {"See no. 5 there. He said no. Then left.", "See no. 5 there.|He said no.|Then left."},
        {"So did I. Then he did.", "So did I.|Then he did."},
        {"i went home. then i slept.", "i went home.|then i slept."},
        {"A heading\n\nA line\nand more. End.", "A heading|A line\nand more.|End."},
        {"A heading  \n \t\n  A line", "A heading|A line"},
        {"One.\r\n\r\nTwo\r\nthree", "One.|Two\r\nthree"},
        {"What?! No way. 1. item", "What?!|No way.|1. item"},
        {"**Bold.** Next one.", "**Bold.**|Next one."},
        {"\u4f60\u597d\u3002\u518d\u89c1\u3002", "\u4f60\u597d\u3002|\u518d\u89c1\u3002"},
        {"At 5 p.m. we met. At 5 p.m. We met.", "At 5 p.m. we met.|At 5 p.m.|We met."},
        {"Use foo.bar now. Ok", "Use foo.bar now.|Ok"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(sentences_find, cases[i][0], cases[i][1]);
    }
}

static void assert_sound(const struct spans *spans, const char *data, size_t len) {
    size_t behind = 0;
    for (size_t i = 0; i < spans->count; i++) {
        assert_true(spans->items[i].start >= behind);
        assert_true(spans->items[i].start < spans->items[i].end);
        behind = spans->items[i].end;
        assert_true(behind <= len);
        assert_int_not_equal(data[spans->items[i].start] & 0xc0, 0x80);
        assert_true(behind == len || ((unsigned char)data[behind] & 0xc0) != 0x80);
    }
}

static void test_random_text(void **state) {
    (void)state;
    static const char *const pieces[] = {"a",    "Z",   ".",      "...",    "!",      "?",      " ",  "\n", "\r\n",
                                         "\"",   ")",   "\u2019", "\u2026", "\u3002", "5",      "-",  "'",  ",",
                                         "e.g.", "Dr.", "\t",     "\u00e9", "\u0301", "\u6f22", "no", "(a", "\u00a0"};
    struct random random = {424242};
    for (int round = 0; round < 2000; round++) {
        struct buf text = {0};
        for (size_t i = random_below(&random, 40); i > 0; i--) {
            buf_append_text(&text, random_pick(&random, pieces, sizeof pieces / sizeof *pieces));
        }
        struct spans words = {0};
        struct spans sentences = {0};
        words_find(buf_get(&text), text.len, &words);
        sentences_find(buf_get(&text), text.len, &sentences);
        assert_sound(&words, buf_get(&text), text.len);
        assert_sound(&sentences, buf_get(&text), text.len);
        assert_int_equal(words.count, words_count(buf_get(&text), text.len));
        for (size_t i = 0; i < words.count; i++) { /* no word outside of a sentence */
            assert_true(spans_touch(&sentences, words.items[i].start, words.items[i].end));
        }
        spans_finish(&words);
        spans_finish(&sentences);
        buf_finish(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_random_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
