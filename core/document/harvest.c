/* Harvest: the parts of a document that changed, grouped into samples.
 *
 * Parts (harvest_parts.h) that qualify and stand next to each other become one sample, so that a mail comes with its
 * greeting and a list with its heading. Advancing lays the sample's part of the text over the baseline, hunk by hunk;
 * what was not learned from stays a difference. */
#include "core/document/harvest.h"

#include "core/base/buf.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/document/harvest_parts.h"
#include "core/document/secret_files.h"
#include "core/text/diff.h"
#include "core/text/secret.h"

#include <stdlib.h>
#include <string.h>

/* --- which parts --- */

static bool is_edited_suggestion(const struct part *part) {
    return part->suggestion != 0 && part->edited >= HARVEST_EDITED_WORDS_MIN && part->words >= SAMPLE_WORDS_MIN &&
           part->words <= SAMPLE_WORDS_MAX && !part->secret && part->foreign <= part->typed + part->own;
}

static bool is_written(const struct part *part) {
    return part->changed > 0 && !part->secret && part->foreign <= part->typed && part->words <= SAMPLE_WORDS_MAX;
}

/* --- the text of a sample --- */

static size_t find_line_start(const char *data, size_t offset) {
    while (offset > 0 && data[offset - 1] != '\n' && data[offset - 1] != '\r')
        offset--;
    return offset;
}

static size_t find_line_end(const char *data, size_t len, size_t offset) {
    while (offset < len && data[offset] != '\n' && data[offset] != '\r')
        offset++;
    return offset;
}

/* A line of "=" or "-" under a heading. */
static size_t skip_underline(const char *data, size_t len, size_t offset) {
    size_t start = offset;
    while (start < len && (data[start] == '\n' || data[start] == '\r'))
        start++;
    size_t end = find_line_end(data, len, start), marks = start;
    while (marks < end && (data[marks] == '=' || data[marks] == '-'))
        marks++;
    return marks > start && bytes_are_blank(data + marks, end - marks) ? marks : offset;
}

/* One of several passages: with the marks that make it a heading or a list item. */
static void append_marked(const char *data, size_t len, const struct passage *passage, struct buf *out) {
    size_t line = find_line_start(data, passage->span.start), text_len;
    if (passage->kind == PASSAGE_HEADING) {
        size_t end = skip_underline(data, len, find_line_end(data, len, passage->span.end));
        buf_append(out, data + line, end - line);
        return;
    }
    if (passage->kind == PASSAGE_LIST_ITEM && !bytes_are_blank(data + line, passage->span.start - line))
        buf_append(out, data + line, passage->span.start - line);
    char *text = passage_copy_text(passage, data, &text_len);
    buf_append(out, text, text_len);
    free(text);
}

/* The break between two passages: a line end where they stand on neighbouring lines, else an empty line. */
static const char *find_break(const char *data, const struct passage *one, const struct passage *next) {
    size_t line = find_line_start(data, next->span.start), line_ends = 0;
    if (line <= one->span.end)
        return "\n";
    for (size_t k = one->span.end; k < line; k++)
        line_ends += data[k] == '\n' || (data[k] == '\r' && data[k + 1] != '\n');
    return line_ends == 1 ? "\n" : "\n\n";
}

static char *format_passages(const char *data, size_t len, const struct passage *const *passages, size_t count) {
    struct buf out = {0};
    size_t text_len;
    if (count == 1)
        return passage_copy_text(passages[0], data, &text_len);
    for (size_t k = 0; k < count; k++) {
        if (k > 0)
            buf_append_text(&out, find_break(data, passages[k - 1], passages[k]));
        append_marked(data, len, passages[k], &out);
    }
    return buf_take(&out);
}

/* --- what stood there before --- */

/* NULL if nothing did. cut: the sample is a piece of a passage, and so is what stood there. */
static char *copy_old_text(const struct harvest_input *input, const struct passages *then, struct span span, bool cut) {
    size_t start = hunks_map_start(&input->hunks, span.start), end = hunks_map_end(&input->hunks, span.end);
    if (start >= end)
        return NULL;
    if (cut)
        return mem_copy(input->then + start, end - start);
    const struct passage **found = mem_alloc((then->count + 1) * sizeof *found);
    size_t count = 0;
    for (size_t k = 0; k < then->count; k++)
        if (then->items[k].span.start < end && start < then->items[k].span.end)
            found[count++] = &then->items[k];
    char *text = count > 0 ? format_passages(input->then, input->then_len, found, count) : NULL;
    free(found);
    return text;
}

