/* Ignore patterns against gitignore(5), and the genre of a document. */
#include "core/config/genre.h"
#include "core/config/ignore.h"

#include "core/base/mem.h"
#include "core/base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
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

static bool covers(struct ignore *ignore, const char *root, const char *name) {
    char *path = path_join(root, name);
    bool covered = ignore_covers(ignore, path, NULL);
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
    assert_false(ignore_covers(ignore, "/elsewhere/build/a.md", NULL)); /* another folder's patterns */
    assert_true(ignore_covers(ignore, "/elsewhere/drafts/a.md", NULL)); /* the person's own hold everywhere */
    assert_false(ignore_covers(ignore, root, NULL));
    ignore_destroy(ignore);
    list_finish(&extra);
    free(docs);
    char *command = mem_format("rm -r %s", root);
    assert_int_equal(system(command), 0);
    free(command);
}

/* --- where git reads them, and where it cannot --- */

struct tree {
    char root[32];
    char *home;
    struct ignore *ignore;
};

static int open_tree(void **state) {
    struct tree *tree = mem_alloc(sizeof *tree);
    strcpy(tree->root, "/tmp/prosed-ignore-XXXXXX");
    assert_non_null(mkdtemp(tree->root));
    tree->home = path_join(tree->root, "home");
    setenv("HOME", tree->home, 1);
    unsetenv("XDG_CONFIG_HOME");
    tree->ignore = ignore_create(NULL, NULL);
    *state = tree;
    return 0;
}

static int close_tree(void **state) {
    struct tree *tree = *state;
    char *command = mem_format("chmod -R u+rwx %s; rm -r %s", tree->root, tree->root);
    ignore_destroy(tree->ignore);
    assert_int_equal(system(command), 0);
    free(command);
    free(tree->home);
    free(tree);
    return 0;
}

static void put(struct tree *tree, const char *name, const char *text) {
    char *path = path_join(tree->root, name), *folder = mem_copy(path, (size_t)(path_get_name(path) - path));
    assert_true(path_make_folders(folder, NULL));
    write_file(tree->root, name, text);
    free(folder);
    free(path);
}

static void run(struct tree *tree, const char *command) {
    char *whole = mem_format("cd %s && exec >/dev/null 2>&1; %s", tree->root, command);
    if (system(whole) != 0)
        fail_msg("%s", command);
    free(whole);
}

static const char GIT[] = "export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=protocol.file.allow GIT_CONFIG_VALUE_0=always; "
                          "G='git -c user.name=a -c user.email=a@b'; ";

