/* A list of what is allowed, not of what is forbidden: calls that are not on it fail with EPERM, and those that would
 * start a program, reach a network or another process end it. Files are opened for reading only, and only below the
 * folders where systems keep libraries: character sets are loaded when a text first needs them. */
#include "core/base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SILENCE_MS 60000 /* the longest that one mail may take */

#if defined(__linux__) && defined(__has_include)
#if __has_include(<linux/seccomp.h>) && (defined(__x86_64__) || defined(__aarch64__))
#define HAS_SECCOMP
#endif
#if __has_include(<linux/landlock.h>)
#define HAS_LANDLOCK
#endif
#endif

#if defined(HAS_SECCOMP) || defined(HAS_LANDLOCK)
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#ifdef HAS_SECCOMP
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define FIELD(name) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, name))
#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define END(call)                                                                                                      \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

static bool restrict_calls(void) {
    static struct sock_filter filter[] = {
        FIELD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        FIELD(nr),
        ALLOW(read),
        ALLOW(write),
        ALLOW(readv),
        ALLOW(writev),
        ALLOW(pread64),
        ALLOW(close),
        ALLOW(lseek),
        ALLOW(fstat),
        ALLOW(newfstatat),
        ALLOW(statx),
        ALLOW(readlinkat),
        ALLOW(faccessat),
        ALLOW(getdents64),
        ALLOW(getcwd),
        ALLOW(fcntl),
        ALLOW(fadvise64),
        ALLOW(dup),
        ALLOW(mmap),
        ALLOW(munmap),
        ALLOW(mremap),
        ALLOW(mprotect),
        ALLOW(madvise),
        ALLOW(brk),
        ALLOW(futex),
        ALLOW(sched_yield),
        ALLOW(sched_getaffinity),
        ALLOW(rt_sigaction),
        ALLOW(rt_sigprocmask),
        ALLOW(rt_sigreturn),
        ALLOW(sigaltstack),
        ALLOW(clock_gettime),
        ALLOW(gettimeofday),
        ALLOW(getrandom),
        ALLOW(getpid),
        ALLOW(gettid),
        ALLOW(getuid),
        ALLOW(geteuid),
        ALLOW(getgid),
        ALLOW(getegid),
        ALLOW(uname),
        ALLOW(sysinfo),
        ALLOW(exit),
        ALLOW(exit_group),
#ifdef __x86_64__
        ALLOW(stat),
        ALLOW(lstat),
        ALLOW(access),
        ALLOW(readlink),
        ALLOW(time),
        END(fork),
        END(vfork),
        /* open(path, flags) */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_open, 0, 4),
        FIELD(args[1]),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_ACCMODE | O_CREAT | O_TRUNC, 0, 1),
        REFUSE,
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
#endif
        END(execve),
        END(execveat),
        END(clone),
        END(socket),
        END(connect),
        END(ptrace),
        END(process_vm_readv),
        END(process_vm_writev),
        /* openat(folder, path, flags) */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 4),
        FIELD(args[2]),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_ACCMODE | O_CREAT | O_TRUNC, 0, 1),
        REFUSE,
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        REFUSE,
    };
    const struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
#else
static bool restrict_calls(void) {
    return false;
}
#endif

#ifdef HAS_LANDLOCK
#include <linux/landlock.h>

static const char *const readable[] = {"/usr", "/lib", "/lib64", "/etc", "/nix/store", "/gnu/store", "/opt"};

/* Rights of later versions of Landlock (changing lengths, devices) are those of calls that are not allowed anyway. */
static bool restrict_files(void) {
    const struct landlock_ruleset_attr all = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return false;
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++) {
        struct landlock_path_beneath_attr rule = {.allowed_access =
                                                      LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR};
        rule.parent_fd = open(readable[i], O_PATH | O_CLOEXEC);
        if (rule.parent_fd >= 0) {
            (void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
            close(rule.parent_fd);
        }
    }
    bool restricted = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return restricted;
}
#else
static bool restrict_files(void) {
    return false;
}
#endif

/* Each as far as it goes: a kernel that has one of them may lack the other. */
static void give_up_rights(void) {
#if defined(HAS_SECCOMP) || defined(HAS_LANDLOCK)
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
#endif
    (void)restrict_files();
    (void)restrict_calls();
}

static void close_others(int first, int second) {
    struct rlimit limit = {.rlim_cur = 1024};
    (void)getrlimit(RLIMIT_NOFILE, &limit);
    int end = limit.rlim_cur < 4096 ? (int)limit.rlim_cur : 4096; /* the server opens a few dozen */
    for (int fd = 0; fd < end; fd++)
        if (fd != first && fd != second && fd != STDERR_FILENO)
            close(fd);
}

bool sandbox_start(struct sandbox *sandbox, sandbox_work *work, void *arg, int keep) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    pid_t process = fork();
    if (process == 0) {
        close_others(ends[1], keep);
        signal(SIGPIPE, SIG_DFL); /* nobody reads on: there is nothing to do */
        give_up_rights();
        work(arg, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    *sandbox = (struct sandbox){.process = process, .in = ends[0]};
    if (process < 0)
        close(ends[0]);
    return process > 0;
}

bool sandbox_read(struct sandbox *sandbox, void *data, size_t len) {
    for (size_t at = 0; at < len;) {
        struct pollfd wait = {.fd = sandbox->in, .events = POLLIN};
        int ready = poll(&wait, 1, SILENCE_MS);
        ssize_t got = ready > 0 ? read(sandbox->in, (char *)data + at, len - at) : ready;
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    return true;
}

bool sandbox_finish(struct sandbox *sandbox) {
    int status = 0;
    close(sandbox->in); /* what it still writes ends it */
    struct pollfd none = {.fd = -1};
    for (int turn = 0; turn < 50; turn++) {
        if (waitpid(sandbox->process, &status, WNOHANG) == sandbox->process)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        poll(&none, 1, 2);
    }
    kill(sandbox->process, SIGKILL);
    while (waitpid(sandbox->process, &status, 0) < 0 && errno == EINTR)
        ;
    return false;
}

bool sandbox_write(int out, const void *data, size_t len) {
    for (size_t at = 0; at < len;) {
        ssize_t put = write(out, (const char *)data + at, len - at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += (size_t)put;
    }
    return true;
}
