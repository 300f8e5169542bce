/* The stylist: what it reads as a preference, judges, infers, rewrites, notes and completes, over all its traits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/mem.h"
#include "core/stylist/stylist.h"
#include "core/text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void every_trait_reads_its_own_sentences(void **state) {
    (void)state;
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i), *read = NULL;
        assert_true(trait_count_values(trait) >= 2);
        for (size_t j = 0; j < trait_count_values(trait); j++) {
            size_t value = TRAIT_VALUES_MAX;
            struct list single = {0};
            assert_true(stylist_read_preference(trait_get_preference(trait, j), &read, &value));
            assert_ptr_equal(read, trait);
            assert_int_equal(value, j);
            stylist_split(trait_get_preference(trait, j), &single);
            assert_int_equal(single.count, 1);
            list_finish(&single);
        }
    }
}

static void reads_near_wordings(void **state) {
    (void)state;
    static const struct {
        const char *sentence;
        const char *id; /* NULL: beyond reach */
        const char *value;
    } cases[] = {
        {"use CONTRACTIONS", "contractions", "use"},
        {"Use contractions where natural.", "contractions", "use"},
        {"Don't use contractions", "contractions", "avoid"},
        {"Avoid contractions; write them out", "contractions", "avoid"},
        {"Never use contractions such as \"don't\".", "contractions", "avoid"},
        {"Don't hesitate to use contractions", "contractions", "use"},
        {"Write contractions out in full.", "contractions", "avoid"},
        {"Prefer British over American spelling", "spelling", "british"},
        {"Avoid British spelling", "spelling", "american"},
        {"Use the serial comma in lists", "oxford_comma", "use"},
        {"Omit the Oxford comma", "oxford_comma", "avoid"},
        {"Keep sentences short and direct", "sentence_length", "short"},
        {"Use digits rather than words for numbers", "numerals", "digits"},
        {"Spell out \"for example\" instead of \"e.g.\"", "latin", "spelled"},
        {"Use & instead of and", "ampersand", "use"},
        {"Use exclamation marks sparingly", "exclamation", "avoid"},
        {"Use exclamation points to convey enthusiasm", "exclamation", "use"},
        {"Use \"we\" instead of \"I\"", "person", "plural"},
        {"Avoid words like very and really", "intensifiers", "avoid"},
        {"Do not start sentences with conjunctions", "conjunction_start", "avoid"},
        {"Open with an anecdote", NULL, NULL},
        {"Open with a short sentence", NULL, NULL},
        {"Avoid exclamation marks in headings", NULL, NULL},
        {"Use contractions only when quoting somebody", NULL, NULL},
        {"Avoid exclamation marks except in greetings", NULL, NULL},
        {"Quote the source for every claim", NULL, NULL},
        {"Keep the tone friendly", NULL, NULL},
        {"Include a code example", NULL, NULL},
        {"Use both British and American spelling", NULL, NULL},
        {"", NULL, NULL},
    };
    size_t failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct trait *trait = NULL;
        size_t value = 0;
        bool read = stylist_read_preference(cases[i].sentence, &trait, &value);
        const char *id = read ? trait_get_id(trait) : "nothing", *name = read ? trait_get_value_id(trait, value) : "";
        if (strcmp(id, cases[i].id ? cases[i].id : "nothing") != 0 ||
            strcmp(name, cases[i].id ? cases[i].value : "") != 0) {
            print_message("\"%s\" read as %s %s\n", cases[i].sentence, id, name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

static char *split(const char *description) {
    struct list list = {0};
    stylist_split(description, &list);
    char *joined = list_join(&list, "|");
    list_finish(&list);
    return joined;
}

static void splits_descriptions(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"Use contractions. Open with an anecdote. Avoid emoji.",
         "Use contractions.|Open with an anecdote.|Avoid emoji."},
        {"[\"Use contractions.\", \"Be bold.\"]", "Use contractions.|Be bold."},
        {"- Use contractions.\n2. Avoid emoji\n\n", "Use contractions.|Avoid emoji"},
        {"Use contractions and avoid emoji.", "Use contractions.|Avoid emoji."},
        {"Abbreviate with \"e.g.\", \"i.e.\" and \"etc.\" Avoid emoji.",
         "Abbreviate with \"e.g.\", \"i.e.\" and \"etc.\"|Avoid emoji."},
        {"Write to the reader, and use a calm voice.", "Write to the reader, and use a calm voice."},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = split(cases[i][0]);
        assert_string_equal(got, cases[i][1]);
        free(got);
    }
}

