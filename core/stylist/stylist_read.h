/* Inside the stylist: reading what a preference asks for. */
#ifndef PROSED_STYLIST_READ_H
#define PROSED_STYLIST_READ_H

#include "core/stylist/trait.h"

/* Only our own sentences, word for word (letter case, white space and full stop aside). */
bool stylist_read_exactly(const char *sentence, const struct trait **trait, size_t *value);

#endif
