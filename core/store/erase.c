/* Files are overwritten before they are removed, so that what they held is not left in blocks that somebody may read;
 * on a disk that writes elsewhere each time (flash, snapshots) no program can promise more. */
#include "core/store/erase.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/store/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 8 /* of folders; prosed makes two */

/* Links are not followed: what they lead to is not ours. */
static void find_below(const char *folder, int depth, struct list *files) {
    DIR *open_folder = depth > 0 ? opendir(folder) : NULL;
    struct dirent *entry;
    while (open_folder && (entry = readdir(open_folder))) {
        struct stat status;
        char *path = path_join(folder, entry->d_name);
        bool self = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
        if (!self && lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
            find_below(path, depth - 1, files);
        else if (!self && lstat(path, &status) == 0 && (S_ISREG(status.st_mode) || S_ISLNK(status.st_mode)))
            list_add(files, path);
        free(path);
    }
    if (open_folder)
        closedir(open_folder);
}

static void add_if_there(struct list *files, const char *path, const char *end) {
    struct stat status;
    char *file = mem_format("%s%s", path, end);
    if (lstat(file, &status) == 0 && S_ISREG(status.st_mode))
        list_add(files, file);
    free(file);
}

/* The stores in projects, by the notes about them. */
static void find_in_projects(const char *data, struct list *files) {
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    struct list notes = {0};
    char *folder = path_join(data, "own");
    find_below(folder, 1, &notes);
    for (size_t i = 0; i < notes.count; i++) {
        char *path = store_read_note(notes.items[i]);
        for (size_t k = 0; path && k < sizeof ends / sizeof *ends; k++)
            add_if_there(files, path, ends[k]);
        free(path);
    }
    list_finish(&notes);
    free(folder);
}

bool erase_find(struct list *files, struct error *error) {
    char *data = path_copy_data_folder(error);
    if (!data)
        return false;
    find_in_projects(data, files); /* first, while their notes are there */
    find_below(data, DEPTH_MAX, files);
    free(data);
    return true;
}

static bool overwrite(const char *path) {
    static const char zeros[65536];
    struct stat status;
    int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    bool done = fd >= 0 && fstat(fd, &status) == 0;
    for (off_t at = 0; done && at < status.st_size;) {
        size_t left = (size_t)(status.st_size - at);
        ssize_t count = write(fd, zeros, left < sizeof zeros ? left : sizeof zeros);
        done = count > 0 || (count < 0 && errno == EINTR);
        at += count > 0 ? count : 0;
    }
    done = done && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return done;
}

static bool erase_file(const char *path, struct error *error) {
    struct stat status;
    bool link = lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
    bool done = link || overwrite(path);
    int reason = errno;
    if (unlink(path) != 0 && done) {
        done = false;
        reason = errno;
    }
    return done || (reason == ENOENT) || error_set(error, ERROR_IO, "cannot erase %s: %s", path, strerror(reason));
}

/* Upwards from where a file was, as long as nothing is left; rmdir refuses any other. */
static void remove_empty_folders(const char *file, const char *data) {
    char *folder = mem_copy_text(file);
    for (char *slash = strrchr(folder, '/'); slash && slash > folder; slash = strrchr(folder, '/')) {
        *slash = '\0';
        if (!path_is_inside(folder, data) || rmdir(folder) != 0)
            break;
    }
    free(folder);
}

bool erase_files(const struct list *files, struct error *error) {
    struct error first = {0};
    char *data = path_copy_data_folder(error);
    for (size_t i = 0; data && i < files->count; i++) {
        struct error one = {0};
        if (!erase_file(files->items[i], &one) && !first.kind)
            first = one;
        remove_empty_folders(files->items[i], data);
    }
    if (first.kind && error)
        *error = first;
    bool done = data && !first.kind;
    free(data);
    return done;
}
