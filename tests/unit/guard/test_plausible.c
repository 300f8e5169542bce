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
};

static void every_row_has_its_outcome(void **state) {
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct error error = {0};
        enum plausible found = plausible_check(rows[k].passage, rows[k].answer, rows[k].instructed, &error);
        if (found != rows[k].wanted)
            fail_msg("%s: %d instead of %d (%s)", rows[k].name, found, rows[k].wanted, error.text);
        assert_int_equal(found == PLAUSIBLE_NOT, error.kind == ERROR_REFUSED);
    }
}

static void completions(void **state) {
    (void)state;
    assert_true(plausible_continues("The lamp is", "old, and it burns well."));
    assert_false(plausible_continues("The lamp is", "I'm sorry, I can't continue this text."));
    assert_false(plausible_continues("The lamp is", "{\"text\": \"old\"}"));
    assert_false(plausible_continues("The lamp is", "\xe6\x97\xa7\xe3\x81\x84"));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_row_has_its_outcome), cmocka_unit_test(completions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
