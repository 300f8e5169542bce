/* Where the store of a project is: in the person's data folder, so that private text never lands in a repository by
 * accident, or in the project's .prosed folder, if the person's settings say so.
 *
 * A project may come from anybody, and with it a store that holds what the person never wrote. So a store in a project
 * is used only if it was made here: at its making a note of the very file goes to the data folder. */
#include "core/store/place.h"

#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/repository.h"
#include "core/store/owned_file.h"
#include "core/store/statement.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES_MAX 40
#define IN_PROJECT     "/.prosed/store.db"

/* The last part of root as far as it is safe in a file name, for people who look into the folder. */
static char *copy_name(const char *root) {
    char *name = mem_copy_text(path_get_name(root));
    if (strlen(name) > NAME_BYTES_MAX)
        name[NAME_BYTES_MAX] = '\0';
    for (char *c = name; *c; c++) {
        if (!isalnum((unsigned char)*c) && !strchr("._-", *c))
            *c = '-';
    }
    return name;
}

/* FNV-1a: it tells projects of the same name, and texts, apart. */
uint64_t store_hash(const char *text) {
    uint64_t hash = 14695981039346656037u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash;
}

/* --- stores inside of projects --- */

static bool is_in_project(const char *path) {
    size_t len = strlen(path), end = strlen(IN_PROJECT);
    return len > end && !strcmp(path + len - end, IN_PROJECT);
}

/* What tells this file from any other that took or takes its place. The caller frees; NULL if it is not there. */
static char *describe_file(const char *path) {
    struct stat status;
    long long born = 0;
    if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return NULL;
#ifdef STATX_BTIME
    struct statx more; /* a number of a file is given again soon after it is gone */
    if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BTIME, &more) == 0 && (more.stx_mask & STATX_BTIME))
        born = (long long)more.stx_btime.tv_sec * 1000000000 + more.stx_btime.tv_nsec;
#endif
    return mem_format("%llu %llu %lld %s\n", (unsigned long long)status.st_dev, (unsigned long long)status.st_ino, born,
                      path);
}

/* The file of the note about a store; NULL without a data folder. */
static char *find_note(const char *path) {
    char *data = path_copy_data_folder(NULL), *real = realpath(path, NULL);
    char *note = data && real ? mem_format("%s/own/%016" PRIx64, data, store_hash(real)) : NULL;
    free(data);
    free(real);
    return note;
}

static bool note_own(const char *path, struct error *error) {
    char *note = find_note(path), *file = describe_file(path);
    char *folder = note ? mem_copy(note, (size_t)(path_get_name(note) - note)) : NULL;
    bool noted = file && folder && path_make_folders(folder, error) &&
                 path_write(note, file, strlen(file), error); /* without the note the store is not found again */
    free(folder);
    free(file);
    free(note);
    return noted;
}

char *store_read_note(const char *note) {
    struct buf noted = {0};
    char *path = NULL;
    if (path_read(note, 8192, &noted, NULL)) {
        char *start = strchr(buf_get(&noted), '/'), *end = start ? strrchr(start, '\n') : NULL;
        path = end && end > start ? mem_copy(start, (size_t)(end - start)) : NULL;
    }
    char *file = path ? describe_file(path) : NULL;
    if (!file || strcmp(file, buf_get(&noted)) != 0) {
        free(path);
        path = NULL;
    }
    free(file);
    buf_finish(&noted);
    return path;
}

static bool was_made_here(const char *path) {
    char *note = find_note(path), *file = describe_file(path);
    struct buf noted = {0};
    bool made = note && file && path_read(note, 8192, &noted, NULL) && strcmp(buf_get(&noted), file) == 0;
    buf_finish(&noted);
    free(file);
    free(note);
    return made;
}

static bool has_remains(const char *path) {
    static const char *const ends[] = {"-wal", "-shm", "-journal"};
    bool found = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends && !found; i++) {
        struct stat status;
        char *file = mem_format("%s%s", path, ends[i]);
        found = lstat(file, &status) == 0;
        free(file);
    }
    return found;
}

static bool is_tracked(const char *path) {
    struct repository repository;
    char *folder = mem_copy(path, (size_t)(path_get_name(path) - path - 1));
    bool tracked = repository_find(folder, &repository);
    if (tracked) {
        tracked = repository_tracks(&repository, path);
        repository_finish(&repository);
    }
    free(folder);
    return tracked;
}

