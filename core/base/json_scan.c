/* cJSON takes more than JSON and quietly changes some of it: raw control characters, "01", half surrogates, bad UTF-8,
 * names that stop at \u0000. This scanner walks the text once by the grammar, with a stack of one bit per level instead
 * of recursion, so that what reaches cJSON is known to be plain. */
#include "core/base/json_scan.h"

#include "core/base/limits.h"
#include "core/base/utf8.h"

#include <string.h>

#define NUMBER_CHARACTERS_MAX 63 /* cJSON reads no more of one */

struct scan {
    const char *text;
    size_t len;
    size_t at;
    bool is_object[LIMIT_JSON_DEPTH];
    size_t depth;
    struct error *error;
};

static bool fail_at(const char *text, size_t len, size_t at, struct error *error, const char *what) {
    size_t line = 1;
    size_t column = 1;
    for (size_t i = 0; i < at && i < len;) {
        if (utf8_next(text, len, &i) == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
    return error_set(error, ERROR_DAMAGED, "not valid JSON at line %zu, column %zu: %s", line, column, what);
}

static bool fail(struct scan *scan, const char *what) {
    return fail_at(scan->text, scan->len, scan->at, scan->error, what);
}

static int peek(const struct scan *scan) {
    return scan->at < scan->len ? (unsigned char)scan->text[scan->at] : -1;
}

size_t json_skip_space(const char *text, size_t len, size_t offset) {
    while (offset < len && text[offset] && strchr(" \t\r\n", text[offset])) {
        offset++;
    }
    return offset;
}

static bool read_hex(struct scan *scan, unsigned *value) {
    *value = 0;
    if (scan->len - scan->at < 4) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        char c = scan->text[scan->at + (size_t)i];
        const char *digit = c ? strchr(digits, c) : NULL;
        if (!digit) {
            return false;
        }
        *value = *value * 16 + (unsigned)((digit - digits) % 16);
    }
    scan->at += 4;
    return true;
}

static bool scan_unicode_escape(struct scan *scan) {
    unsigned unit;
    if (!read_hex(scan, &unit)) {
        return fail(scan, "\\u needs four hexadecimal digits");
    }
    if (unit == 0) {
        return fail(scan, "\\u0000 is not accepted in a string");
    }
    if (unit < 0xd800 || unit > 0xdfff) {
        return true;
    }
    unsigned low = 0;
    if (unit < 0xdc00 && scan->len - scan->at >= 2 && memcmp(scan->text + scan->at, "\\u", 2) == 0) {
        scan->at += 2;
        if (read_hex(scan, &low) && low >= 0xdc00 && low <= 0xdfff) {
            return true;
        }
    }
    return fail(scan, "half of a surrogate pair");
}

static bool scan_escape(struct scan *scan) {
    scan->at++;
    int c = peek(scan);
    if (c <= 0 || !strchr("\"\\/bfnrtu", c)) {
        return fail(scan, "unknown escape after \\ in a string");
    }
    scan->at++;
    return c != 'u' || scan_unicode_escape(scan);
}

static bool scan_string(struct scan *scan) {
    scan->at++;
    for (;;) {
        int c = peek(scan);
        if (c < 0) {
            return fail(scan, "a string has no closing \"");
        }
        if (c == '"') {
            scan->at++;
            return true;
        }
        if (c == '\\') {
            if (!scan_escape(scan)) {
                return false;
            }
        } else if (c < 0x20) {
            return fail(scan, "a control character or line break in a string: write it as an escape");
        } else if (c < 0x80) {
            scan->at++;
        } else {
            size_t next = scan->at;
            utf8_next(scan->text, scan->len, &next);
            if (next == scan->at + 1) {
                return fail(scan, "bytes that are not UTF-8");
            }
            scan->at = next;
        }
    }
}

static size_t skip_digits(struct scan *scan) {
    size_t start = scan->at;
    while (peek(scan) >= '0' && peek(scan) <= '9') {
        scan->at++;
    }
    return scan->at - start;
}

static bool scan_number(struct scan *scan) {
    size_t start = scan->at;
    if (peek(scan) == '-') {
        scan->at++;
    }
    bool zero = peek(scan) == '0';
    size_t digits = skip_digits(scan);
    bool good = digits == 1 || (digits > 1 && !zero);
    if (good && peek(scan) == '.') {
        scan->at++;
        good = skip_digits(scan) > 0;
    }
    if (good && (peek(scan) == 'e' || peek(scan) == 'E')) {
        scan->at++;
        if (peek(scan) == '+' || peek(scan) == '-') {
            scan->at++;
        }
        good = skip_digits(scan) > 0;
    }
    if (!good) {
        return fail(scan, "not a number as JSON writes them");
    }
    return scan->at - start <= NUMBER_CHARACTERS_MAX || fail(scan, "a number with too many digits");
}

static bool scan_scalar(struct scan *scan) {
    static const char *const words[] = {"true", "false", "null"};
    int c = peek(scan);
    if (c == '"') {
        return scan_string(scan);
    }
    if (c == '-' || (c >= '0' && c <= '9')) {
        return scan_number(scan);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if (scan->len - scan->at >= len && memcmp(scan->text + scan->at, words[i], len) == 0) {
            scan->at += len;
            return true;
        }
    }
    return fail(scan, c < 0 ? "the text ends where a value should be" : "a value was expected");
}

static void skip_space(struct scan *scan) {
    scan->at = json_skip_space(scan->text, scan->len, scan->at);
}

static bool scan_name(struct scan *scan) {
    skip_space(scan);
    if (peek(scan) != '"') {
        return fail(scan, "a name in double quotes was expected");
    }
    if (!scan_string(scan)) {
        return false;
    }
    skip_space(scan);
    if (peek(scan) != ':') {
        return fail(scan, "a : was expected after the name");
    }
    scan->at++;
    return true;
}

/* At { or [. Sets *empty if it closes at once; otherwise one level deeper, and before its first value. */
static bool scan_open(struct scan *scan, bool *empty) {
    bool is_object = peek(scan) == '{';
    if (scan->depth == LIMIT_JSON_DEPTH) {
        return fail(scan, "nested too deep");
    }
    scan->is_object[scan->depth++] = is_object;
    scan->at++;
    skip_space(scan);
    *empty = peek(scan) == (is_object ? '}' : ']');
    return *empty || !is_object || scan_name(scan);
}

/* After a value: closes as many levels as end here. Sets *more if another value follows. */
static bool scan_after_value(struct scan *scan, bool *more) {
    *more = false;
    while (scan->depth > 0) {
        bool is_object = scan->is_object[scan->depth - 1];
        skip_space(scan);
        int c = peek(scan);
        if (c == ',') {
            scan->at++;
            *more = true;
            return !is_object || scan_name(scan);
        }
        if (c != (is_object ? '}' : ']')) {
            return fail(scan, is_object ? "a , or } was expected" : "a , or ] was expected");
        }
        scan->at++;
        scan->depth--;
    }
    return true;
}

bool json_scan(const char *text, size_t len, struct error *error) {
    struct scan scan = {.text = text, .len = len, .error = error};
    bool more = true;
    while (more) {
        skip_space(&scan);
        bool opened = peek(&scan) == '{' || peek(&scan) == '[';
        bool empty = false;
        if (opened ? !scan_open(&scan, &empty) : !scan_scalar(&scan)) {
            return false;
        }
        if (opened && !empty) {
            continue;
        }
        if (!scan_after_value(&scan, &more)) {
            return false;
        }
    }
    skip_space(&scan);
    return scan.at == len || fail(&scan, "more text after the end of the value");
}

size_t json_skip_string(const char *text, size_t len, size_t offset) {
    offset++;
    while (offset < len && text[offset] != '"') {
        offset += text[offset] == '\\' ? 2 : 1;
    }
    return offset + 1;
}

size_t json_skip_value(const char *text, size_t len, size_t offset) {
    size_t depth = 0;
    while (offset < len) {
        char c = text[offset];
        if (c == '"') {
            offset = json_skip_string(text, len, offset);
            if (depth == 0) {
                return offset;
            }
            continue;
        }
        bool opens = c == '{' || c == '[';
        bool closes = c == '}' || c == ']';
        if (depth == 0 && !opens && (closes || strchr(", \t\r\n", c))) {
            return offset;
        }
        depth += opens ? 1 : 0;
        depth -= closes ? 1 : 0;
        offset++;
        if (closes && depth == 0) {
            return offset;
        }
    }
    return offset;
}

static void blank(char *text, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        /* Continuation bytes go too; columns count characters only up to the place that is reported, and comments of
         * several bytes a character merely move that place to the right. */
        text[i] = text[i] == '\n' ? '\n' : ' ';
    }
}

static size_t find_comment_end(const char *text, size_t len, size_t start) {
    if (text[start + 1] == '/') {
        const char *end = memchr(text + start, '\n', len - start);
        return end ? (size_t)(end - text) : len;
    }
    const char *end = memmem(text + start + 2, len - start - 2, "*/", 2);
    return end ? (size_t)(end - text) + 2 : 0;
}

bool json_blank_comments(char *text, size_t len, struct error *error) {
    size_t comma = len; /* the last thing that was not white space or comment, if that was a comma */
    for (size_t at = 0; at < len;) {
        char c = text[at];
        if (c == '"') {
            at = json_skip_string(text, len, at);
            comma = len;
            continue;
        }
        if (c == '/' && at + 1 < len && (text[at + 1] == '/' || text[at + 1] == '*')) {
            size_t end = find_comment_end(text, len, at);
            if (!end) {
                return fail_at(text, len, at, error, "a comment has no closing */");
            }
            blank(text, at, end);
            at = end;
            continue;
        }
        if ((c == '}' || c == ']') && comma < len) {
            text[comma] = ' ';
        }
        if (c == ',') {
            comma = at;
        } else if (!memchr(" \t\r\n", c, 4)) {
            comma = len;
        }
        at++;
    }
    return true;
}
