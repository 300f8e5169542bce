/* Passages, as tables: a document, and its passages, each on a line of its own as "kind text" with "/" for line ends.
 */
#include "core/base/buf.h"
#include "core/text/diff.h"
#include "core/text/format.h"
#include "core/text/passage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct passage_case {
    const char *document;
    const char *want;
};

static void check(enum format format, const struct passage_case *cases, size_t count) {
    static const char *const kinds[] = {"p ", "h ", "i "};
    for (size_t i = 0; i < count; i++) {
        struct passages passages = {0};
        struct buf shown = {0};
        passages_find(cases[i].document, strlen(cases[i].document), format, &passages);
        for (size_t k = 0; k < passages.count; k++) {
            char *text = passage_copy_text(&passages.items[k], cases[i].document, NULL);
            for (char *newline; (newline = strchr(text, '\n'));) {
                *newline = '/';
            }
            buf_printf(&shown, "%s%s\n", kinds[passages.items[k].kind], text);
            free(text);
        }
        assert_string_equal(buf_get(&shown), cases[i].want);
        buf_finish(&shown);
        passages_finish(&passages);
    }
}

#define CHECK(format, cases) check(format, cases, sizeof cases / sizeof *cases)

static void test_markdown_blocks(void **state) {
    (void)state;
    static const struct passage_case cases[] = {
        {"", ""},
        {"Just words", "p Just words\n"},
        {"One\ntwo.\n\n\nThree\r\nfour\r\n", "p One/two.\np Three/four\n"},
        {"# Head #\n\nText\n====\n\nTwo\nlines\n---\n##\n# **x**", "h Head\nh Text\nh Two/lines\nh **x**\n"},
        {"# Head\nText directly.\n***\nMore\n", "h Head\np Text directly.\np More\n"},
        {"- tight\n- two\n  more\n\n1. loose\n\n   second\n2) other\n",
         "i tight\ni two/more\ni loose\ni second\ni other\n"},
        {"- a\n  * nested **x**\n    1. deep\nlazy\n", "i a\ni nested **x**\ni deep/lazy\n"},
        {"- - both\n-\n  late\n- > quoted\n", "i both\ni late\ni quoted\n"},
        {"-   \n\n    code\n\n    - code\n\ntext\n\n- \n  item\n", "p text\ni item\n"},
        {"- [ ] open\n- [x] **done** it\n", "i open\ni **done** it\n"},
        {"> one\n> two\n>> deep\nlazy\n>\n> *three*\n", "p one/two\np deep/lazy\np *three*\n"},
        {"> - item\n>   more\n>\n>   para\n", "i item/more\ni para\n"},
        {"Text.\n\n```\ncode\n```\n\n~~~c\nmore\n~~~\n\n    indented\n\nEnd", "p Text.\np End\n"},
        {"| a | b |\n|---|---|\n| c | d |\n\nAfter.", "p After.\n"},
        {"<div>\nno prose\n</div>\n\n<b>inline</b> words\n\n<!-- no\n\nprose -->\n", "p <b>inline</b> words\n"},
        {"[a]: http://x.y 'title'\n[b]: <z>\nText [a].", "p Text [a].\n"},
        {"[^1]: The note\n    goes on.\n\nText[^1].", "p The note/goes on.\np Text[^1].\n"},
        {"$$\nx = words\n$$\n\nwhere $x$ is", "p where $x$ is\n"},
        {"![badge](x) [![b](y)](z)\n\n`code`\n\n<http://x.y>\n\n12 + 3\n", ""},
        {"---\ntitle: x\n---\nText", "p Text\n"},
        {"+++\ntitle = 'x'\n+++\n\nText", "p Text\n"},
        {"---\ntitle: x\n...\nText", "p Text\n"},
        {"---\n\nRule above.\n\n---\n", "p Rule above.\n"},
        {"---\ntitle: x\n", "p title: x\n"},
        {"::: note\nInside.\n:::\n", "p Inside.\n"},
        {"\xef\xbb\xbfWith a mark\n", "p With a mark\n"},
        {"\xef\xbb\xbf# Head\n", "h Head\n"},
        {"\xef\xbb\xbf---\ntitle: x\n---\nText", "p Text\n"},
    };
    CHECK(FORMAT_MARKDOWN, cases);
}

