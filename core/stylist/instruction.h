/* Inside the stylist: what an instruction for one rewrite ("shorter", "more formal") asks for. */
#ifndef PROSED_INSTRUCTION_H
#define PROSED_INSTRUCTION_H

#include "core/base/list.h"
#include "core/text/markup.h"

#include <stdbool.h>

/* The preferences that the instruction comes down to. Appends; nothing for NULL and for what is not understood. */
void instruction_find_wishes(const char *instruction, struct list *wishes);
bool instruction_wants_shorter(const char *instruction);
/* Takes out words and phrases that carry nothing. Steals text; the caller frees what it gets. */
char *instruction_shorten(char *text, enum format format);

#endif
