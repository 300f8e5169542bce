/* Ignore patterns against gitignore(5), and the genre of a document. */
#include "core/config/genre.h"
#include "core/config/ignore.h"

#include "core/base/mem.h"
#include "core/base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_patterns(void **state) {
    (void)state;
    static const struct {
        const char *pattern;
        const char *path;
        bool matches;
    } rows[] = {
        {"a.md", "a.md", true},
        {"a.md", "docs/a.md", true}, /* without a slash: at any depth */
        {"/a.md", "docs/a.md", false},
        {"/a.md", "a.md", true},
        {"docs/a.md", "docs/a.md", true},
        {"docs/a.md", "x/docs/a.md", false}, /* with a slash: from the folder of the pattern */
        {"*.md", "docs/deep/a.md", true},
        {"docs/*.md", "docs/a.md", true},
        {"docs/*.md", "docs/deep/a.md", false}, /* one star stays within a part */
        {"docs/**", "docs/deep/a.md", true},
        {"docs/**", "docs", false},
        {"docs/**/a.md", "docs/a.md", true},
        {"docs/**/a.md", "docs/x/y/a.md", true},
        {"**/a.md", "x/a.md", true},
        {"**/**/a.md", "x/y/a.md", true},
        {"**/build/*.md", "x/y/build/a.md", true},
        {"a?.md", "ab.md", true},
        {"[ab].md", "b.md", true},
        {"[!ab].md", "b.md", false},
        {"docs", "docs2", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ignore_matches(rows[i].pattern, rows[i].path) != rows[i].matches)
            fail_msg("%s against %s", rows[i].pattern, rows[i].path);
}

/* Time must not explode on patterns made for it. */
static void test_many_stars(void **state) {
    (void)state;
    char path[600] = "";
    for (int i = 0; i < 100; i++)
        strcat(path, "a/a/");
    strcat(path, "b");
    assert_false(ignore_matches("**/**/**/**/**/**/**/**/c", path));
    assert_false(ignore_matches("**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/c", path));
    assert_true(ignore_matches("**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/b", path));
}

static void write_file(const char *folder, const char *name, const char *text) {
    char *path = path_join(folder, name);
    assert_true(path_write(path, text, strlen(text), NULL));
    free(path);
}

static bool covers(const struct ignore *ignore, const char *root, const char *name) {
    char *path = path_join(root, name);
    bool covered = ignore_covers(ignore, path);
    free(path);
    return covered;
}

static void test_files(void **state) {
    (void)state;
    char root[] = "/tmp/prosed-ignore-XXXXXX";
    assert_non_null(mkdtemp(root));
    char *docs = path_join(root, "docs/deep");
    assert_true(path_make_folders(docs, NULL));
    write_file(root, ".gitignore", "# a comment\n\nbuild/\n*.tmp.md\n!keep.tmp.md\nsecret.md  \r\n");
    write_file(root, ".prosedignore", "docs/old*\n");
    write_file(docs, ".gitignore", "/here.md\n");
    struct list extra = {0};
    list_add(&extra, "drafts/**");
    struct ignore *ignore = ignore_create(root, &extra);
    static const struct {
        const char *name;
        bool covered;
    } rows[] = {
        {"a.md", false},           {"build/a.md", true},    {"x/build/a.md", true},      {"build", false},
        {"x.tmp.md", true},        {"keep.tmp.md", false},  {"secret.md", true},         {"docs/old.md", true},
        {"docs/older/a.md", true}, {"docs/new.md", false},  {"docs/deep/here.md", true}, {"docs/deep/x/here.md", false},
        {"here.md", false},        {"drafts/a/b.md", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (covers(ignore, root, rows[i].name) != rows[i].covered)
            fail_msg("%s", rows[i].name);
    assert_false(ignore_covers(ignore, "/elsewhere/build/a.md"));
    assert_false(ignore_covers(ignore, root));
    ignore_destroy(ignore);
    list_finish(&extra);
    free(docs);
    char *command = mem_format("rm -r %s", root);
    assert_int_equal(system(command), 0);
    free(command);
}

static void test_genre(void **state) {
    (void)state;
    struct config *config = config_create();
    assert_string_equal(genre_find(config, FORMAT_MARKDOWN, "README.md"), "docs");
    assert_string_equal(genre_find(config, FORMAT_TEXT, "README"), "docs");
    assert_string_equal(genre_find(config, FORMAT_TEXT, "a.txt"), "notes");
    assert_string_equal(genre_find(config, FORMAT_MARKDOWN, "notes/today.md"), "notes");
    assert_string_equal(genre_find(config, FORMAT_LATEX, "notes/a.tex"),
                        "paper"); /* the format says more than the folder */
    assert_string_equal(genre_find(config, FORMAT_COMMIT, NULL), "commit");
    assert_string_equal(genre_find(config, FORMAT_MAIL, "x"), "email");
    struct list problems = {0};
    cJSON *settings = cJSON_Parse("{\"genres\": {\"blog/**\": \"blog\"}}");
    config_apply(config, settings, CONFIG_USER, &problems);
    assert_int_equal(problems.count, 0);
    assert_string_equal(genre_find(config, FORMAT_MARKDOWN, "blog/a/b.md"), "blog");
    cJSON_Delete(settings);
    config_destroy(config);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_many_stars),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_genre),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
