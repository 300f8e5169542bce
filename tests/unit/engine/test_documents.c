/* From a key press to a queued sample: what is saved waits, what is being written is left alone, what was closed in
 * time is not lost; and what became of suggestions. */
#include "tests/unit/engine/room.h"

#include "core/base/mem.h"
#include "core/store/store.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char settings[] = "{\"learn\": {\"quiet_s\": 3600, \"typing\": \"size\"}}";
static const char written[] =
    "The lamp on the pier burns all night, and whoever comes late finds the way by it without "
    "any trouble at all, even in the fog that hangs over the water.\n";

/* Word by word, as a person would. */
static void type(struct open_document *opened, size_t at, const char *text) {
    struct document *document = open_document_get_document(opened);
    for (const char *word = text; *word;) {
        size_t len = strcspn(word, " \n") + 1;
        len = strnlen(word, len);
        assert_true(document_change(document, at, at, word, len, NULL));
        at += len;
        word += len;
    }
}

static bool on_sample(void *arg, const struct sample *sample) {
    struct buf *out = arg;
    buf_printf(out, "%s %.15s|", sample->state, sample->text);
    return true;
}

static char *list_samples(struct room *room) {
    struct buf out = {0};
    assert_room(room, project_visit_samples(room->project, 0, on_sample, &out, &room->error));
    return buf_take(&out);
}

static void assert_samples(struct room *room, const char *expected) {
    char *listed = list_samples(room);
    assert_string_equal(listed, expected);
    free(listed);
}

static void what_is_being_written_is_left_alone(void **state) {
    (void)state;
    struct room room;
    room_open(&room, settings);
    project_pause(room.project, true); /* what is queued stays queued */
    struct open_document *opened = room_open_document(&room, "a.md", "");
    type(opened, 0, written);
    engine_save_document(opened);
    assert_samples(&room, "waiting The lamp on the|");
    /* The person goes on: nothing of it is taken now, though all of it has been quiet for as long as one may say. */
    type(opened, 0, "And ");
    project_learn_now(room.project);
    assert_samples(&room, "waiting The lamp on the|");
    /* Saved, it is what is there. */
    engine_save_document(opened);
    project_learn_now(room.project);
    assert_samples(&room, "queued And The lamp on|");
    engine_save_document(opened);
    project_learn_now(room.project);
    assert_samples(&room, "queued And The lamp on|");
    engine_close_document(opened);
    room_close(&room);
}

static void what_waits_is_queued_at_the_end(void **state) {
    (void)state;
    struct room room;
    room_open(&room, settings);
    project_pause(room.project, true);
    struct open_document *opened = room_open_document(&room, "a.md", "");
    type(opened, 0, written);
    engine_save_document(opened);
    engine_close_document(opened);
    assert_samples(&room, "queued The lamp on the|");
    room_close(&room);
}

static void a_document_goes_on_under_another_name(void **state) {
    (void)state;
    struct room room;
    room_open(&room, settings);
    project_pause(room.project, true);
    struct open_document *opened = room_open_document(&room, "a.md", "");
    type(opened, 0, written);
    engine_close_document(opened);
    opened = room_open_document(&room, "b.md", written);
    engine_save_document(opened);
    assert_samples(&room, "waiting The lamp on the|");
    engine_close_document(opened);
    /* Another text by that name is one that was there. */
    opened =
        room_open_document(&room, "c.md", "Somebody else wrote this one here, long before anybody looked at it.\n");
    engine_save_document(opened);
    assert_samples(&room, "queued The lamp on the|");
    engine_close_document(opened);
    room_close(&room);
}

/* --- suggestions --- */

struct rewritten {
    int calls;
    int64_t id;
    struct span span;
    char *after;
    struct error error;
    size_t edits;
};

static void on_rewrite(void *arg, const struct rewrite *rewrite, const struct error *error) {
    struct rewritten *answer = arg;
    answer->calls++;
    if (error) {
        answer->error = *error;
        return;
    }
    answer->id = rewrite->id;
    answer->span = rewrite->span;
    answer->edits = rewrite->edits->count;
    answer->after = mem_copy_text(rewrite->after);
}

