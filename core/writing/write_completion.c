/* Completions: what stands around the cursor, and how a model's answer is joined to it.
 *
 * Models repeat what they were shown, go on for too long, and know nothing of the space before the cursor. So an answer
 * goes through a row of small steps, each on plain text: cut off what stands in front, what stands behind, what is more
 * than one sentence; then set the first letter and the spaces at both ends. */
#include "core/writing/write.h"

#include "core/base/mem.h"
#include "core/base/printable.h"
#include "core/guard/plausible.h"
#include "core/guard/shape.h"
#include "core/model/answer.h"
#include "core/text/hunks.h"
#include "core/text/words.h"
#include "core/writing/write_context.h"
#include "core/writing/write_join.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BEFORE_BYTES  1200
#define AFTER_BYTES   400
#define PASSAGE_BYTES 4000 /* of the passage itself, on either side of the cursor: a line may hold a whole book */

/* --- planning --- */

/* A place in a passage: text of the passage in front of the cursor and behind it. */
struct place {
    size_t start; /* of the passage, in the document */
    size_t end;
    char *before;
    char *after;
};

static bool is_in_markup(const char *text, size_t len, enum format format, size_t offset) {
    struct markups markups = {0};
    bool inside = false;
    markup_find(text, len, format, &markups);
    for (size_t k = 0; k < markups.count; k++) {
        const struct markup *markup = &markups.items[k];
        inside = inside || (markup->kind != MARKUP_NUMBER && markup->kind != MARKUP_STRUCTURE &&
                            markup->span.start < offset && offset < markup->span.end);
    }
    markups_finish(&markups);
    return inside;
}

/* The cursor's offset in the passage's text; false if it stands in the prefix of a line. Blanks behind a line's content
 * count as its end. */
static bool find_text_offset(const struct passage *passage, const char *data, size_t offset, size_t *out) {
    size_t before = 0;
    for (size_t k = 0; k < passage->lines.count; k++) {
        struct span line = passage->lines.items[k];
        bool last = k + 1 == passage->lines.count;
        if (offset >= line.start && (last || offset < passage->lines.items[k + 1].start)) {
            *out = before + (offset < line.end ? offset : line.end) - line.start;
            return offset <= line.end || memchr(data + line.end, '\n', offset - line.end) == NULL;
        }
        before += line.end - line.start + 1;
    }
    return false;
}

enum finding { FOUND, NO_PROSE, IN_MARKUP };

/* The passage at offset of a text, cut there. skip: bytes at offset that are not part of the document (see below). */
static enum finding find_place(const char *data, size_t len, enum format format, size_t offset, size_t skip,
                               struct place *place) {
    struct passages passages = {0};
    enum finding finding = NO_PROSE;
    passages_find(data, len, format, &passages);
    const struct passage *passage = passages_find_at(&passages, offset);
    size_t at, text_len;
    if (passage != NULL && find_text_offset(passage, data, offset, &at)) {
        char *text = passage_copy_text(passage, data, &text_len);
        finding = is_in_markup(text, text_len, format, at) ? IN_MARKUP : FOUND;
        if (finding == FOUND) {
            size_t blank = offset > passage->span.end ? offset - passage->span.end : 0;
            size_t end = passage->span.end - skip;
            place->start = passage->span.start;
            place->end = end > offset ? end : offset;
            place->before = mem_format("%.*s%.*s", (int)at, text, (int)blank, data + passage->span.end);
            place->after = mem_copy(text + at + skip, text_len - at - skip);
        }
        free(text);
    }
    passages_finish(&passages);
    return finding;
}

/* On an empty line there is no passage yet: there would be if a word stood there, or else it is code or the like. */
static enum finding find_new_place(const char *data, size_t len, enum format format, size_t offset,
                                   struct place *place) {
    char *tried = mem_alloc(len + 2);
    memcpy(tried, data, offset);
    tried[offset] = 'x';
    memcpy(tried + offset + 1, data + offset, len - offset);
    enum finding finding = find_place(tried, len + 1, format, offset, 1, place);
    free(tried);
    return finding;
}

static bool is_after_blank(const char *data, size_t offset) {
    return offset == 0 || strchr(" \t\n", data[offset - 1]) != NULL;
}

/* How many bytes at the end of `before` are a sentence that was begun. */
static size_t find_begun(const char *before) {
    struct spans sentences = {0};
    /* A word put behind tells: it begins a sentence, or belongs to the last one ("e.g. Word"). */
    char *probe = mem_format("%s Xyz", before);
    sentences_find(probe, strlen(probe), &sentences);
    size_t len = strlen(before), begun = 0;
    if (sentences.count > 0 && sentences.items[sentences.count - 1].start < len)
        begun = len - sentences.items[sentences.count - 1].start;
    spans_finish(&sentences);
    free(probe);
    return bytes_are_blank(before + len - begun, begun) ? 0 : begun;
}

/* What of the passage is near the cursor. false: all of it. */
static bool cut_before(struct place *place) {
    size_t len = strlen(place->before);
    if (len <= PASSAGE_BYTES)
        return false;
    char *near = context_copy_before(place->before, len, PASSAGE_BYTES);
    free(place->before);
    place->before = near;
    return true;
}

