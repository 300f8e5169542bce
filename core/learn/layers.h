/* The layers that speak in a project: its own store, with what the team's page names, and the person's own store for
 * all projects. Who is heard first, what is muted anywhere, and which of two that contradict each other is followed.
 *
 * The order: pinned in the project, on the team's page, pinned in the personal store, learned in the project, learned
 * in the personal store. Of two that contradict each other the one that comes first in this order is followed; in the
 * same place, the one that the newer sample confirms; without samples, the one that was stated last. A personal
 * preference that is not pinned is silent where the newest samples of the project contradict it.
 *
 * What was learned, by whatever method, is in force only as far as samples bear it out (core/preference/evidence.h),
 * and LAYERS_LEARNED_MAX of it at most: the best shown. What a person pinned, added, promoted or muted is not for
 * samples to decide. */
#ifndef PROSED_LAYERS_H
#define PROSED_LAYERS_H

#include "core/preference/evidence.h"
#include "core/store/store.h"

/* Ids of the personal store begin here, so that a number alone names a preference in either. */
#define LAYERS_PERSONAL_IDS 1000000
#define LAYERS_LEARNED_MAX  12 /* of a genre; nobody follows, or reads, more at once */

struct layers { /* borrowed */
    struct store *project;
    struct store *personal; /* or NULL */
    size_t related;         /* learn.related */
    double threshold;       /* v: nothing with a lower score is in force */
};

enum rank { RANK_PINNED, RANK_TEAM, RANK_PERSONAL_PINNED, RANK_LEARNED, RANK_PERSONAL, RANK_SILENT };

struct in_force { /* one wording that a rewrite follows, or would */
    int64_t id;
    char *text;
    char *folded; /* text_fold(text) */
    enum rank rank;
    int64_t confirmed_ms; /* where it contradicts another: by the newest sample that confirms it; 0: none */
    int64_t yields_to;    /* id of the one that is followed instead, or 0 */
    bool crowded;         /* LAYERS_LEARNED_MAX others are better shown */
    struct habit habit;   /* what samples show of it; standing: of learned ones only */
};

struct contradiction { /* two ids, the one that is heard first in front */
    int64_t first;
    int64_t second;
    bool by_samples; /* seen in verdicts only, not in the words */
};

struct in_force_list {
    struct in_force *items;
    size_t count;
    size_t capacity;
    struct contradiction *contradictions;
    size_t contradiction_count;
    size_t contradiction_capacity;
};

/* All preferences in force in a genre, in order; silent: also those that newer samples do not show (RANK_SILENT). Muted
 * ones are left out. `out` is {0}; in_force_list_finish it. */
bool layers_load_in_force(const struct layers *layers, const char *genre, bool silent, struct in_force_list *out,
                          struct error *error);
void in_force_list_finish(struct in_force_list *in_force);
const struct in_force *in_force_list_find(const struct in_force_list *in_force, int64_t id); /* NULL: none */
const struct in_force *in_force_list_find_alike(const struct in_force_list *in_force, const char *text);

/* What a draft or rewrite starts from: those that yield to none, without repeats (learning.md sections 1, 7). Appends.
 */
bool layers_load_union(const struct layers *layers, const char *genre, struct list *out, struct error *error);
/* The habits that the samples of a store hold together with one more, which is about to be learned. Appends. */
bool layers_name_habits(struct store *store, const char *genre, int64_t sample, struct list *out, struct error *error);
/* Pinned and muted ones of all layers; a pinned one that is muted elsewhere is muted. Appends; either may be NULL. */
bool layers_load_marked(const struct layers *layers, const char *genre, struct list *pinned, struct list *muted,
                        struct error *error);
/* Of which there is a sample or a preference in any layer; without "all". Appends. */
bool layers_load_genres(const struct layers *layers, struct list *out, struct error *error);

#endif
