/* "please": said or left out. It can be put before a request that opens its sentence, and only before verbs of which a
 * following object shows that they are one. */
#include "core/stylist/trait.h"
#include "core/stylist/word_class.h"

#include <string.h>

static const char request_verbs[] =
    "send let check review confirm tell give call bring reply update add fix take read see run open make keep remove "
    "note forward share attach sign return contact ask submit reset restart test try use install follow provide "
    "include "
    "ensure remember merge change leave wait write move copy delete click press select enter book print";
static const char objects[] =
    "me us the your it this that these those them a an my our all any him her every each both sure";

/* "please" as a request, not as a verb ("hard to please", "as you please", "please everyone"): it opens its sentence or
 * its clause, or stands in "could you please send". A word must follow that can be the verb. */
static bool is_please(const struct reading *reading, const struct word *word) {
    const struct word *previous = reading_get_previous(reading, word->span.start);
    const struct word *next = reading_get_next(reading, word->span.end);
    bool closes = !next && !previous && word->span.start > 1 && reading->plain[word->span.start - 1] == ' ' &&
                  reading->plain[word->span.start - 2] == ',' && reading->plain[word->span.end] &&
                  strchr(".!?", reading->plain[word->span.end]);
    if (closes && reading_is_one_of(reading, word, "please")) { /* "Do it now, please." */
        return reading->sentences[word->sentence].word_count >= 4;
    }
    if (!reading_is_one_of(reading, word, "please") || !next || word_is_raised(reading, word) ||
        word_is_raised(reading, next) || reading->sentences[word->sentence].word_count < 3 ||
        reading_is_one_of(reading, next, "me him her us them everyone everybody all the and or your it you i we")) {
        return false;
    }
    if (reading_is_one_of(reading, previous, "you")) {
        const struct word *verb = reading_get_previous(reading, previous->span.start);
        return reading_is_one_of(reading, verb, "can could would will");
    }
    /* "If it fails, please tell us": behind an opening, not behind a clause of its own. */
    const struct word *opening = &reading->words[reading->sentences[word->sentence].first_word];
    bool mark = !previous && word->span.start > 1 && strchr(",;:", reading->plain[word->span.start - 2]) &&
                (reading->plain[word->span.start - 2] == ';' ||
                 reading_is_one_of(reading, opening,
                                   "if when before after for to in while unless until since once "
                                   "because with instead rather whenever where in otherwise"));
    return reading_starts_sentence(reading, word->span.start) || mark ||
           reading_is_one_of(reading, previous, "so then but");
}

/* A sentence that is a bare request: "Send me the file." */
static bool is_bare_request(const struct reading *reading, const struct sentence *sentence) {
    if (sentence->word_count < 3 || !reading_is_full_sentence(reading, sentence) ||
        reading->text[sentence->span.end - 1] == '?') {
        return false;
    }
    const struct word *verb = &reading->words[sentence->first_word];
    if (!reading_is_one_of(reading, verb, request_verbs) || !reading_is_one_of(reading, verb + 1, objects) ||
        verb->span.start != sentence->span.start || reading_get_next(reading, verb->span.end) != verb + 1) {
        return false;
    }
    for (size_t i = 0; i < sentence->word_count; i++) {
        if (reading_is_one_of(reading, verb + i, "please")) {
            return false;
        }
    }
    return true;
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->word_count; i++) {
        out->counts[0] += is_please(reading, &reading->words[i]);
    }
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; value == 1 && i < reading->word_count; i++) {
        if (is_please(reading, &reading->words[i])) {
            reading_replace(reading, reading->words[i].span.start, reading->words[i].span.end, "", edits);
        }
    }
    for (size_t i = 0; value == 0 && i < reading->sentence_count; i++) {
        if (is_bare_request(reading, &reading->sentences[i])) {
            struct span verb = reading->words[reading->sentences[i].first_word].span;
            char text[] = "Please x";
            text[7] = (char)(reading->plain[verb.start] | 0x20);
            edits_add(edits, verb.start, verb.start + 1, text, 8);
        }
    }
}

const struct trait trait_politeness = {
    .id = "politeness",
    .topic = "please|polite+request*",
    .values = {{.id = "use", .preference = "Say please.", .every_words = 100},
               {.id = "avoid", .preference = "Do without \"please\".", .absence_words = 40}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
