/* What lightweight markup languages share: lines with their indent, and marks among words. For core/text/formats only.
 */
#ifndef PROSED_LIGHT_H
#define PROSED_LIGHT_H

#include "core/text/markup.h"
#include "core/text/passage.h"

struct light_line {
    struct span content; /* without indent and white space at the end; empty for a blank line */
    size_t indent;       /* columns; a tab leads to the next multiple of eight */
    size_t next;         /* where the next line starts */
};
struct light_line light_read(const char *data, size_t len, size_t start);
bool light_starts(const char *data, struct span content, const char *text); /* letter case aside, ASCII */
bool light_ends(const char *data, struct span content, const char *text);
/* Bytes of a list marker with the blanks behind it, or 0: one of `bullets`, or "12." "12)" "#." where numbered. */
size_t light_measure_marker(const char *data, struct span content, const char *bullets, bool numbered);

/* Lines of a passage as they are read. */
struct light_lines {
    struct spans lines;
    enum passage_kind kind;
    struct passages *out;
};
void light_add(struct light_lines *lines, struct span content);
void light_close(struct light_lines *lines); /* adds the passage, if there is one; a paragraph comes next */
void light_drop(struct light_lines *lines);  /* what was read so far is no prose after all */

/* One kind of mark among words: from `open` to the next `close` in the passage, whole. Without a close in the passage
 * nothing is marked, unless `alone`: then the passage is not understood from there on, and all of it is. */
struct light_mark {
    const char *open;
    const char *close; /* NULL: just the opening sign, kept as emphasis */
    enum markup_kind kind;
    bool apart; /* not inside of a word: what is in front is no letter or digit, what is behind no blank */
    bool alone;
    bool quotes;       /* straight quotation marks right before or behind it belong to it: it ends only at such signs */
    bool target;       /* so does what follows without a blank up to "[...]" */
    bool role;         /* ":name:`": the name of a role stands between open and close */
    bool macro;        /* "name:target[text]", met at its colon */
    bool call;         /* "#name(...)[...]", met at its sign */
    bool suffix;       /* the word before belongs to it, and no word follows: "name_" */
    const char *split; /* or NULL: what stands between open and the last split in it are words, the rest is not */
    const char *whole_but_last; /* or NULL: what stands between the last of this and close are words, the rest is not */
};
/* The first that fits at a place counts. What none fits is searched for what any format may hold. */
void light_find_markup(const char *data, size_t len, const struct light_mark *marks, size_t count, struct markups *out);

#endif
