/* A guess, and told as one. UTF-16 and UTF-32 show by their mark, or by zeros at every second or fourth place, as in
 * all text that is mostly ASCII; of encodings with one byte a character nothing shows but that they are no UTF-8. */
#include "core/base/encoding.h"

#include "core/base/utf8.h"

#include <string.h>

#define PROBE_BYTES 65536

static bool starts(const char *data, size_t len, const char *mark, size_t mark_len) {
    return len >= mark_len && memcmp(data, mark, mark_len) == 0;
}

/* Zeros among the bytes at offset, offset + step, ...: nearly all of them, or nearly none. */
static bool are_zeros(const char *data, size_t len, size_t offset, size_t step, bool zeros) {
    size_t count = 0, found = 0;
    for (size_t i = offset; i < len; i += step, count++)
        found += data[i] == 0;
    return count > 0 && (zeros ? found * 10 >= count * 7 : found * 10 <= count);
}

/* Control characters, other than NUL, that no text holds. */
static bool has_controls(const char *data, size_t len) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += data[i] && (unsigned char)data[i] < 32 && !strchr("\t\n\v\f\r\b\033", data[i]);
    return count * 100 > len;
}

static bool is_marked(const char *data, size_t len, size_t width) {
    return width == 4 ? starts(data, len, "\xFF\xFE\0\0", 4) || starts(data, len, "\0\0\xFE\xFF", 4)
                      : starts(data, len, "\xFF\xFE", 2) || starts(data, len, "\xFE\xFF", 2);
}

/* Characters of so many bytes, of which the first or the last is seldom zero and all others nearly always. */
static bool is_wide(const char *data, size_t len, size_t width) {
    for (size_t i = 1; i + 1 < width; i++)
        if (!are_zeros(data, len, i, width, true))
            return false;
    bool first = are_zeros(data, len, 0, width, true), last = are_zeros(data, len, width - 1, width, true);
    return len >= width &&
           (first ? are_zeros(data, len, width - 1, width, false) : last && are_zeros(data, len, 0, width, false));
}

const char *encoding_guess(const char *data, size_t len) {
    bool zero = memchr(data, 0, len) != NULL, valid = utf8_is_valid(data, len);
    if (!zero && valid)
        return NULL;
    size_t probe = len < PROBE_BYTES ? len : PROBE_BYTES;
    bool text = !has_controls(data, probe);
    if (is_marked(data, len, 4) || (zero && text && is_wide(data, probe, 4)))
        return "UTF-32";
    if (is_marked(data, len, 2) || (zero && text && is_wide(data, probe, 2)))
        return "UTF-16";
    if (!text || (zero && !valid))
        return "binary data";
    return zero ? "text with a NUL in it" : "Latin-1, Windows-1252 or the like";
}

bool encoding_check(const char *data, size_t len, struct error *error) {
    const char *guess = encoding_guess(data, len);
    return !guess ||
           error_set(error, ERROR_REFUSED,
                     "this is not UTF-8 but seems to be %s, and stays as it is: save it as UTF-8 and try again", guess);
}
