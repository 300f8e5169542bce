/* Ignore patterns. A pattern is matched part by part: fnmatch(3) serves within one part of a path, and only "**", which
 * stands for any number of parts, is done here. Files are read anew for each question: it is asked once per document
 * opened or saved, and a cache would have to watch every ignore file of the project. */
#include "core/config/ignore.h"

#include "core/base/buf.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

struct ignore {
    char *root;
    struct list extra;
};

struct ignore *ignore_create(const char *root, const struct list *extra) {
    struct ignore *ignore = mem_alloc(sizeof *ignore);
    ignore->root = mem_copy_text(root);
    if (extra)
        list_copy(&ignore->extra, extra);
    return ignore;
}

void ignore_destroy(struct ignore *ignore) {
    if (!ignore)
        return;
    free(ignore->root);
    list_finish(&ignore->extra);
    free(ignore);
}

static size_t part_len(const char *path) {
    return strcspn(path, "/");
}

static bool part_matches(const char *pattern, size_t pattern_len, const char *part, size_t len) {
    char *glob = mem_copy(pattern, pattern_len);
    char *name = mem_copy(part, len);
    bool matches = fnmatch(glob, name, 0) == 0;
    free(glob);
    free(name);
    return matches;
}

static const char *skip_part(const char *path) {
    path += part_len(path);
    return path + (*path == '/');
}

static bool is_any_parts(const char *pattern) {
    return part_len(pattern) == 2 && strncmp(pattern, "**", 2) == 0;
}

/* Both anchored at their start. Every other part of a pattern takes exactly one part of the path, so it is enough to go
 * back to the newest "**" and let it take one more: no pattern costs more than its parts times those of the path. */
static bool parts_match(const char *pattern, const char *path) {
    const char *retry_pattern = NULL, *retry_path = NULL;
    for (;;) {
        if (*pattern && is_any_parts(pattern)) {
            pattern = skip_part(pattern);
            if (!*pattern)
                return *path != 0; /* at the end it stands for everything inside, not for the folder itself */
            retry_pattern = pattern;
            retry_path = path;
            continue;
        }
        if (!*pattern && !*path)
            return true;
        if (*pattern && *path && part_matches(pattern, part_len(pattern), path, part_len(path))) {
            pattern = skip_part(pattern);
            path = skip_part(path);
            continue;
        }
        if (!retry_pattern || !*retry_path)
            return false;
        retry_path = skip_part(retry_path);
        pattern = retry_pattern;
        path = retry_path;
    }
}

bool ignore_matches(const char *pattern, const char *path) {
    if (*pattern == '/')
        return parts_match(pattern + 1, path);
    if (strchr(pattern, '/'))
        return parts_match(pattern, path);
    const char *name = path_get_name(path); /* without a slash: a name at any depth */
    return part_matches(pattern, strlen(pattern), name, strlen(name));
}

/* What one line says of path: 0 nothing, 1 leave out, -1 take in again. */
static int line_says(const char *line, size_t len, const char *path, bool is_folder) {
    while (len && (line[len - 1] == '\r' || (line[len - 1] == ' ' && !(len > 1 && line[len - 2] == '\\'))))
        len--;
    if (!len || *line == '#')
        return 0;
    int says = 1;
    if (*line == '!') {
        says = -1;
        line++, len--;
    }
    bool folders_only = len && line[len - 1] == '/';
    len -= folders_only;
    if (!len || (folders_only && !is_folder))
        return 0;
    char *pattern = mem_copy(line, len);
    bool matches = ignore_matches(pattern, path);
    free(pattern);
    return matches ? says : 0;
}

static void apply_file(const struct ignore *ignore, const char *folder, const char *name, const char *path,
                       bool is_folder, int *verdict) {
    char *file = path_join(folder, name);
    struct buf text = {0};
    if (path_read_inside(ignore->root, file, LIMIT_SETTINGS_BYTES, &text, NULL)) {
        for (const char *line = buf_get(&text); *line;) {
            size_t len = strcspn(line, "\n");
            int says = line_says(line, len, path, is_folder);
            if (says)
                *verdict = says;
            line += len + (line[len] == '\n');
        }
    }
    buf_finish(&text);
    free(file);
}

/* One path (a folder on the way, or the document itself) against every ignore file from the root down to its own
 * folder. */
static bool covers_one(const struct ignore *ignore, const char *relative, bool is_folder) {
    int verdict = 0;
    apply_file(ignore, "", ".git/info/exclude", relative, is_folder, &verdict);
    for (const char *rest = relative;;) {
        char *folder = mem_copy(relative, (size_t)(rest - relative));
        apply_file(ignore, folder, ".gitignore", rest, is_folder, &verdict);
        apply_file(ignore, folder, ".prosedignore", rest, is_folder, &verdict);
        free(folder);
        size_t len = part_len(rest);
        if (!rest[len])
            break;
        rest += len + 1;
    }
    for (size_t i = 0; i < ignore->extra.count; i++) {
        const char *line = ignore->extra.items[i];
        int says = line_says(line, strlen(line), relative, is_folder);
        if (says)
            verdict = says;
    }
    return verdict > 0;
}

bool ignore_covers(const struct ignore *ignore, const char *path) {
    size_t root_len = strlen(ignore->root);
    if (!path_is_inside(path, ignore->root) || strlen(path) <= root_len)
        return false;
    const char *relative = path + root_len;
    while (*relative == '/')
        relative++;
    size_t depth = 0;
    for (const char *c = relative; *c; c++)
        depth += *c == '/';
    if (depth > LIMIT_FOLDER_DEPTH)
        return true; /* nobody writes there */
    for (const char *slash = strchr(relative, '/'); slash; slash = strchr(slash + 1, '/')) {
        char *folder = mem_copy(relative, (size_t)(slash - relative));
        bool covered = covers_one(ignore, folder, true);
        free(folder);
        if (covered)
            return true; /* nothing below a folder that is left out can be taken in again */
    }
    return covers_one(ignore, relative, false);
}
