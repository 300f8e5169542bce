/* Traits of words: contractions, spelling, wording, Latin, small numbers, ampersands, person, capitals. Each in both
 * directions, and what must stay as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/stylist/rewrite_case.h"

static void contractions(void **state) {
    (void)state;
    static const char use[] = "Use contractions.", avoid[] = "Avoid contractions.";
    static const struct rewrite_case cases[] = {
        {use, FORMAT_TEXT, "We do not know. It is late, and I am tired.", "We don't know. It's late, and I'm tired."},
        {use, FORMAT_TEXT, "Do not wait; we have finished.", "Don't wait; we've finished."},
        {use, FORMAT_TEXT, "They cannot come, and you are not alone.", "They can't come, and you aren't alone."},
        {use, FORMAT_TEXT, "I would try it, and it is\nnot here. That is a\nline.",
         "I'd try it, and it is\nnot here. That's a\nline."},
        /* nothing follows in the same breath, an indirect question, another verb, two subjects */
        {use, FORMAT_TEXT, "Yes, it is. I know what it is for. We have a plan. Tom and you are late.", NULL},
        {use, FORMAT_TEXT, "I know whose turn it is now. Which side it is will be seen. There it is again.", NULL},
        {use, FORMAT_TEXT, "There you are at last. The file that is open. It is I. Where the door is not is so.",
         "There you are at last. The file that is open. It is I. Where the door isn't is so."},
        {use, FORMAT_TEXT, "I would if I could. Treat it as you would a child. How tall she is depends on it.", NULL},
        {avoid, FORMAT_TEXT, "What's he done? What's the cat eaten? She's seen it.",
         "What's he done? What's the cat eaten? She has seen it."},
        {use, FORMAT_TEXT, "You have nested lists, and we have to go. You have set the clock.",
         "You have nested lists, and we have to go. You've set the clock."},
        {use, FORMAT_MARKDOWN, "# What It Is Not\n\nThe Do Not Track header.", NULL},
        {use, FORMAT_TEXT, "Let us know if they have to leave. It is NOT done. He does not only sing.", NULL},
        {use, FORMAT_MARKDOWN, "Write `do not` and [do **not**](https://do.not/it is).", NULL},
        {use, FORMAT_TEXT, "He said \"I do not know\" and left.", NULL},
        {avoid, FORMAT_TEXT, "We don't know. It's late, and I'm tired.", "We do not know. It is late, and I am tired."},
        {avoid, FORMAT_TEXT, "It\xe2\x80\x99s been long; he won\xe2\x80\x99t say.",
         "It has been long; he will not say."},
        {avoid, FORMAT_TEXT, "So far he's released two of them. See what's changed here. It is what's changed by it.",
         "So far he has released two of them. See what has changed here. It is what's changed by it."},
        {avoid, FORMAT_TEXT, "That's right, there's a cat, and here's how. It's called a tag.",
         "That is right, there is a cat, and here is how. It is called a tag."},
        {avoid, FORMAT_TEXT, "It's recommended that we go. That's determined each time.",
         "It is recommended that we go. That's determined each time."},
        /* is or has, its, a name, words that would have to change places */
        {avoid, FORMAT_TEXT, "Now it's finished. She's gone. Set it's name. Here's to you. There's many of them.",
         NULL},
        {avoid, FORMAT_TEXT, "Can't we go? Why don't you ask? It is late, isn't it? We use Let's Encrypt.", NULL},
        {avoid, FORMAT_MARKDOWN, "# Why You Shouldn't Worry\n\nThe Don't Repeat Yourself rule.", NULL},
        {avoid, FORMAT_TEXT, "DON'T TOUCH. I'd like that. Let's go.", "DON'T TOUCH. I would like that. Let us go."},
        /* had or would, a subject that is no pronoun, a possessive */
        {avoid, FORMAT_TEXT, "Isn't the cache warm? I'd better go. Tom's cat has its bowl.", NULL},
        {avoid, FORMAT_MARKDOWN, "Type `don't` or see https://example.org/don't.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(use, FORMAT_TEXT, "It's fine. We don't mind.", 2);
    check_verdict(use, FORMAT_TEXT, "It's fine.", 1);
    check_verdict(avoid, FORMAT_TEXT, "It's fine. We don't mind.", -2);
    check_verdict(avoid, FORMAT_TEXT, "The cat sat on the mat.", 0);
}

