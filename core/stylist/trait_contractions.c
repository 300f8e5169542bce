/* Contractions: "don't" or "do not".
 *
 * One finder serves counting and rewriting, so a place counts as a choice exactly if the other form could stand there:
 * "it is" before a full stop, "let us know" or the "had" of "I'd" are none. */
#include "core/stylist/trait.h"

#include <stdio.h>
#include <string.h>

struct change { /* what could stand instead of [start, end) */
    size_t start;
    size_t end;
    char with[WORD_BYTES * 2];
};

/* Auxiliaries with "not". */
static const struct pair negatives[] = {
    {"don't", "do not", 0},         {"doesn't", "does not", 0}, {"didn't", "did not", 0},
    {"isn't", "is not", 0},         {"aren't", "are not", 0},   {"wasn't", "was not", 0},
    {"weren't", "were not", 0},     {"hasn't", "has not", 0},   {"haven't", "have not", 0},
    {"hadn't", "had not", 0},       {"can't", "cannot", 0},     {"can't", "can not", 0},
    {"couldn't", "could not", 0},   {"won't", "will not", 0},   {"wouldn't", "would not", 0},
    {"shouldn't", "should not", 0}, {"mustn't", "must not", 0}, {"needn't", "need not", PAIR_TO_SECOND},
};

/* Subjects with their verb. Those with 's and 'd need a look at what follows. */
static const struct pair subjects[] = {
    {"i'm", "i am", 0},
    {"you're", "you are", 0},
    {"we're", "we are", 0},
    {"they're", "they are", 0},
    {"i'll", "i will", 0},
    {"you'll", "you will", 0},
    {"we'll", "we will", 0},
    {"they'll", "they will", 0},
    {"he'll", "he will", 0},
    {"she'll", "she will", 0},
    {"i've", "i have", 0},
    {"you've", "you have", 0},
    {"we've", "we have", 0},
    {"they've", "they have", 0},
    {"it's", "it is", 0},
    {"that's", "that is", 0},
    {"there's", "there is", 0},
    {"he's", "he is", 0},
    {"she's", "she is", 0},
    {"what's", "what is", 0},
    {"here's", "here is", 0},
    {"i'd", "i would", 0},
    {"we'd", "we would", 0},
    {"you'd", "you would", 0},
    {"they'd", "they would", 0},
    {"it'll", "it will", PAIR_TO_SECOND},
    {"that'll", "that will", PAIR_TO_SECOND},
    {"who's", "who is", PAIR_TO_SECOND},
    {"where's", "where is", PAIR_TO_SECOND},
    {"how's", "how is", PAIR_TO_SECOND},
    {"there'll", "there will", PAIR_TO_SECOND},
    {"could've", "could have", PAIR_TO_SECOND},
    {"should've", "should have", PAIR_TO_SECOND},
    {"would've", "would have", PAIR_TO_SECOND},
    {"might've", "might have", PAIR_TO_SECOND},
    {"must've", "must have", PAIR_TO_SECOND},
};

static const char subject_pronouns[] = "i you we they he she it this that these those there";
static const char question_words[] =
    "what where who how which why when whatever wherever whoever however as than whose";
/* After "'s" these say that it stands for "has". */
static const char has_verbs[] =
    "been got had become gone happened worked come grown taken improved proven existed lasted stopped "
    "started begun";
static const char would_verbs[] =
    "be like love rather prefer say suggest recommend want need appreciate expect go do have "
    "hate also be never not still think argue propose ask try use keep make put take give see "
    "start hope wait move add write leave call check happily gladly be";
static const char participles[] =
    "been had done seen made found got written taken gone given put set sent read built kept left lost met shown told "
    "thought tried used run heard known become begun chosen come driven fallen felt grown held paid said sold spent "
    "spoken understood won";
static const char adverbs[] = "already also always never just now only recently since still not ever finally";
static const char closing_words[] = "and or but nor because while though although when if unless than until or";

static bool ends_with(const char *text, const char *end) {
    size_t len = strlen(text), end_len = strlen(end);
    return len > end_len && strcmp(text + len - end_len, end) == 0;
}

static bool is_question(const struct reading *reading, const struct word *word) {
    const struct sentence *sentence = &reading->sentences[word->sentence];
    return memchr(reading->text + word->span.end, '?', sentence->span.end - word->span.end) != NULL;
}

static bool is_participle(const struct reading *reading, const struct word *word) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    return ends_with(folded, "ed") || reading_is_one_of(reading, word, participles);
}

static const struct word *skip_adverbs(const struct reading *reading, const struct word *word) {
    while (reading_is_one_of(reading, word, adverbs)) {
        word = reading_get_next(reading, word->span.end);
    }
    return word;
}

/* "Don't you agree?" turns round: "Do you not agree?"; "Isn't the cache warm?" is left alone. */
static bool expand_negative(const struct reading *reading, const struct word *word, const char *with,
                            struct change *change) {
    const struct word *next = reading_get_next(reading, word->span.end);
    const struct word *previous = reading_get_previous(reading, word->span.start);
    *change = (struct change){.start = word->span.start, .end = word->span.end};
    bool opens = reading_starts_sentence(reading, word->span.start);
    if (!is_question(reading, word) || !(opens || !previous || reading_is_one_of(reading, previous, question_words))) {
        snprintf(change->with, sizeof change->with, "%s", with);
        return true;
    }
    if (!reading_is_one_of(reading, next, subject_pronouns)) {
        return false;
    }
    size_t verb_len = strcmp(with, "cannot") == 0 ? 3 : strcspn(with, " ");
    snprintf(change->with, sizeof change->with, "%.*s %.*s not", (int)verb_len, with,
             (int)(next->span.end - next->span.start), reading->plain + next->span.start);
    change->end = next->span.end;
    return true;
}

