/* Settings: every kind of problem, the layers, and the two documents that come from the table. */
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/config/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct config *config;
static struct list problems;

static int create(void **state) {
    (void)state;
    config = config_create();
    return 0;
}

static int destroy(void **state) {
    (void)state;
    config_destroy(config);
    list_finish(&problems);
    return 0;
}

static void apply(enum config_source source, const char *text) {
    struct error error = {0};
    cJSON *settings = json_parse_settings(text, strlen(text), &error);
    assert_string_equal(error.text, "");
    config_apply(config, settings, source, &problems);
    cJSON_Delete(settings);
}

static void expect_no_problem(void) {
    char *all = list_join(&problems, "\n");
    assert_string_equal(all, "");
    free(all);
}

static void test_defaults(void **state) {
    (void)state;
    assert_string_equal(config->write.engine, "offline");
    assert_string_equal(config->learn.engine, "offline");
    assert_ptr_not_equal(config->write.engine, config->learn.engine);
    assert_null(config->write.url);
    assert_null(config->learn.key_env);
    assert_int_equal(config->learn.max_in_flight, 4);
    assert_true(config->learn_enabled);
    assert_true(config->learn_quiet_s == 30);
    assert_int_equal(config->learn_steps, 5);
    assert_int_equal(config->learn_related, 5);
    assert_int_equal(config->learn_daily_tokens, 0);
    assert_int_equal(config->suggest_when, SUGGEST_DEMAND);
    assert_int_equal(config->completion_trigger, TRIGGER_MANUAL);
    assert_int_equal(config->rewrite_max_words, 2000);
    assert_int_equal(config->log_level, LOG_WARNING);
}

static void test_nested_and_flat(void **state) {
    (void)state;
    apply(CONFIG_USER, "{\"$schema\":\"x\", \"learn\":{\"quiet_s\":5.5, \"enabled\":false}, \"learn.steps\":3,"
                       "\"model\":{\"write.name\":\"w\", \"learn\":{\"name\":\"l\"}, \"key_env\":\"MY_KEY\"},"
                       "\"completion\":{\"trigger\":\"idle\"}, \"learn.daily_tokens\":5000000000,"
                       "\"exclude\":[\"a/**\",\"b\"], \"log.level\":\"debug\", \"suggest\":null,"
                       "\"model.url\":\"\", \"genres\":{\"x/**\":\"email\",\"y\":\"novel\"}}");
    expect_no_problem();
    assert_true(config->learn_quiet_s == 5.5);
    assert_false(config->learn_enabled);
    assert_int_equal(config->learn_steps, 3);
    assert_int_equal(config->learn_daily_tokens, 5000000000);
    assert_string_equal(config->write.name, "w");
    assert_string_equal(config->learn.name, "l");
    assert_string_equal(config->write.key_env, "MY_KEY");
    assert_string_equal(config->learn.key_env, "MY_KEY");
    assert_int_equal(config->completion_trigger, TRIGGER_IDLE);
    assert_int_equal(config->log_level, LOG_DEBUG);
    assert_int_equal(config->exclude.count, 2);
    assert_int_equal(config->genre_count, 2);
    assert_string_equal(config->genres[1].glob, "y");
    assert_string_equal(config->genres[1].genre, "novel");
    assert_null(config->write.url);
}

static void test_specific_model_wins_in_any_order(void **state) {
    (void)state;
    apply(CONFIG_USER, "{\"model.learn.name\":\"small\",\"model\":{\"write\":{\"max_in_flight\":1},\"name\":\"big\","
                       "\"max_in_flight\":9}}");
    assert_string_equal(config->learn.name, "small");
    assert_string_equal(config->write.name, "big");
    assert_int_equal(config->write.max_in_flight, 1);
    assert_int_equal(config->learn.max_in_flight, 9);
    apply(CONFIG_EDITOR, "{\"model.name\":\"other\"}"); /* a later layer */
    assert_string_equal(config->learn.name, "other");
    expect_no_problem();
}

