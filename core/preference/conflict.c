/* Contradictions, found without asking anybody: from the stylist's traits, from the words of the sentences, and from
 * verdicts that were given already. What is found must be so, for the loser is not followed; that some are missed is
 * the smaller harm. */
#include "core/preference/conflict.h"

#include "core/base/list.h"
#include "core/base/mem.h"
#include "core/stylist/stylist.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *words; /* folded, with the space behind */
    bool negative;
} openings[] = {
    {"do not ", true},       {"don't ", true},   {"don\xE2\x80\x99t ", true}, {"never ", true},
    {"avoid ", true},        {"omit ", true},    {"leave out ", true},        {"do without ", true},
    {"refrain from ", true}, {"no ", true},      {"always ", false},          {"use ", false},
    {"using ", false},       {"prefer ", false}, {"include ", false},         {"the ", false},
};

static const char *skip_openings(const char *folded, bool *negative) {
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t len = strlen(openings[i].words);
        if (strncmp(folded, openings[i].words, len) == 0) {
            *negative = *negative != openings[i].negative;
            return skip_openings(folded + len, negative);
        }
    }
    return folded;
}

void claim_read(struct claim *claim, const char *preference) {
    *claim = (struct claim){0};
    if (!stylist_read_preference(preference, &claim->trait, &claim->value))
        claim->trait = NULL;
    char *folded = text_fold(preference);
    const char *subject = skip_openings(folded, &claim->negative);
    size_t len = strlen(subject);
    while (len && (subject[len - 1] == '.' || subject[len - 1] == '!' || subject[len - 1] == ' '))
        len--;
    claim->subject = mem_copy(subject, len);
    free(folded);
}

void claim_finish(struct claim *claim) {
    free(claim->subject);
    *claim = (struct claim){0};
}

bool claims_conflict(const struct claim *a, const struct claim *b) {
    if (a->trait && b->trait)
        return a->trait == b->trait && a->value != b->value;
    return a->negative != b->negative && *a->subject && strcmp(a->subject, b->subject) == 0;
}

bool judgements_conflict(const struct judgement *a, size_t a_count, const struct judgement *b, size_t b_count) {
    size_t shared = 0, a_confirmed = 0;
    for (size_t i = 0, j = 0; i < a_count && j < b_count;) {
        if (a[i].sample != b[j].sample) {
            if (a[i].sample < b[j].sample)
                i++;
            else
                j++;
            continue;
        }
        if (a[i].score && b[j].score) {
            if ((a[i].score > 0) == (b[j].score > 0))
                return false;
            shared++;
            a_confirmed += a[i].score > 0;
        }
        i++, j++;
    }
    return shared >= CONFLICT_SAMPLES && a_confirmed > 0 && a_confirmed < shared;
}
