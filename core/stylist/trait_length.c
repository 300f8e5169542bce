/* Sentence length: short or long, by the mean over full sentences.
 *
 * Cutting and joining are done only at places where both halves surely are clauses of their own: a half must open with
 * a pronoun (or "the", "this" ... with a verb near) that can be the subject of its verb. */
#include "core/stylist/trait.h"

#include <ctype.h>
#include <string.h>

#define SENTENCES_MIN  3
#define SHORT_MEAN     12.0
#define LONG_MEAN      21.0
#define CUT_FROM_WORDS 9  /* a sentence shorter than this is not cut */
#define JOIN_UP_TO     34 /* words of a joined sentence */

static const char pronouns[] =
    "i we you he she it they there i'm we're you're he's she's it's they're there's i've we've "
    "you've they've i'll we'll you'll they'll";
static const char determiners[] =
    "the this that these those our my your his her their a an each every both all some most";
static const char finite_verbs[] =
    "is are was were am has have had will would can could should may might must does do did isn't aren't wasn't "
    "weren't "
    "hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't doesn't don't didn't makes means takes needs "
    "works gives keeps lets shows uses runs helps says goes gets comes holds looks seems remains stays becomes reads "
    "writes starts ends fails";
static const char subordinators[] =
    "if when although though while because since unless until after before once as whether "
    "where whenever given even";

/* A clause opens at words[index]: a pronoun, or a noun with its verb within the next words. */
static bool opens_clause(const struct reading *reading, size_t index, size_t end) {
    if (index >= end) {
        return false;
    }
    const struct word *word = &reading->words[index];
    if (reading_is_one_of(reading, word, pronouns)) {
        return index + 1 < end;
    }
    if (reading_is_one_of(reading, word, "this that these those")) {
        return index + 1 < end && reading_is_one_of(reading, word + 1, finite_verbs);
    }
    if (!reading_is_one_of(reading, word, determiners)) {
        return false;
    }
    for (size_t i = index + 2; i < end && i < index + 5; i++) {
        if (reading_is_one_of(reading, &reading->words[i], finite_verbs)) {
            return true;
        }
    }
    return false;
}

static bool is_question(const struct reading *reading, const struct sentence *sentence) {
    return reading->text[sentence->span.end - 1] == '?';
}

static size_t count_byte(const struct reading *reading, struct span span, char c) {
    size_t count = 0;
    for (size_t i = span.start; i < span.end; i++) {
        count += reading->plain[i] == c;
    }
    return count;
}

static bool has_brackets(const struct reading *reading, struct span span) {
    return count_byte(reading, span, '(') + count_byte(reading, span, ')') + count_byte(reading, span, '"') > 0 ||
           memchr(reading->plain + span.start, READING_QUOTED, span.end - span.start);
}

/* One cut: [start, end) becomes ". " and the word behind it gets its capital, with "But " or "So " before it if that is
 * what joined the halves. */
struct cut {
    size_t start;
    size_t end;
    const char *with;
};

/* Words [first, index) are a clause that can stand alone, words from index another one. */
static bool find_cut(const struct reading *reading, const struct sentence *sentence, size_t index, struct cut *out) {
    size_t end = sentence->first_word + sentence->word_count;
    const struct word *word = &reading->words[index], *previous = word - 1;
    size_t before = previous->span.end;
    if (reading->plain[before] == ';' && opens_clause(reading, index, end)) {
        *out = (struct cut){before, word->span.start, ". "};
        return true;
    }
    bool joined = reading->plain[before] == ',' && reading_is_one_of(reading, word, "and but so");
    if (!joined || index + 1 >= end || !opens_clause(reading, index + 1, end)) {
        return false;
    }
    bool but = reading_is_one_of(reading, word, "but"), so = reading_is_one_of(reading, word, "so");
    *out = (struct cut){before, word[1].span.start, but ? ". But " : so ? ". So " : ". "};
    return true;
}

static bool may_be_cut(const struct reading *reading, const struct sentence *sentence) {
    return sentence->word_count >= CUT_FROM_WORDS && reading_is_full_sentence(reading, sentence) &&
           !is_question(reading, sentence) && !has_brackets(reading, sentence->span) &&
           count_byte(reading, sentence->span, ';') <= 1 && !count_byte(reading, sentence->span, ':') &&
           !reading_is_one_of(reading, &reading->words[sentence->first_word], subordinators);
}

/* The part so far holds a verb: a bare phrase must not become a sentence. */
static bool has_verb(const struct reading *reading, size_t first, size_t end) {
    if (reading_is_one_of(reading, &reading->words[first], pronouns)) {
        return end - first >= 2;
    }
    for (size_t i = first; i < end; i++) {
        if (reading_is_one_of(reading, &reading->words[i], finite_verbs) ||
            (i > first && reading_is_one_of(reading, &reading->words[i - 1], pronouns))) {
            return true;
        }
    }
    return false;
}

