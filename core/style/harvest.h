/* Samples from saved edits: what the person wrote themselves since the document was last learned from. */
#ifndef PROSED_HARVEST_H
#define PROSED_HARVEST_H

#include "core/model/question.h"
#include "core/style/document.h"

struct harvest_sample {
    struct span span; /* in the saved text: for harvest_advance */
    char *text;       /* 15..400 words, as passage_copy_text gives it; several passages joined by an empty line */
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

/* Compares the document's text (as saved) with its baseline. Rules: product.md, Watching; sizes: limits.h. A paragraph
 * shorter than SAMPLE_WORDS_MIN joins its neighbours that changed too; passages with a secret in them are left out. */
void harvest_find(const struct document *document, struct harvest *out);
/* The baseline after this sample was queued: the changes inside its span are learned from, others still wait. */
void harvest_advance(struct document *document, const struct harvest_sample *sample);
void harvest_finish(struct harvest *harvest);

/* Keys, tokens, passwords, private key blocks: such a passage is never kept. */
bool harvest_has_secret(const char *text, size_t len);
/* Files that usually hold secrets (.env, *.pem, id_rsa, ...): never read for learning. */
bool harvest_is_secret_file(const char *path);

#endif
