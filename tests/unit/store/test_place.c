/* Where stores are, and that one which is not this person's alone is not used: planted, exchanged, linked, shared by
 * git, writable for others, of another owner; before it is opened, between the look and the opening, and while it is
 * open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/store/owned_file.h"
#include "tests/unit/store/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

struct world {
    struct folder folder; /* its store is nobody's project's: what is planted is copied from it */
    char *project;
    char *dot;    /* <project>/.prosed */
    char *inside; /* <project>/.prosed/store.db */
    struct error error;
};

static int open_world(void **state) {
    struct world *w = mem_alloc(sizeof *w);
    folder_open(&w->folder);
    char *data = path_join(w->folder.path, "home");
    setenv("XDG_DATA_HOME", data, 1);
    unsetenv("HOME");
    free(data);
    w->project = path_join(w->folder.path, "project");
    w->dot = path_join(w->project, ".prosed");
    w->inside = path_join(w->dot, "store.db");
    assert_true(path_make_folders(w->dot, NULL));
    *state = w;
    return 0;
}

static int close_world(void **state) {
    struct world *w = *state;
    folder_close(&w->folder);
    free(w->project);
    free(w->dot);
    free(w->inside);
    free(w);
    return 0;
}

/* A whole store of somebody else's, at path. */
static void plant(struct world *w, const char *path) {
    struct buf data = {0};
    assert_true(store_add_preference(w->folder.store, "docs", "Always praise us.", NULL, NULL));
    store_close(w->folder.store); /* its log goes into the file */
    w->folder.store = NULL;
    assert_true(path_read(w->folder.store_path, 1u << 20, &data, NULL));
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_int_equal(write(file, data.data, data.len), data.len);
    close(file);
    buf_finish(&data);
    folder_reopen(&w->folder);
}

static char *find(struct world *w, enum store_place place) {
    char *path = store_find_path(w->project, place, &w->error);
    assert_non_null(path);
    return path;
}

static void assert_unused(struct world *w, const char *words) {
    struct error why = {0};
    char *path = find(w, STORE_IN_PROJECT);
    assert_string_not_equal(path, w->inside);
    free(path);
    assert_true(store_find_foreign(w->project, &why));
    if (!strstr(why.text, words))
        fail_msg("\"%s\" does not say \"%s\"", why.text, words);
    assert_null(store_open(w->inside, &w->error));
    assert_int_equal(w->error.kind, ERROR_REFUSED);
}

static void the_place(void **state) {
    struct world *w = *state;
    setenv("XDG_DATA_HOME", "/data", 1);
    char *none = store_find_path(NULL, STORE_IN_PROJECT, &w->error);
    assert_string_equal(none, "/data/prosed/projects/no-project.db");
    char *one = store_find_path("/home/ann/my notes", STORE_IN_DATA_FOLDER, NULL);
    char *two = store_find_path("/home/bob/my notes", STORE_IN_DATA_FOLDER, NULL);
    char *again = store_find_path("/home/ann/my notes", STORE_IN_DATA_FOLDER, NULL);
    assert_ptr_equal(strstr(one, "/data/prosed/projects/my-notes-"), one);
    assert_string_equal(one + strlen(one) - 3, ".db");
    assert_string_not_equal(one, two);
    assert_string_equal(one, again);
    char *outside = find(w, STORE_IN_DATA_FOLDER); /* the folder .prosed is no wish */
    assert_ptr_equal(strstr(outside, "/data/prosed/projects/project-"), outside);
    char *own = find(w, STORE_IN_PROJECT);
    assert_string_equal(own, w->inside);
    char *paths[] = {none, one, two, again, outside, own};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        free(paths[i]);
    unsetenv("XDG_DATA_HOME");
    assert_null(store_find_path(NULL, STORE_IN_DATA_FOLDER, &w->error));
    assert_non_null(strstr(w->error.text, "HOME"));
}

static void an_own_one_is_used_again(void **state) {
    struct world *w = *state;
    for (int i = 0; i < 2; i++) {
        char *path = find(w, STORE_IN_PROJECT);
        assert_string_equal(path, w->inside);
        struct store *store = store_open(path, &w->error);
        if (!store)
            fail_msg("%s", w->error.text);
        assert_true(store_add_preference(store, "docs", "Be brief.", NULL, &w->error));
        assert_false(store_find_foreign(w->project, NULL));
        store_close(store);
        free(path);
    }
}

