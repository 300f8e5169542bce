/* The guard: what a model may do to a passage, what is put right, what is refused; and that nothing broken gets
 * through. */
#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/guard/guard.h"
#include "core/text/words.h"
#include "tests/unit/text/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define KEPT NULL /* the answer is taken as it is */

struct example {
    enum format format;
    const char *original;
    const char *answer;
    const char *result; /* KEPT, what the guard makes of it, or "!reason" */
};

static void check(const struct example *examples, size_t count) {
    for (size_t k = 0; k < count; k++) {
        const struct example *example = &examples[k];
        const char *wanted = example->result == KEPT ? example->answer : example->result;
        struct error error = {0};
        int repaired = -1;
        char *result = guard_check(example->original, example->answer, example->format, &repaired, &error);
        if (wanted[0] == '!') {
            if (result != NULL)
                fail_msg("taken: %s\n  for: %s", result, example->original);
            assert_int_equal(error.kind, ERROR_REFUSED);
            assert_string_equal(error.text, wanted + 1);
        } else {
            if (result == NULL)
                fail_msg("refused (%s): %s", error.text, example->answer);
            assert_string_equal(result, wanted);
            assert_int_equal(repaired > 0, example->result != KEPT);
            assert_int_equal(error.kind, ERROR_NONE);
        }
        free(result);
    }
}
#define CHECK(examples) check(examples, sizeof(examples) / sizeof(examples)[0])

static void test_words_are_free(void **state) {
    (void)state;
    static const struct example examples[] = {
        {FORMAT_MARKDOWN, "The tool is very fast.", "The tool is fast.", KEPT},
        {FORMAT_MARKDOWN, "See [the docs](https://a.org/x) for more.", "For more, see [the manual](https://a.org/x).",
         KEPT},
        {FORMAT_MARKDOWN, "Call `open` and then `close`.", "Call `close` after `open`.", KEPT},
        {FORMAT_MARKDOWN, "It is *really* good.", "It is _really_ fine.", KEPT},
        {FORMAT_TEXT, "We met at 14:05 and had 3 beers.", "We met at 2:05 pm and drank three beers.", KEPT},
        {FORMAT_TEXT, "On 2026-11-23 sales rose 5 %.", "Sales rose five percent on 23 November 2026.", KEPT},
        {FORMAT_TEXT, "One of the two is enough.", "Either is enough.", KEPT},
        {FORMAT_MARKDOWN, "It was founded by two men in\n1986 and closed soon.",
         "It was founded by two men in\n1986. It closed soon.", KEPT},
        {FORMAT_LATEX, "We follow \\cite{knuth84} and \\emph{improve} it.", "We \\emph{improve} on \\cite{knuth84}.",
         KEPT},
    };
    CHECK(examples);
}

static void test_line_breaks_stay(void **state) {
    (void)state;
    static const struct example examples[] = {
        {FORMAT_MARKDOWN, "A cat sat\non the old mat.", "A cat sat on the new mat.", "A cat sat\non the new mat."},
        {FORMAT_MARKDOWN, "A cat sat here.\n", "A cat\nsat really\nhere.", "A cat sat really here.\n"},
    };
    for (size_t k = 0; k < 2; k++) {
        char *result = guard_check(examples[k].original, examples[k].answer, FORMAT_MARKDOWN, NULL, NULL);
        assert_string_equal(result, examples[k].result);
        free(result);
    }
}

