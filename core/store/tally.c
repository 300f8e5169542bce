/* One number to a line, appended by one write, which no other process's write comes between; it begins with a line end
 * as well, because what a full disk cut off before it has none. Counting goes on where it was. Files of days before are
 * removed by whoever begins a new one. */
#include "core/store/tally.h"

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TOKENS_MAX 1000000000000 /* of one line: more is no number of ours */

struct tally {
    char *folder;
    char day[11]; /* that was counted */
    ino_t file;
    off_t offset; /* behind the last line that was counted */
    int64_t tokens;
};

struct tally *tally_open(const char *folder) {
    struct tally *tally = mem_alloc(sizeof *tally);
    tally->folder = mem_copy_text(folder);
    return tally;
}

void tally_close(struct tally *tally) {
    if (tally) {
        free(tally->folder);
        free(tally);
    }
}

static bool fail(const struct tally *tally, const char *what, struct error *error) {
    return error_set(error, ERROR_IO, "cannot %s the tokens of today in %s: %s", what, tally->folder, strerror(errno));
}

/* --- adding --- */

static bool is_day(const char *name) {
    static const char form[] = "0000-00-00";
    for (size_t i = 0; i < sizeof form; i++) {
        bool fits = form[i] == '0' ? name[i] >= '0' && name[i] <= '9' : name[i] == form[i];
        if (!fits) {
            return false;
        }
    }
    return true;
}

static void remove_older(const struct tally *tally, const char *today) {
    DIR *folder = opendir(tally->folder);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        if (is_day(entry->d_name) && strcmp(entry->d_name, today) < 0) {
            unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

bool tally_add(struct tally *tally, int64_t tokens, struct error *error) {
    char today[11], line[32];
    clock_format_day(clock_now_ms(), today);
    char *path = path_join(tally->folder, today);
    int file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) {
        remove_older(tally, today);
        file =
            path_make_folders(tally->folder, NULL) ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    }
    int len = snprintf(line, sizeof line, "\n%" PRId64 "\n", tokens);
    bool done = file >= 0 && write(file, line, (size_t)len) == len;
    if (!done) {
        fail(tally, "write down", error);
    }
    if (file >= 0) {
        close(file);
    }
    free(path);
    return done;
}

/* --- counting --- */

static void read_lines(struct tally *tally, int file) {
    char data[4096];
    ssize_t len;
    while ((len = pread(file, data, sizeof data - 1, tally->offset)) > 0) {
        char *line = data, *end;
        data[len] = '\0';
        while ((end = memchr(line, '\n', (size_t)(data + len - line)))) {
            *end = '\0'; /* strtoll would go on in the next line */
            int64_t tokens = strtoll(line, NULL, 10);
            tally->tokens += tokens > 0 && tokens <= TOKENS_MAX ? tokens : 0;
            line = end + 1;
        }
        if (line == data) {
            if (len < (ssize_t)sizeof data - 1) {
                return; /* the last line has no end */
            }
            line = data + len; /* no line is that long: not ours */
        }
        tally->offset += line - data;
    }
}

bool tally_count(struct tally *tally, int64_t *tokens, struct error *error) {
    char today[11];
    struct stat status;
    clock_format_day(clock_now_ms(), today);
    char *path = path_join(tally->folder, today);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool absent = file < 0 && (errno == ENOENT || errno == ENOTDIR);
    bool done = absent || (file >= 0 && fstat(file, &status) == 0);
    bool goes_on = done && !absent && strcmp(tally->day, today) == 0 && tally->file == status.st_ino &&
                   status.st_size >= tally->offset;
    if (!goes_on) {
        tally->tokens = 0;
        tally->offset = 0;
    }
    if (done && !absent) {
        memcpy(tally->day, today, sizeof today);
        tally->file = status.st_ino;
        read_lines(tally, file);
    }
    if (!done) {
        fail(tally, "read", error);
    }
    if (file >= 0) {
        close(file);
    }
    free(path);
    *tokens = tally->tokens;
    return done;
}
