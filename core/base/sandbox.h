/* Work on bytes that others made, by libraries that others wrote, in a process of its own. Before it looks at the first
 * byte it gives up what the system lets it give up: it reads what it has open and the system's libraries, writes to its
 * one pipe, and can neither start programs, nor reach a network, nor read or change a file of the person's.
 *
 * On Linux by Landlock and seccomp (landlock(7), seccomp(2)), as far as the kernel has them; elsewhere it is only a
 * process that may die alone. */
#ifndef PROSED_SANDBOX_H
#define PROSED_SANDBOX_H

#include <stdbool.h>
#include <sys/types.h>

/* What the process does; it ends when this returns. out: the pipe that is read as `in` below. */
typedef void sandbox_work(void *arg, int out);

struct sandbox {
    pid_t process;
    int in;
};

/* Nothing but `keep` and the pipe is open in it (-1: the pipe alone). False: no process could be started. */
bool sandbox_start(struct sandbox *sandbox, sandbox_work *work, void *arg, int keep);
/* Waits for the next bytes for as long as a busy process may be silent; all of len or false (it ended, or was ended).
 */
bool sandbox_read(struct sandbox *sandbox, void *data, size_t len);
/* Ends it if it still runs. True: it ended by itself, and well. */
bool sandbox_finish(struct sandbox *sandbox);

bool sandbox_write(int out, const void *data, size_t len); /* for the work */

#endif
