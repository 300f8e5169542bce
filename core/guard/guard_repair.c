/* Repairing an answer piece by piece.
 *
 * A gap is what lies between two aligned items: the same place in both texts. A missing piece goes back into its gap:
 * in place of a new one of its kind, around the words it stood around, in place of the same words without their marks,
 * or by taking the original's words for a small gap as a whole. A new piece loses its marks, or its gap. */
#include "core/guard/guard_repair.h"

#include "core/base/mem.h"
#include "core/text/edit.h"
#include "core/text/hunks.h"

#include <stdlib.h>
#include <string.h>

#define GAP_ITEMS_MAX 6 /* a larger gap is another sentence: taking it back would not fit what stands around */

struct fix {
    struct span span; /* in the answer */
    char *text;
    size_t order;
};

struct repair {
    const struct protected_spans *original;
    const struct protected_spans *answer;
    bool *done;    /* by piece of the original: matched, or mended */
    bool *settled; /* by piece of the answer */
    struct fix *fixes;
    size_t count;
    size_t capacity;
    int repaired;
};

static void add_fix(struct repair *repair, size_t start, size_t end, const char *text, size_t len) {
    MEM_RESERVE(repair->fixes, repair->count, repair->capacity);
    repair->fixes[repair->count] = (struct fix){{start, end}, mem_copy(text, len), repair->count};
    repair->count++;
}

static const char *piece_text(const struct protected_spans *pieces, const struct piece *piece, size_t *len) {
    *len = piece->span.end - piece->span.start;
    return pieces->data + piece->span.start;
}

/* --- gaps --- */

struct gap {
    size_t first, behind;       /* items of the original inside it */
    size_t to_first, to_behind; /* items of the answer */
    struct span from, to;       /* bytes between the aligned items */
};

static struct span span_between(const struct protected_spans *pieces, size_t first, size_t behind) {
    return (struct span){first > 0 ? pieces->line[first - 1].span.end : 0,
                         behind < pieces->line_count ? pieces->line[behind].span.start : pieces->len};
}

/* The gap around an item of one text; the other's part is what lies between the same aligned items. */
static struct gap find_gap(const struct protected_spans *one, const struct protected_spans *other, size_t item) {
    size_t first = item, behind = item + 1;
    while (first > 0 && one->line[first - 1].match == PIECE_NONE)
        first--;
    while (behind < one->line_count && one->line[behind].match == PIECE_NONE)
        behind++;
    size_t to_first = first > 0 ? one->line[first - 1].match + 1 : 0;
    size_t to_behind = behind < one->line_count ? one->line[behind].match : other->line_count;
    return (struct gap){.first = first,
                        .behind = behind,
                        .to_first = to_first,
                        .to_behind = to_behind,
                        .from = span_between(one, first, behind),
                        .to = span_between(other, to_first, to_behind)};
}

/* All pieces of both sides of the gap are either unmatched, or matched inside it: taking it back loses nothing else. */
static bool is_closed(const struct repair *repair, const struct gap *gap) {
    for (size_t k = gap->first; k < gap->behind; k++) {
        size_t piece = repair->original->line[k].piece;
        size_t match = piece != PIECE_NONE ? repair->original->items[piece].match : PIECE_NONE;
        if (match == PIECE_NONE)
            continue;
        size_t item = repair->answer->items[match].item;
        if (item < gap->to_first || item >= gap->to_behind)
            return false;
    }
    for (size_t k = gap->to_first; k < gap->to_behind; k++) {
        size_t piece = repair->answer->line[k].piece;
        size_t match = piece != PIECE_NONE ? repair->answer->items[piece].match : PIECE_NONE;
        if (match == PIECE_NONE)
            continue;
        size_t item = repair->original->items[match].item;
        if (item < gap->first || item >= gap->behind)
            return false;
    }
    return true;
}

static bool take_gap_back(struct repair *repair, const struct gap *gap) {
    bool anchored = gap->first > 0 || gap->behind < repair->original->line_count;
    if (!anchored || gap->behind - gap->first > GAP_ITEMS_MAX || gap->to_behind - gap->to_first > GAP_ITEMS_MAX ||
        !is_closed(repair, gap))
        return false;
    for (size_t k = gap->first; k < gap->behind; k++) {
        size_t piece = repair->original->line[k].piece;
        if (piece != PIECE_NONE && !repair->done[piece]) {
            repair->done[piece] = true;
            repair->repaired++;
        }
    }
    for (size_t k = gap->to_first; k < gap->to_behind; k++) {
        size_t piece = repair->answer->line[k].piece;
        if (piece != PIECE_NONE && !repair->settled[piece]) {
            repair->settled[piece] = true;
            repair->repaired++;
        }
    }
    add_fix(repair, gap->to.start, gap->to.end, repair->original->data + gap->from.start,
            gap->from.end - gap->from.start);
    return true;
}

