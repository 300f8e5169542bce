/* A disk that can be watched and can fail, for tests: loaded before libc (LD_PRELOAD), it stands between a program and
 * all files below one folder. It calls the kernel itself, so nothing here calls what it replaces.
 *
 *   SHIM_DISK=FOLDER         the folder; without it nothing is touched
 *   SHIM_DISK_LOG=FILE       each change is appended there before it is made, one record each:
 *                            "W NAME OFFSET LENGTH\n" and the bytes, "T NAME SIZE\n" cut or grown, "C NAME\n" created,
 *                            "U NAME\n" removed, "M NAME\n" folder made, "S NAME\n" what is written is on the disk,
 *                            "D NAME\n" the names in that folder are. NAME is relative to FOLDER ("." is itself)
 *   SHIM_DISK_FAIL=N:ERRNO   the Nth change fails with that error; of a write, half is done. N+: all later ones, too
 *   SHIM_DISK_BAD=FILE       as long as FILE is there, every change fails with ENOSPC, and FILE grows by a byte for it
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES_MAX 1024

static struct {
    bool ready;
    const char *folder;
    size_t folder_len;
    int log;
    long fail_at; /* 0: never */
    bool fail_on;
    int fail_with;
    const char *bad;
    long changes;
    char name[PATH_MAX];
    char *names[FILES_MAX]; /* by descriptor; NULL: not ours */
    bool is_folder[FILES_MAX];
} disk;

static void set_up(void) {
    if (disk.ready || !environ) /* a sanitizer makes folders before there is an environment */
        return;
    disk.ready = true;
    disk.log = -1;
    disk.folder = getenv("SHIM_DISK");
    if (!disk.folder)
        return;
    disk.folder_len = strlen(disk.folder);
    const char *log = getenv("SHIM_DISK_LOG"), *fail = getenv("SHIM_DISK_FAIL");
    disk.bad = getenv("SHIM_DISK_BAD");
    if (log)
        disk.log = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fail) {
        char *rest;
        disk.fail_at = strtol(fail, &rest, 10);
        disk.fail_on = *rest == '+';
        disk.fail_with = atoi(rest + (*rest == '+') + 1);
    }
}

/* The name below the folder of an absolute path, without a slash at its end; NULL for other paths. Borrowed until the
 * next call. */
static const char *find_name(const char *path) {
    set_up();
    if (!disk.folder || strncmp(path, disk.folder, disk.folder_len) != 0)
        return NULL;
    const char *rest = path + disk.folder_len;
    size_t len = strlen(rest);
    if ((*rest && *rest != '/') || len >= sizeof disk.name)
        return NULL;
    while (len > 0 && rest[len - 1] == '/')
        len--;
    if (len == 0)
        return ".";
    memcpy(disk.name, rest + 1, len - 1);
    disk.name[len - 1] = '\0';
    return disk.name;
}

static const char *get_name(int file) {
    set_up();
    return file >= 0 && file < FILES_MAX ? disk.names[file] : NULL;
}

static void log_bytes(const void *data, size_t len) {
    const char *at = data;
    while (disk.log >= 0 && len > 0) {
        long count = syscall(SYS_write, disk.log, at, len);
        if (count <= 0)
            return;
        at += count;
        len -= (size_t)count;
    }
}

__attribute__((format(printf, 1, 2))) static void log_line(const char *format, ...) {
    char line[PATH_MAX + 64];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    log_bytes(line, (size_t)len);
}

