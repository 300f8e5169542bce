/* Word differences. The tokens are matched without regard to white space: first whole paragraphs that are equal, then
 * tokens in between. What lies between two neighbouring matches then becomes an edit if it differs, white space
 * included, cut to what is needed: so a reflowed text gives no edits and a new word brings just one space along. */
#include "core/text/diff.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/text/match.h"
#include "core/text/token.h"

#include <stdlib.h>
#include <string.h>

#define SHORT_WORD_BYTES 3 /* "the", "and", "of": a match that means nothing between two rewritten stretches */

struct side {
    const char *data;
    size_t len;
    struct tokens tokens;
};

struct diff {
    struct side a;
    struct side b;
    struct vocabulary *vocabulary;
    size_t *pairs; /* by token of a, see match.h */
};

struct paragraphs {
    size_t *starts; /* tokens; one more at the end: the count of tokens */
    uint32_t *ids;
    size_t count;
};

static void start_diff(struct diff *diff, const char *a, size_t a_len, const char *b, size_t b_len) {
    *diff = (struct diff){.a = {.data = a, .len = a_len}, .b = {.data = b, .len = b_len}};
    diff->vocabulary = vocabulary_create();
    tokens_find(a, a_len, diff->vocabulary, &diff->a.tokens);
    tokens_find(b, b_len, diff->vocabulary, &diff->b.tokens);
}

static void finish_diff(struct diff *diff) {
    tokens_finish(&diff->a.tokens);
    tokens_finish(&diff->b.tokens);
    vocabulary_destroy(diff->vocabulary);
    free(diff->pairs);
}

static void find_paragraphs(const struct side *side, struct vocabulary *vocabulary, struct paragraphs *out) {
    const struct tokens *tokens = &side->tokens;
    out->starts = mem_grow(NULL, tokens->count + 1, sizeof *out->starts);
    out->ids = mem_grow(NULL, tokens->count + 1, sizeof *out->ids);
    for (size_t i = 0; i < tokens->count; i++) {
        if (i == 0 ||
            white_classify(side->data, tokens->spans[i - 1].end, tokens->spans[i].start) == WHITE_EMPTY_LINE) {
            out->starts[out->count++] = i;
        }
    }
    out->starts[out->count] = tokens->count;
    for (size_t i = 0; i < out->count; i++) {
        out->ids[i] = vocabulary_add(vocabulary, tokens->ids + out->starts[i],
                                     (out->starts[i + 1] - out->starts[i]) * sizeof *tokens->ids);
    }
}

static void match_tokens(struct diff *diff, size_t a, size_t a_end, size_t b, size_t b_end) {
    match_find(diff->a.tokens.ids + a, a_end - a, diff->b.tokens.ids + b, b_end - b, b, diff->pairs + a);
}

/* Equal paragraphs are matched as a whole: that keeps the search for tokens local, hence fast and sensible. */
static void match_texts(struct diff *diff) {
    struct vocabulary *vocabulary = vocabulary_create();
    struct paragraphs a = {0};
    struct paragraphs b = {0};
    find_paragraphs(&diff->a, vocabulary, &a);
    find_paragraphs(&diff->b, vocabulary, &b);
    size_t *equal = mem_grow(NULL, a.count + 1, sizeof *equal);
    match_find(a.ids, a.count, b.ids, b.count, 0, equal);
    diff->pairs = mem_grow(NULL, diff->a.tokens.count + 1, sizeof *diff->pairs);
    size_t a_done = 0;
    size_t b_done = 0;
    for (size_t i = 0; i <= a.count; i++) {
        if (i < a.count && equal[i] == MATCH_NONE) {
            continue;
        }
        size_t b_start = b.starts[i < a.count ? equal[i] : b.count];
        match_tokens(diff, a_done, a.starts[i], b_done, b_start);
        a_done = a.starts[i];
        b_done = b_start;
        for (; i < a.count && a_done < a.starts[i + 1]; a_done++, b_done++) {
            diff->pairs[a_done] = b_done;
        }
    }
    free(equal);
    free(a.starts);
    free(a.ids);
    free(b.starts);
    free(b.ids);
    vocabulary_destroy(vocabulary);
}

static bool is_word(const struct side *side, size_t token) {
    size_t offset = side->tokens.spans[token].start;
    int32_t first = utf8_next(side->data, side->len, &offset);
    return utf8_is_letter(first) || utf8_is_digit(first);
}

static bool holds_word(const struct side *side, size_t start, size_t end) {
    while (start < end && !is_word(side, start)) {
        start++;
    }
    return start < end;
}

