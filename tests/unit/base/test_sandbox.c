/* What a process in the sandbox can do, and how it ends when it tries more. Where the kernel lacks one of the two
 * means, what that one stops is not asked for. */
#include "core/base/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char own_file[] = "/tmp/prosed-sandbox-XXXXXX"; /* of the person's, outside of the system's folders */

/* --- works: each sends what came of it, an errno or 0 --- */

static void send_result(int out, int result) {
    (void)sandbox_write(out, &result, sizeof result);
}

static void try_open(int out, const char *path, int flags) {
    int fd = open(path, flags, 0600);
    send_result(out, fd < 0 ? errno : 0);
}

static void read_own(void *arg, int out) {
    (void)arg;
    try_open(out, own_file, O_RDONLY);
}

static void read_system(void *arg, int out) {
    (void)arg;
    try_open(out, "/etc/passwd", O_RDONLY);
}

static void write_own(void *arg, int out) {
    (void)arg;
    try_open(out, own_file, O_WRONLY);
}

static void make_file(void *arg, int out) {
    (void)arg;
    try_open(out, "/tmp/prosed-sandbox-made", O_RDWR | O_CREAT);
}

static void unlink_own(void *arg, int out) {
    (void)arg;
    send_result(out, unlink(own_file) == 0 ? 0 : errno);
}

static void change_mode(void *arg, int out) {
    (void)arg;
    send_result(out, chmod(own_file, 0666) == 0 ? 0 : errno);
}

static void signal_parent(void *arg, int out) {
    (void)arg;
    send_result(out, syscall(SYS_kill, getppid(), 0) == 0 ? 0 : errno);
}

static void open_socket(void *arg, int out) {
    (void)arg;
    send_result(out, socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0);
}

static void start_program(void *arg, int out) {
    (void)arg;
    char *const words[] = {"true", NULL};
    execv("/bin/true", words);
    send_result(out, errno);
}

static void start_process(void *arg, int out) {
    (void)arg;
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    send_result(out, child < 0 ? errno : 0);
}

static void read_kept(void *arg, int out) {
    char byte = 0;
    send_result(out, read(*(int *)arg, &byte, 1) == 1 && byte == 'x' ? 0 : EIO);
}

static void read_other(void *arg, int out) {
    char byte = 0;
    send_result(out, read(*(int *)arg, &byte, 1) == 1 ? 0 : errno);
}

static void die(void *arg, int out) {
    (void)arg, (void)out;
    abort();
}

static void write_on(void *arg, int out) {
    (void)arg;
    static const char bytes[4096];
    while (sandbox_write(out, bytes, sizeof bytes))
        ;
}

/* --- */

enum { ENDED = -1 };

static int run(sandbox_work *work, void *arg, int keep) {
    struct sandbox sandbox;
    int result = ENDED;
    assert_true(sandbox_start(&sandbox, work, arg, keep));
    bool whole = sandbox_read(&sandbox, &result, sizeof result);
    bool well = sandbox_finish(&sandbox);
    assert_int_equal(whole, well);
    return whole ? result : ENDED;
}

static void test_rights(void **state) {
    (void)state;
    const struct {
        const char *what;
        sandbox_work *work;
        int expected;
    } rows[] = {
        {"the system's files are read", read_system, 0}, {"no file of the person's is read", read_own, EACCES},
        {"none is written", write_own, EPERM},           {"none is made", make_file, EPERM},
        {"none is removed", unlink_own, EPERM},          {"no mode is changed", change_mode, EPERM},
        {"no signal is sent", signal_parent, EPERM},     {"no network is reached", open_socket, ENDED},
        {"no program is started", start_program, ENDED}, {"no process is started", start_process, ENDED},
    };
    bool calls = syscall(SYS_seccomp, 2 /* is an action there? */, 0, &(uint32_t){0x80000000u}) == 0;
    bool files = syscall(444 /* landlock_create_ruleset */, NULL, 0, 1) > 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (i && !(rows[i].expected == EACCES ? files : calls))
            continue;
        int result = run(rows[i].work, NULL, -1);
        if (result != rows[i].expected)
            fail_msg("%s: %d instead of %d", rows[i].what, result, rows[i].expected);
    }
    assert_int_equal(access(own_file, F_OK), 0);
}

static void test_what_is_open(void **state) {
    (void)state;
    int kept = open(own_file, O_RDONLY), other = open(own_file, O_RDONLY);
    assert_int_equal(run(read_kept, &kept, kept), 0);
    assert_int_equal(run(read_other, &other, kept), EBADF);
    close(kept);
    close(other);
}

static void test_ends(void **state) {
    (void)state;
    struct sandbox sandbox;
    char bytes[16];
    assert_int_equal(run(die, NULL, -1), ENDED);
    /* Nobody listens any more: it ends. */
    assert_true(sandbox_start(&sandbox, write_on, NULL, -1));
    assert_true(sandbox_read(&sandbox, bytes, sizeof bytes));
    assert_false(sandbox_finish(&sandbox));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rights), cmocka_unit_test(test_what_is_open),
                                       cmocka_unit_test(test_ends)};
    int fd = mkstemp(own_file);
    if (fd < 0 || write(fd, "x", 1) != 1)
        return 1;
    close(fd);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(own_file);
    return failed;
}
