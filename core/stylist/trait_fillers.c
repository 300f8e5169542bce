/* Words that soften (hedges) or stress (intensifiers). They can be dropped where the sentence stands without them;
 * nothing says where one should be added. A place is counted only if it could be dropped, and it is dropped only in
 * contexts that show what the word is there: "a very useful", not "the very thing"; "I think we are", not "I believe
 * you". */
#include "core/stylist/trait.h"
#include "core/stylist/word_class.h"

#include <ctype.h>
#include <string.h>

struct filler {
    const char *phrase;
    enum {
        ASIDE,  /* between two commas, or in front of a clause that opens its sentence */
        ADVERB, /* behind an auxiliary, or between a pronoun and its verb; a word must follow */
        DEGREE, /* in front of the word that it stresses */
        CLAUSE, /* opens its sentence, and a whole clause follows */
        THAT,   /* the same, with a "that" which is no subject */
    } place;
};

static const struct filler hedges[] = {
    {"perhaps", ASIDE},      {"maybe", ASIDE},          {"probably", ADVERB},         {"possibly", ADVERB},
    {"presumably", ADVERB},  {"arguably", ADVERB},      {"somewhat", DEGREE},         {"i think that", THAT},
    {"i think", CLAUSE},     {"i believe that", THAT},  {"i believe", CLAUSE},        {"i guess that", THAT},
    {"i guess", CLAUSE},     {"i suppose that", THAT},  {"i suppose", CLAUSE},        {"i feel that", THAT},
    {"it seems that", THAT}, {"it appears that", THAT}, {"it would seem that", THAT},
};

static const struct filler intensifiers[] = {
    {"very, very", DEGREE}, {"very very", DEGREE}, {"really, really", DEGREE}, {"really really", DEGREE},
    {"very", DEGREE},       {"really", ADVERB},    {"extremely", DEGREE},      {"incredibly", DEGREE},
    {"hugely", DEGREE},     {"terribly", DEGREE},  {"awfully", DEGREE},        {"insanely", DEGREE},
    {"utterly", DEGREE},    {"immensely", DEGREE}, {"exceptionally", DEGREE},
};

static const char auxiliaries[] = "is are was were be been am will would can could should may might must has have had "
                                  "isn't it's that's they're we're you're i'm he's she's";
static const char linking[] = "is are was were be been being am it's that's they're we're you're i'm he's she's a an "
                              "seems seem looks look feels feel becomes become became gets get makes sounds and or but";
static const char clause_subjects[] = "i we you he she it they this that these those there";
static const char not_stressed[] =
    "same first last best least beginning end idea moment thing fact nature heart core essence much own being edge top "
    "bottom start word point act reason few little well not no nothing none different far many less more rarely "
    "seldom hard often and or but of long";
/* "the very old door", but "the very door" */
static const char plain_adjectives[] =
    "old new big large small long short high low good bad nice important useful simple similar early late fast slow "
    "strong weak hard easy rare common popular useful deep dark bright cold hot warm busy young happy";
static const char clause_verbs[] = "is are was were am will would can could should may might must has have had do does "
                                   "did isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't don't "
                                   "doesn't didn't hasn't haven't cannot need needs want wants know";

/* A sentence that would be left with next to nothing stays. */
static bool leaves_sentence(const struct reading *reading, const struct word *word, size_t end) {
    const struct sentence *sentence = &reading->sentences[word->sentence];
    size_t gone = 0;
    for (const struct word *w = word; w < reading->words + reading->word_count && w->span.start < end; w++) {
        gone++;
    }
    return sentence->word_count >= gone + 3;
}

/* The word opens its sentence, or only And, But or So stands before it. */
static bool opens_sentence(const struct reading *reading, const struct word *word) {
    const struct word *previous = reading_get_previous(reading, word->span.start);
    return reading_starts_sentence(reading, word->span.start) ||
           (reading_is_one_of(reading, previous, "and but so") &&
            reading_starts_sentence(reading, previous->span.start));
}

/* "it is", "we're", "they should": a pronoun and its verb. */
static bool starts_clause(const struct reading *reading, const struct word *word) {
    static const char joined[] = "it's that's there's they're we're you're i'm he's she's it'll you'll we'll they'll "
                                 "i'll i've you've we've they've i'd you'd we'd they'd";
    if (!word || reading_is_one_of(reading, word, joined)) {
        return word != NULL;
    }
    return reading_is_one_of(reading, word, clause_subjects) &&
           reading_is_one_of(reading, word_skip_adverbs(reading, reading_get_next(reading, word->span.end)),
                             clause_verbs);
}

static bool has_comma_before(const struct reading *reading, size_t start) {
    return start > 1 && reading->plain[start - 1] == ' ' && reading->plain[start - 2] == ',';
}

