/* What language models say instead of a text: that they cannot, that nothing is to be done, something about the task,
 * data, an error of the server behind them, the same words over and over. Whatever the person's own text has, too, is
 * none of these. */
#ifndef PROSED_REMARK_H
#define PROSED_REMARK_H

#include <stdbool.h>

/* own: the passage that was to be rewritten, or the text that was to be continued. */
struct remarks {
    char *answer; /* both in lower case, with plain apostrophes and single spaces; of a long answer its start */
    char *own;
};

struct remarks remarks_read(const char *answer, const char *own);
void remarks_finish(struct remarks *remarks);

bool remark_refuses(const struct remarks *remarks);
bool remark_is_about_task(const struct remarks *remarks);
bool remark_is_data(const struct remarks *remarks);
bool remark_is_failure(const struct remarks *remarks); /* "Internal Server Error" */
bool remark_says_no_change(const struct remarks *remarks);
/* The same in words that nobody thought of: short, a negation, and a word for changing. Prose may say that, too. */
bool remark_may_say_no_change(const struct remarks *remarks);
/* Some words that make up a good part of it, again and again. */
bool remark_repeats_itself(const struct remarks *remarks);

#endif
