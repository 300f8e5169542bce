/* Samples: what of an editing session teaches, what does not, and that what was learned from is not found again. */
#include "core/base/buf.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/document/harvest.h"
#include "core/document/secret_files.h"
#include "core/text/secret.h"
#include "core/text/words.h"
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
    if (found == NULL)
        fail_msg("\"%s\" is not in: %s", needle, get_text(document));
    return (size_t)(found - get_text(document));
}

static void change(struct document *document, size_t start, size_t end, const char *text) {
    assert_true(document_change(document, start, end, text, strlen(text), NULL));
}

/* Typed in pieces that no rule takes for pasted. */
static void type(struct document *document, size_t at, const char *text) {
    char piece[32];
    for (size_t len = strlen(text), done = 0; done < len; done += strlen(piece)) {
        snprintf(piece, sizeof piece, "%.20s", text + done);
        change(document, at + done, at + done, piece);
    }
}

static void type_end(struct document *document, const char *text) {
    type(document, text_get_len(document_get_text(document)), text);
}

static void retype(struct document *document, const char *old, const char *new) {
    size_t at = find(document, old);
    change(document, at, at + strlen(old), "");
    type(document, at, new);
}

static struct harvest harvest(const struct document *document) {
    struct harvest found = {0};
    harvest_find(document, &found);
    return found;
}

static void assert_no_sample(const struct document *document) {
    struct harvest found = harvest(document);
    if (found.count > 0)
        fail_msg("a sample: %s", found.items[0].text);
    harvest_finish(&found);
}

/* Exactly one sample, this one. */
static void assert_sample(const struct document *document, const char *text, const char *old_text, size_t changed) {
    struct harvest found = harvest(document);
    assert_int_equal(found.count, 1);
    assert_string_equal(found.items[0].text, text);
    assert_int_equal(found.items[0].task_kind, old_text ? TASK_REVISE : TASK_NOTES);
    if (old_text != NULL)
        assert_string_equal(found.items[0].old_text, old_text);
    else
        assert_null(found.items[0].old_text);
    assert_int_equal(found.items[0].changed_words, changed);
    assert_int_equal(found.items[0].suggestion, 0);
    harvest_finish(&found);
}

#define OLD   "The old passage stands here and says what it has said for years, in words that nobody has touched."
#define NEW   "I have written these words myself, all of them, in one go, and I do mean every one of them today."
#define OTHER "And here comes another thought of mine that is long enough to be a sample of its own, or nearly so."

/* --- what is a sample --- */

static void test_new_writing(void **state) {
    (void)state;
    struct document *document = create(OLD "\n");
    assert_no_sample(document);
    type_end(document, "\n" NEW "\n");
    assert_sample(document, NEW, NULL, words_count(NEW, strlen(NEW)));
    document_destroy(document);
    document = create("");
    type_end(document, NEW);
    assert_sample(document, NEW, NULL, words_count(NEW, strlen(NEW)));
    document_destroy(document);
}

static void test_revision_knows_the_old_text(void **state) {
    (void)state;
    struct document *document = create("Before.\n\n" OLD "\n\nAfter.\n");
    retype(document, "stands here and says what it has said for years",
           "sits there and repeats what we all know too well");
    const char *revised =
        "The old passage sits there and repeats what we all know too well, in words that nobody has touched.";
    assert_sample(document, revised, OLD, 9);
    document_destroy(document);
    /* Hardly anything left of it: new writing. */
    document = create("Before.\n\n" OLD "\n\nAfter.\n");
    retype(document, OLD, NEW);
    assert_sample(document, NEW, NULL, words_count(NEW, strlen(NEW)) - 1); /* "in" stood there, too */
    document_destroy(document);
}

