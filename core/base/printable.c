/* A table of what is hidden (Unicode's Default_Ignorable_Code_Point without variation selectors that follow an emoji,
 * and the bidirectional controls), and one walk over the text. */
#include "core/base/printable.h"

#include "core/base/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct {
    int32_t first, last;
} hidden[] = {
    {0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},     {0x115f, 0x1160},   {0x17b4, 0x17b5},   {0x180b, 0x180f},
    {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f},   {0x3164, 0x3164},   {0xfe00, 0xfe0d},   {0xfeff, 0xfeff},
    {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

bool printable_is_hidden(int32_t code_point) {
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden && code_point >= hidden[i].first; i++)
        if (code_point <= hidden[i].last)
            return true;
    return false;
}

static bool is_line_end(int32_t code_point) {
    return code_point == '\n' || code_point == '\r' || code_point == 0x85 || code_point == 0x2028 ||
           code_point == 0x2029;
}

static bool is_control(int32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

/* A joiner between two characters beyond ASCII, as Persian, Hindi and family emoji have it. */
static bool is_spelling(int32_t code_point, int32_t before, const char *data, size_t len, size_t at) {
    if ((code_point != 0x200c && code_point != 0x200d) || before < 0x80 || printable_is_hidden(before) || at >= len)
        return false;
    int32_t next = utf8_next(data, len, &at);
    return next >= 0xa0 && !printable_is_hidden(next);
}

static void append_escape(struct buf *out, int32_t code_point) {
    if (code_point >= 0x10000)
        buf_printf(out, "\\u%04x\\u%04x", (unsigned)(0xd800 + ((code_point - 0x10000) >> 10)),
                   (unsigned)(0xdc00 + (code_point & 0x3ff)));
    else
        buf_printf(out, "\\u%04x", (unsigned)code_point);
}

static void append_special(struct buf *out, int32_t code_point, size_t bytes, enum printable_form form) {
    bool line_end = is_line_end(code_point);
    if (form == PRINTABLE_JSON && code_point < 0x20)
        buf_append_char(out, line_end || code_point == '\t' ? (char)code_point : ' ');
    else if (form == PRINTABLE_JSON)
        append_escape(out, code_point);
    else if (form == PRINTABLE_TEXT && line_end)
        buf_append_char(out, '\n');
    else if (form == PRINTABLE_TEXT && code_point == '\t')
        buf_append_char(out, '\t');
    else if (is_control(code_point) || line_end)
        buf_append(out, "   ", bytes); /* as wide in bytes as it was: offsets into the text stay true */
    else
        buf_printf(out, "<U+%04X>", (unsigned)code_point);
}

void printable_append(struct buf *out, const char *data, size_t len, enum printable_form form) {
    int32_t before = 0;
    for (size_t at = 0; at < len;) {
        size_t start = at;
        int32_t code_point = utf8_next(data, len, &at);
        bool line_end = is_line_end(code_point);
        bool special = is_control(code_point) || line_end ||
                       (printable_is_hidden(code_point) && !is_spelling(code_point, before, data, len, at));
        if (!special) {
            char bytes[4];
            buf_append(out, bytes, utf8_encode(code_point, bytes));
        } else if (form == PRINTABLE_TEXT && code_point == '\r' && at < len && data[at] == '\n') {
            /* one line end, of two characters */
        } else {
            append_special(out, code_point, at - start, form);
        }
        before = code_point;
    }
}

char *printable_copy(const char *text, enum printable_form form) {
    struct buf out = {0};
    if (text)
        printable_append(&out, text, strlen(text), form);
    return buf_take(&out);
}

static bool has(const char *text, int32_t code_point) {
    char bytes[5] = {0};
    utf8_encode(code_point, bytes);
    return text && *bytes && strstr(text, bytes);
}

char *printable_strip(const char *text, const char *own) {
    struct buf out = {0};
    int32_t before = 0;
    for (size_t at = 0, len = strlen(text); at < len;) {
        size_t start = at;
        int32_t code_point = utf8_next(text, len, &at);
        bool special = (is_control(code_point) && code_point != '\n' && code_point != '\t') || code_point == 0x2028 ||
                       code_point == 0x2029 ||
                       (printable_is_hidden(code_point) && !is_spelling(code_point, before, text, len, at));
        before = code_point;
        if (!special || has(own, code_point))
            buf_append(&out, text + start, at - start);
    }
    return buf_take(&out);
}
