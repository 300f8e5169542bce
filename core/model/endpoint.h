/* A model server as the settings describe it: its address, the model's name, and where the key comes from; and how to
 * tell the person what is wrong with these when the server says no. */
#ifndef PROSED_ENDPOINT_H
#define PROSED_ENDPOINT_H

#include "core/base/buf.h"
#include "core/model/provider.h"

struct endpoint { /* all owned; NULL what is not set */
    char *url;    /* full: where requests go */
    char *host;   /* "127.0.0.1:8080", for messages */
    char *model;
    char *key_env;
    char *key_command;
    char *key; /* from the environment, or put here when the command has printed it */
};

/* path: "/chat/completions". model.url may be the server's address (then /v1 is put in between), its API's, or the full
 * one. A command is asked only where the environment has no key. false: the settings cannot work; nothing to finish. */
bool endpoint_init(struct endpoint *endpoint, const struct model_settings *settings, const char *path,
                   struct error *error);
void endpoint_finish(struct endpoint *endpoint);
/* What a response that is no success means, and what to do about it. message: what the server says, or "". location: of
 * a redirect, or NULL. Appends. */
void endpoint_describe(const struct endpoint *endpoint, int status, const char *message, const char *location,
                       struct buf *out);

#endif
