/* Headings: "How to set it up" or "How to Set It Up". All headings of a document or none, and each as a whole: so every
 * word of every heading must be known, as an ordinary word (a list, endings that names do not have, or the running text
 * writes it small) or as one that keeps its letters (an acronym, "iPhone", code, what the running text itself writes
 * with a capital). One unknown word, and nothing is touched. */
#include "core/stylist/heading_words.h"
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include "core/base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define HEADING_WORDS_MAX 4000
#define USE_WORDS_MAX     5000 /* looked through for each word of a heading */

enum { SENTENCE = HEADING_SENTENCE, TITLE = HEADING_TITLE };

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

/* A dash ends at offset. */
static bool is_dash(const struct reading *reading, size_t offset) {
    return (offset > 1 && reading->plain[offset - 1] == '-' && scan_is_space(reading->plain[offset - 2])) ||
           (offset > 2 && (scan_is_at(reading->plain, offset - 3, "\xe2\x80\x94") ||
                           scan_is_at(reading->plain, offset - 3, "\xe2\x80\x93")));
}

/* The first word of the heading, whatever numbers stand in front of it, and the first behind a colon or a dash have a
 * capital either way. */
static bool is_opening(const struct reading *reading, const struct passage *heading, size_t offset) {
    for (size_t i = offset; i > heading->span.start; i--) {
        char c = reading->plain[i - 1];
        if (c == ':' || (c == '.' && scan_is_space(reading->plain[i])) || is_dash(reading, i)) {
            return true;
        }
        if (scan_is_letter(c) || c == READING_HIDDEN || c == READING_QUOTED) {
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

/* How the running text writes the word where no sentence starts: -1 small, 1 with a capital, 0 both ways or not at
 * all. */
static int find_use(const struct reading *reading, struct span word) {
    size_t len = word.end - word.start;
    bool small = false, capital = false;
    if (reading->whole.about) {
        return conventions_find_use(&reading->whole, reading->plain + word.start, len);
    }
    for (size_t i = 0; i < reading->word_count && i < USE_WORDS_MAX; i++) {
        struct span other = reading->words[i].span;
        if (other.end - other.start != len || other.start == word.start || reading->words[i].quoted ||
            reading->passages.items[reading->sentences[reading->words[i].sentence].passage].kind == PASSAGE_HEADING ||
            strncasecmp(reading->plain + other.start, reading->plain + word.start, len) != 0) {
            continue;
        }
        small = small || islower((unsigned char)reading->plain[other.start]);
        capital = capital || (isupper((unsigned char)reading->plain[other.start]) &&
                              !reading_starts_sentence(reading, other.start));
    }
    return small == capital ? 0 : small ? -1 : 1;
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

/* Nothing but marks is left of the heading. */
static bool is_closing(const struct reading *reading, const struct passage *heading, size_t offset) {
    for (size_t i = offset; i < heading->span.end; i++) {
        char c = reading->plain[i];
        if (scan_is_digit(c) || (c == READING_HIDDEN && (reading->text[i] & 0x40))) {
            return false;
        }
    }
    return true;
}

/* "What? No": a new sentence, or part of a name. */
static bool follows_outcry(const struct reading *reading, size_t offset) {
    return offset > 1 && reading->plain[offset - 1] == ' ' && strchr("?!", reading->plain[offset - 2]);
}

enum fate { KEEPS, CHANGES, UNKNOWN };

static bool is_ordinary(const struct reading *reading, struct span word) {
    int use = find_use(reading, word);
    return use < 0 || (use == 0 && heading_words_have(reading->plain + word.start, word.end - word.start));
}

/* A word right behind a name may belong to it: "GitHub Actions". */
static bool follows_name(const struct reading *reading, const struct heading *heading, size_t index) {
    size_t start = reading->words[index].span.start;
    if (start > heading->passage->span.start + 1 && reading->plain[start - 1] == ' ' &&
        reading->plain[start - 2] == READING_HIDDEN) {
        return true;
    }
    if (index == heading->first_word) {
        return false;
    }
    struct span previous = reading->words[index - 1].span;
    bool beside = previous.end + 1 == start && reading->plain[previous.end] == ' ';
    enum shape shape = get_shape(reading, previous);
    bool number = isdigit((unsigned char)reading->plain[previous.start]);
    return beside && !number && (shape == FIXED || (shape == CAPITALISED && find_use(reading, previous) > 0));
}

static bool has_raised_part(const struct reading *reading, struct span word) {
    for (size_t i = word.start + 1; i < word.end; i++) {
        if (reading->plain[i - 1] == '-' && isupper((unsigned char)reading->plain[i])) {
            return true;
        }
    }
    return false;
}

static enum fate find_fate(const struct reading *reading, const struct heading *heading, size_t index, size_t value) {
    struct span word = reading->words[index].span;
    enum shape shape = get_shape(reading, word);
    bool hyphen = memchr(reading->plain + word.start, '-', word.end - word.start) != NULL;
    bool last = index + 1 == heading->end_word && is_closing(reading, heading->passage, word.end),
         opens = is_opening(reading, heading->passage, word.start);
    /* "Shared-State": both parts would have to change */
    if (hyphen && !reading->words[index].quoted && (value == TITLE || has_raised_part(reading, word))) {
        return UNKNOWN;
    }
    if (reading->words[index].quoted || shape == FIXED || (shape == CAPITALISED && find_use(reading, word) > 0)) {
        return KEEPS;
    }
    /* what names of works and bodies end in: "Blue Oak Model License" */
    if (shape == CAPITALISED && value == SENTENCE && !opens &&
        reading_is_one_of(reading, &reading->words[index],
                          "license licence covenant foundation institute university act treaty award")) {
        return UNKNOWN;
    }
    bool small = is_small_word(reading, word), ordinary = small || is_ordinary(reading, word);
    if (follows_outcry(reading, word.start)) {
        return UNKNOWN;
    }
    if (value == TITLE && shape == LOWER) {
        /* names of tools are written small, too: only the list tells */
        ordinary = small || heading_words_have(reading->plain + word.start, word.end - word.start);
        return small && !last && !opens ? KEEPS : ordinary ? CHANGES : UNKNOWN;
    }
    if (value == SENTENCE && shape == CAPITALISED && !opens) {
        return ordinary && !follows_name(reading, heading, index) ? CHANGES : UNKNOWN;
    }
    return KEEPS;
}

/* "deleteAsync(patterns, options?)": a heading that opens with code is the name of something. */
static bool is_code(const struct reading *reading, const struct passage *heading) {
    size_t at = heading->span.start;
    while (at < heading->span.end && (scan_is_space(reading->plain[at]) || reading->plain[at] == READING_MARK)) {
        at++;
    }
    for (; at < heading->span.end && reading->plain[at] == READING_HIDDEN; at++) {
        if (strchr("`(_.=", reading->text[at])) {
            return true;
        }
    }
    return false;
}

/* "# once": a single word in lower case is what something is called, a package most often. */
static bool is_name(const struct reading *reading, const struct heading *heading) {
    return is_code(reading, heading->passage) ||
           (heading->end_word - heading->first_word == 1 &&
            get_shape(reading, reading->words[heading->first_word].span) == LOWER);
}

/* "Async/Await": two words that would have to change, in what no word is looked for. */
static bool has_joined_words(const struct reading *reading, const struct passage *heading) {
    for (size_t i = heading->span.start + 1; i < heading->span.end; i++) {
        if (reading->plain[i] == READING_HIDDEN && reading->text[i - 1] == '/' &&
            isupper((unsigned char)reading->text[i])) {
            return true;
        }
    }
    return false;
}

static bool is_known(const struct reading *reading, const struct heading *heading, size_t value) {
    if (has_joined_words(reading, heading->passage)) {
        return false;
    }
    for (size_t i = heading->first_word; i < heading->end_word; i++) {
        if (find_fate(reading, heading, i, value) == UNKNOWN) {
            return false;
        }
    }
    return true;
}

/* So many words of headings that looking each up in the text would take too long. */
static bool are_too_many(const struct reading *reading) {
    size_t count = 0;
    struct heading heading;
    for (size_t i = 0; i < reading->passages.count && count <= HEADING_WORDS_MAX; i++) {
        count += find_heading(reading, i, &heading) ? heading.end_word - heading.first_word : 0;
    }
    return count > HEADING_WORDS_MAX;
}

bool heading_may_set_all(const struct reading *reading, size_t value) {
    struct heading heading;
    if (are_too_many(reading)) {
        return false;
    }
    for (size_t i = 0; i < reading->passages.count; i++) {
        if (find_heading(reading, i, &heading) && !is_name(reading, &heading) && !is_known(reading, &heading, value)) {
            return false;
        }
    }
    return true;
}

void heading_list_uses(const struct reading *reading, int use, struct buf *out) {
    struct heading heading;
    size_t count = are_too_many(reading) ? 0 : reading->passages.count;
    for (size_t i = 0; i < count; i++) {
        if (!find_heading(reading, i, &heading)) {
            continue;
        }
        for (size_t j = heading.first_word; j < heading.end_word; j++) {
            struct span word = reading->words[j].span;
            if (!reading->words[j].quoted && find_use(reading, word) == use) {
                buf_append_char(out, ' ');
                for (size_t k = word.start; k < word.end; k++) {
                    buf_append_char(out, (char)tolower((unsigned char)reading->plain[k]));
                }
            }
        }
    }
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    struct heading heading;
    if (reading->whole.about ? !reading->whole.may_set_headings[value] : !heading_may_set_all(reading, value)) {
        return;
    }
    for (size_t i = 0; i < reading->passages.count; i++) {
        if (!find_heading(reading, i, &heading) || is_name(reading, &heading)) {
            continue;
        }
        for (size_t j = heading.first_word; j < heading.end_word; j++) {
            if (find_fate(reading, &heading, j, value) == CHANGES) {
                change_first(reading, reading->words[j].span.start, value == TITLE, edits);
            }
        }
    }
}

const struct trait trait_heading_case = {
    .id = "heading_case",
    .values = {{.id = "sentence",
                .preference = "Write headings in sentence case.",
                .patterns = "sentence case|sentence case+heading*|sentence case+title*|sentence-case|"
                            "sentence-case+heading*|first word of heading*"},
               {.id = "title",
                .preference = "Write headings in title case.",
                .patterns = "title case|title case+heading*|title case+title*|title-case|title-case+heading*|"
                            "capitali*+heading*|capital*+words+heading*"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
