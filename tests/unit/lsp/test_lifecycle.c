/* The way out, when more than one thing asks for it: it is taken once, and the first one says how it ends. */
#include "core/base/log.h"
#include "lsp/server.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct ends {
    int in[2], out[2];
    struct loop *loop;
    struct server *server;
};

static void open_server(struct ends *ends) {
    struct error error = {0};
    assert_int_equal(pipe(ends->in), 0);
    assert_int_equal(pipe(ends->out), 0);
    ends->loop = loop_create();
    ends->server = server_create(ends->loop, ends->in[0], ends->out[1], &error);
    assert_non_null(ends->server);
}

/* Its exit code. */
static int close_server(struct ends *ends) {
    loop_run(ends->loop);
    int code = ends->server->lifecycle.exit_code;
    server_destroy(ends->server);
    assert_true(loop_destroy(ends->loop));
    close(ends->in[1]);
    close(ends->out[0]);
    return code;
}

static void the_first_stop_counts(void **state) {
    (void)state;
    struct ends ends;
    open_server(&ends);
    lifecycle_stop(ends.server, 0);
    lifecycle_stop(ends.server, 1);
    lifecycle_stop(ends.server, 1);
    assert_int_equal(close_server(&ends), 0);
    open_server(&ends);
    lifecycle_stop(ends.server, 1);
    lifecycle_stop(ends.server, 0);
    assert_int_equal(close_server(&ends), 1);
}

/* SIGTERM, and then the pipe ends as well. */
static void a_signal_and_then_the_end_of_input(void **state) {
    (void)state;
    struct ends ends;
    open_server(&ends);
    kill(getpid(), SIGTERM);
    for (int i = 0; i < 100 && ends.server->state != SERVER_STOPPING; i++)
        loop_run_once(ends.loop, true);
    close(ends.in[1]);
    ends.in[1] = -1;
    assert_int_equal(close_server(&ends), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_stop_counts),
        cmocka_unit_test(a_signal_and_then_the_end_of_input),
    };
    signal(SIGPIPE, SIG_IGN);
    log_set_level(LOG_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