static void infers_what_the_draft_lacks(void **state) {
    (void)state;
    static const char user[] = "It's the colour we don't like. We've got Tom's favourite, and it isn't grey.";
    struct list found = {0};
    stylist_infer(user, "It is the color that we do not like. We have Tom's favorite, and it is not gray.", false,
                  FORMAT_TEXT, &found);
    assert_true(list_find_alike(&found, "Use contractions.", NULL));
    assert_true(list_find_alike(&found, "Use British spelling.", NULL));
    assert_int_equal(found.count, 2);
    list_finish(&found);

    stylist_infer(user, user, false, FORMAT_TEXT, &found);
    assert_int_equal(found.count, 0);
    list_finish(&found);
}

/* A draft from notes has "5 %" because the notes have; straight marks it has because everybody has. */
static void infers_what_notes_shine_through(void **state) {
    (void)state;
    static const char user[] = "It's 5% of the year's rain, and 7% of the year's snow, that isn't much.";
    struct list found = {0};
    stylist_infer(user, "Rain: 5% of the year's. Snow: 7% of the year's.", true, FORMAT_TEXT, &found);
    assert_true(list_find_alike(&found, "Write percentages with the % sign.", NULL));
    assert_false(list_find_alike(&found, "Use straight quotation marks and apostrophes.", NULL));
    list_finish(&found);
    stylist_infer(user, "Rain: 5% of the year\xe2\x80\x99s. Snow: 7% of the year\xe2\x80\x99s.", false, FORMAT_TEXT,
                  &found);
    assert_false(list_find_alike(&found, "Write percentages with the % sign.", NULL));
    assert_true(list_find_alike(&found, "Use straight quotation marks and apostrophes.", NULL));
    list_finish(&found);
}

static void invents_nothing(void **state) {
    (void)state;
    struct list found = {0};
    /* One contraction is no habit; that no mark of exclamation is there is none either, unless the draft had some. */
    static const char user[] = "It's a short report about the new door, which was painted last week and is now dry.";
    stylist_infer(user, "The new door was painted last week and dried.", true, FORMAT_TEXT, &found);
    assert_int_equal(found.count, 0);
    stylist_infer(user, "The new door was painted last week! It dried! It is a short report.", true, FORMAT_TEXT,
                  &found);
    assert_int_equal(found.count, 1);
    assert_string_equal(found.items[0], "Avoid exclamation marks.");
    list_finish(&found);
}

static char *rewrite(const char *text, const char *preferences, const char *instruction) {
    struct list list = {0};
    list_add(&list, preferences);
    char *result = stylist_rewrite(text, FORMAT_MARKDOWN, &list, instruction);
    list_finish(&list);
    return result;
}

static void assert_rewrite(const char *text, const char *preferences, const char *instruction, const char *expected) {
    char *got = rewrite(text, preferences, instruction);
    assert_string_equal(got, expected);
    free(got);
}

static void earlier_preferences_win(void **state) {
    (void)state;
    assert_rewrite("It is late.", "Use contractions. Avoid contractions.", NULL, "It's late.");
    assert_rewrite("It is late.", "Avoid contractions. Use contractions.", NULL, "It is late.");
    assert_rewrite("It is late.", "Open with an anecdote. Use contractions.", NULL, "It's late.");
    assert_rewrite("It is the color.", "[\"Use contractions.\", \"Use British spelling.\"]", NULL, "It's the colour.");
}

