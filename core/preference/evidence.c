/* A habit is held if nearly all places show it, with a lower bound (Wilson's score interval: Wilson, "Probable
 * inference, the law of succession, and statistical inference", 1927) that leaves little room for chance. Places of one
 * document are one occasion: a document that has many counts as twenty at most, and one document alone needs twice the
 * bound's worth of them. */
#include "core/preference/evidence.h"

#include "core/base/buf.h"
#include "core/preference/ordinary.h"
#include "core/stylist/trait.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HALF_LIFE       10.0 /* newer samples after which one weighs half */
#define PLACES_MAX      20.0 /* of one sample */
#define SHARE_MIN       0.95
#define BOUND_MIN       0.58 /* four places of four; more where some go the other way */
#define BOUND_MIN_ALONE 0.73 /* eight of eight, in one document */
#define CERTAINTY_Z     1.645
#define ORDINARY_MAX    0.85 /* what more of ordinary prose does is nobody's habit */
#define VERDICT_SPREAD  1.0  /* of what models say of one preference over samples */

/* --- choices --- */

static bool is_by_frequency(const struct trait *trait) {
    for (size_t i = 0; i < trait->value_count; i++) {
        if (trait->values[i].every_words) {
            return true;
        }
    }
    return false;
}

/* Values[0] comes at least once in so many words, or not at all in enough of them. */
static struct measure count_by_frequency(const struct trait *trait, const struct measure *measure, size_t words) {
    struct measure out = {0};
    size_t every = trait->values[0].every_words, absence = trait->values[1].absence_words;
    if (measure->counts[0]) {
        out.counts[0] = (size_t)measure->counts[0] * every >= words;
    } else if (absence && words >= absence) {
        out.counts[1] = 1;
    }
    return out;
}

void choices_count(const char *text, size_t len, enum format format, struct choices *out) {
    struct reading reading;
    *out = (struct choices){0};
    reading_init(&reading, text, len, format);
    for (size_t i = 0; i < stylist_count_traits() && i < EVIDENCE_TRAITS; i++) {
        const struct trait *trait = stylist_get_trait(i);
        struct measure measure = {0};
        trait->measure(&reading, &measure);
        out->traits[i] = is_by_frequency(trait) ? count_by_frequency(trait, &measure, reading.word_count) : measure;
    }
    reading_finish(&reading);
}

static unsigned sum_of(const struct measure *measure) {
    unsigned sum = 0;
    for (size_t i = 0; i < TRAIT_VALUES_MAX; i++) {
        sum += measure->counts[i];
    }
    return sum;
}

void choices_name(const struct choices *choices, struct list *preferences) {
    for (size_t i = 0; i < stylist_count_traits() && i < EVIDENCE_TRAITS; i++) {
        const struct trait *trait = stylist_get_trait(i);
        unsigned sum = sum_of(&choices->traits[i]);
        for (size_t value = 0; value < trait->value_count; value++) {
            bool shown = choices->traits[i].counts[value] && choices->traits[i].counts[value] >= SHARE_MIN * sum;
            if (shown && ordinary_share(trait->id, value) < ORDINARY_MAX) {
                list_add_new(preferences, trait->values[value].preference);
            }
        }
    }
}

char *choices_format(const struct choices *choices) {
    struct buf out = {0};
    buf_printf(&out, "%d", EVIDENCE_VERSION);
    for (size_t i = 0; i < stylist_count_traits() && i < EVIDENCE_TRAITS; i++) {
        const struct trait *trait = stylist_get_trait(i);
        for (size_t value = 0; value < trait->value_count; value++) {
            if (choices->traits[i].counts[value]) {
                buf_printf(&out, " %s.%s %u", trait->id, trait->values[value].id, choices->traits[i].counts[value]);
            }
        }
    }
    return buf_take(&out);
}

static unsigned *find_count(struct choices *choices, const char *name, size_t len) {
    for (size_t i = 0; i < stylist_count_traits() && i < EVIDENCE_TRAITS; i++) {
        const struct trait *trait = stylist_get_trait(i);
        size_t id = strlen(trait->id);
        if (id >= len || strncmp(trait->id, name, id) != 0 || name[id] != '.') {
            continue;
        }
        for (size_t value = 0; value < trait->value_count; value++) {
            const char *own = trait->values[value].id;
            if (strlen(own) == len - id - 1 && strncmp(own, name + id + 1, len - id - 1) == 0) {
                return &choices->traits[i].counts[value];
            }
        }
    }
    return NULL;
}

