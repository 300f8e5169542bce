/* curl's multi interface driven by libuv: curl says which sockets and which timeout to watch, we tell it what happened.
 *
 * curl may not be called from inside its own callbacks, but those who are told of data may want to start and cancel
 * calls. So `inside` is known, and what cannot be done at once is done by `tidy`, one turn of the loop later. */
#include "core/model/http.h"

#include "core/base/buf.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/model/http_curl.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uv.h>

#define RESPONSE_HEADERS_BYTES_MAX 65536u /* of which a few short lines are looked at */

#define RELEASED_MS 1000 /* the rest of a response that nobody reads any more */

enum call_state { CALL_NEW, CALL_RUNNING, CALL_CANCELLED };

struct http {
    struct loop *loop;
    struct curl curl;
    CURLM *multi;
    struct timer *timer; /* curl's one timeout */
    struct http_call *calls;
    int inside; /* depth of calls into curl */
    bool tidy_waits;
};

struct http_call {
    struct http *http;
    enum call_state state;
    CURL *easy;
    struct curl_slist *headers;
    char *host;
    char *body;
    size_t max_bytes;
    size_t received;
    int64_t connect_ms;
    int64_t total_ms;
    int64_t patience_ms;
    int64_t between_ms;
    struct timer *patience;
    struct buf response_headers;
    char detail[CURL_ERROR_SIZE];
    http_data *data;
    http_done *done;
    void *arg;
    struct http_call *previous;
    struct http_call *next;
};

struct http_response {
    int status;
    const char *headers;
};

/* --- the end of a call --- */

static void remove_call(struct http_call *call) {
    struct http *http = call->http;
    if (call->state != CALL_NEW) {
        /* Of a call that is not over: or curl keeps an HTTP/2 connection, and tells the server of the end only with the
         * next call on it. What others are using stays open. */
        http->curl.easy_setopt(call->easy, CURLOPT_FORBID_REUSE, 1L);
        http->inside++;
        http->curl.multi_remove_handle(http->multi, call->easy);
        http->inside--;
    }
    *(call->previous ? &call->previous->next : &http->calls) = call->next;
    if (call->next) {
        call->next->previous = call->previous;
    }
    timer_destroy(call->patience);
    http->curl.easy_cleanup(call->easy);
    http->curl.slist_free_all(call->headers);
}

static void free_call(struct http_call *call) {
    buf_finish(&call->response_headers);
    free(call->host);
    free(call->body);
    free(call);
}

static void finish(struct http_call *call, const struct error *error) {
    struct http_response response = {.status = http_get_call_status(call), .headers = buf_get(&call->response_headers)};
    bool cancelled = call->state == CALL_CANCELLED;
    remove_call(call);
    if (!cancelled) {
        call->done(call->arg, &response, error);
    }
    free_call(call);
}

static void describe(const struct http_call *call, CURLcode code, struct error *error) {
    static const struct {
        CURLcode code;
        enum error_kind kind;
        const char *text; /* of the host */
    } rows[] = {
        {CURLE_COULDNT_RESOLVE_HOST, ERROR_NETWORK, "%s: no computer of this name can be found"},
        {CURLE_COULDNT_RESOLVE_PROXY, ERROR_NETWORK, "%s: the proxy's name cannot be found"},
        {CURLE_COULDNT_CONNECT, ERROR_NETWORK, "%s: cannot connect; is the server running?"},
        {CURLE_GOT_NOTHING, ERROR_NETWORK, "%s closed the connection without an answer"},
        {CURLE_PARTIAL_FILE, ERROR_NETWORK, "%s broke off in the middle of its answer"},
        {CURLE_RECV_ERROR, ERROR_NETWORK, "%s broke off in the middle of its answer"},
        {CURLE_SEND_ERROR, ERROR_NETWORK, "%s broke off in the middle of the question"},
        {CURLE_PEER_FAILED_VERIFICATION, ERROR_REFUSED,
         "%s: its certificate is not trusted; for a private one, set CURL_CA_BUNDLE to the file of its authority"},
        {CURLE_SSL_CACERT_BADFILE, ERROR_REFUSED, "%s: the file in CURL_CA_BUNDLE or SSL_CERT_FILE cannot be read"},
        {CURLE_URL_MALFORMAT, ERROR_REFUSED, "%s: not an address"},
        {CURLE_UNSUPPORTED_PROTOCOL, ERROR_REFUSED, "%s does not speak HTTP; is the address right?"},
        {CURLE_WRITE_ERROR, ERROR_LIMIT, "%s sent more than an answer can have"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].code == code) {
            error_set(error, rows[i].kind, rows[i].text, call->host);
            return;
        }
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
        curl_off_t connected = 0; /* in microseconds from the start; 0: never */
        call->http->curl.easy_getinfo(call->easy, CURLINFO_PRETRANSFER_TIME_T, &connected);
        int64_t limit_ms = connected || call->total_ms < call->connect_ms ? call->total_ms : call->connect_ms;
        error_set(error, ERROR_NETWORK, "%s: no %s within %d s", call->host,
                  connected ? "end of the answer" : "connection", (int)((limit_ms + 999) / 1000));
        return;
    }
    error_set(error, ERROR_NETWORK, "%s: %s", call->host,
              *call->detail ? call->detail : call->http->curl.easy_strerror(code));
}

