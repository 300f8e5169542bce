/* Inside the stylist: what a passage has to know of its document. */
#ifndef PROSED_CONVENTIONS_H
#define PROSED_CONVENTIONS_H

#include "core/base/buf.h"
#include "core/text/language.h"
#include "core/text/span.h"

struct reading;

enum { HEADING_SENTENCE, HEADING_TITLE }; /* the values of the trait heading_case */

struct conventions {
    const char *about;        /* as below, borrowed; NULL: the text at hand is all there is */
    enum language language;   /* of most of it */
    bool licence;             /* all of it is one */
    bool draft;               /* nobody's text: conventions_of_draft */
    bool curly;               /* apostrophes are U+2019 */
    bool may_set_headings[2]; /* every heading can surely be written in this case */
    bool may_drop_emoji;      /* all of them only decorate */
    bool goes_on;             /* the passage is a paragraph of a list item that has another behind it */
    bool has_anchors;         /* links lead to its own headings, by their words */
};

extern const char conventions_of_draft[]; /* in place of a description */

/* Reads what conventions_describe wrote. */
void conventions_parse(const char *about, struct conventions *out);
char *conventions_describe(const struct reading *reading); /* of a whole document; the caller frees */
/* A description with what stands behind the passage; the caller frees. */
char *conventions_add_behind(const char *about, const char *after);
bool conventions_has_anchors(const char *text);
/* How the document's running text writes a word of its headings: -1 small, 1 with a capital, 0 both ways or not at all.
 */
int conventions_find_use(const struct conventions *conventions, const char *word, size_t len);

/* Of trait_heading.c: whether all headings can be written so, and the words of them that the running text has too, one
 * " word" after the other, lower case. */
bool heading_may_set_all(const struct reading *reading, size_t value);
bool emoji_may_drop_all(const struct reading *reading); /* of trait_emoji.c */
void heading_list_uses(const struct reading *reading, int use, struct buf *out);

#endif