static struct rewritten rewrite(struct room *room, struct open_document *opened) {
    struct rewritten answer = {0};
    engine_rewrite(opened, 0, SIZE_MAX / 2, NULL, on_rewrite, &answer);
    room_run_until(room, &answer.calls, 1);
    return answer;
}

static const char *state_name(enum suggestion_state state) {
    static const char *const names[] = {[SUGGESTION_SHOWN] = "shown",
                                        [SUGGESTION_ACCEPTED] = "accepted",
                                        [SUGGESTION_PARTLY] = "partly",
                                        [SUGGESTION_EDITED] = "edited",
                                        [SUGGESTION_REJECTED] = "rejected"};
    return names[state];
}

static bool on_suggestion(void *arg, const struct store_suggestion *suggestion) {
    buf_printf(arg, "%s %.2f|", state_name(suggestion->state), suggestion->kept);
    return true;
}

static void assert_suggestions(struct room *room, const char *expected) {
    struct buf out = {0};
    struct store *store = store_open(project_get_store_path(room->project), &room->error);
    assert_non_null(store);
    assert_room(room, store_visit_suggestions(store, 0, on_suggestion, &out, &room->error));
    assert_string_equal(buf_get(&out), expected);
    store_close(store);
    buf_finish(&out);
}

static const char formal[] = "They do not know the way, and they do not ask for it.\n";

static void what_became_of_a_suggestion(void **state) {
    (void)state;
    struct room room;
    room_open(&room, settings);
    room_prefer(&room, "docs", "Use contractions.");
    struct open_document *opened = room_open_document(&room, "a.md", formal);
    struct rewritten answer = rewrite(&room, opened);
    assert_int_equal(answer.error.kind, 0);
    assert_int_equal(answer.edits, 2);
    assert_suggestions(&room, ""); /* nobody said anything yet */
    assert_room(&room, engine_feedback(room.engine, answer.id, FEEDBACK_SHOWN, -1, &room.error));
    assert_suggestions(&room, "shown -1.00|");
    assert_room(&room, engine_feedback(room.engine, answer.id, FEEDBACK_PARTLY, 0.25, &room.error));
    assert_suggestions(&room, "partly 0.25|");
    /* A share that is not known changes nothing of the one that is. */
    assert_room(&room, engine_feedback(room.engine, answer.id, FEEDBACK_PARTLY, -1, &room.error));
    assert_suggestions(&room, "partly 0.25|");
    assert_room(&room, engine_feedback(room.engine, answer.id, FEEDBACK_SHOWN, -1, &room.error));
    assert_suggestions(&room, "partly 0.25|"); /* it came further than being seen */
    assert_room(&room, engine_feedback(room.engine, answer.id, FEEDBACK_REJECTED, -1, &room.error));
    assert_suggestions(&room, "rejected 0.00|");
    assert_false(engine_feedback(room.engine, 7, FEEDBACK_SHOWN, -1, &room.error));
    assert_int_equal(room.error.kind, ERROR_NOT_FOUND);
    free(answer.after);
    engine_close_document(opened);
    room_close(&room);
}

static void what_the_text_says_counts(void **state) {
    (void)state;
    struct room room;
    room_open(&room, settings);
    room_prefer(&room, "docs", "Use contractions.");
    struct open_document *opened = room_open_document(&room, "a.md", formal);
    struct document *document = open_document_get_document(opened);
    struct rewritten answer = rewrite(&room, opened);
    assert_true(
        document_change(document, answer.span.start, answer.span.end, answer.after, strlen(answer.after), NULL));
    engine_save_document(opened);
    assert_suggestions(&room, "accepted 1.00|");
    size_t at = (size_t)(strstr(text_get_data(document_get_text(document)), "don't") -
                         text_get_data(document_get_text(document)));
    assert_true(document_change(document, at, at + 5, "never", 5, NULL));
    engine_save_document(opened);
    struct buf out = {0};
    struct store *store = store_open(project_get_store_path(room.project), &room.error);
    assert_room(&room, store_visit_suggestions(store, 0, on_suggestion, &out, &room.error));
    assert_int_equal(strncmp(buf_get(&out), "edited 0.", 9), 0);
    store_close(store);
    buf_finish(&out);
    assert_true(document_change(document, 0, text_get_len(document_get_text(document)), formal, strlen(formal), NULL));
    engine_close_document(opened); /* the last look */
    assert_suggestions(&room, "rejected 0.00|");
    free(answer.after);
    room_close(&room);
}

