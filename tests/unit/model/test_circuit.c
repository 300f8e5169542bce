/* When a server is worth asking. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/model/circuit.h"

#include <string.h>

static struct error away;

static struct circuit open_circuit(void) {
    struct circuit circuit = {0};
    bool probes;
    error_set(&away, ERROR_NETWORK, "host: cannot connect");
    for (int i = 0; i < CIRCUIT_FAILURES; i++) {
        assert_true(circuit_allows(&circuit, false, 0, &probes));
        assert_false(probes);
        circuit_fail(&circuit, false, 0, &away);
    }
    return circuit;
}

static void an_answer_in_between_keeps_it_closed(void **state) {
    (void)state;
    struct circuit circuit = {0};
    bool probes;
    for (int i = 0; i < 10 * CIRCUIT_FAILURES; i++) {
        circuit_fail(&circuit, false, i, &away);
        if (i % (CIRCUIT_FAILURES - 1) == 0) {
            circuit_succeed(&circuit);
        }
        assert_true(circuit_allows(&circuit, false, i, &probes));
    }
}

static void one_question_at_a_time_tries(void **state) {
    (void)state;
    struct circuit circuit = open_circuit();
    bool probes;
    assert_false(circuit_allows(&circuit, true, CIRCUIT_OPEN_MS - 1, &probes));
    assert_true(circuit_allows(&circuit, false, CIRCUIT_OPEN_MS, &probes));
    assert_true(probes);
    assert_false(circuit_allows(&circuit, true, CIRCUIT_OPEN_MS, &probes));
    circuit_abandon(&circuit, false);
    assert_false(circuit_allows(&circuit, true, CIRCUIT_OPEN_MS, &probes));
    circuit_abandon(&circuit, true);
    assert_true(circuit_allows(&circuit, true, CIRCUIT_OPEN_MS, &probes));
    circuit_succeed(&circuit);
    assert_true(circuit_allows(&circuit, true, CIRCUIT_OPEN_MS, &probes));
    assert_false(probes);
}

static void learning_waits_longer_each_time_and_a_person_does_not(void **state) {
    (void)state;
    struct circuit circuit = open_circuit();
    bool probes;
    int64_t now_ms = 0;
    for (int64_t wait_ms = CIRCUIT_OPEN_MS; wait_ms < CIRCUIT_MAX_MS; wait_ms *= 2) {
        assert_false(circuit_allows(&circuit, false, now_ms + wait_ms - 1, &probes));
        now_ms += wait_ms;
        assert_true(circuit_allows(&circuit, false, now_ms, &probes));
        circuit_fail(&circuit, true, now_ms, &away);
    }
    assert_false(circuit_allows(&circuit, false, now_ms + CIRCUIT_MAX_MS - 1, &probes));
    assert_true(circuit_allows(&circuit, true, now_ms + CIRCUIT_PATIENT_MS, &probes));
    circuit_abandon(&circuit, true);
    assert_true(circuit_allows(&circuit, false, now_ms + CIRCUIT_MAX_MS, &probes));
}

static void it_says_why(void **state) {
    (void)state;
    struct circuit circuit = open_circuit();
    struct error error = {0};
    circuit_explain(&circuit, 500, &error);
    assert_int_equal(error.kind, ERROR_NETWORK);
    assert_string_equal(error.text, "host: cannot connect (failed 3 times in a row; not asked again for 2 s)");
    memset(circuit.last.text, 'x', sizeof circuit.last.text - 1);
    circuit_explain(&circuit, 500, &error);
    assert_non_null(strstr(error.text, "for 2 s)")); /* long reasons do not push out the rest */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_in_between_keeps_it_closed),
        cmocka_unit_test(one_question_at_a_time_tries),
        cmocka_unit_test(learning_waits_longer_each_time_and_a_person_does_not),
        cmocka_unit_test(it_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
