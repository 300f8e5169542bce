/* Who answers: offline, openai, anthropic. A row of functions and nothing else; ask.c is the only caller. */
#ifndef PROSED_PROVIDER_H
#define PROSED_PROVIDER_H

#include "core/base/error.h"
#include "core/base/loop.h"
#include "core/model/question.h"

struct prompts;

struct model_settings { /* borrowed from the config; see config.h for names, defaults and help */
    const char *engine; /* "offline", "openai", "anthropic" */
    const char *url;
    const char *name;
    const char *key_env;
    const char *key_command;
    const char *extra_body; /* JSON object laid over each request, or NULL */
    bool free_text;         /* plain text even where the server could hold an answer to a form */
    double price_prompt;    /* of a million tokens, in the person's currency; 0: unknown or nothing */
    double price_answer;
    int max_in_flight;
    int first_word_s; /* how long an answer may take, to each of these; 0: as config_table.c has it */
    int next_word_s;
    int answer_s;
    int loading_s; /* how long a server that loads its model is waited for */
};

struct answer {
    const char *text;      /* whole text so far, or at the end; never NULL at the end */
    bool cut_off;          /* finish reason was length */
    bool verbatim;         /* rewrite, complete: the text is what was asked for and nothing else, not a model's answer
                            * that it has to be read from */
    int64_t prompt_tokens; /* of all attempts; counted by the server or, where it does not tell, estimated */
    int64_t answer_tokens;
};

/* error NULL: done, answer whole. Otherwise failed (retries are over) or cancelled: answer is NULL, or holds what was
 * spent all the same, its text "". Exactly once, from the loop. */
typedef void provider_done(void *arg, const struct answer *answer, const struct error *error);
/* A piece of a streamed answer arrived. Never after done. NULL: the answer broke off and is asked for anew. */
typedef void provider_piece(void *arg, const char *piece, size_t len);

struct provider {
    const char *engine;
    /* NULL and *error if the settings cannot work. */
    void *(*create)(struct loop *loop, const struct prompts *prompts, const struct model_settings *settings,
                    struct error *error);
    void (*destroy)(void *self); /* nothing is in flight any more */
    /* Starts one call. Returns its handle, for cancel. The question is read before start returns. */
    void *(*start)(void *self, const struct question *question, provider_piece *piece, provider_done *done, void *arg);
    void (*cancel)(void *handle); /* done still runs, from the loop, with ERROR_CANCELLED */
};

extern const struct provider provider_offline;
extern const struct provider provider_openai;
extern const struct provider provider_anthropic;

/* Who answers, for people and the ledger: "qwen2.5-7b"; the engine where the model has no name, and "offline". */
const char *provider_name_model(const struct model_settings *settings);
/* By the name of its engine, in rows (ended by NULL), or in the real ones if rows is NULL. */
const struct provider *provider_find(const struct provider *const *rows, const char *engine, struct error *error);

#endif
