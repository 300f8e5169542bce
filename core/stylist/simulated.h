/* A model that makes mistakes, for tests and for the benchmark without a language model: the stylist with noise. The
 * name of the model says how much, such as "miss=0.2,invent=0.1,unreadable=0.05,judge=0.1" (rates from 0 to 1; what is
 * not named is 0):
 *
 * miss        a preference is not followed when writing, or not noticed when two texts are compared (each by itself)
 * invent      one preference without any ground is followed, or found
 * unreadable  the answer lacks what it is read by; where anything is taken as an answer, it is an excuse
 * judge       a verdict is another one, any of the other four
 *
 * Two texts are compared trait by trait, as a reader does who has both before them: what differs is named even where it
 * occurs once (the stylist by itself wants more). Cutting descriptions up and merging them is done without error.
 *
 * The lots are drawn from question.seed alone, so the same seeds give the same answers in whatever order. Tokens are
 * estimated as a quarter of the bytes of prompt and answer. Not an engine of the settings: pass it to asks_create. */
#ifndef PROSED_SIMULATED_H
#define PROSED_SIMULATED_H

#include "core/model/provider.h"

extern const struct provider provider_simulated; /* engine "simulated" */

bool simulated_check(const char *rates, struct error *error);
/* A number drawn from a seed and a text: for seeds of questions. */
uint64_t simulated_mix(uint64_t seed, const char *text);

#endif
