/* Inside the stylist: British and American spellings of the same word. */
#ifndef PROSED_SPELLING_TABLE_H
#define PROSED_SPELLING_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum spelling { SPELLING_BRITISH, SPELLING_AMERICAN };

#define SPELLING_BYTES 48

/* How the other side writes a lower-case word; false if both write it alike, or if that depends on what it means.
 * *family is true for -ise and -ize, which some British writers mix. */
bool spelling_convert(const char *word, enum spelling to, char out[SPELLING_BYTES], bool *family);

#endif
