/* Hints by what a model said before: its verdicts are in the store, so that no model is asked here. */
#include "tests/unit/engine/room.h"

#include "core/base/mem.h"
#include "core/store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char settings[] = "{\"model\": {\"engine\": \"openai\", \"url\": \"http://127.0.0.1:1\", \"name\": \"m\"},"
                               " \"learn\": {\"enabled\": false}}";
static const char passage[] =
    "The lamp on the pier burns all night, and whoever comes late finds the way by it without "
    "any trouble at all, even in the fog that hangs over the water.";
static const char wanted[] = "Write as if to a friend.";

struct found {
    int calls;
    size_t count;
    bool failed;
    char reason[256];
};

static void on_hints(void *arg, const struct hints *hints, const struct error *error) {
    struct found *found = arg;
    found->calls++;
    found->failed = error != NULL;
    found->count = hints ? hints->count : 0;
    snprintf(found->reason, sizeof found->reason, "%s", hints && hints->reason ? hints->reason : "");
}

static struct found look_with(int score) {
    struct room room;
    struct found found = {0};
    room_open(&room, settings);
    room_prefer(&room, "docs", wanted);
    struct store *store = store_open(project_get_store_path(room.project), &room.error);
    assert_non_null(store);
    const struct store_verdict verdict = {.passage = passage, .preference = wanted, .model = "m", .score = score};
    assert_room(&room, store_add_verdict(store, &verdict, &room.error));
    store_close(store);
    struct open_document *opened = room_open_document(&room, "a.md", passage);
    engine_find_hints(opened, (struct span){0, SIZE_MAX}, NULL, on_hints, &found);
    room_run_until(&room, &found.calls, 1);
    engine_close_document(opened);
    room_close(&room);
    return found;
}

/* "Somewhat contradicts" means as often as not that a passage has no use for the preference. */
static void only_a_clear_contradiction_is_told(void **state) {
    (void)state;
    for (int score = -2; score <= 2; score++) {
        struct found found = look_with(score);
        assert_false(found.failed);
        assert_string_equal(found.reason, "");
        if (found.count != (score == -2))
            fail_msg("%zu hints where the model said %d", found.count, score);
    }
}

/* What nobody judged yet would be asked; here nobody answers, and that is said. */
static void a_model_that_is_away_is_a_reason(void **state) {
    (void)state;
    struct room room;
    struct found found = {0};
    room_open(&room, settings);
    room_prefer(&room, "docs", wanted);
    struct open_document *opened = room_open_document(&room, "a.md", passage);
    engine_find_hints(opened, (struct span){0, SIZE_MAX}, NULL, on_hints, &found);
    room_run_until(&room, &found.calls, 1);
    assert_false(found.failed);
    assert_int_equal(found.count, 0);
    assert_string_not_equal(found.reason, "");
    project_pause(room.project, true);
    found.calls = 0;
    engine_find_hints(opened, (struct span){0, SIZE_MAX}, NULL, on_hints, &found);
    room_run_until(&room, &found.calls, 1);
    assert_non_null(strstr(found.reason, "paused"));
    engine_close_document(opened);
    room_close(&room);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_clear_contradiction_is_told),
        cmocka_unit_test(a_model_that_is_away_is_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
