/* Which kind of writing a document is: people write mail and papers differently (product.md, Genre). */
#ifndef PROSED_GENRE_H
#define PROSED_GENRE_H

#include "core/config/config.h"
#include "core/text/markup.h"

/* relative: the path inside the project, or NULL. The first fitting rule of the settings, else by format and name:
 * "email", "commit", "paper", "notes", "docs". Borrowed from config or static. */
const char *genre_find(const struct config *config, enum format format, const char *relative);

#endif
