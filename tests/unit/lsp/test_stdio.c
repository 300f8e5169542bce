/* Input and output of every kind: pipes, files, /dev/null, and a reader that takes its time. */
#include "core/base/buf.h"
#include "core/base/mem.h"
#include "lsp/stdio.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct loop *loop;
    struct stdio *stdio;
    struct buf input;
    int ends;
    enum stdio_end end;
    bool closed;
    bool stop_at_first;
};

static void on_read(void *arg, const char *data, size_t len) {
    struct fixture *fixture = arg;
    buf_append(&fixture->input, data, len);
    if (fixture->stop_at_first) {
        stdio_stop_reading(fixture->stdio);
    }
}

static void on_end(void *arg, enum stdio_end end) {
    struct fixture *fixture = arg;
    fixture->ends++;
    fixture->end = end;
}

static void on_closed(void *arg) {
    struct fixture *fixture = arg;
    fixture->closed = true;
}

static bool start(struct fixture *fixture, int in_fd, int out_fd) {
    struct stdio_events events = {fixture, on_read, on_end};
    struct error error = {0};
    fixture->loop = loop_create();
    fixture->stdio = stdio_open(fixture->loop, in_fd, out_fd, &events, &error);
    return fixture->stdio != NULL;
}

static void run_until_end(struct fixture *fixture) {
    while (!fixture->ends) {
        loop_run_once(fixture->loop, true);
    }
}

static void finish(struct fixture *fixture) {
    if (fixture->stdio) {
        stdio_close(fixture->stdio, on_closed, fixture);
        while (!fixture->closed) {
            loop_run_once(fixture->loop, true);
        }
        stdio_destroy(fixture->stdio);
    }
    buf_finish(&fixture->input);
    assert_true(loop_destroy(fixture->loop));
}

static int make_file(const char *content) {
    char name[] = "/tmp/prosed-stdio-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    unlink(name);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    lseek(fd, 0, SEEK_SET);
    return fd;
}

static void test_pipes(void **state) {
    (void)state;
    struct fixture fixture = {0};
    int in[2], out[2];
    char read_back[8] = {0};
    assert_int_equal(pipe(in) | pipe(out), 0);
    assert_true(start(&fixture, in[0], out[1]));
    assert_int_equal(write(in[1], "hello", 5), 5);
    stdio_write(fixture.stdio, "world", 5);
    close(in[1]);
    run_until_end(&fixture);
    assert_int_equal(fixture.end, STDIO_END_OF_INPUT);
    assert_string_equal(buf_get(&fixture.input), "hello");
    assert_int_equal(read(out[0], read_back, sizeof read_back), 5);
    assert_string_equal(read_back, "world");
    finish(&fixture);
    close(out[0]);
}

static void test_files(void **state) {
    (void)state;
    struct fixture fixture = {0};
    char read_back[16] = {0};
    int in = make_file("from a file");
    int out = make_file("");
    int copy = dup(out);
    assert_true(start(&fixture, in, out));
    run_until_end(&fixture);
    assert_string_equal(buf_get(&fixture.input), "from a file");
    stdio_write(fixture.stdio, "to a file", 9);
    finish(&fixture);
    assert_int_equal(pread(copy, read_back, sizeof read_back, 0), 9);
    assert_string_equal(read_back, "to a file");
    close(copy);
    close(in);
}

static void test_null_device(void **state) {
    (void)state;
    struct fixture fixture = {0};
    assert_true(start(&fixture, open("/dev/null", O_RDONLY), open("/dev/null", O_WRONLY)));
    run_until_end(&fixture);
    assert_int_equal(fixture.end, STDIO_END_OF_INPUT);
    stdio_write(fixture.stdio, "x", 1);
    finish(&fixture);
}

