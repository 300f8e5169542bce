/* The protocol does not say why a text changed, but the file does: it is newer than when the editor last read or wrote
 * it, and holds just what the text becomes. Only changes large enough to matter for learning are looked at. */
#include "lsp/disk.h"

#include "core/base/buf.h"
#include "core/base/limits.h"
#include "core/base/path.h"

#include <string.h>
#include <sys/stat.h>

#define INSERTED_BYTES_MIN 16 /* less teaches nothing anyway */

void disk_note(struct disk_mark *mark, const char *path) {
    struct stat status;
    *mark = (struct disk_mark){0};
    if (path && stat(path, &status) == 0) {
        mark->known = true;
        mark->changed_ns = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
        mark->size_bytes = status.st_size;
        mark->inode = status.st_ino;
    }
}

void disk_open(struct disk_mark *mark, const char *path) {
    disk_note(mark, path);
    mark->unsure = true;
}

static bool is_large(const cJSON *changes) {
    size_t bytes = 0;
    const cJSON *change;
    cJSON_ArrayForEach(change, changes) {
        const char *data = json_get_text(change, "text");
        bytes += data ? strlen(data) : 0;
    }
    return bytes >= INSERTED_BYTES_MIN;
}

bool disk_was_written(const struct disk_mark *mark, const char *path) {
    struct disk_mark now;
    disk_note(&now, path);
    return now.known &&
           (now.changed_ns != mark->changed_ns || now.size_bytes != mark->size_bytes || now.inode != mark->inode);
}

/* The text as it will be; NULL if the changes cannot be read. */
static struct text *apply(struct text *text, enum encoding encoding, const cJSON *changes) {
    struct text *result = text_ref(text);
    const cJSON *change;
    cJSON_ArrayForEach(change, changes) {
        const char *data = json_get_text(change, "text");
        const cJSON *range = json_get(change, "range");
        struct span span = {0, text_get_len(result)};
        bool whole = !range || cJSON_IsNull(range);
        if (!data || (!whole && !convert_read_range(result, encoding, range, &span))) {
            text_unref(result);
            return NULL;
        }
        result = text_replace(result, span.start, span.end, data, strlen(data));
    }
    return result;
}

static bool file_reads(const char *path, const struct text *text) {
    struct buf file = {0};
    struct error ignored;
    struct disk_mark now;
    disk_note(&now, path);
    if (now.size_bytes != (int64_t)text_get_len(text)) {
        return false;
    }
    bool same = path_read(path, LIMIT_DOCUMENT_BYTES, &file, &ignored) && file.len == text_get_len(text) &&
                memcmp(buf_get(&file), text_get_data(text), file.len) == 0;
    buf_finish(&file);
    return same;
}

struct text *disk_find_reload(const struct disk_mark *mark, const char *path, struct text *text, enum encoding encoding,
                              const cJSON *changes) {
    if (!mark->known || !is_large(changes) || !(mark->unsure || disk_was_written(mark, path))) {
        return NULL;
    }
    struct text *after = apply(text, encoding, changes);
    if (after && !file_reads(path, after)) {
        text_unref(after);
        after = NULL;
    }
    return after;
}
