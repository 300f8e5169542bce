/* What the subcommands share: the table row, the options every one of them knows, and a session with the engine. */
#ifndef PROSED_CLI_H
#define PROSED_CLI_H

#include "core/engine/engine.h"

#include <stdio.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_WRONG_USAGE = 2 };

struct command {
    const char *name;
    const char *usage;                 /* behind "prosed NAME " */
    const char *summary;               /* one line, for the list */
    const char *help;                  /* the options and what they do, for --help */
    int (*run)(int argc, char **argv); /* argv[0] is the name */
};

extern const struct command cli_lsp, cli_mcp, cli_learn, cli_rewrite, cli_complete, cli_preferences, cli_samples,
    cli_status, cli_doctor, cli_configure, cli_demo, cli_eval, cli_settings, cli_forget;

/* One option of a subcommand: `value` for one with an argument ("--instruction TEXT"), else `flag`. */
struct option_row {
    const char *name; /* without the dashes */
    bool *flag;
    const char **value;
};

/* Takes the options out of argv (also --name=value), moves the rest to its front and returns how many. "--help" prints
 * the command's help and sets *done. -1: wrong usage, said on stderr. rows end with a NULL name. */
int cli_read_options(const struct command *command, int argc, char **argv, const struct option_row *rows, bool *done);

/* A session: loop, settings, engine and the project of a folder (NULL: the working directory's). Problems of the
 * settings go to stderr. */
struct session {
    struct loop *loop;
    struct engine *engine;
    struct project *project;
};
extern const char CLI_PERSONAL[]; /* as a folder: the person's own store instead of a project */
void session_open(struct session *session, const char *folder, const struct engine_events *events, bool learn);
void session_close(struct session *session); /* waits until all is closed */

struct config *cli_load_config(void); /* defaults and the person's file; problems go to stderr */
/* The root that a folder belongs to: the nearest one above (or itself) with .prosed, .prosed.json or .git. NULL if
 * none. */
char *cli_find_root(const char *folder);
bool cli_fail(const struct error *error);               /* "prosed: <text>" on stderr; returns false */
bool cli_read_input(const char *file, struct buf *out); /* a file, or stdin for NULL and "-"; false: said on stderr */
bool cli_parse_id(const char *text, int64_t *id);       /* false: said on stderr */

/* Whatever holds foreign text (names, answers, what is kept) is printed by one of these: core/base/printable.h. */
void cli_line(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3))); /* one line, its end added */
void cli_text(FILE *to, const char *text);                                              /* as it is, lines kept */
void cli_json(const cJSON *value);                                                      /* on stdout */
/* A text that was asked for: byte for byte for a file or a program; harmless on a terminal. */
void cli_result(const char *text);

#endif
