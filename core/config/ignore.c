/* A question is about a path and every folder on the way to it: what is inside a folder that is left out cannot be
 * taken in again. For each of them all patterns of one kind are tried from the least important file to the most, and
 * the last that matches counts. */
#include "core/config/ignore.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/repository.h"
#include "core/config/git_excludes.h"
#include "core/config/ignore_file.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_MAX    5000000 /* of matching, for one question: some ten milliseconds */
#define PATTERNS_MAX 50000   /* that one question reads: more is nobody's list */

struct ignore {
    char *root;
    struct list exclude;
    struct ignore_cache *cache;
};

struct ignore *ignore_create(const char *root, const struct list *exclude) {
    struct ignore *ignore = mem_alloc(sizeof *ignore);
    ignore->root = mem_copy_text(root);
    ignore->cache = ignore_cache_create();
    if (exclude)
        list_copy(&ignore->exclude, exclude);
    return ignore;
}

void ignore_destroy(struct ignore *ignore) {
    if (!ignore)
        return;
    free(ignore->root);
    list_finish(&ignore->exclude);
    ignore_cache_destroy(ignore->cache);
    free(ignore);
}

/* --- files of one kind --- */

struct chain {
    struct link {
        const struct ignore_file *file;
        size_t base_len; /* of the path: the folder that the patterns are relative to, with its slash */
    } * links;
    size_t count;
    size_t capacity;
};

struct question {
    struct ignore *ignore;
    char *path;
    struct repository repository; /* that holds it, or empty */
    size_t steps;                 /* that are left; 0: it takes too long */
    size_t patterns;              /* read so far */
    struct error *why;
};

/* What a link in this folder may not lead out of; NULL where no stranger's project is. */
static const char *find_fence(const struct question *question, const char *folder) {
    const char *roots[] = {question->ignore->root, question->repository.root};
    for (size_t i = 0; i < 2; i++)
        if (roots[i] && path_is_inside(folder, roots[i]))
            return roots[i];
    return NULL;
}

static void add_file(struct question *question, struct chain *chain, const char *file, const char *inside,
                     size_t base_len) {
    const struct ignore_file *found = question->steps ? ignore_cache_get(question->ignore->cache, file, inside) : NULL;
    if (!found)
        return;
    question->patterns += found->count;
    if (question->patterns > PATTERNS_MAX)
        question->steps = 0;
    MEM_RESERVE(chain->links, chain->count, chain->capacity);
    chain->links[chain->count++] = (struct link){.file = found, .base_len = base_len};
}

/* The file of that name in each folder from the one with base_len on. */
static void add_folders(struct question *question, struct chain *chain, const char *name, size_t base_len) {
    for (const char *slash = question->path + base_len - 1; slash; slash = strchr(slash + 1, '/')) {
        size_t len = (size_t)(slash + 1 - question->path);
        char *folder = mem_copy(question->path, len), *file = mem_format("%s%s", folder, name);
        add_file(question, chain, file, find_fence(question, folder), len);
        free(folder);
        free(file);
    }
}

/* path: question->path up to a slash, or all of it. */
static const struct ignore_file *find_verdict(struct question *question, const struct chain *chain, const char *path,
                                              bool is_folder, bool *out) {
    const struct ignore_file *by = NULL;
    size_t len = strlen(path);
    *out = false;
    for (size_t i = 0; i < chain->count && chain->links[i].base_len < len; i++) {
        const struct ignore_file *file = chain->links[i].file;
        for (size_t k = 0; k < file->count; k++)
            if (ignore_pattern_matches(&file->patterns[k], path + chain->links[i].base_len, is_folder,
                                       &question->steps)) {
                *out = !file->patterns[k].takes_in;
                by = file;
            }
    }
    return by;
}

static bool chain_covers(struct question *question, const struct chain *chain) {
    for (size_t i = 0; i < chain->count; i++)
        if (chain->links[i].file->problem) {
            error_set(question->why, ERROR_UNREADABLE,
                      "%s cannot be read, so nothing that it could leave out is used: %s", chain->links[i].file->path,
                      chain->links[i].file->problem);
            return true;
        }
    bool covered = false;
    for (char *slash = question->path + 1; slash && chain->count && !covered;) {
        slash = strchr(slash, '/');
        if (slash)
            *slash = '\0';
        const struct ignore_file *by = find_verdict(question, chain, question->path, slash != NULL, &covered);
        if (covered)
            error_set(question->why, ERROR_REFUSED, "left out by %s", by->path);
        if (slash)
            *slash++ = '/';
    }
    return covered;
}

/* --- the kinds --- */

/* Below the home folder, or below "/": a .gitignore in the home folder itself is often meant for git alone, as
 * core.excludesFile or for a repository that is the home folder, and is read as such. */
