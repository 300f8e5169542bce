/* UTF-8 on utf8proc. Broken input is never an error here: each byte that is not part of a well-formed character counts
 * as one U+FFFD, in both directions, so that walking forward and backward sees the same places. */
#include "core/base/utf8.h"

#include "core/base/buf.h"
#include "core/base/mem.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT 0xfffd

/* Length of the well-formed character at data, or 0. */
static size_t decode(const char *data, size_t len, int32_t *code_point) {
    if ((unsigned char)*data < 0x80) {
        *code_point = *data;
        return 1;
    }
    utf8proc_ssize_t room = len < 4 ? (utf8proc_ssize_t)len : 4;
    utf8proc_ssize_t count = utf8proc_iterate((const utf8proc_uint8_t *)data, room, code_point);
    return count > 0 ? (size_t)count : 0;
}

bool utf8_is_valid(const char *data, size_t len) {
    int32_t code_point;
    for (size_t at = 0; at < len;) {
        size_t count = decode(data + at, len - at, &code_point);
        if (!count) {
            return false;
        }
        at += count;
    }
    return true;
}

int32_t utf8_next(const char *data, size_t len, size_t *offset) {
    assert(*offset < len);
    int32_t code_point;
    size_t count = decode(data + *offset, len - *offset, &code_point);
    *offset += count ? count : 1;
    return count ? code_point : REPLACEMENT;
}

int32_t utf8_previous(const char *data, size_t *offset) {
    assert(*offset > 0);
    for (size_t back = 1; back <= 4 && back <= *offset; back++) {
        int32_t code_point;
        const char *start = data + *offset - back;
        if (((unsigned char)*start & 0xc0) == 0x80) {
            continue;
        }
        if (decode(start, back, &code_point) == back) {
            *offset -= back;
            return code_point;
        }
        break;
    }
    *offset -= 1;
    return REPLACEMENT;
}

size_t utf8_encode(int32_t code_point, char out[4]) {
    utf8proc_uint8_t bytes[4];
    bool valid = utf8proc_codepoint_valid(code_point);
    size_t count = (size_t)utf8proc_encode_char(valid ? code_point : REPLACEMENT, bytes);
    for (size_t i = 0; i < count; i++) {
        out[i] = (char)bytes[i];
    }
    return count;
}

/* Most of all prose, which the tables of Unicode need not be asked about. */
static bool is_ascii(int32_t code_point) {
    return code_point >= 0 && code_point < 0x80;
}

bool utf8_is_letter(int32_t code_point) {
    if (is_ascii(code_point)) {
        return (code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z';
    }
    utf8proc_category_t category = utf8proc_category(code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(int32_t code_point) {
    if (is_ascii(code_point)) {
        return code_point >= '0' && code_point <= '9';
    }
    return utf8proc_category(code_point) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(int32_t code_point) {
    utf8proc_category_t category = utf8proc_category(code_point);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_space(int32_t code_point) {
    if ((code_point >= '\t' && code_point <= '\r') || code_point == 0x85) {
        return true;
    }
    if (is_ascii(code_point)) {
        return code_point == ' ';
    }
    utf8proc_category_t category = utf8proc_category(code_point);
    return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
}

bool utf8_is_emoji(int32_t code_point) {
    if (code_point < 0x231a) { /* (c), (r), TM, !!, arrows: pictographic for Unicode, ordinary signs in prose */
        return false;
    }
    if (code_point >= 0x1f3fb && code_point <= 0x1f3ff) { /* skin tones */
        return true;
    }
    utf8proc_propval_t boundary = utf8proc_get_property(code_point)->boundclass;
    return boundary == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC || boundary == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR;
}

int32_t utf8_to_lower(int32_t code_point) {
    return utf8proc_tolower(code_point);
}

int32_t utf8_to_upper(int32_t code_point) {
    return utf8proc_toupper(code_point);
}

char *utf8_repair(const char *data, size_t len, size_t *out_len) {
    struct buf out = {0};
    for (size_t at = 0; at < len;) {
        char bytes[4];
        size_t count = utf8_encode(utf8_next(data, len, &at), bytes);
        buf_append(&out, bytes, count);
    }
    if (out_len) {
        *out_len = out.len;
    }
    return buf_take(&out);
}
