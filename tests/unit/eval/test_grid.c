/* Who writes what by which method, and how it is added up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/eval/grid.h"
#include "core/eval/identity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct setting {
    struct config *config;
    struct list methods;
    struct eval_settings settings;
    struct grid grid;
};

static void set_up(struct setting *s, const char *const *methods) {
    *s = (struct setting){.config = config_create()};
    for (; *methods; methods++)
        list_add(&s->methods, *methods);
    s->settings = (struct eval_settings){.config = s->config, .methods = &s->methods, .seeds = 2, .demonstrations = 3};
}

static void make(struct setting *s) {
    struct error error = {0};
    if (!grid_create(&s->grid, &s->settings, &error))
        fail_msg("%s", error.text);
}

static void tear_down(struct setting *s) {
    grid_finish(&s->grid);
    list_finish(&s->methods);
    config_destroy(s->config);
}

static void sweeps_make_every_combination(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, (const char *const[]){"icl", "prose", "prose-unverified", NULL});
    s.settings.thresholds = (const double[]){0, 0.25};
    s.settings.threshold_count = 2;
    s.settings.steps = (const double[]){2, 3, 4};
    s.settings.step_count = 3;
    make(&s);
    assert_int_equal(s.grid.variant_count, 1 + 6 + 6);
    assert_string_equal(s.grid.variants[0].label, "icl");
    assert_string_equal(s.grid.variants[1].label, "prose v=0 S=2");
    assert_string_equal(s.grid.variants[6].label, "prose v=0.25 S=4");
    assert_true(s.grid.variants[6].method.prose.threshold == 0.25);
    assert_int_equal(s.grid.variants[6].method.prose.steps, 4);
    assert_true(s.grid.variants[12].method.prose.unverified);
    assert_int_equal(s.grid.run_count, s.grid.variant_count * s.grid.person_count);
    tear_down(&s);
}

static void a_seed_decides_what_is_demonstrated(void **state) {
    (void)state;
    struct setting s, again;
    size_t others = 0;
    set_up(&s, (const char *const[]){"none", NULL});
    set_up(&again, (const char *const[]){"prose", NULL});
    make(&s);
    make(&again);
    assert_int_equal(s.grid.person_count, 2 * 5 * 2); /* tasks, users, seeds */
    for (size_t i = 0; i < s.grid.person_count; i++) {
        const struct person *person = &s.grid.people[i];
        assert_int_equal(person->own_count, 3);
        for (size_t j = 0; j < 3; j++) {
            assert_string_equal(person->own[j].document->source, person->user->source);
            assert_string_equal(person->own[j].document->content, again.grid.people[i].own[j].document->content);
            for (size_t k = 0; k < j; k++)
                assert_ptr_not_equal(person->own[j].document, person->own[k].document);
        }
        if (i % 2) /* the seeds of one user stand next to each other */
            others += s.grid.people[i - 1].own[0].document != person->own[0].document ||
                      s.grid.people[i - 1].own[1].document != person->own[1].document;
    }
    assert_true(others >= 8);
    tear_down(&s);
    tear_down(&again);
}

/* Means over demonstrations, then users, then tasks; the error is over seeds. */
static void figures_are_added_up(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, (const char *const[]){"none", "prose", NULL});
    make(&s);
    for (size_t i = 0; i < s.grid.run_count; i++) {
        struct run *run = &s.grid.runs[i];
        bool email = strcmp(run->person->corpus->task, "email") == 0;
        if (run->variant->method.kind == METHOD_PROSE)
            run->totals[EVAL_PPCM] = 3 * ((email ? 1.0 : 0.5) + (run->person->seed == 1 ? 0.1 : -0.1));
    }
    struct eval_table table = {0};
    grid_add_up(&s.grid, &table);
    assert_int_equal(table.count, 6);
    assert_true(table.rows[0].measures[EVAL_PPCM].mean == 0);
    assert_string_equal(table.rows[3].method, "prose");
    assert_string_equal(table.rows[3].task, "");
    assert_string_equal(table.rows[4].task, "email");
    assert_true(fabs(table.rows[3].measures[EVAL_PPCM].mean - 0.75) < 1e-9);
    assert_true(fabs(table.rows[4].measures[EVAL_PPCM].mean - 1) < 1e-9);
    assert_true(fabs(table.rows[3].measures[EVAL_PPCM].error - 0.1) < 1e-9); /* 0.1414 / sqrt(2) */
    assert_true(fabs(table.rows[3].ppcm_by_seed[0] - 0.85) < 1e-9);
    eval_table_finish(&table);
    tear_down(&s);
}

