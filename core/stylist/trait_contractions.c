/* Contractions: "don't" or "do not".
 *
 * One finder serves counting and rewriting, so a place counts as a choice exactly if the other form could surely stand
 * there. To draw together, the subject must open its clause (not "whose turn it is now") and its verb must go on to
 * something (not "it is."). To write out, the word behind must tell "is" from "has": "it's a", "it's been"; where it
 * does not ("it's finished"), and where "it's" may be a slip for "its", nothing is done. */
#include "core/stylist/trait.h"
#include "core/stylist/word_class.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct change { /* what could stand instead of [start, end) */
    size_t start;
    size_t end;
    char with[WORD_BYTES * 2];
};

/* Auxiliaries with "not". */
static const struct pair negatives[] = {
    {"don't", "do not", 0},
    {"doesn't", "does not", 0},
    {"didn't", "did not", 0},
    {"isn't", "is not", 0},
    {"aren't", "are not", 0},
    {"wasn't", "was not", 0},
    {"weren't", "were not", 0},
    {"hasn't", "has not", 0},
    {"haven't", "have not", 0},
    {"hadn't", "had not", 0},
    {"can't", "cannot", 0},
    {"couldn't", "could not", 0},
    {"won't", "will not", 0},
    {"wouldn't", "would not", 0},
    {"shouldn't", "should not", 0},
    {"mustn't", "must not", PAIR_TO_SECOND},
    {"needn't", "need not", PAIR_TO_SECOND},
};

/* Subjects with their verb, by verb. */
static const struct subject {
    struct pair pair;
    enum verb { IS, ARE, HAVE, WILL, WOULD } verb;
} subjects[] = {
    {{"i'm", "i am", 0}, ARE},
    {{"you're", "you are", 0}, ARE},
    {{"we're", "we are", 0}, ARE},
    {{"they're", "they are", 0}, ARE},
    {{"i'll", "i will", 0}, WILL},
    {{"you'll", "you will", 0}, WILL},
    {{"we'll", "we will", 0}, WILL},
    {{"they'll", "they will", 0}, WILL},
    {{"he'll", "he will", 0}, WILL},
    {{"she'll", "she will", 0}, WILL},
    {{"i've", "i have", 0}, HAVE},
    {{"you've", "you have", 0}, HAVE},
    {{"we've", "we have", 0}, HAVE},
    {{"they've", "they have", 0}, HAVE},
    {{"it's", "it is", 0}, IS},
    {{"that's", "that is", 0}, IS},
    {{"there's", "there is", 0}, IS},
    {{"he's", "he is", 0}, IS},
    {{"she's", "she is", 0}, IS},
    {{"what's", "what is", 0}, IS},
    {{"here's", "here is", 0}, IS},
    {{"i'd", "i would", 0}, WOULD},
    {{"we'd", "we would", 0}, WOULD},
    {{"you'd", "you would", 0}, WOULD},
    {{"they'd", "they would", 0}, WOULD},
    {{"it'll", "it will", PAIR_TO_SECOND}, WILL},
    {{"that'll", "that will", PAIR_TO_SECOND}, WILL},
    {{"there'll", "there will", PAIR_TO_SECOND}, WILL},
    {{"could've", "could have", PAIR_TO_SECOND}, HAVE},
    {{"should've", "should have", PAIR_TO_SECOND}, HAVE},
    {{"would've", "would have", PAIR_TO_SECOND}, HAVE},
    {{"might've", "might have", PAIR_TO_SECOND}, HAVE},
    {{"must've", "must have", PAIR_TO_SECOND}, HAVE},
};

static const char pronouns[] = "i you we they he she it there this these those";
static const char never_passive[] = "been had become got gotten happened existed lasted";
static const char passives[] = "called named used needed required based designed intended recommended supposed meant "
                               "located defined documented described implemented licensed tested expected";
/* Behind "it's" these show that it is no slip for "its". */
static const char adjectives[] =
    "important easy possible impossible hard difficult good bad better best worth useful true false clear common rare "
    "simple fine ok okay safe unsafe great nice likely unlikely necessary unnecessary available unavailable ready able "
    "unable free full empty different similar equal sure certain obvious easier harder simpler faster slower cheaper "
    "bigger smaller larger helpful handy convenient tempting annoying interesting surprising worthwhile inevitable "
    "legal "
    "illegal valid invalid optional mandatory new late early wrong right up because why how what when where who if "
    "more less very so too quite really pretty rather going being using doing working getting trying running looking "
    "happening coming making taking becoming impossible perfectly highly strongly usually often always never not "
    "probably also just still now already only currently actually simply almost";
