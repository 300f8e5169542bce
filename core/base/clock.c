/* Time. localtime_r reads the time zone of the process. */
#include "core/base/clock.h"

#include <time.h>

static int64_t read_ms(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_now_ms(void) {
    return read_ms(CLOCK_REALTIME);
}

int64_t clock_monotonic_ms(void) {
    return read_ms(CLOCK_MONOTONIC);
}

static void format(int64_t time_ms, const char *pattern, char *out, size_t out_bytes) {
    time_t seconds = (time_t)(time_ms >= 0 ? time_ms / 1000 : (time_ms - 999) / 1000);
    struct tm parts;
    if (!localtime_r(&seconds, &parts) || !strftime(out, out_bytes, pattern, &parts)) {
        out[0] = '\0'; /* a year of five digits: not a time that we ever wrote */
    }
}

void clock_format_day(int64_t time_ms, char out[11]) {
    format(time_ms, "%Y-%m-%d", out, 11);
}

void clock_format_minute(int64_t time_ms, char out[17]) {
    format(time_ms, "%Y-%m-%d %H:%M", out, 17);
}
