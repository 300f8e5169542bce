/* Seed phrases (BIP 39: 12 to 24 words of a list of 2048, none longer than eight letters), and rows of codes, by their
 * shape alone: as many words in a row without one of those that hold a sentence together are no prose. */
#include "core/text/secret_find.h"

#include <ctype.h>
#include <string.h>

enum { SEED_WORDS = 12, SEED_NAMED_WORDS = 6, ROW_CODES = 3 };

/* In no list of seed words, and in every stretch of twelve words of prose. */
static const char *const joining[] = {
    "ten",   "eleven", "thirteen", "fourteen", "fifteen", "the", "and", "of",   "to",    "a",     "an",   "in",
    "is",    "it",     "its",      "for",      "was",     "are", "be",  "been", "by",    "from",  "but",  "or",
    "as",    "at",     "on",       "we",       "he",      "she", "his", "her",  "their", "which", "who",  "would",
    "could", "should", "if",       "so",       "no",      "not", "do",  "does", "did",   "has",   "had",  "have",
    "were",  "my",     "your",     "our",      "us",      "me",  "him", "them", "am",    "i",     "into", "out",
    "up",    "der",    "die",      "das",      "und",     "den", "dem", "ein",  "eine",  "mit",   "von",  "zu",
    "im",    "ist",    "auf",      "le",       "la",      "les", "de",  "des",  "du",    "et",    "un",   "une",
    "en",    "el",     "los",      "las",      "y",       "que", "del", "il",   "di",    "che",   "e",    "per",
    "het",   "een",    "van",      "met"};
static const char *const names[] = {"seed",        "mnemonic",     "wallet",       "wiederherstellungsphrase",
                                    "seed-phrase", "semilla",      "seme",         "graine",
                                    "herstelzin",  "recuperation", "recuperacion", "recupero"};

static bool is_among(const char *folded, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(folded, list[i]))
            return true;
    return false;
}

/* "1.", "12)": the number of a word in a list. */
static bool is_counter(const struct secret_word *word) {
    return word->len && word->len <= 2 && isdigit((unsigned char)word->text[0]) &&
           (word->len == 1 || isdigit((unsigned char)word->text[1]));
}

static bool is_seed_word(const struct secret_word *word) {
    if (word->len < 3 || word->len > 10 || is_among(word->folded, joining, sizeof joining / sizeof *joining))
        return false;
    for (size_t i = 0; i < word->len; i++)
        if (!islower((unsigned char)word->text[i]) && (unsigned char)word->text[i] < 0x80)
            return false;
    return !strpbrk(word->folded, "?-'/"); /* and no signs beyond ASCII */
}

/* Words of a seed are in their plain form: few end as prose has it. */
static bool is_inflected(const struct secret_word *word) {
    size_t len = strlen(word->folded);
    const char *end = word->folded + len;
    return len > 3 && ((end[-1] == 's' && end[-2] != 's' && end[-2] != 'u' && end[-2] != 'i') ||
                       !strcmp(end - 2, "ed") || !strcmp(end - 3, "ing") || !strcmp(end - 2, "ly"));
}

static bool has_seed(const struct secret_word *words, size_t count) {
    size_t run = 0, inflected = 0, commas = 0;
    bool named = false;
    for (size_t i = 0; i < count; i++) {
        named = named || is_among(words[i].folded, names, sizeof names / sizeof *names);
        if (is_counter(&words[i]))
            continue;
        if (!is_seed_word(&words[i])) {
            run = inflected = commas = 0;
            continue;
        }
        if (words[i].lead) /* quoted, set off: at most where the row begins */
            run = inflected = commas = 0;
        run++;
        inflected += is_inflected(&words[i]);
        commas += words[i].trail == ',';
        bool commas_fit = !commas || commas + 2 > run;
        if (((run >= SEED_WORDS && inflected <= (named ? run / 3 : 1 + run / SEED_WORDS)) ||
             (named && run >= SEED_NAMED_WORDS && inflected <= 1)) &&
            commas_fit && (!named || run >= SEED_WORDS || words[i].ends))
            return true;
        if ((words[i].trail && words[i].trail != ','))
            run = inflected = commas = 0;
    }
    return false;
}

static bool is_same_shape(const struct secret_word *a, const struct secret_word *b) {
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++)
        if ((a->text[i] == '-') != (b->text[i] == '-') || (a->text[i] != '-' && !isalnum((unsigned char)b->text[i])))
            return false;
    return true;
}

/* Codes of one shape one after the other. */
static bool has_row(const struct secret_word *words, size_t count) {
    size_t run = 0, mixed = 0;
    for (size_t i = 0; i < count; i++) {
        bool code = words[i].len >= 8 && words[i].len <= 30 && memchr(words[i].text, '-', words[i].len) &&
                    secret_is_mixed(&words[i]);
        if (run && (!code || !is_same_shape(&words[i - 1], &words[i])))
            run = mixed = 0;
        run += code;
        mixed += code && strpbrk(words[i].folded, "0123456789") != NULL;
        if (run >= ROW_CODES && mixed == run)
            return true;
    }
    return false;
}

const char *secret_find_phrase(const struct secret_word *words, size_t count) {
    return has_seed(words, count) ? "a seed phrase" : has_row(words, count) ? "recovery codes" : NULL;
}
