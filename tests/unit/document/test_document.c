/* Documents: where each byte came from, whatever way the editor sends its changes. */
#include "core/base/mem.h"
#include "core/document/document.h"
#include "core/document/undo_states.h"
#include "tests/unit/text/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- helpers --- */

static struct document *create(const char *text) {
    return document_create("/tmp/notes.md", "markdown", text, strlen(text));
}

static const char *get_text(const struct document *document) {
    return text_get_data(document_get_text(document));
}

static size_t find(const struct document *document, const char *needle) {
    const char *found = strstr(get_text(document), needle);
    assert_non_null(found);
    return (size_t)(found - get_text(document));
}

static void change(struct document *document, size_t start, size_t end, const char *text) {
    struct error error = {0};
    assert_true(document_change(document, start, end, text, strlen(text), &error));
}

static void type(struct document *document, size_t at, const char *text) {
    char key[2] = {0};
    for (; *text; text++, at++) {
        key[0] = *text;
        change(document, at, at, key);
    }
}

static void cut(struct document *document, const char *needle) {
    size_t at = find(document, needle);
    change(document, at, at + strlen(needle), "");
}

/* One letter a byte: d disk, t typed, p pasted, 1-9 suggested by that suggestion. White space is shown as it is. */
static char *show_origins(const struct document *document) {
    const struct text *text = document_get_text(document);
    char *shown = mem_copy(text_get_data(text), text_get_len(text));
    assert_int_equal(document_get_origins(document)->len, text_get_len(text));
    for (size_t k = 0; k < text_get_len(text); k++) {
        struct origin_run run = origins_get(document_get_origins(document), k);
        if (shown[k] != ' ' && shown[k] != '\n')
            shown[k] = run.origin == ORIGIN_SUGGESTED ? (char)('0' + run.suggestion) : "dtp"[run.origin];
    }
    return shown;
}

static void assert_document(const struct document *document, const char *text, const char *origins) {
    assert_string_equal(get_text(document), text);
    char *shown = show_origins(document);
    assert_string_equal(shown, origins);
    free(shown);
}

#define LONG_TEXT                                                                                                      \
    "Pasted words that nobody typed here, line after line, so many of them that no hand could have put them in with "  \
    "a single press of a key."

/* --- typing, pasting, white space --- */

static void test_typing_and_pasting(void **state) {
    (void)state;
    struct document *document = create("One two.");
    assert_document(document, "One two.", "ddd dddd");
    type(document, 8, " Three four.");
    assert_document(document, "One two. Three four.", "ddd dddd ttttt ttttt");
    change(document, 4, 7, "2");
    assert_document(document, "One 2. Three four.", "ddd td ttttt ttttt");
    size_t end = text_get_len(document_get_text(document));
    change(document, end, end, " " LONG_TEXT);
    assert_int_equal(origins_count(document_get_origins(document), end + 1, end + 1 + strlen(LONG_TEXT), ORIGIN_PASTED),
                     strlen(LONG_TEXT));
    /* The same length in characters, not bytes, decides. */
    struct document *other = create("");
    char wide[2 * 119 + 1] = "";
    for (int k = 0; k < 119; k++)
        strcat(wide, "é");
    change(other, 0, 0, wide);
    assert_int_equal(origins_count(document_get_origins(other), 0, strlen(wide), ORIGIN_TYPED), strlen(wide));
    document_destroy(other);
    document_destroy(document);
}

static void test_reflow_changes_no_origin(void **state) {
    (void)state;
    struct document *document = create("One two three four.\n");
    type(document, 19, " Five six seven.");
    char *before = show_origins(document);
    change(document, 0, 35, "One two\nthree four.  Five\nsix seven.");
    assert_document(document, "One two\nthree four.  Five\nsix seven.\n", "ddd ddd\nddddd ddddd  tttt\nttt tttttt\n");
    /* Reflow and one new word in the same replacement. */
    change(document, 0, 36, "One two three four, five.\nFive six seven.");
    assert_document(document, "One two three four, five.\nFive six seven.\n",
                    "ddd ddd ddddd ddddt ttttd\ntttt ttt tttttt\n");
    free(before);
    document_destroy(document);
}

