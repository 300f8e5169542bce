/* Origins: runs against a plain array of one origin a byte. */
#include "core/text/origin.h"
#include "tests/unit/text/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct cell {
    enum origin origin;
    int64_t suggestion;
};

static void assert_mirrors(const struct origins *origins, const struct cell *cells, size_t len) {
    assert_int_equal(origins->len, len);
    size_t offset = 0;
    for (size_t i = 0; i < origins->count; i++) {
        const struct origin_run *run = &origins->runs[i];
        assert_true(run->len > 0);
        if (i > 0) { /* neighbours differ */
            assert_true(run->origin != run[-1].origin || run->suggestion != run[-1].suggestion);
        }
        for (size_t k = 0; k < run->len; k++, offset++) {
            assert_true(offset < len);
            assert_int_equal(run->origin, cells[offset].origin);
            assert_int_equal(run->suggestion, cells[offset].suggestion);
        }
    }
    assert_int_equal(offset, len);
}

static void test_typing_stays_one_run(void **state) {
    (void)state;
    struct origins origins;
    origins_init(&origins, 10, ORIGIN_DISK);
    for (size_t i = 0; i < 100; i++) {
        origins_replace(&origins, 5 + i, 5 + i, 1, ORIGIN_TYPED, 0);
    }
    assert_int_equal(origins.count, 3);
    assert_int_equal(origins.runs[1].len, 100);
    assert_int_equal(origins_count(&origins, 0, 110, ORIGIN_TYPED), 100);
    assert_int_equal(origins_count(&origins, 4, 7, ORIGIN_TYPED), 2);
    assert_int_equal(origins_count(&origins, 4, 7, ORIGIN_PASTED), 0);
    origins_replace(&origins, 5, 105, 0, ORIGIN_TYPED, 0);
    assert_int_equal(origins.count, 1);
    origins_finish(&origins);
}

static void test_get(void **state) {
    (void)state;
    struct origins origins;
    origins_init(&origins, 10, ORIGIN_DISK);
    origins_mark(&origins, 4, 8, ORIGIN_SUGGESTED, 7);
    struct origin_run run = origins_get(&origins, 6);
    assert_int_equal(run.origin, ORIGIN_SUGGESTED);
    assert_int_equal(run.suggestion, 7);
    assert_int_equal(run.len, 2);
    assert_int_equal(origins_get(&origins, 8).origin, ORIGIN_DISK);
    assert_int_equal(origins_get(&origins, 10).len, 0);
    origins_finish(&origins);
    origins_init(&origins, 0, ORIGIN_DISK);
    assert_int_equal(origins.count, 0);
    assert_int_equal(origins_count(&origins, 0, 0, ORIGIN_DISK), 0);
    origins_finish(&origins);
}

static void test_copy(void **state) {
    (void)state;
    struct origins from, to;
    origins_init(&from, 10, ORIGIN_DISK);
    origins_mark(&from, 4, 8, ORIGIN_SUGGESTED, 7);
    origins_init(&to, 3, ORIGIN_DISK);
    origins_copy(&to, &from, 2, 6);
    assert_int_equal(to.len, 7);
    assert_int_equal(to.count, 2);
    assert_int_equal(to.runs[0].len, 5);
    assert_int_equal(to.runs[1].len, 2);
    assert_int_equal(to.runs[1].suggestion, 7);
    origins_finish(&from);
    origins_finish(&to);
}

static void test_random_changes(void **state) {
    (void)state;
    struct random random = {1181783497276652981u};
    struct origins origins;
    origins_init(&origins, 0, ORIGIN_DISK);
    struct cell cells[4096];
    size_t len = 0;
    for (int change = 0; change < 3000; change++) {
        size_t start = random_below(&random, len + 1);
        size_t end = start + random_below(&random, len - start + 1) % 9;
        size_t added = len > 3000 ? 0 : random_below(&random, 8);
        enum origin origin = random_below(&random, 4);
        int64_t suggestion = origin == ORIGIN_SUGGESTED ? (int64_t)random_below(&random, 3) + 1 : 0;
        if (random_below(&random, 4) == 0) { /* a part of it comes in place of another one */
            struct origins part = {0};
            struct cell copied[4096];
            size_t from = random_below(&random, len + 1), to = from + random_below(&random, len - from + 1) % 200;
            to = len > 3000 ? from : to;
            origins_copy(&part, &origins, from, to);
            memcpy(copied, cells + from, (to - from) * sizeof *cells);
            origins_splice(&origins, start, end, &part);
            memmove(cells + start + part.len, cells + end, (len - end) * sizeof *cells);
            memcpy(cells + start, copied, part.len * sizeof *cells);
            len = len - (end - start) + part.len;
            origins_finish(&part);
            assert_mirrors(&origins, cells, len);
            continue;
        }
        if (random_below(&random, 3) == 0) {
            origins_mark(&origins, start, end, origin, suggestion);
            added = end - start;
        } else {
            origins_replace(&origins, start, end, added, origin, suggestion);
        }
        memmove(cells + start + added, cells + end, (len - end) * sizeof *cells);
        for (size_t i = 0; i < added; i++) {
            cells[start + i] = (struct cell){origin, suggestion};
        }
        len = len - (end - start) + added;
        assert_mirrors(&origins, cells, len);
    }
    origins_finish(&origins);
}

static void test_common_ends(void **state) {
    (void)state;
    struct origins a, b = {0};
    origins_init(&a, 10, ORIGIN_DISK);
    origins_mark(&a, 4, 6, ORIGIN_SUGGESTED, 7);
    origins_append(&b, 3, ORIGIN_DISK, 0);
    origins_append(&b, 1, ORIGIN_DISK, 0);
    origins_append(&b, 2, ORIGIN_SUGGESTED, 8);
    origins_append(&b, 4, ORIGIN_DISK, 0);
    assert_int_equal(b.count, 3);
    assert_int_equal(b.len, 10);
    assert_int_equal(origins_common_front(&a, &b), 4);
    assert_int_equal(origins_common_back(&a, &b), 4);
    origins_mark(&b, 4, 6, ORIGIN_SUGGESTED, 7);
    assert_int_equal(origins_common_front(&a, &b), 10);
    assert_int_equal(origins_common_back(&a, &b), 10);
    origins_append(&b, 5, ORIGIN_DISK, 0);
    assert_int_equal(origins_common_front(&a, &b), 10);
    assert_int_equal(origins_common_back(&a, &b), 4);
    origins_finish(&a);
    origins_finish(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typing_stays_one_run), cmocka_unit_test(test_get),         cmocka_unit_test(test_copy),
        cmocka_unit_test(test_random_changes),       cmocka_unit_test(test_common_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
