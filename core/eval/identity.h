/* Which benchmark this is: all that an answer depends on, so that no other benchmark's answers are taken for its own.
 */
#ifndef PROSED_IDENTITY_H
#define PROSED_IDENTITY_H

#include "core/eval/grid.h"

/* One line. What is in the names of activities (method, task, source, seed) is left out. The caller frees. */
char *identity_format(const struct grid *grid, const struct eval_settings *settings);

#endif
