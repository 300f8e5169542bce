/* What stands around a passage or a cursor, for a model to read: whole sentences, about so many bytes. */
#ifndef PROSED_WRITE_CONTEXT_H
#define PROSED_WRITE_CONTEXT_H

#include <stddef.h>

/* At most `bytes` of data in front of offset, from the start of a sentence on. The caller frees; never NULL. */
char *context_copy_before(const char *data, size_t offset, size_t bytes);
/* At most `bytes` of data[offset, len), up to the end of a sentence. */
char *context_copy_after(const char *data, size_t len, size_t offset, size_t bytes);

#endif
