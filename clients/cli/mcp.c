/* prosed mcp: lets agents write in the person's voice, over the Model Context Protocol. The work is lsp/mcp's. */
#include "clients/cli/cli.h"

#include "lsp/mcp/mcp.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int run(int argc, char **argv) {
    bool done;
    const char *folder = NULL;
    const struct option_row rows[] = {{"project", NULL, &folder}, {0}};
    int rest = cli_read_options(&cli_mcp, argc, argv, rows, &done);
    if (done)
        return EXIT_DONE;
    if (rest != 0) {
        if (rest > 0)
            fputs("prosed mcp: takes no arguments; an agent talks to it over standard input and output\n", stderr);
        return EXIT_WRONG_USAGE;
    }
    char *root = cli_find_root(folder);
    int code = mcp_serve(STDIN_FILENO, STDOUT_FILENO, cli_load_config(), root);
    free(root);
    return code;
}

const struct command cli_mcp = {
    .name = "mcp",
    .usage = "",
    .summary = "let agents write in your style: serve the Model Context Protocol over standard input and output",
    .help = "  --project DIR  the project that holds this folder (default: the working directory); the agent gets no "
            "other\n\n"
            "Read-only: an agent can read your preferences, check a text and have it rewritten. Nothing it sends is\n"
            "learned from. Texts of yours are shown to it only if learn.examples is on.\n",
    .run = run,
};
