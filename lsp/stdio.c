/* The process's edge. Input is either a stream of the loop's library or, for files and /dev/null (which that library
 * takes for pipes and then aborts on), a chain of reads in its pool. Output likewise: a stream, or plain write() calls,
 * which do not wait for a file. Handles are closed one after the other's back: `open` counts them, and the last one
 * that is gone reports. */
#include "lsp/stdio.h"

#include "core/base/log.h"
#include "core/base/mem.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#define CHUNK_BYTES 65536

static const int SIGNALS[] = {SIGTERM, SIGINT, SIGHUP};
#define SIGNAL_COUNT (sizeof SIGNALS / sizeof *SIGNALS)

struct channel {
    uv_handle_type type; /* UV_FILE: no handle, just the descriptor */
    int fd;
    union {
        uv_handle_t handle;
        uv_stream_t stream;
        uv_pipe_t pipe;
        uv_tcp_t tcp;
        uv_tty_t tty;
    } uv;
};

struct stdio {
    struct loop *loop;
    uv_loop_t *uv;
    struct stdio_events events;
    struct channel in;
    struct channel out;
    uv_signal_t signals[SIGNAL_COUNT];
    uv_fs_t file_read;
    bool file_read_active;
    bool want_input; /* not at its end, not stopped for good */
    bool paused;     /* because of output that waits */
    bool output_broken;
    size_t waiting_bytes;
    bool closing;
    size_t open; /* handles */
    loop_callback *done;
    void *done_arg;
    char chunk[CHUNK_BYTES];
};

struct pending_write {
    uv_write_t request;
    struct stdio *stdio;
    size_t len;
    char data[];
};

static void read_file(struct stdio *stdio);
static void close_when_idle(struct stdio *stdio);

/* --- opening --- */

static bool channel_open(struct stdio *stdio, struct channel *channel, int fd, const char *name, struct error *error) {
    int status = 0;
    channel->fd = fd;
    channel->type = uv_guess_handle(fd);
    switch (channel->type) {
    case UV_FILE:
        return true;
    case UV_NAMED_PIPE:
        uv_pipe_init(stdio->uv, &channel->uv.pipe, 0);
        status = uv_pipe_open(&channel->uv.pipe, fd);
        break;
    case UV_TCP:
        uv_tcp_init(stdio->uv, &channel->uv.tcp);
        status = uv_tcp_open(&channel->uv.tcp, fd);
        break;
    case UV_TTY:
        status = uv_tty_init(stdio->uv, &channel->uv.tty, fd, 0);
        if (status < 0) {
            return error_set(error, ERROR_IO, "%s: cannot use this terminal: %s", name, uv_strerror(status));
        }
        break;
    default:
        return error_set(error, ERROR_IO, "%s is not open or of a kind that cannot be used: give a pipe", name);
    }
    channel->uv.handle.data = stdio;
    stdio->open++;
    return status == 0 || error_set(error, ERROR_IO, "%s: %s", name, uv_strerror(status));
}

static void on_signal(uv_signal_t *handle, int number) {
    struct stdio *stdio = handle->data;
    (void)number;
    stdio->events.end(stdio->events.arg, STDIO_END_SIGNAL);
}

static void watch_signals(struct stdio *stdio) {
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        uv_signal_init(stdio->uv, &stdio->signals[i]);
        stdio->signals[i].data = stdio;
        stdio->open++;
        uv_signal_start(&stdio->signals[i], on_signal, SIGNALS[i]);
        uv_unref((uv_handle_t *)&stdio->signals[i]);
    }
}

/* --- reading --- */

static void end_input(struct stdio *stdio, enum stdio_end end) {
    if (stdio->want_input) {
        stdio_stop_reading(stdio);
        stdio->events.end(stdio->events.arg, end);
    }
}

static void on_alloc(uv_handle_t *handle, size_t suggested_bytes, uv_buf_t *buf) {
    struct stdio *stdio = handle->data;
    (void)suggested_bytes;
    *buf = uv_buf_init(stdio->chunk, sizeof stdio->chunk);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf) {
    struct stdio *stdio = stream->data;
    if (count > 0) {
        stdio->events.read(stdio->events.arg, buf->base, (size_t)count);
        mem_wipe(stdio->chunk, (size_t)count);
    } else if (count < 0) {
        end_input(stdio, count == UV_EOF ? STDIO_END_OF_INPUT : STDIO_END_BROKEN);
    }
}

static void on_file_read(uv_fs_t *request) {
    struct stdio *stdio = request->data;
    ssize_t count = request->result;
    uv_fs_req_cleanup(request);
    stdio->file_read_active = false;
    if (count > 0 && stdio->want_input) {
        stdio->events.read(stdio->events.arg, stdio->chunk, (size_t)count);
        read_file(stdio);
    } else if (count <= 0) {
        end_input(stdio, count == 0 ? STDIO_END_OF_INPUT : STDIO_END_BROKEN);
    }
    close_when_idle(stdio);
}

static void read_file(struct stdio *stdio) {
    if (!stdio->want_input || stdio->paused || stdio->file_read_active) {
        return;
    }
    uv_buf_t buf = uv_buf_init(stdio->chunk, sizeof stdio->chunk);
    stdio->file_read.data = stdio;
    stdio->file_read_active = true;
    uv_fs_read(stdio->uv, &stdio->file_read, stdio->in.fd, &buf, 1, -1, on_file_read);
}

static void start_reading(struct stdio *stdio) {
    if (stdio->in.type == UV_FILE) {
        read_file(stdio);
    } else {
        uv_read_start(&stdio->in.uv.stream, on_alloc, on_read);
    }
}

