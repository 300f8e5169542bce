/* Passages: the paragraphs of prose in a document, with everything left out that is not prose
 * (product.md, Watching: code, tables, front matter, HTML blocks, display math, quoted mail and mail headers,
 * signatures, link definitions, LaTeX commands and preamble, comment lines and trailers of commit messages).
 *
 * A passage is one block: a paragraph, a heading, or one paragraph of a list item. Its text, as a model sees it, is
 * its lines without the prefixes of their containers ("> ", list indent), joined by "\n". */
#ifndef PROSED_PASSAGE_H
#define PROSED_PASSAGE_H

#include "core/text/edit.h"
#include "core/text/markup.h"

enum passage_kind { PASSAGE_PARAGRAPH, PASSAGE_HEADING, PASSAGE_LIST_ITEM };

struct passage {
    struct span span;   /* in the document: from the first to behind the last character of content */
    struct spans lines; /* in the document: content of each line, without container prefix and line end */
    enum passage_kind kind;
    struct span reach;   /* the whole lines that it stands on, less other passages: where a cursor means it */
    char line_break[24]; /* what a new line break of its text is in the document: a line end and the prefix of its
                          * containers ("\n> "); " " where it has to stay on one line (a heading) */
};

struct passages {
    struct passage *items; /* in document order */
    size_t count;
    size_t capacity;
};

void passages_find(const char *data, size_t len, enum format format, struct passages *out); /* appends */
/* The passage that holds offset (touches it, or has it in its reach), or NULL. */
const struct passage *passages_find_at(const struct passages *passages, size_t offset);
/* The text as described above; the caller frees. */
char *passage_copy_text(const struct passage *passage, const char *document, size_t *len);
/* Edits of that text turned into edits of the document, line by line: the prefixes of containers stay, and new line
 * breaks get one. A line break goes only with a whole line. Appends to *out. */
void passage_map_edits(const struct passage *passage, const struct edits *edits, struct edits *out);
/* Bytes of the document covered by plain words of this passage: its lines less their markup (numbers count as words).
 */
void passage_find_prose(const struct passage *passage, const char *document, enum format format, struct spans *out);
void passages_finish(struct passages *passages);

#endif