/* --- samples --- */

struct gathering {
    const struct harvest_input *input;
    const struct parts *parts;
    struct passages then; /* passages of the baseline */
    struct harvest *out;
};

static bool has_secret(const char *text) {
    return secret_find(text, strlen(text));
}

/* Takes text. What no passage holds by itself may stand where two were joined, or in what stood there before. */
static void keep_sample(struct gathering *gathering, struct harvest_sample sample, char *text, bool cut) {
    if (has_secret(text)) {
        free(text);
        return;
    }
    char *old = copy_old_text(gathering->input, &gathering->then, sample.span, cut);
    bool revised =
        old != NULL && diff_ratio(old, strlen(old), text, strlen(text)) < HARVEST_REVISE_RATIO && !has_secret(old);
    if (!revised)
        free(old);
    sample.text = text;
    sample.task_kind = revised ? TASK_REVISE : TASK_NOTES;
    sample.old_text = revised ? old : NULL;
    MEM_RESERVE(gathering->out->items, gathering->out->count, gathering->out->capacity);
    gathering->out->items[gathering->out->count++] = sample;
}

static void add_sample(struct gathering *gathering, size_t first, size_t behind, int64_t suggestion) {
    const struct part *parts = gathering->parts->items;
    const struct harvest_input *input = gathering->input;
    size_t words = 0, changed = 0, edited = 0, least = suggestion ? 0 : SAMPLE_CHANGED_WORDS_MIN;
    bool cut = false;
    const struct passage **passages = mem_alloc((behind - first) * sizeof *passages);
    for (size_t k = first; k < behind; k++) {
        words += parts[k].words;
        changed += parts[k].changed;
        edited += parts[k].edited;
        cut = cut || parts[k].cut;
        passages[k - first] = &parts[k].passage;
    }
    if (words >= SAMPLE_WORDS_MIN && changed >= least) {
        struct harvest_sample sample = {.suggestion = suggestion, .changed_words = suggestion ? edited : changed};
        sample.span = (struct span){parts[first].passage.span.start, parts[behind - 1].passage.span.end};
        keep_sample(gathering, sample, format_passages(input->now, input->now_len, passages, behind - first), cut);
    }
    free(passages);
}

/* Neighbours [first, behind) that were all written: one sample, or several of about equal length. */
static void add_group(struct gathering *gathering, size_t first, size_t behind) {
    const struct part *parts = gathering->parts->items;
    size_t words = 0;
    for (size_t k = first; k < behind; k++)
        words += parts[k].words;
    size_t samples = (words + SAMPLE_WORDS_MAX - 1) / SAMPLE_WORDS_MAX;
    size_t enough = samples > 1 ? words / samples : SAMPLE_WORDS_MAX;
    for (size_t start = first; start < behind;) {
        size_t end = start, count = 0;
        while (end < behind && (end == start || count + parts[end].words <= SAMPLE_WORDS_MAX) && count < enough) {
            /* A heading belongs to what follows it, not to what is full already. */
            bool heading = parts[end].passage.kind == PASSAGE_HEADING;
            if (heading && end > start && count * 4 >= enough * 3)
                break;
            count += parts[end++].words;
        }
        add_sample(gathering, start, end, 0);
        start = end;
    }
}

static void gather(struct gathering *gathering) {
    const struct parts *parts = gathering->parts;
    size_t first = 0;
    for (size_t k = 0; k < parts->count; k++) {
        const struct part *part = &parts->items[k];
        bool alone = is_edited_suggestion(part);
        if (!alone && is_written(part))
            continue;
        if (first < k)
            add_group(gathering, first, k);
        if (alone)
            add_sample(gathering, k, k + 1, part->suggestion);
        first = k + 1;
    }
    if (first < parts->count)
        add_group(gathering, first, parts->count);
}

static void find_samples(struct harvest_input *input, struct harvest *out) {
    struct parts parts = {0};
    struct gathering gathering = {.input = input, .parts = &parts, .out = out};
    parts_find(input, &parts);
    if (input->then_len > 0)
        passages_find(input->then, input->then_len, input->format, &gathering.then);
    gather(&gathering);
    passages_finish(&gathering.then);
    parts_finish(&parts);
}

