/* Whether bytes are a text that prosed can work on: UTF-8 without NUL. */
#ifndef PROSED_ENCODING_H
#define PROSED_ENCODING_H

#include "core/base/error.h"

#include <stddef.h>

/* What bytes that are no such text seem to be, for people: "UTF-16", "Latin-1 or Windows-1252", "binary data". NULL:
 * they are. */
const char *encoding_guess(const char *data, size_t len);
/* false and ERROR_REFUSED, which says what they seem to be and what to do, if they are not. */
bool encoding_check(const char *data, size_t len, struct error *error);

#endif
