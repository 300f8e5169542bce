/* Where git keeps what belongs to a folder, found without running git: a repository may come from anybody, and git runs
 * what its settings say. */
#ifndef PROSED_REPOSITORY_H
#define PROSED_REPOSITORY_H

#include <stdbool.h>

struct repository {
    char *root;   /* of the work tree: the folder with .git in it */
    char *git;    /* index and HEAD of this work tree */
    char *common; /* info/exclude and config; another one than git in a linked work tree */
};

/* The nearest work tree that holds folder, which is absolute and clean: a plain one, a linked one (git worktree) or a
 * submodule. False: none; nothing is to be freed. */
bool repository_find(const char *folder, struct repository *out);
void repository_finish(struct repository *repository);
/* Whether git has the file in its index, as far as can be told by the index's bytes: rather yes than no. path:
 * absolute, inside the root. */
bool repository_tracks(const struct repository *repository, const char *path);

#endif
