/* usage: rewrites [--all] [--only WORDS] [--write FOLDER] FILE...
 *
 * Rewrites each file as a document of its own, as `prosed rewrite` does, towards each direction of the offline engine
 * by itself; with --all towards all of them at once, in two ways, since half of them contradict each other. Each change
 * is a line of JSON: {"direction", "file", "line", "before", "after", "removed", "added"}, where before and after are
 * the paragraph around it. --write keeps the rewritten files, as 1-NAME and 2-NAME. The counts by direction go to standard error. */
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/engine/engine.h"
#include "core/stylist/stylist.h"
#include "core/text/diff.h"
#include "core/text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct run {
    struct loop *loop;
    struct engine *engine;
    struct project *project;
    const char *folder; /* --write, or NULL */
    const char *direction;
    const char *file;
    const struct document *document;
    int way;        /* of --all: 1, 2 */
    size_t changes; /* of this direction */
    size_t refused;
    bool done;
};

/* The lines around [start, end), up to empty ones. */
static struct span find_paragraph(const char *data, size_t len, size_t start, size_t end) {
    while (start > 0 && !(data[start - 1] == '\n' && (start == 1 || data[start - 2] == '\n')))
        start--;
    while (end < len && !(data[end] == '\n' && (end + 1 == len || data[end + 1] == '\n')))
        end++;
    return (struct span){start, end};
}

static char *apply_inside(const struct edits *edits, const char *data, struct span span) {
    struct edits inside = {0};
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        if (edit->span.start >= span.start && edit->span.end <= span.end)
            edits_add(&inside, edit->span.start - span.start, edit->span.end - span.start, edit->text, edit->len);
    }
    char *after = edits_apply(&inside, data + span.start, span.end - span.start, NULL);
    edits_finish(&inside);
    return after;
}

static void print_change(const struct run *run, const struct text *text, const struct edits *edits, size_t i) {
    const struct edit *edit = &edits->items[i];
    const char *data = text_get_data(text);
    struct span span = find_paragraph(data, text_get_len(text), edit->span.start, edit->span.end);
    char *before = mem_copy(data + span.start, span.end - span.start), *after = apply_inside(edits, data, span);
    char *removed = mem_copy(data + edit->span.start, edit->span.end - edit->span.start);
    cJSON *line = cJSON_CreateObject();
    cJSON_AddStringToObject(line, "direction", run->direction);
    cJSON_AddStringToObject(line, "file", path_get_name(run->file));
    cJSON_AddNumberToObject(line, "line", (double)text_find_line(text, edit->span.start) + 1);
    cJSON_AddStringToObject(line, "before", before);
    cJSON_AddStringToObject(line, "after", after);
    cJSON_AddStringToObject(line, "removed", removed);
    cJSON_AddStringToObject(line, "added", edit->text);
    char *json = json_format(line);
    puts(json);
    free(json);
    cJSON_Delete(line);
    free(removed);
    free(before);
    free(after);
}

static void keep(const struct run *run, const struct text *text, const struct edits *edits) {
    size_t len;
    char *result = edits_apply(edits, text_get_data(text), text_get_len(text), &len);
    char *path = mem_format("%s/%d-%s", run->folder, run->way, path_get_name(run->file));
    FILE *file = fopen(path, "we");
    if (!file || fwrite(result, 1, len, file) != len || fclose(file)) {
        perror(path);
        exit(1);
    }
    free(path);
    free(result);
}

static void on_rewrite(void *arg, const struct rewrite *rewrite, const struct error *error) {
    struct run *run = arg;
    const struct text *text = document_get_text(run->document);
    const struct edits none = {0}, *edits = error ? &none : rewrite->edits;
    run->done = true;
    if (error && error->kind != ERROR_NEEDLESS)
        fprintf(stderr, "%s: %s\n", run->file, error->text);
    run->refused += error ? 0 : rewrite->refused;
    if (!error && rewrite->refused)
        fprintf(stderr, "%s: %zu passages left as they were: %s\n", run->file, rewrite->refused,
                rewrite->refused_reason);
    struct edits changes = {0}; /* of words alone: filling lines again changes no word */
    char *after = edits_apply(edits, text_get_data(text), text_get_len(text), NULL);
    if (edits->count)
        diff_words(text_get_data(text), text_get_len(text), after, strlen(after), &changes);
    const struct edits *told = changes.count ? &changes : edits; /* or else spaces between sentences */
    run->changes += told->count;
    for (size_t i = 0; i < told->count; i++)
        print_change(run, text, told, i);
    if (run->folder)
        keep(run, text, edits);
    edits_finish(&changes);
    free(after);
}

