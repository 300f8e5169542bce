/* The functions of libcurl that http.c uses, found in the system's library by name. Only http*.c include this. */
#ifndef PROSED_HTTP_CURL_H
#define PROSED_HTTP_CURL_H

#define CURL_DISABLE_TYPECHECK /* its macros would call the functions by name, and so link them */
#include <curl/curl.h>

#include "core/base/error.h"

#define CURL_FUNCTIONS(X)                                                                                              \
    X(global_init)                                                                                                     \
    X(global_cleanup)                                                                                                  \
    X(easy_init)                                                                                                       \
    X(easy_cleanup)                                                                                                    \
    X(easy_setopt)                                                                                                     \
    X(easy_getinfo)                                                                                                    \
    X(easy_strerror)                                                                                                   \
    X(multi_init)                                                                                                      \
    X(multi_cleanup)                                                                                                   \
    X(multi_setopt)                                                                                                    \
    X(multi_add_handle)                                                                                                \
    X(multi_remove_handle)                                                                                             \
    X(multi_socket_action)                                                                                             \
    X(multi_info_read)                                                                                                 \
    X(multi_assign)                                                                                                    \
    X(slist_append)                                                                                                    \
    X(slist_free_all)

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

struct curl {
    void *library;
    bool ready;
#define MEMBER(name) __typeof__(curl_##name) *name;
    CURL_FUNCTIONS(MEMBER)
#undef MEMBER
};

bool curl_load(struct curl *curl, struct error *error);
void curl_unload(struct curl *curl);

#endif