static void test_full_device(void **state) {
    (void)state;
    struct fixture fixture = {0};
    int in[2];
    assert_int_equal(pipe(in), 0);
    assert_true(start(&fixture, in[0], open("/dev/full", O_WRONLY)));
    stdio_write(fixture.stdio, "x", 1);
    assert_int_equal(fixture.ends, 0); /* not while somebody writes */
    run_until_end(&fixture);
    assert_int_equal(fixture.end, STDIO_END_BROKEN);
    stdio_write(fixture.stdio, "x", 1);
    loop_run_once(fixture.loop, false);
    assert_int_equal(fixture.ends, 1);
    finish(&fixture);
    close(in[1]);
}

static void test_reader_gone(void **state) {
    (void)state;
    struct fixture fixture = {0};
    int in[2], out[2];
    assert_int_equal(pipe(in) | pipe(out), 0);
    assert_true(start(&fixture, in[0], out[1]));
    close(out[0]);
    stdio_write(fixture.stdio, "x", 1);
    run_until_end(&fixture);
    assert_int_equal(fixture.end, STDIO_END_BROKEN);
    finish(&fixture);
    close(in[1]);
}

/* More output than a pipe holds waits, input waits with it, and both go on when the reader does. */
static void test_slow_reader(void **state) {
    (void)state;
    struct fixture fixture = {0};
    int in[2], out[2];
    size_t len = STDIO_WAITING_BYTES_MAX + 1000000;
    size_t taken = 0;
    char *data = mem_alloc(len);
    memset(data, 'x', len);
    assert_int_equal(pipe(in) | pipe(out), 0);
    assert_true(start(&fixture, in[0], out[1]));
    stdio_write(fixture.stdio, data, len);
    assert_true(stdio_get_waiting_bytes(fixture.stdio) > STDIO_WAITING_BYTES_MAX);
    assert_int_equal(write(in[1], "later", 5), 5);
    for (int i = 0; i < 20; i++) {
        loop_run_once(fixture.loop, false);
    }
    assert_int_equal(fixture.input.len, 0);
    while (taken < len) {
        ssize_t count = read(out[0], data, len);
        assert_true(count > 0);
        taken += (size_t)count;
        loop_run_once(fixture.loop, false);
    }
    while (!fixture.input.len) {
        loop_run_once(fixture.loop, true);
    }
    assert_int_equal(stdio_get_waiting_bytes(fixture.stdio), 0);
    finish(&fixture);
    free(data);
    close(in[1]);
    close(out[0]);
}

static void test_stopped_while_reading(void **state) {
    (void)state;
    struct fixture fixture = {.stop_at_first = true};
    int in = make_file("some text");
    assert_true(start(&fixture, in, open("/dev/null", O_WRONLY)));
    while (!fixture.input.len) {
        loop_run_once(fixture.loop, true);
    }
    finish(&fixture);
    assert_int_equal(fixture.ends, 0);
    close(in);
}

static void test_one_socket(void **state) {
    (void)state;
    struct fixture fixture = {0};
    int pair[2];
    char read_back[8] = {0};
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_true(start(&fixture, pair[0], dup(pair[0])));
    assert_int_equal(write(pair[1], "ping", 4), 4);
    while (!fixture.input.len) {
        loop_run_once(fixture.loop, true);
    }
    stdio_write(fixture.stdio, "pong", 4);
    assert_int_equal(read(pair[1], read_back, 4), 4);
    assert_string_equal(read_back, "pong");
    close(pair[1]);
    run_until_end(&fixture);
    finish(&fixture);
}

static void test_not_open(void **state) {
    (void)state;
    struct fixture fixture = {0};
    int out[2];
    assert_int_equal(pipe(out), 0);
    assert_false(start(&fixture, 987, out[1]));
    finish(&fixture);
    close(out[0]);
    close(out[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pipes),       cmocka_unit_test(test_files),
        cmocka_unit_test(test_null_device), cmocka_unit_test(test_full_device),
        cmocka_unit_test(test_reader_gone), cmocka_unit_test(test_slow_reader),
        cmocka_unit_test(test_one_socket),  cmocka_unit_test(test_stopped_while_reading),
        cmocka_unit_test(test_not_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
