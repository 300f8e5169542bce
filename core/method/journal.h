/* The journal of one job: answers by key. A method asks it as if the model stood in the room (learning.md section 5):
 * the answer is there, or the question is noted and NULL comes back, and the method is run again when answers came.
 * Keys name the place in the method ("infer/2", "verify/3/17", "infer/2/again"), so the same question asked at two
 * places is two questions. */
#ifndef PROSED_JOURNAL_H
#define PROSED_JOURNAL_H

#include "core/model/question.h"

struct journal;

struct journal_answer {
    const char *text;
    bool cut_off;
};

struct wanted { /* a question noted in this run, copied whole */
    const char *key;
    const struct question *question;
};

struct journal *journal_create(void);
void journal_destroy(struct journal *journal);
void journal_add(struct journal *journal, const char *key, const char *answer,
                 bool cut_off); /* loaded or just arrived */
bool journal_has(const struct journal *journal, const char *key);
/* Borrowed, valid until destroy; NULL: noted. */
const struct journal_answer *journal_ask(struct journal *journal, const char *key, const struct question *question);
size_t journal_count_wanted(const struct journal *journal);
struct wanted journal_get_wanted(const struct journal *journal, size_t index); /* in the order they were asked */
void journal_clear_wanted(struct journal *journal);                            /* before the method is run again */
/* What became of the question with this key in this run, both tries together. */
void journal_note_read(struct journal *journal, const char *key, bool readable);
/* The run found nothing out, because no answer that it needed could be read: no inference, or no verdict. While the
 * method is not done, a few have to have failed before it is given up. */
bool journal_is_unusable(const struct journal *journal, bool done);

#endif
