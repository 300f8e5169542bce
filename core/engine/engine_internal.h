/* What the files of this folder share and nobody else may see. */
#ifndef PROSED_ENGINE_INTERNAL_H
#define PROSED_ENGINE_INTERNAL_H

#include "core/config/ignore.h"
#include "core/document/cut_buffer.h"
#include "core/document/harvest.h"
#include "core/engine/completion_cache.h"
#include "core/engine/engine.h"
#include "core/learn/job.h"
#include "core/learn/layers.h"
#include "core/model/ask.h"
#include "core/model/scout.h"
#include "core/store/store.h"
#include "core/store/tally.h"

/* Models in force, with the settings they borrow from. Replaced ones live on until what they were asked came home. */
struct models {
    struct asks *asks; /* NULL: the settings cannot work; `error` says why */
    struct config *config;
    struct error error;
    struct models *next; /* in engine->retired */
};

/* What was offered lately, until somebody says what became of it: only then is it worth a row in the store. */
struct offer {
    int64_t id;
    struct project *project; /* NULL once that is closed */
    char *document;
    char *genre;
    const char *kind; /* "rewrite", "completion" */
    char *before;
    char *after;
    bool secret; /* its texts are not kept */
    bool stored; /* in the store, under its id, as: */
    enum suggestion_state state;
    double kept;
};
#define ENGINE_OFFERS       64
#define ENGINE_CLOSED       8
#define ENGINE_CLOSED_BYTES (1u << 20) /* a longer document is not kept when it is closed */

struct engine {
    struct loop *loop;
    struct models *models;
    struct models *retired;
    char *prompts_folder;
    struct engine_events events;
    struct project *projects;
    struct store *personal; /* NULL until it is there and something needs it */
    char *personal_path;    /* NULL: nobody asked, or there is no home */
    bool personal_seen;     /* watch.c looked at it */
    struct request *requests;
    struct search *searches;
    bool model_is_away;                 /* looking for hints failed, and nobody needs to be told again */
    struct offer offers[ENGINE_OFFERS]; /* a ring */
    size_t offer_at;
    struct cut_buffer moves;                /* text on its way from one document to another */
    struct document *closed[ENGINE_CLOSED]; /* a ring: renaming closes a document and opens it by another name */
    size_t closed_at;
    struct completion_cache recall; /* completions */
    struct tally *tally;            /* what learning took today, in all projects; NULL: there is no home to put it */
    struct scout *scout;            /* NULL: nobody has looked for servers */
    int64_t last_offer_id;
    struct list told;    /* problems that were told already */
    struct timer *tidy;  /* waits for what is closing */
    struct timer *watch; /* watch.c; NULL: no store is open yet */
    unsigned watch_count;
    bool closing;
    loop_callback *done;
    void *done_arg;
};

/* What rewrites and completions cost, of one model and day, until it is written into the store. */
struct unwritten {
    char *model; /* NULL: nothing */
    char day[11];
    int64_t calls;
    int64_t prompt_tokens;
    int64_t answer_tokens;
    struct timer *timer;
};

struct project {
    struct engine *engine;
    struct project *next;
    size_t refs;
    char *root;        /* NULL: outside any project */
    int64_t team_mark; /* of the page as it was taken; 0: none, -1: nobody looked */
    int64_t team_bytes;
    bool team_changed; /* since watch.c told of it */
    bool personal;     /* the one that stands for the personal store */
    char *store_path;
    struct config *config; /* the engine's, narrowed by .prosed.json */
    struct ignore *ignore;
    struct store *store; /* NULL until something needs it */
    struct jobs *jobs;   /* NULL: nobody learns */
    bool paused;
    bool closing; /* jobs_close is on its way */
    struct open_document *documents;
    struct list left; /* documents that were closed, and what waits for them could not be queued */
    struct timer *quiet;
    struct unwritten spend;
    int retry_ms; /* not 0: something could not be kept or queued, and is tried again after so long */
};

