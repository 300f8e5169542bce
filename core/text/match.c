/* Two searches run towards each other, one difference more each round, each knowing for every diagonal how far it got;
 * where they meet, the problem falls into two halves. When they do not meet within `cap` rounds, the problem is cut
 * where the forward search got furthest: what is in front of the cut is solved well, the rest is tried anew. */
#include "core/text/match.h"

#include "core/base/limits.h"
#include "core/base/mem.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

#define CAP_MIN 32 /* rounds; enough for the changes of a sentence even in the largest text */

struct box { /* items [a, a_end) against [b, b_end) */
    size_t a, a_end, b, b_end;
};

struct search {
    const uint32_t *a;
    const uint32_t *b;
    size_t b_offset;
    size_t *pairs;
    int64_t cap;
    int64_t *forward;  /* by diagonal x - y: the furthest x; -1 if none. Points to diagonal 0 */
    int64_t *backward; /* the same, counted from the far corner */
};

struct corner { /* one of the two searches: where it starts and which way it goes */
    const uint32_t *a;
    const uint32_t *b;
    int64_t step;
    int64_t *reach;
};

static void pair(struct search *search, size_t a, size_t b) {
    search->pairs[a] = b + search->b_offset;
}

/* Pairs what is equal at both ends; what is left is the box. */
static void trim(struct search *search, struct box *box) {
    while (box->a < box->a_end && box->b < box->b_end && search->a[box->a] == search->b[box->b]) {
        pair(search, box->a++, box->b++);
    }
    while (box->a < box->a_end && box->b < box->b_end && search->a[box->a_end - 1] == search->b[box->b_end - 1]) {
        pair(search, --box->a_end, --box->b_end);
    }
}

/* The furthest x on a diagonal with one difference more than its neighbours have; -1 if it cannot be reached. */
static int64_t advance(const struct corner *corner, int64_t diagonal, int64_t width, int64_t height) {
    int64_t right = corner->reach[diagonal - 1];
    int64_t down = corner->reach[diagonal + 1];
    right = right >= 0 && right < width ? right + 1 : -1;
    down = down >= 0 && down - diagonal <= height ? down : -1;
    int64_t x = right > down ? right : down;
    int64_t y = x - diagonal;
    while (x >= 0 && x < width && y < height && corner->a[x * corner->step] == corner->b[y * corner->step]) {
        x++;
        y++;
    }
    return x;
}

/* One round of one search. True if it met the other on a diagonal; *meeting: which one, *at: how far it got there. */
static bool run_round(const struct corner *corner, const int64_t *other, int64_t other_round, int64_t round,
                      int64_t width, int64_t height, int64_t *meeting, int64_t *at) {
    int64_t low = round <= height ? -round : round - 2 * height; /* further diagonals lie outside of the box */
    int64_t high = round <= width ? round : 2 * width - round;
    corner->reach[-round - 1] = corner->reach[round + 1] = -1;
    for (int64_t diagonal = low; diagonal <= high; diagonal += 2) {
        int64_t x = round == 0 ? 0 : advance(corner, diagonal, width, height);
        corner->reach[diagonal] = x;
        int64_t mirrored = width - height - diagonal;
        bool shared = mirrored >= -other_round && mirrored <= other_round && ((mirrored - other_round) & 1) == 0;
        if (x >= 0 && shared && other[mirrored] >= 0 && x + other[mirrored] >= width) {
            *meeting = diagonal;
            *at = x;
            return true;
        }
    }
    return false;
}

/* Where the forward search got furthest in its last round. */
static void find_furthest(const struct search *search, int64_t round, int64_t *x, int64_t *y) {
    *x = *y = 0;
    for (int64_t diagonal = -round; diagonal <= round; diagonal += 2) {
        int64_t reach = search->forward[diagonal];
        if (reach >= 0 && 2 * reach - diagonal > *x + *y) {
            *x = reach;
            *y = reach - diagonal;
        }
    }
}

/* A point inside the box, not its corner, that a shortest way goes through (or, over the cap, a good one). The box has
 * items on both sides and differs at both ends. */
static void find_cut(const struct search *search, const struct box *box, int64_t *x, int64_t *y) {
    int64_t width = (int64_t)(box->a_end - box->a);
    int64_t height = (int64_t)(box->b_end - box->b);
    struct corner near = {search->a + box->a, search->b + box->b, 1, search->forward};
    struct corner far = {search->a + box->a_end - 1, search->b + box->b_end - 1, -1, search->backward};
    int64_t diagonal, reach, round;
    for (round = 0; round <= search->cap; round++) {
        if (run_round(&near, search->backward, round - 1, round, width, height, &diagonal, &reach)) {
            *x = reach;
            *y = reach - diagonal;
            return;
        }
        if (run_round(&far, search->forward, round, round, width, height, &diagonal, &reach)) {
            *x = width - reach;
            *y = height - (reach - diagonal);
            return;
        }
    }
    find_furthest(search, round - 1, x, y);
}

static void solve(struct search *search, struct box box) {
    for (;;) {
        trim(search, &box);
        if (box.a == box.a_end || box.b == box.b_end) {
            return;
        }
        int64_t x, y;
        find_cut(search, &box, &x, &y);
        size_t a = box.a + (size_t)x;
        size_t b = box.b + (size_t)y;
        assert((a > box.a || b > box.b) && (a < box.a_end || b < box.b_end));
        solve(search, (struct box){box.a, a, box.b, b}); /* at most half the differences: the depth is small */
        box.a = a;
        box.b = b;
    }
}

void match_find(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, size_t b_offset, size_t *pairs) {
    for (size_t i = 0; i < a_count; i++) {
        pairs[i] = MATCH_NONE;
    }
    size_t sum = a_count + b_count;
    /* Cutting costs about cap * cap steps and wins at least cap items, so all cuts together stay below the limit. */
    size_t cap = sum > 0 ? LIMIT_DIFF_COST / 2 / sum : 0;
    cap = cap < CAP_MIN ? CAP_MIN : cap;
    cap = cap > sum / 2 + 1 ? sum / 2 + 1 : cap;
    int64_t *reach = mem_grow(NULL, 2 * (2 * cap + 3), sizeof *reach);
    struct search search = {a, b, b_offset, pairs, (int64_t)cap, reach + cap + 1, reach + 3 * cap + 4};
    solve(&search, (struct box){0, a_count, 0, b_count});
    free(reach);
}
