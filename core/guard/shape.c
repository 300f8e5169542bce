/* Two readings of a document are compared from the front: its passages with the bytes between them, as its format finds
 * them, and for Markdown the blocks and pieces that its parser reports, which also sees what stands around an edit (a
 * reference defined elsewhere, a list that goes on). Inside of a passage, markup is compared without regard to order: a
 * rewrite may move a link.
 *
 * Parsers read forward, so the last edited passage in front of the first difference is to blame. It loses its edits and
 * all is read again; where that does not help a few times, all behind it is left as it was. */
#include "core/guard/shape.h"

#include "core/base/mem.h"
#include "core/text/format.h"
#include "core/text/formats/markdown_parse.h"
#include "core/text/passage.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS_MAX 12 /* passages that are blamed one by one: each costs another reading of the document */

static bool is_white(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Something inside of a block that has to be there afterwards, too. */
struct part {
    unsigned kind;
    const char *data;
    size_t len;
};

struct parts {
    struct part *items;
    size_t count;
    size_t capacity;
};

static void parts_add(struct parts *parts, unsigned kind, const char *data, size_t len) {
    MEM_RESERVE(parts->items, parts->count, parts->capacity);
    parts->items[parts->count++] = (struct part){kind, data, len};
}

/* The next character, one space for any white space with the prefix of a quotation in it; 0 at the end. */
static char next_character(const struct part *part, size_t *at) {
    if (*at >= part->len)
        return 0;
    char c = part->data[(*at)++];
    if (!is_white(c))
        return c;
    bool line = c == '\n' || c == '\r';
    while (*at < part->len && (is_white(part->data[*at]) || (line && part->data[*at] == '>')))
        line = line || part->data[*at] == '\n', ++*at;
    return ' ';
}

/* Where lines break inside of a part does not matter. */
static int compare_parts(const void *a, const void *b) {
    const struct part *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    for (size_t i = 0, j = 0;;) {
        char one = next_character(x, &i), other = next_character(y, &j);
        if (one != other)
            return one < other ? -1 : 1;
        if (!one)
            return 0;
    }
}

/* The same parts in any order. Sorts both. */
static bool same_parts(struct parts *a, struct parts *b) {
    if (a->count != b->count)
        return false;
    if (a->count == 0)
        return true;
    qsort(a->items, a->count, sizeof *a->items, compare_parts);
    qsort(b->items, b->count, sizeof *b->items, compare_parts);
    for (size_t k = 0; k < a->count; k++)
        if (compare_parts(&a->items[k], &b->items[k]) != 0)
            return false;
    return true;
}

/* --- what the parser of Markdown says --- */

struct block {
    enum markdown_what what;
    bool ends;
    size_t offset; /* of the last piece in front */
    struct parts parts;
};

struct blocks {
    const char *data;
    struct block *items;
    size_t count;
    size_t capacity;
    size_t offset;
};

/* Code over several lines comes in pieces. */
static bool goes_on(const struct part *last, const char *start, const struct markdown_event *event) {
    bool whole = event->what == MARKDOWN_CODE || event->what == MARKDOWN_MATH || event->what == MARKDOWN_HTML;
    for (const char *c = last->data + last->len; c < start; c++)
        if (!is_white(*c) && *c != '>')
            return false;
    return whole && event->kind == MARKDOWN_TEXT;
}

/* Marks have to be of the same kind, a target and all that is no word of the same bytes. */
static void add_piece(struct blocks *blocks, const struct markdown_event *event) {
    bool target = event->kind == MARKDOWN_CLOSE && (event->what == MARKDOWN_LINK || event->what == MARKDOWN_IMAGE);
    bool words = event->kind == MARKDOWN_TEXT && event->what == MARKDOWN_PLAIN;
    bool soft = event->kind == MARKDOWN_BREAK && event->what == MARKDOWN_SOFT;
    if (blocks->count == 0 || words || soft)
        return;
    struct parts *parts = &blocks->items[blocks->count - 1].parts;
    struct part *last = parts->count ? &parts->items[parts->count - 1] : NULL;
    unsigned kind = (unsigned)event->kind << 8 | event->what;
    bool bytes = target || event->kind == MARKDOWN_TEXT;
    const char *start = blocks->data + event->span.start;
    if (last && last->kind == kind && goes_on(last, start, event))
        last->len = (size_t)(start - last->data) + event->span.end - event->span.start;
    else
        parts_add(parts, kind, bytes ? start : "", bytes ? event->span.end - event->span.start : 0);
}

static void on_event(const struct markdown_event *event, void *arg) {
    struct blocks *blocks = arg;
    if (event->kind == MARKDOWN_START || event->kind == MARKDOWN_END) {
        MEM_RESERVE(blocks->items, blocks->count, blocks->capacity);
        blocks->items[blocks->count++] =
            (struct block){.what = event->what, .ends = event->kind == MARKDOWN_END, .offset = blocks->offset};
        return;
    }
    blocks->offset = event->span.start;
    add_piece(blocks, event);
}

static void blocks_find(const char *data, size_t len, struct blocks *out) {
    *out = (struct blocks){.data = data};
    markdown_parse(data, len, on_event, out);
}

static void blocks_finish(struct blocks *blocks) {
    for (size_t k = 0; k < blocks->count; k++)
        free(blocks->items[k].parts.items);
    free(blocks->items);
}

/* --- a document as it is read --- */

struct shape {
    const char *data;
    size_t len;
    enum format format;
    struct passages passages;
    struct blocks blocks; /* of Markdown */
};

static void shape_init(struct shape *shape, const char *data, size_t len, enum format format) {
    *shape = (struct shape){.data = data, .len = len, .format = format};
    passages_find(data, len, format, &shape->passages);
    if (format_get(format)->is_markdown)
        blocks_find(data, len, &shape->blocks);
}

static void shape_finish(struct shape *shape) {
    passages_finish(&shape->passages);
    blocks_finish(&shape->blocks);
}

static size_t get_start(const struct shape *shape, size_t index) {
    return index < shape->passages.count ? shape->passages.items[index].span.start : shape->len;
}

static size_t get_end(const struct shape *shape, size_t index) {
    return index == 0 ? 0 : shape->passages.items[index - 1].span.end;
}

/* What stands in front of the passage of this index. */
static bool same_gap(const struct shape *a, const struct shape *b, size_t index) {
    size_t from = get_end(a, index), to = get_end(b, index);
    size_t len = get_start(a, index) - from;
    return get_start(b, index) - to == len && memcmp(a->data + from, b->data + to, len) == 0;
}

/* Line ends and the prefixes of quotations and indented items: a filled paragraph has more or fewer of them. */
static bool is_free_gap(const char *data, struct span gap, const char *line_break) {
    size_t len = gap.end - gap.start;
    if (strlen(line_break) == len && memcmp(data + gap.start, line_break, len) == 0)
        return true;
    for (size_t k = gap.start; k < gap.end; k++)
        if (!strchr(" \t\r\n>", data[k]))
            return false;
    return true;
}

/* The next gap between lines that holds more, such as a comment. SIZE_MAX: none. */
static size_t find_full_gap(const struct shape *shape, const struct passage *passage, const char *line_break,
                            size_t line) {
    for (; line + 1 < passage->lines.count; line++) {
        struct span gap = {passage->lines.items[line].end, passage->lines.items[line + 1].start};
        if (!is_free_gap(shape->data, gap, line_break))
            return line;
    }
    return SIZE_MAX;
}

static bool same_inner_gaps(const struct shape *a, const struct shape *b, size_t index) {
    const struct passage *x = &a->passages.items[index], *y = &b->passages.items[index];
    size_t i = find_full_gap(a, x, x->line_break, 0), j = find_full_gap(b, y, x->line_break, 0);
    while (i != SIZE_MAX && j != SIZE_MAX) {
        size_t from = x->lines.items[i].end, to = y->lines.items[j].end;
        size_t len = x->lines.items[i + 1].start - from;
        if (y->lines.items[j + 1].start - to != len || memcmp(a->data + from, b->data + to, len) != 0)
            return false;
        i = find_full_gap(a, x, x->line_break, i + 1);
        j = find_full_gap(b, y, x->line_break, j + 1);
    }
    return i == j;
}

static void find_parts(const char *text, size_t len, enum format format, struct parts *out) {
    struct markups markups = {0};
    markup_find(text, len, format, &markups);
    for (size_t k = 0; k < markups.count; k++) {
        const struct markup *markup = &markups.items[k];
        if (markup->kind != MARKUP_NUMBER && markup->kind != MARKUP_NAME)
            parts_add(out, markup->kind, text + markup->span.start, markup->span.end - markup->span.start);
    }
    markups_finish(&markups);
}

static bool same_markup(const char *a, size_t a_len, const char *b, size_t b_len, enum format format) {
    struct parts before = {0}, after = {0};
    find_parts(a, a_len, format, &before);
    find_parts(b, b_len, format, &after);
    bool same = same_parts(&before, &after);
    free(before.items);
    free(after.items);
    return same;
}

static bool same_passage(const struct shape *a, const struct shape *b, size_t index, bool pieces) {
    const struct passage *x = &a->passages.items[index], *y = &b->passages.items[index];
    size_t a_len = x->span.end - x->span.start, b_len = y->span.end - y->span.start;
    if (x->kind != y->kind)
        return false;
    if (!pieces || (a_len == b_len && memcmp(a->data + x->span.start, b->data + y->span.start, a_len) == 0))
        return true;
    char *before = passage_copy_text(x, a->data, &a_len), *after = passage_copy_text(y, b->data, &b_len);
    bool same = same_inner_gaps(a, b, index) && same_markup(before, a_len, after, b_len, a->format);
    free(before);
    free(after);
    return same;
}

/* Where the edits have moved the passages to. */
struct move {
    const struct edits *edits;
    size_t next; /* those in front of it are behind us */
    size_t plus, minus;
};

/* at_border: with what is put in right there. */
static size_t move_offset(struct move *move, size_t offset, bool at_border) {
    for (; move->next < move->edits->count; move->next++) {
        const struct edit *edit = &move->edits->items[move->next];
        if (at_border ? edit->span.start > offset : edit->span.start >= offset)
            break;
        move->plus += edit->len;
        move->minus += edit->span.end - edit->span.start;
    }
    return offset + move->plus - move->minus;
}

static bool is_moved(struct move *move, struct span from, struct span to) {
    return move_offset(move, from.start, false) == to.start && move_offset(move, from.end, true) == to.end;
}

/* Where in a the first difference shows, SIZE_MAX: nowhere. edits made b from a; NULL: only blocks are compared. */
static size_t find_difference(struct shape *a, struct shape *b, const struct edits *edits) {
    size_t count = a->passages.count < b->passages.count ? a->passages.count : b->passages.count;
    bool pieces = edits != NULL;
    struct move move = {.edits = edits};
    for (size_t k = 0; k < count; k++)
        if ((edits && !is_moved(&move, a->passages.items[k].span, b->passages.items[k].span)) || !same_gap(a, b, k) ||
            !same_passage(a, b, k, pieces))
            return a->passages.items[k].span.end;
    if (a->passages.count != b->passages.count)
        return count < a->passages.count ? a->passages.items[count].span.end : a->len;
    if (!same_gap(a, b, count))
        return a->len;
    size_t blocks = a->blocks.count < b->blocks.count ? a->blocks.count : b->blocks.count;
    for (size_t k = 0; k < blocks; k++) {
        struct block *x = &a->blocks.items[k], *y = &b->blocks.items[k];
        if (x->what != y->what || x->ends != y->ends || (pieces && !same_parts(&x->parts, &y->parts)))
            return k + 1 < a->blocks.count ? a->blocks.items[k + 1].offset : a->len;
    }
    return a->blocks.count == b->blocks.count ? SIZE_MAX : a->len;
}

/* --- dropping --- */

/* The edits [first, behind) of the passage that holds the last edit that starts at or in front of offset. */
static struct span find_blamed(const struct shape *shape, const struct edits *edits, size_t offset) {
    size_t last = 0;
    while (last + 1 < edits->count && edits->items[last + 1].span.start <= offset)
        last++;
    const struct passage *passage = passages_find_at(&shape->passages, edits->items[last].span.start);
    struct span blamed = {last, last + 1};
    while (passage && blamed.start > 0 && edits->items[blamed.start - 1].span.start >= passage->span.start)
        blamed.start--;
    while (passage && blamed.end < edits->count && edits->items[blamed.end].span.start <= passage->span.end)
        blamed.end++;
    return blamed;
}

static void drop(struct edits *edits, struct span gone) {
    for (size_t k = gone.start; k < gone.end; k++)
        free(edits->items[k].text);
    memmove(edits->items + gone.start, edits->items + gone.end, (edits->count - gone.end) * sizeof *edits->items);
    edits->count -= gone.end - gone.start;
}

/* Passages with edits from index on. */
static size_t count_passages(const struct shape *shape, const struct edits *edits, size_t index) {
    const struct passage *last = NULL;
    size_t count = 0;
    for (; index < edits->count; index++) {
        const struct passage *passage = passages_find_at(&shape->passages, edits->items[index].span.start);
        count += count == 0 || passage != last;
        last = passage;
    }
    return count;
}

static size_t find_damage(struct shape *before, const struct edits *edits) {
    size_t len;
    char *text = edits_apply(edits, before->data, before->len, &len);
    struct shape after;
    shape_init(&after, text, len, before->format);
    size_t offset = find_difference(before, &after, edits);
    shape_finish(&after);
    free(text);
    return offset;
}

size_t shape_keep(const char *data, size_t len, enum format format, struct edits *edits) {
    size_t dropped = 0, offset;
    struct shape before;
    if (edits->count == 0)
        return 0;
    shape_init(&before, data, len, format);
    for (size_t round = 0; edits->count && (offset = find_damage(&before, edits)) != SIZE_MAX; round++) {
        struct span blamed = find_blamed(&before, edits, offset);
        if (round >= ROUNDS_MAX) { /* all behind, and if that was not enough, all */
            blamed = (struct span){round > ROUNDS_MAX ? 0 : blamed.start, edits->count};
            dropped += count_passages(&before, edits, blamed.start) - 1;
        }
        drop(edits, blamed);
        dropped++;
    }
    shape_finish(&before);
    return dropped;
}

static char *put_in(const char *data, size_t len, size_t offset, const char *words, size_t *new_len) {
    struct edits edits = {0};
    edits_add(&edits, offset, offset, words, strlen(words));
    char *text = edits_apply(&edits, data, len, new_len);
    edits_finish(&edits);
    return text;
}

bool shape_takes(const char *data, size_t len, enum format format, size_t offset, const char *words) {
    struct shape one, other;
    size_t one_len, other_len;
    char *with_word = put_in(data, len, offset, "x", &one_len),
         *with_words = put_in(data, len, offset, words, &other_len);
    shape_init(&one, with_word, one_len, format);
    shape_init(&other, with_words, other_len, format);
    bool takes = find_difference(&one, &other, NULL) == SIZE_MAX;
    shape_finish(&one);
    shape_finish(&other);
    free(with_word);
    free(with_words);
    return takes;
}
