/* Addresses as people write them, and statuses as people understand them. */
#include "core/model/endpoint.h"

#include "core/base/mem.h"
#include "core/model/http.h"

#include <stdlib.h>
#include <string.h>

/* Where the path begins that people write; a query goes behind what we add, a fragment goes. */
char *endpoint_format_url(const struct wire *wire, const char *url) {
    const char *path = strstr(url, "://") + 3;
    path += strcspn(path, "/?#");
    const char *query = path + strcspn(path, "?#"), *end = query;
    size_t query_len = *query == '?' ? strcspn(query, "#") : 0, own = strlen(wire->path);
    while (end > path && end[-1] == '/') {
        end--;
    }
    if (end - path > 7 && memcmp(end - 7, "/models", 7) == 0) {
        end -= 7; /* the address that lists the models */
    }
    bool whole = (size_t)(end - path) >= own && memcmp(end - own, wire->path, own) == 0;
    return mem_format("%.*s%s%s%.*s", (int)(end - url), url, end == path ? "/v1" : "", whole ? "" : wire->path,
                      (int)query_len, query);
}

bool endpoint_check_url(const struct wire *wire, const char *url, struct error *error) {
    if (!url || !*url) {
        return error_set(error, ERROR_SETUP,
                         "model.url is not set: put the address of a model server there, for example %s",
                         wire->example);
    }
    if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0) {
        return error_set(error, ERROR_SETUP, "model.url must start with http:// or https://, for example %s",
                         wire->example);
    }
    const char *host = strstr(url, "://") + 3;
    size_t len = strcspn(host, "/?#");
    if (len == 0 || strlen(url) > 2000) {
        return error_set(error, ERROR_SETUP, "model.url is not the address of a server, for example %s", wire->example);
    }
    if (memchr(host, '@', len)) {
        return error_set(error, ERROR_SETUP,
                         "model.url holds a name or password; use model.key_env or "
                         "model.key_command for what is secret");
    }
    return true;
}

static void describe_locked(const struct endpoint_refusal *refusal, struct buf *out) {
    buf_printf(out, "%s does not let us in (%d); ", refusal->host, refusal->status);
    if (refusal->key_env) {
        buf_printf(out, "check the key in the environment variable %s%s", refusal->key_env,
                   refusal->has_key ? "" : ", which is not set");
    } else if (refusal->has_key_command) {
        buf_append_text(out, "check the key in model.key_command");
    } else {
        buf_append_text(out, "name the variable that holds the key in model.key_env");
    }
}

/* What to do about it, behind what the server says. */
static const char *advise(int status) {
    static const struct {
        int status;
        const char *advice;
    } rows[] = {
        {400, "check model.name and model.extra_body"},
        {402, "the account there needs credit"},
        {405, "check model.url and model.engine"},
        {408, "ask again"},
        {413, "ask for a smaller part"},
        {415, "check model.url and model.engine"},
        {422, "check model.name and model.extra_body"},
        {429, "ask again in a while; model.max_in_flight says how much is asked at once"},
        {503, "ask again in a while"},
        {529, "ask again in a while"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].status == status)
            return rows[i].advice;
    return status >= 500 ? "its own log may say more" : "";
}

void endpoint_describe(const struct endpoint_refusal *refusal, struct buf *out) {
    char message[140] = "";
    const char *advice = "";
    server_error_copy_line(message, sizeof message, refusal->error->message);
    int status = refusal->status;
    bool busy = status == 429 || status == 503 || status == 529;
    if (status == 401 || status == 403) {
        describe_locked(refusal, out);
    } else if (status == 404) {
        buf_printf(out, "%s has no %s, or no model \"%s\" (404); check model.url and model.name", refusal->host,
                   refusal->path, refusal->model ? refusal->model : "");
    } else if (status >= 300 && status < 400) {
        char *host = http_copy_host(refusal->location ? refusal->location : "");
        buf_printf(out, "%s redirects (%d) to %s, which is not followed; put the right address into model.url",
                   refusal->host, status, *host ? host : "nowhere");
        free(host);
        return;
    } else {
        buf_printf(out, "%s %s (%d)", refusal->host,
                   busy            ? "is busy"
                   : status >= 500 ? "failed"
                                   : "refuses the request",
                   status);
        bool unpaid = strstr(refusal->error->code, "quota") || strstr(refusal->error->code, "billing") ||
                      strstr(refusal->error->code, "credit");
        advice = advise(unpaid ? 402 : status);
    }
    buf_printf(out, "%s%s%s%s", *message ? ": " : "", message, *advice ? "; " : "", advice);
}
