/* The first words of a text on one line: whole words, as many as fit, and marks that would end a quotation or a code
 * span in Markdown taken away. */
#include "core/text/excerpt.h"

#include "core/base/buf.h"
#include "core/base/printable.h"

#include <stdlib.h>
#include <string.h>

enum { EXCERPT_BYTES = 90 };

char *text_excerpt(const char *text) {
    struct buf out = {0};
    size_t len = strlen(text), end = len;
    if (len > EXCERPT_BYTES)
        for (end = EXCERPT_BYTES; end && text[end] != ' ' && text[end] != '\n'; end--)
            ;
    for (size_t i = 0; i < end; i++)
        buf_append_char(&out, text[i] == '`' ? ' ' : text[i]);
    char *shown = printable_copy(buf_get(&out), PRINTABLE_LINE);
    buf_clear(&out);
    buf_append_text(&out, shown);
    free(shown);
    if (end < len)
        buf_append_text(&out, " ...");
    return buf_take(&out);
}