static void instructions_outrank(void **state) {
    (void)state;
    assert_rewrite("It's late.", "Use contractions.", "more formal, please", "It is late.");
    assert_rewrite("It is late.", "Avoid contractions.", "casual", "It's late.");
    assert_rewrite("It should be noted that the very old door is, in my opinion, actually red.", "", "shorter",
                   "The old door is red.");
    assert_rewrite("It is very late.", "", "longer", "It is very late.");
    assert_rewrite("It's very late.", "", "avoid contractions", "It is very late.");
    assert_rewrite("It's very late.", "", "for a customer", "It's very late.");
}

/* Rows of words that notes share with their passage, as the check of learning.md section 4 sees them. */
static size_t find_longest_row(const char *notes, const char *text) {
    struct spans a = {0}, b = {0};
    size_t longest = 0;
    words_find(notes, strlen(notes), &a);
    words_find(text, strlen(text), &b);
    for (size_t i = 0; i < a.count; i++) {
        for (size_t j = 0; j < b.count; j++) {
            size_t row = 0;
            while (i + row < a.count && j + row < b.count) {
                struct span x = a.items[i + row], y = b.items[j + row];
                if (x.end - x.start != y.end - y.start ||
                    strncasecmp(notes + x.start, text + y.start, x.end - x.start) != 0) {
                    break;
                }
                row++;
            }
            longest = row > longest ? row : longest;
        }
    }
    spans_finish(&a);
    spans_finish(&b);
    return longest;
}

static void outlines_keep_facts_and_leak_no_style(void **state) {
    (void)state;
    static const char text[] =
        "Hi Ann,\n\nI don't think that the colour of door 17 is right! See [the plan](doors.md) & `door.txt`.\n\n"
        "Old red wooden doors beat new green plastic windows every single day.\n\nCheers,\nTom\n";
    char *notes = stylist_outline(text, FORMAT_MAIL);
    assert_non_null(strstr(notes, "- to: Ann\n"));
    assert_non_null(strstr(notes, "from: Tom"));
    assert_non_null(strstr(notes, "17"));
    assert_null(strstr(notes, "don't"));
    assert_null(strstr(notes, "!"));
    assert_null(strstr(notes, "colour"));
    assert_true(find_longest_row(notes, text) <= 6);
    free(notes);
    notes = stylist_outline("See [the plan](doors.md) & `door.txt` in $x$.", FORMAT_MARKDOWN);
    assert_non_null(strstr(notes, "[the plan](doors.md)"));
    assert_non_null(strstr(notes, "`door.txt`"));
    free(notes);
}

static void writes_from_notes(void **state) {
    (void)state;
    struct list preferences = {0};
    char *plain = stylist_write("- to: Ann\n- door 17 not right\n- plan old?\n- from: Tom", FORMAT_MAIL, &preferences);
    assert_string_equal(plain, "Ann,\n\nDoor 17 not right. Plan old?\n\nTom");
    free(plain);
    list_add(&preferences, "Start mails with \"Hi\". Sign off with \"Cheers\".");
    plain = stylist_write("- to: Ann\n- door 17 not right\n- from: Tom", FORMAT_MAIL, &preferences);
    assert_string_equal(plain, "Hi Ann,\n\nDoor 17 not right.\n\nCheers,\nTom");
    free(plain);
    list_finish(&preferences);
    plain = stylist_write("", FORMAT_TEXT, NULL);
    assert_string_equal(plain, "");
    free(plain);
}

