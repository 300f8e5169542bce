/* Lists: whether enumerations stand as bullets or in running text, which sign marks the bullets, and whether items end
 * in a period. */
#include "core/stylist/heading_words.h"
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"
#include "core/stylist/word_class.h"

#include <ctype.h>
#include <string.h>

static bool is_item(const struct reading *reading, size_t index) {
    size_t marker;
    return scan_find_list_marker(reading, &reading->passages.items[index], &marker);
}

enum { BULLETS, PARAGRAPHS };

#define LONG_ENUMERATION 4 /* items: three words in a row are a sentence, four or more could be a list */

/* Items that commas or semicolons part behind a colon: "Three things: one, two, and three." */
static size_t count_parts(const struct reading *reading, const struct sentence *sentence) {
    size_t parts = 0;
    bool inside = false;
    for (size_t i = sentence->span.start; i < sentence->span.end; i++) {
        char c = reading->plain[i];
        if (c == ':' && scan_is_space(reading->plain[i + 1])) {
            inside = true;
            parts = 1;
        } else if (inside && (c == ',' || c == ';') && scan_is_space(reading->plain[i + 1])) {
            parts++;
        }
    }
    return parts;
}

/* "First, ..." "Second, ...": a list told as sentences. */
static bool is_step(const struct reading *reading, const struct sentence *sentence) {
    static const char *const steps[] = {"second", "secondly", "third", "thirdly", "fourth", "fourthly"};
    size_t end;
    return sentence->word_count > 2 &&
           scan_find_word(reading, reading->words[sentence->first_word].span.start, steps, 6, false, &end) < 6 &&
           reading->plain[end] == ',';
}

/* One enumeration in running text is ordinary; several, and no list, are a choice. */
static void measure_lists(const struct reading *reading, struct measure *out) {
    unsigned told = 0;
    for (size_t i = 1; i < reading->passages.count; i++) {
        bool starts = i == 1 || !is_item(reading, i - 2);
        out->counts[BULLETS] += is_item(reading, i - 1) && is_item(reading, i) && starts;
    }
    for (size_t i = 0; i < reading->sentence_count; i++) {
        const struct sentence *sentence = &reading->sentences[i];
        if (reading->passages.items[sentence->passage].kind == PASSAGE_PARAGRAPH &&
            reading_is_full_sentence(reading, sentence)) {
            told += count_parts(reading, sentence) >= LONG_ENUMERATION || is_step(reading, sentence);
        }
    }
    out->counts[PARAGRAPHS] = told > 1 ? told : 0;
}

const struct trait trait_lists = {
    .id = "lists",
    .values = {{.id = "bullets",
                .preference = "Put enumerations in bulleted lists.",
                .patterns = "bullet*|bullet*+list*|bulleted list*|use lists|as a list|as lists|prefer lists"},
               {.id = "paragraphs",
                .preference = "Write enumerations in running text instead of lists.",
                .patterns = "running text|running text+list*|full paragraphs|full paragraphs+list*|flowing "
                            "prose|flowing prose+list*|continuous prose|in paragraphs+list*"}},
    .value_count = 2,
    .evidence = 1,
    .measure = measure_lists,
};

static void measure_marker(const struct reading *reading, struct measure *out) {
    size_t marker;
    for (size_t i = 0; i < reading->passages.count; i++) {
        if (scan_find_list_marker(reading, &reading->passages.items[i], &marker) && reading->text[marker] != '+') {
            out->counts[reading->text[marker] == '*']++;
        }
    }
}

/* Named and checked, not rewritten: a rewrite is of a passage, and one item with another mark would begin a new list.
 */
