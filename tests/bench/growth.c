/* How cost grows with size, measured inside: a change in a document, finding the related samples and what they prefer,
 * and opening a store. Prints a table; each figure is over many runs after a warm-up. */
#include "core/base/mem.h"
#include "core/document/document.h"
#include "core/store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_row(const char *what, size_t size, double *times_ms, size_t count) {
    qsort(times_ms, count, sizeof *times_ms, compare);
    printf("%-44s %9zu %12.4f %12.4f\n", what, size, times_ms[count / 2], times_ms[count * 99 / 100]);
}

/* Prose in lines of some 70 characters with an empty one now and then. */
static char *make_text(size_t size) {
    static const char line[] = "The harbour keeps a log of every boat, its berth and the hour it came in.\n";
    char *text = mem_alloc(size + 1);
    for (size_t at = 0, n = 0; at < size; n++) {
        const char *piece = n % 6 == 5 ? "\n" : line;
        size_t len = strlen(piece) < size - at ? strlen(piece) : size - at;
        memcpy(text + at, piece, len);
        at += len;
    }
    return text;
}

static void measure_changes(size_t size) {
    enum { RUNS = 5000 };
    char *text = make_text(size);
    double *times_ms = mem_alloc(RUNS * sizeof *times_ms);
    struct document *document = document_create("/tmp/a.md", "markdown", text, size);
    for (size_t i = 0; i < RUNS; i++) {
        size_t at = (i * 7919 * 31) % size;
        double from_ms = now_ms();
        document_change(document, at, at, "x", 1, NULL);
        times_ms[i] = now_ms() - from_ms;
    }
    print_row("one change in a document, bytes", size, times_ms, RUNS);
    document_destroy(document);
    free(times_ms);
    free(text);
}

/* Undo and redo, step by step, in a document that was written in so many places: its origins are as many runs. */
static void measure_undo(size_t runs) {
    enum { STEPS = 100, APART = 40 };
    size_t inserts = runs / 2, size = (inserts + 1) * APART;
    char *text = make_text(size);
    double *times_ms = mem_alloc(4 * STEPS * sizeof *times_ms);
    struct document *document = document_create("/tmp/a.md", "markdown", text, size);
    for (size_t i = 0; i < inserts; i++)
        document_change(document, (i + 1) * (APART + 1) - 1, (i + 1) * (APART + 1) - 1, "x", 1, NULL);
    if (document_get_origins(document)->count < runs - 2)
        fprintf(stderr, "%zu runs, not %zu\n", document_get_origins(document)->count, runs);
    for (size_t i = 0; i < 4 * STEPS; i++) { /* back and forth, twice */
        size_t step = i % (2 * STEPS), back = step < STEPS ? step : 2 * STEPS - 1 - step;
        size_t at = (inserts - back) * (APART + 1) - 1;
        double from_ms = now_ms();
        document_change(document, at, at + (step < STEPS), "x", step < STEPS ? 0 : 1, NULL);
        times_ms[i] = now_ms() - from_ms;
    }
    print_row("one step of undo or redo, runs of origins", runs, times_ms, 4 * STEPS);
    document_destroy(document);
    free(times_ms);
    free(text);
}

/* A store with this many learned samples of three genres, six preferences each out of 500. */
static bool fill_store(const char *path, size_t samples) {
    struct error error = {0};
    struct store *store = store_open(path, &error);
    if (!store) {
        fprintf(stderr, "%s\n", error.text);
        return false;
    }
    store_close(store);
    char *sql = mem_format(
        "PRAGMA synchronous = OFF; BEGIN;"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
        " INSERT INTO preference (genre, text, folded, source, model, created_ms)"
        " SELECT CASE i %% 3 WHEN 0 THEN 'docs' WHEN 1 THEN 'email' ELSE 'notes' END, 'Prefer trait ' || i || '.',"
        " 'prefer trait ' || i || '.', 'learned', 'offline', i FROM n;"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %zu)"
        " INSERT INTO sample (document, genre, format, state, task_kind, task, text, text_hash, changed_ms, created_ms,"
        " learned_ms, learned_order, model)"
        " SELECT 'notes/' || (i %% 1000) || '.md', CASE i %% 3 WHEN 0 THEN 'docs' WHEN 1 THEN 'email' ELSE 'notes' END,"
        " 'markdown', 'learned', 'notes', 'a task of some words', 'The harbour keeps a log of every boat, number ' || "
        "i ||"
        " ', its berth and the hour it came in, and of who was on duty when it did.', i, i, i, i, i, 'offline' FROM n;"
        "INSERT INTO sample_preference (sample, position, preference)"
        " SELECT sample.id, p.value, 1 + (sample.id * 7 + p.value * 3) %% 497 FROM sample, json_each('[0,1,2,3,4,5]') "
        "AS p;"
        "COMMIT;",
        samples);
    sqlite3 *database;
    char *message = NULL;
    sqlite3_open(path, &database);
    bool filled = sqlite3_exec(database, sql, NULL, NULL, &message) == SQLITE_OK;
    if (!filled)
        fprintf(stderr, "%s\n", message);
    sqlite3_free(message);
    sqlite3_close(database);
    free(sql);
    return filled;
}

static bool on_sample(void *arg, const struct store_sample *sample) {
    *(size_t *)arg += strlen(sample->text);
    return true;
}

static bool measure_store(const char *folder, size_t samples) {
    enum { OPENINGS = 50, LOOKUPS = 500 };
    double openings_ms[OPENINGS], lookups_ms[LOOKUPS];
    char *path = mem_format("%s/store-%zu.db", folder, samples);
    if (!fill_store(path, samples))
        return false;
    for (size_t i = 0; i < OPENINGS; i++) {
        double from_ms = now_ms();
        struct store *store = store_open(path, NULL);
        openings_ms[i] = now_ms() - from_ms;
        store_close(store);
    }
    struct store *store = store_open(path, NULL);
    static const char *const genres[] = {"docs", "email", "notes"};
    for (size_t i = 0; i < LOOKUPS; i++) {
        struct list preferences = {0};
        size_t bytes = 0;
        double from_ms = now_ms();
        store_visit_related(store, genres[i % 3], 5, on_sample, &bytes, NULL);
        store_load_union(store, genres[i % 3], 5, &preferences, NULL);
        lookups_ms[i] = now_ms() - from_ms;
        if (!bytes || !preferences.count) {
            fprintf(stderr, "nothing found in %s\n", path);
            return false;
        }
        list_finish(&preferences);
    }
    store_close(store);
    print_row("related samples and their preferences, samples", samples, lookups_ms, LOOKUPS);
    print_row("opening a store, samples", samples, openings_ms, OPENINGS);
    free(path);
    return true;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: growth FOLDER (for the stores it makes)\n");
        return 2;
    }
    printf("%-44s %9s %12s %12s\n", "inside the server", "size", "median ms", "99 % ms");
    for (size_t size = 10 << 10; size <= 1 << 20; size *= 10)
        measure_changes(size == 1000 << 10 ? 1 << 20 : size);
    measure_undo(1001);
    measure_undo(6001);
    for (size_t samples = 1000; samples <= 100000; samples *= 10)
        if (!measure_store(argv[1], samples))
            return 1;
    return 0;
}
