/* By function words: every sentence of some length has them, writers do not choose them, and a few dozen tell a
 * language.
 *
 * A word that several languages have counts less for each of them, another script decides, accents speak against
 * English. English is said only where it clearly leads, because a rule of English in another language does harm, and a
 * passage that nothing is done to is none. (Detectors by trigrams, libexttextcat and CLD2, are worse on single
 * sentences: see tests/real/README.md.) */
#include "core/text/language.h"

#include "core/base/utf8.h"
#include "core/text/language_words.h"
#include "core/text/span.h"
#include "core/text/words.h"

#include <string.h>

#define PROBE_BYTES 4000
#define WEIGHT      60 /* of a word that one language has alone */

struct scores {
    unsigned items[TONGUE_COUNT];
    size_t words;
    size_t latin, other_script, accents; /* letters */
};

/* The word in lower case, with ' for any apostrophe. false: too long to be one of ours. */
static bool make_key(const char *text, struct span word, char *key, size_t size) {
    size_t len = 0;
    for (size_t at = word.start; at < word.end;) {
        int32_t c = utf8_to_lower(utf8_next(text, word.end, &at));
        if (len + 5 > size)
            return false;
        len += utf8_encode(c == 0x2019 ? '\'' : c, key + len);
    }
    key[len] = 0;
    return true;
}

static void count_word(const char *key, struct scores *scores) {
    unsigned tongues = function_word_find(key), sharers = 0;
    for (size_t k = 0; k < TONGUE_COUNT; k++)
        sharers += tongues >> k & 1;
    for (size_t k = 0; k < TONGUE_COUNT; k++)
        scores->items[k] += tongues >> k & 1 ? WEIGHT / sharers : 0;
}

static bool is_latin(int32_t c) {
    return c < 0x250 || (c >= 0x1E00 && c < 0x1F00);
}

static void count_letters(const char *text, struct span word, struct scores *scores) {
    for (size_t at = word.start; at < word.end;) {
        int32_t c = utf8_next(text, word.end, &at);
        if (utf8_is_letter(c)) {
            scores->latin += is_latin(c);
            scores->other_script += !is_latin(c);
            scores->accents += c >= 0xC0 && is_latin(c);
        }
    }
}

static struct scores read_words(const char *text, size_t len) {
    struct spans words = {0};
    struct scores scores = {0};
    if (len > PROBE_BYTES) {
        len = PROBE_BYTES;
        while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
            len--;
    }
    words_find(text, len, &words);
    scores.words = words.count;
    for (size_t k = 0; k < words.count; k++) {
        char key[40];
        count_letters(text, words.items[k], &scores);
        if (make_key(text, words.items[k], key, sizeof key))
            count_word(key, &scores);
    }
    spans_finish(&words);
    return scores;
}

/* Of all others, the highest score. */
static unsigned find_rival(const struct scores *scores, size_t tongue) {
    unsigned best = 0;
    for (size_t k = 0; k < TONGUE_COUNT; k++)
        best = k != tongue && scores->items[k] > best ? scores->items[k] : best;
    return best;
}

static enum language judge(const struct scores *scores) {
    size_t best = 0;
    for (size_t k = 1; k < TONGUE_COUNT; k++)
        best = scores->items[k] > scores->items[best] ? k : best;
    unsigned score = scores->items[best], rival = find_rival(scores, best);
    bool accented = scores->accents > 1 && scores->accents * 25 > scores->latin;
    /* More than one word, and one in six at least. */
    bool enough = score >= WEIGHT + WEIGHT / 2 && score * 6 >= scores->words * WEIGHT;
    if (scores->other_script > scores->latin)
        return LANGUAGE_OTHER;
    if (best == TONGUE_ENGLISH)
        return accented ? LANGUAGE_OTHER : enough && score >= rival * 2 ? LANGUAGE_ENGLISH : LANGUAGE_UNKNOWN;
    if (best == TONGUE_GERMAN && enough && score * 2 >= rival * 3)
        return LANGUAGE_GERMAN;
    if (best == TONGUE_FRENCH && enough && score * 2 >= rival * 3)
        return LANGUAGE_FRENCH;
    bool foreign = score >= WEIGHT && (enough || scores->items[TONGUE_ENGLISH] == 0);
    return accented || foreign ? LANGUAGE_OTHER : LANGUAGE_UNKNOWN;
}

enum language language_find(const char *text, size_t len) {
    struct scores scores = read_words(text, len);
    return judge(&scores);
}

enum language language_guess(const char *text, size_t len) {
    struct scores scores = read_words(text, len);
    enum language language = judge(&scores);
    unsigned english = scores.items[TONGUE_ENGLISH], rival = find_rival(&scores, TONGUE_ENGLISH);
    bool clear = english >= WEIGHT && english >= rival * 2;
    bool likely = clear || (english > 0 && english >= rival && scores.accents == 0);
    return language == LANGUAGE_UNKNOWN && likely ? LANGUAGE_ENGLISH : language;
}

static const char *const names[] = {[LANGUAGE_ENGLISH] = "English",
                                    [LANGUAGE_GERMAN] = "German",
                                    [LANGUAGE_FRENCH] = "French",
                                    [LANGUAGE_OTHER] = "other"};

const char *language_name(enum language language) {
    return language == LANGUAGE_UNKNOWN ? "" : names[language];
}

enum language language_parse(const char *name) {
    for (size_t k = LANGUAGE_ENGLISH; k < sizeof names / sizeof *names; k++)
        if (strncmp(name, names[k], strlen(names[k])) == 0)
            return (enum language)k;
    return LANGUAGE_UNKNOWN;
}
