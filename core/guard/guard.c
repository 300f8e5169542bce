/* The guard.
 *
 * One check decides, fits(): the same pieces, the same shape. An answer that does not fit is put right piece by piece,
 * and where that is not enough sentence by sentence; whatever a repair proposes goes through the same check again. So
 * no repair can do harm, and what is left over is refused. */
#include "core/guard/guard.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/guard/guard_repair.h"
#include "core/guard/protected.h"
#include "core/guard/structure.h"
#include "core/text/diff.h"
#include "core/text/format.h"
#include "core/text/hunks.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[] = {
    [MARKUP_CODE] = "code",
    [MARKUP_LINK] = "link",
    [MARKUP_IMAGE] = "image",
    [MARKUP_URL] = "address",
    [MARKUP_MATH] = "formula",
    [MARKUP_HTML] = "HTML",
    [MARKUP_COMMAND] = "command",
    [MARKUP_CITATION] = "citation",
    [MARKUP_FOOTNOTE] = "footnote",
    [MARKUP_MENTION] = "mention",
    [MARKUP_NUMBER] = "number",
    [MARKUP_EMPHASIS] = "emphasis",
    [MARKUP_STRUCTURE] = "line break or mark",
    [MARKUP_NAME] = "name",
};

/* What a person calls the piece: the target of a link, the bytes of anything else. */
static struct span name_piece(const struct protected_spans *pieces, size_t index) {
    const struct piece *piece = &pieces->items[index];
    if (piece->kind == MARKUP_LINK && piece->partner != PIECE_NONE) {
        const struct piece *target = piece->closing ? piece : &pieces->items[piece->partner];
        if (target->span.end - target->span.start > 3)
            return (struct span){target->span.start + 2, target->span.end - 1};
    }
    if (piece->kind == MARKUP_EMPHASIS && piece->partner != PIECE_NONE) {
        const struct piece *mate = &pieces->items[piece->partner];
        return piece->closing ? (struct span){mate->span.start, piece->span.end}
                              : (struct span){piece->span.start, mate->span.end};
    }
    return piece->span;
}

static bool report(const struct protected_spans *pieces, size_t index, const char *what, struct error *error) {
    struct span span = name_piece(pieces, index);
    size_t len = span.end - span.start;
    const char *more = len > 120 ? "…" : "";
    len = len > 120 ? 120 : len;
    while (len > 0 && ((unsigned char)pieces->data[span.start + len] & 0xC0) == 0x80)
        len--;
    return error_set(error, ERROR_REFUSED, "the answer %s the %s %.*s%s", what, kind_names[pieces->items[index].kind],
                     (int)len, pieces->data + span.start, more);
}

static bool has_empty_link(const struct protected_spans *pieces) {
    for (size_t k = 0; k < pieces->count; k++) {
        const struct piece *piece = &pieces->items[k];
        if (piece->kind == MARKUP_LINK && piece->partner != PIECE_NONE && !piece->closing &&
            bytes_are_blank(pieces->data + piece->span.end, pieces->items[piece->partner].span.start - piece->span.end))
            return true;
    }
    return false;
}

/* Two texts, their pieces found and matched. */
struct comparison {
    struct protected_spans original;
    struct protected_spans answer;
};

static void comparison_init(struct comparison *comparison, const char *original, const char *answer,
                            enum format format) {
    protected_find(original, strlen(original), format, &comparison->original);
    protected_find(answer, strlen(answer), format, &comparison->answer);
    protected_match(&comparison->original, &comparison->answer);
}

static void comparison_finish(struct comparison *comparison) {
    protected_finish(&comparison->original);
    protected_finish(&comparison->answer);
}

/* --- marks that mark nothing --- */

/* Without its other half, a mark shows as it is, or takes in what stands behind it. gone: it can be taken off, for what
 * it stood around is found again without it. */
static const struct mark {
    char sign;
    bool gone;
} marks[] = {
    {'*', true},  {'`', true},  {'$', true},  {'[', false}, {']', false},
    {'<', false}, {'>', false}, {'{', false}, {'}', false},
};
enum { MARK_COUNT = sizeof marks / sizeof *marks };

static bool is_paired(enum format format, char sign) {
    return strchr(format_get(format)->paired_marks, sign) != NULL;
}

/* Signs that belong to no piece; "$5" is a price. out (may be NULL) gets the text without them. */
static size_t count_stray(const struct protected_spans *pieces, char sign, struct buf *out) {
    size_t count = 0, piece = 0;
    if (!out && !memchr(pieces->data, sign, pieces->len))
        return 0;
    for (size_t at = 0; at < pieces->len; at++) {
        while (piece < pieces->count && pieces->items[piece].span.end <= at)
            piece++;
        bool covered = piece < pieces->count && pieces->items[piece].span.start <= at;
        bool price = sign == '$' && pieces->data[at + 1] >= '0' && pieces->data[at + 1] <= '9';
        bool stray = pieces->data[at] == sign && !covered && !price;
        count += stray;
        if (out && !stray)
            buf_append_char(out, pieces->data[at]);
    }
    return count;
}

static bool check_marks(const struct comparison *comparison, enum format format, struct error *error) {
    for (size_t k = 0; k < MARK_COUNT; k++)
        if (is_paired(format, marks[k].sign) && count_stray(&comparison->answer, marks[k].sign, NULL) >
                                                    count_stray(&comparison->original, marks[k].sign, NULL))
            return error_set(error, ERROR_REFUSED, "the answer left a mark %c without its other half", marks[k].sign);
    return true;
}

