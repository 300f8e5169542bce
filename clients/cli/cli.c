/* What the subcommands share. Options are few and alike, so one small table-driven reader serves all of them. */
#include "clients/cli/cli.h"

#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct option_row *find_row(const struct option_row *rows, const char *name, size_t len) {
    for (const struct option_row *row = rows; row->name; row++)
        if (strlen(row->name) == len && !strncmp(row->name, name, len))
            return row;
    return NULL;
}

static bool read_option(const struct command *command, int argc, char **argv, int *at, const struct option_row *rows) {
    const char *name = argv[*at] + 2;
    const char *equals = strchr(name, '=');
    const struct option_row *row = find_row(rows, name, equals ? (size_t)(equals - name) : strlen(name));
    if (!row) {
        cli_line(stderr, "prosed %s: unknown option %s; see `prosed %s --help`", command->name, argv[*at],
                 command->name);
        return false;
    }
    if (row->flag && equals) {
        cli_line(stderr, "prosed %s: --%s takes no value", command->name, row->name);
        return false;
    }
    if (row->flag) {
        *row->flag = true;
    } else if (equals) {
        *row->value = equals + 1;
    } else if (*at + 1 < argc) {
        *row->value = argv[++*at];
    } else {
        cli_line(stderr, "prosed %s: --%s needs a value", command->name, row->name);
        return false;
    }
    return true;
}

int cli_read_options(const struct command *command, int argc, char **argv, const struct option_row *rows, bool *done) {
    int rest = 0;
    *done = false;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
            printf("Usage: prosed %s%s%s\n%s\n\n%s", command->name, *command->usage ? " " : "", command->usage,
                   command->summary, command->help);
            *done = true;
            return 0;
        }
        if (!strcmp(argv[i], "--")) {
            while (++i < argc)
                argv[rest++] = argv[i];
        } else if (!strncmp(argv[i], "--", 2)) {
            if (!read_option(command, argc, argv, &i, rows))
                return -1;
        } else {
            argv[rest++] = argv[i];
        }
    }
    return rest;
}

bool cli_fail(const struct error *error) {
    cli_line(stderr, "prosed: %s", error->text);
    return false;
}

struct config *cli_load_config(void) {
    struct config *config = config_create();
    struct list problems = {0};
    char *folder = path_copy_config_folder(NULL);
    if (folder) {
        char *file = path_join(folder, "config.json");
        config_load(config, file, CONFIG_USER, &problems);
        for (size_t i = 0; i < problems.count; i++)
            cli_line(stderr, "prosed: %s: %s", file, problems.items[i]);
        free(file);
    }
    list_finish(&problems);
    free(folder);
    log_set_level((enum log_level)config->log_level);
    return config;
}

char *cli_find_root(const char *folder) {
    static const char *const marks[] = {".prosed", ".prosed.json", ".git"};
    for (char *at = path_clean(folder ? folder : ".");;) {
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            char *mark = path_join(at, marks[i]);
            bool found = access(mark, F_OK) == 0;
            free(mark);
            if (found)
                return at;
        }
        char *slash = strrchr(at, '/');
        if (!slash || slash == at) {
            free(at);
            return NULL;
        }
        *slash = 0;
    }
}

static void on_closed(void *arg) {
    *(bool *)arg = true;
}

static void close_engine(struct session *session) {
    bool closed = false;
    engine_close(session->engine, on_closed, &closed);
    while (!closed)
        loop_run_once(session->loop, true);
    engine_destroy(session->engine);
}

const char CLI_PERSONAL[] = "";

void session_open(struct session *session, const char *folder, const struct engine_events *events, bool learn) {
    struct config *config = cli_load_config();
    config->learn_enabled = learn;
    session->loop = loop_create();
    session->engine = engine_create(session->loop, config, events);
    if (folder == CLI_PERSONAL) {
        session->project = engine_open_personal(session->engine);
        return;
    }
    char *root = cli_find_root(folder);
    session->project = engine_open_project(session->engine, root);
    free(root);
}

void session_close(struct session *session) {
    engine_close_project(session->project);
    close_engine(session);
    loop_destroy(session->loop);
}

bool cli_read_input(const char *file, struct buf *out) {
    struct error error = {0};
    if (file && strcmp(file, "-") != 0)
        return path_read(file, LIMIT_DOCUMENT_BYTES, out, &error) || cli_fail(&error);
    char chunk[65536];
    for (size_t len; (len = fread(chunk, 1, sizeof chunk, stdin)) > 0;) {
        if (out->len + len > LIMIT_DOCUMENT_BYTES) {
            fprintf(stderr, "prosed: the text on standard input is over %u MB; give a shorter one\n",
                    LIMIT_DOCUMENT_BYTES >> 20);
            return false;
        }
        buf_append(out, chunk, len);
    }
    if (ferror(stdin)) {
        cli_line(stderr, "prosed: standard input cannot be read: %s", strerror(errno));
        return false;
    }
    return true;
}

bool cli_parse_id(const char *text, int64_t *id) {
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno || end == text || *end || value <= 0) {
        cli_line(stderr, "prosed: \"%s\" is no id; `prosed preferences` and `prosed samples` list them", text);
        return false;
    }
    *id = value;
    return true;
}
