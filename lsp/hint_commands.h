/* The commands on hints: prosed.suggest and what can be done about one. */
#ifndef PROSED_HINT_COMMANDS_H
#define PROSED_HINT_COMMANDS_H

#include "lsp/commands.h"
#include "lsp/documents.h"

run_command command_suggest;         /* {uri, version, hints, complete, reason} once it has looked */
run_command command_suggest_clear;   /* null */
run_command command_suggest_dismiss; /* null */
run_command command_suggest_mute;    /* null */
run_command command_suggest_rewrite; /* as prosed.rewrite */

/* What a hint says, what following it would change, and what confirmed the preference; null elsewhere. */
handle_request handle_hover;

/* codeAction/resolve of a quick fix: data.hint is there. */
void hint_commands_resolve(struct server *server, struct rpc_request *request, struct editor_document *document,
                           const cJSON *action);

#endif
