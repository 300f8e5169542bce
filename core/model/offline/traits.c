/* The table of all traits. Its order is the order of rewriting: what changes the shape of the text (lists, paragraphs,
 * sentences) first, then words, then marks. */
#include "core/model/offline/trait.h"

/* Words: trait_*.c by idea. */
extern const struct trait trait_exclamation;

static const struct trait *const traits[] = {
    &trait_exclamation,
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
