/* Blocks are looked at alone and in pairs: "The password is:" and what follows it are no secret each. */
#include "core/engine/sending.h"

#include "core/text/secret.h"

#include <string.h>

static bool is_blank_line(const char *data, size_t len, size_t at) {
    while (at < len && (data[at] == ' ' || data[at] == '\t' || data[at] == '\r'))
        at++;
    return at >= len || data[at] == '\n';
}

static size_t find_line(const char *data, size_t at) {
    while (at > 0 && data[at - 1] != '\n')
        at--;
    return at;
}

static size_t next_line(const char *data, size_t len, size_t at) {
    const char *end = memchr(data + at, '\n', len - at);
    return end ? (size_t)(end - data) + 1 : len;
}

/* The block around a place; in a gap, the empty one there. */
static struct span find_block(const char *data, size_t len, size_t at) {
    size_t start = find_line(data, at), end = start;
    while (start > 0 && !is_blank_line(data, len, find_line(data, start - 1)) && !is_blank_line(data, len, start))
        start = find_line(data, start - 1);
    while (end < len && !is_blank_line(data, len, end))
        end = next_line(data, len, end);
    return (struct span){start, end};
}

static struct span find_next(const char *data, size_t len, size_t at) {
    while (at < len && is_blank_line(data, len, at))
        at = next_line(data, len, at);
    return at < len ? find_block(data, len, at) : (struct span){len, len};
}

static struct span find_previous(const char *data, size_t len, size_t at) {
    while (at > 0) {
        at = find_line(data, at - 1);
        if (!is_blank_line(data, len, at))
            return find_block(data, len, at);
    }
    return (struct span){0, 0};
}

static const char *find_in(const char *data, size_t start, size_t end) {
    return end > start ? secret_find(data + start, end - start) : NULL;
}

bool sending_check(const char *data, size_t len, struct span span, struct error *error) {
    struct span first = find_block(data, len, span.start), last = find_block(data, len, span.end);
    struct span before = find_previous(data, len, first.start), after = find_next(data, len, last.end);
    const char *kind = find_in(data, first.start, last.end);
    kind = kind ? kind : find_in(data, before.start, before.end);
    kind = kind ? kind : find_in(data, after.start, after.end);
    kind = kind ? kind : find_in(data, before.start, last.end);
    kind = kind ? kind : find_in(data, first.start, after.end);
    /* The plugins put their own button or command in the place of what follows "; to send it this once". */
    return !kind || error_set(error, ERROR_SECRET,
                              "%s seems to stand here or beside it, so nothing was sent to the model; to send it this "
                              "once, say so: \"sendSecrets\": true, or prosed rewrite --send-secrets",
                              kind);
}

void sending_cut_before(char *before) {
    size_t len = before ? strlen(before) : 0, from = 0;
    struct span last = {0, 0};
    for (struct span block = find_next(before, len, 0); len && block.start < len;
         block = find_next(before, len, block.end)) {
        bool holds = find_in(before, block.start, block.end) || find_in(before, last.start, block.end);
        if (holds) /* with its neighbour behind */
            from = find_next(before, len, block.end).end;
        last = block;
    }
    if (len)
        memmove(before, before + from, len - from + 1);
}

void sending_cut_after(char *after) {
    size_t len = after ? strlen(after) : 0;
    struct span last = {0, 0}, earlier = {0, 0};
    for (struct span block = find_next(after, len, 0); len && block.start < len;
         block = find_next(after, len, block.end)) {
        bool own = find_in(after, block.start, block.end) != NULL;
        bool both = !own && find_in(after, last.start, block.end) != NULL;
        if (own || both) { /* with its neighbour in front */
            after[own ? last.start : earlier.start] = '\0';
            return;
        }
        earlier = last;
        last = block;
    }
}
