/* Every transcript of tests/e2e/transcripts, with the server in this process: what tests/e2e/transcripts.test plays
 * against the program, here for those who change lsp/ and want to know in seconds. PLAY=name: those whose name holds
 * it. */
#include "core/base/list.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "tests/unit/lsp/transcript.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <glob.h>

static void play(void **state) {
    transcript_play(*state);
}

int main(void) {
    glob_t found;
    char folder[4096];
    struct CMUnitTest *tests;
    size_t count = 0;
    signal(SIGPIPE, SIG_IGN);
    if (!getcwd(folder, sizeof folder - 64))
        return 1;
    strcat(folder, "/tests/e2e/transcripts/*.lsp");
    if (glob(folder, 0, NULL, &found) != 0)
        return 1; /* run from the top of the tree */
    tests = mem_alloc(found.gl_pathc * sizeof *tests);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *name = path_get_name(found.gl_pathv[i]);
        bool wanted = !getenv("PLAY") || strstr(name, getenv("PLAY"));
        if (wanted && !transcript_needs_process(found.gl_pathv[i]))
            tests[count++] = (struct CMUnitTest){.name = name, .test_func = play, .initial_state = found.gl_pathv[i]};
    }
    int failed = _cmocka_run_group_tests("transcripts", tests, count, NULL, NULL);
    free(tests);
    globfree(&found);
    return failed;
}
