/* Joining a completion to the text on both sides of the cursor. */
#ifndef PROSED_WRITE_JOIN_H
#define PROSED_WRITE_JOIN_H

#include <stddef.h>

struct completion_place {
    const char *before; /* up to the cursor */
    const char *begun;  /* points into before: the sentence that was begun, or its end */
    const char *after;  /* from the cursor on */
    size_t rest;        /* bytes of after that belong to the same passage */
};

/* What of the text is worth inserting, with the right first letter and spaces; "" if nothing. The caller frees. */
char *completion_join(const struct completion_place *place, const char *text);

#endif
