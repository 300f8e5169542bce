/* Telling languages apart on single sentences. */
#include "core/text/language.h"
#include "core/text/language_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text;
    enum language language;
} rows[] = {
    {"The boats come in at night, and he counts every one of them.", LANGUAGE_ENGLISH},
    {"It doesn’t matter which of them you take.", LANGUAGE_ENGLISH},
    {"This is where the café was.", LANGUAGE_ENGLISH},
    {"Er sagte: \"So geht es nicht\", und ging.", LANGUAGE_GERMAN},
    {"Wir haben Hunde, Katzen und Vögel, also Tiere.", LANGUAGE_GERMAN},
    {"Das ist der Server, den man mit dem Browser nicht sieht.", LANGUAGE_GERMAN},
    {"Les bateaux arrivent la nuit, et il les compte tous.", LANGUAGE_FRENCH},
    {"Los barcos llegan por la noche y los cuenta todos.", LANGUAGE_OTHER},
    {"Le barche arrivano di notte e lui le conta tutte.", LANGUAGE_OTHER},
    {"Os barcos chegam à noite, e ele conta todos eles.", LANGUAGE_OTHER},
    {"De boten komen 's nachts binnen en hij telt ze allemaal.", LANGUAGE_OTHER},
    {"Båtarna kommer in på natten och han räknar dem alla.", LANGUAGE_OTHER},
    {"Bådene kommer ind om natten, og han tæller dem alle.", LANGUAGE_OTHER},
    {"Łodzie przypływają w nocy, a on liczy je wszystkie.", LANGUAGE_OTHER},
    {"Lodě připlouvají v noci a on je všechny počítá.", LANGUAGE_OTHER},
    {"Лодки приходят ночью, и он считает их все.", LANGUAGE_OTHER},
    {"Τα καράβια έρχονται τη νύχτα και τα μετράει όλα.", LANGUAGE_OTHER},
    {"船は夜に来て、彼は全部数える。", LANGUAGE_OTHER},
    {"הסירות מגיעות בלילה והוא סופר את כולן.", LANGUAGE_OTHER},
    {"", LANGUAGE_UNKNOWN},
    {"Boats, nets, lamps.", LANGUAGE_UNKNOWN},
    {"12 + 3", LANGUAGE_UNKNOWN},
};

static void test_sentences(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum language language = language_find(rows[i].text, strlen(rows[i].text));
        if (language != rows[i].language)
            fail_msg("%s: %s", rows[i].text, language_name(language));
    }
}

static void test_documents(void **state) {
    (void)state;
    static const char *const english[] = {"Setup of things", "Do not.", "How to", "Zwölf men do not."};
    static const char *const unknown[] = {"Boats", "Boote, Netze", "12"};
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        assert_int_equal(language_guess(english[i], strlen(english[i])), LANGUAGE_ENGLISH);
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_int_equal(language_guess(unknown[i], strlen(unknown[i])), LANGUAGE_UNKNOWN);
    for (enum language language = LANGUAGE_UNKNOWN; language <= LANGUAGE_OTHER; language++)
        assert_int_equal(language_parse(language_name(language)), language);
}

static void test_table(void **state) {
    (void)state;
    const struct function_word *word, *last = NULL;
    for (size_t i = 0; (word = function_word_get(i)); i++) {
        assert_true(!last || strcmp(last->word, word->word) < 0);
        assert_true(word->tongues && word->tongues >> TONGUE_COUNT == 0);
        assert_int_equal(function_word_find(word->word), word->tongues);
        last = word;
    }
    assert_int_equal(function_word_find("boat"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences), cmocka_unit_test(test_documents),
                                       cmocka_unit_test(test_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
