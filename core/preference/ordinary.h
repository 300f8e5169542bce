/* How ordinary prose chooses, trait by trait: what a habit has to stand out from. */
#ifndef PROSED_ORDINARY_H
#define PROSED_ORDINARY_H

#include <stddef.h>

/* The mean share of this value over texts that had the choice, 0..1; 0 for what is not in the table. */
double ordinary_share(const char *trait, size_t value);
/* In so many documents a habit of this trait has to show before it counts. */
unsigned ordinary_documents(const char *trait);

#endif
