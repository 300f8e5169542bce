/* Looking for hints with the offline engine: which passages, where in them, and what happens meanwhile. With a model:
 * tests/e2e/hints.test. */
#include "core/engine/engine.h"

#include "core/base/limits.h"
#include "core/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

struct desk {
    char folder[64];
    struct loop *loop;
    struct engine *engine;
    struct project *project;
    struct open_document *opened;
    struct buf found; /* "[exactly this] preference", a line each; "!" and the error */
    int calls;
};

static void desk_open(struct desk *desk) {
    memset(desk, 0, sizeof *desk);
    strcpy(desk->folder, "/tmp/prosed-hints-XXXXXX");
    assert_non_null(mkdtemp(desk->folder));
    setenv("XDG_DATA_HOME", desk->folder, 1);
    setenv("XDG_CONFIG_HOME", desk->folder, 1);
    desk->loop = loop_create();
    desk->engine = engine_create(desk->loop, config_create(), NULL);
    desk->project = engine_open_project(desk->engine, desk->folder);
}

static void on_closed(void *arg) {
    *(bool *)arg = true;
}

static void desk_close(struct desk *desk) {
    bool closed = false;
    engine_close_project(desk->project);
    engine_close(desk->engine, on_closed, &closed);
    while (!closed)
        loop_run_once(desk->loop, true);
    engine_destroy(desk->engine);
    assert_true(loop_destroy(desk->loop));
    char *command = mem_format("rm -r %s", desk->folder);
    assert_int_equal(system(command), 0);
    free(command);
    buf_finish(&desk->found);
}

static int64_t prefer(struct desk *desk, const char *text) {
    struct error error = {0};
    int64_t id;
    if (!project_add_preference(desk->project, "docs", text, &id, &error))
        fail_msg("%s", error.text);
    return id;
}

static void open_document(struct desk *desk, const char *name, const char *text) {
    char *path = mem_format("%s/%s", desk->folder, name);
    desk->opened = engine_open_document(desk->project, path, "markdown", text, strlen(text));
    free(path);
}

static void on_hints(void *arg, const struct hints *hints, const struct error *error) {
    struct desk *desk = arg;
    desk->calls++;
    if (error) {
        buf_printf(&desk->found, "!%s\n", error->text);
        return;
    }
    const char *data = text_get_data(document_get_text(open_document_get_document(desk->opened)));
    for (size_t i = 0; i < hints->count; i++) {
        const struct hint *hint = &hints->items[i];
        assert_true(hint->passage.start <= hint->span.start && hint->span.end <= hint->passage.end);
        buf_printf(&desk->found, "[%.*s] %s%s\n", (int)(hint->span.end - hint->span.start), data + hint->span.start,
                   hint->wanted, hint->rewrites ? "" : " (cannot be rewritten)");
    }
    if (hints->reason)
        buf_printf(&desk->found, "(%s)\n", hints->reason);
}

static void wait(struct desk *desk) {
    while (!desk->calls)
        loop_run_once(desk->loop, true);
    assert_int_equal(desk->calls, 1);
}

static struct search *start(struct desk *desk, const struct span *skip) {
    buf_finish(&desk->found);
    desk->calls = 0;
    struct search *search = engine_find_hints(desk->opened, (struct span){0, SIZE_MAX}, skip, on_hints, desk);
    assert_int_equal(desk->calls, 0);
    return search;
}

#define assert_found(desk, expected)                                                                                   \
    do {                                                                                                               \
        wait(desk);                                                                                                    \
        assert_string_equal(buf_get(&(desk)->found), expected);                                                        \
    } while (0)

static const char text[] = "# It is late\n"
                           "\n"
                           "It is late in the harbour, and the\n"
                           "color of the sea is grey.\n"
                           "\n"
                           "- The lamp doesn't burn.\n"
                           "- We do not know why.\n"
                           "\n"
                           "```\nit is code\n```\n"
                           "\n"
                           "> The colour of the keeper's coat\n"
                           "> is red, it is not blue.\n";

