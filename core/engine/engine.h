/* The one door to the engine, for lsp/ and clients/cli: projects, documents, learning, rewrites, completions,
 * preferences.
 *
 * One engine a process, on one loop. Nothing here blocks on a model; what asks one takes a callback, which runs exactly
 * once, from the loop, never inside the starting or cancelling call. Offsets are bytes of the document's text. Strings
 * and structs handed to callbacks are borrowed for the call. */
#ifndef PROSED_ENGINE_H
#define PROSED_ENGINE_H

#include "core/base/loop.h"
#include "core/config/config.h"
#include "core/document/document.h"
#include "core/learn/learning.h"
#include "core/preference/evidence.h"

struct engine;
struct project;
struct open_document; /* a document that is open in a project */
struct request;       /* a rewrite or completion on its way */

struct engine_events { /* news travels upward through these; any may be NULL */
    void *arg;
    void (*learning)(void *arg, struct project *project, const struct learning_state *state);
    void (*preferences_changed)(void *arg, struct project *project);
    void (*problem)(void *arg, const char *text); /* once each: something the person should know and can mend */
};

/* Takes config. Models that cannot work are told through events->problem; documents are served all the same. */
struct engine *engine_create(struct loop *loop, struct config *config, const struct engine_events *events);
void engine_set_config(struct engine *engine, struct config *config); /* takes it; models change for the next call */
const struct config *engine_get_config(const struct engine *engine);
/* Refuses new work, cancels, closes documents (what they saved is queued) and stores; then runs done(arg). */
void engine_close(struct engine *engine, loop_callback *done, void *arg);
void engine_destroy(struct engine *engine); /* after done */

/* --- projects --- */
/* Opening costs nothing but a look at the folder; the store opens with the first thing that needs it. root NULL: the
 * place for documents outside any project. Counted: open twice, close twice. */
struct project *engine_open_project(struct engine *engine, const char *root);
/* The person's own store, for all projects, as a project of its own: what is promoted, or learned from past writing.
 * Its ids begin at a million. For an engine that opens no other project without a root. */
struct project *engine_open_personal(struct engine *engine);
void engine_close_project(struct project *project);
struct project *engine_find_project(struct engine *engine,
                                    const char *path); /* innermost open root that holds path, else the NULL root's */
const char *project_get_root(const struct project *project);            /* NULL for the one of no root */
const char *project_get_store_path(const struct project *project);      /* "" while there is no home to put it */
const struct config *project_get_config(const struct project *project); /* narrowed by its .prosed.json */
void project_get_learning(const struct project *project, struct learning_state *state);

/* --- documents --- */
struct open_document *engine_open_document(struct project *project, const char *path, const char *language_id,
                                           const char *data, size_t len);
struct document *open_document_get_document(const struct open_document *opened); /* change it through document.h */
struct project *open_document_get_project(const struct open_document *opened);
const char *open_document_get_genre(const struct open_document *opened);
void engine_save_document(struct open_document *opened); /* the text as it is now is on disk */
void engine_close_document(
    struct open_document *opened); /* waiting samples are queued; frees; requests for it are cancelled */

/* Not to be followed, for a reason that only the client can know; why: half a sentence. From its opening on. */
void open_document_leave_alone(struct open_document *opened, const char *why);
/* It is in no file yet, and the client knows in which it will be: left alone if that one would be. */
void open_document_intend(struct open_document *opened, const char *path);
/* Why the document is not followed: not learned from, and sent to no model but by hand. NULL: it is. Borrowed. */
const char *open_document_get_off(const struct open_document *opened);

/* The person's word for the next rewrite or completion of the document: a passage with a secret may go to the model. */
void open_document_allow_secrets(struct open_document *opened);

/* --- learning --- */
void project_pause(struct project *project, bool pause);
/* Finished writing, all of it the person's own: `prosed learn`. Returns how many samples were queued (dry: would be);
 * text that was learned before is not queued again. 0 with *error filled: the file cannot be learned from. */
/* written_ms 0: now. */
size_t project_learn_text(struct project *project, const char *path, const char *language_id, const char *data,
                          size_t len, int64_t written_ms, bool dry, struct error *error);
/* Whether the file is a mailbox or a mail that was sent; a draft is a text like others. */
bool engine_is_mail(const char *path);
/* The mails in it that were sent by the person: by an address of learn.from, or of `from` (several: with commas; may be
 * NULL). Counts what was queued and what was left out. 0 with *error filled: it cannot be learned from. */
struct learned_mail {
    size_t mails;
    size_t foreign;   /* of other senders */
    size_t no_text;   /* own, but only HTML, encrypted or attachments */
    char sender[128]; /* one of the others */
};
size_t project_learn_mail(struct project *project, const char *path, const char *from, bool dry,
                          struct learned_mail *out, struct error *error);
