/* Rewrites: which passages, what the model is shown, and how its answer becomes edits.
 *
 * A plan is a passage of its own, also when only a part of one was selected: its lines are cut to the selection, so
 * that everything behind (guard, differences, mapping to the document) sees just those bytes. */
#include "core/writing/write.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/guard/guard.h"
#include "core/guard/plausible.h"
#include "core/guard/protected.h"
#include "core/guard/shape.h"
#include "core/model/answer.h"
#include "core/text/diff.h"
#include "core/text/passage_cut.h"
#include "core/text/words.h"
#include "core/writing/write_breaks.h"
#include "core/writing/write_context.h"
#include "core/writing/write_spacing.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT_BYTES 600 /* in front and behind: a paragraph or two */

/* --- the part of a passage that was selected --- */

/* The range of the passage's text that stands in [start, end) of the document, without white space around it. */
static struct span find_selected(const struct passage *passage, const char *text, size_t start, size_t end) {
    struct span selected = {0, 0};
    size_t offset = 0;
    bool any = false;
    for (size_t k = 0; k < passage->lines.count; k++) {
        struct span line = passage->lines.items[k];
        size_t from = start > line.start ? start : line.start, to = end < line.end ? end : line.end;
        if (from < to) {
            selected.start = any ? selected.start : offset + from - line.start;
            selected.end = offset + to - line.start;
            any = true;
        }
        offset += line.end - line.start + 1;
    }
    while (selected.start < selected.end && strchr(" \t\n", text[selected.start]) != NULL)
        selected.start++;
    while (selected.end > selected.start && strchr(" \t\n", text[selected.end - 1]) != NULL)
        selected.end--;
    return selected;
}

static bool is_half_in(const struct protected_spans *pieces, const struct piece *piece, struct span span) {
    if (piece->span.start < span.start || piece->span.end > span.end || piece->partner == PIECE_NONE)
        return false;
    const struct piece *other = &pieces->items[piece->partner];
    return other->span.start < span.start || other->span.end > span.end;
}

/* A selection that cuts through markup takes all of it: half a link cannot be kept whole. */
static struct span take_whole_markup(const char *text, size_t len, enum format format, struct span span) {
    struct protected_spans pieces;
    bool grown = span.start < span.end && (span.start > 0 || span.end < len); /* there is something to grow by */
    if (!grown)
        return span;
    protected_find(text, len, format, &pieces);
    while (grown) {
        grown = false;
        for (size_t k = 0; k < pieces.count; k++) {
            const struct piece *piece = &pieces.items[k];
            struct span whole = piece->span;
            bool touched = whole.start < span.end && span.start < whole.end;
            if (touched && is_half_in(&pieces, piece, span))
                whole = pieces.items[piece->partner].span;
            if (touched && piece->kind != MARKUP_NUMBER && (whole.start < span.start || whole.end > span.end)) {
                span.start = whole.start < span.start ? whole.start : span.start;
                span.end = whole.end > span.end ? whole.end : span.end;
                grown = true;
            }
        }
    }
    protected_finish(&pieces);
    return span;
}

/* --- plans --- */

/* Heading marks or a list marker right in front of the text, with the space behind it. Its length; 0: none. */
static size_t match_marker(const char *at, size_t len) {
    size_t marks = 0;
    while (marks < len && at[marks] == '#')
        marks++;
    if (!marks && len && strchr("-*+", at[0]))
        marks = 1;
    if (!marks) {
        while (marks < len && at[marks] >= '0' && at[marks] <= '9')
            marks++;
        marks = marks && marks < len && strchr(".)", at[marks]) ? marks + 1 : 0;
    }
    size_t space = marks;
    while (space < len && (at[space] == ' ' || at[space] == '\t'))
        space++;
    return marks && space > marks ? space : 0;
}

/* Without it a model does not know that a line is a heading or a list item. The caller frees. */
static char *copy_marker(const char *data, const struct passage *passage, const struct passage *whole) {
    size_t end = passage->span.start, start = end;
    if (whole->kind == PASSAGE_PARAGRAPH || whole->span.start != end)
        return mem_copy_text("");
    while (start && data[start - 1] != '\n' && data[start - 1] != '\r')
        start--;
    for (; start < end; start++)
        if (match_marker(data + start, end - start) == end - start)
            return mem_copy(data + start, end - start);
    return mem_copy_text("");
}