/* Takes text. Where the original has none of them. */
static char *take_stray_marks_off(const char *original, char *text, enum format format, int *repaired) {
    for (size_t k = 0; k < MARK_COUNT; k++) {
        struct comparison comparison;
        struct buf without = {0};
        if (!is_paired(format, marks[k].sign) || !marks[k].gone || !strchr(text, marks[k].sign))
            continue;
        protected_find(original, strlen(original), format, &comparison.original);
        protected_find(text, strlen(text), format, &comparison.answer);
        bool new = !count_stray(&comparison.original, marks[k].sign, NULL) &&
                   count_stray(&comparison.answer, marks[k].sign, &without);
        comparison_finish(&comparison);
        if (new) {
            free(text);
            text = mem_copy(buf_get(&without), without.len);
            ++*repaired;
        }
        buf_finish(&without);
    }
    return text;
}

static bool check_pieces(const struct comparison *comparison, struct error *error) {
    size_t missing = protected_find_unmatched(&comparison->original, 0);
    if (missing != PIECE_NONE)
        return report(&comparison->original, missing, "lost", error);
    size_t added = protected_find_unmatched(&comparison->answer, 0);
    if (added != PIECE_NONE)
        return report(&comparison->answer, added, "invented", error);
    if (has_empty_link(&comparison->answer) && !has_empty_link(&comparison->original))
        return error_set(error, ERROR_REFUSED, "the answer left a link without text");
    return true;
}

static bool fits(const char *original, const char *answer, enum format format, struct error *error) {
    struct comparison comparison;
    if (bytes_are_blank(answer, strlen(answer)))
        return error_set(error, ERROR_REFUSED, "the answer is empty");
    if (!structure_check(original, answer, format, error))
        return false;
    comparison_init(&comparison, original, answer, format);
    bool same = check_pieces(&comparison, error) && check_marks(&comparison, format, error);
    comparison_finish(&comparison);
    return same;
}

/* The answer with its words on the original's lines: only words are the model's to change, not where lines break. */
static char *lay_on_lines(const char *original, const char *answer) {
    struct edits edits = {0};
    size_t len = strlen(original);
    diff_words(original, len, answer, strlen(answer), &edits);
    for (size_t k = 0; k < edits.count; k++) {
        char *text = edits.items[k].text;
        for (char *c = text; *c; c++)
            if (*c == '\n' && c[1] != '\n' && (c == text || (c[-1] != '\n' && c[-1] != '\\' && c[-1] != ' ')))
                *c = ' ';
    }
    char *laid = edits_apply(&edits, original, len, NULL);
    edits_finish(&edits);
    return laid;
}

static char *repair(const char *original, const char *answer, enum format format, int *repaired,
                    char *propose(const struct protected_spans *, const struct protected_spans *, int *)) {
    struct comparison comparison;
    comparison_init(&comparison, original, answer, format);
    char *text = propose(&comparison.original, &comparison.answer, repaired);
    comparison_finish(&comparison);
    return text;
}

/* Fits, and something of the rewrite is left: if every sentence was taken back, it was refused. */
static bool is_rewrite(const char *original, const char *text, enum format format) {
    return strcmp(original, text) != 0 && fits(original, text, format, NULL);
}

/* The first proposal that fits, or NULL. */
static char *find_fitting(const char *original, const char *answer, enum format format, int *repaired) {
    int pieces = 0, sentences = 0, both = 0;
    char *by_pieces = repair(original, answer, format, &pieces, guard_repair_pieces);
    if (fits(original, by_pieces, format, NULL)) {
        *repaired += pieces;
        return by_pieces;
    }
    /* What could be mended stays mended, the rest is taken back; or else all that was wrong is. */
    char *then = repair(original, by_pieces, format, &both, guard_revert_sentences);
    bool good = is_rewrite(original, then, format);
    *repaired += good ? pieces + both : 0;
    free(by_pieces);
    if (good)
        return then;
    free(then);
    char *by_sentences = repair(original, answer, format, &sentences, guard_revert_sentences);
    if (is_rewrite(original, by_sentences, format)) {
        *repaired += sentences;
        return by_sentences;
    }
    free(by_sentences);
    return NULL;
}

char *guard_check(const char *original, const char *answer, enum format format, int *repaired, struct error *error) {
    int count = 0;
    if (repaired != NULL)
        *repaired = 0;
    if (strcmp(original, answer) == 0)
        return mem_copy_text(original); /* however odd it is: what changes nothing breaks nothing */
    if (bytes_are_blank(answer, strlen(answer))) {
        error_set(error, ERROR_REFUSED, "the answer is empty");
        return NULL;
    }
    char *shaped = structure_repair(original, answer, format, &count, error);
    if (shaped == NULL)
        return NULL;
    char *text = take_stray_marks_off(original, lay_on_lines(original, shaped), format, &count);
    free(shaped);
    struct error reason = {0};
    if (!fits(original, text, format, &reason)) {
        char *fitting = find_fitting(original, text, format, &count);
        free(text);
        text = fitting;
        if (text == NULL && error != NULL)
            *error = reason;
    }
    if (repaired != NULL)
        *repaired = text != NULL ? count : 0;
    return text;
}

char *guard_check_verbatim(const char *original, const char *text, enum format format, int *repaired,
                           struct error *error) {
    int count = 0;
    struct error reason = {0};
    char *kept = NULL;
    if (strcmp(original, text) == 0 || fits(original, text, format, &reason))
        kept = mem_copy_text(text);
    else
        kept = find_fitting(original, text, format, &count);
    if (kept == NULL && error != NULL)
        *error = reason;
    if (repaired != NULL)
        *repaired = kept != NULL ? count : 0;
    return kept;
}
