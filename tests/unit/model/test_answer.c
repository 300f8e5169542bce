/* Odd answers of models, each a file in tests/data/answers/, read as the table there says. To add one: the file, and a
 * line in expected.jsonl: {"name", "reader", "means" (null: unreadable), and where needed "cut_off", "passage"}. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/json.h"
#include "core/base/path.h"
#include "core/model/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/data/answers"

static cJSON *take_text(char *text) {
    cJSON *json = text ? cJSON_CreateString(text) : cJSON_CreateNull();
    free(text);
    return json;
}

static cJSON *format_list(bool ok, struct list *list) {
    cJSON *json = ok ? cJSON_CreateArray() : cJSON_CreateNull();
    for (size_t i = 0; ok && i < list->count; i++) {
        cJSON_AddItemToArray(json, cJSON_CreateString(list->items[i]));
    }
    list_finish(list);
    return json;
}

/* What the reader named in the row makes of the answer; null if it is unreadable. */
static cJSON *read_answer(const cJSON *row, const char *answer, struct error *error) {
    const char *reader = json_get_text(row, "reader");
    bool cut_off = json_get_bool(row, "cut_off", false);
    struct list list = {0};
    if (strcmp(reader, "preferences") == 0) {
        return take_text(answer_read_preferences(answer, error));
    }
    if (strcmp(reader, "list") == 0) {
        bool ok = answer_read_list(answer, &list, error);
        return format_list(ok, &list);
    }
    if (strcmp(reader, "json") == 0) {
        bool ok = answer_read_json_list(answer, &list);
        error->kind = ok ? ERROR_NONE : ERROR_UNREADABLE;
        return format_list(ok, &list);
    }
    if (strcmp(reader, "verdict") == 0) {
        int score = 99;
        return answer_read_verdict(answer, &score, error) ? cJSON_CreateNumber(score) : cJSON_CreateNull();
    }
    if (strcmp(reader, "draft") == 0) {
        return take_text(answer_read_draft(answer, cut_off, error));
    }
    assert_string_equal(reader, "rewrite");
    return take_text(answer_read_rewrite(answer, json_get_text(row, "passage"), cut_off, error));
}

static bool check_row(const cJSON *row) {
    const char *name = json_get_text(row, "name");
    char *path = path_join(FOLDER, name);
    struct buf answer = {0};
    struct error error = {0};
    if (!path_read(path, 1 << 20, &answer, &error)) {
        fail_msg("%s: %s", path, error.text);
    }
    cJSON *got = read_answer(row, buf_get(&answer), &error);
    const cJSON *means = json_get(row, "means");
    bool ok = cJSON_Compare(got, means, true) && (error.kind == ERROR_UNREADABLE) == cJSON_IsNull(means);
    if (!ok) {
        char *text = json_format(got), *expected = json_format(means);
        print_error("%s: read as %s, expected %s\n", name, text, expected);
        free(text);
        free(expected);
    }
    cJSON_Delete(got);
    buf_finish(&answer);
    free(path);
    return ok;
}

static void answers_read_as_the_table_says(void **state) {
    (void)state;
    struct buf table = {0};
    struct error error = {0};
    if (!path_read(FOLDER "/expected.jsonl", 1 << 20, &table, &error)) {
        fail_msg("%s", error.text);
    }
    size_t rows = 0, wrong = 0;
    for (char *line = table.data, *end; (end = strchr(line, '\n')); line = end + 1) {
        cJSON *row = json_parse(line, (size_t)(end - line), &error);
        if (!row) {
            fail_msg("expected.jsonl, line %zu: %s", rows + 1, error.text);
        }
        rows++;
        wrong += !check_row(row);
        cJSON_Delete(row);
    }
    buf_finish(&table);
    assert_int_equal(wrong, 0);
    assert_true(rows >= 200);
}

/* Every cut and every single changed byte of a few answers gives a value or a failure, and never reads past the end. */
static void mangled_answers_are_survived(void **state) {
    (void)state;
    static const char *const answers[] = {
        "<think>x</think>\n## 1. **Preferences:**\n```json\n[\"a \\\"b\\\"\", 'c',]\n```\n- d\n",
        "Preferences: [\xe2\x80\x9cuse\xe2\x80\x9d, \"x\"]\nVerdict: **strongly** confirms\n",
        "Sure, here is the revised text:\n\"\"\"\n\"Hi\" \xe2\x80\x94 said\n\"\"\"\n\nLet me know.\n",
        "{\"preferences\": [\"a\"], \"verdict\": \"neutral\"}",
    };
    static const char replacements[] = "\"'[]{}*`:\n\\- \xe2\xff<";
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        size_t len = strlen(answers[i]);
        for (size_t cut = 0; cut <= len; cut++) {
            for (const char *replacement = replacements; *replacement; replacement++) {
                char *answer =
                    malloc(cut + 1); /* exactly as long as it is, so that the sanitizer sees a read past it */
                memcpy(answer, answers[i], cut);
                answer[cut] = '\0';
                if (cut > 0) {
                    answer[cut * 7 % cut] = *replacement;
                }
                struct list list = {0};
                int score = 0;
                struct error error = {0};
                answer_read_list(answer, &list, &error);
                answer_read_json_list(answer, &list);
                answer_read_verdict(answer, &score, &error);
                free(answer_read_preferences(answer, &error));
                free(answer_read_draft(answer, false, &error));
                free(answer_read_rewrite(answer, "passage", false, &error));
                list_finish(&list);
                free(answer);
            }
        }
    }
}

/* Reading is linear: a megabyte of the worst that comes to mind does not take seconds. */
static void long_answers_are_read(void **state) {
    (void)state;
    static const char *const units[] = {"Preferences: [\n",
                                        "<think></think>",
                                        "*",
                                        "\"",
                                        "Verdict:\n",
                                        "- a\n",
                                        "<thinking></thinking>",
                                        "[\"a\",",
                                        "strongly ",
                                        "' ",
                                        "{\n",
                                        "Preferences: ['                      "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buf answer = {0};
        while (answer.len < (1u << 18)) {
            buf_append_text(&answer, units[i]);
        }
        struct list list = {0};
        int score;
        answer_read_list(buf_get(&answer), &list, NULL);
        answer_read_verdict(buf_get(&answer), &score, NULL);
        free(answer_read_preferences(buf_get(&answer), NULL));
        free(answer_read_rewrite(buf_get(&answer), "passage", false, NULL));
        assert_true(list.count <= 64);
        list_finish(&list);
        buf_finish(&answer);
    }
}

static void verdicts_have_names(void **state) {
    (void)state;
    for (int score = -2; score <= 2; score++) {
        char answer[64];
        int read = 99;
        snprintf(answer, sizeof answer, "Verdict: %s", verdict_name(score));
        assert_true(answer_read_verdict(answer, &read, NULL));
        assert_int_equal(read, score);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_read_as_the_table_says),
        cmocka_unit_test(mangled_answers_are_survived),
        cmocka_unit_test(long_answers_are_read),
        cmocka_unit_test(verdicts_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
