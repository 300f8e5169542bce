/* Two lists of numbers laid side by side: a longest common subsequence (Myers, "An O(ND) difference algorithm and its
 * variations", 1986: the linear-space form). Total: lists that differ so much that the search would cost more than
 * LIMIT_DIFF_COST get a common subsequence that is not the longest. */
#ifndef PROSED_MATCH_H
#define PROSED_MATCH_H

#include <stddef.h>
#include <stdint.h>

#define MATCH_NONE SIZE_MAX

/* pairs[i] = the item of b that item i of a is matched with, plus b_offset, or MATCH_NONE; growing with i. */
void match_find(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, size_t b_offset, size_t *pairs);

#endif