static void cut_sentence(const struct reading *reading, const struct sentence *sentence, struct edits *edits) {
    size_t first = sentence->first_word, end = first + sentence->word_count;
    for (size_t i = first + 3; i + 2 < end; i++) {
        struct cut cut;
        if (!find_cut(reading, sentence, i, &cut) || !has_verb(reading, first, i) ||
            !reading_is_free(reading, cut.start, cut.end + 1)) {
            continue;
        }
        char text[16] = "";
        size_t len = strlen(strcpy(text, cut.with));
        const char *line_end = memchr(reading->plain + cut.start, '\n', cut.end - cut.start);
        if (line_end && len == 2) {
            text[1] = '\n';
        }
        char next = reading->plain[cut.end];
        text[len] = len > 2 ? next : (char)toupper((unsigned char)next);
        len++;
        edits_add(edits, cut.start, cut.end + 1, text, len);
        first = i;
        i += 2;
    }
}

/* Already two clauses: a third would make a chain. */
static bool is_joined(const struct reading *reading, const struct sentence *sentence) {
    for (size_t i = 1; i < sentence->word_count; i++) {
        const struct word *word = &reading->words[sentence->first_word + i];
        if (reading_is_one_of(reading, word, "and but so") && reading->plain[word[-1].span.end] == ',') {
            return true;
        }
    }
    return false;
}

/* A plain statement that can be joined to another: opens with its subject, ends with a full stop. */
static bool is_joinable(const struct reading *reading, const struct sentence *sentence) {
    size_t end = sentence->first_word + sentence->word_count;
    return sentence->word_count >= 3 && sentence->word_count <= JOIN_UP_TO / 2 &&
           reading_is_full_sentence(reading, sentence) && reading->text[sentence->span.end - 1] == '.' &&
           opens_clause(reading, sentence->first_word, end) && has_verb(reading, sentence->first_word, end) &&
           reading->words[sentence->first_word].span.start == sentence->span.start &&
           !has_brackets(reading, sentence->span) && !count_byte(reading, sentence->span, ':') &&
           !count_byte(reading, sentence->span, ';') && !is_joined(reading, sentence);
}

static void join_sentences(const struct reading *reading, struct edits *edits) {
    for (size_t i = 0; i + 1 < reading->sentence_count; i++) {
        const struct sentence *first = &reading->sentences[i], *second = first + 1;
        size_t gap = first->span.end, start = second->span.start;
        if (first->passage != second->passage || !is_joinable(reading, first) || !is_joinable(reading, second) ||
            first->word_count + second->word_count > JOIN_UP_TO ||
            reading->passages.items[first->passage].kind != PASSAGE_PARAGRAPH ||
            !reading_is_free(reading, gap - 1, start + 1)) {
            continue;
        }
        bool keeps_capital = reading->plain[start] == 'I' && !isalpha((unsigned char)reading->plain[start + 1]);
        char text[8] = ", and  ";
        text[5] = memchr(reading->plain + gap, '\n', start - gap) ? '\n' : ' ';
        text[6] = keeps_capital ? 'I' : (char)tolower((unsigned char)reading->plain[start]);
        edits_add(edits, gap - 1, start + 1, text, 7);
        i++;
    }
}

static void measure(const struct reading *reading, struct measure *out) {
    unsigned sentences = 0;
    size_t words = 0;
    for (size_t i = 0; i < reading->sentence_count; i++) {
        if (reading_is_full_sentence(reading, &reading->sentences[i])) {
            sentences++;
            words += reading->sentences[i].word_count;
        }
    }
    double mean = sentences ? (double)words / sentences : 0;
    if (sentences >= SENTENCES_MIN && mean <= SHORT_MEAN) {
        out->counts[0] = sentences;
    } else if (sentences >= SENTENCES_MIN && mean >= LONG_MEAN) {
        out->counts[1] = sentences;
    }
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    if (value == 1) {
        join_sentences(reading, edits);
        return;
    }
    for (size_t i = 0; i < reading->sentence_count; i++) {
        if (may_be_cut(reading, &reading->sentences[i])) {
            cut_sentence(reading, &reading->sentences[i], edits);
        }
    }
}

const struct trait trait_sentence_length = {
    .id = "sentence_length",
    .values = {{.id = "short",
                .preference = "Write short sentences.",
                .patterns = "short+sentence*|shorter+sentence*|brief+sentence*|concise+sentence*|terse+sentence*"},
               {.id = "long",
                .preference = "Write long sentences.",
                .patterns = "long+sentence*|longer+sentence*|complex+sentence*|flowing+sentence*"}},
    .value_count = 2,
    .evidence = SENTENCES_MIN,
    .measure = measure,
    .rewrite = rewrite,
};
