/* Headings: "How to set it up" or "How to Set It Up". A word loses its capital only if the rest of the text writes it
 * small, or it is plainly an ordinary word (a list, and endings that names do not have); acronyms, names, "iPhone" and
 * code keep theirs. */
#include "core/stylist/heading_words.h"
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include "core/base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define USE_WORDS_MAX 5000 /* looked through for each word of a heading */

enum { SENTENCE, TITLE };

enum shape { LOWER, CAPITALISED, FIXED }; /* FIXED: anything else, "NASA", "iPhone", "x86", "Émile" */

static enum shape get_shape(const struct reading *reading, struct span word) {
    size_t upper = 0;
    for (size_t i = word.start; i < word.end; i++) {
        char c = reading->plain[i];
        bool plain =
            isalpha((unsigned char)c) || c == '-' || c == '\'' || scan_is_at(reading->plain, i, "\xe2\x80\x99");
        if (!plain && !(i > word.start + 1 && ((unsigned char)c & 0xc0) == 0x80)) {
            return FIXED;
        }
        upper += isupper((unsigned char)c) != 0 && !(i > word.start && reading->plain[i - 1] == '-');
    }
    if (upper == 0) {
        return LOWER;
    }
    return upper == 1 && isupper((unsigned char)reading->plain[word.start]) && word.end - word.start > 1 ? CAPITALISED
                                                                                                         : FIXED;
}

static bool is_small_word(const struct reading *reading, struct span word) {
    static const char *const small[] = {"a",   "an", "the", "and",  "but",  "or",   "nor",  "for",  "so",   "yet",
                                        "as",  "at", "by",  "in",   "of",   "off",  "on",   "per",  "to",   "up",
                                        "via", "if", "vs",  "from", "into", "with", "over", "than", "onto", "upon"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        size_t len = strlen(small[i]);
        if (word.end - word.start == len && strncasecmp(reading->plain + word.start, small[i], len) == 0) {
            return true;
        }
    }
    return false;
}

/* The first word of the heading, and the first behind a colon, has a capital either way. */
static bool is_opening(const struct reading *reading, const struct passage *heading, size_t offset) {
    for (size_t i = offset; i > heading->span.start; i--) {
        char c = reading->plain[i - 1];
        if (strchr(":?!", c) || (c == '.' && scan_is_space(reading->plain[i]))) {
            return true;
        }
        if (scan_is_letter(c) || scan_is_digit(c) || c == READING_HIDDEN || c == READING_QUOTED) {
            return false;
        }
    }
    return true;
}

struct heading {
    const struct passage *passage;
    size_t first_word, end_word; /* in reading->words */
};

static bool find_heading(const struct reading *reading, size_t passage, struct heading *heading) {
    const struct passage *found = &reading->passages.items[passage];
    const struct word *first = found->kind == PASSAGE_HEADING ? reading_find_word(reading, found->span.start) : NULL;
    if (!first) {
        return false;
    }
    *heading = (struct heading){found, (size_t)(first - reading->words), 0};
    heading->end_word = heading->first_word;
    while (heading->end_word < reading->word_count && reading->words[heading->end_word].span.start < found->span.end) {
        heading->end_word++;
    }
    return heading->end_word > heading->first_word;
}

/* How the running text writes the word where no sentence starts: -1 small, 1 with a capital, 0 not at all. */
static int find_use(const struct reading *reading, struct span word) {
    size_t len = word.end - word.start;
    for (size_t i = 0; i < reading->word_count && i < USE_WORDS_MAX; i++) {
        struct span other = reading->words[i].span;
        if (other.end - other.start != len || other.start == word.start || reading->words[i].quoted ||
            reading->passages.items[reading->sentences[reading->words[i].sentence].passage].kind == PASSAGE_HEADING ||
            strncasecmp(reading->plain + other.start, reading->plain + word.start, len) != 0) {
            continue;
        }
        if (islower((unsigned char)reading->plain[other.start])) {
            return -1;
        }
        if (!reading_starts_sentence(reading, other.start)) {
            return 1;
        }
    }
    return 0;
}

/* A heading counts once. A small word among those that a title would raise is proof of sentence case; a single raised
 * one may be a name. */
static void measure_heading(const struct reading *reading, const struct heading *heading, struct measure *out) {
    size_t lower = 0, raised = 0, known = 0;
    for (size_t i = heading->first_word; i < heading->end_word; i++) {
        struct span word = reading->words[i].span;
        if (is_opening(reading, heading->passage, word.start) || is_small_word(reading, word) ||
            reading->words[i].quoted) {
            continue;
        }
        enum shape shape = get_shape(reading, word);
        lower += shape == LOWER;
        raised += shape == CAPITALISED;
        known += shape == CAPITALISED && (find_use(reading, word) < 0 ||
                                          heading_words_have(reading->plain + word.start, word.end - word.start));
    }
    if (lower > 0 && lower >= known) {
        out->counts[SENTENCE]++;
    } else if (raised >= 2 || known == 1) {
        out->counts[TITLE]++;
    }
}

static void measure(const struct reading *reading, struct measure *out) {
    struct heading heading;
    for (size_t i = 0; i < reading->passages.count; i++) {
        if (find_heading(reading, i, &heading)) {
            measure_heading(reading, &heading, out);
        }
    }
}

static void change_first(const struct reading *reading, size_t offset, bool raise, struct edits *edits) {
    int c = (unsigned char)reading->plain[offset];
    char changed = (char)(raise ? toupper(c) : tolower(c));
    if (changed != reading->plain[offset]) {
        edits_add(edits, offset, offset + 1, &changed, 1);
    }
}

static bool is_ordinary(const struct reading *reading, struct span word) {
    int use = find_use(reading, word);
    return use < 0 || (use == 0 && heading_words_have(reading->plain + word.start, word.end - word.start));
}

static void rewrite_word(const struct reading *reading, const struct heading *heading, size_t index, size_t value,
                         struct edits *edits) {
    struct span word = reading->words[index].span;
    enum shape shape = get_shape(reading, word);
    bool last = index + 1 == heading->end_word && index > heading->first_word;
    if (reading->words[index].quoted || is_opening(reading, heading->passage, word.start)) {
        return;
    }
    if (value == TITLE && shape == LOWER && (last || !is_small_word(reading, word))) {
        change_first(reading, word.start, true, edits);
    } else if (value == SENTENCE && shape == CAPITALISED &&
               (is_small_word(reading, word) || is_ordinary(reading, word))) {
        change_first(reading, word.start, false, edits);
    }
}

/* A word that code, a link's end or a mark of emphasis touches is left as it is only if it is code: the marks stay. */
static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    struct heading heading;
    for (size_t i = 0; i < reading->passages.count; i++) {
        if (!find_heading(reading, i, &heading)) {
            continue;
        }
        for (size_t j = heading.first_word; j < heading.end_word; j++) {
            rewrite_word(reading, &heading, j, value, edits);
        }
    }
}

const struct trait trait_heading_case = {
    .id = "heading_case",
    .values = {{.id = "sentence",
                .preference = "Write headings in sentence case.",
                .patterns = "sentence case|sentence case+heading*|sentence case+title*|sentence-case|"
                            "sentence-case+heading*|first word of heading*",
                .rewrites = true},
               {.id = "title",
                .preference = "Write headings in title case.",
                .patterns = "title case|title case+heading*|title case+title*|title-case|title-case+heading*|"
                            "capitali*+heading*|capital*+words+heading*",
                .rewrites = true}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
