/* prosed forget --all: everything that was kept is erased, after a question. */
#include "clients/cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void print_files(const struct list *files) {
    for (size_t i = 0; i < files->count; i++) {
        struct stat status;
        if (lstat(files->items[i], &status) == 0)
            cli_line(stdout, "%10lld  %s", (long long)status.st_size, files->items[i]);
    }
}

static bool is_sure(void) {
    char line[16] = "";
    printf(
        "Erase all of it: samples, preferences, what you pinned and promoted, in all projects? It cannot be undone.\n"
        "Your settings stay. Close your editors first: a server that runs keeps what it has in memory until it "
        "ends.\nType \"yes\" to erase: ");
    fflush(stdout);
    bool sure = fgets(line, sizeof line, stdin) && (!strcmp(line, "yes\n") || !strcmp(line, "yes"));
    if (!sure)
        puts("\nNothing was erased.");
    return sure;
}

static int forget_all(bool yes, struct error *error) {
    struct list files = {0};
    int code = EXIT_DONE;
    if (!engine_find_kept(&files, error)) {
        code = EXIT_FAILED;
    } else if (!files.count) {
        puts("Nothing is kept.");
    } else {
        print_files(&files);
        if (!yes && !is_sure())
            code = EXIT_FAILED;
        else if (engine_erase_kept(&files, error))
            printf("%zu files erased.\n", files.count);
        else
            code = EXIT_FAILED;
    }
    list_finish(&files);
    return code;
}

static int run(int argc, char **argv) {
    bool all = false, yes = false, done;
    const struct option_row rows[] = {{"all", &all, NULL}, {"yes", &yes, NULL}, {0}};
    int rest = cli_read_options(&cli_forget, argc, argv, rows, &done);
    if (rest < 0 || done)
        return done ? EXIT_DONE : EXIT_WRONG_USAGE;
    if (!all || rest > 0) {
        fputs("prosed forget: say --all to erase everything; for one sample or preference: `prosed samples forget ID`, "
              "`prosed preferences forget ID`\n",
              stderr);
        return EXIT_WRONG_USAGE;
    }
    struct error error = {0};
    int code = forget_all(yes, &error);
    if (code == EXIT_FAILED && error.kind)
        cli_fail(&error);
    return code;
}

const struct command cli_forget = {
    .name = "forget",
    .usage = "--all [--yes]",
    .summary = "erase everything that was learned and kept",
    .help = "  --all  all stores, of all projects and the personal one, overwritten and removed;\n"
            "         settings stay. Lists the files and asks first\n"
            "  --yes  do not ask\n",
    .run = run,
};
