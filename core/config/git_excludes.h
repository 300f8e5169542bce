/* The ignore files that are not in a work tree: what core.excludesFile names, in the person's settings of git and in
 * those of a repository, or its default place. */
#ifndef PROSED_GIT_EXCLUDES_H
#define PROSED_GIT_EXCLUDES_H

#include "core/base/list.h"
#include "core/base/repository.h"

/* Appends paths, least important first. Where git takes one file and lets another stand, both come: each leaves out.
 * repository may be NULL. Git is not run, for a repository's settings can name commands. */
void git_excludes_find(const struct repository *repository, struct list *out);

#endif
