/* The finders behind passages_find; for core/text only. All append in document order. */
#ifndef PROSED_PASSAGE_FIND_H
#define PROSED_PASSAGE_FIND_H

#include "core/text/passage.h"

/* Adds a passage of these lines, whose memory it takes; nothing without lines. */
void passages_add(struct passages *passages, enum passage_kind kind, struct spans *lines);
bool passage_holds_letter(const char *data, size_t start, size_t end);

#endif
