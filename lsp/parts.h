/* Where an offered text can be cut, for editors that take a word or a sentence of it at a time. */
#ifndef PROSED_PARTS_H
#define PROSED_PARTS_H

#include "core/base/json.h"
#include "lsp/convert.h"

/* Adds "words" and "sentences": for each its end in text, with the marks that follow it, in code units from the start;
 * the last one is the length of text. */
void parts_add(cJSON *object, const char *text, enum encoding encoding);

#endif
