/* Laying out a benchmark and adding it up: variants × tasks × users × seeds. A seed decides which documents of a source
 * are demonstrated, and in which order. */
#include "core/eval/grid.h"

#include "core/base/mem.h"
#include "core/stylist/simulated.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- variants --- */

static void add_variant(struct grid *grid, char *label, const struct method *method) {
    MEM_RESERVE(grid->variants, grid->variant_count, grid->variant_capacity);
    grid->variants[grid->variant_count++] = (struct variant){.label = label, .method = *method};
}

/* A PROSE method with each v and each S of the sweeps; both together make every combination. */
static void add_swept(struct grid *grid, const char *name, const struct method *method,
                      const struct eval_settings *settings) {
    size_t thresholds = settings->threshold_count ? settings->threshold_count : 1;
    size_t steps = settings->step_count ? settings->step_count : 1;
    for (size_t i = 0; i < thresholds; i++) {
        for (size_t j = 0; j < steps; j++) {
            struct method swept = *method;
            char v[32] = "", s[32] = "";
            if (settings->threshold_count) {
                swept.prose.threshold = settings->thresholds[i];
                snprintf(v, sizeof v, " v=%g", settings->thresholds[i]);
            }
            if (settings->step_count) {
                swept.prose.steps = (int)settings->steps[j];
                snprintf(s, sizeof s, " S=%d", swept.prose.steps);
            }
            add_variant(grid, mem_format("%s%s%s", name, v, s), &swept);
        }
    }
}

static bool read_retrieval(const char *name, enum retrieval_mode *mode, struct error *error) {
    static const char *const names[] = {
        [RETRIEVAL_SOURCE] = "genre", [RETRIEVAL_NEWEST] = "newest", [RETRIEVAL_SIMILAR] = "similar"};
    *mode = RETRIEVAL_SOURCE;
    for (int i = 0; name && i < 3; i++) {
        if (strcmp(names[i], name) == 0) {
            *mode = (enum retrieval_mode)i;
            return true;
        }
    }
    return !name ||
           error_set(error, ERROR_USAGE, "there is no retrieval \"%.30s\"; there are genre, newest, similar", name);
}

static bool add_variants(struct grid *grid, const struct eval_settings *settings, struct error *error) {
    static const char *const usual[] = {"none", "icl", "cipher-1", "cipher-5", "prose", "prose+icl", "oracle"};
    const struct config *config = settings->config;
    double threshold = config_get_threshold(config);
    if (settings->simulate && config->learn_threshold < 0)
        threshold = 0.25; /* as for the stylist, which it is */
    enum retrieval_mode mode;
    if (!read_retrieval(settings->retrieval, &mode, error))
        return false;
    const struct method base = {.prose = {.steps = config->learn_steps,
                                          .threshold = threshold,
                                          .retry = true,
                                          .speculate = config->learn_speculate},
                                .retrieval = {.mode = mode, .most = (size_t)config->learn_related}};
    bool chosen = settings->methods && settings->methods->count;
    size_t count = chosen ? settings->methods->count : sizeof usual / sizeof *usual;
    for (size_t i = 0; i < count; i++) {
        const char *name = chosen ? settings->methods->items[i] : usual[i];
        struct method method;
        if (!method_parse(name, &base, &method, error))
            return false;
        for (size_t j = 0; chosen && j < i; j++) {
            if (strcmp(settings->methods->items[j], name) == 0)
                return error_set(error, ERROR_USAGE, "the method %s is named twice", name);
        }
        if (method.kind == METHOD_PROSE)
            add_swept(grid, name, &method, settings);
        else
            add_variant(grid, mem_copy_text(name), &method);
    }
    return true;
}

/* --- people --- */

static uint64_t mix_person(const struct person *person) {
    char *name = mem_format("%s/%s/%d", person->corpus->task, person->user->source, person->seed);
    uint64_t seed = simulated_mix((uint64_t)person->seed, name);
    free(name);
    return seed;
}

/* The documents of the source in the order of this seed, as many as are demonstrated. */
static void choose_documents(struct person *person, size_t most) {
    const struct corpus *corpus = person->corpus;
    const struct document_row **rows = mem_alloc(corpus->document_count * sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < corpus->document_count; i++) {
        if (strcmp(corpus->documents[i].source, person->user->source) == 0)
            rows[count++] = &corpus->documents[i];
    }
    uint64_t lots = mix_person(person);
    for (size_t i = count; i > 1; i--) {
        lots = simulated_mix(lots, "shuffle");
        size_t other = lots % i;
        const struct document_row *kept = rows[i - 1];
        rows[i - 1] = rows[other];
        rows[other] = kept;
    }
    person->own_count = count < most ? count : most;
    person->own = mem_alloc(person->own_count * sizeof *person->own);
    for (size_t i = 0; i < person->own_count; i++) {
        person->own[i] = (struct own){.document = rows[i], .text = mem_copy_text(rows[i]->user_text)};
        person->own[i].own_scores = mem_alloc(person->user->preferences.count * sizeof(int));
    }
    free(rows);
}

