/* What stands among words and is none: the one notion of "not a word of prose", for traits and formats alike.
 *
 * Known by its own letters, whatever the format: identifiers (camelCase, snake_case, dotted), paths, options, versions,
 * hashes, placeholders, #tags, :emoji:, ^ids, {#ids}, lengths such as 6'2". Nothing here reads markup: whoever has
 * blotted markup out of a text marks it with bytes below a space, and those part pieces as a space does. */
#ifndef PROSED_LITERAL_H
#define PROSED_LITERAL_H

#include "core/text/span.h"

/* Appends, in order, the pieces of data[start, end) that are no words. */
void literals_find(const char *data, size_t start, size_t end, struct spans *out);

/* The passage is none of its document's prose: the text of a licence, a warranty in capitals. */
bool literal_is_licence(const char *data, size_t len);
/* Every line starts with a time stamp, or every line of several with a name and a colon: a log, headers. Or the first
 * line is the entry of a manual, "Reading files::   How to". */
bool literal_is_record(const char *data, size_t len);
/* Made of words as they stand in sentences: what has hardly a word of grammar is a table, a log, a program's output or
 * a synopsis. For text whose format marks none of these. Any language of Europe passes, and so does a line of a few
 * words without figures and signs. */
bool literal_is_prose(const char *data, size_t len);

#endif
