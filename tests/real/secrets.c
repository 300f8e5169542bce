/* usage: secrets [--list] FILE...
 *
 * How much of other people's prose the finder of secrets holds back: each passage of the files (tests/real/fetch gets
 * some), and with --list each one that is held, for a person to judge. One line of figures at the end. */
#include "core/base/path.h"
#include "core/text/passage.h"
#include "core/text/secret.h"

#include <stdio.h>
#include <string.h>

#define FILE_BYTES_MAX (20u << 20)

static size_t look(const char *file, bool list, size_t *held) {
    struct buf text = {0};
    struct passages passages = {0};
    const char *end = strrchr(file, '.');
    bool markdown = end && (!strcmp(end, ".md") || !strcmp(end, ".markdown"));
    if (!path_read(file, FILE_BYTES_MAX, &text, NULL))
        return 0;
    passages_find(buf_get(&text), text.len, markdown ? FORMAT_MARKDOWN : FORMAT_TEXT, &passages);
    size_t count = passages.count;
    for (size_t i = 0; i < count; i++) {
        struct span span = passages.items[i].span;
        const char *kind = secret_find(text.data + span.start, span.end - span.start);
        *held += kind != NULL;
        if (kind && list)
            printf("%s: %s\n%.*s\n\n", file, kind, (int)(span.end - span.start), text.data + span.start);
    }
    passages_finish(&passages);
    buf_finish(&text);
    return count;
}

int main(int argc, char **argv) {
    bool list = argc > 1 && !strcmp(argv[1], "--list");
    size_t count = 0, held = 0;
    for (int i = list ? 2 : 1; i < argc; i++)
        count += look(argv[i], list, &held);
    printf("%zu passages, %zu held back: 1 in %.0f\n", count, held, held ? (double)count / (double)held : 0);
    return 0;
}
