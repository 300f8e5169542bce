/* Which documents are left out: by the ignore files of git wherever git reads them, by .prosedignore files, which have
 * the same syntax and hold everywhere, and by globs of the settings. Each of the three leaves out by itself; a "!"
 * takes in again only what its own kind left out. */
#ifndef PROSED_IGNORE_H
#define PROSED_IGNORE_H

#include "core/base/error.h"
#include "core/base/list.h"
#include "core/config/ignore_pattern.h"

struct ignore; /* of one project, or of what is in none */

/* exclude: globs of the settings, or NULL. In the project (root) they hold from its root on. For a document elsewhere,
 * and where root is NULL, a glob holds at any depth; one that begins with "/" or "~/" is of the whole path, everywhere.
 */
struct ignore *ignore_create(const char *root, const struct list *exclude);
void ignore_destroy(struct ignore *ignore);
/* path: absolute. True: it is left out, and why says by what. ERROR_REFUSED: by a pattern, as the person wants it.
 * ERROR_UNREADABLE: an ignore file is not what it should be (no file, too long, a link out of its project, no UTF-8,
 * made to take forever) or the path is deeper than LIMIT_FOLDER_DEPTH folders: worth telling. Files are looked at anew
 * each time. Not found out: what git does with a file that it has in its index. */
bool ignore_covers(struct ignore *ignore, const char *path, struct error *why);

#endif
