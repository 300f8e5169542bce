/* Pieces come from two scanners: markup.h for what is compared byte for byte, numbers.h for values. Words and pieces
 * together form one line of items, which is what the two texts are aligned by; a piece that has moved keeps its match
 * although it is not aligned. */
#include "core/guard/protected.h"

#include "core/base/list.h"
#include "core/base/mem.h"
#include "core/guard/numbers.h"
#include "core/guard/proper_names.h"
#include "core/text/format.h"
#include "core/text/hunks.h"
#include "core/text/match.h"
#include "core/text/token.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>

static void add_piece(struct protected_spans *protected, struct span span, enum markup_kind kind, char *key,
                      bool loose) {
    MEM_RESERVE(protected->items, protected->count, protected->capacity);
    protected->items[protected->count++] = (struct piece){
        .span = span, .kind = kind, .key = key, .loose = loose, .partner = PIECE_NONE, .match = PIECE_NONE};
}

static char *make_key(const char *data, const struct markup *markup) {
    size_t len = markup->span.end - markup->span.start;
    char *key = mem_copy(data + markup->span.start, len);
    if (markup->kind == MARKUP_EMPHASIS) /* _this_ and *this* are the same */
        for (size_t k = 0; k < len; k++)
            key[k] = key[k] == '_' ? '*' : key[k];
    if (markup->kind == MARKUP_STRUCTURE && bytes_are_blank(key, len)) {
        free(key); /* a line break by two blanks or by three */
        key = mem_copy_text("  ");
    }
    return key;
}

/* "\\%", "\\&" ... of LaTeX. */
static bool is_escape(const char *data, const struct markup *markup) {
    return markup->kind == MARKUP_COMMAND && markup->span.end - markup->span.start == 2 &&
           data[markup->span.start] == '\\' && strchr("%&#_$", data[markup->span.start + 1]) != NULL;
}

static void find_markup(struct protected_spans *protected, enum format format, struct spans *skip) {
    struct markups markups = {0};
    markup_find(protected->data, protected->len, format, &markups);
    for (size_t k = 0; k < markups.count; k++) {
        const struct markup *markup = &markups.items[k];
        if (markup->kind == MARKUP_NUMBER || is_escape(protected->data, markup))
            continue; /* compared by value; a sign like any other */
        add_piece(protected, markup->span, markup->kind, make_key(protected->data, markup), false);
        spans_add(skip, markup->span.start, markup->span.end);
    }
    markups_finish(&markups);
}

static int compare_pieces(const void *a, const void *b) {
    const struct piece *left = a, *right = b;
    return (left->span.start > right->span.start) - (left->span.start < right->span.start);
}

static void sort_pieces(struct protected_spans *protected) {
    if (protected->count > 0)
        qsort(protected->items, protected->count, sizeof *protected->items, compare_pieces);
}

static bool spans_hold(const struct spans *spans, size_t offset) {
    for (size_t k = 0; k < spans->count; k++)
        if (spans->items[k].start <= offset && offset < spans->items[k].end)
            return true;
    return false;
}

static void find_numbers(struct protected_spans *protected, enum format format, const struct spans *skip) {
    struct numbers numbers = {0};
    numbers_find(protected->data, protected->len, skip, &numbers);
    for (size_t k = 0; k < numbers.count; k++)
        add_piece(protected, numbers.items[k].span, MARKUP_NUMBER, mem_copy_text(numbers.items[k].value),
                  numbers.items[k].loose);
    /* "\%" behind "5\,", or alone. */
    for (size_t k = 0, at = 0; format_get(format)->escapes && at + 1 < protected->len; at++) {
        while (k < numbers.count && numbers.items[k].span.end <= at)
            k++;
        bool counted = k < numbers.count && numbers.items[k].span.start <= at;
        if (!counted && strncmp(protected->data + at, "\\%", 2) == 0 && !spans_hold(skip, at))
            add_piece(protected, (struct span){at, at + 2}, MARKUP_COMMAND, mem_copy_text("\\%"), false);
    }
    numbers_finish(&numbers);
    sort_pieces(protected);
}

static void find_names(struct protected_spans *protected) {
    struct spans skip = {0}, names = {0};
    for (size_t k = 0; k < protected->count; k++)
        spans_add(&skip, protected->items[k].span.start, protected->items[k].span.end);
    proper_names_find(protected->data, protected->len, &skip, &names);
    for (size_t k = 0; k < names.count; k++) {
        char *name = mem_copy(protected->data + names.items[k].start, names.items[k].end - names.items[k].start);
        add_piece(protected, names.items[k], MARKUP_NAME, text_fold(name), false);
        free(name);
    }
    spans_finish(&skip);
    spans_finish(&names);
    sort_pieces(protected);
}

/* --- pairs --- */

