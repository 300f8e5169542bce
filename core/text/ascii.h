/* The signs of ASCII, inline: what the scanners ask for each byte. Bytes of other characters are none of these. */
#ifndef PROSED_ASCII_H
#define PROSED_ASCII_H

#include <stdbool.h>
#include <string.h>

static inline bool ascii_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ascii_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_blank(char c) {
    return c == ' ' || c == '\t';
}

static inline bool ascii_is_newline(char c) {
    return c == '\n' || c == '\r';
}

static inline bool ascii_is_one_of(char c, const char *set) {
    return c && strchr(set, c);
}

static inline bool ascii_is_other(char c) { /* part of a character beyond ASCII */
    return (unsigned char)c >= 0x80;
}

#endif
