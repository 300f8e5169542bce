/* The door to the language server, for clients/cli. Everything else in lsp/ is the server's own. */
#ifndef PROSED_LSP_H
#define PROSED_LSP_H

/* Serves LSP 3.18 on two file descriptors (pipes, sockets, files or terminals) until the client says exit, the input
 * ends, SIGTERM arrives or the client's process is gone. Returns the exit code of the process: 0 after an orderly
 * shutdown (or SIGTERM), else 1. With out_fd 1, stdout is moved aside first and fd 1 is pointed at stderr, so that
 * nothing printed by mistake can break the protocol. */
int lsp_serve(int in_fd, int out_fd);

#endif
