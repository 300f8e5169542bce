/* SQLite, and nothing else: the only file that knows it. Opening looks at the header and the version, never at the
 * rows. The files beside this one say what is kept; statement.h is their way in here.
 *
 * WAL with synchronous FULL: what was committed survives a kill -9 and a power cut, and readers do not stop a writer.
 */
#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/store/owned_file.h"
#include "core/store/place.h"
#include "core/store/statement.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION_ID  0x70727364 /* "prsd" in the header of the file: what tells a store from any other database */
#define BUSY_TIMEOUT_MS 1000
#define STRINGIFY(x)    #x
#define NUMBER(x)       STRINGIFY(x)

struct cached {
    const char *sql;
    sqlite3_stmt *statement;
    bool in_use;
};

struct store {
    char *path;
    bool log_held; /* by another program, when what was deleted was to leave it */
    dev_t device;
    ino_t file;
    char *owner; /* NULL: nobody asked yet */
    sqlite3 *db;
    struct tally *tally; /* or NULL */
    bool looked;         /* store_find_news was called */
    int64_t data_version;
    int64_t changes;
    struct cached *cached;
    size_t count;
    size_t capacity;
};

static bool fail(struct store *store, int status, struct error *error) {
    if (store->db && access(store->path, F_OK) != 0 && errno == ENOENT) /* `prosed forget --all`, or somebody by hand */
        return error_set(error, ERROR_IO, "%s was erased while it was in use; restart prosed to begin anew",
                         store->path);
    switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(error, ERROR_BUSY, "%s is locked by another program; try again when it is done", store->path);
    case SQLITE_FULL:
        return error_set(error, ERROR_IO, "%s: the disk is full; make room and try again", store->path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return error_set(error, ERROR_IO, "%s cannot be opened for writing; check the permissions of it and its folder",
                         store->path);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return error_set(error, ERROR_DAMAGED,
                         "%s is damaged or no store of prosed; it was left as it is: move it away to start anew, "
                         "or put a backup in its place",
                         store->path);
    case SQLITE_NOMEM:
        mem_abort();
    case SQLITE_IOERR:
        return error_set(error, ERROR_IO, "%s: reading or writing failed (%s); check the disk", store->path,
                         sqlite3_errmsg(store->db));
    default:
        return error_set(error, ERROR_IO, "%s: %s", store->path, sqlite3_errmsg(store->db));
    }
}

/* Before each change: is the file at this path still the one that was opened, and nobody else's? A checkout may have
 * put another in its place, and SQLite would go on writing to the one that no name leads to. */
static bool store_is_ours(struct store *store, struct error *error) {
    struct stat now;
    struct error own = {0};
    if (!owned_check_file(store->path, &now, &own))
        return own.kind == ERROR_NOT_FOUND
                   ? error_set(error, ERROR_IO, "%s was erased while it was in use; restart prosed to begin anew",
                               store->path)
                   : error_set(error, ERROR_REFUSED, "%s", own.text);
    if (now.st_dev != store->device || now.st_ino != store->file)
        return error_set(error, ERROR_REFUSED,
                         "%s was exchanged for another file while it was in use, so nothing is written to it; restart "
                         "prosed once the place is right",
                         store->path);
    return true;
}

static bool execute(struct store *store, const char *sql, struct error *error) {
    int status = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return status == SQLITE_OK || fail(store, status, error);
}

/* --- opening --- */

static bool read_number(struct store *store, const char *sql, int64_t *out, struct error *error) {
    return store_query_int(store, out, NULL, error, sql, "");
}

