/* Errors by value. Whatever goes in (file names, server answers, any bytes), the text comes out as one line of valid
 * UTF-8; what does not fit is cut between characters and marked with "…". */
#include "core/base/error.h"

#include "core/base/printable.h"
#include "core/base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

/* raw is longer than any error text, so that only settle() decides where to cut. */
struct raw {
    char text[1024];
};

static void settle(struct error *error, const char *foreign) {
    char *raw = printable_copy(foreign, PRINTABLE_LINE);
    size_t raw_len = strlen(raw);
    size_t room = sizeof error->text - 1;
    size_t len = 0;
    size_t len_before_mark = 0; /* the longest whole text that leaves room for the ellipsis */
    for (size_t at = 0; at < raw_len;) {
        int32_t code_point = utf8_next(raw, raw_len, &at);
        char bytes[4];
        size_t count = utf8_encode(code_point, bytes);
        if (len + count > room) {
            memcpy(error->text + len_before_mark, ELLIPSIS, sizeof ELLIPSIS);
            free(raw);
            return;
        }
        memcpy(error->text + len, bytes, count);
        len += count;
        if (len + sizeof ELLIPSIS - 1 <= room) {
            len_before_mark = len;
        }
    }
    error->text[len] = '\0';
    free(raw);
}

bool error_set(struct error *error, enum error_kind kind, const char *format, ...) {
    if (!error) {
        return false;
    }
    struct raw raw;
    va_list args;
    va_start(args, format);
    vsnprintf(raw.text, sizeof raw.text, format, args);
    va_end(args);
    error->kind = kind;
    settle(error, raw.text);
    return false;
}

bool error_add_context(struct error *error, const char *format, ...) {
    if (!error) {
        return false;
    }
    struct raw raw;
    va_list args;
    va_start(args, format);
    vsnprintf(raw.text, sizeof raw.text - sizeof error->text - 2, format, args);
    va_end(args);
    size_t len = strlen(raw.text);
    snprintf(raw.text + len, sizeof raw.text - len, ": %s", error->text);
    settle(error, raw.text);
    return false;
}

const char *error_kind_name(enum error_kind kind) {
    static const char *const names[] = {
        [ERROR_NONE] = "none",           [ERROR_USAGE] = "usage",       [ERROR_SETUP] = "setup",
        [ERROR_NOT_FOUND] = "not found", [ERROR_IO] = "input/output",   [ERROR_BUSY] = "busy",
        [ERROR_DAMAGED] = "damaged",     [ERROR_TOO_NEW] = "too new",   [ERROR_LIMIT] = "limit",
        [ERROR_NETWORK] = "network",     [ERROR_REFUSED] = "refused",   [ERROR_UNREADABLE] = "unreadable",
        [ERROR_CANCELLED] = "cancelled", [ERROR_STALE] = "stale",       [ERROR_NEEDLESS] = "needless",
        [ERROR_SECRET] = "secret",       [ERROR_TOO_LONG] = "too long",
    };
    size_t index = (size_t)kind;
    return index < sizeof names / sizeof *names ? names[index] : "unknown";
}
