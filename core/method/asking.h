/* Asking inside a method: a question, its answer read, and a second try if the answer is unreadable. What every method
 * over a journal shares (learning.md section 5). */
#ifndef PROSED_ASKING_H
#define PROSED_ASKING_H

#include "core/method/journal.h"

#define ASKING_KEY_BYTES 64 /* of a key, its NUL included; "/again" is added to it for the second try */

enum outcome { OUTCOME_WAITING, OUTCOME_READ, OUTCOME_UNREADABLE };

/* Reads an answer into *out; false: unreadable, and nothing is to be freed. */
typedef bool answer_reader(const struct journal_answer *answer, void *out);

enum outcome asking_ask(struct journal *journal, bool retry, const char *key, const struct question *question,
                        answer_reader *read, void *out);

answer_reader asking_read_preferences; /* char **: behind the keyword; the caller frees */
answer_reader asking_read_list;        /* struct list *: appends */
answer_reader asking_read_filled_list; /* the same; an empty one is unreadable: there was something to take apart */
answer_reader asking_read_draft;       /* char **; the caller frees */
answer_reader asking_read_verdict;     /* int *: -2..2 */
answer_reader asking_read_free;        /* char **: the whole answer, trimmed, never unreadable; the caller frees */

/* Equal but for white space at the ends. */
bool asking_is_same_text(const char *a, const char *b);

#endif
