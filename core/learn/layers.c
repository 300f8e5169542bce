/* Several stores heard as one. Voices are gathered in the order of their ranks; then each in turn, strongest first, is
 * let in unless one that is in already contradicts it. */
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
    struct voices *out;
    struct list muted;
    bool personal; /* the store that is walked */
    struct error *error;
    bool failed;
};

/* --- gathering --- */

/* What the project's newest samples contradict does not hold in this project. */
static bool is_silenced(struct gathering *gathering, const char *text) {
    struct store_standing standing;
    if (!store_find_standing(gathering->layers->project, gathering->genre, text, gathering->layers->related, &standing,
                             gathering->error))
        gathering->failed = true;
    return !gathering->failed && standing.count && standing.mean < 0;
}

static void add(struct gathering *gathering, int64_t id, const char *text, enum rank rank) {
    struct voices *out = gathering->out;
    if (voices_find_alike(out, text) || preference_is_muted(text, &gathering->muted))
        return;
    if (rank == RANK_PERSONAL && is_silenced(gathering, text))
        rank = RANK_SILENT;
    if (gathering->failed)
        return;
    MEM_RESERVE(out->items, out->count, out->capacity);
    out->items[out->count++] =
        (struct voice){.id = id, .text = mem_copy_text(text), .folded = text_fold(text), .rank = rank};
}

static bool on_voice(void *arg, const struct store_voice *voice) {
    static const enum rank ranks[2][4] = {{[VOICE_PINNED] = RANK_PINNED,
                                           [VOICE_TEAM] = RANK_TEAM,
                                           [VOICE_LEARNED] = RANK_LEARNED,
                                           [VOICE_CARRIED] = RANK_LEARNED},
                                          {[VOICE_PINNED] = RANK_PERSONAL_PINNED,
                                           [VOICE_TEAM] = RANK_PERSONAL_PINNED,
                                           [VOICE_LEARNED] = RANK_PERSONAL,
                                           [VOICE_CARRIED] = RANK_PERSONAL}};
    struct gathering *gathering = arg;
    add(gathering, voice->id, voice->text, ranks[gathering->personal][voice->kind]);
    return !gathering->failed;
}

static bool on_silent(void *arg, const struct store_preference *preference) {
    struct gathering *gathering = arg;
    if (!preference->muted)
        add(gathering, preference->id, preference->text, RANK_SILENT);
    return !gathering->failed;
}

/* Stable, and short lists. */
static void sort_by_rank(struct voices *voices) {
    for (size_t i = 1; i < voices->count; i++) {
        struct voice voice = voices->items[i];
        size_t at = i;
        for (; at > 0 && voices->items[at - 1].rank > voice.rank; at--)
            voices->items[at] = voices->items[at - 1];
        voices->items[at] = voice;
    }
}

static bool gather(struct gathering *gathering, bool silent) {
    const struct layers *layers = gathering->layers;
    struct store *stores[] = {layers->project, layers->personal};
    for (int i = 0; i < 2 && stores[i] && !gathering->failed; i++) {
        gathering->personal = i == 1;
        if (!store_visit_voices(stores[i], gathering->genre, layers->related, on_voice, gathering, gathering->error))
            return false;
    }
    for (int i = 0; i < 2 && stores[i] && !gathering->failed && silent; i++) {
        gathering->personal = i == 1;
        if (!store_visit_preferences(stores[i], gathering->genre, 0, on_silent, gathering, gathering->error))
            return false;
    }
    sort_by_rank(gathering->out);
    return !gathering->failed;
}

/* --- contradictions --- */

