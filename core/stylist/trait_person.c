/* Who speaks: "I", "we", to "you", or nobody.
 *
 * I and we are exchanged all or none: a text that is half turned is worse than one that was left. So every place is
 * tried first, and one doubtful place ("Tom and I", "both of us", "let us") keeps the whole text as it is. */
#include "core/stylist/trait.h"

#include <string.h>

enum { SINGULAR, PLURAL, READER }; /* and nobody, which cannot be counted */

static const char singular_words[] = "i me my mine myself i'm i've i'll i'd";
static const char plural_words[] = "we us our ours ourselves we're we've we'll we'd";
static const char reader_words[] = "you your yours yourself yourselves you're you've you'll you'd";

/* Longest first where one begins like another: verbs that agree with their subject. */
static const struct pair turns[] = {
    {"i am not", "we are not", 0},
    {"i was not", "we were not", 0},
    {"i wasn't", "we weren't", 0},
    {"i'm not", "we aren't", PAIR_TO_FIRST},
    {"i'm", "we're", 0},
    {"i am", "we are", 0},
    {"i was", "we were", 0},
    {"am i", "are we", 0},
    {"was i", "were we", 0},
    {"i've", "we've", 0},
    {"i'll", "we'll", 0},
    {"i'd", "we'd", 0},
    {"me", "us", 0},
    {"my", "our", 0},
    {"mine", "ours", 0},
    {"myself", "ourselves", 0},
    {"i", "we", 0},
};

static const char adverbs[] = "also already always just now only recently still never often usually really probably "
                              "actually currently soon then once first even";

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->word_count; i++) {
        out->counts[SINGULAR] += reading_is_one_of(reading, &reading->words[i], singular_words);
        out->counts[PLURAL] += reading_is_one_of(reading, &reading->words[i], plural_words);
        out->counts[READER] += reading_is_one_of(reading, &reading->words[i], reader_words);
    }
    /* Speakers address readers anyway; only a text that speaks far more of "you" is about the reader. */
    if (out->counts[SINGULAR] + out->counts[PLURAL] >= out->counts[READER]) {
        out->counts[READER] = 0;
    }
}

/* I or we next to others, or as part of them, cannot just change its number. */
static bool is_doubtful(const struct reading *reading, const struct word *word, bool singular) {
    const struct word *next = reading_get_next(reading, word->span.end);
    const struct word *previous = reading_get_previous(reading, word->span.start);
    bool nominative = reading_is_one_of(reading, word, "i we");
    if (word->quoted || reading_is_one_of(reading, next, "both all each together") ||
        (nominative && reading_is_one_of(reading, next, "and or who")) ||
        reading_is_one_of(reading, previous, "part war volume phase type appendix class") ||
        (reading_is_one_of(reading, word, "i me") && reading_is_one_of(reading, previous, "and or") &&
         !reading_starts_sentence(reading, previous->span.start) &&
         !reading_is_one_of(reading, next,
                            "have had will would can could should may might must do did don't didn't can't "
                            "won't think know want need hope see am was")) ||
        (!singular && reading_is_one_of(reading, word, "us") &&
         reading_is_one_of(reading, previous, "of let between among both"))) {
        return true;
    }
    /* "I never was": the verb that must agree is further on. */
    if (nominative && reading_is_one_of(reading, next, adverbs)) {
        const struct word *verb = reading_get_next(reading, next->span.end);
        return reading_is_one_of(reading, verb, "am was are were");
    }
    return nominative && !next;
}

static bool is_safe(const struct reading *reading, bool singular) {
    const char *own = singular ? singular_words : plural_words, *other = singular ? plural_words : singular_words;
    for (size_t i = 0; i < reading->word_count; i++) {
        const struct word *word = &reading->words[i];
        if (reading_is_one_of(reading, word, other) || reading_is_one_of(reading, word, "let's") ||
            (reading_is_one_of(reading, word, own) && is_doubtful(reading, word, singular))) {
            return false;
        }
        /* An "am" whose "I" stands elsewhere ("as am I", "I, for one, am"). */
        if (singular && reading_is_one_of(reading, word, "am")) {
            const struct word *previous = reading_get_previous(reading, word->span.start);
            const struct word *next = reading_get_next(reading, word->span.end);
            if (!reading_is_one_of(reading, previous, "i") && !reading_is_one_of(reading, next, "i")) {
                return false;
            }
        }
    }
    return true;
}

static size_t match_turn(const struct reading *reading, size_t offset, bool to_plural, const char **with) {
    size_t best = 0;
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        size_t end = reading_match(reading, offset, to_plural ? turns[i].first : turns[i].second);
        bool allowed = !(turns[i].flags & (to_plural ? PAIR_TO_FIRST : PAIR_TO_SECOND));
        if (end > best && allowed) {
            best = end;
            *with = to_plural ? turns[i].second : turns[i].first;
        }
    }
    return best;
}

/* The capital of "I" is no capital of a sentence. */
static void turn(const struct reading *reading, size_t start, size_t end, const char *with, struct edits *edits) {
    char text[WORD_BYTES];
    size_t len = strlen(strcpy(text, with));
    bool opens = reading_starts_sentence(reading, start);
    for (size_t i = 0; i < len; i++) {
        bool is_i =
            text[i] == 'i' && (i == 0 || text[i - 1] == ' ') && (text[i + 1] == '\0' || strchr(" '", text[i + 1]));
        text[i] = is_i ? 'I' : text[i];
    }
    if (opens && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = (char)(text[0] - 'a' + 'A');
    }
    const char *apostrophe = strchr(text, '\'');
    if (apostrophe && reading->curly) {
        char curly[WORD_BYTES + 2];
        size_t before = (size_t)(apostrophe - text);
        memcpy(curly, text, before);
        memcpy(curly + before, "\xe2\x80\x99", 3);
        memcpy(curly + before + 3, apostrophe + 1, len - before);
        edits_add(edits, start, end, curly, len + 2);
        return;
    }
    edits_add(edits, start, end, text, len);
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    if (value > PLURAL || !is_safe(reading, value == PLURAL)) {
        return;
    }
    size_t behind = 0;
    for (size_t i = 0; i < reading->word_count; i++) {
        const struct word *word = &reading->words[i];
        const char *with = NULL;
        size_t end = word->quoted || word->span.start < behind
                         ? 0
                         : match_turn(reading, word->span.start, value == PLURAL, &with);
        if (end && reading_is_free(reading, word->span.start, end)) {
            turn(reading, word->span.start, end, with, edits);
            behind = end;
        }
    }
}

const struct trait trait_person = {
    .id = "person",
    .values = {{.id = "singular",
                .preference = "Write in the first person singular.",
                .patterns =
                    "first person singular|first-person singular|say+i|i+instead of+we|i+rather than+we|i+not+we"},
               {.id = "plural",
                .preference = "Write in the first person plural.",
                .patterns = "first person plural|first-person plural|say+we|we+instead of+i|we+rather than+i|we+not+i"},
               {.id = "second",
                .preference = "Address the reader as \"you\".",
                .patterns = "second person|second-person|address*+reader|address*+you|address*+directly"},
               {.id = "impersonal",
                .preference = "Write impersonally.",
                .patterns = "impersonal*|third person|third-person",
                .absence_words = 40}},
    .value_count = 4,
    .evidence = 3,
    .measure = measure,
    .rewrite = rewrite,
};