static size_t rewrite_file(struct run *run) {
    struct buf data = {0};
    struct error error = {0};
    if (!path_read(run->file, LIMIT_DOCUMENT_BYTES, &data, &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    struct open_document *opened = engine_open_document(run->project, run->file, NULL, buf_get(&data), data.len);
    run->document = open_document_get_document(opened);
    run->done = false;
    engine_rewrite(opened, 0, text_get_len(document_get_text(run->document)), run->direction, on_rewrite, run);
    while (!run->done)
        loop_run_once(run->loop, true);
    engine_close_document(opened);
    size_t words = words_count(buf_get(&data), data.len);
    buf_finish(&data);
    return words;
}

static void rewrite_files(struct run *run, const char *direction, char **files, size_t count) {
    size_t words = 0;
    run->direction = direction;
    run->changes = run->refused = 0;
    for (size_t i = 0; i < count; i++) {
        run->file = files[i];
        words += rewrite_file(run);
    }
    fprintf(stderr, "%zu\t%zu\t%zu\t%s\n", run->changes, run->refused, words, direction);
}

/* One value of each trait that is rewritten towards it: the first such value, or the last. */
static char *join_directions(bool last) {
    struct buf joined = {0};
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i);
        const char *chosen = NULL;
        for (size_t value = 0; value < trait_count_values(trait); value++)
            if (trait_can_rewrite(trait, value) && (!chosen || last))
                chosen = trait_get_preference(trait, value);
        if (chosen)
            buf_printf(&joined, "%s%s", joined.len ? " " : "", chosen);
    }
    return buf_take(&joined);
}

static void run_all(struct run *run, bool all, const char *only, char **files, size_t count) {
    for (int last = 0; all && last < 2; last++) {
        char *joined = join_directions(last);
        run->way = last + 1;
        rewrite_files(run, joined, files, count);
        free(joined);
    }
    for (size_t i = 0; !all && i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i);
        for (size_t value = 0; value < trait_count_values(trait); value++)
            if (trait_can_rewrite(trait, value) && (!only || strstr(trait_get_preference(trait, value), only)))
                rewrite_files(run, trait_get_preference(trait, value), files, count);
    }
}

static void on_closed(void *arg) {
    *(bool *)arg = true;
}

int main(int argc, char **argv) {
    struct run run = {0};
    const char *only = NULL;
    bool all = false, closed = false;
    int at = 1;
    for (; at < argc && !strncmp(argv[at], "--", 2); at++) {
        if (!strcmp(argv[at], "--all"))
            all = true;
        else if (!strcmp(argv[at], "--only") && at + 1 < argc)
            only = argv[++at];
        else if (!strcmp(argv[at], "--write") && at + 1 < argc)
            run.folder = argv[++at];
    }
    char home[] = "/tmp/prosed-real-XXXXXX";
    if (at == argc || !mkdtemp(home))
        return 2;
    setenv("XDG_DATA_HOME", home, 1);
    setenv("XDG_CONFIG_HOME", home, 1);
    struct config *config = config_create();
    config->rewrite_max_words = 1000000;
    config->learn_enabled = false;
    run.loop = loop_create();
    run.engine = engine_create(run.loop, config, NULL);
    run.project = engine_open_project(run.engine, NULL);
    run_all(&run, all, only, argv + at, (size_t)(argc - at));
    engine_close_project(run.project);
    engine_close(run.engine, on_closed, &closed);
    while (!closed)
        loop_run_once(run.loop, true);
    engine_destroy(run.engine);
    loop_destroy(run.loop);
    char *remove = mem_format("rm -rf %s", home);
    int code = system(remove);
    free(remove);
    return code;
}
