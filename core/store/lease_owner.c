/* Who has a lease, or a document in which samples wait: a process, by a name that no other one has. Whether it is dead
 * can be asked of the system only by a process that sees the same processes: on the same host, since the same start,
 * and in the same namespace. Two containers may well have one host name, one home, and a process 7 each. */
#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/store/statement.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define NAME_BYTES 256
#define BOOT_BYTES 8 /* of its id */

/* Nothing of it where the system does not tell: then the host's name alone has to do. */
static void append_boot(struct buf *place) {
    struct buf id = {0};
    if (path_read("/proc/sys/kernel/random/boot_id", NAME_BYTES, &id, NULL) && id.len > BOOT_BYTES) {
        buf_append_char(place, '/');
        buf_append(place, buf_get(&id), BOOT_BYTES);
    }
    buf_finish(&id);
}

static void append_namespace(struct buf *place) {
    char name[NAME_BYTES];
    ssize_t len = readlink("/proc/self/ns/pid", name, sizeof name); /* "pid:[4026531836]" */
    if (len > 0) {
        buf_append_char(place, '/');
        buf_append(place, name, (size_t)len);
    }
}

/* "host/8a1c0f3e/pid:[4026531836]": where process ids mean the same. The caller frees. */
static char *copy_place(void) {
    char host[NAME_BYTES];
    struct buf place = {0};
    if (gethostname(host, sizeof host) != 0)
        strcpy(host, "localhost");
    host[sizeof host - 1] = '\0';
    buf_append_text(&place, host);
    append_boot(&place);
    append_namespace(&place);
    for (size_t i = 0; i < place.len; i++)
        if (place.data[i] == ' ' || place.data[i] == '\n')
            place.data[i] = '-';
    return buf_take(&place);
}

char *store_make_lease_owner(void) {
    uint64_t random = 0;
    char *place = copy_place();
    if (getrandom(&random, sizeof random, 0) != sizeof random)
        random = (uint64_t)clock_monotonic_ms();
    char *owner = mem_format("%s %ld %016" PRIx64, place, (long)getpid(), random);
    free(place);
    return owner;
}

bool store_lease_owner_is_dead(const char *owner) {
    char *place = copy_place();
    size_t len = strlen(place);
    bool here = strncmp(owner, place, len) == 0 && owner[len] == ' ';
    long pid = here ? strtol(owner + len + 1, NULL, 10) : 0;
    free(place);
    return pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}