static void test_too_little(void **state) {
    (void)state;
    struct document *document = create(OLD "\n");
    retype(document, "stands here and says what", "sits down and cries as"); /* 5 words */
    assert_no_sample(document);
    retype(document, "nobody has touched", "everybody will soon forget"); /* and 4 */
    struct harvest found = harvest(document);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].changed_words, 9);
    harvest_finish(&found);
    document_destroy(document);
    document = create(""); /* 14 words */
    type_end(document, "One two three four five six seven eight nine ten eleven twelve thirteen fourteen.");
    assert_no_sample(document);
    type_end(document, " Fifteen.");
    assert_sample(document, get_text(document), NULL, 15);
    document_destroy(document);
}

/* Words changed by a letter or two were not written by the person. */
static void test_typos_are_no_sample(void **state) {
    (void)state;
    struct document *document =
        create("Teh olld passge stnds heer andd sayss whta iit hass saaid forr yeears inn wrods thta nobdy touchd.\n");
    static const char *const fixes[][2] = {{"olld", "old"}, {"andd", "and"},     {"sayss", "says"},
                                           {"iit", "it"},   {"hass", "has"},     {"saaid", "said"},
                                           {"forr", "for"}, {"yeears", "years"}, {"inn", "in"}};
    for (size_t k = 0; k < sizeof fixes / sizeof fixes[0]; k++)
        change(document, find(document, fixes[k][0]), find(document, fixes[k][0]) + strlen(fixes[k][0]), fixes[k][1]);
    assert_no_sample(document);
    document_destroy(document);
}

/* --- what is none --- */

static void test_reflow_move_and_deletion(void **state) {
    (void)state;
    struct document *document = create(OLD "\n\n" NEW "\n\n" OTHER "\n");
    size_t at = find(document, NEW);
    change(document, at, at + strlen(NEW),
           "I have written\nthese words  myself, all of them, in one go, and\nI do mean every "
           "one of them today.");
    assert_no_sample(document);
    document_set_text(document, OTHER "\n\n" OLD "\n\n" NEW "\n", strlen(OTHER "\n\n" OLD "\n\n" NEW "\n"));
    assert_no_sample(document);
    change(document, 0, strlen(OTHER) + 2, "");
    assert_no_sample(document);
    /* Moved by hand, key by key: the words stand in the baseline. */
    type(document, 0, OTHER "\n\n");
    assert_no_sample(document);
    document_destroy(document);
}

static void test_pasted_and_suggested(void **state) {
    (void)state;
    struct document *document = create(OLD "\n\nA line.\n");
    char *paste = mem_format("%s %s", NEW, OTHER);
    size_t at = text_get_len(document_get_text(document));
    change(document, at, at, paste);
    assert_no_sample(document);
    /* A few typed words in it do not make it the person's. */
    type_end(document, " But I say that this is not what I think of it at all.");
    assert_no_sample(document);
    free(paste);
    document_destroy(document);
    document = create(OLD "\n");
    document_add_offer(document, 7, 0, strlen(OLD), NEW);
    change(document, 0, strlen(OLD), NEW);
    assert_no_sample(document);
    document_destroy(document);
}

static void test_not_prose(void **state) {
    (void)state;
    struct document *document = create("# Title\n\n");
    type_end(document, "```\n" NEW "\n```\n\n> " OTHER "\n\n| a | b |\n|---|---|\n| " NEW " | " OTHER " |\n");
    struct harvest found = harvest(document);
    for (size_t k = 0; k < found.count; k++)
        assert_null(strstr(found.items[k].text, "I have written"));
    harvest_finish(&found);
    document_destroy(document);
    document = document_create("/tmp/mail.eml", "mail", "", 0);
    type_end(document,
             "From: me\nTo: you\nSubject: all of these many words stand in the header of a mail and not in it\n\n"
             "> quoted words of somebody else that are long enough to be a sample if they were not quoted here\n\n" NEW
             "\n");
    assert_sample(document, NEW, NULL, words_count(NEW, strlen(NEW)));
    document_destroy(document);
}

