/* Server-sent events: the same events come out wherever the body is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/model/sse.h"

#include <string.h>

static bool on_event(void *arg, const char *name, const char *data, size_t len) {
    struct buf *out = arg;
    buf_printf(out, "%s(%.*s)", name, (int)len, data);
    return strcmp(data, "stop") != 0;
}

/* Feeds the body in two pieces, cut at `cut`; out holds the events as on_event writes them. */
static void feed(const char *body, size_t cut, size_t max_bytes, struct buf *out) {
    struct sse sse = {.event = on_event, .arg = out, .max_bytes = max_bytes};
    sse_feed(&sse, body, cut);
    sse_feed(&sse, body + cut, strlen(body) - cut);
    sse_end(&sse);
    sse_finish(&sse);
}

static void events_come_out_however_the_body_is_cut(void **state) {
    (void)state;
    static const struct {
        const char *body, *events;
    } cases[] = {
        {"data: a\n\ndata: b\n\n", "(a)(b)"},
        {"data: a\r\n\r\ndata: b\r\n\r\n", "(a)(b)"},
        {"data: a\r\rdata: b\r\r", "(a)(b)"},
        {"data:a\n\n", "(a)"},
        {"data:  a\n\n", "( a)"},
        {"data: a\ndata: b\n\n", "(a\nb)"},
        {"event: e\r\ndata: a\r\ndata: b\r\n\r\n", "e(a\nb)"},
        {"data:\ndata\n\n", "(\n)"},
        {": ping\n\ndata: a\n: ping\n\n: ping\n\n", "(a)"},
        {"event: error\ndata: a\n\ndata: b\n\n", "error(a)(b)"},
        {"event: nothing\n\ndata: a\n\n", "(a)"},
        {"id: 1\nretry: 5\nunknown: x\ndata: a\n\n", "(a)"},
        {"data: \xe2\x82\xac\n\n", "(\xe2\x82\xac)"},
        {"data: a", "(a)"},
        {"data: a\n", "(a)"},
        {"data: a\n\ndata: stop\n\ndata: b\n\n", "(a)(stop)"},
        {"", ""},
        {"\n\n\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t cut = 0; cut <= strlen(cases[i].body); cut++) {
            struct buf out = {0};
            feed(cases[i].body, cut, 100, &out);
            assert_string_equal(buf_get(&out), cases[i].events);
            buf_finish(&out);
        }
    }
}

static void long_events_stop_it(void **state) {
    (void)state;
    static const char *const bodies[] = {"data: 0123456789\n\n", "data: 01234\ndata: 56789\n\n", "0123456789"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct buf out = {0};
        struct sse sse = {.event = on_event, .arg = &out, .max_bytes = 9};
        assert_false(sse_feed(&sse, bodies[i], strlen(bodies[i])));
        assert_false(sse_feed(&sse, "\n\n", 2));
        assert_int_equal(out.len, 0);
        sse_finish(&sse);
        buf_finish(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_out_however_the_body_is_cut),
        cmocka_unit_test(long_events_stop_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