/* Waiting samples are queued now, as if they had been quiet. */
void project_learn_now(struct project *project);

/* --- rewrites and completions --- */
struct rewrite {
    int64_t id;       /* of the suggestion, for engine_feedback */
    struct span span; /* what it replaces, in the document as it is now */
    const char *before;
    const char *after;
    const struct edits *edits;      /* the smallest edits of the document as it is now; none: nothing to change */
    const struct list *preferences; /* what it followed */
    size_t refused;                 /* passages that were left alone because the guard refused the answer */
    const char *refused_reason;     /* of the first such passage, or NULL */
    bool held_secret;               /* one of them was not sent, for a secret in it or beside it */
    const char *note;               /* what the engine cannot do of what was asked for, or NULL */
};
typedef void rewrite_callback(void *arg, const struct rewrite *rewrite, const struct error *error);
struct request *engine_rewrite(struct open_document *opened, size_t start, size_t end, const char *instruction,
                               rewrite_callback *callback, void *arg);

struct completion {
    int64_t id;
    const char *text;   /* to be inserted at the offset; "" if there is nothing to offer */
    const char *reason; /* why there is nothing; NULL if there is something */
};
typedef void completion_callback(void *arg, const struct completion *completion, const struct error *error);
struct request *engine_complete(struct open_document *opened, size_t offset, completion_callback *callback, void *arg);
/* The text of a rewrite (of its first passage) or a completion as far as it is there: unchecked, to be looked at and
 * not to be put into the document. Set right after the start; piece runs from the loop, before the callback. */
typedef void request_piece(void *arg, const char *text, size_t len);
void request_set_piece(struct request *request, request_piece *piece, void *arg);
void request_cancel(struct request *request); /* the callback still runs, with ERROR_CANCELLED */

enum feedback { FEEDBACK_SHOWN, FEEDBACK_ACCEPTED, FEEDBACK_PARTLY, FEEDBACK_EDITED, FEEDBACK_REJECTED };
/* What a client knows; whether a suggestion was taken, and what is left of it, shows in the document by itself. kept:
 * the share that was taken, 0..1; < 0: not known. */
bool engine_feedback(struct engine *engine, int64_t suggestion, enum feedback feedback, double kept,
                     struct error *error);

/* --- hints: passages that go against what the person is known to prefer --- */
struct hint {
    struct span span;    /* what goes against it where that can be told, else the first line of the passage */
    struct span passage; /* both in the document as it is now */
    const char *text;    /* of the passage */
    int64_t preference;  /* its id */
    const char *wanted;  /* its text */
    struct edits change; /* what following it would do, where that is known without asking a model; else none */
    bool rewrites;       /* the model in use can rewrite towards it */
};
struct hints {
    const struct hint *items; /* in order, one for a passage at most */
    size_t count;
    const char *reason; /* NULL: all was looked at; else why not: "learning is paused" */
};
typedef void hints_callback(void *arg, const struct hints *hints, const struct error *error);
/* Holds the passages that touch scope, but not those that touch skip (may be NULL), against the well confirmed
 * preferences of the document's genre; a passage where a hint was dismissed is left alone. The offline engine judges by
 * rule; a model is asked behind all other work, its verdicts are remembered, and only "strongly contradicts" counts.
 * What a model could not be asked for (it is away, learning is paused, the day's tokens are used up) is left out with a
 * reason. The hints of passages that changed meanwhile are left out, too. */
struct search;
struct search *engine_find_hints(struct open_document *opened, struct span scope, const struct span *skip,
                                 hints_callback *callback, void *arg);
void search_cancel(struct search *search); /* the callback still runs, with ERROR_CANCELLED */
/* Rewrites just this passage towards just this preference. */
struct request *engine_follow_hint(struct open_document *opened, struct span passage, const char *wanted,
                                   rewrite_callback *callback, void *arg);
/* Not here: as long as a passage reads like text, this preference is no hint for it. */
bool project_dismiss_hint(struct project *project, const char *text, const char *wanted, struct error *error);
/* The texts of the preferences that hints are about now. */
bool project_copy_confirmed(struct project *project, const char *genre, struct list *out, struct error *error);

