/* What a learning job depends on, fixed when it starts: a prose_input that owns what it points to, and can be written
 * down (learning.md section 5). */
#ifndef PROSED_INPUT_H
#define PROSED_INPUT_H

#include "core/base/error.h"
#include "core/method/prose.h"

struct input { /* all strings owned */
    struct prose_settings settings;
    struct prose_sample sample;
    char *first_draft;
    struct prose_sample *related; /* newest first */
    size_t related_count;
    size_t related_capacity;
    struct list start;
    char *coalesced;
    struct list pinned;
    struct list muted;
    struct prose_score *scores;
    size_t score_count;
    size_t score_capacity;
};

struct input *input_create(void);
void input_destroy(struct input *input);                                                      /* NULL is fine */
void input_set_sample(struct input *input, const struct prose_sample *sample);                /* copies; once */
void input_add_related(struct input *input, const struct prose_sample *sample);               /* copies */
void input_add_score(struct input *input, const char *preference, int64_t sample, int score); /* copies */
void input_view(const struct input *input, struct prose_input *out);                          /* borrows */

char *input_format(const struct input *input); /* JSON; the caller frees */
struct input *input_parse(const char *json, struct error *error);

#endif