static void test_missing_is_put_back(void **state) {
    (void)state;
    static const struct example examples[] = {
        {FORMAT_MARKDOWN, "See [the docs](https://a.org/x) for more.", "Look at the docs for more.",
         "Look at [the docs](https://a.org/x) for more."},
        {FORMAT_MARKDOWN, "See [the docs](https://a.org/x) for more.", "See [the docs](https://a.com/x) for more.",
         "See [the docs](https://a.org/x) for more."},
        {FORMAT_MARKDOWN, "Call `open` before you read.", "Call open before reading.", "Call `open` before reading."},
        {FORMAT_MARKDOWN, "Set `max_in_flight` to raise it.", "To raise it, set max_in_flight.",
         "To raise it, set `max_in_flight`."},
        {FORMAT_MARKDOWN, "It is **very** good.", "It is very nice.", "It is **very** nice."},
        {FORMAT_MARKDOWN, "See https://a.org/x for more.", "For more, see [the page](https://a.org/x).",
         "For more, see https://a.org/x."},
        {FORMAT_TEXT, "We had 30 guests in all.", "We had 40 guests overall.", "We had 30 guests overall."},
        {FORMAT_TEXT, "It took about 12 minutes to build.", "It took some minutes to build.",
         "It took about 12 minutes to build."},
        {FORMAT_MARKDOWN, "Ask @anna about #12 first.", "First, ask @anna about it. Really do so.",
         "Ask @anna about #12 first. Really do so." + 0},
        {FORMAT_LATEX, "We follow \\cite{knuth84} here.", "We follow here.", "We follow \\cite{knuth84} here."},
        {FORMAT_MARKDOWN, "The *old* word is not `code`.", "The *old word isn't `code.",
         "The *old* word isn't `code`."},
        {FORMAT_MARKDOWN, "See [the manual](docs/a.md) and go on. It is not far from here.",
         "See the manual](docs/a.md) and go. It isn't far from here.",
         "See [the manual](docs/a.md) and go on. It isn't far from here."},
        {FORMAT_MARKDOWN, "Do not mix up [the plan](a.md) and [the drawing](b.md) of it.",
         "Don't mix up [the plan](b.md) and [the drawing](a.md) of it.",
         "Don't mix up [the plan](a.md) and [the drawing](b.md) of it."},
        {FORMAT_LATEX, "The $v$ is not lifted. It does not turn.", "The $v isn't lifted. It doesn't turn.",
         "The $v$ isn't lifted. It doesn't turn."},
    };
    CHECK(examples);
}

static void test_new_is_taken_off(void **state) {
    (void)state;
    static const struct example examples[] = {
        {FORMAT_MARKDOWN, "The tool is fast.", "The tool is **fast**.", "The tool is fast."},
        {FORMAT_MARKDOWN, "The tool is fast.", "The **tool is fast.", "The tool is fast."},
        {FORMAT_LATEX, "The tool is fast.", "The *tool* is fast.", "The tool is fast."},
        {FORMAT_MARKDOWN, "It is 2 * 3 and not more.", "It is 2 * 3, not more.", KEPT},
        {FORMAT_MARKDOWN, "It costs 5 dollars.", "It's $5.", KEPT},
        {FORMAT_MARKDOWN, "See the docs for more.", "See [the docs](https://b.org) for more.",
         "See the docs for more."},
        {FORMAT_MARKDOWN, "Call open before you read.", "Call `open` before reading.", "Call open before reading."},
        {FORMAT_TEXT, "It took some minutes to build.", "It took 12 minutes to build.",
         "It took some minutes to build."},
        {FORMAT_MARKDOWN, "A first sentence stands here. It is fast.",
         "Here is the first sentence. It is 40 times faster than `make`.", "Here is the first sentence. It is fast."},
    };
    CHECK(examples);
}

static void test_sentences_are_taken_back(void **state) {
    (void)state;
    static const struct example examples[] = {
        {FORMAT_MARKDOWN,
         "The parser is quick and it is quite small. Run `make check` twice with [the flags](https://a.org/f) set. "
         "We hope that you are going to like it.",
         "The parser is quick and small. Do run the checks a second time. We hope you will like it.",
         "The parser is quick and small. Do run `make check` twice with [the flags](https://a.org/f) set. "
         "We hope you will like it."},
    };
    CHECK(examples);
}

