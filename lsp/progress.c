/* A progress is asked for (window/workDoneProgress/create), shown once the client agreed, and ended when the project is
 * not busy any more. The client's agreement may come after the work is over: then it is never begun. The token is a
 * string, so that a late answer finds its progress, or finds that it is gone. */
#include "lsp/progress.h"

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

#define TITLE              "Learning your writing"
#define REPORT_INTERVAL_MS 100 /* people read no faster, and some editors redraw at each report */

static const char *const PHASES[] = {
    [LEARNING_IDLE] = "idle",     [LEARNING_BUSY] = "busy",       [LEARNING_PAUSED] = "paused",
    [LEARNING_CAPPED] = "capped", [LEARNING_FAILING] = "failing",
};

static const char *const ENDINGS[] = {
    [LEARNING_IDLE] = NULL,       [LEARNING_BUSY] = NULL,
    [LEARNING_PAUSED] = "Paused", [LEARNING_CAPPED] = "The daily limit is reached; it goes on tomorrow",
    [LEARNING_FAILING] = NULL, /* the state says it */
};

struct progress {
    struct server *server;
    struct project *project;
    char *token;
    bool begun; /* the client agreed and was told */
    int percentage;
    size_t done;
    size_t total;
    char *what;
    int64_t reported_ms;
};

cJSON *progress_format_state(const struct learning_state *state) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddStringToObject(value, "phase", PHASES[state->phase]);
    cJSON_AddNumberToObject(value, "done", (double)state->done);
    cJSON_AddNumberToObject(value, "total", (double)state->total);
    cJSON_AddNumberToObject(value, "waiting", (double)state->waiting);
    convert_add_text(value, "what", state->what);
    return value;
}

static struct progress *find_progress(struct server *server, const struct project *project) {
    for (size_t i = 0; i < server->progresses.count; i++) {
        if (server->progresses.items[i]->project == project) {
            return server->progresses.items[i];
        }
    }
    return NULL;
}

static struct progress *find_token(struct server *server, const char *token) {
    for (size_t i = 0; token && i < server->progresses.count; i++) {
        if (strcmp(server->progresses.items[i]->token, token) == 0) {
            return server->progresses.items[i];
        }
    }
    return NULL;
}

static void progress_free(struct progress *progress) {
    free(progress->token);
    free(progress->what);
    free(progress);
}

/* --- what the client sees --- */

static void send(struct progress *progress, cJSON *value) {
    cJSON *params = cJSON_CreateObject();
    cJSON_AddStringToObject(params, "token", progress->token);
    cJSON_AddItemToObject(params, "value", value);
    rpc_notify(progress->server->rpc, "$/progress", params);
}

static void add_counts(struct progress *progress, cJSON *value) {
    size_t current = progress->done < progress->total ? progress->done + 1 : progress->total;
    const char *what = progress->what ? progress->what : "";
    char *message = progress->total ? mem_format("%zu of %zu%s%s", current, progress->total, *what ? ": " : "", what)
                                    : mem_copy_text(what); /* nothing is counted yet */
    int percentage = progress->total ? (int)(progress->done * 100 / progress->total) : 0;
    progress->percentage = percentage > progress->percentage ? percentage : progress->percentage; /* it never sinks */
    if (*message) {
        json_add_bytes(value, "message", message, strlen(message));
    }
    cJSON_AddNumberToObject(value, "percentage", progress->percentage);
    progress->reported_ms = clock_monotonic_ms();
    free(message);
}

static void send_begin(struct progress *progress) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddStringToObject(value, "kind", "begin");
    cJSON_AddStringToObject(value, "title", TITLE);
    cJSON_AddTrueToObject(value, "cancellable");
    add_counts(progress, value);
    progress->begun = true;
    send(progress, value);
}

static void send_report(struct progress *progress) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddStringToObject(value, "kind", "report");
    add_counts(progress, value);
    send(progress, value);
}

static void send_end(struct progress *progress, const char *message) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddStringToObject(value, "kind", "end");
    json_add_bytes(value, "message", message, strlen(message));
    send(progress, value);
}

