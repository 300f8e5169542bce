/* prosed doctor: looks at settings, store and models, and says in one line what to do about each problem. It also looks
 * for model servers on this machine, which is the first thing that somebody new needs to know. */
#include "clients/cli/cli.h"

#include "core/base/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PORTS_MAX 16

struct examination {
    const struct config *config;
    bool searched;
    bool found; /* a server on this machine */
    size_t problems;
    size_t models_left;
};

static void report(struct examination *examination, bool good, const char *what, const char *text) {
    cli_line(stdout, "%-7s %-9s %s", good ? "ok" : "PROBLEM", what, text);
    fflush(stdout); /* the next answer may take minutes */
    examination->problems += !good;
}

static bool is_offline(const struct config *config) {
    return !strcmp(config->write.engine, "offline") && !strcmp(config->learn.engine, "offline");
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

/* --- servers on this machine --- */

static bool is_used(const struct config *config, const char *url) {
    const char *urls[] = {config->write.url, config->learn.url}, *port = strrchr(url, ':');
    for (size_t i = 0; i < 2; i++) {
        const char *at = urls[i] ? strstr(urls[i], port) : NULL;
        bool loopback = at && (strstr(urls[i], "//127.") || strstr(urls[i], "//localhost"));
        if (loopback && strchr("/?#", at[strlen(port)])) /* or its end */
            return true;
    }
    return false;
}

/* As a shell takes it for one word. */
static void add_word(struct buf *out, const char *word) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/:@+";
    if (*word && word[strspn(word, plain)] == '\0') {
        buf_append_text(out, word);
        return;
    }
    buf_append_text(out, "'");
    for (; *word; word++)
        buf_append(out, *word == '\'' ? "'\\''" : word, *word == '\'' ? 4 : 1);
    buf_append_text(out, "'");
}

static void on_server(void *arg, const char *url, const struct list *models) {
    struct examination *examination = arg;
    examination->found = true;
    struct buf text = {0};
    buf_printf(&text, "%s runs here%s", url, models->count ? " with" : ", without a model that it would name");
    for (size_t i = 0; i < models->count && i < 5; i++)
        buf_printf(&text, "%s %s", i ? "," : "", models->items[i]);
    if (models->count > 5)
        buf_printf(&text, " and %zu more", models->count - 5);
    cli_line(stdout, "%-7s %-9s %s", "found", "server", buf_get(&text));
    if (!is_used(examination->config, url)) {
        buf_clear(&text);
        if (models->count) {
            buf_append_text(&text, " --model ");
            add_word(&text, models->items[0]);
        }
        cli_line(stdout, "%-17s to use it: prosed configure --engine openai --url %s%s", "", url, buf_get(&text));
    }
    buf_finish(&text);
}

static void on_searched(void *arg) {
    ((struct examination *)arg)->searched = true;
}

static void search(struct examination *examination, struct session *session, const int *ports) {
    struct error error = {0};
    if (!engine_find_servers(session->engine, ports, on_server, on_searched, examination, &error)) {
        cli_line(stdout, "%-7s %-9s %s", "skipped", "servers", error.text);
        return;
    }
    while (!examination->searched)
        loop_run_once(session->loop, true);
    if (!examination->found && is_offline(examination->config))
        printf("%-7s %-9s no model server was found on this machine; the offline engine needs none\n"
               "%-17s to use one elsewhere: prosed configure --engine openai --url ADDRESS\n",
               "none", "server", "");
}

/* "8080,1234". false: it is something else. */
static bool read_ports(const char *text, int ports[PORTS_MAX + 1]) {
    size_t count = 0;
    while (*text && count < PORTS_MAX) {
        char *end;
        long port = strtol(text, &end, 10);
        if (end == text || port < 1 || port > 65535 || (*end && *end != ','))
            return false;
        ports[count++] = (int)port;
        text = *end ? end + 1 : end;
    }
    ports[count] = 0;
    return count > 0 && !*text;
}

static int run(int argc, char **argv) {
    bool done;
    const char *folder = NULL, *port_list = NULL;
    int ports[PORTS_MAX + 1];
    const struct option_row rows[] = {{"project", NULL, &folder}, {"ports", NULL, &port_list}, {0}};
    int rest = cli_read_options(&cli_doctor, argc, argv, rows, &done);
    if (rest != 0)
        return EXIT_WRONG_USAGE;
    if (done)
        return EXIT_DONE;
    if (port_list && !read_ports(port_list, ports)) {
        fputs("prosed doctor: --ports takes up to 16 numbers, such as 8080,11434\n", stderr);
        return EXIT_WRONG_USAGE;
    }
    struct examination examination = {.models_left = 2};
    struct session session;
    examine_settings(&examination, folder);
    session_open(&session, folder, NULL, false);
    examine_store(&examination, session.project);
    examination.config = engine_get_config(session.engine);
    if (isatty(STDERR_FILENO) && !is_offline(examination.config))
        fputs("asking each model one question; a server that is busy or loads its model may take minutes\n", stderr);
    engine_check_models(session.engine, on_model, &examination);
    while (examination.models_left)
        loop_run_once(session.loop, true);
    search(&examination, &session, port_list ? ports : NULL);
    session_close(&session);
    return examination.problems ? EXIT_FAILED : EXIT_DONE;
}

const struct command cli_doctor = {
    .name = "doctor",
    .usage = "",
    .summary = "check settings, store and models, and say what to do about each problem",
    .help = "Also looks for model servers on this machine and says how to use them; nothing is sent anywhere else.\n"
            "  --ports LIST   where to look (default: 8080,11434,8000,1234: llama.cpp, Ollama, vLLM, LM Studio)\n"
            "  --project DIR  the project that holds this folder (default: the working directory)\n",
    .run = run,
};
