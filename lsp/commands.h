/* workspace/executeCommand: one table of commands and their arguments.
 *
 * Every command takes one object: {"command": "prosed.rewrite", "arguments": [{"uri": ..., "range": ...}]}. */
#ifndef PROSED_COMMANDS_H
#define PROSED_COMMANDS_H

#include "lsp/methods.h"

struct project;

/* arguments: an object, checked against the table already. */
typedef void run_command(struct server *server, struct rpc_request *request, const cJSON *arguments);

void commands_format_names(cJSON *array); /* appends */
/* The project that a command is about: of the argument "uri" if there is one, else of the first folder, else of the
 * document opened last. */
struct project *commands_find_project(struct server *server, const cJSON *arguments);

/* For tests: the name of row i, NULL behind the last. */
const char *commands_get_name(size_t index);

handle_request handle_execute_command;

#endif
