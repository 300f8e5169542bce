/* Questions put to the reader: used or avoided. No rule can turn one into a statement. */
#include "core/stylist/trait.h"

#include <string.h>

static bool is_question(const struct reading *reading, const struct sentence *sentence) {
    size_t end = sentence->span.end;
    while (end > sentence->span.start && strchr("\"')!*_ \x02\x03", reading->plain[end - 1])) {
        end--;
    }
    return end > sentence->span.start && reading->plain[end - 1] == '?' && sentence->word_count > 0;
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->sentence_count; i++) {
        out->counts[0] += is_question(reading, &reading->sentences[i]);
    }
}

const struct trait trait_questions = {
    .id = "questions",
    .topic = "question|questions|rhetorical question*",
    .values = {{.id = "use", .preference = "Ask questions.", .every_words = 80},
               {.id = "avoid", .preference = "Avoid questions.", .absence_words = 60}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
};
