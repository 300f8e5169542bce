/* See the header: 0, 1 and 2 are taken before anything else can get them. */
#include "lsp/descriptors.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define OUT_FD_MIN 3 /* above stderr */

static bool is_open(int fd) {
    return fcntl(fd, F_GETFD) >= 0;
}

static void fill_standard_descriptors(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (!is_open(fd)) {
            int null = open("/dev/null", O_RDWR);
            assert(null == fd || null < 0); /* the lowest that is free */
        }
    }
}

int descriptors_prepare(int in_fd, int out_fd, struct error *error) {
    bool in_open = is_open(in_fd);
    bool out_open = is_open(out_fd);
    fill_standard_descriptors();
    if (!in_open || !out_open) {
        error_set(error, ERROR_SETUP, "standard %s is closed: a client has to talk to prosed over pipes",
                  in_open ? "output" : "input");
        return -1;
    }
    int fd = fcntl(out_fd, F_DUPFD_CLOEXEC, OUT_FD_MIN);
    if (fd < 0) {
        error_set(error, ERROR_IO, "standard output: %s", strerror(errno));
    } else if (out_fd == STDOUT_FILENO) {
        dup2(STDERR_FILENO, STDOUT_FILENO);
    }
    return fd;
}
