/* Answers that are none: refusals, remarks, other languages, half a text, data. And answers that look like it and are.
 */
#include "core/guard/plausible.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PASSAGE                                                                                                        \
    "The lamp is old. We do not know who built it, but the keeper's book names a smith in the village. It burns oil "  \
    "from "                                                                                                            \
    "the valley. When the wind turns, someone has to climb the stair and trim the wick. Nobody has fallen yet."

static const struct {
    const char *name, *passage, *answer;
    bool instructed;
    enum plausible wanted;
} rows[] = {
    {"a rewrite", PASSAGE,
     "The lamp's old. We don't know who built it, but the keeper's book names a smith in the village. It burns oil "
     "from the "
     "valley. When the wind turns, someone has to climb the stair and trim the wick. Nobody's fallen yet.",
     false, PLAUSIBLE_REWRITE},
    {"sentences joined", PASSAGE,
     "The lamp is old, and we do not know who built it, though the keeper's book names a smith in the village. It "
     "burns oil "
     "from the valley, and when the wind turns, someone climbs the stair to trim the wick; nobody has fallen yet.",
     false, PLAUSIBLE_REWRITE},
    {"a refusal", PASSAGE, "I'm sorry, but I can't help with that.", false, PLAUSIBLE_NOT},
    {"a refusal, although asked", PASSAGE, "As an AI, I do not write about lamps.", true, PLAUSIBLE_NOT},
    {"a refusal in German", PASSAGE, "Es tut mir leid, das kann ich nicht.", false, PLAUSIBLE_NOT},
    {"a passage that is a refusal", "I'm sorry, but I cannot come on Friday.", "I'm sorry, but I can't come on Friday.",
     false, PLAUSIBLE_REWRITE},
    {"nothing to do", PASSAGE, "No changes needed.", false, PLAUSIBLE_NO_CHANGE},
    {"nothing to do, at length", PASSAGE, "The passage already follows all of your preferences.", false,
     PLAUSIBLE_NO_CHANGE},
    {"nothing to do, although asked", PASSAGE, "**No changes are necessary.**", true, PLAUSIBLE_NO_CHANGE},
    {"not applicable", PASSAGE, "N/A", false, PLAUSIBLE_NO_CHANGE},
    {"a passage about no change", "There is no change since Monday, and it is fine.",
     "There's no change since Monday, and it's fine.", false, PLAUSIBLE_REWRITE},
    {"an empty object", PASSAGE, "{}", false, PLAUSIBLE_NOT},
    {"a wrapper", PASSAGE, "{\"text\": \"The lamp's old.\"}", true, PLAUSIBLE_NOT},
    {"one sentence of five", PASSAGE, "The lamp is old.", false, PLAUSIBLE_NOT},
    {"half a text", PASSAGE,
     "The lamp is old. We don't know who built it, but the keeper's book names a smith in the village.", false,
     PLAUSIBLE_NOT},
    {"half a text, as asked", PASSAGE,
     "The lamp is old. We don't know who built it, but the keeper's book names a smith in the village.", true,
     PLAUSIBLE_REWRITE},
    {"one sentence missing", PASSAGE,
     "The lamp is old. We do not know who built it, but the keeper's book names a smith in the village. It burns oil "
     "from the "
     "valley. Nobody has fallen yet.",
     false, PLAUSIBLE_NOT},
    {"two copies", "The lamp is old, and it burns well.",
     "The lamp's old, and it burns well. The lamp's old, and it burns well.", false, PLAUSIBLE_NOT},
    {"another language", PASSAGE,
     "Die Lampe ist alt. Wir wissen nicht, wer sie gebaut hat, aber das Buch des W\xc3\xa4rters nennt einen Schmied im "
     "Dorf. Sie "
     "brennt mit \xc3\x96l aus dem Tal. Wenn der Wind dreht, muss jemand die Treppe hinauf. Noch ist niemand gefallen.",
     false, PLAUSIBLE_NOT},
    {"another language, as asked", "The lamp is old, and it burns well.", "Die Lampe ist alt, und sie brennt gut.",
     true, PLAUSIBLE_REWRITE},
    {"another script", "The lamp is old, and it burns well.",
     "\xd0\x9b\xd0\xb0\xd0\xbc\xd0\xbf\xd0\xb0 \xd1\x81\xd1\x82\xd0\xb0\xd1\x80\xd0\xb0\xd1\x8f.", false,
     PLAUSIBLE_NOT},
    {"the preferences", PASSAGE,
     "Use contractions. Prefer short words. Avoid the passive voice. Write in the present tense.", false,
     PLAUSIBLE_NOT},
    {"signs alone", PASSAGE, "***", false, PLAUSIBLE_NOT},
    {"a short passage", "It is late.", "It's late.", false, PLAUSIBLE_REWRITE},
    {"one word", "Yes.", "Yes!", false, PLAUSIBLE_REWRITE},
    {"a part of it twice, in other words", PASSAGE,
     PASSAGE " The keeper's book names the smith in the village who built it, and the oil comes from the valley.",
     false, PLAUSIBLE_NOT},
    {"a short sentence missing", PASSAGE,
     "The lamp is old. We do not know who built it, but the keeper's book names a smith in the village. It burns oil "
     "from the valley. When the wind turns, someone has to climb the stair and trim the wick.",
     false, PLAUSIBLE_NOT},
    {"a short sentence in other words", "The lamp is old. It is late.", "The lamp is old. Night has come.", false,
     PLAUSIBLE_REWRITE},
    {"two short sentences joined", "The lamp is old. It is not late.", "The lamp's old, and it isn't late.", false,
     PLAUSIBLE_REWRITE},
    {"a sentence of auxiliaries", "The lamp will burn. We will see.", "The lamp'll burn; we'll see.", false,
     PLAUSIBLE_REWRITE},
    {"a heading told of", "# What we do not know", "This request goes against what I may do.", false, PLAUSIBLE_NOT},
    {"a heading answered", "# What we do not know", "Getting started with lamps", false, PLAUSIBLE_NOT},
    {"a heading", "# What we do not know", "# What we don't know", false, PLAUSIBLE_REWRITE},
    {"a heading in other forms", "Organising The Harbour", "Organize the harbor", false, PLAUSIBLE_REWRITE},
    {"a refusal in the third person", PASSAGE, "The assistant is unable to help with this lamp.", true, PLAUSIBLE_NOT},
    {"a passage that cannot help", "The map cannot help you there.", "The map can't help you there.", false,
     PLAUSIBLE_REWRITE},
    {"a refusal in Polish", PASSAGE,
     "Przykro mi, nie mog\xc4\x99 w tym pom\xc3\xb3"
     "c.",
     true, PLAUSIBLE_NOT},
    {"a refusal of a policy", "It is old.", "The content violates our usage policies.", true, PLAUSIBLE_NOT},
    {"a remark, although asked", PASSAGE, "Here is your text: what would you like me to change?", true, PLAUSIBLE_NOT},
    {"an error", "It is old.", "Internal Server Error", true, PLAUSIBLE_NOT},
    {"a passage about errors", "An internal server error is not shown.", "An internal server error isn't shown.", false,
     PLAUSIBLE_REWRITE},
    {"code", PASSAGE, "```python\nprint(1)\n```", true, PLAUSIBLE_NOT},
    {"a constant", "It is old.", "null", true, PLAUSIBLE_NOT},
    {"a wrapper behind a remark", PASSAGE, "Result: {\"text\": \"The lamp's old.\"}", true, PLAUSIBLE_NOT},
    {"a tag", PASSAGE, "<answer>The lamp's old.</answer> Done.", true, PLAUSIBLE_NOT},
    {"in circles", PASSAGE,
     "The lamp is old and the lamp is old and the lamp is old and the lamp is old and the lamp is old.", true,
     PLAUSIBLE_NOT},
    {"no change in new words", PASSAGE, "I would not alter a word.", false, PLAUSIBLE_NO_CHANGE},
    {"the same", PASSAGE, "Same as original.", false, PLAUSIBLE_NO_CHANGE},
    {"no change in French", PASSAGE, "Pas de modification.", false, PLAUSIBLE_NO_CHANGE},
};

