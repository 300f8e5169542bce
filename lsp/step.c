/* While it is open how a client counts (ENCODING_UNNAMED), a document has two texts: `text` of the engine, as UTF-16
 * says, and `other`, as code points say; NULL as long as they are equal. A position that only one of the two readings
 * can mean decides: one in the middle of a surrogate pair, or behind the last code point of its line. */
#include "lsp/step.h"

#include "core/base/buf.h"
#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/utf8.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

/* --- how the client counts --- */

/* Whether a client that counts so can name this place. Places outside of the text tell nothing. */
static bool can_mean(const struct text *text, enum encoding encoding, const cJSON *position) {
    size_t offset;
    int64_t line = json_get_int(position, "line", -1);
    if (!convert_read_position(text, encoding, position, &offset) || (uint64_t)line >= text_count_lines(text)) {
        return true;
    }
    return convert_to_position(text, encoding, offset).character == (uint64_t)json_get_int(position, "character", -1);
}

static bool can_mean_range(const struct text *text, enum encoding encoding, const cJSON *range) {
    return can_mean(text, encoding, json_get(range, "start")) && can_mean(text, encoding, json_get(range, "end"));
}

static void take_other(struct editor_document *document, enum encoding encoding) {
    if (encoding == ENCODING_UTF32 && document->other && document->open) {
        document_set_text(editor_document_get(document), text_get_data(document->other), text_get_len(document->other));
    }
    document->step = document->step == STEP_OPEN ? STEP_KEPT : document->step;
    step_finish(document);
}

static void settle(struct server *server, enum encoding encoding) {
    log_write(LOG_INFO, "the client counts columns in %s, as its messages tell", encoding_name(encoding));
    server->client.encoding = encoding;
    for (struct editor_document *document = server->documents.newest; document; document = document->older) {
        if (document->other) {
            take_other(document, encoding);
        }
    }
}

static bool change_other(struct editor_document *document, const cJSON *range, const char *data) {
    struct span span;
    if (!convert_read_range(document->other, ENCODING_UTF32, range, &span)) {
        return false;
    }
    document->other = text_replace(document->other, span.start, span.end, data, strlen(data));
    return true;
}

static bool differs(const struct text *text, const cJSON *range) {
    struct span utf16, utf32;
    return convert_read_range(text, ENCODING_UTF16, range, &utf16) &&
           convert_read_range(text, ENCODING_UTF32, range, &utf32) &&
           (utf16.start != utf32.start || utf16.end != utf32.end);
}

void step_follow(struct server *server, struct editor_document *document, const cJSON *range, const char *data) {
    struct text *text = editor_document_get_text(document);
    enum encoding encoding = server->client.encoding;
    if (encoding != ENCODING_UNNAMED && !can_mean_range(text, encoding, range) &&
        can_mean_range(text, ENCODING_UTF32, range)) {
        log_write(LOG_WARNING, "the client says %s, and names a place that only code points can mean",
                  encoding_name(encoding));
        server->client.encoding = encoding == ENCODING_UTF16 ? ENCODING_UNNAMED : encoding;
        document->step = STEP_DOUBTED;
    }
    if (server->client.encoding != ENCODING_UNNAMED || (!document->other && !differs(text, range))) {
        return;
    }
    bool by_units = can_mean_range(text, ENCODING_UTF16, range);
    bool by_points = can_mean_range(document->other ? document->other : text, ENCODING_UTF32, range);
    if (by_units != by_points) {
        settle(server, by_units ? ENCODING_UTF16 : ENCODING_UTF32);
        return;
    }
    if (!document->other) {
        document->other = text_ref(text);
        document->step = document->step == STEP_KEPT ? STEP_OPEN : document->step;
    }
    if (!change_other(document, range, data)) {
        step_lose(document, "a range that is none");
    }
}

/* --- losing step and finding it again --- */

void step_keep(struct editor_document *document) {
    document->step = STEP_KEPT;
    step_finish(document);
}

void step_lose(struct editor_document *document, const char *why) {
    document->step = STEP_LOST;
    step_finish(document);
    log_write(LOG_WARNING, "textDocument/didChange: %s; the document is out of step now", why);
}

void step_finish(struct editor_document *document) {
    if (document->other) {
        text_unref(document->other);
    }
    document->other = NULL;
}

