/* Several stores heard as one. Preferences are gathered in the order of their ranks; then each in turn, strongest
 * first, is let in unless one that is in already contradicts it. */
#include "core/learn/layers.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/preference/conflict.h"
#include "core/preference/preference.h"

#include <stdlib.h>
#include <string.h>

struct gathering {
    const struct layers *layers;
    const char *genre;
    struct in_force_list *out;
    struct list muted;
    bool personal;        /* the store that is walked */
    struct habits habits; /* of that store */
    struct error *error;
    bool failed;
};

/* What the project's newest samples contradict does not hold in this project. */
static bool is_silenced(struct gathering *gathering, const char *text) {
    struct store_standing standing;
    if (!store_find_standing(gathering->layers->project, gathering->genre, text, gathering->layers->related, &standing,
                             gathering->error))
        gathering->failed = true;
    return !gathering->failed && standing.count && standing.mean < 0;
}

/* --- what samples show --- */

struct uncounted {
    struct gathering *gathering;
    struct choices choices;
    bool found;
};

static bool on_uncounted(void *arg, const struct store_sample *sample) {
    struct uncounted *uncounted = arg;
    choices_count(sample->text, strlen(sample->text), sample->format, &uncounted->choices);
    uncounted->found = true;
    return false;
}

/* A sample that was learned before places were counted, or counted in another way. A store that cannot be written to
 * now is no harm: it is counted again. */
static void count_choices(struct store *store, int64_t sample, struct choices *out) {
    struct uncounted uncounted = {0};
    struct error error = {0};
    if (store_visit_samples(store, sample, on_uncounted, &uncounted, &error) && uncounted.found) {
        char *text = choices_format(&uncounted.choices);
        store_set_choices(store, sample, text, &error);
        free(text);
    }
    *out = uncounted.choices;
}

struct counted {
    int64_t sample;
    char *document;
    struct choices choices;
    bool current;
};

struct counting {
    struct counted *items;
    size_t count;
};

static void on_choices(void *arg, int64_t sample, const char *document, const char *choices) {
    struct counting *counting = arg;
    struct counted *counted = &counting->items[counting->count++];
    counted->sample = sample;
    counted->document = mem_copy_text(document);
    counted->current = choices_parse(choices, &counted->choices);
}

static bool load_habits(struct store *store, const char *genre, struct habits *habits, struct error *error) {
    struct counting counting = {.items = mem_alloc(EVIDENCE_SAMPLES * sizeof *counting.items)};
    bool ok = store_visit_choices(store, genre, EVIDENCE_SAMPLES, on_choices, &counting, error);
    for (size_t i = 0; i < counting.count; i++) {
        struct counted *counted = &counting.items[i];
        if (ok && !counted->current)
            count_choices(store, counted->sample, &counted->choices);
        if (ok)
            habits_add(habits, &counted->choices, counted->document);
        free(counted->document);
    }
    free(counting.items);
    return ok;
}

struct newest {
    struct choices choices;
    char *document;
};

static bool on_newest(void *arg, const struct store_sample *sample) {
    struct newest *newest = arg;
    choices_count(sample->text, strlen(sample->text), sample->format, &newest->choices);
    newest->document = mem_copy_text(sample->document);
    return false;
}

bool layers_name_habits(struct store *store, const char *genre, int64_t sample, struct list *out, struct error *error) {
    struct newest newest = {0};
    struct habits habits = {0};
    struct list shown = {0};
    bool ok = store_visit_samples(store, sample, on_newest, &newest, error);
    if (ok) {
        habits_add(&habits, &newest.choices, newest.document);
        ok = load_habits(store, genre, &habits, error);
    }
    choices_name(&newest.choices, &shown);
    for (size_t i = 0; ok && i < shown.count; i++)
        if (habits_judge(&habits, shown.items[i]).standing == STANDING_HELD)
            list_add_new(out, shown.items[i]);
    list_finish(&shown);
    free(newest.document);
    return ok;
}

static void on_newest_score(void *arg, int score) {
    verdicts_add(arg, score);
}

/* What a model said counts where places cannot tell, and nowhere against what they tell. The offline engine's verdicts
 * are those places again. */
