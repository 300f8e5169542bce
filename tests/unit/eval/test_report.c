/* The table of a benchmark in all its forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/eval/eval.h"

#include <stdlib.h>
#include <string.h>

static void add_row(struct eval_table *table, const char *method, const char *task, double ppcm) {
    MEM_RESERVE(table->rows, table->count, table->capacity);
    struct eval_row *row = &table->rows[table->count++];
    *row = (struct eval_row){
        .method = mem_copy_text(method), .task = mem_copy_text(task), .ppcm_by_seed = mem_alloc(2 * sizeof(double))};
    row->measures[EVAL_PPCM] = (struct eval_number){ppcm, 0.125};
    row->measures[EVAL_RATIO] = (struct eval_number){0.25, 0.001};
    row->measures[EVAL_CALLS] = (struct eval_number){12, 0};
    row->ppcm_by_seed[0] = ppcm - 0.125;
    row->ppcm_by_seed[1] = ppcm + 0.125;
}

static struct eval_table make_table(bool judged) {
    struct eval_table table = {.seeds = 2, .model = mem_copy_text("a <b> & c"), .judged = judged};
    add_row(&table, "none", "", -0.5);
    add_row(&table, "prose v=0.5", "", 1.5);
    add_row(&table, "prose v=0.5", "email", 1);
    return table;
}

static void assert_says(char *text, const char *const *parts) {
    for (; *parts; parts++) {
        if (!strstr(text, *parts))
            fail_msg("\"%s\" is not in:\n%s", *parts, text);
    }
    free(text);
}

static size_t count(const char *text, const char *part) {
    size_t found = 0;
    for (; (text = strstr(text, part)); text++)
        found++;
    return found;
}

static void people_get_columns(void **state) {
    (void)state;
    struct eval_table table = make_table(true);
    char *text = eval_format_text(&table, false);
    size_t width = 0;
    for (const char *at = strchr(text, '\n') + 1; *at; at = strchr(at, '\n') + 1) { /* behind the title */
        size_t len = strcspn(at, "\n"), signs = 0;
        for (size_t i = 0; i < len; i++)
            signs += ((unsigned char)at[i] & 0xc0) == 0x80;
        assert_true(width == 0 || len - signs == width);
        width = len - signs;
    }
    assert_says(text, (const char *const[]){"a <b> & c; mean ± standard error over 2 seeds\n", "method", "-0.50 ± 0.1",
                                            "\nprose v=0.5             email ", "0.250 ± 0.001", "12.0", NULL});
    assert_says(eval_format_text(&table, true),
                (const char *const[]){"\n| method | task | PPCM |", "\n| --- | --- | ---: |",
                                      "\n| prose v=0.5 | all | 1.50 ± 0.12 |", NULL});
    eval_table_finish(&table);
}

/* A sweep over an ablation has the longest names there are. */
static void long_names_have_room(void **state) {
    (void)state;
    struct eval_table table = make_table(true);
    add_row(&table, "prose-single-candidate v=0.25 S=5", "", 1);
    assert_says(eval_format_text(&table, false),
                (const char *const[]){"\nprose-single-candidate v=0.25 S=5  all ",
                                      "\nprose v=0.5                        email ", NULL});
    char *svg = eval_format_svg(&table), *name = strstr(svg, ">prose-single-candidate v=0.25 S=5<");
    assert_non_null(name);
    while (strncmp(name, "x=\"", 3) != 0)
        name--;
    assert_true(atof(name + 3) > 33 * 7.9); /* right-aligned there: wide letters, and it starts inside the picture */
    free(svg);
    eval_table_finish(&table);
}

static void programs_get_rows(void **state) {
    (void)state;
    struct eval_table table = make_table(true);
    char *csv = eval_format_csv(&table), *text = eval_format_json(&table);
    assert_int_equal(count(csv, "\n"), 4);
    size_t line = strcspn(csv, "\n");
    csv[line] = '\0';
    assert_int_equal(count(csv, ","), 2 * EVAL_MEASURES + 1);
    csv[line] = '\n';
    assert_says(csv, (const char *const[]){"method,task,ppcm,ppcm_error,match,", "\nnone,all,-0.5,0.125,",
                                           "\nprose v=0.5,email,1,0.125,", NULL});
    cJSON *json = json_parse(text, strlen(text), NULL);
    const cJSON *row = cJSON_GetArrayItem(json_get(json, "rows"), 1);
    assert_string_equal(json_get_text(row, "method"), "prose v=0.5");
    assert_true(json_get_number(json_get(row, "ppcm"), "mean", 0) == 1.5);
    assert_int_equal(cJSON_GetArraySize(json_get(row, "ppcm_by_seed")), 2);
    cJSON_Delete(json);
    free(text);
    eval_table_finish(&table);
}

static void a_chart_has_a_row_for_each_method(void **state) {
    (void)state;
    struct eval_table table = make_table(true);
    char *svg = eval_format_svg(&table);
    assert_int_equal(count(svg, "r=\"4.5\""), 2); /* not for single tasks */
    assert_int_equal(count(svg, "r=\"3\""), 4);   /* seeds */
    assert_int_equal(count(svg, "nothing known"), 1);
    assert_int_equal(count(svg, "everything known"), 0); /* no oracle was run */
    assert_int_equal(count(svg, "<text"), count(svg, "</text>"));
    assert_null(strstr(svg, "nan"));
    assert_null(strstr(svg, "inf"));
    assert_says(svg, (const char *const[]){"a &lt;b&gt; &amp; c", ">\u22120.50<", ">1.50<", ">\u22121<", NULL});
    eval_table_finish(&table);
}

static void one_seed_has_no_standard_error(void **state) {
    (void)state;
    struct eval_table table = make_table(true);
    table.seeds = 1;
    char *text = eval_format_text(&table, false), *json = eval_format_json(&table), *svg = eval_format_svg(&table);
    assert_null(strstr(text, "±"));
    assert_null(strstr(json, "error"));
    assert_null(strstr(svg, "±"));
    free(json);
    free(svg);
    assert_says(text, (const char *const[]){"; one seed", "-0.50", NULL});
    assert_says(eval_format_csv(&table), (const char *const[]){"\nnone,all,-0.5,,0,,", NULL});
    eval_table_finish(&table);
}

static void what_was_not_judged_is_left_out(void **state) {
    (void)state;
    struct eval_table table = make_table(false);
    char *text = eval_format_text(&table, false), *csv = eval_format_csv(&table), *json = eval_format_json(&table);
    assert_null(strstr(text, "PPCM"));
    assert_null(strstr(csv, "ppcm"));
    assert_null(strstr(json, "ppcm"));
    free(csv);
    free(json);
    assert_says(text, (const char *const[]){"edits/length", NULL});
    assert_says(eval_format_svg(&table), (const char *const[]){"edits from draft to text", ">0.250<", NULL});
    eval_table_finish(&table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_get_columns),
        cmocka_unit_test(long_names_have_room),
        cmocka_unit_test(programs_get_rows),
        cmocka_unit_test(a_chart_has_a_row_for_each_method),
        cmocka_unit_test(one_seed_has_no_standard_error),
        cmocka_unit_test(what_was_not_judged_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
