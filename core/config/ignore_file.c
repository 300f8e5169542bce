/* An exclusion that cannot be understood excludes: a file that is no file, is too long, cannot be read, leads out by a
 * link or is no UTF-8 has a problem instead of patterns. A byte order mark is skipped, and a CR alone ends a line as LF
 * does. */
#include "core/config/ignore_file.h"

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILES_MAX  2048       /* half of them kept: one question needs a few dozen, 300 at most */
#define BYTES_MAX  (8u << 20) /* kept, patterns included */
#define SETTLED_MS 2000

struct ignore_cache {
    struct ignore_file files[FILES_MAX]; /* by the hash of the path, then the next free one */
    size_t count;
    size_t bytes;
    unsigned long question;
};

struct ignore_cache *ignore_cache_create(void) {
    return mem_alloc(sizeof(struct ignore_cache));
}

static void file_finish(struct ignore_file *file) {
    free(file->path);
    free(file->patterns);
    free(file->problem);
    free(file->text);
    *file = (struct ignore_file){0};
}

static void clear(struct ignore_cache *cache) {
    for (size_t i = 0; i < FILES_MAX; i++)
        file_finish(&cache->files[i]);
    cache->count = 0;
    cache->bytes = 0;
}

void ignore_cache_destroy(struct ignore_cache *cache) {
    if (cache)
        clear(cache);
    free(cache);
}

static void find_patterns(struct ignore_file *file, size_t len) {
    size_t capacity = 0;
    for (size_t at = 0; at < len;) {
        size_t end = at;
        while (end < len && file->text[end] != '\n' && file->text[end] != '\r')
            end++;
        struct ignore_pattern pattern;
        if (ignore_pattern_parse(file->text + at, end - at, &pattern)) {
            MEM_RESERVE(file->patterns, file->count, capacity);
            file->patterns[file->count++] = pattern;
        }
        at = end + 1;
    }
}

static const char *find_problem(const struct buf *text) {
    bool wide = text->len > 1 && (!memcmp(text->data, "\xff\xfe", 2) || !memcmp(text->data, "\xfe\xff", 2));
    return wide || memchr(buf_get(text), '\0', text->len) ? "it is no UTF-8; save it as such" : NULL;
}

static void file_read(struct ignore_file *file, const char *inside) {
    struct buf text = {0};
    struct error error = {0};
    char *real = realpath(file->path, NULL), *folder = inside ? realpath(inside, NULL) : NULL;
    const char *problem = NULL;
    if (inside && (!real || !folder || !path_is_inside(real, folder)))
        problem = "it is a link that leads out of its project, or nowhere; put a file there";
    else if (!path_read(file->path, LIMIT_IGNORE_BYTES, &text, &error))
        problem = error.text;
    else
        problem = find_problem(&text);
    if (problem) {
        file->problem = mem_copy_text(problem);
    } else {
        size_t skip = text.len >= 3 && !memcmp(text.data, "\xef\xbb\xbf", 3) ? 3 : 0, len = text.len - skip;
        file->text = mem_copy(buf_get(&text) + skip, len);
        find_patterns(file, len);
    }
    buf_finish(&text);
    free(real);
    free(folder);
}

static void take_mark(unsigned char out[64], const struct stat *link, const struct stat *target) {
    const int64_t parts[] = {(int64_t)link->st_ino,           (int64_t)target->st_dev,
                             (int64_t)target->st_ino,         (int64_t)target->st_size,
                             (int64_t)target->st_mtim.tv_sec, (int64_t)target->st_mtim.tv_nsec,
                             (int64_t)target->st_ctim.tv_sec, (int64_t)target->st_ctim.tv_nsec};
    memcpy(out, parts, sizeof parts);
}

static struct ignore_file *find_place(struct ignore_cache *cache, const char *path) {
    size_t hash = 5381;
    for (const char *c = path; *c; c++)
        hash = hash * 33 + (unsigned char)*c;
    for (size_t i = hash % FILES_MAX;; i = (i + 1) % FILES_MAX)
        if (!cache->files[i].path || !strcmp(cache->files[i].path, path))
            return &cache->files[i];
}

void ignore_cache_begin(struct ignore_cache *cache) {
    cache->question++;
    if (cache->count >= FILES_MAX / 2 || cache->bytes > BYTES_MAX)
        clear(cache);
}

const struct ignore_file *ignore_cache_get(struct ignore_cache *cache, const char *path, const char *inside) {
    struct stat link, target = {0};
    unsigned char mark[64];
    struct ignore_file *file = find_place(cache, path);
    if (file->path && file->question == cache->question)
        return file;
    if (lstat(path, &link) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return NULL;
    (void)stat(path, &target); /* what cannot be looked at is read, and says so itself */
    take_mark(mark, &link, &target);
    if (file->path && file->settled && !file->problem && !memcmp(file->mark, mark, sizeof mark)) {
        file->question = cache->question;
        return file;
    }
    cache->count += !file->path;
    char *own = mem_copy_text(path);
    file_finish(file);
    file->path = own;
    file->question = cache->question;
    memcpy(file->mark, mark, sizeof mark);
    file->settled = clock_now_ms() - ((int64_t)target.st_ctim.tv_sec * 1000) > SETTLED_MS;
    file_read(file, inside);
    cache->bytes += file->count * sizeof *file->patterns + (file->text ? strlen(file->text) : 0);
    return file;
}
