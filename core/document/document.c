/* A document being written.
 *
 * Every change goes through replace(): cut to what differs, give each byte that comes in an origin, then change text
 * and origins in one step. This is the hot path (every key press): nothing here may copy or walk the whole document.
 * Parsing and comparing happen when it is harvested. */
#include "core/document/document.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/document/changes.h"
#include "core/document/cut_buffer.h"
#include "core/document/offers.h"
#include "core/document/typing.h"
#include "core/document/undo_states.h"
#include "core/text/format.h"
#include "core/text/hunks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SLIDE_MAX      1024
#define MOVE_BYTES_MIN 16
#define INSERTS_MAX    8
#define INSERT_RECENT  8 /* changes: an editor that moves text by inserting first deletes right after */

struct insert { /* text that came in a moment ago, in case its old place is deleted now */
    struct span span;
    uint64_t revision;
};

/* What is remembered of changes and offers: 8 KB, which a document that is only open does without. */
struct past {
    struct cut_buffer cut_buffer;
    struct undo_states undo_states;
    struct offers offers;
    struct typing typing;
    struct insert inserts[INSERTS_MAX];
    size_t newest_insert;
};

struct document {
    char *path;
    enum format format;
    struct text *text;
    struct origins origins;
    struct text *baseline;
    struct changes changes;
    struct past *past;        /* NULL: nothing was changed or offered yet */
    struct cut_buffer *moves; /* what was cut in other documents, too; or NULL */
    struct typist *typist;
    int64_t message_ms; /* when the message came whose changes are made next */
    struct span put_in; /* what the change that is being made has shown to be no typing: it came in right before */
};

/* One replacement on its way in. */
struct incoming {
    size_t start, end;
    const char *data;
    size_t len;
    bool outside; /* from another program: not written by the person */
};

struct document *document_create(const char *path, const char *language_id, const char *data, size_t len) {
    struct document *document = mem_alloc(sizeof *document);
    document->path = mem_copy_text(path);
    document->format = format_find(language_id, path);
    document->text = text_create(data, len);
    document->baseline = text_ref(document->text);
    origins_init(&document->origins, text_get_len(document->text), ORIGIN_DISK);
    return document;
}

static struct past *need_past(struct document *document) {
    if (!document->past) {
        document->past = mem_alloc(sizeof *document->past);
        document->past->typing.typist = document->typist;
        if (document->message_ms)
            typing_begin(&document->past->typing, document->message_ms);
    }
    return document->past;
}

static void past_destroy(struct past *past) {
    if (!past)
        return;
    cut_buffer_finish(&past->cut_buffer);
    undo_states_finish(&past->undo_states);
    offers_finish(&past->offers);
    free(past);
}

void document_destroy(struct document *document) {
    if (document == NULL)
        return;
    text_unref(document->text);
    text_unref(document->baseline);
    origins_finish(&document->origins);
    past_destroy(document->past);
    changes_finish(&document->changes);
    free(document->path);
    free(document);
}

void document_rename(struct document *document, const char *path, const char *language_id) {
    char *copy = mem_copy_text(path);
    free(document->path);
    document->path = copy;
    document->format = format_find(language_id, path);
}

void document_share_moves(struct document *document, struct cut_buffer *moves) {
    document->moves = moves;
}

void document_set_typist(struct document *document, struct typist *typist) {
    document->typist = typist;
    if (document->past)
        document->past->typing.typist = typist;
}

void document_begin_message(struct document *document, int64_t now_ms) {
    if (!document->past && document->message_ms)
        need_past(document); /* a change is about to come: the time since the opening counts */
    document->message_ms = now_ms;
    if (document->past)
        typing_begin(&document->past->typing, now_ms);
}

static void change_origin(struct origins *origins, size_t start, size_t end, enum origin from, enum origin to) {
    for (size_t at = start; at < end;) {
        struct origin_run run = origins_get(origins, at);
        size_t len = run.len < end - at ? run.len : end - at;
        if (run.origin == from)
            origins_mark(origins, at, at + len, to, 0);
        at += len;
    }
}

void document_claim(struct document *document, size_t start, size_t end) {
    change_origin(&document->origins, start, end, ORIGIN_PASTED, ORIGIN_TYPED);
}

const char *document_get_path(const struct document *document) {
    return document->path;
}

enum format document_get_format(const struct document *document) {
    return document->format;
}

struct text *document_get_text(const struct document *document) {
    return document->text;
}

