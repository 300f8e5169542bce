/* What counts as typed: one row for each way in which text comes into an editor. */
#include "core/document/typing.h"

#include "core/document/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char prose[] =
    "The lamp is lit at dusk, and whoever has the watch writes the hour into the book beside the stove. Nobody goes up "
    "alone in a storm. In the morning the glass is washed with rain water, the wick is cut, and the brass is rubbed "
    "until it shines; then the keeper sleeps, and the boats find their own way home. ";

struct desk {
    struct document *document;
    struct typist typist;
    int64_t now_ms;
    size_t at; /* of prose */
};

static void desk_open(struct desk *desk, bool has_keys) {
    *desk = (struct desk){.now_ms = 1000000};
    desk->typist.keys = has_keys ? 100 : 0;
    desk->document = document_create("a.md", "markdown", "", 0);
    document_set_typist(desk->document, &desk->typist);
    document_begin_message(desk->document, desk->now_ms);
}

static void send(struct desk *desk, int64_t pause_ms) {
    desk->now_ms += pause_ms;
    document_begin_message(desk->document, desk->now_ms);
}

static void put(struct desk *desk, size_t len) {
    size_t end = text_get_len(document_get_text(desk->document));
    assert_true(document_change(desk->document, end, end, prose + desk->at, len, NULL));
    desk->at += len;
}

/* The share of the text that counts as typed, in per cent. */
static size_t count_typed(const struct desk *desk) {
    size_t len = text_get_len(document_get_text(desk->document));
    return origins_count(document_get_origins(desk->document), 0, len, ORIGIN_TYPED) * 100 / len;
}

static size_t hash_step(size_t k) {
    return (k * 2654435761u) >> 7;
}

/* Messages of so many characters, so many milliseconds apart, give or take a third. */
static size_t stream(size_t characters, int64_t pause_ms, size_t total, bool has_keys, int64_t first_pause_ms) {
    struct desk desk;
    desk_open(&desk, has_keys);
    for (size_t k = 0; desk.at < total; k++) {
        size_t len = characters < total - desk.at ? characters : total - desk.at;
        int64_t jitter = pause_ms ? (int64_t)(hash_step(k) % (size_t)(pause_ms * 2 / 3 + 1)) - pause_ms / 3 : 0;
        send(&desk, k ? pause_ms + jitter : first_pause_ms);
        put(&desk, len);
    }
    size_t typed = count_typed(&desk);
    document_destroy(desk.document);
    return typed;
}

/* As models do: a token is a word with the space before it, long ones in two. */
static size_t stream_tokens(int64_t pause_ms, size_t total) {
    struct desk desk;
    desk_open(&desk, true);
    while (desk.at < total) {
        size_t len = 1;
        while (prose[desk.at + len] != ' ' && len < 7)
            len++;
        send(&desk, desk.at ? pause_ms : 30000);
        put(&desk, len);
    }
    size_t typed = count_typed(&desk);
    document_destroy(desk.document);
    return typed;
}

static void ways_in(void **state) {
    static const struct {
        const char *name;
        size_t characters;
        int64_t pause_ms;
        size_t total;
        bool has_keys;
        int64_t first_pause_ms;
        size_t at_least, at_most; /* per cent typed */
    } ways[] = {
        {"40 words a minute", 1, 300, 280, true, 500, 100, 100},
        {"120 words a minute", 1, 100, 280, true, 500, 100, 100},
        {"120 words a minute, sent twice a second", 5, 500, 280, true, 500, 100, 100},
        {"120 words a minute, sent every 150 ms", 2, 190, 280, true, 500, 100, 100},
        {"a key held, then typing", 1, 33, 24, true, 500, 100, 100},
        {"a word completed by the editor", 12, 900, 12, true, 900, 100, 100},
        {"a paste of 21 characters", 21, 0, 21, true, 60000, 0, 0},
        {"a paste of 95 characters", 95, 0, 95, true, 60000, 0, 0},
        {"a paste of 280 characters", 280, 0, 280, true, 300000, 0, 0},
        {"a paste where no key was ever seen", 95, 0, 95, false, 60000, 0, 0},
        {"an assistant, 1 character at a time", 1, 8, 280, true, 60000, 0, 0},
        {"an assistant, 4 characters at a time", 4, 40, 280, true, 60000, 0, 0},
        {"an assistant, 15 characters at a time", 15, 150, 280, true, 60000, 0, 0},
        {"an assistant, 30 characters at a time", 30, 2000, 270, true, 60000, 0, 0},
        {"an assistant, 90 characters at a time", 90, 5000, 270, true, 60000, 0, 0},
        {"dictation, a phrase at a time", 28, 4000, 280, true, 4000, 0, 0},
        {"whole insertions, at the speed of fingers", 60, 8000, 280, false, 8000, 35, 100},
    };
    (void)state;
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        size_t typed =
            stream(ways[k].characters, ways[k].pause_ms, ways[k].total, ways[k].has_keys, ways[k].first_pause_ms);
        print_message("%3zu %% typed: %s\n", typed, ways[k].name);
        if (typed < ways[k].at_least || typed > ways[k].at_most)
            fail_msg("%s: %zu %% typed", ways[k].name, typed);
    }
}

