/* Passages and markup of documents put together at random from the pieces that formats are made of: whatever comes, all
 * places are inside, in order and on borders of characters, and edits of a passage touch that passage alone. */
#include "core/base/buf.h"
#include "core/text/diff.h"
#include "core/text/passage.h"
#include "core/text/token.h"
#include "tests/unit/text/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const pieces[] = {
    "word",
    "Words",
    "a",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "    ",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "[ ] ",
    "# ",
    "## ",
    "===\n",
    "---\n",
    "***\n",
    "```\n",
    "~~~\n",
    "*",
    "**",
    "_",
    "`",
    "``",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "][",
    "[a]: b\n",
    "[^1]: ",
    "[^1]",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<div>\n",
    "&amp;",
    "\\",
    "\\*",
    "$",
    "$$",
    "http://a.b",
    "a@b.c",
    "@x",
    "#12",
    "3.5",
    "|",
    "|-|\n",
    "a|b\n",
    "\u00e9",
    "\u2014",
    "\u6f22",
    "\u0301",
    "\xf0\x9f\x98\x80",
    ".",
    "!",
    "\"",
    "'",
    "\\begin{document}\n",
    "\\begin{equation}",
    "\\end{equation}",
    "\\begin{figure}",
    "\\end{figure}",
    "\\item ",
    "\\section{",
    "\\caption{",
    "\\emph{",
    "{",
    "}",
    "\\cite{a}",
    "\\[",
    "\\]",
    "\\(",
    "\\verb|",
    "%",
    "\\\\",
    "\\end{document}",
    "From: a\n",
    "Subject: b\n",
    "On x wrote:\n",
    "-- \n",
    "# x\n",
    "A-b: c\n",
    ">8 ---",
    "+++\n",
    "...\n",
    "<a\nhref='x'>",
    "\"t\"",
    "\xc2\xa0",
    "{#a .b}",
    ":::\n",
};

static const enum format formats[] = {FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_LATEX, FORMAT_MAIL, FORMAT_COMMIT};

static void append_pieces(struct random *random, size_t most, struct buf *out) {
    for (size_t i = random_below(random, most); i > 0; i--) {
        buf_append_text(out, random_pick(random, pieces, sizeof pieces / sizeof *pieces));
    }
}

static void assert_border(const char *data, size_t len, size_t offset) {
    assert_true(offset <= len);
    assert_true(offset == len || ((unsigned char)data[offset] & 0xc0) != 0x80);
}

static void assert_markup_sound(const char *data, size_t len, enum format format) {
    struct markups markups = {0};
    markup_find(data, len, format, &markups);
    size_t behind = 0;
    for (size_t i = 0; i < markups.count; i++) {
        struct span span = markups.items[i].span;
        assert_true(span.start >= behind && span.start < span.end);
        assert_border(data, len, span.start);
        assert_border(data, len, span.end);
        behind = span.end;
    }
    markups_finish(&markups);
}

static void assert_prose_sound(const struct passage *passage, const char *data, enum format format) {
    struct spans prose = {0};
    passage_find_prose(passage, data, format, &prose);
    size_t behind = 0;
    size_t line = 0;
    for (size_t i = 0; i < prose.count; i++) {
        struct span span = prose.items[i];
        assert_true(span.start >= behind && span.start < span.end);
        behind = span.end;
        while (line < passage->lines.count && passage->lines.items[line].end < span.end) {
            line++;
        }
        assert_true(line < passage->lines.count && passage->lines.items[line].start <= span.start);
    }
    spans_finish(&prose);
}

static void assert_passage_sound(const struct passage *passage, const char *data, size_t len) {
    size_t behind = passage->span.start;
    assert_true(passage->lines.count > 0);
    assert_int_equal(passage->lines.items[0].start, passage->span.start);
    for (size_t i = 0; i < passage->lines.count; i++) {
        struct span line = passage->lines.items[i];
        assert_true(line.start >= behind && line.start < line.end);
        assert_border(data, len, line.start);
        assert_border(data, len, line.end);
        assert_null(memchr(data + line.start, '\n', line.end - line.start));
        behind = line.end;
    }
    assert_int_equal(behind, passage->span.end);
    assert_true(passage->reach.start <= passage->span.start && passage->span.end <= passage->reach.end);
}

/* Rewrites the passage at random; nothing outside of it may change, and line by line its start stays. */
static void check_rewrite(struct random *random, const struct passage *passage, const char *data, size_t len) {
    size_t text_len;
    char *text = passage_copy_text(passage, data, &text_len);
    struct buf answer = {0};
    size_t cut = random_below(random, text_len + 1);
    while (cut < text_len && ((unsigned char)text[cut] & 0xc0) == 0x80) {
        cut++;
    }
    buf_append(&answer, text, random_below(random, 2) ? cut : 0);
    append_pieces(random, 5, &answer);
    buf_append(&answer, text + cut, text_len - cut);
    struct edits edits = {0};
    struct edits mapped = {0};
    diff_words(text, text_len, buf_get(&answer), answer.len, &edits);
    passage_map_edits(passage, &edits, &mapped);
    for (size_t i = 0; i < mapped.count; i++) {
        assert_true(mapped.items[i].span.start >= passage->span.start);
        assert_true(mapped.items[i].span.end <= passage->span.end);
    }
    size_t new_len;
    char *new = edits_apply(&mapped, data, len, &new_len);
    assert_memory_equal(new, data, passage->span.start);
    size_t tail = len - passage->span.end;
    assert_memory_equal(new + new_len - tail, data + passage->span.end, tail);
    free(new);
    free(text);
    buf_finish(&answer);
    edits_finish(&edits);
    edits_finish(&mapped);
}