const struct origins *document_get_origins(const struct document *document) {
    return &document->origins;
}

const struct text *document_get_baseline(const struct document *document) {
    return document->baseline;
}

uint64_t document_get_revision(const struct document *document) {
    return document->changes.revision;
}

/* --- origins of what comes in --- */

/* Text that was cut lately, in this document or another one. */
static bool find_cut(const struct document *document, const char *data, size_t len, struct origins *out) {
    return len > 0 && (cut_buffer_restore(&document->past->cut_buffer, data, len, out) ||
                       (document->moves && cut_buffer_restore(document->moves, data, len, out)));
}

static bool find_word_character(const char *data, size_t len, size_t *offset, struct span *out) {
    while (*offset < len) {
        out->start = *offset;
        int32_t c = utf8_next(data, len, offset);
        out->end = *offset;
        if (utf8_is_letter(c) || utf8_is_digit(c))
            return true;
    }
    return false;
}

/* The origins of `data` if it has the letters and digits of the old text, in their order: reflowing, other quotes,
 * dashes or bullets are nobody's words, whoever made them. Marks get the origin of what stands in front. */
static bool copy_letters(const struct document *document, size_t start, size_t end, const char *data, size_t len,
                         struct origins *out) {
    const char *old = text_get_data(document->text) + start;
    size_t at = 0, old_at = 0, done = 0;
    struct span letter, old_letter;
    struct origin_run beside = origins_get(&document->origins, start);
    struct origins gone = {0};
    if (end == start || len == 0 || end - start > LIMIT_HARVEST_BYTES)
        return false;
    origins_copy(&gone, &document->origins, start, end);
    for (size_t run = 0, run_end = gone.runs[0].len;;) {
        bool more = find_word_character(data, len, &at, &letter);
        if (find_word_character(old, end - start, &old_at, &old_letter) != more ||
            (more && (letter.end - letter.start != old_letter.end - old_letter.start ||
                      memcmp(data + letter.start, old + old_letter.start, letter.end - letter.start) != 0)))
            break;
        origins_append(out, (more ? letter.start : len) - done, beside.origin, beside.suggestion);
        if (!more) {
            origins_finish(&gone);
            return true;
        }
        while (run_end <= old_letter.start)
            run_end += gone.runs[++run].len;
        beside = gone.runs[run];
        origins_append(out, letter.end - letter.start, beside.origin, beside.suggestion);
        done = letter.end;
    }
    origins_finish(&gone);
    origins_finish(out);
    return false;
}

/* White space takes the origin of what stands beside it: it is nobody's words. */
static struct origin_run find_neighbour(const struct origins *origins, size_t start, size_t end) {
    if (end > start)
        return origins_get(origins, start);
    if (start > 0)
        return origins_get(origins, start - 1);
    if (end < origins->len)
        return origins_get(origins, end);
    return (struct origin_run){.origin = ORIGIN_TYPED};
}

/* [start, end) of the origins becomes len bytes that read `data`; fresh is the origin of what is new. */
static void take_in(struct document *document, size_t start, size_t end, const char *data, size_t len,
                    enum origin fresh) {
    struct origins *origins = &document->origins;
    struct origins restored = {0};
    if (len > 0 && bytes_are_blank(data, len)) {
        struct origin_run beside = find_neighbour(origins, start, end);
        origins_replace(origins, start, end, len, beside.origin, beside.suggestion);
        return;
    }
    if (copy_letters(document, start, end, data, len, &restored) ||
        (fresh != ORIGIN_DISK && find_cut(document, data, len, &restored)))
        origins_splice(origins, start, end, &restored);
    else
        origins_replace(origins, start, end, len, fresh, 0);
    origins_finish(&restored);
}

static bool has_several_words(const char *data, size_t len) {
    return memchr(data, ' ', len) != NULL || memchr(data, '\n', len) != NULL || memchr(data, '\t', len) != NULL;
}

static size_t count_characters(const char *data, size_t len) {
    size_t count = 0;
    for (size_t k = 0; k < len; k++)
        count += ((unsigned char)data[k] & 0xC0) != 0x80;
    return count;
}

/* Whether fingers explain what comes in; what came right before it and turns out to be no typing either is marked. */
static bool is_typed(struct document *document, const struct incoming *in, size_t characters) {
    char before = in->start > 0 ? text_get_data(document->text)[in->start - 1] : '\0';
    bool typed =
        in->outside || !characters ||
        typing_explains(&document->past->typing, in->start, in->data, in->len, characters, before, &document->put_in);
    if (!typed)
        change_origin(&document->origins, document->put_in.start, document->put_in.end, ORIGIN_TYPED, ORIGIN_PASTED);
    return typed;
}

