/* Log lines on stderr, each one a single write, so that lines of two processes on one terminal stay whole. */
#include "core/base/log.h"

#include "core/base/printable.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const names[] = {
    [LOG_ERROR] = "error",
    [LOG_WARNING] = "warning",
    [LOG_INFO] = "info",
    [LOG_DEBUG] = "debug",
};

static enum log_level current_level = LOG_WARNING;

void log_set_level(enum log_level level) {
    current_level = level;
}

bool log_parse_level(const char *name, enum log_level *level) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            *level = (enum log_level)i;
            return true;
        }
    }
    return false;
}

void log_write(enum log_level level, const char *format, ...) {
    if (level > current_level) {
        return;
    }
    int saved_errno = errno;
    char line[2048];
    int start = snprintf(line, sizeof line, "prosed: %s: ", names[level]);
    va_list args;
    va_start(args, format);
    int count = vsnprintf(line + start, sizeof line - (size_t)start - 1, format, args);
    va_end(args);
    size_t len = (size_t)start + (count > 0 ? (size_t)count : 0);
    if (len > sizeof line - 2) {
        len = sizeof line - 2;
    }
    struct buf out = {0};
    printable_append(&out, line, len, PRINTABLE_LINE);
    buf_append_char(&out, '\n');
    for (size_t done = 0; done < out.len;) {
        ssize_t wrote = write(STDERR_FILENO, out.data + done, out.len - done);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            break; /* nobody reads; there is nowhere left to say so */
        }
        done += (size_t)wrote;
    }
    buf_finish(&out);
    errno = saved_errno;
}
