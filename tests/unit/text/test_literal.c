/* What is no word of prose: pieces, and whole passages. */
#include "core/text/literal.h"

#include "core/base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The literals of the text, with a bar between. The caller frees. */
static char *find(const char *text) {
    struct spans found = {0};
    struct buf out = {0};
    literals_find(text, 0, strlen(text), &found);
    for (size_t i = 0; i < found.count; i++) {
        buf_append_text(&out, i ? "|" : "");
        buf_append(&out, text + found.items[i].start, found.items[i].end - found.items[i].start);
    }
    spans_finish(&found);
    return buf_take(&out);
}

static void pieces(void **state) {
    (void)state;
    static const struct {
        const char *text, *literals;
    } rows[] = {
        {"Open src/center/color.txt with --color=center or color_center.",
         "src/center/color.txt|--color=center|color_center"},
        {"Call colorAll(text) and foo.bar(), or (see it).", "colorAll(text)|foo.bar()"},
        {"The :grey_heart: and :smile: of #grey, ^grey, {#grey} and v1.2.3-rc.",
         ":grey_heart:|:smile:|#grey|^grey|{#grey}|v1.2.3-rc"},
        {"See C:\\grey, a|b, x=y, <file>, $HOME, 50%, R&D and AT&T.", "C:\\grey|a|b|x=y|<file>|$HOME|R&D|AT&T"},
        {"He is 6'2\" tall, on the 3rd at 9am, 5%, 1,000 or 14:05.", "6'2\""},
        {"It isn't self-centred, e.g. at 5 p.m. (\"quoted\"), or 'single'.", ""},
        {"A dash -- or a close one--two, a trail... and one\xe2\x80\x94two.", ""},
        {"A mode of r--rw-rw- and -m 755.", "r--rw-rw-|-m"},
        {"GitHub and iPhone are names; utf8 and 8a2f are more.", "GitHub|iPhone|utf8|8a2f"},
        {"insertions(+), deletions(-)", "insertions(+)|deletions(-)"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *got = find(rows[i].text);
        assert_string_equal(got, rows[i].literals);
        free(got);
    }
}

static bool is_licence(const char *text) {
    return literal_is_licence(text, strlen(text));
}

static bool is_record(const char *text) {
    return literal_is_record(text, strlen(text));
}

static bool is_prose(const char *text) {
    return literal_is_prose(text, strlen(text));
}

static void passages(void **state) {
    (void)state;
    assert_true(is_licence("Permission is hereby\ngranted, free of charge, to any person"));
    assert_true(is_licence("THE SOFTWARE COMES WITHOUT ANY PROMISE AT ALL"));
    assert_true(is_licence("(c) and all rights reserved."));
    assert_false(is_licence("You may use it as you like. NASA and ESA do."));
    assert_true(is_record("2024-01-05 10:00:01 ERROR can't open\n2024-01-05 10:00:02 WARN don't"));
    assert_true(is_record("[10:00:01.200] it is late"));
    assert_true(is_record("From: Jo\nSubject: color of the center\nX-Color: grey"));
    assert_true(is_record("Reading files::   How it is done."));
    assert_true(is_record("-- Macro: .color name"));
    assert_false(is_record("Use std::color for it."));
    assert_false(is_record("Note: it is late."));
    assert_false(is_record("From here: it is late.\nTo: it is not."));
    assert_false(is_record("10 boats came, and 12:30 is late."));
    assert_true(is_prose("The boat is old, and the harbour is small."));
    assert_true(is_prose("Das Boot ist alt, und der Hafen ist klein."));
    assert_true(is_prose("Hello Ann"));
    assert_false(is_prose("5 files changed, 8 insertions(+), 8 deletions(-)"));
    assert_false(is_prose("name    color    center\nred     grey     left"));
    assert_false(is_prose("boat [--grey] [--center=<n>] <file>..."));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces),
        cmocka_unit_test(passages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