static void one_for_each_passage(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk);
    open_document(&desk, "a.md", text);
    start(&desk, NULL);
    assert_found(&desk, "");
    prefer(&desk, "Use contractions.");
    prefer(&desk, "Use British spelling.");
    start(&desk, NULL);
    assert_found(&desk, "[It is] Use contractions.\n"
                        "[It is] Use contractions.\n"
                        "[do not] Use contractions.\n"
                        "[is not] Use contractions.\n");
    desk_close(&desk);
}

/* Behind a marker and on the second line of a quotation, whose prefix is not in the text that is judged. */
static void the_surest_one_comes_first(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk);
    prefer(&desk, "Use contractions.");
    prefer(&desk, "Use American spelling.");
    prefer(&desk, "Avoid contractions."); /* of two that are opposed the one stated last is followed */
    open_document(&desk, "a.md", text);
    start(&desk, NULL);
    assert_found(&desk, "[harbour] Use American spelling.\n"
                        "[doesn't] Avoid contractions.\n"
                        "[colour] Use American spelling.\n");
    desk_close(&desk);
}

static void muted_and_dismissed_ones_are_silent(void **state) {
    (void)state;
    struct desk desk;
    struct error error = {0};
    struct list confirmed = {0};
    desk_open(&desk);
    int64_t id = prefer(&desk, "Use contractions.");
    open_document(&desk, "a.md", "It is late.\n\nIt is early.\n");
    assert_true(project_dismiss_hint(desk.project, "It is late.", "Use contractions.", &error));
    start(&desk, NULL);
    assert_found(&desk, "[It is] Use contractions.\n");
    assert_true(document_change(open_document_get_document(desk.opened), 10, 10, "r", 1, &error)); /* It is later. */
    start(&desk, NULL);
    assert_found(&desk, "[It is] Use contractions.\n[It is] Use contractions.\n");
    assert_true(project_copy_confirmed(desk.project, "docs", &confirmed, &error));
    assert_int_equal(confirmed.count, 1);
    list_finish(&confirmed);
    assert_true(project_mute_preference(desk.project, id, true, &error));
    assert_true(project_copy_confirmed(desk.project, "docs", &confirmed, &error));
    assert_int_equal(confirmed.count, 0);
    start(&desk, NULL);
    assert_found(&desk, "");
    assert_true(project_mute_preference(desk.project, id, false, &error));
    start(&desk, NULL);
    assert_found(&desk, ""); /* neither pinned nor confirmed by a sample */
    desk_close(&desk);
}

static void scope_and_skip(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk);
    prefer(&desk, "Use contractions.");
    open_document(&desk, "a.md", "It is one.\n\nI am two.\n\nYou are three.\n");
    const struct span second = {12, 13};
    start(&desk, &second);
    assert_found(&desk, "[It is] Use contractions.\n[You are] Use contractions.\n");
    desk.calls = 0;
    buf_finish(&desk.found);
    engine_find_hints(desk.opened, second, NULL, on_hints, &desk);
    assert_found(&desk, "[I am] Use contractions.\n");
    desk_close(&desk);
}

static void what_changes_meanwhile(void **state) {
    (void)state;
    struct desk desk;
    struct error error = {0};
    desk_open(&desk);
    prefer(&desk, "Use contractions.");
    open_document(&desk, "a.md", "It is one.\n\nI am two.\n\nYou are three.\n");
    start(&desk, NULL);
    assert_true(document_change(open_document_get_document(desk.opened), 15, 17, "was", 3, &error));
    assert_found(&desk, "[It is] Use contractions.\n[You are] Use contractions.\n");
    search_cancel(start(&desk, NULL));
    assert_found(&desk, "!cancelled\n");
    start(&desk, NULL);
    engine_close_document(desk.opened);
    assert_found(&desk, "!cancelled\n");
    desk_close(&desk);
}

