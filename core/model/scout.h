/* Finds model servers that run on this machine, by asking the usual ports of the loopback address for their models. */
#ifndef PROSED_SCOUT_H
#define PROSED_SCOUT_H

#include "core/base/error.h"
#include "core/base/list.h"
#include "core/base/loop.h"

struct scout;

/* One server: its address, and the names of its models (may be none). why: it says that it loads its model or wants a
 * key; else NULL. From the loop. */
typedef void scout_found(void *arg, const char *url, const struct list *models, const char *why);

/* ports: ended by 0; NULL: those of llama.cpp, Ollama, vLLM and LM Studio. Nothing but GET /v1/models is sent, without
 * any key. over runs once, when all ports have answered or two seconds have passed. NULL and *error: no libcurl. */
struct scout *scout_start(struct loop *loop, const int *ports, scout_found *found, loop_callback *over, void *arg,
                          struct error *error);
void scout_destroy(struct scout *scout); /* from over on, not inside a callback; earlier it stops the search */

#endif