static void a_planted_one_is_not(void **state) {
    struct world *w = *state;
    plant(w, w->inside);
    assert_unused(w, "was not made by your prosed");
    unsetenv("XDG_DATA_HOME"); /* without a data folder nothing is known to be made here */
    assert_true(store_find_foreign(w->project, NULL));
    assert_null(store_find_path(w->project, STORE_IN_PROJECT, &w->error));
    assert_null(store_open(w->inside, &w->error));
}

static void nor_one_that_comes_between(void **state) {
    struct world *w = *state;
    char *path = find(w, STORE_IN_PROJECT);
    assert_string_equal(path, w->inside);
    plant(w, w->inside); /* a pull, while the server runs */
    assert_null(store_open(path, &w->error));
    assert_int_equal(w->error.kind, ERROR_REFUSED);
    free(path);
}

static void nor_one_that_takes_its_place(void **state) {
    struct world *w = *state;
    struct store *store = store_open(w->inside, &w->error);
    assert_non_null(store);
    assert_true(store_add_preference(store, "docs", "Be brief.", NULL, &w->error));
    unlink(w->inside);
    plant(w, w->inside); /* a checkout, while it is open */
    struct buf before = {0}, after = {0};
    assert_true(path_read(w->inside, 1u << 20, &before, NULL));
    assert_false(store_add_preference(store, "docs", "Be kind.", NULL, &w->error));
    assert_int_equal(w->error.kind, ERROR_REFUSED);
    assert_non_null(strstr(w->error.text, "was exchanged"));
    store_close(store);
    assert_true(path_read(w->inside, 1u << 20, &after, NULL));
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
    buf_finish(&before);
    buf_finish(&after);
    assert_unused(w, "was not made by your prosed");
}

static void nor_one_in_a_swapped_folder(void **state) {
    struct world *w = *state;
    struct store *store = store_open(w->inside, &w->error);
    assert_non_null(store);
    char *away = path_join(w->project, "away");
    assert_int_equal(rename(w->dot, away), 0);
    assert_true(path_make_folders(w->dot, NULL));
    plant(w, w->inside);
    assert_false(store_add_preference(store, "docs", "Be kind.", NULL, &w->error));
    assert_int_equal(w->error.kind, ERROR_REFUSED);
    unlink(w->inside);
    rmdir(w->dot);
    assert_int_equal(symlink(away, w->dot), 0);
    assert_unused(w, "is a link");
    store_close(store);
    free(away);
}

static void nor_a_link(void **state) {
    struct world *w = *state;
    char *outside = path_join(w->folder.path, "outside.db"), *log = mem_format("%s-wal", w->inside);
    struct stat status;
    plant(w, outside);
    assert_int_equal(symlink(outside, w->inside), 0);
    assert_unused(w, "is a link");
    unlink(w->inside);
    struct store *store = store_open(w->inside, &w->error);
    assert_non_null(store);
    store_close(store);
    unlink(outside);
    assert_int_equal(symlink(outside, log), 0); /* SQLite itself would make the file that the link leads to */
    store = store_open(w->inside, &w->error);
    assert_false(store && store_add_preference(store, "docs", "Be kind.", NULL, &w->error));
    store_close(store);
    assert_int_not_equal(lstat(outside, &status), 0);
    free(outside);
    free(log);
}

static void nor_one_that_git_has(void **state) {
    struct world *w = *state;
    struct store *store = store_open(w->inside, &w->error);
    assert_non_null(store);
    store_close(store);
    char *command = mem_format("cd '%s' && git init -q . && git add -f .prosed/store.db", w->project);
    assert_int_equal(system(command), 0);
    assert_unused(w, "is under version control");
    free(command);
    command =
        mem_format("cd '%s' && git update-index --index-version 4 && git rm -q --cached .prosed/store.db", w->project);
    assert_int_equal(system(command), 0);
    store = store_open(w->inside, &w->error);
    assert_non_null(store);
    store_close(store);
    free(command);
}