static void test_full_sync_is_the_smallest_change(void **state) {
    (void)state;
    struct document *document = create("The cat sat on the mat.\nThe dog barked.\n");
    document_set_text(document, "The cat sat on the mat.\nThe big dog barked.\n", 44);
    assert_document(document, "The cat sat on the mat.\nThe big dog barked.\n",
                    "ddd ddd ddd dd ddd dddd\nddd ttt ddd ddddddd\n");
    assert_int_equal(document_get_revision(document), 1);
    document_set_text(document, "The cat sat on the mat.\nThe big dog barked.\n", 44);
    assert_int_equal(document_get_revision(document), 1);
    document_set_text(document, "A cat sat on the mat.\nThe big dog growled.\n", 43);
    assert_document(document, "A cat sat on the mat.\nThe big dog growled.\n",
                    "t ddd ddd dd ddd dddd\nddd ttt ddd tttttddd\n");
    document_destroy(document);
}

static void test_reload_is_not_writing(void **state) {
    (void)state;
    struct document *document = create("One two.\n");
    type(document, 8, " Three.");
    document_reload(document, "Zero one. One two. Three. Four!\n", 32);
    assert_document(document, "Zero one. One two. Three. Four!\n", "dddd dddd ddd dddd tttttt ddddd\n");
    document_destroy(document);
}

/* --- moving, undo, redo --- */

static void test_cut_and_paste_keeps_origin(void **state) {
    (void)state;
    struct document *document = create("Alpha beta gamma.\nOmega psi chi.\n");
    type(document, 17, " Typed words.");
    cut(document, "Alpha beta ");
    change(document, find(document, "psi"), find(document, "psi"), "Alpha beta ");
    assert_document(document, "gamma. Typed words.\nOmega Alpha beta psi chi.\n",
                    "dddddd ttttt tttttt\nddddd ddddd dddd ddd dddd\n");
    cut(document, " Typed words.");
    size_t end = text_get_len(document_get_text(document));
    change(document, end, end, "Typed words.\n"); /* with another blank around it */
    assert_document(document, "gamma.\nOmega Alpha beta psi chi.\nTyped words.\n",
                    "dddddd\nddddd ddddd dddd ddd dddd\nttttt tttttt\n");
    document_destroy(document);
}

/* A backspace or delete key right beside it does not belong to what was cut. */
static void test_a_key_beside_a_cut(void **state) {
    (void)state;
    for (int key = 0; key < 2; key++) {
        struct document *document = create("One alpha beta gamma delta two.\nEnd.\n");
        cut(document, "alpha beta gamma delta");
        change(document, 4 - (size_t)(key == 0), 5 - (size_t)(key == 0), "");
        size_t end = text_get_len(document_get_text(document));
        change(document, end, end, "alpha beta gamma delta");
        assert_document(document, "One two.\nEnd.\nalpha beta gamma delta", "ddd dddd\ndddd\nddddd dddd ddddd ddddd");
        document_destroy(document);
    }
    /* Two deletions in different places are two, also when both are keys. */
    struct document *document = create("One two three four.\n");
    type(document, 18, " Typed.");
    change(document, 3, 4, "");
    change(document, 6, 7, "");
    assert_document(document, "Onetwothree four Typed..\n", "ddddddddddd dddd ttttttd\n");
    document_destroy(document);
}

static void test_move_a_line(void **state) {
    (void)state;
    /* "line\n" goes, "\nline" comes: the same bytes, rotated. */
    struct document *document = create("first of all\nsecond\nthird\n");
    cut(document, "first of all\n");
    change(document, 12, 12, "\nfirst of all");
    assert_document(document, "second\nthird\nfirst of all\n", "dddddd\nddddd\nddddd dd ddd\n");
    document_destroy(document);
    /* Inserted first, deleted then. */
    document = create("first of all\nsecond\nthird\n");
    change(document, 26, 26, "first of all\n");
    change(document, 0, 13, "");
    assert_document(document, "second\nthird\nfirst of all\n", "dddddd\nddddd\nddddd dd ddd\n");
    document_destroy(document);
    /* Both at once, in a full sync. */
    document = create("The first line is here.\nAnd then a second one.\nLast comes the third of them.\n");
    const char *moved = "And then a second one.\nLast comes the third of them.\nThe first line is here.\n";
    document_set_text(document, moved, strlen(moved));
    assert_int_equal(origins_count(document_get_origins(document), 0, strlen(moved), ORIGIN_TYPED), 0);
    document_destroy(document);
}

