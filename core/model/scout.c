/* One small request to each port, all at once. What does not answer in the form of a list of models is no model server.
 */
#include "core/model/scout.h"

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/model/http.h"
#include "core/model/server_error.h"

#include <stdlib.h>

#define PATIENCE_MS 2000
#define BYTES_MAX   (1u << 20)
#define PORTS_MAX   16

static const int usual_ports[] = {8080, 11434, 8000, 1234, 0};

struct visit {
    struct scout *scout;
    char *url; /* without a path */
    struct buf body;
};

struct scout {
    struct loop *loop;
    struct http *http;
    struct visit visits[PORTS_MAX];
    size_t count;
    size_t pending;
    scout_found *found;
    loop_callback *over;
    void *arg;
};

static void on_over(void *arg) {
    struct scout *scout = arg;
    scout->over(scout->arg);
}

static void on_data(void *arg, struct http_call *call, const char *data, size_t len) {
    struct visit *visit = arg;
    (void)call;
    buf_append(&visit->body, data, len);
}

/* Anybody may listen at a usual port, and the names go to a terminal. */
static bool is_printable(const char *name) {
    for (; *name; name++) {
        if ((unsigned char)*name < ' ' || *name == 127) {
            return false;
        }
    }
    return true;
}

/* What a server that does not tell its models says instead, if it is likely to be a model server. */
static const char *find_reason(int status, const struct buf *body) {
    struct server_error error;
    server_error_read(buf_get(body), body->len, &error);
    if (status == 503 && server_error_says_loading(&error))
        return "loads its model";
    return (status == 401 || status == 403) && *error.message ? "wants a key" : NULL;
}

static void on_done(void *arg, const struct http_response *response, const struct error *error) {
    struct visit *visit = arg;
    struct scout *scout = visit->scout;
    cJSON *json =
        !error && http_get_status(response) == 200 ? json_parse(buf_get(&visit->body), visit->body.len, NULL) : NULL;
    const cJSON *items = json_get(json, "data"), *item;
    struct list models = {0};
    cJSON_ArrayForEach(item, items) {
        const char *id = json_get_text(item, "id");
        if (id && is_printable(id)) {
            list_add(&models, id);
        }
    }
    if (cJSON_IsArray(items)) {
        scout->found(scout->arg, visit->url, &models, NULL);
    } else if (!error) {
        const char *why = find_reason(http_get_status(response), &visit->body);
        if (why)
            scout->found(scout->arg, visit->url, &models, why);
    }
    list_finish(&models);
    cJSON_Delete(json);
    if (--scout->pending == 0) {
        loop_defer(scout->loop, on_over, scout);
    }
}

static void visit_port(struct scout *scout, int port) {
    static const char *const headers[] = {"Accept: application/json", NULL};
    struct visit *visit = &scout->visits[scout->count++];
    visit->scout = scout;
    visit->url = mem_format("http://127.0.0.1:%d", port);
    char *url = mem_format("%s/v1/models", visit->url);
    const struct http_request request = {
        .method = "GET",
        .url = url,
        .headers = headers,
        .max_bytes = BYTES_MAX,
        .connect_ms = PATIENCE_MS,
        .first_ms = PATIENCE_MS,
        .between_ms = PATIENCE_MS,
        .total_ms = PATIENCE_MS,
    };
    scout->pending++;
    http_start(scout->http, &request, on_data, on_done, visit);
    free(url);
}

struct scout *scout_start(struct loop *loop, const int *ports, scout_found *found, loop_callback *over, void *arg,
                          struct error *error) {
    struct http *http = http_create(loop, error);
    if (!http) {
        return NULL;
    }
    struct scout *scout = mem_alloc(sizeof *scout);
    *scout = (struct scout){.loop = loop, .http = http, .found = found, .over = over, .arg = arg};
    for (ports = ports ? ports : usual_ports; *ports && scout->count < PORTS_MAX; ports++) {
        visit_port(scout, *ports);
    }
    if (scout->pending == 0) {
        loop_defer(loop, on_over, scout);
    }
    return scout;
}

void scout_destroy(struct scout *scout) {
    if (!scout) {
        return;
    }
    loop_forget(scout->loop, scout);
    http_destroy(scout->http);
    for (size_t i = 0; i < scout->count; i++) {
        free(scout->visits[i].url);
        buf_finish(&scout->visits[i].body);
    }
    free(scout);
}
