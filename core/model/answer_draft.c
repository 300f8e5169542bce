/* Reading texts: a draft stands between triple quotes. A rewrite goes into somebody's document, so there whatever a
 * model says around its text (a preamble, a fence, quotes, an offer to help further) is taken off, unless the passage
 * itself had it. */
#include "core/model/answer.h"

#include "core/base/mem.h"
#include "core/base/printable.h"
#include "core/model/line.h"

#include <stdlib.h>
#include <string.h>

#define PREAMBLE_BYTES_MAX 160 /* "Sure! Here is a revised version of the passage that follows your preferences:" */

/* Bytes of the run of double quotes at offset. */
static size_t measure_quotes(struct slice text, size_t offset) {
    size_t len = 0;
    while (offset + len < text.len && text.data[offset + len] == '"') {
        len++;
    }
    return len;
}

/* What stands between the first pair of triple quotes. An answer that has its end but only half of a pair is whole: the
 * second half was forgotten. */
static bool find_quoted(struct slice text, bool cut_off, struct slice *quoted) {
    size_t start;
    if (!slice_find(text, "\"\"\"", &start)) {
        return false;
    }
    struct slice behind = slice_skip(text, start + 3);
    for (size_t at = 0; at < behind.len; at++) {
        size_t run = measure_quotes(behind, at);
        if (run >= 3) { /* the last three close; any before them belong to the text: he said "no" and the mark */
            *quoted = slice_trim((struct slice){behind.data, at + run - 3});
            return true;
        }
        at += run;
    }
    *quoted = slice_trim(behind);
    return !cut_off;
}

static bool read_draft(const char *answer, bool cut_off, struct slice *draft, bool *quoted, struct error *error) {
    struct slice text = answer_skip_reasoning(answer);
    *quoted = find_quoted(text, cut_off, draft);
    if (!*quoted) {
        if (cut_off) {
            return error_set(error, ERROR_UNREADABLE, "the model's text was cut off");
        }
        *draft = text;
    }
    return draft->len > 0 || error_set(error, ERROR_UNREADABLE, "the model's answer is empty");
}

char *answer_read_draft(const char *answer, bool cut_off, struct error *error) {
    struct slice draft;
    bool quoted;
    return read_draft(answer, cut_off, &draft, &quoted, error) ? mem_copy(draft.data, draft.len) : NULL;
}

static bool has_any(struct slice text, const char *const *words) {
    size_t offset;
    for (; *words; words++) {
        if (slice_find(text, *words, &offset)) {
            return true;
        }
    }
    return false;
}

static bool starts_any(struct slice text, const char *const *words) {
    for (; *words; words++) {
        if (slice_starts(text, *words)) {
            return true;
        }
    }
    return false;
}

/* "Sure!", "Here is the revised passage:": speaks of the text, and the passage did not say it. */
static struct slice skip_preamble(struct slice text, struct slice passage) {
    static const char *const openings[] = {
        "sure",        "certainly", "of course",   "absolutely",  "okay",       "ok,",     "here is",
        "here's",      "here are",  "here you go", "below is",    "rewritten",  "revised", "the rewritten",
        "the revised", "great,",    "happy to",    "this is the", "my rewrite", "edited",  NULL};
    static const char *const subjects[] = {"rewrit",      "rewrote", "revis",     "version", "passage",
                                           "paragraph",   "edited",  "requested", "rephras", "polished",
                                           "here you go", "rewrite", "text",      NULL};
    static const char *const alone[] = {"sure", "certainly", "of course", "absolutely", "okay", NULL};
    for (int i = 0; i < 2; i++) {
        struct slice rest = text, line = {0};
        line_next(&rest, &line);
        line = slice_trim(line);
        while (line.len > 0 && strchr("#>- ", line.data[0]) && (passage.len == 0 || passage.data[0] != line.data[0]))
            line = slice_skip(line, 1); /* a heading, too */
        bool bold = slice_starts(line, "**");
        line = slice_skip(line, bold ? 2 : 0);
        struct slice head = {line.data, line.len < PREAMBLE_BYTES_MAX ? line.len : PREAMBLE_BYTES_MAX};
        const char *colon = head.len > 0 ? memchr(head.data, ':', head.len) : NULL;
        head.len = colon ? (size_t)(colon - head.data) : head.len;
        struct slice same = {passage.data, passage.len < 8 ? passage.len : 8};
        bool own = same.len > 0 && head.len >= same.len && strncmp(head.data, same.data, same.len) == 0;
        if (!own && colon && starts_any(head, openings) && has_any(head, subjects)) {
            text = slice_trim(slice_skip(text, (size_t)(colon + 1 - text.data)));
            text = slice_trim(slice_skip(text, bold && slice_starts(text, "**") ? 2 : 0));
        } else if (!own && line.len <= 16 && starts_any(line, alone) && !line_is_blank(rest)) {
            text = slice_trim(rest);
        }
    }
    return text;
}

