/* Positions and URIs. A column is found by counting code units in blocks of bytes that the compiler turns into vector
 * code, so that a paragraph of a megabyte on one line costs microseconds: a UTF-32 unit begins at every byte that
 * continues no character, and UTF-16 has one unit more for every first byte of four (0xF0 and up). */
#include "lsp/convert.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BLOCK 64

static const char *const NAMES[] = {
    [ENCODING_UTF8] = "utf-8", [ENCODING_UTF16] = "utf-16", [ENCODING_UTF32] = "utf-32", [ENCODING_UNNAMED] = "utf-16"};

const char *encoding_name(enum encoding encoding) {
    return NAMES[encoding];
}

bool encoding_find(const char *name, enum encoding *encoding) {
    for (int i = ENCODING_UTF8; i <= ENCODING_UTF32; i++) {
        if (strcmp(NAMES[i], name) == 0) {
            *encoding = (enum encoding)i;
            return true;
        }
    }
    return false;
}

/* --- positions --- */

static bool continues(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

static bool counts_pairs(enum encoding encoding) {
    return encoding == ENCODING_UTF16 || encoding == ENCODING_UNNAMED;
}

static unsigned units_begun(char byte, enum encoding encoding) {
    unsigned first = !continues(byte);
    return counts_pairs(encoding) ? first + ((unsigned char)byte >= 0xf0) : first;
}

static uint64_t count_block(const char *data, enum encoding encoding) {
    unsigned char firsts = 0;
    unsigned char fours = 0;
    for (int i = 0; i < BLOCK; i++) {
        firsts = (unsigned char)(firsts + !continues(data[i]));
        fours = (unsigned char)(fours + ((unsigned char)data[i] >= 0xf0));
    }
    return (uint64_t)firsts + (counts_pairs(encoding) ? fours : 0u);
}

/* Bytes of data that hold `units` code units: all of it if there are fewer. */
static size_t find_unit(const char *data, size_t len, enum encoding encoding, uint64_t units) {
    size_t at = 0;
    uint64_t count = 0;
    while (len - at >= BLOCK) {
        uint64_t next = count + count_block(data + at, encoding);
        if (next > units) {
            break;
        }
        count = next;
        at += BLOCK;
    }
    for (; at < len; at++) {
        unsigned begun = units_begun(data[at], encoding);
        if (begun && count + begun > units) {
            break;
        }
        count += begun;
    }
    return at;
}

uint64_t convert_count_units(const char *data, size_t len, enum encoding encoding) {
    size_t at = 0;
    uint64_t count = 0;
    if (encoding == ENCODING_UTF8) {
        return len;
    }
    for (; len - at >= BLOCK; at += BLOCK) {
        count += count_block(data + at, encoding);
    }
    for (; at < len; at++) {
        count += units_begun(data[at], encoding);
    }
    return count;
}

size_t convert_to_offset(const struct text *text, enum encoding encoding, struct position position) {
    if (position.line >= text_count_lines(text)) {
        return text_get_len(text);
    }
    struct span line = text_get_line(text, (size_t)position.line);
    const char *data = text_get_data(text) + line.start;
    size_t len = line.end - line.start;
    if (encoding != ENCODING_UTF8) {
        return line.start + find_unit(data, len, encoding, position.character);
    }
    size_t at = position.character < len ? (size_t)position.character : len;
    while (at && at < len && continues(data[at])) {
        at--;
    }
    return line.start + at;
}

struct position convert_to_position(const struct text *text, enum encoding encoding, size_t offset) {
    size_t line = text_find_line(text, offset);
    struct span span = text_get_line(text, line);
    size_t end = offset < span.end ? offset : span.end; /* inside of a line end: before it */
    size_t bytes = end - span.start;
    return (struct position){line, convert_count_units(text_get_data(text) + span.start, bytes, encoding)};
}

bool convert_read_position(const struct text *text, enum encoding encoding, const cJSON *value, size_t *offset) {
    int64_t line = json_get_int(value, "line", -1);
    int64_t character = json_get_int(value, "character", -1);
    if (line < 0 || character < 0) {
        return false;
    }
    *offset = convert_to_offset(text, encoding, (struct position){(uint64_t)line, (uint64_t)character});
    return true;
}

bool convert_read_range(const struct text *text, enum encoding encoding, const cJSON *value, struct span *span) {
    size_t start;
    size_t end;
    if (!convert_read_position(text, encoding, json_get(value, "start"), &start) ||
        !convert_read_position(text, encoding, json_get(value, "end"), &end)) {
        return false;
    }
    *span = start <= end ? (struct span){start, end} : (struct span){end, start};
    return true;
}

cJSON *convert_format_position(const struct text *text, enum encoding encoding, size_t offset) {
    struct position position = convert_to_position(text, encoding, offset);
    cJSON *value = cJSON_CreateObject();
    cJSON_AddNumberToObject(value, "line", (double)position.line);
    cJSON_AddNumberToObject(value, "character", (double)position.character);
    return value;
}

cJSON *convert_format_range(const struct text *text, enum encoding encoding, struct span span) {
    cJSON *range = cJSON_CreateObject();
    cJSON_AddItemToObject(range, "start", convert_format_position(text, encoding, span.start));
    cJSON_AddItemToObject(range, "end", convert_format_position(text, encoding, span.end));
    return range;
}

bool convert_has_pairs(const char *data, size_t len) {
    return convert_count_units(data, len, ENCODING_UTF16) != convert_count_units(data, len, ENCODING_UTF32);
}

bool convert_is_unsure(const struct text *text, enum encoding encoding, size_t offset) {
    size_t start = text_get_line(text, text_find_line(text, offset)).start;
    return encoding == ENCODING_UNNAMED && convert_has_pairs(text_get_data(text) + start, offset - start);
}

/* The lines that an edit touches, less the line end of the last. */
static struct span find_lines(const struct text *text, struct span span) {
    size_t start = text_get_line(text, text_find_line(text, span.start)).start;
    size_t end = text_get_line(text, text_find_line(text, span.end)).end;
    return (struct span){start, end > span.end ? end : span.end};
}

/* Edits whose columns are open, widened to whole lines: those begin at column 0, and end where no client can miss the
 * end, since a column behind a line's last character means that end. */
static void widen_edits(const struct text *text, const struct edits *edits, struct edits *out) {
    const char *data = text_get_data(text);
    for (size_t i = 0; i < edits->count;) {
        struct span lines = find_lines(text, edits->items[i].span);
        size_t last = i + 1;
        for (; last < edits->count && edits->items[last].span.start <= lines.end; last++) {
            size_t end = find_lines(text, edits->items[last].span).end;
            lines.end = end > lines.end ? end : lines.end;
        }
        if (!convert_has_pairs(data + lines.start, lines.end - lines.start)) {
            for (; i < last; i++) {
                edits_add(out, edits->items[i].span.start, edits->items[i].span.end, edits->items[i].text,
                          edits->items[i].len);
            }
            continue;
        }
        struct buf line = {0};
        size_t at = lines.start;
        for (; i < last; i++) {
            buf_append(&line, data + at, edits->items[i].span.start - at);
            buf_append(&line, edits->items[i].text, edits->items[i].len);
            at = edits->items[i].span.end;
        }
        buf_append(&line, data + at, lines.end - at);
        edits_add(out, lines.start, lines.end, buf_get(&line), line.len);
        buf_finish(&line);
    }
}

cJSON *convert_format_edits(const struct text *text, enum encoding encoding, const struct edits *edits) {
    struct edits widened = {0};
    if (encoding == ENCODING_UNNAMED) {
        widen_edits(text, edits, &widened);
        cJSON *array = convert_format_edits(text, ENCODING_UTF16, &widened);
        edits_finish(&widened);
        return array;
    }
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < edits->count; i++) {
        cJSON *edit = cJSON_CreateObject();
        cJSON_AddItemToObject(edit, "range", convert_format_range(text, encoding, edits->items[i].span));
        json_add_bytes(edit, "newText", edits->items[i].text, edits->items[i].len);
        cJSON_AddItemToArray(array, edit);
    }
    return array;
}