static void check_document(struct random *random, const char *data, size_t len, enum format format) {
    struct passages passages = {0};
    passages_find(data, len, format, &passages);
    size_t behind = 0;
    for (size_t i = 0; i < passages.count; i++) {
        const struct passage *passage = &passages.items[i];
        assert_true(passage->span.start >= behind && passage->reach.start >= behind);
        behind = passage->reach.end;
        assert_true(behind <= len);
        assert_passage_sound(passage, data, len);
        assert_prose_sound(passage, data, format);
        check_rewrite(random, passage, data, len);
        size_t offset = passage->span.start + random_below(random, passage->span.end - passage->span.start);
        assert_ptr_equal(passages_find_at(&passages, offset), passage);
    }
    assert_markup_sound(data, len, format);
    passages_finish(&passages);
}

static void test_random_documents(void **state) {
    (void)state;
    struct random random = {20231123};
    for (int round = 0; round < 4000; round++) {
        struct buf document = {0};
        append_pieces(&random, 60, &document);
        check_document(&random, buf_get(&document), document.len, formats[round % 5]);
        buf_finish(&document);
    }
}

/* Signs instead of pieces: nothing that looks like anything. */
static void test_random_signs(void **state) {
    (void)state;
    static const char signs[] = " \n\t\r*_`~[]()<>!#-+=|\\$%&{}@:.,;'\"^ab1\x01\x7f";
    struct random random = {777};
    for (int round = 0; round < 3000; round++) {
        struct buf document = {0};
        for (size_t i = random_below(&random, 120); i > 0; i--) {
            buf_append_char(&document, signs[random_below(&random, sizeof signs)]); /* its NUL, too */
        }
        check_document(&random, buf_get(&document), document.len, formats[round % 5]);
        buf_finish(&document);
    }
}

/* Puts "> " in front of every line. */
static void quote(const struct buf *text, struct buf *out) {
    for (size_t i = 0; i < text->len; i++) {
        buf_append_text(out, i == 0 || text->data[i - 1] == '\n' ? "> " : "");
        buf_append_char(out, text->data[i]);
    }
}

/* Checks the prefixes and takes them off in place. */
static void unquote(char *text) {
    char *out = text;
    for (char *from = text; *from;) {
        assert_true(from[0] == '>' && from[1] == ' ' && from[2] != '\n' && from[2] != '\0');
        for (from += 2; *from && (*out++ = *from++) != '\n';) {
        }
    }
    *out = '\0';
}

static void check_quoted_rewrite(const struct buf *text, const struct buf *wanted) {
    struct buf document = {0};
    quote(text, &document);
    struct passages passages = {0};
    passages_find(buf_get(&document), document.len, FORMAT_MARKDOWN, &passages);
    assert_int_equal(passages.count, 1);
    size_t len;
    char *seen = passage_copy_text(&passages.items[0], buf_get(&document), &len);
    struct edits edits = {0};
    struct edits mapped = {0};
    diff_words(seen, len, buf_get(wanted), wanted->len, &edits);
    passage_map_edits(&passages.items[0], &edits, &mapped);
    char *changed = edits_apply(&mapped, buf_get(&document), document.len, NULL);
    unquote(changed);
    assert_int_equal(diff_distance(changed, strlen(changed), buf_get(wanted), wanted->len), 0);
    free(changed);
    free(seen);
    edits_finish(&edits);
    edits_finish(&mapped);
    passages_finish(&passages);
    buf_finish(&document);
}

/* Words come and go in a quoted paragraph: it stays quoted, without empty lines, and says what was wanted. */
static void test_mapped_edits_do_what_edits_do(void **state) {
    (void)state;
    static const char *const words[] = {"one ", "two ", "three\n", "four. ", "five, ", "six\n", "seven "};
    struct random random = {4711};
    for (int round = 0; round < 2000; round++) {
        struct buf text = {0};
        struct buf wanted = {0};
        for (size_t i = 2 + random_below(&random, 20); i > 0; i--) {
            const char *word = random_pick(&random, words, sizeof words / sizeof *words);
            buf_append_text(&text, word);
            buf_append_text(&wanted, random_below(&random, 3) ? word : "");
            buf_append_text(&wanted, random_below(&random, 4) ? "" : "new\n");
        }
        buf_append_text(&text, "end");
        buf_append_text(&wanted, "end");
        check_quoted_rewrite(&text, &wanted);
        buf_finish(&text);
        buf_finish(&wanted);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_documents),
        cmocka_unit_test(test_random_signs),
        cmocka_unit_test(test_mapped_edits_do_what_edits_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
