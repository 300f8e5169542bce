/* Length of paragraphs, in words. Where a thought ends is beyond rules, so nothing is cut or joined. */
#include "core/stylist/trait.h"

#define PARAGRAPH_WORDS_MIN 15 /* less is a greeting or the line before a list */
#define SHORT_WORDS_MAX     55
#define LONG_WORDS_MIN      75

enum { SHORT, LONG };

static void count(const struct passage *passage, size_t words, struct measure *out) {
    if (passage->kind == PASSAGE_PARAGRAPH && words >= PARAGRAPH_WORDS_MIN && words <= SHORT_WORDS_MAX) {
        out->counts[SHORT]++;
    } else if (passage->kind == PASSAGE_PARAGRAPH && words >= LONG_WORDS_MIN) {
        out->counts[LONG]++;
    }
}

static void measure(const struct reading *reading, struct measure *out) {
    size_t words = 0;
    for (size_t i = 0; i < reading->sentence_count; i++) {
        const struct sentence *sentence = &reading->sentences[i];
        words += sentence->word_count;
        if (i + 1 == reading->sentence_count || sentence[1].passage != sentence->passage) {
            count(&reading->passages.items[sentence->passage], words, out);
            words = 0;
        }
    }
}

const struct trait trait_paragraph_length = {
    .id = "paragraph_length",
    .values = {{.id = "short",
                .usual = true,
                .preference = "Write short paragraphs.",
                .patterns = "short*+paragraph*|brief+paragraph*"},
               {.id = "long", .preference = "Write long paragraphs.", .patterns = "long*+paragraph*"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
};