static void add_change(cJSON *array, const char *kind, const char *data, size_t len) {
    if (len) {
        cJSON *change = cJSON_CreateObject();
        cJSON_AddStringToObject(change, "kind", kind);
        json_add_bytes(change, "text", data, len);
        cJSON_AddItemToArray(array, change);
    }
}

cJSON *convert_format_changes(const struct text *text, struct span span, const struct edits *edits) {
    const char *data = text_get_data(text);
    cJSON *array = cJSON_CreateArray();
    size_t at = span.start;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        add_change(array, "same", data + at, edit->span.start - at);
        add_change(array, "removed", data + edit->span.start, edit->span.end - edit->span.start);
        add_change(array, "added", edit->text, edit->len);
        at = edit->span.end;
    }
    add_change(array, "same", data + at, span.end > at ? span.end - at : 0);
    return array;
}

void convert_add_text(cJSON *object, const char *name, const char *text) {
    if (text) {
        json_add_bytes(object, name, text, strlen(text));
    } else {
        cJSON_AddNullToObject(object, name);
    }
}

/* --- URIs (RFC 3986, RFC 8089) --- */

static int hex_value(char c) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *digit = c ? strchr(digits, c) : NULL;
    return digit ? (int)((digit - digits) % 16) : -1;
}

/* Up to the query or fragment. A % that starts no pair of digits stands for itself. */
static void decode(const char *uri, struct buf *out) {
    for (const char *at = uri; *at && *at != '?' && *at != '#'; at++) {
        int high = *at == '%' ? hex_value(at[1]) : -1;
        int low = high >= 0 ? hex_value(at[2]) : -1;
        if (low >= 0) {
            buf_append_char(out, (char)(high * 16 + low));
            at += 2;
        } else {
            buf_append_char(out, *at);
        }
    }
}

char *convert_uri_to_path(const char *uri) {
    static const char localhost[] = "//localhost/";
    if (strncasecmp(uri, "file:", 5) != 0) {
        return NULL;
    }
    uri += 5;
    if (strncasecmp(uri, localhost, sizeof localhost - 1) == 0) {
        uri += sizeof localhost - 2;
    } else if (strncmp(uri, "///", 3) == 0) {
        uri += 2;
    }
    if (uri[0] != '/' || uri[1] == '/') {
        return NULL; /* relative, or on another machine */
    }
    struct buf path = {0};
    decode(uri, &path);
    char *clean = NULL;
    if (!memchr(buf_get(&path), '\0', path.len) && utf8_is_valid(buf_get(&path), path.len)) {
        clean = path_clean(buf_get(&path));
    }
    buf_finish(&path);
    return clean;
}

char *convert_path_to_uri(const char *path) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    struct buf uri = {0};
    buf_append_text(&uri, "file://");
    for (const char *at = path; *at; at++) {
        if (strchr(plain, *at)) {
            buf_append_char(&uri, *at);
        } else {
            buf_printf(&uri, "%%%02X", (unsigned char)*at);
        }
    }
    return buf_take(&uri);
}