static void tokens_are_no_typing(void **state) {
    static const int64_t pauses_ms[] = {10, 50, 100, 200, 400};
    (void)state;
    for (size_t k = 0; k < sizeof pauses_ms / sizeof *pauses_ms; k++)
        assert_int_equal(stream_tokens(pauses_ms[k], 280), 0);
}

/* Kana are typed in letters and put in as a phrase; Hangul come a syllable at a time. */
static void an_input_method(void **state) {
    static const char *const phrases[] = {"灯台は",     "夕方に",   "明かりを", "つけて", "、",     "夜が",
                                          "明けるまで", "番をする", "。",       "朝には", "硝子を", "雨水で",
                                          "洗って",     "、",       "それから", "眠る",   "。"};
    struct desk desk;
    (void)state;
    desk_open(&desk, true);
    for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++) {
        size_t end = text_get_len(document_get_text(desk.document));
        send(&desk, 700);
        assert_true(document_change(desk.document, end, end, phrases[k], strlen(phrases[k]), NULL));
    }
    assert_int_equal(count_typed(&desk), 100);
    document_destroy(desk.document);
}

/* An editor that sends its keys one by one, but a lot of them at once: Emacs waits until nothing was typed for a while.
 */
static void keys_in_one_message(void **state) {
    struct desk desk;
    (void)state;
    desk_open(&desk, true);
    for (size_t k = 0; k < 3; k++) {
        send(&desk, 9000);
        for (size_t key = 0; key < 90; key++)
            put(&desk, 1);
    }
    assert_int_equal(count_typed(&desk), 100);
    send(&desk, 500);
    for (size_t key = 0; key < 20; key++)
        put(&desk, 1);
    assert_int_equal(count_typed(&desk), 100);
    document_destroy(desk.document);
}

/* A key at many cursors is one key. */
static void several_cursors(void **state) {
    struct desk desk;
    (void)state;
    desk_open(&desk, true);
    assert_true(document_change(desk.document, 0, 0, "aaaaaaaaaaaaaaaaaaaa", 20, NULL));
    for (size_t k = 0; k < 30; k++) {
        send(&desk, 120);
        for (size_t cursor = 20; cursor-- > 0;)
            assert_true(document_change(desk.document, cursor * (k + 1) + 1, cursor * (k + 1) + 1, prose + k, 1, NULL));
    }
    assert_int_equal(count_typed(&desk), 100);
    document_destroy(desk.document);
}

static void the_persons_word_counts(void **state) {
    struct desk desk;
    (void)state;
    desk_open(&desk, true);
    send(&desk, 5000);
    put(&desk, 100);
    assert_int_equal(count_typed(&desk), 0);
    document_claim(desk.document, 0, 50);
    assert_int_equal(count_typed(&desk), 50);
    desk.typist.rule = TYPING_BY_SIZE;
    send(&desk, 0);
    put(&desk, 100);
    assert_int_equal(count_typed(&desk), 75);
    document_destroy(desk.document);
}

/* Text that comes back by undo is what it was, however fast. */
static void undo_is_no_paste(void **state) {
    struct desk desk;
    (void)state;
    desk_open(&desk, true);
    for (size_t k = 0; k < 60; k++) {
        send(&desk, 100);
        put(&desk, 1);
    }
    for (size_t k = 60; k-- > 0;) {
        send(&desk, 1);
        assert_true(document_change(desk.document, k, k + 1, "", 0, NULL));
    }
    for (size_t k = 0; k < 60; k++) {
        send(&desk, 1);
        assert_true(document_change(desk.document, k, k, prose + k, 1, NULL));
    }
    assert_int_equal(count_typed(&desk), 100);
    document_destroy(desk.document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_in),
        cmocka_unit_test(tokens_are_no_typing),
        cmocka_unit_test(keys_in_one_message),
        cmocka_unit_test(an_input_method),
        cmocka_unit_test(several_cursors),
        cmocka_unit_test(the_persons_word_counts),
        cmocka_unit_test(undo_is_no_paste),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
