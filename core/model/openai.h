/* What tests need of the engine "openai" beyond struct provider: shorter patience. */
#ifndef PROSED_OPENAI_H
#define PROSED_OPENAI_H

#include <stdint.h>

void openai_set_patience(void *self, int64_t first_ms, int64_t between_ms);

#endif
