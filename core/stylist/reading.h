/* A text as the stylist sees it: read once, then asked by every trait.
 *
 * `plain` is the text byte for byte, offsets and length unchanged, with all that must not be touched blotted out:
 * markup, everything outside passages and what is no word of prose (core/text/literal.h) as READING_HIDDEN, emphasis
 * marks as READING_MARK, words inside quotation marks and titles as READING_QUOTED (somebody else's words). Prefixes of
 * continued lines ("> ") are spaces. Numbers stay visible. So whoever searches `plain` can find nothing that is
 * protected. */
#ifndef PROSED_READING_H
#define PROSED_READING_H

#include "core/stylist/conventions.h"
#include "core/text/edit.h"
#include "core/text/format.h"
#include "core/text/passage.h"

#define READING_HIDDEN '\x01'
#define READING_MARK   '\x02'
#define READING_QUOTED '\x03'

struct word {
    struct span span;
    size_t sentence;
    bool quoted; /* counts for lengths; is not to be measured or changed */
};

struct sentence {
    struct span span;
    size_t passage; /* index in passages: paragraph, heading or list item */
    size_t first_word;
    size_t word_count;
};

struct reading {
    const char *text; /* borrowed, terminated */
    size_t len;
    enum format format;
    char *plain;
    bool curly;               /* apostrophes are U+2019 here */
    struct conventions whole; /* of the document that the text is a passage of */
    struct markups markups;
    struct passages passages;
    struct word *words;
    size_t word_count;
    struct sentence *sentences;
    size_t sentence_count;
};

void reading_init(struct reading *reading, const char *text, size_t len, enum format format);
/* about: of the document that the text is a passage of (stylist_describe); borrowed, may be NULL. */
void reading_init_in(struct reading *reading, const char *text, size_t len, enum format format, const char *about);
void reading_finish(struct reading *reading);

/* Inside the reading: blots out what is quoted, and the titles in emphasis and link text, of one passage whose words
 * and sentences were found. */
void reading_hide_quotations(struct reading *reading, struct span passage);

/* No markup, no quotation and no end of a passage in [start, end). */
bool reading_is_free(const struct reading *reading, size_t start, size_t end);
/* The word that starts at or behind offset, NULL at the end. */
const struct word *reading_find_word(const struct reading *reading, size_t offset);
/* The sentence that holds offset, or NULL. */
const struct sentence *reading_find_sentence(const struct reading *reading, size_t offset);
/* offset is where the first word of a sentence starts. */
bool reading_starts_sentence(const struct reading *reading, size_t offset);
/* The sentence is in running text: not a heading, and closed by . ! or ?. */
bool reading_is_full_sentence(const struct reading *reading, const struct sentence *sentence);

#define WORD_BYTES 32
/* The word in lower case with ' for any apostrophe; "" for NULL, for words in quotation marks and for endless ones. */
void reading_fold(const struct reading *reading, const struct word *word, char out[WORD_BYTES]);
/* The word is one of a list: "the a an", lower-case ASCII, with ' for any apostrophe. False where
 * reading_fold gives "". */
bool reading_is_one_of(const struct reading *reading, const struct word *word, const char *list);
/* The word that follows offset (or precedes it) with nothing but white space between, else NULL. */
const struct word *reading_get_next(const struct reading *reading, size_t offset);
const struct word *reading_get_previous(const struct reading *reading, size_t offset);

/* The end of `phrase` if it stands at offset as whole words, else 0. phrase is lower-case ASCII; letter case is
 * ignored, ' matches U+2019 too, a space matches white space with at most one line end. */
size_t reading_match(const struct reading *reading, size_t offset, const char *phrase);
/* The first letter alone: most rows of a table are done with after it. */
static inline bool reading_may_match(const struct reading *reading, size_t offset, const char *phrase) {
    char c = reading->plain[offset];
    bool is_letter = *phrase >= 'a' && *phrase <= 'z';
    return !is_letter || (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == *phrase;
}

/* Appends the edit that puts `with` in place of [start, end): capitals as they were, a/an before it set
 * right, ' written as the text writes it. "" drops the words together with the space and commas that
 * belonged to them, and gives a sentence its capital again. False, and nothing appended, where that would touch what is
 * protected, the end of a line, or an edit made before. Edits must come in the order of the text. */
bool reading_replace(const struct reading *reading, size_t start, size_t end, const char *with, struct edits *edits);

#endif