static size_t find_first_folder(const char *path) {
    const char *home = getenv("HOME");
    size_t len = home && path_is_inside(path, home) ? strlen(home) : 0;
    const char *slash = strchr(path + len + (path[len] == '/'), '/');
    return slash ? (size_t)(slash + 1 - path) : 0;
}

static bool git_covers(struct question *question) {
    struct chain chain = {0};
    struct list excludes = {0};
    const struct repository *repository = question->repository.root ? &question->repository : NULL;
    size_t base_len = repository ? strlen(repository->root) + (strcmp(repository->root, "/") != 0)
                                 : find_first_folder(question->path);
    git_excludes_find(repository, &excludes);
    for (size_t i = 0; i < excludes.count; i++)
        add_file(question, &chain, excludes.items[i], NULL, repository ? base_len : 1);
    char *file = repository ? path_join(repository->common, "info/exclude") : NULL;
    if (file)
        add_file(question, &chain, file, NULL, base_len);
    if (base_len)
        add_folders(question, &chain, ".gitignore", base_len);
    bool covered = chain_covers(question, &chain);
    free(chain.links);
    list_finish(&excludes);
    free(file);
    return covered;
}

static bool prosed_covers(struct question *question) {
    struct chain chain = {0};
    add_folders(question, &chain, ".prosedignore", 1);
    bool covered = chain_covers(question, &chain);
    free(chain.links);
    return covered;
}

/* What one glob says of one path: 0 nothing, 1 leave out, -1 take in again. */
static int glob_says(struct question *question, const char *glob, const char *path, bool is_folder) {
    const char *root = question->ignore->root, *home = getenv("HOME");
    struct ignore_pattern pattern;
    char *whole = !strncmp(glob, "~/", 2) && home ? path_join(home, glob + 2) : mem_copy_text(glob);
    if (!ignore_pattern_parse(whole, strlen(whole), &pattern)) {
        free(whole);
        return 0;
    }
    bool anchored = *whole == '/' || (pattern.takes_in && whole[1] == '/'), matches = false;
    size_t root_len = root ? strlen(root) : 0;
    bool inside = root && path_is_inside(path, root) && strlen(path) > root_len;
    if (inside)
        matches =
            ignore_pattern_matches(&pattern, path + root_len + (path[root_len] == '/'), is_folder, &question->steps);
    if (anchored)
        matches = matches || ignore_pattern_matches(&pattern, path + 1, is_folder, &question->steps);
    for (const char *at = path; !inside && !anchored && !matches && at; at = strchr(at + 1, '/'))
        matches = at[1] && ignore_pattern_matches(&pattern, at + 1, is_folder, &question->steps);
    free(whole);
    return !matches ? 0 : pattern.takes_in ? -1 : 1;
}

static bool settings_cover(struct question *question) {
    const struct list *exclude = &question->ignore->exclude;
    bool covered = false;
    for (char *slash = question->path + 1; slash && exclude->count && !covered;) {
        int verdict = 0;
        slash = strchr(slash, '/');
        if (slash)
            *slash = '\0';
        for (size_t i = 0; i < exclude->count; i++) {
            int says = glob_says(question, exclude->items[i], question->path, slash != NULL);
            verdict = says ? says : verdict;
        }
        covered = verdict > 0;
        if (slash)
            *slash++ = '/';
    }
    return covered && !error_set(question->why, ERROR_REFUSED, "left out by the setting exclude");
}

bool ignore_covers(struct ignore *ignore, const char *path, struct error *why) {
    struct question question = {.ignore = ignore, .path = path_clean(path), .steps = STEPS_MAX, .why = why};
    size_t depth = 0;
    for (const char *c = question.path; *c; c++)
        depth += *c == '/';
    ignore_cache_begin(ignore->cache);
    char *folder = mem_copy(question.path, (size_t)(path_get_name(question.path) - question.path));
    size_t len = strlen(folder);
    folder[len > 1 ? len - 1 : len] = '\0';
    if (depth <= LIMIT_FOLDER_DEPTH)
        repository_find(folder, &question.repository);
    free(folder);
    bool covered = depth > LIMIT_FOLDER_DEPTH
                       ? !error_set(why, ERROR_UNREADABLE, "%.150s lies more than %u folders deep, so it is not used",
                                    path, LIMIT_FOLDER_DEPTH)
                       : settings_cover(&question) || prosed_covers(&question) || git_covers(&question);
    if (!question.steps && (covered = true))
        error_set(why, ERROR_UNREADABLE, "the ignore files take too long for %.150s, so it is not used", path);
    repository_finish(&question.repository);
    free(question.path);
    return covered;
}