/* Punctuation, or one short word, says nothing when all around it is new. */
static bool is_weak(const struct side *side, size_t start, size_t end) {
    struct span first = side->tokens.spans[start];
    return !holds_word(side, start, end) || (end - start == 1 && first.end - first.start <= SHORT_WORD_BYTES);
}

/* Where the run of matches that starts at this token ends: its pairs follow one another on both sides. */
static size_t find_run_end(const struct diff *diff, size_t start) {
    size_t end = start + 1;
    while (end < diff->a.tokens.count && diff->pairs[end] == diff->pairs[end - 1] + 1) {
        end++;
    }
    return end;
}

/* Unmatches weak runs of matches that have replaced words on both sides: one edit reads better than three. */
static void drop_weak_matches(struct diff *diff) {
    size_t *pairs = diff->pairs;
    size_t count = diff->a.tokens.count;
    bool replaced = false; /* words on both sides between the last run that was kept and this one */
    for (size_t start = 0, next; start < count; start = next) {
        size_t end = start;
        size_t b_end = 0;
        if (pairs[start] != MATCH_NONE) {
            end = find_run_end(diff, start);
            b_end = pairs[end - 1] + 1;
        }
        for (next = end; next < count && pairs[next] == MATCH_NONE;) {
            next++;
        }
        size_t b_next = next < count ? pairs[next] : diff->b.tokens.count;
        bool replaced_next = holds_word(&diff->a, end, next) && holds_word(&diff->b, b_end, b_next);
        if (replaced && replaced_next && end > start && is_weak(&diff->a, start, end)) {
            for (size_t i = start; i < end; i++) {
                pairs[i] = MATCH_NONE;
            }
        }
        replaced = replaced_next;
    }
}

static size_t skip_white(const char *data, size_t start, size_t end) {
    for (size_t next = start; next < end && utf8_is_space(utf8_next(data, end, &next));) {
        start = next;
    }
    return start;
}

static size_t skip_white_back(const char *data, size_t start, size_t end) {
    for (size_t next = end; next > start && utf8_is_space(utf8_previous(data, &next));) {
        end = next;
    }
    return end;
}

static void trim_start(const struct diff *diff, struct span *a, struct span *b) {
    size_t a_start = skip_white(diff->a.data, a->start, a->end);
    size_t b_start = skip_white(diff->b.data, b->start, b->end);
    if (white_classify(diff->a.data, a->start, a_start) == white_classify(diff->b.data, b->start, b_start)) {
        a->start = a_start;
        b->start = b_start;
    }
}

static void trim_end(const struct diff *diff, struct span *a, struct span *b) {
    size_t a_end = skip_white_back(diff->a.data, a->start, a->end);
    size_t b_end = skip_white_back(diff->b.data, b->start, b->end);
    if (white_classify(diff->a.data, a_end, a->end) == white_classify(diff->b.data, b_end, b->end)) {
        a->end = a_end;
        b->end = b_end;
    }
}

/* Words that go from the end of one line to the middle of the next, with nothing in their place: what stays of the
 * space around them is the line end, or else the first line would end in a space. */
static bool leaves_line_end(const struct diff *diff, struct span a, struct span b) {
    const char *data = diff->a.data;
    size_t start = skip_white(data, a.start, a.end);
    size_t end = skip_white_back(data, start, a.end);
    return skip_white(diff->b.data, b.start, b.end) == b.end &&
           white_classify(diff->b.data, b.start, b.end) == WHITE_SPACE && start > a.start && end < a.end &&
           !memchr(data + a.start, '\n', start - a.start) && memchr(data + start, '\n', end - start) &&
           !memchr(data + end, '\n', a.end - end);
}

/* What lies between two matches: an edit, unless only the kind of white space differs. Equal space at either end is
 * left alone; of the two around a word that goes, the one with a line end stays, so that no line ends in a space. */
static void add_edit(const struct diff *diff, struct span a, struct span b, struct edits *edits) {
    if (leaves_line_end(diff, a, b)) {
        edits_add(edits, a.start, a.end, "\n", 1);
        return;
    }
    size_t white_end = skip_white_back(diff->a.data, a.start, a.end);
    if (memchr(diff->a.data + white_end, '\n', a.end - white_end)) {
        trim_end(diff, &a, &b);
    }
    trim_start(diff, &a, &b);
    trim_end(diff, &a, &b);
    if (a.start < a.end || b.start < b.end) {
        edits_add(edits, a.start, a.end, diff->b.data + b.start, b.end - b.start);
    }
}