static void add_people(struct grid *grid, size_t demonstrations) {
    size_t users = 0;
    for (size_t i = 0; i < grid->task_count; i++)
        users += grid->corpora[i].user_count;
    grid->people = mem_alloc(users * (size_t)grid->seeds * sizeof *grid->people);
    for (size_t i = 0; i < grid->task_count; i++) {
        for (size_t j = 0; j < grid->corpora[i].user_count; j++) {
            for (int seed = 1; seed <= grid->seeds; seed++) {
                struct person *person = &grid->people[grid->person_count++];
                *person =
                    (struct person){.corpus = &grid->corpora[i], .user = &grid->corpora[i].users[j], .seed = seed};
                choose_documents(person, demonstrations);
            }
        }
    }
}

/* --- the whole --- */

static bool load_tasks(struct grid *grid, const struct eval_settings *settings, struct error *error) {
    static const char *const usual[] = {"email", "summary"};
    bool chosen = settings->tasks && settings->tasks->count;
    size_t count = chosen ? settings->tasks->count : GRID_TASKS_MAX;
    if (settings->documents && count != 1)
        return error_set(error, ERROR_USAGE, "documents of your own are for one task: name it with --tasks");
    if (settings->documents && !settings->users)
        return error_set(error, ERROR_USAGE, "documents of your own want users of your own: name a file with --users");
    if (count > GRID_TASKS_MAX ||
        (count == 2 && chosen && strcmp(settings->tasks->items[0], settings->tasks->items[1]) == 0))
        return error_set(error, ERROR_USAGE, "a task is named twice; there are email and summary");
    for (; grid->task_count < count; grid->task_count++) {
        const char *task = chosen ? settings->tasks->items[grid->task_count] : usual[grid->task_count];
        if (!corpus_load(task, settings->documents, settings->users, count == 1, &grid->corpora[grid->task_count],
                         error))
            return false;
    }
    return true;
}

bool grid_create(struct grid *grid, const struct eval_settings *settings, struct error *error) {
    *grid = (struct grid){.seeds = settings->seeds};
    if (!load_tasks(grid, settings, error) || !add_variants(grid, settings, error)) {
        grid_finish(grid);
        return false;
    }
    add_people(grid, (size_t)settings->demonstrations);
    grid->runs = mem_alloc(grid->variant_count * grid->person_count * sizeof *grid->runs);
    for (size_t i = 0; i < grid->variant_count; i++) {
        for (size_t j = 0; j < grid->person_count; j++)
            grid->runs[grid->run_count++] = (struct run){.variant = &grid->variants[i], .person = &grid->people[j]};
    }
    return true;
}

/* The mean over the people of one variant with this seed; task NULL: over all tasks, each with the same weight. */
static double get_mean(const struct grid *grid, size_t variant, const char *task, int seed, enum eval_measure measure) {
    double sum = 0;
    size_t tasks = 0;
    for (size_t i = 0; i < grid->task_count; i++) {
        double total = 0;
        size_t count = 0;
        if (task && strcmp(task, grid->corpora[i].task) != 0)
            continue;
        for (size_t j = 0; j < grid->person_count; j++) {
            const struct run *run = &grid->runs[variant * grid->person_count + j];
            if (run->person->corpus != &grid->corpora[i] || run->person->seed != seed)
                continue;
            total += run->totals[measure] / (double)run->person->own_count;
            count++;
        }
        sum += count ? total / (double)count : 0;
        tasks++;
    }
    return tasks ? sum / (double)tasks : 0;
}

static void add_row(const struct grid *grid, size_t variant, const char *task, struct eval_table *table) {
    MEM_RESERVE(table->rows, table->count, table->capacity);
    struct eval_row *row = &table->rows[table->count++];
    int seeds = grid->seeds;
    *row = (struct eval_row){.method = mem_copy_text(grid->variants[variant].label),
                             .task = mem_copy_text(task ? task : ""),
                             .ppcm_by_seed = mem_alloc((size_t)seeds * sizeof(double))};
    for (int measure = 0; measure < EVAL_MEASURES; measure++) {
        double sum = 0, squares = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            double mean = get_mean(grid, variant, task, seed, (enum eval_measure)measure);
            sum += mean;
            squares += mean * mean;
            if (measure == EVAL_PPCM)
                row->ppcm_by_seed[seed - 1] = mean;
        }
        double mean = sum / seeds, variance = seeds > 1 ? (squares - sum * mean) / (seeds - 1) : 0;
        row->measures[measure] =
            (struct eval_number){.mean = mean, .error = sqrt(variance > 0 ? variance : 0) / sqrt(seeds)};
    }
}

void grid_add_up(const struct grid *grid, struct eval_table *table) {
    table->seeds = grid->seeds;
    for (size_t i = 0; i < grid->variant_count; i++) {
        add_row(grid, i, NULL, table);
        for (size_t j = 0; grid->task_count > 1 && j < grid->task_count; j++)
            add_row(grid, i, grid->corpora[j].task, table);
    }
}

void grid_finish(struct grid *grid) {
    for (size_t i = 0; i < grid->person_count; i++) {
        for (size_t j = 0; j < grid->people[i].own_count; j++) {
            free(grid->people[i].own[j].text);
            free(grid->people[i].own[j].own_scores);
        }
        free(grid->people[i].own);
    }
    for (size_t i = 0; i < grid->variant_count; i++)
        free(grid->variants[i].label);
    for (size_t i = 0; i < grid->task_count; i++)
        corpus_finish(&grid->corpora[i]);
    free(grid->people);
    free(grid->variants);
    free(grid->runs);
    *grid = (struct grid){0};
}