/* Whole lines or sentences that went: they may come back in another place of the same change. */
static void note_moves(struct document *document, const struct incoming *in, const char *old,
                       const struct hunks *hunks) {
    if (in->outside || hunks->count < 2)
        return;
    for (size_t k = 0; k < hunks->count; k++) {
        const struct span *span = &hunks->items[k].old_span;
        struct origins runs = {0};
        if (span->end - span->start >= MOVE_BYTES_MIN) {
            origins_copy(&runs, &document->origins, in->start + span->start, in->start + span->end);
            cut_buffer_add(&document->past->cut_buffer, in->start + span->start, old + span->start,
                           span->end - span->start, &runs);
        }
        origins_finish(&runs);
    }
}

/* A paste over a selection: that both texts say "the" and "of" does not make those words the old ones. */
static bool is_unrelated(const struct incoming *in, const struct hunks *hunks) {
    size_t fresh = 0;
    for (size_t k = 0; k < hunks->count; k++)
        fresh += hunks->items[k].new_span.end - hunks->items[k].new_span.start;
    return fresh * 2 > in->len;
}

/* A replacement of several words by several words: those that stand on both sides keep their origin. */
static void take_in_words(struct document *document, const struct incoming *in, const char *old) {
    struct hunks hunks = {0};
    size_t characters = 0;
    hunks_find(old, in->end - in->start, in->data, in->len, &hunks);
    for (size_t k = 0; k < hunks.count; k++) {
        const struct span *span = &hunks.items[k].new_span;
        if (!hunks.items[k].blank)
            characters += count_characters(in->data + span->start, span->end - span->start);
    }
    bool pasted = !is_typed(document, in, characters);
    enum origin fresh = in->outside ? ORIGIN_DISK : pasted ? ORIGIN_PASTED : ORIGIN_TYPED;
    note_moves(document, in, old, &hunks);
    bool whole = pasted && !in->outside && is_unrelated(in, &hunks);
    if (whole)
        take_in(document, in->start, in->end, in->data, in->len, fresh);
    for (size_t k = hunks.count; !whole && k-- > 0;) { /* last first, so that offsets of the old text hold */
        const struct hunk *hunk = &hunks.items[k];
        take_in(document, in->start + hunk->old_span.start, in->start + hunk->old_span.end,
                in->data + hunk->new_span.start, hunk->new_span.end - hunk->new_span.start, fresh);
    }
    hunks_finish(&hunks);
}

static void update_origins(struct document *document, const struct incoming *in, const char *old) {
    struct origins restored = {0};
    size_t old_len = in->end - in->start;
    bool small = old_len <= LIMIT_HARVEST_BYTES && in->len <= LIMIT_HARVEST_BYTES;
    if (!in->outside && find_cut(document, in->data, in->len, &restored)) {
        origins_splice(&document->origins, in->start, in->end, &restored);
    } else if (small && has_several_words(old, old_len) && has_several_words(in->data, in->len)) {
        take_in_words(document, in, old);
    } else {
        bool pasted = !is_typed(document, in, count_characters(in->data, in->len));
        take_in(document, in->start, in->end, in->data, in->len,
                in->outside ? ORIGIN_DISK
                : pasted    ? ORIGIN_PASTED
                            : ORIGIN_TYPED);
    }
    origins_finish(&restored);
}

/* --- text that moves by being inserted first --- */

static void note_insert(struct document *document, size_t start, size_t len) {
    document->past->newest_insert = (document->past->newest_insert + 1) % INSERTS_MAX;
    document->past->inserts[document->past->newest_insert] =
        (struct insert){.span = {start, start + len}, .revision = document->changes.revision};
}

static void move_inserts(struct document *document, const struct incoming *in) {
    size_t old_len = in->end - in->start;
    for (size_t k = 0; k < INSERTS_MAX; k++) {
        struct insert *insert = &document->past->inserts[k];
        if (in->end <= insert->span.start) {
            insert->span.start = insert->span.start - old_len + in->len;
            insert->span.end = insert->span.end - old_len + in->len;
        } else if (in->start < insert->span.end) {
            insert->span = (struct span){0, 0}; /* changed itself: no longer what came in */
        }
    }
}