static void related_texts_are_chosen(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum retrieval_mode mode;
    } rows[] = {{NULL, RETRIEVAL_SOURCE},
                {"genre", RETRIEVAL_SOURCE},
                {"newest", RETRIEVAL_NEWEST},
                {"similar", RETRIEVAL_SIMILAR}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct setting s;
        set_up(&s, (const char *const[]){"prose", "cipher-3", NULL});
        s.settings.retrieval = rows[i].name;
        make(&s);
        assert_int_equal(s.grid.variants[0].method.retrieval.mode, rows[i].mode);
        assert_int_equal(s.grid.variants[0].method.retrieval.most, 5);
        assert_int_equal(s.grid.variants[1].method.retrieval.mode, rows[i].mode);
        assert_int_equal(s.grid.variants[1].method.retrieval.most, 3);
        tear_down(&s);
    }
    struct setting s;
    struct error error = {0};
    set_up(&s, (const char *const[]){"prose", NULL});
    s.settings.retrieval = "nearest";
    assert_false(grid_create(&s.grid, &s.settings, &error));
    assert_non_null(strstr(error.text, "\"nearest\""));
    tear_down(&s);
}

static void mistakes_are_named(void **state) {
    (void)state;
    static const struct {
        const char *method, *task, *other_task, *documents, *says;
    } rows[] = {
        {"prosa", NULL, NULL, NULL, "there is no method \"prosa\""},
        {"cipher-0", NULL, NULL, NULL, "there is no method"},
        {"prose", "mail", NULL, NULL, "there is no task \"mail\""},
        {"prose", "email", "email", NULL, "named twice"},
        {"prose", NULL, NULL, "documents", "name it with --tasks"},
        {"prose", "email", NULL, "documents", "--users"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct setting s;
        struct list tasks = {0};
        struct error error = {0};
        set_up(&s, (const char *const[]){rows[i].method, NULL});
        if (rows[i].task)
            list_add(&tasks, rows[i].task);
        if (rows[i].other_task)
            list_add(&tasks, rows[i].other_task);
        s.settings.tasks = &tasks;
        s.settings.documents = rows[i].documents;
        assert_false(grid_create(&s.grid, &s.settings, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        if (!strstr(error.text, rows[i].says))
            fail_msg("\"%s\" does not say \"%s\"", error.text, rows[i].says);
        list_finish(&tasks);
        tear_down(&s);
    }
}

static void another_benchmark_has_another_identity(void **state) {
    (void)state;
    struct setting s;
    set_up(&s, (const char *const[]){"prose", NULL});
    make(&s);
    char *identity = identity_format(&s.grid, &s.settings), *same = identity_format(&s.grid, &s.settings);
    assert_string_equal(identity, same);
    s.settings.demonstrations = 4;
    char *longer = identity_format(&s.grid, &s.settings);
    s.settings.demonstrations = 3;
    s.grid.corpora[1].documents[0].source[0]++;
    char *other = identity_format(&s.grid, &s.settings);
    s.settings.simulate = "miss=0.1";
    char *simulated = identity_format(&s.grid, &s.settings);
    assert_string_not_equal(identity, longer);
    assert_string_not_equal(identity, other);
    assert_string_not_equal(other, simulated);
    free(identity);
    free(same);
    free(longer);
    free(other);
    free(simulated);
    tear_down(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sweeps_make_every_combination),
        cmocka_unit_test(a_seed_decides_what_is_demonstrated),
        cmocka_unit_test(figures_are_added_up),
        cmocka_unit_test(related_texts_are_chosen),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(another_benchmark_has_another_identity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
