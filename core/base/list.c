/* Lists of strings, and the form in which two texts are compared. */
#include "core/base/list.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

void list_take(struct list *list, char *text) {
    MEM_RESERVE(list->items, list->count, list->capacity);
    list->items[list->count++] = text;
}

void list_add_len(struct list *list, const char *text, size_t len) {
    list_take(list, mem_copy(text, len));
}

void list_add(struct list *list, const char *text) {
    list_add_len(list, text, strlen(text));
}

/* The folded character at *at (0 at the end, a blank for white space between others), or -1 at one beyond ASCII. */
static int next_ascii(const char **at, bool first) {
    bool space = false;
    while (**at == ' ' || (**at >= '\t' && **at <= '\r')) {
        space = true;
        (*at)++;
    }
    unsigned char c = (unsigned char)**at;
    if (c >= 0x80) {
        return -1;
    }
    if (space && c != '\0' && !first) {
        return ' ';
    }
    *at += c != '\0';
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* text_alike without memory: 1 and 0 for yes and no, -1 if it takes Unicode to tell. Two ASCII characters that differ
 * cannot be made alike by what follows, but one beyond ASCII can equal any ("K" is also a unit). */
static int compare_ascii(const char *a, const char *b) {
    for (bool first = true;; first = false) {
        int from_a = next_ascii(&a, first);
        int from_b = next_ascii(&b, first);
        if (from_a < 0 || from_b < 0) {
            return -1;
        }
        if (from_a != from_b || from_a == 0) {
            return from_a == from_b;
        }
    }
}

bool list_add_new(struct list *list, const char *text) {
    if (list_find_alike(list, text, NULL)) {
        return false;
    }
    list_add(list, text);
    return true;
}

bool list_find_alike(const struct list *list, const char *text, size_t *index) {
    char *wanted = NULL; /* folded when first needed */
    bool found = false;
    for (size_t i = 0; i < list->count && !found; i++) {
        int quick = compare_ascii(list->items[i], text);
        found = quick == 1;
        if (quick < 0) {
            char *folded = text_fold(list->items[i]);
            wanted = wanted ? wanted : text_fold(text);
            found = strcmp(folded, wanted) == 0;
            free(folded);
        }
        if (found && index) {
            *index = i;
        }
    }
    free(wanted);
    return found;
}

void list_remove(struct list *list, size_t index) {
    assert(index < list->count);
    free(list->items[index]);
    list->count--;
    memmove(list->items + index, list->items + index + 1, (list->count - index) * sizeof *list->items);
}

void list_copy(struct list *to, const struct list *from) {
    size_t count = from->count; /* from may be to */
    for (size_t i = 0; i < count; i++) {
        list_add(to, from->items[i]);
    }
}

char *list_join(const struct list *list, const char *separator) {
    struct buf out = {0};
    for (size_t i = 0; i < list->count; i++) {
        buf_append_text(&out, i ? separator : NULL);
        buf_append_text(&out, list->items[i]);
    }
    return buf_take(&out);
}

void list_finish(struct list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i]);
    }
    free(list->items);
    *list = (struct list){0};
}

bool text_alike(const char *a, const char *b) {
    int quick = compare_ascii(a, b);
    if (quick >= 0) {
        return quick == 1;
    }
    char *folded_a = text_fold(a);
    char *folded_b = text_fold(b);
    bool alike = strcmp(folded_a, folded_b) == 0;
    free(folded_a);
    free(folded_b);
    return alike;
}

static char *fold_space(const char *text) {
    struct buf out = {0};
    size_t len = strlen(text);
    bool pending = false;
    for (size_t at = 0; at < len;) {
        int32_t code_point = utf8_next(text, len, &at);
        if (utf8_is_space(code_point)) {
            pending = out.len > 0;
            continue;
        }
        if (pending) {
            buf_append_char(&out, ' ');
            pending = false;
        }
        char bytes[4];
        buf_append(&out, bytes, utf8_encode(code_point, bytes));
    }
    return buf_take(&out);
}

/* NULL if there is more in it than ASCII. */
static char *fold_ascii(const char *text) {
    char *folded = mem_alloc(strlen(text) + 1);
    size_t len = 0;
    for (int c = next_ascii(&text, true); c != 0; c = next_ascii(&text, false)) {
        if (c < 0) {
            free(folded);
            return NULL;
        }
        folded[len++] = (char)c;
    }
    return folded;
}

char *text_fold(const char *text) {
    char *plain = fold_ascii(text);
    if (plain) {
        return plain;
    }
    char *spaced = fold_space(text); /* valid UTF-8 from here on */
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)spaced, 0, &folded,
                                        UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    if (len == UTF8PROC_ERROR_NOMEM) {
        mem_abort();
    }
    if (!folded) {
        return spaced;
    }
    free(spaced);
    return (char *)folded;
}