struct plans {
    struct rewrite_plan *items;
    size_t count;
    size_t capacity;
    size_t words;
    size_t width; /* of the document */
};

static void add_plan(const struct document *document, const struct passage *passage, struct span selected,
                     struct plans *plans) {
    const struct text *text = document_get_text(document);
    const char *data = text_get_data(text);
    if (selected.start >= selected.end)
        return;
    struct rewrite_plan plan = {.passage = passage_cut(passage, selected.start, selected.end)};
    size_t len;
    plan.text = passage_copy_text(&plan.passage, data, &len);
    plan.marker = copy_marker(data, &plan.passage, passage);
    plan.marked = mem_format("%s%s", plan.marker, plan.text);
    if (plan.passage.span.start == passage->span.start && plan.passage.span.end == passage->span.end)
        plan.wrap = wrap_find(data, passage, plans->width); /* not where half a line was selected */
    plan.before = context_copy_before(data, plan.passage.span.start, CONTEXT_BYTES);
    plan.after = context_copy_after(data, text_get_len(text), plan.passage.span.end, CONTEXT_BYTES);
    MEM_RESERVE(plans->items, plans->count, plans->capacity);
    plans->items[plans->count++] = plan;
    plans->words += words_count(plan.text, len);
}

static void plan_passage(const struct document *document, const struct passage *passage, size_t start, size_t end,
                         struct plans *plans) {
    size_t len;
    char *text = passage_copy_text(passage, text_get_data(document_get_text(document)), &len);
    struct span selected = find_selected(passage, text, start, end);
    selected = take_whole_markup(text, len, document_get_format(document), selected);
    add_plan(document, passage, selected, plans);
    free(text);
}

/* Editors whose cursor is a block (Helix, Kakoune) have no empty selection: one character stands for the cursor. */
static bool is_cursor(const struct text *text, size_t start, size_t end) {
    size_t next = start;
    if (start < end)
        utf8_next(text_get_data(text), text_get_len(text), &next);
    return next >= end;
}

bool write_plan(const struct document *document, size_t start, size_t end, size_t max_words,
                struct rewrite_plan **plans, size_t *count, struct error *error) {
    const struct text *text = document_get_text(document);
    struct passages passages = {0};
    struct plans found = {0};
    if (is_cursor(text, start, end))
        end = start;
    passages_find(text_get_data(text), text_get_len(text), document_get_format(document), &passages);
    found.width = wrap_find_width(text_get_data(text), &passages);
    if (start == end) {
        const struct passage *passage = passages_find_at(&passages, start);
        if (passage != NULL)
            plan_passage(document, passage, passage->span.start, passage->span.end, &found);
    }
    for (size_t k = 0; start < end && k < passages.count; k++) {
        const struct passage *passage = &passages.items[k];
        if (passage->span.start < end && start < passage->span.end)
            plan_passage(document, passage, start, end, &found);
    }
    passages_finish(&passages);
    bool good = true;
    if (document_get_format(document) == FORMAT_NONE)
        good = error_set(error, ERROR_REFUSED, "this is of no kind that prosed knows as prose; it is left alone");
    else if (found.words == 0)
        good = error_set(error, ERROR_NEEDLESS,
                         start == end ? "there is no prose at the cursor" : "there is no prose in the selection");
    else if (max_words > 0 && found.words > max_words)
        good = error_set(error, ERROR_LIMIT,
                         "%zu words are more than rewrite.max_words allows (%zu); select less, or raise it in the "
                         "settings",
                         found.words, max_words);
    if (!good) {
        write_plans_finish(found.items, found.count);
        found = (struct plans){0};
    }
    *plans = found.items;
    *count = found.count;
    return good;
}

void write_plan_passage(const char *data, const struct passage *passage, struct rewrite_plan *plan) {
    size_t len;
    *plan = (struct rewrite_plan){.text = passage_copy_text(passage, data, &len)};
    plan->passage = passage_cut(passage, 0, len);
    plan->marker = copy_marker(data, &plan->passage, passage);
    plan->marked = mem_format("%s%s", plan->marker, plan->text);
}