static void test_markdown_lines(void **state) {
    (void)state;
    static const struct passage_case cases[] = {
        {"**Bold** starts and *ends*\n", "p **Bold** starts and *ends*\n"},
        {"`code` starts\nand `ends`\n**all** of *it*", "p `code` starts/and `ends`/**all** of *it*\n"},
        {"> `q` and\n>   [link](x)\n", "p `q` and/[link](x)\n"},
        {"See [text](url \"t\")\n\nSee [text](\n  url)\n", "p See [text](url \"t\")\np See [text](/url)\n"},
        {"See <http://x.y>\n\nSee [text][ref]\n\n[ref]: z\n", "p See <http://x.y>\np See [text][ref]\n"},
        {"![](a)\nwords ![](b)\n", "p ![](a)/words ![](b)\n"},
        {"![](a) ![](b)\nwords\n![](c)\n", "p ![](a) ![](b)/words/![](c)\n"},
        {"hard  \nbreak\\\nend  \n", "p hard  /break\\/end\n"},
        {"- **b**\n- `c` d\n- [l](m) n\n- <b>x</b>\n- \\* y\n", "i **b**\ni `c` d\ni [l](m) n\ni <b>x</b>\ni \\* y\n"},
        {"a\n     > b\n", "p a/> b\n"},
        {"code `a\n  b` end\n> `c\n> d` end\n", "p code `a/b` end\np `c/d` end\n"},
        {"<a\n  href='x'>words</a>\n", "p <a/href='x'>words</a>\n"},
        {"***both*** ~~old~~\n", "p ***both*** ~~old~~\n"},
        {"&copy; words &amp;\n", "p &copy; words &amp;\n"},
        {"\\# no head\n", "p \\# no head\n"},
        {"# `c` **b** [l](x) #\n## \\#\n### a\\#\n", "h `c` **b** [l](x)\nh a\\#\n"},
        {"*a\nb*\n\n__c\nd__ e\n", "p *a/b*\np __c/d__ e\n"},
        {"1. **one**\n10. `two` x\n* * *\n* *a*\n", "i **one**\ni `two` x\ni *a*\n"},
        {"\twords after tab\n-\ttab item\n", "i tab item\n"},
        {"a\r\n> **b**\r\n> c\r\n", "p a\np **b**/c\n"},
    };
    CHECK(FORMAT_MARKDOWN, cases);
}

static void test_text(void **state) {
    (void)state;
    static const struct passage_case cases[] = {
        {"One\n  two.\n\n\nThree\r\nfour\r\n", "p One/two.\np Three/four\n"},
        {"Title\n=====\n\nText.\n\nNext\n----\nMore.", "h Title\np Text.\nh Next\np More.\n"},
        {"Words:\n\n    int x;\n    foo(x);\n\nMore.", "p Words:\np More.\n"},
        {"Words:\n\n    int x;\n\n    It was a\ndark night.\n", "p Words:\np It was a/dark night.\n"},
        {"    It was a dark night\nand stormy.\n", "p It was a dark night/and stormy.\n"},
        {"- one\n  more\n- two\n\n  its own\n\n3. three\n\u2022 four\n",
         "i one/more\ni two\ni its own\ni three\ni four\n"},
        {"It was version\n3. Then came\n- this\n", "p It was version/3. Then came\ni this\n"},
        {"+---+---+\n| a | b |\n+---+---+\nname   age   town\n\n-----\n:-)\n\nWords", "p Words\n"},
        {"Before\n```\nint x;\n```\nAfter\n```\nopen\n", "p Before\np After\np open\n"},
        {"> quoted\nMine.\n", "p Mine.\n"},
        {"12 34\n", ""},
        {"  - in\n  - deep\nOut.\n", "i in\ni deep\np Out.\n"},
    };
    CHECK(FORMAT_TEXT, cases);
}

