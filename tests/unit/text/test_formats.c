/* What of a document is prose, format by format: all else is never touched, and teaches nothing. */
#include "core/text/format.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct format_case {
    const char *text;
    const char *prose; /* the plain words: passages parted by " | ", pieces within a passage by "~" */
};

static char *copy_prose(const char *text, enum format format) {
    struct passages passages = {0};
    struct buf out = {0};
    passages_find(text, strlen(text), format, &passages);
    for (size_t i = 0; i < passages.count; i++) {
        struct spans prose = {0};
        passage_find_prose(&passages.items[i], text, format, &prose);
        for (size_t k = 0; k < prose.count; k++) {
            buf_append_text(&out, k ? "~" : out.len ? " | " : "");
            buf_append(&out, text + prose.items[k].start, prose.items[k].end - prose.items[k].start);
        }
        spans_finish(&prose);
    }
    passages_finish(&passages);
    return buf_take(&out);
}

static void check(const char *language, const struct format_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char *prose = copy_prose(cases[i].text, format_find(language, NULL));
        if (strcmp(prose, cases[i].prose) != 0)
            fail_msg("%s: %s\nprose: %s\nwanted: %s", language, cases[i].text, prose, cases[i].prose);
        free(prose);
    }
}
#define CHECK(language, cases) check(language, cases, sizeof(cases) / sizeof *(cases))

static void markdown(void **state) {
    static const struct format_case cases[] = {
        /* templates */
        {"The {{ page.color }} is set.\n", "The ~ is set."},
        {"{% include note.html text=\"a b\" %}\n\nWords.\n", "Words."},
        {"{% if a %}\nSome words.\n{% endif %}\n", "Some words."},
        {"{# a remark #} Words.\n", " Words."},
        {"See [the page]({{< ref \"a b.md\" >}}) now.\n", "See ~the page~ now."},
        {"{{< box kind=\"warm\" >}}\nWords here.\n{{< /box >}}\n", "Words here."},
        {"Ask <%= user.name %> or ${name} or <?php echo it ?>.\n", "Ask ~ or ~ or ~."},
        {"An open {{ mark stays.\n", "An open {{ mark stays."},
        {"Code `{{ a` and words `}}` here.\n", "Code ~ and words ~ here."},
        /* notes and wikis */
        {"See [[Other page|that one]] and ![[image.png]].\n", "See ~ and !~."},
        {"Seen. %%hidden words%% Shown.\n", "Seen. ~ Shown."},
        {"::: warning The title\nWords of it.\n:::\n", "Words of it."},
        {"!!! note \"The title\"\n    Words of it.\n\nOthers.\n", "Others."}, /* for md4c the body is code */
        {"## The heading {#the-id .wide}\n", "The heading "},
        {"A [link](x){target=_blank} and `code`{.c}.\n", "A ~link~ and ~."},
        /* code in HTML, math */
        {"Press <kbd>it is</kbd> or <code class=\"x\">do not</code> now.\n", "Press ~ or ~ now."},
        {"Let \\(a is b\\) be.\n", "Let ~ be."},
        /* front matter */
        {"---\ntitle: Some words\n---\nWords.\n", "Words."},
        {"+++\ntitle = \"Some words\"\n+++\n\nWords.\n", "Words."},
        {"{\n  \"title\": \"Some words\"\n}\n\nWords.\n", "Words."},
        {"\xef\xbb\xbf---\ntitle: Some words\n---\nWords.\n", "Words."},
        {"---\n\nWords after a rule.\n\n---\n", "Words after a rule."},
    };
    (void)state;
    CHECK("markdown", cases);
}

static void mdx(void **state) {
    static const struct format_case cases[] = {
        {"import { A } from \"./a\";\nexport const b = \"some words\";\n\n# Title\n", "Title"},
        {"<Box\n  title=\"some words\"\n  style={{ a: 'b' }}\n>\nWords of it.\n</Box>\n", "Words of it."},
        {"The price is {price > 3 ? \"high\" : `low`} now.\n", "The price is ~ now."},
        {"{/* a remark */}\n\nWords <Tip kind=\"a\">inside</Tip> here.\n", "Words ~inside~ here."},
        {"```jsx\n<A b=\"some words\">\n```\n\nWords.\n", "Words."},
    };
    (void)state;
    CHECK("mdx", cases);
}

static void latex(void **state) {
    static const struct format_case cases[] = {
        {"\\begin{document}\nIt is \\emph{some} \\gls{word} of \\myown{a}{b} it.\n\\end{document}\n",
         "It is ~some~ ~ of ~ it."},
        {"\\begin{document}\n\\mintinline{c}{int a;} ends.\n\n\\begin{alltt}\nno "
         "words\n\\end{alltt}\n\\end{document}\n",
         " ends."},
        {"\\begin{document}\n\\section{The title}\nWords.\\footnote{More words.}\n\\end{document}\n",
         "The title | Words.~More words."},
    };
    (void)state;
    CHECK("latex", cases);
}

