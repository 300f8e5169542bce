/* The shape of a store, as the steps that lead from one version to the next. A step that was released is never changed;
 * a new shape is a new step. */
#include "core/store/statement.h"

static const char version_1[] =
    /* What the person wrote. state: waiting (saved, not quiet yet), queued, learned, failed. learned_order counts up in
       the order of learning: the newest related samples are found by it. */
    "CREATE TABLE sample ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, genre TEXT NOT NULL, format TEXT NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'learned', 'failed')),"
    " task_kind TEXT NOT NULL, task TEXT, text TEXT NOT NULL, text_hash INTEGER NOT NULL, first_draft TEXT,"
    " suggestion INTEGER NOT NULL DEFAULT 0, changed_ms INTEGER NOT NULL, created_ms INTEGER NOT NULL,"
    " learned_ms INTEGER, learned_order INTEGER, model TEXT, error TEXT);"
    "CREATE INDEX sample_state ON sample (state);"
    "CREATE INDEX sample_waiting ON sample (document, changed_ms) WHERE state = 'waiting';"
    "CREATE INDEX sample_learned ON sample (genre, learned_order) WHERE state = 'learned';"
    "CREATE UNIQUE INDEX sample_order ON sample (learned_order);"
    "CREATE INDEX sample_text ON sample (genre, text_hash);"

    /* folded: the form that is compared. */
    "CREATE TABLE preference ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, genre TEXT NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL,"
    " source TEXT NOT NULL CHECK (source IN ('learned', 'added')), model TEXT NOT NULL, created_ms INTEGER NOT NULL,"
    " pinned INTEGER NOT NULL DEFAULT 0, muted INTEGER NOT NULL DEFAULT 0, UNIQUE (genre, folded));"
    "CREATE TABLE sample_preference ("
    " sample INTEGER NOT NULL REFERENCES sample ON DELETE CASCADE, position INTEGER NOT NULL,"
    " preference INTEGER NOT NULL REFERENCES preference ON DELETE CASCADE, PRIMARY KEY (sample, position))"
    " WITHOUT ROWID;"
    "CREATE INDEX sample_preference_back ON sample_preference (preference);"
    /* Remembered scores, also of candidates that were removed: by wording, for the same wording may come back. The
       genre is the sample's; with it, the mean of a preference comes from the index alone. */
    "CREATE TABLE score ("
    " sample INTEGER NOT NULL REFERENCES sample ON DELETE CASCADE, folded TEXT NOT NULL, genre TEXT NOT NULL,"
    " score INTEGER NOT NULL, PRIMARY KEY (sample, folded)) WITHOUT ROWID;"
    "CREATE INDEX score_wording ON score (genre, folded, score);"

    /* Work begun: input is what was fixed at its start, done_ms ends it and makes its answers a transcript. */
    "CREATE TABLE job ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('learn', 'coalesce')),"
    " sample INTEGER UNIQUE REFERENCES sample ON DELETE CASCADE, genre TEXT NOT NULL, input TEXT, lease_owner TEXT,"
    " lease_until_ms INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,"
    " not_before_ms INTEGER NOT NULL DEFAULT 0, error TEXT, done_ms INTEGER);"
    "CREATE INDEX job_open ON job (id) WHERE done_ms IS NULL;"
    "CREATE INDEX job_done ON job (done_ms, id) WHERE done_ms IS NOT NULL;"
    "CREATE UNIQUE INDEX job_coalesce ON job (genre) WHERE kind = 'coalesce';"
    "CREATE TABLE answer ("
    " id INTEGER PRIMARY KEY, job INTEGER NOT NULL REFERENCES job ON DELETE CASCADE, key TEXT NOT NULL,"
    " op TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, cut_off INTEGER NOT NULL, model TEXT NOT NULL,"
    " prompt_tokens INTEGER NOT NULL, answer_tokens INTEGER NOT NULL, at_ms INTEGER NOT NULL, UNIQUE (job, key));"
    /* text null: merging was tried and stayed unreadable. */
    "CREATE TABLE coalesced (genre TEXT NOT NULL, hash TEXT NOT NULL, text TEXT, at_ms INTEGER NOT NULL,"
    " PRIMARY KEY (genre, hash)) WITHOUT ROWID;"

    "CREATE TABLE suggestion ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, genre TEXT NOT NULL, kind TEXT NOT NULL,"
    " before TEXT NOT NULL, after TEXT NOT NULL, state TEXT NOT NULL, kept REAL, at_ms INTEGER NOT NULL);"
    "CREATE TABLE spend ("
    " day TEXT NOT NULL, model TEXT NOT NULL, purpose TEXT NOT NULL, calls INTEGER NOT NULL,"
    " prompt_tokens INTEGER NOT NULL, answer_tokens INTEGER NOT NULL, PRIMARY KEY (day, model, purpose))"
    " WITHOUT ROWID;";