static void test_mail(void **state) {
    (void)state;
    static const struct passage_case cases[] = {
        {"From: a@b\nSubject: x\n y\n\nDear Bob,\n\nthanks.\n\nBest,\nAnna\n-- \nAnna\nInc.\n",
         "p Dear Bob,\np thanks.\np Best,/Anna\n"},
        {"From me: nothing.\n\nSo there.", "p From me: nothing.\np So there.\n"},
        {"Hi.\n\nOn Monday, Bob <b@c>\nwrote:\n> old\n> older\n\nI agree.\n", "p Hi.\np I agree.\n"},
        {"Hi.\nAm 3.5.2021 schrieb Bob:\n\n> alt\nJa.\n", "p Hi.\np Ja.\n"},
        {"Bob <b@c>:\n> old\nYes.\n", "p Yes.\n"},
        {"See this list:\n> not by him\n", "p See this list:\n"},
        {"On and on he went.\n\nOn Mon, Bob wrote:\n\nTop.\n", "p On and on he went.\np Top.\n"},
        {"Hi.\n\n-----Original Message-----\nFrom: x\nOld.\n", "p Hi.\n"},
        {"Subject: only headers\n", ""},
        {"From a@b Mon May  3 10:00:00 2021\nSubject: x\n\nHi.\n", "p Hi.\n"},
    };
    CHECK(FORMAT_MAIL, cases);
}

static void test_commit(void **state) {
    (void)state;
    static const struct passage_case cases[] = {
        {"area: do it\nand more\n\nBody.\n\nFixes: #1\nSigned-off-by: A <a@b>\n",
         "h area: do it\np and more\np Body.\n"},
        {"Do it\n\nNote: this is prose.\n", "h Do it\np Note: this is prose.\n"},
        {"Do it\n\n- one\n- two\n\n(cherry picked from commit 12)\n# comment\n", "h Do it\ni one\ni two\n"},
        {"Do it\n# On branch x\n\nBody\n# ------ >8 ------\ndiff --git\n+words\n", "h Do it\np Body\n"},
        {"\n\nCo-authored-by: A <a@b>\n", "h Co-authored-by: A <a@b>\n"},
        {"# only comments\n#\n", ""},
    };
    CHECK(FORMAT_COMMIT, cases);
}

static void test_latex(void **state) {
    (void)state;
    static const struct passage_case cases[] = {
        {"\\title{No}\n\\begin{document}\nYes \\emph{it} is.\n\\end{document}\nNo", "p Yes \\emph{it} is.\n"},
        {"\\section{The \\emph{title}}\\label{x}\nText\nmore.\n\nNext.",
         "h The \\emph{title}\np Text/more.\np Next.\n"},
        {"Text % comment\n% all comment\nmore.\n", "p Text/more.\n"},
        {"Before\n\\begin{equation}\nx \\text{no}\n\\end{equation}\nafter \\[ y \\] end $$z$$ it.",
         "p Before\np after\np end\np it.\n"},
        {"\\begin{itemize}\n\\item One\n  more\n\\item[Opt] Two\n\\end{itemize}\n", "i One/more\ni Two\n"},
        {"\\begin{figure*}[t]\n\\centering no\n\\caption[s]{A caption\n  here.}\n\\begin{tabular}{cc}a & "
         "b\\end{tabular}\n"
         "\\end{figure*}\nText",
         "p A caption/here.\np Text\n"},
        {"\\maketitle\n\\noindent\nText with\n\\vspace{1em}\n\\cite{x}.\n\\clearpage\n",
         "p Text with/\\vspace{1em}/\\cite{x}.\n"},
        {"\\begin{theorem}[Name]\\label{t}\nAll is good.\n\\end{theorem}\n", "p All is good.\n"},
        {"\\begin{verbatim}\n\\end{no}\nno\n\\end{verbatim}\nText\\par\nMore \\\\ here", "p Text\np More \\\\ here\n"},
        {"\\input{x}\n\\includegraphics{y}\n\n$x$\n", ""},
        {"\\chapter{Unclosed\n\nText {\\em here\n", "p Unclosed\np Text {\\em here\n"},
    };
    CHECK(FORMAT_LATEX, cases);
}