/* Before anything is written: is it ours, and do we know its version? */
static bool check_identity(struct store *store, int64_t *version, struct error *error) {
    int64_t id, tables;
    if (!read_number(store, "PRAGMA user_version", version, error) ||
        !read_number(store, "PRAGMA application_id", &id, error) ||
        !read_number(store, "SELECT count(*) FROM sqlite_master", &tables, error))
        return false;
    if (tables && id != APPLICATION_ID)
        return error_set(error, ERROR_DAMAGED,
                         "%s is a database of another program; it was left as it is: move it away to start anew",
                         store->path);
    if (*version > schema_version)
        return error_set(error, ERROR_TOO_NEW,
                         "%s was written by a newer prosed (version %d; this one knows %d): update prosed to use it",
                         store->path, (int)*version, schema_version);
    return true;
}

/* One step; another process may have been quicker. */
static bool migrate_once(struct store *store, int64_t *version, struct error *error) {
    if (!store_begin(store, error))
        return false;
    bool ok = check_identity(store, version, error);
    if (ok && *version < schema_version) {
        char number[64];
        snprintf(number, sizeof number, "PRAGMA user_version = %d", (int)*version + 1);
        ok = execute(store, schema_steps[*version], error) &&
             execute(store, "PRAGMA application_id = " NUMBER(APPLICATION_ID), error) && execute(store, number, error);
        *version += ok;
    }
    return store_end(store, ok, error);
}

/* What is forgotten is overwritten in the file. Whether SQLite does so by itself depends on how it was built. */
static bool check_erasing(struct store *store, struct error *error) {
    int64_t erases;
    if (!read_number(store, "PRAGMA secure_delete", &erases, error))
        return false;
    return erases == 1 ||
           error_set(error, ERROR_SETUP,
                     "%s: this build of SQLite does not overwrite what is deleted, so prosed keeps nothing "
                     "with it; use another one",
                     store->path);
}

static bool set_up(struct store *store, struct error *error) {
    sqlite3_busy_timeout(store->db, BUSY_TIMEOUT_MS);
    int64_t version;
    if (!check_identity(store, &version, error))
        return false;
    if (sqlite3_db_readonly(store->db, "main"))
        return fail(store, SQLITE_READONLY, error);
    if (!execute(store,
                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                 "PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 4194304; PRAGMA trusted_schema = OFF;"
                 "PRAGMA cache_size = -128",
                 error) ||
        !check_erasing(store, error))
        return false;
    while (version < schema_version) {
        if (!migrate_once(store, &version, error))
            return false;
    }
    return true;
}

/* The name that SQLite is given has no link in it, and it is told to follow none: what is exchanged for one after the
 * look of place_prepare is not opened. */
static char *copy_real_path(const char *path) {
    const char *name = path_get_name(path);
    char *folder = mem_copy(path, (size_t)(name - path));
    char *real = realpath(*folder ? folder : ".", NULL);
    char *joined = path_join(real ? real : folder, name);
    free(folder);
    free(real);
    return joined;
}

static int open_database(struct store *store) {
    char *path = copy_real_path(store->path);
    owned_file_install();
    int status =
        sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL);
    free(path);
    return status;
}

struct store *store_open(const char *path, struct error *error) {
    struct stat file;
    if (!place_prepare(path, &file, error))
        return NULL;
    struct store *store = mem_alloc(sizeof *store);
    store->path = mem_copy_text(path);
    store->device = file.st_dev;
    store->file = file.st_ino;
    int status = open_database(store);
    if ((status == SQLITE_OK ? set_up(store, error) : fail(store, status, error)) && store_is_ours(store, error))
        return store;
    store_close(store);
    return NULL;
}

bool store_copy(const char *from, const char *to, struct error *error) {
    struct store *store = store_open(from, error);
    char *fresh = mem_format("%s.%ld", to, (long)getpid());
    (void)unlink(fresh); /* of a process of that number which died in here */
    struct stat file;
    bool copied = store && place_prepare(fresh, &file, error);
    char *real = copied ? copy_real_path(fresh) : NULL;
    copied = copied && store_run(store, error, "VACUUM INTO ?", "s", real);
    if (copied && link(fresh, to) != 0 && errno != EEXIST) /* EEXIST: another process was quicker, with the same */
        copied = error_set(error, ERROR_IO, "cannot make %s: %s", to, strerror(errno));
    (void)unlink(fresh);
    free(real);
    free(fresh);
    store_close(store);
    return copied;
}

