/* Memory that never fails: running out aborts, so every input is capped first (limits.h). Freed with free(). */
#ifndef PROSED_MEM_H
#define PROSED_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size_bytes);                         /* zeroed; size 0 gives a pointer that can be freed */
void *mem_grow(void *old, size_t count, size_t item_bytes); /* realloc of count items; overflow aborts */
char *mem_copy(const char *data, size_t len);               /* len bytes and a NUL */
char *mem_copy_text(const char *text);                      /* NULL gives NULL */
char *mem_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Freed memory is wiped before it goes back (mem.c); this is for a buffer that stays. */
void mem_wipe(void *memory, size_t len);

/* For memory that a library asked for and did not get: says so and aborts. */
_Noreturn void mem_abort(void);

/* Freed memory goes back to the system, as far as that is possible: for when a lot of work is done. */
void mem_give_back(void);

/* Room for one more item in a growing array: MEM_RESERVE(list->items, list->count, list->capacity). */
#define MEM_RESERVE(items, count, capacity)                                                                            \
    do {                                                                                                               \
        if ((count) == (capacity)) {                                                                                   \
            (capacity) = (capacity) ? (capacity)*2 : 8;                                                                \
            (items) = mem_grow((items), (capacity), sizeof *(items));                                                  \
        }                                                                                                              \
    } while (0)

#endif