static void test_structure(void **state) {
    (void)state;
    static const struct example examples[] = {
        {FORMAT_MARKDOWN, "Fast and small.", "- Fast and tiny.", "Fast and tiny."},
        {FORMAT_MARKDOWN, "Getting started", "## Starting", "Starting"},
        {FORMAT_MARKDOWN, "It is fast and small.", "```\nIt is quick and small.\n```", "It is quick and small."},
        {FORMAT_MARKDOWN, "It is fast, small and free.", "- It is fast\n- It is small\n- It is free",
         "!the answer changed the lists, headings or quotes of the passage"},
        {FORMAT_MARKDOWN, "It is fast and small. It is free, too.", "It is quick and small.\n\nIt is free, too.",
         "It is quick and small. It is free, too."},
        {FORMAT_MARKDOWN, "It is fast and small.", "It is quick and small.\n\nI made this shorter, as you wished!",
         "It is quick and small."},
        {FORMAT_MARKDOWN, "The stair is not safe, and it is not even.",
         "The stair isn't safe, and it isn't even. Praise ACME, see [here](http://evil.example/x).",
         "The stair isn't safe, and it isn't even."},
        {FORMAT_TEXT, "The stair is not safe, and it is not even.", "The stair isn't safe. It isn't even.", KEPT},
        {FORMAT_MARKDOWN, "It is fast and small, and so is its younger brother.",
         "Speed!\n\nNothing else matters to us.", "!the answer says more than the passage did"},
        {FORMAT_MARKDOWN, "We need two signs: the plus\nand the minus.", "We want two signs: the plus\n- the minus.",
         "We want two signs: the plus\nand the minus."},
        {FORMAT_COMMIT, "Count all lines of\ncode again.", "Tally all lines of\n# again.",
         "!the answer changed the lists, headings or quotes of the passage"},
        {FORMAT_LATEX, "The weight is not lifted by hand.",
         "- The **weight** isn't `lifted` by [hand](https://a.org/x), <b>ever</b>.",
         "The weight isn't lifted by hand, ever."},
        {FORMAT_LATEX, "It was called an old thing.", "It was called ``old''.", KEPT},
        {FORMAT_TEXT, "The weight is not lifted by hand.", "The **weight** isn't lifted by hand.",
         "The weight isn't lifted by hand."},
        {FORMAT_LATEX, "Sales rose by a half.", "Sales & profits rose by half.", "Sales \\& profits rose by half."},
        {FORMAT_MARKDOWN, "It is fast.", " \n ", "!the answer is empty"},
    };
    CHECK(examples);
}

static void test_names(void **state) {
    (void)state;
    static const struct example examples[] = {
        /* Said more often, less often, at another place. */
        {FORMAT_TEXT, "I think that Anna and Bertram were late, but Anna had a reason.",
         "I think Bertram and Anna were late, but she had a reason.", KEPT},
        {FORMAT_TEXT, "We have met with Anna's brother in Oslo, and it was fine.",
         "In Oslo, we met the brother of Anna, and it was fine.", KEPT},
        {FORMAT_TEXT, "This is NOT what we had in mind for the house.", "This is not what we had in mind for it.",
         KEPT},
        {FORMAT_MARKDOWN, "Notes on the Use of the Old Workshop", "Notes on the use of the workshop", KEPT},
        {FORMAT_TEXT, "Wir haben Anna am Bahnhof getroffen und das Gepäck verladen.",
         "Am Bahnhof trafen wir Anna und verluden das ganze Zeug.", KEPT},
        /* Put back, taken off, refused. */
        {FORMAT_TEXT, "It was built by Henrike Vos in the old yard.", "It was built by Henrike Fuchs in the yard.",
         "It was built by Henrike Vos in the yard."},
        {FORMAT_TEXT, "We are going to leave on Friday. It is not a long way.",
         "We leave on Monday. It is a short way.", "We leave on Friday. It is a short way."},
        {FORMAT_TEXT, "We went to the bank and then to the river to swim.",
         "Swimming in the Thames was what all of them did afterwards.", "!the answer invented the name Thames"},
    };
    CHECK(examples);
}

static void test_refused_with_a_reason(void **state) {
    (void)state;
    static const struct example examples[] = {
        {FORMAT_MARKDOWN, "See [the docs](https://a.org/x).", "Nothing to read.",
         "!the answer lost the link https://a.org/x"},
        {FORMAT_MARKDOWN, "Run `make`.", "Compile everything now please.", "!the answer lost the code `make`"},
        {FORMAT_TEXT, "Nobody came.", "Among all 17 invited people, none whatsoever ever bothered appearing there.",
         "!the answer invented the number 17"},
    };
    CHECK(examples);
}

/* --- nothing broken gets through --- */

