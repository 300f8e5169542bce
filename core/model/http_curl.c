/* Finding libcurl at run time. The library stays mapped once it was loaded (RTLD_NODELETE), because TLS libraries do
 * not survive being taken out. */
#include "core/model/http_curl.h"

#include <dlfcn.h>
#include <string.h>

static const char *const libraries[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};

bool curl_load(struct curl *curl, struct error *error) {
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries && !curl->library; i++) {
        curl->library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    }
    if (!curl->library) {
        return error_set(error, ERROR_NOT_FOUND,
                         "asking a model server needs libcurl, which is not installed: install the package libcurl4 "
                         "(Debian, Ubuntu) or curl (elsewhere), then ask again");
    }
    /* memcpy, because ISO C has no cast from an object pointer to a function pointer */
#define FIND(name)                                                                                                     \
    {                                                                                                                  \
        void *symbol = dlsym(curl->library, "curl_" #name);                                                            \
        if (!symbol) {                                                                                                 \
            curl_unload(curl);                                                                                         \
            return error_set(error, ERROR_NOT_FOUND, "the system's libcurl is too old: it lacks curl_" #name);         \
        }                                                                                                              \
        memcpy(&curl->name, &symbol, sizeof symbol);                                                                   \
    }
    CURL_FUNCTIONS(FIND)
#undef FIND
    curl->ready = curl->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return curl->ready || error_set(error, ERROR_NOT_FOUND, "the system's libcurl cannot be set up");
}

void curl_unload(struct curl *curl) {
    if (curl->ready) {
        curl->global_cleanup();
    }
    if (curl->library) {
        dlclose(curl->library);
    }
    memset(curl, 0, sizeof *curl);
}

void curl_describe(const struct curl *curl, CURLcode code, const char *host, const char *detail, struct error *error) {
    static const struct {
        CURLcode code;
        enum error_kind kind;
        const char *text; /* of the host */
    } rows[] = {
        {CURLE_COULDNT_RESOLVE_HOST, ERROR_NETWORK, "%s: no computer of this name can be found"},
        {CURLE_COULDNT_RESOLVE_PROXY, ERROR_NETWORK, "%s: the proxy's name cannot be found"},
        {CURLE_COULDNT_CONNECT, ERROR_NETWORK, "%s: cannot connect; is the server running?"},
        {CURLE_OPERATION_TIMEDOUT, ERROR_NETWORK, "%s: no connection, or no end of the answer, for too long"},
        {CURLE_GOT_NOTHING, ERROR_NETWORK, "%s closed the connection without an answer"},
        {CURLE_PARTIAL_FILE, ERROR_NETWORK, "%s broke off in the middle of its answer"},
        {CURLE_RECV_ERROR, ERROR_NETWORK, "%s broke off in the middle of its answer"},
        {CURLE_SEND_ERROR, ERROR_NETWORK, "%s broke off in the middle of the question"},
        {CURLE_PEER_FAILED_VERIFICATION, ERROR_REFUSED,
         "%s: its certificate is not trusted; for a private one, set CURL_CA_BUNDLE to the file of its authority"},
        {CURLE_SSL_CACERT_BADFILE, ERROR_REFUSED, "%s: the file in CURL_CA_BUNDLE or SSL_CERT_FILE cannot be read"},
        {CURLE_URL_MALFORMAT, ERROR_REFUSED, "%s: not an address"},
        {CURLE_UNSUPPORTED_PROTOCOL, ERROR_REFUSED, "%s: only http and https are spoken"},
        {CURLE_WRITE_ERROR, ERROR_LIMIT, "%s sent more than an answer can have"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].code == code) {
            error_set(error, rows[i].kind, rows[i].text, host);
            return;
        }
    }
    error_set(error, ERROR_NETWORK, "%s: %s", host, *detail ? detail : curl->easy_strerror(code));
}
