/* Tokens that learning took today, of all projects and processes of a person: what the daily cap is held against. Each
 * store has a ledger of its own, with all the details; this is the one number that stores have to share.
 *
 * A small file for each day, to which every process appends; nobody waits for anybody, or for the disk. What a power
 * cut takes from it is at most a few questions of one day. */
#ifndef PROSED_TALLY_H
#define PROSED_TALLY_H

#include "core/base/error.h"

#include <stdint.h>

struct tally;

/* folder: made when something is added; taken as it is. */
struct tally *tally_open(const char *folder);
void tally_close(struct tally *tally); /* NULL is fine */
bool tally_add(struct tally *tally, int64_t tokens, struct error *error);
/* 0 if nothing was added today, by anybody. Looks only at what is new since the last time. */
bool tally_count(struct tally *tally, int64_t *tokens, struct error *error);

#endif
