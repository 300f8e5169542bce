/* The templates of prompts/, as they were when the program was built. */
#ifndef PROSED_PROMPT_BUILTIN_H
#define PROSED_PROMPT_BUILTIN_H

#include "core/model/question.h"

const char *prompt_get_builtin(enum op op, size_t *len); /* not terminated by a NUL */

#endif
