/* Opening, closing, and the preferences as one line. */
#include "tests/unit/engine/room.h"

#include "core/base/mem.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void on_problem(void *arg, const char *text) {
    list_add(&((struct room *)arg)->problems, text);
}

static void on_changed(void *arg, struct project *project) {
    (void)project;
    ((struct room *)arg)->changes++;
}

void room_open(struct room *room, const char *settings) {
    memset(room, 0, sizeof *room);
    strcpy(room->folder, "/tmp/prosed-room-XXXXXX");
    assert_non_null(mkdtemp(room->folder));
    setenv("XDG_DATA_HOME", room->folder, 1);
    setenv("XDG_CONFIG_HOME", room->folder, 1);
    struct config *config = config_create();
    struct list problems = {0};
    cJSON *values = settings ? json_parse(settings, strlen(settings), &room->error) : NULL;
    if (values)
        config_apply(config, values, CONFIG_USER, &problems);
    assert_int_equal(problems.count, 0);
    cJSON_Delete(values);
    const struct engine_events events = {.arg = room, .problem = on_problem, .preferences_changed = on_changed};
    room->loop = loop_create();
    room->engine = engine_create(room->loop, config, &events);
    room->project = engine_open_project(room->engine, room->folder);
}

static void on_closed(void *arg) {
    *(bool *)arg = true;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status, (void)kind, (void)place;
    return remove(path);
}

void room_close(struct room *room) {
    bool closed = false;
    engine_close_project(room->project);
    engine_close(room->engine, on_closed, &closed);
    while (!closed)
        loop_run_once(room->loop, true);
    engine_destroy(room->engine);
    assert_true(loop_destroy(room->loop));
    nftw(room->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    list_finish(&room->problems);
}

struct open_document *room_open_document(struct room *room, const char *name, const char *text) {
    char *path = mem_format("%s/%s", room->folder, name);
    struct open_document *opened = engine_open_document(room->project, path, "markdown", text, strlen(text));
    free(path);
    return opened;
}

int64_t room_prefer(struct room *room, const char *genre, const char *text) {
    int64_t id;
    assert_room(room, project_add_preference(room->project, genre, text, &id, &room->error));
    return id;
}

struct line {
    int64_t id;
    char text[256];
};

struct lines {
    struct line items[32];
    size_t count;
};

static bool on_preference(void *arg, const struct preference *preference) {
    struct lines *lines = arg;
    struct line *line = &lines->items[lines->count++];
    line->id = preference->id;
    snprintf(line->text, sizeof line->text, "%lld %s %s%s%s", (long long)preference->id, preference->genre,
             preference->text, preference->pinned ? "" : " (not pinned)", preference->muted ? " (muted)" : "");
    return lines->count < 32;
}

static int compare(const void *a, const void *b) {
    int64_t x = ((const struct line *)a)->id, y = ((const struct line *)b)->id;
    return x < y ? -1 : x > y;
}

const char *room_list(struct room *room) {
    static char all[4096];
    struct lines lines = {.count = 0};
    *all = '\0';
    assert_room(room, project_visit_preferences(room->project, NULL, on_preference, &lines, &room->error));
    qsort(lines.items, lines.count, sizeof *lines.items, compare);
    for (size_t i = 0; i < lines.count; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? "|" : "", lines.items[i].text);
    return all;
}

void room_run_until(struct room *room, const int *count, int wanted) {
    while (*count < wanted)
        loop_run_once(room->loop, true);
}
