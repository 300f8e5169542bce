/* Random numbers that are the same in every run: a failing case can be run again. */
#ifndef PROSED_TEST_RANDOM_H
#define PROSED_TEST_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state; /* any but 0 */
};

static inline size_t random_below(struct random *random, size_t limit) {
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return (size_t)((random->state >> 11) % limit);
}

static inline const char *random_pick(struct random *random, const char *const *pieces, size_t count) {
    return pieces[random_below(random, count)];
}

#endif
