/* The markup of LaTeX, for its row in latex.c. */
#ifndef PROSED_LATEX_MARKUP_H
#define PROSED_LATEX_MARKUP_H

#include "core/text/markup.h"

void markup_find_latex(const char *data, size_t len, struct markups *out);

#endif
