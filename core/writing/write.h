/* Using what was learned: a rewrite of a passage and a completion at a cursor, as questions, and their answers as
 * edits. No model, no loop here: the engine asks. */
#ifndef PROSED_WRITE_H
#define PROSED_WRITE_H

#include "core/document/document.h"
#include "core/model/question.h"
#include "core/writing/write_wrap.h"

struct rewrite_plan {       /* one passage of a document to be rewritten */
    struct passage passage; /* copied */
    char *text;             /* of the passage */
    char *marker;           /* "## ", "- ", "1. ": what stands in front of a heading or list item; "" for none */
    char *marked;           /* marker and text: what the model sees, question.passage */
    char *before;           /* some text in front and behind, as context */
    char *after;
    struct wrap wrap;               /* how its lines are filled */
    const struct list *preferences; /* those that it was asked with, borrowed; NULL: not asked yet */
};

/* The passages that [start, end) asks for: an empty range, or one character, means the passage around it; a range means
 * just those bytes (cut at passage borders; bytes that are no prose are left out). false and ERROR_NEEDLESS: "there is
 * no prose at the cursor", ERROR_LIMIT: over max_words. */
bool write_plan(const struct document *document, size_t start, size_t end, size_t max_words,
                struct rewrite_plan **plans, size_t *count, struct error *error);
void write_plans_finish(struct rewrite_plan *plans, size_t count);
/* One whole passage, as a model is shown it, without what stands around it (before and after are NULL). */
void write_plan_passage(const char *data, const struct passage *passage, struct rewrite_plan *plan);
void write_plan_finish(struct rewrite_plan *plan);
void write_ask_rewrite(struct rewrite_plan *plan, enum format format, const struct list *preferences,
                       const char *instruction, struct question *out); /* out borrows from all of them */
/* The model's answer to edits of the document, whose text is that which the plan was made from: read, plausible
 * (guard/plausible.h), guarded, smallest. instructed: the question had an instruction. Appends. */
bool write_read_rewrite(const struct rewrite_plan *plan, enum format format, const char *answer, bool cut_off,
                        bool instructed, struct edits *edits, struct error *error);

/* The same for a text that is no answer of a model but the new passage itself (answer.verbatim): nothing is taken off.
 */
bool write_take_rewrite(const struct rewrite_plan *plan, enum format format, const char *text, struct edits *edits,
                        struct error *error);

/* The last step of every rewrite, when its edits fit the document as it is: drops those that would change its structure
 * (guard/shape.h), and says of how many passages. */
size_t write_keep_structure(const struct document *document, struct edits *edits);

struct completion_plan {
    char *before; /* of the same passage and a little more, up to the cursor */
    char *after;
    bool mid_sentence;              /* the sentence at the cursor was begun */
    size_t begun;                   /* bytes at the end of `before`: that sentence */
    size_t rest;                    /* bytes at the start of `after`: of the same passage */
    const struct list *preferences; /* those that it was asked with, borrowed; NULL: not asked yet */
};
bool write_plan_completion(const struct document *document, size_t offset, struct completion_plan *plan,
                           struct error *error);
void write_completion_plan_finish(struct completion_plan *plan);
void write_ask_completion(struct completion_plan *plan, enum format format, const struct list *preferences,
                          struct question *out);
/* The text to insert at the cursor: the rest of the sentence that was begun, or else one sentence, joined to what
 * stands there by the right space, never repeating what stands behind or before. "" when there is nothing to offer. The
 * caller frees. */
char *write_read_completion(const struct completion_plan *plan, const char *answer, bool cut_off);
/* The last step of every completion: false if it would give the document another structure than a word in its place. */
bool write_keeps_structure(const struct document *document, size_t offset, const char *completion);
/* write_read_completion for a draft that still comes, of which len bytes are there (what stands between the quotes,
 * terminated, what comes behind looked at): what can be shown by now, whole words only. */
char *write_show_completion(const struct completion_plan *plan, const char *draft, size_t len);

#endif
