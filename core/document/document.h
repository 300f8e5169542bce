/* A document that somebody is writing: its text, where each byte came from, and what of it was learned already.
 * Knows nothing of URIs, UTF-16 or timers. */
#ifndef PROSED_DOCUMENT_H
#define PROSED_DOCUMENT_H

#include "core/base/error.h"
#include "core/text/origin.h"
#include "core/text/passage.h"
#include "core/text/text.h"

struct cut_buffer;
struct document;
struct typist;

/* text on disk when it is opened: nothing of it counts as written. path may be NULL (untitled). */
struct document *document_create(const char *path, const char *language_id, const char *data, size_t len);
void document_destroy(struct document *document);
void document_rename(struct document *document, const char *path, const char *language_id);
/* Text may be cut here and pasted into another document that shares the same `moves`, which outlives both. */
void document_share_moves(struct document *document, struct cut_buffer *moves);

/* Who types; outlives the document. Without one, and before any message, size alone tells what was typed. */
void document_set_typist(struct document *document, struct typist *typist);
/* A message came at this monotonic time; the changes that follow are its (typing.h). */
void document_begin_message(struct document *document, int64_t now_ms);
/* The person says that they wrote what stands here, however it came in. */
void document_claim(struct document *document, size_t start, size_t end);

const char *document_get_path(const struct document *document);
enum format document_get_format(const struct document *document);
struct text *document_get_text(const struct document *document); /* borrowed; text_ref to keep */
const struct origins *document_get_origins(const struct document *document);
const struct text *document_get_baseline(const struct document *document); /* what was last learned from */
uint64_t document_get_revision(const struct document *document);           /* grows by one with each change */

/* One change of an incremental sync. What it is by, the first that fits:
 * - the text is one that it was before (undo, redo): every byte has the origin that it had then;
 * - it makes an offer (below) true: suggested;
 * - it changes no letter and no digit (reflowing, other quotes or bullets): no origin changes;
 * - an insertion that equals text which was cut lately, here or in a document that shares its moves: the origin it had;
 * - typed or put in, as time and shape tell (typing.h).
 * Large replacements are cut to what differs first, and words that stand on both sides are the old ones, unless a paste
 * has next to nothing in common with what it replaces. */
bool document_change(struct document *document, size_t start, size_t end, const char *data, size_t len,
                     struct error *error);
/* A full sync: the smallest change that leads there. */
void document_set_text(struct document *document, const char *data, size_t len);
/* The file changed outside the editor and the editor read it again: not written by the person. */
void document_reload(struct document *document, const char *data, size_t len);

/* prosed offers `after` in place of [start, end). Whichever way the client puts it in (one edit, many, the whole line),
 * it is recognised when the text says so. The newest 32 are remembered. */
void document_add_offer(struct document *document, int64_t suggestion, size_t start, size_t end, const char *after);

/* What is remembered of a suggestion: nothing (it was never offered here, or long ago), that it was offered in place of
 * some text, or where nothing stood. */
enum offer_kind { OFFER_UNKNOWN, OFFER_REWRITE, OFFER_COMPLETION };
enum offer_kind document_find_offer(const struct document *document, int64_t suggestion);

/* How a suggestion that was taken stands in the text by now; false: it never was, as far as is remembered. */
struct offer_outcome {
    bool partly;     /* a completion of which only the beginning was ever taken */
    bool taken_back; /* the text reads as if it had never been */
    double kept;     /* 1 less the edit distance (tokens) between what was offered and what stands there, by the tokens
                      * offered;     what was written in front or behind since is not counted */
};
bool document_measure_offer(const struct document *document, int64_t suggestion, struct offer_outcome *outcome);

/* The changes that were made since a revision, for rebasing: moves edits over them; false, and
 * nothing moved, if one of them touches, or if the revision is over 4096 changes old. */
bool document_rebase(const struct document *document, uint64_t revision, struct edits *edits, struct span *scope);

/* What the newest change put in, where it stands now; false: there was none. */
bool document_get_newest_change(const struct document *document, struct span *span);

/* The baseline with the part that a sample was taken from brought up to date; see harvest.h. Takes `baseline`. */
void document_set_baseline(struct document *document, struct text *baseline);

#endif
