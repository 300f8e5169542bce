/* A document's text: immutable while shared, counted, valid UTF-8, with the index of its lines.
 *
 * A line ends at "\n", "\r\n" or "\r" (LSP 3.18, text documents); a text has one line more than it has line ends. */
#ifndef PROSED_TEXT_H
#define PROSED_TEXT_H

#include "core/text/span.h"

#include <stdint.h>

struct text;

struct text *text_create(const char *data, size_t len); /* copies; broken UTF-8 is repaired */
struct text *text_ref(struct text *text);
void text_unref(struct text *text); /* NULL is fine */

const char *text_get_data(const struct text *text); /* terminated by a NUL that is not counted */
size_t text_get_len(const struct text *text);
size_t text_count_lines(const struct text *text);                /* at least 1 */
struct span text_get_line(const struct text *text, size_t line); /* without its line end; line < count */
size_t text_find_line(const struct text *text, size_t offset);   /* the line that holds offset; offset <= len */

/* The text with [start, end) replaced. Takes the caller's reference: with no other holder the memory is changed in
 * place (O(bytes behind the change)), else a new text is made. start <= end <= len, both on character borders. */
struct text *text_replace(struct text *text, size_t start, size_t end, const char *data, size_t len);

#endif