static void test_secrets(void **state) {
    (void)state;
    struct document *document = create("");
    type_end(document,
             NEW "\n\n" OTHER " The password: hunter2 is mine.\n\nI mean it, and I say it once again so that it "
                 "is long enough for a sample of its own.\n");
    struct harvest found = harvest(document);
    assert_int_equal(found.count, 2);
    for (size_t k = 0; k < found.count; k++)
        assert_null(strstr(found.items[k].text, "hunter2"));
    harvest_finish(&found);
    document_destroy(document);
    document = document_create("/tmp/.env", "plaintext", "", 0);
    type_end(document, NEW);
    assert_no_sample(document);
    document_destroy(document);
}

/* Neither what stood there before, nor the other pieces of a passage that is too long for one sample. */
static void test_secrets_around(void **state) {
    (void)state;
    struct document *document =
        create("Log in with the password: hunter2 and then look at the lamp, the stair, and the "
               "rope, and write down what you saw there.\n");
    retype(document, "Log in with the password: hunter2 and", "Ask the keeper for the words that let you in, and");
    struct harvest found = harvest(document);
    assert_int_equal(found.count, 1);
    assert_null(found.items[0].old_text);
    harvest_finish(&found);
    document_destroy(document);
    document = create("");
    type_end(document, "The password: hunter2 is the one that we use for the lamp. ");
    for (int k = 0; k < 30; k++)
        type_end(document,
                 "We went up and looked at the lamp and the stair and the rope once again and found them sound. ");
    assert_no_sample(document);
    document_destroy(document);
}

static void test_secret_shapes(void **state) {
    (void)state;
    static const char *const secrets[] = {
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
        "my key is AKIA"
        "IOSFODNN7EXAMPLE here",
        "use ghp_"
        "16C7e42F292c6912E7710c838347Ae178B4a",
        "slack xoxb-"
        "123456789012-abcdefghij",
        "export KEY=sk-"
        "proj-abc123def456ghi789",
        "password: x1y",
        "Password = tulips",
        "the passphrase is hunter2",
        "my api key: 9f8e7d6c5b",
        "token=abc123def",
        "https://anna:geheim@example.org/",
        "Zx8kQ2mP9vR4tW7yB3nL is it",
        "the other half is kF7/q2Wd9xR1/T4bZ8mVc3+Lp6/Yt0Ga5",
        "see /blobs/5f4dcc3b5aa765d61d8327deb882cf99/raw there",
        "5f4dcc3b5aa765d61d8327deb882cf99 as hex",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x",
    };
    static const char *const harmless[] = {
        "The password is what you choose.",
        "The secret: write every day.",
        "A token of thanks to you all.",
        "See https://example.org/2026/11/23/a-long-slug-with-many-words-in-it for it.",
        "Call setMaximumNumberOfConnections2 first.",
        "fixed in 5f68d53",
        "The risk-averse ask-and-answer task.",
        "We met at 14:05:12 on 2026-11-23.",
        "123e4567-e89b-12d3-a456-426614174000 is its id",
        "Mail anna@example.org about it.",
        "Keys: press Ctrl-C to stop.",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "0123456789 0123456789",
        "It lies in Photos/2026/11/24/IMG_0001 and in core/v2/API3/Call4/run5.",
    };
    for (size_t k = 0; k < sizeof secrets / sizeof secrets[0]; k++)
        if (!secret_find(secrets[k], strlen(secrets[k])))
            fail_msg("not found: %s", secrets[k]);
    for (size_t k = 0; k < sizeof harmless / sizeof harmless[0]; k++)
        if (secret_find(harmless[k], strlen(harmless[k])))
            fail_msg("harmless: %s", harmless[k]);
    static const char *const files[] = {"/p/.env",        "/p/.env.local", "server.pem", "/h/.ssh/config",
                                        "/h/.ssh/id_rsa", "a/Key.PEM",     "/h/.netrc",  "credentials.json",
                                        "/h/.aws/config", "prod.tfvars"};
    static const char *const others[] = {"/p/README.md", "environment.md",  "/p/pem.txt",
                                         "keys.md",      "/p/secretary.md", "/p/ssh.md"};
    for (size_t k = 0; k < sizeof files / sizeof files[0]; k++)
        if (!secret_file_is(files[k]))
            fail_msg("not found: %s", files[k]);
    for (size_t k = 0; k < sizeof others / sizeof others[0]; k++)
        if (secret_file_is(others[k]))
            fail_msg("harmless: %s", others[k]);
}

