/* What a person does in a simulated editor (simulated.h), drawn by lot: each action tells the editor the change and
 * where its characters come from. */
#ifndef PROSED_TEST_SIMULATED_ACTIONS_H
#define PROSED_TEST_SIMULATED_ACTIONS_H

#include "tests/unit/lsp/simulated.h"

struct session {
    struct random random;
    struct simulated documents[2];
    const char *folder;
    int64_t suggestion;
    size_t renames, pastes;
    char doing[80];
};

struct action {
    const char *name;
    void (*run)(struct session *, struct simulated *);
    int weight; /* how often, among all */
};

extern const struct action session_actions[];
extern const size_t session_action_count;

const struct action *session_pick_action(struct session *session);
/* What the file of a document that was opened with another text ends with: only there. */
extern const char session_file_end[];
void session_revert(struct simulated *document); /* ":e!" right after such a document was opened */

/* --- simulated_places.c --- */
size_t session_below(struct session *session, size_t limit);      /* 0 for 0 */
bool glyphs_split_line_end(const struct glyphs *text, size_t at); /* at lies inside of "\r\n" */
size_t session_pick_place(struct session *session, const struct simulated *document);
size_t session_pick_word(struct session *session, const struct simulated *document); /* its start, or the text's end */
size_t glyphs_find_word_end(const struct glyphs *text, size_t at);
/* An insertion (or removal) that would read the same one place further on: nobody could tell which one it was. */
bool glyphs_is_ambiguous(const struct glyphs *text, size_t start, size_t end, const struct glyphs *piece);
struct glyphs simulated_copy_range(const struct simulated *document, size_t start, size_t end);
/* Words [start, end) that can be taken out and recognised elsewhere; false if there are none here. */
bool session_pick_range(struct session *session, const struct simulated *document, size_t least, size_t most,
                        size_t *start, size_t *end);
void simulated_insert(struct simulated *document, size_t at, const struct glyphs *text);
void simulated_insert_text(struct simulated *document, size_t at, const char *text, enum origin origin, int64_t id);

#endif
