/* Files and folders that are this person's alone, for store.c and place.c.
 *
 * SQLite opens by path, and follows links in it. To give it a descriptor instead is no way: it resolves /proc/self/fd/N
 * to the path behind it, and makes the names of its log and its journal from that. So its own call of open(2) is
 * exchanged for owned_open, which looks at what was opened, by descriptor, before SQLite reads a byte of it; that holds
 * for the database, its log, its index and its journal, every time. */
#ifndef PROSED_OWNED_FILE_H
#define PROSED_OWNED_FILE_H

#include "core/base/error.h"

#include <sys/stat.h>

/* open(2) for SQLite: follows no link at the path's end, and fails with EPERM on a file that somebody else owns or may
 * write to, and on what is no file (a folder, and the source of random numbers, may be read). */
int owned_open(const char *path, int flags, int mode);
void owned_file_install(void); /* from now on SQLite opens by owned_open; any number of times */

/* A folder (or file) of this person's that others cannot write to, and no link. Group-writable is fine for the person's
 * own group, as it is made by a umask of 002. ERROR_REFUSED says what is wrong and what to do; ERROR_NOT_FOUND. */
bool owned_check_folder(const char *path, struct error *error);
bool owned_check_file(const char *path, struct stat *out, struct error *error); /* out may be NULL */

#endif
