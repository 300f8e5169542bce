/* prosed lsp: serves LSP over standard input and output. The work is lsp/'s. */
#include "clients/cli/cli.h"

#include "lsp/lsp.h"

#include <stdio.h>
#include <unistd.h>

static int run(int argc, char **argv) {
    bool done, stdio = false;
    const struct option_row rows[] = {{"stdio", &stdio, NULL}, {0}}; /* what many editors add by themselves */
    int rest = cli_read_options(&cli_lsp, argc, argv, rows, &done);
    if (rest != 0) {
        if (rest > 0)
            fputs("prosed lsp: takes no arguments; an editor talks to it over standard input and output\n", stderr);
        return EXIT_WRONG_USAGE;
    }
    if (done)
        return EXIT_DONE;
    return lsp_serve(STDIN_FILENO, STDOUT_FILENO);
}

const struct command cli_lsp = {
    .name = "lsp",
    .usage = "[--stdio]",
    .summary = "serve the Language Server Protocol over standard input and output",
    .help = "  --stdio  what it does anyway; accepted because editors add it\n",
    .run = run,
};
