/* Small looks at a reading, shared by the traits of marks, dates and layout. */
#ifndef PROSED_SCAN_H
#define PROSED_SCAN_H

#include "core/stylist/reading.h"

bool scan_is_letter(char c); /* ASCII, or part of a sign beyond ASCII */
bool scan_is_digit(char c);
bool scan_is_space(char c);

/* True if the bytes of `sign` stand at offset. */
bool scan_is_at(const char *text, size_t offset, const char *sign);
/* The one that stands at offset as a whole word (letter case ignored unless exact), or count. *end is behind it. */
size_t scan_find_word(const struct reading *reading, size_t offset, const char *const *words, size_t count, bool exact,
                      size_t *end);
/* Reads 1..most digits at offset that no other digit or decimal sign continues. False if there are none, or more. */
bool scan_number(const char *plain, size_t offset, size_t most, unsigned *value, size_t *end);
/* No letter, digit or hyphen of the same word right before offset. */
bool scan_starts_word(const char *plain, size_t offset);
/* No letter or digit at offset. */
bool scan_ends_word(const char *plain, size_t offset);
size_t scan_skip_blanks(const char *plain, size_t offset); /* spaces and tabs */

/* The passage that holds offset, or NULL. */
const struct passage *scan_find_passage(const struct reading *reading, size_t offset);
/* Where the "-", "*" or "+" of the list item stands whose first paragraph this is. False for other passages and for
 * numbered items. */
bool scan_find_list_marker(const struct reading *reading, const struct passage *passage, size_t *offset);

#endif
