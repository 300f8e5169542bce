/* Edits that would change the structure of the document around them are dropped, and no others. */
#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/guard/shape.h"
#include "core/text/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* Each "{old|new}" of the text is an edit. Returns what is left of them, written out. */
static char *keep(const char *format, const char *marked, size_t *dropped) {
    struct buf text = {0};
    struct edits edits = {0};
    for (const char *c = marked; *c;) {
        if (strncmp(c, "{{", 2) != 0) {
            buf_append_char(&text, *c++);
            continue;
        }
        const char *bar = strstr(c, "||"), *end = strstr(c, "}}");
        edits_add(&edits, text.len, text.len + (size_t)(bar - c) - 2, bar + 2, (size_t)(end - bar) - 2);
        buf_append(&text, c + 2, (size_t)(bar - c) - 2);
        c = end + 2;
    }
    *dropped = shape_keep(buf_get(&text), text.len, format_find(format, NULL), &edits);
    char *result = edits_apply(&edits, buf_get(&text), text.len, NULL);
    edits_finish(&edits);
    buf_finish(&text);
    return result;
}

static const struct row {
    const char *format, *marked, *wanted;
    size_t dropped;
} rows[] = {
    /* What changes words alone stays. */
    {"markdown", "It {{is not||isn't}} here.\n", "It isn't here.\n", 0},
    {"markdown", "# A {{color||colour}}\n\n- it {{is||was}} `x`\n- two\n", "# A colour\n\n- it was `x`\n- two\n", 0},
    {"markdown", "> We saw\n> that {{all||each of the boats}} went\n", "> We saw\n> that each of the boats went\n", 0},
    {"markdown", "> We saw {{that\n> all||that all of them\n> }} went\n", "> We saw that all of them\n>  went\n", 0},
    {"markdown", "{{See [it](x) and `y`||Use `y` and see [it](x)}}.\n", "Use `y` and see [it](x).\n", 0},
    {"markdown", "There were {{5||five}} boats.\n", "There were five boats.\n", 0},
    /* A list, a heading, a quotation, a rule, a table, a definition that was none. */
    {"markdown", "Words\n{{ten||-}} more\n", "Words\nten more\n", 1},
    {"markdown", "Words\n{{ten||1.}} more\n", "Words\nten more\n", 1},
    {"markdown", "Words\n{{ten||#}} more\n", "Words\nten more\n", 1},
    {"markdown", "Words\n{{ten||>}} more\n", "Words\nten more\n", 1},
    {"markdown", "Words\n{{ten||---}}\n", "Words\nten\n", 1},
    {"markdown", "Words\n{{ten||===}}\n", "Words\nten\n", 1},
    {"markdown", "Words\n{{ten more||```}}\nend\n", "Words\nten more\nend\n", 1},
    {"markdown", "| a | b |\n{{ten|||---|---|}}\n", "| a | b |\nten\n", 1},
    {"markdown", "One.{{ Two||\n\nTwo}}.\n", "One. Two.\n", 1},
    {"markdown", "{{One||[a]:}} two\n", "One two\n", 1},
    {"markdown", "{{One||    One}}\n", "One\n", 1},
    {"markdown", "{{One||<div>}}\ntwo\n", "One\ntwo\n", 1},
    /* Marks, code and targets. */
    {"markdown", "It is {{*so*||so}}.\n", "It is *so*.\n", 1},
    {"markdown", "See [it{{||]}}](x).\n", "See [it](x).\n", 1},
    {"markdown", "See `a {{color||colour}}`.\n", "See `a color`.\n", 1},
    {"markdown", "See [it]({{color||colour}}.html).\n", "See [it](color.html).\n", 1},
    {"markdown", "See [the {{color||colour}}].\n\n[the color]: x\n", "See [the color].\n\n[the color]: x\n", 1},
    {"markdown", "See <b>{{it||<i>it}}</b>.\n", "See <b>it</b>.\n", 1},
    {"markdown", "Hard{{  \n|| }}break\n", "Hard  \nbreak\n", 1},
    /* The passage to blame, and no other. */
    {"markdown", "It {{is||was}}.\n\nWords\n{{ten||-}} {{more||less}}\n\nIt {{is||was}}.\n",
     "It was.\n\nWords\nten more\n\nIt was.\n", 1},
    {"markdown", "A {{is||was}}.\n\nB\n{{b||-}} b\n\nC\n{{c||>}} c\n\nD {{is||was}}.\n",
     "A was.\n\nB\nb b\n\nC\nc c\n\nD was.\n", 2},
    /* What is no passage: no edit of a rewrite is there. */
    {"markdown", "```\nit {{is||was}}\n```\n\nIt {{is||was}}.\n", "```\nit is\n```\n\nIt is.\n", 2},
    {"markdown", "---\ntitle: it {{is||was}}\n---\n\nIt {{is||was}}.\n", "---\ntitle: it is\n---\n\nIt is.\n", 2},
    {"latex", "It {{is||was}} \\emph{so}.\n\nIt is \\{{emph||textbf}}{so}.\n",
     "It was \\emph{so}.\n\nIt is \\emph{so}.\n", 1},
    {"latex", "It {{is||%}} so.\n", "It is so.\n", 1},
    {"plaintext", "Words\n\n{{One||- One}}\n", "Words\n\nOne\n", 1},
    {"plaintext", "Words {{are||were}}\nhere\n", "Words were\nhere\n", 0},
    {"mail", "It {{is||was}}.\n\n{{Best||-- }}\nAnna\n", "It was.\n\nBest\nAnna\n", 1},
    {"gitcommit", "Say it\n\nIt {{is||was}}.\n{{So||#}} it is.\n", "Say it\n\nIt is.\nSo it is.\n", 1},
};