static bool fits(const struct reading *reading, const struct word *word, size_t end, const struct filler *filler) {
    const struct word *next = reading_get_next(reading, end);
    const struct word *previous = reading_get_previous(reading, word->span.start);
    bool lower = next && islower((unsigned char)reading->plain[next->span.start]);
    /* "isn't really": what it isn't is the word */
    bool denied = previous && previous->span.end - previous->span.start > 3 &&
                  reading->plain[previous->span.end - 1] == 't' &&
                  ispunct((unsigned char)reading->plain[previous->span.end - 2]);
    denied = denied || (previous && previous->span.end > 3 &&
                        strncmp(reading->plain + previous->span.end - 4, "\xe2\x80\x99t", 4) == 0);
    if (denied || word_is_raised(reading, word)) {
        return false;
    }
    switch (filler->place) {
    case ASIDE:
        if (has_comma_before(reading, word->span.start)) {
            return reading->plain[end] == ',';
        }
        return reading_starts_sentence(reading, word->span.start) &&
               (reading_is_one_of(reading, next, "i we you he she it they") || starts_clause(reading, next));
    case ADVERB:
        if (strcmp(filler->phrase, "possibly") == 0) { /* "A and possibly B" is another thing */
            return lower && reading_is_one_of(reading, previous, "could may might would can");
        }
        return lower && !reading_is_one_of(reading, next, not_stressed) &&
               (reading_is_one_of(reading, previous, auxiliaries) || reading_is_one_of(reading, previous, linking) ||
                (reading_is_one_of(reading, previous, "i you we they he she it") && !word_is_adverb(reading, next)));
    case DEGREE:
        return lower &&
               (reading_is_one_of(reading, previous, linking) ||
                (reading_is_one_of(reading, previous, "the this that my your his her our their") &&
                 reading_is_one_of(reading, next, plain_adjectives))) &&
               !reading_is_one_of(reading, next, not_stressed) && !reading_is_one_of(reading, next, class_determiners);
    case CLAUSE:
        return opens_sentence(reading, word) && starts_clause(reading, next);
    case THAT: {
        char folded[WORD_BYTES];
        reading_fold(reading, next, folded);
        size_t len = strlen(folded);
        bool gerund = len > 5 && strcmp(folded + len - 3, "ing") == 0;
        return opens_sentence(reading, word) &&
               (starts_clause(reading, next) || gerund ||
                reading_is_one_of(reading, next, "the a an my our your his her its their these those"));
    }
    }
    return false;
}

static size_t match(const struct reading *reading, const struct word *word, const struct filler *filler) {
    size_t end = reading_match(reading, word->span.start, filler->phrase);
    bool whole = end && leaves_sentence(reading, word, end) &&
                 !memchr(reading->text + word->span.start, '\n', end - word->span.start) &&
                 fits(reading, word, end, filler);
    return whole ? end : 0;
}

/* The longest filler at the word. */
static size_t find(const struct reading *reading, const struct word *word, const struct filler *fillers, size_t count) {
    size_t best = 0;
    for (size_t i = 0; i < count; i++) {
        size_t end = match(reading, word, &fillers[i]);
        best = end > best ? end : best;
    }
    return best;
}

static void drop_all(const struct reading *reading, const struct filler *fillers, size_t count, struct edits *edits) {
    size_t behind = 0;
    for (size_t i = 0; i < reading->word_count; i++) {
        const struct word *word = &reading->words[i];
        size_t end = word->span.start < behind ? 0 : find(reading, word, fillers, count);
        if (end) {
            reading_replace(reading, word->span.start, end, "", edits);
            behind = end;
        }
    }
}

static void count_all(const struct reading *reading, const struct filler *fillers, size_t count, struct measure *out) {
    size_t behind = 0;
    for (size_t i = 0; i < reading->word_count; i++) {
        const struct word *word = &reading->words[i];
        size_t end = word->span.start < behind ? 0 : find(reading, word, fillers, count);
        if (end) {
            out->counts[0]++;
            behind = end;
        }
    }
}

/* Counting asks for less than dropping: the word is a hedge, wherever it stands. */
static void measure_hedges(const struct reading *reading, struct measure *out) {
    size_t behind = 0;
    for (size_t i = 0; i < reading->word_count; i++) {
        const struct word *word = &reading->words[i];
        for (size_t j = 0; word->span.start >= behind && j < sizeof hedges / sizeof *hedges; j++) {
            size_t end = reading_match(reading, word->span.start, hedges[j].phrase);
            const struct word *previous = reading_get_previous(reading, word->span.start);
            const struct word *next = end ? reading_get_next(reading, end) : NULL;
            if (end && !reading_is_one_of(reading, previous, "what as not can't cannot") &&
                !reading_is_one_of(reading, next, "not so about of")) {
                out->counts[0]++;
                behind = end;
            }
        }
    }
}

static void rewrite_hedges(const struct reading *reading, size_t value, struct edits *edits) {
    if (value == 1) {
        drop_all(reading, hedges, sizeof hedges / sizeof *hedges, edits);
    }
}

static void measure_intensifiers(const struct reading *reading, struct measure *out) {
    count_all(reading, intensifiers, sizeof intensifiers / sizeof *intensifiers, out);
}

static void rewrite_intensifiers(const struct reading *reading, size_t value, struct edits *edits) {
    if (value == 1) {
        drop_all(reading, intensifiers, sizeof intensifiers / sizeof *intensifiers, edits);
    }
}

const struct trait trait_hedges = {
    .id = "hedges",
    .topic = "perhaps+maybe|hedge*|hedging|qualifier*|tentative",
    .values = {{.id = "use", .preference = "Use hedges.", .every_words = 50},
               {.id = "avoid", .preference = "Avoid hedges.", .absence_words = 25}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_hedges,
    .rewrite = rewrite_hedges,
};

const struct trait trait_intensifiers = {
    .id = "intensifiers",
    .topic = "very+really|very+extremely|intensifier*|intensifying|emphatic adverb*|intensive adverb*",
    .values = {{.id = "use", .preference = "Use intensifiers.", .every_words = 50},
               {.id = "avoid", .preference = "Avoid intensifiers.", .absence_words = 25}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_intensifiers,
    .rewrite = rewrite_intensifiers,
};
