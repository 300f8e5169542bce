/* Reading a chat completion as it arrives: streamed events, or one JSON object from servers that do not stream, or the
 * body of an error. What it is shows in its first byte; content types lie. */
#ifndef PROSED_OPENAI_READER_H
#define PROSED_OPENAI_READER_H

#include "core/model/openai_body.h"
#include "core/model/provider.h"
#include "core/model/sse.h"

enum openai_shape { SHAPE_UNKNOWN, SHAPE_EVENTS, SHAPE_JSON, SHAPE_ERROR, SHAPE_OTHER };

struct openai_reader {
    enum openai_shape shape;
    struct sse sse;
    struct buf raw;  /* of one JSON object or an error */
    struct buf text; /* the answer so far */
    size_t reasoning_bytes;
    char finish_reason[24]; /* "" until it is known; without one the answer broke off */
    int64_t prompt_tokens;
    int64_t answer_tokens;
    bool progressed; /* text, reasoning or an end came since the caller last looked */
    bool failed;     /* the server put an error into its stream */
    bool too_long;
    struct openai_error error;
    provider_piece *piece; /* may be set to NULL at any time */
    void *arg;
    bool piece_sent;
};

void openai_reader_init(struct openai_reader *reader, provider_piece *piece, void *arg); /* does not move after */
/* false: there is nothing more to expect that could change the outcome. */
bool openai_reader_feed(struct openai_reader *reader, int status, const char *data, size_t len);
void openai_reader_end(struct openai_reader *reader); /* the body is over */
void openai_reader_finish(struct openai_reader *reader);

#endif
