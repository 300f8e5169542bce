/* What was suggested lately, until somebody says what became of it: only then is it worth a row in the store. The text
 * of a document knows which of its words came from a suggestion (core/document/offers.h); here is what is kept of it.
 */
#ifndef PROSED_SUGGESTIONS_H
#define PROSED_SUGGESTIONS_H

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/store/store.h"

#define SUGGESTIONS_MAX 64

struct project;
struct open_document;

struct suggestion {
    int64_t id;
    struct project *project; /* NULL once that is closed */
    char *document;
    char *genre;
    const char *kind; /* "rewrite", "completion" */
    char *before;
    char *after;
    bool stored; /* in the store, under its id, as: */
    enum suggestion_state state;
    double kept;
};

struct suggestions {                          /* {0}: none */
    struct suggestion items[SUGGESTIONS_MAX]; /* a ring */
    size_t at;
    int64_t last_id;
};

struct suggestion *suggestions_add(struct suggestions *suggestions, struct open_document *opened, const char *kind,
                                   const char *before, const char *after);
struct suggestion *suggestions_find(struct suggestions *suggestions, int64_t id); /* NULL: too long ago */
/* What became of those for a document, as its text shows it; the store is opened if there is something to keep. last:
 * there is no later for this document, so it may wait for other programs. */
void suggestions_keep_outcomes(struct suggestions *suggestions, struct open_document *opened, bool last);
void suggestions_forget_project(struct suggestions *suggestions, const struct project *project); /* it goes away */
void suggestions_forget_words(struct suggestions *suggestions); /* no document is open that could hold them */
void suggestions_finish(struct suggestions *suggestions);

/* suggestions_report.c; the store is open */
bool suggestions_add_status(struct project *project, cJSON *object, struct error *error);
bool suggestions_format_page(struct project *project, struct buf *out, struct error *error); /* appends */

#endif
