/* Paths and small files. Writing goes through a file beside the target that is renamed over it, so that a reader (or a
 * crash) sees the old text or the new text and nothing between. */
#include "core/base/path.h"

#include "core/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *folder, const char *name) {
    size_t len = strlen(folder);
    const char *separator = len == 0 || folder[len - 1] == '/' ? "" : "/";
    return mem_format("%s%s%s", folder, separator, name);
}

const char *path_get_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool path_is_inside(const char *path, const char *folder) {
    size_t len = strlen(folder);
    if (strncmp(path, folder, len) != 0) {
        return false;
    }
    return path[len] == '\0' || path[len] == '/' || (len > 0 && folder[len - 1] == '/');
}

static void add_part(struct buf *out, const char *part, size_t len) {
    if (len == 0 || (len == 1 && part[0] == '.')) {
        return;
    }
    if (len == 2 && part[0] == '.' && part[1] == '.') {
        const char *slash = out->len ? strrchr(out->data, '/') : NULL;
        if (slash) {
            size_t keep = (size_t)(slash - out->data);
            buf_remove(out, keep, out->len - keep);
        }
        return;
    }
    buf_append_char(out, '/');
    buf_append(out, part, len);
}

static void add_parts(struct buf *out, const char *path) {
    while (*path) {
        size_t len = strcspn(path, "/");
        add_part(out, path, len);
        path += len + (path[len] == '/');
    }
}

char *path_clean(const char *path) {
    struct buf out = {0};
    if (path[0] != '/') {
        char *current = getcwd(NULL, 0);
        add_parts(&out, current ? current : "/");
        free(current);
    }
    add_parts(&out, path);
    if (out.len == 0) {
        buf_append_char(&out, '/');
    }
    return buf_take(&out);
}

/* Where a link leads to that leads to nothing yet: who writes it makes that file. NULL: it is no link. */
static char *read_link(const char *path) {
    char target[4096];
    ssize_t len = readlink(path, target, sizeof target);
    if (len <= 0 || (size_t)len == sizeof target)
        return NULL;
    char *to = mem_copy(target, (size_t)len), *folder = mem_copy(path, (size_t)(path_get_name(path) - path));
    char *whole = *to == '/' ? mem_copy_text(to) : path_join(folder, to);
    free(to);
    free(folder);
    return whole;
}

/* Folder first: of two names in a folder that is there, one look each tells whether they are links. */
static char *resolve(const char *path, int links) {
    char *clean = path_clean(path), *real = NULL;
    bool missing = true;
    for (size_t len = strlen(clean); missing && !real && len > 1;) {
        while (len > 1 && clean[len - 1] != '/')
            len--;
        char *folder = mem_copy(clean, len > 1 ? len - 1 : 1), *real_folder = realpath(folder, NULL);
        missing = errno == ENOENT;
        if (real_folder)
            real = path_join(real_folder, clean + len);
        len = strlen(folder);
        free(real_folder);
        free(folder);
    }
    char *target = real ? read_link(real) : NULL;
    if (target) {
        char *behind = links ? resolve(target, links - 1) : realpath(real, NULL);
        free(real);
        real = behind;
    }
    free(target);
    if (!real && !strcmp(clean, "/"))
        real = mem_copy_text(clean);
    free(clean);
    return real;
}

char *path_resolve(const char *path) {
    return resolve(path, 8);
}

bool path_is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* A new name survives a power cut only once the folder that it is in is on disk. Some file systems cannot do that; what
 * has the name is whole all the same, so a failure here is none. */
static void sync_folder(const char *target) {
    const char *name = path_get_name(target);
    char *folder = name == target ? mem_copy_text(".") : mem_copy(target, (size_t)(name - target));
    int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle >= 0) {
        (void)fsync(handle);
        close(handle);
    }
    free(folder);
}

bool path_make_folders(const char *path, struct error *error) {
    char *partial = mem_copy_text(path);
    bool made = true;
    for (char *at = partial + (*partial == '/'); made; at++) {
        if (*at != '/' && *at != '\0') {
            continue;
        }
        char end = *at;
        *at = '\0';
        if (*partial && mkdir(partial, 0700) == 0) {
            sync_folder(partial);
        } else if (*partial) {
            int reason = errno; /* EEXIST, but also EROFS and EACCES, come for folders that are there */
            if (!path_is_folder(partial)) {
                made = error_set(error, ERROR_IO, "cannot make the folder %s: %s", partial, strerror(reason));
            }
        }
        *at = end;
        if (end == '\0') {
            break;
        }
    }
    free(partial);
    return made;
}

