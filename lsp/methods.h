/* The one table of methods: what the server understands, and when. */
#ifndef PROSED_METHODS_H
#define PROSED_METHODS_H

#include "lsp/rpc.h"

struct server;

typedef void handle_request(struct server *server, struct rpc_request *request, const cJSON *params);
typedef void handle_notification(struct server *server, const cJSON *params);

/* Both apply the state rules of LSP 3.18 ("Server lifecycle") before a handler runs. */
void methods_run_request(struct server *server, struct rpc_request *request, const char *method, const cJSON *params);
void methods_run_notification(struct server *server, const char *method, const cJSON *params);

/* For tests: the name of row i, NULL behind the last. */
const char *methods_get_name(size_t index);

#endif
