/* The address of a model server, and what its refusals mean for the person who has to do something about them. */
#ifndef PROSED_ENDPOINT_H
#define PROSED_ENDPOINT_H

#include "core/model/wire.h"

/* false and ERROR_SETUP, saying what to write instead; what may be secret is not repeated. */
bool endpoint_check_url(const struct wire *wire, const char *url, struct error *error);
/* Where the endpoint is: an address may be the server's, its API's (".../v1"), or the full one. The caller frees. */
char *endpoint_format_url(const struct wire *wire, const char *url);

struct endpoint_refusal {
    const char *host;
    const char *path;     /* that was asked for */
    const char *model;    /* or NULL */
    const char *key_env;  /* or NULL */
    bool has_key_command; /* a command is asked for the key */
    bool has_key;
    int status;
    const char *location; /* of a redirect, or NULL */
    const struct server_error *error;
};
/* "127.0.0.1:8080 is busy (503): Loading model", appended. */
void endpoint_describe(const struct endpoint_refusal *refusal, struct buf *out);

#endif