void store_close(struct store *store) {
    if (!store)
        return;
    for (size_t i = 0; i < store->count; i++)
        sqlite3_finalize(store->cached[i].statement);
    sqlite3_close(store->db);
    free(store->cached);
    free(store->path);
    free(store->owner);
    free(store);
}

const char *store_get_path(const struct store *store) {
    return store->path;
}

const char *store_get_owner(struct store *store) {
    if (!store->owner)
        store->owner = store_make_lease_owner();
    return store->owner;
}

void store_set_patience(struct store *store, int wait_ms) {
    sqlite3_busy_timeout(store->db, wait_ms);
}

static bool read_changes(struct store *store, int64_t *changes, struct error *error) {
    return read_number(store, "SELECT changes FROM identity", changes, error);
}

bool store_get_merge_state(struct store *store, int64_t *state, struct error *error) {
    return read_number(store, "SELECT changes + coalesce((SELECT sum(at_ms) FROM coalesced), 0) FROM identity", state,
                       error);
}

bool store_find_news(struct store *store, struct store_news *news, struct error *error) {
    int64_t version, changes;
    *news = (struct store_news){0};
    /* data_version is another one when others have written, and sometimes after a checkpoint of our own. */
    if (!read_number(store, "PRAGMA data_version", &version, error) || !read_changes(store, &changes, error))
        return false;
    news->any = store->looked && version != store->data_version;
    news->preferences = store->looked && changes != store->changes;
    store->looked = true;
    store->data_version = version;
    store->changes = changes;
    return true;
}

void store_set_tally(struct store *store, struct tally *tally) {
    store->tally = tally;
}

struct tally *store_get_tally(const struct store *store) {
    return store->tally;
}

bool store_check(struct store *store, struct list *problems, struct error *error) {
    struct rows rows;
    store_query(store, &rows, "PRAGMA integrity_check", "");
    while (rows_next(&rows)) {
        if (strcmp(rows_get_text(&rows, 0), "ok") != 0)
            list_add(problems, rows_get_text(&rows, 0));
    }
    if (!rows_finish(&rows, error))
        return false;
    store_query(store, &rows, "PRAGMA foreign_key_check", "");
    while (rows_next(&rows)) {
        char *line = mem_format("a row of %s points to a row of %s that is not there", rows_get_text(&rows, 0),
                                rows_get_text(&rows, 2));
        list_take(problems, line);
    }
    return rows_finish(&rows, error);
}

/* --- statements --- */

