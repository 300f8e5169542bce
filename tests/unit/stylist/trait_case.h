/* Tables for the tests of traits: what a rewrite makes of a text, what a text counts, what a sentence means. */
#ifndef PROSED_TRAIT_CASE_H
#define PROSED_TRAIT_CASE_H

#include "core/base/mem.h"
#include "core/stylist/trait.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* needs those above */
#include <cmocka.h>

#define COUNT_OF(table) (sizeof(table) / sizeof *(table))

struct rewrite_case {
    const char *value;
    enum format format;
    const char *before;
    const char *after; /* NULL: stays as it is */
};

struct measure_case {
    enum format format;
    const char *text;
    unsigned counts[TRAIT_VALUES_MAX];
};

struct name_case {
    const char *sentence;
    const char *value;
};

static inline const struct trait *trait_case_find(const char *id) {
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        if (strcmp(trait_get_id(stylist_get_trait(i)), id) == 0) {
            return stylist_get_trait(i);
        }
    }
    fail_msg("no trait %s", id);
    return NULL;
}

static inline size_t trait_case_find_value(const struct trait *trait, const char *id) {
    for (size_t i = 0; i < trait_count_values(trait); i++) {
        if (strcmp(trait_get_value_id(trait, i), id) == 0) {
            return i;
        }
    }
    fail_msg("trait %s has no value %s", trait_get_id(trait), id);
    return 0;
}

static inline void trait_case_rewrite(const struct trait *trait, size_t value, const char *text, enum format format,
                                      const char *expected) {
    struct list wishes = {0};
    list_add(&wishes, trait_get_preference(trait, value));
    char *kept = stylist_rewrite(text, format, &wishes, NULL);
    char *got = trait_can_rewrite(trait, value) ? mem_copy_text(kept) : stylist_draft(text, format, &wishes);
    if (!trait_can_rewrite(trait, value)) {
        assert_string_equal(kept, text);
    }
    free(kept);
    if (strcmp(got, expected) != 0) {
        fail_msg("%s %s: \"%s\"\n became \"%s\"\n not    \"%s\"", trait_get_id(trait), trait_get_value_id(trait, value),
                 text, got, expected);
    }
    free(got);
    list_finish(&wishes);
}

/* Also: what was rewritten is not rewritten again. A value that is only measured is written in drafts, and leaves a
 * writer's text as it is. */
static inline void trait_case_rewrites(const char *id, const struct rewrite_case *cases, size_t count) {
    const struct trait *trait = trait_case_find(id);
    for (size_t i = 0; i < count; i++) {
        size_t value = trait_case_find_value(trait, cases[i].value);
        const char *after = cases[i].after ? cases[i].after : cases[i].before;
        trait_case_rewrite(trait, value, cases[i].before, cases[i].format, after);
        trait_case_rewrite(trait, value, after, cases[i].format, after);
    }
}

static inline void trait_case_measures(const char *id, const struct measure_case *cases, size_t count) {
    const struct trait *trait = trait_case_find(id);
    for (size_t i = 0; i < count; i++) {
        struct measure got;
        stylist_measure(trait, cases[i].text, strlen(cases[i].text), cases[i].format, &got);
        for (size_t j = 0; j < TRAIT_VALUES_MAX; j++) {
            if (got.counts[j] != cases[i].counts[j]) {
                fail_msg("%s: value %zu counted %u times, not %u, in \"%s\"", id, j, got.counts[j], cases[i].counts[j],
                         cases[i].text);
            }
        }
    }
}

/* Each value's own sentence means it, and so do these. */
static inline void trait_case_names(const char *id, const struct name_case *cases, size_t count) {
    const struct trait *wanted = trait_case_find(id), *trait;
    size_t value;
    for (size_t i = 0; i < trait_count_values(wanted); i++) {
        assert_true(stylist_read_preference(trait_get_preference(wanted, i), &trait, &value));
        assert_ptr_equal(trait, wanted);
        assert_int_equal(value, i);
    }
    for (size_t i = 0; i < count; i++) {
        if (!stylist_read_preference(cases[i].sentence, &trait, &value)) {
            fail_msg("not understood: %s", cases[i].sentence);
        }
        if (trait != wanted || strcmp(trait_get_value_id(trait, value), cases[i].value) != 0) {
            fail_msg("\"%s\" was read as %s %s", cases[i].sentence, trait_get_id(trait),
                     trait_get_value_id(trait, value));
        }
    }
}

#endif
