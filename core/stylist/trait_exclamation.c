/* Exclamation marks: used or avoided. Taking one away is safe at the end of a full sentence; nothing can say where one
 * should be added. */
#include "core/stylist/trait.h"

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

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    if (value != 1) {
        return;
    }
    for (size_t i = 0; i < reading->len; i++) {
        if (!ends_sentence(reading, i)) {
            continue;
        }
        size_t end = i;
        bool question = i > 0 && reading->plain[i - 1] == '?';
        while (reading->plain[end] == '!' || reading->plain[end] == '?') {
            question = question || reading->plain[end] == '?';
            end++;
        }
        const char *mark = i > 0 && reading->plain[i - 1] == '?' ? "" : question ? "?" : ".";
        edits_add(edits, i, end, mark, strlen(mark));
        i = end;
    }
}

const struct trait trait_exclamation = {
    .id = "exclamation",
    .topic = "exclamation*",
    .values = {{.id = "use", .preference = "Use exclamation marks.", .every_words = 60},
               {.id = "avoid", .preference = "Avoid exclamation marks.", .rewrites = true, .absence_words = 15}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