static void on_impatient(void *arg) {
    struct http_call *call = arg;
    struct error error = {0};
    error_set(&error, ERROR_NETWORK, "%s sent nothing for %d s", call->host, (int)(call->patience_ms / 1000));
    finish(call, &error);
}

static void read_results(struct http *http) {
    CURLMsg *message;
    int left;
    while ((message = http->curl.multi_info_read(http->multi, &left))) {
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        CURLcode code = message->data.result; /* the message is gone with the handle */
        struct http_call *call;
        http->curl.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&call);
        struct error error = {0};
        if (code != CURLE_OK) {
            describe(call, code, &error);
        }
        finish(call, code == CURLE_OK ? NULL : &error);
    }
}

/* --- sockets and the timer --- */

static void act(struct http *http, curl_socket_t socket, int events) {
    int running;
    http->inside++;
    http->curl.multi_socket_action(http->multi, socket, events, &running);
    http->inside--;
    read_results(http);
}

static void on_timeout(void *arg) {
    act(arg, CURL_SOCKET_TIMEOUT, 0);
}

static int on_timer_wanted(CURLM *multi, long timeout_ms, void *arg) {
    struct http *http = arg;
    (void)multi;
    if (timeout_ms < 0) {
        timer_stop(http->timer);
    } else {
        timer_start(http->timer, timeout_ms); /* 0 too: curl must not be called from here */
    }
    return 0;
}

struct socket_poll {
    uv_poll_t uv;
    struct http *http;
    curl_socket_t socket;
};

static void on_socket_event(uv_poll_t *uv, int status, int events) {
    struct socket_poll *poll = uv->data;
    int flags = (events & UV_READABLE ? CURL_CSELECT_IN : 0) | (events & UV_WRITABLE ? CURL_CSELECT_OUT : 0);
    act(poll->http, poll->socket, status < 0 ? CURL_CSELECT_ERR : flags);
}

static void on_poll_closed(uv_handle_t *handle) {
    free(handle->data);
}

static int on_socket_wanted(CURL *easy, curl_socket_t socket, int what, void *arg, void *known) {
    struct http *http = arg;
    struct socket_poll *poll = known;
    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        if (poll) {
            uv_poll_stop(&poll->uv);
            uv_close((uv_handle_t *)&poll->uv, on_poll_closed);
            http->curl.multi_assign(http->multi, socket, NULL);
        }
        return 0;
    }
    if (!poll) {
        poll = mem_alloc(sizeof *poll);
        poll->http = http;
        poll->socket = socket;
        if (uv_poll_init_socket(loop_get_uv(http->loop), &poll->uv, socket) != 0) {
            free(poll);
            log_write(LOG_ERROR, "a connection cannot be watched");
            return -1;
        }
        poll->uv.data = poll;
        http->curl.multi_assign(http->multi, socket, poll);
    }
    int events = (what & CURL_POLL_IN ? UV_READABLE : 0) | (what & CURL_POLL_OUT ? UV_WRITABLE : 0);
    uv_poll_start(&poll->uv, events, on_socket_event);
    return 0;
}

/* --- the course of a call --- */