enum half { HALF_NONE, HALF_OPENING, HALF_CLOSING, HALF_EITHER };

static enum half classify_half(const struct piece *piece) {
    size_t len = strlen(piece->key);
    switch (piece->kind) {
    case MARKUP_LINK:
        return strcmp(piece->key, "[") == 0 ? HALF_OPENING : piece->key[0] == ']' ? HALF_CLOSING : HALF_NONE;
    case MARKUP_EMPHASIS:
        return HALF_EITHER;
    case MARKUP_COMMAND:
        return len > 0 && piece->key[len - 1] == '{' ? HALF_OPENING : piece->key[0] == '}' ? HALF_CLOSING : HALF_NONE;
    case MARKUP_HTML:
        return len < 3 || piece->key[0] != '<' || piece->key[1] == '!' || piece->key[len - 2] == '/' ? HALF_NONE
               : piece->key[1] == '/'                                                                ? HALF_CLOSING
                                                                                                     : HALF_OPENING;
    default:
        return HALF_NONE;
    }
}

static void pair(struct protected_spans *protected, size_t opening, size_t closing) {
    struct piece *first = &protected->items[opening], *second = &protected->items[closing];
    first->partner = closing;
    second->partner = opening;
    second->closing = true;
    /* The halves are told by the whole, so that "[" of one link is never taken for "[" of another. */
    char *first_key = mem_format("%s %s", first->key, second->key);
    char *second_key = mem_format("%s %s", second->key, first->key);
    free(first->key);
    free(second->key);
    first->key = first_key;
    second->key = second_key;
}

static void find_pairs(struct protected_spans *protected) {
    size_t *open = mem_alloc((protected->count + 1) * sizeof *open);
    size_t depth = 0;
    for (size_t k = 0; k < protected->count; k++) {
        enum half half = classify_half(&protected->items[k]);
        size_t top = depth;
        while (half != HALF_NONE && half != HALF_OPENING && top > 0) {
            const struct piece *other = &protected->items[open[top - 1]];
            if (other->kind == protected->items[k].kind &&
                (half == HALF_CLOSING || strcmp(other->key, protected->items[k].key) == 0))
                break;
            top--;
        }
        if (half == HALF_CLOSING || half == HALF_EITHER) {
            if (top > 0) {
                pair(protected, open[top - 1], k);
                depth = top - 1;
                continue;
            }
        }
        if (half == HALF_OPENING || half == HALF_EITHER)
            open[depth++] = k;
    }
    free(open);
}

/* --- the line of words and pieces --- */

static void add_item(struct protected_spans *protected, struct span span, size_t piece) {
    MEM_RESERVE(protected->line, protected->line_count, protected->line_capacity);
    protected->line[protected->line_count++] = (struct item){.span = span, .piece = piece, .match = PIECE_NONE};
}

static void make_line(struct protected_spans *protected) {
    struct spans words = {0};
    size_t piece = 0;
    words_find(protected->data, protected->len, &words);
    for (size_t word = 0; word < words.count || piece < protected->count;) {
        const struct span *next = word < words.count ? &words.items[word] : NULL;
        struct piece *other = piece < protected->count ? &protected->items[piece] : NULL;
        if (other != NULL && (next == NULL || other->span.start < next->end)) {
            if (next != NULL && next->start < other->span.start) /* the part of a word before a piece inside it */
                add_item(protected, (struct span){next->start, other->span.start}, PIECE_NONE);
            other->item = protected->line_count;
            add_item(protected, other->span, piece++);
            while (word < words.count && words.items[word].end <= other->span.end)
                word++;
            if (word < words.count && words.items[word].start < other->span.end)
                words.items[word].start = other->span.end;
        } else {
            add_item(protected, *next, PIECE_NONE);
            word++;
        }
    }
    spans_finish(&words);
}

void protected_find(const char *data, size_t len, enum format format, struct protected_spans *out) {
    struct spans skip = {0};
    *out = (struct protected_spans){.data = data, .len = len};
    find_markup(out, format, &skip);
    find_numbers(out, format, &skip);
    find_names(out);
    find_pairs(out);
    make_line(out);
    spans_finish(&skip);
}

/* --- matching --- */

static void give_ids(struct protected_spans *protected, struct vocabulary *vocabulary, struct list *kept) {
    for (size_t k = 0; k < protected->line_count; k++) {
        struct item *item = &protected->line[k];
        char *name;
        if (item->piece != PIECE_NONE) {
            const struct piece *piece = &protected->items[item->piece];
            name = mem_format("\n%d %s", (int)piece->kind, piece->key);
        } else {
            char *word = mem_copy(protected->data + item->span.start, item->span.end - item->span.start);
            name = text_fold(word);
            free(word);
        }
        item->id = vocabulary_add(vocabulary, name, strlen(name));
        list_take(kept, name); /* the vocabulary borrows it */
    }
}

