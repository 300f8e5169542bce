/* "&" for "and". One in a name ("Q & A", "Johnson & Johnson", "R&D") belongs to the name. Not in LaTeX, where & is a
 * command. */
#include "core/stylist/trait.h"
#include "core/stylist/word_class.h"

#include <ctype.h>
#include <string.h>

static bool is_name(const struct reading *reading, const struct word *word) {
    return isupper((unsigned char)reading->plain[word->span.start]);
}

/* A lone & between two words that are not both names. */
static bool is_ampersand(const struct reading *reading, size_t offset) {
    if (reading->plain[offset] != '&' || offset == 0 || format_get(reading->format)->ampersand_is_markup) {
        return false;
    }
    const struct word *previous = reading_get_previous(reading, offset), *next = reading_get_next(reading, offset + 1);
    return previous && next && reading->plain[offset - 1] == ' ' && reading->plain[offset + 1] == ' ' &&
           (!is_name(reading, previous) || !is_name(reading, next) ||
            reading_starts_sentence(reading, previous->span.start));
}

/* "and" that joins two words within a clause. */
static bool is_plain_and(const struct reading *reading, const struct word *word) {
    const struct word *previous = reading_get_previous(reading, word->span.start);
    const struct word *next = reading_get_next(reading, word->span.end);
    return reading_is_one_of(reading, word, "and") && previous && next &&
           !reading_is_one_of(reading, next,
                              "i we you he she it they there this that these those then so if when or") &&
           !reading_is_one_of(reading, previous, "more on again over");
}

/* Two plain words of a sentence with the sign between. */
static bool joins_words(const struct reading *reading, size_t offset) {
    const struct word *previous = reading_get_previous(reading, offset), *next = reading_get_next(reading, offset + 1);
    const struct word *sides[] = {previous, next};
    for (size_t i = 0; i < 2; i++) {
        const struct word *word = sides[i];
        if (!word || word->quoted || is_name(reading, word) || word->span.end - word->span.start < 3 ||
            reading_is_one_of(reading, word, class_determiners) ||
            reading_is_one_of(reading, word, class_prepositions) || reading_is_one_of(reading, word, "or and")) {
            return false;
        }
    }
    return reading->passages.items[reading->sentences[next->sentence].passage].kind != PASSAGE_HEADING &&
           previous->sentence == next->sentence;
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->len; i++) {
        out->counts[0] += is_ampersand(reading, i);
    }
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    if (format_get(reading->format)->ampersand_is_markup) {
        return;
    }
    for (size_t i = 0; value == 1 && i < reading->len; i++) {
        if (is_ampersand(reading, i) && joins_words(reading, i)) {
            edits_add(edits, i, i + 1, "and", 3);
        }
    }
    for (size_t i = 0; value == 0 && i < reading->word_count; i++) {
        if (is_plain_and(reading, &reading->words[i])) {
            edits_add(edits, reading->words[i].span.start, reading->words[i].span.end, "&", 1);
        }
    }
}

const struct trait trait_ampersand = {
    .id = "ampersand",
    .topic = "ampersand*|&",
    .values = {{.id = "use", .preference = "Use ampersands.", .every_words = 80},
               {.id = "avoid",
                .preference = "Avoid ampersands.",
                .patterns = "and+instead of+&|and+instead of+ampersand*|and+not+&|and+rather than+&",
                .absence_words = 15}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