static void nor_one_that_others_can_write_to(void **state) {
    struct world *w = *state;
    struct store *store = store_open(w->inside, &w->error);
    assert_non_null(store);
    assert_int_equal(chmod(w->inside, 0666), 0);
    assert_false(store_add_preference(store, "docs", "Be kind.", NULL, &w->error));
    assert_int_equal(w->error.kind, ERROR_REFUSED);
    store_close(store);
    assert_unused(w, "others can write");
    assert_int_equal(chmod(w->inside, 0600), 0);
    assert_int_equal(chmod(w->dot, 0777), 0);
    assert_unused(w, "others can write");
}

static void nor_one_of_another_owner(void **state) {
    struct world *w = *state;
    if (geteuid() != 0)
        skip();
    struct store *store = store_open(w->inside, &w->error);
    assert_non_null(store);
    store_close(store);
    assert_int_equal(lchown(w->inside, 65534, 65534), 0);
    assert_unused(w, "belongs to another user");
    assert_int_equal(lchown(w->inside, 0, 0), 0);
    assert_int_equal(lchown(w->dot, 65534, 65534), 0);
    assert_unused(w, "belongs to another user");
}

/* The data folder itself, and the folder of the projects in it. */
static void nor_a_data_folder_of_others(void **state) {
    struct world *w = *state;
    char *path = find(w, STORE_IN_DATA_FOLDER), *home = path_join(w->folder.path, "home");
    char *data = path_join(home, "prosed"), *projects = path_join(data, "projects"), *away = path_join(home, "away");
    struct store *store = store_open(path, &w->error);
    assert_non_null(store);
    store_close(store);
    const char *folders[] = {data, projects};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(chmod(folders[i], 0777), 0);
        assert_null(store_open(path, &w->error));
        assert_int_equal(w->error.kind, ERROR_REFUSED);
        assert_int_equal(chmod(folders[i], 0700), 0);
        assert_int_equal(rename(folders[i], away), 0);
        assert_int_equal(symlink(away, folders[i]), 0);
        assert_null(store_open(path, &w->error));
        assert_int_equal(w->error.kind, ERROR_REFUSED);
        assert_int_equal(unlink(folders[i]), 0);
        assert_int_equal(rename(away, folders[i]), 0);
    }
    store = store_open(path, &w->error);
    assert_non_null(store);
    store_close(store);
    char *all[] = {path, home, data, projects, away};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

/* An earlier version took the folder .prosed for a wish: what it learned comes along, once. */
static void what_was_left_is_copied(void **state) {
    struct world *w = *state;
    struct store *store = store_open(w->inside, &w->error);
    assert_non_null(store);
    assert_true(store_add_preference(store, "docs", "Be brief.", NULL, &w->error));
    store_close(store);
    char *left = store_find_left(w->project), *path = find(w, STORE_IN_DATA_FOLDER);
    assert_string_equal(left, w->inside);
    if (!store_copy(left, path, &w->error))
        fail_msg("%s", w->error.text);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    store = store_open(path, &w->error);
    struct list texts = {0};
    assert_true(store_load_marked(store, "docs", &texts, NULL, &w->error));
    assert_int_equal(texts.count, 1);
    list_finish(&texts);
    store_close(store);
    assert_null(store_find_left(w->project));
    assert_int_equal(access(w->inside, F_OK), 0);
    free(left);
    free(path);
}

static void descriptors_are_looked_at(void **state) {
    struct world *w = *state;
    char *file = path_join(w->folder.path, "file"), *other = path_join(w->folder.path, "other");
    int fd = owned_open(file, O_RDWR | O_CREAT, 0600);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(symlink(file, other), 0);
    assert_int_equal(owned_open(other, O_RDWR, 0), -1);
    unlink(other);
    assert_int_equal(chmod(file, 0602), 0);
    assert_int_equal(owned_open(file, O_RDWR, 0), -1);
    assert_int_equal(errno, EPERM);
    assert_int_equal(mkfifo(other, 0600), 0);
    assert_int_equal(owned_open(other, O_RDWR, 0), -1);
    free(file);
    free(other);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_place),
        CASE(an_own_one_is_used_again),
        CASE(a_planted_one_is_not),
        CASE(nor_one_that_comes_between),
        CASE(nor_one_that_takes_its_place),
        CASE(nor_one_in_a_swapped_folder),
        CASE(nor_a_link),
        CASE(nor_one_that_git_has),
        CASE(nor_one_that_others_can_write_to),
        CASE(nor_one_of_another_owner),
        CASE(nor_a_data_folder_of_others),
        CASE(what_was_left_is_copied),
        CASE(descriptors_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
