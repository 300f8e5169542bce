/* Which documents are followed: learned from, looked through for hints, and sent to a model without being asked for by
 * hand. What is not followed is served all the same to whoever asks for a rewrite of it. */
#ifndef PROSED_FOLLOWING_H
#define PROSED_FOLLOWING_H

#include "core/engine/engine.h"
#include "core/text/markup.h"

/* path: absolute, or NULL for an untitled document, which is followed. False: why says so in a sentence. Tells the
 * person of ignore files that cannot be read. */
bool following_check(struct project *project, const char *path, enum format format, struct error *why);
/* The part of it that holds for a file that was named by hand, as in `prosed learn FILE`. */
bool following_check_named(struct project *project, const char *path, struct error *why);

#endif
