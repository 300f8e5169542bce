/* A circuit breaker. Questions that were on their way when it opened are let finish; their failures change nothing. */
#include "core/model/circuit.h"

#include <stdio.h>
#include <string.h>

bool circuit_allows(struct circuit *circuit, bool interactive, int64_t now_ms, bool *probes) {
    *probes = false;
    if (!circuit->open) {
        return true;
    }
    int64_t wait_ms = interactive && circuit->wait_ms > CIRCUIT_PATIENT_MS ? CIRCUIT_PATIENT_MS : circuit->wait_ms;
    if (circuit->probing || now_ms - circuit->opened_ms < wait_ms) {
        return false;
    }
    *probes = circuit->probing = true;
    return true;
}

void circuit_fail(struct circuit *circuit, bool probed, int64_t now_ms, const struct error *error) {
    circuit->last = *error;
    circuit->failures++;
    if (!circuit->open && circuit->failures >= CIRCUIT_FAILURES) {
        circuit->open = true;
        circuit->wait_ms = CIRCUIT_OPEN_MS;
        circuit->opened_ms = now_ms;
    } else if (circuit->open && probed) {
        circuit->probing = false;
        circuit->wait_ms = 2 * circuit->wait_ms < CIRCUIT_MAX_MS ? 2 * circuit->wait_ms : CIRCUIT_MAX_MS;
        circuit->opened_ms = now_ms;
    }
}

void circuit_succeed(struct circuit *circuit) {
    *circuit = (struct circuit){0};
}

void circuit_abandon(struct circuit *circuit, bool probed) {
    circuit->probing = circuit->probing && !probed;
}

void circuit_explain(const struct circuit *circuit, int64_t now_ms, struct error *error) {
    int64_t left_ms = circuit->opened_ms + CIRCUIT_PATIENT_MS - now_ms;
    error_set(error, ERROR_NETWORK, "%.*s (failed %d times in a row; not asked again for %d s)", 190,
              circuit->last.text, circuit->failures, (int)(left_ms > 1000 ? (left_ms + 999) / 1000 : 1));
}
