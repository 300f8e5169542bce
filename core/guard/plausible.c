/* Words are compared by their first letters in lower case, so that "organise" and "organize", "don't" and "do" are
 * akin; figures are left to the guard. All limits are wide: a rewrite in somebody's style keeps most of the words. */
#include "core/guard/plausible.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/text/language.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    STEM_BYTES = 4,
    RATIO = 3,         /* an answer has between a third and three times the words */
    SHORT_WORDS = 4,   /* passages of fewer words are not counted */
    SHARED = 4,        /* one in so many of the passage's words is found again */
    SENTENCE_WORDS = 4 /* sentences with fewer stems may be told in other words */
};

/* --- remarks --- */

static const char *skip_marks(const char *text) {
    while (*text && strchr("\"'*_`#>- \t\r\n(", *text))
        text++;
    return text;
}

static bool starts_with(const char *text, const char *start) {
    return strncasecmp(text, start, strlen(start)) == 0;
}

/* A text that the passage itself begins with is its own. */
static bool begins_with_any(const char *answer, const char *passage, const char *const *starts) {
    const char *said = skip_marks(answer), *own = skip_marks(passage);
    for (; *starts; starts++)
        if (starts_with(said, *starts) && !starts_with(own, *starts))
            return true;
    return false;
}

static bool is_refusal(const char *answer, const char *passage) {
    static const char *const starts[] = {"I'm sorry",
                                         "I\xe2\x80\x99m sorry",
                                         "I am sorry",
                                         "Sorry, ",
                                         "I apologize",
                                         "I apologise",
                                         "I can't ",
                                         "I can\xe2\x80\x99t ",
                                         "I cannot ",
                                         "I can not ",
                                         "I'm unable",
                                         "I\xe2\x80\x99m unable",
                                         "I am unable",
                                         "I'm not able",
                                         "I am not able",
                                         "I won't ",
                                         "As an AI",
                                         "As a language model",
                                         "As a large language model",
                                         "Unfortunately, I ",
                                         "My apologies",
                                         "I must decline",
                                         "I'd be happy to",
                                         "I would be happy to",
                                         "Could you please provide",
                                         "Please provide the",
                                         "It seems that you",
                                         "It looks like you",
                                         "You have not provided",
                                         "You haven't provided",
                                         "Es tut mir leid",
                                         "Tut mir leid",
                                         "Ich kann das nicht",
                                         "Ich kann dabei nicht",
                                         "Als KI",
                                         "Leider kann ich",
                                         "Je suis d\xc3\xa9sol\xc3\xa9",
                                         "D\xc3\xa9sol\xc3\xa9",
                                         "Je ne peux pas",
                                         "En tant qu'IA",
                                         "Lo siento",
                                         "No puedo ",
                                         "Mi dispiace",
                                         "Non posso ",
                                         "Het spijt me",
                                         "Ik kan niet",
                                         NULL};
    return begins_with_any(answer, passage, starts);
}

static bool holds_any(const char *text, const char *const *parts) {
    for (; *parts; parts++)
        if (strcasestr(text, *parts))
            return true;
    return false;
}

/* Says that there was nothing to do. Longer answers are judged by their words. */
static bool says_no_change(const char *answer, const char *passage, size_t answer_words) {
    static const char *const parts[] = {"no change",
                                        "no changes",
                                        "no edits",
                                        "no revision",
                                        "no rewrit",
                                        "nothing to change",
                                        "nothing needs to",
                                        "already follows",
                                        "already match",
                                        "already adheres",
                                        "already meets",
                                        "already conforms",
                                        "already consistent",
                                        "already reflects",
                                        "already written",
                                        "already in line",
                                        "already aligned",
                                        "needs no ",
                                        "need no ",
                                        "unchanged",
                                        "remains the same",
                                        "left as is",
                                        "leave it as is",
                                        "as it stands",
                                        "looks good as",
                                        "fine as it is",
                                        "fine as is",
                                        "keine \xc3\x84nderung",
                                        "unver\xc3\xa4ndert",
                                        "aucun changement",
                                        "aucune modification",
                                        "sin cambios",
                                        "nessuna modifica",
                                        "geen wijziging",
                                        NULL};
    const char *bare = skip_marks(answer);
    static const char *const whole[] = {"N/A", "NA", "None", "None.", "N/A.", "OK", "OK.", "Done", "Done.", NULL};
    for (size_t k = 0; whole[k]; k++)
        if (strcasecmp(bare, whole[k]) == 0 && strcasecmp(skip_marks(passage), whole[k]) != 0)
            return true;
    return answer_words <= 40 && holds_any(answer, parts) && !holds_any(passage, parts);
}

