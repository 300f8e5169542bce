/* The engine that needs no model: answers each question by the stylist, in the words that answer.h reads. The answer is
 * made at once and told from the loop, so callers meet the same order of events as with a server. */
#include "core/stylist/offline.h"
#include "core/base/mem.h"
#include "core/model/provider.h"

#include <stdlib.h>
#include <string.h>

struct offline {
    struct loop *loop;
    struct stylist_wishes *wishes; /* of the last rewrite: the passages of a document ask for the same */
    char *wishes_key;              /* what they were read from */
};

struct call {
    char *answer;
    bool verbatim;
    bool cancelled;
    provider_done *done;
    void *arg;
};

static void on_answer(void *arg) {
    struct call *call = arg;
    struct error error;
    struct answer answer = {.text = call->answer, .verbatim = call->verbatim};
    if (call->cancelled) {
        error_set(&error, ERROR_CANCELLED, "cancelled");
        call->done(call->arg, NULL, &error);
    } else {
        call->done(call->arg, &answer, NULL);
    }
    free(call->answer);
    free(call);
}

/* The caller frees. */
static char *make_key(const struct question *question) {
    char *joined = question->preferences ? list_join(question->preferences, "\n") : NULL;
    char *key = mem_format("%s\n\n%s", joined ? joined : "", question->instruction ? question->instruction : "");
    free(joined);
    return key;
}

static char *rewrite(struct offline *offline, const struct question *question) {
    char *key = make_key(question);
    if (!offline->wishes_key || strcmp(offline->wishes_key, key) != 0) {
        stylist_wishes_destroy(offline->wishes);
        offline->wishes = stylist_read_wishes(question->preferences, question->instruction);
        free(offline->wishes_key);
        offline->wishes_key = key;
    } else {
        free(key);
    }
    return offline_rewrite(question, offline->wishes);
}

static void *offline_create(struct loop *loop, const struct prompts *prompts, const struct model_settings *settings,
                            struct error *error) {
    (void)prompts;
    (void)settings;
    (void)error;
    struct offline *self = mem_alloc(sizeof *self);
    self->loop = loop;
    return self;
}

static void offline_destroy(void *self) {
    struct offline *offline = self;
    stylist_wishes_destroy(offline->wishes);
    free(offline->wishes_key);
    free(offline);
}

static void *offline_start(void *self, const struct question *question, provider_piece *piece, provider_done *done,
                           void *arg) {
    struct offline *offline = self;
    struct call *call = mem_alloc(sizeof *call);
    (void)piece; /* an answer that is there at once has no pieces */
    *call = (struct call){.done = done, .arg = arg};
    call->verbatim = question->op == OP_REWRITE || question->op == OP_COMPLETE;
    call->answer = question->op == OP_REWRITE    ? rewrite(offline, question)
                   : question->op == OP_COMPLETE ? offline_complete(question)
                                                 : offline_answer(question);
    loop_defer(offline->loop, on_answer, call);
    return call;
}

static void offline_cancel(void *handle) {
    struct call *call = handle;
    call->cancelled = true;
}

const struct provider provider_offline = {
    .engine = "offline",
    .create = offline_create,
    .destroy = offline_destroy,
    .start = offline_start,
    .cancel = offline_cancel,
};