static void find_standing(struct gathering *gathering, struct store *store, const struct store_in_force *preference,
                          struct habit *out) {
    struct verdicts verdicts = {0};
    *out = habits_judge(&gathering->habits, preference->text);
    if (!preference->model || !*preference->model) { /* the person stated or reworded it: not for samples to decide */
        out->standing = STANDING_HELD;
        return;
    }
    bool offline = strcmp(preference->model, "offline") == 0;
    bool carried = preference->kind == IN_FORCE_CARRIED;
    if (out->standing == STANDING_HELD || out->standing == STANDING_MIXED ||
        (offline && !carried && out->standing != STANDING_UNKNOWN))
        return;
    if (!store_visit_newest_scores(store, gathering->genre, preference->text, EVIDENCE_SAMPLES, on_newest_score,
                                   &verdicts, gathering->error)) {
        gathering->failed = true;
        return;
    }
    enum standing standing = verdicts_judge(&verdicts, gathering->layers->threshold);
    bool promoted = carried && standing != STANDING_MIXED; /* somebody put it here */
    out->standing = promoted ? STANDING_HELD : standing;
    out->strength = verdicts.weight ? verdicts.sum / verdicts.weight / 2 : 0;
}

/* --- gathering --- */

static struct in_force *add(struct gathering *gathering, int64_t id, const char *text, enum rank rank) {
    struct in_force_list *out = gathering->out;
    if (in_force_list_find_alike(out, text) || preference_is_muted(text, &gathering->muted))
        return NULL;
    if (rank == RANK_PERSONAL && is_silenced(gathering, text))
        rank = RANK_SILENT;
    if (gathering->failed)
        return NULL;
    MEM_RESERVE(out->items, out->count, out->capacity);
    out->items[out->count++] =
        (struct in_force){.id = id, .text = mem_copy_text(text), .folded = text_fold(text), .rank = rank};
    return &out->items[out->count - 1];
}

static bool on_in_force(void *arg, const struct store_in_force *preference) {
    static const enum rank ranks[2][4] = {{[IN_FORCE_PINNED] = RANK_PINNED,
                                           [IN_FORCE_TEAM] = RANK_TEAM,
                                           [IN_FORCE_LEARNED] = RANK_LEARNED,
                                           [IN_FORCE_CARRIED] = RANK_LEARNED},
                                          {[IN_FORCE_PINNED] = RANK_PERSONAL_PINNED,
                                           [IN_FORCE_TEAM] = RANK_PERSONAL_PINNED,
                                           [IN_FORCE_LEARNED] = RANK_PERSONAL,
                                           [IN_FORCE_CARRIED] = RANK_PERSONAL}};
    struct gathering *gathering = arg;
    const struct layers *layers = gathering->layers;
    struct in_force *added =
        add(gathering, preference->id, preference->text, ranks[gathering->personal][preference->kind]);
    bool learned = added && (added->rank == RANK_LEARNED || added->rank == RANK_PERSONAL);
    if (!learned)
        return !gathering->failed;
    find_standing(gathering, gathering->personal ? layers->personal : layers->project, preference, &added->habit);
    bool past = preference->kind == IN_FORCE_LEARNED && preference->age >= layers->related &&
                strcmp(preference->model, "offline") != 0; /* other wordings have taken its place */
    if (past || added->habit.standing != STANDING_HELD)
        added->rank = RANK_SILENT;
    return !gathering->failed;
}

static bool on_silent(void *arg, const struct store_preference *preference) {
    struct gathering *gathering = arg;
    const struct layers *layers = gathering->layers;
    struct in_force *added = preference->muted ? NULL : add(gathering, preference->id, preference->text, RANK_SILENT);
    const struct store_in_force learned = {
        .text = preference->text, .kind = IN_FORCE_LEARNED, .model = preference->model};
    if (added)
        find_standing(gathering, gathering->personal ? layers->personal : layers->project, &learned, &added->habit);
    return !gathering->failed;
}

/* Stable, and short lists. */
static void sort_by_rank(struct in_force_list *in_force) {
    for (size_t i = 1; i < in_force->count; i++) {
        struct in_force preference = in_force->items[i];
        size_t at = i;
        for (; at > 0 && in_force->items[at - 1].rank > preference.rank; at--)
            in_force->items[at] = in_force->items[at - 1];
        in_force->items[at] = preference;
    }
}

static bool is_followed(const struct in_force *one) {
    return one->habit.standing == STANDING_HELD && (one->rank == RANK_LEARNED || one->rank == RANK_PERSONAL);
}

/* Of what was learned, what is shown best. */
static void keep_best(struct in_force_list *in_force) {
    for (size_t i = 0; i < in_force->count; i++) {
        struct in_force *one = &in_force->items[i];
        size_t better = 0;
        for (size_t j = 0; j < in_force->count; j++) {
            const struct in_force *other = &in_force->items[j];
            bool learned = is_followed(other) && !other->crowded;
            better += learned && (other->habit.strength > one->habit.strength ||
                                  (other->habit.strength == one->habit.strength && j < i));
        }
        one->crowded = is_followed(one) && better >= LAYERS_LEARNED_MAX;
    }
    for (size_t i = 0; i < in_force->count; i++)
        if (in_force->items[i].crowded)
            in_force->items[i].rank = RANK_SILENT;
}

