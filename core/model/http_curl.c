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
