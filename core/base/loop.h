/* The one event loop, without its library in sight: timers and "soon". loop.c, http.c, lsp/stdio.c and the mains are
 * the only files that include uv.h. */
#ifndef PROSED_LOOP_H
#define PROSED_LOOP_H

#include <stdbool.h>
#include <stdint.h>

struct loop;
struct timer;
typedef void loop_callback(void *arg);

struct loop *loop_create(void);
void *loop_get_uv(struct loop *loop);             /* the uv_loop_t, for stdio.c, http.c and main */
void loop_run(struct loop *loop);                 /* until nothing is left to wait for, or loop_stop */
void loop_run_once(struct loop *loop, bool wait); /* one turn: for tests and for the CLI's waiting */
void loop_stop(struct loop *loop);
/* Runs the deferred calls that are left, lets what is closing finish, then frees. Returns false, logs what is still
 * open and frees nothing, if something does not close (within 2 s); it can be called again. NULL is fine. */
bool loop_destroy(struct loop *loop);

/* Runs callback(arg) once, from the loop, after what is running now; in the order of the calls. Keeps the loop alive.
 */
void loop_defer(struct loop *loop, loop_callback *callback, void *arg);
/* Forgets all deferred calls with this arg: for the destroy of what arg points to. */
void loop_forget(struct loop *loop, void *arg);

/* Not called timer_create, which is POSIX's. The caller destroys it. */
struct timer *loop_add_timer(struct loop *loop, loop_callback *callback, void *arg);
void timer_start(struct timer *timer, int64_t delay_ms); /* one shot; starts anew if it runs already */
void timer_stop(struct timer *timer);
bool timer_is_active(const struct timer *timer);
void timer_set_background(struct timer *timer); /* does not keep the loop alive */
void timer_destroy(struct timer *timer);        /* never runs its callback after this; NULL is fine */

#endif
