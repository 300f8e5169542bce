/* Both texts are walked side by side, by what is no white space: outside of the edits that is the same in both. */
#include "core/writing/write_spacing.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SPACE " \t\n\r"

static bool is_space(char c) {
    return c && strchr(SPACE, c);
}

/* Behind as many characters that are no white space as text has. */
static const char *skip_text(const char *at, const char *text, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if (is_space(text[i]))
            continue;
        while (is_space(*at))
            at++;
        if (*at)
            at++;
    }
    return at;
}

static size_t count_spaces(const char *at) {
    size_t len = strspn(at, SPACE);
    return strspn(at, " ") == len ? len : 0; /* 0 for none, and for line breaks */
}

/* Behind . ! or ?, with closing quotes and brackets between. */
static bool ends_sentence(const char *old, size_t offset) {
    while (offset && strchr("\"')]*_", old[offset - 1]))
        offset--;
    return offset && strchr(".!?", old[offset - 1]);
}

/* [start, end) of old, which no edit touches; *at moves along in wanted. */
static void add_between(const char *old, size_t start, size_t end, const char **at, struct edits *out) {
    for (size_t i = start; i < end;) {
        if (!is_space(old[i])) {
            while (is_space(**at))
                ++*at;
            if (**at)
                ++*at;
            i++;
            continue;
        }
        size_t len = strspn(old + i, SPACE);
        size_t spaces = count_spaces(old + i), wanted = count_spaces(*at);
        if (spaces && wanted && spaces != wanted && i + len <= end && ends_sentence(old, i))
            edits_add(out, i, i + spaces, *at, wanted);
        i += len;
    }
}

static bool has_words_of(const struct edits *edits, const char *old, const char *wanted) {
    char *edited = edits_apply(edits, old, strlen(old), NULL);
    const char *a = edited + strspn(edited, SPACE), *b = wanted + strspn(wanted, SPACE);
    while (*a && *a == *b) {
        a += 1 + strspn(a + 1, SPACE);
        b += 1 + strspn(b + 1, SPACE);
    }
    bool same = !*a && !*b;
    free(edited);
    return same;
}

void spacing_add_edits(const char *old, const char *wanted, const struct edits *edits, struct edits *out) {
    if (!has_words_of(edits, old, wanted)) {
        edits_copy(out, edits);
        return;
    }
    const char *at = wanted;
    size_t start = 0;
    for (size_t k = 0; k < edits->count; k++) {
        const struct edit *edit = &edits->items[k];
        add_between(old, start, edit->span.start, &at, out);
        edits_add(out, edit->span.start, edit->span.end, edit->text, edit->len);
        at = skip_text(at, edit->text, edit->len);
        start = edit->span.end;
    }
    add_between(old, start, strlen(old), &at, out);
}