/* --- preferences --- */
/* Of the project and of the personal store; an id names one of either. */
struct preference_evidence {
    int64_t sample;
    int score;           /* -2..2 */
    const char *path;    /* of the document, inside the project where it is */
    const char *excerpt; /* the first words of the sample */
    int64_t time_ms;
    const char *origin; /* the store that has the sample; NULL: this one */
};
struct preference_conflict { /* with another preference */
    int64_t id;
    const char *text;
    bool yields;     /* the other one is followed */
    bool by_samples; /* seen in what samples say of both, not in the words */
};
struct preference {
    int64_t id;
    const char *text;
    const char *genre;
    double mean;         /* of all remembered scores; 0 without any */
    size_t sample_count; /* samples it is stored with */
    const char *source;  /* "learned", "added" */
    const char *model;   /* that learned it */
    int64_t time_ms;
    bool pinned;
    bool muted;
    bool silenced;     /* muted in the other store, which silences it here, too */
    const char *layer; /* "project", "team" (its page names it), "personal" */
    bool in_use;       /* part of what a rewrite would follow now */
    const struct preference_conflict *conflicts;
    size_t conflict_count;
    struct habit habit; /* what samples show of a learned one (core/preference/evidence.h) */
    const char
        *dropped; /* why a learned one is not in use: "it goes both ways"; NULL if it is, or for another reason */
    const char *reach_note;                     /* NULL, or why the offline engine changes nothing for it */
    const struct preference_evidence *evidence; /* newest first */
    size_t evidence_count;
};
typedef bool preference_visit(void *arg, const struct preference *preference); /* false stops */
bool project_visit_preferences(struct project *project, const char *genre /* NULL: all */, preference_visit *visit,
                               void *arg, struct error *error);
cJSON *preference_format(const struct preference *preference); /* as programs get it: camelCase, times in ms */
bool project_format_preferences(struct project *project, struct buf *out, struct error *error); /* the Markdown page */
/* What a person made of that page, which they got as `before`: other words for a line, lines gone (forgotten), lines
 * added below "## genre" (pinned). Nothing is done if a line cannot be taken. */
bool project_write_preferences(struct project *project, const char *before, const char *after, struct error *error);
bool project_add_preference(struct project *project, const char *genre, const char *text, int64_t *id,
                            struct error *error); /* pinned */
/* All of this project's (or the personal store's) preferences with their evidence, as Markdown or JSON
 * (core/engine/preference_file.h); what is on the team's page alone is left out. Appends. */
bool project_export_preferences(struct project *project, bool json, struct buf *out, struct error *error);
/* All or nothing; what is here already keeps its wording and marks. *total: how many were in the file. */
bool project_import_preferences(struct project *project, const char *data, size_t len, size_t *added, size_t *total,
                                struct error *error);
/* Copies it with its evidence into the personal store, where it speaks in all projects. */
bool project_promote_preference(struct project *project, int64_t id, int64_t *promoted, struct error *error);
bool project_edit_preference(struct project *project, int64_t id, const char *text, struct error *error);
bool project_pin_preference(struct project *project, int64_t id, bool pin, struct error *error);
bool project_mute_preference(struct project *project, int64_t id, bool mute, struct error *error);
bool project_forget_preference(struct project *project, int64_t id, struct error *error);
/* What a rewrite in this genre would follow now. */
bool project_copy_preferences(struct project *project, const char *genre, struct list *out, struct error *error);

/* --- samples, status --- */
struct sample {
    int64_t id;
    const char *path;
    const char *genre;
    const char *state; /* "waiting" "queued" "learning" "learned" "failed" */
    const char *task;
    const char *text;
    const char *first_draft; /* the suggestion that was edited into text, or NULL */
    int64_t time_ms;
    const char *error;              /* why it failed, or NULL */
    const struct list *preferences; /* stored with it */
};
cJSON *sample_format(const struct sample *sample);
typedef bool sample_visit(void *arg, const struct sample *sample);
bool project_visit_samples(struct project *project, int64_t id /* 0: all, newest first */, sample_visit *visit,
                           void *arg, struct error *error);
bool project_forget_sample(struct project *project, int64_t id, struct error *error);
cJSON *project_format_status(struct project *project); /* store, queue, model, spend today; never NULL */

/* --- doctor --- */
/* Reads the whole store; appends a line for each thing that is wrong, with what to do. false: it could not be read. */
bool project_check(struct project *project, struct list *problems, struct error *error);
/* Asks the models of both roles one small question of each kind that they will be asked; callback once per role, from
 * the loop or, where the settings cannot work, at once. error: the model cannot be asked, or is not up to its role;
 * says what it answered. note: something about one that is, or NULL. */
typedef void model_callback(void *arg, const char *role, const char *model, const char *note,
                            const struct error *error);
void engine_check_models(struct engine *engine, model_callback *callback, void *arg);
/* Looks for model servers on this machine (core/model/scout.h): found for each, then over, from the loop. */
/* models: their names, may be none. why: it runs, but cannot be asked yet, and why; else NULL. */
typedef void server_callback(void *arg, const char *url, const struct list *models, const char *why);
bool engine_find_servers(struct engine *engine, const int *ports, server_callback *found, loop_callback *over,
                         void *arg, struct error *error);

/* --- forgetting everything --- */
/* What is kept for this person, in all projects (core/store/erase.h): the files, and their end. No engine is needed. */
bool engine_find_kept(struct list *files, struct error *error);
bool engine_erase_kept(const struct list *files, struct error *error);

#endif
