/* Whether the text here is the text in the editor.
 *
 * A client that counts columns otherwise than it says, or that does not say, names wrong places behind characters
 * beyond U+FFFF, and from then on the two texts differ without anybody noticing. So both readings are followed until a
 * message tells which one is meant, and each save is compared with the file. While the texts may differ, nothing is
 * offered for the document and nothing of it is learned. */
#ifndef PROSED_STEP_H
#define PROSED_STEP_H

#include "core/base/json.h"

#include <stdbool.h>
#include <stddef.h>

struct editor_document;
struct server;
struct text;

enum step_state {
    STEP_KEPT,    /* as far as is known the text is the editor's */
    STEP_OPEN,    /* it is one of two, as the client counts */
    STEP_DOUBTED, /* it may differ; changes are followed, and the next save that agrees settles it */
    STEP_LOST,    /* a change got lost: changes are not followed until the whole text comes, or a save */
};

/* Before a change of a range is made: what it tells about how the client counts. May settle that, for all documents. */
void step_follow(struct server *server, struct editor_document *document, const cJSON *range, const char *data);
/* The whole text came. */
void step_keep(struct editor_document *document);
void step_lose(struct editor_document *document, const char *why);
/* The client says that it saved the document: compares, if the save has written the file. On a difference the text
 * comes from the file, and the person is told once for each document. */
void step_save(struct server *server, struct editor_document *document);
/* For a document in doubt: looks whether it reads as its file does by now, which settles it. True: the text is kept. */
bool step_agrees(const struct server *server, struct editor_document *document);
void step_finish(struct editor_document *document);

/* Whether two texts are the same but for a byte order mark, the kind of line ends, and whether the last line has one.
 */
bool step_reads_alike(const char *left, size_t left_len, const char *right, size_t right_len);

#endif
