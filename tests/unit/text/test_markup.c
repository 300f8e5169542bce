/* Markup, as tables: a passage's text, and its markup as "kind{bytes}". */
#include "core/base/buf.h"
#include "core/text/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const kinds[] = {
    [MARKUP_CODE] = "code",           [MARKUP_LINK] = "link",
    [MARKUP_IMAGE] = "image",         [MARKUP_URL] = "url",
    [MARKUP_MATH] = "math",           [MARKUP_HTML] = "html",
    [MARKUP_COMMAND] = "command",     [MARKUP_CITATION] = "cite",
    [MARKUP_FOOTNOTE] = "note",       [MARKUP_MENTION] = "mention",
    [MARKUP_NUMBER] = "number",       [MARKUP_EMPHASIS] = "mark",
    [MARKUP_STRUCTURE] = "structure",
};

struct markup_case {
    const char *text;
    const char *want;
};

static void check(enum format format, const struct markup_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct markups markups = {0};
        struct buf shown = {0};
        markup_find(cases[i].text, strlen(cases[i].text), format, &markups);
        for (size_t k = 0; k < markups.count; k++) {
            struct span span = markups.items[k].span;
            buf_printf(&shown, "%s%s{%.*s}", k > 0 ? " " : "", kinds[markups.items[k].kind],
                       (int)(span.end - span.start), cases[i].text + span.start);
        }
        assert_string_equal(buf_get(&shown), cases[i].want);
        buf_finish(&shown);
        markups_finish(&markups);
    }
}

#define CHECK(format, cases) check(format, cases, sizeof cases / sizeof *cases)

static void test_plain(void **state) {
    (void)state;
    static const struct markup_case cases[] = {
        {"", ""},
        {"Just words, don't they?", ""},
        {"3 of 10, 3.5 % and 12% by 2026-11-23, 14:05.",
         "number{3} number{10} number{3.5 %} number{12%} number{2026-11-23} number{14:05}"},
        {"v1.2 and 3rd, 10\u201320, $5.00, \u20ac7, -4, GPT-4, abc1, 1,000",
         "number{v1.2} number{3rd} number{10\u201320} number{$5.00} number{\u20ac7} number{-4} number{4} "
         "number{1,000}"},
        {"\u201c3\u201d \u20145", "number{3} number{5}"},
        {"See http://a.b/c?d=(e). Or www.foo.org, <https://x.y>!",
         "url{http://a.b/c?d=(e)} url{www.foo.org} url{<https://x.y>}"},
        {"(see http://a.b/c) \u201chttp://a.b\u201d", "url{http://a.b/c} url{http://a.b}"},
        {"Mail a.b+c@d-e.org, or a@b and m\u00fcller@web.de\u201d.", "url{a.b+c@d-e.org} url{m\u00fcller@web.de}"},
        {"Thanks @anna-b, #12 and C#7, a#b; #tag", "mention{@anna-b} mention{#12} number{7}"},
        {"as [12] and [3, 4-6] say [^note] [@doe99, p. 3] [sic]",
         "cite{[12]} cite{[3, 4-6]} note{[^note]} cite{[@doe99, p. 3]}"},
        {"use `code 1` and ``a ` b`` but ` not", "code{`code 1`} code{``a ` b``}"},
    };
    CHECK(FORMAT_TEXT, cases);
    CHECK(FORMAT_MAIL, cases);
}