void write_plan_finish(struct rewrite_plan *plan) {
    spans_finish(&plan->passage.lines);
    free(plan->text);
    free(plan->marker);
    free(plan->marked);
    free(plan->before);
    free(plan->after);
    *plan = (struct rewrite_plan){0};
}

void write_plans_finish(struct rewrite_plan *plans, size_t count) {
    for (size_t k = 0; k < count; k++)
        write_plan_finish(&plans[k]);
    free(plans);
}

void write_ask_rewrite(struct rewrite_plan *plan, enum format format, const struct list *preferences,
                       const char *instruction, struct question *out) {
    plan->preferences = preferences;
    *out = (struct question){.op = OP_REWRITE,
                             .format = format,
                             .preferences = preferences,
                             .passage = plan->marked,
                             .before = plan->before,
                             .after = plan->after,
                             .instruction = instruction};
}

/* From the passage's text to what it is to be, as edits of the document. */
static void add_edits(const struct rewrite_plan *plan, enum format format, const char *wanted, const char *guarded,
                      struct edits *edits) {
    struct edits changes = {0}, spaced = {0}, broken = {0};
    diff_words(plan->text, strlen(plan->text), guarded, strlen(guarded), &changes);
    spacing_add_edits(plan->text, wanted, &changes, &spaced); /* the guard keeps the spaces of the original */
    breaks_keep(plan->text, &spaced, &broken);
    char *text = edits_apply(&broken, plan->text, strlen(plan->text), NULL);
    if (plan->wrap.width == 0 || !wrap_add_edits(&plan->wrap, &plan->passage, plan->text, text, format, edits))
        passage_map_edits(&plan->passage, &broken, edits);
    free(text);
    edits_finish(&changes);
    edits_finish(&spaced);
    edits_finish(&broken);
}

typedef char *guard_run(const char *original, const char *answer, enum format format, int *repaired,
                        struct error *error);

static bool take_text(const struct rewrite_plan *plan, enum format format, const char *text, guard_run *guard,
                      struct edits *edits, struct error *error) {
    /* The marker stays as it is, whatever the answer made of it: a list has to stay one list. */
    const char *body = text + (*plan->marker ? match_marker(text, strlen(text)) : 0);
    if (strcmp(body, plan->text) == 0)
        return true;
    char *guarded = guard(plan->text, body, format, NULL, error);
    if (guarded == NULL)
        return false;
    add_edits(plan, format, body, guarded, edits);
    free(guarded);
    return true;
}

/* What the guard made of an answer has to be as plausible as the answer was: its repairs may lose no sentence either.
 */
static char *guard_answer(const char *original, const char *answer, enum format format, int *repaired,
                          struct error *error) {
    char *guarded = guard_check(original, answer, format, repaired, error);
    if (guarded && strcmp(guarded, original) != 0 &&
        plausible_check(original, NULL, guarded, false, error) != PLAUSIBLE_REWRITE) {
        free(guarded);
        guarded = NULL;
    }
    return guarded;
}

bool write_read_rewrite(const struct rewrite_plan *plan, enum format format, const char *answer, bool cut_off,
                        bool instructed, struct edits *edits, struct error *error) {
    char *read = answer_read_rewrite(answer, plan->marked, cut_off, error);
    enum plausible plausible =
        read ? plausible_check(plan->marked, plan->preferences, read, instructed, error) : PLAUSIBLE_NOT;
    bool taken = plausible == PLAUSIBLE_NO_CHANGE ||
                 (plausible == PLAUSIBLE_REWRITE &&
                  take_text(plan, format, read, instructed ? guard_check : guard_answer, edits, error));
    free(read);
    return taken;
}

bool write_take_rewrite(const struct rewrite_plan *plan, enum format format, const char *text, struct edits *edits,
                        struct error *error) {
    return take_text(plan, format, text, guard_check_verbatim, edits, error);
}

size_t write_keep_structure(const struct document *document, struct edits *edits) {
    const struct text *text = document_get_text(document);
    return shape_keep(text_get_data(text), text_get_len(text), document_get_format(document), edits);
}
