/* For secret.c: one finder a kind of evidence. Each looks at one place, or at all of the text, and gives the kind's
 * name or NULL. */
#ifndef PROSED_SECRET_FIND_H
#define PROSED_SECRET_FIND_H

#include <stdbool.h>
#include <stddef.h>

/* secret_tokens.c: what begins at this place. before: the place may be in the middle of a text. */
const char *secret_find_token(const char *text, size_t len);
/* A run that looks drawn by lot: hex, base64. */
bool secret_is_random(const char *text, size_t len);

/* secret_numbers.c: a number that begins at this place, with its check digits right. */
const char *secret_find_number(const char *text, size_t len);

/* By the words of a text; each row of a table as if it were a sentence. */
const char *secret_find_worded(const char *text, size_t len);
const char *secret_find_in_tables(const char *text, size_t len); /* secret_table.c */

/* secret_named.c, secret_opening.c, secret_phrase.c: in all of the text. */
struct secret_word {  /* between white space */
    const char *text; /* without quotes and marks around it; borrowed */
    size_t len;
    char folded[32];  /* lower case, without accents; cut */
    char lead, trail; /* the first mark in front and the last one behind, or NUL; '"' for every kind of quote */
    bool ends;        /* a sentence ends behind it */
    size_t line;      /* counts the lines of the text */
};
const char *secret_find_named(const struct secret_word *words, size_t count);
const char *secret_find_opening(const struct secret_word *words, size_t count);
const char *secret_find_phrase(const struct secret_word *words, size_t count);
/* Letters and digits, or signs within: no word of prose. */
bool secret_is_mixed(const struct secret_word *word);
/* Like no name of a product or a file either: "tulip5894", "Rosalie_85!", not "Windows10". */
bool secret_is_strong(const struct secret_word *word);
/* So many digits in all begin at words[at], in up to four groups ("48 29 13"). */
bool secret_is_code(const struct secret_word *words, size_t count, size_t at, size_t least, size_t most);

#endif
