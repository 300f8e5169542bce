/* A blocking LSP client over two pipes. It trusts the server it starts (its own binary), so reading is plain: headers
 * up to the empty line, then as many bytes as they say. */
#include "clients/cli/peer.h"

#include "core/base/limits.h"
#include "core/base/mem.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct peer {
    pid_t pid;
    FILE *to;
    FILE *from;
    int next_id;
    peer_notification *notification;
    void *arg;
};

extern char **environ;

struct peer *peer_start(const char *program, peer_notification *notification, void *arg, struct error *error) {
    int to[2], from[2];
    if (pipe(to) || pipe(from)) {
        error_set(error, ERROR_IO, "cannot make a pipe: %s", strerror(errno));
        return NULL;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, to[1]);
    posix_spawn_file_actions_addclose(&actions, from[0]);
    char *argv[] = {(char *)program, "lsp", NULL};
    pid_t pid;
    int failed = posix_spawn(&pid, program, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(to[0]);
    close(from[1]);
    if (failed) {
        close(to[1]);
        close(from[0]);
        error_set(error, ERROR_IO, "cannot start %s: %s", program, strerror(failed));
        return NULL;
    }
    struct peer *peer = mem_alloc(sizeof *peer);
    *peer = (struct peer){.pid = pid, .to = fdopen(to[1], "w"), .from = fdopen(from[0], "r"), .next_id = 1};
    peer->notification = notification;
    peer->arg = arg;
    return peer;
}

static void send_message(struct peer *peer, cJSON *message) {
    cJSON_AddStringToObject(message, "jsonrpc", "2.0");
    char *text = json_format(message);
    fprintf(peer->to, "Content-Length: %zu\r\n\r\n%s", strlen(text), text);
    fflush(peer->to);
    free(text);
    cJSON_Delete(message);
}

void peer_notify(struct peer *peer, const char *method, cJSON *params) {
    cJSON *message = cJSON_CreateObject();
    cJSON_AddStringToObject(message, "method", method);
    if (params)
        cJSON_AddItemToObject(message, "params", params);
    send_message(peer, message);
}

static cJSON *read_message(struct peer *peer, struct error *error) {
    char line[256];
    size_t len = 0;
    while (fgets(line, sizeof line, peer->from) && strcmp(line, "\r\n") != 0)
        sscanf(line, "Content-Length: %zu", &len);
    if (!len || len > LIMIT_MESSAGE_BYTES) {
        error_set(error, ERROR_IO, "the server went away in the middle of the session");
        return NULL;
    }
    char *text = mem_alloc(len + 1);
    cJSON *message = NULL;
    if (fread(text, 1, len, peer->from) == len)
        message = json_parse(text, len, error);
    else
        error_set(error, ERROR_IO, "the server went away in the middle of a message");
    free(text);
    return message;
}

/* What a small editor says to a server's request: nothing more than that it was heard. */
static void answer_server(struct peer *peer, const cJSON *id, const char *method, const cJSON *params) {
    cJSON *reply = cJSON_CreateObject();
    cJSON_AddItemToObject(reply, "id", cJSON_Duplicate(id, true));
    if (!strcmp(method, "workspace/configuration")) {
        cJSON *items = cJSON_AddArrayToObject(reply, "result");
        for (int i = cJSON_GetArraySize(json_get(params, "items")); i > 0; i--)
            cJSON_AddItemToArray(items, cJSON_CreateNull());
    } else {
        cJSON_AddNullToObject(reply, "result");
    }
    send_message(peer, reply);
}

cJSON *peer_request(struct peer *peer, const char *method, cJSON *params, struct error *error) {
    int id = peer->next_id++;
    cJSON *request = cJSON_CreateObject();
    cJSON_AddNumberToObject(request, "id", id);
    cJSON_AddStringToObject(request, "method", method);
    if (params)
        cJSON_AddItemToObject(request, "params", params);
    send_message(peer, request);
    for (;;) {
        cJSON *message = read_message(peer, error);
        if (!message)
            return NULL;
        const char *incoming = json_get_text(message, "method");
        if (incoming && json_get(message, "id"))
            answer_server(peer, json_get(message, "id"), incoming, json_get(message, "params"));
        else if (incoming && peer->notification)
            peer->notification(peer->arg, incoming, json_get(message, "params"));
        else if (!incoming && json_get_int(message, "id", 0) == id) {
            cJSON *result = cJSON_DetachItemFromObjectCaseSensitive(message, "result");
            if (!result) {
                const char *text = json_get_text(json_get(message, "error"), "message");
                error_set(error, ERROR_REFUSED, "%s: %s", method, text ? text : "the server answered with an error");
            }
            cJSON_Delete(message);
            return result;
        }
        cJSON_Delete(message);
    }
}

int peer_stop(struct peer *peer) {
    cJSON_Delete(peer_request(peer, "shutdown", NULL, NULL));
    peer_notify(peer, "exit", NULL);
    fclose(peer->to);
    fclose(peer->from);
    int status;
    pid_t ended = waitpid(peer->pid, &status, 0);
    free(peer);
    return ended > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