static void test_markdown(void **state) {
    (void)state;
    static const struct markup_case cases[] = {
        {"**bold** _it_ ~~old~~ ***both***",
         "mark{**} mark{**} mark{_} mark{_} mark{~~} mark{~~} mark{*} mark{**} mark{**} mark{*}"},
        {"2 * 3 * 4 snake_case_name", "number{2} number{3} number{4}"},
        {"a `b *c*` d", "code{`b *c*`}"},
        {"`` ` `` and `a\nb`", "code{`` ` ``} code{`a\nb`}"},
        {"[text **x**](http://a.b/c(d) \"ti)tle\") on",
         "link{[} mark{**} mark{**} link{](http://a.b/c(d) \"ti)tle\")}"},
        {"[a](<b c>) [d](\ne\n'f') [](g)", "link{[} link{](<b c>)} link{[} link{](\ne\n'f')} link{[} link{](g)}"},
        {"[text][ref] and [`code`][x], [name] [name][] [y][z]",
         "link{[} link{][ref]} link{[} code{`code`} link{][x]} link{[name]} link{[name][]} link{[} link{][z]}"},
        {"![alt *x*](src \"t\") [![b](y)](z)", "image{![alt *x*](src \"t\")} link{[} image{![b](y)} link{](z)}"},
        {"<http://a.b> http://c.d/e_f_g. x@y.zz", "url{<http://a.b>} url{http://c.d/e_f_g} url{x@y.zz}"},
        {"$x_1$ and $$y$$ cost $5", "math{$x_1$} math{$$y$$} number{$5}"},
        {"a <b class=\"x\">b</b> &amp; \\*c\\* <!-- d -->",
         "html{<b class=\"x\">} html{</b>} html{&amp;} html{\\} html{\\} html{<!-- d -->}"},
        {"one  \ntwo\\\nthree\nfour", "structure{  } structure{\\}"},
        {"note[^1] and [@key] @you #7 [12]", "note{[^1]} cite{[@key]} mention{@you} mention{#7} cite{[12]}"},
        {"**[`serde`][s] is** it", "mark{**} link{[} code{`serde`} link{][s]} mark{**}"},
        {"[name]: not a definition here", "link{[name]}"},
        {"1. Title", "structure{1.}"},
        {"> quoted\n> more\n- item\n\n# Head *x*\n\n```c\nint x;\n```\n",
         "structure{>} structure{>} structure{-} structure{#} mark{*} mark{*} structure{```c} code{int x;} "
         "structure{```}"},
        {"| a | `b` |\n|---|---|\n| c | d |\n", "structure{|} structure{|} code{`b`} structure{|} structure{|---|---|} "
                                                "structure{|} structure{|} structure{|}"},
    };
    CHECK(FORMAT_MARKDOWN, cases);
}

static void test_latex(void **state) {
    (void)state;
    static const struct markup_case cases[] = {
        {"\\emph{words} \\textbf{b} {\\em x}",
         "command{\\emph{} command{}} command{\\textbf{} command{}} command{{} command{\\em} command{}}"},
        {"as \\citep[p.~3]{a,b} says~\\ref{x}", "cite{\\citep[p.~3]{a,b}} command{\\ref{x}}"},
        {"\\href{http://a.b}{text} \\url{http://a.b}",
         "command{\\href{http://a.b}{} command{}} url{\\url{http://a.b}}"},
        {"5\\% of $x^2$, \\(y\\) and $$z$$ for \\$7",
         "number{5} command{\\%} math{$x^2$} math{\\(y\\)} math{$$z$$} command{\\$} number{7}"},
        {"\\verb|a b| \\lstinline[x=y]{c d} x\\\\[2pt] y",
         "code{\\verb|a b|} code{\\lstinline[x=y]{c d}} structure{\\\\[2pt]}"},
        {"words % comment\nmore", "command{% comment}"},
        {"one $ alone and \\( too", "command{\\(}"},
        {"\\footnote{A note.} \\includegraphics[width=1cm]{f}",
         "command{\\footnote{} command{}} command{\\includegraphics[width=1cm]{f}}"},
    };
    CHECK(FORMAT_LATEX, cases);
}

static void test_touch(void **state) {
    (void)state;
    struct markups markups = {0};
    assert_false(markups_touch(&markups, 0, 5));
    markup_find("a `b` c", 7, FORMAT_MARKDOWN, &markups);
    assert_false(markups_touch(&markups, 0, 2));
    assert_true(markups_touch(&markups, 0, 3));
    assert_true(markups_touch(&markups, 4, 5));
    assert_false(markups_touch(&markups, 5, 7));
    assert_false(markups_touch(&markups, 3, 3));
    markups_finish(&markups);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_latex),
        cmocka_unit_test(test_touch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
