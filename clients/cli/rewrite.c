/* prosed rewrite: a filter. Text in, the same text in the person's style out; what the guard refused stays as it was.
 */
#include "clients/cli/cli.h"

#include "core/text/diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct outcome {
    bool done;
    bool failed;
    char *text;
    const struct document *document;
};

static void on_rewrite(void *arg, const struct rewrite *rewrite, const struct error *error) {
    struct outcome *outcome = arg;
    outcome->done = true;
    if (error) {
        outcome->failed = true;
        cli_fail(error);
        return;
    }
    if (rewrite->refused)
        cli_line(stderr, "prosed: %zu passage%s left as they were: %s", rewrite->refused,
                 rewrite->refused == 1 ? "" : "s", rewrite->refused_reason);
    const struct text *text = document_get_text(outcome->document);
    outcome->text = edits_apply(rewrite->edits, text_get_data(text), text_get_len(text), NULL);
}

static int rewrite_text(struct session *session, const char *file, const struct buf *input, const char *language,
                        const char *instruction, bool diff) {
    struct open_document *opened = engine_open_document(session->project, file, language, buf_get(input), input->len);
    struct outcome outcome = {.document = open_document_get_document(opened)};
    engine_rewrite(opened, 0, text_get_len(document_get_text(outcome.document)), instruction, on_rewrite, &outcome);
    while (!outcome.done)
        loop_run_once(session->loop, true);
    if (!outcome.failed && diff) {
        struct buf lines = {0};
        diff_format(buf_get(input), outcome.text, file ? file : "(standard input)", isatty(STDOUT_FILENO) == 1, &lines);
        fputs(buf_get(&lines), stdout);
        buf_finish(&lines);
    } else if (!outcome.failed) {
        cli_result(outcome.text);
    }
    free(outcome.text);
    engine_close_document(opened);
    return outcome.failed || fflush(stdout) ? EXIT_FAILED : EXIT_DONE;
}

static int run(int argc, char **argv) {
    bool diff = false, done;
    const char *instruction = NULL, *folder = NULL, *language = NULL;
    const struct option_row rows[] = {{"diff", &diff, NULL},
                                      {"instruction", NULL, &instruction},
                                      {"language", NULL, &language},
                                      {"project", NULL, &folder},
                                      {0}};
    int rest = cli_read_options(&cli_rewrite, argc, argv, rows, &done);
    if (done)
        return EXIT_DONE;
    if (rest < 0 || rest > 1) {
        if (rest > 1)
            fputs("prosed rewrite: give one file, or none for standard input\n", stderr);
        return EXIT_WRONG_USAGE;
    }
    const char *file = rest && strcmp(argv[0], "-") != 0 ? argv[0] : NULL;
    struct buf input = {0};
    struct session session;
    int code = EXIT_FAILED;
    if (cli_read_input(file, &input)) {
        session_open(&session, folder, NULL, false);
        code = rewrite_text(&session, file, &input, language ? language : file ? NULL : "markdown", instruction, diff);
        session_close(&session);
    }
    buf_finish(&input);
    return code;
}

const struct command cli_rewrite = {
    .name = "rewrite",
    .usage = "[FILE]",
    .summary = "rewrite a text in your style, to standard output",
    .help = "  FILE                what to rewrite; none or -: standard input\n"
            "  --diff              print what changes instead of the text\n"
            "  --instruction TEXT  a wish for this one rewrite (\"shorter\"); it outranks what was learned\n"
            "  --language ID       markdown, plaintext, latex, mail, gitcommit; by the file's name if not given\n"
            "  --project DIR       the project that holds this folder (default: the working directory)\n",
    .run = run,
};
