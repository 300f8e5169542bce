/* The answers of the engine without a model, at once and without a loop: for offline.c and simulated.c. */
#ifndef PROSED_OFFLINE_H
#define PROSED_OFFLINE_H

#include "core/model/question.h"
#include "core/stylist/stylist.h"

char *offline_answer(const struct question *question); /* the caller frees */
/* OP_REWRITE and OP_COMPLETE by themselves, without the marks around an answer: what a person gets as it is. The wishes
 * are those of the question. */
char *offline_rewrite(const struct question *question, const struct stylist_wishes *wishes);
char *offline_complete(const struct question *question);
/* Appends the preferences that the question's examples agree in. */
void offline_find_shown(const struct question *question, struct list *preferences);

#endif
