/* A ring of few: who renames a file opens it again at once. */
#include "core/engine/closed_documents.h"

#include <string.h>

#define KEPT_BYTES (1u << 20)

struct document *closed_documents_take(struct closed_documents *closed, const char *path, const char *language_id,
                                       const char *data, size_t len) {
    for (size_t i = 0; i < CLOSED_DOCUMENTS_MAX; i++) {
        struct document *document = closed->items[i];
        struct text *text = document ? document_get_text(document) : NULL;
        if (!text || text_get_len(text) != len || memcmp(text_get_data(text), data, len) != 0)
            continue;
        closed->items[i] = NULL;
        document_rename(document, path, language_id);
        return document;
    }
    return NULL;
}

void closed_documents_add(struct closed_documents *closed, struct document *document) {
    size_t len = text_get_len(document_get_text(document));
    bool written = document_get_revision(document) > 0 && len > 0 && len <= KEPT_BYTES;
    if (!written) {
        document_destroy(document);
        return;
    }
    struct document **slot = &closed->items[closed->at++ % CLOSED_DOCUMENTS_MAX];
    document_destroy(*slot);
    *slot = document;
}

void closed_documents_finish(struct closed_documents *closed) {
    for (size_t i = 0; i < CLOSED_DOCUMENTS_MAX; i++) {
        document_destroy(closed->items[i]);
        closed->items[i] = NULL;
    }
}