static void test_long_move_is_no_paste(void **state) {
    (void)state;
    struct document *document = create("Head.\n\n");
    type(document, 7, LONG_TEXT "\n\n");
    type(document, 7 + strlen(LONG_TEXT) + 2, "Tail.\n");
    change(document, 7, 7 + strlen(LONG_TEXT) + 2, "");
    size_t end = text_get_len(document_get_text(document));
    change(document, end, end, "\n" LONG_TEXT "\n");
    assert_int_equal(origins_count(document_get_origins(document), 0, end + strlen(LONG_TEXT) + 2, ORIGIN_PASTED), 0);
    assert_int_equal(origins_get(document_get_origins(document), end + 10).origin, ORIGIN_TYPED);
    document_destroy(document);
}

static void test_undo_restores(void **state) {
    (void)state;
    struct document *document = create("One two three.\n");
    /* Backspace over "three", letter by letter; undo brings it back in one go. */
    for (size_t end = 13; end > 8; end--)
        change(document, end - 1, end, "");
    change(document, 8, 8, "three");
    assert_document(document, "One two three.\n", "ddd ddd dddddd\n");
    /* A replacement and its undo, and redo. */
    change(document, 4, 13, "2 oder 3");
    assert_document(document, "One 2 oder 3.\n", "ddd t tttt td\n");
    change(document, 4, 12, "two three");
    assert_document(document, "One two three.\n", "ddd ddd dddddd\n");
    change(document, 4, 13, "2 oder 3");
    assert_document(document, "One 2 oder 3.\n", "ddd t tttt td\n");
    /* Short text that was cut elsewhere is typed text here. */
    cut(document, "One");
    change(document, 6, 6, "One");
    assert_document(document, " 2 odeOner 3.\n", " t ttttttt td\n");
    document_destroy(document);
}

/* Words written and taken out in random places, then undone and redone key by key: every state has the origins that it
 * had. */
static void test_undo_of_many_changes(void **state) {
    (void)state;
    enum { STEPS = 120 };
    struct random random = {88172645463325252u};
    struct document *document = create("The harbour keeps a log of every boat, its berth and the hour it came in.\n");
    struct {
        size_t at;
        char *gone, *come, *origins;
    } steps[STEPS];
    for (size_t i = 0; i < STEPS; i++) {
        size_t len = text_get_len(document_get_text(document)), at = random_below(&random, len);
        size_t gone = random_below(&random, 3) ? 0 : 1 + random_below(&random, 6);
        gone = at + gone < len ? gone : 0;
        steps[i].at = at;
        steps[i].gone = mem_copy(get_text(document) + at, gone);
        steps[i].come = gone ? mem_copy_text("") : mem_format("<%zu>", i);
        steps[i].origins = show_origins(document);
        change(document, at, at + gone, steps[i].come);
    }
    char *last = show_origins(document);
    for (size_t i = STEPS; i-- > 0;) {
        change(document, steps[i].at, steps[i].at + strlen(steps[i].come), steps[i].gone);
        char *shown = show_origins(document);
        assert_string_equal(shown, steps[i].origins);
        free(shown);
    }
    for (size_t i = 0; i < STEPS; i++) {
        change(document, steps[i].at, steps[i].at + strlen(steps[i].gone), steps[i].come);
        char *shown = show_origins(document);
        assert_string_equal(shown, i + 1 < STEPS ? steps[i + 1].origins : last);
        free(shown);
    }
    for (size_t i = 0; i < STEPS; i++) {
        free(steps[i].gone);
        free(steps[i].come);
        free(steps[i].origins);
    }
    free(last);
    document_destroy(document);
}

