/* Everything that prosed keeps, erased: all stores, the personal one, notes and tallies in the data folder, and the
 * stores in projects that were made with this data folder. Settings are no part of it. */
#ifndef PROSED_ERASE_H
#define PROSED_ERASE_H

#include "core/base/error.h"
#include "core/base/list.h"

bool erase_find(struct list *files, struct error *error); /* appends the paths of all that is kept */
/* Overwrites and removes the files, then the folders that are empty by that. A failure stops at no file; the error
 * names the first. */
bool erase_files(const struct list *files, struct error *error);

#endif