static bool is_wrapper(const char *answer, const char *passage) {
    const char *said = answer + strspn(answer, " \t\r\n"), *own = passage + strspn(passage, " \t\r\n");
    size_t len = strlen(said);
    while (len > 0 && strchr(" \t\r\n", said[len - 1]))
        len--;
    bool object = len > 1 && ((said[0] == '{' && said[len - 1] == '}') || (said[0] == '[' && said[len - 1] == ']'));
    bool tag = len > 2 && said[0] == '<' && said[len - 1] == '>';
    return (object || tag) && said[0] != own[0];
}

/* --- script --- */

enum script {
    SCRIPT_NONE,
    SCRIPT_LATIN,
    SCRIPT_GREEK,
    SCRIPT_CYRILLIC,
    SCRIPT_HEBREW,
    SCRIPT_ARABIC,
    SCRIPT_INDIC,
    SCRIPT_EAST_ASIA,
    SCRIPT_OTHER,
    SCRIPT_COUNT
};

static enum script find_script(int32_t c) {
    static const struct {
        int32_t end;
        enum script script;
    } ranges[] = {
        {0x250, SCRIPT_LATIN},  {0x370, SCRIPT_NONE},       {0x400, SCRIPT_GREEK},   {0x530, SCRIPT_CYRILLIC},
        {0x590, SCRIPT_OTHER},  {0x600, SCRIPT_HEBREW},     {0x780, SCRIPT_ARABIC},  {0x900, SCRIPT_OTHER},
        {0xe00, SCRIPT_INDIC},  {0x1e00, SCRIPT_OTHER},     {0x1f00, SCRIPT_LATIN},  {0x2000, SCRIPT_GREEK},
        {0x2e80, SCRIPT_NONE},  {0xd7b0, SCRIPT_EAST_ASIA}, {0xf900, SCRIPT_OTHER},  {0xfb00, SCRIPT_EAST_ASIA},
        {0xff00, SCRIPT_OTHER}, {0xfff0, SCRIPT_EAST_ASIA}, {0x20000, SCRIPT_OTHER}, {0x110000, SCRIPT_EAST_ASIA}};
    size_t k = 0;
    while (c >= ranges[k].end)
        k++;
    return utf8_is_letter(c) ? ranges[k].script : SCRIPT_NONE;
}

/* The script of most letters. */
static enum script find_main_script(const char *text) {
    size_t counts[SCRIPT_COUNT] = {0}, len = strlen(text);
    enum script main = SCRIPT_NONE;
    for (size_t at = 0; at < len;)
        counts[find_script(utf8_next(text, len, &at))]++;
    for (int k = SCRIPT_NONE + 1; k < SCRIPT_COUNT; k++)
        if (counts[k] > (main ? counts[main] : 0))
            main = (enum script)k;
    return main;
}

/* --- words --- */

struct stems {
    char (*items)[STEM_BYTES + 1];
    size_t count;
    size_t capacity;
};

static int compare_stems(const void *a, const void *b) {
    return strcmp(a, b);
}