/* --- life --- */

static void end(struct progress *progress, const char *message) {
    struct progresses *progresses = &progress->server->progresses;
    if (progress->begun && progress->server->rpc) {
        send_end(progress, message);
    }
    for (size_t i = 0; i < progresses->count; i++) {
        if (progresses->items[i] == progress) {
            progresses->items[i] = progresses->items[--progresses->count];
        }
    }
    progress_free(progress);
}

struct agreement { /* of the client, to show a progress that may be gone when it comes */
    struct server *server;
    char *token;
};

static void on_created(void *arg, const cJSON *result, const char *error) {
    struct agreement *agreement = arg;
    struct progress *progress = find_token(agreement->server, agreement->token);
    (void)result;
    if (progress && !error && agreement->server->state == SERVER_RUNNING) {
        send_begin(progress);
    }
    free(agreement->token);
    free(agreement);
}

static struct progress *create(struct server *server, struct project *project) {
    struct progresses *progresses = &server->progresses;
    struct progress *progress = mem_alloc(sizeof *progress);
    progress->server = server;
    progress->project = project;
    progress->token = mem_format("prosed/learning/%llu", (unsigned long long)++progresses->last_token);
    MEM_RESERVE(progresses->items, progresses->count, progresses->capacity);
    progresses->items[progresses->count++] = progress;
    return progress;
}

static void ask(struct progress *progress) {
    struct agreement *agreement = mem_alloc(sizeof *agreement);
    agreement->server = progress->server;
    agreement->token = mem_copy_text(progress->token);
    cJSON *params = cJSON_CreateObject();
    cJSON_AddStringToObject(params, "token", progress->token);
    rpc_call(progress->server->rpc, "window/workDoneProgress/create", params, on_created, agreement);
}

static void note(struct progress *progress, const struct learning_state *state) {
    progress->done = state->done;
    progress->total = state->total;
    free(progress->what);
    progress->what = mem_copy_text(state->what);
}

static void finish(struct progress *progress, const struct learning_state *state) {
    const char *ending = state->phase == LEARNING_FAILING ? state->what : ENDINGS[state->phase];
    char *message = ending        ? mem_copy_text(ending)
                    : state->done ? mem_format("Learned from %zu sample%s", state->done, state->done == 1 ? "" : "s")
                                  : mem_copy_text("Nothing to learn from");
    end(progress, message);
    free(message);
}

void progress_update(struct server *server, struct project *project, const struct learning_state *state) {
    if (!server->client.work_done_progress || server->state != SERVER_RUNNING) {
        return;
    }
    struct progress *progress = find_progress(server, project);
    if (state->phase != LEARNING_BUSY) {
        if (progress) {
            finish(progress, state);
        }
        return;
    }
    if (!progress) {
        progress = create(server, project);
        note(progress, state);
        ask(progress);
        return;
    }
    bool moved = progress->done != state->done || progress->total != state->total;
    note(progress, state);
    if (progress->begun && (moved || clock_monotonic_ms() - progress->reported_ms >= REPORT_INTERVAL_MS)) {
        send_report(progress);
    }
}

void progress_forget(struct server *server, struct project *project) {
    struct progress *progress = find_progress(server, project);
    if (progress) {
        end(progress, "The folder was closed");
    }
}

void handle_progress_cancel(struct server *server, const cJSON *params) {
    struct progress *progress = find_token(server, json_get_text(params, "token"));
    if (!progress) {
        partial_cancel(server, json_get(params, "token"));
    } else {
        struct project *project = progress->project;
        end(progress, ENDINGS[LEARNING_PAUSED]);
        project_pause(project, true);
    }
}

void progresses_stop(struct server *server) {
    while (server->progresses.count) {
        end(server->progresses.items[0], "Shutting down; it goes on next time");
    }
}

void progresses_finish(struct progresses *progresses) {
    for (size_t i = 0; i < progresses->count; i++) {
        progress_free(progresses->items[i]);
    }
    free(progresses->items);
    *progresses = (struct progresses){0};
}
