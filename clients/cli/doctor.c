/* prosed doctor: looks at settings, store and models, and says in one line what to do about each problem. */
#include "clients/cli/cli.h"

#include "core/base/path.h"

#include <stdio.h>
#include <stdlib.h>

struct examination {
    size_t problems;
    size_t models_left;
};

static void report(struct examination *examination, bool good, const char *what, const char *text) {
    printf("%-7s %-9s %s\n", good ? "ok" : "PROBLEM", what, text);
    examination->problems += !good;
}

static void examine_settings(struct examination *examination, const char *folder) {
    struct list problems = {0};
    struct error error = {0};
    struct config *config = config_create();
    char *config_folder = path_copy_config_folder(&error);
    char *root = cli_find_root(folder);
    if (config_folder) {
        char *file = path_join(config_folder, "config.json");
        config_load(config, file, CONFIG_USER, &problems);
        free(file);
    } else {
        list_add(&problems, error.text);
    }
    if (root) {
        char *file = path_join(root, ".prosed.json");
        config_load(config, file, CONFIG_PROJECT, &problems);
        free(file);
    }
    for (size_t i = 0; i < problems.count; i++)
        report(examination, false, "settings", problems.items[i]);
    if (!problems.count)
        report(examination, true, "settings", config_folder);
    free(root);
    free(config_folder);
    config_destroy(config);
    list_finish(&problems);
}

static void examine_store(struct examination *examination, struct project *project) {
    struct list problems = {0};
    struct error error = {0};
    if (!project_check(project, &problems, &error))
        list_add(&problems, error.text);
    for (size_t i = 0; i < problems.count; i++)
        report(examination, false, "store", problems.items[i]);
    if (!problems.count)
        report(examination, true, "store", project_get_store_path(project));
    list_finish(&problems);
}

static void on_model(void *arg, const char *role, const char *model, const struct error *error) {
    struct examination *examination = arg;
    struct buf text = {0};
    buf_printf(&text, "%s: %s", role, error ? error->text : model);
    report(examination, !error, "model", buf_get(&text));
    buf_finish(&text);
    examination->models_left--;
}

static int run(int argc, char **argv) {
    bool done;
    const char *folder = NULL;
    const struct option_row rows[] = {{"project", NULL, &folder}, {0}};
    int rest = cli_read_options(&cli_doctor, argc, argv, rows, &done);
    if (rest != 0)
        return EXIT_WRONG_USAGE;
    if (done)
        return EXIT_DONE;
    struct examination examination = {.models_left = 2};
    struct session session;
    examine_settings(&examination, folder);
    session_open(&session, folder, NULL, false);
    examine_store(&examination, session.project);
    engine_check_models(session.engine, on_model, &examination);
    while (examination.models_left)
        loop_run_once(session.loop, true);
    session_close(&session);
    return examination.problems ? EXIT_FAILED : EXIT_DONE;
}

const struct command cli_doctor = {
    .name = "doctor",
    .usage = "",
    .summary = "check settings, store and models, and say what to do about each problem",
    .help = "  --project DIR  the project that holds this folder (default: the working directory)\n",
    .run = run,
};