static const char ends_of_clause[] =
    "and or but nor because while though although when if unless than until is are was "
    "were has have had will would can could should may might must does do did";
static const char late_words[] = "now today again too then either anyway here there still already yet";
static const char proposals[] =
    "see look start begin take consider say assume suppose try call turn move use make add write create define examine "
    "talk return imagine get first now also not run build find say think discuss go review check compare explore focus "
    "continue finish break change set";

static bool is_question(const struct reading *reading, const struct word *word) {
    const struct sentence *sentence = &reading->sentences[word->sentence];
    return memchr(reading->text + word->span.end, '?', sentence->span.end - word->span.end) != NULL;
}

/* Every word in the range is as grammar has it: no stress, no title, no name. */
static bool is_level(const struct reading *reading, size_t start, size_t end) {
    const struct word *word = reading_find_word(reading, start);
    for (; word && word < reading->words + reading->word_count && word->span.start < end; word++) {
        if (word_is_raised(reading, word)) {
            return false;
        }
    }
    const struct word *next = reading_get_next(reading, end);
    bool title = next && word_is_raised(reading, next) &&
                 reading->passages.items[reading->sentences[next->sentence].passage].kind == PASSAGE_HEADING;
    return !title && !memchr(reading->text + start, '\n', end - start);
}

/* --- writing out --- */

/* In "Don't you agree?" and ", isn't it?" the words would have to change places. */
static bool expand_negative(const struct reading *reading, const struct word *word, const char *with,
                            struct change *change) {
    const struct word *next = reading_get_next(reading, word->span.end);
    const struct word *previous = reading_get_previous(reading, word->span.start);
    bool turned = is_question(reading, word) && (!previous || reading_starts_sentence(reading, word->span.start) ||
                                                 reading_is_one_of(reading, previous, class_question_words) ||
                                                 reading_is_one_of(reading, previous, "and or but so"));
    if (turned || reading_is_one_of(reading, next, pronouns) || reading_is_one_of(reading, previous, "why how")) {
        return false;
    }
    *change = (struct change){.start = word->span.start, .end = word->span.end};
    snprintf(change->with, sizeof change->with, "%s", with);
    return true;
}

static bool has_participle_near(const struct reading *reading, const struct word *word) {
    for (int i = 0; word && i < 4; i++) {
        if (word_is_participle(reading, word)) {
            return true;
        }
        word = reading_get_next(reading, word->span.end);
    }
    return false;
}

/* What 's stands for, by what follows; NULL: nobody can say. */
static const char *find_verb(const struct reading *reading, const struct word *word, const char *short_form) {
    const struct word *next = reading_get_next(reading, word->span.end);
    const struct word *verb = word_skip_adverbs(reading, next);
    const struct word *behind = verb ? reading_get_next(reading, verb->span.end) : NULL;
    bool it = strcmp(short_form, "it's") == 0, what = strcmp(short_form, "what's") == 0;
    bool person = strcmp(short_form, "he's") == 0 || strcmp(short_form, "she's") == 0;
    if (!next) {
        return NULL;
    }
    if (reading_is_one_of(reading, verb, never_passive)) {
        return "has";
    }
    if (verb && word_is_participle(reading, verb)) {
        if (what && verb == next) {
            return reading_is_one_of(reading, verb, "changed improved") &&
                           !reading_is_one_of(reading, behind, "when by if with to from")
                       ? "has"
                       : NULL;
        }
        if (reading_is_one_of(reading, verb, passives) && !person &&
            (!behind || reading_is_one_of(reading, behind, "that") ||
             !reading_is_one_of(reading, behind, class_determiners) ||
             reading_is_one_of(reading, verb, "called named"))) {
            return "is";
        }
        /* "he's released two": with an object behind it, it cannot be passive. */
        bool object = reading_is_one_of(reading, behind,
                                        "a an the my your his her our their two three four five six it them him me us");
        return person && object && !reading_is_one_of(reading, verb, class_ditransitives) ? "has" : NULL;
    }
    if (strcmp(short_form, "there's") == 0 &&
        reading_is_one_of(reading, next, "many two three four several lots few")) {
        return NULL;
    }
    if (strcmp(short_form, "here's") == 0 || (what && reading_is_one_of(reading, next, "with"))) {
        return reading_is_one_of(reading, next, "a an the my your our how what why where some another") ? "is" : NULL;
    }
    if (what && has_participle_near(reading, next)) { /* "What's the cat eaten?" */
        return NULL;
    }
    bool sure = !it || reading_is_one_of(reading, next, adjectives) ||
                (reading_is_one_of(reading, next, class_determiners) &&
                 !reading_is_one_of(reading, next, "one two three four five six seven eight nine ten")) ||
                reading_is_one_of(reading, next, class_prepositions);
    return sure ? "is" : NULL;
}