static bool expand_subject(const struct reading *reading, const struct word *word, const char *short_form,
                           const char *with, struct change *change) {
    const struct word *next = reading_get_next(reading, word->span.end);
    size_t subject_len = strcspn(with, " ");
    const char *verb = with + subject_len + 1;
    if (ends_with(short_form, "'d")) {
        if (reading_is_one_of(reading, next, "better been") || !reading_is_one_of(reading, next, would_verbs)) {
            return false;
        }
    } else if (ends_with(short_form, "'s")) {
        const struct word *after = skip_adverbs(reading, next);
        verb = reading_is_one_of(reading, after ? after : next, has_verbs) ? "has" : "is";
    }
    *change = (struct change){.start = word->span.start, .end = word->span.end};
    snprintf(change->with, sizeof change->with, "%.*s %s", (int)subject_len, with, verb);
    return true;
}

/* The word is a contraction that can be written out. */
static bool expand(const struct reading *reading, const struct word *word, struct change *change) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    if (!strchr(folded, '\'')) {
        return false;
    }
    if (strcmp(folded, "let's") == 0) {
        *change = (struct change){word->span.start, word->span.end, "let us"};
        return true;
    }
    for (size_t i = 0; i < sizeof negatives / sizeof *negatives; i++) {
        if (strcmp(folded, negatives[i].first) == 0) {
            return expand_negative(reading, word, negatives[i].second, change);
        }
    }
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        if (strcmp(folded, subjects[i].first) == 0) {
            return expand_subject(reading, word, folded, subjects[i].second, change);
        }
    }
    return false;
}

/* Whether "it is" may become "it's" here: something must follow in the same breath, and nothing before may make it the
 * end of an indirect question ("what it is in the end"). */
static bool may_contract(const struct reading *reading, const struct word *word, size_t end, const char *long_form) {
    const struct word *next = reading_get_next(reading, end);
    const struct word *previous = reading_get_previous(reading, word->span.start);
    bool asks = reading_is_one_of(reading, previous, question_words);
    const struct word *before = previous ? reading_get_previous(reading, previous->span.start) : NULL;
    asks = asks || reading_is_one_of(reading, before, "how what whatever however");
    bool hidden_follows = reading->plain[end] == ' ' && (reading->plain[end + 1] == READING_HIDDEN);
    if (reading_is_one_of(reading, next, closing_words) || reading_is_one_of(reading, previous, "and or both") ||
        (!next && !hidden_follows)) {
        /* "and it is" is fine, "Tom and you are" is not. */
        bool comma = previous && previous->span.start > 1 && reading->plain[previous->span.start - 2] == ',';
        bool clause = reading_is_one_of(reading, previous, "and or") && next &&
                      !reading_is_one_of(reading, next, closing_words) &&
                      (comma || strncmp(long_form, "it ", 3) == 0 || strncmp(long_form, "there ", 6) == 0 ||
                       strncmp(long_form, "that ", 5) == 0 || strcmp(long_form, "i am") == 0);
        if (!clause) {
            return false;
        }
    }
    if (asks || (next && reading_is_one_of(reading, next, "not") && strcmp(long_form, "i am") != 0)) {
        return false;
    }
    if (ends_with(long_form, " have")) {
        return is_participle(reading, skip_adverbs(reading, next));
    }
    return true;
}

/* "Let us" at the start is a proposal, but "Let us know" asks for leave. */
static bool contract_let_us(const struct reading *reading, const struct word *word, struct change *change) {
    size_t end = reading_match(reading, word->span.start, "let us");
    const struct word *next = end ? reading_get_next(reading, end) : NULL;
    if (!next || !reading_starts_sentence(reading, word->span.start) ||
        reading_is_one_of(reading, next, "know help have in do through go off")) {
        return false;
    }
    *change = (struct change){word->span.start, end, "let's"};
    return true;
}

/* Words start here that can be drawn together. */
static bool contract(const struct reading *reading, const struct word *word, struct change *change) {
    for (size_t i = 0; i < sizeof negatives / sizeof *negatives; i++) {
        if (!reading_may_match(reading, word->span.start, negatives[i].second)) {
            continue;
        }
        size_t end = reading_match(reading, word->span.start, negatives[i].second);
        if (end && !(negatives[i].flags & PAIR_TO_SECOND)) {
            const struct word *next = reading_get_next(reading, end);
            bool stressed = reading->plain[end - 1] == 'T' && reading->plain[word->span.start + 1] >= 'a';
            if (stressed || reading_is_one_of(reading, next, "only just merely")) {
                return false; /* "is NOT"; "does not only ... but also" */
            }
            *change = (struct change){.start = word->span.start, .end = end};
            snprintf(change->with, sizeof change->with, "%s", negatives[i].first);
            return true;
        }
    }
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        if (!reading_may_match(reading, word->span.start, subjects[i].second)) {
            continue;
        }
        size_t end = reading_match(reading, word->span.start, subjects[i].second);
        if (end && !(subjects[i].flags & PAIR_TO_SECOND)) {
            *change = (struct change){.start = word->span.start, .end = end};
            snprintf(change->with, sizeof change->with, "%s", subjects[i].first);
            return may_contract(reading, word, end, subjects[i].second);
        }
    }
    return contract_let_us(reading, word, change);
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
    .values = {{.id = "use", .preference = "Use contractions.", .patterns = "contract+words", .rewrites = true},
               {.id = "avoid",
                .preference = "Avoid contractions.",
                .patterns =
                    "uncontracted|full forms|write+out+contraction*|spell+out+contraction*|expand*+contraction*",
                .rewrites = true}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
