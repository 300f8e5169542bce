/* The hints that are shown in one document. They hang by its serial, not by the document itself, so that a look that
 * ends late finds out that it was closed. */
#ifndef PROSED_HINT_LIST_H
#define PROSED_HINT_LIST_H

#include "core/engine/engine.h"

struct shown_hint {
    int64_t id; /* the same as long as passage and preference are */
    struct span span;
    struct span passage; /* both at the revision of the document that the list is for */
    char *text;          /* of the passage */
    int64_t preference;
    char *wanted;
    struct edits change; /* what following it would do, if that is known; of the passage */
    bool rewrites;
    uint64_t look; /* the newest one that looks at its passage, and will say anew whether it stays */
};

struct hint_list { /* of one document */
    uint64_t serial;
    uint64_t revision;
    struct shown_hint *items; /* in order */
    size_t count;
    size_t capacity;
    int64_t changed_ms; /* when somebody last typed (monotonic); 0: never */
    bool look_again;    /* once they have paused: the passage was left out */
};

struct hint_list *hint_list_create(uint64_t serial, uint64_t revision);
void hint_list_destroy(struct hint_list *list);
/* Brings it to the document's present text: hints whose passage changed go, the others move. true: some went. */
bool hint_list_move(struct hint_list *list, const struct document *document);
/* What a look that began with hint_list_mark has found takes the place of what was marked. true: one came or went.
 * last_id: counts up. */
void hint_list_mark(struct hint_list *list, uint64_t look, struct span scope, const struct span *skip);
bool hint_list_take_over(struct hint_list *list, uint64_t look, const struct hints *found, int64_t *last_id);
typedef bool hint_list_keep(const struct shown_hint *hint, const void *arg);
bool hint_list_filter(struct hint_list *list, hint_list_keep *keep, const void *arg); /* true: some went */
/* In all of them NULL is an empty list, and NULL comes back if there is none. */
const struct shown_hint *hint_list_find(const struct hint_list *list, int64_t id);
const struct shown_hint *hint_list_find_at(const struct hint_list *list, size_t offset); /* in its passage */

#endif