const struct trait trait_list_marker = {
    .id = "list_marker",
    .values = {{.id = "dash",
                .preference = "Mark list items with dashes.",
                .patterns = "list*+dash*|list*+hyphen*|bullet*+dash*|bullet*+hyphen*"},
               {.id = "asterisk",
                .preference = "Mark list items with asterisks.",
                .patterns = "list*+asterisk*|bullet*+asterisk*|list*+star*|bullet*+star*"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_marker,
};

enum { PERIOD, NO_PERIOD, NEITHER };

/* Of a passage that ends at `end`: its last sentence is its first. */
static bool is_one_sentence(const struct reading *reading, const struct passage *passage, size_t end) {
    const struct sentence *last = reading_find_sentence(reading, end - 1);
    return last && (last == reading->sentences || last[-1].span.end <= passage->span.start);
}

static bool ends_in_abbreviation(const struct reading *reading, size_t end) {
    static const char *const abbreviations[] = {"etc.", "e.g.", "i.e.", "a.m.",   "p.m.",
                                                "Inc.", "Ltd.", "vs.",  "approx."};
    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++) {
        size_t len = strlen(abbreviations[i]);
        if (end >= len && strncmp(reading->text + end - len, abbreviations[i], len) == 0) {
            return true;
        }
    }
    return end >= 2 && reading->text[end - 2] == '.';
}

/* A line right below that is no item belongs to this one, whatever its indent. */
static bool is_continued(const struct reading *reading, size_t end) {
    size_t at = end;
    while (at < reading->len && reading->text[at] != '\n') {
        at++;
    }
    at = scan_skip_blanks(reading->text, at + (at < reading->len));
    char c = at < reading->len ? reading->text[at] : '\n';
    return scan_is_letter(c) || c == '(' || c == '"';
}

/* How the item ends; *end is behind its last character. An item that goes on in another paragraph, or in a list of its
 * own, ends elsewhere. */
static size_t find_end(const struct reading *reading, size_t index, size_t *end) {
    const struct passage *item = &reading->passages.items[index];
    if (!is_item(reading, index) || (index + 1 < reading->passages.count && !is_item(reading, index + 1) &&
                                     reading->passages.items[index + 1].kind == PASSAGE_LIST_ITEM)) {
        return NEITHER;
    }
    if ((reading->whole.goes_on && index + 1 == reading->passages.count) || is_continued(reading, item->span.end)) {
        return NEITHER;
    }
    *end = item->span.end;
    while (*end > item->span.start && scan_is_space(reading->text[*end - 1])) {
        --*end;
    }
    if (*end == item->span.start) {
        return NEITHER;
    }
    char last = reading->text[*end - 1];
    if (last == '.') {
        return ends_in_abbreviation(reading, *end) ? NEITHER : PERIOD;
    }
    bool word = scan_is_letter(last) || scan_is_digit(last) || strchr(")\"'`%", last);
    return word && !scan_is_at(reading->text, *end - 3 * (*end >= 3), "\xe2\x80\xa6") ? NO_PERIOD : NEITHER;
}

static void measure_end(const struct reading *reading, struct measure *out) {
    size_t end;
    for (size_t i = 0; i < reading->passages.count; i++) {
        size_t value = find_end(reading, i, &end);
        if (value != NEITHER) {
            out->counts[value]++;
        }
    }
}

/* A period may go behind a plain word only: a bracket or a quotation mark may have its own inside, an address would
 * swallow one, and an item that ends in "and" goes on. */
/* Not a bare name: a word of grammar is in it, or it ends in an ordinary word. */
static bool says_something(const struct reading *reading, const struct passage *item, const struct word *last) {
    const struct word *word = item ? reading_find_word(reading, item->span.start) : last;
    if (!islower((unsigned char)reading->plain[last->span.start])) { /* of a title */
        return false;
    }
    for (; word < last; word++) {
        if (reading_is_one_of(reading, word, class_determiners) ||
            reading_is_one_of(reading, word, class_prepositions)) {
            return true;
        }
    }
    return heading_words_have(reading->plain + last->span.start, last->span.end - last->span.start);
}

static bool takes_period(const struct reading *reading, size_t end) {
    const struct word *last = reading_get_previous(reading, end);
    const struct passage *item = scan_find_passage(reading, end - 1);
    return last && last->span.end == end && says_something(reading, item, last) && !last->quoted &&
           isalpha((unsigned char)reading->text[end - 1]) && !reading_is_one_of(reading, last, "and or") && item &&
           reading_find_word(reading, item->span.start) != last;
}

/* Only an item of one sentence can do without its period. */
static void rewrite_end(const struct reading *reading, size_t value, struct edits *edits) {
    size_t end;
    for (size_t i = 0; i < reading->passages.count; i++) {
        size_t found = find_end(reading, i, &end);
        if (found == PERIOD && value == NO_PERIOD && is_one_sentence(reading, &reading->passages.items[i], end)) {
            edits_add(edits, end - 1, end, "", 0);
        } else if (found == NO_PERIOD && value == PERIOD && takes_period(reading, end)) {
            edits_add(edits, end, end, ".", 1);
        }
    }
}

const struct trait trait_list_end = {
    .id = "list_end",
    .values = {{.id = "period",
                .preference = "End list items with a period.",
                .patterns = "period*+list*|period*+item*|period*+bullet*|full stop*+list*|full stop*+item*|"
                            "full stop*+bullet*|period*+end+item*|period*+end+list*|period*+end+bullet*|"
                            "period*+end+list item*|period*+end of+list item*|period*+end of each+item*"},
               {.id = "none", .preference = "Leave out the period at the end of list items."}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure_end,
    .rewrite = rewrite_end,
};
