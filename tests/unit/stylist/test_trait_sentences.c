/* Traits of sentences: length, lists of three, openings, hedges, intensifiers, exclamation marks, please. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/stylist/rewrite_case.h"

static void oxford_comma(void **state) {
    (void)state;
    static const char use[] = "Use the Oxford comma.", avoid[] = "Leave out the Oxford comma.";
    static const struct rewrite_case cases[] = {
        {use, FORMAT_TEXT, "We need nails, saws and drills. Bring tape, paint, rope and glue.",
         "We need nails, saws, and drills. Bring tape, paint, rope, and glue."},
        {use, FORMAT_TEXT, "It holds a cat, a dog, a bird and a fish.", "It holds a cat, a dog, a bird, and a fish."},
        {use, FORMAT_TEXT, "It runs on Linux, Windows and Haiku.", "It runs on Linux, Windows, and Haiku."},
        {avoid, FORMAT_TEXT, "We need tape, paint, and glue.", "We need tape, paint and glue."},
        /* openings, insertions, clauses, adverbs */
        {use, FORMAT_TEXT, "In Paris, cats and dogs live. When it rains, cats and dogs hide. Sadly, Tom and Ann left.",
         NULL},
        {use, FORMAT_TEXT, "The tool, fast and small, is mine. The cache, which keeps keys and values, is big.", NULL},
        {use, FORMAT_TEXT,
         "Last week, Tom and Ann came. Send a list, with salt and pepper. Two days later, snow and ice came.", NULL},
        {avoid, FORMAT_TEXT, "It rained, and we left. It was late, however, and cold.", NULL},
        {avoid, FORMAT_TEXT, "On May 3, 2024, and later it rained. I stopped, and then I left.", NULL},
        /* appositions, adjectives in front of one noun, verbs */
        {use, FORMAT_TEXT, "There are two modes, fast and slow. We met our friends, Tom and Ann.", NULL},
        {use, FORMAT_TEXT, "It shows a dirty tree, incoming and outgoing files. They sleep, live and die here.", NULL},
        {use, FORMAT_TEXT, "Ben, who is a friendly man, offered him some bread and jam.", NULL},
        {use, FORMAT_TEXT, "The new text is wordier, less direct and natural than the old one.", NULL},
        {use, FORMAT_TEXT, "They are, at best, tired or hungry sailors. We live in Derry, Maine and like it.", NULL},
        {use, FORMAT_TEXT, "Running fast, cats and dogs left. We saw (a cat, a dog) and birds.", NULL},
        {use, FORMAT_MARKDOWN, "Run `a, b and c`.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(use, FORMAT_TEXT, "Tape, paint, and glue are here. We saw cats, dogs, and birds.", 2);
    check_verdict(use, FORMAT_TEXT, "Cats and dogs are here.", 0);
}