/* The deletion that was just made may be the second half of a move: what came in first gets its origins. */
static bool finish_move(struct document *document, size_t gone_len) {
    const struct cut *cut = &document->past->cut_buffer.items[document->past->cut_buffer.newest];
    bool found = false;
    if (cut->len != gone_len)
        return false; /* key by key: no move */
    for (size_t k = 0; k < INSERTS_MAX; k++) {
        const struct insert *insert = &document->past->inserts[k];
        struct origins moved = {0};
        size_t len = insert->span.end - insert->span.start;
        if (len > 0 && document->changes.revision - insert->revision <= INSERT_RECENT &&
            cut_is_moved_to(cut, text_get_data(document->text) + insert->span.start, len, &moved)) {
            origins_splice(&document->origins, insert->span.start, insert->span.end, &moved);
            found = true;
        }
        origins_finish(&moved);
    }
    return found;
}

/* --- changing --- */

/* How far a piece [start, end) of data can slide: backwards, or forwards, with the same text coming out. */
static size_t find_slide_back(const char *data, size_t start, size_t end) {
    size_t slide = 0;
    while (slide < start && slide < SLIDE_MAX && data[start - 1 - slide] == data[end - 1 - slide])
        slide++;
    return slide;
}

static size_t find_slide_front(const char *data, size_t len, size_t start, size_t end) {
    size_t slide = 0;
    while (end + slide < len && slide < SLIDE_MAX && data[end + slide] == data[start + slide])
        slide++;
    return slide;
}

static bool follow_offers(struct document *document, const struct incoming *in, struct offer_change *change) {
    const char *data = text_get_data(document->text);
    if (in->start == in->end) {
        change->slide_back = find_slide_back(data, in->start, in->start + in->len);
        change->slide_front = find_slide_front(data, text_get_len(document->text), in->start, in->start + in->len);
    }
    return offers_change(&document->past->offers, change, document->text, &document->origins);
}

static void apply(struct document *document, const struct incoming *in) {
    struct past *past = need_past(document);
    const char *old = text_get_data(document->text) + in->start;
    size_t old_len = in->end - in->start;
    struct offer_change change = {.start = in->start, .end = in->end, .new_len = in->len};
    if (in->len == 0 && past->offers.count > 0) {
        change.slide_back = find_slide_back(text_get_data(document->text), in->start, in->end);
        change.slide_front =
            find_slide_front(text_get_data(document->text), text_get_len(document->text), in->start, in->end);
    }
    struct origins gone = {0}, before = {0};
    size_t len = text_get_len(document->text);
    document->put_in = (struct span){0, 0};
    origins_copy(&before, &document->origins, 0, len);
    origins_copy(&gone, &before, in->start, in->end);
    update_origins(document, in, old);
    /* Only now: what comes in must not be taken for what it replaces. */
    if (!in->outside)
        cut_buffer_add(&past->cut_buffer, in->start, old, old_len, &gone);
    if (!in->outside && document->moves && old_len >= MOVE_BYTES_MIN)
        cut_buffer_add(document->moves, SIZE_MAX, old, old_len, &gone);
    undo_states_add(&past->undo_states, in->start, old, old_len, in->len, &gone, len);
    document->text = text_replace(document->text, in->start, in->end, in->data, in->len);
    changes_add(&document->changes, (struct change){in->start, in->end, in->len});
    cut_buffer_move(&past->cut_buffer, in->start, in->end, in->len);
    move_inserts(document, in);
    typing_move(&past->typing, in->start, in->end, in->len);
    bool elsewhere = document->put_in.end > document->put_in.start;
    change_origin(&before, document->put_in.start, document->put_in.end, ORIGIN_TYPED, ORIGIN_PASTED);
    if (in->len > 0)
        note_insert(document, in->start, in->len);
    else if (!in->outside)
        elsewhere = finish_move(document, old_len) || elsewhere;
    change.is_return = undo_states_restore(&past->undo_states, document->text, &document->origins);
    if (past->offers.count > 0)
        elsewhere = follow_offers(document, in, &change) || elsewhere;
    if (elsewhere || change.is_return)
        undo_states_set_before(&past->undo_states, &before, &document->origins);
    origins_finish(&before);
    origins_finish(&gone);
    assert(document->origins.len == text_get_len(document->text));
}

/* What differs may be told in several ways ("wab " behind "x ", or "ab w" behind "x w"): takes the one that begins
 * with a word, going back at most `front` bytes. all is the text that holds the piece [start, end). */
