/* A list of strings that it owns. `struct list l = {0};` is an empty one. Comparing "alike" ignores letter case (full
 * Unicode case folding), composed or decomposed accents, outer white space and runs of inner white space: how
 * preferences are compared (learning.md 3).
 */
#ifndef PROSED_LIST_H
#define PROSED_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct list {
    char **items;
    size_t count;
    size_t capacity;
};

void list_add(struct list *list, const char *text);
void list_add_len(struct list *list, const char *text, size_t len);
void list_take(struct list *list, char *text);          /* steals text */
bool list_add_new(struct list *list, const char *text); /* false, and nothing added, if one alike is there */
bool list_find_alike(const struct list *list, const char *text, size_t *index); /* index may be NULL */
void list_remove(struct list *list, size_t index);
void list_copy(struct list *to, const struct list *from);        /* appends copies */
char *list_join(const struct list *list, const char *separator); /* the caller frees; never NULL */
void list_finish(struct list *list);                             /* empty and reusable after */

bool text_alike(const char *a, const char *b);
char *
text_fold(const char *text); /* the form that is compared: trimmed, white space folded, case folded; caller frees */

#endif