static bool cut_after(struct place *place) {
    size_t len = strlen(place->after);
    if (len <= PASSAGE_BYTES)
        return false;
    char *near = context_copy_after(place->after, len, 0, PASSAGE_BYTES);
    free(place->after);
    place->after = near;
    return true;
}

bool write_plan_completion(const struct document *document, size_t offset, struct completion_plan *plan,
                           struct error *error) {
    const char *data = text_get_data(document_get_text(document));
    size_t len = text_get_len(document_get_text(document));
    enum format format = document_get_format(document);
    struct place place = {0};
    *plan = (struct completion_plan){0};
    enum finding finding = find_place(data, len, format, offset, 0, &place);
    if (finding == NO_PROSE && is_after_blank(data, offset))
        finding = find_new_place(data, len, format, offset, &place);
    if (finding != FOUND)
        return error_set(error, ERROR_NOT_FOUND, "%s",
                         finding == IN_MARKUP ? "the cursor is inside code, a link or other markup"
                                              : "there is no prose at the cursor");
    size_t start = place.start < offset ? place.start : offset, end = place.end > offset ? place.end : offset;
    char *front = context_copy_before(data, start, cut_before(&place) ? 0 : BEFORE_BYTES);
    char *back = context_copy_after(data, len, end, cut_after(&place) ? 0 : AFTER_BYTES);
    plan->begun = find_begun(place.before);
    plan->rest = strlen(place.after);
    plan->mid_sentence = plan->begun > 0;
    plan->before = mem_format("%s%s", front, place.before);
    plan->after = mem_format("%s%s", place.after, back);
    free(front);
    free(back);
    free(place.before);
    free(place.after);
    return true;
}

void write_completion_plan_finish(struct completion_plan *plan) {
    free(plan->before);
    free(plan->after);
    *plan = (struct completion_plan){0};
}

void write_ask_completion(struct completion_plan *plan, enum format format, const struct list *preferences,
                          struct question *out) {
    plan->preferences = preferences;
    *out = (struct question){
        .op = OP_COMPLETE, .format = format, .preferences = preferences, .before = plan->before, .after = plan->after};
}

/* --- reading --- */

/* A list item, a heading: nothing that a sentence goes on with. */
static bool starts_block(const char *text) {
    text += strspn(text, " \t\r\n");
    size_t digits = strspn(text, "0123456789"), marks = strspn(text, "#");
    bool number = digits > 0 && digits < 4 && strchr(".)", text[digits]) && text[digits] && text[digits + 1] == ' ';
    bool bullet = *text && strchr("-*+", *text) && text[1] == ' ';
    return number || bullet || (marks > 0 && text[marks] == ' ');
}

/* The text of the answer. One that was cut off is good up to its last whole sentence, or word. */
static char *read_text(const char *answer, const struct completion_plan *plan, bool cut_off) {
    const char *before = plan->before;
    const char *opening = strstr(answer, "\"\"\"");
    bool broken_off = opening && !strstr(opening + 3, "\"\"\""); /* whatever the server says of its end */
    cut_off = cut_off || broken_off;
    /* Not trimmed then: a space at its end says that the last word is whole. */
    char *text = broken_off ? printable_strip(opening + 3, before) : answer_read_rewrite(answer, before, false, NULL);
    if (text == NULL || !plausible_continues(before, plan->preferences, text) ||
        (plan->mid_sentence && starts_block(text))) {
        free(text);
        return mem_copy_text("");
    }
    if (cut_off) {
        struct spans sentences = {0};
        size_t end = strlen(text);
        sentences_find(text, end, &sentences);
        if (sentences.count > 1) {
            end = sentences.items[sentences.count - 2].end;
        } else {
            while (end > 0 && strchr(" \t\n", text[end - 1]) == NULL)
                end--;
        }
        text[end] = '\0';
        spans_finish(&sentences);
    }
    return text;
}

char *write_read_completion(const struct completion_plan *plan, const char *answer, bool cut_off) {
    struct completion_place place = {.before = plan->before,
                                     .begun = plan->before + strlen(plan->before) - plan->begun,
                                     .after = plan->after,
                                     .rest = plan->rest};
    char *text = read_text(answer, plan, cut_off);
    char *joined = completion_join(&place, text);
    free(text);
    return joined;
}

char *write_show_completion(const struct completion_plan *plan, const char *draft, size_t len) {
    const char *begun = plan->before + strlen(plan->before) - plan->begun;
    if (len < plan->begun && strncasecmp(begun, draft, len) == 0)
        return mem_copy_text(""); /* it may repeat the sentence that was begun, which is cut off */
    bool whole_word = draft[len] != '\0' && strchr(" \t\n", draft[len]);
    char *answer = mem_format("\"\"\"\n%.*s%s", (int)len, draft, whole_word ? " " : "");
    char *text = write_read_completion(plan, answer, true);
    free(answer);
    return text;
}

bool write_keeps_structure(const struct document *document, size_t offset, const char *completion) {
    const struct text *text = document_get_text(document);
    return shape_takes(text_get_data(text), text_get_len(text), document_get_format(document), offset, completion);
}
