/* All answers of a benchmark, in a file that only grows: one line of JSON for each, behind a first line that says which
 * benchmark this is. A last line that was cut off is dropped. */
#ifndef PROSED_TRANSCRIPT_H
#define PROSED_TRANSCRIPT_H

#include "core/base/error.h"
#include "core/model/question.h"

struct transcript;

struct transcript_answer {
    const char *name; /* of the activity */
    const char *key;  /* in its journal */
    const char *text;
    bool cut_off;
    enum op op;
    int64_t prompt_tokens;
    int64_t answer_tokens;
    int64_t elapsed_ms;
};

/* Opens or begins the file, and locks it. identity: what the benchmark is, as one line. Refused are a file of another
 * benchmark, unless a fresh one is wanted, one that another process has open, and whatever is no transcript. */
struct transcript *transcript_open(const char *path, const char *identity, bool fresh, struct error *error);
void transcript_close(struct transcript *transcript);         /* NULL is fine */
size_t transcript_count(const struct transcript *transcript); /* answers that were there when it was opened */
/* Calls visit for each answer of the activity that was there when it was opened. */
void transcript_visit(const struct transcript *transcript, const char *name,
                      void (*visit)(void *arg, const struct transcript_answer *answer), void *arg);
bool transcript_write(struct transcript *transcript, const struct transcript_answer *answer, struct error *error);

#endif