static void spelling(void **state) {
    (void)state;
    static const char british[] = "Use British spelling.", american[] = "Use American spelling.";
    static const struct rewrite_case cases[] = {
        {british, FORMAT_TEXT, "The color of the center. We organized it.",
         "The colour of the centre. We organised it."},
        {british, FORMAT_TEXT, "Analyze the gray-colored labels; they were canceled.",
         "Analyse the grey-coloured labels; they were cancelled."},
        {american, FORMAT_TEXT, "Favourite colours: grey. Recognising behaviour is a defence.",
         "Favorite colors: gray. Recognizing behavior is a defense."},
        {american, FORMAT_TEXT, "Whilst it travelled, the organisation realised its programme.",
         "While it traveled, the organization realized its program."},
        {british, FORMAT_MARKDOWN, "# Colors of it\n\n# The Color of Money", "# Colours of it\n\n# The Color of Money"},
        {american, FORMAT_TEXT, "The uncompromising author keeps a self-centred, well-organised style.",
         "The uncompromising author keeps a self-centered, well-organized style."},
        {british, FORMAT_TEXT, "It has text-align: center in it.", NULL},
        {british, FORMAT_TEXT, "A color-picker, columnsize, resize, unsized, COLOR and MyColor.", NULL},
        {british, FORMAT_MARKDOWN, "- color: the value that is set", NULL},
        {british, FORMAT_TEXT, "Center Street. Gray said so. Set src/center/color.txt, --color=center, color_center.",
         NULL},
        {british, FORMAT_MARKDOWN, "See [Color theory](x.md), *The Color Purple* and [the color](y.md).",
         "See [Color theory](x.md), *The Color Purple* and [the colour](y.md)."},
        {american, FORMAT_MARKDOWN, "### oraColour(action, text)\n\nThe icon :grey_heart: is #grey, ^grey or v1.grey.",
         NULL},
        {british, FORMAT_MARKDOWN, "# The color\n\nSee [it](#the-color).", NULL},
        {british, FORMAT_TEXT,
         "Permission is hereby granted, free of charge, to any person, to color it.\n\nTHE COLOR IS PROVIDED AS IT IS "
         "HERE AND NOT OTHERWISE.",
         NULL},
        /* words that only look like it, and names */
        {british, FORMAT_TEXT, "The size of the prize: a meter, a program, a license. They seize and capsize it.",
         NULL},
        {british, FORMAT_TEXT, "We met at Pearl Harbor and the Lincoln Center.", NULL},
        {american, FORMAT_TEXT,
         "Advise, promise, exercise, otherwise, precise, raise, surprise, improvisation, crises.", NULL},
        {american, FORMAT_MARKDOWN, "Set `colour` in [the file](colour.html).", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(british, FORMAT_TEXT, "The colour of the organization and the harbour.", 2);
    check_verdict(american, FORMAT_TEXT, "The colour of the harbour.", -2);
}

static void wording(void **state) {
    (void)state;
    static const char plain[] = "Use plain words.", formal[] = "Use formal words.";
    static const struct rewrite_case cases[] = {
        {plain, FORMAT_TEXT, "In order to win, utilize it prior to use.", "To win, use it before use."},
        {plain, FORMAT_TEXT, "It is round due to the fact that we ascertain numerous things.",
         "It is round because we find out many things."},
        {plain, FORMAT_TEXT, "The majority of the users, and the majority of them, like a large number of things.",
         "Most of the users, and most of them, like many things."},
        {plain, FORMAT_TEXT,
         "People demonstrate in the streets. We make a decision tree. These demonstrate that it is.",
         "People demonstrate in the streets. We make a decision tree. These show that it is."},
        {plain, FORMAT_TEXT,
         "A purchase was obtained. An optimal, sufficient number regarding it. Due to the\nfact it is.", NULL},
        {formal, FORMAT_TEXT, "We carried out tests and want to talk about them.",
         "We conducted tests and wish to discuss them."},
        {formal, FORMAT_TEXT, "Use it to help many people get more.", NULL},
        {plain, FORMAT_TEXT, "We discuss, review and contact them immediately.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(plain, FORMAT_TEXT, "We utilize it in order to win.", -2);
    check_verdict(formal, FORMAT_TEXT, "Use it to help us get more.", 0);
}

static void latin(void **state) {
    (void)state;
    static const char abbreviated[] = "Abbreviate with \"e.g.\", \"i.e.\" and \"etc.\"";
    static const char spelled[] = "Spell out Latin abbreviations.";
    static const struct rewrite_case cases[] = {
        {spelled, FORMAT_TEXT, "Tools (e.g. saws), i.e. sharp ones, wood, etc. are here.",
         "Tools (for example, saws), that is, sharp ones, wood, and so on are here."},
        {spelled, FORMAT_TEXT, "Bring saws, nails, etc.", "Bring saws, nails, and so on."},
        {abbreviated, FORMAT_TEXT, "Tools (for example, saws), that is, sharp ones, and so on.",
         "Tools (e.g., saws), i.e., sharp ones, etc."},
        {abbreviated, FORMAT_TEXT,
         "For example, saws. This, for example, works. The one that is sharp. It goes on and so on it went.", NULL},
        {spelled, FORMAT_TEXT, "Set a file (e.g.: yours).", "Set a file (for example: yours)."},
        {spelled, FORMAT_MARKDOWN, "Write `e.g.` there.", NULL},
        {spelled, FORMAT_TEXT, "There is support for e.g. saws. Saws and etc. are here.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(abbreviated, FORMAT_TEXT, "Saws, e.g. sharp ones, i.e. new ones.", 2);
}

static void numerals(void **state) {
    (void)state;
    static const char digits[] = "Write small numbers as digits.", words[] = "Write small numbers as words.";
    static const struct rewrite_case cases[] = {
        {digits, FORMAT_TEXT, "We fixed three bugs in twelve old files.", "We fixed 3 bugs in 12 old files."},
        {words, FORMAT_TEXT, "We fixed 3 bugs and met 4 people.", "We fixed three bugs and met four people."},
        {digits, FORMAT_TEXT, "The ten commandments, and my two cents.", NULL},
        {digits, FORMAT_TEXT, "Two cats, one dog, two hundred mice, two or three birds, the two of us.", NULL},
        {words, FORMAT_TEXT,
         "Version 3 works; see step 2. It took 5 ms on 3 May 2024 and 13 runs, 2 to 4 times, 3.5 times. Of those 5 "
         "seemed old.",
         NULL},
        {words, FORMAT_TEXT, "The count of 3 tells it. Instruction 8 pushes a word. It has 4 bytes in it.", NULL},
        {words, FORMAT_TEXT, "It takes 2 files. Then it prints 300 of them.", NULL},
        {words, FORMAT_TEXT, " 5 files changed, 8 insertions(+), 8 deletions(-)", NULL},
        {words, FORMAT_MARKDOWN, "2. Take `3 files`, [4 steps](a).", "2. Take `3 files`, [four steps](a)."},
        {words, FORMAT_TEXT, "3 benches stand here. 12 people came.", "Three benches stand here. Twelve people came."},
        {digits, FORMAT_TEXT, "Three benches stand here. Twelve people came.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(words, FORMAT_TEXT, "We have 3 cats and 4 dogs.", -2);
}

static void ampersands(void **state) {
    (void)state;
    static const char use[] = "Use ampersands.", avoid[] = "Avoid ampersands.";
    static const struct rewrite_case cases[] = {
        {avoid, FORMAT_TEXT, "Bring tape & paint & glue.", "Bring tape and paint and glue."},
        {avoid, FORMAT_TEXT, "Ask Bob & Ann. Write a & there, with & for it.\t&\tnow", NULL},
        {avoid, FORMAT_MARKDOWN, "# Errors & codes", NULL},
        {use, FORMAT_TEXT, "Bring tape and paint.", "Bring tape & paint."},
        {avoid, FORMAT_TEXT, "The R&D team met AT&T; the Q & A is at Johnson & Johnson.", NULL},
        {avoid, FORMAT_MARKDOWN, "See `a & b` and a &amp; b.", NULL},
        {use, FORMAT_TEXT, "It rained and we left. Tape &glue is a name.", NULL},
        {avoid, FORMAT_TEXT, "Tape &glue and tape& glue are names.", NULL},
        {use, FORMAT_TEXT, "It rained, and we left. More and more and then some.",
         "It rained, and we left. More and more and then some."},
        {use, FORMAT_LATEX, "Bring tape and paint.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(avoid, FORMAT_TEXT, "Bring tape & paint & glue.", -2);
}

static void person(void **state) {
    (void)state;
    static const char singular[] = "Write in the first person singular.",
                      plural[] = "Write in the first person plural.";
    static const struct rewrite_case cases[] = {
        {plural, FORMAT_TEXT, "I am sure that my code works. I've tested it myself, and I was glad.",
         "We are sure that our code works. We've tested it ourselves, and we were glad."},
        {singular, FORMAT_TEXT, "We are sure that our code works. It gives us joy, and we're glad.",
         "I am sure that my code works. It gives me joy, and I'm glad."},
        {plural, FORMAT_TEXT, "Tom and I are here, and I think so.", NULL},
        {plural, FORMAT_TEXT, "I, for one, am glad.", NULL},
        {plural, FORMAT_TEXT, "I never was there, i.e. at home.", NULL},
        {singular, FORMAT_TEXT, "Both of us know what we want. Let's go.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(singular, FORMAT_TEXT, "I know my code, and I like it.", 2);
    check_verdict(singular, FORMAT_TEXT, "We know our code, and we like it.", -2);
}

static void capitals(void **state) {
    (void)state;
    static const char avoid[] = "Avoid capitals for emphasis.";
    static const struct rewrite_case cases[] = {
        {avoid, FORMAT_TEXT, "You must NEVER do this. ALWAYS ask first, and do NOT wait.",
         "You must never do this. Always ask first, and do not wait."},
        {avoid, FORMAT_TEXT,
         "NASA sent a JSON file. You MUST NOT open it. ALL RIGHTS RESERVED. STOP: it is a label here.", NULL},
    };
    CHECK_REWRITES(cases);
    check_verdict(avoid, FORMAT_TEXT, "You must not do this, and Not you.", 0);
    check_verdict(avoid, FORMAT_TEXT, "You must NEVER do this, and do NOT wait.", -2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contractions), cmocka_unit_test(spelling), cmocka_unit_test(wording),
        cmocka_unit_test(latin),        cmocka_unit_test(numerals), cmocka_unit_test(ampersands),
        cmocka_unit_test(person),       cmocka_unit_test(capitals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