static void test_find_at(void **state) {
    (void)state;
    static const char document[] = "# Head #\n\n- item\n  more\n\n```\nx\n```\n";
    struct passages passages = {0};
    passages_find(document, strlen(document), FORMAT_MARKDOWN, &passages);
    assert_int_equal(passages.count, 2);
    assert_ptr_equal(passages_find_at(&passages, 0), &passages.items[0]); /* on the marks in front */
    assert_ptr_equal(passages_find_at(&passages, 4), &passages.items[0]);
    assert_ptr_equal(passages_find_at(&passages, 8), &passages.items[0]); /* at the end of its line */
    assert_null(passages_find_at(&passages, 9));
    assert_ptr_equal(passages_find_at(&passages, 10), &passages.items[1]);
    assert_ptr_equal(passages_find_at(&passages, 18), &passages.items[1]); /* in the indent of its second line */
    assert_ptr_equal(passages_find_at(&passages, 23), &passages.items[1]);
    assert_null(passages_find_at(&passages, 24));
    assert_null(passages_find_at(&passages, strlen(document)));
    passages_finish(&passages);
    assert_null(passages_find_at(&passages, 0));
}

struct map_case {
    const char *document;
    size_t passage;
    const char *text; /* what its text is to become, by way of diff_words */
    const char *want; /* the document then */
};

