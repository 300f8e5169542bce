/* Rewrites and completions: which bytes are asked for, and what becomes of an answer. */
#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/writing/write.h"
#include "tests/unit/text/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct document *create(const char *text) {
    return document_create("/tmp/notes.md", "markdown", text, strlen(text));
}

static size_t find(const struct document *document, const char *needle) {
    const char *data = text_get_data(document_get_text(document));
    const char *found = strstr(data, needle);
    assert_non_null(found);
    return (size_t)(found - data);
}

/* The texts of the passages that a range asks for, one per line; or the error. */
static char *plan_texts(const struct document *document, size_t start, size_t end, size_t max_words) {
    struct rewrite_plan *plans;
    size_t count;
    struct error error = {0};
    struct buf out = {0};
    if (!write_plan(document, start, end, max_words, &plans, &count, &error)) {
        buf_printf(&out, "!%s", error.text);
        return buf_take(&out);
    }
    for (size_t k = 0; k < count; k++)
        buf_printf(&out, "%s%s", k > 0 ? "|" : "", plans[k].text);
    write_plans_finish(plans, count);
    return buf_take(&out);
}

static void assert_plan(const char *text, const char *from, const char *to, const char *wanted) {
    struct document *document = create(text);
    size_t start = find(document, from);
    size_t end = to != NULL ? find(document, to) + strlen(to) : start;
    char *texts = plan_texts(document, start, end, 100);
    assert_string_equal(texts, wanted);
    free(texts);
    document_destroy(document);
}

static const char page[] =
    "# A title\n\nThe first passage is\nover two lines. It has two sentences.\n\n```\ncode here\n```\n\n"
    "- An item with [a link](https://a.org) in it.\n- Another one.\n\n> Quoted words\n> stand here.\n";

static void test_what_is_rewritten(void **state) {
    (void)state;
    /* The passage around the cursor. */
    assert_plan(page, "lines", NULL, "The first passage is\nover two lines. It has two sentences.");
    assert_plan(page, "title", NULL, "A title");
    assert_plan(page, "link", NULL, "An item with [a link](https://a.org) in it.");
    assert_plan(page, "code here", NULL, "!there is no prose at the cursor");
    /* A block cursor stands on one character, also on the end of a line. */
    assert_plan(page, "A title", "A", "A title");
    assert_plan("Caf\xc3\xa9 is here.", "\xc3\xa9", "\xc3\xa9", "Caf\xc3\xa9 is here.");
    assert_plan("One line\nand another.", "\n", "\n", "One line\nand another.");
    assert_plan("Caf\xc3\xa9 is here.", "\xc3\xa9", "\xc3\xa9 ", "\xc3\xa9");
    /* Just the selection, without what is no prose. */
    assert_plan(page, "It has", "sentences.", "It has two sentences.");
    assert_plan(page, "passage", "two lines", "passage is\nover two lines");
    assert_plan(page, "It has", "Another", "It has two sentences.|An item with [a link](https://a.org) in it.|Another");
    assert_plan(page, "code", "here", "!there is no prose in the selection");
    /* Markup is taken whole. */
    assert_plan(page, "link](", "link](", "[a link](https://a.org)");
    assert_plan(page, "a.org", "in it", "[a link](https://a.org) in it");
    assert_plan(page, "a link", "a link", "a link");
}

static void test_too_much(void **state) {
    (void)state;
    struct document *document = create(page);
    char *texts = plan_texts(document, 0, strlen(page), 10);
    assert_string_equal(texts, "!28 words are more than rewrite.max_words allows (10); select less, or raise it in the "
                               "settings");
    free(texts);
    texts = plan_texts(document, 0, strlen(page), 0); /* no limit */
    assert_true(texts[0] != '!');
    free(texts);
    document_destroy(document);
}