void stdio_stop_reading(struct stdio *stdio) {
    stdio->want_input = false;
    if (stdio->in.type != UV_FILE) {
        uv_read_stop(&stdio->in.uv.stream);
    }
}

static void balance(struct stdio *stdio) {
    bool pause = stdio->waiting_bytes > STDIO_WAITING_BYTES_MAX;
    bool go_on = stdio->waiting_bytes < STDIO_WAITING_BYTES_MAX / 2;
    if (!stdio->paused && pause) {
        stdio->paused = true;
        if (stdio->in.type != UV_FILE) {
            uv_read_stop(&stdio->in.uv.stream);
        }
    } else if (stdio->paused && go_on) {
        stdio->paused = false;
        if (stdio->want_input) {
            start_reading(stdio);
        }
    }
}

/* --- writing --- */

static void on_output_broken(void *arg) {
    struct stdio *stdio = arg;
    stdio->events.end(stdio->events.arg, STDIO_END_BROKEN);
}

/* Told later: whoever writes is in the middle of something. */
static void break_output(struct stdio *stdio, const char *why) {
    if (!stdio->output_broken && !stdio->closing) {
        log_write(LOG_WARNING, "cannot write to the client: %s", why);
        loop_defer(stdio->loop, on_output_broken, stdio);
    }
    stdio->output_broken = true;
}

static void on_written(uv_write_t *request, int status) {
    struct pending_write *pending = (struct pending_write *)request;
    struct stdio *stdio = pending->stdio;
    stdio->waiting_bytes -= pending->len;
    free(pending);
    if (status < 0) {
        break_output(stdio, uv_strerror(status));
    }
    balance(stdio);
    close_when_idle(stdio);
}

static void write_file(struct stdio *stdio, const char *data, size_t len) {
    while (len) {
        ssize_t count = write(stdio->out.fd, data, len);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            break_output(stdio, strerror(errno));
            return;
        }
        data += count;
        len -= (size_t)count;
    }
}

static void write_stream(struct stdio *stdio, const char *data, size_t len) {
    uv_buf_t buf = uv_buf_init((char *)data, (unsigned)len);
    int count = stdio->waiting_bytes ? 0 : uv_try_write(&stdio->out.uv.stream, &buf, 1);
    if (count < 0 && count != UV_EAGAIN) {
        break_output(stdio, uv_strerror(count));
        return;
    }
    size_t sent = count > 0 ? (size_t)count : 0;
    if (sent == len) {
        return;
    }
    struct pending_write *pending = mem_alloc(sizeof *pending + len - sent);
    pending->stdio = stdio;
    pending->len = len - sent;
    memcpy(pending->data, data + sent, pending->len);
    stdio->waiting_bytes += pending->len;
    buf = uv_buf_init(pending->data, (unsigned)pending->len);
    int status = uv_write(&pending->request, &stdio->out.uv.stream, &buf, 1, on_written);
    if (status < 0) {
        stdio->waiting_bytes -= pending->len;
        free(pending);
        break_output(stdio, uv_strerror(status));
        return;
    }
    balance(stdio);
}

void stdio_write(struct stdio *stdio, const char *data, size_t len) {
    if (stdio->output_broken) {
        return;
    }
    if (stdio->out.type == UV_FILE) {
        write_file(stdio, data, len);
    } else {
        write_stream(stdio, data, len);
    }
}

size_t stdio_get_waiting_bytes(const struct stdio *stdio) {
    return stdio->waiting_bytes;
}

/* --- closing --- */

static void on_closed(uv_handle_t *handle) {
    struct stdio *stdio = handle->data;
    if (--stdio->open == 0 && stdio->done) {
        stdio->done(stdio->done_arg);
    }
}

static void close_handles(struct stdio *stdio) {
    struct channel *channels[] = {&stdio->in, &stdio->out};
    for (size_t i = 0; i < 2; i++) {
        if (channels[i]->uv.handle.data) {
            uv_close(&channels[i]->uv.handle, on_closed);
        }
    }
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        if (stdio->signals[i].data) {
            uv_close((uv_handle_t *)&stdio->signals[i], on_closed);
        }
    }
    if (stdio->out.type == UV_FILE) {
        close(stdio->out.fd);
    }
}

static void close_when_idle(struct stdio *stdio) {
    if (stdio->closing && stdio->waiting_bytes == 0 && !stdio->file_read_active && stdio->signals[0].data &&
        !uv_is_closing((uv_handle_t *)&stdio->signals[0])) {
        close_handles(stdio);
    }
}

void stdio_close(struct stdio *stdio, loop_callback *done, void *arg) {
    assert(!stdio->closing);
    stdio->closing = true;
    loop_forget(stdio->loop, stdio);
    stdio->done = done;
    stdio->done_arg = arg;
    stdio_stop_reading(stdio);
    close_when_idle(stdio);
}

struct stdio *stdio_open(struct loop *loop, int in_fd, int out_fd, const struct stdio_events *events,
                         struct error *error) {
    struct stdio *stdio = mem_alloc(sizeof *stdio);
    stdio->loop = loop;
    stdio->uv = loop_get_uv(loop);
    stdio->events = *events;
    bool good = channel_open(stdio, &stdio->in, in_fd, "standard input", error) &&
                channel_open(stdio, &stdio->out, out_fd, "standard output", error);
    if (!good) {
        close_handles(stdio);
        while (stdio->open) {
            loop_run_once(loop, false);
        }
        free(stdio);
        return NULL;
    }
    watch_signals(stdio);
    stdio->want_input = true;
    start_reading(stdio);
    return stdio;
}

void stdio_destroy(struct stdio *stdio) {
    assert(!stdio || stdio->open == 0);
    free(stdio);
}