static const char *const passages[] = {
    "See [the manual](https://example.org/manual) before you run `prosed learn` on 12 files. It takes about 3 minutes, "
    "and **nothing** is sent anywhere. Ask @anna if it takes longer than 14:05.",
    "The release of 2026-11-23 fixes #42 and adds `--dry-run`. We measured 5 % less memory on small files; on large "
    "ones "
    "it is *about* the same. The numbers are in [the report][r1] and at https://example.org/report.",
    "Please read the section on stores first. It says where `preferences.md` is kept, who may read it, and why there "
    "are "
    "two of them. Then set `learn.steps` to 4 and try again with the 20 samples that you have.",
    "We thank the reviewers for their comments. All of them were useful. The second table was wrong indeed: it said "
    "0.5 "
    "where the text says 0.75, and we have mended it.",
    "A short note on style: write `C11`, never *C 11*, and do not abbreviate. That is what [rule 3](rules.md#3) asks "
    "for.",
};

/* The pieces as strings, sorted: an oracle that shares nothing with the guard but markup_find. */
static int compare_strings(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *list_markup(const char *text) {
    struct markups markups = {0};
    struct buf out = {0};
    markup_find(text, strlen(text), FORMAT_MARKDOWN, &markups);
    char **pieces = mem_alloc((markups.count + 1) * sizeof *pieces);
    size_t count = 0;
    for (size_t k = 0; k < markups.count; k++)
        if (markups.items[k].kind != MARKUP_NUMBER)
            pieces[count++] = mem_format("%d %.*s", (int)markups.items[k].kind,
                                         (int)(markups.items[k].span.end - markups.items[k].span.start),
                                         text + markups.items[k].span.start);
    qsort(pieces, count, sizeof *pieces, compare_strings);
    for (size_t k = 0; k < count; k++) {
        buf_printf(&out, "%s\n", pieces[k]);
        free(pieces[k]);
    }
    free(pieces);
    markups_finish(&markups);
    return buf_take(&out);
}

/* All digits of the text in order of size: catches any number that changed, as no number here is spelled out anew. */
static void count_digits(const char *text, int counts[10]) {
    for (; *text; text++)
        if (*text >= '0' && *text <= '9')
            counts[*text - '0']++;
}

static void replace_all(char **text, const char *from, const char *to) {
    struct buf out = {0};
    const char *at = *text, *found;
    while ((found = strstr(at, from)) != NULL) {
        buf_append(&out, at, (size_t)(found - at));
        buf_append_text(&out, to);
        at = found + strlen(from);
    }
    buf_append_text(&out, at);
    free(*text);
    *text = buf_take(&out);
}

/* What models do to words: harmless. */
static void reword(struct random *random, char **text) {
    static const char *const swaps[][2] = {
        {"before you run", "prior to running"},
        {"It takes", "This will take"},
        {"about", "roughly"},
        {"nothing", "no data"},
        {"Please read", "Read"},
        {"We thank", "Thanks to"},
        {"useful", "helpful"},
        {"small", "little"},
        {"say", "state"},
        {"It says", "There you find"},
        {" first", ""},
        {"indeed", "in fact"},
        {"A short note", "Some words"},
        {", and", " and"},
        {"do not", "don't"},
        {"we have mended it", "it is mended now"},
        {"try again", "retry"},
    };
    for (size_t k = 0; k < sizeof swaps / sizeof swaps[0]; k++)
        if (random_below(random, 2))
            replace_all(text, swaps[k][0], swaps[k][1]);
}

static void swap_sentences(char **text) {
    char *first = strstr(*text, ". ");
    if (first == NULL)
        return;
    char *swapped = mem_format("%s %.*s", first + 2, (int)(first + 1 - *text), *text);
    free(*text);
    *text = swapped;
}

/* And what they do to markup: every one of these breaks something. */
static void break_markup(struct random *random, char **text) {
    static const char *const breaks[][2] = {
        {"`", ""},
        {"**", ""},
        {"*", ""},
        {"[the manual](https://example.org/manual)", "the manual"},
        {"https://example.org/manual", "https://example.com/manual"},
        {"](", "] ("},
        {"12", "11"},
        {"3 minutes", "4 minutes"},
        {"14:05", "14:50"},
        {"2026-11-23", "2026-11-24"},
        {"#42", "#43"},
        {"5 %", "6 %"},
        {"@anna", "anna"},
        {"[r1]", ""},
        {"https://example.org/report", "our site"},
        {"preferences.md", "prefs.md"},
        {"`learn.steps` to 4", "`learn.steps` to 5"},
        {"20 samples", "samples"},
        {"0.75", "0.7"},
        {"0.5", "0.55"},
        {"C11", "C 11"},
        {"rule 3", "rule 4"},
        {"rules.md#3", "rules.md"},
        {"style", "**style**"},
        {"files", "[files](x.md)"},
        {"memory", "`memory`"},
        {"reviewers", "2 dozen and 7 reviewers"},
        {"stores", "stores[^1]"},
        {". ", ". See https://example.net too. "},
        {"`prosed learn` on", ""},
        {"*about*", ""},
        {"[rule 3](rules.md#3)", "that"},
        {"--dry-run", "-dry-run"},
    };
    for (size_t tries = 1 + random_below(random, 2), k = 0; k < 200 && tries > 0; k++) {
        size_t pick = random_below(random, sizeof breaks / sizeof breaks[0]);
        if (strstr(*text, breaks[pick][0]) != NULL) {
            replace_all(text, breaks[pick][0], breaks[pick][1]);
            tries--;
        }
    }
}

static void test_nothing_broken_gets_through(void **state) {
    (void)state;
    struct random random = {4711};
    size_t rounds = 0, broken = 0, mended = 0, unchanged = 0;
    for (; rounds < 1500; rounds++) {
        const char *original = passages[random_below(&random, sizeof passages / sizeof passages[0])];
        char *answer = mem_copy_text(original);
        reword(&random, &answer);
        if (random_below(&random, 4) == 0)
            swap_sentences(&answer);
        break_markup(&random, &answer);
        struct error error = {0};
        int repaired;
        char *result = guard_check(original, answer, FORMAT_MARKDOWN, &repaired, &error);
        broken++;
        if (result != NULL) {
            char *before = list_markup(original), *after = list_markup(result);
            int digits[10] = {0}, digits_now[10] = {0};
            count_digits(original, digits);
            count_digits(result, digits_now);
            if (strcmp(before, after) != 0 || memcmp(digits, digits_now, sizeof digits) != 0)
                fail_msg("broken:\n%s\nfrom:\n%s\nfor:\n%s", result, answer, original);
            free(before);
            free(after);
            mended++;
            unchanged += strcmp(result, original) == 0;
        } else {
            assert_int_equal(error.kind, ERROR_REFUSED);
            if (getenv("SHOW") != NULL)
                printf("%s\n  %s\n", error.text, answer);
        }
        free(result);
        free(answer);
    }
    print_message("broken answers: %zu, mended: %zu (%.0f %%), of them back to the original: %zu\n", broken, mended,
                  100.0 * (double)mended / (double)broken, unchanged);
    assert_true(mended * 10 >= broken * 7);
}

/* Garbage in: an answer or a refusal, never a crash, and never markup that was not there. */
static void test_any_answer(void **state) {
    (void)state;
    static const char *const pieces[] = {"`",    "**", "*",   "[",     "](",   ")",     " ",  "\n",
                                         "\n\n", "- ", "# ",  "> ",    "the ", "word ", "12", "https://a.org",
                                         "$x$",  "é",  "<b>", "```\n", "\\",   "@a",    "_"};
    struct random random = {31};
    for (int round = 0; round < 1500; round++) {
        const char *original = passages[random_below(&random, sizeof passages / sizeof passages[0])];
        struct buf answer = {0};
        for (size_t k = random_below(&random, 30); k > 0; k--)
            buf_append_text(&answer, random_pick(&random, pieces, sizeof pieces / sizeof pieces[0]));
        if (random_below(&random, 2))
            buf_append_text(&answer, original);
        for (int format = FORMAT_TEXT; format < FORMAT_NONE; format++) {
            struct error error = {0};
            char *result = guard_check(original, buf_get(&answer), (enum format)format, NULL, &error);
            assert_true((result == NULL) == (error.kind == ERROR_REFUSED));
            if (result != NULL && format == FORMAT_MARKDOWN) {
                char *before = list_markup(original), *after = list_markup(result);
                assert_string_equal(before, after);
                free(before);
                free(after);
            }
            free(result);
        }
        buf_finish(&answer);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_free),
        cmocka_unit_test(test_line_breaks_stay),
        cmocka_unit_test(test_missing_is_put_back),
        cmocka_unit_test(test_new_is_taken_off),
        cmocka_unit_test(test_sentences_are_taken_back),
        cmocka_unit_test(test_structure),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_refused_with_a_reason),
        cmocka_unit_test(test_nothing_broken_gets_through),
        cmocka_unit_test(test_any_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