struct reading { /* of one voice */
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
static bool read_all(const struct layers *layers, const char *genre, const struct voices *voices,
                     struct reading *readings, struct error *error) {
    for (size_t i = 0; i < voices->count; i++) {
        claim_read(&readings[i].claim, voices->items[i].text);
        if (!readings[i].claim.trait &&
            !store_visit_wording(layers->project, genre, voices->items[i].text, on_verdict, &readings[i], error))
            return false;
    }
    return true;
}

static bool is_stronger(const struct voice *a, const struct voice *b) {
    if (a->rank != b->rank)
        return a->rank < b->rank;
    if (a->confirmed_ms != b->confirmed_ms)
        return a->confirmed_ms > b->confirmed_ms;
    bool stated = a->rank < RANK_LEARNED && !a->confirmed_ms;
    return stated ? a->id > b->id : a < b; /* what was learned is in the order of the samples already */
}

static bool load_confirmed(const struct layers *layers, const char *genre, struct voice *voice, struct error *error) {
    struct store_standing standing;
    struct store *store = voice->id > LAYERS_PERSONAL_IDS && layers->personal ? layers->personal : layers->project;
    bool ok = store_find_standing(store, genre, voice->text, layers->related, &standing, error);
    voice->confirmed_ms = ok ? standing.confirmed_ms : 0;
    return ok;
}

/* Evidence is looked for where it matters: most wordings contradict nothing. */
static bool add_contradiction(const struct layers *layers, const char *genre, struct voices *voices, struct voice *a,
                              struct voice *b, bool by_samples, struct error *error) {
    if (!load_confirmed(layers, genre, a, error) || !load_confirmed(layers, genre, b, error))
        return false;
    bool first = is_stronger(a, b);
    MEM_RESERVE(voices->contradictions, voices->contradiction_count, voices->contradiction_capacity);
    voices->contradictions[voices->contradiction_count++] = (struct contradiction){
        .first = first ? a->id : b->id, .second = first ? b->id : a->id, .by_samples = by_samples};
    return true;
}

static bool find_contradictions(const struct layers *layers, const char *genre, struct voices *voices,
                                const struct reading *readings, struct error *error) {
    for (size_t i = 0; i < voices->count; i++)
        for (size_t j = i + 1; j < voices->count; j++) {
            bool by_words = claims_conflict(&readings[i].claim, &readings[j].claim);
            if (!by_words && !judgements_conflict(readings[i].judgements, readings[i].count, readings[j].judgements,
                                                  readings[j].count))
                continue;
            if (!add_contradiction(layers, genre, voices, &voices->items[i], &voices->items[j], !by_words, error))
                return false;
        }
    return true;
}

/* A loser yields only to one that is followed itself. */
static void settle(struct voices *voices) {
    struct voice **order = mem_alloc((voices->count + 1) * sizeof *order);
    for (size_t i = 0; i < voices->count; i++) {
        size_t at = i;
        for (; at > 0 && is_stronger(&voices->items[i], order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = &voices->items[i];
    }
    for (size_t i = 0; i < voices->count; i++)
        for (size_t j = 0; j < voices->contradiction_count && !order[i]->yields_to; j++) {
            const struct contradiction *c = &voices->contradictions[j];
            const struct voice *first = c->second == order[i]->id ? voices_find(voices, c->first) : NULL;
            if (first && !first->yields_to)
                order[i]->yields_to = first->id;
        }
    free(order);
}

static bool resolve(const struct layers *layers, const char *genre, struct voices *voices, struct error *error) {
    struct reading *readings = mem_alloc((voices->count + 1) * sizeof *readings);
    bool ok = read_all(layers, genre, voices, readings, error);
    ok = ok && find_contradictions(layers, genre, voices, readings, error);
    if (ok && voices->contradiction_count)
        settle(voices);
    for (size_t i = 0; i < voices->count; i++) {
        claim_finish(&readings[i].claim);
        free(readings[i].judgements);
    }
    free(readings);
    return ok;
}

/* --- the door --- */

bool layers_load_voices(const struct layers *layers, const char *genre, bool silent, struct voices *out,
                        struct error *error) {
    struct gathering gathering = {.layers = layers, .genre = genre, .out = out, .error = error};
    bool ok = layers_load_marked(layers, genre, NULL, &gathering.muted, error) && gather(&gathering, silent) &&
              resolve(layers, genre, out, error);
    list_finish(&gathering.muted);
    if (!ok)
        voices_finish(out);
    return ok;
}

void voices_finish(struct voices *voices) {
    for (size_t i = 0; i < voices->count; i++) {
        free(voices->items[i].text);
        free(voices->items[i].folded);
    }
    free(voices->items);
    free(voices->contradictions);
    *voices = (struct voices){0};
}

const struct voice *voices_find(const struct voices *voices, int64_t id) {
    for (size_t i = 0; i < voices->count; i++)
        if (voices->items[i].id == id)
            return &voices->items[i];
    return NULL;
}

const struct voice *voices_find_alike(const struct voices *voices, const char *text) {
    char *folded = text_fold(text);
    const struct voice *found = NULL;
    for (size_t i = 0; i < voices->count && !found; i++)
        if (strcmp(voices->items[i].folded, folded) == 0)
            found = &voices->items[i];
    free(folded);
    return found;
}

bool layers_load_union(const struct layers *layers, const char *genre, struct list *out, struct error *error) {
    struct voices voices = {0};
    size_t room_bytes = LIMIT_UNION_BYTES;
    if (!layers_load_voices(layers, genre, false, &voices, error))
        return false;
    for (size_t i = 0; i < voices.count; i++) {
        const struct voice *voice = &voices.items[i];
        size_t len = strlen(voice->text);
        if (!voice->yields_to && voice->rank != RANK_SILENT && len < room_bytes && list_add_new(out, voice->text))
            room_bytes -= len + 1;
    }
    voices_finish(&voices);
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