/* The last paragraph, where it talks to the person: "Let me know if you would like changes." */
static struct slice cut_remark(struct slice text, struct slice passage) {
    static const char *const openings[] = {
        "let me know",  "feel free to", "i hope this", "i've ",        "i have ", "would you like me",
        "changes made", "note: i",      "(note:",      "explanation:", NULL};
    size_t offset;
    for (size_t at = text.len; at >= 2; at--) {
        if (text.data[at - 1] == '\n' && text.data[at - 2] == '\n') {
            struct slice last = slice_trim(slice_skip(text, at));
            struct slice start = {last.data, last.len < 8 ? last.len : 8};
            char word[9] = {0};
            memcpy(word, start.data, start.len);
            if (starts_any(last, openings) && !slice_find(passage, word, &offset)) {
                return slice_trim((struct slice){text.data, at});
            }
            return text;
        }
    }
    return text;
}

/* A fence that holds prose: it says nothing of its content, or names a language of documents. */
static bool is_prose_fence(struct slice line) {
    static const char *const names[] = {"",    "text",  "txt", "plaintext", "markdown", "md",
                                        "mdx", "latex", "tex", "html",      "mail",     "email"};
    line = slice_trim(line);
    while (line.len > 0 && (*line.data == '`' || *line.data == '~')) {
        line = slice_skip(line, 1);
    }
    line = slice_trim(line);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (line.len == strlen(names[i]) && slice_starts(line, names[i])) {
            return true;
        }
    }
    return false;
}

/* A fence around the whole. Code stays in its fence, and so is told from a text. */
static struct slice strip_fence(struct slice text) {
    struct slice rest = text, line, last = {0};
    if (!line_next(&rest, &line) || !line_is_fence(line) || !is_prose_fence(line)) {
        return text;
    }
    struct slice inside = rest;
    while (line_next(&rest, &line)) {
        if (line_is_fence(line)) {
            last = line;
            break;
        }
    }
    if (!last.data || !line_is_blank(rest)) {
        return text;
    }
    return slice_trim((struct slice){inside.data, (size_t)(last.data - inside.data)});
}

static struct slice strip_quotes(struct slice text, struct slice passage) {
    static const struct {
        const char *open, *close;
    } quotes[] = {{"\"", "\""}, {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"'", "'"}};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t open = strlen(quotes[i].open), close = strlen(quotes[i].close), offset;
        if (slice_starts(text, quotes[i].open) && !slice_starts(passage, quotes[i].open) && text.len > open + close &&
            memcmp(text.data + text.len - close, quotes[i].close, close) == 0) {
            struct slice inside = {text.data + open, text.len - open - close};
            /* "Yes," she said. "No." starts and ends with a quote, but they are not a pair. */
            bool pair = !slice_find(inside, quotes[i].open, &offset) && !slice_find(inside, quotes[i].close, &offset);
            return pair ? slice_trim(inside) : text;
        }
    }
    return text;
}

/* An opening mark without its end: what came may be half of it. */
static bool is_open(const char *answer) {
    struct slice text = answer_skip_reasoning(answer);
    size_t first, second;
    return slice_find(text, "\"\"\"", &first) && !slice_find(slice_skip(text, first + 3), "\"\"\"", &second);
}

static char *read_rewrite(const char *answer, const char *passage, bool cut_off, struct error *error) {
    struct slice draft, original = slice_trim((struct slice){passage, strlen(passage)});
    bool quoted;
    if (!read_draft(answer, cut_off || is_open(answer), &draft, &quoted, error)) {
        return NULL;
    }
    draft = skip_preamble(draft, original);
    if (!quoted) {
        draft = cut_remark(draft, original);
    }
    if (!line_is_fence(original)) {
        draft = strip_fence(draft);
    }
    draft = strip_quotes(draft, original);
    if (draft.len == 0) {
        error_set(error, ERROR_UNREADABLE, "the model's answer is empty");
        return NULL;
    }
    return mem_copy(draft.data, draft.len);
}

char *answer_read_rewrite(const char *answer, const char *passage, bool cut_off, struct error *error) {
    char *stripped = printable_strip(answer, passage);
    char *text = read_rewrite(stripped, passage, cut_off, error);
    free(stripped);
    return text;
}