struct open_document {
    struct project *project;
    struct open_document *next;
    struct document *document;
    char *path;     /* NULL for an untitled one */
    char *relative; /* path inside the project; "" for an untitled one */
    const char *genre;
    bool may_teach;            /* not ignored, no secrets, not too large; as of its last save */
    uint64_t saved_revision;   /* of the text that `waiting` is about */
    struct harvest waiting;    /* saved, not quiet yet */
    bool unkept;               /* and not in the store yet */
    int64_t *waiting_since_ms; /* parallel to waiting */
};

/* engine.c */
bool project_need_store(struct project *project, struct error *error); /* opens it, and begins to learn, once */
bool project_has_store(const struct project *project);                 /* open or not; makes none */
/* The same for a change that the person asked for: it may wait for another process, until project_end_change. */
bool project_need_change(struct project *project, struct error *error);
void project_end_change(struct project *project);
/* project_end_change, and what follows from a changed preference; returns done. */
bool project_note_change(struct project *project, bool done);
void engine_tell(struct engine *engine, const char *text); /* events.problem, each text once */
void project_release_if_unused(struct project *project);

/* feedback.c */
struct offer *engine_add_offer(struct open_document *tracked, const char *kind, const char *before, const char *after);
struct offer *engine_find_offer(struct engine *engine, int64_t id); /* NULL: too long ago */
/* What of them stands in the text by now; last: there is no later for this document, so it may wait for other programs.
 */
void open_document_measure_offers(struct open_document *tracked, bool last);
void offers_forget_project(struct engine *engine, const struct project *project); /* it goes away */
void offers_close(struct engine *engine);
bool feedback_add_status(struct project *project, cJSON *object, struct error *error);    /* the store is open */
bool feedback_format_page(struct project *project, struct buf *out, struct error *error); /* the same; appends */

/* status.c */
void engine_add_text(cJSON *object, const char *name, const char *text); /* NULL: null */

/* spend.c */
bool spend_find_price(const struct config *config, const char *model, double *prompt, double *answer); /* a million's */
void spend_note(struct project *project, const char *model, const struct answer *cost); /* written a second later */
void spend_write(struct project *project);                                              /* now */
void spend_close(struct project *project);                                              /* before the store is closed */
bool spend_add_status(struct project *project, cJSON *object, struct error *error);     /* the store is open */
bool spend_format_page(struct project *project, struct buf *out, struct error *error);  /* the same; appends */

/* request.c */
void requests_cancel(struct engine *engine, const struct open_document *tracked);   /* NULL: all; tracked goes away */
void requests_forget_project(struct engine *engine, const struct project *project); /* project goes away */

/* hints.c */
void searches_cancel(struct engine *engine, const struct open_document *tracked); /* as requests_cancel */
/* personal.c */
/* The person's own store, if it is there, or made: NULL without an error if it is not. */
struct store *engine_open_personal_store(struct engine *engine, bool make, struct error *error);
/* All that speaks in the project, opened. */
bool project_get_layers(struct project *project, struct layers *layers, struct error *error);
/* The store that an id belongs to, ready for a change; NULL with an error. */
struct store *project_find_store(struct project *project, int64_t id, struct error *error);
/* After a change in one of them: as project_note_change, for all whom it concerns. */
bool project_note_layers(struct project *project, int64_t id, bool done);

/* team.c */
bool team_take(struct project *project, struct error *error); /* the store is open; cheap where nothing changed */

/* watch.c */
void watch_start(struct engine *engine); /* as soon as a store is open */
void watch_stop(struct engine *engine);

/* tracked.c */
/* Queues what waits in the store for no open document: what a server that died left there, and what could not be queued
 * when its document was closed. As long as it fails, no document may replace what waits for it. */
bool project_take_over(struct project *project, struct error *error);
void engine_forget_closed(struct engine *engine);
void project_arm_quiet(struct project *project);
void on_quiet(void *project);

#endif
