/* prosed: one binary, several doors. A table of subcommands, each in a file of its own. */
#include "clients/cli/cli.h"

#include "core/base/process.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
    &cli_lsp,    &cli_mcp,    &cli_learn,  &cli_rewrite,   &cli_complete, &cli_preferences, &cli_samples,
    &cli_forget, &cli_status, &cli_doctor, &cli_configure, &cli_settings, &cli_demo,        &cli_eval,
};

static void print_help(FILE *out) {
    fputs("prosed - a language server for prose that learns how you write\n\nUsage: prosed COMMAND [ARGUMENT...]\n\n",
          out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        cli_line(out, "  %-12s %s", commands[i]->name, commands[i]->summary);
    fputs("\n`prosed COMMAND --help` tells more. Exit status: 0 done, 1 failed, 2 wrong usage.\n", out);
}

int main(int argc, char **argv) {
    process_keep_private();
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is an error of write, not the end of the process */
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        print_help(stderr);
        return EXIT_WRONG_USAGE;
    }
    if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
        print_help(stdout);
        return EXIT_DONE;
    }
    if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
        puts("prosed " PROSED_VERSION);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(name, commands[i]->name))
            return commands[i]->run(argc - 1, argv + 1);
    cli_line(stderr, "prosed: there is no command \"%s\"; `prosed --help` lists them", name);
    return EXIT_WRONG_USAGE;
}
