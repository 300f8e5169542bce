/* README's table of what is kept names each table of a store, and no other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/store/statement.h"
#include "tests/unit/store/folder.h"

/* The names in backquotes in the first cells of the rows behind "### What is kept". */
static void read_table(struct list *out) {
    struct buf text = {0};
    assert_true(path_read("README.md", 1u << 20, &text, NULL));
    const char *at = strstr(buf_get(&text), "### What is kept");
    assert_non_null(at);
    for (at = strstr(at, "\n| `"); at && at[1] == '|'; at = strchr(at + 1, '\n')) {
        size_t cell = strcspn(at + 3, "|");
        for (const char *name = at + 3; name < at + 3 + cell; name++)
            if (*name == '`') {
                size_t len = strcspn(name + 1, "`");
                list_add_len(out, name + 1, len);
                name += len + 1;
            }
    }
    buf_finish(&text);
}

static void the_table_is_that_of_the_store(void **state) {
    (void)state;
    struct folder f;
    struct list told = {0};
    struct rows rows;
    size_t count = 0;
    folder_open(&f);
    read_table(&told);
    store_query(f.store, &rows, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", "");
    while (rows_next(&rows)) {
        count++;
        if (!list_find_alike(&told, rows_get_text(&rows, 0), NULL))
            fail_msg("README does not tell of the table %s", rows_get_text(&rows, 0));
    }
    assert_true(rows_finish(&rows, &f.error));
    assert_int_equal(told.count, count);
    /* And of what is said not to be kept, there is no column. */
    store_query(f.store, &rows, "SELECT name FROM pragma_table_info('suggestion')", "");
    while (rows_next(&rows))
        if (strstr("before after document", rows_get_text(&rows, 0)))
            fail_msg("suggestion.%s", rows_get_text(&rows, 0));
    assert_true(rows_finish(&rows, &f.error));
    list_finish(&told);
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_table_is_that_of_the_store)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
