/* Memory that can run out, for tests (LD_PRELOAD). A place is a chain of calls that ends in an allocation; one run
 * lists the places, and then a run for each lets the first allocation there fail. Counting allocations would not do:
 * how many there are before one differs from run to run.
 *
 *   SHIM_MEMORY_LOG=FILE     each place is appended there when it is met for the first time, as 16 hexadecimal digits
 *   SHIM_MEMORY_FAIL=PLACE   the first allocation there fails. PLACE+: all later ones, too, wherever they are
 */
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define DEPTH       12
#define PLACES      (1 << 16) /* a power of two; the table is never more than half full in practice */
#define MODULES_MAX 64

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

struct module {
    uintptr_t from;
    uintptr_t to;
    uint64_t name; /* its hash: addresses count from the start of their module, so that they are the same in each run */
};

static struct {
    int log;
    uint64_t fail_at;
    bool fail_on;
    bool failing;
    bool works;
    uint64_t seen[PLACES];
    struct module modules[MODULES_MAX];
    size_t module_count;
} memory;
static __thread bool inside; /* an allocation of our own */

static uint64_t mix(uint64_t hash, uint64_t value) {
    return (hash ^ value) * 0x9e3779b97f4a7c15u ^ (hash >> 29);
}

static int add_module(struct dl_phdr_info *info, size_t size, void *arg) {
    (void)size, (void)arg;
    if (memory.module_count == MODULES_MAX)
        return 1;
    struct module *module = &memory.modules[memory.module_count++];
    *module = (struct module){.from = UINTPTR_MAX, .name = 14695981039346656037u};
    for (int i = 0; i < info->dlpi_phnum; i++) {
        uintptr_t from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        if (info->dlpi_phdr[i].p_type != PT_LOAD)
            continue;
        module->from = from < module->from ? from : module->from;
        module->to = from + info->dlpi_phdr[i].p_memsz > module->to ? from + info->dlpi_phdr[i].p_memsz : module->to;
    }
    for (const char *c = info->dlpi_name; *c; c++)
        module->name = mix(module->name, (unsigned char)*c);
    return 0;
}

static const struct module *find_module(uintptr_t address) {
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < memory.module_count; i++)
            if (address >= memory.modules[i].from && address < memory.modules[i].to)
                return &memory.modules[i];
        memory.module_count = 0; /* one was loaded since */
        dl_iterate_phdr(add_module, NULL);
    }
    return NULL;
}

static uint64_t find_place(void) {
    void *calls[DEPTH + 3];
    int count = backtrace(calls, DEPTH + 3);
    uint64_t hash = 1;
    for (int i = 3; i < count; i++) { /* the first ones are ours */
        uintptr_t address = (uintptr_t)calls[i];
        const struct module *module = find_module(address);
        hash = mix(hash, module ? module->name ^ (address - module->from) : 0);
    }
    return hash ? hash : 1;
}

static bool is_new(uint64_t place) {
    for (size_t i = place & (PLACES - 1);; i = (i + 1) & (PLACES - 1)) {
        if (memory.seen[i] == place)
            return false;
        if (memory.seen[i])
            continue;
        memory.seen[i] = place;
        return true;
    }
}

__attribute__((constructor)) static void set_up(void) {
    const char *log = getenv("SHIM_MEMORY_LOG"), *fail = getenv("SHIM_MEMORY_FAIL");
    void *calls[4];
    inside = true;
    backtrace(calls, 4); /* its first call loads a library */
    dl_iterate_phdr(add_module, NULL);
    inside = false;
    memory.log = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (fail) {
        char *rest;
        memory.fail_at = strtoull(fail, &rest, 16);
        memory.fail_on = *rest == '+';
    }
    memory.works = log || fail;
}

__attribute__((noinline)) static bool has_to_fail(void) {
    if (!memory.works || inside)
        return false;
    if (memory.failing)
        return memory.fail_on;
    inside = true;
    uint64_t place = find_place();
    if (memory.log >= 0 && is_new(place)) {
        char line[18];
        snprintf(line, sizeof line, "%016llx\n", (unsigned long long)place);
        syscall(SYS_write, memory.log, line, 17);
    }
    memory.failing = place == memory.fail_at;
    if (memory.failing)
        syscall(SYS_write, STDERR_FILENO, "shim: memory runs out\n", 22);
    inside = false;
    return memory.failing;
}

void *malloc(size_t size) {
    return has_to_fail() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return has_to_fail() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    return has_to_fail() ? NULL : __libc_realloc(old, size);
}