/* The gap of an item of the answer, seen from the original. */
static struct gap find_answer_gap(const struct repair *repair, size_t item) {
    struct gap gap = find_gap(repair->answer, repair->original, item);
    return (struct gap){gap.to_first, gap.to_behind, gap.first, gap.behind, gap.to, gap.from};
}

/* --- missing pieces --- */

static void replace_piece(struct repair *repair, size_t missing, size_t new) {
    const struct piece *old = &repair->original->items[missing], *piece = &repair->answer->items[new];
    size_t len;
    const char *text = piece_text(repair->original, old, &len);
    add_fix(repair, piece->span.start, piece->span.end, text, len);
    repair->done[missing] = repair->settled[new] = true;
    repair->repaired++;
}

static bool is_twin(const struct repair *repair, const struct piece *old, size_t new) {
    const struct piece *piece = &repair->answer->items[new];
    return !repair->settled[new] && !piece->loose && piece->kind == old->kind && piece->closing == old->closing &&
           (piece->partner == PIECE_NONE) == (old->partner == PIECE_NONE);
}

/* A new piece of the same kind in the same place: "https://b" for "https://a". Without one in that gap, the only one.
 */
static size_t find_twin(const struct repair *repair, const struct piece *old) {
    struct gap gap = find_gap(repair->original, repair->answer, old->item);
    size_t only = PIECE_NONE, twins = 0;
    for (size_t k = 0; k < repair->answer->count; k++) {
        if (!is_twin(repair, old, k))
            continue;
        size_t item = repair->answer->items[k].item;
        if (item >= gap.to_first && item < gap.to_behind)
            return k;
        only = k;
        twins++;
    }
    size_t missing = 0;
    for (size_t k = 0; k < repair->original->count; k++) {
        const struct piece *other = &repair->original->items[k];
        missing += !repair->done[k] && other->kind == old->kind && other->closing == old->closing;
    }
    return twins == 1 && missing == 1 && old->kind != MARKUP_EMPHASIS ? only : PIECE_NONE;
}

static bool replace_twin(struct repair *repair, size_t missing) {
    const struct piece *old = &repair->original->items[missing];
    size_t twin = find_twin(repair, old);
    if (twin == PIECE_NONE)
        return false;
    if (old->partner != PIECE_NONE)
        replace_piece(repair, old->partner, repair->answer->items[twin].partner);
    replace_piece(repair, missing, twin);
    return true;
}

/* The bytes between an item and a half of a pair next to it ("," in "**so,**"), if the answer has the same there. */
static size_t extend(const struct repair *repair, size_t from, size_t to, size_t at, bool backwards) {
    size_t len = to - from;
    const char *data = repair->answer->data;
    if (backwards)
        return at >= len && memcmp(data + at - len, repair->original->data + from, len) == 0 ? at - len : at;
    return repair->answer->len - at >= len && memcmp(data + at, repair->original->data + from, len) == 0 ? at + len
                                                                                                         : at;
}

/* Puts both halves of a pair back around the words that they stood around, or around what took their place. */
static bool wrap_again(struct repair *repair, size_t missing) {
    const struct piece *opening = &repair->original->items[missing];
    const struct piece *closing = &repair->original->items[opening->partner];
    const struct item *line = repair->original->line;
    size_t first = opening->item + 1, last = closing->item;
    while (first < last && line[first].match == PIECE_NONE)
        first++;
    while (last > first && line[last - 1].match == PIECE_NONE)
        last--;
    struct span around;
    if (first < last) {
        around.start = repair->answer->line[line[first].match].span.start;
        around.end = repair->answer->line[line[last - 1].match].span.end;
        if (first == opening->item + 1)
            around.start = extend(repair, opening->span.end, line[first].span.start, around.start, true);
        if (last == closing->item)
            around.end = extend(repair, line[last - 1].span.end, closing->span.start, around.end, false);
    } else {
        struct gap gap = find_gap(repair->original, repair->answer, opening->item);
        if (gap.first != opening->item || gap.behind != closing->item + 1 || gap.to_first == gap.to_behind ||
            gap.to_behind - gap.to_first > GAP_ITEMS_MAX)
            return false;
        around.start = repair->answer->line[gap.to_first].span.start;
        around.end = repair->answer->line[gap.to_behind - 1].span.end;
    }
    size_t len;
    const char *text = piece_text(repair->original, opening, &len);
    add_fix(repair, around.start, around.start, text, len);
    text = piece_text(repair->original, closing, &len);
    add_fix(repair, around.end, around.end, text, len);
    repair->done[missing] = repair->done[opening->partner] = true;
    repair->repaired += 2;
    return true;
}