static bool is_bad(void) {
    int file = disk.bad ? (int)syscall(SYS_openat, AT_FDCWD, disk.bad, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;
    if (file < 0)
        return false;
    syscall(SYS_write, file, "!", 1);
    syscall(SYS_close, file);
    errno = ENOSPC;
    return true;
}

/* Counts a change; true if this is one that has to fail, with errno set. */
static bool has_to_fail(void) {
    disk.changes++;
    if (is_bad())
        return true;
    if (!disk.fail_at || (disk.fail_on ? disk.changes < disk.fail_at : disk.changes != disk.fail_at))
        return false;
    errno = disk.fail_with;
    return true;
}

static void remember(int file, const char *name, bool is_folder) {
    if (file < 0 || file >= FILES_MAX)
        return;
    disk.names[file] = strdup(name);
    disk.is_folder[file] = is_folder;
}

/* --- what is replaced --- */

static int open_file(int folder, const char *path, int flags, mode_t mode) {
    const char *name = folder == AT_FDCWD ? find_name(path) : NULL;
    if (!name)
        return (int)syscall(SYS_openat, folder, path, flags, mode);
    struct stat status;
    bool is_there = stat(path, &status) == 0;
    if (!is_there && (flags & O_CREAT)) {
        if (has_to_fail())
            return -1;
        log_line("C %s\n", name);
    }
    int file = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (file >= 0 && (flags & O_TRUNC) && is_there)
        log_line("T %s 0\n", name);
    remember(file, name, is_there && S_ISDIR(status.st_mode));
    return file;
}

#define OPEN(folder, path, flags)                                                                                      \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {                                                                           \
        va_list args;                                                                                                  \
        va_start(args, flags);                                                                                         \
        mode = va_arg(args, mode_t);                                                                                   \
        va_end(args);                                                                                                  \
    }                                                                                                                  \
    return open_file(folder, path, flags, mode)

int open(const char *path, int flags, ...) {
    OPEN(AT_FDCWD, path, flags);
}

int open64(const char *path, int flags, ...) {
    OPEN(AT_FDCWD, path, flags);
}

int close(int file) {
    if (get_name(file)) {
        free(disk.names[file]);
        disk.names[file] = NULL;
    }
    return (int)syscall(SYS_close, file);
}

/* offset < 0: where the file stands. */
static ssize_t write_file(int file, const void *data, size_t len, off_t offset) {
    const char *name = get_name(file);
    bool fails = name && has_to_fail();
    int reason = errno;
    size_t part = fails ? len / 2 : len;
    if (name) {
        off_t at = offset < 0 ? lseek(file, 0, SEEK_CUR) : offset;
        log_line("W %s %lld %zu\n", name, (long long)at, part);
        log_bytes(data, part);
    }
    ssize_t count = offset < 0 ? syscall(SYS_write, file, data, part) : syscall(SYS_pwrite64, file, data, part, offset);
    if (!fails)
        return count;
    errno = reason;
    return -1;
}

ssize_t write(int file, const void *data, size_t len) {
    return write_file(file, data, len, -1);
}

ssize_t pwrite(int file, const void *data, size_t len, off_t offset) {
    return write_file(file, data, len, offset);
}

ssize_t pwrite64(int file, const void *data, size_t len, off64_t offset) {
    return write_file(file, data, len, offset);
}

static int cut(int file, off_t size) {
    const char *name = get_name(file);
    if (name && has_to_fail())
        return -1;
    if (name)
        log_line("T %s %lld\n", name, (long long)size);
    return (int)syscall(SYS_ftruncate, file, size);
}

int ftruncate(int file, off_t size) {
    return cut(file, size);
}

int ftruncate64(int file, off64_t size) {
    return cut(file, size);
}

/* The kernel is not asked: nothing here outlives the machine, and waiting for its disk would only take time. */
static int sync_file(int file, long number) {
    const char *name = get_name(file);
    if (!name)
        return (int)syscall(number, file);
    if (has_to_fail())
        return -1;
    log_line("%c %s\n", disk.is_folder[file] ? 'D' : 'S', name);
    return 0;
}

int fsync(int file) {
    return sync_file(file, SYS_fsync);
}

int fdatasync(int file) {
    return sync_file(file, SYS_fdatasync);
}

int unlink(const char *path) {
    const char *name = find_name(path);
    if (name && access(path, F_OK) == 0) {
        if (has_to_fail())
            return -1;
        log_line("U %s\n", name);
    }
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode) {
    const char *name = find_name(path);
    if (name && access(path, F_OK) != 0) {
        if (has_to_fail())
            return -1;
        log_line("M %s\n", name);
    }
    return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
