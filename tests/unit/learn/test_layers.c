/* Several stores heard as one: the order of the layers, muting, and which of two that contradict each other is
 * followed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/mem.h"
#include "core/learn/layers.h"
#include "core/store/statement.h"
#include "tests/unit/store/folder.h"

struct two {
    struct folder project;
    struct folder personal;
    struct layers layers;
};

static void two_open(struct two *two) {
    folder_open(&two->project);
    folder_open(&two->personal);
    assert_ok(two->personal, store_start_ids(two->personal.store, LAYERS_PERSONAL_IDS + 1, &two->personal.error));
    two->layers = (struct layers){.project = two->project.store, .personal = two->personal.store, .related = 5};
}

static void two_close(struct two *two) {
    folder_close(&two->project);
    folder_close(&two->personal);
}

static int64_t pin(struct folder *f, const char *genre, const char *text) {
    int64_t id;
    assert_ok(*f, store_add_preference(f->store, genre, text, &id, &f->error));
    return id;
}

static void assert_union(struct two *two, const char *genre, const char *expected) {
    struct list list = {0};
    assert_ok(two->project, layers_load_union(&two->layers, genre, &list, &two->project.error));
    char *got = list_join(&list, " ");
    assert_string_equal(got, expected);
    free(got);
    list_finish(&list);
}

/* Learns it with one sample; later calls are newer. */
static void learn(struct folder *f, const char *sample, const char *preference, int score) {
    const char *const preferences[] = {preference, NULL};
    folder_learn(f, "docs", sample, preferences, score);
    usleep(2000); /* learned at another millisecond */
}

static void set_team(struct folder *f, const char *genre, const char *text) {
    struct list genres = {0}, texts = {0};
    if (text) {
        list_add(&genres, genre);
        list_add(&texts, text);
    }
    assert_ok(*f, store_set_team(f->store, &genres, &texts, &f->error));
    list_finish(&genres);
    list_finish(&texts);
}

static void the_order_of_the_layers(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    learn(&t.personal, "p", "E.", 2);
    learn(&t.project, "a", "D.", 2);
    pin(&t.personal, "docs", "C.");
    set_team(&t.project, "docs", "B.");
    pin(&t.project, "docs", "A.");
    assert_union(&t, "docs", "A. B. C. D. E.");
    assert_union(&t, "email", "");
    pin(&t.personal, "docs", "a."); /* alike: once, where it speaks first */
    assert_union(&t, "docs", "A. B. C. D. E.");
    pin(&t.personal, STORE_GENRE_ALL, "F.");
    assert_union(&t, "docs", "A. B. C. F. D. E.");
    assert_union(&t, "email", "F.");
    two_close(&t);
}

static void muted_anywhere_is_silent_everywhere(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    int64_t own = pin(&t.project, "docs", "Shout.");
    int64_t personal = pin(&t.personal, "docs", "shout.");
    pin(&t.project, "docs", "Whisper.");
    assert_ok(t.personal, store_mute_preference(t.personal.store, personal, true, &t.personal.error));
    assert_union(&t, "docs", "Whisper.");
    struct list pinned = {0}, muted = {0};
    assert_ok(t.project, layers_load_marked(&t.layers, "docs", &pinned, &muted, &t.project.error));
    assert_int_equal(pinned.count, 1);
    assert_int_equal(muted.count, 1);
    list_finish(&pinned);
    list_finish(&muted);
    assert_ok(t.personal, store_pin_preference(t.personal.store, personal, true, &t.personal.error));
    assert_ok(t.project, store_mute_preference(t.project.store, own, true, &t.project.error));
    assert_union(&t, "docs", "Whisper.");
    two_close(&t);
}

static void newer_evidence_wins(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    learn(&t.project, "one", "Use British spelling.", 2);
    assert_union(&t, "docs", "Use British spelling.");
    learn(&t.project, "two", "Use American spelling.", 2);
    assert_union(&t, "docs", "Use American spelling.");
    learn(&t.project, "three", "Use British spelling.", 1);
    assert_union(&t, "docs", "Use British spelling.");
    struct in_force_list in_force = {0};
    assert_ok(t.project, layers_load_in_force(&t.layers, "docs", true, &in_force, &t.project.error));
    assert_int_equal(in_force.contradiction_count, 1);
    const struct in_force *loser = in_force_list_find(&in_force, in_force.contradictions[0].second);
    assert_string_equal(loser->text, "Use American spelling.");
    assert_int_equal(loser->yields_to, in_force.contradictions[0].first);
    in_force_list_finish(&in_force);
    two_close(&t);
}

