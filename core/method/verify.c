/* Following all ways that missing answers leave open. A candidate has few samples, and scores are small whole numbers,
 * so the set of all (count, sum) that it can have reached is a small grid. */
#include "core/method/verify.h"

#include "core/base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static size_t count_sums(const struct reach *reach) {
    return 2 * SCORE_MAX * reach->count_max + 1;
}

static bool *get_cell(const struct reach *reach, bool *cells, size_t count, long sum) {
    return &cells[count * count_sums(reach) + (size_t)(sum + (long)(SCORE_MAX * reach->count_max))];
}

void reach_init(struct reach *reach, size_t count_max) {
    reach->count_max = count_max;
    reach->cells = mem_alloc((count_max + 1) * count_sums(reach));
    *get_cell(reach, reach->cells, 0, 0) = true;
}

void reach_finish(struct reach *reach) {
    free(reach->cells);
    reach->cells = NULL;
}

/* |mean| > 1.5, in whole numbers. */
static bool is_settled(size_t count, long sum) {
    return count >= 2 && 2 * labs(sum) > 3 * (long)count;
}

/* Runs over all reached cells. */
#define FOR_REACHED(reach, count, sum)                                                                                 \
    for (size_t count = 0; count <= (reach)->count_max; count++)                                                       \
        for (long sum = -(long)(SCORE_MAX * count); sum <= (long)(SCORE_MAX * count); sum++)                           \
            if (*get_cell((reach), (reach)->cells, count, sum))

enum need reach_get_need(const struct reach *reach) {
    bool needed = false, settled = false;
    FOR_REACHED(reach, count, sum) {
        if (is_settled(count, sum))
            settled = true;
        else
            needed = true;
    }
    return !needed ? NEED_NONE : settled ? NEED_PERHAPS : NEED_CERTAIN;
}

/* Each reached cell moves on by each score of low..high; a settled one stays, unless `always`. */
static void add(struct reach *reach, int low, int high, bool always) {
    size_t size = (reach->count_max + 1) * count_sums(reach);
    bool *next = mem_alloc(size);
    FOR_REACHED(reach, count, sum) {
        if (!always && is_settled(count, sum)) {
            *get_cell(reach, next, count, sum) = true;
            continue;
        }
        assert(count < reach->count_max);
        for (int score = low; score <= high; score++)
            *get_cell(reach, next, count + 1, sum + score) = true;
    }
    memcpy(reach->cells, next, size);
    free(next);
}

void reach_add_known(struct reach *reach, int score) {
    add(reach, score, score, true);
}

void reach_add_answered(struct reach *reach, int score) {
    add(reach, score, score, false);
}

void reach_add_open(struct reach *reach) {
    add(reach, -SCORE_MAX, SCORE_MAX, false);
}

bool reach_get(const struct reach *reach, double *mean) {
    size_t ways = 0;
    FOR_REACHED(reach, count, sum) {
        ways++;
        *mean = count ? (double)sum / (double)count : 0;
    }
    return ways == 1;
}
