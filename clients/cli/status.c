/* prosed status: store, queue, model and spend of a project. */
#include "clients/cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

/* Members as "name: value" lines, nested ones as "name.inner". The JSON is the one truth of what there is to tell. */
static void print_members(const cJSON *object, const char *prefix) {
    const cJSON *item;
    cJSON_ArrayForEach(item, object) {
        char name[128];
        const char *own = item->string ? item->string : ""; /* the items of an array have none */
        snprintf(name, sizeof name, "%s%s%s", prefix, *prefix && *own ? "." : "", own);
        if (cJSON_IsObject(item) || cJSON_IsArray(item)) {
            print_members(item, name);
        } else if (cJSON_IsString(item)) {
            cli_line(stdout, "%-24s %s", name, item->valuestring);
        } else {
            char *value = json_format(item);
            cli_line(stdout, "%-24s %s", name, value);
            free(value);
        }
    }
}

static int run(int argc, char **argv) {
    bool json = false, done;
    const char *folder = NULL;
    const struct option_row rows[] = {{"json", &json, NULL}, {"project", NULL, &folder}, {0}};
    int rest = cli_read_options(&cli_status, argc, argv, rows, &done);
    if (rest != 0)
        return EXIT_WRONG_USAGE;
    struct session session;
    if (done)
        return EXIT_DONE;
    session_open(&session, folder, NULL, false);
    cJSON *status = project_format_status(session.project);
    if (json)
        cli_json(status);
    else
        print_members(status, "");
    cJSON_Delete(status);
    session_close(&session);
    return EXIT_DONE;
}

const struct command cli_status = {
    .name = "status",
    .usage = "",
    .summary = "show store, queue, model and spend today",
    .help = "  --json         as JSON\n"
            "  --project DIR  the project that holds this folder (default: the working directory)\n",
    .run = run,
};
