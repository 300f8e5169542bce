/* What rewrites and completions cost, on its way into the ledger, and the ledger with prices for people. */
#ifndef PROSED_SPEND_H
#define PROSED_SPEND_H

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/base/loop.h"
#include "core/config/config.h"
#include "core/model/ask.h"

struct project;

struct spend {   /* of one model and day, until it is written into the store */
    char *model; /* NULL: nothing */
    char day[11];
    int64_t calls;
    int64_t prompt_tokens;
    int64_t answer_tokens;
    struct timer *timer;
};

bool spend_find_price(const struct config *config, const char *model, double *prompt, double *answer); /* a million's */
void spend_note(struct project *project, const char *model, const struct answer *cost); /* written a second later */
void spend_write(struct project *project);                                              /* now */
void spend_close(struct project *project);                                              /* before the store is closed */
bool spend_add_status(struct project *project, cJSON *object, struct error *error);     /* the store is open */
bool spend_format_page(struct project *project, struct buf *out, struct error *error);  /* the same; appends */

#endif