static void every_row_has_its_outcome(void **state) {
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct error error = {0};
        enum plausible found = plausible_check(rows[k].passage, NULL, rows[k].answer, rows[k].instructed, &error);
        if (found != rows[k].wanted)
            fail_msg("%s: %d instead of %d (%s)", rows[k].name, found, rows[k].wanted, error.text);
        assert_int_equal(found == PLAUSIBLE_NOT, error.kind == ERROR_REFUSED);
    }
}

static void completions(void **state) {
    (void)state;
    assert_true(plausible_continues("The lamp is", NULL, "old, and it burns well."));
    assert_false(plausible_continues("The lamp is", NULL, "I'm sorry, I can't continue this text."));
    assert_false(plausible_continues("We do not know who built the lamp. It is", NULL,
                                     "una l\xc3\xa1mpara que no sabemos qui\xc3\xa9n construy\xc3\xb3."));
    assert_false(
        plausible_continues("The lamp is", NULL, "the preferences say how to write.")); /* the prompt's words */
    assert_false(plausible_continues("The lamp is", NULL, "Internal Server Error"));
    assert_false(plausible_continues("The lamp is", NULL, "null"));
    assert_false(plausible_continues("The lamp is", NULL, "***"));
    assert_false(plausible_continues("The lamp is", NULL, "the passage describes a lamp."));
    assert_true(plausible_continues("The passage is narrow, and this passage", NULL, "leads to the sea."));
    assert_false(plausible_continues("The lamp is", NULL, "{\"text\": \"old\"}"));
    assert_false(plausible_continues("The lamp is", NULL, "\xe6\x97\xa7\xe3\x81\x84"));
}

static void preferences_given_back(void **state) {
    (void)state;
    struct list preferences = {0};
    struct error error;
    list_add(&preferences, "Use contractions.");
    assert_int_equal(plausible_check(PASSAGE, &preferences, "- Use contractions", true, &error), PLAUSIBLE_NOT);
    assert_false(plausible_continues("The lamp is", &preferences, "Use contractions."));
    assert_int_equal(plausible_check("We use contractions.", &preferences, "We do use contractions.", false, &error),
                     PLAUSIBLE_REWRITE);
    list_finish(&preferences);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(preferences_given_back),
                                       cmocka_unit_test(every_row_has_its_outcome), cmocka_unit_test(completions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
