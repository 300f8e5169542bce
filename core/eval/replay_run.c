/* A history against a model: one task after the other, since each builds on what the ones before it left. */
#include "core/eval/eval.h"

#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/eval/replay.h"
#include "core/eval/world.h"

#include <stdlib.h>
#include <string.h>

#define HISTORY_BYTES_MAX (64u << 20) /* thousands of tasks */

struct replaying {
    struct world world;
    struct method method;
    struct history history;
    const cJSON *settings;
    const cJSON *tasks;
    int task;
    struct replayed_task read;
    struct method_result result;
    struct cost cost;
    cJSON *decisions;
};

static bool learn(void *arg, struct journal *journal) {
    struct replaying *replaying = arg;
    struct method_task task;
    replay_view_task(&replaying->read, &task);
    return method_learn(&replaying->method, journal, &replaying->history, &task, &replaying->result);
}

static void on_learned(void *arg, bool ok) {
    struct replaying *replaying = arg;
    if (!ok)
        return;
    cJSON_AddItemToArray(replaying->decisions, replay_format_decisions(replaying->task, &replaying->method,
                                                                       &replaying->result, replaying->cost.calls));
    history_add(&replaying->history, &replaying->read.sample, &replaying->result.prose);
    method_result_finish(&replaying->result);
}

static bool replay_all(struct replaying *replaying, struct error *error) {
    for (; replaying->task < cJSON_GetArraySize(replaying->tasks); replaying->task++) {
        if (!replay_read_task(replaying->tasks, replaying->task, replaying->settings, &replaying->read, error))
            return false;
        replaying->cost = (struct cost){0};
        const struct activity activity = {
            .name = "task", .cost = &replaying->cost, .run = learn, .done = on_learned, .arg = replaying};
        asker_start(&replaying->world.asker, &activity);
        bool done = world_run(&replaying->world, NULL, NULL, error);
        replay_finish_task(&replaying->read);
        if (!done)
            return error_add_context(error, "task %d", replaying->task);
    }
    return true;
}

static cJSON *read_history(const char *path, struct error *error) {
    struct buf data = {0};
    cJSON *history = NULL;
    if (path_read(path, HISTORY_BYTES_MAX, &data, error) && !(history = json_parse(buf_get(&data), data.len, error)))
        error_add_context(error, "%s", path);
    buf_finish(&data);
    if (history && !cJSON_IsArray(json_get(history, "tasks"))) {
        error_set(error, ERROR_USAGE, "%s: there is no list \"tasks\" in it", path);
        cJSON_Delete(history);
        history = NULL;
    }
    return history;
}

static bool write_decisions(cJSON *decisions, const char *path, struct error *error) {
    char *text = json_format_pretty(decisions);
    char *lines = mem_format("%s\n", text);
    bool ok = path_write(path, lines, strlen(lines), error);
    free(text);
    free(lines);
    return ok;
}

bool eval_replay(const struct config *config, const char *prompts_folder, const char *history, const char *decisions,
                 struct error *error) {
    struct replaying replaying = {0};
    cJSON *read = read_history(history, error), *out = cJSON_CreateObject();
    replaying.settings = json_get(read, "settings");
    replaying.tasks = json_get(read, "tasks");
    replaying.decisions = cJSON_AddArrayToObject(out, "tasks");
    bool ok = read && replay_read_method(replaying.settings, &replaying.method, error) &&
              world_open(&replaying.world, config, prompts_folder, NULL, error);
    if (ok) {
        replaying.method.prose.speculate |= config->learn_speculate;
        ok = replay_all(&replaying, error) && write_decisions(out, decisions, error);
        world_close(&replaying.world);
    }
    history_finish(&replaying.history);
    cJSON_Delete(out);
    cJSON_Delete(read);
    return ok;
}
