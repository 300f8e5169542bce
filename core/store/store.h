/* The store: everything that one project has learned, in one SQLite file.
 *
 * Every function that changes something is one transaction: all of it is on disk when true comes back, or nothing is.
 * Strings in structs that go in are copied; strings that come out through a visitor are borrowed for the call, those in
 * structs with a *_finish are owned. Two processes may have the same store open. A failure is never fatal to the
 * store: ERROR_BUSY (locked for longer than a second), ERROR_IO (full or read-only disk), ERROR_DAMAGED.
 *
 * Not kept anywhere: keys. Deleted text is overwritten on disk (secure_delete). */
#ifndef PROSED_STORE_H
#define PROSED_STORE_H

#include "core/base/error.h"
#include "core/base/list.h"
#include "core/model/question.h"

#include <stdint.h>

struct store;

/* Opens or creates (file 0600, folders 0700) and brings it to the present version, one transaction a step. Costs
 * nothing that grows with what is in it. A file or folder that is not this person's alone is not used: ERROR_REFUSED,
 * here or, if it becomes so later, from what would change something. NULL: ERROR_TOO_NEW (written by a newer prosed),
 * ERROR_DAMAGED (no store, or a broken one; the file is left as it is), ERROR_BUSY, ERROR_IO; the text names the file
 * and says what to do. */
struct store *store_open(const char *path, struct error *error);
void store_close(struct store *store); /* NULL is fine */
/* Whether what was last deleted is still in the write-ahead log, because another program was reading. It leaves it with
 * the next change that finds nobody there, and when the last program closes the store. */
bool store_is_log_held(const struct store *store);
char *
store_find_reader(const struct store *store); /* "vim (4711)": another process that has its log open; or NULL; freed */
const char *store_get_path(const struct store *store);
/* Where learning's tokens are added up over all stores (tally.h); borrowed. Without one, each store counts its own. */
struct tally;
void store_set_tally(struct store *store, struct tally *tally);
/* Where the store of a project is: $XDG_DATA_HOME/prosed/projects/<last part of root>-<hash of root>.db; root NULL:
 * .../projects/no-project.db. STORE_IN_PROJECT: <root>/.prosed/store.db, unless what is there is not this person's
 * alone (store_find_foreign). root is absolute and clean. The caller frees. */
enum store_place { STORE_IN_DATA_FOLDER, STORE_IN_PROJECT };
char *store_find_path(const char *root, enum store_place place, struct error *error);
/* Whether the project has a store that is never used, and why: it was not made here (by this person, with this data
 * folder), it or its folder is a link or somebody else's, or git has it. */
bool store_find_foreign(const char *root, struct error *why);
/* A store of this person's in the project's .prosed folder, while there is none for the project in the data folder:
 * earlier versions took the folder for a wish. The caller frees; NULL if there is none. */
char *store_find_left(const char *root);
/* Copies a store to where there is none; from is left as it is. */
bool store_copy(const char *from, const char *to, struct error *error);
/* The path of the store that a note in the data folder's "own" is about; NULL if it is another file by now, or none.
 * The caller frees. */
char *store_read_note(const char *note);
/* Reads everything and appends one line for each thing that is broken; true if the check itself could run. Slow. */
bool store_check(struct store *store, struct list *problems, struct error *error);
/* How long a change waits for another process that is writing, before ERROR_BUSY; 1000 at first. Reading never waits.
 */
void store_set_patience(struct store *store, int wait_ms);
struct store_news {
    bool any;         /* another process changed something */
    bool preferences; /* a preference was changed or a sample learned, here or there */
};
/* Another number after each change of a preference, each sample that was learned and each merge, whoever did it. */
bool store_get_merge_state(struct store *store, int64_t *state, struct error *error);
/* Since the last call; the first tells of nothing. Costs two lookups in pages that are at hand. */
bool store_find_news(struct store *store, struct store_news *news, struct error *error);

/* --- samples --- */
enum sample_state { SAMPLE_WAITING, SAMPLE_QUEUED, SAMPLE_LEARNING, SAMPLE_LEARNED, SAMPLE_FAILED, SAMPLE_STATES };
const char *sample_state_name(enum sample_state state); /* "waiting" "queued" "learning" "learned" "failed" */

