/* What a benchmark is about: documents to write from, and the people who write. */
#ifndef PROSED_CORPUS_H
#define PROSED_CORPUS_H

#include "core/base/error.h"
#include "core/base/list.h"
#include "core/model/question.h"

struct document_row {
    char *source;
    char *content;
    char *user_text; /* NULL: the user writes it by their preferences */
};

struct user_row {
    char *source; /* whose documents they write; no two have the same */
    struct list preferences;
};

struct corpus {       /* of one task */
    const char *task; /* "email", "summary"; static */
    enum task_kind task_kind;
    enum format format;
    bool alone; /* no other task is run */
    struct document_row *documents;
    size_t document_count;
    size_t document_capacity;
    struct user_row *users;
    size_t user_count;
    size_t user_capacity;
};

bool corpus_is_task(const char *task);
/* Files of JSON Lines, or NULL for the built-in ones. Rows that make no sense are errors with their line; so is a user
 * without a document, unless the row names no task and `alone` is false: then it is of another task. */
bool corpus_load(const char *task, const char *documents_file, const char *users_file, bool alone, struct corpus *out,
                 struct error *error);
void corpus_finish(struct corpus *corpus);

#endif
