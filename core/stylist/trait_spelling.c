/* British or American spelling. A capitalised word inside a sentence is a name (Pearl Harbor, the Labour Party) and
 * keeps its letters. */
#include "core/stylist/spelling_table.h"
#include "core/stylist/trait.h"

#include <ctype.h>
#include <string.h>

static bool is_name(const struct reading *reading, const struct word *word) {
    return isupper((unsigned char)reading->plain[word->span.start]) &&
           !reading_starts_sentence(reading, word->span.start) &&
           reading->passages.items[reading->sentences[word->sentence].passage].kind != PASSAGE_HEADING;
}

/* Hyphenated words are converted part by part: "grey-coloured". */
static bool convert(const struct reading *reading, const struct word *word, enum spelling to, char *out, size_t size,
                    bool *family) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    size_t len = 0;
    bool changed = false;
    *family = true;
    if (!folded[0] || is_name(reading, word)) {
        return false;
    }
    for (char *part = folded; part;) {
        char *hyphen = strchr(part, '-');
        char other[SPELLING_BYTES];
        bool part_family;
        if (hyphen) {
            *hyphen = '\0';
        }
        bool converted = spelling_convert(part, to, other, &part_family);
        const char *chosen = converted ? other : part;
        changed = changed || converted;
        *family = *family && (!converted || part_family);
        if (len + strlen(chosen) + 2 > size) {
            return false;
        }
        len += strlen(strcpy(out + len, chosen));
        if (hyphen) {
            out[len++] = '-';
            out[len] = '\0';
        }
        part = hyphen ? hyphen + 1 : NULL;
    }
    return changed;
}

static void measure(const struct reading *reading, struct measure *out) {
    unsigned british_ise = 0, american_ize = 0;
    for (size_t i = 0; i < reading->word_count; i++) {
        char other[SPELLING_BYTES * 2];
        bool family;
        if (convert(reading, &reading->words[i], SPELLING_AMERICAN, other, sizeof other, &family)) {
            *(family ? &british_ise : &out->counts[0]) += 1;
        } else if (convert(reading, &reading->words[i], SPELLING_BRITISH, other, sizeof other, &family)) {
            *(family ? &american_ize : &out->counts[1]) += 1;
        }
    }
    /* "colour" beside "organize" is how Oxford spells: the z says nothing then. */
    bool oxford = out->counts[0] > 0 && out->counts[1] == 0 && british_ise == 0;
    out->counts[0] += british_ise;
    out->counts[1] += oxford ? 0 : american_ize;
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct span span = reading->words[i].span;
        char other[SPELLING_BYTES * 2];
        bool family;
        if (convert(reading, &reading->words[i], value == 0 ? SPELLING_BRITISH : SPELLING_AMERICAN, other, sizeof other,
                    &family)) {
            reading_replace(reading, span.start, span.end, other, edits);
        }
    }
}

const struct trait trait_spelling = {
    .id = "spelling",
    .values = {{.id = "british",
                .preference = "Use British spelling.",
                .patterns = "british+spell*|british+english|uk+spell*|uk+english|british",
                .rewrites = true},
               {.id = "american",
                .preference = "Use American spelling.",
                .patterns = "american+spell*|american+english|us+spell*|us+english|american",
                .rewrites = true}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