void diff_words(const char *a, size_t a_len, const char *b, size_t b_len, struct edits *edits) {
    struct diff diff;
    start_diff(&diff, a, a_len, b, b_len);
    match_texts(&diff);
    drop_weak_matches(&diff);
    struct span left = {0, 0}; /* ends of the last match */
    for (size_t i = 0; i < diff.a.tokens.count; i++) {
        if (diff.pairs[i] != MATCH_NONE) {
            struct span of_a = diff.a.tokens.spans[i];
            struct span of_b = diff.b.tokens.spans[diff.pairs[i]];
            add_edit(&diff, (struct span){left.start, of_a.start}, (struct span){left.end, of_b.start}, edits);
            left = (struct span){of_a.end, of_b.end};
        }
    }
    add_edit(&diff, (struct span){left.start, a_len}, (struct span){left.end, b_len}, edits);
    finish_diff(&diff);
}

/* Levenshtein's distance of two lists, a row at a time. inside: of a and the stretch of b that is nearest to it. */
static size_t measure_exactly(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, bool inside) {
    size_t *row = mem_grow(NULL, b_count + 1, sizeof *row);
    for (size_t j = 0; j <= b_count; j++) {
        row[j] = inside ? 0 : j;
    }
    for (size_t i = 0; i < a_count; i++) {
        size_t diagonal = row[0]++;
        for (size_t j = 0; j < b_count; j++) {
            size_t best = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            best = diagonal + 1 < best ? diagonal + 1 : best;
            row[j + 1] = row[j] + 1 < best ? row[j] + 1 : best;
        }
    }
    size_t distance = row[b_count];
    for (size_t j = 0; inside && j < b_count; j++) {
        distance = row[j] < distance ? row[j] : distance;
    }
    free(row);
    return distance;
}

/* From the matches, or from matching nothing: never less than the distance, and near it. */
static size_t measure_by_matches(struct diff *diff) {
    match_texts(diff);
    size_t distance = 0;
    size_t a_done = 0;
    size_t b_done = 0;
    for (size_t i = 0; i <= diff->a.tokens.count; i++) {
        bool end = i == diff->a.tokens.count;
        if (!end && diff->pairs[i] == MATCH_NONE) {
            continue;
        }
        size_t j = end ? diff->b.tokens.count : diff->pairs[i];
        distance += i - a_done > j - b_done ? i - a_done : j - b_done;
        a_done = i + 1;
        b_done = j + 1;
    }
    size_t longer = diff->a.tokens.count > diff->b.tokens.count ? diff->a.tokens.count : diff->b.tokens.count;
    return distance < longer ? distance : longer;
}

static size_t measure(struct diff *diff) {
    const uint32_t *a = diff->a.tokens.ids;
    const uint32_t *b = diff->b.tokens.ids;
    size_t a_count = diff->a.tokens.count;
    size_t b_count = diff->b.tokens.count;
    for (; a_count && b_count && *a == *b; a_count--, b_count--) {
        a++;
        b++;
    }
    for (; a_count && b_count && a[a_count - 1] == b[b_count - 1]; a_count--, b_count--) {
    }
    if (a_count == 0 || b_count == 0) {
        return a_count + b_count;
    }
    return a_count < LIMIT_DIFF_COST / b_count ? measure_exactly(a, a_count, b, b_count, false)
                                               : measure_by_matches(diff);
}

size_t diff_distance(const char *a, size_t a_len, const char *b, size_t b_len) {
    struct diff diff;
    start_diff(&diff, a, a_len, b, b_len);
    size_t distance = measure(&diff);
    finish_diff(&diff);
    return distance;
}

size_t diff_distance_inside(const char *a, size_t a_len, const char *b, size_t b_len) {
    struct diff diff;
    start_diff(&diff, a, a_len, b, b_len);
    size_t a_count = diff.a.tokens.count, b_count = diff.b.tokens.count;
    bool small = b_count == 0 || a_count < LIMIT_DIFF_COST / b_count;
    size_t distance =
        small ? measure_exactly(diff.a.tokens.ids, a_count, diff.b.tokens.ids, b_count, true) : measure(&diff);
    finish_diff(&diff);
    return distance;
}

double diff_ratio(const char *a, size_t a_len, const char *b, size_t b_len) {
    struct diff diff;
    start_diff(&diff, a, a_len, b, b_len);
    size_t longer = diff.a.tokens.count > diff.b.tokens.count ? diff.a.tokens.count : diff.b.tokens.count;
    double ratio = longer > 0 ? (double)measure(&diff) / (double)longer : 0;
    finish_diff(&diff);
    return ratio;
}
