/* One pattern of an ignore file against one path, as git matches them (gitignore(5), and where that is silent, git). */
#ifndef PROSED_IGNORE_PATTERN_H
#define PROSED_IGNORE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct ignore_pattern { /* text borrowed, not terminated */
    const char *text;
    size_t len;
    bool takes_in; /* "!": what matches is taken in again */
    bool folders;  /* ends with "/": folders alone */
    bool name;     /* no slash: the last part of a path at any depth; else the path from the pattern's folder on */
};

/* From a line without its end. False: it is empty or a comment. */
bool ignore_pattern_parse(const char *line, size_t len, struct ignore_pattern *out);
/* path: relative to the pattern's folder. *steps is what the match may still cost, and counts down; at 0 the answer is
 * true, for a pattern that was made to take forever leaves out. */
bool ignore_pattern_matches(const struct ignore_pattern *pattern, const char *path, bool is_folder, size_t *steps);

/* One glob against a path relative to its folder ("drafts/a.md"), for settings: without "!" and a trailing "/". */
bool ignore_matches(const char *pattern, const char *path);

#endif
