/* Ignore patterns in the syntax of .gitignore (gitignore(5)): which documents are never read for learning. */
#ifndef PROSED_IGNORE_H
#define PROSED_IGNORE_H

#include "core/base/list.h"

struct ignore; /* the patterns of one project */

/* Reads .gitignore, .prosedignore and .git/info/exclude of the project's root; those of folders below are read when a
 * path asks for them. extra: patterns from the settings (`exclude`), or NULL. Missing and unreadable files are no
 * patterns. */
struct ignore *ignore_create(const char *root, const struct list *extra);
void ignore_destroy(struct ignore *ignore);
/* path: absolute, inside the root. True if a pattern leaves it or a folder above it out, the last fitting one counting,
 * or if it lies more than LIMIT_FOLDER_DEPTH folders deep. A link that leads out of the root is no ignore file. */
bool ignore_covers(const struct ignore *ignore, const char *path);

/* One pattern against one path relative to the pattern's folder ("drafts/a.md"); the pattern without "!" and trailing
 * "/". */
bool ignore_matches(const char *pattern, const char *path);

#endif
