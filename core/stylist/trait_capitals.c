/* Words in CAPITALS for emphasis. Only common words of stress are known as such: everything else in capitals may be an
 * acronym, a constant, a keyword of a standard ("MUST NOT") or a title. */
#include "core/stylist/trait.h"

#include <ctype.h>
#include <string.h>

static const char stressed[] =
    "not never always very really only all no every any now stop do don't please important before after also both huge "
    "big "
    "best nothing everything anything everyone nobody so too much more most just is are was can can't cannot will "
    "won't "
    "this that these those you we they why how again still already ever absolutely extremely seriously immediately "
    "today "
    "tomorrow first last right wrong great amazing love need needs want critical urgent before until without entire "
    "whole each exactly definitely completely totally finally actually literally even twice once forever";
static const char standard_verbs[] = "must shall should may required recommended optional";

static bool is_shouted(const struct reading *reading, const struct word *word) {
    size_t letters = 0;
    for (size_t i = word->span.start; i < word->span.end; i++) {
        unsigned char c = (unsigned char)reading->plain[i];
        if (islower(c) || isdigit(c)) {
            return false;
        }
        letters += isupper(c) != 0;
    }
    return letters >= 2;
}

/* A line in capitals throughout is a title or a label, not a stressed word. */
static bool is_all_shouted(const struct reading *reading, const struct word *word) {
    const struct sentence *sentence = &reading->sentences[word->sentence];
    size_t shouted = 0;
    for (size_t i = 0; i < sentence->word_count; i++) {
        shouted += is_shouted(reading, &reading->words[sentence->first_word + i]);
    }
    return shouted * 2 > sentence->word_count;
}

static bool is_emphasis(const struct reading *reading, const struct word *word) {
    const struct word *previous = reading_get_previous(reading, word->span.start);
    const struct word *next = reading_get_next(reading, word->span.end);
    bool standard =
        (previous && is_shouted(reading, previous) && reading_is_one_of(reading, previous, standard_verbs)) ||
        (next && is_shouted(reading, next) && reading_is_one_of(reading, next, standard_verbs));
    bool label = reading->plain[word->span.end] == ':';
    return is_shouted(reading, word) && reading_is_one_of(reading, word, stressed) && !standard && !label &&
           !is_all_shouted(reading, word);
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->word_count; i++) {
        out->counts[0] += is_emphasis(reading, &reading->words[i]);
    }
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; value == 1 && i < reading->word_count; i++) {
        struct span span = reading->words[i].span;
        if (!is_emphasis(reading, &reading->words[i])) {
            continue;
        }
        /* The first letter of a sentence keeps its capital. */
        size_t start = span.start + reading_starts_sentence(reading, span.start);
        char lower[WORD_BYTES];
        size_t len = 0;
        for (size_t j = start; j < span.end; j++) {
            lower[len++] = (char)tolower((unsigned char)reading->plain[j]);
        }
        edits_add(edits, start, span.end, lower, len);
    }
}

const struct trait trait_emphasis_caps = {
    .id = "emphasis_caps",
    .topic = "capital*+emphasis|all-caps|all caps|uppercase+emphasis|upper "
             "case+emphasis|shout*|capital*+stress|capital letters+emphasi*",
    .values = {{.id = "use", .preference = "Use capitals for emphasis.", .every_words = 100},
               {.id = "avoid", .preference = "Avoid capitals for emphasis.", .absence_words = 25}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