struct store_sample {
    int64_t id;           /* 0 when it goes in */
    const char *document; /* path inside the project; "" if it has none */
    const char *genre;
    enum format format;
    enum sample_state state; /* LEARNING: queued, and somebody works on it */
    enum task_kind task_kind;
    const char *task; /* NULL: not outlined yet */
    const char *text;
    const char *first_draft; /* the suggestion that was edited into text, or NULL */
    int64_t suggestion;      /* its id, or 0 */
    int64_t changed_ms;      /* when the passage last changed; goes in: now, or when it was written */
    int64_t created_ms;      /* when it was first seen */
    int64_t learned_ms;      /* 0 before */
    const char *model;       /* that it was learned with; NULL before */
    const char *error;       /* FAILED: why; else NULL */
};
typedef bool store_sample_visit(void *arg, const struct store_sample *sample); /* false stops */

/* Replaces the samples of a document that wait here by these (count 0: none). One whose text, genre and task were
 * waiting already keeps its id, changed_ms and created_ms; one whose text is queued or learned in the genre is left
 * out. What waits in the same document for another process stays. */
bool store_set_waiting(struct store *store, const char *document, const struct store_sample *samples, size_t count,
                       struct error *error);
/* Samples that wait here become queued: of one document or (NULL) of all, if they have not changed since before_ms
 * (INT64_MAX: whenever). *queued (may be NULL): how many. */
bool store_queue_waiting(struct store *store, const char *document, int64_t before_ms, size_t *queued,
                         struct error *error);
/* The same for samples that waited in a process which is gone, for nobody else will. One of another machine counts as
 * gone when its sample has not changed for an hour. */
bool store_queue_orphans(struct store *store, size_t *queued, struct error *error);
/* When the longest quiet waiting sample last changed; false without error: none waits. */
bool store_find_oldest_waiting(struct store *store, int64_t *changed_ms, struct error *error);
/* Puts samples into the queue at once, in order: finished writing. Those whose text is in the genre already are left
 * out. *queued may be NULL. */
bool store_queue_samples(struct store *store, const struct store_sample *samples, size_t count, size_t *queued,
                         struct error *error);
bool store_queue_failed(struct store *store, size_t *queued, struct error *error); /* to try them again */
/* id 0: all, newest first. false: failed; ERROR_NOT_FOUND for an id that is not there. */
bool store_visit_samples(struct store *store, int64_t id, store_sample_visit *visit, void *arg, struct error *error);
/* The newest `count` learned samples of a genre, newest first. */
bool store_visit_related(struct store *store, const char *genre, size_t count, store_sample_visit *visit, void *arg,
                         struct error *error);
/* What was counted in the newest `count` learned samples of a genre, newest first; choices NULL: not yet. */
typedef void store_choices_visit(void *arg, int64_t sample, const char *document, const char *choices);
bool store_visit_choices(struct store *store, const char *genre, size_t count, store_choices_visit *visit, void *arg,
                         struct error *error);
bool store_set_choices(struct store *store, int64_t sample, const char *choices, struct error *error);
/* The preferences stored with a sample, in order; muted ones too. Appends. */
bool store_load_sample_preferences(struct store *store, int64_t sample, struct list *out, struct error *error);
/* Its text, scores and transcript are gone from the bytes of the file, and so is what was offered for its document, and
 * preferences that no other sample stores (unless pinned, muted or added by the person). A job that quotes it starts
 * anew. */
bool store_forget_sample(struct store *store, int64_t id, struct error *error);

/* --- preferences --- */
struct store_preference {
    int64_t id;
    const char *text;
    const char *genre;
    const char *source; /* "learned", "added" */
    const char *model;  /* that learned it; "" if added */
    int64_t created_ms;
    bool pinned;
    bool muted;
    bool team;           /* the team's page names it, which counts as pinned */
    size_t sample_count; /* learned samples that it is stored with, here or where it was carried from */
    size_t score_count;  /* remembered scores for it among the samples of its genre, and those carried */
    double mean;         /* of those; 0 without any */
};
typedef bool store_preference_visit(void *arg, const struct store_preference *preference); /* false stops */

/* genre NULL: all, by genre; pinned first, then what most samples are stored with, then the newest. id 0: any. */
bool store_visit_preferences(struct store *store, const char *genre, int64_t id, store_preference_visit *visit,
                             void *arg, struct error *error);
struct store_evidence {
    int64_t sample;
    int score;
    const char *document;
    const char *text;   /* of the sample, whole; carried: its first words */
    int64_t time_ms;    /* when it was learned */
    const char *origin; /* carried: the store where the sample is; else NULL */
};
typedef bool store_evidence_visit(void *arg, const struct store_evidence *evidence);
bool store_visit_evidence(struct store *store, int64_t preference, store_evidence_visit *visit, void *arg,
                          struct error *error); /* newest first */