/* --- suggestions that were edited --- */

#define SUGGESTED "These words I wrote on my own, every single one, without a pause, and today I stand by each of them."

static void test_edited_suggestion(void **state) {
    (void)state;
    struct document *document = create(OLD "\n\n" NEW "\n");
    size_t at = find(document, NEW);
    document_add_offer(document, 7, at, at + strlen(NEW), SUGGESTED);
    change(document, at, at + strlen(NEW), SUGGESTED);
    assert_no_sample(document);
    retype(document, "without a pause", "sans pause");
    assert_no_sample(document); /* two words: no edit worth learning from */
    retype(document, "every single one", "yes, truly all");
    struct harvest found = harvest(document);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].suggestion, 7);
    assert_string_equal(found.items[0].text,
                        "These words I wrote on my own, yes, truly all, sans pause, and today I stand "
                        "by each of them.");
    assert_true(found.items[0].changed_words >= 3);
    harvest_finish(&found);
    document_destroy(document);
}

static void test_completion_and_own_words(void **state) {
    (void)state;
    struct document *document = create("");
    type_end(document, "I have written most of this passage by my own hand, as anybody can see who reads it,");
    size_t at = text_get_len(document_get_text(document));
    document_add_offer(document, 9, at, at, " and who would not?");
    change(document, at, at, " and who would not?");
    type_end(document, " Then I went on for a while and added some more.");
    struct harvest found = harvest(document);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].suggestion, 0); /* taken as it was: no edit of it */
    assert_int_equal(found.items[0].changed_words, 18 + 11);
    harvest_finish(&found);
    document_destroy(document);
}

/* Typed behind a completion is no edit of it, typed into it is. */
static void test_edited_completion(void **state) {
    (void)state;
    struct document *document = create("");
    type_end(document, "Dear all,\n\nThank you for");
    size_t at = text_get_len(document_get_text(document));
    const char *offered = " the many letters that you have sent to us in the course of the last few weeks";
    document_add_offer(document, 9, at, at, offered);
    change(document, at, at, offered);
    type_end(document, ", which we enjoyed.");
    struct harvest found = harvest(document);
    for (size_t k = 0; k < found.count; k++)
        assert_int_equal(found.items[k].suggestion, 0);
    harvest_finish(&found);
    retype(document, "that you have sent", "which you kindly posted");
    found = harvest(document);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].suggestion, 9);
    assert_int_equal(found.items[0].changed_words, 4);
    harvest_finish(&found);
    document_destroy(document);
}

/* --- groups --- */

static void test_mail_is_one_sample(void **state) {
    (void)state;
    const char *mail = "Hi Anna,\n\n" NEW "\n\n- first point of mine\n- second point of mine\n\nCheers,\nBo\n";
    struct document *document = create("");
    type_end(document, mail);
    struct harvest found = harvest(document);
    assert_int_equal(found.count, 1);
    assert_string_equal(found.items[0].text,
                        "Hi Anna,\n\n" NEW "\n\n- first point of mine\n- second point of mine\n\nCheers,\nBo");
    harvest_finish(&found);
    document_destroy(document);
    document = create("");
    type_end(document, "## A Heading In Title Case\n\n" NEW
                       "\n\n```\ncode\n```\n\nSetext Heading\n---\n\n1. One item.\n2. Another item.\n");
    found = harvest(document);
    assert_int_equal(found.count, 1);
    assert_string_equal(found.items[0].text, "## A Heading In Title Case\n\n" NEW
                                             "\n\nSetext Heading\n---\n\n1. One item.\n2. Another item.");
    harvest_finish(&found);
    document_destroy(document);
}

