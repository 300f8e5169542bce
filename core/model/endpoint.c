/* Where a model server is and how to speak of it. */
#include "core/model/endpoint.h"

#include "core/base/mem.h"
#include "core/model/http.h"
#include "core/model/key.h"

#include <stdlib.h>
#include <string.h>

static char *format_url(const char *url, const char *api_path) {
    const char *path = strstr(url, "://") + 3;
    path += strcspn(path, "/?#");
    size_t len = strlen(url);
    while (len > (size_t)(path - url) && url[len - 1] == '/') {
        len--;
    }
    if (strstr(path, api_path)) {
        return mem_copy_text(url);
    }
    bool bare = len == (size_t)(path - url);
    return mem_format("%.*s%s%s", (int)len, url, bare ? "/v1" : "", api_path);
}

static bool check_url(const char *url, struct error *error) {
    static const char example[] = "for example http://127.0.0.1:8080";
    if (!url || !*url) {
        return error_set(error, ERROR_USAGE, "model.url is not set: put the address of a model server there, %s",
                         example);
    }
    if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0) {
        return error_set(error, ERROR_USAGE, "model.url must start with http:// or https://, %s", example);
    }
    const char *host = strstr(url, "://") + 3;
    size_t len = strcspn(host, "/?#");
    if (len == 0 || strlen(url) > 2000) {
        return error_set(error, ERROR_USAGE, "model.url is not the address of a server, %s", example);
    }
    if (memchr(host, '@', len)) {
        return error_set(error, ERROR_USAGE,
                         "model.url holds a name or password; use model.key_env or "
                         "model.key_command for what is secret");
    }
    return true;
}

static char *copy_filled(const char *text) {
    return text && *text ? mem_copy_text(text) : NULL;
}

bool endpoint_init(struct endpoint *endpoint, const struct model_settings *settings, const char *path,
                   struct error *error) {
    const char *key = settings->key_env && *settings->key_env ? getenv(settings->key_env) : NULL;
    if (!check_url(settings->url, error) || !key_check(key, settings->key_env, error)) {
        return false;
    }
    endpoint->url = format_url(settings->url, path);
    endpoint->host = http_copy_host(settings->url);
    endpoint->model = copy_filled(settings->name);
    endpoint->key_env = copy_filled(settings->key_env);
    endpoint->key_command = key && *key ? NULL : copy_filled(settings->key_command);
    endpoint->key = copy_filled(key);
    return true;
}

void endpoint_finish(struct endpoint *endpoint) {
    free(endpoint->url);
    free(endpoint->host);
    free(endpoint->model);
    free(endpoint->key_env);
    free(endpoint->key_command);
    key_destroy(endpoint->key);
}

void endpoint_describe(const struct endpoint *endpoint, int status, const char *message, const char *location,
                       struct buf *out) {
    const char *colon = *message ? ": " : "";
    if (status == 401 || status == 403) {
        buf_printf(out, "%s does not let us in (%d); ", endpoint->host, status);
        if (endpoint->key_env || endpoint->key_command) {
            buf_printf(out, "check the key in %s%s%s", endpoint->key_env ? "the environment variable " : "",
                       endpoint->key_env ? endpoint->key_env : "model.key_command",
                       endpoint->key_env && !endpoint->key ? ", which is not set" : "");
        } else {
            buf_append_text(out, "name the variable that holds the key in model.key_env");
        }
        buf_printf(out, "%s%s", colon, message);
    } else if (status == 404) {
        buf_printf(out, "%s has no such address or no model \"%s\" (404); check model.url and model.name%s%s",
                   endpoint->host, endpoint->model ? endpoint->model : "", colon, message);
    } else if (status >= 300 && status < 400) {
        char *host = http_copy_host(location ? location : "");
        buf_printf(out, "%s redirects (%d) to %s, which is not followed; put the right address into model.url",
                   endpoint->host, status, *host ? host : "nowhere");
        free(host);
    } else {
        const char *what = status == 429 || status == 503 || status == 529 ? "is busy" : "failed";
        buf_printf(out, "%s %s (%d)%s%s", endpoint->host, status < 500 && status != 429 ? "refuses the request" : what,
                   status, colon, message);
    }
}