static bool gather(struct gathering *gathering, bool silent) {
    const struct layers *layers = gathering->layers;
    struct store *stores[] = {layers->project, layers->personal};
    for (int i = 0; i < 2 && stores[i] && !gathering->failed; i++) {
        gathering->personal = i == 1;
        gathering->habits = (struct habits){0};
        if (!load_habits(stores[i], gathering->genre, &gathering->habits, gathering->error) ||
            !store_visit_in_force(stores[i], gathering->genre, EVIDENCE_SAMPLES, on_in_force, gathering,
                                  gathering->error))
            return false;
    }
    keep_best(gathering->out);
    for (int i = 0; i < 2 && stores[i] && !gathering->failed && silent; i++) {
        gathering->personal = i == 1;
        gathering->habits = (struct habits){0};
        if (!load_habits(stores[i], gathering->genre, &gathering->habits, gathering->error) ||
            !store_visit_preferences(stores[i], gathering->genre, 0, on_silent, gathering, gathering->error))
            return false;
    }
    sort_by_rank(gathering->out);
    return !gathering->failed;
}

/* --- contradictions --- */

struct reading { /* of one preference */
    struct claim claim;
    struct judgement *judgements;
    size_t count;
    size_t capacity;
};

static void on_verdict(void *arg, int64_t sample, int score) {
    struct reading *reading = arg;
    MEM_RESERVE(reading->judgements, reading->count, reading->capacity);
    reading->judgements[reading->count++] = (struct judgement){.sample = sample, .score = score};
}

/* Verdicts that can be compared are those of the project's own samples. */
static bool read_all(const struct layers *layers, const char *genre, const struct in_force_list *in_force,
                     struct reading *readings, struct error *error) {
    for (size_t i = 0; i < in_force->count; i++) {
        claim_read(&readings[i].claim, in_force->items[i].text);
        if (!readings[i].claim.trait &&
            !store_visit_wording(layers->project, genre, in_force->items[i].text, on_verdict, &readings[i], error))
            return false;
    }
    return true;
}

static bool is_stronger(const struct in_force *a, const struct in_force *b) {
    if (a->rank != b->rank)
        return a->rank < b->rank;
    if (a->confirmed_ms != b->confirmed_ms)
        return a->confirmed_ms > b->confirmed_ms;
    bool stated = a->rank < RANK_LEARNED && !a->confirmed_ms;
    return stated ? a->id > b->id : a < b; /* what was learned is in the order of the samples already */
}

static bool load_confirmed(const struct layers *layers, const char *genre, struct in_force *preference,
                           struct error *error) {
    struct store_standing standing;
    struct store *store = preference->id > LAYERS_PERSONAL_IDS && layers->personal ? layers->personal : layers->project;
    bool ok = store_find_standing(store, genre, preference->text, layers->related, &standing, error);
    preference->confirmed_ms = ok ? standing.confirmed_ms : 0;
    return ok;
}

/* Evidence is looked for where it matters: most wordings contradict nothing. */
static bool add_contradiction(const struct layers *layers, const char *genre, struct in_force_list *in_force,
                              struct in_force *a, struct in_force *b, bool by_samples, struct error *error) {
    if (!load_confirmed(layers, genre, a, error) || !load_confirmed(layers, genre, b, error))
        return false;
    bool first = is_stronger(a, b);
    MEM_RESERVE(in_force->contradictions, in_force->contradiction_count, in_force->contradiction_capacity);
    in_force->contradictions[in_force->contradiction_count++] = (struct contradiction){
        .first = first ? a->id : b->id, .second = first ? b->id : a->id, .by_samples = by_samples};
    return true;
}

static bool find_contradictions(const struct layers *layers, const char *genre, struct in_force_list *in_force,
                                const struct reading *readings, struct error *error) {
    for (size_t i = 0; i < in_force->count; i++)
        for (size_t j = i + 1; j < in_force->count; j++) {
            bool by_words = claims_conflict(&readings[i].claim, &readings[j].claim);
            if (!by_words && !judgements_conflict(readings[i].judgements, readings[i].count, readings[j].judgements,
                                                  readings[j].count))
                continue;
            if (!add_contradiction(layers, genre, in_force, &in_force->items[i], &in_force->items[j], !by_words, error))
                return false;
        }
    return true;
}