static void test_context(void **state) {
    (void)state;
    struct buf text = {0};
    for (int k = 0; k < 100; k++)
        buf_printf(&text, "Sentence number %d stands here. ", k);
    buf_append_text(&text, "\n\nThe passage.\n\n");
    for (int k = 0; k < 100; k++)
        buf_printf(&text, "Later comes number %d. ", k);
    struct document *document = create(buf_get(&text));
    struct rewrite_plan *plans;
    size_t count, at = find(document, "passage.");
    assert_true(write_plan(document, at, at, 100, &plans, &count, NULL));
    assert_int_equal(count, 1);
    assert_true(strlen(plans[0].before) > 400 && strlen(plans[0].before) <= 600);
    assert_int_equal(strncmp(plans[0].before, "Sentence number", 15), 0);
    assert_true(strlen(plans[0].after) > 400 && strlen(plans[0].after) <= 600);
    assert_int_equal(plans[0].after[strlen(plans[0].after) - 1], '.');
    struct question question;
    struct list preferences = {0};
    write_ask_rewrite(&plans[0], FORMAT_MARKDOWN, &preferences, "shorter", &question);
    assert_int_equal(question.op, OP_REWRITE);
    assert_string_equal(question.passage, "The passage.");
    assert_string_equal(question.instruction, "shorter");
    write_plans_finish(plans, count);
    document_destroy(document);
    buf_finish(&text);
}

/* The document after the rewrite of one range by one answer; or the error. */
static char *rewrite(const char *text, const char *from, const char *to, const char *answer, size_t *edited) {
    struct document *document = create(text);
    struct rewrite_plan *plans;
    struct edits edits = {0};
    struct error error = {0};
    size_t count, start = find(document, from), end = to != NULL ? find(document, to) + strlen(to) : start;
    char *result;
    assert_true(write_plan(document, start, end, 0, &plans, &count, NULL));
    assert_int_equal(count, 1);
    if (write_read_rewrite(&plans[0], FORMAT_MARKDOWN, answer, false, false, &edits, &error))
        result = edits_apply(&edits, text, strlen(text), NULL);
    else
        result = mem_format("!%s", error.text);
    if (edited != NULL)
        *edited = edits.count;
    edits_finish(&edits);
    write_plans_finish(plans, count);
    document_destroy(document);
    return result;
}

static void test_answers_become_edits(void **state) {
    (void)state;
    static const char *const cases[][4] = {
        /* cursor at, selection to, answer, result */
        {"two lines", NULL, "\"\"\"The first part is over two lines. It has two sentences.\"\"\"",
         "The first part is\nover two lines. It has two sentences."},
        {"two lines", NULL,
         "Sure, here is the text:\n\n\"\"\"\nThe first passage is over two lines. It has two clauses.\n\"\"\"",
         "The first passage is\nover two lines. It has two clauses."},
        {"It has", "sentences.", "There are two sentences.",
         "The first passage is\nover two lines. There are two sentences."},
        {"link", NULL, "An item with a link inside it.", "- An item with [a link](https://a.org) inside it."},
        {"Quoted", NULL, "Cited words\nare standing here.", "> Cited words\n> are standing here."},
        {"title", NULL, "# The title", "# The title"},
        {"two lines", NULL, "<think>Hm.</think>The first passage is over two lines. It has two sentences.",
         "The first passage is\nover two lines. It has two sentences."},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        size_t edited;
        char *result = rewrite(page, cases[k][0], cases[k][1], cases[k][2], &edited);
        if (strstr(result, cases[k][3]) == NULL)
            fail_msg("%s\nnot in: %s", cases[k][3], result);
        assert_true(strstr(result, "```\ncode here\n```\n\n- An item with [a link](https://a.org) in") != NULL);
        free(result);
    }
}

