/* Descriptors that are only looked at are opened with O_PATH: to close any other descriptor of a file would drop the
 * locks that SQLite holds on it in this process. */
#include "core/store/owned_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

static bool others_write(const struct stat *status) {
    return (status->st_mode & S_IWOTH) || ((status->st_mode & S_IWGRP) && status->st_gid != getegid());
}

int owned_open(const char *path, int flags, int mode) {
    int file = open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, mode);
    struct stat status;
    if (file < 0)
        return file;
    bool writing = (flags & O_ACCMODE) != O_RDONLY;
    bool right = fstat(file, &status) == 0 &&
                 (S_ISREG(status.st_mode) ? status.st_uid == geteuid() && !others_write(&status)
                                          : !writing && (S_ISDIR(status.st_mode) || !strcmp(path, "/dev/urandom")));
    if (right)
        return file;
    close(file);
    errno = EPERM;
    return -1;
}

void owned_file_install(void) {
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    if (vfs && vfs->iVersion >= 3)
        vfs->xSetSystemCall(vfs, "open", (sqlite3_syscall_ptr)owned_open);
}

static bool check(const char *path, bool folder, struct stat *out, struct error *error) {
    int file = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    int reason = errno;
    bool seen = file >= 0 && fstat(file, out) == 0;
    if (file >= 0)
        close(file);
    if (!seen)
        return error_set(error, reason == ENOENT || reason == ENOTDIR ? ERROR_NOT_FOUND : ERROR_IO,
                         "cannot open %s: %s", path, strerror(reason));
    if (S_ISLNK(out->st_mode))
        return error_set(error, ERROR_REFUSED, "%s is a link, so it is not used: put the %s itself there%s", path,
                         folder ? "folder" : "file", folder ? ", or set XDG_DATA_HOME to where it is" : "");
    if (folder ? !S_ISDIR(out->st_mode) : !S_ISREG(out->st_mode))
        return error_set(error, ERROR_IO, "%s is no %s: move it away", path, folder ? "folder" : "file");
    if (out->st_uid != geteuid())
        return error_set(error, ERROR_REFUSED,
                         "%s belongs to another user, so it is not used: change its owner, or set XDG_DATA_HOME to a "
                         "folder of your own",
                         path);
    if (others_write(out))
        return error_set(error, ERROR_REFUSED, "others can write to %s, so it is not used: chmod go-w '%s'", path,
                         path);
    return true;
}

bool owned_check_folder(const char *path, struct error *error) {
    struct stat status;
    return check(path, true, &status, error);
}

bool owned_check_file(const char *path, struct stat *out, struct error *error) {
    struct stat status;
    return check(path, false, out ? out : &status, error);
}
