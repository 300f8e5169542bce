/* Hints in a document that goes on changing: each stands at its passage, or is gone. */
#include "lsp/hint_list.h"

#include "core/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/text/random.h"

enum { PASSAGES = 12, LEN = 20, ROUNDS = 200, CHANGES = 30 };

static struct document *document;
static struct hint_list *list;
static int64_t last_id;

static void set_up(void) {
    struct buf text = {0};
    for (int i = 0; i < PASSAGES; i++)
        buf_printf(&text, "Passage %02d, it is so.\n\n", i);
    document = document_create("a.md", "markdown", buf_get(&text), text.len);
    list = hint_list_create(1, document_get_revision(document));
    last_id = 0;
    buf_finish(&text);
}

static void tear_down(void) {
    hint_list_destroy(list);
    document_destroy(document);
}

/* What a look at the document as it is now would find: every passage that still reads as one. */
static bool look(uint64_t number) {
    struct hint found[PASSAGES * 2];
    const char *data = text_get_data(document_get_text(document));
    size_t count = 0;
    hint_list_mark(list, number, (struct span){0, SIZE_MAX}, NULL);
    for (const char *at = data; (at = strstr(at, "Passage ")) && count < PASSAGES; at += 8) {
        size_t start = (size_t)(at - data);
        if (strlen(at) < LEN + 1 || memcmp(at + 10, ", it is so.", 11) != 0)
            continue;
        found[count] = (struct hint){.span = {start + 12, start + 17},
                                     .passage = {start, start + LEN + 1},
                                     .text = mem_copy(at, LEN + 1),
                                     .preference = 3,
                                     .wanted = "Use contractions."};
        edits_add(&found[count++].change, start + 12, start + 17, "it's", 4);
    }
    const struct hints hints = {found, count, NULL};
    bool told = hint_list_take_over(list, number, &hints, &last_id);
    for (size_t i = 0; i < count; i++) {
        free((char *)found[i].text);
        edits_finish(&found[i].change);
    }
    return told;
}

static void check(void) {
    const char *data = text_get_data(document_get_text(document));
    size_t behind = 0, len = text_get_len(document_get_text(document));
    for (size_t i = 0; i < list->count; i++) {
        const struct shown_hint *hint = &list->items[i];
        assert_true(hint->passage.start >= behind && hint->passage.end <= len);
        behind = hint->passage.end;
        assert_memory_equal(data + hint->passage.start, hint->text, LEN + 1);
        assert_memory_equal(data + hint->span.start, "it is", 5);
        assert_int_equal(hint->span.end - hint->span.start, 5);
        assert_int_equal(hint->change.items[0].span.start, hint->span.start);
        assert_ptr_equal(hint_list_find_at(list, hint->passage.start + 3), hint);
        assert_ptr_equal(hint_list_find(list, hint->id), hint);
    }
}

static void they_follow_the_text(void **state) {
    (void)state;
    struct random random = {7};
    size_t stayed = 0, went = 0;
    for (int round = 0; round < ROUNDS; round++) {
        set_up();
        assert_true(look(1));
        assert_int_equal(list->count, PASSAGES);
        for (int i = 0; i < CHANGES; i++) {
            struct error error = {0};
            size_t len = text_get_len(document_get_text(document)), before = list->count;
            size_t start = random_below(&random, len + 1), gone = random_below(&random, 4);
            static const char *const texts[] = {"", "x", "\n\n", "it is", "Passage 77, it is so."};
            const char *text = texts[random_below(&random, 5)];
            assert_true(
                document_change(document, start, start + gone < len ? start + gone : len, text, strlen(text), &error));
            bool some_went = hint_list_move(list, document);
            assert_int_equal(some_went, list->count < before);
            check();
        }
        stayed += list->count;
        went += PASSAGES - list->count;
        look(2);
        check();
        assert_false(look(3)); /* nothing new */
        tear_down();
    }
    assert_true(stayed > ROUNDS && went > ROUNDS);
}

static void what_was_not_looked_at_stays(void **state) {
    (void)state;
    set_up();
    look(1);
    int64_t first = list->items[0].id;
    const struct hints none = {NULL, 0, NULL};
    const struct span skip = list->items[4].passage;
    hint_list_mark(list, 2, (struct span){0, list->items[5].passage.start}, &skip);
    assert_true(hint_list_take_over(list, 2, &none, &last_id));
    assert_int_equal(list->count, PASSAGES - 5);
    assert_int_equal(list->items[0].id, first + 4);
    assert_false(hint_list_take_over(list, 9, &none, &last_id));
    assert_null(hint_list_find(list, first));
    assert_null(hint_list_find(NULL, first));
    tear_down();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_follow_the_text),
        cmocka_unit_test(what_was_not_looked_at_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
