/* prosed settings: every setting with its default and what it does, from the same table that the parser reads. */
#include "clients/cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

static int run(int argc, char **argv) {
    bool schema = false, done;
    const struct option_row rows[] = {{"schema", &schema, NULL}, {0}};
    int rest = cli_read_options(&cli_settings, argc, argv, rows, &done);
    if (rest != 0)
        return EXIT_WRONG_USAGE;
    if (done)
        return EXIT_DONE;
    if (schema) {
        cJSON *tree = config_format_schema();
        char *text = json_format_pretty(tree);
        puts(text);
        free(text);
        cJSON_Delete(tree);
    } else {
        struct buf text = {0};
        config_format_help(&text);
        fputs(buf_get(&text), stdout);
        buf_finish(&text);
    }
    return EXIT_DONE;
}

const struct command cli_settings = {
    .name = "settings",
    .usage = "[--schema]",
    .summary = "list the settings, or print their JSON Schema",
    .help = "  --schema  print a JSON Schema for config.json and .prosed.json\n",
    .run = run,
};