static void test_unchanged_passage_parts_groups(void **state) {
    (void)state;
    struct document *document = create("First old words.\n\nA short one.\n\n" OLD "\n\nLast old words.\n");
    type(document, find(document, "First"), NEW "\n\n");
    type(document, find(document, "Last"), OTHER "\n\n");
    struct harvest found = harvest(document);
    assert_int_equal(found.count, 2);
    assert_string_equal(found.items[0].text, NEW);
    assert_string_equal(found.items[1].text, OTHER);
    harvest_finish(&found);
    document_destroy(document);
}

static void write_sentences(struct buf *out, size_t count, const char *end) {
    static unsigned number;
    for (size_t k = 0; k < count; k++, number++) /* 8 words each, none like another */
        buf_printf(out, "Sentence n%ua has n%ub words that n%uc no%ud. ", number, number, number, number);
    buf_append_text(out, end);
}

static void test_long_changes_are_cut(void **state) {
    (void)state;
    struct buf text = {0};
    for (int k = 0; k < 10; k++)
        write_sentences(&text, 12, "\n\n"); /* 96 words a paragraph */
    write_sentences(&text, 120, "\n\n");    /* 960 words in one */
    struct document *document = create("");
    type_end(document, buf_get(&text));
    struct harvest found = harvest(document);
    size_t words = 0;
    assert_true(found.count >= 5 && found.count <= 7);
    for (size_t k = 0; k < found.count; k++) {
        size_t count = words_count(found.items[k].text, strlen(found.items[k].text));
        assert_true(count >= SAMPLE_WORDS_MIN && count <= SAMPLE_WORDS_MAX);
        assert_int_equal(strncmp(found.items[k].text, "Sentence", 8), 0);
        assert_int_equal(found.items[k].text[strlen(found.items[k].text) - 1], '.');
        words += count;
    }
    assert_int_equal(words, 10 * 96 + 960);
    size_t samples = found.count;
    harvest_finish(&found);
    /* Finished writing gives the same, with nobody typing. */
    struct document *finished = create(buf_get(&text));
    struct harvest all = {0};
    harvest_find_finished(finished, &all);
    assert_int_equal(all.count, samples);
    words = 0;
    for (size_t k = 0; k < all.count; k++)
        words += all.items[k].changed_words;
    assert_int_equal(words, 10 * 96 + 960);
    assert_no_sample(finished);
    harvest_finish(&all);
    document_destroy(finished);
    document_destroy(document);
    buf_finish(&text);
}

/* --- advancing --- */

static void test_advance_is_local(void **state) {
    (void)state;
    struct document *document = create(OLD "\n\n" OLD "\n");
    type(document, 0, NEW "\n\n");
    type_end(document, "\n" OTHER "\n");
    struct harvest found = harvest(document);
    assert_int_equal(found.count, 2);
    harvest_advance(document, &found.items[1]);
    assert_string_equal(text_get_data(document_get_baseline(document)), OLD "\n\n" OLD "\n\n" OTHER "\n");
    assert_sample(document, NEW, NULL, words_count(NEW, strlen(NEW)));
    harvest_advance(document, &found.items[0]);
    assert_string_equal(text_get_data(document_get_baseline(document)), get_text(document));
    assert_no_sample(document);
    harvest_finish(&found);
    /* What is written after that counts from there. */
    retype(document, "I have written these words myself, all of them, in one go",
           "Nobody but me has put any of this down in here");
    found = harvest(document);
    assert_int_equal(found.count, 1);
    assert_string_equal(found.items[0].old_text, NEW);
    harvest_finish(&found);
    document_destroy(document);
}

