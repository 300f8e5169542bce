/* prosed eval: the benchmark of the paper, and the replay of a history, against the configured or a simulated model. */
#include "clients/cli/cli.h"

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/eval/eval.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SWEEP_MAX = 16, SEEDS_DEFAULT = 5, DEMONSTRATIONS_DEFAULT = 5, REDRAW_MS = 100 };

struct options {
    const char *methods, *tasks, *documents, *users, *simulate, *retrieval, *thresholds, *steps, *seeds,
        *demonstrations;
    const char *csv, *json, *svg, *journal, *history, *decisions;
    bool fresh, unjudged, markdown;
};

struct progress {
    int64_t started_ms;
    int64_t shown_ms; /* 0: nothing is on the line */
};

static int complain(const char *what) {
    cli_line(stderr, "prosed eval: %s", what);
    return EXIT_WRONG_USAGE;
}

static void split(const char *text, struct list *out) {
    while (text && *text) {
        size_t len = strcspn(text, ",");
        if (len)
            list_add_len(out, text, len);
        text += len + (text[len] == ',');
    }
}

static bool has_number(const double *numbers, int count, double number) {
    for (int i = 0; i < count; i++) {
        if (numbers[i] == number)
            return true;
    }
    return false;
}

/* Numbers with commas between, each once; -1 if there is anything else. */
static int split_numbers(const char *text, double out[SWEEP_MAX], double least, double most, bool whole) {
    struct list parts = {0};
    int count = 0;
    split(text, &parts);
    for (size_t i = 0; i < parts.count && count >= 0; i++) {
        char *end;
        double number = strtod(parts.items[i], &end);
        bool ok = !*end && number >= least && number <= most && (!whole || number == floor(number));
        count = !ok || count == SWEEP_MAX || has_number(out, count, number) ? -1 : count + 1;
        if (count > 0)
            out[count - 1] = number;
    }
    list_finish(&parts);
    return count;
}

/* A whole number from 1; 0: said on stderr. */
static int read_count(const char *name, const char *text, int fallback) {
    double numbers[SWEEP_MAX];
    if (!text)
        return fallback;
    if (split_numbers(text, numbers, 1, 1000, true) == 1)
        return (int)numbers[0];
    cli_line(stderr, "prosed eval: --%s is a whole number from 1 to 1000", name);
    return 0;
}

static void show_progress(void *arg, const struct eval_progress *now) {
    struct progress *progress = arg;
    int64_t time_ms = clock_monotonic_ms();
    bool done = now->runs_done == now->runs;
    if (!isatty(STDERR_FILENO) || (!done && time_ms - progress->shown_ms < REDRAW_MS))
        return;
    progress->shown_ms = time_ms;
    int width = 30, filled = now->runs ? (int)((size_t)width * now->runs_done / now->runs) : 0;
    fprintf(stderr, "\r[%.*s%.*s] %zu of %zu runs, %zu answers, %lld s ", filled, "##############################",
            width - filled, "------------------------------", now->runs_done, now->runs, now->answers,
            (long long)(time_ms - progress->started_ms) / 1000);
    if (done) {
        progress->shown_ms = 0;
        fputc('\n', stderr);
    }
}

/* Writes one form of the table to its file, if it was asked for. */
static bool write_form(const struct eval_table *table, const char *path, char *(*format)(const struct eval_table *)) {
    struct error error = {0};
    if (!path)
        return true;
    char *text = format(table);
    bool ok = path_write(path, text, strlen(text), &error) || cli_fail(&error);
    free(text);
    return ok;
}

static char *find_prompts(void) {
    char *folder = path_copy_config_folder(NULL), *prompts = folder ? path_join(folder, "prompts") : NULL;
    free(folder);
    return prompts;
}

/* The answers of a benchmark that was not finished lie with the person's data. */
static char *find_journal(const char *chosen) {
    if (chosen)
        return mem_copy_text(chosen);
    char *folder = path_copy_data_folder(NULL), *path = NULL;
    if (folder && path_make_folders(folder, NULL))
        path = path_join(folder, "eval.jsonl");
    free(folder);
    return path;
}

static int run_benchmark(const struct options *options, struct eval_settings *settings) {
    struct error error = {0};
    struct eval_table table = {0};
    struct progress progress = {.started_ms = clock_monotonic_ms()};
    char *journal = find_journal(options->journal);
    settings->journal = journal;
    settings->fresh = options->fresh;
    settings->progress = show_progress;
    settings->arg = &progress;
    bool ok = eval_run(settings, &table, &error);
    if (ok) {
        char *text = eval_format_text(&table, options->markdown);
        fputs(text, stdout);
        free(text);
        ok = write_form(&table, options->csv, eval_format_csv) && write_form(&table, options->json, eval_format_json) &&
             write_form(&table, options->svg, eval_format_svg);
        if (ok && journal && !options->journal)
            unlink(journal); /* nothing is left to go on with */
    } else {
        if (progress.shown_ms)
            fputc('\n', stderr);
        cli_fail(&error);
        if (table.begun)
            cli_line(stderr, "The answers so far are kept in %s; the same command goes on from there.", journal);
    }
    eval_table_finish(&table);
    free(journal);
    return ok ? EXIT_DONE : error.kind == ERROR_USAGE ? EXIT_WRONG_USAGE : EXIT_FAILED;
}