/* What a model is shown of a heading or a list item, and its marker in the answer, kept, changed or forgotten. */
static void test_markers(void **state) {
    (void)state;
    static const struct {
        const char *text, *from, *marked;
    } shown[] = {
        {"## A title\n", "title", "## A title"},
        {"- An item\n- Two\n", "item", "- An item"},
        {"12. An item\n", "item", "12. An item"},
        {"> - Quoted item\n", "item", "- Quoted item"},
        {"Title\n=====\n", "Title", "Title"},
        {"A paragraph\n", "A", "A paragraph"},
        {"- An item\n\n  More of it\n", "More", "More of it"},
    };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct document *document = create(shown[i].text);
        struct rewrite_plan *plans;
        size_t count, at = find(document, shown[i].from);
        struct question question;
        assert_true(write_plan(document, at, at, 0, &plans, &count, NULL));
        write_ask_rewrite(&plans[0], FORMAT_MARKDOWN, NULL, NULL, &question);
        assert_string_equal(question.passage, shown[i].marked);
        write_plans_finish(plans, count);
        document_destroy(document);
    }
    static const char *const answers[] = {"- A new item", "* A new item", "1. A new item", "A new item"};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char *result = rewrite("- An item\n- Two\n", "item", NULL, answers[i], NULL);
        assert_string_equal(result, "- A new item\n- Two\n");
        free(result);
    }
    char *result = rewrite("## A title\n", "title", NULL, "## A Title", NULL);
    assert_string_equal(result, "## A Title\n");
    free(result);
}

