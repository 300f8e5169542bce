/* SQL for the files of this folder: statements are prepared once, by the address of their text (so it must be a
 * literal), and run with their parameters in one call. `types` names the parameters: s text (NULL is null), i int64_t,
 * d double. Failures say which store and what to do. */
#ifndef PROSED_STATEMENT_H
#define PROSED_STATEMENT_H

#include "core/store/store.h"

struct rows { /* a query that is running */
    struct store *store;
    void *statement;
    bool temporary; /* the cached one was in use further up */
    int status;
};

/* Runs a statement that gives no rows. */
bool store_run(struct store *store, struct error *error, const char *sql, const char *types, ...);
size_t store_count_changes(const struct store *store); /* rows changed by the last store_run */
int64_t store_get_last_id(const struct store *store);  /* of the last insert */

/* rows_finish must follow, also after a failure: it is what reports it. */
void store_query(struct store *store, struct rows *rows, const char *sql, const char *types, ...);
bool rows_next(struct rows *rows); /* false: no more, or failed */
bool rows_finish(struct rows *rows, struct error *error);
const char *rows_get_text(const struct rows *rows, int column); /* NULL if null; borrowed until the next rows_* */
int64_t rows_get_int(const struct rows *rows, int column);
double rows_get_double(const struct rows *rows, int column);

/* One number; *found (may be NULL) says whether there was a row. */
bool store_query_int(struct store *store, int64_t *out, bool *found, struct error *error, const char *sql,
                     const char *types, ...);

/* bool ok = store_begin(...) && ...; return store_end(store, ok, error): commits if ok, else rolls back. */
bool store_begin(struct store *store, struct error *error);
bool store_end(struct store *store, bool ok, struct error *error);
const char *store_get_owner(struct store *store); /* what this process is known by: store_make_lease_owner, once */
/* A process of this host that is not there any more. */
bool store_lease_owner_is_dead(const char *owner);
struct tally *store_get_tally(const struct store *store); /* or NULL */
/* What learning took, for the daily cap: told to the tally, if there is one. A tally that cannot be written to costs
 * the sum over stores, not the answers. */
void store_tell_tally(struct store *store, int64_t tokens);
/* Deleted text must not stay in the write-ahead log. */
void store_flush_deleted(struct store *store);
/* Jobs of a genre that are under way start anew: what they were given at their start is not true any more. */
bool store_restart_jobs(struct store *store, const char *genre, struct error *error);
/* Preferences that nothing holds any more: learned, neither pinned nor muted, and stored with no sample. */
bool store_drop_unheld(struct store *store, const char *genre, struct error *error);

/* Columns of a query by SAMPLE_COLUMNS, sample table named s. */
#define SAMPLE_COLUMNS                                                                                                 \
    "s.id, s.document, s.genre, s.format, CASE WHEN s.state = 'queued' AND EXISTS (SELECT 1 FROM job j WHERE "         \
    "j.sample = s.id AND j.input IS NOT NULL) THEN 'learning' ELSE s.state END, s.task_kind, s.task, s.text, "         \
    "s.first_draft, s.suggestion, s.changed_ms, s.created_ms, s.learned_ms, s.model, s.error "
void rows_get_sample(const struct rows *rows, struct store_sample *sample);

uint64_t store_hash(const char *text);

extern const char *const schema_steps[]; /* schema_steps[n] leads from version n to n + 1 */
extern const int schema_version;         /* how many there are */

#endif
