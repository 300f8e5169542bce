/* Feeds a fuzz entry point without libFuzzer, the same way every time: each file of tests/fuzz/corpus/NAME, then inputs
 * made from them with a fixed seed, always the same ones, until there were enough or ten seconds are over. The input in
 * hand is written to build/log/NAME.input first, where it stays if the program dies of it. Usage: fuzz_NAME [FILE...]
 */
#include "core/base/clock.h"
#include "core/base/path.h"
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SECONDS_MAX     10
#define ROUNDS          2000
#define INPUT_BYTES_MAX 4096

struct corpus {
    struct buf *items;
    size_t count;
    size_t capacity;
};

static uint64_t random_state = 0x9e3779b97f4a7c15u;

static size_t pick(size_t below) { /* xorshift64* */
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return below ? (size_t)((random_state * 0x2545f4914f6cdd1du) >> 32) % below : 0;
}

static const char *const pieces[] = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "\n",
    "\r\n",
    "\n\n",
    "```",
    "$$",
    "<!--",
    "\0",
    " ",
    "\t",
    "> ",
    "- ",
    "\\u",
    "-1",
    "0",
    "\xff",
    "\xc3\xa9",
    "\xcc\x81",
    "\xf0\x9f\x98\x80",
    ":",
    ",",
    "---",
    "'''",
    "\"\"\"",
    "</think>",
    "Content-Length: 5\r\n\r\n",
    "null",
    "1e999",
};

static void insert(struct buf *input, size_t at, const char *data, size_t len) {
    char *tail = mem_copy(buf_get(input) + at, input->len - at);
    size_t tail_len = input->len - at;
    buf_remove(input, at, tail_len);
    buf_append(input, data, len);
    buf_append(input, tail, tail_len);
    free(tail);
}

static void mutate(struct buf *input, const struct corpus *corpus) {
    size_t at = pick(input->len + 1);
    size_t rest = input->len - at;
    const struct buf *other = &corpus->items[pick(corpus->count)];
    size_t from = pick(other->len + 1);
    const char *piece = pieces[pick(sizeof pieces / sizeof *pieces)];
    switch (pick(6)) {
    case 0:
        if (rest) {
            input->data[at] = (char)pick(256);
        }
        break;
    case 1:
        buf_remove(input, at, pick(rest + 1 < 32 ? rest + 1 : 32));
        break;
    case 2:
        insert(input, at, piece, *piece ? strlen(piece) : 1);
        break;
    case 3:
        insert(input, at, buf_get(other) + from, pick(other->len - from + 1));
        break;
    case 4: {
        char *copy = mem_copy(buf_get(input) + at, rest);
        size_t len = pick(rest + 1 < 64 ? rest + 1 : 64);
        for (size_t times = 1 + pick(4); times > 0; times--) {
            insert(input, at, copy, len);
        }
        free(copy);
        break;
    }
    default:
        buf_remove(input, at, rest);
    }
    if (input->len > INPUT_BYTES_MAX) {
        buf_remove(input, INPUT_BYTES_MAX, input->len - INPUT_BYTES_MAX);
    }
}

static void feed(const struct buf *input, const char *trace) {
    FILE *file = fopen(trace, "wb");
    if (file) {
        fwrite(buf_get(input), 1, input->len, file);
        fclose(file);
    }
    uint8_t *exact = mem_alloc(input->len); /* no closing NUL, so that the sanitizer sees a read behind the end */
    memcpy(exact, buf_get(input), input->len);
    LLVMFuzzerTestOneInput(exact, input->len);
    free(exact);
}

static void add_file(struct corpus *corpus, const char *path) {
    struct error error;
    MEM_RESERVE(corpus->items, corpus->count, corpus->capacity);
    corpus->items[corpus->count] = (struct buf){0};
    if (!path_read(path, 1 << 20, &corpus->items[corpus->count], &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    corpus->count++;
}

static void add_folder(struct corpus *corpus, const char *folder) {
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            char *path = path_join(folder, entries[i]->d_name);
            add_file(corpus, path);
            free(path);
        }
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

int main(int count, char **arguments) {
    const char *name = strstr(path_get_name(arguments[0]), "fuzz_");
    name = name ? name + 5 : "unknown";
    char *folder = mem_format("tests/fuzz/corpus/%s", name);
    char *trace = mem_format("build/log/%s.input", name);
    mkdir("build/log", 0777);
    struct corpus corpus = {0};
    for (int i = 1; i < count; i++) {
        add_file(&corpus, arguments[i]);
    }
    if (count == 1) {
        add_folder(&corpus, folder);
    }
    size_t files = corpus.count;
    if (files == 0) {
        fprintf(stderr, "no inputs in %s\n", folder);
        return 1;
    }
    for (size_t i = 0; i < files; i++) {
        feed(&corpus.items[i], trace);
    }
    int64_t deadline_ms = clock_monotonic_ms() + SECONDS_MAX * 1000;
    int round = 0;
    for (; count == 1 && round < ROUNDS && clock_monotonic_ms() < deadline_ms; round++) {
        struct buf input = {0};
        const struct buf *parent = &corpus.items[pick(corpus.count)];
        buf_append(&input, buf_get(parent), parent->len);
        for (size_t times = 1 + pick(8); times > 0; times--) {
            mutate(&input, &corpus);
        }
        feed(&input, trace);
        buf_finish(&input);
    }
    printf("%zu files and %d inputs made from them\n", files, round);
    remove(trace);
    for (size_t i = 0; i < files; i++) {
        buf_finish(&corpus.items[i]);
    }
    free(corpus.items);
    free(trace);
    free(folder);
    return 0;
}