static void align(struct protected_spans *original, struct protected_spans *answer) {
    uint32_t *a = mem_alloc((original->line_count + 1) * sizeof *a);
    uint32_t *b = mem_alloc((answer->line_count + 1) * sizeof *b);
    size_t *pairs = mem_alloc((original->line_count + 1) * sizeof *pairs);
    for (size_t k = 0; k < original->line_count; k++)
        a[k] = original->line[k].id;
    for (size_t k = 0; k < answer->line_count; k++)
        b[k] = answer->line[k].id;
    match_find(a, original->line_count, b, answer->line_count, 0, pairs);
    for (size_t k = 0; k < original->line_count; k++) {
        if (pairs[k] == MATCH_NONE)
            continue;
        struct item *left = &original->line[k], *right = &answer->line[pairs[k]];
        left->match = pairs[k];
        right->match = k;
        if (left->piece != PIECE_NONE) {
            original->items[left->piece].match = right->piece;
            answer->items[right->piece].match = left->piece;
        }
    }
    free(a);
    free(b);
    free(pairs);
}

static void match_moved(struct protected_spans *original, struct protected_spans *answer) {
    for (size_t k = 0; k < original->count; k++) {
        struct piece *left = &original->items[k];
        for (size_t m = 0; left->match == PIECE_NONE && m < answer->count; m++) {
            struct piece *right = &answer->items[m];
            if (right->match == PIECE_NONE && right->kind == left->kind && strcmp(right->key, left->key) == 0) {
                left->match = m;
                right->match = k;
            }
        }
    }
}

static char *fold_inside(const struct protected_spans *protected, size_t opening) {
    size_t start = protected->items[opening].span.end,
           end = protected->items[protected->items[opening].partner].span.start;
    char *inside = mem_copy(protected->data + start, end - start), *folded = text_fold(inside);
    free(inside);
    return folded;
}

static void unmatch(struct protected_spans *protected, size_t index) {
    struct piece *piece = &protected->items[index];
    piece->match = PIECE_NONE;
    protected->line[piece->item].match = PIECE_NONE;
}

static bool is_link(const struct piece *piece) {
    return piece->kind == MARKUP_LINK && piece->partner != PIECE_NONE && !piece->closing;
}

/* A link may get other words, but not those of another link: then it is that one, with a wrong target. */
static void unmatch_mixed_up(struct protected_spans *original, struct protected_spans *answer) {
    for (size_t k = 0; k < original->count; k++) {
        size_t match = original->items[k].match;
        if (!is_link(&original->items[k]) || match == PIECE_NONE)
            continue;
        char *words = fold_inside(answer, match);
        bool own = false, others = false;
        for (size_t m = 0; m < original->count && *words; m++) {
            char *there = is_link(&original->items[m]) ? fold_inside(original, m) : NULL;
            if (there && strcmp(there, words) == 0) {
                bool same = strcmp(original->items[m].key, original->items[k].key) == 0;
                own = own || same;
                others = others || !same;
            }
            free(there);
        }
        free(words);
        if (!own && others) {
            unmatch(answer, answer->items[match].partner);
            unmatch(answer, match);
            unmatch(original, original->items[k].partner);
            unmatch(original, k);
        }
    }
}

/* A name that the other text has, too, as often as it likes. */
static void loosen_names(struct protected_spans *protected, const struct protected_spans *other) {
    for (size_t k = 0; k < protected->count; k++) {
        struct piece *piece = &protected->items[k];
        if (piece->kind == MARKUP_NAME && piece->match == PIECE_NONE)
            piece->loose = proper_names_has_word(other->data, other->len, protected->data + piece->span.start,
                                                 piece->span.end - piece->span.start);
    }
}

void protected_match(struct protected_spans *original, struct protected_spans *answer) {
    struct vocabulary *vocabulary = vocabulary_create();
    struct list kept = {0};
    give_ids(original, vocabulary, &kept);
    give_ids(answer, vocabulary, &kept);
    align(original, answer);
    match_moved(original, answer);
    unmatch_mixed_up(original, answer);
    loosen_names(original, answer);
    loosen_names(answer, original);
    vocabulary_destroy(vocabulary);
    list_finish(&kept);
}

size_t protected_find_unmatched(const struct protected_spans *protected, size_t index) {
    for (; index < protected->count; index++)
        if (protected->items[index].match == PIECE_NONE && !protected->items[index].loose)
            return index;
    return PIECE_NONE;
}

void protected_finish(struct protected_spans *protected) {
    for (size_t k = 0; k < protected->count; k++)
        free(protected->items[k].key);
    free(protected->items);
    free(protected->line);
    *protected = (struct protected_spans){0};
}