static void append_words(struct random *random, struct buf *out, size_t count) {
    static const char *const stock[] = {"the",   "a",     "of",   "and", "model", "paper", "we",
                                        "write", "small", "good", "is",  "in",    "it"};
    for (size_t k = 0; k < count; k++) {
        if (random_below(random, 3) == 0)
            buf_printf(out, "%s%zu", random_pick(random, stock, 13), random_below(random, 1000));
        else
            buf_append_text(out, random_pick(random, stock, 13));
        buf_append_text(out, random_below(random, 9) == 0 ? ". " : " ");
    }
}

static void append_page(struct random *random, struct buf *out) {
    static const char *const starts[] = {"", "", "", "# ", "- ", "> ", "1. "};
    for (size_t k = 3 + random_below(random, 6); k > 0; k--) {
        buf_append_text(out, random_pick(random, starts, 7));
        append_words(random, out, 2 + random_below(random, 60));
        buf_append_text(out, "\n\n");
    }
}

static size_t pick_border(struct random *random, const char *text, size_t len) {
    size_t at = random_below(random, len + 1);
    while (at > 0 && at < len && text[at] != ' ')
        at++;
    return at;
}

/* After a random session: samples keep to the sizes, and once all are advanced nothing more is found. */
static void test_advancing_all_leaves_nothing(void **state) {
    (void)state;
    size_t samples = 0, again = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct random random = {seed * 7919};
        struct buf page = {0};
        append_page(&random, &page);
        struct document *document = create(buf_get(&page));
        for (size_t edits = 1 + random_below(&random, 12); edits > 0; edits--) {
            struct buf words = {0};
            size_t len = text_get_len(document_get_text(document));
            size_t start = pick_border(&random, get_text(document), len), end = start;
            if (random_below(&random, 3) == 0) {
                end = pick_border(&random, get_text(document), len);
                if (end < start || end > start + 300)
                    end = start;
            }
            change(document, start, end, "");
            if (random_below(&random, 4) == 0)
                append_page(&random, &words);
            else
                append_words(&random, &words, random_below(&random, 40));
            type(document, start, buf_get(&words));
            buf_finish(&words);
        }
        struct harvest found = harvest(document);
        for (size_t k = 0; k < found.count; k++) {
            const struct harvest_sample *sample = &found.items[k];
            size_t words = words_count(sample->text, strlen(sample->text));
            assert_true(words >= SAMPLE_WORDS_MIN && words <= SAMPLE_WORDS_MAX + 20); /* list numbers count here */
            assert_true(sample->changed_words >= SAMPLE_CHANGED_WORDS_MIN);
            assert_true((sample->task_kind == TASK_REVISE) == (sample->old_text != NULL));
            assert_true(k == 0 || sample->span.start >= found.items[k - 1].span.end);
        }
        for (size_t k = found.count; k-- > 0;)
            harvest_advance(document, &found.items[k]);
        struct harvest rest = harvest(document);
        samples += found.count;
        again += rest.count;
        if (rest.count > 0)
            fail_msg("seed %d: found again: %s", (int)seed, rest.items[0].text);
        harvest_finish(&rest);
        harvest_finish(&found);
        document_destroy(document);
        buf_finish(&page);
    }
    assert_true(samples > 60);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_writing),
        cmocka_unit_test(test_revision_knows_the_old_text),
        cmocka_unit_test(test_too_little),
        cmocka_unit_test(test_typos_are_no_sample),
        cmocka_unit_test(test_reflow_move_and_deletion),
        cmocka_unit_test(test_pasted_and_suggested),
        cmocka_unit_test(test_not_prose),
        cmocka_unit_test(test_secrets),
        cmocka_unit_test(test_secrets_around),
        cmocka_unit_test(test_secret_shapes),
        cmocka_unit_test(test_edited_suggestion),
        cmocka_unit_test(test_completion_and_own_words),
        cmocka_unit_test(test_edited_completion),
        cmocka_unit_test(test_mail_is_one_sample),
        cmocka_unit_test(test_unchanged_passage_parts_groups),
        cmocka_unit_test(test_long_changes_are_cut),
        cmocka_unit_test(test_advance_is_local),
        cmocka_unit_test(test_advancing_all_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
