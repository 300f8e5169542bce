/* Running a benchmark. First every user writes what they demonstrate; then each run (a method on a user with a seed)
 * goes from one demonstration to the next: learn, judge the draft that was written before anything was seen, remember.
 * Runs are independent, and as many are under way as questions may be in flight. */
#include "core/eval/eval.h"

#include "core/base/mem.h"
#include "core/eval/grid.h"
#include "core/eval/identity.h"
#include "core/eval/measure.h"
#include "core/eval/world.h"
#include "core/method/draft.h"
#include "core/stylist/simulated.h"

#include <stdlib.h>
#include <string.h>

struct benchmark {
    const struct eval_settings *settings;
    struct world world;
    struct grid grid;
    size_t started; /* of the runs */
    size_t done;
};

/* --- demonstrations --- */

struct writing {
    struct benchmark *benchmark;
    const struct person *person;
    struct own *own;
    struct cost cost;
};

static bool write_own(void *arg, struct journal *journal) {
    struct writing *writing = arg;
    const struct person *person = writing->person;
    const struct prose_sample sample = {.format = person->corpus->format, .task_kind = person->corpus->task_kind};
    if (!writing->own->text) {
        const struct draft_request request = {.sample = &sample,
                                              .task = writing->own->document->content,
                                              .preferences = &person->user->preferences,
                                              .retry = true};
        enum outcome outcome = draft_ask(journal, "write", &request, &writing->own->text);
        if (outcome == OUTCOME_WAITING)
            return false;
        if (outcome == OUTCOME_UNREADABLE) /* they send what they had */
            writing->own->text = mem_copy_text(writing->own->document->content);
    }
    struct judged judged = {.text = writing->own->text,
                            .format = sample.format,
                            .preferences = &person->user->preferences,
                            .scores = writing->own->own_scores};
    return writing->benchmark->settings->unjudged || measure_judge(journal, &judged);
}

static void on_written(void *arg, bool ok) {
    (void)ok;
    free(arg);
}

static uint64_t make_seed(const struct person *person, const char *name) {
    return simulated_mix((uint64_t)person->seed, name);
}

static void start_writing(struct benchmark *benchmark, const struct person *person, size_t index) {
    struct writing *writing = mem_alloc(sizeof *writing);
    *writing = (struct writing){.benchmark = benchmark, .person = person, .own = &person->own[index]};
    char *name = mem_format("text/%s/%s/%d/%zu", person->corpus->task, person->user->source, person->seed, index);
    const struct activity activity = {.name = name,
                                      .asks = benchmark->world.exact,
                                      .seed = make_seed(person, name),
                                      .cost = &writing->cost,
                                      .run = write_own,
                                      .done = on_written,
                                      .arg = writing};
    asker_start(&benchmark->world.asker, &activity);
    free(name);
}

/* --- runs --- */

struct running_method {
    struct benchmark *benchmark;
    struct run *run;
    size_t at; /* the demonstration */
    struct history history;
    struct method_result result;
    struct cost cost;       /* of learning from this one */
    struct cost judge_cost; /* of measuring: in no figure */
    struct judged judged;
};

static void start_learning(struct running_method *running);

static void finish_running(struct running_method *running) {
    method_result_finish(&running->result);
    history_finish(&running->history);
    free(running->judged.scores);
    free(running);
}

static struct method_task view_task(const struct running_method *running) {
    const struct person *person = running->run->person;
    const struct own *own = &person->own[running->at];
    return (struct method_task){.task = {.sample = {.id = (int64_t)running->at,
                                                    .format = person->corpus->format,
                                                    .task_kind = person->corpus->task_kind,
                                                    .task = own->document->content,
                                                    .text = own->text},
                                         .source = own->document->source},
                                .true_preferences = &person->user->preferences};
}

static bool learn(void *arg, struct journal *journal) {
    struct running_method *running = arg;
    const struct method_task task = view_task(running);
    return method_learn(&running->run->variant->method, journal, &running->history, &task, &running->result);
}

static bool judge(void *arg, struct journal *journal) {
    struct running_method *running = arg;
    return measure_judge(journal, &running->judged);
}

static void add_measures(struct running_method *running) {
    const struct own *own = &running->run->person->own[running->at];
    const struct judged *judged = running->benchmark->settings->unjudged ? NULL : &running->judged;
    double measures[EVAL_MEASURES];
    measure_draft(running->result.prose.draft, own->text, judged, own->own_scores, measures);
    for (int op = 0; op < OP_COUNT; op++)
        measures[EVAL_CALLS] += running->cost.calls[op];
    measures[EVAL_TOKENS] = (double)(running->cost.prompt_tokens + running->cost.answer_tokens);
    measures[EVAL_SECONDS] = (double)running->cost.elapsed_ms / 1000;
    for (int i = 0; i < EVAL_MEASURES; i++)
        running->run->totals[i] += measures[i];
}

/* One demonstration is over. */
static void on_judged(void *arg, bool ok) {
    struct running_method *running = arg;
    if (!ok) {
        finish_running(running);
        return;
    }
    const struct method_task task = view_task(running);
    add_measures(running);
    history_add(&running->history, &task.task, &running->result.prose);
    method_result_finish(&running->result);
    free(running->judged.scores);
    running->judged = (struct judged){0};
    running->at++;
    if (running->at < running->run->person->own_count) {
        start_learning(running);
        return;
    }
    running->benchmark->done++;
    finish_running(running);
}