static bool expand_subject(const struct reading *reading, const struct word *word, const struct subject *subject,
                           struct change *change) {
    const struct word *next = reading_get_next(reading, word->span.end);
    size_t subject_len = strcspn(subject->pair.second, " ");
    const char *verb = subject->pair.second + subject_len + 1;
    if (subject->verb == WOULD && !reading_is_one_of(reading, word_skip_adverbs(reading, next), class_base_verbs)) {
        return false;
    }
    if (subject->verb == IS) {
        verb = find_verb(reading, word, subject->pair.first);
    }
    if (!verb) {
        return false;
    }
    *change = (struct change){.start = word->span.start, .end = word->span.end};
    snprintf(change->with, sizeof change->with, "%.*s %s", (int)subject_len, subject->pair.second, verb);
    return true;
}

/* The word is a contraction that can be written out. */
static bool expand(const struct reading *reading, const struct word *word, struct change *change) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    if (!strchr(folded, '\'') || !is_level(reading, word->span.start, word->span.end)) {
        return false;
    }
    const struct word *next = reading_get_next(reading, word->span.end);
    if (strcmp(folded, "let's") == 0) { /* not Let's Encrypt */
        *change = (struct change){word->span.start, word->span.end, "let us"};
        return next && islower((unsigned char)reading->plain[next->span.start]);
    }
    for (size_t i = 0; i < sizeof negatives / sizeof *negatives; i++) {
        if (strcmp(folded, negatives[i].first) == 0) {
            return expand_negative(reading, word, negatives[i].second, change);
        }
    }
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        if (strcmp(folded, subjects[i].pair.first) == 0) {
            return expand_subject(reading, word, &subjects[i], change);
        }
    }
    return false;
}

/* --- drawing together --- */

/* "Tom and you are", "you or I will": part of a longer subject. */
static bool is_coordinated(const struct reading *reading, const struct word *word) {
    const struct word *previous = reading_get_previous(reading, word->span.start);
    bool it = reading_is_one_of(reading, word, "it there that");
    bool comma = previous && previous->span.start > 1 && reading->plain[previous->span.start - 2] == ',';
    return reading_is_one_of(reading, previous, "and or nor") && !it && !comma &&
           !reading_starts_sentence(reading, previous->span.start);
}

/* The verb is left without what it goes on to: "as it is", "it is now." */
static bool is_stranded(const struct reading *reading, const struct word *next) {
    return !next || next->quoted || reading_is_one_of(reading, next, ends_of_clause) ||
           (reading_is_one_of(reading, next, late_words) && !reading_get_next(reading, next->span.end));
}

static bool is_sure_participle(const struct reading *reading, const struct word *next) {
    const struct word *verb = word_skip_adverbs(reading, next);
    const struct word *behind = verb ? reading_get_next(reading, verb->span.end) : NULL;
    if (!verb || !word_is_participle(reading, verb)) {
        return false;
    }
    /* "you have nested lists": an adjective; "you have set the": a participle */
    bool irregular = reading_is_one_of(reading, verb, class_participles) &&
                     !reading_is_one_of(reading, verb,
                                        "set put read run cut left lost let hit hidden broken split "
                                        "known written spread shut lit hurt cast bound wound ground");
    return irregular || verb != next || !behind || reading_is_one_of(reading, behind, class_determiners) ||
           reading_is_one_of(reading, behind, "it them to him me us how what");
}

