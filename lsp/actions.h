/* Code actions: "Rewrite in my style" (refactor.rewrite), for the selection or the paragraph. */
#ifndef PROSED_ACTIONS_H
#define PROSED_ACTIONS_H

#include "lsp/methods.h"

handle_request handle_code_action;
handle_request handle_code_action_resolve;

#endif