static size_t on_body(char *data, size_t size, size_t count, void *arg) {
    struct http_call *call = arg;
    size_t len = size * count;
    if (call->state == CALL_CANCELLED || len > call->max_bytes - call->received) {
        return 0;
    }
    call->received += len;
    call->data(call->arg, call, data, len);
    return call->state == CALL_CANCELLED ? 0 : len;
}

static size_t on_header(char *data, size_t size, size_t count, void *arg) {
    struct http_call *call = arg;
    size_t len = size * count;
    if (len >= 5 && strncasecmp(data, "HTTP/", 5) == 0) {
        buf_clear(&call->response_headers); /* those before belong to an interim response */
    }
    if (call->response_headers.len + len <= RESPONSE_HEADERS_BYTES_MAX) {
        buf_append(&call->response_headers, data, len);
    }
    return len;
}

static void add_call(struct http_call *call) {
    struct http *http = call->http;
    call->state = CALL_RUNNING;
    http->inside++;
    http->curl.multi_add_handle(http->multi, call->easy);
    http->inside--;
}

static void tidy(void *arg) {
    struct http *http = arg;
    http->tidy_waits = false;
    for (struct http_call *call = http->calls, *next; call; call = next) {
        next = call->next;
        if (call->state == CALL_CANCELLED) {
            remove_call(call);
            free_call(call);
        } else if (call->state == CALL_NEW) {
            add_call(call);
        }
    }
}

static void want_tidy(struct http *http) {
    if (!http->tidy_waits) {
        http->tidy_waits = true;
        loop_defer(http->loop, tidy, http);
    }
}

/* "localhost:8080", "127.0.0.1", "[::1]:8080": this machine, which no proxy can reach for us. */
static bool is_loopback(const char *host) {
    size_t len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");
    static const char *const names[] = {"localhost", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) == len && strncasecmp(host, names[i], len) == 0) {
            return true;
        }
    }
    return strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == len;
}

static void set_options(struct http_call *call, const struct http_request *request) {
    __typeof__(curl_easy_setopt) *set = call->http->curl.easy_setopt;
    CURL *easy = call->easy;
    const char *bundle = getenv("CURL_CA_BUNDLE"), *file = getenv("SSL_CERT_FILE"), *folder = getenv("SSL_CERT_DIR");
    set(easy, CURLOPT_URL, request->url);
    set(easy, CURLOPT_PRIVATE, call);
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_QUICK_EXIT, 1L); /* or a cancel waits for a name lookup to end */
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_FOLLOWLOCATION, 0L); /* a question and a key go to the server that was chosen */
    set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    set(easy, CURLOPT_USERAGENT, "prosed/" PROSED_VERSION);
    set(easy, CURLOPT_ACCEPT_ENCODING, "identity"); /* compressing a stream delays it; what comes compressed is read */
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_ms);
    set(easy, CURLOPT_TIMEOUT_MS, (long)request->total_ms);
    set(easy, CURLOPT_ERRORBUFFER, call->detail);
    set(easy, CURLOPT_WRITEFUNCTION, on_body);
    set(easy, CURLOPT_WRITEDATA, call);
    set(easy, CURLOPT_HEADERFUNCTION, on_header);
    set(easy, CURLOPT_HEADERDATA, call);
    if (bundle || file) {
        set(easy, CURLOPT_CAINFO, bundle ? bundle : file);
    }
    if (folder) {
        set(easy, CURLOPT_CAPATH, folder);
    }
    if (is_loopback(call->host)) {
        set(easy, CURLOPT_NOPROXY, "*");
    }
    for (const char *const *header = request->headers; header && *header; header++) {
        call->headers = call->http->curl.slist_append(call->headers, *header);
    }
    if (strcmp(request->method, "POST") == 0) {
        call->headers = call->http->curl.slist_append(call->headers, "Expect:");
        set(easy, CURLOPT_POST, 1L);
        set(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_len);
        set(easy, CURLOPT_POSTFIELDS, call->body);
    }
    set(easy, CURLOPT_HTTPHEADER, call->headers);
}