bool choices_parse(const char *text, struct choices *out) {
    char *end;
    *out = (struct choices){0};
    if (!text || strtol(text, &end, 10) != EVIDENCE_VERSION || end == text) {
        return false;
    }
    while (*end == ' ') {
        const char *name = end + 1;
        size_t len = strcspn(name, " ");
        unsigned long count = strtoul(name + len, &end, 10);
        unsigned *place = find_count(out, name, len);
        if (place) {
            *place = count < UINT16_MAX ? (unsigned)count : UINT16_MAX;
        }
        if (end == name + len) {
            break;
        }
    }
    return true;
}

/* --- habits --- */

static uint64_t hash_of(const char *text) {
    uint64_t hash = 1469598103934665603u; /* FNV-1a */
    for (; text && *text; text++) {
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    }
    return hash | 1;
}

/* Samples of one document come one after the other, so the last one is enough to tell. */
void habits_add(struct habits *habits, const struct choices *choices, const char *document) {
    double weight = pow(0.5, habits->samples++ / HALF_LIFE);
    uint64_t hash = hash_of(document);
    for (size_t i = 0; i < EVIDENCE_TRAITS; i++) {
        struct habit_sum *sum = &habits->traits[i];
        unsigned places = sum_of(&choices->traits[i]);
        double scale = places > PLACES_MAX ? PLACES_MAX / places : 1;
        for (size_t value = 0; places && value < TRAIT_VALUES_MAX; value++) {
            sum->weights[value] += weight * scale * choices->traits[i].counts[value];
            sum->places[value] += choices->traits[i].counts[value];
        }
        if (places && sum->last_document != hash) {
            sum->documents++;
            sum->last_document = hash;
        }
    }
}

static double lower_bound(double share, double n) {
    const double z2 = CERTAINTY_Z * CERTAINTY_Z;
    double root = CERTAINTY_Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    return (share + z2 / (2 * n) - root) / (1 + z2 / n);
}

static enum standing judge(const char *trait, size_t value, const struct habit_sum *sum, double share, double bound) {
    unsigned needed = ordinary_documents(trait);
    if (share < SHARE_MIN) {
        return sum->documents < 2 && share > 0.5 ? STANDING_EARLY : STANDING_MIXED;
    }
    if (ordinary_share(trait, value) >= ORDINARY_MAX) {
        return STANDING_ORDINARY;
    }
    bool enough = sum->documents >= needed ? bound >= BOUND_MIN : needed <= 2 && bound >= BOUND_MIN_ALONE;
    return enough ? STANDING_HELD : STANDING_EARLY;
}

struct habit habits_judge(const struct habits *habits, const char *preference) {
    struct habit habit = {0};
    const struct trait *trait;
    size_t value, index = 0;
    if (!stylist_read_preference(preference, &trait, &value)) {
        return habit;
    }
    while (index < stylist_count_traits() && stylist_get_trait(index) != trait) {
        index++;
    }
    if (index >= EVIDENCE_TRAITS) {
        return habit;
    }
    const struct habit_sum *sum = &habits->traits[index];
    double all = 0;
    for (size_t i = 0; i < TRAIT_VALUES_MAX; i++) {
        all += sum->weights[i];
        habit.choices += sum->places[i];
    }
    habit.places = sum->places[value];
    habit.texts = sum->documents;
    if (all > 0) {
        double share = sum->weights[value] / all;
        habit.strength = lower_bound(share, all);
        habit.standing = judge(trait->id, value, sum, share, habit.strength);
    }
    return habit;
}

/* --- verdicts --- */

void verdicts_add(struct verdicts *verdicts, int score) {
    double weight = pow(0.5, verdicts->seen++ / HALF_LIFE);
    if (score) {
        verdicts->weight += weight;
        verdicts->sum += weight * score;
        verdicts->count++;
    }
}

enum standing verdicts_judge(const struct verdicts *verdicts, double threshold) {
    if (!verdicts->count) {
        return verdicts->seen ? STANDING_EARLY : STANDING_UNKNOWN;
    }
    double mean = verdicts->sum / verdicts->weight;
    if (mean - VERDICT_SPREAD / sqrt(verdicts->weight) > threshold) {
        return STANDING_HELD;
    }
    return mean > threshold ? STANDING_EARLY : STANDING_MIXED;
}