static void test_keeps(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t dropped;
        char *result = keep(rows[i].format, rows[i].marked, &dropped);
        if (strcmp(result, rows[i].wanted) != 0 || dropped != rows[i].dropped)
            print_error("%s\nbecame: %s\n%zu dropped\n", rows[i].marked, result, dropped), failed++;
        free(result);
    }
    assert_int_equal(failed, 0);
}

static void test_many_to_blame(void **state) {
    (void)state;
    struct buf marked = {0};
    size_t dropped;
    for (int k = 0; k < 40; k++)
        buf_append_text(&marked, "It {{is||was}}.\n\nWords\n{{ten||-}} more\n\n");
    char *result = keep("markdown", buf_get(&marked), &dropped);
    assert_null(strstr(result, "- more"));
    assert_non_null(strstr(result, "It was."));
    assert_int_equal(dropped, 40 + 40 - 13); /* behind the last that was blamed by itself all is left as it was */
    free(result);
    buf_finish(&marked);
}

static void test_completions(void **state) {
    (void)state;
    static const struct {
        const char *format, *text, *words; /* "|" is the cursor */
        bool takes;
    } cases[] = {
        {"markdown", "We saw |", "the boats go.", true},
        {"markdown", "- We saw|\n- two\n", " the *boats* go.", true},
        {"markdown", "Words.\n\n|\n\nMore.\n", "New words.", true},
        {"markdown", "Words.\n\n|\n\nMore.\n", "- new words.", false},
        {"markdown", "Words.\n\n|\n\nMore.\n", "New words.\n\nAnd more.", false},
        {"markdown", "Words\n|\n", "---", false},
        {"markdown", "Words.\n\n|", "```", false},
        {"latex", "We saw |, too.\n", "50 % of", false},
        {"plaintext", "We saw |\n", "the boats.", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *cursor = strchr(cases[i].text, '|');
        char *text = mem_format("%.*s%s", (int)(cursor - cases[i].text), cases[i].text, cursor + 1);
        bool takes = shape_takes(text, strlen(text), format_find(cases[i].format, NULL),
                                 (size_t)(cursor - cases[i].text), cases[i].words);
        if (takes != cases[i].takes)
            fail_msg("%s: %s", cases[i].text, cases[i].words);
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keeps),
        cmocka_unit_test(test_many_to_blame),
        cmocka_unit_test(test_completions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
