/* The table of all traits. Its order is the order of rewriting: what changes the shape of the text (lists, paragraphs,
 * sentences) first, then words, then marks. */
#include "core/stylist/trait.h"

/* Words: trait_*.c by idea. */
extern const struct trait trait_sentence_length;
extern const struct trait trait_person;
extern const struct trait trait_politeness;
extern const struct trait trait_numerals;
extern const struct trait trait_connectives;
extern const struct trait trait_conjunction_start;
extern const struct trait trait_wording;
extern const struct trait trait_latin;
extern const struct trait trait_hedges;
extern const struct trait trait_intensifiers;
extern const struct trait trait_contractions;
extern const struct trait trait_spelling;
extern const struct trait trait_oxford_comma;
extern const struct trait trait_ampersand;
extern const struct trait trait_emphasis_caps;
extern const struct trait trait_exclamation;

/* Layout, figures, marks. */
extern const struct trait trait_lists;
extern const struct trait trait_list_marker;
extern const struct trait trait_list_end;
extern const struct trait trait_heading_case;
extern const struct trait trait_paragraph_length;
extern const struct trait trait_greeting;
extern const struct trait trait_sign_off;
extern const struct trait trait_time_format;
extern const struct trait trait_date_format;
extern const struct trait trait_percent;
extern const struct trait trait_voice;
extern const struct trait trait_questions;
extern const struct trait trait_emoji;
extern const struct trait trait_semicolons;
extern const struct trait trait_parentheses;
extern const struct trait trait_ellipsis;
extern const struct trait trait_dash;
extern const struct trait trait_quotes;
extern const struct trait trait_sentence_spacing;

static const struct trait *const traits[] = {
    &trait_lists,
    &trait_list_marker,
    &trait_list_end,
    &trait_heading_case,
    &trait_paragraph_length,
    &trait_greeting,
    &trait_sign_off,
    &trait_sentence_length,
    &trait_person,
    &trait_politeness,
    &trait_time_format,
    &trait_date_format,
    &trait_percent, /* before numerals: it reads "five percent" */
    &trait_numerals,
    &trait_voice,
    &trait_questions,
    &trait_connectives,
    &trait_conjunction_start,
    &trait_wording,
    &trait_latin,
    &trait_hedges,
    &trait_intensifiers,
    &trait_contractions,
    &trait_spelling,
    &trait_oxford_comma,
    &trait_ampersand,
    &trait_emphasis_caps,
    &trait_semicolons,
    &trait_exclamation,
    &trait_emoji,
    &trait_parentheses,
    &trait_ellipsis,
    &trait_dash,
    &trait_quotes,
    &trait_sentence_spacing,
};

size_t stylist_count_traits(void) {
    return sizeof traits / sizeof *traits;
}

const struct trait *stylist_get_trait(size_t index) {
    return traits[index];
}

const char *trait_get_id(const struct trait *trait) {
    return trait->id;
}

size_t trait_count_values(const struct trait *trait) {
    return trait->value_count;
}

const char *trait_get_value_id(const struct trait *trait, size_t value) {
    return trait->values[value].id;
}

const char *trait_get_preference(const struct trait *trait, size_t value) {
    return trait->values[value].preference;
}

bool trait_can_rewrite(const struct trait *trait, size_t value) {
    return trait->rewrite && trait->values[value].rewrites;
}
