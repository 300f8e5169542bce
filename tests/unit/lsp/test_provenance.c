/* Where every character came from, in editing sessions drawn by lot: real prose, all that editors do to it, the three
 * encodings of positions, changes as ranges and as whole texts, on the way that a client's messages take. After each
 * message the server's text and the origin of each character are compared with those of the simulated editor.
 *
 * SESSIONS=10000 makes a long run, SEED=n runs that session alone. */
#include "tests/unit/lsp/simulated_actions.h"

#include "core/base/buf.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define DATA "tests/data/writers"
enum { BASES = 24, MESSAGES_MAX = 900, ACTIONS_MAX = 45 };

/* --- sessions --- */

static char *load_base(size_t index, bool carriage_returns) {
    static const char *const writers[] = {"henrike", "maren", "ruben", "tobias"};
    char *path = mem_format(DATA "/%s/%02zu.after", writers[index % 4], index / 4 + 1);
    struct buf text = {0}, out = {0};
    if (!path_read(path, 1u << 20, &text, NULL))
        fail_msg("%s cannot be read", path);
    for (const char *c = buf_get(&text); *c && out.len < 1500; c++) {
        if (*c == '\n' && carriage_returns)
            buf_append_char(&out, '\r');
        buf_append_char(&out, *c);
    }
    while (out.len && (out.data[out.len - 1] & 0x80)) /* no character cut in two */
        buf_remove(&out, out.len - 1, 1);
    buf_append_text(&out, carriage_returns ? "\r\n" : "\n");
    buf_finish(&text);
    free(path);
    return buf_take(&out);
}

struct totals {
    size_t sessions, messages, characters, by_action[32], by_encoding[3];
};

static void edit(struct server *server, const char *folder, uint64_t seed, struct totals *totals) {
    struct session session = {.random = {seed * 0x9E3779B97F4A7C15u}, .folder = folder};
    session_below(&session, 2);
    server->client.encoding = (enum encoding)session_below(&session, 3);
    for (size_t k = 0; k < 2; k++) {
        char *path = mem_format("%s/notes-%zu.md", folder, k);
        char *text = load_base(session_below(&session, BASES), session_below(&session, 4) == 0);
        /* Some are opened with another text than their file's, as an editor does that mends a crash. */
        bool mended = session_below(&session, 4) == 0;
        char *file = mem_format("%s%s", text, mended ? session_file_end : "");
        assert_true(path_write(path, file, strlen(file), NULL));
        free(file);
        simulated_open(&session.documents[k], server, session_below(&session, 5) ? SYNC_CHANGES : SYNC_WHOLE, path,
                       text);
        if (mended && session_below(&session, 2))
            session_revert(&session.documents[k]);
        free(text);
        free(path);
    }
    for (size_t k = 0; k < ACTIONS_MAX; k++) {
        struct simulated *document = &session.documents[session_below(&session, 2)];
        const struct action *action = session_pick_action(&session);
        if (document->sent > MESSAGES_MAX / 2)
            break; /* states.h remembers so many */
        snprintf(session.doing, sizeof session.doing, "seed %llu, %s", (unsigned long long)seed, action->name);
        session.documents[0].doing = session.documents[1].doing = session.doing;
        if (getenv("SEED"))
            print_message("%s in %zu\n", action->name, (size_t)(document - session.documents));
        action->run(&session, document);
        simulated_compare(document);
        totals->by_action[action - session_actions]++;
    }
    for (size_t k = 0; k < 2; k++) {
        totals->messages += session.documents[k].sent;
        totals->characters += session.documents[k].text.count;
        simulated_close(&session.documents[k]);
        unlink(session.documents[k].path);
        simulated_finish(&session.documents[k]);
    }
    totals->sessions++;
    totals->by_encoding[server->client.encoding]++;
}

static void on_closed(void *arg) {
    *(bool *)arg = true;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status, (void)kind, (void)place;
    return remove(path);
}

/* Each with an engine of its own: what was cut in one session is nothing to the next. */
static void run_session(const char *folder, uint64_t seed, struct totals *totals) {
    struct server server = {.state = SERVER_RUNNING};
    struct config *config = config_create();
    bool closed = false;
    config->learn_enabled = false;
    config->learn_typing = LEARN_TYPING_SIZE; /* no time passes here; time is test_typing.c's */
    server.loop = loop_create();
    server.engine = engine_create(server.loop, config, NULL);
    folders_start(&server, NULL);
    edit(&server, folder, seed, totals);
    documents_finish(&server.documents);
    folders_finish(&server.folders);
    engine_close(server.engine, on_closed, &closed);
    while (!closed)
        loop_run_once(server.loop, true);
    engine_destroy(server.engine);
    assert_true(loop_destroy(server.loop));
}

static void test_random_sessions(void **state) {
    (void)state;
    size_t count = getenv("SESSIONS") ? strtoul(getenv("SESSIONS"), NULL, 10) : 60;
    struct totals totals = {0};
    char folder[] = "/tmp/prosed-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    log_set_level(LOG_ERROR);
    if (getenv("SEED"))
        run_session(folder, strtoul(getenv("SEED"), NULL, 10), &totals);
    for (uint64_t seed = 1; seed <= count && !getenv("SEED"); seed++) {
        if (seed % 1000 == 0)
            print_message("%zu sessions\n", (size_t)seed);
        run_session(folder, seed, &totals);
    }
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    print_message("%zu sessions (utf-8 %zu, utf-16 %zu, utf-32 %zu), %zu messages; equal in every one of them\n",
                  totals.sessions, totals.by_encoding[0], totals.by_encoding[1], totals.by_encoding[2],
                  totals.messages);
    for (size_t k = 0; k < session_action_count; k++) {
        print_message("  %s: %zu\n", session_actions[k].name, totals.by_action[k]);
        assert_true(totals.by_action[k] > 0 || totals.sessions < 50);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_sessions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
