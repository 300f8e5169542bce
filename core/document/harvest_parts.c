/* Counting words.
 *
 * All words of the document are listed once, each with what the comparison and the origins say of it; passages then
 * pick out those that stand in their prose. Origins, hunks, prose and words are all sorted, so each is walked
 * alongside. */
#include "core/document/harvest_parts.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/text/passage_cut.h"
#include "core/text/secret.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>

#define MOVED_WORDS 5

struct mark { /* what is known of one word */
    bool changed;
    enum origin origin; /* of most of its bytes */
    int64_t suggestion;
};

struct marks {
    struct spans words;
    struct mark *items;
};

/* --- words that stand in the baseline, too --- */

struct runs { /* hashes of all runs of MOVED_WORDS words: open addressing, 0 is free */
    uint64_t *slots;
    size_t mask;
};

static uint64_t hash_run(const char *data, const struct spans *words, size_t first) {
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t k = first; k < first + MOVED_WORDS; k++) {
        for (size_t at = words->items[k].start; at < words->items[k].end; at++)
            hash = (hash ^ (unsigned char)data[at]) * 0x100000001b3u;
        hash = (hash ^ ' ') * 0x100000001b3u;
    }
    return hash | 1;
}

static bool has_run(const struct runs *runs, uint64_t hash, size_t *slot) {
    size_t at = (size_t)(hash ^ (hash >> 29)) & runs->mask;
    while (runs->slots[at] != 0 && runs->slots[at] != hash)
        at = (at + 1) & runs->mask;
    *slot = at;
    return runs->slots[at] == hash;
}

static void find_runs(const char *data, size_t len, struct runs *out) {
    struct spans words = {0};
    size_t slot;
    words_find(data, len, &words);
    out->mask = 15;
    while (out->mask < words.count * 2)
        out->mask = out->mask * 2 + 1;
    out->slots = mem_alloc((out->mask + 1) * sizeof *out->slots);
    for (size_t k = 0; k + MOVED_WORDS <= words.count; k++) {
        uint64_t hash = hash_run(data, &words, k);
        if (!has_run(out, hash, &slot))
            out->slots[slot] = hash;
    }
    spans_finish(&words);
}

static void unmark_moved(const struct harvest_input *input, struct marks *marks) {
    struct runs runs;
    size_t slot, moved = 0; /* words before this one are part of a run already */
    find_runs(input->then, input->then_len, &runs);
    for (size_t k = 0; k + MOVED_WORDS <= marks->words.count; k++) {
        if (!has_run(&runs, hash_run(input->now, &marks->words, k), &slot))
            continue;
        for (size_t m = k > moved ? k : moved; m < k + MOVED_WORDS; m++)
            marks->items[m].changed = false;
        moved = k + MOVED_WORDS;
    }
    free(runs.slots);
}

/* --- words with their origin --- */

static void note_origin(const struct origins *origins, struct span word, size_t *run, size_t *run_start,
                        struct mark *mark) {
    size_t counts[4] = {0};
    while (*run < origins->count && *run_start + origins->runs[*run].len <= word.start)
        *run_start += origins->runs[(*run)++].len;
    size_t start = *run_start;
    for (size_t k = *run; k < origins->count && start < word.end; k++) {
        size_t end = start + origins->runs[k].len;
        size_t from = start > word.start ? start : word.start, to = end < word.end ? end : word.end;
        counts[origins->runs[k].origin] += to - from;
        if (origins->runs[k].origin == ORIGIN_SUGGESTED)
            mark->suggestion = origins->runs[k].suggestion;
        start = end;
    }
    for (size_t origin = 1; origin < 4; origin++)
        if (counts[origin] > counts[mark->origin])
            mark->origin = (enum origin)origin;
}

static void find_marks(const struct harvest_input *input, struct marks *out) {
    size_t run = 0, run_start = 0, hunk = 0;
    bool any = false;
    words_find(input->now, input->now_len, &out->words);
    out->items = mem_alloc((out->words.count + 1) * sizeof *out->items);
    for (size_t k = 0; k < out->words.count; k++) {
        struct span word = out->words.items[k];
        struct mark *mark = &out->items[k];
        note_origin(input->origins, word, &run, &run_start, mark);
        while (hunk < input->hunks.count && input->hunks.items[hunk].new_span.end <= word.start)
            hunk++;
        const struct hunk *here = hunk < input->hunks.count ? &input->hunks.items[hunk] : NULL;
        mark->changed = here != NULL && !here->blank && here->new_span.start < word.end && mark->origin == ORIGIN_TYPED;
        any = any || mark->changed;
    }
    if (any)
        unmark_moved(input, out);
}

/* --- passages --- */

static bool has_word(const struct spans *prose, size_t *at, struct span word) {
    while (*at < prose->count && prose->items[*at].end <= word.start)
        ++*at;
    return *at < prose->count && prose->items[*at].start <= word.start;
}