/* Pinned (also by the team's page) and muted ones of a genre, oldest first. Appends; either may be NULL. */
bool store_load_marked(struct store *store, const char *genre, struct list *pinned, struct list *muted,
                       struct error *error);
/* The preferences in force in this store, without repeats (learning.md sections 1 and 7); core/learn/layers.h knows of
 * other stores and of contradictions. Appends. */
bool store_load_union(struct store *store, const char *genre, size_t related, struct list *out, struct error *error);
/* Added ones are pinned. One alike in the genre is pinned (and unmuted) instead. text passed preference_clean. */
bool store_add_preference(struct store *store, const char *genre, const char *text, int64_t *id, struct error *error);
/* *id of the one alike in the genre; 0: none. */
bool store_find_preference(struct store *store, const char *genre, const char *text, int64_t *id, struct error *error);
/* ERROR_USAGE if another one alike is in the genre. It counts as the person's own from now on; scores that the old
 * wording had are forgotten. */
bool store_edit_preference(struct store *store, int64_t id, const char *text, struct error *error);
bool store_pin_preference(struct store *store, int64_t id, bool pin, struct error *error);   /* pinning unmutes */
bool store_mute_preference(struct store *store, int64_t id, bool mute, struct error *error); /* muting unpins */
/* Its text, scores, and every transcript that quotes it. It may be learned again: muting is what forbids that. */
bool store_forget_preference(struct store *store, int64_t id, struct error *error);
/* Genre of preferences that hold in every genre. */
#define STORE_GENRE_ALL "all"
/* What a union is made of, in its order: what the person pinned, what the team's page names, what is stored with the
 * newest `related` learned samples, newest first, and what was carried here and still stands: the mean of its newest
 * `related` scores is not below 0. Without muted ones; wordings may repeat. */
enum store_in_force_kind { IN_FORCE_PINNED, IN_FORCE_TEAM, IN_FORCE_LEARNED, IN_FORCE_CARRIED };
struct store_in_force {
    int64_t id;
    const char *text;
    enum store_in_force_kind kind;
    const char *model; /* that learned it; "" if added */
    size_t age;        /* LEARNED: of the samples it is stored with, how many are newer than the newest */
};
typedef bool store_in_force_visit(void *arg, const struct store_in_force *preference); /* false stops */
bool store_visit_in_force(struct store *store, const char *genre, size_t related, store_in_force_visit *visit,
                          void *arg, struct error *error);
struct store_standing {
    size_t count;         /* of the newest scores that were asked for, how many there are */
    double mean;          /* of those */
    int64_t confirmed_ms; /* when the newest sample that confirms it was learned; 0: none does */
};
/* What samples say of a wording, carried evidence included. */
bool store_find_standing(struct store *store, const char *genre, const char *text, size_t newest,
                         struct store_standing *out, struct error *error);
/* The newest scores of a wording, carried ones included, newest first. */
typedef void store_newest_score_visit(void *arg, int score);
bool store_visit_newest_scores(struct store *store, const char *genre, const char *text, size_t newest,
                               store_newest_score_visit *visit, void *arg, struct error *error);
/* The scores of a wording by samples of this store, in the order of their ids. */
typedef void store_wording_visit(void *arg, int64_t sample, int score);
bool store_visit_wording(struct store *store, const char *genre, const char *text, store_wording_visit *visit,
                         void *arg, struct error *error);

/* A preference with all that is known of it, on its way from one store to another: promoted, exported, imported. */
struct store_exported_evidence {
    const char *origin; /* the store where the sample is: store_get_identity */
    int64_t sample;
    bool scored;
    int score;
    bool stored; /* the preference was stored with the sample */
    const char *document;
    const char *excerpt; /* the first words of the sample (text_excerpt) */
    int64_t time_ms;
};
struct store_exported {
    int64_t id; /* not carried: what it was here */
    const char *text;
    const char *genre;
    const char *source;
    const char *model;
    int64_t created_ms;
    bool pinned;
    bool muted;
    const struct store_exported_evidence *evidence; /* by time, then origin and sample */
    size_t evidence_count;
};
typedef bool store_exported_visit(void *arg, const struct store_exported *carried);
/* id 0: all but those that are here for the team's page alone; by genre, time, wording. */
bool store_visit_exported(struct store *store, int64_t id, store_exported_visit *visit, void *arg, struct error *error);
/* Takes them in, all or none. One alike in the genre keeps its own text, source, time and marks, and gets marks that it
 * has none of and evidence that it has not. Evidence of this store's own samples is passed over while they are here.
 * *added (may be NULL): how many were not there. */