static void rst(void **state) {
    static const struct format_case cases[] = {
        {"A title\n=======\n\nSome words,\nand more.\n", "Some words,~and more."},
        {"=====\nTitle\n=====\n\nWords.\n", "Words."},
        {"See ``a code``, :func:`name`, `a link <http://a.b>`_ and target_.\n", "See ~, ~, ~a link~ and ~."},
        {":ref:`the words <anchor>` and `a name`_ and |that|.\n", "the words~ and ~ and ~."},
        {"It goes::\n\n    the code\n\nWords.\n", "It goes | Words."},
        {".. code-block:: c\n\n   int a;\n\n.. _anchor:\n\nWords.\n", "Words."},
        {".. note::\n\n   Some words.\n\n   And more.\n\nWords.\n", "Some words. | And more. | Words."},
        {".. figure:: a.png\n   :alt: words\n\n   A caption.\n\nWords.\n", "Words."},
        {"- One item\n  goes on.\n- Another.\n\n#. A third.\n", "One item~goes on. | Another. | A third."},
        {"term\n    What it means.\n\n:field: what it holds\n\nWords.\n", "Words."},
        {"    A quotation of somebody.\n\nWords.\n\n>>> code()\nresult\n", "Words."},
        {"===== =====\na     b\n===== =====\n\n| a line\n\n--all  an option\n\nWords.\n", "Words."},
    };
    (void)state;
    CHECK("restructuredtext", cases);
    CHECK("rst", cases);
}

static void org(void **state) {
    static const struct format_case cases[] = {
        {"#+TITLE: The words\n#+AUTHOR: Jo\n* TODO [#A] A headline   :tag:other:\nWords.\n",
         "The words | A headline | Words."},
        {"Some =code=, ~more~ and [[file:a.org][the text]] or [[target]].\n", "Some ~, ~ and ~the text~ or ~."},
        {"#+BEGIN_SRC c\nint a;\n#+END_SRC\n\nWords.\n\n#+begin_quote\nOf others.\n#+end_quote\n", "Words."},
        {"* Head\n:PROPERTIES:\n:ID: some words\n:END:\nSCHEDULED: <2026-12-01 Tue>\nWords.\n", "Head | Words."},
        {"- One item\n  goes on\n- [ ] another\n- term :: what it is\n", "One item~goes on | another"},
        {"| a | table |\n\n: fixed words\n\n# a remark\n\n[fn:1] A note.\n\nWords.\n", "Words."},
        {"It is ~the name~'s turn, on <2026-12-01 Tue>.\n", "It is ~s turn, on ~."},
        {"Words {{{macro(a)}}} and \\(a is b\\).\n", "Words ~ and ~."},
    };
    (void)state;
    CHECK("org", cases);
}

static void asciidoc(void **state) {
    static const struct format_case cases[] = {
        {"= The title\nJo Smith <jo@a.b>\n:toc: left\n\nWords `code` here.\n", "The title | Words ~ here."},
        {"== A section\n\nSee <<other,that one>>, link:a.html[the page] and {name}/b[c].\n",
         "A section | See ~, ~ and ~."},
        {"----\nthe code\n----\n\n[source,c]\nint a;\n\nWords.\n", "Words."},
        {"[quote, Jo]\n____\nOf others.\n____\n\n\"Of others too.\"\n-- Jo\n\nWords.\n", "Words."},
        {"* One item\n** another\n. a third\n\nterm:: what it is\n\nNOTE: Some words.\n",
         "One item | another | a third | Some words."},
        {".A caption\n|===\n| a | b\n|===\n\ninclude::a.adoc[]\n\n// a remark\n\n literal words\n\nWords.\n",
         "A caption | Words."},
    };
    (void)state;
    CHECK("asciidoc", cases);
}

static void typst(void **state) {
    static const struct format_case cases[] = {
        {"#set text(lang: \"en\")\n#let a = \"words\"\n\n= A title\n\nWords $a is b$ here.\n",
         "A title | Words ~ here."},
        {"See #link(\"a.b\")[the page], @key and `code`.\n", "See ~, ~ and ~."},
        {"#figure(\n  image(\"a.png\"),\n  caption: [Some words.],\n)\n\nWords.\n", "Words."},
        {"- One item\n  goes on\n+ another\n/ term: what it is\n\n// a remark\nWords.\n",
         "One item~goes on | another | Words."},
        {"```c\nint a;\n```\n\nAn open [bracket stays alone.\n\nWords. <label>\n", "Words. "},
        {"/* a remark\n\nover lines */\n\nWords *here* and _there_.\n", "Words ~here~ and ~there~."},
    };
    (void)state;
    CHECK("typst", cases);
}

static void none(void **state) {
    static const struct format_case cases[] = {{"Some words.\n", ""}};
    (void)state;
    CHECK("python", cases);
    CHECK("json", cases);
}

