/* Finding GMime at run time. */
#include "core/text/mail_gmime.h"

#include <dlfcn.h>
#include <string.h>

static const char *const libraries[] = {"libgmime-3.0.so.0", "libgmime-3.0.0.dylib"};

bool gmime_load(struct gmime *gmime, struct error *error) {
    memset(gmime, 0, sizeof *gmime);
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries && !gmime->library; i++)
        gmime->library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!gmime->library)
        return error_set(error, ERROR_NOT_FOUND,
                         "reading mail needs GMime 3, which is not installed: install the package libgmime-3.0-0 "
                         "(Debian, Ubuntu) or gmime (elsewhere), then try again");
        /* memcpy, because ISO C has no cast from an object pointer to a function pointer */
#define FIND(name)                                                                                                     \
    {                                                                                                                  \
        void *symbol = dlsym(gmime->library, #name);                                                                   \
        if (!symbol)                                                                                                   \
            return error_set(error, ERROR_NOT_FOUND, "the system's GMime is too old: it lacks " #name);                \
        memcpy(&gmime->name, &symbol, sizeof symbol);                                                                  \
    }
    GMIME_FUNCTIONS(FIND)
#undef FIND
    gmime->g_mime_init();
    return true;
}