/* A store in a project, there or not yet: is it this person's alone, made here, and not to be shared? */
static bool check_in_project(const char *path, struct error *error) {
    struct error own = {0};
    char *folder = mem_copy(path, (size_t)(path_get_name(path) - path - 1));
    bool good = owned_check_folder(folder, &own) || own.kind == ERROR_NOT_FOUND;
    free(folder);
    bool there = good && owned_check_file(path, NULL, &own);
    good = good && (there || own.kind == ERROR_NOT_FOUND);
    if (!good)
        return error_set(error, ERROR_REFUSED, "%s", own.text);
    if (there ? !was_made_here(path) : has_remains(path))
        return error_set(error, ERROR_REFUSED,
                         "%s came with the project and was not made by your prosed, so it is not used; remove it to be "
                         "rid of this message",
                         path);
    if (is_tracked(path))
        return error_set(error, ERROR_REFUSED,
                         "%s is under version control, where others would read what you wrote, so it is not used: "
                         "git rm --cached '%s'",
                         path, path);
    return true;
}

/* --- the place --- */

static char *find_in_data(const char *root, struct error *error) {
    char *data = path_copy_data_folder(error);
    if (!data)
        return NULL;
    char *name = root ? copy_name(root) : NULL;
    char *file = root ? mem_format("projects/%s-%012" PRIx64 ".db", *name ? name : "root", store_hash(root) >> 16)
                      : mem_copy_text("projects/no-project.db");
    char *path = path_join(data, file);
    free(data);
    free(name);
    free(file);
    return path;
}

char *store_find_path(const char *root, enum store_place place, struct error *error) {
    char *inside =
        root && place == STORE_IN_PROJECT ? mem_format("%s" IN_PROJECT, strcmp(root, "/") ? root : "") : NULL;
    if (inside && check_in_project(inside, NULL))
        return inside;
    free(inside);
    return find_in_data(root, error);
}

bool store_find_foreign(const char *root, struct error *why) {
    struct stat status;
    char *inside = mem_format("%s" IN_PROJECT, strcmp(root, "/") ? root : "");
    char *folder = mem_copy(inside, (size_t)(path_get_name(inside) - inside - 1));
    bool there =
        lstat(inside, &status) == 0 || has_remains(inside) || (lstat(folder, &status) == 0 && S_ISLNK(status.st_mode));
    bool foreign = there && !check_in_project(inside, why);
    free(folder);
    free(inside);
    return foreign;
}

char *store_find_left(const char *root) {
    struct stat status;
    char *inside = mem_format("%s" IN_PROJECT, strcmp(root, "/") ? root : "");
    char *data = find_in_data(root, NULL);
    bool left = data && lstat(data, &status) != 0 && lstat(inside, &status) == 0 && check_in_project(inside, NULL);
    free(data);
    if (!left) {
        free(inside);
        inside = NULL;
    }
    return inside;
}

/* --- at each opening --- */

/* Every folder from the data folder down to the file's; in a project, .prosed. */
static bool check_folders(const char *folder, struct error *error) {
    char *data = path_copy_data_folder(NULL), *clean = path_clean(folder);
    bool inside = data && path_is_inside(clean, data), good = true;
    if (!inside && strcmp(path_get_name(clean), ".prosed") != 0) {
        free(data);
        free(clean);
        return true; /* no place of ours: a test's */
    }
    for (char *at = clean + (inside ? strlen(data) : strlen(clean)); good; at++) {
        if (*at != '/' && *at != '\0')
            continue;
        char end = *at;
        *at = '\0';
        good = owned_check_folder(clean, error);
        *at = end;
        if (end == '\0')
            break;
    }
    free(data);
    free(clean);
    return good;
}

static bool make_file(const char *path, struct error *error) {
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600); /* SQLite would make it 0644 */
    if (file < 0)
        return errno == EEXIST ||
               error_set(error, ERROR_IO, "%s cannot be opened for writing; check the permissions of it and its folder",
                         path);
    close(file);
    if (!is_in_project(path) || note_own(path, error))
        return true;
    unlink(path);
    return false;
}

bool place_prepare(const char *path, struct stat *file, struct error *error) {
    const char *name = path_get_name(path);
    char *folder =
        name - path > 1 ? mem_copy(path, (size_t)(name - path - 1)) : mem_copy_text(name == path ? "." : "/");
    bool good = path_make_folders(folder, error) && check_folders(folder, error) &&
                (!is_in_project(path) || check_in_project(path, error)) && make_file(path, error) &&
                owned_check_file(path, file, error) &&
                (!is_in_project(path) || was_made_here(path) ||
                 error_set(error, ERROR_REFUSED, "%s was exchanged for another file; it is not used", path));
    free(folder);
    return good;
}
