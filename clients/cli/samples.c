/* prosed samples: what prosed learned from, and the way to make it forget. */
#include "clients/cli/cli.h"

#include "core/base/clock.h"

#include <stdio.h>
#include <string.h>

static bool on_json(void *arg, const struct sample *sample) {
    cJSON_AddItemToArray(arg, sample_format(sample));
    return true;
}

/* The bytes of the first max characters. */
static size_t excerpt_len(const char *text, size_t max) {
    size_t end = 0;
    for (size_t shown = 0; text[end] && (shown < max || ((unsigned char)text[end] & 0xC0) == 0x80); shown++)
        end++;
    return end;
}

static bool on_line(void *arg, const struct sample *sample) {
    ++*(size_t *)arg;
    char minute[17];
    clock_format_minute(sample->time_ms, minute);
    size_t shown = excerpt_len(sample->text, 60);
    cli_line(stdout, "%4lld  %s  %-7s %-8s %s: %.*s%s", (long long)sample->id, minute, sample->genre, sample->state,
             sample->path ? sample->path : "(untitled)", (int)shown, sample->text, sample->text[shown] ? "..." : "");
    return true;
}

static bool on_whole(void *arg, const struct sample *sample) {
    ++*(size_t *)arg;
    char minute[17];
    clock_format_minute(sample->time_ms, minute);
    cli_line(stdout, "sample %lld, %s, %s, %s, %s", (long long)sample->id, minute,
             sample->path ? sample->path : "(untitled)", sample->genre, sample->state);
    fputs("\ntask:\n", stdout);
    cli_text(stdout, sample->task ? sample->task : "(not found out yet)");
    fputs("\n\ntext:\n", stdout);
    cli_text(stdout, sample->text);
    if (sample->error)
        cli_line(stdout, "\n\nset aside: %s", sample->error);
    fputs("\n\nlearned from it:\n", stdout);
    for (size_t i = 0; sample->preferences && i < sample->preferences->count; i++)
        cli_line(stdout, "- %s", sample->preferences->items[i]);
    return true;
}

static int list_samples(struct project *project, int64_t id, bool json, struct error *error) {
    size_t count = 0;
    if (json) {
        cJSON *array = cJSON_CreateArray();
        bool listed = project_visit_samples(project, id, on_json, array, error);
        if (listed)
            cli_json(array);
        cJSON_Delete(array);
        return listed ? EXIT_DONE : EXIT_FAILED;
    }
    if (!project_visit_samples(project, id, id ? on_whole : on_line, &count, error))
        return EXIT_FAILED;
    if (!count)
        puts("No samples here yet. Save some writing, or run `prosed learn FILE`.");
    return EXIT_DONE;
}

static int run_words(struct project *project, int count, char **words, bool json, struct error *error) {
    int64_t id;
    if (!count || (!strcmp(words[0], "list") && count == 1))
        return list_samples(project, 0, json, error);
    bool show = !strcmp(words[0], "show"), forget = !strcmp(words[0], "forget");
    if (count != 2 || (!show && !forget)) {
        fprintf(stderr, "prosed samples: expected list, show ID or forget ID; see `prosed samples --help`\n");
        return EXIT_WRONG_USAGE;
    }
    if (!cli_parse_id(words[1], &id))
        return EXIT_WRONG_USAGE;
    if (show)
        return list_samples(project, id, json, error);
    return project_forget_sample(project, id, error) ? EXIT_DONE : EXIT_FAILED;
}

static int run(int argc, char **argv) {
    bool json = false, personal = false, done;
    const char *folder = NULL;
    const struct option_row rows[] = {
        {"json", &json, NULL}, {"personal", &personal, NULL}, {"project", NULL, &folder}, {0}};
    int rest = cli_read_options(&cli_samples, argc, argv, rows, &done);
    if (rest < 0 || done)
        return done ? EXIT_DONE : EXIT_WRONG_USAGE;
    struct session session;
    struct error error = {0};
    session_open(&session, personal ? CLI_PERSONAL : folder, NULL, false);
    int code = run_words(session.project, rest, argv, json, &error);
    if (code == EXIT_FAILED)
        cli_fail(&error);
    session_close(&session);
    return code;
}

const struct command cli_samples = {
    .name = "samples",
    .usage = "[list | show ID | forget ID]",
    .summary = "list what was learned from",
    .help = "  list           one line each, newest first (the default)\n"
            "  show ID        the whole sample and what was learned from it\n"
            "  forget ID      remove its text, its scores and what only it stood for\n\n"
            "  --json         as JSON\n"
            "  --personal    those of the personal store\n"
            "  --project DIR  the project that holds this folder (default: the working directory)\n",
    .run = run,
};
