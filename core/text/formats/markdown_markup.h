/* The markup of Markdown, for its row in markdown.c. */
#ifndef PROSED_MARKDOWN_MARKUP_H
#define PROSED_MARKDOWN_MARKUP_H

#include "core/text/markup.h"

void markup_find_markdown(const char *data, size_t len, struct markups *out);

#endif
