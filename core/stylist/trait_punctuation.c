/* Marks that come in few forms: ellipses, semicolons, parentheses, the space between sentences. */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include <ctype.h>
#include <string.h>

#define SENTENCE_BYTES_MAX 4000 /* longer ones are none */
#define ELLIPSIS           "\xe2\x80\xa6"

enum { CHARACTER, DOTS, NO_ELLIPSIS };

/* An ellipsis of either form at offset: its length, else 0. "[...]" stands for left-out words and "a...b" is notation:
 * both are other things. */
static size_t find_ellipsis(const char *plain, size_t offset, size_t *value) {
    size_t len = scan_is_at(plain, offset, ELLIPSIS) ? 3 : strspn(plain + offset, ".");
    *value = plain[offset] == '.' ? DOTS : CHARACTER;
    if (len != 3 || (offset > 0 && strchr(".[(/\x01", plain[offset - 1]))) {
        return 0;
    }
    char behind = plain[offset + 3];
    bool joined =
        behind == '.' || behind == ']' || behind == '/' || (*value == DOTS && !scan_ends_word(plain, offset + 3));
    return joined ? 0 : len;
}

static void measure_ellipsis(const struct reading *reading, struct measure *out) {
    size_t value;
    for (size_t i = 0; i < reading->len; i++) {
        if (find_ellipsis(reading->plain, i, &value)) {
            out->counts[value]++;
            i += 2;
        }
    }
}

/* Where a sentence ends in an ellipsis, a period does as well; elsewhere nobody can say. */
static const char *find_plain_mark(const struct reading *reading, size_t offset) {
    size_t next = offset + 3;
    const struct passage *passage = scan_find_passage(reading, offset);
    if (!passage || offset == passage->span.start || passage->kind != PASSAGE_PARAGRAPH ||
        !scan_is_letter(reading->plain[offset - 1])) {
        return NULL;
    }
    while (next < passage->span.end && scan_is_space(reading->plain[next])) {
        next++;
    }
    bool ends = next == passage->span.end ||
                (next > offset + 3 && isupper((unsigned char)reading->plain[next]) &&
                 !scan_is_at(reading->plain, next, "I ") && !scan_is_at(reading->plain, next, "I'"));
    return ends ? "." : NULL;
}

/* An ellipsis of prose: behind a small letter, in front of a space or the end. "INSERT ... SELECT" is notation. */
static bool trails_off(const struct reading *reading, size_t offset) {
    const struct word *word = reading_get_previous(reading, offset);
    char behind = reading->plain[offset + 3];
    return word && word->span.end == offset && !word->quoted && islower((unsigned char)reading->plain[offset - 1]) &&
           (islower((unsigned char)reading->plain[word->span.start]) ||
            reading_starts_sentence(reading, word->span.start)) &&
           (!behind || scan_is_space(behind));
}

static void rewrite_ellipsis(const struct reading *reading, size_t value, struct edits *edits) {
    static const char *const forms[] = {ELLIPSIS, "..."};
    size_t found;
    for (size_t i = 0; i < reading->len; i++) {
        if (!find_ellipsis(reading->plain, i, &found) || (value != NO_ELLIPSIS && !trails_off(reading, i))) {
            continue;
        }
        const char *with = value == NO_ELLIPSIS ? find_plain_mark(reading, i) : found == value ? NULL : forms[value];
        if (with) {
            edits_add(edits, i, i + 3, with, strlen(with));
        }
        i += 2;
    }
}

const struct trait trait_ellipsis = {
    .id = "ellipsis",
    .values = {{.id = "character",
                .preference = "Write ellipses as one character.",
                .patterns = "ellips*+one character|ellips*+single character|ellips*+ellipsis character"},
               {.id = "dots",
                .preference = "Write ellipses as three dots.",
                .patterns = "three dots|ellips*+three periods|ellips*+dots|trailing dots"},
               {.id = "avoid",
                .preference = "Avoid ellipses.",
                .patterns = "avoid+ellips*|no ellips*|without+ellips*|not+ellips*|never+ellips*",
                .absence_words = 40}},
    .value_count = 3,
    .evidence = 2,
    .measure = measure_ellipsis,
    .rewrite = rewrite_ellipsis,
};

static bool is_semicolon(const struct reading *reading, size_t offset) {
    return reading->plain[offset] == ';' && offset > 0 && !scan_is_space(reading->plain[offset - 1]) &&
           scan_is_space(reading->plain[offset + 1]) && scan_find_passage(reading, offset);
}

static void measure_semicolons(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->len; i++) {
        out->counts[0] += is_semicolon(reading, i);
    }
}

/* Words that open a clause of its own. Behind a pronoun a verb must follow; behind an adverb a clause does. */
static const char *const subjects[] = {"it",    "we",    "they",  "he",      "she",      "i",      "you",
                                       "there", "it's",  "we're", "they're", "you're",   "that's", "there's",
                                       "i'm",   "it'll", "we'll", "nobody",  "everybody"};
static const char *const adverbs[] = {"however",   "therefore",   "moreover", "consequently", "nevertheless",
                                      "otherwise", "furthermore", "instead",  "thus",         "hence",
                                      "meanwhile", "still",       "besides"};

static bool opens_clause(const struct reading *reading, size_t offset) {
    size_t end;
    size_t count = sizeof subjects / sizeof *subjects;
    if (scan_find_word(reading, offset, subjects, count, false, &end) < count) {
        return scan_is_space(reading->plain[end]);
    }
    count = sizeof adverbs / sizeof *adverbs;
    return scan_find_word(reading, offset, adverbs, count, false, &end) < count;
}

static size_t skip_spaces(const char *plain, size_t offset) {
    while (scan_is_space(plain[offset])) {
        offset++;
    }
    return offset;
}