static void documents_that_are_left_out(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk);
    prefer(&desk, "Use contractions.");
    open_document(&desk, "id_rsa", "It is late.\n");
    start(&desk, NULL);
    wait(&desk);
    assert_non_null(strstr(buf_get(&desk.found), "!id_rsa is left alone: such files hold secrets"));
    struct buf large = {0};
    for (size_t i = 0; i * 13 < LIMIT_HARVEST_BYTES; i++)
        buf_append_text(&large, "It is late.\n\n");
    open_document(&desk, "large.md", buf_get(&large));
    start(&desk, NULL);
    assert_found(&desk, "!large.md is over 2 MB: no hints are looked for in it\n");
    open_document(&desk, "long.md", buf_get(&large) + large.len - 13 * (2 * LIMIT_HINTS));
    start(&desk, NULL);
    wait(&desk);
    size_t lines = 0;
    for (const char *at = buf_get(&desk.found); (at = strchr(at, '\n')); at++)
        lines++;
    assert_int_equal(lines, LIMIT_HINTS);
    buf_finish(&large);
    desk_close(&desk);
}

static void what_no_rule_rewrites(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk);
    prefer(&desk, "Avoid questions.");
    open_document(&desk, "a.md", "Why is the lamp out?\nWho has the key?\n");
    start(&desk, NULL);
    assert_found(&desk, "[Why is the lamp out?] Avoid questions. (cannot be rewritten)\n");
    desk_close(&desk);
}

/* --- following one --- */

static void on_rewrite(void *arg, const struct rewrite *rewrite, const struct error *error) {
    struct desk *desk = arg;
    desk->calls++;
    if (error)
        fail_msg("%s", error->text);
    buf_append_text(&desk->found, rewrite->after);
    assert_int_equal(rewrite->preferences->count, 1);
}

static void following_changes_nothing_else(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk);
    prefer(&desk, "Use contractions.");
    prefer(&desk, "Use British spelling.");
    open_document(&desk, "a.md", "It is the color of the sea, and it is not `it is`.\n\nIt is late.\n");
    engine_follow_hint(desk.opened, (struct span){0, 50}, "Use contractions.", on_rewrite, &desk);
    assert_found(&desk, "It's the color of the sea, and it isn't `it is`.");
    desk_close(&desk);
}

static void a_look_makes_no_store(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk);
    open_document(&desk, "a.md", text);
    start(&desk, NULL);
    assert_found(&desk, "");
    assert_int_not_equal(access(project_get_store_path(desk.project), F_OK), 0);
    desk_close(&desk);
}

static void what_cannot_be_read_is_not_nothing(void **state) {
    (void)state;
    struct desk desk;
    struct buf long_text = {0};
    sqlite3 *database;
    desk_open(&desk);
    prefer(&desk, "Use contractions.");
    buf_append_text(&long_text, "It is late.\n\n");
    for (int i = 0; i < 3000; i++) /* so many that looking takes several turns */
        buf_append_text(&long_text, "The lamp burns in the harbour all night, and the boats come in one by one.\n\n");
    open_document(&desk, "a.md", buf_get(&long_text));
    start(&desk, NULL);
    for (int i = 0; i < 2; i++)
        loop_run_once(desk.loop, false);
    assert_int_equal(desk.calls, 0);
    assert_int_equal(sqlite3_open(project_get_store_path(desk.project), &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "DROP TABLE dismissal", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
    wait(&desk);
    assert_int_equal(*buf_get(&desk.found), '!');
    assert_non_null(strstr(buf_get(&desk.found), "dismissal"));
    buf_finish(&long_text);
    desk_close(&desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_for_each_passage),
        cmocka_unit_test(the_surest_one_comes_first),
        cmocka_unit_test(muted_and_dismissed_ones_are_silent),
        cmocka_unit_test(scope_and_skip),
        cmocka_unit_test(what_changes_meanwhile),
        cmocka_unit_test(documents_that_are_left_out),
        cmocka_unit_test(what_no_rule_rewrites),
        cmocka_unit_test(following_changes_nothing_else),
        cmocka_unit_test(a_look_makes_no_store),
        cmocka_unit_test(what_cannot_be_read_is_not_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