/* The first word that starts at or behind offset. */
static size_t find_word(const struct spans *words, size_t offset) {
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (words->items[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Words typed inside a suggestion: between its first and its last word, or for a rewrite anywhere in the passage. */
static void count_edited(const struct harvest_input *input, const struct marks *marks, struct part *part) {
    const struct span *span = &part->passage.span;
    size_t first = SIZE_MAX, last = 0;
    size_t start = find_word(&marks->words, span->start);
    for (size_t k = start; k < marks->words.count && marks->words.items[k].start < span->end; k++) {
        if (marks->items[k].origin != ORIGIN_SUGGESTED)
            continue;
        if (first == SIZE_MAX) {
            first = k;
            part->suggestion = marks->items[k].suggestion;
        }
        if (marks->items[k].suggestion == part->suggestion) {
            last = k;
            part->own++;
        }
    }
    if (first == SIZE_MAX)
        return;
    bool anywhere = document_find_offer(input->document, part->suggestion) == OFFER_REWRITE;
    for (size_t k = start; k < marks->words.count && marks->words.items[k].start < span->end; k++)
        part->edited += marks->items[k].changed && (anywhere || (k > first && k < last));
}

static void count_words(const struct harvest_input *input, const struct marks *marks, struct part *part) {
    struct spans prose = {0};
    size_t at = 0;
    passage_find_prose(&part->passage, input->now, input->format, &prose);
    for (size_t k = find_word(&marks->words, part->passage.span.start);
         k < marks->words.count && marks->words.items[k].start < part->passage.span.end; k++) {
        const struct mark *mark = &marks->items[k];
        if (!has_word(&prose, &at, marks->words.items[k]))
            continue;
        part->words++;
        part->changed += mark->changed;
        part->typed += mark->origin == ORIGIN_TYPED;
        part->foreign += mark->origin == ORIGIN_PASTED || mark->origin == ORIGIN_SUGGESTED;
    }
    count_edited(input, marks, part);
    part->secret = part->secret || secret_find(input->now + part->passage.span.start,
                                               part->passage.span.end - part->passage.span.start);
    spans_finish(&prose);
}

static bool has_changed(const struct marks *marks, const struct passage *passage) {
    for (size_t k = find_word(&marks->words, passage->span.start);
         k < marks->words.count && marks->words.items[k].start < passage->span.end; k++)
        if (marks->items[k].changed)
            return true;
    return false;
}

static struct part *add_part(struct parts *parts, struct passage passage, bool cut) {
    MEM_RESERVE(parts->items, parts->count, parts->capacity);
    parts->items[parts->count] = (struct part){.passage = passage, .cut = cut};
    return &parts->items[parts->count++];
}

/* Pieces of about equal length, none over SAMPLE_WORDS_MAX unless a single sentence is. */
static void add_pieces(const struct harvest_input *input, const struct passage *passage, size_t words,
                       struct parts *out) {
    struct spans sentences = {0};
    size_t len;
    char *text = passage_copy_text(passage, input->now, &len);
    bool secret = secret_find(text, len);
    sentences_find(text, len, &sentences);
    size_t pieces = (words + SAMPLE_WORDS_MAX - 1) / SAMPLE_WORDS_MAX;
    size_t most = words / pieces + SAMPLE_WORDS_MIN; /* a little more, lest a few words be left over */
    most = most < SAMPLE_WORDS_MAX ? most : SAMPLE_WORDS_MAX;
    for (size_t first = 0; first < sentences.count;) {
        size_t behind = first, count = 0;
        while (behind < sentences.count) {
            struct span *sentence = &sentences.items[behind];
            size_t more = words_count(text + sentence->start, sentence->end - sentence->start);
            if (behind > first && count + more > most)
                break;
            count += more;
            behind++;
        }
        add_part(out, passage_cut(passage, sentences.items[first].start, sentences.items[behind - 1].end), true)
            ->secret = secret;
        first = behind;
    }
    spans_finish(&sentences);
    free(text);
}

void parts_find(const struct harvest_input *input, struct parts *out) {
    struct marks marks = {0};
    struct passages passages = {0};
    find_marks(input, &marks);
    passages_find(input->now, input->now_len, input->format, &passages);
    for (size_t k = 0; k < passages.count; k++) {
        const struct passage *passage = &passages.items[k];
        size_t words = find_word(&marks.words, passage->span.end) - find_word(&marks.words, passage->span.start);
        if (words > SAMPLE_WORDS_MAX) {
            add_pieces(input, passage, words, out);
        } else if (passage->lines.count > 0) {
            size_t len;
            char *text = passage_copy_text(passage, input->now, &len);
            if (len > 0)
                add_part(out, passage_cut(passage, 0, len), false);
            free(text);
        }
    }
    for (size_t k = 0; k < out->count; k++)
        if (has_changed(&marks, &out->items[k].passage)) /* in a long document hardly any */
            count_words(input, &marks, &out->items[k]);
    passages_finish(&passages);
    spans_finish(&marks.words);
    free(marks.items);
}

void parts_finish(struct parts *parts) {
    for (size_t k = 0; k < parts->count; k++)
        spans_finish(&parts->items[k].passage.lines);
    free(parts->items);
    *parts = (struct parts){0};
}
