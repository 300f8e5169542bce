/* Small counts: "3 files" or "three files", two to twelve (one is a pronoun too often).
 *
 * Only numbers that count a noun are a matter of taste; versions, steps, dates, units, ranges and list marks are not.
 */
#include "core/stylist/notes.h"
#include "core/stylist/trait.h"
#include "core/stylist/word_class.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const numbers[] = {"two",   "three", "four", "five",   "six",   "seven",
                                      "eight", "nine",  "ten",  "eleven", "twelve"};
#define PASSAGE_BYTES_MAX 20000 /* longer ones are hardly paragraphs */
#define NUMBER_COUNT      (sizeof numbers / sizeof *numbers)

static const char number_words[] = "one two three four five six seven eight nine ten eleven twelve hundred thousand "
                                   "million dozen half couple";
static const char labels[] =
    "version step chapter section figure fig table page line level phase part issue item number no rule python area "
    "room appendix equation eq lemma theorem release stage week day type class group point question task ticket option "
    "case example note port row column tier grade gate channel volume vol article exercise verse psalm route highway "
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec at by about:";
static const char units[] = "ms s sec min h hr hrs kb mb gb tb kib mib gib kg g mg lb lbs oz m cm mm km nm ft px pt em "
                            "rem x am pm percent degrees "
                            "kbps mbps hz khz mhz ghz v w kw kwh ml l mph cores";
/* "my two cents", "the ten commandments" */
static const char idioms[] = "cents commandments seas lives musketeers wonders minds birds winds sins dwarfs apostles "
                             "corners faces";
static const char irregular_plurals[] = "people children men women feet teeth mice criteria data";
static const char function_words[] =
    "of to and or in on at for is are was were the a an as by with from that which who it than but if when not per";

struct count {
    const struct word *word;
    size_t value;
    bool digits;
    bool opens; /* a sentence: with a word, whatever the taste, so there is no choice */
};

static bool is_plural(const struct reading *reading, const struct word *word) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    size_t len = strlen(folded);
    return reading_is_one_of(reading, word, irregular_plurals) ||
           (len > 3 && folded[len - 1] == 's' && !strchr("'sui", folded[len - 2]));
}

/* A plural noun follows, with at most two words of its own before it ("3 very small files"). */
static bool counts_noun(const struct reading *reading, const struct word *word) {
    const struct word *next = reading_get_next(reading, word->span.end);
    for (int i = 0; i < 3 && next; i++) {
        if (!islower((unsigned char)reading->plain[next->span.start]) || next->quoted ||
            reading_is_one_of(reading, next, function_words) || reading_is_one_of(reading, next, number_words) ||
            (i == 0 && reading_is_one_of(reading, next, units))) {
            return false;
        }
        if (is_plural(reading, next)) {
            return !reading_is_one_of(reading, next, idioms);
        }
        next = reading_get_next(reading, next->span.end);
    }
    return false;
}

static bool is_number(const struct reading *reading, const struct word *word) {
    return word &&
           (isdigit((unsigned char)reading->plain[word->span.start]) || reading_is_one_of(reading, word, number_words));
}

/* "2 or 3 files": both would have to change together. The first of them counts no noun anyway. */
static bool ends_range(const struct reading *reading, const struct word *word) {
    const struct word *previous = reading_get_previous(reading, word->span.start);
    return reading_is_one_of(reading, previous, "or to and") &&
           is_number(reading, reading_get_previous(reading, previous->span.start));
}

static const char before_counts[] =
    "fixed met found made added the these those all with in into for from exactly only first last next past "
    "another every other have has "
    "had takes take took contains contain requires require needs need needed uses use used are were is was and between "
    "after within under over at least has got get gets see there consists as";
static const char not_plural[] =
    "comes goes means does says gets makes takes gives shows uses pushes invokes becomes works needs refers stands "
    "specifies indicates contains represents is was has bytes bits digits characters columns pixels points spaces "
    "lines "
    "seconds minutes hours days weeks months years times megabytes kilobytes gigabytes dollar dollars cents percent "
    "threads cores levels";

