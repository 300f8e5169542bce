/* Allocation that never returns NULL. Every input is capped before it gets here (limits.h), so running out means that
 * the machine is in trouble; the store is written in transactions, so stopping at once loses nothing. */
#include "core/base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__ /* known only behind the others */
#include <malloc.h>
#endif

/* --- what is freed is wiped --- */

/* The linker puts __wrap_free in the place of free in all that it links into a program of ours (-Wl,--wrap, Makefile):
 * what a person wrote does not stay in memory for longer than it is needed, in no core and no swap. */
void __real_free(void *memory) __attribute__((weak)); /* not there where a program is linked without it */
void __wrap_free(void *memory);

static void wipe(void *memory) {
#ifdef __GLIBC__
    explicit_bzero(memory, malloc_usable_size(memory));
#else
    (void)memory;
#endif
}

void __wrap_free(void *memory) {
    if (memory)
        wipe(memory);
    __real_free(memory);
}

void mem_wipe(void *memory, size_t len) {
#ifdef __GLIBC__
    explicit_bzero(memory, len);
#else
    memset(memory, 0, len);
#endif
}

/* realloc, which may leave the old bytes behind. */
static void *move(void *old, size_t size_bytes) {
#ifdef __GLIBC__
    size_t had = old ? malloc_usable_size(old) : 0;
    if (!had || had >= size_bytes)
        return realloc(old, size_bytes);
    void *memory = malloc(size_bytes);
    if (memory) {
        memcpy(memory, old, had);
        free(old);
    }
    return memory;
#else
    return realloc(old, size_bytes);
#endif
}

/* --- allocation --- */

void mem_abort(void) {
    static const char text[] = "prosed: out of memory\n";
    (void)!write(STDERR_FILENO, text, sizeof text - 1); /* stdio might ask for a buffer */
    abort();
}

static void *check(void *memory) {
    if (!memory) {
        mem_abort();
    }
    return memory;
}

void *mem_alloc(size_t size_bytes) {
    return check(calloc(1, size_bytes ? size_bytes : 1));
}

void *mem_grow(void *old, size_t count, size_t item_bytes) {
    size_t size_bytes;
    if (__builtin_mul_overflow(count, item_bytes, &size_bytes)) {
        size_bytes = SIZE_MAX; /* refused by realloc, so check() ends it */
    }
    return check(move(old, size_bytes ? size_bytes : 1));
}

char *mem_copy(const char *data, size_t len) {
    char *copy = check(malloc(len + 1));
    if (len) {
        memcpy(copy, data, len);
    }
    copy[len] = '\0';
    return copy;
}

char *mem_copy_text(const char *text) {
    return text ? mem_copy(text, strlen(text)) : NULL;
}

char *mem_format(const char *format, ...) {
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int len = vasprintf(&text, format, args);
    va_end(args);
    return check(len < 0 ? NULL : text);
}

void mem_give_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
