/* What of a document may go out to a model server. A block is what stands between blank lines, code as well as prose.
 * One with a secret in it is not sent, nor are its neighbours, for a secret is often named in one and stands in the
 * next. */
#ifndef PROSED_SENDING_H
#define PROSED_SENDING_H

#include "core/base/error.h"
#include "core/text/span.h"

/* False, with ERROR_SECRET and the kind of secret: a block that the span touches, or one beside it, holds one. */
bool sending_check(const char *data, size_t len, struct span span, struct error *error);
/* What stands around a passage, in place: of `before` only what follows the last block with a secret and its neighbour
 * is left, of `after` what stands in front of the first. NULL is fine. */
void sending_cut_before(char *before);
void sending_cut_after(char *after);

#endif