/* What is left of a piece when a model takes its marks off. */
static struct span find_bare(const char *data, const struct piece *piece) {
    struct span bare = piece->span;
    if (piece->kind != MARKUP_CODE && piece->kind != MARKUP_MATH && piece->kind != MARKUP_URL &&
        piece->kind != MARKUP_MENTION)
        return (struct span){0, 0};
    while (bare.start < bare.end && strchr("`$<@#\\( ", data[bare.start]) != NULL)
        bare.start++;
    while (bare.end > bare.start && strchr("`$>\\) ", data[bare.end - 1]) != NULL)
        bare.end--;
    return bare;
}

static bool is_free(const struct repair *repair, size_t start, size_t end) {
    for (size_t k = 0; k < repair->answer->count; k++) {
        const struct piece *piece = &repair->answer->items[k];
        if (piece->span.start < end && start < piece->span.end && piece->match != PIECE_NONE)
            return false;
    }
    const char *data = repair->answer->data;
    bool joined_front = start > 0 && (data[start - 1] == '_' || data[start - 1] == '-' || data[start - 1] == '/');
    bool joined_back = data[end] == '_' || data[end] == '/';
    for (size_t k = 0; k < repair->answer->line_count; k++) {
        const struct span *word = &repair->answer->line[k].span;
        if ((word->start < start && start < word->end) || (word->start < end && end < word->end))
            return false;
    }
    return !joined_front && !joined_back;
}

/* The same words without the marks: in the gap of the piece, or anywhere if they are there just once. */
static bool mark_again(struct repair *repair, size_t missing) {
    const struct piece *old = &repair->original->items[missing];
    struct span bare = find_bare(repair->original->data, old);
    size_t bare_len = bare.end - bare.start, found = 0, place = 0, len;
    if (bare_len == 0)
        return false;
    struct gap gap = find_gap(repair->original, repair->answer, old->item);
    const char *data = repair->answer->data, *needle = repair->original->data + bare.start;
    for (size_t at = 0; at + bare_len <= repair->answer->len; at++) {
        if (memcmp(data + at, needle, bare_len) != 0 || !is_free(repair, at, at + bare_len))
            continue;
        bool inside = at >= gap.to.start && at + bare_len <= gap.to.end;
        if (inside) {
            found = 1;
            place = at;
            break;
        }
        found++;
        place = at;
    }
    if (found != 1 || (bare_len < 3 && !(place >= gap.to.start && place + bare_len <= gap.to.end)))
        return false;
    const char *text = piece_text(repair->original, old, &len);
    add_fix(repair, place, place + bare_len, text, len);
    for (size_t k = 0; k < repair->answer->count; k++) {
        const struct piece *piece = &repair->answer->items[k];
        if (piece->span.start < place + bare_len && place < piece->span.end)
            repair->settled[k] = true;
    }
    repair->done[missing] = true;
    repair->repaired++;
    return true;
}

/* A bare address that became the target of a link. */
static bool unlink_address(struct repair *repair, size_t missing) {
    const struct piece *old = &repair->original->items[missing];
    size_t len;
    const char *address = piece_text(repair->original, old, &len);
    for (size_t k = 0; old->kind == MARKUP_URL && k < repair->answer->count; k++) {
        const struct piece *piece = &repair->answer->items[k];
        if (repair->settled[k] || piece->kind != MARKUP_LINK || !piece->closing ||
            memmem(repair->answer->data + piece->span.start, piece->span.end - piece->span.start, address, len) == NULL)
            continue;
        const struct piece *opening = &repair->answer->items[piece->partner];
        add_fix(repair, opening->span.start, piece->span.end, address, len);
        repair->settled[k] = repair->settled[piece->partner] = repair->done[missing] = true;
        repair->repaired++;
        return true;
    }
    return false;
}

static void mend_missing(struct repair *repair, size_t missing) {
    const struct piece *old = &repair->original->items[missing];
    if (old->closing && !repair->done[old->partner])
        return; /* was tried with its opening half */
    struct gap gap = find_gap(repair->original, repair->answer, old->item);
    if (old->kind == MARKUP_NUMBER && take_gap_back(repair, &gap)) /* with its unit: "5 kg" for "5 g" */
        return;
    if (replace_twin(repair, missing))
        return;
    if (old->partner != PIECE_NONE && wrap_again(repair, missing))
        return;
    if (unlink_address(repair, missing) || mark_again(repair, missing))
        return;
    take_gap_back(repair, &gap);
}

