/* What was taken out of a document lately, with the origin of every byte: text that comes back elsewhere is recognised
 * and keeps the origin it had. (Undo and redo: undo_states.h.) */
#ifndef PROSED_CUT_BUFFER_H
#define PROSED_CUT_BUFFER_H

#include "core/text/origin.h"

#define CUTS_MAX       64 /* deletions; a run of backspaces is one */
#define CUT_NEWEST_MIN 4  /* bytes: so much is recognised if nothing else was cut since; */
#define CUT_ANY_MIN    16 /* so much if it was any of them: words that are typed often are cut often */

struct cut {
    char *text;
    size_t len;
    struct origins origins;
    size_t place; /* where it stood, moved along with later changes */
};

struct cut_buffer {
    struct cut items[CUTS_MAX]; /* a ring */
    size_t count;
    size_t newest;
    size_t bytes;    /* of all texts: capped */
    bool key_by_key; /* the newest is a run of backspaces that may go on */
};

/* text, which stood at start, goes; runs are the origins of its len bytes. A deletion that continues the newest one
 * (backspace, delete key) is joined to it. */
void cut_buffer_add(struct cut_buffer *buffer, size_t start, const char *text, size_t len, const struct origins *runs);
/* A change [start, end) -> new_len bytes was made: places move along. */
void cut_buffer_move(struct cut_buffer *buffer, size_t start, size_t end, size_t new_len);
/* Text that comes in: if it was cut (see cut_is_moved_to), *out gets the origins it had. */
bool cut_buffer_restore(const struct cut_buffer *buffer, const char *text, size_t len, struct origins *out);
void cut_buffer_finish(struct cut_buffer *buffer);

/* The origins of `text` if it is `cut` moved: the same words, white space around them aside, or the same bytes rotated
 * ("\nline" for "line\n"). */
bool cut_is_moved_to(const struct cut *cut, const char *text, size_t len, struct origins *out);

#endif
