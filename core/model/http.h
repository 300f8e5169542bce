/* HTTP requests on the loop: libcurl's multi interface, loaded from the system when the first request is made, because
 * linking it would cost every start 7 ms and 8 MB. Proxies, certificates and name lookups are as curl's users expect
 * them (https_proxy, no_proxy, CURL_CA_BUNDLE, SSL_CERT_FILE), but that no proxy is asked for this machine itself;
 * redirects are not followed. */
#ifndef PROSED_HTTP_H
#define PROSED_HTTP_H

#include "core/base/error.h"
#include "core/base/loop.h"

#include <stddef.h>

struct http; /* connections that are kept open for reuse */
struct http_call;
struct http_response;

struct http_request {           /* borrowed until http_start returns */
    const char *method;         /* "GET" or "POST" */
    const char *url;            /* http:// or https:// */
    const char *const *headers; /* "Name: value", ended by NULL */
    const char *body;           /* or NULL */
    size_t body_len;
    size_t max_bytes;   /* of the response's body; more is ERROR_LIMIT */
    int64_t connect_ms; /* name lookup, TCP and TLS */
    int64_t first_ms;   /* from the start to the first http_progress */
    int64_t between_ms; /* from one http_progress to the next */
    int64_t total_ms;
};

/* A piece of the body arrived. */
typedef void http_data(void *arg, struct http_call *call, const char *data, size_t len);
/* The end, exactly once, unless the call was cancelled: error NULL: the response is whole, whatever its status.
 * ERROR_NETWORK: worth trying again; ERROR_REFUSED: not (certificate, address that cannot be); ERROR_LIMIT: too long.
 * The call is gone after. */
typedef void http_done(void *arg, const struct http_response *response, const struct error *error);

/* NULL and ERROR_NOT_FOUND, naming the package to install, if the system has no libcurl. */
struct http *http_create(struct loop *loop, struct error *error);
void http_destroy(struct http *http); /* cancels what runs; not from inside a callback; NULL is fine */

struct http_call *http_start(struct http *http, const struct http_request *request, http_data *data, http_done *done,
                             void *arg);
/* What arrived was worth waiting for: the time to wait for the next starts anew. Pings are not. */
void http_progress(struct http_call *call);
/* From now on wait at most this long between one http_progress and the next. */
void http_set_patience(struct http_call *call, int64_t between_ms);
/* No callback of the call runs any more; its connection is closed, so that the server stops working on it. */
void http_cancel(struct http_call *call);
/* The same for the callbacks, but the response may end in its own time, soon, so that the connection can be kept: for
 * who has all there is to know. */
void http_release(struct http_call *call);
int http_get_call_status(const struct http_call *call); /* for http_data: 200, ... */

int http_get_status(const struct http_response *response);                      /* 0: there was none */
char *http_copy_header(const struct http_response *response, const char *name); /* the caller frees; NULL if absent */
char *http_copy_host(const char *url); /* "host:port" of an address, for messages; the caller frees */

#endif
