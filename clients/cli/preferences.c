/* prosed preferences: what was learned, and a hand in it. `show` prints the same page that the editors show. */
#include "clients/cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const genre_default = "docs";

static bool on_json(void *arg, const struct preference *preference) {
    cJSON_AddItemToArray(arg, preference_format(preference));
    return true;
}

static bool on_line(void *arg, const struct preference *preference) {
    size_t *count = arg;
    bool yields = false, other = strcmp(preference->layer, "project") != 0;
    for (size_t i = 0; i < preference->conflict_count; i++)
        yields = yields || preference->conflicts[i].yields;
    ++*count;
    cli_line(stdout, "%4lld  %-7s %+5.2f  %s%s%s%s%s%s%s%s%s%s%s%s%s", (long long)preference->id, preference->genre,
             preference->mean, preference->text, preference->pinned ? " [pinned]" : "",
             preference->muted ? " [muted]" : "", other ? " [" : "", other ? preference->layer : "", other ? "]" : "",
             yields ? " [contradicted]" : "", preference->dropped ? " [not in use: " : "",
             preference->dropped ? preference->dropped : "", preference->dropped ? "]" : "",
             preference->reach_note ? " [" : "", preference->reach_note ? preference->reach_note : "",
             preference->reach_note ? "]" : "");
    return true;
}

static bool list_preferences(struct project *project, const char *genre, bool json, struct error *error) {
    if (!json) {
        size_t count = 0;
        bool listed = project_visit_preferences(project, genre, on_line, &count, error);
        if (listed && !count)
            puts("Nothing learned here yet. Save some writing, or run `prosed learn FILE`.");
        return listed;
    }
    cJSON *array = cJSON_CreateArray();
    bool listed = project_visit_preferences(project, genre, on_json, array, error);
    if (listed)
        cli_json(array);
    cJSON_Delete(array);
    return listed;
}

static bool show_page(struct project *project, struct error *error) {
    struct buf page = {0};
    bool shown = project_format_preferences(project, &page, error);
    if (shown)
        cli_text(stdout, buf_get(&page));
    buf_finish(&page);
    return shown;
}

static bool export_all(struct project *project, bool json, struct error *error) {
    struct buf out = {0};
    bool exported = project_export_preferences(project, json, &out, error);
    if (exported)
        cli_result(buf_get(&out));
    buf_finish(&out);
    return exported;
}

static int import_file(struct project *project, const char *file, struct error *error) {
    struct buf data = {0};
    size_t added = 0, total = 0;
    bool read = cli_read_input(file, &data);
    bool imported = read && project_import_preferences(project, buf_get(&data), data.len, &added, &total, error);
    if (imported)
        cli_line(stdout, "%zu preference%s imported, %zu of them new", total, total == 1 ? "" : "s", added);
    buf_finish(&data);
    if (read && !imported)
        error_add_context(error, "%s", file);
    else if (!read)
        return EXIT_WRONG_USAGE;
    return imported ? EXIT_DONE : EXIT_FAILED;
}

/* The verbs that take an id, with the words that follow it. */
static bool edit(struct project *project, int64_t id, const char *text, struct error *error) {
    return project_edit_preference(project, id, text, error);
}
static bool pin(struct project *project, int64_t id, const char *text, struct error *error) {
    (void)text;
    return project_pin_preference(project, id, true, error);
}
static bool unpin(struct project *project, int64_t id, const char *text, struct error *error) {
    (void)text;
    return project_pin_preference(project, id, false, error);
}
static bool mute(struct project *project, int64_t id, const char *text, struct error *error) {
    (void)text;
    return project_mute_preference(project, id, true, error);
}
static bool unmute(struct project *project, int64_t id, const char *text, struct error *error) {
    (void)text;
    return project_mute_preference(project, id, false, error);
}
static bool forget(struct project *project, int64_t id, const char *text, struct error *error) {
    (void)text;
    return project_forget_preference(project, id, error);
}

static bool promote(struct project *project, int64_t id, const char *text, struct error *error) {
    (void)text;
    int64_t promoted;
    if (!project_promote_preference(project, id, &promoted, error))
        return false;
    printf("promoted as %lld: it speaks in all your projects\n", (long long)promoted);
    return true;
}

