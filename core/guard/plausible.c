/* Words are compared by their first letters in lower case, so that "organise" and "organize", "don't" and "do" are
 * akin; figures are left to the guard. All limits are wide: a rewrite in somebody's style keeps most of the words. */
#include "core/guard/plausible.h"

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/guard/remark.h"
#include "core/text/language.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    STEM_BYTES = 4,
    RATIO = 3,          /* an answer has between a third and three times the words */
    COUNTED_WORDS = 4,  /* passages of fewer words are not counted */
    SHORT_WORDS = 12,   /* in those of fewer, little words count, too */
    SHARED = 4,         /* one in so many of the passage's words is found again */
    SHARED_SHORT = 3,   /* the same for short passages, and for the answer's words */
    SENTENCE_WORDS = 4, /* sentences with fewer stems may be told in other words */
    TWICE_STEMS = 5,    /* so many words more than the passage has, */
    TWICE_SHARE = 4,    /* and one in so many of its words */
    QUOTED_BYTES = 80   /* of an answer, in a message */
};

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

/* The first letters of each word of at least so many bytes, in the order of the text. Four leave most of grammar out.
 */
static void stems_find(const char *text, size_t len, size_t least, struct stems *out) {
    struct spans words = {0};
    words_find(text, len, &words);
    for (size_t k = 0; k < words.count; k++) {
        size_t at = words.items[k].start, word_len = words.items[k].end - at, n = 0;
        if (word_len < least || (text[at] >= '0' && text[at] <= '9'))
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

/* Auxiliaries are contracted ("it will", "it'll"), so that their absence says nothing. */
static bool is_auxiliary(const char *stem) {
    static const char *const auxiliaries[] = {"will", "have", "woul", "cann", "shal", "were"};
    for (size_t k = 0; k < sizeof auxiliaries / sizeof *auxiliaries; k++)
        if (!strcmp(stem, auxiliaries[k]))
            return true;
    return false;
}

static bool stems_have(const struct stems *sorted, const char *stem) {
    return sorted->count && bsearch(stem, sorted->items, sorted->count, sizeof *sorted->items, compare_stems);
}

static size_t count_stem(const struct stems *stems, const char *stem) {
    size_t count = 0;
    for (size_t k = 0; k < stems->count; k++)
        count += !strcmp(stems->items[k], stem);
    return count;
}

/* Whether the words that a sentence has alone in its passage are all gone. One without any may be anywhere. */
static bool is_gone(const struct stems *sentence, const struct stems *passage, const struct stems *answer) {
    bool any = false;
    for (size_t k = 0; k < sentence->count; k++) {
        const char *stem = sentence->items[k];
        if (is_auxiliary(stem) || count_stem(passage, stem) > count_stem(sentence, stem))
            continue;
        any = true;
        if (stems_have(answer, stem))
            return false;
    }
    return any;
}

static size_t count_sentences(const char *text) {
    struct spans sentences = {0};
    sentences_find(text, strlen(text), &sentences);
    size_t count = sentences.count;
    spans_finish(&sentences);
    return count;
}

/* A sentence of which next to nothing is found in the answer; a short one may be told in other words, unless there are
 * fewer sentences. */
static bool loses_sentence(const char *passage, const struct stems *own, const struct stems *answer, bool fewer,
                           struct error *error) {
    struct spans sentences = {0};
    bool lost = false;
    sentences_find(passage, strlen(passage), &sentences);
    for (size_t k = 0; k < sentences.count && !lost; k++) {
        struct stems stems = {0};
        const struct span *span = &sentences.items[k];
        stems_find(passage + span->start, span->end - span->start, STEM_BYTES, &stems);
        lost = (stems.count >= SENTENCE_WORDS && count_shared(&stems, answer) * SHARED < stems.count) ||
               (fewer && is_gone(&stems, own, answer));
        if (lost)
            error_set(error, ERROR_REFUSED, "the answer leaves out a sentence: \"%.*s\"",
                      (int)(span->end - span->start < 60 ? span->end - span->start : 60), passage + span->start);
        free(stems.items);
    }
    spans_finish(&sentences);
    return lost;
}

/* Sentences that stood there before, word for word. */
static size_t count_repeats(const char *text) {
    struct spans sentences = {0};
    size_t repeats = 0;
    sentences_find(text, strlen(text), &sentences);
    for (size_t i = 1; i < sentences.count && i < 200; i++) {
        size_t len = sentences.items[i].end - sentences.items[i].start;
        bool seen = false;
        for (size_t k = 0; k < i && len > 20 && !seen; k++)
            seen = sentences.items[k].end - sentences.items[k].start == len &&
                   memcmp(text + sentences.items[i].start, text + sentences.items[k].start, len) == 0;
        repeats += seen;
    }
    spans_finish(&sentences);
    return repeats;
}

static void stems_sort(struct stems *stems) {
    if (stems->count > 1)
        qsort(stems->items, stems->count, sizeof *stems->items, compare_stems);
}

/* In a heading or a list item each word counts, and those of the answer, too. */
static bool shares_little(const char *passage, const char *answer) {
    struct stems own = {0}, said = {0};
    stems_find(passage, strlen(passage), 1, &own);
    stems_find(answer, strlen(answer), 1, &said);
    stems_sort(&own);
    stems_sort(&said);
    bool little =
        count_shared(&own, &said) * SHARED_SHORT < own.count || count_shared(&said, &own) * SHARED_SHORT < said.count;
    free(own.items);
    free(said.items);
    return little && own.count > 0;
}

/* Words that the passage has, and the answer more often than it: together a quarter of the passage, where it is not
 * told that much shorter elsewhere, are a part of it told twice. */
static bool says_twice(const struct stems *own, const struct stems *sorted) {
    size_t again = 0;
    for (size_t k = 0; k < sorted->count; k++) {
        size_t first = k;
        while (k + 1 < sorted->count && !strcmp(sorted->items[k + 1], sorted->items[first]))
            k++;
        size_t before = count_stem(own, sorted->items[first]), now = k - first + 1;
        again += before && now > before ? now - before : 0;
    }
    return again >= TWICE_STEMS && again * TWICE_SHARE > own->count && sorted->count > own->count;
}

static bool has_words_of(const char *passage, const char *answer, size_t words, struct error *error) {
    struct stems own = {0}, said = {0};
    bool good = true;
    stems_find(passage, strlen(passage), STEM_BYTES, &own);
    stems_find(answer, strlen(answer), STEM_BYTES, &said);
    stems_sort(&said);
    bool few = words >= COUNTED_WORDS && own.count > 2 && count_shared(&own, &said) * SHARED < own.count;
    if (few || (words < SHORT_WORDS && shares_little(passage, answer)))
        good = error_set(error, ERROR_REFUSED, "the answer has next to no word of the passage: \"%.*s\"", QUOTED_BYTES,
                         answer);
    if (good && says_twice(&own, &said))
        good = error_set(error, ERROR_REFUSED, "the answer says a part of the passage twice");
    good = good && !loses_sentence(passage, &own, &said, count_sentences(answer) < count_sentences(passage), error);
    free(own.items);
    free(said.items);
    return good;
}

static bool is_other_language(const char *passage, const char *answer) {
    enum language own = language_find(passage, strlen(passage)), said = language_find(answer, strlen(answer));
    return own && said && own != said;
}

/* What the person asked to follow, given back. */
static bool repeats_preference(const struct remarks *remarks, const struct list *preferences) {
    bool repeats = false;
    for (size_t k = 0; preferences && k < preferences->count && !repeats; k++) {
        struct remarks preference = remarks_read(preferences->items[k], "");
        size_t len = strlen(preference.answer);
        while (len > 0 && preference.answer[len - 1] == '.')
            preference.answer[--len] = '\0';
        repeats = words_count(preference.answer, len) > 1 && strstr(remarks->answer, preference.answer) &&
                  !strstr(remarks->own, preference.answer);
        remarks_finish(&preference);
    }
    return repeats;
}

static enum plausible refuse(const char *what, const char *answer, struct error *error) {
    error_set(error, ERROR_REFUSED, "%s: \"%.*s\"", what, QUOTED_BYTES, answer);
    return PLAUSIBLE_NOT;
}

/* What is no text of the person's at all, whatever was asked for. */
static enum plausible check_remarks(const struct remarks *remarks, const struct list *preferences, const char *answer,
                                    struct error *error) {
    const char *what = remark_refuses(remarks)      ? "the model refused"
                       : remark_is_failure(remarks) ? "the server answered with an error"
                       : remark_is_data(remarks)    ? "the answer is data, not a text"
                                                    : NULL;
    if (what)
        return refuse(what, answer, error);
    if (remark_says_no_change(remarks))
        return PLAUSIBLE_NO_CHANGE;
    what = repeats_preference(remarks, preferences) ? "the answer repeats what it was to follow"
           : remark_is_about_task(remarks)          ? "the answer speaks of the task"
           : remark_repeats_itself(remarks)         ? "the answer goes round in circles"
                                                    : NULL;
    return what ? refuse(what, answer, error) : PLAUSIBLE_REWRITE;
}

bool plausible_continues(const char *before, const struct list *preferences, const char *answer) {
    enum script own = find_main_script(before), script = find_main_script(answer);
    struct remarks remarks = remarks_read(answer, before);
    struct error error;
    bool good = check_remarks(&remarks, preferences, answer, &error) == PLAUSIBLE_REWRITE && (!own || own == script) &&
                !is_other_language(before, answer);
    remarks_finish(&remarks);
    return good;
}

/* Against the passage: its script, language, length, words and sentences. */
static bool is_like(const char *passage, const char *answer, struct error *error) {
    size_t words = words_count(passage, strlen(passage)), answer_words = words_count(answer, strlen(answer));
    enum script own = find_main_script(passage), script = find_main_script(answer);
    if (own && script != own)
        return error_set(error, ERROR_REFUSED, "the answer is in another script than the passage");
    if (is_other_language(passage, answer))
        return error_set(error, ERROR_REFUSED, "the answer is in another language than the passage");
    if (words >= COUNTED_WORDS && (answer_words * RATIO < words || answer_words > words * RATIO))
        return error_set(error, ERROR_REFUSED, "the answer has %zu word%s, the passage %zu: \"%.*s\"", answer_words,
                         answer_words == 1 ? "" : "s", words, QUOTED_BYTES, answer);
    return has_words_of(passage, answer, words, error);
}

enum plausible plausible_check(const char *passage, const struct list *preferences, const char *answer, bool instructed,
                               struct error *error) {
    struct remarks remarks = remarks_read(answer, passage);
    enum plausible plausible = check_remarks(&remarks, preferences, answer, error);
    if (plausible == PLAUSIBLE_REWRITE && remark_may_say_no_change(&remarks))
        plausible = PLAUSIBLE_NO_CHANGE;
    remarks_finish(&remarks);
    if (plausible != PLAUSIBLE_REWRITE)
        return plausible;
    bool good = true;
    if (good && find_main_script(passage) && !find_main_script(answer))
        good = error_set(error, ERROR_REFUSED, "the answer has no words");
    if (good && count_repeats(answer) > count_repeats(passage))
        good = error_set(error, ERROR_REFUSED, "the answer says a sentence twice");
    return good && (instructed || is_like(passage, answer, error)) ? PLAUSIBLE_REWRITE : PLAUSIBLE_NOT;
}
