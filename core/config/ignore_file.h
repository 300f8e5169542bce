/* Ignore files that were read, kept while they stay as they are on disk: each look costs one stat, not one reading. */
#ifndef PROSED_IGNORE_FILE_H
#define PROSED_IGNORE_FILE_H

#include "core/config/ignore_pattern.h"

struct ignore_file { /* owned by the cache; good until the next ignore_cache_begin */
    char *path;
    struct ignore_pattern *patterns;
    size_t count;
    char *problem; /* NULL, or why it cannot be read as what it is: then it leaves out all that it could speak of */
    char *text;
    unsigned char mark[64]; /* what stat said */
    unsigned long question; /* that looked at it last */
    bool settled;           /* it had rested when it was read: clocks of file systems are coarse */
};

struct ignore_cache;

struct ignore_cache *ignore_cache_create(void);
void ignore_cache_destroy(struct ignore_cache *cache);
/* Once before each question; all files of one question are as they were at its first look at them. */
void ignore_cache_begin(struct ignore_cache *cache);
/* NULL: there is no such file. inside: a folder that it may not lead out of by a link, or NULL. */
const struct ignore_file *ignore_cache_get(struct ignore_cache *cache, const char *path, const char *inside);

#endif
