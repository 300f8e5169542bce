/* Measuring, judging, inferring and rewriting: all of it from the rows of the traits, none of it about a single trait.
 */
#include "core/stylist/stylist.h"

#include "core/base/mem.h"
#include "core/stylist/instruction.h"
#include "core/stylist/trait.h"

#include <stdlib.h>
#include <string.h>

#define CLEAR_SHARE  0.8 /* of the places with a choice: the text has a habit */
#define LEANING      0.6
#define STRENGTH_MAX 6 /* occurrences beyond this make nothing clearer */
#define PASSES_MAX   3

static unsigned sum(const struct measure *measure) {
    unsigned total = 0;
    for (size_t i = 0; i < TRAIT_VALUES_MAX; i++) {
        total += measure->counts[i];
    }
    return total;
}

static double get_share(const struct measure *measure, size_t value) {
    unsigned total = sum(measure);
    return total == 0 ? 0 : (double)measure->counts[value] / total;
}

void stylist_measure(const struct trait *trait, const char *text, size_t len, enum format format, struct measure *out) {
    struct reading reading;
    reading_init(&reading, text, len, format);
    *out = (struct measure){{0}};
    trait->measure(&reading, out);
    reading_finish(&reading);
}

/* Often enough for what is said only now and then ("Use exclamation marks"). */
static bool is_dense(const struct trait_value *value, unsigned count, size_t words) {
    return value->every_words == 0 || words <= (size_t)count * value->every_words;
}

/* What a text without any choice says: nothing, or, if it is long enough, that it does without. */
static int judge_absence(const struct trait *trait, size_t value, size_t words) {
    for (size_t i = 0; i < trait->value_count; i++) {
        unsigned needed = trait->values[i].absence_words;
        if (needed > 0 && words >= needed) {
            return i == value ? 1 : -1;
        }
    }
    return 0;
}

int trait_judge(const struct trait *trait, size_t value, const struct measure *measure, size_t words) {
    unsigned total = sum(measure);
    if (total == 0) {
        return judge_absence(trait, value, words);
    }
    double share = get_share(measure, value);
    if (share >= CLEAR_SHARE) {
        return measure->counts[value] >= 2 && is_dense(&trait->values[value], measure->counts[value], words) ? 2 : 1;
    }
    if (share >= LEANING) {
        return 1;
    }
    if (share > 1 - LEANING) {
        return 0;
    }
    return total >= 2 && share <= 1 - CLEAR_SHARE ? -2 : -1;
}

int stylist_verify(const char *text, enum format format, const char *preference) {
    const struct trait *trait;
    size_t value;
    if (!stylist_read_preference(preference, &trait, &value)) {
        return 0;
    }
    struct reading reading;
    struct measure measure = {{0}};
    reading_init(&reading, text, strlen(text), format);
    trait->measure(&reading, &measure);
    int verdict = trait_judge(trait, value, &measure, reading.word_count);
    reading_finish(&reading);
    return verdict;
}

/* Whether the draft shows the value as well, so that nothing is to be learned from the user's text. */
static bool draft_shows(const struct trait_value *row, size_t value, const struct measure *draft, bool from_notes) {
    bool shows = draft->counts[value] > 0 && get_share(draft, value) >= CLEAR_SHARE;
    return from_notes ? row->usual && (shows || sum(draft) == 0) : shows;
}

/* How clearly the user's text shows this value and the draft does not: 0 is not at all. */
static double weigh(const struct trait *trait, size_t value, const struct measure *user, const struct measure *draft,
                    bool from_notes, size_t user_words) {
    const struct trait_value *row = &trait->values[value];
    double share = get_share(user, value);
    unsigned count = user->counts[value];
    if (sum(user) == 0) {
        unsigned gone = sum(draft) - draft->counts[value];
        bool removed = row->absence_words > 0 && user_words >= row->absence_words && gone >= trait->evidence;
        return removed ? 1.0 + (gone < STRENGTH_MAX ? gone : STRENGTH_MAX) / 10.0 : 0;
    }
    if (share < CLEAR_SHARE || count < trait->evidence || !is_dense(row, count, user_words)) {
        return 0;
    }
    if (draft_shows(row, value, draft, from_notes)) {
        return 0;
    }
    return share * (count < STRENGTH_MAX ? count : STRENGTH_MAX);
}

struct finding {
    const char *preference;
    double weight;
};

/* Sorted by weight; equal ones stay in the order of the table. */
static void insert_finding(struct finding *findings, size_t count, struct finding finding) {
    size_t at = count;
    for (; at > 0 && findings[at - 1].weight < finding.weight; at--) {
        findings[at] = findings[at - 1];
    }
    findings[at] = finding;
}