/* --- new pieces --- */

static void take_off(struct repair *repair, size_t new) {
    const struct piece *piece = &repair->answer->items[new];
    add_fix(repair, piece->span.start, piece->span.end, "", 0);
    repair->settled[new] = true;
    repair->repaired++;
}

/* `word` becomes word. */
static void take_ticks_off(struct repair *repair, size_t new) {
    const struct piece *piece = &repair->answer->items[new];
    const char *data = repair->answer->data;
    struct span bare = find_bare(data, piece);
    add_fix(repair, piece->span.start, piece->span.end, data + bare.start, bare.end - bare.start);
    repair->settled[new] = true;
    repair->repaired++;
}

/* The original says it, too, in plain words: then only the marks are new. */
static bool is_said(const struct repair *repair, const struct piece *piece) {
    struct span bare = find_bare(repair->answer->data, piece);
    return bare.end > bare.start && memmem(repair->original->data, repair->original->len,
                                           repair->answer->data + bare.start, bare.end - bare.start) != NULL;
}

/* Two blanks or a backslash at the end of a line; other structure stands for words that were there. */
static bool is_line_break(const struct protected_spans *pieces, const struct piece *piece) {
    const char *text = pieces->data + piece->span.start;
    return piece->kind == MARKUP_STRUCTURE &&
           (*text == '\\' || bytes_are_blank(text, piece->span.end - piece->span.start));
}

static void mend_new(struct repair *repair, size_t new) {
    const struct piece *piece = &repair->answer->items[new];
    struct gap gap = find_answer_gap(repair, piece->item);
    bool pair = piece->partner != PIECE_NONE;
    if (pair && !repair->settled[piece->partner]) {
        take_off(repair, piece->partner);
        take_off(repair, new);
    } else if (piece->kind == MARKUP_CODE && is_said(repair, piece)) {
        take_ticks_off(repair, new);
    } else if (is_line_break(repair->answer, piece) || piece->kind == MARKUP_FOOTNOTE ||
               piece->kind == MARKUP_EMPHASIS) {
        take_off(repair, new);
    } else {
        take_gap_back(repair, &gap);
    }
}

/* --- all of it --- */

static int compare_fixes(const void *a, const void *b) {
    const struct fix *left = a, *right = b;
    if (left->span.start != right->span.start)
        return left->span.start < right->span.start ? -1 : 1;
    if (left->span.end != right->span.end) /* what is inserted stands before what is replaced */
        return left->span.end < right->span.end ? -1 : 1;
    return left->order < right->order ? -1 : 1;
}

static char *apply_fixes(struct repair *repair) {
    struct edits edits = {0};
    size_t end = 0;
    if (repair->count > 0)
        qsort(repair->fixes, repair->count, sizeof *repair->fixes, compare_fixes);
    for (size_t k = 0; k < repair->count; k++) {
        struct fix *fix = &repair->fixes[k];
        if (fix->span.start >= end) { /* two that overlap do not fit together: the check will tell */
            edits_add(&edits, fix->span.start, fix->span.end, fix->text, strlen(fix->text));
            end = fix->span.end;
        }
        free(fix->text);
    }
    char *text = edits_apply(&edits, repair->answer->data, repair->answer->len, NULL);
    edits_finish(&edits);
    return text;
}

char *guard_repair_pieces(const struct protected_spans *original, const struct protected_spans *answer, int *repaired) {
    struct repair repair = {.original = original, .answer = answer};
    repair.done = mem_alloc(original->count + 1);
    repair.settled = mem_alloc(answer->count + 1);
    for (size_t k = 0; k < original->count; k++)
        repair.done[k] = original->items[k].match != PIECE_NONE || original->items[k].loose;
    for (size_t k = 0; k < answer->count; k++)
        repair.settled[k] = answer->items[k].match != PIECE_NONE || answer->items[k].loose;
    for (size_t k = 0; k < original->count; k++)
        if (!repair.done[k])
            mend_missing(&repair, k);
    for (size_t k = 0; k < answer->count; k++)
        if (!repair.settled[k])
            mend_new(&repair, k);
    char *text = apply_fixes(&repair);
    *repaired += repair.repaired;
    free(repair.done);
    free(repair.settled);
    free(repair.fixes);
    return text;
}