static void test_problems(void **state) {
    (void)state;
    static const struct {
        const char *settings;
        const char *problem;
    } rows[] = {
        {"[]", "settings: must be an object such as {\"learn\": {\"quiet_s\": 30}}, not a list"},
        {"{\"learn\":{\"quietS\":1}}", "learn.quietS: unknown; did you mean learn.quiet_s?"},
        {"{\"quiet_s\":1}", "quiet_s: unknown; did you mean learn.quiet_s?"},
        {"{\"Model\":{\"name\":\"x\"}}", "Model: unknown; did you mean model?"},
        {"{\"model\":{\"writ\":{}}}", "model.writ: unknown; did you mean model.write?"},
        {"{\"model.write.nam\":1}", "model.write.nam: unknown; did you mean model.write.name?"},
        {"{\"genre\":{}}", "genre: unknown; did you mean genres?"},
        {"{\"colour\":\"red\"}", "colour: unknown, ignored; remove it"},
        {"{\"model.api_key\":\"sk-secret\"}",
         "model.api_key: keys are not written into settings; name an environment variable in model.key_env"},
        {"{\"model.key_env\":\"sk-secret\"}",
         "model.key_env: must be the name of an environment variable, not the key itself"},
        {"{\"model.url\":\"localhost:80\"}", "model.url: must be an address such as \"http://localhost:8080/v1\", "
                                             "without a name or password in it"},
        {"{\"model.write.url\":\"http://me:secret@host/\"}",
         "model.write.url: must be an address such as \"http://localhost:8080/v1\", without a name or password in it"},
        {"{\"model.key_command\":[\"pass\"]}", "model.key_command: must be a string, not a list"},
        {"{\"model.engine\":\"opanai\"}",
         "model.engine: must be \"offline\", \"openai\" or \"anthropic\", not \"opanai\""},
        {"{\"learn\":true}", "learn: must be an object with settings in it, not true or false"},
        {"{\"learn.enabled\":\"yes\"}", "learn.enabled: must be true or false, not a string"},
        {"{\"learn.enabled\":1}", "learn.enabled: must be true or false, not 1"},
        {"{\"learn.steps\":0}", "learn.steps: must be a whole number from 1 to 50, not 0"},
        {"{\"learn.steps\":2.5}", "learn.steps: must be a whole number from 1 to 50, not 2.5"},
        {"{\"learn.quiet_s\":-1}", "learn.quiet_s: must be a number from 0 to 86400, not -1"},
        {"{\"learn.quiet_s\":1e999}", "learn.quiet_s: must be a number from 0 to 86400, not inf"},
        {"{\"suggest.when\":\"always\"}", "suggest.when: must be \"off\", \"demand\" or \"save\", not \"always\""},
        {"{\"suggest.when\":false}", "suggest.when: must be \"off\", \"demand\" or \"save\", not true or false"},
        {"{\"exclude\":\"a\"}", "exclude: must be a list of globs such as [\"drafts/**\"], not a string"},
        {"{\"exclude\":[\"a\",7]}", "exclude[1]: must be a glob such as \"drafts/**\""},
        {"{\"genres\":[]}",
         "genres: must be an object of globs and genres such as {\"letters/**\": \"email\"}, not a list"},
        {"{\"genres\":{\"a\":1}}", "genres.a: must be a genre such as \"email\""},
        {"{\"a\\nb\":1}", "a b: unknown, ignored; remove it"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        list_finish(&problems);
        apply(CONFIG_USER, rows[i].settings);
        assert_int_equal(problems.count, 1);
        assert_string_equal(problems.items[0], rows[i].problem);
    }
    struct config *plain = config_create(); /* what is wrong changed nothing */
    assert_int_equal(config->learn_steps, plain->learn_steps);
    assert_true(config->learn_quiet_s == plain->learn_quiet_s);
    assert_string_equal(config->write.engine, plain->write.engine);
    assert_null(config->write.url);
    assert_null(config->write.key_env);
    config_destroy(plain);
}

static void test_rest_still_works(void **state) {
    (void)state;
    apply(CONFIG_USER, "{\"learn.steps\":\"x\",\"nonsense\":{},\"learn.related\":2,\"exclude\":[1,\"b\"],"
                       "\"model.write.url\":5,\"model.url\":\"https://h/v1\"}");
    assert_int_equal(problems.count, 4);
    assert_int_equal(config->learn_related, 2);
    assert_int_equal(config->exclude.count, 1);
    assert_string_equal(config->write.url, "https://h/v1");
}

static void test_project_narrows_only(void **state) {
    (void)state;
    apply(CONFIG_USER, "{\"suggest.when\":\"demand\",\"completion.trigger\":\"typing\",\"exclude\":[\"a\"],"
                       "\"genres\":{\"*\":\"notes\"}}");
    apply(CONFIG_PROJECT, "{\"learn\":{\"enabled\":false},\"completion.trigger\":\"idle\",\"exclude\":[\"b\"],"
                          "\"suggest.when\":\"off\",\"genres\":{\"mail/*\":\"email\"}}");
    expect_no_problem();
    assert_false(config->learn_enabled);
    assert_int_equal(config->completion_trigger, TRIGGER_IDLE);
    assert_int_equal(config->suggest_when, SUGGEST_OFF);
    assert_int_equal(config->exclude.count, 2);
    assert_string_equal(config->genres[0].genre, "email"); /* before the person's own */
    assert_string_equal(config->genres[1].genre, "notes");

    apply(CONFIG_PROJECT, "{\"learn.enabled\":true,\"completion.trigger\":\"typing\",\"suggest.when\":\"save\"}");
    assert_int_equal(problems.count, 3);
    for (size_t i = 0; i < problems.count; i++) {
        assert_non_null(strstr(problems.items[i], "can only narrow"));
    }
    assert_false(config->learn_enabled);
    assert_int_equal(config->completion_trigger, TRIGGER_IDLE);
    assert_int_equal(config->suggest_when, SUGGEST_OFF);
}

static void test_project_never_points_elsewhere(void **state) {
    (void)state;
    static const char *const names[] = {"url", "key_env", "key_command", "engine", "name", "max_in_flight"};
    static const char *const roles[] = {"model", "model.write", "model.learn"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (size_t j = 0; j < 3; j++) {
            list_finish(&problems);
            char *text = mem_format("{\"%s.%s\":\"http://evil\"}", roles[j], names[i]);
            apply(CONFIG_PROJECT, text);
            free(text);
            assert_int_equal(problems.count, 1);
            assert_non_null(strstr(problems.items[0], "can only be set in your own settings"));
        }
    }
    apply(CONFIG_PROJECT, "{\"learn.quiet_s\":0,\"log.level\":\"debug\",\"learn.daily_tokens\":1}");
    assert_int_equal(problems.count, 4);
    assert_null(config->write.url);
    assert_null(config->learn.key_command);
    assert_string_equal(config->learn.engine, "offline");
    assert_true(config->learn_quiet_s == 30);
}

static void test_copy(void **state) {
    (void)state;
    apply(CONFIG_USER, "{\"model.name\":\"m\",\"exclude\":[\"a\"],\"genres\":{\"g\":\"email\"}}");
    struct config *copy = config_copy(config);
    config_destroy(config);
    config = copy;
    assert_string_equal(config->write.name, "m");
    assert_string_equal(config->learn.name, "m");
    assert_string_equal(config->exclude.items[0], "a");
    assert_string_equal(config->genres[0].glob, "g");
    apply(CONFIG_USER, "{\"model.name\":\"n\",\"exclude\":[\"b\"]}");
    assert_string_equal(config->write.name, "n");
}

static void test_load(void **state) {
    (void)state;
    char path[] = "/tmp/prosed-config-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    static const char good[] = "// mine\n{\"learn\": {\"steps\": 2,}, \"x\": 1}";
    assert_true(path_write(path, good, strlen(good), NULL));
    config_load(config, path, CONFIG_USER, &problems);
    assert_int_equal(config->learn_steps, 2);
    assert_int_equal(problems.count, 1);
    assert_true(strncmp(problems.items[0], path, strlen(path)) == 0);
    assert_true(path_write(path, "{\"a\":\n?}", 8, NULL));
    config_load(config, path, CONFIG_USER, &problems);
    assert_non_null(strstr(problems.items[1], "not valid JSON at line 2, column 1"));
    unlink(path);
    config_load(config, path, CONFIG_USER, &problems); /* absent is fine */
    config_load(config, "/tmp", CONFIG_USER, &problems);
    assert_int_equal(problems.count, 3);
    assert_non_null(strstr(problems.items[2], "/tmp: it is a folder"));
    config_load(config, "/tmp", CONFIG_USER, NULL);
}

static void test_threshold(void **state) {
    (void)state;
    static const struct {
        const char *name;
        double threshold;
    } rows[] = {
        {"qwen2.5:7b", 0.25},  {"Qwen2.5-72B-Instruct", 0.75}, {"llama-3.1-8b-instruct", 0.25}, {"gpt-4o", 0.5},
        {"gpt-4o-mini", 0.25}, {"llama3.1:70b", 0.75},         {"gemma-2-2b-it", 0.25},         {"Mixtral-8x22B", 0.75},
        {"some-model", 0.5},   {"claude-3-haiku", 0.25},       {"qwen2.5:0.5b", 0.25},          {"", 0.5},
    };
    assert_true(config_get_threshold(config) == 0.25); /* offline */
    apply(CONFIG_USER, "{\"model.learn.engine\":\"openai\"}");
    assert_true(config_get_threshold(config) == 0.5);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = mem_format("{\"model.name\":\"%s\"}", rows[i].name);
        if (rows[i].name[0]) {
            apply(CONFIG_USER, text);
            if (config_get_threshold(config) != rows[i].threshold) {
                fail_msg("threshold of %s is %g", rows[i].name, config_get_threshold(config));
            }
        }
        free(text);
    }
    apply(CONFIG_USER, "{\"learn.threshold\":0}");
    assert_true(config_get_threshold(config) == 0);
    expect_no_problem();
}

