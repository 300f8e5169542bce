/* Keys. The command runs beside the loop: a timer looks every few milliseconds whether it has written and ended, which
 * is all that a thing that happens once a session needs. It gets a process group of its own, so that what it started
 * dies with it. */
#include "core/model/key.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEY_BYTES_MAX    4096 /* tokens of cloud providers have 1 to 2 kB */
#define COMMAND_LIMIT_MS 10000
#define LOOK_MS          10
#define RECOGNIZED_BYTES 8 /* so much of a key's start is not shown either: messages are cut off, maybe within it */

extern char **environ;

struct key_command {
    struct timer *timer;
    key_done *done;
    void *arg;
    pid_t pid; /* 0: it could not be started, or is reaped */
    int fd;
    int64_t deadline_ms;
    char output[KEY_BYTES_MAX];
    size_t len;
};

bool key_check(const char *key, const char *source, struct error *error) {
    size_t len = key ? strlen(key) : 0;
    if (len >= KEY_BYTES_MAX) {
        return error_set(error, ERROR_SETUP, "%s gives something too long for a key", source);
    }
    for (size_t i = 0; i < len; i++) {
        if (key[i] <= ' ' || key[i] > '~') {
            return error_set(error, ERROR_SETUP, "%s gives a key with blanks or characters that no key has", source);
        }
    }
    return true;
}

void key_destroy(char *key) {
    if (key) {
        explicit_bzero(key, strlen(key));
    }
    free(key);
}

void key_redact(const char *key, char *text) {
    size_t len = key ? strlen(key) : 0, least = len < RECOGNIZED_BYTES ? len : RECOGNIZED_BYTES;
    for (char *at = text; least > 0 && *at; at++) {
        size_t same = 0;
        while (same < len && at[same] == key[same]) {
            same++;
        }
        if (same >= least) {
            size_t shown = same < 3 ? same : 3;
            memset(at, '*', shown);
            memmove(at + shown, at + same, strlen(at + same) + 1);
            at += shown - 1;
        }
    }
}

void key_forbid_dumps(void) {
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    int filter = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);
    if (filter >= 0) {
        if (write(filter, "0", 1) != 1) {
            log_write(LOG_DEBUG, "core dumps handled by a program may hold memory");
        }
        close(filter);
    }
}

static pid_t spawn(const char *command, int output) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    pid_t pid = 0;
    char *const arguments[] = {"/bin/sh", "-c", (char *)command, NULL};
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output, 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    if (posix_spawn(&pid, arguments[0], &files, &attributes, arguments, environ) != 0) {
        pid = 0;
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return pid;
}

static void stop(struct key_command *running) {
    if (running->pid > 0) {
        kill(-running->pid, SIGKILL);
        waitpid(running->pid, NULL, 0);
    }
    if (running->fd >= 0) {
        close(running->fd);
    }
    timer_destroy(running->timer);
    explicit_bzero(running->output, sizeof running->output);
    free(running);
}

static void finish(struct key_command *running, const char *problem) {
    key_done *done = running->done;
    void *arg = running->arg;
    struct error error = {0};
    running->output[running->len] = '\0';
    running->output[strcspn(running->output, "\r\n")] = '\0';
    if (!problem && !*running->output) {
        problem = "prints nothing";
    }
    if (problem) {
        error_set(&error, ERROR_SETUP, "model.key_command %s; run it in a terminal to see why", problem);
    } else {
        key_check(running->output, "model.key_command", &error);
    }
    char *key = mem_copy_text(running->output);
    stop(running);
    done(arg, error.kind == ERROR_NONE ? key : NULL, error.kind == ERROR_NONE ? NULL : &error);
    key_destroy(key);
}

static void look(void *arg) {
    struct key_command *running = arg;
    int status = 0;
    if (running->pid == 0) {
        finish(running, "cannot be started");
        return;
    }
    pid_t ended = waitpid(running->pid, &status, WNOHANG);
    ssize_t got = 0;
    while (running->len < KEY_BYTES_MAX - 1 &&
           (got = read(running->fd, running->output + running->len, KEY_BYTES_MAX - 1 - running->len)) > 0) {
        running->len += (size_t)got;
    }
    if (ended == running->pid) {
        running->pid = 0;
        finish(running, WIFEXITED(status) && WEXITSTATUS(status) == 0 ? NULL : "fails");
    } else if (running->len == KEY_BYTES_MAX - 1) {
        finish(running, "prints something too long for a key");
    } else if (clock_monotonic_ms() > running->deadline_ms) {
        finish(running, "takes longer than 10 s");
    } else {
        timer_start(running->timer, LOOK_MS);
    }
}

struct key_command *key_command_start(struct loop *loop, const char *command, key_done *done, void *arg) {
    struct key_command *running = mem_alloc(sizeof *running);
    int ends[2];
    running->done = done;
    running->arg = arg;
    running->fd = -1;
    running->deadline_ms = clock_monotonic_ms() + COMMAND_LIMIT_MS;
    if (pipe2(ends, O_CLOEXEC) == 0) {
        running->fd = ends[0];
        fcntl(running->fd, F_SETFL, O_NONBLOCK);
        running->pid = spawn(command, ends[1]);
        close(ends[1]);
    }
    running->timer = loop_add_timer(loop, look, running);
    timer_start(running->timer, 1);
    return running;
}

void key_command_cancel(struct key_command *running) {
    if (running) {
        stop(running);
    }
}
