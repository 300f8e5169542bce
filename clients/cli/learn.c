/* prosed learn: learns from finished writing. Everything in the files counts as the person's own, so nothing is taken
 * without being named: the files are counted and estimated first, and --dry-run stops there. */
#include "clients/cli/cli.h"

#include "core/base/limits.h"
#include "core/base/path.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* learning.md section 2: a typical sample of S = 5, 6 candidates and 5 related samples. */
enum { TYPICAL_CALLS = 48, TYPICAL_PROMPT_TOKENS = 26400, TYPICAL_ANSWER_TOKENS = 7900 };

static void on_learning(void *arg, struct project *project, const struct learning_state *state) {
    (void)arg, (void)project;
    if (!isatty(STDERR_FILENO))
        return;
    int width = 30, filled = state->total ? (int)(width * state->done / state->total) : 0;
    fprintf(stderr, "\r[%.*s%.*s] %zu of %zu samples  %-40.40s", filled, "##############################",
            width - filled, "------------------------------", state->done, state->total,
            state->what ? state->what : "");
}

static void on_problem(void *arg, const char *text) {
    (void)arg;
    cli_line(stderr, "prosed: %s", text);
}

struct request {
    bool dry;
    const char *from; /* the person's addresses, or NULL */
};

static size_t queue_mail(struct project *project, const char *path, const struct request *request,
                         struct error *error) {
    struct learned_mail mail;
    size_t count = project_learn_mail(project, path, request->from, request->dry, &mail, error);
    if (!error->kind && mail.foreign)
        cli_line(stdout, "%s: %zu of %zu mails are from others and left out", path, mail.foreign, mail.mails);
    if (!error->kind && mail.no_text)
        cli_line(stdout, "%s: %zu mails of yours have no plain text and are left out", path, mail.no_text);
    return count;
}

static size_t queue_text(struct project *project, const char *path, const struct request *request,
                         struct error *error) {
    struct buf text = {0};
    size_t count = 0;
    if (path_read(path, LIMIT_DOCUMENT_BYTES, &text, error))
        count = project_learn_text(project, path, NULL, buf_get(&text), text.len, 0, request->dry, error);
    buf_finish(&text);
    return count;
}

static bool queue_file(struct project *project, const char *file, const struct request *request, size_t *samples) {
    struct error error = {0};
    char *path = path_clean(file);
    size_t count =
        engine_is_mail(path) ? queue_mail(project, path, request, &error) : queue_text(project, path, request, &error);
    if (!count && error.kind)
        cli_fail(&error);
    else
        cli_line(stdout, "%s: %zu sample%s", file, count, count == 1 ? "" : "s");
    *samples += count;
    free(path);
    return !error.kind;
}

static bool wait_until_learned(struct session *session) {
    for (;;) {
        struct learning_state state;
        project_get_learning(session->project, &state);
        if (state.phase == LEARNING_FAILING || state.phase == LEARNING_CAPPED) {
            cli_line(stderr, "prosed: %s", state.what ? state.what : "learning has stopped");
            fprintf(stderr, "Nothing is lost: %zu sample%s wait in the queue.\n", state.total - state.done,
                    state.total - state.done == 1 ? "" : "s");
            return false;
        }
        if (state.phase == LEARNING_IDLE && state.done >= state.total)
            break;
        loop_run_once(session->loop, true);
    }
    if (isatty(STDERR_FILENO))
        fputc('\n', stderr);
    return true;
}

/* A guess, so that nobody is surprised by a bill. */
static void print_estimate(const struct config *config, size_t samples) {
    double prompt = (double)samples * TYPICAL_PROMPT_TOKENS, answer = (double)samples * TYPICAL_ANSWER_TOKENS;
    cli_line(stdout, "about %zu calls, %.0f prompt and %.0f answer tokens with %s", samples * TYPICAL_CALLS, prompt,
             answer, config->learn.name ? config->learn.name : config->learn.engine);
    if (config->learn.price_prompt + config->learn.price_answer > 0)
        cli_line(stdout, "cost, at the prices in your settings: about %.2f",
                 (prompt * config->learn.price_prompt + answer * config->learn.price_answer) / 1e6);
    else
        puts("set model.price_prompt and model.price_answer (of a million tokens) to see what that costs");
    if (config->learn_daily_tokens > 0 && prompt + answer > (double)config->learn_daily_tokens)
        cli_line(stdout, "learn.daily_tokens spreads that over %.0f days",
                 ceil((prompt + answer) / (double)config->learn_daily_tokens));
}

static int learn_files(struct session *session, int count, char **files, const struct request *request) {
    size_t samples = 0;
    bool all = true;
    for (int i = 0; i < count; i++)
        all &= queue_file(session->project, files[i], request, &samples);
    bool offline = !strcmp(engine_get_config(session->engine)->learn.engine, "offline");
    if (request->dry) {
        printf("%zu sample%s; ", samples, samples == 1 ? "" : "s");
        if (offline)
            puts("the offline engine learns them at no cost");
        else
            print_estimate(engine_get_config(session->engine), samples);
        return all ? EXIT_DONE : EXIT_FAILED;
    }
    if (samples && !wait_until_learned(session))
        return EXIT_FAILED;
    puts(samples ? "learned; `prosed preferences` shows what" : "nothing new to learn from");
    return all ? EXIT_DONE : EXIT_FAILED;
}

static int run(int argc, char **argv) {
    bool personal = false, done;
    struct request request = {0};
    const char *folder = NULL;
    const struct option_row rows[] = {{"dry-run", &request.dry, NULL},
                                      {"from", NULL, &request.from},
                                      {"personal", &personal, NULL},
                                      {"project", NULL, &folder},
                                      {0}};
    int rest = cli_read_options(&cli_learn, argc, argv, rows, &done);
    if (done)
        return EXIT_DONE;
    if (rest <= 0) {
        if (rest == 0)
            fputs("prosed learn: name at least one file; see `prosed learn --help`\n", stderr);
        return EXIT_WRONG_USAGE;
    }
    const struct engine_events events = {.learning = on_learning, .problem = on_problem};
    struct session session;
    session_open(&session, personal ? CLI_PERSONAL : folder, &events, !request.dry);
    int code = learn_files(&session, rest, argv, &request);
    session_close(&session);
    return code;
}

const struct command cli_learn = {
    .name = "learn",
    .usage = "FILE...",
    .summary = "learn from finished writing of yours (Markdown, text, LaTeX, mail)",
    .help = "  FILE...        every word in them counts as your own: name only what you wrote yourself\n"
            "                 mails that were sent and mailboxes: only the mails that are from you\n"
            "  --from ADDRESS your mail address, or several with commas; the setting learn.from says it for good\n"
            "  --dry-run      say how many samples and what they would cost, and stop\n"
            "  --personal     learn it into your personal store, which speaks in all your projects\n"
            "  --project DIR  the project that holds this folder (default: the working directory)\n",
    .run = run,
};
