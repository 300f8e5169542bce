/* The door to the MCP server, for clients/cli: agents that write ask here how their person writes.
 *
 * Read-only: what an agent sends teaches nothing, and nothing can be learned, added, promoted, muted or forgotten. It
 * speaks of one project, the one it was started in. */
#ifndef PROSED_MCP_H
#define PROSED_MCP_H

#include "core/config/config.h"

/* Serves the Model Context Protocol on two file descriptors, in the revisions 2025-11-25 (with its handshake) and
 * 2026-07-28 (without), until the input ends or SIGTERM arrives. Takes config. root: of the project; NULL: documents
 * outside of any. Returns the exit code of the process. */
int mcp_serve(int in_fd, int out_fd, struct config *config, const char *root);

#endif
