/* Differences with both sides known.
 *
 * The words that changed come from diff_words. What it leaves out, white space that differs in kind, is found by
 * walking both texts side by side between its edits: other bytes must be equal there. Should the walk ever get out of
 * step, everything between the common ends is one hunk: coarser, still true. */
#include "core/text/hunks.h"

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/text/diff.h"

#include <stdlib.h>
#include <string.h>

static bool is_inside_character(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Behind the white space that starts at offset. */
static size_t skip_blank(const char *data, size_t len, size_t offset) {
    while (offset < len) {
        size_t next = offset;
        if (!utf8_is_space(utf8_next(data, len, &next)))
            break;
        offset = next;
    }
    return offset;
}

bool bytes_are_blank(const char *data, size_t len) {
    return skip_blank(data, len, 0) == len;
}

size_t bytes_common_front(const char *a, size_t a_len, const char *b, size_t b_len) {
    size_t most = a_len < b_len ? a_len : b_len;
    size_t count = 0;
    /* Whole blocks first: a full sync of a long document compares all of it on every key press. */
    while (most - count >= 64 && memcmp(a + count, b + count, 64) == 0)
        count += 64;
    while (count < most && a[count] == b[count])
        count++;
    while (count > 0 &&
           ((count < a_len && is_inside_character(a[count])) || (count < b_len && is_inside_character(b[count]))))
        count--;
    return count;
}

size_t bytes_common_back(const char *a, size_t a_len, const char *b, size_t b_len, size_t front) {
    size_t most = (a_len < b_len ? a_len : b_len) - front;
    size_t count = 0;
    while (most - count >= 64 && memcmp(a + a_len - count - 64, b + b_len - count - 64, 64) == 0)
        count += 64;
    while (count < most && a[a_len - count - 1] == b[b_len - count - 1])
        count++;
    while (count > 0 && is_inside_character(a[a_len - count]))
        count--;
    return count;
}

static void add(struct hunks *hunks, struct span old_span, struct span new_span, bool blank) {
    MEM_RESERVE(hunks->items, hunks->count, hunks->capacity);
    hunks->items[hunks->count++] = (struct hunk){old_span, new_span, blank};
}

/* Two texts and how far both were walked. */
struct walk {
    const char *a, *b;
    size_t a_len, b_len;
    size_t i, j;
};

/* Walks to a_end over text that both have; false when it is not the same after all. */
static bool walk_equal(struct walk *walk, size_t a_end, struct hunks *out) {
    while (walk->i < a_end) {
        size_t a_stop = skip_blank(walk->a, a_end, walk->i);
        if (a_stop > walk->i) {
            size_t b_stop = skip_blank(walk->b, walk->b_len, walk->j);
            size_t a_blank = a_stop - walk->i, b_blank = b_stop - walk->j;
            if (b_blank == 0)
                return false;
            if (a_blank != b_blank || memcmp(walk->a + walk->i, walk->b + walk->j, a_blank) != 0)
                add(out, (struct span){walk->i, a_stop}, (struct span){walk->j, b_stop}, true);
            walk->i = a_stop;
            walk->j = b_stop;
        } else if (walk->j < walk->b_len && walk->a[walk->i] == walk->b[walk->j]) {
            walk->i++;
            walk->j++;
        } else {
            return false;
        }
    }
    return true;
}

static bool walk_edits(struct walk *walk, const struct edits *edits, struct hunks *out) {
    for (size_t k = 0; k < edits->count; k++) {
        const struct edit *edit = &edits->items[k];
        if (!walk_equal(walk, edit->span.start, out))
            return false;
        if (edit->len > walk->b_len - walk->j || memcmp(walk->b + walk->j, edit->text, edit->len) != 0)
            return false;
        add(out, edit->span, (struct span){walk->j, walk->j + edit->len}, false);
        walk->i = edit->span.end;
        walk->j += edit->len;
    }
    return walk_equal(walk, walk->a_len, out) && walk->j == walk->b_len;
}

/* Whole lines that both texts begin (or end) with need no comparing: in a long document nearly all of it. The cut is in
 * front of a line that begins with something, so that no white space is torn apart. */
static size_t find_cut_front(const char *text, size_t common) {
    while (common > 0 && (common < 2 || text[common - 2] != '\n' || bytes_are_blank(text + common - 1, 1)))
        common--;
    return common > 0 ? common - 1 : 0;
}

static size_t find_cut_back(const char *text, size_t len, size_t common) {
    for (size_t start = len - common; start + 1 < len; start++)
        if (text[start] == '\n' && !bytes_are_blank(text + start + 1, 1))
            return len - (start + 1);
    return 0;
}

static void find_inside(const char *old_text, size_t old_len, const char *new_text, size_t new_len, struct hunks *out) {
    size_t first = out->count;
    struct edits edits = {0};
    diff_words(old_text, old_len, new_text, new_len, &edits);
    struct walk walk = {.a = old_text, .b = new_text, .a_len = old_len, .b_len = new_len};
    if (!walk_edits(&walk, &edits, out)) {
        out->count = first;
        size_t front = bytes_common_front(old_text, old_len, new_text, new_len);
        size_t back = bytes_common_back(old_text, old_len, new_text, new_len, front);
        add(out, (struct span){front, old_len - back}, (struct span){front, new_len - back}, false);
    }
    edits_finish(&edits);
}

void hunks_find(const char *old_text, size_t old_len, const char *new_text, size_t new_len, struct hunks *out) {
    if (old_len == new_len && memcmp(old_text, new_text, old_len) == 0)
        return;
    size_t front = find_cut_front(old_text, bytes_common_front(old_text, old_len, new_text, new_len));
    size_t back = find_cut_back(old_text, old_len, bytes_common_back(old_text, old_len, new_text, new_len, front));
    size_t first = out->count;
    find_inside(old_text + front, old_len - front - back, new_text + front, new_len - front - back, out);
    for (size_t k = first; k < out->count; k++) {
        out->items[k].old_span.start += front;
        out->items[k].old_span.end += front;
        out->items[k].new_span.start += front;
        out->items[k].new_span.end += front;
    }
}

/* How many hunks start on the new side at or before the offset. */
static size_t count_started(const struct hunks *hunks, size_t new_offset) {
    size_t low = 0, high = hunks->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (hunks->items[middle].new_span.start <= new_offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t hunks_map_start(const struct hunks *hunks, size_t new_offset) {
    size_t count = count_started(hunks, new_offset);
    if (count == 0)
        return new_offset;
    const struct hunk *hunk = &hunks->items[count - 1];
    if (new_offset < hunk->new_span.end)
        return hunk->old_span.start;
    return hunk->old_span.end + (new_offset - hunk->new_span.end);
}

size_t hunks_map_end(const struct hunks *hunks, size_t new_offset) {
    size_t count = new_offset > 0 ? count_started(hunks, new_offset - 1) : 0;
    if (count == 0)
        return new_offset;
    const struct hunk *hunk = &hunks->items[count - 1];
    if (new_offset <= hunk->new_span.end)
        return hunk->old_span.end;
    return hunk->old_span.end + (new_offset - hunk->new_span.end);
}

void hunks_finish(struct hunks *hunks) {
    free(hunks->items);
    *hunks = (struct hunks){0};
}
