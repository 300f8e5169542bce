/* For store.c: the file that is about to be opened. */
#ifndef PROSED_PLACE_H
#define PROSED_PLACE_H

#include "core/base/error.h"

#include <sys/stat.h>

/* Makes what is missing of folders and file, and looks whether all of it is this person's alone; a store in a project
 * must also have been made here, and git must not have it. *file: what it is now, for store_begin to compare. */
bool place_prepare(const char *path, struct stat *file, struct error *error);

#endif