/* What is remembered for undo has a bound, however many origins every change gives anew. */
static void test_undo_states_are_bounded(void **state) {
    (void)state;
    enum { RUNS = 6000 };
    struct undo_states states = {0};
    struct origins before = {0}, after = {0};
    for (size_t i = 0; i < RUNS; i++) {
        origins_append(&before, 2, i % 2 ? ORIGIN_TYPED : ORIGIN_DISK, 0);
        origins_append(&after, 2, i % 2 ? ORIGIN_DISK : ORIGIN_TYPED, 0);
    }
    for (size_t i = 0; i < 300; i++) {
        undo_states_add(&states, 8, "a", 1, 1, &before, before.len);
        undo_states_set_before(&states, &before, &after);
        assert_true(states.runs <= STATES_RUNS_MAX + RUNS);
    }
    assert_true(states.count > 10); /* and what is remembered is not little */
    undo_states_finish(&states);
    origins_finish(&before);
    origins_finish(&after);
}

/* --- suggestions --- */

static const char draft[] = "Intro.\n\nThe cat sat on the mat because it was tired.\n\nOutro.\n";
static const char better[] = "The cat lay on the mat, for it was tired.";
static const char better_origins[] = "dddddd\n\nddd ddd 111 dd ddd ddd1 111 dd ddd dddddd\n\ndddddd\n";

static struct document *create_offered(void) {
    struct document *document = create(draft);
    document_add_offer(document, 1, 8, 8 + 44, better);
    return document;
}

static void assert_taken(const struct document *document) {
    assert_document(document, "Intro.\n\nThe cat lay on the mat, for it was tired.\n\nOutro.\n", better_origins);
}

static void test_suggestion_in_one_edit(void **state) {
    (void)state;
    struct document *document = create_offered();
    change(document, 8, 52, better);
    assert_taken(document);
    document_destroy(document);
}

static void test_suggestion_in_many_edits(void **state) {
    (void)state;
    struct document *document = create_offered(); /* last first, as editors apply them */
    change(document, find(document, " because"), find(document, " it was"), ", for");
    change(document, find(document, "sat"), find(document, " on the"), "lay");
    assert_taken(document);
    document_destroy(document);
    document = create_offered(); /* first first */
    change(document, find(document, "sat"), find(document, " on the"), "lay");
    change(document, find(document, " because"), find(document, " it was"), ", for");
    assert_taken(document);
    document_destroy(document);
}

static void test_suggestion_with_its_line(void **state) {
    (void)state;
    struct document *document = create_offered();
    change(document, 6, 54, "\n\nThe cat lay on the mat, for it was tired.\n\n");
    assert_taken(document);
    document_destroy(document);
    document = create_offered();
    document_set_text(document, "Intro.\n\nThe cat lay on the mat, for it was tired.\n\nOutro.\n", 58);
    assert_taken(document);
    document_destroy(document);
}

static void test_suggestion_after_other_edits(void **state) {
    (void)state;
    struct document *document = create_offered();
    type(document, 5, " and more");
    change(document, 8 + 9, 52 + 9, better);
    assert_document(document, "Intro and more.\n\nThe cat lay on the mat, for it was tired.\n\nOutro.\n",
                    "ddddd ttt ttttd\n\nddd ddd 111 dd ddd ddd1 111 dd ddd dddddd\n\ndddddd\n");
    document_destroy(document);
}

static void test_suggestion_undone_and_edited(void **state) {
    (void)state;
    struct document *document = create_offered();
    change(document, 8, 52, better);
    change(document, 8, 8 + strlen(better), "The cat sat on the mat because it was tired.");
    assert_document(document, draft, "dddddd\n\nddd ddd ddd dd ddd ddd ddddddd dd ddd dddddd\n\ndddddd\n");
    change(document, 8, 52, better);
    assert_taken(document);
    /* The person goes on in it: what they type is theirs. */
    size_t at = find(document, "lay");
    change(document, at, at + 3, "slept");
    assert_document(document, "Intro.\n\nThe cat slept on the mat, for it was tired.\n\nOutro.\n",
                    "dddddd\n\nddd ddd ttttt dd ddd ddd1 111 dd ddd dddddd\n\ndddddd\n");
    document_destroy(document);
}

