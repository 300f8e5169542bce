/* One trait of writing style: what it can be, how to count it, how to move a text towards it.
 *
 * A new trait is a row `const struct trait trait_<id>` in a file of its own idea, one extern line and one pointer in
 * traits.c, which also says what of it the product rewrites, and a test with both directions and what must stay
 * untouched. All other work (reading preferences, judging, inferring, the order of rewrites) is done from the row. */
#ifndef PROSED_TRAIT_H
#define PROSED_TRAIT_H

#include "core/stylist/reading.h"
#include "core/stylist/stylist.h"

struct trait_value {
    const char *id;         /* "avoid" */
    const char *preference; /* "Avoid contractions." one sentence, no other preference in it */
    /* Near wordings: alternatives separated by '|', each one or more parts joined by '+' that must all occur, in any
     * order; a part is lower-case words; a word may end in '*'. "short+sentence*|terse". May be NULL. Said with a
     * negation ("avoid", "no", "instead of", ...) a value of a trait with two values means the other one. */
    const char *patterns;
    /* 0, or: a text of at least this many words in which no other value occurs shows this value, weakly ("Avoid
     * exclamation marks": nobody can count the marks that are not there). infer names such a value only if the draft
     * had what the user's text has not. */
    unsigned absence_words;
    /* 0, or: the value counts as shown only if it occurs at least once in so many words ("Use hedges"). */
    unsigned every_words;
    /* Most writing has it: next to a draft from notes it is named only if the draft had it otherwise. */
    bool usual;
};

struct trait {
    const char *id;
    /* Patterns of what the trait is about, for traits of the kind use (values[0]) and avoid (values[1]): met plainly
     * they mean values[0], negated values[1]. NULL for other traits. */
    const char *topic;
    struct trait_value values[TRAIT_VALUES_MAX];
    size_t value_count;
    unsigned evidence; /* so often must a value occur before infer names it; 2 is usual */
    void (*measure)(const struct reading *reading, struct measure *out);
    /* Appends edits, in order, that move the text towards the value. Reading is made anew between traits. NULL if no
     * value can be written. A writer's text is moved only towards the values that traits.c calls REWRITTEN; the others
     * are for drafts, which are nobody's text. */
    void (*rewrite)(const struct reading *reading, size_t value, struct edits *edits);
};

/* What stylist_verify says of a text of so many words that was measured. */
int trait_judge(const struct trait *trait, size_t value, const struct measure *measure, size_t words);

/* Words or phrases that mean the same; first belongs to one value, second to the other. */
enum pair_flag {
    PAIR_BOTH = 0,
    PAIR_TO_SECOND = 1,    /* second is not safely turned into first */
    PAIR_TO_FIRST = 2,     /* first is not safely turned into second */
    PAIR_COUNT_FIRST = 4,  /* second is too ordinary a word to be counted as a choice */
    PAIR_COUNT_SECOND = 8, /* first is */
};

struct pair {
    const char *first;
    const char *second;
    unsigned flags;
};

/* Counts first's under value 0 and second's under value 1; the longest that matches at a place counts. */
void pairs_measure(const struct reading *reading, const struct pair *pairs, size_t count, struct measure *out);
/* value 0: second's become first's; value 1: the other way. */
void pairs_rewrite(const struct reading *reading, const struct pair *pairs, size_t count, size_t value,
                   struct edits *edits);

#endif