static size_t skip_mark(const char *data, size_t len) {
    return len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* At a line end: behind it, and true. */
static bool take_line_end(const char *data, size_t len, size_t *at) {
    if (*at < len && data[*at] == '\r') {
        *at += *at + 1 < len && data[*at + 1] == '\n' ? 2 : 1;
        return true;
    }
    if (*at < len && data[*at] == '\n') {
        (*at)++;
        return true;
    }
    return false;
}

/* How far both are alike, from their starts. */
static void walk_alike(const char *left, size_t left_len, size_t *l, const char *right, size_t right_len, size_t *r) {
    while (*l < left_len && *r < right_len) {
        size_t left_at = *l, right_at = *r;
        bool left_ends = take_line_end(left, left_len, l);
        bool right_ends = take_line_end(right, right_len, r);
        if (left_ends != right_ends || (!left_ends && left[left_at] != right[right_at])) {
            *l = left_at;
            *r = right_at;
            return;
        }
        *l += !left_ends;
        *r += !right_ends;
    }
}

bool step_reads_alike(const char *left, size_t left_len, const char *right, size_t right_len) {
    size_t l = skip_mark(left, left_len), r = skip_mark(right, right_len);
    walk_alike(left, left_len, &l, right, right_len, &r);
    if (l < left_len) {
        take_line_end(left, left_len, &l);
    } else if (r < right_len) {
        take_line_end(right, right_len, &r);
    }
    return l == left_len && r == right_len;
}

enum { SHINGLE = 4, SEEN_BITS = 1 << 20 }; /* bytes; a table large enough that chance hits are rare below a megabyte */

static uint32_t hash_shingle(const char *at) {
    uint32_t value;
    memcpy(&value, at, SHINGLE);
    return (value * 2654435761u) >> 12;
}

/* Whether the file has most of what it says from our text: what a file holds may be the document, damaged, or something
 * else entirely (encrypted, packed), which must not be taken for its text. Four bytes in a row are compared at a time.
 */
static bool is_akin(const char *ours, size_t our_len, const char *file, size_t file_len) {
    unsigned char *seen = mem_alloc(SEEN_BITS / 8);
    size_t common = 0, count = file_len < SHINGLE ? 0 : file_len - SHINGLE + 1;
    for (size_t at = 0; at + SHINGLE <= our_len; at++) {
        uint32_t hash = hash_shingle(ours + at);
        seen[hash / 8] |= (unsigned char)(1u << hash % 8);
    }
    for (size_t at = 0; at < count; at++) {
        uint32_t hash = hash_shingle(file + at);
        common += seen[hash / 8] >> hash % 8 & 1;
    }
    free(seen);
    return common >= count / 2;
}

static void tell(struct server *server, struct editor_document *document) {
    if (document->told) {
        return;
    }
    document->told = true;
    char *message =
        mem_format("prosed had lost track of %s: what was saved is not what it holds. It reads the file anew, "
                   "and offers and learns nothing there until a save agrees.",
                   path_get_name(document->path));
    server_show(server, MESSAGE_WARNING, message);
    free(message);
}

/* Columns can only have been misread where there are characters beyond U+FFFF. Any other difference is most likely
 * another program's, which wrote the file after the editor: the editor will read it again, and that explains it. */
static bool is_explained(const struct editor_document *document, const struct text *text) {
    return document->step != STEP_KEPT || convert_has_pairs(text_get_data(text), text_get_len(text));
}

static void take_file(struct server *server, struct editor_document *document, const char *data, size_t len) {
    struct text *text = editor_document_get_text(document);
    step_finish(document);
    if (!is_akin(text_get_data(text), text_get_len(text), data, len)) {
        document->step = STEP_LOST;
    } else {
        document->step = STEP_DOUBTED;
        document_reload(editor_document_get(document), data, len);
    }
    if (server->client.encoding == ENCODING_UTF16) {
        server->client.encoding = ENCODING_UNNAMED; /* perhaps that is why */
    } else if (server->client.encoding == ENCODING_UTF8) {
        server->client.miscounts = true;
    }
    tell(server, document);
}

static void compare(struct server *server, struct editor_document *document, const char *data, size_t len) {
    struct text *text = editor_document_get_text(document), *other = document->other;
    bool alike = step_reads_alike(text_get_data(text), text_get_len(text), data, len);
    bool other_alike = other && step_reads_alike(text_get_data(other), text_get_len(other), data, len);
    if (other && alike != other_alike) {
        settle(server, alike ? ENCODING_UTF16 : ENCODING_UTF32);
        step_keep(document);
    } else if (alike) {
        document->step = server->client.miscounts && convert_count_units(data, len, ENCODING_UTF32) != len
                             ? STEP_DOUBTED
                             : STEP_KEPT;
    } else if (is_explained(document, text)) {
        take_file(server, document, data, len);
    } else {
        document->step = STEP_DOUBTED;
    }
}

/* The file as the text of a document; false if it is none, or is in another encoding than the editor's. */
static bool read_file(const struct editor_document *document, struct buf *file, const char **data, size_t *len) {
    struct error ignored;
    if (!document->path || !path_read(document->path, LIMIT_DOCUMENT_BYTES, file, &ignored)) {
        return false;
    }
    size_t mark = skip_mark(buf_get(file), file->len);
    *data = buf_get(file) + mark;
    *len = file->len - mark;
    return utf8_is_valid(*data, *len) && !memchr(*data, '\0', *len);
}

void step_save(struct server *server, struct editor_document *document) {
    struct buf file = {0};
    const char *data;
    size_t len;
    if (document->open && document->path && disk_was_written(&document->disk, document->path) &&
        read_file(document, &file, &data, &len)) {
        compare(server, document, data, len);
    }
    buf_finish(&file);
}

bool step_agrees(const struct server *server, struct editor_document *document) {
    struct buf file = {0};
    const char *data;
    size_t len;
    if (document->step == STEP_DOUBTED && !document->other && !server->client.miscounts &&
        read_file(document, &file, &data, &len)) {
        struct text *text = editor_document_get_text(document);
        if (step_reads_alike(text_get_data(text), text_get_len(text), data, len)) {
            step_keep(document);
        }
    }
    buf_finish(&file);
    return document->step == STEP_KEPT;
}
