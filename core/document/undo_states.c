/* Going back in the changes.
 *
 * Nothing is kept of a state but what the change away from it replaced. To compare the text with an earlier state, the
 * part that changed since then is rebuilt: from the newest change to the older ones, each is taken back in a copy of
 * that part alone. Only states of the same length are worth it, so typing costs a look at numbers. */
#include "core/document/undo_states.h"

#include "core/base/buf.h"
#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

#define REGION_MAX 65536u     /* bytes: changes that are further apart are no undo of one another */
#define WORK_MAX   (4u << 20) /* bytes moved in one search */

static struct state_change *get(const struct undo_states *states, size_t age) {
    return &states->items[(states->newest + states->count - age) % states->count];
}

static void drop(struct undo_states *states, struct state_change *change) {
    states->bytes -= change->old_len;
    states->runs -= change->origins.count;
    free(change->old);
    origins_finish(&change->origins);
    *change = (struct state_change){0};
}

/* All of them: a state behind a gap cannot be rebuilt. */
static void forget(struct undo_states *states) {
    for (size_t k = 0; k < states->count; k++)
        drop(states, &states->items[k]);
    states->count = 0;
}

static struct state_change *take_slot(struct undo_states *states) {
    if (states->count < STATES_MAX) {
        MEM_RESERVE(states->items, states->count, states->capacity);
        states->newest = states->count++;
    } else {
        states->newest = (states->newest + 1) % STATES_MAX;
        drop(states, &states->items[states->newest]);
    }
    return &states->items[states->newest];
}

void undo_states_add(struct undo_states *states, size_t start, const char *old, size_t old_len, size_t new_len,
                     const struct origins *runs, size_t text_len) {
    if (states->bytes + old_len > STATES_BYTES_MAX || states->runs > STATES_RUNS_MAX)
        forget(states);
    if (old_len > REGION_MAX || new_len > REGION_MAX) {
        forget(states);
        return;
    }
    struct state_change *change = take_slot(states);
    *change = (struct state_change){.start = start,
                                    .new_len = new_len,
                                    .old_len = old_len,
                                    .text_len = text_len,
                                    .origins_start = start,
                                    .origins_new_len = new_len};
    if (old_len > 0) {
        change->old = mem_copy(old, old_len);
        origins_copy(&change->origins, runs, 0, old_len);
    }
    states->bytes += old_len;
    states->runs += change->origins.count;
}

/* --- looking back --- */

struct region {
    struct buf data; /* as it was */
    size_t start;
    size_t end; /* in the text as it is now */
};

/* Takes one change back; the bytes around the region are the same in all states. */
static void take_back(struct region *region, const struct state_change *change, const char *now) {
    struct buf *data = &region->data;
    if (change->start < region->start) {
        struct buf longer = {0};
        buf_append(&longer, now + change->start, region->start - change->start);
        buf_append(&longer, buf_get(data), data->len);
        buf_finish(data);
        *data = longer;
        region->start = change->start;
    }
    size_t at = change->start - region->start;
    if (at + change->new_len > data->len) {
        size_t more = at + change->new_len - data->len;
        buf_append(data, now + region->end, more);
        region->end += more;
    }
    struct buf before = {0};
    buf_append(&before, buf_get(data), at);
    buf_append(&before, change->old ? change->old : "", change->old_len);
    buf_append(&before, buf_get(data) + at + change->new_len, data->len - at - change->new_len);
    buf_finish(data);
    *data = before;
}

static bool reads_the_same(const struct region *region, const char *now) {
    return region->data.len == region->end - region->start &&
           memcmp(buf_get(&region->data), now + region->start, region->data.len) == 0;
}

/* How many changes ago some state had the length that the text has now, at most; 0: none had. */
static size_t find_oldest(const struct undo_states *states, size_t len) {
    for (size_t age = states->count; age-- > 0;)
        if (get(states, age)->text_len == len)
            return age + 1;
    return 0;
}

/* So many changes have to be taken back to come to the newest state that reads like the text; 0: there is none. */
static size_t find_state(const struct undo_states *states, const struct text *text) {
    const char *now = text_get_data(text);
    size_t len = text_get_len(text), oldest = find_oldest(states, len), work = 0, found = 0;
    if (oldest == 0)
        return 0;
    struct region region = {.start = get(states, 0)->start, .end = get(states, 0)->start};
    for (size_t age = 0; age < oldest && found == 0 && work < WORK_MAX && region.data.len <= REGION_MAX; age++) {
        take_back(&region, get(states, age), now);
        work += region.data.len;
        if (get(states, age)->text_len == len && reads_the_same(&region, now))
            found = age + 1;
    }
    buf_finish(&region.data);
    return found;
}

/* The origins of a part of the text, as they were so many changes ago. */
struct past_origins {
    struct origins runs;
    size_t start;
    size_t end; /* in the text as it is now */
};

static void take_origins_back(struct past_origins *past, const struct state_change *change, const struct origins *now) {
    size_t start = change->origins_start;
    if (start < past->start) {
        struct origins front = {0};
        origins_copy(&front, now, start, past->start);
        origins_splice(&past->runs, 0, 0, &front);
        origins_finish(&front);
        past->start = start;
    }
    size_t at = start - past->start;
    if (at + change->origins_new_len > past->runs.len) {
        size_t more = at + change->origins_new_len - past->runs.len;
        origins_copy(&past->runs, now, past->end, past->end + more);
        past->end += more;
    }
    origins_splice(&past->runs, at, at + change->origins_new_len, &change->origins);
}

bool undo_states_restore(const struct undo_states *states, const struct text *text, struct origins *origins) {
    size_t count = find_state(states, text);
    if (count == 0)
        return false;
    struct past_origins past = {.start = get(states, 0)->start, .end = get(states, 0)->start};
    for (size_t age = 0; age < count; age++)
        take_origins_back(&past, get(states, age), origins);
    origins_splice(origins, past.start, past.end, &past.runs);
    origins_finish(&past.runs);
    return true;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

void undo_states_set_before(struct undo_states *states, const struct origins *before, const struct origins *after) {
    if (states->count == 0)
        return;
    struct state_change *change = get(states, 0);
    size_t front = least(origins_common_front(before, after), change->start);
    size_t back = least(origins_common_back(before, after), before->len - change->start - change->old_len);
    states->runs -= change->origins.count;
    origins_finish(&change->origins);
    origins_copy(&change->origins, before, front, before->len - back);
    change->origins_start = front;
    change->origins_new_len = after->len - back - front;
    states->runs += change->origins.count;
}

void undo_states_finish(struct undo_states *states) {
    forget(states);
    free(states->items);
    *states = (struct undo_states){0};
}
