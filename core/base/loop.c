/* The event loop on libuv. Deferred calls wait in a queue that an idle handle runs: while the queue is not empty, the
 * idle handle is active, which keeps the loop alive and keeps it from sleeping. One turn runs what was queued when the
 * turn began, so that calls which defer more calls cannot starve input. */
#include "core/base/loop.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#define CLOSE_TIMEOUT_MS 2000

struct deferred {
    loop_callback *callback; /* NULL: forgotten */
    void *arg;
};

struct loop {
    uv_loop_t uv;
    uv_idle_t idle;
    bool idle_open;
    struct deferred *queue;
    size_t count;
    size_t capacity;
};

struct timer {
    uv_timer_t uv;
    loop_callback *callback;
    void *arg;
};

/* libuv would abort without a word, or fail in the middle of something. */
static void *allocate(size_t size) {
    return mem_grow(NULL, size, 1);
}

static void *allocate_again(void *old, size_t size) {
    return mem_grow(old, size, 1);
}

static void *allocate_zeroed(size_t count, size_t size) {
    void *items = mem_grow(NULL, count, size);
    return memset(items, 0, count * size);
}

struct loop *loop_create(void) {
    uv_replace_allocator(allocate, allocate_again, allocate_zeroed, free);
    struct loop *loop = mem_alloc(sizeof *loop);
    if (uv_loop_init(&loop->uv) != 0) {
        log_write(LOG_ERROR, "cannot make an event loop: too many open files?");
        abort();
    }
    uv_idle_init(&loop->uv, &loop->idle);
    loop->idle.data = loop;
    loop->idle_open = true;
    return loop;
}

void *loop_get_uv(struct loop *loop) {
    return &loop->uv;
}

void loop_run(struct loop *loop) {
    uv_run(&loop->uv, UV_RUN_DEFAULT);
}

void loop_run_once(struct loop *loop, bool wait) {
    uv_run(&loop->uv, wait ? UV_RUN_ONCE : UV_RUN_NOWAIT);
}

void loop_stop(struct loop *loop) {
    uv_stop(&loop->uv);
}

static void on_idle(uv_idle_t *idle) {
    struct loop *loop = idle->data;
    size_t due = loop->count;
    for (size_t i = 0; i < due; i++) {
        struct deferred call = loop->queue[i]; /* by value: a callback may grow the queue */
        loop->queue[i].callback = NULL;
        if (call.callback) {
            call.callback(call.arg);
        }
    }
    loop->count -= due;
    memmove(loop->queue, loop->queue + due, loop->count * sizeof *loop->queue);
    if (loop->count == 0) {
        uv_idle_stop(idle);
    }
}

void loop_defer(struct loop *loop, loop_callback *callback, void *arg) {
    assert(loop->idle_open);
    MEM_RESERVE(loop->queue, loop->count, loop->capacity);
    loop->queue[loop->count++] = (struct deferred){.callback = callback, .arg = arg};
    uv_idle_start(&loop->idle, on_idle);
}

/* Entries are emptied and not removed, because on_idle may be walking the queue. */
void loop_forget(struct loop *loop, void *arg) {
    for (size_t i = 0; i < loop->count; i++) {
        if (loop->queue[i].arg == arg) {
            loop->queue[i].callback = NULL;
        }
    }
}

static void log_open_handle(uv_handle_t *handle, void *arg) {
    (void)arg;
    log_write(LOG_ERROR, "still open at the end: a %s handle%s", uv_handle_type_name(handle->type),
              uv_is_closing(handle) ? " (closing)" : "");
}

/* Turns the loop until everything is closed, nothing is left that could close, or time is up. */
static bool close_uv(struct loop *loop) {
    int64_t deadline_ms = clock_monotonic_ms() + CLOSE_TIMEOUT_MS;
    while (uv_loop_close(&loop->uv) != 0) {
        bool alive = uv_run(&loop->uv, UV_RUN_NOWAIT) != 0;
        if (!alive && uv_loop_close(&loop->uv) == 0) {
            return true;
        }
        if (!alive || clock_monotonic_ms() >= deadline_ms) {
            uv_walk(&loop->uv, log_open_handle, NULL);
            return false;
        }
        usleep(200);
    }
    return true;
}

bool loop_destroy(struct loop *loop) {
    if (!loop) {
        return true;
    }
    int64_t deadline_ms = clock_monotonic_ms() + CLOSE_TIMEOUT_MS;
    while (loop->count > 0 && clock_monotonic_ms() < deadline_ms) {
        uv_run(&loop->uv, UV_RUN_NOWAIT);
    }
    if (loop->idle_open) {
        loop->idle_open = false;
        uv_close((uv_handle_t *)&loop->idle, NULL);
    }
    if (!close_uv(loop)) {
        return false;
    }
    free(loop->queue);
    free(loop);
    return true;
}

struct timer *loop_add_timer(struct loop *loop, loop_callback *callback, void *arg) {
    struct timer *timer = mem_alloc(sizeof *timer);
    uv_timer_init(&loop->uv, &timer->uv);
    timer->uv.data = timer;
    timer->callback = callback;
    timer->arg = arg;
    return timer;
}

static void on_timer(uv_timer_t *handle) {
    struct timer *timer = handle->data;
    timer->callback(timer->arg);
}

void timer_start(struct timer *timer, int64_t delay_ms) {
    uv_update_time(timer->uv.loop); /* the loop's idea of now is as old as the callback that runs */
    uv_timer_start(&timer->uv, on_timer, delay_ms > 0 ? (uint64_t)delay_ms : 0, 0);
}

void timer_stop(struct timer *timer) {
    uv_timer_stop(&timer->uv);
}

bool timer_is_active(const struct timer *timer) {
    return uv_is_active((const uv_handle_t *)&timer->uv);
}

void timer_set_background(struct timer *timer) {
    uv_unref((uv_handle_t *)&timer->uv);
}

static void on_timer_closed(uv_handle_t *handle) {
    free(handle->data);
}

void timer_destroy(struct timer *timer) {
    if (timer) {
        uv_close((uv_handle_t *)&timer->uv, on_timer_closed);
    }
}
