/* A model behind HTTP: what the engines for servers have in common. The functions are those of struct provider. */
#ifndef PROSED_REMOTE_H
#define PROSED_REMOTE_H

#include "core/model/wire.h"

void *remote_create(const struct wire *wire, struct loop *loop, const struct prompts *prompts,
                    const struct model_settings *settings, struct error *error);
void remote_destroy(void *self);
void *remote_start(void *self, const struct question *question, provider_piece *piece, provider_done *done, void *arg);
void remote_cancel(void *handle);
/* For tests: shorter patience than people and busy servers need. */
void remote_set_patience(void *self, int64_t first_ms, int64_t between_ms);

#endif
