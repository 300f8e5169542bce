/* What stands in a text and is read by another program before, or instead of, its reader: templates, expressions of a
 * programming language, wiki links, code between tags of HTML. Never touched, whatever format holds it.
 *
 * Found by their own marks, in one walk that skips Markdown's code. Total, linear; a mark that nothing closes within
 * its paragraph is just a sign. */
#ifndef PROSED_FOREIGN_H
#define PROSED_FOREIGN_H

#include "core/text/markup.h"
#include "core/text/span.h"

enum foreign_kind {
    FOREIGN_TEMPLATES = 1, /* {{ }}, {% %}, {# #}, <% %>, <? ?>, ${ }, {#id .class}, [[ ]], %% %%, lines ::: and !!! */
    FOREIGN_CODE = 2,      /* what stands between <code>, <kbd>, <samp> ... and their ends; \( \) and \[ \] */
    FOREIGN_MDX = 4,       /* tags with all attributes, { expressions }, import and export */
};

/* kinds: or-ed. Appends to out, which should be empty. */
void foreign_find(const char *data, size_t len, unsigned kinds, struct spans *out);
/* A copy of the text in which these places hold no words and no marks: for parsers that do not know them. What fills
 * whole lines becomes blank, line ends stay. The caller frees. */
char *foreign_copy_masked(const char *data, size_t len, const struct spans *foreign);
/* Markup found in such a copy, together with the foreign places, as code. Appends. */
void foreign_merge(const struct markups *markups, const struct spans *foreign, struct markups *out);

#endif
