/* Passages of Markdown and of its dialects, for their rows. */
#ifndef PROSED_FORMAT_MARKDOWN_H
#define PROSED_FORMAT_MARKDOWN_H

#include "core/text/passage.h"

/* foreign_kinds: what is left to other programs (foreign.h). Appends. */
void passages_find_markdown_with(const char *data, size_t len, unsigned foreign_kinds, struct passages *out);

#endif
