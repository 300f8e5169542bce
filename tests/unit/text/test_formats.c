/* What of a document is prose, format by format: all else is never touched, and teaches nothing. */
#include "core/text/format.h"

#include "core/base/buf.h"
#include "core/base/mem.h"

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

static void none(void **state) {
    static const struct format_case cases[] = {{"Some words.\n", ""}};
    (void)state;
    CHECK("python", cases);
    CHECK("json", cases);
}

/* Broken and endless marks cost no more than others. */
static void long_lines(void **state) {
    static const char *const signs[] = {"{{", "{%", "<a ", "[[", "${", "%%", "`", "\\(", "{", "<code>", ":::", "x"};
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown), cmocka_unit_test(html), cmocka_unit_test(mdx),
        cmocka_unit_test(latex),    cmocka_unit_test(none), cmocka_unit_test(long_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
