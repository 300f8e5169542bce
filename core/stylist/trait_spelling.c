/* British or American spelling: of words that stand in sentences. A capital that no sentence asks for makes a name
 * (Pearl Harbor, the Labour Party), and so does one in front of another; hyphens hold together names of things
 * (color-picker) unless the first part is one that any word may have (self-centred, well-organised). */
#include "core/stylist/spelling_table.h"
#include "core/stylist/trait.h"
#include "core/stylist/word_class.h"

#include <ctype.h>
#include <string.h>

static const char first_parts[] =
    " self re de non pre over under well ill multi micro auto semi sub co un half hand light dark bright newly fully "
    "badly rose cream off cross inter poorly highly partially carefully loosely centrally ";
static const char last_parts[] = " coloured colored flavoured flavored centred centered labelled labeled armoured "
                                 "armored humoured humored ";

static bool is_in(const char *list, const char *word, size_t len) {
    for (const char *at = list; (at = strchr(at, ' ')) && at[1]; at++) {
        if (strcspn(at + 1, " ") == len && strncmp(at + 1, word, len) == 0) {
            return true;
        }
    }
    return false;
}

/* "Center for Arts", "Gray said", and "color:" in front of what it is set to. */
static bool is_name(const struct reading *reading, const struct word *word) {
    const struct word *next = reading_get_next(reading, word->span.end);
    const struct passage *passage = &reading->passages.items[reading->sentences[word->sentence].passage];
    bool capital = isupper((unsigned char)reading->plain[word->span.start]);
    /* "text-align: center" sets something */
    const struct word *setting = word > reading->words ? word - 1 : NULL;
    bool set = setting && word->span.start == setting->span.end + 2 && reading->plain[setting->span.end] == ':' &&
               memchr(reading->plain + setting->span.start, '-', setting->span.end - setting->span.start);
    bool label = reading->plain[word->span.end] == ':' && word->span.start == passage->span.start;
    return word_is_raised(reading, word) || label || set ||
           (capital && next && isupper((unsigned char)reading->plain[next->span.start])) ||
           (capital && reading_is_one_of(reading, word, "gray grey mold armor parlor harbor"));
}

static bool is_compound(const char *folded) {
    const char *hyphen = strchr(folded, '-');
    return !hyphen || (!strchr(hyphen + 1, '-') && (is_in(first_parts, folded, (size_t)(hyphen - folded)) ||
                                                    is_in(last_parts, hyphen + 1, strlen(hyphen + 1))));
}

/* Hyphenated words are converted part by part: "grey-coloured". */
static bool convert(const struct reading *reading, const struct word *word, enum spelling to, char *out, size_t size,
                    bool *family) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    size_t len = 0;
    bool changed = false;
    *family = true;
    if (!folded[0] || !is_compound(folded) || is_name(reading, word)) {
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
                .patterns = "british+spell*|british+english|uk+spell*|uk+english|british"},
               {.id = "american",
                .preference = "Use American spelling.",
                .patterns = "american+spell*|american+english|us+spell*|us+english|american"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