static void an_earlier_layer_wins_over_newer_evidence(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    pin(&t.project, "docs", "Use British spelling.");
    learn(&t.project, "two", "Use American spelling.", 2);
    assert_union(&t, "docs", "Use British spelling.");
    set_team(&t.project, "docs", "Use contractions.");
    pin(&t.personal, "docs", "Avoid contractions.");
    assert_union(&t, "docs", "Use British spelling. Use contractions.");
    pin(&t.project, "docs", "Avoid contractions.");
    assert_union(&t, "docs", "Use British spelling. Avoid contractions.");
    two_close(&t);
}

static void what_was_stated_last_wins_where_nothing_was_learned(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    pin(&t.project, "docs", "Start with a joke.");
    pin(&t.project, "docs", "Never start with a joke.");
    assert_union(&t, "docs", "Never start with a joke.");
    two_close(&t);
}

static void contradictions_that_only_samples_show(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    static const char *const both[] = {"Be solemn.", "Jest.", NULL};
    static const char *const all[] = {"Be solemn.", "Jest.", "Be terse.", NULL};
    folder_learn(&t.project, "docs", "nothing", all, 0);
    assert_union(&t, "docs", ""); /* nothing bears them out */
    for (int i = 0; i < 4; i++) { /* solemn and jest disagree on each */
        char *text = mem_format("sample %d", i);
        int64_t id = folder_learn(&t.project, "docs", text, both, 0);
        const char *fold[] = {"be solemn.", "jest."};
        for (int j = 0; j < 2; j++)
            assert_true(store_run(t.project.store, NULL, "UPDATE score SET score = ? WHERE sample = ? AND folded = ?",
                                  "iis", (int64_t)((i + j) % 2 ? 2 : -2), id, fold[j]));
        free(text);
    }
    struct in_force_list in_force = {0};
    assert_ok(t.project, layers_load_in_force(&t.layers, "docs", false, &in_force, &t.project.error));
    assert_int_equal(in_force.contradiction_count, 1);
    assert_true(in_force.contradictions[0].by_samples);
    in_force_list_finish(&in_force);
    two_close(&t);
}

static void what_the_project_contradicts_is_silent_there(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    learn(&t.personal, "p", "Be playful.", 2);
    assert_union(&t, "docs", "Be playful.");
    static const char *const none[] = {NULL};
    int64_t id = folder_learn(&t.project, "docs", "a sober text", none, 0);
    assert_true(store_run(t.project.store, NULL, "INSERT INTO score VALUES (?, 'be playful.', 'docs', -2)", "i", id));
    assert_union(&t, "docs", "");
    two_close(&t);
}

