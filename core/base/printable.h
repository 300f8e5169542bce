/* Foreign text made harmless where a person reads it: on a terminal, on a page, in an editor's list. Foreign is
 * whatever came from a file, a name, a model, an import or a project. The one function for it, for every door.
 *
 * Control characters (C0, DEL, C1: they steer terminals) become spaces. What is there and not seen, or turns the order
 * of what is seen (bidirectional marks, zero-width and tag characters), is written out as <U+202E>. Broken UTF-8
 * becomes U+FFFD. What is harmless comes out byte for byte, and doing it twice changes nothing. */
#ifndef PROSED_PRINTABLE_H
#define PROSED_PRINTABLE_H

#include "core/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum printable_form {
    PRINTABLE_LINE, /* an item of a list: line ends, of Unicode too, and tabs become spaces */
    PRINTABLE_TEXT, /* keeps "\n" and tabs; a line end of another kind becomes "\n" */
    PRINTABLE_JSON, /* formatted JSON, still the same value: \u escapes instead */
};

void printable_append(struct buf *out, const char *data, size_t len, enum printable_form form);
char *printable_copy(const char *text, enum printable_form form); /* NULL counts as ""; the caller frees; never NULL */

/* Without what is a control character (but "\n" and tabs) or hidden, unless own, a text of the person's, has it
 * somewhere, too. own may be NULL. What a model says goes through here on its way into a document. The caller frees. */
char *printable_strip(const char *text, const char *own);

/* Not seen, or changes how its neighbours are seen; not a control character. U+200C and U+200D count: between letters
 * of other scripts, and in emoji, they are spelling, and printable_append keeps them there. */
bool printable_is_hidden(int32_t code_point);

#endif
