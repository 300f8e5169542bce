/* Exclamation marks: used or avoided. Taking one away is safe at the end of a full sentence; nothing can say where one
 * should be added. */
#include "core/stylist/trait.h"

#include <ctype.h>
#include <string.h>

/* The "!" that ends a word, not the one of "!=" or "Yahoo! Mail". */
static bool ends_sentence(const struct reading *reading, size_t offset) {
    if (reading->plain[offset] != '!') {
        return false;
    }
    const struct sentence *sentence = reading_find_sentence(reading, offset);
    if (!sentence) {
        return false;
    }
    for (size_t i = offset + 1; i < sentence->span.end; i++) {
        if (!strchr("!?)\"'*_ \x02", reading->plain[i]) && !((unsigned char)reading->plain[i] & 0x80)) {
            return false;
        }
    }
    return true;
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->len; i++) {
        if (ends_sentence(reading, i) && (i == 0 || reading->plain[i - 1] != '!')) {
            out->counts[0]++;
        }
    }
}

/* A mark that belongs to a name ("Jeopardy!", "Yahoo!"), a number ("5!") or an outcry of a word or two is no matter of
 * taste: what is left is the one mark, behind a plain word, of a sentence of some length in running text. */
static bool can_go(const struct reading *reading, size_t offset) {
    const struct sentence *sentence = reading_find_sentence(reading, offset);
    const struct word *word = reading_get_previous(reading, offset);
    const struct passage *passage = &reading->passages.items[sentence->passage];
    size_t next = offset + 1;
    while (next < passage->span.end && strchr(" \n\r\t", reading->plain[next])) {
        next++;
    }
    bool ends = next == passage->span.end || (next > offset + 1 && isupper((unsigned char)reading->plain[next]));
    return ends && passage->kind != PASSAGE_HEADING && sentence->word_count >= 4 && word && !word->quoted &&
           word->span.end == offset && islower((unsigned char)reading->plain[word->span.start]);
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; value == 1 && i < reading->len; i++) {
        if (ends_sentence(reading, i) && can_go(reading, i)) {
            edits_add(edits, i, i + 1, ".", 1);
        }
    }
}

const struct trait trait_exclamation = {
    .id = "exclamation",
    .topic = "exclamation*",
    .values = {{.id = "use", .preference = "Use exclamation marks.", .every_words = 60},
               {.id = "avoid", .preference = "Avoid exclamation marks.", .absence_words = 15}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