/* A count of things: not a label ("instruction 8 pushes"), not a measure. */
static bool counts_things(const struct reading *reading, const struct word *word) {
    const struct word *next = reading_get_next(reading, word->span.end);
    const struct word *previous = reading_get_previous(reading, word->span.start);
    for (size_t i = 0; i < 3 && next; i++) {
        if (reading_is_one_of(reading, next, not_plural)) {
            return false;
        }
        if (is_plural(reading, next)) {
            break;
        }
        next = reading_get_next(reading, next->span.end);
    }
    bool in_link = word->span.start > 0 && reading->text[word->span.start - 1] == '[';
    return reading_starts_sentence(reading, word->span.start) || in_link ||
           reading_is_one_of(reading, previous, before_counts);
}

static bool find_count(const struct reading *reading, const struct word *word, struct count *out) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    *out = (struct count){.word = word, .opens = reading_starts_sentence(reading, word->span.start)};
    out->digits = isdigit((unsigned char)folded[0]);
    out->value = out->digits && strlen(folded) <= 2 ? (size_t)atoi(folded) : 0;
    for (size_t i = 0; i < NUMBER_COUNT && !out->digits; i++) {
        out->value = strcmp(folded, numbers[i]) == 0 ? i + 2 : out->value;
    }
    if (out->value < 2 || out->value > NUMBER_COUNT + 1 || (out->digits && folded[0] == '0')) {
        return false;
    }
    char before = word->span.start > 0 ? reading->plain[word->span.start - 1] : ' ';
    const struct word *previous = reading_get_previous(reading, word->span.start);
    bool in_link = before == READING_HIDDEN && reading->text[word->span.start - 1] == '[';
    return (before == ' ' || before == '\n' || before == '(' || in_link) &&
           (out->opens || (!reading_is_one_of(reading, previous, labels) && !is_number(reading, previous) &&
                           !ends_range(reading, word))) &&
           counts_noun(reading, word);
}

/* All numbers of a passage are such counts and change, or none does. */
static bool is_sure_count(const struct reading *reading, const struct word *word) {
    size_t passage = reading->sentences[word->sentence].passage;
    struct span span = reading->passages.items[passage].span;
    if (span.end - span.start > PASSAGE_BYTES_MAX) {
        return false;
    }
    const struct word *other = reading_find_word(reading, reading->passages.items[passage].span.start);
    for (; other && other < reading->words + reading->word_count &&
           reading->sentences[other->sentence].passage == passage;
         other++) {
        struct count count;
        if (isdigit((unsigned char)reading->plain[other->span.start]) &&
            !(find_count(reading, other, &count) && counts_things(reading, other))) {
            return false;
        }
    }
    return reading_is_full_sentence(reading, &reading->sentences[word->sentence]);
}

bool numerals_is_choice(const struct reading *reading, const struct word *word) {
    struct count count;
    return find_count(reading, word, &count) && !count.opens;
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct count count;
        if (find_count(reading, &reading->words[i], &count) && !count.opens) {
            out->counts[count.digits ? 0 : 1]++;
        }
    }
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    static const char *const digits[] = {"2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
    for (size_t i = 0; i < reading->word_count; i++) {
        struct count count;
        bool found = find_count(reading, &reading->words[i], &count) && count.digits == (value == 1);
        bool sure = value == 0 ? !word_is_raised(reading, &reading->words[i])
                               : reading->whole.draft || is_sure_count(reading, &reading->words[i]);
        if (found && sure && !(count.opens && value == 0)) {
            char word[WORD_BYTES];
            strcpy(word, numbers[count.value - 2]);
            word[0] = (char)(count.opens ? toupper((unsigned char)word[0]) : word[0]);
            const char *with = value == 1 ? word : digits[count.value - 2];
            reading_replace(reading, count.word->span.start, count.word->span.end, with, edits);
        }
    }
}

const struct trait trait_numerals = {
    .id = "numerals",
    .values = {{.id = "digits",
                .preference = "Write small numbers as digits.",
                .patterns = "digit*|numeral*|numbers+as figures"},
               {.id = "words",
                .preference = "Write small numbers as words.",
                .patterns = "number*+as words|number*+in words|spell out+number*|number*+spelled out|numbers+spelt out|"
                            "write out+number*|words+for+numbers"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
