/* Seed phrases (BIP 39: 12, 15, 18, 21 or 24 words of a list of 2048, of three to eight letters, drawn by lot), and
 * rows of codes, by their shape alone: as many words in a row without one of those that hold a sentence together are no
 * prose. In languages whose joining words are not known here it is told by what lots do not do: many short words, and
 * words that come again. */
#include "core/text/secret_find.h"

#include <ctype.h>
#include <string.h>

enum { SEED_WORDS = 12, SEED_MOST = 24, SEED_STEP = 3, SEED_NAMED_WORDS = 6, RUN_MAX = 40, ROW_CODES = 3 };

/* In no list of seed words, and in every stretch of twelve words of prose. */
static const char *const joining[] = {
    "dan",   "yang",   "untuk",  "dari",     "atau",     "dengan",  "tidak", "pada",   "ini",   "itu",   "anda",
    "akan",  "adalah", "dapat",  "telah",    "och",      "att",     "det",   "som",    "inte",  "kan",   "har",
    "eller", "till",   "ikke",   "ved",      "til",      "nao",     "para",  "por",    "com",   "uma",   "dos",
    "sie",   "nie",    "jest",   "nebo",     "ktere",    "bir",     "icin",  "con",    "della", "delle", "nel",
    "nella", "sono",   "essere", "questo",   "una",      "non",     "sia",   "tra",    "dei",   "alla",  "como",
    "esta",  "este",   "pero",   "dans",     "pour",     "avec",    "sur",   "pas",    "qui",   "sont",  "vous",
    "nous",  "votre",  "cette",  "nicht",    "sich",     "auch",    "wird",  "werden", "sind",  "oder",  "einen",
    "einer", "niet",   "zijn",   "voor",     "wordt",    "worden",  "deze",  "amb",    "els",   "ja",    "hogy",
    "nem",   "ten",    "eleven", "thirteen", "fourteen", "fifteen", "the",   "and",    "of",    "to",    "a",
    "an",    "in",     "is",     "it",       "its",      "for",     "was",   "are",    "be",    "been",  "by",
    "from",  "but",    "or",     "as",       "at",       "on",      "we",    "he",     "she",   "his",   "her",
    "their", "which",  "who",    "would",    "could",    "should",  "if",    "so",     "no",    "not",   "do",
    "does",  "did",    "has",    "had",      "have",     "were",    "my",    "your",   "our",   "us",    "me",
    "him",   "them",   "am",     "i",        "into",     "out",     "up",    "der",    "die",   "das",   "und",
    "den",   "dem",    "ein",    "eine",     "mit",      "von",     "zu",    "im",     "ist",   "auf",   "le",
    "la",    "les",    "de",     "des",      "du",       "et",      "un",    "une",    "en",    "el",    "los",
    "las",   "y",      "que",    "del",      "il",       "di",      "che",   "e",      "per",   "het",   "een",
    "van",   "met"};
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
    if (word->len < 3 || word->len > 8 || is_among(word->folded, joining, sizeof joining / sizeof *joining))
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

/* Whether the first `count` words of the run can have been drawn. */
static bool is_drawn(const struct secret_word *const *run, size_t count, bool named) {
    size_t inflected = 0, shortest = 0, again = 0, commas = 0;
    for (size_t i = 0; i < count; i++) {
        inflected += is_inflected(run[i]);
        shortest += run[i]->len == 3;
        commas += run[i]->trail == ',';
        for (size_t k = 0; k < i; k++)
            again += !strcmp(run[k]->folded, run[i]->folded);
    }
    return inflected <= (named ? count / 3 : 1 + count / SEED_WORDS) && (named || again * 8 <= count * 3) &&
           (named || shortest <= count / 4) && (!commas || commas + 2 > count);
}

static bool is_seed(const struct secret_word *const *run, size_t count, bool named) {
    for (size_t len = SEED_WORDS; len <= count && len <= SEED_MOST; len += SEED_STEP) {
        bool whole = len == count || run[len - 1]->line != run[len]->line;
        if ((whole || named) && is_drawn(run, len, named))
            return true;
    }
    return named && count >= SEED_NAMED_WORDS && count < SEED_WORDS && run[count - 1]->ends &&
           is_drawn(run, count, false);
}

static bool has_seed(const struct secret_word *words, size_t count) {
    const struct secret_word *run[RUN_MAX];
    size_t len = 0;
    bool named = false;
    for (size_t i = 0; i < count; i++) {
        named = named || is_among(words[i].folded, names, sizeof names / sizeof *names);
        if (is_counter(&words[i]))
            continue;
        bool fits = is_seed_word(&words[i]);
        bool begins = !fits || words[i].lead; /* quoted, set off: at most where the row begins */
        if (begins && is_seed(run, len, named))
            return true;
        len = begins ? 0 : len;
        if (fits && len < RUN_MAX)
            run[len++] = &words[i];
        if (fits && words[i].trail && words[i].trail != ',') {
            if (is_seed(run, len, named))
                return true;
            len = 0;
        }
    }
    return is_seed(run, len, named);
}

static bool is_same_shape(const struct secret_word *a, const struct secret_word *b) {
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++)
        if ((a->text[i] == '-') != (b->text[i] == '-') || (a->text[i] != '-' && !isalnum((unsigned char)b->text[i])))
            return false;
    return true;
}

/* "CVE-2026-", "iso-8859-": of a series, not drawn. */
static bool is_same_start(const struct secret_word *a, const struct secret_word *b) {
    size_t len = strcspn(a->folded, "-");
    return !strncmp(a->folded, b->folded, len + 1);
}

/* Codes of one shape one after the other. */
static bool has_row(const struct secret_word *words, size_t count) {
    size_t run = 0, mixed = 0;
    for (size_t i = 0; i < count; i++) {
        bool code = words[i].len >= 8 && words[i].len <= 30 && memchr(words[i].text, '-', words[i].len) &&
                    secret_is_mixed(&words[i]);
        if (run && (!code || !is_same_shape(&words[i - 1], &words[i]) || is_same_start(&words[i - 1], &words[i])))
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