static int run_chosen(const struct options *options) {
    double thresholds[SWEEP_MAX], steps[SWEEP_MAX];
    struct list methods = {0}, tasks = {0};
    int threshold_count = split_numbers(options->thresholds, thresholds, -2, 2, false);
    int step_count = split_numbers(options->steps, steps, 1, 50, true);
    int seeds = read_count("seeds", options->seeds, SEEDS_DEFAULT);
    int demonstrations = read_count("demonstrations", options->demonstrations, DEMONSTRATIONS_DEFAULT);
    if (threshold_count < 0 || step_count < 0)
        return complain(
            "--thresholds takes numbers from -2 to 2, --steps whole ones from 1 to 50, each once and at most "
            "16, such as 0,0.25,0.5");
    if (!seeds || !demonstrations)
        return EXIT_WRONG_USAGE;
    split(options->methods, &methods);
    split(options->tasks, &tasks);
    struct config *config = cli_load_config();
    char *prompts = find_prompts();
    struct eval_settings settings = {.config = config,
                                     .prompts_folder = prompts,
                                     .methods = &methods,
                                     .tasks = &tasks,
                                     .documents = options->documents,
                                     .users = options->users,
                                     .retrieval = options->retrieval,
                                     .simulate = options->simulate,
                                     .thresholds = thresholds,
                                     .threshold_count = (size_t)threshold_count,
                                     .steps = steps,
                                     .step_count = (size_t)step_count,
                                     .seeds = seeds,
                                     .demonstrations = demonstrations,
                                     .unjudged = options->unjudged};
    int code = run_benchmark(options, &settings);
    config_destroy(config);
    free(prompts);
    list_finish(&methods);
    list_finish(&tasks);
    return code;
}

static int replay(const struct options *options) {
    struct error error = {0};
    if (!options->history || !options->decisions)
        return complain("--history FILE and --decisions OUT go together");
    struct config *config = cli_load_config();
    char *prompts = find_prompts();
    bool ok = eval_replay(config, prompts, options->history, options->decisions, &error) || cli_fail(&error);
    free(prompts);
    config_destroy(config);
    return ok ? EXIT_DONE : error.kind == ERROR_USAGE ? EXIT_WRONG_USAGE : EXIT_FAILED;
}

static int run(int argc, char **argv) {
    struct options o = {0};
    bool done;
    const struct option_row rows[] = {{"methods", NULL, &o.methods},
                                      {"tasks", NULL, &o.tasks},
                                      {"documents", NULL, &o.documents},
                                      {"users", NULL, &o.users},
                                      {"retrieval", NULL, &o.retrieval},
                                      {"simulate", NULL, &o.simulate},
                                      {"thresholds", NULL, &o.thresholds},
                                      {"steps", NULL, &o.steps},
                                      {"seeds", NULL, &o.seeds},
                                      {"demonstrations", NULL, &o.demonstrations},
                                      {"csv", NULL, &o.csv},
                                      {"json", NULL, &o.json},
                                      {"svg", NULL, &o.svg},
                                      {"markdown", &o.markdown, NULL},
                                      {"unjudged", &o.unjudged, NULL},
                                      {"journal", NULL, &o.journal},
                                      {"fresh", &o.fresh, NULL},
                                      {"history", NULL, &o.history},
                                      {"decisions", NULL, &o.decisions},
                                      {0}};
    int rest = cli_read_options(&cli_eval, argc, argv, rows, &done);
    if (done)
        return EXIT_DONE;
    if (rest > 0)
        return complain("it takes options only; see `prosed eval --help`");
    if (rest < 0)
        return EXIT_WRONG_USAGE;
    return o.history || o.decisions ? replay(&o) : run_chosen(&o);
}

const struct command cli_eval = {
    .name = "eval",
    .usage = "[OPTION...]",
    .summary = "measure how well methods learn preferences, with the configured model",
    .help =
        "  --methods LIST      of none oracle icl cipher-N prose prose+icl and, of PROSE, the ablations\n"
        "                      prose-unverified prose-one-step prose-single-candidate prose-no-candidate\n"
        "                      prose-breakdown-each prose-no-breakdown\n"
        "                      (default: none,icl,cipher-1,cipher-5,prose,prose+icl,oracle)\n"
        "  --tasks LIST        email, summary (default: both)\n"
        "  --documents FILE    JSON Lines {\"source\",\"content\"}, perhaps \"user_text\";\n"
        "                      with --users and one task\n"
        "  --users FILE        JSON Lines {\"source\",\"preferences\": [...]}, perhaps \"task\"\n"
        "  --seeds N           times that everything is done, in other orders (default: 5)\n"
        "  --demonstrations N  documents for each user and seed (default: 5)\n"
        "  --thresholds LIST   tries each of these v with PROSE, such as 0,0.25,0.5,0.75,1\n"
        "  --steps LIST        tries each of these S with PROSE, such as 2,3,4,5\n"
        "  --retrieval HOW     which earlier texts are related: genre (the newest of the same source; the default),\n"
        "                      newest (of all) or similar (in words); learn.related says how many\n"
        "  --simulate RATES    instead of the configured model one that errs at these rates:\n"
        "                      miss=0.2,invent=0.1,unreadable=0.05,judge=0.1 (0 for what is not named)\n"
        "  --unjudged          leaves out the measures that a model has to judge\n"
        "  --markdown          prints the table as Markdown\n"
        "  --csv, --json, --svg FILE    write it as such\n"
        "  --journal FILE      where answers are kept, to go on after an interruption (default: with your data,\n"
        "                      and removed at the end); --fresh begins anew\n"
        "  --history FILE --decisions OUT    replays a history, and writes each decision\n",
    .run = run,
};
