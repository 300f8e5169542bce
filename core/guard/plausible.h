/* Whether a model's answer can be a rewrite of its passage at all, before it is looked at more closely: neither a
 * refusal nor a remark about the task, in the passage's script, of about its length, made of its words, with something
 * of each of its sentences. What a rewrite was asked for by an instruction may be shorter, longer, or in another
 * language. */
#ifndef PROSED_PLAUSIBLE_H
#define PROSED_PLAUSIBLE_H

#include "core/base/error.h"
#include "core/base/list.h"

enum plausible {
    PLAUSIBLE_REWRITE,
    PLAUSIBLE_NO_CHANGE, /* "No changes needed.", in whatever words: the passage stays as it is */
    PLAUSIBLE_NOT,       /* *error says why */
};

/* preferences: what the model was told to follow, which it may give back instead of a text; or NULL. instructed: the
 * person asked for something in words of their own. */
enum plausible plausible_check(const char *passage, const struct list *preferences, const char *answer, bool instructed,
                               struct error *error);

/* The same for a completion of what stands before the cursor: no refusal, no remark, no other language or script. */
bool plausible_continues(const char *before, const struct list *preferences, const char *answer);

#endif
