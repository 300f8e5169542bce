/* Documents that were closed a moment ago: renaming closes one and opens it by another name, and it goes on where it
 * was. Who keeps them lets them go after CLOSED_DOCUMENTS_MS. */
#ifndef PROSED_CLOSED_DOCUMENTS_H
#define PROSED_CLOSED_DOCUMENTS_H

#include "core/document/document.h"

#define CLOSED_DOCUMENTS_MAX 8
#define CLOSED_DOCUMENTS_MS  10000

struct closed_documents {                         /* {0}: none */
    struct document *items[CLOSED_DOCUMENTS_MAX]; /* a ring */
    size_t at;
};

/* Takes document; one in which nothing was written, or that is long, is freed. */
void closed_documents_add(struct closed_documents *closed, struct document *document);
/* The one with this very text, under its new name; NULL: there is none. */
struct document *closed_documents_take(struct closed_documents *closed, const char *path, const char *language_id,
                                       const char *data, size_t len);
void closed_documents_finish(struct closed_documents *closed);

#endif