/* Broken and endless marks cost no more than others. */
static void long_lines(void **state) {
    static const char *const signs[] = {"{{", "{%", "<a ", "[[",  "${",  "%%",  "`",     "\\(", "{",  "<code>", ":::",
                                        "x",  "a:", "_a",  "a_ ", ":a`", "#a(", "[[a][", "=",   "\"", "- "};
    size_t len = 1u << 18;
    char *text = mem_alloc(len + 1);
    (void)state;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        for (size_t k = 0; k < len; k++)
            text[k] = signs[i][k % strlen(signs[i])];
        for (int format = 0; format < FORMAT_COUNT; format++) {
            struct passages passages = {0};
            struct markups markups = {0};
            passages_find(text, len, (enum format)format, &passages);
            markup_find(text, len, (enum format)format, &markups);
            passages_finish(&passages);
            markups_finish(&markups);
        }
    }
    free(text);
}

static void html(void **state) {
    static const struct format_case cases[] = {
        {"<p>The <code>color</code> is <em>here</em>.</p>\n", "The ~ is ~here~."},
        {"<h2 id=\"color\">The color</h2>\n<p title=\"a > b\">Words &amp; more.</p>", "The color | Words ~ more."},
        {"<ul><li>One thing<li>Another <b>thing</b></ul>", "One thing | Another ~thing"},
        {"<dl><dt>name<dd>What it is.</dl>", "What it is."},
        {"<p>Press <kbd>it is</kbd>, or say <q>it is</q>, <cite>It Is</cite>.", "Press ~, or say ~, ~."},
        {"<p>One line\n   and another\n   of it.</p>", "One line~and another~of it."},
        {"<p>Run <code>'<em><code>it</code></em> --it'</code> now.</p>", "Run ~ now."},
        /* not the writer's prose */
        {"Loose words.<div>In a division.</div>", ""},
        {"<pre>it is</pre><script>if (a < b) \"<p>it is</p>\"</script><style>p { it: is }</style><p>Words.</p>",
         "Words."},
        {"<blockquote><p>It is said.</p></blockquote><p>Words.</p>", "Words."},
        {"<table><tr><td><table><tr><td>a</table><p>It is.</p></table><p>Words.</p>", "Words."},
        {"<nav><ul><li>It is</ul></nav><svg><p>It is</p></svg><p>Words.</p>", "Words."},
        {"<!-- <p>It is.</p> --><p>Words <!-- a > b --> here.</p>", "Words ~ here."},
        {"<textarea><p>It is.</textarea><title>It is</title><p>Words.", "Words."},
        {"<p>{{ it.is }} and {% if it is %}more{% endif %}.</p>", " and ~more~."},
        /* not understood, so left alone */
        {"<p>Some <my-part>words</my-part> here.</p><p>Others.</p>", "Others."},
        {"<p>If a < b it is.</p><p>Words.</p>", "Words."},
        {"<p>It is <?php echo \"a > b\" ?> so.</p><p>Words.</p>", "Words."},
        {"<p>It is <code>half</p><p>Words.</p>", "Words."},
        {"<p>It is <em class=\"half", ""},
        {"<pre>nothing ends this<p>It is.</p>", ""},
        {"<meta charset=\"iso-8859-1\"><p>It is.</p>", ""},
        {"<meta charset=utf-8><p>Words.</p>", "Words."},
        {"<p/>It is.<P CLASS=a>Words.</P>It is.", "Words."},
    };
    (void)state;
    CHECK("html", cases);
}

/* The editors follow what the server knows: each name in their lists is a format's, and each format is in each list. */
static void clients_follow_what_is_known(void **state) {
    static const struct {
        const char *file;
        const char *before; /* the list */
    } lists[] = {
        {"clients/vim/plugin/prosed.vim", "'prosed_filetypes', ["},
        {"clients/vim/autoload/prosed/document.vim", "'prosed_filetypes', ["},
        {"clients/vim/lua/prosed/client.lua", "vim.g.prosed_filetypes or {"},
        {"clients/vscode/scripts/manifest.mjs", "default: ["},
    };
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct buf text = {0};
        bool followed[FORMAT_COUNT] = {[FORMAT_NONE] = true};
        assert_true(path_read(lists[i].file, 1u << 20, &text, NULL));
        const char *at = strstr(buf_get(&text), lists[i].before);
        assert_non_null(at);
        const char *end = strpbrk(at + strlen(lists[i].before), "]}");
        for (at = strchr(at + strlen(lists[i].before), '\''); at && at < end;) {
            char name[32] = {0};
            size_t len = strcspn(at + 1, "'");
            enum format format = FORMAT_NONE;
            assert_true(len < sizeof name);
            memcpy(name, at + 1, len);
            if (!format_find_language(name, &format) || format == FORMAT_NONE)
                fail_msg("%s follows \"%s\", which the server does not know", lists[i].file, name);
            followed[format] = true;
            at = strchr(at + len + 2, '\'');
        }
        for (int format = 0; format < FORMAT_COUNT; format++)
            if (!followed[format])
                fail_msg("%s does not follow %s", lists[i].file, format_get((enum format)format)->name);
        buf_finish(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown), cmocka_unit_test(rst),        cmocka_unit_test(org),
        cmocka_unit_test(asciidoc), cmocka_unit_test(typst),      cmocka_unit_test(clients_follow_what_is_known),
        cmocka_unit_test(html),     cmocka_unit_test(mdx),        cmocka_unit_test(latex),
        cmocka_unit_test(none),     cmocka_unit_test(long_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
