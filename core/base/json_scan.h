/* A look at the bytes of JSON before cJSON sees them. Only json.c uses this. */
#ifndef PROSED_JSON_SCAN_H
#define PROSED_JSON_SCAN_H

#include "core/base/error.h"

#include <stddef.h>

/* True if text is exactly one JSON value by RFC 8259 and within json.h's rules; otherwise says what is wrong at which
 * line and column (in characters, from 1). Does not recurse. */
bool json_scan(const char *text, size_t len, struct error *error);

/* Behind the value, string or white space that begins at offset. text must have passed json_scan. */
size_t json_skip_value(const char *text, size_t len, size_t offset);
size_t json_skip_string(const char *text, size_t len, size_t offset);
size_t json_skip_space(const char *text, size_t len, size_t offset);

/* Overwrites comments and trailing commas with spaces, in place, so that places in errors stay true. Inside of strings
 * nothing changes. False, with the place, if a comment does not end. */
bool json_blank_comments(char *text, size_t len, struct error *error);

#endif
