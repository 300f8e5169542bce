/* The MCP server: the struct its files share, and a call on its way. */
#ifndef PROSED_MCP_SERVER_H
#define PROSED_MCP_SERVER_H

#include "core/engine/engine.h"
#include "lsp/mcp/lines.h"
#include "lsp/rpc.h"
#include "lsp/stdio.h"

struct draft; /* a text of an agent's, while it is worked on */

struct mcp {
    struct loop *loop;
    struct stdio *stdio;
    struct lines lines;
    struct rpc *rpc;
    struct engine *engine;
    struct project *project;
    struct draft *drafts; /* linked; mcp_tools.c */
    size_t draft_count;
    struct timer *goodbye;  /* while stopping */
    struct timer *watchdog; /* ... too */
    bool handshake;         /* initialize was answered: requests without a revision of their own belong to it */
    bool stopping;
    int exit_code;
};

struct mcp_call {
    struct mcp *mcp;
    struct rpc_request *request; /* owed */
    bool stateless;              /* of the revision without a handshake, whose results say more of themselves */
};

/* Pays the call; takes result, an object. cacheable: with how long it may be kept, where the revision asks for it. */
void mcp_reply(const struct mcp_call *call, cJSON *result, bool cacheable);

/* Closes the engine, if the server is stopping and no draft is left. */
void mcp_settle(struct mcp *mcp);
void mcp_cancel_drafts(struct mcp *mcp); /* mcp_tools.c */

/* One request; mcp_protocol.c. */
void mcp_run(struct mcp *mcp, struct rpc_request *request, const char *method, const cJSON *params);

typedef void mcp_handler(const struct mcp_call *call, const cJSON *params);
mcp_handler mcp_list_tools, mcp_call_tool;                                      /* mcp_tools.c */
mcp_handler mcp_list_resources, mcp_list_resource_templates, mcp_read_resource; /* mcp_resources.c */
mcp_handler mcp_list_prompts, mcp_get_prompt;

/* What is in force in the project, as Markdown: of one genre, or of all with their names as headings. Appends; nothing
 * known: a sentence that says so. */
bool mcp_format_preferences(struct project *project, const char *genre, struct buf *out, struct error *error);
/* The person let samples be shown as examples: appends the newest of the genre. */
void mcp_format_examples(struct mcp *mcp, const char *genre, struct buf *out);

#endif