void stylist_infer(const char *user_text, const char *draft, bool from_notes, enum format format,
                   struct list *preferences) {
    struct reading user, ours;
    reading_init(&user, user_text, strlen(user_text), format);
    reading_init(&ours, draft, strlen(draft), format);
    struct finding *findings = mem_alloc(stylist_count_traits() * TRAIT_VALUES_MAX * sizeof *findings);
    size_t count = 0;
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i);
        struct measure user_measure = {{0}}, draft_measure = {{0}};
        trait->measure(&user, &user_measure);
        trait->measure(&ours, &draft_measure);
        for (size_t value = 0; value < trait->value_count; value++) {
            double weight = weigh(trait, value, &user_measure, &draft_measure, from_notes, user.word_count);
            if (weight > 0) {
                insert_finding(findings, count++, (struct finding){trait->values[value].preference, weight});
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        list_add_new(preferences, findings[i].preference);
    }
    free(findings);
    reading_finish(&user);
    reading_finish(&ours);
}

struct stylist_wishes {
    bool *asked; /* per trait: */
    size_t *values;
    bool shorter;
};

/* Per trait the value that is asked for, or none. Whoever came first has it. */
static void collect_wishes(const struct list *descriptions, struct stylist_wishes *wishes) {
    for (size_t i = 0; descriptions && i < descriptions->count; i++) {
        struct list single = {0};
        stylist_split(descriptions->items[i], &single);
        for (size_t j = 0; j < single.count; j++) {
            const struct trait *trait;
            size_t value;
            if (!stylist_read_preference(single.items[j], &trait, &value)) {
                continue;
            }
            for (size_t k = 0; k < stylist_count_traits(); k++) {
                if (stylist_get_trait(k) == trait && !wishes->asked[k]) {
                    wishes->asked[k] = true;
                    wishes->values[k] = value;
                }
            }
        }
        list_finish(&single);
    }
}

/* A text on its way, read once for all traits that leave it as it is. */
struct revision {
    char *text;
    enum format format;
    const char *about; /* as of reading_init_in */
    struct reading reading;
};

static void revision_read(struct revision *revision, char *text) {
    revision->text = text;
    reading_init_in(&revision->reading, text, strlen(text), revision->format, revision->about);
}

/* One pass of one trait; false once nothing is left to change. */
static bool apply_once(const struct trait *trait, size_t value, struct revision *revision) {
    struct edits edits = {0};
    trait->rewrite(&revision->reading, value, &edits);
    bool changed = edits.count > 0;
    if (changed) {
        char *result = edits_apply(&edits, revision->text, revision->reading.len, NULL);
        reading_finish(&revision->reading);
        free(revision->text);
        revision_read(revision, result);
    }
    edits_finish(&edits);
    return changed;
}

/* An edit can make room for another ("Maybe, it seems that"), seldom for a third. */
static void apply_trait(const struct trait *trait, size_t value, struct revision *revision) {
    for (int pass = 0; pass < PASSES_MAX && apply_once(trait, value, revision); pass++) {
    }
}

struct stylist_wishes *stylist_read_wishes(const struct list *preferences, const char *instruction) {
    struct stylist_wishes *wishes = mem_alloc(sizeof *wishes);
    struct list instructed = {0};
    wishes->asked = mem_alloc(stylist_count_traits() * sizeof *wishes->asked);
    wishes->values = mem_alloc(stylist_count_traits() * sizeof *wishes->values);
    wishes->shorter = instruction_wants_shorter(instruction);
    instruction_find_wishes(instruction, &instructed); /* first, because an instruction outranks what was learned */
    collect_wishes(&instructed, wishes);
    collect_wishes(preferences, wishes);
    list_finish(&instructed);
    return wishes;
}

char *stylist_rewrite_towards(const char *text, enum format format, const char *about,
                              const struct stylist_wishes *wishes) {
    struct revision revision = {.format = format, .about = about};
    revision_read(&revision, mem_copy_text(text));
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i);
        bool possible = revision.reading.whole.draft ? trait->rewrite != NULL
                                                     : wishes->asked[i] && trait_can_rewrite(trait, wishes->values[i]);
        if (wishes->asked[i] && possible) {
            apply_trait(trait, wishes->values[i], &revision);
        }
    }
    reading_finish(&revision.reading);
    return wishes->shorter ? instruction_shorten(revision.text, format) : revision.text;
}

void stylist_wishes_destroy(struct stylist_wishes *wishes) {
    if (wishes) {
        free(wishes->asked);
        free(wishes->values);
        free(wishes);
    }
}

static char *rewrite(const char *text, enum format format, const char *about, const struct list *preferences,
                     const char *instruction) {
    struct stylist_wishes *wishes = stylist_read_wishes(preferences, instruction);
    char *result = stylist_rewrite_towards(text, format, about, wishes);
    stylist_wishes_destroy(wishes);
    return result;
}

char *stylist_rewrite(const char *text, enum format format, const struct list *preferences, const char *instruction) {
    return rewrite(text, format, NULL, preferences, instruction);
}

char *stylist_draft(const char *text, enum format format, const struct list *preferences) {
    return rewrite(text, format, conventions_of_draft, preferences, NULL);
}

char *stylist_describe(const char *document, size_t len, enum format format) {
    struct reading reading;
    reading_init(&reading, document, len, format);
    char *about = conventions_describe(&reading);
    reading_finish(&reading);
    return about;
}
