/* An editor that is simulated: documents as characters, each of which knows where it came from, an undo stack, and the
 * changes as a language client sends them, in each encoding of positions and each way of synchronising. The server
 * under test is called through its own handlers; nothing of how it finds origins is shared. */
#ifndef PROSED_TEST_SIMULATED_H
#define PROSED_TEST_SIMULATED_H

#include "lsp/server.h"
#include "tests/unit/text/random.h"

enum { ORIGIN_ANY = 9 }; /* marks that a formatter made: nobody's words */

struct glyph {
    uint32_t c;
    uint8_t origin; /* enum origin, or ORIGIN_ANY */
    int64_t suggestion;
};

struct glyphs {
    struct glyph *items;
    size_t count;
    size_t capacity;
};

enum sync { SYNC_CHANGES, SYNC_WHOLE };

struct step { /* one replacement, as the undo stack keeps it */
    size_t start;
    struct glyphs old;
    struct glyphs new;
};

struct group { /* what one undo takes back */
    struct step *steps;
    size_t count;
    size_t capacity;
};

struct past_state {
    uint64_t hash;
    struct glyphs text;
};

struct simulated { /* a document in the editor */
    struct server *server;
    enum sync sync;
    char *uri;
    char *path; /* its file */
    int64_t version;
    struct glyphs text;
    struct group *undo;
    size_t undo_count, undo_capacity;
    struct group *redo;
    size_t redo_count, redo_capacity;
    struct group open; /* steps of the action that is being made */
    cJSON *changes;    /* of the didChange that is being put together */
    struct past_state *states;
    size_t state_count, state_capacity;
    const char *doing; /* for the message of a failure */
    size_t sent;       /* didChange notifications */
};

void simulated_open(struct simulated *document, struct server *server, enum sync sync, const char *path,
                    const char *text);
void simulated_close(struct simulated *document); /* didClose; the rest stays, for simulated_reopen */
void simulated_reopen(struct simulated *document, const char *path);
void simulated_finish(struct simulated *document);

/* One content change; sent with simulated_send. new takes the origins given. */
void simulated_replace(struct simulated *document, size_t start, size_t end, const struct glyphs *new);
/* What stands at start turned out to have come from elsewhere. */
void simulated_set_origins(struct simulated *document, size_t start, const struct glyphs *as);
void simulated_send(struct simulated *document);       /* didChange with all changes so far; then compares */
void simulated_end_action(struct simulated *document); /* all steps so far are one undo */
void simulated_undo(struct simulated *document, bool composite, bool redo);
void simulated_save(struct simulated *document); /* writes the file; didSave */
/* Text, and the origin of each character that is no white space; fails the test if one differs. */
void simulated_compare(struct simulated *document);

void glyphs_add(struct glyphs *glyphs, const char *text, enum origin origin, int64_t suggestion);
void glyphs_copy(struct glyphs *to, const struct glyphs *from, size_t start, size_t end); /* appends */
void glyphs_finish(struct glyphs *glyphs);
bool glyph_is_space(const struct glyph *glyph);
bool glyph_is_word(const struct glyph *glyph);
char *glyphs_encode(const struct glyphs *glyphs, size_t start, size_t end); /* UTF-8; the caller frees */
struct document *simulated_get(const struct simulated *document);           /* the server's */

#endif
