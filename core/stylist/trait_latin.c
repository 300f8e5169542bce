/* "e.g.", "i.e.", "etc." or the same in English words. Only where they stand alike: behind a bracket, a comma or a
 * semicolon. A sentence that opens with "For example" would not open with "E.g.", and "for e.g. this" has no words. */
#include "core/stylist/trait.h"

#include <ctype.h>
#include <string.h>

enum { SHORT, SPELLED };

static const struct pair pairs[] = {
    {"e.g.", "for example", 0},
    {"i.e.", "that is", 0},
    {"etc.", "and so on", 0},
};

#define PAIR_COUNT (sizeof pairs / sizeof *pairs)
#define ETC        2

struct place {
    size_t start;
    size_t end;
    size_t pair;
};

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* What stands in front of offset, behind white space; 0 at the start of a passage. */
static char get_before(const char *plain, size_t offset) {
    while (offset > 0 && is_space(plain[offset - 1])) {
        offset--;
    }
    return offset > 0 ? plain[offset - 1] : 0;
}

static bool find_short(const struct reading *reading, size_t offset, struct place *out) {
    for (size_t i = 0; i < PAIR_COUNT; i++) {
        size_t end = reading_match(reading, offset, pairs[i].first);
        if (end) {
            char before = get_before(reading->plain, offset);
            const struct word *previous = reading_get_previous(reading, offset);
            *out = (struct place){offset, end, i};
            return i == ETC ? before == ',' || (previous && !reading_is_one_of(reading, previous, "and or"))
                            : before == '(' || before == ',' || before == ';';
        }
    }
    return false;
}

static bool follows_dash(const char *plain, size_t offset) {
    return (offset > 1 && plain[offset - 1] == '-' && (plain[offset - 2] == '-' || is_space(plain[offset - 2]))) ||
           (offset > 2 && (strncmp(plain + offset - 3, "\xe2\x80\x94", 3) == 0 ||
                           strncmp(plain + offset - 3, "\xe2\x80\x93", 3) == 0));
}

/* "(for example, X", ", for example X" and ", that is, X" can be abbreviated; ", for example, says" cannot: there it
 * stands behind what it is about. */
static bool find_spelled(const struct reading *reading, size_t offset, struct place *out) {
    const char *plain = reading->plain;
    for (size_t i = 0; i < PAIR_COUNT; i++) {
        size_t end = reading_match(reading, offset, pairs[i].second);
        if (!end) {
            continue;
        }
        *out = (struct place){offset, end, i};
        if (i == ETC) {
            return strchr(".,;:)", plain[end]) != NULL && plain[end];
        }
        size_t before = offset;
        while (before > 0 && is_space(plain[before - 1])) {
            before--;
        }
        bool bracket = before > 0 && (plain[before - 1] == '(' || follows_dash(plain, before));
        bool comma = before > 0 && plain[before - 1] == ',';
        bool comma_behind = plain[end] == ',';
        bool goes_on = comma_behind || (is_space(plain[end]) && plain[end + 1] && !is_space(plain[end + 1]));
        return goes_on && (bracket ? i == 0 || comma_behind : comma && (i == 0 ? !comma_behind : comma_behind));
    }
    return false;
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct place place;
        if (reading->words[i].quoted) {
            continue;
        }
        out->counts[SHORT] += find_short(reading, reading->words[i].span.start, &place);
        out->counts[SPELLED] += find_spelled(reading, reading->words[i].span.start, &place);
    }
}

/* The period of "etc." may be the sentence's own. */
static bool ends_sentence(const struct reading *reading, const struct place *place) {
    size_t next = place->end;
    if (strchr(",;:)!?", reading->plain[next]) && reading->plain[next]) {
        return false;
    }
    while (is_space(reading->plain[next])) {
        next++;
    }
    const struct sentence *sentence = reading_find_sentence(reading, place->start);
    return !sentence || sentence->span.end <= place->end || !reading->plain[next] ||
           isupper((unsigned char)reading->plain[next]);
}

static void spell_out(const struct reading *reading, const struct place *place, struct edits *edits) {
    if (place->pair == ETC) {
        bool end = ends_sentence(reading, place);
        reading_replace(reading, place->start, place->end - end, "and so on", edits);
        return;
    }
    bool comma = reading->plain[place->end] == ',' || reading->plain[place->end] == ':';
    const char *with = place->pair == 0 ? (comma ? "for example" : "for example,") : comma ? "that is" : "that is,";
    reading_replace(reading, place->start, place->end, with, edits);
}

static void abbreviate(const struct reading *reading, const struct place *place, struct edits *edits) {
    size_t end = place->end + (place->pair == ETC && reading->plain[place->end] == '.');
    reading_replace(reading, place->start, end, pairs[place->pair].first, edits);
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct place place;
        size_t offset = reading->words[i].span.start;
        if (value == SPELLED && find_short(reading, offset, &place)) {
            spell_out(reading, &place, edits);
        } else if (value == SHORT && find_spelled(reading, offset, &place)) {
            abbreviate(reading, &place, edits);
        }
    }
}

const struct trait trait_latin = {
    .id = "latin",
    .values = {{.id = "abbreviated",
                .preference = "Abbreviate with \"e.g.\", \"i.e.\" and \"etc.\"",
                .patterns = "latin abbreviation*|e.g|i.e|latin+abbreviat*"},
               {.id = "spelled",
                .preference = "Spell out Latin abbreviations.",
                .patterns = "spell*+latin+abbreviation*|write+for example+e.g|use+for example+e.g|write out+latin|"
                            "write out+e.g|spell out+e.g|for example+instead of+e.g|for example+rather than+e.g"}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