static void test_places_of_git(void **state) {
    struct tree *tree = *state;
    char *commands = mem_format("%s%s", GIT,
                                "$G init -q repo && cd repo && mkdir docs && echo x >docs/x && $G add . && "
                                "$G commit -qm x && $G worktree add -q ../linked && $G submodule add -q ../linked sub");
    run(tree, commands);
    free(commands);
    put(tree, "repo/.gitignore", "/docs/top.md\n");
    put(tree, "repo/.git/info/exclude", "info.md\n");
    put(tree, "repo/.git/modules/sub/info/exclude", "module.md\n");
    put(tree, "home/.config/git/ignore", "default.md\n");
    put(tree, "home/.gitconfig",
        "[core]\n\teditor = vi\n[Core] # mine\n  excludesFile = \"~/my ignores\" ; mine\n"
        "[include]\n\tpath = .more\n[includeIf \"gitdir:~/w/\"]\n\tpath = ~/cond\n");
    put(tree, "home/my ignores", "own.md\n");
    put(tree, "home/.more", "[core]\nexcludesfile = ~/\\\nmore-ignores\n");
    put(tree, "home/more-ignores", "more.md\n");
    put(tree, "home/cond", "[core] excludesfile = ~/cond-ignores\n");
    put(tree, "home/cond-ignores", "cond.md\n");
    put(tree, "bare/.gitignore", "loose.md\n"); /* no repository, no mark of a project */
    put(tree, ".prosedignore", "never.md\nrepo/docs/out.md\n");
    put(tree, "repo/docs/.gitignore", "!never.md\n!out.md\n");
    static const struct {
        const char *name;
        bool covered;
    } rows[] = {
        {"repo/docs/a.md", false},    {"repo/docs/top.md", true},     {"repo/docs/info.md", true},
        {"linked/info.md", true},     {"linked/docs/top.md", false},  {"repo/sub/module.md", true},
        {"repo/sub/info.md", false},  {"repo/docs/default.md", true}, {"repo/sub/own.md", true},
        {"linked/more.md", true},     {"linked/cond.md", true},       {"bare/loose.md", true},
        {"bare/deep/loose.md", true}, {"bare/own.md", true},          {"bare/a.md", false},
        {"repo/docs/never.md", true}, {"repo/docs/out.md", true},     {"docs/out.md", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (covers(tree->ignore, tree->root, rows[i].name) != rows[i].covered)
            fail_msg("%s", rows[i].name);
}

/* What cannot be read as an ignore file leaves out all that it could speak of, and says so. */
static void test_fails_closed(void **state) {
    struct tree *tree = *state;
    static const struct {
        const char *what, *command;
    } rows[] = {
        {"unreadable", "mkdir d/.gitignore"},
        {"a pipe", "mkfifo d/.gitignore"},
        {"a pipe of prosed", "mkfifo d/.prosedignore"},
        {"a link out", "echo b.md >out; ln -s ../../out d/.gitignore"},
        {"a link to nowhere", "ln -s nowhere d/.gitignore"},
        {"too long", "yes '# long' | head -c 140000 >d/.gitignore"},
        {"UTF-16", "printf '\\377\\376a\\0' >d/.gitignore"},
        {"UTF-16 without a mark", "printf 'a\\0.\\0m\\0d\\0' >d/.prosedignore"},
        {"of all repositories", "mkdir -p ../home/.config/git/ignore"},
        {"of this repository", "rm -f .git/info/exclude; mkfifo .git/info/exclude"},
        {"patterns that take forever",
         "for i in $(seq 40); do echo '**/a*a*a*a*a*a*a*a*a*b/**/a*a*a*a*a*a*b*'; done >d/.gitignore; "
         "true"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error why = {0};
        run(tree, "rm -rf repo home out; git init -q repo && mkdir repo/d");
        put(tree, "repo/other/a.md", "");
        char *command = mem_format("cd repo; %s", rows[i].command);
        run(tree, command);
        char name[200];
        bool slow = strstr(rows[i].what, "forever") != NULL;
        snprintf(name, sizeof name, "%s/repo/d/%s", tree->root,
                 slow ? "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"
                        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                      : "a.md");
        bool covered = ignore_covers(tree->ignore, name, &why);
        if (!slow && (!covered || why.kind != ERROR_UNREADABLE || !strstr(why.text, "cannot be read")))
            fail_msg("%s: %s", rows[i].what, why.text);
        if (i < 7 && covers(tree->ignore, tree->root, "repo/other/a.md"))
            fail_msg("%s: elsewhere", rows[i].what);
        free(command);
    }
}

/* Each short and harmless, and more than anybody means: none is matched, and the file is left out. */
static void test_too_many_patterns(void **state) {
    struct tree *tree = *state;
    struct error why = {0};
    run(tree, "rm -rf repo; mkdir -p repo/a/b; for folder in repo repo/a repo/a/b; do yes x.md | head -n 13000 "
              ">$folder/.gitignore; done");
    put(tree, "repo/a/b/a.md", "");
    char *path = path_join(tree->root, "repo/a/b/a.md");
    assert_false(ignore_covers(tree->ignore, path, &why));
    run(tree, "for folder in repo/a repo/a/b; do yes x.md | head -n 19000 >$folder/.gitignore; done");
    assert_true(ignore_covers(tree->ignore, path, &why));
    assert_non_null(strstr(why.text, "take too long"));
    free(path);
}

static void test_forms_of_text(void **state) {
    struct tree *tree = *state;
    put(tree, "bom/.gitignore",
        "\xef\xbb\xbf"
        "a.md\n");
    put(tree, "cr/.gitignore", "a.md\rb.md\r");
    put(tree, "crlf/.prosedignore", "a.md\r\n!b.md\r\n");
    assert_true(covers(tree->ignore, tree->root, "bom/a.md"));
    assert_true(covers(tree->ignore, tree->root, "cr/a.md"));
    assert_true(covers(tree->ignore, tree->root, "cr/b.md"));
    assert_true(covers(tree->ignore, tree->root, "crlf/a.md"));
    put(tree, "crlf/.prosedignore", "c.md\r\n!b.md\r\n"); /* as long, at once: seen all the same */
    assert_false(covers(tree->ignore, tree->root, "crlf/a.md"));
    assert_true(covers(tree->ignore, tree->root, "crlf/c.md"));
}

/* The person's own globs, in a project and everywhere else. */
static void test_own_globs(void **state) {
    struct tree *tree = *state;
    struct list globs = {0};
    list_add(&globs, "private/");
    list_add(&globs, "notes/diary.md");
    list_add(&globs, "~/letters/**");
    list_add(&globs, "/srv/shared/*.md");
    list_add(&globs, "*.draft.md");
    list_add(&globs, "!keep.draft.md");
    static const struct {
        const char *path;
        bool inside, elsewhere;
    } rows[] = {
        {"/p/private/a.md", true, true},       {"/p/notes/diary.md", true, true}, {"/p/x/notes/diary.md", false, true},
        {"/srv/shared/a.md", true, true},      {"/p/a.draft.md", true, true},     {"/p/keep.draft.md", false, false},
        {"/other/private/x/a.md", true, true}, {"/p/a.md", false, false},
    };
    struct ignore *inside = ignore_create("/p", &globs), *none = ignore_create(NULL, &globs);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ignore_covers(inside, rows[i].path, NULL) != rows[i].inside ||
            ignore_covers(none, rows[i].path, NULL) != rows[i].elsewhere)
            fail_msg("%s", rows[i].path);
    char *letter = path_join(tree->home, "letters/to/b.md");
    assert_true(ignore_covers(inside, letter, NULL));
    assert_true(ignore_covers(none, letter, NULL));
    free(letter);
    ignore_destroy(inside);
    ignore_destroy(none);
    list_finish(&globs);
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
        cmocka_unit_test_setup_teardown(test_places_of_git, open_tree, close_tree),
        cmocka_unit_test_setup_teardown(test_fails_closed, open_tree, close_tree),
        cmocka_unit_test_setup_teardown(test_too_many_patterns, open_tree, close_tree),
        cmocka_unit_test_setup_teardown(test_forms_of_text, open_tree, close_tree),
        cmocka_unit_test_setup_teardown(test_own_globs, open_tree, close_tree),
        cmocka_unit_test(test_genre),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