/* The first letters of each word of four bytes or more, which leaves most of grammar out; in the order of the text. */
static void stems_find(const char *text, size_t len, struct stems *out) {
    struct spans words = {0};
    words_find(text, len, &words);
    for (size_t k = 0; k < words.count; k++) {
        size_t at = words.items[k].start, word_len = words.items[k].end - at, n = 0;
        if (word_len < 4 || (text[at] >= '0' && text[at] <= '9'))
            continue;
        MEM_RESERVE(out->items, out->count, out->capacity);
        for (; n < STEM_BYTES && n < word_len; n++) {
            char c = text[at + n];
            out->items[out->count][n] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
        out->items[out->count++][n] = '\0';
    }
    spans_finish(&words);
}

static size_t count_shared(const struct stems *stems, const struct stems *sorted) {
    size_t shared = 0;
    for (size_t k = 0; k < stems->count; k++)
        shared += sorted->count &&
                  bsearch(stems->items[k], sorted->items, sorted->count, sizeof *sorted->items, compare_stems);
    return shared;
}

/* A sentence of which next to nothing is found in the answer. */
static bool loses_sentence(const char *passage, const struct stems *answer, struct error *error) {
    struct spans sentences = {0};
    bool lost = false;
    sentences_find(passage, strlen(passage), &sentences);
    for (size_t k = 0; k < sentences.count && !lost; k++) {
        struct stems stems = {0};
        const struct span *span = &sentences.items[k];
        stems_find(passage + span->start, span->end - span->start, &stems);
        lost = stems.count >= SENTENCE_WORDS && count_shared(&stems, answer) * SHARED < stems.count;
        if (lost)
            error_set(error, ERROR_REFUSED, "the answer leaves out a sentence: \"%.*s\"",
                      (int)(span->end - span->start < 60 ? span->end - span->start : 60), passage + span->start);
        free(stems.items);
    }
    spans_finish(&sentences);
    return lost;
}

/* The same sentence twice, where the passage has it once. */
static bool repeats_sentence(const char *passage, const char *answer) {
    struct spans sentences = {0};
    bool repeats = false;
    sentences_find(answer, strlen(answer), &sentences);
    for (size_t i = 0; i < sentences.count && sentences.count < 200 && !repeats; i++) {
        size_t len = sentences.items[i].end - sentences.items[i].start;
        const char *text = answer + sentences.items[i].start;
        for (size_t k = i + 1; k < sentences.count && len > 20 && !repeats; k++)
            if (sentences.items[k].end - sentences.items[k].start == len &&
                memcmp(text, answer + sentences.items[k].start, len) == 0) {
                char *copy = mem_copy(text, len);
                const char *own = strstr(passage, copy);
                repeats = !(own && strstr(own + 1, copy));
                free(copy);
            }
    }
    spans_finish(&sentences);
    return repeats;
}

static bool has_words_of(const char *passage, const char *answer, size_t words, struct error *error) {
    struct stems own = {0}, said = {0};
    bool good = true;
    stems_find(passage, strlen(passage), &own);
    stems_find(answer, strlen(answer), &said);
    if (said.count > 1)
        qsort(said.items, said.count, sizeof *said.items, compare_stems);
    if (words >= SHORT_WORDS && own.count > 2 && count_shared(&own, &said) * SHARED < own.count)
        good = error_set(error, ERROR_REFUSED, "the answer has next to no word of the passage");
    good = good && !loses_sentence(passage, &said, error);
    free(own.items);
    free(said.items);
    return good;
}

static bool is_other_language(const char *passage, const char *answer) {
    enum language own = language_find(passage, strlen(passage)), said = language_find(answer, strlen(answer));
    return own && said && own != said;
}

bool plausible_continues(const char *before, const char *answer) {
    enum script own = find_main_script(before), script = find_main_script(answer);
    return !is_refusal(answer, before) && !is_wrapper(answer, before) && (!own || !script || own == script) &&
           !says_no_change(answer, before, words_count(answer, strlen(answer)));
}

enum plausible plausible_check(const char *passage, const char *answer, bool instructed, struct error *error) {
    size_t words = words_count(passage, strlen(passage)), answer_words = words_count(answer, strlen(answer));
    enum script own = find_main_script(passage), script = find_main_script(answer);
    if (says_no_change(answer, passage, answer_words))
        return PLAUSIBLE_NO_CHANGE;
    bool good = true;
    if (is_refusal(answer, passage))
        good = error_set(error, ERROR_REFUSED, "the model refused: \"%.80s\"", answer);
    else if (is_wrapper(answer, passage))
        good = error_set(error, ERROR_REFUSED, "the answer is data, not a text");
    else if (own && !script)
        good = error_set(error, ERROR_REFUSED, "the answer has no words");
    else if (repeats_sentence(passage, answer))
        good = error_set(error, ERROR_REFUSED, "the answer says a sentence twice");
    else if (instructed)
        good = true;
    else if (own && script != own)
        good = error_set(error, ERROR_REFUSED, "the answer is in another script than the passage");
    else if (is_other_language(passage, answer))
        good = error_set(error, ERROR_REFUSED, "the answer is in another language than the passage");
    else if (words >= SHORT_WORDS && (answer_words * RATIO < words || answer_words > words * RATIO))
        good = error_set(error, ERROR_REFUSED, "the answer has %zu words, the passage %zu", answer_words, words);
    else
        good = has_words_of(passage, answer, words, error);
    return good ? PLAUSIBLE_REWRITE : PLAUSIBLE_NOT;
}
