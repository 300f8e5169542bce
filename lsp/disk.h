/* Files that change on disk while they are open: after a checkout or a formatter the editor reads the file again, and
 * what comes as a change of the document was not written by the person. */
#ifndef PROSED_DISK_H
#define PROSED_DISK_H

#include "core/base/json.h"
#include "core/text/text.h"
#include "lsp/convert.h"

struct disk_mark { /* the file as it was when the editor opened or saved it */
    bool known;
    int64_t changed_ns;
    int64_t size_bytes;
    uint64_t inode;
    bool unsure; /* nobody said that the document reads as the file does: it may have come out of a swap file */
};

/* What is known of the file when the document is opened, and when it is saved. path NULL: nothing is. */
void disk_open(struct disk_mark *mark, const char *path);
void disk_note(struct disk_mark *mark, const char *path);
/* Whether the file is another one, by time or size, than when it was noted. */
bool disk_was_written(const struct disk_mark *mark, const char *path);
/* The text as these changes (contentChanges of didChange) make it, if that is just what the file has become since it
 * was noted, or was while that is unsure; else NULL. The caller unrefs it. Costs nothing for the changes that typing
 * makes. */
struct text *disk_find_reload(const struct disk_mark *mark, const char *path, struct text *text, enum encoding encoding,
                              const cJSON *changes);

#endif
