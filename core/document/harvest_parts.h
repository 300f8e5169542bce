/* The passages of a document with what the person did to them: the material of samples. Internal to harvest*.c. */
#ifndef PROSED_HARVEST_PARTS_H
#define PROSED_HARVEST_PARTS_H

#include "core/document/harvest.h"
#include "core/text/hunks.h"

struct part {               /* a passage, or a piece of one that is over SAMPLE_WORDS_MAX long */
    struct passage passage; /* owned */
    bool cut;               /* a piece */
    size_t words;
    size_t changed; /* typed since the baseline and not moved */
    size_t typed;   /* by origin, at any time */
    size_t foreign; /* pasted or suggested */
    size_t edited;  /* of changed: inside what was suggested */
    size_t own;     /* words of the suggestion that was edited */
    int64_t suggestion;
    bool secret;
};

struct parts {
    struct part *items;
    size_t count;
    size_t capacity;
};

struct harvest_input {
    const struct document *document;
    const char *now;
    size_t now_len;
    const char *then; /* the baseline */
    size_t then_len;
    enum format format;
    const struct origins *origins;
    struct hunks hunks; /* from then to now */
};

void parts_find(const struct harvest_input *input, struct parts *out);
void parts_finish(struct parts *parts);

#endif
