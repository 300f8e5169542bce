/* How one family of model servers words a question and its answer. remote.c does all that they have in common: sending,
 * reading as it streams, retrying, cancelling. A new family is a file with one of these rows. */
#ifndef PROSED_WIRE_H
#define PROSED_WIRE_H

#include "core/model/prompt.h"
#include "core/model/reply.h"

enum token_field { TOKENS_MAX, TOKENS_COMPLETION, TOKENS_NONE }; /* max_tokens, max_completion_tokens, neither */

struct dialect { /* what a server turned out not to take; {0} suits most */
    enum token_field tokens;
    bool no_temperature;
    bool no_stream_options;
    bool no_schema;
    int max_tokens; /* its limit for an answer; 0: ours */
};

struct wire_request {
    struct dialect dialect;
    const char *model; /* NULL: the server has only one */
    enum op op;
    const struct prompt *prompt;
    int max_tokens; /* of the answer: generous, it only stops a model that has gone wild */
    double temperature;
    const cJSON *schema; /* of the answer, or NULL */
};

struct wire {
    const char *engine;
    const char *path;       /* of the endpoint below "/v1": "/chat/completions" */
    const char *noun;       /* "chat completions" */
    const char *example;    /* an address, for messages */
    const char *key_header; /* a format with one %s */
    const char *header;     /* sent with every request, or NULL */
    bool needs_model;       /* the endpoint refuses requests without a model */
    bool tokens_required;   /* max_tokens cannot be left out */
    cJSON *(*format_body)(const struct wire_request *request);
    reply_read *read; /* an event, or a whole answer that was not streamed */
};

extern const struct wire wire_openai;
extern const struct wire wire_anthropic;

/* The request as the server gets it: the wire's body, and over it the members of extra (an object; a member that is
 * null removes the field), or NULL. The caller frees. */
char *wire_format(const struct wire *wire, const struct dialect *dialect, const char *model, enum op op,
                  const struct prompt *prompt, const cJSON *extra);
/* How long an answer may be. */
int wire_get_max_tokens(const struct dialect *dialect, enum op op);
/* "Authorization: Bearer ..."; NULL without a key. key_destroy it. */
char *wire_format_key_header(const struct wire *wire, const char *key);
/* If the error names a field that can be done without, the dialect without it. false: it is another error. */
bool wire_adapt(const struct wire *wire, struct dialect *dialect, const struct server_error *error);
bool dialect_equal(const struct dialect *a, const struct dialect *b);
/* For format_body: {"role": ..., "content": ...}, appended. */
void wire_add_message(cJSON *messages, const char *role, const char *content);

#endif
