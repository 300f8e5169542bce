/* Where the store of a project is. In the person's data folder, so that private text never lands in a repository by
 * accident, unless the project has a .prosed folder.
 *
 * A project may come from anybody, and with it a store that holds what the person never wrote. So a store in a project
 * is used only if it was made here: at its making a note of the very file goes to the data folder. */
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/store/statement.h"

#include <ctype.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES_MAX 40

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

/* What tells this file from any other that took or takes its place. The caller frees; NULL if it is not there. */
static char *describe_file(const char *path) {
    struct stat status;
    long long born = 0;
    if (stat(path, &status) != 0)
        return NULL;
#ifdef STATX_BTIME
    struct statx more; /* a number of a file is given again soon after it is gone */
    if (statx(AT_FDCWD, path, 0, STATX_BTIME, &more) == 0 && (more.stx_mask & STATX_BTIME))
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

void place_note_own(const char *path) {
    char *note = find_note(path), *file = describe_file(path);
    char *folder = note ? mem_copy(note, (size_t)(path_get_name(note) - note)) : NULL;
    struct error ignored; /* without the note the store is not found again, and the person is told */
    if (file && folder && path_make_folders(folder, &ignored))
        (void)path_write(note, file, strlen(file), &ignored);
    free(folder);
    free(file);
    free(note);
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
    bool made = !note || (file && path_read(note, 8192, &noted, NULL) && strcmp(buf_get(&noted), file) == 0);
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

/* NULL: there is no .prosed folder. *foreign: it is a link or somebody else's, or its store was not made here. */
static char *find_inside(const char *root, bool *foreign) {
    struct stat folder_status, status;
    char *folder = path_join(root, ".prosed");
    bool there =
        lstat(folder, &folder_status) == 0 && (S_ISDIR(folder_status.st_mode) || S_ISLNK(folder_status.st_mode));
    char *path = there ? path_join(folder, "store.db") : NULL;
    *foreign = false;
    if (path) {
        bool own =
            S_ISDIR(folder_status.st_mode) && folder_status.st_uid == geteuid() && !(folder_status.st_mode & S_IWOTH);
        bool kept = lstat(path, &status) == 0;
        *foreign = !own || (kept && (!S_ISREG(status.st_mode) || status.st_uid != geteuid() || !was_made_here(path))) ||
                   (!kept && has_remains(path));
    }
    free(folder);
    return path;
}

char *store_find_foreign(const char *root) {
    bool foreign = false;
    char *path = root ? find_inside(root, &foreign) : NULL;
    if (!foreign) {
        free(path);
        path = NULL;
    }
    return path;
}

char *store_find_path(const char *root, struct error *error) {
    bool foreign = false;
    char *inside = root ? find_inside(root, &foreign) : NULL;
    if (inside && !foreign)
        return inside;
    free(inside);
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
