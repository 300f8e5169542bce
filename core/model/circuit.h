/* Whether a server is worth asking. After several questions in a row that it could not be reached for, or broke off,
 * the circuit opens: for a while who asks is told so at once, instead of waiting for the same again. Then one question
 * may try; if it fails, the while is twice as long, if it is answered the circuit is closed. Pure: no clock of its own.
 */
#ifndef PROSED_CIRCUIT_H
#define PROSED_CIRCUIT_H

#include "core/base/error.h"

#include <stdint.h>

#define CIRCUIT_FAILURES   3     /* questions in a row, each of which was tried several times */
#define CIRCUIT_OPEN_MS    2000  /* the first while */
#define CIRCUIT_MAX_MS     60000 /* the longest, for learning */
#define CIRCUIT_PATIENT_MS 2000  /* for a person, who may just have started the server, it is never longer */

struct circuit { /* {0}: closed */
    int failures;
    bool open;
    bool probing; /* one question is trying */
    int64_t wait_ms;
    int64_t opened_ms;
    struct error last;
};

/* *probes: this question is the one that tries; report its end with probed = true. */
bool circuit_allows(struct circuit *circuit, bool interactive, int64_t now_ms, bool *probes);
void circuit_fail(struct circuit *circuit, bool probed, int64_t now_ms, const struct error *error);
void circuit_succeed(struct circuit *circuit);
void circuit_abandon(struct circuit *circuit, bool probed); /* cancelled: nothing is known */
/* What to say to who is not let through. */
void circuit_explain(const struct circuit *circuit, int64_t now_ms, struct error *error);

#endif
