/* The other end of a language server, for `prosed demo`: starts `prosed lsp` as a child and speaks LSP with it, one
 * message at a time, waiting for each answer. Notifications that arrive meanwhile go to a callback. */
#ifndef PROSED_PEER_H
#define PROSED_PEER_H

#include "core/base/error.h"
#include "core/base/json.h"

struct peer;
typedef void peer_notification(void *arg, const char *method, const cJSON *params);

struct peer *peer_start(const char *program, peer_notification *notification, void *arg, struct error *error);
void peer_notify(struct peer *peer, const char *method, cJSON *params); /* takes params */
/* The result, to be deleted by the caller; NULL and *error if it answered with an error or went away. Takes params. */
cJSON *peer_request(struct peer *peer, const char *method, cJSON *params, struct error *error);
int peer_stop(struct peer *peer); /* shutdown, exit; its exit code, -1 if it did not end by itself */

#endif
