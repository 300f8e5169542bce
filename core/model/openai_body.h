/* The JSON of a chat completion: what is sent, what a refusal says, and what a server turned out not to take. */
#ifndef PROSED_OPENAI_BODY_H
#define PROSED_OPENAI_BODY_H

#include "core/model/prompt.h"

#include <cjson/cJSON.h>

enum token_field { TOKENS_MAX, TOKENS_COMPLETION, TOKENS_NONE }; /* max_tokens, max_completion_tokens, neither */

struct openai_dialect { /* {0} suits most servers */
    enum token_field tokens;
    bool no_temperature;
    bool no_stream_options;
};

struct openai_error { /* "" what is not known; one line each */
    char message[192];
    char code[64];
    char type[64];
    char param[64];
};

/* The caller frees. model may be NULL: the server has only one. */
char *openai_format_body(const struct openai_dialect *dialect, const char *model, enum op op,
                         const struct prompt *prompt);
/* From the body of a failed response, or an event: an object with "error", or nearly; or plain text. */
void openai_read_error(const char *body, size_t len, struct openai_error *out);
void openai_read_error_object(const cJSON *json, struct openai_error *out);
/* If the error names a field that can be done without, the dialect without it. false: it is another error. */
bool openai_adapt(struct openai_dialect *dialect, const struct openai_error *error);
bool openai_dialect_equal(const struct openai_dialect *a, const struct openai_dialect *b);

#endif
