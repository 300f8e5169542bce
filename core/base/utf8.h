/* UTF-8 as the rest needs it, on utf8proc. Offsets are bytes. */
#ifndef PROSED_UTF8_H
#define PROSED_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool utf8_is_valid(const char *data, size_t len);
/* The code point at data[*offset], and moves *offset behind it. Broken bytes give U+FFFD and move by one. */
int32_t utf8_next(const char *data, size_t len, size_t *offset);
int32_t utf8_previous(const char *data, size_t *offset); /* moves *offset back; *offset must be > 0 */
size_t utf8_encode(int32_t code_point, char out[4]);     /* bytes written */
bool utf8_is_letter(int32_t code_point);                 /* and the combining marks that belong to letters */
bool utf8_is_digit(int32_t code_point);
bool utf8_is_upper(int32_t code_point);
bool utf8_is_space(int32_t code_point);
bool utf8_is_emoji(int32_t code_point); /* not (c), (r), TM and arrows */
int32_t utf8_to_lower(int32_t code_point);
int32_t utf8_to_upper(int32_t code_point);
/* Valid UTF-8 made of any bytes (each broken one becomes U+FFFD); the caller frees; *out_len may be NULL. */
char *utf8_repair(const char *data, size_t len, size_t *out_len);

#endif
