/* Recognising a suggestion that was taken.
 *
 * Each offer's range moves along with the changes of the document; when a change touched it and the range then reads as
 * what was offered, it was taken. Words that stood there before keep their origin, the rest is suggested. A completion
 * (nothing was there before) may be taken in pieces, and typed through: what comes in at once is suggested, what comes
 * key by key was typed. */
#include "core/document/offers.h"

#include "core/base/mem.h"
#include "core/text/diff.h"
#include "core/text/hunks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PIECE_BYTES_MIN 3 /* the least of a completion that comes in at once and was not typed */

static void offer_finish(struct offer *offer) {
    free(offer->before);
    free(offer->after);
    origins_finish(&offer->origins);
    *offer = (struct offer){0};
}

void offers_add(struct offers *offers, int64_t suggestion, const struct text *text, const struct origins *origins,
                size_t start, size_t end, const char *after) {
    assert(start <= end && end <= text_get_len(text));
    size_t slot = offers->count > 0 ? (offers->newest + 1) % OFFERS_MAX : 0;
    if (offers->count < OFFERS_MAX)
        offers->count++;
    else
        offer_finish(&offers->items[slot]);
    struct offer *offer = &offers->items[slot];
    *offer = (struct offer){
        .suggestion = suggestion,
        .span = {start, end},
        .before = mem_copy(text_get_data(text) + start, end - start),
        .before_len = end - start,
        .after = mem_copy_text(after),
        .after_len = strlen(after),
    };
    origins_copy(&offer->origins, origins, start, end);
    offers->newest = slot;
}

/* Moves the offer's range; true if the change touched it. */
static bool follow(struct offer *offer, const struct offer_change *change) {
    struct span *span = &offer->span;
    size_t start = change->start, end = change->end;
    if (start > span->end && start - span->end <= change->slide_back) {
        end -= start - span->end;
        start = span->end;
    } else if (end < span->start && span->start - end <= change->slide_front) {
        start += span->start - end;
        end = span->start;
    }
    if (start > span->end)
        return false;
    if (end < span->start) {
        span->start = span->start - (end - start) + change->new_len;
        span->end = span->end - (end - start) + change->new_len;
        return false;
    }
    if (start < span->start)
        span->start = start;
    span->end = (end > span->end ? end : span->end) - (end - start) + change->new_len;
    return true;
}

/* The words that the offer changed are suggested, the others are what they were. */
static void mark_changed_words(const struct offer *offer, struct origins *origins) {
    struct hunks hunks = {0};
    struct origins taken = {0};
    hunks_find(offer->before, offer->before_len, offer->after, offer->after_len, &hunks);
    origins_copy(&taken, &offer->origins, 0, offer->before_len);
    for (size_t k = hunks.count; k-- > 0;) {
        const struct hunk *hunk = &hunks.items[k];
        origins_replace(&taken, hunk->old_span.start, hunk->old_span.end, hunk->new_span.end - hunk->new_span.start,
                        ORIGIN_SUGGESTED, offer->suggestion);
    }
    assert(taken.len == offer->after_len);
    size_t offset = offer->span.start;
    for (size_t k = 0; k < taken.count; k++) {
        const struct origin_run *run = &taken.runs[k];
        origins_mark(origins, offset, offset + run->len, run->origin, run->suggestion);
        offset += run->len;
    }
    origins_finish(&taken);
    hunks_finish(&hunks);
}

static bool recognise_piece(struct offer *offer, const struct offer_change *change, const char *data,
                            struct origins *origins) {
    size_t len = offer->span.end - offer->span.start;
    if (change->end != change->start || change->new_len > len || len > offer->after_len ||
        memcmp(data + offer->span.start, offer->after, len) != 0 ||
        (change->new_len < PIECE_BYTES_MIN && change->new_len != offer->after_len))
        return false;
    origins_mark(origins, offer->span.end - change->new_len, offer->span.end, ORIGIN_SUGGESTED, offer->suggestion);
    offer->most = len > offer->most ? len : offer->most;
    return true;
}

static bool recognise(struct offer *offer, const struct offer_change *change, const char *data,
                      struct origins *origins) {
    size_t len = offer->span.end - offer->span.start;
    bool as_offered = len == offer->after_len && memcmp(data + offer->span.start, offer->after, len) == 0;
    bool taken = as_offered && !offer->taken && !change->is_return && offer->before_len > 0;
    offer->taken = as_offered;
    if (taken)
        mark_changed_words(offer, origins);
    if (taken || (as_offered && offer->most > 0))
        offer->most = offer->after_len;
    return taken || (!change->is_return && offer->before_len == 0 && recognise_piece(offer, change, data, origins));
}

bool offers_change(struct offers *offers, const struct offer_change *change, const struct text *text,
                   struct origins *origins) {
    bool marked = false;
    /* Oldest first: where two offers read the same, the newest is the one that was taken. */
    for (size_t k = offers->count; k-- > 0;) {
        struct offer *offer = &offers->items[(offers->newest + OFFERS_MAX - k) % OFFERS_MAX];
        if (follow(offer, change))
            marked = recognise(offer, change, text_get_data(text), origins) || marked;
    }
    return marked;
}

/* --- what is left --- */

static void measure(const struct offer *offer, const char *data, struct offer_measure *out) {
    const char *now = data + offer->span.start;
    size_t now_len = offer->span.end - offer->span.start;
    size_t tokens = diff_distance(offer->after, offer->after_len, "", 0);
    size_t distance = diff_distance_inside(offer->after, offer->after_len, now, now_len);
    bool same = now_len == offer->before_len && memcmp(now, offer->before, now_len) == 0;
    out->any = out->any || offer->most > 0;
    out->whole = out->whole && offer->most == offer->after_len;
    out->taken_back = out->taken_back && same;
    out->tokens += tokens;
    out->distance += distance < tokens ? distance : tokens;
}

void offers_measure(const struct offers *offers, int64_t suggestion, const struct text *text,
                    struct offer_measure *out) {
    *out = (struct offer_measure){.whole = true, .taken_back = true};
    for (size_t i = 0; i < offers->count; i++)
        if (offers->items[i].suggestion == suggestion)
            measure(&offers->items[i], text_get_data(text), out);
}

void offers_finish(struct offers *offers) {
    for (size_t k = 0; k < OFFERS_MAX; k++)
        offer_finish(&offers->items[k]);
    *offers = (struct offers){0};
}