/* --- without a home --- */

static void without_a_home_all_is_said_and_nothing_kept(void **state) {
    (void)state;
    struct room room;
    room_open(&room, settings);
    engine_close_project(room.project);
    unsetenv("XDG_DATA_HOME");
    unsetenv("HOME");
    room.project = engine_open_project(room.engine, NULL);
    assert_string_equal(project_get_store_path(room.project), "");
    cJSON *status = project_format_status(room.project);
    assert_string_equal(json_get_text(status, "store"), "");
    assert_non_null(json_get_text(status, "problem"));
    cJSON_Delete(status);
    int64_t id;
    assert_false(project_add_preference(room.project, "docs", "Use contractions.", &id, &room.error));
    assert_string_not_equal(room.error.text, "");
    room_close(&room);
}

/* --- many --- */

/* Of the sanitizer, where the program is built with it: its malloc does not count for mallinfo2. */
size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

static size_t count_allocated(void) {
    return __sanitizer_get_current_allocated_bytes ? __sanitizer_get_current_allocated_bytes() : mallinfo2().uordblks;
}

static void a_document_that_is_only_open_costs_little_more_than_its_text(void **state) {
    (void)state;
    enum { MANY = 1000, OVERHEAD_MAX = 700 };
    struct room room;
    struct open_document *opened[MANY];
    char name[32], text[512] = "";
    room_open(&room, settings);
    memset(text, 'a', sizeof text - 1);
    engine_close_document(room_open_document(&room, "first.md", text));
    size_t before = count_allocated();
    for (size_t k = 0; k < MANY; k++) {
        snprintf(name, sizeof name, "n%zu.md", k);
        opened[k] = room_open_document(&room, name, text);
    }
    size_t each = (count_allocated() - before) / MANY;
    if (each > sizeof text + OVERHEAD_MAX)
        fail_msg("a document costs %zu bytes for %zu of text", each, sizeof text);
    /* Closed from the first on and from the last on: neither looks for its place in a list. */
    for (size_t k = 0; k < MANY / 2; k++)
        engine_close_document(opened[k]);
    for (size_t k = MANY; k-- > MANY / 2;)
        engine_close_document(opened[k]);
    room_close(&room);
}

static void whatever_waits_is_found_among_documents_that_come_and_go(void **state) {
    (void)state;
    struct room room;
    room_open(&room, settings);
    project_pause(room.project, true);
    struct open_document *opened[6];
    const char *const names[] = {"a.md", "b.md", "c.md", "d.md", "e.md", "f.md"};
    for (size_t k = 0; k < 6; k++)
        opened[k] = room_open_document(&room, names[k], "");
    /* Those in the middle wait, one of them no longer; then neighbours on both sides go. */
    for (size_t k = 1; k < 5; k++) {
        type(opened[k], 0, written);
        document_change(open_document_get_document(opened[k]), 0, 8, names[k], 4, NULL);
        engine_save_document(opened[k]);
    }
    document_set_text(open_document_get_document(opened[2]), "", 0);
    engine_save_document(opened[2]);
    assert_samples(&room, "waiting e.md on the pie|waiting d.md on the pie|waiting b.md on the pie|");
    engine_close_document(opened[0]);
    engine_close_document(opened[3]);
    engine_close_document(opened[5]);
    project_learn_now(room.project);
    assert_samples(&room, "queued e.md on the pie|queued d.md on the pie|queued b.md on the pie|");
    engine_close_document(opened[4]);
    engine_close_document(opened[2]);
    engine_close_document(opened[1]);
    room_close(&room);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_being_written_is_left_alone),
        cmocka_unit_test(what_waits_is_queued_at_the_end),
        cmocka_unit_test(a_document_goes_on_under_another_name),
        cmocka_unit_test(what_became_of_a_suggestion),
        cmocka_unit_test(what_the_text_says_counts),
        cmocka_unit_test(without_a_home_all_is_said_and_nothing_kept),
        cmocka_unit_test(a_document_that_is_only_open_costs_little_more_than_its_text),
        cmocka_unit_test(whatever_waits_is_found_among_documents_that_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
