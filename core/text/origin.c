/* Runs of equal origin. Every change is one splice: cut the runs at both ends of the range, put new ones in between,
 * and let equal neighbours grow together again, so that a document typed in one go stays one run. */
#include "core/text/origin.h"

#include "core/base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct place { /* a byte, as its run and the bytes of that run in front of it */
    size_t run;
    size_t inside;
};

void origins_init(struct origins *origins, size_t len, enum origin origin) {
    *origins = (struct origins){0};
    origins_replace(origins, 0, 0, len, origin, 0);
}

void origins_finish(struct origins *origins) {
    free(origins->runs);
    *origins = (struct origins){0};
}

static struct place find_place(const struct origins *origins, size_t offset) {
    assert(offset <= origins->len);
    struct place place = {0, offset};
    while (place.run < origins->count && place.inside >= origins->runs[place.run].len) {
        place.inside -= origins->runs[place.run].len;
        place.run++;
    }
    return place;
}

static bool is_same(const struct origin_run *a, const struct origin_run *b) {
    return a->origin == b->origin && a->suggestion == b->suggestion;
}

/* Grows the run in front or takes the next slot; the slots at *count were reserved. */
static void push(struct origin_run *runs, size_t *count, struct origin_run run) {
    if (run.len == 0) {
        return;
    }
    if (*count > 0 && is_same(&runs[*count - 1], &run)) {
        runs[*count - 1].len += run.len;
    } else {
        runs[(*count)++] = run;
    }
}

/* The one splice: [start, end) becomes these runs, `len` bytes in all. */
static void splice(struct origins *origins, size_t start, size_t end, const struct origin_run *runs, size_t run_count,
                   size_t len) {
    assert(start <= end && end <= origins->len);
    struct place from = find_place(origins, start);
    struct place to = find_place(origins, end);
    /* At most: the run in front to grow, the rest of the first run, the new ones, the rest of the last one. */
    struct origin_run few[8];
    struct origin_run *fresh = run_count + 3 <= 8 ? few : mem_alloc((run_count + 3) * sizeof *fresh);
    size_t count = 0;
    size_t keep = from.run; /* runs in front that stay as they are */
    if (keep > 0) {
        push(fresh, &count, origins->runs[--keep]);
    }
    if (from.inside > 0) {
        struct origin_run head = origins->runs[from.run];
        head.len = from.inside;
        push(fresh, &count, head);
    }
    for (size_t k = 0; k < run_count; k++) {
        push(fresh, &count, runs[k]);
    }
    size_t behind = to.run;
    if (behind < origins->count) {
        struct origin_run tail = origins->runs[behind++];
        tail.len -= to.inside;
        push(fresh, &count, tail);
    }
    size_t rest = origins->count - behind;
    while (keep + count + rest > origins->capacity) {
        origins->capacity = origins->capacity ? origins->capacity * 2 : 1; /* most documents are never changed */
        origins->runs = mem_grow(origins->runs, origins->capacity, sizeof *origins->runs);
    }
    if (origins->runs) {
        memmove(origins->runs + keep + count, origins->runs + behind, rest * sizeof *origins->runs);
        memcpy(origins->runs + keep, fresh, count * sizeof *fresh);
    }
    if (fresh != few) {
        free(fresh);
    }
    origins->count = keep + count + rest;
    origins->len = origins->len - (end - start) + len;
}

void origins_replace(struct origins *origins, size_t start, size_t end, size_t len, enum origin origin,
                     int64_t suggestion) {
    const struct origin_run run = {len, origin, origin == ORIGIN_SUGGESTED ? suggestion : 0};
    splice(origins, start, end, &run, 1, len);
}

void origins_append(struct origins *origins, size_t len, enum origin origin, int64_t suggestion) {
    MEM_RESERVE(origins->runs, origins->count, origins->capacity);
    push(origins->runs, &origins->count, (struct origin_run){len, origin, origin == ORIGIN_SUGGESTED ? suggestion : 0});
    origins->len += len;
}

void origins_mark(struct origins *origins, size_t start, size_t end, enum origin origin, int64_t suggestion) {
    origins_replace(origins, start, end, end - start, origin, suggestion);
}

void origins_splice(struct origins *origins, size_t start, size_t end, const struct origins *runs) {
    splice(origins, start, end, runs->runs, runs->count, runs->len);
}

size_t origins_common_front(const struct origins *a, const struct origins *b) {
    size_t common = 0;
    for (size_t k = 0; k < a->count && k < b->count; k++) {
        const struct origin_run *one = &a->runs[k], *other = &b->runs[k];
        if (!is_same(one, other)) {
            break;
        }
        common += one->len < other->len ? one->len : other->len;
        if (one->len != other->len) {
            break;
        }
    }
    return common;
}

size_t origins_common_back(const struct origins *a, const struct origins *b) {
    size_t common = 0;
    for (size_t k = 1; k <= a->count && k <= b->count; k++) {
        const struct origin_run *one = &a->runs[a->count - k], *other = &b->runs[b->count - k];
        if (!is_same(one, other)) {
            break;
        }
        common += one->len < other->len ? one->len : other->len;
        if (one->len != other->len) {
            break;
        }
    }
    return common;
}

struct origin_run origins_get(const struct origins *origins, size_t offset) {
    struct place place = find_place(origins, offset);
    if (place.run == origins->count) {
        return (struct origin_run){0, ORIGIN_DISK, 0};
    }
    struct origin_run run = origins->runs[place.run];
    run.len -= place.inside;
    return run;
}

size_t origins_count(const struct origins *origins, size_t start, size_t end, enum origin origin) {
    assert(start <= end && end <= origins->len);
    struct place place = find_place(origins, start);
    size_t bytes = 0;
    for (size_t offset = start; offset < end; place.run++, place.inside = 0) {
        size_t len = origins->runs[place.run].len - place.inside;
        len = len < end - offset ? len : end - offset;
        bytes += origins->runs[place.run].origin == origin ? len : 0;
        offset += len;
    }
    return bytes;
}

void origins_copy(struct origins *to, const struct origins *from, size_t start, size_t end) {
    assert(to != from && start <= end && end <= from->len);
    if (to->count == 0 && start == 0 && end == from->len && from->count > 0) { /* all of it, with every key press */
        if (to->capacity < from->count) {
            to->runs = mem_grow(to->runs, from->count, sizeof *to->runs);
            to->capacity = from->count;
        }
        memcpy(to->runs, from->runs, from->count * sizeof *to->runs);
        to->count = from->count;
        to->len = from->len;
        return;
    }
    struct place place = find_place(from, start);
    if (to->capacity == 0 && start < end) { /* thousands of small copies are kept: no room to grow */
        to->capacity = find_place(from, end - 1).run - place.run + 1;
        to->runs = mem_grow(NULL, to->capacity, sizeof *to->runs);
    }
    for (size_t offset = start; offset < end; place.run++, place.inside = 0) {
        struct origin_run run = from->runs[place.run];
        run.len -= place.inside;
        run.len = run.len < end - offset ? run.len : end - offset;
        MEM_RESERVE(to->runs, to->count, to->capacity);
        push(to->runs, &to->count, run);
        to->len += run.len;
        offset += run.len;
    }
}