static void test_map_edits(void **state) {
    (void)state;
    static const struct map_case cases[] = {
        {"> one two\n> three\n", 0, "one 2\nthree", "> one 2\n> three\n"},
        {"> one two\n> three\n", 0, "one new three", "> one new\n> three\n"},
        {"> one two\n> three four\n", 0, "one four", "> one\n> four\n"},
        {"> one\n> two\n> three\n", 0, "one three", "> one\n> three\n"},
        {"> one\n> two\n> three\n", 0, "one two", "> one\n> two\n"},
        {"> one\n> two\n> three\n", 0, "three", "> three\n"},
        {"> one\n> two\n", 0, "", "> \n"},
        {"> one\n> two\n", 0, "one\ntwo\nand more", "> one\n> two\n> and more\n"},
        {"> one\n", 0, "one and\nmore\n\nso", "> one and\n> more\n>\n> so\n"},
        {"- one two\n", 0, "one\nsome more two", "- one some more two\n"},
        {"1. [ ] x\n2. one\n", 1, "one\n\nmore", "1. [ ] x\n2. one\n\n   more\n"},
        {"- [ ] one\n", 0, "one\n\nmore", "- [ ] one\n\n  more\n"},
        {"# One\n", 0, "One\nand\n\ntwo", "# One and two\n"},
        {"a\r\nb\r\n", 0, "a b\n\nc", "a\r\nb\r\n\r\nc\r\n"},
        {"a\r\n", 0, "a\nb", "a\r\nb\r\n"},
        {"a\n\nb", 1, "b\nc", "a\n\nb\nc"},
        {"one-\ntwo\n", 0, "onetwo", "onetwo\n"},
        {"one two\nthree four\n", 0, "1 2 3 4\n5 6", "1 2 3 4\n5 6\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *document = cases[i].document;
        struct passages passages = {0};
        passages_find(document, strlen(document), FORMAT_MARKDOWN, &passages);
        assert_true(cases[i].passage < passages.count);
        const struct passage *passage = &passages.items[cases[i].passage];
        size_t len;
        char *text = passage_copy_text(passage, document, &len);
        struct edits edits = {0};
        struct edits mapped = {0};
        diff_words(text, len, cases[i].text, strlen(cases[i].text), &edits);
        passage_map_edits(passage, &edits, &mapped);
        char *changed = edits_apply(&mapped, document, strlen(document), NULL);
        assert_string_equal(changed, cases[i].want);
        free(changed);
        free(text);
        edits_finish(&edits);
        edits_finish(&mapped);
        passages_finish(&passages);
    }
}

static void test_prose(void **state) {
    (void)state;
    static const struct passage_case cases[] = {
        {"> Has **bold** and `c\n> d` for 3 [words](x).\n", "Has |bold| and | for 3 |words|.|"},
        {"plain", "plain|"},
        {"# *a*\n", "a|"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct passages passages = {0};
        struct spans spans = {0};
        struct buf shown = {0};
        passages_find(cases[i].document, strlen(cases[i].document), FORMAT_MARKDOWN, &passages);
        passage_find_prose(&passages.items[0], cases[i].document, FORMAT_MARKDOWN, &spans);
        for (size_t k = 0; k < spans.count; k++) {
            buf_append(&shown, cases[i].document + spans.items[k].start, spans.items[k].end - spans.items[k].start);
            buf_append_char(&shown, '|');
        }
        assert_string_equal(buf_get(&shown), cases[i].want);
        spans_finish(&spans);
        buf_finish(&shown);
        passages_finish(&passages);
    }
}

static void test_format(void **state) {
    (void)state;
    assert_int_equal(format_find("markdown", NULL), FORMAT_MARKDOWN);
    assert_int_equal(format_find("plaintext", "/a/README.md"), FORMAT_MARKDOWN);
    assert_int_equal(format_find("latex", "/a/b.md"), FORMAT_LATEX);
    assert_int_equal(format_find("tex", NULL), FORMAT_LATEX);
    assert_int_equal(format_find("git-commit", NULL), FORMAT_COMMIT);
    assert_int_equal(format_find("gitcommit", NULL), FORMAT_COMMIT);
    assert_int_equal(format_find(NULL, "/x/.git/COMMIT_EDITMSG"), FORMAT_COMMIT);
    assert_int_equal(format_find(NULL, "/x/.git/MERGE_MSG"), FORMAT_COMMIT);
    assert_int_equal(format_find("mail", NULL), FORMAT_MAIL);
    assert_int_equal(format_find(NULL, "a.eml"), FORMAT_MAIL);
    assert_int_equal(format_find(NULL, "README"), FORMAT_TEXT);
    assert_int_equal(format_find("plaintext", "a.txt"), FORMAT_TEXT);
    assert_int_equal(format_find("", "a"), FORMAT_TEXT);
    assert_int_equal(format_find("plaintext", "/x/.hidden"), FORMAT_TEXT);
    /* What is not known is not plain text. */
    assert_int_equal(format_find("python", NULL), FORMAT_NONE);
    assert_int_equal(format_find("json", "a.md"), FORMAT_NONE);
    assert_int_equal(format_find("plaintext", "a.csv"), FORMAT_NONE);
    assert_int_equal(format_find(NULL, "picture.png"), FORMAT_NONE);
    assert_int_equal(format_find(NULL, NULL), FORMAT_TEXT);
    assert_int_equal(format_find(NULL, "X.MD"), FORMAT_MARKDOWN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markdown_blocks),
        cmocka_unit_test(test_markdown_lines),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_mail),
        cmocka_unit_test(test_commit),
        cmocka_unit_test(test_latex),
        cmocka_unit_test(test_find_at),
        cmocka_unit_test(test_map_edits),
        cmocka_unit_test(test_prose),
        cmocka_unit_test(test_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
