/* When to ask a model server again, and after how long. Pure: no clock, no network. */
#ifndef PROSED_RETRY_H
#define PROSED_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#define RETRY_ATTEMPTS_MAX                                                                                             \
    4 /* the first try and three more, as long as a person would wait for a server to come back */
#define RETRY_WAIT_MS_MAX 60000  /* a server that asks for more is not waited for */
#define RETRY_UNTIL_MS    300000 /* since the first attempt; whoever waits that long waits for nothing */

/* How often a question that failed with this status may be asked in all: 1 means that asking again is hopeless.
 * code and type: of the error object in the body, or NULL. should_retry: the header x-should-retry, or NULL. */
int retry_count_attempts(int status, const char *code, const char *type, const char *should_retry);
/* What the server asks for, from the headers retry-after-ms and retry-after (seconds, fractions too, or an HTTP date);
 * -1 if neither can be read. now_ms: since 1970. */
int64_t retry_parse_after(const char *after_ms, const char *after, int64_t now_ms);
/* How long to wait before attempt number `attempt` (the first retry is 2): half a second, doubling, up to 8 s, less up
 * to a quarter of it at random, and not less than the server asks for. random: any number. */
int64_t retry_choose_delay(int attempt, int64_t after_ms, uint64_t random);
/* Whether to ask once more, delay_ms from now, after `attempt` of at most `attempts` failed and spent_ms passed since
 * the first began. after_ms: what the server asks for, or -1. */
bool retry_again(int attempt, int attempts, int64_t after_ms, int64_t delay_ms, int64_t spent_ms);

#endif