/* What models said: no occasion counts for nothing, one weak word is not enough, nothing at or below v is followed. */
static void verdicts_bear_out_what_was_learned(void **state) {
    static const struct {
        int scores[5]; /* oldest first; 9: no more */
        double threshold;
        bool followed;
    } rows[] = {
        {{2, 9}, 0, true},          {{1, 9}, 0, false},         {{0, 9}, 0, false},          {{1, 1, 9}, 0, true},
        {{2, 0, 0, 0, 9}, 0, true}, {{2, -2, 9}, 0, false},     {{2, 2, -1, 9}, 0, true},    {{-2, 2, 9}, 0, false},
        {{2, 9}, 1, false},         {{2, 2, 2, 2, 9}, 1, true}, {{1, 1, 1, 1, 9}, 1, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct two t;
        two_open(&t);
        t.layers.threshold = rows[i].threshold;
        for (int j = 0; j < 5 && rows[i].scores[j] != 9; j++) {
            char *text = mem_format("sample %d", j);
            learn(&t.project, text, "Be brief.", rows[i].scores[j]);
            free(text);
        }
        assert_union(&t, "docs", rows[i].followed ? "Be brief." : "");
        two_close(&t);
    }
}

/* Habits are counted in the texts themselves, also in those that were learned before anything was counted. */
static void places_bear_out_what_was_learned(void **state) {
    static const char *const none[] = {"Use contractions.", NULL};
    static const char few[] = "We don't turn it. It isn't right.";
    static const char many[] = "We don't turn it. It isn't right. They won't mind. You can't go. I haven't seen it. "
                               "It wasn't here. He doesn't know. She didn't ask. We aren't late.";
    static const char other[] = "We do not turn it. It is not right. They will not mind. You cannot go.";
    (void)state;
    struct two t;
    two_open(&t);
    t.layers.personal = NULL;
    int64_t first = folder_learn(&t.project, "docs", few, none, 2);
    assert_true(store_run(t.project.store, NULL, "UPDATE preference SET model = 'offline'", ""));
    assert_union(&t, "docs", ""); /* one text, two places */
    assert_true(store_run(t.project.store, NULL, "UPDATE sample SET document = 'b.md' WHERE id = ?", "i", first));
    folder_learn(&t.project, "docs", "She doesn't know it. They can't tell us.", none, 2);
    assert_union(&t, "docs", "Use contractions."); /* four of four, in two */
    int64_t last = folder_learn(&t.project, "docs", other, none, 2);
    assert_union(&t, "docs", ""); /* both ways, whatever was said of it */
    assert_ok(t.project, store_forget_sample(t.project.store, last, &t.project.error));
    assert_union(&t, "docs", "Use contractions.");
    two_close(&t);
    two_open(&t); /* what the person reworded is theirs, whatever the samples show */
    folder_learn(&t.project, "docs", few, none, 1);
    assert_true(store_run(t.project.store, NULL, "UPDATE preference SET model = 'offline'", ""));
    assert_union(&t, "docs", "");
    assert_ok(t.project,
              store_edit_preference(t.project.store, 1, "Use contractions where they fit.", &t.project.error));
    assert_union(&t, "docs", "Use contractions where they fit.");
    two_close(&t);
    two_open(&t); /* one that is rich */
    folder_learn(&t.project, "docs", many, none, 2);
    assert_true(store_run(t.project.store, NULL, "UPDATE preference SET model = 'offline'", ""));
    assert_union(&t, "docs", "Use contractions.");
    two_close(&t);
}

static bool count_followed(void *arg, const struct in_force_list *in_force) {
    size_t *followed = arg;
    for (size_t i = 0; i < in_force->count; i++)
        *followed += in_force->items[i].rank == RANK_LEARNED;
    return true;
}

static void twelve_at_most_are_in_force(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    for (int i = 0; i < 20; i++) {
        char *text = mem_format("sample %d", i), *preference = mem_format("Be so and so, number %d.", i);
        learn(&t.project, text, preference, 2);
        free(text);
        free(preference);
    }
    t.layers.related = 50;
    struct in_force_list in_force = {0};
    size_t followed = 0;
    assert_ok(t.project, layers_load_in_force(&t.layers, "docs", true, &in_force, &t.project.error));
    count_followed(&followed, &in_force);
    assert_int_equal(in_force.count, 20);
    assert_int_equal(followed, LAYERS_LEARNED_MAX);
    in_force_list_finish(&in_force);
    two_close(&t);
}

static void without_a_personal_store(void **state) {
    (void)state;
    struct two t;
    two_open(&t);
    t.layers.personal = NULL;
    pin(&t.project, "docs", "A.");
    assert_union(&t, "docs", "A.");
    two_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_the_layers),
        cmocka_unit_test(muted_anywhere_is_silent_everywhere),
        cmocka_unit_test(newer_evidence_wins),
        cmocka_unit_test(an_earlier_layer_wins_over_newer_evidence),
        cmocka_unit_test(what_was_stated_last_wins_where_nothing_was_learned),
        cmocka_unit_test(contradictions_that_only_samples_show),
        cmocka_unit_test(what_the_project_contradicts_is_silent_there),
        cmocka_unit_test(without_a_personal_store),
        cmocka_unit_test(verdicts_bear_out_what_was_learned),
        cmocka_unit_test(places_bear_out_what_was_learned),
        cmocka_unit_test(twelve_at_most_are_in_force),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
