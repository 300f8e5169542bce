/* The scripted model server of tests/servers/model.mjs, as a child of the test. */
#ifndef PROSED_TEST_MODEL_SERVER_H
#define PROSED_TEST_MODEL_SERVER_H

#include "core/base/buf.h"

#include <stdbool.h>
#include <sys/types.h>

struct model_server {
    pid_t pid;
    int input; /* closing it ends the server */
    int port;
    char folder[64]; /* script and log */
};

/* false: there is no node, or it did not start. */
bool model_server_start(struct model_server *server, const char *script);
void model_server_stop(struct model_server *server);
/* How many lines of the log hold both texts (the second may be NULL): {"n":1,"op":"verify","model":"x",...}. */
int model_server_count(const struct model_server *server, const char *text, const char *other);

#endif
