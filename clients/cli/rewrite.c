/* prosed rewrite: a filter. Text in, the same text in the person's style out; what the guard refused stays as it was.
 *
 * Editors put the output in place of their text, so there is one rule above all: whatever happens, a text comes out.
 * The input as it is where nothing is to be done or anything fails, byte for byte, also if it was never read to its
 * end.
 */
#include "clients/cli/cli.h"

#include "core/base/encoding.h"
#include "core/base/limits.h"
#include "core/base/path.h"
#include "core/text/diff.h"
#include "core/text/format.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct outcome {
    bool done;
    bool failed;
    char *text; /* NULL: as it was */
    size_t len;
    const struct document *document;
};

static void on_rewrite(void *arg, const struct rewrite *rewrite, const struct error *error) {
    struct outcome *outcome = arg;
    outcome->done = true;
    if (error) {
        outcome->failed = error->kind != ERROR_NEEDLESS;
        if (outcome->failed)
            cli_fail(error);
        return;
    }
    if (rewrite->refused)
        cli_line(stderr, "prosed: %zu passage%s left as they were: %s", rewrite->refused,
                 rewrite->refused == 1 ? "" : "s", rewrite->refused_reason);
    if (rewrite->note && isatty(STDERR_FILENO)) /* elsewhere it might end up in a text: Vim's ! reads both */
        cli_line(stderr, "prosed: %s", rewrite->note);
    const struct text *text = document_get_text(outcome->document);
    outcome->text = edits_apply(rewrite->edits, text_get_data(text), text_get_len(text), &outcome->len);
}

static bool write_out(const char *data, size_t len) {
    bool written = true;
    if (isatty(STDOUT_FILENO))
        cli_result(data);
    else
        written = fwrite(data, 1, len, stdout) == len;
    written = fflush(stdout) == 0 && written;
    if (!written && errno != EPIPE) /* who reads no further knows it */
        cli_line(stderr, "prosed: standard output cannot be written: %s", strerror(errno));
    return written;
}

/* What was read of the input, and all that comes behind it. */
static void pass_on(const struct buf *read, FILE *rest) {
    char chunk[65536];
    bool written = write_out(buf_get(read), read->len);
    for (size_t len; written && rest && (len = fread(chunk, 1, sizeof chunk - 1, rest)) > 0;) {
        chunk[len] = 0;
        written = write_out(chunk, len);
    }
}

struct wishes {
    const char *file; /* NULL: standard input */
    const char *language;
    const char *instruction;
    bool diff;
    bool send_secrets;
};

static bool rewrite_text(struct session *session, const struct wishes *wishes, const struct buf *input,
                         struct outcome *outcome) {
    struct open_document *opened =
        engine_open_document(session->project, wishes->file, wishes->language, buf_get(input), input->len);
    outcome->document = open_document_get_document(opened);
    if (wishes->send_secrets)
        open_document_allow_secrets(opened);
    engine_rewrite(opened, 0, text_get_len(document_get_text(outcome->document)), wishes->instruction, on_rewrite,
                   outcome);
    while (!outcome->done)
        loop_run_once(session->loop, true);
    engine_close_document(opened);
    return !outcome->failed;
}

static bool print_outcome(const struct wishes *wishes, const struct buf *input, const struct outcome *outcome) {
    const char *text = outcome->text ? outcome->text : buf_get(input);
    size_t len = outcome->text ? outcome->len : input->len;
    if (!wishes->diff)
        return write_out(text, len);
    struct buf lines = {0};
    if (outcome->text)
        diff_format(buf_get(input), text, wishes->file ? wishes->file : "(standard input)", isatty(STDOUT_FILENO) == 1,
                    &lines);
    bool written = write_out(buf_get(&lines), lines.len);
    buf_finish(&lines);
    return written;
}

static bool run_filter(const struct wishes *wishes, const char *folder, const struct buf *input) {
    struct outcome outcome = {0};
    struct error error = {0};
    bool done = encoding_check(buf_get(input), input->len, &error);
    if (done) {
        struct session session;
        session_open(&session, folder, NULL, false);
        done = rewrite_text(&session, wishes, input, &outcome);
        session_close(&session);
    } else {
        cli_fail(&error);
    }
    done = print_outcome(wishes, input, &outcome) && done;
    free(outcome.text);
    return done;
}

/* Reads the input, or says why not and passes it on as it is. */
static bool read_or_pass_on(const struct wishes *wishes, struct buf *input) {
    FILE *file = wishes->file ? fopen(wishes->file, "re") : stdin;
    char chunk[65536];
    errno = file ? 0 : errno;
    for (size_t len; file && input->len <= LIMIT_DOCUMENT_BYTES && (len = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_append(input, chunk, len);
    bool broken = !file || ferror(file);
    if (broken)
        cli_line(stderr, "prosed: %s cannot be read: %s", wishes->file ? wishes->file : "standard input",
                 strerror(errno));
    else if (input->len > LIMIT_DOCUMENT_BYTES)
        cli_line(stderr, "prosed: the text is over %u MB and stays as it is; give a shorter one",
                 LIMIT_DOCUMENT_BYTES >> 20);
    bool good = !broken && input->len <= LIMIT_DOCUMENT_BYTES;
    if (!good && !wishes->diff)
        pass_on(input, broken ? NULL : file);
    if (file && file != stdin)
        fclose(file);
    return good;
}

static bool is_language(const char *name) {
    enum format format;
    bool known = !name || format_find_language(name, &format);
    if (!known)
        cli_line(stderr,
                 "prosed rewrite: --language %s is none that prosed knows as prose; `prosed rewrite --help` names "
                 "them",
                 name);
    return known;
}

static int run(int argc, char **argv) {
    bool done;
    const char *folder = NULL;
    struct wishes wishes = {0};
    struct buf input = {0};
    const struct option_row rows[] = {{"diff", &wishes.diff, NULL},
                                      {"send-secrets", &wishes.send_secrets, NULL},
                                      {"instruction", NULL, &wishes.instruction},
                                      {"language", NULL, &wishes.language},
                                      {"project", NULL, &folder},
                                      {0}};
    int rest = cli_read_options(&cli_rewrite, argc, argv, rows, &done);
    if (done)
        return EXIT_DONE;
    if (rest < 0 || rest > 1 || !is_language(wishes.language)) {
        if (rest > 1)
            fputs("prosed rewrite: give one file, or none for standard input\n", stderr);
        if (!isatty(STDIN_FILENO))
            pass_on(&input, stdin);
        return EXIT_WRONG_USAGE;
    }
    wishes.file = rest && strcmp(argv[0], "-") != 0 ? argv[0] : NULL;
    if (!wishes.language && !wishes.file)
        wishes.language = "markdown";
    bool good = read_or_pass_on(&wishes, &input) && run_filter(&wishes, folder, &input);
    buf_finish(&input);
    return good ? EXIT_DONE : EXIT_FAILED;
}

const struct command cli_rewrite = {
    .name = "rewrite",
    .usage = "[FILE]",
    .summary = "rewrite a text in your style, to standard output",
    .help = "  FILE                what to rewrite; none or -: standard input\n"
            "  --diff              print what changes instead of the text\n"
            "  --instruction TEXT  a wish for this one rewrite (\"shorter\"); it outranks what was learned\n"
            "  --language ID       markdown, mdx, html, rst, org, asciidoc, typst, plaintext, latex, mail, gitcommit; "
            "by the name if not "
            "given\n"
            "  --send-secrets      send passages with passwords, keys and the like to the model, this once\n"
            "  --project DIR       the project that holds this folder (default: the working directory)\n",
    .run = run,
};
