/* How sentences are joined to what was said before: "However," or "But", and whether "And" or "But" may open one. */
#include "core/stylist/trait.h"

#include <ctype.h>
#include <string.h>

struct opening {
    const char *formal; /* with its comma */
    const char *plain;  /* with a comma if it keeps one */
    bool back;          /* plain may become formal */
};

static const struct opening openings[] = {
    {"however,", "but", true},         {"therefore,", "so", false},
    {"moreover,", "also,", false},     {"furthermore,", "also,", false},
    {"in addition,", "also,", false},  {"additionally,", "also,", false},
    {"nevertheless,", "still,", true}, {"nonetheless,", "still,", false},
    {"consequently,", "so", false},    {"thus,", "so", false},
    {"hence,", "so", false},           {"as a result,", "so", false},
    {"subsequently,", "then", false},  {"accordingly,", "so", false},
};

static const char subjects[] =
    "i we you he she it they this that these those there the a an my your our his her their its i'm it's we're they're "
    "you're that's there's he's she's i've we've i'd we'd you'd i'll we'll you'll it'll most some all every each both "
    "no "
    "nobody everyone if when";

static bool is_sentence_start(const struct reading *reading, const struct word *word) {
    return reading_starts_sentence(reading, word->span.start) && !word->quoted &&
           reading->passages.items[reading->sentences[word->sentence].passage].kind != PASSAGE_HEADING;
}

static bool is_question(const struct reading *reading, const struct word *word) {
    return reading->text[reading->sentences[word->sentence].span.end - 1] == '?';
}

static size_t find_formal(const struct reading *reading, const struct word *word, const struct opening **row) {
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t end = reading_match(reading, word->span.start, openings[i].formal);
        if (end && is_sentence_start(reading, word) && reading_get_next(reading, end)) {
            *row = &openings[i];
            return end;
        }
    }
    return 0;
}

/* "But we" is an opening, "But not so fast" is none that "However," could stand for. */
static size_t find_plain(const struct reading *reading, const struct word *word, const struct opening **row) {
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t end = reading_match(reading, word->span.start, openings[i].plain);
        const struct word *next = end ? reading_get_next(reading, end) : NULL;
        if (next && openings[i].back && isupper((unsigned char)reading->plain[word->span.start]) &&
            is_sentence_start(reading, word) && !is_question(reading, word) &&
            reading_is_one_of(reading, next, subjects)) {
            *row = &openings[i];
            return end;
        }
    }
    return 0;
}

static void measure_connectives(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->sentence_count; i++) {
        const struct opening *row;
        if (reading->sentences[i].word_count > 0) {
            const struct word *word = &reading->words[reading->sentences[i].first_word];
            out->counts[0] += find_plain(reading, word, &row) > 0;
            out->counts[1] += find_formal(reading, word, &row) > 0;
        }
    }
}

static void rewrite_connectives(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; i < reading->sentence_count; i++) {
        const struct opening *row;
        if (reading->sentences[i].word_count == 0) {
            continue;
        }
        const struct word *word = &reading->words[reading->sentences[i].first_word];
        size_t end = value == 0 ? find_formal(reading, word, &row) : find_plain(reading, word, &row);
        if (end) {
            reading_replace(reading, word->span.start, end, value == 0 ? row->plain : row->formal, edits);
        }
    }
}

/* And or But opens the sentence and another clause follows. */
static bool opens_with_conjunction(const struct reading *reading, const struct word *word) {
    return reading_is_one_of(reading, word, "and but") && is_sentence_start(reading, word) &&
           reading->sentences[word->sentence].word_count >= 3;
}

static void measure_conjunctions(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->sentence_count; i++) {
        if (reading->sentences[i].word_count > 0) {
            out->counts[0] += opens_with_conjunction(reading, &reading->words[reading->sentences[i].first_word]);
        }
    }
}

static void rewrite_conjunctions(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; i < reading->sentence_count; i++) {
        if (reading->sentences[i].word_count == 0) {
            continue;
        }
        const struct word *word = &reading->words[reading->sentences[i].first_word];
        if (value == 0) {
            size_t however = is_sentence_start(reading, word) && !is_question(reading, word)
                                 ? reading_match(reading, word->span.start, "however,")
                                 : 0;
            if (however) {
                reading_replace(reading, word->span.start, however, "but", edits);
            }
        } else if (opens_with_conjunction(reading, word)) {
            bool and = reading_is_one_of(reading, word, "and");
            const struct opening *row;
            if (and) {
                reading_replace(reading, word->span.start, word->span.end, "", edits);
            } else if (find_plain(reading, word, &row)) {
                reading_replace(reading, word->span.start, word->span.end, "however,", edits);
            }
        }
    }
}

const struct trait trait_connectives = {
    .id = "connectives",
    .values = {{.id = "plain",
                .usual = true,
                .preference = "Use plain connectives.",
                .patterns =
                    "plain+connective*|simple+connective*|simple+transition*|plain+transition*|but+instead of+however"},
               {.id = "formal",
                .preference = "Use formal connectives.",
                .patterns = "formal+connective*|formal+transition*|however+instead of+but|transitional phrase*"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_connectives,
    .rewrite = rewrite_connectives,
};

const struct trait trait_conjunction_start = {
    .id = "conjunction_start",
    .topic =
        "start*+sentence*+and|start*+sentence*+but|begin*+sentence*+and|begin*+sentence*+but|start*+sentence*+"
        "conjunction*|begin*+sentence*+conjunction*|open*+sentence*+and|open*+sentence*+but|sentence*+starting+and",
    .values = {{.id = "use", .preference = "Start sentences with \"And\" or \"But\".", .every_words = 120},
               {.id = "avoid", .preference = "Avoid starting sentences with \"And\" or \"But\".", .absence_words = 40}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_conjunctions,
    .rewrite = rewrite_conjunctions,
};
