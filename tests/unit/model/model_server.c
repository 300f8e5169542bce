/* Starting and asking the scripted model server. */
#include "tests/unit/model/model_server.h"

#include "core/base/path.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void remove_file(const char *folder, const char *name) {
    char *path = path_join(folder, name);
    unlink(path);
    free(path);
}

/* The port is the first line that the server prints. */
static int read_port(int fd) {
    char line[32] = "";
    for (size_t len = 0; len < sizeof line - 1 && read(fd, line + len, 1) == 1; len++) {
        if (line[len] == '\n') {
            return atoi(line);
        }
    }
    return 0;
}

bool model_server_start(struct model_server *server, const char *script) {
    int input[2], output[2];
    strcpy(server->folder, "/tmp/prosed-server-XXXXXX");
    if (!mkdtemp(server->folder) || pipe2(input, O_CLOEXEC) != 0 || pipe2(output, O_CLOEXEC) != 0) {
        return false;
    }
    char *script_path = path_join(server->folder, "script.json"), *log_path = path_join(server->folder, "log");
    bool ok = path_write(script_path, script, strlen(script), NULL);
    server->pid = fork();
    if (server->pid == 0) {
        dup2(input[0], 0);
        dup2(output[1], 1);
        execlp("node", "node", "tests/servers/model.mjs", "--script", script_path, "--log", log_path, (char *)NULL);
        _exit(127);
    }
    free(script_path);
    free(log_path);
    close(input[0]);
    close(output[1]);
    server->input = input[1];
    server->port = ok ? read_port(output[0]) : 0;
    close(output[0]);
    return server->port > 0;
}

void model_server_stop(struct model_server *server) {
    close(server->input);
    kill(server->pid, SIGTERM);
    waitpid(server->pid, NULL, 0);
    remove_file(server->folder, "script.json");
    remove_file(server->folder, "log");
    rmdir(server->folder);
}

int model_server_count(const struct model_server *server, const char *text, const char *other) {
    char *path = path_join(server->folder, "log");
    struct buf log = {0};
    int count = 0;
    path_read(path, 16 << 20, &log, NULL);
    buf_append_text(&log, "\n");
    for (char *line = log.data, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        count += strstr(line, text) && (!other || strstr(line, other));
    }
    buf_finish(&log);
    free(path);
    return count;
}
