/* Taking sentences back.
 *
 * Sentences of both texts are tied together where they share most words or a piece. Between two ties that nothing
 * crosses lies a block: some sentences of the original and what the answer made of them. Blocks in which a piece is
 * missing or new become the original's again; the rest of the rewrite stays. */
#include "core/guard/guard_repair.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>

struct sentences {
    struct spans spans;
    bool *broken; /* a piece in it is missing or new */
};

struct tie {
    size_t from, to; /* sentences of the original and the answer */
};

struct revert {
    const struct protected_spans *original;
    const struct protected_spans *answer;
    struct sentences from, to;
    struct tie *ties;
    size_t count;
    size_t capacity;
};

static size_t find_sentence(const struct spans *spans, size_t offset) {
    size_t k = 0;
    while (k + 1 < spans->count && spans->items[k + 1].start <= offset)
        k++;
    return k;
}

static void find_sentences(const struct protected_spans *pieces, struct sentences *out) {
    sentences_find(pieces->data, pieces->len, &out->spans);
    out->broken = mem_alloc(out->spans.count + 1);
    for (size_t k = 0; k < pieces->count; k++) {
        const struct piece *piece = &pieces->items[k];
        if (piece->match == PIECE_NONE && !piece->loose)
            out->broken[find_sentence(&out->spans, piece->span.start)] = true;
    }
}

/* Once: pairs of marks copy ties, and would double them each time. */
static void add_tie(struct revert *revert, size_t from, size_t to) {
    for (size_t k = 0; k < revert->count; k++)
        if (revert->ties[k].from == from && revert->ties[k].to == to)
            return;
    MEM_RESERVE(revert->ties, revert->count, revert->capacity);
    revert->ties[revert->count++] = (struct tie){from, to};
}

/* Each sentence is tied to the one of the other text that it shares the most aligned words with. */
static void tie_by_words(struct revert *revert, bool backwards) {
    const struct protected_spans *one = backwards ? revert->answer : revert->original;
    const struct protected_spans *other = backwards ? revert->original : revert->answer;
    const struct spans *spans = backwards ? &revert->to.spans : &revert->from.spans;
    const struct spans *others = backwards ? &revert->from.spans : &revert->to.spans;
    size_t *shared = mem_alloc((spans->count * others->count + 1) * sizeof *shared);
    for (size_t k = 0; k < one->line_count; k++) {
        if (one->line[k].match == PIECE_NONE)
            continue;
        size_t sentence = find_sentence(spans, one->line[k].span.start);
        size_t mate = find_sentence(others, other->line[one->line[k].match].span.start);
        shared[sentence * others->count + mate]++;
    }
    for (size_t k = 0; k < spans->count; k++) {
        size_t best = 0, most = 0;
        for (size_t m = 0; m < others->count; m++) {
            if (shared[k * others->count + m] > most) {
                most = shared[k * others->count + m];
                best = m;
            }
        }
        if (most > 0)
            add_tie(revert, backwards ? best : k, backwards ? k : best);
    }
    free(shared);
}

static void tie_by_pieces(struct revert *revert) {
    for (size_t k = 0; k < revert->original->count; k++) {
        const struct piece *piece = &revert->original->items[k];
        if (piece->match != PIECE_NONE)
            add_tie(revert, find_sentence(&revert->from.spans, piece->span.start),
                    find_sentence(&revert->to.spans, revert->answer->items[piece->match].span.start));
        if (piece->partner != PIECE_NONE) { /* a pair over several sentences is taken back as a whole */
            size_t mate = find_sentence(&revert->from.spans, revert->original->items[piece->partner].span.start);
            for (size_t m = 0, ties = revert->count; m < ties; m++)
                if (revert->ties[m].from == mate)
                    add_tie(revert, find_sentence(&revert->from.spans, piece->span.start), revert->ties[m].to);
        }
    }
}

static bool is_cut(const struct revert *revert, size_t from, size_t to) {
    for (size_t k = 0; k < revert->count; k++)
        if ((revert->ties[k].from < from) != (revert->ties[k].to < to))
            return false;
    return true;
}

static bool is_tied(const struct revert *revert, size_t from, size_t to) {
    for (size_t k = 0; k < revert->count; k++)
        if (revert->ties[k].from == from || revert->ties[k].to == to)
            return true;
    return false;
}

/* The end of the block that begins at these sentences: the nearest place that nothing ties across. */
static struct tie find_cut(const struct revert *revert, size_t from, size_t to) {
    size_t from_count = revert->from.spans.count, to_count = revert->to.spans.count;
    if (from < from_count && to < to_count && !is_tied(revert, from, to))
        return (struct tie){from + 1, to + 1}; /* one took the place of the other */
    for (size_t sum = 1;; sum++) {
        for (size_t k = 0; k <= sum; k++) {
            size_t i = from + sum - k, j = to + k;
            if (i <= from_count && j <= to_count && is_cut(revert, i, j))
                return (struct tie){i, j};
        }
    }
}

/* The bytes of sentences [first, behind) with the white space behind them, so that blocks lie side by side. */
static struct span span_of(const struct spans *spans, size_t len, size_t first, size_t behind) {
    return (struct span){first == 0             ? 0
                         : first < spans->count ? spans->items[first].start
                                                : len,
                         behind < spans->count ? spans->items[behind].start : len};
}

static void append_block(const struct revert *revert, size_t from, size_t from_end, size_t to, size_t to_end,
                         struct buf *out, int *repaired) {
    bool broken = false;
    for (size_t k = from; k < from_end; k++)
        broken = broken || revert->from.broken[k];
    for (size_t k = to; k < to_end; k++)
        broken = broken || revert->to.broken[k];
    const struct protected_spans *source = broken ? revert->original : revert->answer;
    struct span span = broken ? span_of(&revert->from.spans, source->len, from, from_end)
                              : span_of(&revert->to.spans, source->len, to, to_end);
    if (span.end > span.start && out->len > 0 && strchr(" \n", out->data[out->len - 1]) == NULL)
        buf_append_char(out, ' ');
    buf_append(out, source->data + span.start, span.end - span.start);
    *repaired += broken;
}

char *guard_revert_sentences(const struct protected_spans *original, const struct protected_spans *answer,
                             int *repaired) {
    struct revert revert = {.original = original, .answer = answer};
    struct buf out = {0};
    find_sentences(original, &revert.from);
    find_sentences(answer, &revert.to);
    tie_by_words(&revert, false);
    tie_by_words(&revert, true);
    tie_by_pieces(&revert);
    for (size_t from = 0, to = 0; from < revert.from.spans.count || to < revert.to.spans.count;) {
        struct tie end = find_cut(&revert, from, to);
        append_block(&revert, from, end.from, to, end.to, &out, repaired);
        from = end.from;
        to = end.to;
    }
    /* The white space at the end is the original's. */
    while (out.len > 0 && strchr(" \n", out.data[out.len - 1]) != NULL)
        buf_remove(&out, out.len - 1, 1);
    size_t tail = original->len;
    while (tail > 0 && strchr(" \n", original->data[tail - 1]) != NULL)
        tail--;
    buf_append(&out, original->data + tail, original->len - tail);
    spans_finish(&revert.from.spans);
    spans_finish(&revert.to.spans);
    free(revert.from.broken);
    free(revert.to.broken);
    free(revert.ties);
    return buf_take(&out);
}
