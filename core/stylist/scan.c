/* Small looks at a reading: bytes, whole words, short numbers, list markers. */
#include "core/stylist/scan.h"

#include <string.h>
#include <strings.h>

bool scan_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80);
}

bool scan_is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool scan_is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool scan_is_at(const char *text, size_t offset, const char *sign) {
    return text[offset] == *sign && strncmp(text + offset, sign, strlen(sign)) == 0;
}

/* General punctuation (dashes, quotes, ellipsis) lies beyond ASCII too, but ends a word. */
static bool is_sign(const char *plain, size_t offset) {
    return (unsigned char)plain[offset] == 0xe2 && (unsigned char)plain[offset + 1] == 0x80;
}

bool scan_starts_word(const char *plain, size_t offset) {
    if (offset == 0) {
        return true;
    }
    char before = plain[offset - 1];
    if (offset >= 3 && is_sign(plain, offset - 3)) {
        return true;
    }
    return !scan_is_letter(before) && !scan_is_digit(before) && before != '-' && before != '\'';
}

bool scan_ends_word(const char *plain, size_t offset) {
    return is_sign(plain, offset) || (!scan_is_letter(plain[offset]) && !scan_is_digit(plain[offset]));
}

size_t scan_find_word(const struct reading *reading, size_t offset, const char *const *words, size_t count, bool exact,
                      size_t *end) {
    if (!scan_starts_word(reading->plain, offset)) {
        return count;
    }
    const char *at = reading->plain + offset;
    for (size_t i = 0; i < count; i++) {
        if ((*at ^ *words[i]) & ~('a' ^ 'A')) {
            continue; /* not even the first letter */
        }
        size_t len = strlen(words[i]);
        bool same = exact ? strncmp(at, words[i], len) == 0 : strncasecmp(at, words[i], len) == 0;
        if (same && scan_ends_word(reading->plain, offset + len)) {
            *end = offset + len;
            return i;
        }
    }
    return count;
}

bool scan_number(const char *plain, size_t offset, size_t most, unsigned *value, size_t *end) {
    if (offset > 0 && (scan_is_digit(plain[offset - 1]) ||
                       (offset > 1 && strchr(".,:/", plain[offset - 1]) && scan_is_digit(plain[offset - 2])))) {
        return false;
    }
    size_t at = offset;
    *value = 0;
    while (scan_is_digit(plain[at]) && at - offset < most) {
        *value = *value * 10 + (unsigned)(plain[at++] - '0');
    }
    *end = at;
    bool decimal = plain[at] && strchr(".,", plain[at]) && scan_is_digit(plain[at + 1]);
    return at > offset && !scan_is_digit(plain[at]) && !decimal;
}

size_t scan_skip_blanks(const char *plain, size_t offset) {
    while (plain[offset] == ' ' || plain[offset] == '\t') {
        offset++;
    }
    return offset;
}

const struct passage *scan_find_passage(const struct reading *reading, size_t offset) {
    size_t low = 0, high = reading->passages.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->passages.items[middle].span.end <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool holds = low < reading->passages.count && reading->passages.items[low].span.start <= offset;
    return holds ? &reading->passages.items[low] : NULL;
}

/* Back over "[x] ", the box of a task. */
static size_t skip_box_back(const char *text, size_t start, size_t offset) {
    return offset >= start + 3 && text[offset - 1] == ']' && text[offset - 3] == '[' ? offset - 3 : offset;
}

static size_t skip_blanks_back(const char *text, size_t start, size_t offset) {
    while (offset > start && (text[offset - 1] == ' ' || text[offset - 1] == '\t')) {
        offset--;
    }
    return offset;
}

bool scan_find_list_marker(const struct reading *reading, const struct passage *passage, size_t *offset) {
    const char *text = reading->text;
    size_t line = passage->span.start;
    while (line > 0 && text[line - 1] != '\n') {
        line--;
    }
    size_t at = skip_blanks_back(text, line, passage->span.start);
    at = skip_blanks_back(text, line, skip_box_back(text, line, at));
    if (passage->kind != PASSAGE_LIST_ITEM || at == line || at == passage->span.start || !strchr("-*+", text[at - 1])) {
        return false;
    }
    *offset = at - 1;
    for (size_t i = line; i + 1 < at; i++) {
        if (!scan_is_space(text[i]) && text[i] != '>') {
            return false;
        }
    }
    return true;
}
