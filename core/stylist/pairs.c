/* Traits that are tables: each row a pair of words or phrases that mean the same. */
#include "core/stylist/trait.h"

#include <string.h>

/* The longest row that has, on this side, what stands at offset; its index, or count. */
static size_t find_row(const struct reading *reading, size_t offset, const struct pair *pairs, size_t count,
                       bool second, size_t *end) {
    size_t best = count;
    *end = 0;
    for (size_t i = 0; i < count; i++) {
        const char *phrase = second ? pairs[i].second : pairs[i].first;
        size_t found = reading_may_match(reading, offset, phrase) ? reading_match(reading, offset, phrase) : 0;
        if (found > *end) {
            *end = found;
            best = i;
        }
    }
    return best;
}

void pairs_measure(const struct reading *reading, const struct pair *pairs, size_t count, struct measure *out) {
    size_t behind = 0;
    for (size_t i = 0; i < reading->word_count; i++) {
        size_t start = reading->words[i].span.start;
        if (start < behind || reading->words[i].quoted) {
            continue;
        }
        size_t first_end, second_end;
        size_t first = find_row(reading, start, pairs, count, false, &first_end);
        size_t second = find_row(reading, start, pairs, count, true, &second_end);
        if (first_end > second_end) {
            out->counts[0] += !(pairs[first].flags & PAIR_COUNT_SECOND);
            behind = first_end;
        } else if (second_end > first_end) {
            out->counts[1] += !(pairs[second].flags & PAIR_COUNT_FIRST);
            behind = second_end;
        }
    }
}

void pairs_rewrite(const struct reading *reading, const struct pair *pairs, size_t count, size_t value,
                   struct edits *edits) {
    bool to_second = value == 1;
    size_t behind = 0;
    for (size_t i = 0; i < reading->word_count; i++) {
        size_t start = reading->words[i].span.start;
        if (start < behind || reading->words[i].quoted) {
            continue;
        }
        size_t from_end, to_end;
        size_t row = find_row(reading, start, pairs, count, !to_second, &from_end);
        find_row(reading, start, pairs, count, to_second, &to_end);
        /* What already is (part of) a longer phrase of the wanted kind stays. */
        if (to_end >= from_end) {
            behind = to_end;
            continue;
        }
        behind = from_end;
        if (!(pairs[row].flags & (to_second ? PAIR_TO_FIRST : PAIR_TO_SECOND))) {
            reading_replace(reading, start, from_end, to_second ? pairs[row].second : pairs[row].first, edits);
        }
    }
}
