/* Reading a model's answer as it arrives: streamed events, or one JSON object from servers that do not stream, or the
 * body of an error. What it is shows in its first byte; content types lie. What the objects mean is the wire's. */
#ifndef PROSED_REPLY_H
#define PROSED_REPLY_H

#include "core/model/provider.h"
#include "core/model/server_error.h"
#include "core/model/sse.h"

enum reply_shape { SHAPE_UNKNOWN, SHAPE_EVENTS, SHAPE_JSON, SHAPE_ERROR, SHAPE_OTHER };
enum finish { FINISH_NONE, FINISH_STOP, FINISH_LENGTH, FINISH_FILTERED, FINISH_OTHER }; /* NONE: it broke off */

struct reply;
typedef void reply_read(struct reply *reply, const cJSON *json); /* an event, or a whole answer */

struct reply {
    enum reply_shape shape;
    reply_read *read;
    struct sse sse;
    struct buf raw;  /* of one JSON object or an error; the start of a stream */
    struct buf text; /* the answer so far */
    size_t reasoning_bytes;
    size_t events;
    enum finish finish;
    char reason[64];       /* FINISH_OTHER: in the server's word */
    int64_t prompt_tokens; /* as the server says; 0 if it does not */
    int64_t answer_tokens;
    bool progressed; /* text, reasoning or an end came since the caller last looked */
    bool failed;     /* the server put an error into its stream */
    bool torn;       /* an event could not be read: what it said is missing */
    bool too_long;
    bool ended;                /* the server said that this was all */
    struct server_error error; /* also what was said instead of an answer, with status 200 */
    provider_piece *piece;     /* may be set to NULL at any time */
    void *arg;
};

void reply_init(struct reply *reply, reply_read *read, provider_piece *piece, void *arg); /* does not move after */
/* false: there is nothing more to expect that could change the outcome. */
bool reply_feed(struct reply *reply, int status, const char *data, size_t len);
void reply_end(struct reply *reply); /* the body is over */
void reply_finish(struct reply *reply);

/* For reply_read; NULL and "" add nothing. */
void reply_add_text(struct reply *reply, const char *text);
void reply_add_reasoning(struct reply *reply, const char *text);
/* By the word a server gives for the end of an answer, of any dialect; NULL and "": none. Only known good ones are an
 * end. */
void reply_set_finish(struct reply *reply, const char *reason);
void reply_fail(struct reply *reply, const cJSON *json); /* json has an "error", or is one */

#endif