static int prepare(struct store *store, const char *sql, struct rows *rows) {
    *rows = (struct rows){.store = store};
    for (size_t i = 0; i < store->count; i++) {
        struct cached *cached = &store->cached[i];
        if (cached->sql == sql && !cached->in_use) {
            cached->in_use = true;
            rows->statement = cached->statement;
            return SQLITE_OK;
        }
        rows->temporary = rows->temporary || cached->sql == sql;
    }
    sqlite3_stmt *statement = NULL;
    int status =
        sqlite3_prepare_v3(store->db, sql, -1, rows->temporary ? 0 : SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    rows->statement = statement;
    if (status == SQLITE_OK && !rows->temporary) {
        MEM_RESERVE(store->cached, store->count, store->capacity);
        store->cached[store->count++] = (struct cached){.sql = sql, .statement = statement, .in_use = true};
    }
    return status;
}

static void release(struct rows *rows) {
    if (rows->temporary || !rows->statement) {
        sqlite3_finalize(rows->statement);
        return;
    }
    sqlite3_reset(rows->statement);
    sqlite3_clear_bindings(rows->statement);
    for (size_t i = 0; i < rows->store->count; i++) {
        if (rows->store->cached[i].statement == rows->statement)
            rows->store->cached[i].in_use = false;
    }
}

static void start(struct store *store, struct rows *rows, const char *sql, const char *types, va_list values) {
    int status = prepare(store, sql, rows);
    /* One that is not bound would be null, without a word. */
    assert(status != SQLITE_OK || sqlite3_bind_parameter_count(rows->statement) == (int)strlen(types));
    assert(types[strspn(types, "sid")] == '\0');
    for (int i = 0; types[i] && status == SQLITE_OK; i++) {
        if (types[i] == 's')
            status = sqlite3_bind_text(rows->statement, i + 1, va_arg(values, const char *), -1, SQLITE_TRANSIENT);
        else if (types[i] == 'i')
            status = sqlite3_bind_int64(rows->statement, i + 1, va_arg(values, int64_t));
        else
            status = sqlite3_bind_double(rows->statement, i + 1, va_arg(values, double));
    }
    rows->status = status;
}

void store_query(struct store *store, struct rows *rows, const char *sql, const char *types, ...) {
    va_list values;
    va_start(values, types);
    start(store, rows, sql, types, values);
    va_end(values);
}

bool rows_next(struct rows *rows) {
    if (rows->status != SQLITE_OK && rows->status != SQLITE_ROW)
        return false;
    rows->status = sqlite3_step(rows->statement);
    return rows->status == SQLITE_ROW;
}

bool rows_finish(struct rows *rows, struct error *error) {
    bool ok = rows->status == SQLITE_OK || rows->status == SQLITE_ROW || rows->status == SQLITE_DONE;
    if (!ok)
        fail(rows->store, rows->status, error);
    release(rows);
    return ok;
}

bool store_run(struct store *store, struct error *error, const char *sql, const char *types, ...) {
    struct rows rows;
    va_list values;
    va_start(values, types);
    start(store, &rows, sql, types, values);
    va_end(values);
    while (rows_next(&rows))
        ;
    return rows_finish(&rows, error);
}

bool store_query_int(struct store *store, int64_t *out, bool *found, struct error *error, const char *sql,
                     const char *types, ...) {
    struct rows rows;
    va_list values;
    va_start(values, types);
    start(store, &rows, sql, types, values);
    va_end(values);
    bool any = rows_next(&rows);
    *out = any ? rows_get_int(&rows, 0) : 0;
    if (found)
        *found = any;
    return rows_finish(&rows, error);
}

size_t store_count_changes(const struct store *store) {
    return (size_t)sqlite3_changes(store->db);
}

int64_t store_get_last_id(const struct store *store) {
    return sqlite3_last_insert_rowid(store->db);
}

const char *rows_get_text(const struct rows *rows, int column) {
    const char *text = (const char *)sqlite3_column_text(rows->statement, column);
    if (!text && sqlite3_column_type(rows->statement, column) != SQLITE_NULL)
        mem_abort();
    return text;
}

int64_t rows_get_int(const struct rows *rows, int column) {
    return sqlite3_column_int64(rows->statement, column);
}

double rows_get_double(const struct rows *rows, int column) {
    return sqlite3_column_double(rows->statement, column);
}

/* --- transactions --- */

bool store_begin(struct store *store, struct error *error) {
    return store_is_ours(store, error) && store_run(store, error, "BEGIN IMMEDIATE", "");
}

bool store_end(struct store *store, bool ok, struct error *error) {
    if (ok && store_run(store, error, "COMMIT", ""))
        return true;
    if (!sqlite3_get_autocommit(store->db))
        store_run(store, NULL, "ROLLBACK", "");
    return false;
}

void store_flush_deleted(struct store *store) {
    int status = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    store->log_held = (status & 0xff) == SQLITE_BUSY;
}

bool store_is_log_held(const struct store *store) {
    return store->log_held;
}