static const struct {
    const char *name;
    bool takes_text;
    bool (*run)(struct project *project, int64_t id, const char *text, struct error *error);
} verbs[] = {
    {"edit", true, edit},      {"pin", false, pin},       {"unpin", false, unpin},     {"mute", false, mute},
    {"unmute", false, unmute}, {"forget", false, forget}, {"promote", false, promote},
};

static int run_verb(struct project *project, int count, char **words, const char *genre, bool json,
                    struct error *error) {
    const char *verb = words[0];
    int64_t id;
    if (!strcmp(verb, "show") && count == 1)
        return show_page(project, error) ? EXIT_DONE : EXIT_FAILED;
    if (!strcmp(verb, "export") && count == 1)
        return export_all(project, json, error) ? EXIT_DONE : EXIT_FAILED;
    if (!strcmp(verb, "import") && count == 2)
        return import_file(project, words[1], error);
    if (!strcmp(verb, "add") && count == 2) {
        if (!project_add_preference(project, genre ? genre : genre_default, words[1], &id, error))
            return EXIT_FAILED;
        cli_line(stdout, "added as %lld, pinned, for %s", (long long)id, genre ? genre : genre_default);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verb, verbs[i].name) != 0 || count != 2 + verbs[i].takes_text)
            continue;
        if (!cli_parse_id(words[1], &id))
            return EXIT_WRONG_USAGE;
        return verbs[i].run(project, id, count > 2 ? words[2] : NULL, error) ? EXIT_DONE : EXIT_FAILED;
    }
    cli_line(stderr, "prosed preferences: \"%s\" with %d argument%s is not known; see `prosed preferences --help`",
             verb, count - 1, count == 2 ? "" : "s");
    return EXIT_WRONG_USAGE;
}

static int run(int argc, char **argv) {
    bool json = false, personal = false, done;
    const char *genre = NULL, *folder = NULL;
    const struct option_row rows[] = {
        {"json", &json, NULL}, {"personal", &personal, NULL}, {"genre", NULL, &genre}, {"project", NULL, &folder}, {0}};
    int rest = cli_read_options(&cli_preferences, argc, argv, rows, &done);
    if (rest < 0 || done)
        return done ? EXIT_DONE : EXIT_WRONG_USAGE;
    struct session session;
    struct error error = {0};
    session_open(&session, personal ? CLI_PERSONAL : folder, NULL, false);
    int code;
    if (!rest || (!strcmp(argv[0], "list") && rest == 1))
        code = list_preferences(session.project, genre, json, &error) ? EXIT_DONE : EXIT_FAILED;
    else
        code = run_verb(session.project, rest, argv, genre, json, &error);
    if (code == EXIT_FAILED)
        cli_fail(&error);
    session_close(&session);
    return code;
}

const struct command cli_preferences = {
    .name = "preferences",
    .usage =
        "[list | show | add TEXT | edit ID TEXT | pin ID | unpin ID | mute ID | unmute ID | promote ID | forget ID | "
        "export | import FILE]",
    .summary = "show and change what was learned",
    .help = "  list          one line each: id, genre, mean score (-2..2), preference (the default)\n"
            "  show          the page that editors show, in Markdown, with the evidence\n"
            "  add TEXT      state a preference yourself; it is pinned\n"
            "  edit ID TEXT  reword one\n"
            "  pin ID        always follow it, whatever later samples say; unpin ends that\n"
            "  mute ID       never follow nor learn it again; unmute ends that\n"
            "  promote ID    copy it with its evidence into your personal store: it speaks in all your projects\n"
            "  forget ID     remove it with its evidence; it may be learned anew\n"
            "  export        all with their evidence, as Markdown (with --json: as JSON), to standard output\n"
            "  import FILE   takes such a file in, or a list by hand: \"## docs\", \"- Use contractions.\"\n\n"
            "  --genre NAME  only this genre; for add: docs if not given; all holds in every genre\n"
            "  --json        list as JSON, with evidence\n"
            "  --personal    the personal store alone; its ids begin at a million\n"
            "  --project DIR the project that holds this folder (default: the working directory)\n",
    .run = run,
};
