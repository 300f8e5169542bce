/* Time in fast motion, for tests (LD_PRELOAD): SHIM_CLOCK=N lets N seconds pass in each. What waits for events waits an
 * Nth of the time. */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static struct {
    long factor; /* 0: not known yet */
    struct timespec start_real;
    struct timespec start_monotonic;
} fast;

static long get_factor(void) {
    if (!fast.factor) {
        const char *factor = getenv("SHIM_CLOCK");
        syscall(SYS_clock_gettime, CLOCK_REALTIME, &fast.start_real);
        syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &fast.start_monotonic);
        fast.factor = factor && atol(factor) > 0 ? atol(factor) : 1;
    }
    return fast.factor;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    long factor = get_factor(), result = syscall(SYS_clock_gettime, clock, now);
    const struct timespec *start = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE     ? &fast.start_real
                                   : clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE ? &fast.start_monotonic
                                                                                                 : NULL;
    if (result != 0 || factor == 1 || !start)
        return (int)result;
    long long past_ns = (now->tv_sec - start->tv_sec) * 1000000000LL + (now->tv_nsec - start->tv_nsec);
    past_ns = (past_ns > 0 ? past_ns : 0) * factor + start->tv_nsec;
    now->tv_sec = start->tv_sec + past_ns / 1000000000;
    now->tv_nsec = past_ns % 1000000000;
    return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec precise;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &precise);
    *now = (struct timeval){.tv_sec = precise.tv_sec, .tv_usec = precise.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}

int epoll_pwait(int poll, struct epoll_event *events, int most, int timeout_ms, const sigset_t *mask) {
    if (timeout_ms > 0)
        timeout_ms = (int)((timeout_ms + get_factor() - 1) / get_factor());
    return (int)syscall(SYS_epoll_pwait, poll, events, most, timeout_ms, mask, _NSIG / 8);
}

int epoll_wait(int poll, struct epoll_event *events, int most, int timeout_ms) {
    return epoll_pwait(poll, events, most, timeout_ms, NULL);
}
