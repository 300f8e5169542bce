/* Reading what models say: forgiving and total (learning.md section 3). Every input gives a value or ERROR_UNREADABLE.
 */
#ifndef PROSED_ANSWER_H
#define PROSED_ANSWER_H

#include "core/base/error.h"
#include "core/base/list.h"

/* The text behind the keyword "Preferences", on its line or the next filled one(s). The caller frees; NULL: unreadable.
 */
char *answer_read_preferences(const char *answer, struct error *error);
/* Whether it says so that there are none: "Preferences: none". */
bool answer_says_no_preferences(const char *answer);
/* The list behind the keyword: JSON (over several lines, in a fence), bullets or numbers; a lone JSON string is a list
 * of one. Repeats (alike) are dropped. Appends. */
bool answer_read_list(const char *answer, struct list *list, struct error *error);
/* A text that is by itself a JSON list of strings (learning.md 2.3). Appends; false if it is not. */
bool answer_read_json_list(const char *text, struct list *list);
/* -2..2. */
bool answer_read_verdict(const char *answer, int *score, struct error *error);
/* Between the first pair of triple quotes, trimmed; without a pair the whole answer, trimmed, but for a lone opening
 * and what stands before it; unreadable if it was cut off. Reasoning (<think>..</think>) never counts. The caller
 * frees. */
char *answer_read_draft(const char *answer, bool cut_off, struct error *error);
/* The same, and preambles ("Sure, here is...") and outer quotes that the passage did not have are taken off. */
char *answer_read_rewrite(const char *answer, const char *passage, bool cut_off, struct error *error);

const char *verdict_name(int score); /* "strongly confirms" ... */

#endif
