/* Cases for traits: a preference, a text, and what becomes of it. `after` NULL: the text stays as it is. */
#ifndef PROSED_REWRITE_CASE_H
#define PROSED_REWRITE_CASE_H

#include "core/stylist/stylist.h"

struct rewrite_case {
    const char *preference;
    enum format format;
    const char *before;
    const char *after;
};

/* Prints each case that comes out otherwise and fails at the end. What came out, rewritten again, must stay. */
void check_rewrites(const struct rewrite_case *cases, size_t count);

/* The verdict of the text on the preference; the trait's own sentences must be readable. */
void check_verdict(const char *preference, enum format format, const char *text, int expected);

#define CHECK_REWRITES(cases) check_rewrites((cases), sizeof(cases) / sizeof *(cases))

#endif
