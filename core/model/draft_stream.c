/* The answer so far is looked at anew with each piece: it is a few kilobytes, and marks may be cut anywhere. */
#include "core/model/draft_stream.h"

#include "core/base/mem.h"
#include "core/base/printable.h"
#include "core/model/line.h"

#include <stdlib.h>
#include <string.h>

static void find_start(struct draft_stream *stream) {
    const char *answer = buf_get(&stream->answer);
    struct slice text = answer_skip_reasoning(answer);
    const char *quotes = text.len ? memmem(text.data, text.len, "\"\"\"", 3) : NULL;
    size_t at = quotes ? (size_t)(quotes - text.data) + 3 : text.len;
    while (at < text.len && strchr(" \t\r\n", text.data[at])) {
        at++; /* what is read in the end is trimmed */
    }
    if (at < text.len) {
        stream->start = (size_t)(text.data + at - answer);
        stream->open = true;
    }
}

bool draft_stream_feed(struct draft_stream *stream, const char *text, size_t len) {
    if (!text) {
        buf_clear(&stream->answer);
        stream->open = false;
        stream->shown = 0;
        return false;
    }
    char *piece = mem_copy(text, len), *stripped = printable_strip(piece, NULL);
    buf_append_text(&stream->answer, stripped);
    free(stripped);
    free(piece);
    if (!stream->open) {
        find_start(stream);
    }
    if (!stream->open) {
        return false;
    }
    const char *draft = stream->answer.data + stream->start;
    size_t draft_len = stream->answer.len - stream->start, shown = draft_len;
    const char *end = memmem(draft, draft_len, "\"\"\"", 3);
    shown = end ? (size_t)(end - draft) : shown;
    while (shown > 0 && strchr("\"\n\r \t", draft[shown - 1])) {
        shown--; /* may belong to the closing quotes */
    }
    bool more = shown > stream->shown;
    stream->shown = more ? shown : stream->shown;
    return more;
}

const char *draft_stream_get(const struct draft_stream *stream, size_t *len) {
    *len = stream->shown;
    return buf_get(&stream->answer) + (stream->open ? stream->start : 0);
}

void draft_stream_finish(struct draft_stream *stream) {
    buf_finish(&stream->answer);
}
