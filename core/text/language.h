/* Which language a passage is in: what is right in one is wrong in another, so rules of English are for English alone.
 */
#ifndef PROSED_LANGUAGE_H
#define PROSED_LANGUAGE_H

#include <stddef.h>

enum language {
    LANGUAGE_UNKNOWN, /* too short or too mixed to tell */
    LANGUAGE_ENGLISH,
    LANGUAGE_GERMAN,
    LANGUAGE_FRENCH,
    LANGUAGE_OTHER, /* none of these */
};

/* Of a text by itself, its markup left in: by its function words and its script. LANGUAGE_UNKNOWN where they do not
 * tell. Linear; looks at the first kilobytes of a long text. */
enum language language_find(const char *text, size_t len);

/* The same for a whole document, where more speaks for English: it is taken for that if nothing speaks against it and
 * anything for it. */
enum language language_guess(const char *text, size_t len);

const char *language_name(enum language language); /* "English", "German", ..., "other"; "" if unknown */
enum language language_parse(const char *name);

#endif
