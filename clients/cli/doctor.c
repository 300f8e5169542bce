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
    cJSON *findings; /* for --json, else NULL */
};

static void tell(struct examination *examination, const char *state, const char *what, const char *text) {
    if (examination->findings) {
        cJSON *finding = cJSON_CreateObject();
        cJSON_AddStringToObject(finding, "state", state);
        cJSON_AddStringToObject(finding, "what", what);
        cJSON_AddStringToObject(finding, "text", text);
        cJSON_AddItemToArray(examination->findings, finding);
        return;
    }
    bool problem = !strcmp(state, "problem");
    cli_line(stdout, "%-7s %-9s %s", problem ? "PROBLEM" : state, what, text);
    fflush(stdout); /* the next answer may take minutes */
}

static void report(struct examination *examination, bool good, const char *what, const char *text) {
    tell(examination, good ? "ok" : "problem", what, text);
    examination->problems += !good;
}

/* What to do, below what was found. */
static void advise(struct examination *examination, const char *text) {
    if (examination->findings)
        tell(examination, "advice", "server", text);
    else
        cli_line(stdout, "%-17s %s", "", text);
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

static void on_model(void *arg, const char *role, const char *model, const char *note, const struct error *error) {
    struct examination *examination = arg;
    struct buf text = {0};
    buf_printf(&text, "%s: %s%s%s", role, error ? error->text : model, note && !error ? "; " : "",
               note && !error ? note : "");
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

static void add_models(struct buf *text, const struct list *models) {
    buf_append_text(text, models->count ? " runs here with" : " runs here, without a model that it would name");
    for (size_t i = 0; i < models->count && i < 5; i++)
        buf_printf(text, "%s %s", i ? "," : "", models->items[i]);
    if (models->count > 5)
        buf_printf(text, " and %zu more", models->count - 5);
}

static void on_server(void *arg, const char *url, const struct list *models, const char *why) {
    struct examination *examination = arg;
    examination->found = true;
    struct buf text = {0};
    buf_append_text(&text, url);
    if (why)
        buf_printf(&text, " runs here and %s", why);
    else
        add_models(&text, models);
    tell(examination, "found", "server", buf_get(&text));
    if (!is_used(examination->config, url)) {
        buf_clear(&text);
        buf_printf(&text, "to use it: prosed configure --engine openai --url %s", url);
        if (models->count) {
            buf_append_text(&text, " --model ");
            add_word(&text, models->items[0]);
        }
        if (why && strstr(why, "key"))
            buf_append_text(&text, " --key-env VARIABLE");
        advise(examination, buf_get(&text));
    }
    buf_finish(&text);
}

static void on_searched(void *arg) {
    ((struct examination *)arg)->searched = true;
}

static void search(struct examination *examination, struct session *session, const int *ports) {
    struct error error = {0};
    if (!engine_find_servers(session->engine, ports, on_server, on_searched, examination, &error)) {
        tell(examination, "skipped", "servers", error.text);
        return;
    }
    while (!examination->searched)
        loop_run_once(session->loop, true);
    if (examination->found || !is_offline(examination->config))
        return;
    tell(examination, "none", "server", "no model server was found on this machine; the offline engine needs none");
    advise(examination, "to use one elsewhere: prosed configure --engine openai --url ADDRESS");
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

static void print_findings(struct examination *examination) {
    cJSON *all = cJSON_CreateObject();
    cJSON_AddNumberToObject(all, "problems", (double)examination->problems);
    cJSON_AddItemToObject(all, "findings", examination->findings);
    cli_json(all);
    cJSON_Delete(all);
}

static int run(int argc, char **argv) {
    bool done, json = false;
    const char *folder = NULL, *port_list = NULL;
    int ports[PORTS_MAX + 1];
    const struct option_row rows[] = {
        {"project", NULL, &folder}, {"ports", NULL, &port_list}, {"json", &json, NULL}, {0}};
    int rest = cli_read_options(&cli_doctor, argc, argv, rows, &done);
    if (rest != 0)
        return EXIT_WRONG_USAGE;
    if (done)
        return EXIT_DONE;
    if (port_list && !read_ports(port_list, ports)) {
        fputs("prosed doctor: --ports takes up to 16 numbers, such as 8080,11434\n", stderr);
        return EXIT_WRONG_USAGE;
    }
    struct examination examination = {.models_left = 2, .findings = json ? cJSON_CreateArray() : NULL};
    struct session session;
    examine_settings(&examination, folder);
    session_open(&session, folder, NULL, false);
    examine_store(&examination, session.project);
    examination.config = engine_get_config(session.engine);
    if (isatty(STDERR_FILENO) && !is_offline(examination.config))
        fputs("asking each model a few questions; a server that is busy or loads its model may take minutes\n", stderr);
    engine_check_models(session.engine, on_model, &examination);
    while (examination.models_left)
        loop_run_once(session.loop, true);
    search(&examination, &session, port_list ? ports : NULL);
    session_close(&session);
    if (json)
        print_findings(&examination);
    return examination.problems ? EXIT_FAILED : EXIT_DONE;
}

const struct command cli_doctor = {
    .name = "doctor",
    .usage = "",
    .summary = "check settings, store and models, and say what to do about each problem",
    .help = "Asks each model small questions of the kinds that it will be asked, and says whether it is up to them. "
            "Also looks\n"
            "for model servers on this machine and says how to use them; nothing is sent anywhere else.\n"
            "  --json         as JSON: {\"problems\": N, \"findings\": [{\"state\", \"what\", \"text\"}]}; state is "
            "ok, problem, found,\n"
            "                 none, skipped or advice\n"
            "  --ports LIST   where to look (default: 8080,11434,8000,1234: llama.cpp, Ollama, vLLM, LM Studio)\n"
            "  --project DIR  the project that holds this folder (default: the working directory)\n",
    .run = run,
};
