/* Words that soften (hedges) or stress (intensifiers). They can be dropped where the sentence stands without them;
 * nothing says where one should be added. A place is counted only if it could be dropped, so that "not very good", "the
 * very first", "quite a few", "what I think" are neither. */
#include "core/stylist/trait.h"

#include <string.h>

struct filler {
    const char *phrase;
    const char *not_before; /* words that may not follow */
    const char *not_after;  /* words that may not precede */
    enum {
        ANYWHERE,
        BEFORE_WORD,   /* a word must follow in the same breath */
        BEFORE_CLAUSE, /* opens its clause, and a subject follows */
    } place;
};

static const struct filler hedges[] = {
    {"perhaps", "", "or if as", ANYWHERE},
    {"maybe", "", "or if as", ANYWHERE},
    {"probably", "", "not most very more quite", BEFORE_WORD},
    {"possibly", "", "not most very more quite as could can't cannot couldn't can", BEFORE_WORD},
    {"presumably", "", "not", BEFORE_WORD},
    {"arguably", "", "not", BEFORE_WORD},
    {"somewhat", "of", "not", BEFORE_WORD},
    {"sort of", "thing", "a the this that some any what every one same different each new right of which another",
     BEFORE_WORD},
    {"kind of", "thing", "a the this that some any what every one same different each new right of which another",
     BEFORE_WORD},
    {"i think that", "", "", BEFORE_CLAUSE},
    {"i think", "", "", BEFORE_CLAUSE},
    {"i believe that", "", "", BEFORE_CLAUSE},
    {"i believe", "", "", BEFORE_CLAUSE},
    {"i guess that", "", "", BEFORE_CLAUSE},
    {"i guess", "", "", BEFORE_CLAUSE},
    {"i suppose that", "", "", BEFORE_CLAUSE},
    {"i suppose", "", "", BEFORE_CLAUSE},
    {"i feel that", "", "", BEFORE_CLAUSE},
    {"i feel like", "", "", BEFORE_CLAUSE},
    {"it seems that", "", "", BEFORE_CLAUSE},
    {"it seems like", "", "", BEFORE_CLAUSE},
    {"it seems", "", "", BEFORE_CLAUSE},
    {"it appears that", "", "", BEFORE_CLAUSE},
    {"it would seem that", "", "", BEFORE_CLAUSE},
    {"in my opinion,", "", "", BEFORE_CLAUSE},
};

static const char after_intensifier[] =
    "not n't isn't wasn't aren't weren't don't doesn't didn't won't can't cannot never too so how";
static const struct filler intensifiers[] = {
    {"very, very", "", "", BEFORE_WORD},
    {"very very", "", "", BEFORE_WORD},
    {"really, really", "", "", BEFORE_WORD},
    {"really really", "", "", BEFORE_WORD},
    {"very",
     "same first last best least beginning end idea moment thing fact nature heart core essence much own being edge "
     "top "
     "bottom start word point act reason few little well",
     after_intensifier, BEFORE_WORD},
    {"really", "", after_intensifier, BEFORE_WORD},
    {"extremely", "", after_intensifier, BEFORE_WORD},
    {"quite", "a an the some so right possibly", after_intensifier, BEFORE_WORD},
    {"incredibly", "", after_intensifier, BEFORE_WORD},
    {"absolutely", "not no", after_intensifier, BEFORE_WORD},
    {"totally", "not", after_intensifier, BEFORE_WORD},
    {"truly", "", "yours not", BEFORE_WORD},
    {"hugely", "", after_intensifier, BEFORE_WORD},
    {"terribly", "", after_intensifier, BEFORE_WORD},
    {"awfully", "", after_intensifier, BEFORE_WORD},
    {"insanely", "", after_intensifier, BEFORE_WORD},
    {"super", "", after_intensifier, BEFORE_WORD},
    {"utterly", "", after_intensifier, BEFORE_WORD},
    {"deeply", "nested", after_intensifier, BEFORE_WORD},
    {"immensely", "", after_intensifier, BEFORE_WORD},
    {"exceptionally", "", after_intensifier, BEFORE_WORD},
};

static const char subjects[] =
    "i we you he she it they this that these those there the a an my your our his her their its i'm it's we're they're "
    "you're that's there's he's she's i've we've i'd we'd you'd i'll we'll you'll it'll what most some all every each "
    "both "
    "nobody everyone everybody no one people";
static const char clause_openers[] = "and but so because though although since while that as";

/* A sentence that would be left with next to nothing stays. */
static bool leaves_sentence(const struct reading *reading, const struct word *word, size_t end) {
    const struct sentence *sentence = &reading->sentences[word->sentence];
    size_t gone = 0;
    for (const struct word *w = word; w < reading->words + reading->word_count && w->span.start < end; w++) {
        gone++;
    }
    return sentence->word_count >= gone + 3;
}

static bool opens_clause(const struct reading *reading, const struct word *word) {
    if (reading_starts_sentence(reading, word->span.start)) {
        return true;
    }
    const struct word *previous = reading_get_previous(reading, word->span.start);
    if (previous) {
        return reading_is_one_of(reading, previous, clause_openers) &&
               (reading_starts_sentence(reading, previous->span.start) ||
                !reading_is_one_of(reading, previous, "as that"));
    }
    return false;
}

/* A comma on one side only belongs to something else: "two, maybe three". */
static bool has_even_commas(const struct reading *reading, size_t start, size_t end) {
    size_t before = start;
    while (before > 0 && (reading->plain[before - 1] == ' ' || reading->plain[before - 1] == '\n')) {
        before--;
    }
    bool comma_before = before > 0 && strchr(",;:(", reading->plain[before - 1]);
    bool closes_after = strchr(",.;:!?)", reading->plain[end]) != NULL;
    return comma_before == closes_after || (closes_after && reading_starts_sentence(reading, start));
}

static size_t match(const struct reading *reading, const struct word *word, const struct filler *filler) {
    size_t end = reading_match(reading, word->span.start, filler->phrase);
    if (!end || !leaves_sentence(reading, word, end)) {
        return 0;
    }
    const struct word *next = reading_get_next(reading, end);
    const struct word *previous = reading_get_previous(reading, word->span.start);
    if (reading_is_one_of(reading, next, filler->not_before) ||
        reading_is_one_of(reading, previous, filler->not_after)) {
        return 0;
    }
    switch (filler->place) {
    case ANYWHERE:
        return has_even_commas(reading, word->span.start, end) ? end : 0;
    case BEFORE_WORD:
        return next && !next->quoted && !reading_is_one_of(reading, next, "and or but") ? end : 0;
    case BEFORE_CLAUSE:
        return opens_clause(reading, word) && reading_is_one_of(reading, next, subjects) ? end : 0;
    }
    return 0;
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

static void measure_hedges(const struct reading *reading, struct measure *out) {
    count_all(reading, hedges, sizeof hedges / sizeof *hedges, out);
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
               {.id = "avoid",
                .preference = "Avoid hedges.",

                .rewrites = true,
                .absence_words = 25}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_hedges,
    .rewrite = rewrite_hedges,
};

const struct trait trait_intensifiers = {
    .id = "intensifiers",
    .topic = "very+really|very+extremely|intensifier*|intensifying|emphatic adverb*|intensive adverb*",
    .values = {{.id = "use", .preference = "Use intensifiers.", .every_words = 50},
               {.id = "avoid", .preference = "Avoid intensifiers.", .rewrites = true, .absence_words = 25}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_intensifiers,
    .rewrite = rewrite_intensifiers,
};
