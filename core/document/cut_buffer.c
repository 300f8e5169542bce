/* The cut buffer of a document.
 *
 * The same deletion reaches us in many forms: a line cut as "line\n" comes back as "\nline", a word takes its space
 * along or not. So texts are compared without the white space around them, and by rotation. Short texts are recognised
 * only if they are what was cut last: "the" typed elsewhere was typed. */
#include "core/document/cut_buffer.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define KEY_BYTES    4 /* the most that one press of a delete key takes */
#define ROTATION_MAX 65536

static void cut_finish(struct cut_buffer *buffer, struct cut *cut) {
    buffer->bytes -= cut->len;
    free(cut->text);
    origins_finish(&cut->origins);
    *cut = (struct cut){0};
}

/* A new text for a cut: `first` before `second`. */
static void join(struct cut *cut, const char *first, size_t first_len, const char *second, size_t second_len) {
    char *text = mem_alloc(first_len + second_len + 1);
    memcpy(text, first, first_len);
    memcpy(text + first_len, second, second_len);
    free(cut->text);
    cut->text = text;
    cut->len = first_len + second_len;
}

static bool add_to_newest(struct cut_buffer *buffer, size_t start, const char *text, size_t len,
                          const struct origins *runs) {
    struct cut *cut = buffer->count > 0 ? &buffer->items[buffer->newest] : NULL;
    if (cut == NULL || !buffer->key_by_key || len > KEY_BYTES)
        return false;
    bool backspace = start + len == cut->place;
    if (!backspace && start != cut->place)
        return false;
    struct origins joined = {0};
    origins_copy(&joined, backspace ? runs : &cut->origins, 0, backspace ? len : cut->len);
    origins_copy(&joined, backspace ? &cut->origins : runs, 0, backspace ? cut->len : len);
    if (backspace)
        join(cut, text, len, cut->text, cut->len);
    else
        join(cut, cut->text, cut->len, text, len);
    origins_finish(&cut->origins);
    cut->origins = joined;
    buffer->bytes += len;
    return true;
}

void cut_buffer_add(struct cut_buffer *buffer, size_t start, const char *text, size_t len, const struct origins *runs) {
    if (len == 0 || len > LIMIT_HARVEST_BYTES || add_to_newest(buffer, start, text, len, runs))
        return;
    size_t slot = buffer->count > 0 ? (buffer->newest + 1) % CUTS_MAX : 0;
    if (buffer->count == CUTS_MAX)
        cut_finish(buffer, &buffer->items[slot]);
    else
        buffer->count++;
    /* Oldest first out until the new one fits; emptied slots stay in the ring and match nothing. */
    for (size_t k = 1; k < CUTS_MAX && buffer->bytes + len > LIMIT_HARVEST_BYTES; k++)
        cut_finish(buffer, &buffer->items[(slot + k) % CUTS_MAX]);
    struct cut *cut = &buffer->items[slot];
    *cut = (struct cut){.text = mem_copy(text, len), .len = len, .place = start};
    origins_copy(&cut->origins, runs, 0, len);
    buffer->newest = slot;
    buffer->bytes += len;
    buffer->key_by_key = len <= KEY_BYTES;
}

void cut_buffer_move(struct cut_buffer *buffer, size_t start, size_t end, size_t new_len) {
    if (new_len > 0)
        buffer->key_by_key = false;
    for (size_t k = 0; k < CUTS_MAX; k++) {
        struct cut *cut = &buffer->items[k];
        if (cut->place >= end && !(cut->place == start))
            cut->place = cut->place - (end - start) + new_len;
        else if (cut->place > start)
            cut->place = start;
    }
}

/* The range of text without white space around it. */
static struct span find_core(const char *text, size_t len) {
    struct span core = {0, len};
    while (core.start < core.end) {
        size_t next = core.start;
        if (!utf8_is_space(utf8_next(text, len, &next)))
            break;
        core.start = next;
    }
    while (core.end > core.start) {
        size_t previous = core.end;
        if (!utf8_is_space(utf8_previous(text, &previous)))
            break;
        core.end = previous;
    }
    return core;
}

/* Origins for text[0, len) whose core equals the cut's: white space around it takes the origin next to it. */
static void copy_core(const struct cut *cut, struct span cut_core, struct span core, size_t len, struct origins *out) {
    struct origin_run first = origins_get(&cut->origins, cut_core.start);
    struct origin_run last = origins_get(&cut->origins, cut_core.end - 1);
    origins_copy(out, &cut->origins, cut_core.start, cut_core.end);
    origins_replace(out, 0, 0, core.start, first.origin, first.suggestion);
    origins_replace(out, core.end, core.end, len - core.end, last.origin, last.suggestion);
}

/* Where in the cut a rotation of it begins; false if text is none. */
static bool find_rotation(const struct cut *cut, const char *text, size_t *begin) {
    size_t len = cut->len;
    const char *from = cut->text;
    while ((from = memchr(from, text[0], len - (size_t)(from - cut->text))) != NULL) {
        size_t head = len - (size_t)(from - cut->text); /* bytes from there to the end of the cut */
        if (memcmp(from, text, head) == 0 && memcmp(cut->text, text + head, len - head) == 0) {
            *begin = (size_t)(from - cut->text);
            return true;
        }
        if (++from == cut->text + len)
            break;
    }
    return false;
}

bool cut_is_moved_to(const struct cut *cut, const char *text, size_t len, struct origins *out) {
    if (cut->len == 0 || len == 0)
        return false;
    struct span core = find_core(text, len);
    struct span cut_core = find_core(cut->text, cut->len);
    size_t core_len = core.end - core.start;
    if (core_len < CUT_NEWEST_MIN)
        return false;
    if (core_len == cut_core.end - cut_core.start &&
        memcmp(text + core.start, cut->text + cut_core.start, core_len) == 0) {
        copy_core(cut, cut_core, core, len, out);
        return true;
    }
    size_t begin;
    if (len != cut->len || len > ROTATION_MAX || !find_rotation(cut, text, &begin))
        return false;
    origins_copy(out, &cut->origins, begin, cut->len);
    origins_copy(out, &cut->origins, 0, begin);
    return true;
}

bool cut_buffer_restore(const struct cut_buffer *buffer, const char *text, size_t len, struct origins *out) {
    for (size_t k = 0; k < buffer->count && len >= (k == 0 ? CUT_NEWEST_MIN : CUT_ANY_MIN); k++) {
        const struct cut *cut = &buffer->items[(buffer->newest + CUTS_MAX - k) % CUTS_MAX];
        /* Lengths that differ by more than a few blanks cannot match: keeps typing free of any comparison. */
        size_t apart = cut->len > len ? cut->len - len : len - cut->len;
        if (apart <= 64 && cut_is_moved_to(cut, text, len, out))
            return true;
    }
    return false;
}

void cut_buffer_finish(struct cut_buffer *buffer) {
    for (size_t k = 0; k < CUTS_MAX; k++)
        cut_finish(buffer, &buffer->items[k]);
    *buffer = (struct cut_buffer){0};
}
