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

/* What becomes of a preference in a writer's text: of each value in the order of its trait's row.
 *
 * The one place that says so. REWRITTEN is for what was right in at least 99 of 100 changes of other people's prose,
 * judged by reading (make real); whatever needs to know what a sentence means stays MEASURED: it is counted, learned
 * and named, a passage that plainly goes the other way is pointed at as a whole, and nothing is changed. */
#define REWRITTEN REACH_REWRITTEN
#define MEASURED  REACH_MEASURED

static const struct row {
    const struct trait *trait;
    enum reach reach[TRAIT_VALUES_MAX];
} rows[] = {
    {&trait_lists, {MEASURED, MEASURED}},
    {&trait_list_marker, {MEASURED, MEASURED}},
    {&trait_list_end, {REWRITTEN, REWRITTEN}},
    {&trait_heading_case, {REWRITTEN, REWRITTEN}},
    {&trait_paragraph_length, {MEASURED, MEASURED}},
    {&trait_greeting, {REWRITTEN, REWRITTEN, REWRITTEN, REWRITTEN}},
    {&trait_sign_off, {REWRITTEN, REWRITTEN, REWRITTEN, REWRITTEN}},
    {&trait_sentence_length, {MEASURED, MEASURED}},
    {&trait_person, {MEASURED, MEASURED, MEASURED, MEASURED}},
    {&trait_politeness, {MEASURED, REWRITTEN}},
    {&trait_time_format, {REWRITTEN, MEASURED}},
    {&trait_date_format, {MEASURED, MEASURED, MEASURED}},
    {&trait_percent, {MEASURED, MEASURED}}, /* before numerals: it reads "five percent" */
    {&trait_numerals, {REWRITTEN, REWRITTEN}},
    {&trait_voice, {MEASURED, MEASURED}},
    {&trait_questions, {MEASURED, MEASURED}},
    {&trait_connectives, {REWRITTEN, REWRITTEN}},
    {&trait_conjunction_start, {MEASURED, MEASURED}},
    {&trait_wording, {REWRITTEN, MEASURED}},
    {&trait_latin, {REWRITTEN, REWRITTEN}},
    {&trait_hedges, {MEASURED, REWRITTEN}},
    {&trait_intensifiers, {MEASURED, REWRITTEN}},
    {&trait_contractions, {REWRITTEN, REWRITTEN}},
    {&trait_spelling, {REWRITTEN, REWRITTEN}},
    {&trait_oxford_comma, {REWRITTEN, REWRITTEN}},
    {&trait_ampersand, {MEASURED, REWRITTEN}},
    {&trait_emphasis_caps, {MEASURED, MEASURED}},
    {&trait_semicolons, {MEASURED, REWRITTEN}},
    {&trait_exclamation, {MEASURED, REWRITTEN}},
    {&trait_emoji, {MEASURED, REWRITTEN}},
    {&trait_parentheses, {MEASURED, MEASURED}},
    {&trait_ellipsis, {REWRITTEN, REWRITTEN, MEASURED}},
    {&trait_dash, {REWRITTEN, REWRITTEN, REWRITTEN}},
    {&trait_quotes, {REWRITTEN, REWRITTEN}},
    {&trait_sentence_spacing, {REWRITTEN, REWRITTEN}},
};

size_t stylist_count_traits(void) {
    return sizeof rows / sizeof *rows;
}

const struct trait *stylist_get_trait(size_t index) {
    return rows[index].trait;
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

const char *reach_get_note(enum reach reach) {
    static const char *const notes[] = {[REACH_NONE] = "beyond the offline engine",
                                        [REACH_MEASURED] = "only measured by the offline engine",
                                        [REACH_REWRITTEN] = NULL};
    return notes[reach];
}

enum reach trait_get_reach(const struct trait *trait, size_t value) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].trait == trait) {
            return rows[i].reach[value];
        }
    }
    return REACH_NONE;
}

bool trait_can_rewrite(const struct trait *trait, size_t value) {
    return trait_get_reach(trait, value) == REACH_REWRITTEN;
}

enum reach stylist_find_reach(const char *preference) {
    const struct trait *trait;
    size_t value;
    return stylist_read_preference(preference, &trait, &value) ? trait_get_reach(trait, value) : REACH_NONE;
}