bool store_import(struct store *store, const struct store_exported *items, size_t count, size_t *added,
                  struct error *error);
/* What evidence from here is known by elsewhere: 12 hex digits. The caller frees. */
bool store_copy_identity(struct store *store, char **identity, struct error *error);
/* Evidence that was carried here of a sample that is forgotten there. */
bool store_forget_evidence(struct store *store, const char *origin, int64_t sample, struct error *error);
/* What the team's page names, replacing what it named before: genres and texts in pairs. Changes nothing that is so
 * already. One that is muted here stays muted. */
bool store_set_team(struct store *store, const struct list *genres, const struct list *texts, struct error *error);
/* Ids of preferences and samples go up from here, if there were none yet. */
bool store_start_ids(struct store *store, int64_t first, struct error *error);

/* The genres of which there is a sample or a preference. Appends. */
bool store_load_genres(struct store *store, struct list *out, struct error *error);

/* A union merged ahead of need, by its hash (preference_hash). found: false if there is none; *text NULL (caller frees)
 * if merging was tried and stayed unreadable: the union itself serves then. */
bool store_find_coalesced(struct store *store, const char *genre, const char *hash, bool *found, char **text,
                          struct error *error);

/* --- jobs: core/learn/job.c is their only user --- */
enum job_kind { JOB_LEARN, JOB_COALESCE };

struct store_job { /* owned; store_job_finish it */
    int64_t id;    /* 0: none */
    enum job_kind kind;
    int64_t sample; /* LEARN */
    char *genre;
    char *input; /* what is fixed at its start, as JSON; NULL: not started yet */
    int attempts;
    int64_t not_before_ms;
    char *error; /* of the last attempt, or NULL */
};
void store_job_finish(struct store_job *job);

/* The job to go on with: the one that was begun, else one for the first queued sample; leased to owner until then. None
 * (id 0): nothing is queued, or another living process has the lease (*elsewhere). owner: store_make_lease_owner. */
bool store_lease_job(struct store *store, const char *owner, int64_t lease_until_ms, struct store_job *job,
                     bool *elsewhere, struct error *error);
bool store_renew_lease(struct store *store, int64_t job, const char *owner, int64_t lease_until_ms,
                       struct error *error); /* ERROR_STALE: somebody took it, or it was forgotten */
bool store_release_lease(struct store *store, int64_t job, const char *owner, struct error *error);
/* "place pid random" (lease_owner.c); the lease of a process that died here ends with it. The caller frees. */
char *store_make_lease_owner(void);
/* Begins a coalesce job, unless hash is merged meanwhile. One of the genre that nobody works on is begun anew with this
 * input; one that somebody works on goes on. */
bool store_add_coalesce_job(struct store *store, const char *genre, const char *hash, const char *input,
                            struct error *error);
bool store_set_job_input(struct store *store, int64_t job, const char *input, struct error *error);
bool store_set_job_failed_once(struct store *store, int64_t job, const char *why, int64_t not_before_ms,
                               struct error *error); /* attempts + 1 */
/* The sample is FAILED; its journal stays, and is used when it is queued again. */
/* The answers that the job got are of no use: it begins anew, or, after `most` such attempts, its sample fails. Under
 * the lease of owner. */
bool store_retry_job(struct store *store, int64_t job, const char *owner, const char *why, int most,
                     struct error *error);
bool store_give_up_job(struct store *store, int64_t job, const char *why, struct error *error);

struct store_answer {
    const char *key;
    const char *op;       /* "infer" */
    const char *question; /* JSON, without texts of other samples */
    const char *answer;
    bool cut_off;
    const char *model;
    int64_t prompt_tokens;
    int64_t answer_tokens;
};
/* Journals what arrived, and adds it to the ledger. ERROR_STALE: the lease is lost; nothing was written. */
bool store_add_answers(struct store *store, int64_t job, const char *owner, const struct store_answer *answers,
                       size_t count, struct error *error);
typedef bool store_answer_visit(void *arg, const struct store_answer *answer, int64_t time_ms);
bool store_visit_answers(struct store *store, int64_t job, store_answer_visit *visit, void *arg,
                         struct error *error); /* in the order they came */
/* The transcript of a learned sample (those of the newest STORE_TRANSCRIPTS samples are kept). */
bool store_visit_transcript(struct store *store, int64_t sample, store_answer_visit *visit, void *arg,
                            struct error *error);
