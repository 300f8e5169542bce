/* Which addresses are this machine, and go past any proxy: a proxy here writes down what it is asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/model/http.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct answer {
    bool done;
    int status;
    enum error_kind kind;
};

static void on_data(void *arg, struct http_call *call, const char *data, size_t len) {
    (void)arg, (void)call, (void)data, (void)len;
}

static void on_done(void *arg, const struct http_response *response, const struct error *error) {
    struct answer *answer = arg;
    *answer = (struct answer){true, response ? http_get_status(response) : 0, error ? error->kind : ERROR_NONE};
}

/* Answers one request after the other, with 299, and says in the file whom each was for. */
static int start_proxy(pid_t *pid, int *port) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), said[2];
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 8), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &len), 0);
    assert_int_equal(pipe(said), 0);
    *port = ntohs(address.sin_port);
    *pid = fork();
    if (*pid == 0) {
        for (;;) {
            char request[4096];
            int client = accept(listener, NULL, NULL);
            ssize_t got = read(client, request, sizeof request);
            static const char reply[] = "HTTP/1.1 299 Proxy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            if (got <= 0 || write(said[1], "x", 1) != 1 || write(client, reply, sizeof reply - 1) < 0)
                _exit(1);
            close(client);
        }
    }
    close(listener);
    close(said[1]);
    fcntl(said[0], F_SETFL, O_NONBLOCK);
    return said[0];
}

static struct answer ask(struct loop *loop, struct http *http, const char *url) {
    static const char *const headers[] = {NULL};
    const struct http_request request = {.method = "GET",
                                         .url = url,
                                         .headers = headers,
                                         .max_bytes = 1000,
                                         .connect_ms = 5000,
                                         .first_ms = 5000,
                                         .between_ms = 5000,
                                         .total_ms = 10000};
    struct answer answer = {false, 0, ERROR_NONE};
    http_start(http, &request, on_data, on_done, &answer);
    while (!answer.done)
        loop_run_once(loop, true);
    return answer;
}

static void only_this_machine_goes_past_a_proxy(void **state) {
    (void)state;
    pid_t pid;
    int port;
    int said = start_proxy(&pid, &port);
    char *proxy = mem_format("http://127.0.0.1:%d", port);
    setenv("http_proxy", proxy, 1);
    unsetenv("no_proxy");
    struct loop *loop = loop_create();
    struct error error = {0};
    struct http *http = http_create(loop, &error);
    assert_non_null(http);
    static const struct {
        const char *url;
        bool by_proxy;
    } cases[] = {
        {"http://127.0.0.1:9/", false},
        {"http://127.1.2.3:9/", false},
        {"http://localhost:9/", false},
        {"http://[::1]:9/", false},
        {"http://127.0.0.1.evil.invalid:9/", true}, /* only begins like it */
        {"http://127.evil.invalid/", true},
        {"http://localhost.evil.invalid/", true},
        {"http://localhosts:9/", true},
        {"http://128.0.0.1.invalid/", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char byte;
        struct answer answer = ask(loop, http, cases[i].url);
        bool asked = read(said, &byte, 1) == 1;
        if (asked != cases[i].by_proxy || (answer.status == 299) != cases[i].by_proxy)
            fail_msg("%s: %s, status %d", cases[i].url, asked ? "by the proxy" : "past the proxy", answer.status);
    }
    http_destroy(http);
    assert_true(loop_destroy(loop));
    kill(pid, SIGKILL);
    unsetenv("http_proxy");
    close(said);
    free(proxy);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(only_this_machine_goes_past_a_proxy)};
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
