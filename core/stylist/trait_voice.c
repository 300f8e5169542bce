/* Active or passive voice. Not every sentence had the choice: counted are clauses with a form of "be" before a past
 * participle, and sentences whose subject is a person who does something ("We tested it"). Turning one into the other
 * needs a parser and is not attempted. */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include <string.h>
#include <strings.h>

enum { ACTIVE, PASSIVE };

#define DEEDS_PER_PASSIVE 2 /* to be even: ordinary prose has more of them, and yet nobody would call it active */

#define ADVERBS_MAX 2 /* between "be" and the participle: "was not yet finished" */

static const char *const be[] = {"am",   "is",    "are",   "was",    "were",   "be",
                                 "been", "being", "isn't", "aren't", "wasn't", "weren't"};
static const char *const between[] = {"not",    "never",     "also", "always", "often",  "already", "now",
                                      "only",   "then",      "yet",  "still",  "just",   "again",   "no",
                                      "longer", "sometimes", "ever", "first",  "hardly", "seldom"};
static const char *const irregular[] = {
    "begun", "bent",  "bound",  "bitten",    "blown",     "born",   "bought", "bred",       "broken", "brought",
    "built", "burnt", "caught", "chosen",    "cut",       "dealt",  "done",   "drawn",      "driven", "dug",
    "eaten", "fed",   "felt",   "forbidden", "forgotten", "fought", "found",  "frozen",     "given",  "ground",
    "grown", "heard", "held",   "hidden",    "hit",       "hung",   "kept",   "known",      "laid",   "led",
    "left",  "lent",  "lit",    "lost",      "made",      "meant",  "met",    "overcome",   "paid",   "proven",
    "put",   "read",  "reset",  "rewritten", "said",      "seen",   "sent",   "set",        "sewn",   "shaken",
    "shown", "shut",  "sold",   "spent",     "split",     "spread", "stolen", "struck",     "stuck",  "sung",
    "swept", "taken", "taught", "thought",   "thrown",    "told",   "torn",   "understood", "undone", "won",
    "worn",  "woven", "written"};
/* In "-ed", yet states rather than deeds. */
static const char *const adjectives[] = {"tired",     "interested",  "excited",  "bored",   "pleased", "scared",
                                         "worried",   "supposed",    "used",     "allowed", "limited", "needed",
                                         "surprised", "embarrassed", "attached", "married", "retired", "advanced"};
static const char *const persons[] = {"i",       "we",   "you",   "they",   "he",      "she", "i've", "we've", "you've",
                                      "they've", "i'll", "we'll", "you'll", "they'll", "i'd", "we'd", "you'd"};

static bool is_one_of(const struct reading *reading, const struct word *word, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t end = reading_match(reading, word->span.start, list[i]);
        if (end == word->span.end) {
            return true;
        }
    }
    return false;
}
#define IS_ONE_OF(word, list) is_one_of(reading, word, list, sizeof(list) / sizeof *(list))

static bool is_participle(const struct reading *reading, const struct word *word) {
    size_t len = word->span.end - word->span.start;
    const char *tail = reading->plain + word->span.end - 2;
    bool regular = len >= 5 && strncasecmp(tail, "ed", 2) == 0 && strncasecmp(tail - 1, "eed", 3) != 0;
    return (regular && !IS_ONE_OF(word, adjectives)) || IS_ONE_OF(word, irregular);
}

static bool is_adverb(const struct reading *reading, const struct word *word) {
    size_t len = word->span.end - word->span.start;
    return (len > 4 && strncasecmp(reading->plain + word->span.end - 2, "ly", 2) == 0) || IS_ONE_OF(word, between);
}

/* The participle behind the form of "be" at index, or 0. */
static size_t find_participle(const struct reading *reading, size_t index, size_t end) {
    size_t skipped = 0;
    for (size_t i = index + 1; i < end; i++) {
        const struct word *word = &reading->words[i];
        size_t gap = word[-1].span.end;
        if (word->quoted || strspn(reading->plain + gap, " \n\t\x02") < word->span.start - gap) {
            return 0;
        }
        if (is_participle(reading, word)) {
            return i;
        }
        if (!is_adverb(reading, word) || ++skipped > ADVERBS_MAX) {
            return 0;
        }
    }
    return 0;
}

static size_t count_passives(const struct reading *reading, const struct sentence *sentence) {
    size_t count = 0, end = sentence->first_word + sentence->word_count;
    for (size_t i = sentence->first_word; i < end; i++) {
        if (!reading->words[i].quoted && IS_ONE_OF(&reading->words[i], be)) {
            size_t participle = find_participle(reading, i, end);
            count += participle > 0;
            i = participle ? participle : i;
        }
    }
    return count;
}

/* A person, then a word that is no form of "be": somebody does something. */
static size_t count_deeds(const struct reading *reading, const struct sentence *sentence) {
    size_t count = 0, end = sentence->first_word + sentence->word_count;
    for (size_t i = sentence->first_word; i + 1 < end; i++) {
        const struct word *word = &reading->words[i];
        bool deed = IS_ONE_OF(word, persons) && !IS_ONE_OF(word + 1, be) &&
                    strspn(reading->plain + word->span.end, " \n\t") == word[1].span.start - word->span.end;
        count += deed && !word->quoted;
    }
    return count;
}

static void measure(const struct reading *reading, struct measure *out) {
    unsigned deeds = 0;
    for (size_t i = 0; i < reading->sentence_count; i++) {
        const struct sentence *sentence = &reading->sentences[i];
        if (reading_is_full_sentence(reading, sentence)) {
            out->counts[PASSIVE] += (unsigned)count_passives(reading, sentence);
            deeds += (unsigned)count_deeds(reading, sentence);
        }
    }
    out->counts[ACTIVE] += deeds / DEEDS_PER_PASSIVE;
}

const struct trait trait_voice = {
    .id = "voice",
    .values = {{.id = "active",
                .usual = true,
                .preference = "Use the active voice.",
                .patterns = "active voice|active+voice"},
               {.id = "passive",
                .preference = "Use the passive voice.",
                .patterns = "passive voice|passive+voice|passive*"}},
    .value_count = 2,
    .evidence = 4,
    .measure = measure,
};
