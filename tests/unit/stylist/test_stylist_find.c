/* Where a text breaks a preference, and that a writer's own texts break next to none of their habits. */
#include "core/stylist/stylist.h"
#include "core/text/format.h"

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/text/passage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "no", "whole", or the places, with a bar between. The caller frees. */
static char *find(const char *text, enum format format, const char *preference) {
    struct spans places = {0};
    struct buf out = {0};
    bool breaks = stylist_find_breaks(text, format, preference, &places);
    assert_true(breaks || places.count == 0);
    buf_append_text(&out, !breaks ? "no" : places.count ? "" : "whole");
    for (size_t i = 0; i < places.count; i++) {
        buf_append_text(&out, i ? "|" : "");
        buf_append(&out, text + places.items[i].start, places.items[i].end - places.items[i].start);
    }
    spans_finish(&places);
    return buf_take(&out);
}

static void places(void **state) {
    (void)state;
    static const struct {
        const char *text, *preference, *expected;
    } rows[] = {
        {"It is late and we do not know why.", "Use contractions.", "It is|do not"},
        {"It's late and we don't know why.", "Use contractions.", "no"},
        {"It's late and we don't know why.", "Avoid contractions.", "It's|don't"},
        {"It's late, it isn't cold, and we do not know why.", "Use contractions.", "no"}, /* mostly as wished */
        {"The colour of the door.", "Use American spelling.", "colour"},
        {"We sell apples, pears and plums.", "Use the Oxford comma.", "pears"},
        {"Go there right now! You must run to it!", "Avoid exclamation marks.", "!|!"},
        {"One here. Two there.", "Put two spaces between sentences.", "here."},
        {"She said \"it is late\" and left.", "Use contractions.", "no"},
        {"Run `it is` and [do not](it_is.md).", "Use contractions.", "do not"},
        /* What is wished for and merely absent breaks nothing. */
        {"The lamp stands in the hall and burns all night, in summer and in winter.", "Use exclamation marks.", "no"},
        {"The lamp stands in the hall and burns all night, in summer and in winter.", "Use contractions.", "no"},
        {"It is late.", "Use more metaphors from sailing.", "no"},
        {"", "Use contractions.", "no"},
        {" ", "Put two spaces between sentences.", "no"},
        /* No place can be told: once says little, and twice is clear. */
        {"Why is the lamp in the hall, and who put it there?", "Avoid questions.", "no"},
        {"Why is the lamp in the hall? Who put it there?", "Avoid questions.", "whole"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *got = find(rows[i].text, FORMAT_MARKDOWN, rows[i].preference);
        if (strcmp(got, rows[i].expected) != 0)
            fail_msg("%s: %s\n  got %s, not %s", rows[i].preference, rows[i].text, got, rows[i].expected);
        free(got);
    }
}

static void opposed(void **state) {
    (void)state;
    assert_true(stylist_are_opposed("Use contractions.", "Write out contractions in full."));
    assert_false(stylist_are_opposed("Use contractions.", "Use contractions where natural."));
    assert_false(stylist_are_opposed("Use contractions.", "Use British spelling."));
    assert_false(stylist_are_opposed("Use contractions.", "Use more metaphors from sailing."));
}

/* --- four invented writers: tests/data/writers --- */

static char *read_file(const char *path) {
    struct buf text = {0};
    struct error error = {0};
    if (!path_read(path, LIMIT_DOCUMENT_BYTES, &text, &error))
        fail_msg("%s", error.text);
    return buf_take(&text);
}

static const char *find_sentence(const cJSON *habit) {
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i);
        for (size_t value = 0; value < trait_count_values(trait); value++)
            if (!strcmp(trait_get_id(trait), json_get_text(habit, "trait")) &&
                !strcmp(trait_get_value_id(trait, value), json_get_text(habit, "value")))
                return trait_get_preference(trait, value);
    }
    fail_msg("no such habit");
    return NULL;
}

static bool breaks_any(const char *text, enum format format, const cJSON *habits) {
    const cJSON *habit;
    cJSON_ArrayForEach(habit, habits) {
        struct spans spans = {0};
        bool breaks = stylist_find_breaks(text, format, find_sentence(habit), &spans);
        spans_finish(&spans);
        if (breaks)
            return true;
    }
    return false;
}

static void count(const char *path, enum format format, const cJSON *habits, int *passages_count, int *breaks) {
    char *data = read_file(path);
    struct passages passages = {0};
    passages_find(data, strlen(data), format, &passages);
    for (size_t i = 0; i < passages.count; i++) {
        size_t len;
        char *text = passage_copy_text(&passages.items[i], data, &len);
        ++*passages_count;
        *breaks += breaks_any(text, format, habits);
        free(text);
    }
    passages_finish(&passages);
    free(data);
}

static void own_texts_break_next_to_nothing(void **state) {
    (void)state;
    static const char *const writers[] = {"henrike", "maren", "ruben", "tobias"};
    int own = 0, own_breaks = 0, others = 0, other_breaks = 0;
    for (size_t i = 0; i < 4; i++) {
        char *path = mem_format("tests/data/writers/%s/habits.json", writers[i]);
        char *json = read_file(path);
        cJSON *writer = json_parse(json, strlen(json), NULL);
        enum format format = format_find(json_get_text(writer, "format"), NULL);
        for (int document = 1; document <= 12; document++) {
            char *after = mem_format("tests/data/writers/%s/%02d.after", writers[i], document);
            count(after, format, json_get(writer, "habits"), &own, &own_breaks);
            /* A text of somebody else, of the same kind. */
            char *other = mem_format("tests/data/writers/%s/%02d.after", writers[(i + 1) % 4], document);
            count(other, format, json_get(writer, "habits"), &others, &other_breaks);
            free(after);
            free(other);
        }
        cJSON_Delete(writer);
        free(json);
        free(path);
    }
    print_message("own passages that break a habit: %d of %d; somebody else's: %d of %d\n", own_breaks, own,
                  other_breaks, others);
    assert_true(own > 400 && own_breaks * 100 <= own);
    assert_true(other_breaks * 4 >= others);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places),
        cmocka_unit_test(opposed),
        cmocka_unit_test(own_texts_break_next_to_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
