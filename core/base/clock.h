/* Time: wall clock for what is kept, monotonic for what is measured. */
#ifndef PROSED_CLOCK_H
#define PROSED_CLOCK_H

#include <stdint.h>

int64_t clock_now_ms(void); /* since 1970, UTC */
int64_t clock_monotonic_ms(void);
void clock_format_day(int64_t time_ms, char out[11]);    /* 2026-11-23, local */
void clock_format_minute(int64_t time_ms, char out[17]); /* 2026-11-23 14:05, local */

#endif
