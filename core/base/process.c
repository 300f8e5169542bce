/* A limit of 0 stops cores that are files; one that is piped to a program (systemd, apport) heeds only whether the
 * process may be dumped at all. Memory is not locked: a document may have 20 MB, and what may be locked is 64 kB by
 * default. */
#include "core/base/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

void process_keep_private(void) {
    const struct rlimit none = {0};
    (void)setrlimit(RLIMIT_CORE, &none);
#if defined(PR_SET_DUMPABLE) && !defined(__SANITIZE_ADDRESS__) /* which looks into its own process */
    (void)prctl(PR_SET_DUMPABLE, 0);
#endif
}
