/* What went wrong in the world, by value.
 *
 * Every function that can fail for a reason outside the program takes a `struct error *` as its last parameter and
 * returns bool (or NULL). Our own bugs are assertions; running out of memory aborts. An error says what happened, to
 * what, and what to do; it becomes a reply or a message only at the edge (lsp/, clients/cli). */
#ifndef PROSED_ERROR_H
#define PROSED_ERROR_H

#include <stdbool.h>

enum error_kind {
    ERROR_NONE,
    ERROR_USAGE,      /* the caller or the person asked for something that makes no sense */
    ERROR_SETUP,      /* settings or surroundings that cannot work, whatever is asked for: for the person to change */
    ERROR_NOT_FOUND,  /* the thing named is not there */
    ERROR_NEEDLESS,   /* there is nothing to do: no prose where prose was asked for */
    ERROR_IO,         /* file, pipe or disk */
    ERROR_BUSY,       /* locked by somebody else; trying later may help */
    ERROR_DAMAGED,    /* a file that is not what it should be */
    ERROR_TOO_NEW,    /* written by a newer prosed */
    ERROR_LIMIT,      /* over a limit of limits.h, or over the daily cap */
    ERROR_NETWORK,    /* a model server could not be reached or broke off; was retried already */
    ERROR_REFUSED,    /* a model server, or the guard, said no for good */
    ERROR_TOO_LONG,   /* a model's context does not hold what it was asked */
    ERROR_UNREADABLE, /* an answer of a model that cannot be read */
    ERROR_CANCELLED,  /* the asker gave up */
    ERROR_STALE,      /* the document has moved on */
    ERROR_SECRET,     /* a secret stands there, and the person did not say that it may be sent */
};

struct error {
    enum error_kind kind;
    char text[256]; /* one line of UTF-8, always terminated, never cut inside a character */
};

/* Fills *error (NULL is allowed) and returns false, so that a failure is one line: return error_set(...). */
bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "context: " in front of what the error says already, returns false. */
bool error_add_context(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "not found", "cancelled", ...: for logs. Never NULL. */
const char *error_kind_name(enum error_kind kind);

#endif