static size_t find_word_slide(const char *all, size_t start, size_t end, size_t front) {
    for (size_t slide = 0; slide <= front && slide < SLIDE_MAX; slide++) {
        size_t at = start - slide;
        if (at == 0 || bytes_are_blank(all + at - 1, 1) || bytes_are_blank(all + at, 1))
            return slide;
        if (all[at - 1] != all[end - slide - 1])
            return 0;
    }
    return 0;
}

static void trim(const char *old, struct incoming *in) {
    size_t old_len = in->end - in->start;
    size_t front = bytes_common_front(old, old_len, in->data, in->len);
    size_t back = bytes_common_back(old, old_len, in->data, in->len, front);
    size_t slide = 0;
    if (front + back == old_len)
        slide = find_word_slide(in->data, front, in->len - back, front);
    else if (front + back == in->len)
        slide = find_word_slide(old, front, old_len - back, front);
    in->start += front - slide;
    in->end -= back + slide;
    in->data += front - slide;
    in->len -= front + back;
}

/* Cuts the replacement to what differs, then makes it; nothing if nothing does. */
static void replace(struct document *document, struct incoming in) {
    const char *old = text_get_data(document->text) + in.start;
    char *repaired = NULL;
    if (!utf8_is_valid(in.data, in.len))
        in.data = repaired = utf8_repair(in.data, in.len, &in.len);
    if (in.end > in.start && in.len > 0)
        trim(old, &in);
    if (in.start < in.end || in.len > 0)
        apply(document, &in);
    free(repaired);
}

static bool is_border(const struct document *document, size_t offset) {
    return ((unsigned char)text_get_data(document->text)[offset] & 0xC0) != 0x80;
}

bool document_change(struct document *document, size_t start, size_t end, const char *data, size_t len,
                     struct error *error) {
    size_t old_len = text_get_len(document->text);
    if (start > end || end > old_len || !is_border(document, start) || !is_border(document, end))
        return error_set(
            error, ERROR_USAGE,
            "a change of bytes %zu to %zu does not fit the document of %zu bytes; close it and open it again", start,
            end, old_len);
    if (len > LIMIT_DOCUMENT_BYTES || old_len - (end - start) + len > LIMIT_DOCUMENT_BYTES)
        return error_set(error, ERROR_LIMIT, "the document would grow over %u MB, the most that prosed follows",
                         LIMIT_DOCUMENT_BYTES >> 20);
    replace(document, (struct incoming){start, end, data, len, false});
    return true;
}

void document_set_text(struct document *document, const char *data, size_t len) {
    replace(document, (struct incoming){0, text_get_len(document->text), data, len, false});
}

void document_reload(struct document *document, const char *data, size_t len) {
    replace(document, (struct incoming){0, text_get_len(document->text), data, len, true});
}

void document_add_offer(struct document *document, int64_t suggestion, size_t start, size_t end, const char *after) {
    offers_add(&need_past(document)->offers, suggestion, document->text, &document->origins, start, end, after);
}

enum offer_kind document_find_offer(const struct document *document, int64_t suggestion) {
    enum offer_kind kind = OFFER_UNKNOWN;
    for (size_t k = 0; document->past && k < document->past->offers.count; k++) {
        const struct offer *offer = &document->past->offers.items[k];
        if (offer->suggestion == suggestion && kind != OFFER_REWRITE)
            kind = offer->before_len > 0 ? OFFER_REWRITE : OFFER_COMPLETION;
    }
    return kind;
}

bool document_measure_offer(const struct document *document, int64_t suggestion, struct offer_outcome *outcome) {
    struct offer_measure measure;
    if (!document->past)
        return false;
    offers_measure(&document->past->offers, suggestion, document->text, &measure);
    double kept = measure.tokens ? 1 - (double)measure.distance / (double)measure.tokens : 1;
    *outcome = (struct offer_outcome){
        .partly = !measure.whole, .taken_back = measure.taken_back, .kept = measure.taken_back ? 0 : kept};
    return measure.any;
}

bool document_rebase(const struct document *document, uint64_t revision, struct edits *edits, struct span *scope) {
    return changes_rebase(&document->changes, revision, edits, scope);
}

bool document_get_newest_change(const struct document *document, struct span *span) {
    const struct change *newest = changes_get_newest(&document->changes);
    if (newest)
        *span = (struct span){newest->start, newest->start + newest->new_len};
    return newest != NULL;
}

void document_set_baseline(struct document *document, struct text *baseline) {
    text_unref(document->baseline);
    document->baseline = baseline;
}
