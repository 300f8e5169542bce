/* One question to a scripted server through an engine, and what came of it; and tables of them. Each case has a model
 * name of its own, by which the script tells them apart, so that all of them can run at the same time. */
#ifndef PROSED_TEST_REMOTE_CASE_H
#define PROSED_TEST_REMOTE_CASE_H

#include "core/base/buf.h"
#include "core/model/prompt.h"
#include "core/model/provider.h"
#include "tests/unit/model/model_server.h"

struct remote_case {
    const char *model;
    enum error_kind kind;
    const char *text; /* the answer, or a part of the error */
    int requests;
    bool pieces; /* asks for them, and they must add up to the answer */
};

struct remote_world { /* what all cases of a test share */
    const struct provider *engine;
    struct model_server server;
    struct loop *loop;
    struct prompts *prompts;
    int pending;
};

struct remote_run {
    struct remote_world *world;
    void *provider;
    void *handle;
    int done;
    bool ok;
    bool cut_off;
    char *text; /* of the answer or the error */
    enum error_kind kind;
    int64_t prompt_tokens;
    int64_t answer_tokens;
    struct buf pieces;
    bool cancel_on_piece;
};

bool remote_world_open(struct remote_world *world, const struct provider *engine, const char *script);
bool remote_world_close(struct remote_world *world);
struct model_settings remote_settings(const struct remote_world *world, const char *model, char url[64]);
void remote_run_create(struct remote_run *run, struct remote_world *world, const struct model_settings *settings);
void remote_run_start(struct remote_run *run, enum op op, bool pieces);
void remote_run_all(struct remote_world *world); /* until none is pending */
void remote_run_finish(struct remote_run *run);
int remote_count_requests(const struct remote_world *world, const char *model);
/* An answer whose last word came is there at once, though its connection never ends, and the connection is given up a
 * moment later. The script's model "no-close". */
bool remote_check_no_close(struct remote_world *world);
/* Runs the table. Returns how many are wrong, each told on stderr. */
size_t remote_run_cases(struct remote_world *world, const struct remote_case *cases, size_t count);

#endif