static void test_not_taken_is_not_suggested(void **state) {
    (void)state;
    struct document *document = create_offered();
    change(document, find(document, "sat"), find(document, " on the"), "lay");
    assert_document(document, "Intro.\n\nThe cat lay on the mat because it was tired.\n\nOutro.\n",
                    "dddddd\n\nddd ddd ttt dd ddd ddd ddddddd dd ddd dddddd\n\ndddddd\n");
    document_destroy(document);
    /* What is offered stands there already, in front of more: nothing was taken. */
    document = create("One two three.\n");
    document_add_offer(document, 1, 0, 14, "One two");
    type(document, 14, "!");
    assert_document(document, "One two three.!\n", "ddd ddd ddddddt\n");
    document_destroy(document);
}

static void test_completion_whole_and_in_pieces(void **state) {
    (void)state;
    struct document *document = create("I like\n");
    document_add_offer(document, 2, 6, 6, " cats and dogs.");
    change(document, 6, 6, " cats and dogs.");
    assert_document(document, "I like cats and dogs.\n", "d dddd 2222 222 22222\n");
    assert_int_equal(document_find_offer(document, 2), OFFER_COMPLETION);
    assert_int_equal(document_find_offer(document, 3), OFFER_UNKNOWN);
    document_destroy(document);
    document = create("I like\n"); /* typed through, then word by word */
    document_add_offer(document, 2, 6, 6, " cats and dogs.");
    type(document, 6, " cat");
    change(document, 10, 10, "s and");
    change(document, 15, 15, " dogs.");
    assert_document(document, "I like cats and dogs.\n", "d dddd ttt2 222 22222\n");
    document_destroy(document);
    document = create("I like\n"); /* with the whole line, and the insertion told another way round */
    document_add_offer(document, 2, 6, 6, " eels like");
    change(document, 0, 6, "I like eels like");
    assert_document(document, "I like eels like\n", "d dddd 2222 2222\n");
    document_destroy(document);
    document = create("I like\n"); /* the same insertion, told by a client a byte earlier */
    document_add_offer(document, 2, 6, 6, " eels like");
    change(document, 5, 5, "e eels lik");
    assert_document(document, "I like eels like\n", "d dddt 2222 2222\n");
    document_destroy(document);
    document = create("I like eggs\n"); /* and later */
    document_add_offer(document, 2, 6, 6, " eels");
    change(document, 8, 8, "els e");
    assert_document(document, "I like eels eggs\n", "d dddd 2222 tddd\n");
    document_destroy(document);
    document = create("I like\n"); /* something else typed there */
    document_add_offer(document, 2, 6, 6, " cats and dogs.");
    change(document, 6, 6, " birds, too");
    assert_document(document, "I like birds, too\n", "d dddd tttttt ttt\n");
    document_destroy(document);
}

static void test_many_offers(void **state) {
    (void)state;
    struct document *document = create("Word.\n");
    for (int k = 1; k <= 40; k++)
        document_add_offer(document, k % 10, 5, 5, k == 35 ? " Taken." : " Not this one.");
    change(document, 5, 5, " Taken.");
    assert_document(document, "Word. Taken.\n", "ddddd 555555\n");
    document_destroy(document);
}

/* --- versions --- */

static void test_rebase(void **state) {
    (void)state;
    struct document *document = create("One two three four.\n");
    uint64_t revision = document_get_revision(document);
    struct edits edits = {0};
    struct span scope = {4, 13};
    edits_add(&edits, 4, 7, "2", 1);
    type(document, 0, "So: ");
    type(document, text_get_len(document_get_text(document)), "End");
    assert_true(document_rebase(document, revision, &edits, &scope));
    assert_int_equal(edits.items[0].span.start, 8);
    assert_int_equal(scope.end, 17);
    revision = document_get_revision(document);
    type(document, 0, "x");
    change(document, 9, 10, "T"); /* in the scope */
    assert_false(document_rebase(document, revision, &edits, &scope));
    assert_int_equal(edits.items[0].span.start, 8);
    assert_int_equal(scope.start, 8);
    revision = document_get_revision(document);
    for (int k = 0; k < 4096; k++)
        change(document, 0, 0, "x");
    assert_true(document_rebase(document, revision, &edits, &scope));
    assert_int_equal(edits.items[0].span.start, 8 + 4096);
    change(document, 0, 0, "x");
    assert_false(document_rebase(document, revision, &edits, &scope));
    edits_finish(&edits);
    document_destroy(document);
}