/* A loser yields only to one that is followed itself. */
static void settle(struct in_force_list *in_force) {
    struct in_force **order = mem_alloc((in_force->count + 1) * sizeof *order);
    for (size_t i = 0; i < in_force->count; i++) {
        size_t at = i;
        for (; at > 0 && is_stronger(&in_force->items[i], order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = &in_force->items[i];
    }
    for (size_t i = 0; i < in_force->count; i++)
        for (size_t j = 0; j < in_force->contradiction_count && !order[i]->yields_to; j++) {
            const struct contradiction *c = &in_force->contradictions[j];
            const struct in_force *first = c->second == order[i]->id ? in_force_list_find(in_force, c->first) : NULL;
            if (first && !first->yields_to)
                order[i]->yields_to = first->id;
        }
    free(order);
}

static bool resolve(const struct layers *layers, const char *genre, struct in_force_list *in_force,
                    struct error *error) {
    struct reading *readings = mem_alloc((in_force->count + 1) * sizeof *readings);
    bool ok = read_all(layers, genre, in_force, readings, error);
    ok = ok && find_contradictions(layers, genre, in_force, readings, error);
    if (ok && in_force->contradiction_count)
        settle(in_force);
    for (size_t i = 0; i < in_force->count; i++) {
        claim_finish(&readings[i].claim);
        free(readings[i].judgements);
    }
    free(readings);
    return ok;
}

/* --- the door --- */

bool layers_load_in_force(const struct layers *layers, const char *genre, bool silent, struct in_force_list *out,
                          struct error *error) {
    struct gathering gathering = {.layers = layers, .genre = genre, .out = out, .error = error};
    bool ok = layers_load_marked(layers, genre, NULL, &gathering.muted, error) && gather(&gathering, silent) &&
              resolve(layers, genre, out, error);
    list_finish(&gathering.muted);
    if (!ok)
        in_force_list_finish(out);
    return ok;
}

void in_force_list_finish(struct in_force_list *in_force) {
    for (size_t i = 0; i < in_force->count; i++) {
        free(in_force->items[i].text);
        free(in_force->items[i].folded);
    }
    free(in_force->items);
    free(in_force->contradictions);
    *in_force = (struct in_force_list){0};
}

const struct in_force *in_force_list_find(const struct in_force_list *in_force, int64_t id) {
    for (size_t i = 0; i < in_force->count; i++)
        if (in_force->items[i].id == id)
            return &in_force->items[i];
    return NULL;
}

const struct in_force *in_force_list_find_alike(const struct in_force_list *in_force, const char *text) {
    char *folded = text_fold(text);
    const struct in_force *found = NULL;
    for (size_t i = 0; i < in_force->count && !found; i++)
        if (strcmp(in_force->items[i].folded, folded) == 0)
            found = &in_force->items[i];
    free(folded);
    return found;
}

bool layers_load_union(const struct layers *layers, const char *genre, struct list *out, struct error *error) {
    struct in_force_list in_force = {0};
    size_t room_bytes = LIMIT_UNION_BYTES;
    if (!layers_load_in_force(layers, genre, false, &in_force, error))
        return false;
    for (size_t i = 0; i < in_force.count; i++) {
        const struct in_force *preference = &in_force.items[i];
        size_t len = strlen(preference->text);
        if (!preference->yields_to && preference->rank != RANK_SILENT && len < room_bytes &&
            list_add_new(out, preference->text))
            room_bytes -= len + 1;
    }
    in_force_list_finish(&in_force);
    return true;
}

bool layers_load_marked(const struct layers *layers, const char *genre, struct list *pinned, struct list *muted,
                        struct error *error) {
    struct list all = {0}, silent = {0};
    bool ok = store_load_marked(layers->project, genre, &all, &silent, error) &&
              (!layers->personal || store_load_marked(layers->personal, genre, &all, &silent, error));
    for (size_t i = 0; ok && pinned && i < all.count; i++)
        if (!preference_is_muted(all.items[i], &silent))
            list_add_new(pinned, all.items[i]);
    for (size_t i = 0; ok && muted && i < silent.count; i++)
        list_add_new(muted, silent.items[i]);
    list_finish(&all);
    list_finish(&silent);
    return ok;
}

bool layers_load_genres(const struct layers *layers, struct list *out, struct error *error) {
    struct list all = {0};
    bool ok = store_load_genres(layers->project, &all, error) &&
              (!layers->personal || store_load_genres(layers->personal, &all, error));
    for (size_t i = 0; ok && i < all.count; i++)
        if (strcmp(all.items[i], STORE_GENRE_ALL) != 0)
            list_add_new(out, all.items[i]);
    list_finish(&all);
    return ok;
}