#define STORE_TRANSCRIPTS 200

struct store_score {
    const char *preference;
    int64_t sample;
    int score;
};
bool store_visit_scores(struct store *store, int64_t sample, void (*visit)(void *arg, const struct store_score *score),
                        void *arg, struct error *error);
/* The sample is learned: its task, its preferences in order, the scores to remember. Muted ones are left out. */
bool store_finish_learning(struct store *store, int64_t job, const char *owner, const char *task, const char *model,
                           const struct list *preferences, const struct store_score *scores, size_t score_count,
                           struct error *error);
bool store_finish_coalesce(struct store *store, int64_t job, const char *owner, const char *hash, const char *text,
                           struct error *error);

/* --- suggestions: what was offered, and what became of it --- */
enum suggestion_state {
    SUGGESTION_SHOWN,
    SUGGESTION_ACCEPTED,
    SUGGESTION_PARTLY,
    SUGGESTION_EDITED,
    SUGGESTION_REJECTED,
    SUGGESTION_STATES
};
struct store_suggestion { /* neither its words nor its document */
    int64_t id;
    const char *genre;
    const char *kind; /* "rewrite", "completion", "hint" */
    enum suggestion_state state;
    double kept; /* 0..1 of what was offered; < 0: not known yet */
    int64_t time_ms;
};
typedef bool store_suggestion_visit(void *arg, const struct store_suggestion *suggestion);
/* Under its own id, by which samples name it, or, if that is 0, under one that *id tells. */
bool store_add_suggestion(struct store *store, const struct store_suggestion *suggestion, int64_t *id,
                          struct error *error);
bool store_set_suggestion(struct store *store, int64_t id, enum suggestion_state state, double kept,
                          struct error *error);
bool store_visit_suggestions(struct store *store, int64_t id /* 0: all, newest first */, store_suggestion_visit *visit,
                             void *arg, struct error *error);

/* What became of the suggestions of one week, all kinds together. */
struct store_week {
    const char *monday;               /* 2026-11-23, local */
    size_t counts[SUGGESTION_STATES]; /* by what became of them; EDITED were accepted before */
    size_t measured;                  /* of how many it is known how much was kept */
    double kept;                      /* mean share of those, 0..1; turned down is 0 */
};
typedef bool store_week_visit(void *arg, const struct store_week *week);
bool store_visit_weeks(struct store *store, store_week_visit *visit, void *arg, struct error *error); /* newest first */

/* --- hints --- */
/* What a model said about a passage and a preference (both by their text), so that it is not asked again. Of the
 * passage a hash is kept, nothing else. The newest STORE_VERDICTS are kept. */
struct store_verdict {
    const char *passage;
    const char *preference;
    const char *model;
    int score; /* -2..2 */
};
#define STORE_VERDICTS 20000
bool store_add_verdict(struct store *store, const struct store_verdict *verdict, struct error *error);
/* Fills score; false without error: nobody asked yet. */
bool store_find_verdict(struct store *store, struct store_verdict *verdict, struct error *error);
/* The person does not want to hear of this preference at this passage as long as it reads so. */
bool store_dismiss(struct store *store, const char *passage, const char *preference, struct error *error);
bool store_is_dismissed(struct store *store, const char *passage, const char *preference, struct error *error);

/* --- the ledger --- */
struct store_spend {
    const char *day; /* 2026-11-23, local; to add, NULL: today */
    const char *model;
    const char *purpose; /* "interactive", "learn", "suggest" */
    int64_t calls;
    int64_t prompt_tokens;
    int64_t answer_tokens;
};
/* For what is asked outside of learning jobs, whose costs are added with their answers. */
bool store_add_spend(struct store *store, const struct store_spend *spend, struct error *error);
bool store_visit_spend(struct store *store, const char *day /* NULL: all, newest first */,
                       void (*visit)(void *arg, const struct store_spend *spend), void *arg, struct error *error);
/* Tokens of both kinds that learning and looking for hints took today: in all stores with the same tally, or in this
 * one if that is more. */
bool store_count_learning_tokens(struct store *store, int64_t *tokens, struct error *error);

/* --- status --- */
struct store_counts {
    size_t samples[SAMPLE_STATES];
    size_t preferences;
    size_t pinned;
    size_t muted;
    size_t suggestions;
};
bool store_count(struct store *store, struct store_counts *counts, struct error *error);
/* The two that change all the time, without a walk over what was learned; queued holds those in work. */
bool store_count_queue(struct store *store, size_t *waiting, size_t *queued, struct error *error);

#endif