/* One space or two between sentences; everywhere else, and where lines break, white space stays as it is. */
static void test_spacing(void **state) {
    (void)state;
    static const struct {
        const char *text, *answer, *wanted;
    } rows[] = {
        {"One here. Two there. Three.", "One here.  Two there.  Three.", "One here.  Two there.  Three."},
        {"One here.  Two there.", "One here. Two there.", "One here. Two there."},
        {"He said \"no.\" She left.", "He said \"no.\"  She left.", "He said \"no.\"  She left."},
        {"One  here. Two.", "One here.  Two.", "One  here.  Two."},
        {"One here.\nTwo there.", "One here.  Two there.", "One here.\nTwo there."},
        {"One here. Two did not go. Three.", "One here.  Two didn't go.  Three.", "One here.  Two didn't go.  Three."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *result = rewrite(rows[i].text, " ", NULL, rows[i].answer, NULL);
        assert_string_equal(result, rows[i].wanted);
        free(result);
    }
}

static void test_smallest_edits(void **state) {
    (void)state;
    size_t edited;
    free(rewrite(page, "two lines", NULL, "The first passage stands on two rows. It has two sentences.", &edited));
    assert_true(edited >= 1 && edited <= 2);
    free(rewrite(page, "two lines", NULL, "The first passage is over two lines. It has two sentences.", &edited));
    assert_int_equal(edited, 0);
}

static void test_refusals(void **state) {
    (void)state;
    size_t edited;
    char *result = rewrite("Run `make`.\n", "Run", NULL, "Compile everything now please.", &edited);
    assert_string_equal(result, "!the answer has next to no word of the passage: \"Compile everything now please.\"");
    assert_int_equal(edited, 0);
    free(result);
    result = rewrite("Run it now.\n", "Run", NULL, "\"\"\"", &edited);
    assert_int_equal(result[0], '!');
    free(result);
    result = rewrite("Run it now.\n", "Run", NULL, "\"\"\"\nRun it at once.", &edited);
    assert_string_equal(result, "!the model's text was cut off"); /* what came may be half of it */
    free(result);
}

/* What a model would be cleaned of is the author's own where no model answered. */
static void test_verbatim(void **state) {
    (void)state;
    static const struct {
        const char *text, *from, *rewritten;
    } rows[] = {
        {"Here's the new version of the text:\nIt doesn't work.", "new",
         "Here is the new version of the text:\nIt does not work."},
        {"“I have no boat.”", "boat", "\"I have no boat.\""},
        {"\"I have no boat.\"", "boat", "“I have no boat.”"},
        {"Sure, I'm here. Let me know if it isn't so.", "here", "Sure, I am here. Let me know if it is not so."},
        {"He writes \"\"\"it's\"\"\" in quotes.", "quotes", "He writes \"\"\"it is\"\"\" in quotes."},
        {"Rewritten: we didn't go.", "go", "Rewritten: we did not go."},
        {"<think>we didn't go</think> there.", "there", "<think>we did not go</think> there."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct document *document = create(rows[i].text);
        struct rewrite_plan *plans;
        struct edits edits = {0};
        size_t count, at = find(document, rows[i].from);
        assert_true(write_plan(document, at, at, 0, &plans, &count, NULL));
        assert_true(write_take_rewrite(&plans[0], FORMAT_MARKDOWN, rows[i].rewritten, &edits, NULL));
        char *result = edits_apply(&edits, rows[i].text, strlen(rows[i].text), NULL);
        assert_string_equal(result, rows[i].rewritten);
        free(result);
        edits_finish(&edits);
        write_plans_finish(plans, count);
        document_destroy(document);
    }
}

/* --- completions --- */

/* The text with its completion, "|" at both ends of what was inserted; or the error. The cursor is "|". */
static char *complete_with(const char *text_with_cursor, const char *answer, bool cut_off, size_t shown) {
    const char *cursor = strchr(text_with_cursor, '|');
    assert_non_null(cursor);
    size_t offset = (size_t)(cursor - text_with_cursor);
    char *text = mem_format("%.*s%s", (int)offset, text_with_cursor, cursor + 1);
    struct document *document = create(text);
    struct completion_plan plan;
    struct error error = {0};
    char *result;
    if (write_plan_completion(document, offset, &plan, &error)) {
        char *inserted =
            shown ? write_show_completion(&plan, answer, shown) : write_read_completion(&plan, answer, cut_off);
        result = mem_format("%.*s|%s|%s", (int)offset, text, inserted, text + offset);
        free(inserted);
        write_completion_plan_finish(&plan);
    } else {
        result = mem_format("!%s", error.text);
    }
    document_destroy(document);
    free(text);
    return result;
}

static char *complete(const char *text_with_cursor, const char *answer, bool cut_off) {
    return complete_with(text_with_cursor, answer, cut_off, 0);
}

static void assert_completes(const char *text, const char *answer, const char *wanted) {
    char *result = complete(text, answer, false);
    assert_string_equal(result, wanted);
    free(result);
}

static void test_joining(void **state) {
    (void)state;
    /* Spaces. */
    assert_completes("I like|", "cats.", "I like| cats.|");
    assert_completes("I like |", " cats.", "I like |cats.|");
    assert_completes("I like (|", "small) cats.", "I like (|small) cats.|");
    assert_completes("I like cats|", ", and dogs.", "I like cats|, and dogs.|");
    assert_completes("It is well-|", "known.", "It is well-|known.|");
    /* Letters. */
    assert_completes("I like |", "The cat of my aunt.", "I like |the cat of my aunt.|");
    assert_completes("I like |", "Paris.", "I like |Paris.|");
    assert_completes("I like |", "I know not what.", "I like |I know not what.|");
    assert_completes("I like cats. |", "they sleep.", "I like cats. |They sleep.|");
    assert_completes("I like cats.|", "they sleep.", "I like cats.| They sleep.|");
    assert_completes("i like cats. they sleep. |", "they eat.", "i like cats. they sleep. |they eat.|");
    assert_completes("See e.g. |", "The cat.", "See e.g. |the cat.|");
}

static void test_no_repetition(void **state) {
    (void)state;
    assert_completes("I like the |", "I like the cat.", "I like the |cat.|");
    assert_completes("One. I like the|", "I like the cat.", "One. I like the| cat.|");
    assert_completes("I like wri|", "writing letters.", "I like wri|ting letters.|");
    assert_completes("I like cats, |", "I like cats, and dogs.", "I like cats, |and dogs.|");
    assert_completes("I like| and dogs.", "cats and dogs.", "I like| cats| and dogs.");
    assert_completes("The cat | over the dog.", "jumps high over the dog.", "The cat |jumps high| over the dog.");
    assert_completes("The cat |over the dog.", "jumps.", "The cat |jumps |over the dog.");
    assert_completes("The cat|.", "sleeps.", "The cat| sleeps|.");
    assert_completes("The cat | today.", "I like dogs. Over the hill.", "The cat |I like dogs| today." + 0);
    assert_completes("I like cats. |\n\nThey sleep all day long.", "They sleep all day long.",
                     "I like cats. ||\n\nThey sleep all day long.");
}

static void test_one_sentence(void **state) {
    (void)state;
    assert_completes("I like |", "cats. They sleep. They eat.", "I like |cats.|");
    assert_completes("I like cats. |", "They sleep. They eat.", "I like cats. |They sleep.|");
    assert_completes("I like |", "cats\nand dogs.\n\nAnd more.", "I like |cats and dogs.|");
    assert_completes("I like |", "cats:\n- one\n- two", "I like |cats:|");
    assert_completes("I like |", "\"\"\"cats.\"\"\"", "I like |cats.|");
    assert_completes("I like |", "\"\"\"\ncats and dogs", "I like |cats and|"); /* no end: cut off */
    assert_completes("I like |", "to run `make", "I like |to run|");
    assert_completes("I like |", "", "I like ||");
    assert_completes("I like wri|ting.", "good", "I like wri||ting.");
}

static void test_cut_off(void **state) {
    (void)state;
    char *result = complete("I like |", "\"\"\"cats and dogs and the oth", true);
    assert_string_equal(result, "I like |cats and dogs and the|");
    free(result);
    result = complete("I like cats. |", "They sleep. And th", true);
    assert_string_equal(result, "I like cats. |They sleep.|");
    free(result);
}

/* What is shown of an answer that still comes is the beginning of what is inserted in the end, by whole words. */
static void test_growing(void **state) {
    static const char *const places[] = {"I like |",          "I like the|",
                                         "I like cats. |",    "I like cats.|",
                                         "I like| and dogs.", "The cat | over the dog.",
                                         "The cat|.",         "Some.\n\n|\n\nMore words."};
    static const char *const answers[] = {
        "cats that sleep all day, and more of it.", "I like the cats that sleep.", "The cat sleeps. It eats. It goes.",
        "writing letters, e.g. to Ann, and mail",   "jumps high over the dog.",    "5.5 kg of \"food\" (dry) a day."};
    (void)state;
    size_t steps = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        for (size_t j = 0; j < sizeof answers / sizeof *answers; j++) {
            char *whole = mem_format("\"\"\"\n%s\n\"\"\"", answers[j]);
            char *last = complete(places[i], whole, false);
            size_t last_end = 0;
            for (size_t len = 1; len <= strlen(answers[j]); len++) {
                char *shown = complete_with(places[i], answers[j], true, len);
                size_t end = strlen(shown) - strlen(strchr(strchr(shown, '|') + 1, '|'));
                steps += end > last_end;
                last_end = end;
                while (end > 0 && strchr(" .,", shown[end - 1]))
                    end--; /* marks and spaces at the end are set anew with each word */
                if (strncmp(shown, last, end) != 0)
                    fail_msg("%s + %.*s: shows \"%s\", ends as \"%s\"", places[i], (int)len, answers[j], shown, last);
                free(shown);
            }
            free(last);
            free(whole);
        }
    }
    assert_true(steps > 150); /* word by word */
}

static void test_where(void **state) {
    (void)state;
    assert_completes("Some words.\n\n|\n\nMore words.", "New text.", "Some words.\n\n|New text.|\n\nMore words.");
    assert_completes("|", "new text.", "|New text.|");
    assert_completes("- One.\n- |", "two.", "- One.\n- |Two.|");
    assert_completes("Run `ma|ke` now.", "x", "!the cursor is inside code, a link or other markup");
    assert_completes("See [a](https://a|.org) now.", "x", "!the cursor is inside code, a link or other markup");
    assert_completes("Words.\n\n```\nco|de\n```\n", "x", "!there is no prose at the cursor");
    assert_completes("Words.\n\n```\n|\n```\n", "x", "!there is no prose at the cursor");
    assert_completes("---\ntitle: |\n---\n\nWords.", "x", "!there is no prose at the cursor");
}

static void test_plan_of_a_completion(void **state) {
    (void)state;
    struct document *document = create("# T\n\nOne two. Three four\nfive six. Seven.\n\nLast.\n");
    struct completion_plan plan;
    struct question question;
    struct list preferences = {0};
    assert_true(write_plan_completion(document, find(document, "five"), &plan, NULL));
    assert_true(plan.mid_sentence);
    assert_string_equal(plan.before, "# T\n\nOne two. Three four\n");
    assert_string_equal(plan.before + strlen(plan.before) - plan.begun, "Three four\n");
    assert_string_equal(plan.after, "five six. Seven.\n\nLast.\n");
    assert_int_equal(plan.rest, 16);
    write_ask_completion(&plan, FORMAT_MARKDOWN, &preferences, &question);
    assert_int_equal(question.op, OP_COMPLETE);
    assert_string_equal(question.before, plan.before);
    write_completion_plan_finish(&plan);
    assert_true(write_plan_completion(document, find(document, " Seven"), &plan, NULL));
    assert_false(plan.mid_sentence);
    write_completion_plan_finish(&plan);
    document_destroy(document);
}

/* A book on one line is not sent as a whole, and what is sent begins and ends with sentences. */
static void test_long_passages(void **state) {
    (void)state;
    struct buf text = {0};
    struct completion_plan plan;
    for (int i = 0; i < 2000; i++)
        buf_printf(&text, "We looked at lamp %d again. ", i);
    buf_append_text(&text, "\n\nLast.\n");
    struct document *document = create(buf_get(&text));
    assert_true(write_plan_completion(document, find(document, "lamp 1000 "), &plan, NULL));
    size_t before_len = strlen(plan.before), after_len = strlen(plan.after);
    assert_in_range(before_len, 3900, 4000);
    assert_in_range(after_len, 3900, 4000);
    assert_memory_equal(plan.before, "We looked at lamp 8", 19);
    assert_string_equal(plan.before + before_len - plan.begun, "We looked at ");
    assert_memory_equal(plan.after, "lamp 1000 again. ", 17);
    assert_string_equal(plan.after + after_len - 7, " again.");
    assert_int_equal(plan.rest, after_len);
    write_completion_plan_finish(&plan);
    document_destroy(document);
    buf_finish(&text);
}

/* Whatever comes, the words around stay, spaces are single, and nothing crashes. */
static void test_any_answer(void **state) {
    (void)state;
    static const char *const texts[] = {"I like |", "I like| and dogs.", "|", "One. Two|\n\nThree.", "- a\n- b |",
                                        "x (|) y"};
    static const char *const pieces[] = {"cat", " ",  ".", "\n", "\"\"\"", "and dogs", "I like", "`",
                                         "The", "- ", ",", "é",  "(",      "\xff",     "3"};
    struct random random = {5};
    for (int round = 0; round < 4000; round++) {
        struct buf answer = {0};
        for (size_t k = random_below(&random, 12); k > 0; k--)
            buf_append_text(&answer, random_pick(&random, pieces, sizeof pieces / sizeof pieces[0]));
        const char *text = texts[random_below(&random, sizeof texts / sizeof texts[0])];
        char *result = complete(text, buf_get(&answer), random_below(&random, 2));
        assert_null(strstr(result, "  "));
        assert_null(strstr(result, " | "));
        assert_null(strstr(result, "| |"));
        free(result);
        buf_finish(&answer);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_rewritten), cmocka_unit_test(test_too_much),
        cmocka_unit_test(test_context),           cmocka_unit_test(test_answers_become_edits),
        cmocka_unit_test(test_markers),           cmocka_unit_test(test_spacing),
        cmocka_unit_test(test_smallest_edits),    cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_verbatim),          cmocka_unit_test(test_joining),
        cmocka_unit_test(test_no_repetition),     cmocka_unit_test(test_one_sentence),
        cmocka_unit_test(test_cut_off),           cmocka_unit_test(test_where),
        cmocka_unit_test(test_growing),           cmocka_unit_test(test_plan_of_a_completion),
        cmocka_unit_test(test_long_passages),     cmocka_unit_test(test_any_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