/* What only is measured is read, counted and told of, and changes nothing. */
static void tells_what_it_reaches(void **state) {
    (void)state;
    static const struct {
        const char *preference;
        enum reach reach;
    } cases[] = {
        {"Use contractions.", REACH_REWRITTEN},
        {"Write dates in ISO format.", REACH_MEASURED},
        {"Write in the first person plural.", REACH_MEASURED},
        {"Use British spelling.", REACH_REWRITTEN},
        {"Use more metaphors from sailing.", REACH_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum reach reach = stylist_find_reach(cases[i].preference);
        assert_int_equal(reach, cases[i].reach);
        assert_true((reach_get_note(reach) == NULL) == (reach == REACH_REWRITTEN));
    }
    struct list wishes = {0};
    list_add(&wishes, "Write dates in ISO format.");
    char *kept = stylist_rewrite("We met on 12 April 2024.", FORMAT_TEXT, &wishes, NULL);
    char *draft = stylist_draft("We met on 12 April 2024.", FORMAT_TEXT, &wishes);
    assert_string_equal(kept, "We met on 12 April 2024.");
    assert_string_equal(draft, "We met on 2024-04-12.");
    free(kept);
    free(draft);
    list_finish(&wishes);
}

/* A passage of a document keeps what the document does. */
static void keeps_the_documents_conventions(void **state) {
    (void)state;
    static const char document[] = "# How to Sail\n\n\xe2\x80\x9cIt\xe2\x80\x99s late,\xe2\x80\x9d she said.\n\n"
                                   "I do not know.\n\n# About Zorblax\n";
    struct list wishes = {0};
    list_add(&wishes, "Use contractions. Write headings in sentence case.");
    struct stylist_wishes *read = stylist_read_wishes(&wishes, NULL);
    char *about = stylist_describe(document, strlen(document), FORMAT_MARKDOWN);
    char *text = stylist_rewrite_towards("I do not know.", FORMAT_MARKDOWN, about, read);
    char *heading = stylist_rewrite_towards("# How to Sail", FORMAT_MARKDOWN, about, read);
    char *alone = stylist_rewrite_towards("# How to Sail", FORMAT_MARKDOWN, NULL, read);
    assert_string_equal(text, "I don\xe2\x80\x99t know.");
    assert_string_equal(heading, "# How to Sail"); /* nobody knows what a Zorblax is */
    assert_string_equal(alone, "# How to sail");
    free(text);
    free(heading);
    free(alone);
    free(about);
    stylist_wishes_destroy(read);
    list_finish(&wishes);
}

static void completes_what_was_written_before(void **state) {
    (void)state;
    static const struct example examples[] = {
        {.text = "We go as soon as the tide is in, and no one waits.\n\nThey go as soon as the\ntide is in. Anna "
                 "comes, too."},
        {.text = "The keeper of the northern light had a dog and two cats.\n\nCall me before\n\nyou go to it. Sail on "
                 "the wind."},
    };
    static const char *const cases[][3] = {
        {"Sail as soon as", "", " the tide is in"},
        {"Sail as soon as ", "", "the tide is in"},
        {"Sail as soon as the tide", "", ""},         /* less than three words are left */
        {"Sail as soon as", " the tide allows.", ""}, /* it is there already */
        {"Sail as soon as", "k", ""},                 /* inside a word */
        {"He said: The keeper of the northern light", "",
         " had a dog and two cats."}, /* once is enough behind so many words */
        {"The northern", "", ""},
        {"Please call me before", "", ""}, /* a paragraph ends there */
        {"", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *rest = stylist_complete(cases[i][0], cases[i][1], examples, 2);
        assert_string_equal(rest, cases[i][2]);
        free(rest);
    }
    char *rest = stylist_complete("Sail as soon as", "", NULL, 0);
    assert_string_equal(rest, "");
    free(rest);
}

static void says_nothing_beyond_its_reach(void **state) {
    (void)state;
    assert_int_equal(stylist_verify("It's late.", FORMAT_TEXT, "Open with an anecdote."), 0);
    assert_int_equal(stylist_verify("", FORMAT_TEXT, "Use contractions."), 0);
    char *same = rewrite("It is late.", "Open with an anecdote.", NULL);
    assert_string_equal(same, "It is late.");
    free(same);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_trait_reads_its_own_sentences),
        cmocka_unit_test(reads_near_wordings),
        cmocka_unit_test(splits_descriptions),
        cmocka_unit_test(infers_what_the_draft_lacks),
        cmocka_unit_test(infers_what_notes_shine_through),
        cmocka_unit_test(invents_nothing),
        cmocka_unit_test(earlier_preferences_win),
        cmocka_unit_test(instructions_outrank),
        cmocka_unit_test(outlines_keep_facts_and_leak_no_style),
        cmocka_unit_test(writes_from_notes),
        cmocka_unit_test(tells_what_it_reaches),
        cmocka_unit_test(keeps_the_documents_conventions),
        cmocka_unit_test(completes_what_was_written_before),
        cmocka_unit_test(says_nothing_beyond_its_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
