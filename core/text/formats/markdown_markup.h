/* The markup of Markdown, and of its dialects, for their rows. */
#ifndef PROSED_MARKDOWN_MARKUP_H
#define PROSED_MARKDOWN_MARKUP_H

#include "core/text/markup.h"

/* foreign_kinds: what is left to other programs (foreign.h). */
void markup_find_markdown_with(const char *data, size_t len, unsigned foreign_kinds, struct markups *out);
void markup_find_markdown(const char *data, size_t len, struct markups *out);

#endif