static bool may_contract(const struct reading *reading, const struct word *word, size_t end,
                         const struct subject *subject) {
    const struct word *next = reading_get_next(reading, end);
    const char *long_form = subject->pair.second;
    bool code = !next && reading->plain[end] == ' ' && reading->plain[end + 1] == READING_HIDDEN;
    if (code) { /* a noun, as good as any: "it is `x`" */
        return (subject->verb == IS || subject->verb == ARE) && reading_starts_sentence(reading, word->span.start);
    }
    if (is_stranded(reading, next) || is_coordinated(reading, word) ||
        (reading_is_one_of(reading, next, "not") && strcmp(long_form, "i am") != 0)) {
        return false;
    }
    if (subject->verb == WILL || subject->verb == WOULD) {
        return islower((unsigned char)reading->plain[next->span.start]) &&
               !reading_is_one_of(reading, next, class_subjects) &&
               !reading_is_one_of(reading, next, class_determiners);
    }
    if (!word_opens_clause(reading, word) || reading_is_one_of(reading, next, "i he she we they you it")) {
        return false;
    }
    if (subject->verb == HAVE) {
        return is_sure_participle(reading, next);
    }
    bool opens = reading_starts_sentence(reading, word->span.start);
    if (strcmp(long_form, "that is") == 0) { /* else it may be relative: "the file that is open" */
        return opens && reading_is_one_of(reading, next,
                                          "a an the why how what because where when all one my your his "
                                          "her our their where it's");
    }
    if (strcmp(long_form, "what is") == 0 || strcmp(long_form, "here is") == 0) {
        return opens && reading_is_one_of(reading, next, "a an the my your his her our their this that");
    }
    if (strcmp(long_form, "there is") == 0) {
        return reading_is_one_of(reading, next, class_determiners) ||
               reading_is_one_of(reading, next, "also always still only usually currently nothing something often");
    }
    return true;
}

/* "Let us see" at the start is a proposal, but "Let us know" asks for leave. */
static bool contract_let_us(const struct reading *reading, const struct word *word, struct change *change) {
    size_t end = reading_match(reading, word->span.start, "let us");
    const struct word *next = end ? reading_get_next(reading, end) : NULL;
    if (!next || !reading_starts_sentence(reading, word->span.start) || !reading_is_one_of(reading, next, proposals)) {
        return false;
    }
    *change = (struct change){word->span.start, end, "let's"};
    return true;
}

static bool contract_negative(const struct reading *reading, const struct word *word, size_t end,
                              const struct pair *pair, struct change *change) {
    const struct word *next = reading_get_next(reading, end);
    bool turned = is_question(reading, word) && reading_starts_sentence(reading, word->span.start);
    if (pair->flags & PAIR_TO_SECOND || turned ||
        reading_is_one_of(reading, next, "only just merely simply solely so but i we they he she it")) {
        return false; /* "does not only ... but also"; "could not but" */
    }
    *change = (struct change){.start = word->span.start, .end = end};
    snprintf(change->with, sizeof change->with, "%s", pair->first);
    return true;
}

/* Words start here that can be drawn together. */
static bool contract(const struct reading *reading, const struct word *word, struct change *change) {
    for (size_t i = 0; i < sizeof negatives / sizeof *negatives; i++) {
        if (!reading_may_match(reading, word->span.start, negatives[i].second)) {
            continue;
        }
        size_t end = reading_match(reading, word->span.start, negatives[i].second);
        if (end) {
            return is_level(reading, word->span.start, end) &&
                   contract_negative(reading, word, end, &negatives[i], change);
        }
    }
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        if (!reading_may_match(reading, word->span.start, subjects[i].pair.second)) {
            continue;
        }
        size_t end = reading_match(reading, word->span.start, subjects[i].pair.second);
        if (end && !(subjects[i].pair.flags & PAIR_TO_SECOND)) {
            *change = (struct change){.start = word->span.start, .end = end};
            snprintf(change->with, sizeof change->with, "%s", subjects[i].pair.first);
            return is_level(reading, word->span.start, end) && may_contract(reading, word, end, &subjects[i]);
        }
    }
    return contract_let_us(reading, word, change) && is_level(reading, change->start, change->end);
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct change change;
        out->counts[0] += expand(reading, &reading->words[i], &change);
        out->counts[1] += contract(reading, &reading->words[i], &change);
    }
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct change change;
        const struct word *word = &reading->words[i];
        if (value == 0 ? contract(reading, word, &change) : expand(reading, word, &change)) {
            reading_replace(reading, change.start, change.end, change.with, edits);
        }
    }
}

const struct trait trait_contractions = {
    .id = "contractions",
    .topic = "contraction*|contracted+form*|shortened+form*",
    .values = {{.id = "use", .preference = "Use contractions.", .patterns = "contract+words"},
               {.id = "avoid",
                .preference = "Avoid contractions.",
                .patterns =
                    "uncontracted|full forms|write+out+contraction*|spell+out+contraction*|expand*+contraction*"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