static void sentence_length(void **state) {
    (void)state;
    static const char brief[] = "Write short sentences.", wide[] = "Write long sentences.";
    static const struct rewrite_case cases[] = {
        {brief, FORMAT_TEXT, "The cache is warm after the first run, and it keeps every page in memory.",
         "The cache is warm after the first run. It keeps every page in memory."},
        {brief, FORMAT_TEXT, "We tried the new parser in May, but it was slower; the old one is back.",
         "We tried the new parser in May. But it was slower. The old one is back."},
        {wide, FORMAT_TEXT, "The cache is warm. It keeps pages.", "The cache is warm, and it keeps pages."},
        {brief, FORMAT_TEXT, "When the cache is warm after the first run, and it is full, we stop it.", NULL},
        {brief, FORMAT_TEXT, "We need long tape and thick paint, and the blue glue for the old wooden door.", NULL},
        {brief, FORMAT_TEXT, "She asked whether (it was late that day, and it was) we would come.", NULL},
        {brief, FORMAT_TEXT, "The report covers the old wooden doors, and windows that were painted by us.", NULL},
        {wide, FORMAT_TEXT, "Thanks. It works. Why? Stop it.", NULL},
        {wide, FORMAT_MARKDOWN, "- It works.\n- We like it.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(brief, FORMAT_TEXT, "It works. We like it. They do too.", 2);
    check_verdict(wide, FORMAT_TEXT, "It works. We like it. They do too.", -2);
    check_verdict(brief, FORMAT_TEXT, "It works.", 0);
}

static void openings(void **state) {
    (void)state;
    static const struct rewrite_case cases[] = {
        {"Use plain connectives.", FORMAT_TEXT, "However, we left. Therefore, the door is shut. Moreover, it is dark.",
         "But we left. So the door is shut. Also, it is dark."},
        {"Use formal connectives.", FORMAT_TEXT, "But we left. So the door is shut.",
         "However, we left. So the door is shut."},
        {"Use formal connectives.", FORMAT_TEXT, "But not so fast. So far so good. But why? So what do we do?", NULL},
        {"Use plain connectives.", FORMAT_MARKDOWN, "# However, we left\n\n\"However, we left.\" It rained.", NULL},
        {"Start sentences with \"And\" or \"But\".", FORMAT_MARKDOWN, "# However, we left", NULL},
        {"Avoid starting sentences with \"And\" or \"But\".", FORMAT_TEXT, "And you? We left.", NULL},
        {"Use plain connectives.", FORMAT_TEXT, "However hard we try, it is, however, late.", NULL},
        {"Avoid starting sentences with \"And\" or \"But\".", FORMAT_TEXT, "And we left. But it rained.",
         "We left. However, it rained."},
        {"Start sentences with \"And\" or \"But\".", FORMAT_TEXT, "However, it rained.", "But it rained."},
        {"Avoid starting sentences with \"And\" or \"But\".", FORMAT_TEXT, "We left and came. It rained but stopped.",
         NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict("Use formal connectives.", FORMAT_TEXT, "However, we left. Therefore, it is shut.", 2);
    check_verdict("Avoid starting sentences with \"And\" or \"But\".", FORMAT_TEXT, "And we left now. But it rained.",
                  -2);
}

static void fillers(void **state) {
    (void)state;
    static const char hedges[] = "Avoid hedges.", intensifiers[] = "Avoid intensifiers.";
    static const struct rewrite_case cases[] = {
        {hedges, FORMAT_TEXT, "Perhaps we should go. I think that it is, perhaps, late. It is probably a bug.",
         "We should go. It is late. It is a bug."},
        {hedges, FORMAT_TEXT, "It seems that the cat sleeps. But I think that looking at it helps.",
         "The cat sleeps. But looking at it helps."},
        {hedges, FORMAT_TEXT, "It is kind of you to help. I believe you. I guess so. It seems a shame to go.", NULL},
        {hedges, FORMAT_TEXT, "It costs money, and possibly time.", NULL},
        {hedges, FORMAT_TEXT, "Some are, perhaps by mistake, gone. Perhaps twenty came. It seems like a good plan.",
         NULL},
        {hedges, FORMAT_TEXT,
         "I think so. A kind of magic. That is what I think about it. Two, maybe three cats. Probably not.", NULL},
        {intensifiers, FORMAT_TEXT, "A very old and really, really big house is extremely nice.",
         "An old and big house is nice."},
        {intensifiers, FORMAT_TEXT, "Very large files\nare extremely slow.", "Very large files\nare slow."},
        {intensifiers, FORMAT_TEXT, "It is not very good. The very first one. Quite a few. Thanks very much. Really?",
         NULL},
        {intensifiers, FORMAT_TEXT,
         "It isn't really a door. This very door, at the very moment. It is very far, and very much so. Super users.",
         NULL},
        {intensifiers, FORMAT_MARKDOWN, "It is **very** good, `very good`.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(hedges, FORMAT_TEXT, "Perhaps we go now. Maybe we stay here.", -2);
    check_verdict("Use intensifiers.", FORMAT_TEXT, "It is very nice and really big.", 2);
}

static void exclamation(void **state) {
    (void)state;
    static const char avoid[] = "Avoid exclamation marks.";
    static const struct rewrite_case cases[] = {
        {avoid, FORMAT_TEXT, "It works on every machine! We like that very much!",
         "It works on every machine. We like that very much."},
        {avoid, FORMAT_TEXT, "Yahoo! is old, and 5! is 120. What is Jeopardy! about? Really?! Great!!! Oh no!", NULL},
        {avoid, FORMAT_MARKDOWN, "# This is a very big day!\n\nSee Yahoo! Mail for it.", NULL},
        {avoid, FORMAT_MARKDOWN, "Use `a != b`. ![wow!](a.png) See.", NULL},
        {avoid, FORMAT_TEXT, "It is 3 != 4 here.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(avoid, FORMAT_TEXT, "It works! Great!", -2);
    check_verdict(avoid, FORMAT_TEXT, "It works.", 0);
    check_verdict(
        avoid, FORMAT_TEXT,
        "It works now, and nobody is surprised, because it was only a wrong cable that we had not seen before.", 1);
}

static void politeness(void **state) {
    (void)state;
    static const char use[] = "Say please.", avoid[] = "Do without \"please\".";
    static const struct rewrite_case cases[] = {
        {use, FORMAT_TEXT, "Send me the file. Check the logs.", "Please send me the file. Please check the logs."},
        {avoid, FORMAT_TEXT, "Please send me the file. Could you please check it? Do it now, please.",
         "Send me the file. Could you check it? Do it now."},
        {use, FORMAT_TEXT, "Review of the book. Call centres are loud. Please send me the file.", NULL},
        {use, FORMAT_MARKDOWN, "# Check the logs\n\nSend it. Call me now, please, if you can.", NULL},
        {avoid, FORMAT_TEXT, "It is hard to please them all. Yes, please.", NULL},
        {avoid, FORMAT_TEXT, "Do as you please. If you please, sir. These please everyone. Will it please the king?",
         NULL},
        {avoid, FORMAT_TEXT, "If it fails, please tell us.", "If it fails, tell us."},
        {avoid, FORMAT_TEXT, "It is free, please pay at the door.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(use, FORMAT_TEXT, "Please send it. Please call me.", 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(oxford_comma), cmocka_unit_test(sentence_length), cmocka_unit_test(openings),
        cmocka_unit_test(fillers),      cmocka_unit_test(exclamation),     cmocka_unit_test(politeness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
