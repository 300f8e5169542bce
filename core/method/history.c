/* A history in memory. It is short (a benchmark has some tens of samples), so everything is found by walking. */
#include "core/method/history.h"

#include "core/base/mem.h"
#include "core/text/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- similarity --- */

static double multiply(const struct history_sample *a, const struct history_sample *b) {
    size_t len = a->vector_len < b->vector_len ? a->vector_len : b->vector_len;
    double sum = 0;
    for (size_t i = 0; i < len; i++)
        sum += a->vector[i] * b->vector[i];
    return sum;
}

static double compare_vectors(const struct history_sample *a, const struct history_sample *b) {
    double norm = sqrt(multiply(a, a) * multiply(b, b));
    return norm > 0 ? multiply(a, b) / norm : 0;
}

static void find_words(const char *text, struct list *words) {
    struct spans spans = {0};
    words_find(text, strlen(text), &spans);
    for (size_t i = 0; i < spans.count; i++) {
        char *word = mem_copy(text + spans.items[i].start, spans.items[i].end - spans.items[i].start);
        list_take(words, text_fold(word));
        free(word);
    }
    spans_finish(&spans);
}

static int compare_words(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t count_run(const struct list *words, size_t start) {
    size_t end = start + 1;
    while (end < words->count && strcmp(words->items[end], words->items[start]) == 0)
        end++;
    return end - start;
}

/* The sum over words of count in a times count in b; both are sorted. */
static double multiply_counts(const struct list *a, const struct list *b) {
    double sum = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        int order = strcmp(a->items[i], b->items[j]);
        size_t a_run = count_run(a, i), b_run = count_run(b, j);
        sum += order == 0 ? (double)a_run * (double)b_run : 0;
        i += order <= 0 ? a_run : 0;
        j += order >= 0 ? b_run : 0;
    }
    return sum;
}

static double compare_texts(const char *a, const char *b) {
    struct list a_words = {0}, b_words = {0};
    find_words(a ? a : "", &a_words);
    find_words(b ? b : "", &b_words);
    if (a_words.count)
        qsort(a_words.items, a_words.count, sizeof *a_words.items, compare_words);
    if (b_words.count)
        qsort(b_words.items, b_words.count, sizeof *b_words.items, compare_words);
    double norm = sqrt(multiply_counts(&a_words, &a_words) * multiply_counts(&b_words, &b_words));
    double similarity = norm > 0 ? multiply_counts(&a_words, &b_words) / norm : 0;
    list_finish(&a_words);
    list_finish(&b_words);
    return similarity;
}

static double get_similarity(const struct history_sample *a, const struct history_sample *b) {
    return a->vector && b->vector ? compare_vectors(a, b) : compare_texts(a->sample.task, b->sample.task);
}

/* --- retrieval --- */

/* The best k by similarity, best first; of equal ones the newer first. */
static size_t find_similar(const struct history *history, const struct history_sample *task,
                           const struct retrieval *retrieval, size_t *out) {
    double *best = mem_alloc((retrieval->most + 1) * sizeof *best);
    size_t count = 0;
    for (size_t i = history->count; i-- > 0;) {
        double similarity = get_similarity(&history->items[i], task);
        if (retrieval->has_floor && similarity < retrieval->floor)
            continue;
        size_t at = count;
        while (at > 0 && best[at - 1] < similarity)
            at--;
        if (at == retrieval->most)
            continue;
        count += count < retrieval->most;
        memmove(best + at + 1, best + at, (count - at - 1) * sizeof *best);
        memmove(out + at + 1, out + at, (count - at - 1) * sizeof *out);
        best[at] = similarity;
        out[at] = i;
    }
    free(best);
    return count;
}

size_t history_find_related(const struct history *history, const struct history_sample *task,
                            const struct retrieval *retrieval, size_t *out) {
    if (!retrieval->most)
        return 0;
    if (retrieval->mode == RETRIEVAL_SIMILAR)
        return find_similar(history, task, retrieval, out);
    size_t count = 0, start = history->count;
    const char *source = task->source ? task->source : "";
    bool any = retrieval->mode == RETRIEVAL_NEWEST;
    while (start > 0 && count < retrieval->most) {
        const char *other = history->items[--start].source;
        count += any || strcmp(other ? other : "", source) == 0;
    }
    for (size_t i = start, at = 0; at < count; i++) {
        const char *other = history->items[i].source;
        if (any || strcmp(other ? other : "", source) == 0)
            out[at++] = i;
    }
    return count;
}

/* --- growing --- */

/* What was asked and answered is remembered, so that it is not asked again. */
static void add_scores(struct history *history, const struct prose_result *result) {
    for (size_t i = 0; i < result->candidate_count; i++) {
        const struct prose_candidate *candidate = &result->candidates[i];
        for (size_t j = 0; j < candidate->check_count; j++) {
            const struct prose_check *check = &candidate->checks[j];
            if (check->how != CHECK_CALLED || !check->remembered)
                continue;
            MEM_RESERVE(history->scores, history->score_count, history->score_capacity);
            history->scores[history->score_count++] = (struct prose_score){
                .preference = mem_copy_text(candidate->preference), .sample = check->sample, .score = check->score};
        }
    }
}

void history_add(struct history *history, const struct history_sample *task, const struct prose_result *result) {
    MEM_RESERVE(history->items, history->count, history->capacity);
    struct history_sample *item = &history->items[history->count];
    *item = (struct history_sample){.sample = task->sample};
    item->sample.id = (int64_t)history->count++;
    item->sample.task = mem_copy_text(result->task ? result->task : task->sample.task);
    item->sample.text = mem_copy_text(task->sample.text);
    item->source = mem_copy_text(task->source);
    if (task->vector) {
        item->vector = (double *)mem_copy((const char *)task->vector, task->vector_len * sizeof(double));
        item->vector_len = task->vector_len;
    }
    list_copy(&item->stored, &result->stored);
    add_scores(history, result);
}

void history_finish(struct history *history) {
    for (size_t i = 0; i < history->count; i++) {
        free((char *)history->items[i].sample.task);
        free((char *)history->items[i].sample.text);
        free((char *)history->items[i].source);
        free((double *)history->items[i].vector);
        list_finish(&history->items[i].stored);
    }
    for (size_t i = 0; i < history->score_count; i++)
        free((char *)history->scores[i].preference);
    free(history->items);
    free(history->scores);
    *history = (struct history){0};
}