/* All semicolons of a sentence can go, or none does. */
static bool can_split(const struct reading *reading, const struct sentence *sentence) {
    if (sentence->span.end - sentence->span.start > SENTENCE_BYTES_MAX ||
        !reading_is_full_sentence(reading, sentence)) {
        return false;
    }
    for (size_t i = sentence->span.start; i < sentence->span.end; i++) {
        char c = reading->plain[i];
        if (c == ':' || c == '(' ||
            (c == ';' && (!is_semicolon(reading, i) || !opens_clause(reading, skip_spaces(reading->plain, i + 1))))) {
            return false;
        }
    }
    return true;
}

/* "A; it is B." becomes "A. It is B.", where the rest surely stands alone. */
static void rewrite_semicolons(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; value == 1 && i < reading->len; i++) {
        const struct sentence *sentence = is_semicolon(reading, i) ? reading_find_sentence(reading, i) : NULL;
        size_t next = i + 1;
        while (scan_is_space(reading->plain[next])) {
            next++;
        }
        if (!sentence || next >= sentence->span.end || !can_split(reading, sentence) || !opens_clause(reading, next)) {
            continue;
        }
        edits_add(edits, i, i + 1, ".", 1);
        char upper = (char)toupper((unsigned char)reading->plain[next]);
        if (upper != reading->plain[next]) {
            edits_add(edits, next, next + 1, &upper, 1);
        }
    }
}

const struct trait trait_semicolons = {
    .id = "semicolons",
    .topic = "semicolon*|semi-colon*",
    .values = {{.id = "use", .preference = "Use semicolons.", .every_words = 120},
               {.id = "avoid", .preference = "Avoid semicolons.", .absence_words = 40}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_semicolons,
    .rewrite = rewrite_semicolons,
};

/* Remarks in parentheses; not "word(s)", "f(x)", "(a)" or "(c)". */
static bool is_parenthesis(const struct reading *reading, size_t offset) {
    if (reading->plain[offset] != '(' || (offset > 0 && !scan_is_space(reading->plain[offset - 1]))) {
        return false;
    }
    size_t letters = 0, at = offset + 1;
    for (; at < reading->len && !strchr("()", reading->plain[at]); at++) {
        letters += scan_is_letter(reading->plain[at]);
    }
    return reading->plain[at] == ')' && letters > 2 && scan_find_passage(reading, offset);
}

static void measure_parentheses(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->len; i++) {
        out->counts[0] += is_parenthesis(reading, i);
    }
}

const struct trait trait_parentheses = {
    .id = "parentheses",
    .topic = "parenthes*|parenthetical*|bracketed remark*|round bracket*|asides in brackets",
    .values = {{.id = "use", .preference = "Use parentheses for side remarks.", .every_words = 80},
               {.id = "avoid", .preference = "Avoid parentheses.", .absence_words = 60}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_parentheses,
};

/* "3.1. Scope" and "e. e. cummings" are no two sentences. */
static bool ends_words(const struct reading *reading, const struct sentence *sentence) {
    size_t at = sentence->span.end;
    while (at > sentence->span.start && strchr(".!?)\"'", reading->text[at - 1])) {
        at--;
    }
    char c = at > sentence->span.start ? reading->text[at - 1] : ' ';
    bool marked = at < sentence->span.end && strpbrk(reading->text + at, ".!?") < reading->text + sentence->span.end;
    bool word = at > sentence->span.start + 1 && scan_is_letter(c) && scan_is_letter(reading->text[at - 2]);
    return (word || sentence->word_count >= 2) && marked &&
           (scan_is_letter(c) || strchr("`*_])", c) || scan_is_digit(c));
}

static bool starts_words(const struct reading *reading, const struct sentence *sentence) {
    return !islower((unsigned char)reading->text[sentence->span.start]);
}

/* The blanks between sentence i and the next of the same line and passage. */
static bool find_gap(const struct reading *reading, size_t i, struct span *gap) {
    const struct sentence *here = &reading->sentences[i], *next = here + 1;
    if (i + 1 >= reading->sentence_count || here->passage != next->passage) {
        return false;
    }
    *gap = (struct span){here->span.end, next->span.start};
    if (!ends_words(reading, here) || !starts_words(reading, next)) {
        return false;
    }
    for (size_t at = gap->start; at < gap->end; at++) {
        if (reading->text[at] != ' ') {
            return false;
        }
    }
    return gap->end > gap->start;
}

static void measure_spacing(const struct reading *reading, struct measure *out) {
    struct span gap;
    for (size_t i = 0; i < reading->sentence_count; i++) {
        if (find_gap(reading, i, &gap)) {
            out->counts[gap.end - gap.start > 1]++;
        }
    }
}

static void rewrite_spacing(const struct reading *reading, size_t value, struct edits *edits) {
    struct span gap;
    for (size_t i = 0; i < reading->sentence_count; i++) {
        if (find_gap(reading, i, &gap) && gap.end - gap.start != value + 1) {
            edits_add(edits, gap.start, gap.end, "  ", value + 1);
        }
    }
}

const struct trait trait_sentence_spacing = {
    .id = "sentence_spacing",
    .values = {{.id = "one",
                .usual = true,
                .preference = "Put one space between sentences.",
                .patterns = "one space+sentence*|one space+period*|single space*|single space*+period*|"
                            "one space+full stop*|single space*+full stop*"},
               {.id = "two",
                .preference = "Put two spaces between sentences.",
                .patterns = "two spaces|two spaces+period*|two spaces+full stop*|double space*|double "
                            "space*+period*|double spacing"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_spacing,
    .rewrite = rewrite_spacing,
};
