/* Samples from saved edits: what the person wrote themselves since the document was last learned from. */
#ifndef PROSED_HARVEST_H
#define PROSED_HARVEST_H

#include "core/document/document.h"
#include "core/model/question.h"

struct harvest_sample {
    struct span span; /* in the saved text: for harvest_advance */
    char *text; /* 15..400 words. One passage: as passage_copy_text gives it. Several: with what makes them headings and
                 * list items ("# ", "- ") in front and the document's kind of break between them, so that a reader sees
                 * greetings, heading case and lists; what is no prose (code, quotes) is left out */
    enum task_kind task_kind;
    char *old_text;     /* TASK_REVISE: what stood there before. NULL: new writing, the task is outlined later */
    int64_t suggestion; /* an offer of ours that was taken and then edited, or 0 */
    size_t changed_words;
};

struct harvest {
    struct harvest_sample *items;
    size_t count;
    size_t capacity;
};

/* Compares the document's text (as saved) with its baseline. Rules: product.md, Watching; sizes: limits.h. In detail:
 * - A word is changed if the comparison calls it new, most of its bytes were typed, and it is not part of five words in
 *   a row that stand in the baseline, too (moved text).
 * - Neighbouring changed passages make one sample, up to SAMPLE_WORDS_MAX; longer ones are cut between passages, a
 *   single one that is longer between sentences. It needs SAMPLE_CHANGED_WORDS_MIN changed words in all.
 * - A passage with more pasted and suggested words than typed ones is left out, and so is one with a secret in it.
 * - An edited suggestion is a passage by itself in which a suggestion was taken and at least HARVEST_EDITED_WORDS_MIN
 *   words were then typed inside it (a rewrite: anywhere in the passage). Its own suggested words do not count as
 *   foreign, and the SAMPLE_CHANGED_WORDS_MIN do not apply.
 * - Old text is given where it differs from the new by a diff_ratio under HARVEST_REVISE_RATIO. */
#define HARVEST_EDITED_WORDS_MIN 3
#define HARVEST_REVISE_RATIO     0.6
void harvest_find(const struct document *document, struct harvest *out);
/* Finished writing: all of the document's text as if it had just been typed. */
void harvest_find_finished(const struct document *document, struct harvest *out);
/* The baseline after this sample was queued: the changes inside its span are learned from, others still wait. The text
 * must be the one that the sample was found in; several samples of one harvest may be advanced in any order. */
void harvest_advance(struct document *document, const struct harvest_sample *sample);
void harvest_finish(struct harvest *harvest);

#endif
