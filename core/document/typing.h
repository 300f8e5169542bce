/* Typing told from text that was put in: pasted, written by an assistant, by a macro, by another program through the
 * editor. The protocol says what changed and not why, so it is told by time and shape:
 *
 * - speed: fingers make about TYPING_RATE characters a second at the most, and a few at once;
 * - pieces: an editor that sends every key sends no piece of over TYPING_PIECE characters that was typed, however long
 *   nobody had touched a key before;
 * - edges: one piece after the other that begins where a word does was cut by a program, not by a clock.
 *
 * What goes against one of these is put in, and so is what came right before it as part of the same run. Where it
 * cannot be known (dictation, a predictive keyboard) it counts as put in; document_claim is the person's word that it
 * was theirs, and the setting learn.typing goes by size alone. */
#ifndef PROSED_TYPING_H
#define PROSED_TYPING_H

#include "core/text/span.h"

#include <stdbool.h>
#include <stdint.h>

#define TYPING_RATE  16 /* characters a second: 190 words a minute */
#define TYPING_BURST 24 /* characters that may come faster than that */
#define TYPING_PIECE 20 /* characters that may come in at once: a word that an editor or input method completes */

enum typing_rule {
    TYPING_BY_KEYS, /* as above */
    TYPING_BY_SIZE, /* all that is shorter than PASTE_CHARACTERS_MIN at once */
};

/* One person at one editor: what its documents have shown of how it sends what is typed. */
struct typist {
    enum typing_rule rule;
    size_t keys;   /* insertions of one character */
    size_t wholes; /* longer ones than a piece that took the time that typing them takes */
};
/* The editor sends what was typed when it pleases, not key by key: speed is all that can be known. */
bool typist_sends_wholes(const struct typist *typist);

/* What came into one document lately. */
struct typing {
    struct typist *typist; /* NULL: by size */
    int64_t message_ms;    /* when the message came whose changes are being made */
    double budget;         /* characters that can have been typed by now */
    size_t same;           /* hash of the last insertion of this message: one key at several cursors is one key */
    struct typing_run {
        struct span span; /* in the document; insertions, each at the end of the one before */
        int64_t ended_ms;
        size_t pieces;     /* of two characters or more */
        size_t at_words;   /* of them: those that begin a word, or the space before it */
        size_t characters; /* in them */
        size_t keys;       /* single characters */
        bool put_in;       /* found out already */
    } run;
};

/* A message came; monotonic time. The changes that follow are its. */
void typing_begin(struct typing *typing, int64_t now_ms);
/* `characters` of data, new to the document, come in at `start`, where `before` is the byte before (0: none). False:
 * they were put in; then *run is what came in the same way right before and is taken for typed as yet (empty if none).
 */
bool typing_explains(struct typing *typing, size_t start, const char *data, size_t len, size_t characters, char before,
                     struct span *run);
/* Some other change was made: the run is over if it was touched, and moves if that was before it. */
void typing_move(struct typing *typing, size_t start, size_t end, size_t new_len);

#endif
