/* What the models cost, for people and programs: the ledger with prices, which are the person's to set. */
#include "core/engine/engine_internal.h"

#include "core/base/clock.h"
#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

#define WRITE_AFTER_MS 1000
#define PAGE_LINES_MAX 30 /* on the page: about two weeks of two models; the store keeps all */

/* --- writing --- */

/* Writing waits for the disk, and nobody who waits for words should wait for that as well. */
static void on_time_to_write(void *arg) {
    struct project *project = arg;
    if (project->engine->requests.first)
        timer_start(project->spend.timer, WRITE_AFTER_MS);
    else
        spend_write(project);
}

void spend_note(struct project *project, const char *model, const struct answer *cost) {
    struct spend *spend = &project->spend;
    char today[11];
    clock_format_day(clock_now_ms(), today);
    if (spend->model && (strcmp(spend->model, model) != 0 || strcmp(spend->day, today) != 0)) {
        project_need_change(project, NULL);
        spend_write(project);
        project_end_change(project);
    }
    if (!spend->model) {
        spend->model = mem_copy_text(model);
        memcpy(spend->day, today, sizeof today);
    }
    spend->calls++;
    spend->prompt_tokens += cost->prompt_tokens;
    spend->answer_tokens += cost->answer_tokens;
    if (!spend->timer)
        spend->timer = loop_add_timer(project->engine->loop, on_time_to_write, project);
    if (!timer_is_active(spend->timer))
        timer_start(spend->timer, WRITE_AFTER_MS);
}

void spend_write(struct project *project) {
    struct spend *unwritten = &project->spend;
    struct error error = {0};
    if (!unwritten->model)
        return;
    const struct store_spend spend = {.day = unwritten->day,
                                      .model = unwritten->model,
                                      .purpose = "interactive",
                                      .calls = unwritten->calls,
                                      .prompt_tokens = unwritten->prompt_tokens,
                                      .answer_tokens = unwritten->answer_tokens};
    if (project->store && !store_add_spend(project->store, &spend, &error)) {
        if (error.kind == ERROR_BUSY && !project->closing) {
            timer_start(unwritten->timer, WRITE_AFTER_MS);
            return;
        }
        engine_tell(project->engine, error.text);
    }
    free(unwritten->model);
    *unwritten = (struct spend){.timer = unwritten->timer};
}

void spend_close(struct project *project) {
    spend_write(project);
    timer_destroy(project->spend.timer);
    project->spend.timer = NULL;
}

/* --- prices --- */

struct page {
    const struct config *config;
    struct buf *out;
    size_t lines;
};

bool spend_find_price(const struct config *config, const char *model, double *prompt, double *answer) {
    const struct model_settings *roles[] = {&config->write, &config->learn};
    for (size_t i = 0; i < 2; i++) {
        bool same = !strcmp(provider_name_model(roles[i]), model) && strcmp(model, "offline");
        if (same && roles[i]->price_prompt + roles[i]->price_answer > 0) {
            *prompt = roles[i]->price_prompt;
            *answer = roles[i]->price_answer;
            return true;
        }
    }
    return false;
}

/* false: no price is set. */
static bool find_cost(const struct config *config, const struct store_spend *spend, double *cost) {
    double prompt, answer;
    if (!spend_find_price(config, spend->model, &prompt, &answer))
        return false;
    *cost = ((double)spend->prompt_tokens * prompt + (double)spend->answer_tokens * answer) / 1e6;
    return true;
}

struct status {
    const struct config *config;
    cJSON *array;
};

static void on_status_row(void *arg, const struct store_spend *spend) {
    const struct status *status = arg;
    double cost;
    cJSON *item = cJSON_CreateObject();
    cJSON_AddStringToObject(item, "model", spend->model);
    cJSON_AddStringToObject(item, "purpose", spend->purpose);
    cJSON_AddNumberToObject(item, "calls", (double)spend->calls);
    cJSON_AddNumberToObject(item, "promptTokens", (double)spend->prompt_tokens);
    cJSON_AddNumberToObject(item, "answerTokens", (double)spend->answer_tokens);
    if (find_cost(status->config, spend, &cost))
        cJSON_AddNumberToObject(item, "cost", cost);
    cJSON_AddItemToArray(status->array, item);
}

bool spend_add_status(struct project *project, cJSON *object, struct error *error) {
    char today[11];
    int64_t learning_tokens;
    struct status status = {project->config, cJSON_AddArrayToObject(object, "spendToday")};
    clock_format_day(clock_now_ms(), today);
    spend_write(project);
    if (!store_visit_spend(project->store, today, on_status_row, &status, error) ||
        !store_count_learning_tokens(project->store, &learning_tokens, error))
        return false;
    cJSON_AddNumberToObject(object, "learningTokensToday", (double)learning_tokens);
    if (project->config->learn_daily_tokens)
        cJSON_AddNumberToObject(object, "learningTokensAllowed", (double)project->config->learn_daily_tokens);
    return true;
}

static const char *name_purpose(const char *purpose) {
    return strcmp(purpose, "learn") == 0     ? "learning"
           : strcmp(purpose, "suggest") == 0 ? "looking for hints"
                                             : "rewrites and completions";
}

static void on_page_row(void *arg, const struct store_spend *spend) {
    struct page *page = arg;
    double cost;
    if (spend->prompt_tokens + spend->answer_tokens == 0 || ++page->lines > PAGE_LINES_MAX)
        return; /* the offline engine costs nothing */
    if (page->lines == 1)
        buf_append_text(page->out,
                        "\n## What the models took\n\n| day | model | for | questions | tokens sent | tokens "
                        "received | cost |\n| --- | --- | --- | ---: | ---: | ---: | ---: |\n");
    buf_printf(page->out, "| %s | %s | %s | %lld | %lld | %lld | ", spend->day, spend->model,
               name_purpose(spend->purpose), (long long)spend->calls, (long long)spend->prompt_tokens,
               (long long)spend->answer_tokens);
    if (find_cost(page->config, spend, &cost))
        buf_printf(page->out, "%.4f |\n", cost);
    else
        buf_append_text(page->out, "|\n");
}

bool spend_format_page(struct project *project, struct buf *out, struct error *error) {
    struct page page = {.config = project->config, .out = out};
    spend_write(project);
    if (!store_visit_spend(project->store, NULL, on_page_row, &page, error))
        return false;
    if (page.lines && project->config->learn_daily_tokens)
        buf_printf(out,
                   "\nLearning stops for the day at %lld tokens of all projects together (`learn.daily_tokens`); "
                   "rewriting goes on.\n",
                   (long long)project->config->learn_daily_tokens);
    return true;
}