struct http_call *http_start(struct http *http, const struct http_request *request, http_data *data, http_done *done,
                             void *arg) {
    struct http_call *call = mem_alloc(sizeof *call);
    call->http = http;
    call->host = http_copy_host(request->url);
    call->body = mem_copy(request->body ? request->body : "", request->body ? request->body_len : 0);
    call->max_bytes = request->max_bytes;
    call->connect_ms = request->connect_ms;
    call->total_ms = request->total_ms;
    call->between_ms = request->between_ms;
    call->data = data;
    call->done = done;
    call->arg = arg;
    call->easy = http->curl.easy_init();
    if (!call->easy) {
        abort(); /* no memory */
    }
    set_options(call, request);
    call->next = http->calls;
    if (call->next) {
        call->next->previous = call;
    }
    http->calls = call;
    call->patience = loop_add_timer(http->loop, on_impatient, call);
    call->patience_ms = request->first_ms;
    timer_start(call->patience, call->patience_ms);
    if (http->inside > 0) {
        want_tidy(http);
    } else {
        add_call(call);
    }
    return call;
}

void http_progress(struct http_call *call) {
    call->patience_ms = call->between_ms;
    timer_start(call->patience, call->patience_ms);
}

void http_set_patience(struct http_call *call, int64_t between_ms) {
    call->between_ms = between_ms;
    http_progress(call);
}

void http_cancel(struct http_call *call) {
    assert(call->state != CALL_CANCELLED);
    bool running = call->state == CALL_RUNNING;
    timer_stop(call->patience);
    if (call->http->inside == 0) {
        remove_call(call);
        free_call(call);
    } else if (running) {
        call->state = CALL_CANCELLED;
        want_tidy(call->http);
    } else {
        remove_call(call); /* curl does not know it yet */
        free_call(call);
    }
}

static void ignore_data(void *arg, struct http_call *call, const char *data, size_t len) {
    (void)arg, (void)call, (void)data, (void)len;
}

static void ignore_end(void *arg, const struct http_response *response, const struct error *error) {
    (void)arg, (void)response, (void)error;
}

void http_release(struct http_call *call) {
    call->data = ignore_data;
    call->done = ignore_end;
    http_set_patience(call, RELEASED_MS);
}

int http_get_call_status(const struct http_call *call) {
    long status = 0;
    call->http->curl.easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
    return (int)status;
}

/* --- all of them --- */

struct http *http_create(struct loop *loop, struct error *error) {
    struct http *http = mem_alloc(sizeof *http);
    http->loop = loop;
    if (!curl_load(&http->curl, error)) {
        free(http);
        return NULL;
    }
    http->multi = http->curl.multi_init();
    if (!http->multi) {
        abort(); /* no memory */
    }
    http->timer = loop_add_timer(loop, on_timeout, http);
    http->curl.multi_setopt(http->multi, CURLMOPT_SOCKETFUNCTION, on_socket_wanted);
    http->curl.multi_setopt(http->multi, CURLMOPT_SOCKETDATA, http);
    http->curl.multi_setopt(http->multi, CURLMOPT_TIMERFUNCTION, on_timer_wanted);
    http->curl.multi_setopt(http->multi, CURLMOPT_TIMERDATA, http);
    return http;
}

void http_destroy(struct http *http) {
    if (!http) {
        return;
    }
    assert(http->inside == 0);
    while (http->calls) {
        struct http_call *call = http->calls;
        remove_call(call);
        free_call(call);
    }
    loop_forget(http->loop, http);
    http->curl.multi_cleanup(http->multi);
    timer_destroy(http->timer);
    curl_unload(&http->curl);
    free(http);
}

/* --- responses and addresses --- */

int http_get_status(const struct http_response *response) {
    return response->status;
}

char *http_copy_header(const struct http_response *response, const char *name) {
    size_t len = strlen(name);
    for (const char *line = response->headers; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        if (strncasecmp(line, name, len) == 0 && line[len] == ':') {
            const char *value = line + len + 1;
            value += strspn(value, " \t");
            size_t value_len = strcspn(value, "\r\n");
            while (value_len > 0 && strchr(" \t", value[value_len - 1])) {
                value_len--;
            }
            return mem_copy(value, value_len);
        }
    }
    return NULL;
}

char *http_copy_host(const char *url) {
    const char *start = strstr(url, "://");
    start = start ? start + 3 : url;
    size_t len = strcspn(start, "/?#");
    for (size_t i = len; i > 0; i--) {
        if (start[i - 1] == '@') { /* a name and password stay out of messages */
            return mem_copy(start + i, len - i);
        }
    }
    return mem_copy(start, len);
}
