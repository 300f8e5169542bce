/* What the person wrote, as far as the offline engine completes from it: the document at hand, then samples. */
#ifndef PROSED_OWN_TEXTS_H
#define PROSED_OWN_TEXTS_H

#include "core/engine/engine_internal.h"

struct own_texts { /* {0} is empty */
    struct example *items;
    size_t count;
    size_t capacity;
    size_t bytes;
};

/* The text around the cursor, cut there, and the newest samples of the project, some hundred kilobytes in all. */
void own_texts_collect(const struct open_document *opened, size_t offset, struct own_texts *out);
void own_texts_finish(struct own_texts *texts);

#endif