static void test_wrong_changes_are_refused(void **state) {
    (void)state;
    struct document *document = create("Größe\n");
    struct error error = {0};
    assert_false(document_change(document, 3, 2, "", 0, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_false(document_change(document, 0, 99, "", 0, &error));
    assert_false(document_change(document, 3, 3, "x", 1, &error)); /* inside a character */
    assert_string_equal(get_text(document), "Größe\n");
    assert_true(document_change(document, 0, 0, "\xff!", 2, &error)); /* broken UTF-8 is mended */
    assert_string_equal(get_text(document), "\xef\xbf\xbd!Größe\n");
    assert_int_equal(document_get_origins(document)->len, text_get_len(document_get_text(document)));
    char *huge = mem_alloc(21u << 20);
    memset(huge, 'a', 21u << 20);
    assert_false(document_change(document, 0, 0, huge, 21u << 20, &error));
    assert_int_equal(error.kind, ERROR_LIMIT);
    free(huge);
    document_destroy(document);
}

/* --- against a plain model: every character carries its origin --- */

#define MODEL_MAX 20000

struct model {
    char text[MODEL_MAX];
    char origin[MODEL_MAX]; /* as show_origins has it */
    size_t len;
    unsigned words; /* so that no word is there twice */
};

static void model_replace(struct model *model, size_t start, size_t end, const char *text, const char *origin,
                          size_t len) {
    memmove(model->text + start + len, model->text + end, model->len - end);
    memmove(model->origin + start + len, model->origin + end, model->len - end);
    memcpy(model->text + start, text, len);
    memcpy(model->origin + start, origin, len);
    model->len += len - (end - start);
}

static size_t make_words(struct model *model, size_t count, char *out) {
    size_t len = 0;
    for (size_t k = 0; k < count; k++, model->words++)
        len += (size_t)sprintf(out + len, "%c%uq%c ", 'a' + (int)(model->words * 7 % 26), model->words,
                               'a' + (int)(model->words * 11 % 26));
    return len;
}

/* The start of a random word, or the end. */
static size_t pick_word(struct random *random, const struct model *model) {
    size_t at = random_below(random, model->len + 1);
    while (at < model->len && at > 0 && model->text[at - 1] != ' ')
        at++;
    return at;
}

static void assert_model(const struct document *document, const struct model *model, int round, const char *what) {
    char *shown = show_origins(document);
    if (memcmp(get_text(document), model->text, model->len) != 0 ||
        text_get_len(document_get_text(document)) != model->len)
        fail_msg("round %d, %s: text", round, what);
    for (size_t k = 0; k < model->len; k++)
        if (model->text[k] != ' ' && model->text[k] != '\n' && shown[k] != model->origin[k])
            fail_msg("round %d, %s: byte %zu is %c, not %c: %.30s", round, what, k, shown[k], model->origin[k],
                     model->text + k);
    free(shown);
}

static const char *change_randomly(struct random *random, struct document *document, struct model *model) {
    static char text[MODEL_MAX], origin[MODEL_MAX], all[MODEL_MAX];
    size_t a = pick_word(random, model), b = pick_word(random, model);
    size_t start = a < b ? a : b, end = a < b ? b : a;
    size_t way = random_below(random, 7);
    if (way == 0 || model->len < 500) { /* paste */
        size_t len = make_words(model, 40, text);
        memset(origin, 'p', len);
        model_replace(model, a, a, text, origin, len);
        assert_true(document_change(document, a, a, text, len, NULL));
        return "paste";
    }
    if (way == 1) { /* type */
        size_t len = make_words(model, 3, text);
        memset(origin, 't', len);
        model_replace(model, a, a, text, origin, len);
        text[len] = '\0';
        type(document, a, text);
        return "type";
    }
    if (end - start > 800)
        end = start + (size_t)((char *)memchr(model->text + start + 800, ' ', model->len) - model->text) - start - 799;
    while (end > start && model->text[end - 1] != ' ')
        end--;
    size_t len = end - start;
    memcpy(text, model->text + start, len);
    memcpy(origin, model->origin + start, len);
    if (way == 2) { /* delete */
        model_replace(model, start, end, "", "", 0);
        assert_true(document_change(document, start, end, "", 0, NULL));
        return "delete";
    }
    if (way == 3) { /* delete and undo */
        assert_true(document_change(document, start, end, "", 0, NULL));
        assert_true(document_change(document, start, start, text, len, NULL));
        return "undo";
    }
    if (way == 4) { /* move */
        model_replace(model, start, end, "", "", 0);
        size_t to = pick_word(random, model);
        model_replace(model, to, to, text, origin, len);
        if (random_below(random, 2) || (to > start && to < end)) {
            assert_true(document_change(document, start, end, "", 0, NULL));
            assert_true(document_change(document, to, to, text, len, NULL));
        } else if (to <= start) {
            assert_true(document_change(document, to, to, text, len, NULL));
            assert_true(document_change(document, start + len, end + len, "", 0, NULL));
        } else {
            assert_true(document_change(document, to + len, to + len, text, len, NULL));
            assert_true(document_change(document, start, end, "", 0, NULL));
        }
        return "move";
    }
    if (way == 5) { /* a full sync with some new words in it, and reflowed */
        len = make_words(model, 2, text);
        memset(origin, 't', len);
        model_replace(model, a, a, text, origin, len);
        memcpy(all, model->text, model->len);
        document_set_text(document, all, model->len);
        return "full sync";
    }
    for (size_t k = start; k < end; k++) /* reflow */
        if (model->text[k] == ' ' && k + 1 < end && random_below(random, 5) == 0)
            all[k - start] = '\n';
        else
            all[k - start] = model->text[k];
    assert_true(document_change(document, start, end, all, len, NULL));
    assert_true(document_change(document, start, end, text, len, NULL));
    return "reflow";
}

static void test_random_changes(void **state) {
    (void)state;
    static struct model model;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct random random = {seed * 77};
        struct document *document = create("");
        memset(&model, 0, sizeof model);
        for (int round = 0; round < 300 && model.len < MODEL_MAX - 1000; round++) {
            const char *what = change_randomly(&random, document, &model);
            assert_model(document, &model, round, what);
        }
        document_destroy(document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typing_and_pasting),
        cmocka_unit_test(test_reflow_changes_no_origin),
        cmocka_unit_test(test_full_sync_is_the_smallest_change),
        cmocka_unit_test(test_reload_is_not_writing),
        cmocka_unit_test(test_cut_and_paste_keeps_origin),
        cmocka_unit_test(test_a_key_beside_a_cut),
        cmocka_unit_test(test_move_a_line),
        cmocka_unit_test(test_long_move_is_no_paste),
        cmocka_unit_test(test_undo_restores),
        cmocka_unit_test(test_undo_of_many_changes),
        cmocka_unit_test(test_undo_states_are_bounded),
        cmocka_unit_test(test_suggestion_in_one_edit),
        cmocka_unit_test(test_suggestion_in_many_edits),
        cmocka_unit_test(test_suggestion_with_its_line),
        cmocka_unit_test(test_suggestion_after_other_edits),
        cmocka_unit_test(test_suggestion_undone_and_edited),
        cmocka_unit_test(test_not_taken_is_not_suggested),
        cmocka_unit_test(test_completion_whole_and_in_pieces),
        cmocka_unit_test(test_many_offers),
        cmocka_unit_test(test_rebase),
        cmocka_unit_test(test_wrong_changes_are_refused),
        cmocka_unit_test(test_random_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
