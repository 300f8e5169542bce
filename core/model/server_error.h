/* What a model server says when it does not answer, in whatever shape it says it: an object with "error", a string, a
 * list, "detail", an object or JSON text inside the message, an HTML page, plain text. */
#ifndef PROSED_SERVER_ERROR_H
#define PROSED_SERVER_ERROR_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

struct server_error { /* "" what is not known; one line each, fit for a terminal */
    char message[384];
    char code[64];
    char type[64];
    char param[64];
};

/* The body of a failed response. */
void server_error_read(const char *body, size_t len, struct server_error *out);
void server_error_read_object(const cJSON *json, struct server_error *out);
/* Puts text on one line that fits into size, without what steers terminals. */
void server_error_copy_line(char *out, size_t size, const char *text);

bool server_error_says_loading(const struct server_error *error);

enum excess {
    EXCESS_NONE,
    EXCESS_ANSWER, /* the answer may not be that long: *fits says how long it may be */
    EXCESS_PROMPT, /* what was asked is too long by itself */
};
/* Whether a request was refused for its length, with an answer of max_tokens. *always: *fits holds for every
 * question, not only beside this one. */
enum excess server_error_find_excess(const struct server_error *error, int max_tokens, int *fits, bool *always);

#endif