/* Hints. Passages by the hash of their text: what is remembered holds as long as they read the same. */
static const char version_2[] =
    "CREATE TABLE verdict ("
    " id INTEGER PRIMARY KEY, passage INTEGER NOT NULL, folded TEXT NOT NULL, model TEXT NOT NULL,"
    " score INTEGER NOT NULL, UNIQUE (passage, folded, model));"
    "CREATE TABLE dismissal ("
    " passage INTEGER NOT NULL, folded TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (passage, folded))"
    " WITHOUT ROWID;";

static const char version_3[] =
    /* Of the process in whose document the sample waits (store_make_lease_owner). */
    "ALTER TABLE sample ADD COLUMN owner TEXT;"
    /* carried: came from another store. team: 1 the team's page names it, too; 2 it is here for that page alone. */
    "ALTER TABLE preference ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE preference ADD COLUMN team INTEGER NOT NULL DEFAULT 0;"
    /* What samples of other stores said of a carried preference. score null: it was stored with the sample unscored. */
    "CREATE TABLE evidence ("
    " preference INTEGER NOT NULL REFERENCES preference ON DELETE CASCADE, origin TEXT NOT NULL,"
    " sample INTEGER NOT NULL, score INTEGER, stored INTEGER NOT NULL, document TEXT NOT NULL, excerpt TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL, PRIMARY KEY (preference, origin, sample)) WITHOUT ROWID;"
    "CREATE INDEX evidence_sample ON evidence (origin, sample);"
    /* One row. id: what evidence from here is known by elsewhere. changes: grows with each change of a preference. */
    "CREATE TABLE identity (id TEXT NOT NULL, changes INTEGER NOT NULL);"
    "INSERT INTO identity VALUES (lower(hex(randomblob(6))), 0);"
    "CREATE TRIGGER preference_added AFTER INSERT ON preference BEGIN UPDATE identity SET changes = changes + 1; END;"
    "CREATE TRIGGER preference_changed AFTER UPDATE ON preference BEGIN UPDATE identity SET changes = changes + 1; END;"
    "CREATE TRIGGER preference_removed AFTER DELETE ON preference BEGIN UPDATE identity SET changes = changes + 1; END;"
    "CREATE TRIGGER sample_learned AFTER UPDATE OF learned_order ON sample BEGIN"
    " UPDATE identity SET changes = changes + 1; END;"
    "CREATE TRIGGER sample_removed AFTER DELETE ON sample WHEN old.state = 'learned' BEGIN"
    " UPDATE identity SET changes = changes + 1; END;";

/* What became of a suggestion is measured while its document is open; its words, and the document's name, are not kept.
 */
static const char version_4[] = "ALTER TABLE suggestion DROP COLUMN before;"
                                "ALTER TABLE suggestion DROP COLUMN after;"
                                "ALTER TABLE suggestion DROP COLUMN document;";

/* Where the writer of a sample had a choice, counted (core/preference/evidence.h); null: not counted yet. */
static const char version_5[] = "ALTER TABLE sample ADD COLUMN choices TEXT;";

const char *const schema_steps[] = {version_1, version_2, version_3, version_4, version_5};
const int schema_version = sizeof schema_steps / sizeof *schema_steps;
