/* What is shown of an answer that still comes, cut at every place, is a growing part of what is read at its end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/model/answer.h"
#include "core/model/draft_stream.h"

#include <stdlib.h>
#include <string.h>

static const char *const answers[] = {
    "\"\"\"\nThe draft, with a \"quote\" and \"\"two.\n\nAnd a second paragraph.\n\"\"\"",
    "Sure, here it is:\n\"\"\"\nThe draft.\n\"\"\"\nAnything else?",
    "<think>It could be \"\"\"\nthis\n\"\"\".</think>\n\"\"\"\nThe draft.\n\"\"\"",
    "reasoning without an opening </think>\"\"\"\nGr\xc3\xbc\xc3\x9f"
    "e.\n\"\"\"",
    "\"\"\"The draft on the line of the quotes,\nand more.\"\"\"",
    "\"\"\"All of it on one line.\"\"\"",
    "\"\"\" \n\n\"No,\" he said, behind a blank line.\"\"\"",
};

static void only_the_draft_shows_and_grows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        for (size_t step = 1; step < 9; step++) {
            struct draft_stream stream = {0};
            char *draft = answer_read_draft(answers[i], false, NULL);
            size_t last = 0, len, total = strlen(answers[i]);
            assert_non_null(draft);
            for (size_t at = 0; at < total; at += step) {
                bool more = draft_stream_feed(&stream, answers[i] + at, at + step < total ? step : total - at);
                const char *shown = draft_stream_get(&stream, &len);
                assert_true(more == (len > last));
                last = len;
                if (len > strlen(draft) || memcmp(shown, draft, len) != 0) {
                    fail_msg("answer %zu by %zu shows \"%.*s\" of \"%s\"", i, step, (int)len, shown, draft);
                }
            }
            assert_int_equal(last, strlen(draft)); /* all of it, in the end */
            free(draft);
            draft_stream_finish(&stream);
        }
    }
}

/* A paragraph may be one line: its first words do not wait for the last. */
static void the_first_words_do_not_wait_for_a_line_end(void **state) {
    (void)state;
    struct draft_stream stream = {0};
    size_t len;
    assert_false(draft_stream_feed(&stream, "\"\"\"", 3));
    assert_true(draft_stream_feed(&stream, "The first words", 15));
    assert_memory_equal(draft_stream_get(&stream, &len), "The first words", 15);
    draft_stream_finish(&stream);
}

static void an_answer_can_start_anew(void **state) {
    (void)state;
    struct draft_stream stream = {0};
    size_t len;
    assert_true(draft_stream_feed(&stream, "\"\"\"\nFirst", 9));
    assert_false(draft_stream_feed(&stream, NULL, 0));
    draft_stream_get(&stream, &len);
    assert_int_equal(len, 0);
    assert_true(draft_stream_feed(&stream, "\"\"\"\nSecond", 10));
    assert_memory_equal(draft_stream_get(&stream, &len), "Second", 6);
    draft_stream_finish(&stream);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_draft_shows_and_grows),
        cmocka_unit_test(the_first_words_do_not_wait_for_a_line_end),
        cmocka_unit_test(an_answer_can_start_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