static void test_documents(void **state) {
    (void)state;
    cJSON *schema = config_format_schema();
    assert_string_equal(json_find(schema, "properties.learn.properties.quiet_s.type")->valuestring, "number");
    assert_string_equal(json_find(schema, "properties.model.properties.write.properties.engine.type")->valuestring,
                        "string");
    const cJSON *flat = json_get(json_get(schema, "properties"), "model.write.engine");
    assert_string_equal(json_get_text(flat, "$ref"), "#/properties/model/properties/write/properties/engine");
    assert_int_equal(json_find(schema, "properties.suggest.properties.when.enum")->child->next->type, cJSON_String);
    cJSON_Delete(schema);
    struct buf help = {0};
    config_format_help(&help);
    assert_non_null(strstr(help.data, "\nlearn.quiet_s          30          seconds"));
    assert_non_null(strstr(help.data, "\"off\", \"demand\" or \"save\"; also in a project's .prosed.json\n"));
    buf_finish(&help);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, create, destroy)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_defaults),
        TEST(test_nested_and_flat),
        TEST(test_specific_model_wins_in_any_order),
        TEST(test_problems),
        TEST(test_rest_still_works),
        TEST(test_project_narrows_only),
        TEST(test_project_never_points_elsewhere),
        TEST(test_copy),
        TEST(test_load),
        TEST(test_threshold),
        TEST(test_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
