/* prosed configure: writes the settings of a model into the person's own file, so that a first use needs no editor. The
 * rest of the file stays as it is. What would not work is refused before anything is written. */
#include "clients/cli/cli.h"
#include "clients/cli/settings_edit.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct wish {
    const char *setting; /* behind "model." */
    const char *value;
};

static char *format_setting(const char *role, const char *setting) {
    return mem_format("model.%s%s%s", role ? role : "", role ? "." : "", setting);
}

static bool apply(struct buf *text, const char *role, const struct wish *wishes, struct error *error) {
    for (; wishes->setting; wishes++) {
        if (!wishes->value)
            continue;
        char *name = format_setting(role, wishes->setting);
        cJSON *string = cJSON_CreateString(wishes->value);
        char *value = json_format(string);
        bool set = settings_edit_set(text, name, value, error);
        free(value);
        free(name);
        cJSON_Delete(string);
        if (!set)
            return false;
    }
    return true;
}

static bool is_this_machine(const char *url) {
    const char *host = strstr(url, "://");
    host = host ? host + 3 : url;
    return !strncmp(host, "127.", 4) || !strncmp(host, "[::1]", 5) || !strncmp(host, "localhost", 9);
}

/* What may be meant, and is likely not. */
static void warn(const struct model_settings *model) {
    bool key = model->key_env || model->key_command;
    if (key && !strncmp(model->url, "http://", 7) && !is_this_machine(model->url))
        fputs("prosed configure: warning: over http:// the key and your text can be read on their way to that machine; "
              "use https:// if it has it\n",
              stderr);
    if (model->key_env && *model->key_env && !getenv(model->key_env))
        cli_line(stderr,
                 "prosed configure: warning: the environment variable %s is not set here; your editor needs it, too",
                 model->key_env);
}

/* Whether the program would read the new text as it is meant; only what was wished for is looked at. */
static bool check(const struct buf *text, const char *role, const struct wish *wishes) {
    struct error error = {0};
    struct list problems = {0};
    struct config *config = config_create();
    cJSON *settings = json_parse_settings(buf_get(text), text->len, &error);
    bool good = settings != NULL;
    if (settings)
        config_apply(config, settings, CONFIG_USER, &problems);
    for (; wishes->setting; wishes++) {
        char *name = format_setting(role, wishes->setting);
        for (size_t i = 0; wishes->value && i < problems.count; i++) {
            if (!strncmp(problems.items[i], name, strlen(name))) {
                cli_line(stderr, "prosed configure: %s", problems.items[i]);
                good = false;
            }
        }
        free(name);
    }
    const struct model_settings *model = role && !strcmp(role, "learn") ? &config->learn : &config->write;
    bool offline = !strcmp(model->engine, "offline");
    if (good && !offline && !(model->url && *model->url)) {
        fputs("prosed configure: this engine needs an address: --url http://127.0.0.1:8080; `prosed doctor` finds "
              "servers that run on this machine\n",
              stderr);
        good = false;
    }
    if (good && !strcmp(model->engine, "anthropic") && !(model->name && *model->name)) {
        fputs("prosed configure: this engine needs the name of a model: --model NAME\n", stderr);
        good = false;
    }
    if (good && !offline)
        warn(model);
    if (good && !offline && (model->key_env || model->key_command))
        cli_line(stdout, "the key from %s goes to %s", model->key_env ? model->key_env : "model.key_command",
                 model->url);
    cJSON_Delete(settings);
    config_destroy(config);
    list_finish(&problems);
    return good;
}

static int configure(const char *role, const struct wish *wishes) {
    struct error error = {0};
    struct buf text = {0};
    char *folder = path_copy_config_folder(&error);
    char *file = folder ? path_join(folder, "config.json") : NULL;
    bool good = folder && path_make_folders(folder, &error);
    if (good && !path_read(file, LIMIT_SETTINGS_BYTES, &text, &error)) {
        good = error.kind == ERROR_NOT_FOUND;
        error = good ? (struct error){0} : error;
    }
    if (good && !apply(&text, role, wishes, &error)) {
        error_add_context(&error, "%s is left as it is: put it right first", file);
        good = false;
    }
    if (error.kind)
        cli_fail(&error);
    good = good && check(&text, role, wishes);
    if (good && !path_write(file, text.data, text.len, &error))
        good = cli_fail(&error);
    if (good)
        cli_line(stdout, "written to %s; `prosed doctor` tries it", file);
    buf_finish(&text);
    free(file);
    free(folder);
    return good ? EXIT_DONE : EXIT_FAILED;
}

static int run(int argc, char **argv) {
    bool done;
    const char *role = NULL, *engine = NULL, *url = NULL, *model = NULL, *key_env = NULL, *key_command = NULL;
    const struct option_row rows[] = {
        {"engine", NULL, &engine},
        {"url", NULL, &url},
        {"model", NULL, &model},
        {"key-env", NULL, &key_env},
        {"role", NULL, &role},
        {"key-command", NULL, &key_command},
        {0},
    };
    int rest = cli_read_options(&cli_configure, argc, argv, rows, &done);
    if (done)
        return EXIT_DONE;
    const struct wish wishes[] = {
        {"engine", engine}, {"url", url}, {"name", model}, {"key_env", key_env}, {"key_command", key_command}, {0},
    };
    bool any = engine || url || model || key_env || key_command;
    bool known = !role || !strcmp(role, "write") || !strcmp(role, "learn");
    if (rest == 0 && any && known)
        return configure(role, wishes);
    if (rest >= 0)
        cli_line(stderr, "prosed configure: %s; see `prosed configure --help`",
                 !known ? "--role is write or learn" : "say what to set, such as --engine openai --url ADDRESS");
    return EXIT_WRONG_USAGE;
}

const struct command cli_configure = {
    .name = "configure",
    .usage = "--engine ENGINE [--url ADDRESS] [--model NAME] ...",
    .summary = "choose the model: write its settings into your settings file",
    .help = "  --engine ENGINE        offline, openai (chat completions, also of local servers) or anthropic\n"
            "  --url ADDRESS          of the server, such as http://127.0.0.1:8080\n"
            "  --model NAME           as the server knows it\n"
            "  --key-env VARIABLE     the environment variable that holds the key\n"
            "  --key-command COMMAND  a command that prints the key\n"
            "  --role ROLE            write or learn: for this one only (default: for both)\n",
    .run = run,
};
