/* From descriptors to calls and out again. Input that ends is the one orderly way to say goodbye: what is on its way
 * gets a moment to be answered and is then cancelled, the engine closes, then the output. */
#include "lsp/mcp/mcp_server.h"

#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "lsp/descriptors.h"
#include "lsp/mcp/mcp.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define GOODBYE_MS  1500 /* for what is on its way when the input ends; clients kill after two seconds or more */
#define WATCHDOG_MS 2000

/* --- the way out --- */

static void on_output_closed(void *arg) {
    struct mcp *mcp = arg;
    loop_stop(mcp->loop);
}

static void close_output(void *arg) {
    struct mcp *mcp = arg;
    stdio_close(mcp->stdio, on_output_closed, mcp);
}

static void on_engine_closed(void *arg) {
    struct mcp *mcp = arg;
    loop_defer(mcp->loop, close_output, mcp);
}

static void on_watchdog(void *arg) {
    struct mcp *mcp = arg;
    log_write(LOG_ERROR, "shutting down takes long: %zu requests wait, %zu bytes of output are not taken",
              rpc_count_owed(mcp->rpc), stdio_get_waiting_bytes(mcp->stdio));
    _exit(mcp->exit_code ? mcp->exit_code : 1);
}

static void on_goodbye(void *arg) {
    mcp_cancel_drafts(arg);
}

static void stop(struct mcp *mcp, bool at_once, int exit_code) {
    if (mcp->stopping) {
        return;
    }
    mcp->stopping = true;
    mcp->exit_code = exit_code;
    stdio_stop_reading(mcp->stdio);
    mcp->goodbye = loop_add_timer(mcp->loop, on_goodbye, mcp);
    mcp->watchdog = loop_add_timer(mcp->loop, on_watchdog, mcp);
    timer_start(mcp->goodbye, at_once ? 0 : GOODBYE_MS);
    timer_start(mcp->watchdog, GOODBYE_MS + WATCHDOG_MS);
    mcp_settle(mcp);
}

void mcp_settle(struct mcp *mcp) {
    if (mcp->stopping && !mcp->drafts) {
        timer_stop(mcp->goodbye);
        engine_close_project(mcp->project);
        engine_close(mcp->engine, on_engine_closed, mcp);
    }
}

/* --- in and out --- */

static void on_read(void *arg, const char *data, size_t len) {
    struct mcp *mcp = arg;
    struct line_read line;
    lines_add(&mcp->lines, data, len);
    while (!mcp->stopping && lines_next(&mcp->lines, &line)) {
        if (line.data) {
            rpc_receive(mcp->rpc, line.data, line.len);
        } else {
            char text[80];
            snprintf(text, sizeof text, "the message is over %u MB", LIMIT_MESSAGE_BYTES >> 20);
            rpc_fail_unknown(mcp->rpc, RPC_PARSE_ERROR, text);
        }
    }
}

static void on_end(void *arg, enum stdio_end end) {
    stop(arg, end != STDIO_END_OF_INPUT, end == STDIO_END_BROKEN ? 1 : 0);
}

static void on_request(void *arg, struct rpc_request *request, const char *method, const cJSON *params) {
    mcp_run(arg, request, method, params);
}

static void on_notification(void *arg, const char *method, const cJSON *params) {
    (void)arg;
    (void)params;
    log_write(LOG_DEBUG, "%.100s: nothing to do", method); /* initialized, roots: nothing here depends on them */
}

static void on_send(void *arg, const char *text, size_t len) {
    struct mcp *mcp = arg;
    stdio_write(mcp->stdio, text, len); /* json_format writes no line ends */
    stdio_write(mcp->stdio, "\n", 1);
}

static void on_problem(void *arg, const char *text) {
    (void)arg;
    log_write(LOG_WARNING, "%s", text);
}

/* --- life --- */

static void run(struct mcp *mcp, struct config *config, const char *root) {
    struct engine_events events = {.arg = mcp, .problem = on_problem};
    struct rpc_events rpc_events = {mcp, on_request, on_notification, on_send};
    config->learn_enabled = false; /* an agent's text teaches nothing, whatever the settings say */
    mcp->engine = engine_create(mcp->loop, config, &events);
    mcp->project = engine_open_project(mcp->engine, root);
    mcp->rpc = rpc_create(&RPC_MCP, &rpc_events);
    loop_run(mcp->loop);
    rpc_destroy(mcp->rpc);
    engine_destroy(mcp->engine);
    lines_finish(&mcp->lines);
    timer_destroy(mcp->goodbye);
    timer_destroy(mcp->watchdog);
    stdio_destroy(mcp->stdio);
}

int mcp_serve(int in_fd, int out_fd, struct config *config, const char *root) {
    struct error error = {0};
    struct mcp mcp = {.loop = loop_create()};
    struct stdio_events events = {&mcp, on_read, on_end};
    int fd = descriptors_prepare(in_fd, out_fd, &error);
    mcp.stdio = fd < 0 ? NULL : stdio_open(mcp.loop, in_fd, fd, &events, &error);
    if (mcp.stdio) {
        run(&mcp, config, root);
    } else {
        log_write(LOG_ERROR, "%s", error.text);
        config_destroy(config);
        mcp.exit_code = 1;
    }
    return loop_destroy(mcp.loop) ? mcp.exit_code : 1;
}
