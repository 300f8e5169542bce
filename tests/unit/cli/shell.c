/* Both streams go to one file for the time of a command; standard input comes from another. */
#include "tests/unit/cli/shell.h"

#include "core/base/mem.h"
#include "core/base/path.h"

#include <fcntl.h>
#include <ftw.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define ARGUMENTS_MAX 16

static char home[64];
static char *input;
static struct buf output;

void shell_open(void) {
    static const char *const gone[] = {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        unsetenv(gone[i]);
    strcpy(home, "/tmp/prosed-shell-XXXXXX");
    assert_non_null(mkdtemp(home));
    setenv("HOME", home, 1);
    setenv("TZ", "UTC", 1);
    assert_int_equal(chdir(home), 0);
    assert_int_equal(mkdir("project", 0700), 0);
    assert_int_equal(chdir("project"), 0);
    assert_int_equal(mkdir(".git", 0700), 0);
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status, (void)kind, (void)place;
    return remove(path);
}

void shell_close(void) {
    assert_int_equal(chdir("/"), 0);
    nftw(home, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    buf_finish(&output);
    shell_set_input(NULL);
}

const char *shell_get_home(void) {
    return home;
}

void shell_write(const char *name, const char *text) {
    bool at_home = strncmp(name, "~/", 2) == 0;
    char *path = at_home ? path_join(home, name + 2) : mem_format("%s/project/%s", home, name);
    char *folder = mem_copy(path, (size_t)(path_get_name(path) - path));
    assert_true(path_make_folders(folder, NULL));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    free(folder);
    free(path);
}

void shell_set_input(const char *text) {
    free(input);
    input = mem_copy_text(text);
}

static void open_input(void) {
    char *path = path_join(home, "stdin");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(input ? input : "", file);
    fclose(file);
    assert_non_null(freopen(path, "r", stdin));
    free(path);
}

/* Points a stream at the file, and gives the descriptor that it had. */
static int redirect(FILE *stream, int to) {
    fflush(stream);
    int saved = fcntl(fileno(stream), F_DUPFD_CLOEXEC, 10);
    dup2(to, fileno(stream));
    return saved;
}

static void restore(FILE *stream, int saved) {
    fflush(stream);
    dup2(saved, fileno(stream));
    close(saved);
}

static int run(const struct command *command, int count, char **arguments) {
    char *path = path_join(home, "output");
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    open_input();
    int out = redirect(stdout, file), err = redirect(stderr, file);
    int code = command->run(count, arguments);
    restore(stdout, out);
    restore(stderr, err);
    close(file);
    buf_clear(&output);
    assert_true(path_read(path, 16u << 20, &output, NULL));
    free(path);
    return code;
}

static bool fits(const char *pattern, const char *text) {
    regex_t regex;
    assert_int_equal(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB | REG_NEWLINE), 0);
    bool found = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return found;
}

void shell_expect(int code, const char *pattern, const struct command *command, ...) {
    char *arguments[ARGUMENTS_MAX] = {(char *)command->name};
    int count = 1;
    va_list list;
    va_start(list, command);
    for (char *argument; count < ARGUMENTS_MAX && (argument = va_arg(list, char *));)
        arguments[count++] = argument;
    va_end(list);
    const char *first = count > 1 ? arguments[1] : "";
    int got = run(command, count, arguments);
    if (got != code || !fits(pattern, buf_get(&output)))
        fail_msg("prosed %s %s: exit code %d, expected %d and /%s/ in:\n%s", command->name, first, got, code, pattern,
                 buf_get(&output));
}

const char *shell_get_output(void) {
    return buf_get(&output);
}
