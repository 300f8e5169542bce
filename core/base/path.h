/* Paths and small files. */
#ifndef PROSED_PATH_H
#define PROSED_PATH_H

#include "core/base/buf.h"
#include "core/base/error.h"

#include <stdio.h>

char *path_join(const char *folder, const char *name);     /* the caller frees */
const char *path_get_name(const char *path);               /* last part, borrowed */
bool path_is_inside(const char *path, const char *folder); /* by whole parts; both absolute and clean */
char *path_clean(const char *path); /* absolute, without . and .. and //; links kept; caller frees */
/* Behind all links, as far as the path exists; what does not exist yet is appended as it is. NULL: a link leads in a
 * circle, or a folder may not be looked into. The caller frees. */
char *path_resolve(const char *path);
bool path_is_folder(const char *path);
bool path_make_folders(const char *path, struct error *error); /* mode 0700 for those it makes */
/* Appends all or nothing. Regular files only: a named pipe in a project must not hang the server. */
bool path_read(const char *path, size_t max_bytes, struct buf *out, struct error *error);
/* For reading piece by piece: regular files only, and nobody waits for a pipe. NULL with the error; fclose. */
FILE *path_open(const char *path, struct error *error);
/* Reads folder/name, unless a link in it leads out of the folder: then ERROR_REFUSED, and nothing is read. For files
 * that come with a project. */
bool path_read_inside(const char *folder, const char *name, size_t max_bytes, struct buf *out, struct error *error);
bool path_write(const char *path, const char *data, size_t len, struct error *error); /* whole or not at all, 0600 */
/* $XDG_DATA_HOME/prosed, $XDG_CONFIG_HOME/prosed (or below $HOME). Fails, saying what to set, with neither. Caller
 * frees. */
char *path_copy_data_folder(struct error *error);
char *path_copy_config_folder(struct error *error);

#endif
