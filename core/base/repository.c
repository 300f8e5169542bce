/* .git is a folder, or a file that names one (gitrepository-layout(5)). A folder counts as git's only with HEAD in it,
 * as git itself looks for it, so a folder or link of that name that leads anywhere else is none. */
#include "core/base/repository.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define POINTER_BYTES_MAX 8192         /* a file that names a folder */
#define INDEX_BYTES_MAX   (256u << 20) /* two million files */

/* What follows `prefix` on the file's first line, as a clean path; relative to base. NULL: no such file or line. */
static char *read_pointer(const char *file, const char *prefix, const char *base) {
    struct buf text = {0};
    char *path = NULL;
    size_t len = strlen(prefix);
    if (path_read(file, POINTER_BYTES_MAX, &text, NULL) && text.len > len && !strncmp(text.data, prefix, len)) {
        text.data[strcspn(text.data, "\r\n")] = '\0';
        char *joined = text.data[len] == '/' ? mem_copy_text(text.data + len) : path_join(base, text.data + len);
        path = path_clean(joined);
        free(joined);
    }
    buf_finish(&text);
    return path;
}

static bool is_git_folder(const char *folder) {
    struct stat status;
    char *head = path_join(folder, "HEAD");
    bool is = lstat(head, &status) == 0 && (S_ISREG(status.st_mode) || S_ISLNK(status.st_mode));
    free(head);
    return is;
}

static bool look_in(const char *root, struct repository *out) {
    struct stat status;
    char *dot = path_join(root, ".git"), *git = NULL;
    if (stat(dot, &status) == 0)
        git = S_ISDIR(status.st_mode)   ? mem_copy_text(dot)
              : S_ISREG(status.st_mode) ? read_pointer(dot, "gitdir: ", root)
                                        : NULL;
    free(dot);
    if (!git || !is_git_folder(git)) {
        free(git);
        return false;
    }
    char *file = path_join(git, "commondir");
    char *common = read_pointer(file, "", git);
    free(file);
    *out = (struct repository){.root = mem_copy_text(root), .git = git, .common = common ? common : mem_copy_text(git)};
    return true;
}

bool repository_find(const char *folder, struct repository *out) {
    char *root = mem_copy_text(folder);
    bool found = look_in(root, out);
    for (char *slash; !found && (slash = strrchr(root, '/')) && root[1];) {
        slash[slash == root] = '\0';
        found = look_in(root, out);
    }
    free(root);
    return found;
}

void repository_finish(struct repository *repository) {
    free(repository->root);
    free(repository->git);
    free(repository->common);
    *repository = (struct repository){0};
}

bool repository_tracks(const struct repository *repository, const char *path) {
    struct buf index = {0};
    char *file = path_join(repository->git, "index");
    struct error error = {0};
    bool tracks = false;
    if (path_read(file, INDEX_BYTES_MAX, &index, &error)) {
        /* Version 4 keeps of a name only what differs from the name in front of it. */
        bool whole = index.len > 8 && index.data[7] != 4;
        size_t skip = strlen(repository->root) + (strcmp(repository->root, "/") != 0);
        const char *name = whole && strlen(path) > skip ? path + skip : path_get_name(path);
        tracks = memmem(buf_get(&index), index.len, name, strlen(name) + 1) != NULL;
    } else {
        tracks = error.kind != ERROR_NOT_FOUND;
    }
    buf_finish(&index);
    free(file);
    return tracks;
}
