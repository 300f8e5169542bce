/* Just enough of git-config(1) to find one value: sections, comments, quotes, escapes, lines that go on, and files that
 * include others. Conditions of an include are not looked at: one file too many leaves out too much, one too few does
 * harm. */
#include "core/config/git_excludes.h"

#include "core/base/mem.h"
#include "core/base/path.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define CONFIG_BYTES_MAX (256u << 10)
#define DEPTH_MAX        4 /* of includes */

struct reading {
    const char *folder; /* of the file, for relative paths of includes */
    const char *base;   /* for relative paths of values */
    struct list *out;
    int depth;
};

static void read_config(const char *path, const char *base, struct list *out, int depth);

/* "~/" is the person's home; the caller frees; NULL: it cannot be told what is meant. */
static char *expand(const char *value, const char *base) {
    const char *home = getenv("HOME");
    if (!strncmp(value, "~/", 2))
        return home && *home == '/' ? path_join(home, value + 2) : NULL;
    return *value == '/'                                      ? path_clean(value)
           : base && *value && *value != '~' && *value != '%' ? path_join(base, value)
                                                              : NULL;
}

/* From behind "=" to the value's end; returns where the next line begins. */
static const char *take_value(const char *at, struct buf *out) {
    bool quoted = false;
    size_t kept = 0; /* without the spaces at its end */
    while (*at == ' ' || *at == '\t')
        at++;
    for (; *at && *at != '\n'; at++) {
        if (*at == '\\' && (at[1] == '\n' || (at[1] == '\r' && at[2] == '\n'))) {
            at += at[1] == '\r' ? 2 : 1;
            continue;
        }
        if (!quoted && (*at == '#' || *at == ';')) {
            at += strcspn(at, "\n");
            break;
        }
        if (*at == '"') {
            quoted = !quoted;
            kept = out->len;
            continue;
        }
        if (*at == '\\' && at[1])
            at++; /* of the escapes, those for "\" and quotes are in paths */
        buf_append_char(out, *at);
        if (quoted || !isspace((unsigned char)*at))
            kept = out->len;
    }
    buf_remove(out, kept, out->len - kept);
    return at + (*at == '\n');
}

static void take_pair(struct reading *reading, const char *section, const char *name, const char *value) {
    bool include = !strcasecmp(section, "include") || !strncasecmp(section, "includeif ", 10);
    if (!strcasecmp(section, "core") && !strcasecmp(name, "excludesfile")) {
        char *path = expand(value, reading->base);
        if (path)
            list_add(reading->out, path);
        free(path);
    } else if (include && !strcasecmp(name, "path") && reading->depth < DEPTH_MAX) {
        char *path = expand(value, reading->folder);
        if (path)
            read_config(path, reading->base, reading->out, reading->depth + 1);
        free(path);
    }
}

static const char *take_line(struct reading *reading, const char *at, struct buf *section) {
    while (*at == ' ' || *at == '\t' || *at == '\r')
        at++;
    if (*at == '[') {
        size_t len = strcspn(++at, "]\n");
        buf_clear(section);
        buf_append(section, at, len);
        at += len + (at[len] == ']');
        return at; /* a pair may follow on the line */
    }
    size_t len = 0;
    while (isalnum((unsigned char)at[len]) || at[len] == '-')
        len++;
    const char *value = at + len + strspn(at + len, " \t");
    if (!len || *value != '=')
        return at + strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n');
    char *name = mem_copy(at, len);
    struct buf text = {0};
    at = take_value(value + 1, &text);
    take_pair(reading, buf_get(section), name, buf_get(&text));
    buf_finish(&text);
    free(name);
    return at;
}

static void read_config(const char *path, const char *base, struct list *out, int depth) {
    struct buf text = {0}, section = {0};
    char *folder = mem_copy(path, (size_t)(path_get_name(path) - path));
    struct reading reading = {.folder = folder, .base = base, .out = out, .depth = depth};
    if (path_read(path, CONFIG_BYTES_MAX, &text, NULL))
        for (const char *at = buf_get(&text); *at;)
            at = take_line(&reading, at, &section);
    buf_finish(&text);
    buf_finish(&section);
    free(folder);
}

static void add_default(struct list *out) {
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    char *path = config && *config == '/' ? path_join(config, "git/ignore")
                 : home && *home == '/'   ? path_join(home, ".config/git/ignore")
                                          : NULL;
    if (path)
        list_take(out, path);
}

void git_excludes_find(const struct repository *repository, struct list *out) {
    const char *home = getenv("HOME"), *config = getenv("XDG_CONFIG_HOME"), *global = getenv("GIT_CONFIG_GLOBAL");
    const char *base = repository ? repository->root : NULL;
    struct list found = {0};
    char *own[] = {mem_copy_text("/etc/gitconfig"),
                   config && *config == '/' ? path_join(config, "git/config")
                   : home && *home == '/'   ? path_join(home, ".config/git/config")
                                            : NULL,
                   home && *home == '/' ? path_join(home, ".gitconfig") : NULL,
                   global ? mem_copy_text(global) : NULL,
                   repository ? path_join(repository->common, "config") : NULL,
                   repository ? path_join(repository->git, "config.worktree") : NULL};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (own[i])
            read_config(own[i], base, &found, 0);
        free(own[i]);
    }
    add_default(out);
    for (size_t i = 0; i < found.count; i++)
        list_add(out, found.items[i]);
    list_finish(&found);
}