static char *name_activity(const struct running_method *running, const char *what) {
    const struct person *person = running->run->person;
    return mem_format("%s/%s/%s/%s/%d/%zu", what, running->run->variant->label, person->corpus->task,
                      person->user->source, person->seed, running->at);
}

static void on_learned(void *arg, bool ok) {
    struct running_method *running = arg;
    const struct person *person = running->run->person;
    if (!ok) {
        finish_running(running);
        return;
    }
    running->judged = (struct judged){.text = running->result.prose.draft,
                                      .format = person->corpus->format,
                                      .preferences = &person->user->preferences,
                                      .used = &running->result.prose.used,
                                      .scores = mem_alloc(person->user->preferences.count * sizeof(int))};
    if (running->benchmark->settings->unjudged) {
        on_judged(running, true);
        return;
    }
    char *name = name_activity(running, "judge");
    const struct activity activity = {.name = name,
                                      .asks = running->benchmark->world.exact,
                                      .seed = make_seed(person, name),
                                      .cost = &running->judge_cost,
                                      .run = judge,
                                      .done = on_judged,
                                      .arg = running};
    asker_start(&running->benchmark->world.asker, &activity);
    free(name);
}

static void start_learning(struct running_method *running) {
    char *name = name_activity(running, "learn");
    running->cost = (struct cost){0};
    const struct activity activity = {.name = name,
                                      .seed = make_seed(running->run->person, name),
                                      .cost = &running->cost,
                                      .run = learn,
                                      .done = on_learned,
                                      .arg = running};
    asker_start(&running->benchmark->world.asker, &activity);
    free(name);
}

static void start_run(struct benchmark *benchmark, struct run *run) {
    struct running_method *running = mem_alloc(sizeof *running);
    *running = (struct running_method){.benchmark = benchmark, .run = run};
    start_learning(running);
}

/* --- the whole --- */

static void tell_progress(struct benchmark *benchmark) {
    const struct eval_progress progress = {
        .runs_done = benchmark->done, .runs = benchmark->grid.run_count, .answers = benchmark->world.asker.answered};
    if (benchmark->settings->progress)
        benchmark->settings->progress(benchmark->settings->arg, &progress);
}

static void on_turn_of_writing(void *arg) {
    tell_progress(arg);
}

/* Keeps as many runs under way as there is room for. */
static void on_turn_of_runs(void *arg) {
    struct benchmark *benchmark = arg;
    size_t room = (size_t)benchmark->world.asker.cap;
    while (benchmark->started < benchmark->grid.run_count && benchmark->started - benchmark->done < room &&
           !benchmark->world.asker.error.kind)
        start_run(benchmark, &benchmark->grid.runs[benchmark->started++]);
    tell_progress(benchmark);
}

static bool run_all(struct benchmark *benchmark, struct error *error) {
    for (size_t i = 0; i < benchmark->grid.person_count; i++) {
        const struct person *person = &benchmark->grid.people[i];
        for (size_t j = 0; j < person->own_count; j++)
            start_writing(benchmark, person, j);
    }
    if (!world_run(&benchmark->world, on_turn_of_writing, benchmark, error))
        return false;
    on_turn_of_runs(benchmark);
    return world_run(&benchmark->world, on_turn_of_runs, benchmark, error);
}

static bool open_transcript(struct benchmark *benchmark, struct error *error) {
    const struct eval_settings *settings = benchmark->settings;
    if (!settings->journal)
        return true;
    char *identity = identity_format(&benchmark->grid, settings);
    benchmark->world.asker.transcript = transcript_open(settings->journal, identity, settings->fresh, error);
    free(identity);
    return benchmark->world.asker.transcript != NULL;
}

bool eval_run(const struct eval_settings *settings, struct eval_table *table, struct error *error) {
    struct benchmark benchmark = {.settings = settings};
    *table = (struct eval_table){0};
    if (settings->simulate && !simulated_check(settings->simulate, error))
        return false;
    if (!grid_create(&benchmark.grid, settings, error))
        return false;
    bool ok = world_open(&benchmark.world, settings->config, settings->prompts_folder, settings->simulate, error);
    if (ok) {
        ok = open_transcript(&benchmark, error) && run_all(&benchmark, error);
        struct transcript *transcript = benchmark.world.asker.transcript;
        table->model = settings->simulate ? mem_format("simulated, %s", settings->simulate)
                                          : mem_copy_text(asks_get_model(benchmark.world.asker.asks, OP_INFER));
        table->judged = !settings->unjudged;
        table->begun = transcript && (transcript_count(transcript) > 0 || benchmark.world.asker.answered > 0);
        if (ok)
            grid_add_up(&benchmark.grid, table);
        world_close(&benchmark.world);
        transcript_close(transcript);
    }
    grid_finish(&benchmark.grid);
    return ok;
}

void eval_table_finish(struct eval_table *table) {
    for (size_t i = 0; i < table->count; i++) {
        free(table->rows[i].method);
        free(table->rows[i].task);
        free(table->rows[i].ppcm_by_seed);
    }
    free(table->rows);
    free(table->model);
    *table = (struct eval_table){0};
}