static struct harvest_input make_input(const struct document *document) {
    const struct text *now = document_get_text(document), *then = document_get_baseline(document);
    return (struct harvest_input){.document = document,
                                  .now = text_get_data(now),
                                  .now_len = text_get_len(now),
                                  .then = text_get_data(then),
                                  .then_len = text_get_len(then),
                                  .format = document_get_format(document),
                                  .origins = document_get_origins(document)};
}

static bool may_be_read(const struct harvest_input *input) {
    const char *path = document_get_path(input->document);
    return input->now_len <= LIMIT_HARVEST_BYTES && input->then_len <= LIMIT_HARVEST_BYTES &&
           (path == NULL || !secret_file_is(path));
}

void harvest_find(const struct document *document, struct harvest *out) {
    struct harvest_input input = make_input(document);
    if (!may_be_read(&input) || origins_count(input.origins, 0, input.now_len, ORIGIN_TYPED) == 0)
        return;
    hunks_find(input.then, input.then_len, input.now, input.now_len, &input.hunks);
    if (input.hunks.count > 0)
        find_samples(&input, out);
    hunks_finish(&input.hunks);
}

void harvest_find_finished(const struct document *document, struct harvest *out) {
    struct harvest_input input = make_input(document);
    struct origins typed;
    if (!may_be_read(&input))
        return;
    origins_init(&typed, input.now_len, ORIGIN_TYPED);
    input.origins = &typed;
    input.then = "";
    input.then_len = 0;
    hunks_find(input.then, input.then_len, input.now, input.now_len, &input.hunks);
    find_samples(&input, out);
    hunks_finish(&input.hunks);
    origins_finish(&typed);
}

void harvest_finish(struct harvest *harvest) {
    for (size_t k = 0; k < harvest->count; k++) {
        free(harvest->items[k].text);
        free(harvest->items[k].old_text);
    }
    free(harvest->items);
    *harvest = (struct harvest){0};
}

/* --- advancing --- */

static size_t skip_blanks(const char *data, size_t offset, size_t end) {
    while (offset < end && bytes_are_blank(data + offset, 1))
        offset++;
    return offset;
}

static size_t skip_blanks_back(const char *data, size_t offset, size_t start) {
    while (offset > start && bytes_are_blank(data + offset - 1, 1))
        offset--;
    return offset;
}

/* What takes the place of a hunk's old side: the new one if it lies in the span; the old one if not; of a hunk that
 * reaches out of the span the part inside, next to the old text, which what is outside may still be a revision of. */
static void append_side(const struct harvest_input *input, const struct hunk *hunk, struct span span, struct buf *out) {
    const char *old = input->then + hunk->old_span.start;
    size_t old_len = hunk->old_span.end - hunk->old_span.start;
    struct span new = hunk->new_span;
    bool apart = new.end < span.start || new.start > span.end || (new.start < new.end &&new.end == span.start) ||
                 (new.start < new.end &&new.start == span.end);
    if (apart) {
        buf_append(out, old, old_len);
        return;
    }
    size_t start = new.start < span.start ? skip_blanks_back(input->now, span.start, new.start) : new.start;
    size_t end = new.end > span.end ? skip_blanks(input->now, span.end, new.end) : new.end;
    if (new.start < span.start)
        buf_append(out, old, old_len);
    buf_append(out, input->now + start, end - start);
    if (new.start >= span.start &&new.end > span.end)
        buf_append(out, old, old_len);
}

void harvest_advance(struct document *document, const struct harvest_sample *sample) {
    struct harvest_input input = make_input(document);
    struct buf baseline = {0};
    size_t done = 0;
    hunks_find(input.then, input.then_len, input.now, input.now_len, &input.hunks);
    for (size_t k = 0; k < input.hunks.count; k++) {
        const struct hunk *hunk = &input.hunks.items[k];
        buf_append(&baseline, input.then + done, hunk->old_span.start - done);
        append_side(&input, hunk, sample->span, &baseline);
        done = hunk->old_span.end;
    }
    buf_append(&baseline, input.then + done, input.then_len - done);
    document_set_baseline(document, text_create(buf_get(&baseline), baseline.len));
    buf_finish(&baseline);
    hunks_finish(&input.hunks);
}
