/* Notes of a passage must not leak its style (learning.md section 4): none of them may repeat more than
 * OUTLINE_ROW_WORDS words in a row from it. */
#ifndef PROSED_OUTLINE_H
#define PROSED_OUTLINE_H

#include <stdbool.h>

#define OUTLINE_ROW_WORDS 6u

bool outline_repeats(const char *notes, const char *passage);
/* The notes with what they repeat thinned out to keywords, until they repeat nothing; the passage itself may be given
 * as notes. The caller frees. */
char *outline_thin(const char *notes, const char *passage);

#endif
