/* prosed complete: continues a text at its end, to standard output. */
#include "clients/cli/cli.h"

#include <stdio.h>
#include <string.h>

struct outcome {
    bool done;
    bool failed;
};

static void on_completion(void *arg, const struct completion *completion, const struct error *error) {
    struct outcome *outcome = arg;
    outcome->done = true;
    outcome->failed = error != NULL;
    if (error)
        cli_fail(error);
    else if (completion->reason)
        cli_line(stderr, "prosed: %s", completion->reason);
    else
        cli_result(completion->text), puts("");
}

static int run(int argc, char **argv) {
    bool done;
    const char *folder = NULL, *language = NULL;
    const struct option_row rows[] = {{"language", NULL, &language}, {"project", NULL, &folder}, {0}};
    int rest = cli_read_options(&cli_complete, argc, argv, rows, &done);
    if (done)
        return EXIT_DONE;
    if (rest < 0 || rest > 1) {
        if (rest > 1)
            fputs("prosed complete: give one file, or none for standard input\n", stderr);
        return EXIT_WRONG_USAGE;
    }
    const char *file = rest && strcmp(argv[0], "-") != 0 ? argv[0] : NULL;
    struct buf input = {0};
    struct session session;
    struct outcome outcome = {.failed = true};
    if (cli_read_input(file, &input)) {
        session_open(&session, folder, NULL, false);
        while (input.len && input.data[input.len - 1] == '\n') /* a file's last line end is not what one continues */
            buf_remove(&input, input.len - 1, 1);
        struct open_document *opened = engine_open_document(session.project, file,
                                                            language ? language
                                                            : file   ? NULL
                                                                     : "markdown",
                                                            buf_get(&input), input.len);
        size_t end = text_get_len(document_get_text(open_document_get_document(opened)));
        engine_complete(opened, end, on_completion, &outcome);
        while (!outcome.done)
            loop_run_once(session.loop, true);
        engine_close_document(opened);
        session_close(&session);
    }
    buf_finish(&input);
    return outcome.failed ? EXIT_FAILED : EXIT_DONE;
}

const struct command cli_complete = {
    .name = "complete",
    .usage = "[FILE]",
    .summary = "continue a text at its end, to standard output",
    .help = "  FILE           the text so far; none or -: standard input. Nothing is printed when there is nothing to "
            "offer\n"
            "  --language ID  markdown, mdx, html, rst, org, asciidoc, typst, plaintext, latex, mail, gitcommit; by "
            "the name if not given\n"
            "  --project DIR  the project that holds this folder (default: the working directory)\n",
    .run = run,
};
