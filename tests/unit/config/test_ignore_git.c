/* Ignore files against git itself: made-up trees with ignore files at every place where git reads them, and for each
 * file what `git check-ignore` says. TREES=5000 in the environment for more of them; SEED for others. */
#include "core/config/ignore.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static unsigned long seed = 1;

static unsigned pick(unsigned count) {
    seed = seed * 6364136223846793005ul + 1442695040888963407ul;
    return (unsigned)(seed >> 33) % count;
}

static const char *pick_name(void) {
    static const char *const names[] = {"a",   "b",   "ab", "a.md",     "b.md", "abc",
                                        "x y", "[a]", "#a", "\xc3\xa9", "!b",   "a\\b"};
    return names[pick(pick(3) ? 6 : 12)];
}

static void add_pattern(struct buf *out) {
    static const char *const pieces[] = {"*", "?",    "**", "[ab]",  "[!a]",        "[a-c]", "*.md",
                                         "a", "b",    ".",  "\\a",   "[[:alpha:]]", "[^b]",  "[",
                                         "]", "[]a]", "\\", "[a/b]", "[a\\]b]",     "\\*",   "[[:nope:]]"};
    buf_append_text(out, pick(4) ? "" : "!");
    buf_append_text(out, pick(4) ? "" : "/");
    for (unsigned parts = 1 + pick(3), i = 0; i < parts; i++) {
        if (i)
            buf_append_char(out, '/');
        if (pick(2))
            buf_append_text(out, pick_name());
        else
            for (unsigned count = 1 + pick(3); count; count--)
                buf_append_text(out, pieces[pick(pick(2) ? 8 : sizeof pieces / sizeof *pieces)]);
    }
    static const char *const ends[] = {"", "", "", "/", " ", "\\ ", "  ", "/**", "\t", "\r"};
    buf_append_text(out, ends[pick(10)]);
    buf_append_text(out, pick(12) ? "\n" : "\n\n# comment\n");
}

static void write_patterns(const char *folder, const char *name) {
    struct buf text = {0};
    char *path = path_join(folder, name), *parent = mem_copy(path, (size_t)(path_get_name(path) - path));
    if (!pick(10))
        buf_append_text(&text, "\xef\xbb\xbf");
    for (unsigned lines = 1 + pick(4); lines; lines--)
        add_pattern(&text);
    assert_true(path_make_folders(parent, NULL));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fwrite(text.data, 1, text.len, file);
    fclose(file);
    buf_finish(&text);
    free(path);
    free(parent);
}

/* Folders and files below `folder`; the files, relative to root, are appended with a NUL each. */
static void grow(const char *root, const char *relative, int depth, struct buf *files) {
    char *folder = *relative ? path_join(root, relative) : mem_copy_text(root);
    assert_true(path_make_folders(folder, NULL));
    if (!pick(3))
        write_patterns(folder, ".gitignore");
    for (unsigned count = 1 + pick(4); count; count--) {
        char *name = *relative ? path_join(relative, pick_name()) : mem_copy_text(pick_name());
        char *path = path_join(root, name);
        if (access(path, F_OK) == 0) {
            /* drawn before */
        } else if (depth && pick(2)) {
            grow(root, name, depth - 1, files);
        } else {
            FILE *file = fopen(path, "w");
            assert_non_null(file);
            fclose(file);
            buf_append(files, name, strlen(name) + 1);
        }
        free(name);
        free(path);
    }
    free(folder);
}

static void run(const char *format, const char *root) {
    char *command = mem_format(format, root);
    if (system(command) != 0)
        fail_msg("%s", command);
    free(command);
}

static void ask_git(const char *root, const struct buf *files, struct buf *ignored) {
    char *in = mem_format("%s/.git/in", root), *command, chunk[4096];
    FILE *file = fopen(in, "w");
    fwrite(files->data, 1, files->len, file);
    fclose(file);
    command = mem_format("git -C '%s' check-ignore --no-index --stdin -z < '%s'", root, in);
    FILE *answer = popen(command, "r");
    for (size_t count; (count = fread(chunk, 1, sizeof chunk, answer)) > 0;)
        buf_append(ignored, chunk, count);
    pclose(answer);
    free(in);
    free(command);
}

static bool holds(const struct buf *list, const char *name) {
    for (size_t at = 0; at < list->len; at += strlen(list->data + at) + 1)
        if (!strcmp(list->data + at, name))
            return true;
    return false;
}

static void compare(struct ignore *ignore, const char *root, const struct buf *files, unsigned long tree,
                    size_t *both) {
    struct buf ignored = {0};
    ask_git(root, files, &ignored);
    for (size_t at = 0; at < files->len; at += strlen(files->data + at) + 1) {
        const char *name = files->data + at;
        char *path = path_join(root, name);
        bool covered = ignore_covers(ignore, path, NULL), wanted = holds(&ignored, name);
        both[wanted]++;
        if (covered != wanted) {
            run("cd '%s' && grep -rn '' --include=.gitignore . .git/info/exclude ../home/.config/git/ignore | cat -A "
                ">&2",
                root);
            fail_msg("tree %lu: git %s %s", tree, wanted ? "ignores" : "does not ignore", name);
        }
        free(path);
    }
    buf_finish(&ignored);
}

static void test_trees(void **state) {
    (void)state;
    char top[] = "/tmp/prosed-git-XXXXXX";
    assert_non_null(mkdtemp(top));
    char *root = path_join(top, "tree"), *home = path_join(top, "home");
    const char *count = getenv("TREES"), *first = getenv("SEED");
    setenv("HOME", home, 1);
    unsetenv("XDG_CONFIG_HOME");
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    size_t both[2] = {0};
    run("git init -q '%s'", root);
    for (unsigned long tree = 0; tree < (count ? strtoul(count, NULL, 10) : 200); tree++) {
        struct buf files = {0};
        seed = tree + (first ? strtoul(first, NULL, 10) : 0) * 1000003ul;
        grow(root, "", 3, &files);
        if (!pick(2))
            write_patterns(root, ".git/info/exclude");
        if (!pick(2))
            write_patterns(home, ".config/git/ignore");
        struct ignore *ignore = ignore_create(root, NULL);
        compare(ignore, root, &files, tree, both);
        ignore_destroy(ignore);
        buf_finish(&files);
        run("rm -rf '%s/.git/info/exclude' '%1$s/../home' && find '%1$s' -mindepth 1 -maxdepth 1 ! -name .git -exec rm "
            "-r "
            "{} +",
            root);
    }
    assert_true(both[0] > 100 && both[1] > 100); /* it is a comparison of something */
    if (count)
        print_message("%zu files, %zu of them ignored\n", both[0] + both[1], both[1]);
    run("rm -r '%s'", top);
    free(root);
    free(home);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_trees)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
