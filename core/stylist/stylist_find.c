/* Pointing at what breaks a preference: the places that the trait's own rewriting would change. What no place can be
 * told of (voice, the length of paragraphs) counts only where the text as a whole clearly goes the other way. */
#include "core/stylist/trait.h"

#include <string.h>

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where something is missing (a comma, a second space), the word in front of it is what people look at. */
static struct span find_word(const char *text, size_t len, struct span span) {
    for (size_t i = span.start; i < span.end; i++) {
        if (!is_blank(text[i])) {
            return span;
        }
    }
    span.end = span.start;
    while (span.start > 0 && is_blank(text[span.start - 1])) {
        span.end = --span.start;
    }
    while (span.start > 0 && !is_blank(text[span.start - 1])) {
        span.start--;
    }
    for (bool first = span.start == span.end; first && span.end < len && !is_blank(text[span.end]);) {
        span.end++;
    }
    return span;
}

/* A list of places that do not overlap, whatever the edits are. */
static void add_place(const char *text, size_t len, struct span span, struct spans *places) {
    struct span place = find_word(text, len, span);
    size_t behind = places->count ? places->items[places->count - 1].end : 0;
    spans_add(places, place.start > behind ? place.start : behind, place.end > behind ? place.end : behind);
}

bool stylist_find_breaks(const char *text, enum format format, const char *preference, struct spans *places) {
    const struct trait *trait;
    size_t value, len = strlen(text), before = places->count;
    struct reading reading;
    struct measure measure = {{0}};
    struct edits edits = {0};
    if (!stylist_read_preference(preference, &trait, &value)) {
        return false;
    }
    reading_init(&reading, text, len, format);
    trait->measure(&reading, &measure);
    int verdict = trait_judge(trait, value, &measure, reading.word_count);
    bool counted = false;
    for (size_t i = 0; i < trait->value_count; i++) {
        counted = counted || measure.counts[i] > 0;
    }
    if (counted && verdict < 0 && trait_can_rewrite(trait, value)) {
        trait->rewrite(&reading, value, &edits);
    }
    for (size_t i = 0; i < edits.count; i++) {
        add_place(text, len, edits.items[i].span, places);
    }
    edits_finish(&edits);
    reading_finish(&reading);
    return places->count > before || (counted && verdict <= -2);
}

bool stylist_are_opposed(const char *one, const char *other) {
    const struct trait *trait, *other_trait;
    size_t value, other_value;
    return stylist_read_preference(one, &trait, &value) && stylist_read_preference(other, &other_trait, &other_value) &&
           trait == other_trait && value != other_value;
}
