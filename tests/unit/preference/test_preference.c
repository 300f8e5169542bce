/* Unions, cleaning, names of unions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/preference/preference.h"

#include <stdlib.h>
#include <string.h>

static void add_all(struct list *list, const char *const *texts) {
    for (size_t i = 0; texts[i]; i++)
        list_add(list, texts[i]);
}

static void union_is_in_order_without_repeats(void **state) {
    (void)state;
    struct list related[2] = {{0}}, pinned = {0}, muted = {0}, out = {0};
    add_all(&related[0], (const char *const[]){"Use puns.", "Be brief.", NULL});
    add_all(&related[1], (const char *const[]){"be  BRIEF.", "Sign with a name.", "Muted one.", NULL});
    add_all(&pinned, (const char *const[]){"Sign with a name.", NULL});
    add_all(&muted, (const char *const[]){"muted one.", NULL});
    preference_union(related, 2, &pinned, &muted, &out);
    assert_int_equal(out.count, 3);
    assert_string_equal(out.items[0], "Sign with a name.");
    assert_string_equal(out.items[1], "Use puns.");
    assert_string_equal(out.items[2], "Be brief.");
    list_finish(&out);
    preference_union(related, 2, NULL, NULL, &out);
    assert_int_equal(out.count, 4);
    list_finish(&out);
    preference_union(NULL, 0, NULL, NULL, &out);
    assert_int_equal(out.count, 0);
    list_finish(&related[0]);
    list_finish(&related[1]);
    list_finish(&pinned);
    list_finish(&muted);
}

static void union_has_a_ceiling(void **state) {
    (void)state;
    struct list related = {0}, out = {0};
    char *text = mem_alloc(1001);
    memset(text, 'a', 1000);
    for (int i = 0; i < 100; i++) {
        text[0] = (char)('A' + i % 26);
        text[1] = (char)('a' + i / 26);
        list_add(&related, text);
    }
    preference_union(&related, 1, NULL, NULL, &out);
    assert_int_equal(out.count, LIMIT_UNION_BYTES / 1001);
    free(text);
    list_finish(&related);
    list_finish(&out);
}

static void cleaning(void **state) {
    (void)state;
    static const char *const good[][2] = {
        {"  Use contractions. \n", "Use contractions."},
        {"- Be brief.", "Be brief."},
        {"\xE2\x80\xA2 Be brief.", "Be brief."},
        {"12. Be brief.", "Be brief."},
        {"3) Be brief.", "Be brief."},
        {"2026 is a year", "2026 is a year"},
        {"-ise, not -ize", "-ise, not -ize"},
        {"\x1b]Be\tbrief.\x07", "]Be brief."},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char *out;
        assert_true(preference_clean(good[i][0], &out, NULL));
        assert_string_equal(out, good[i][1]);
        free(out);
    }
    static const char *const bad[] = {"", " \n ", "- ", "Be brief.\nBe kind.", "\x1b\x07"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char *out;
        struct error error = {0};
        assert_false(preference_clean(bad[i], &out, &error));
        assert_null(out);
        assert_int_equal(error.kind, ERROR_USAGE);
    }
    char *out, *long_text = mem_alloc(LIMIT_PREFERENCE_BYTES + 2);
    memset(long_text, 'x', LIMIT_PREFERENCE_BYTES + 1);
    struct error error = {0};
    assert_false(preference_clean(long_text, &out, &error));
    assert_int_equal(error.kind, ERROR_LIMIT);
    free(long_text);
}

static void hash_names_the_set(void **state) {
    (void)state;
    struct list a = {0}, b = {0}, c = {0};
    add_all(&a, (const char *const[]){"Use puns.", "Be brief.", NULL});
    add_all(&b, (const char *const[]){"be brief.", "Use  Puns.", NULL});
    add_all(&c, (const char *const[]){"Use puns.", "Be brief", NULL});
    char hash_a[17], hash_b[17], hash_c[17];
    preference_hash(&a, hash_a);
    preference_hash(&b, hash_b);
    preference_hash(&c, hash_c);
    assert_int_equal(strlen(hash_a), 16);
    assert_string_equal(hash_a, hash_b);
    assert_string_not_equal(hash_a, hash_c);
    list_finish(&a);
    list_finish(&b);
    list_finish(&c);
}

static void muted_sentences_leave_a_description(void **state) {
    (void)state;
    struct list muted = {0};
    list_add(&muted, "use puns");
    char *text = mem_copy_text("Be brief. Use  puns. Sign off.");
    preference_drop_muted(&text, &muted);
    assert_string_equal(text, "Be brief. Sign off.");
    char *same = text;
    preference_drop_muted(&text, &muted);
    assert_ptr_equal(text, same);
    assert_true(preference_is_muted("USE puns.", &muted));
    assert_false(preference_is_muted("Use puns now.", &muted));
    assert_false(preference_is_muted("Use puns.", NULL));
    free(text);
    list_finish(&muted);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(union_is_in_order_without_repeats),
        cmocka_unit_test(union_has_a_ceiling),
        cmocka_unit_test(cleaning),
        cmocka_unit_test(hash_names_the_set),
        cmocka_unit_test(muted_sentences_leave_a_description),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