static bool read_all(int file, const char *path, size_t max_bytes, struct buf *out, struct error *error) {
    size_t total = 0;
    char chunk[16384];
    for (;;) {
        ssize_t count = read(file, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return error_set(error, ERROR_IO, "cannot read %s: %s", path, strerror(errno));
        }
        if (count == 0) {
            return true;
        }
        total += (size_t)count;
        if (total > max_bytes) {
            return error_set(error, ERROR_LIMIT, "%s is larger than %zu bytes, which is the most that is read", path,
                             max_bytes);
        }
        buf_append(out, chunk, (size_t)count);
    }
}

/* Non-blocking, so that a named pipe in a project cannot hang the server before it is recognised as one. */
static int open_regular(const char *path, struct error *error) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    if (file < 0) {
        bool absent = errno == ENOENT || errno == ENOTDIR;
        error_set(error, absent ? ERROR_NOT_FOUND : ERROR_IO, "cannot open %s: %s", path, strerror(errno));
    } else if (fstat(file, &status) != 0) {
        error_set(error, ERROR_IO, "cannot read %s: %s", path, strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        error_set(error, ERROR_IO, "cannot read %s: it is %s, not a file", path,
                  S_ISDIR(status.st_mode) ? "a folder" : "a device or pipe");
    } else {
        return file;
    }
    if (file >= 0)
        close(file);
    return -1;
}

FILE *path_open(const char *path, struct error *error) {
    int file = open_regular(path, error);
    return file < 0 ? NULL : fdopen(file, "r");
}

bool path_read(const char *path, size_t max_bytes, struct buf *out, struct error *error) {
    size_t start = out->len;
    int file = open_regular(path, error);
    bool done = file >= 0 && read_all(file, path, max_bytes, out, error);
    if (file >= 0)
        close(file);
    if (!done) {
        buf_remove(out, start, out->len - start);
    }
    return done;
}

bool path_read_inside(const char *folder, const char *name, size_t max_bytes, struct buf *out, struct error *error) {
    char *path = path_join(folder, name);
    char *real_folder = realpath(folder, NULL), *real = realpath(path, NULL);
    bool leads_out = real && real_folder && !path_is_inside(real, real_folder);
    bool done = leads_out
                    ? error_set(error, ERROR_REFUSED,
                                "%s is a link that leads out of the project, so it is not read; put a file there", path)
                    : path_read(real ? real : path, max_bytes, out, error);
    free(real_folder);
    free(real);
    free(path);
    return done;
}

static bool write_all(int file, const char *data, size_t len) {
    while (len > 0) {
        ssize_t count = write(file, data, len);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return false;
        }
        data += count;
        len -= (size_t)count;
    }
    return true;
}

static bool replace(const char *target, const char *data, size_t len, struct error *error) {
    const char *name = path_get_name(target);
    char *temporary = mem_format("%.*s.%s.XXXXXX", (int)(name - target), target, name);
    int file = mkostemp(temporary, O_CLOEXEC); /* mode 0600 */
    if (file < 0) {
        error_set(error, ERROR_IO, "cannot write %s: %s", target, strerror(errno));
        free(temporary);
        return false;
    }
    bool done = write_all(file, data, len) && fsync(file) == 0;
    int reason = errno;
    if (close(file) != 0 && done) {
        done = false;
        reason = errno;
    }
    if (done && rename(temporary, target) != 0) {
        done = false;
        reason = errno;
    }
    if (done) {
        sync_folder(target);
    } else {
        unlink(temporary);
        error_set(error, ERROR_IO, "cannot write %s: %s", target, strerror(reason));
    }
    free(temporary);
    return done;
}

bool path_write(const char *path, const char *data, size_t len, struct error *error) {
    char *behind_links = realpath(path, NULL); /* so that a linked settings file stays a link */
    bool done = replace(behind_links ? behind_links : path, data, len, error);
    free(behind_links);
    return done;
}

static char *copy_folder(const char *variable, const char *below_home, const char *what, struct error *error) {
    const char *base = getenv(variable);
    if (base && base[0] == '/') { /* relative ones are to be ignored: XDG Base Directory Specification */
        return path_join(base, "prosed");
    }
    const char *home = getenv("HOME");
    if (home && home[0] == '/') {
        char *folder = path_join(home, below_home);
        char *path = path_join(folder, "prosed");
        free(folder);
        return path;
    }
    error_set(error, ERROR_SETUP, "no place for %s: set HOME or %s to an absolute path", what, variable);
    return NULL;
}

char *path_copy_data_folder(struct error *error) {
    return copy_folder("XDG_DATA_HOME", ".local/share", "what is learned", error);
}

char *path_copy_config_folder(struct error *error) {
    return copy_folder("XDG_CONFIG_HOME", ".config", "the settings", error);
}
