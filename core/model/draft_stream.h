/* What may be shown of an answer while it still comes: what stands between the first pair of triple quotes, as
 * answer_read_draft will find it at the end. Reasoning, preambles and quotes never show. */
#ifndef PROSED_DRAFT_STREAM_H
#define PROSED_DRAFT_STREAM_H

#include "core/base/buf.h"

#include <stdbool.h>

struct draft_stream { /* {0} at the start */
    struct buf answer;
    size_t start; /* of the draft in the answer, once it is open */
    bool open;
    size_t shown; /* bytes of the draft, so far */
};

/* Takes a piece; text NULL: the answer starts anew. true: more of the draft can be shown than before. */
bool draft_stream_feed(struct draft_stream *stream, const char *text, size_t len);
const char *draft_stream_get(const struct draft_stream *stream, size_t *len); /* the draft so far, borrowed */
void draft_stream_finish(struct draft_stream *stream);

#endif
