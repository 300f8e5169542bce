/* Tokens and their ids. The vocabulary is a hash table with open addressing that never forgets. */
#include "core/text/token.h"

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    const void *bytes; /* NULL: free */
    size_t len;
    uint32_t hash;
    uint32_t id;
};

struct vocabulary {
    struct entry *entries;
    size_t slots; /* a power of two, at least twice the count */
    uint32_t count;
};

struct vocabulary *vocabulary_create(void) {
    struct vocabulary *vocabulary = mem_alloc(sizeof *vocabulary);
    vocabulary->slots = 256;
    vocabulary->entries = mem_alloc(vocabulary->slots * sizeof *vocabulary->entries);
    return vocabulary;
}

void vocabulary_destroy(struct vocabulary *vocabulary) {
    if (vocabulary) {
        free(vocabulary->entries);
        free(vocabulary);
    }
}

static uint32_t hash_bytes(const void *bytes, size_t len) { /* FNV-1a */
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 16777619u;
    }
    return hash;
}

/* The entry that holds these bytes, or the free one where they belong. */
static struct entry *find_entry(const struct vocabulary *vocabulary, const void *bytes, size_t len, uint32_t hash) {
    size_t slot = hash & (vocabulary->slots - 1);
    for (;; slot = (slot + 1) & (vocabulary->slots - 1)) {
        struct entry *entry = &vocabulary->entries[slot];
        if (!entry->bytes || (entry->hash == hash && entry->len == len && memcmp(entry->bytes, bytes, len) == 0)) {
            return entry;
        }
    }
}

static void grow(struct vocabulary *vocabulary) {
    struct entry *old = vocabulary->entries;
    size_t old_slots = vocabulary->slots;
    vocabulary->slots *= 2;
    vocabulary->entries = mem_alloc(vocabulary->slots * sizeof *vocabulary->entries);
    for (size_t i = 0; i < old_slots; i++) {
        if (old[i].bytes) {
            *find_entry(vocabulary, old[i].bytes, old[i].len, old[i].hash) = old[i];
        }
    }
    free(old);
}

uint32_t vocabulary_add(struct vocabulary *vocabulary, const void *bytes, size_t len) {
    uint32_t hash = hash_bytes(bytes, len);
    struct entry *entry = find_entry(vocabulary, bytes, len, hash);
    if (entry->bytes) {
        return entry->id;
    }
    uint32_t id = vocabulary->count++;
    *entry = (struct entry){bytes, len, hash, id};
    if (vocabulary->count * 2 > vocabulary->slots) {
        grow(vocabulary);
    }
    return id;
}

static void reserve(struct tokens *tokens) {
    if (tokens->count == tokens->capacity) {
        tokens->capacity = tokens->capacity ? tokens->capacity * 2 : 64;
        tokens->spans = mem_grow(tokens->spans, tokens->capacity, sizeof *tokens->spans);
        tokens->ids = mem_grow(tokens->ids, tokens->capacity, sizeof *tokens->ids);
    }
}

static void add(struct tokens *tokens, const char *data, struct span span, struct vocabulary *vocabulary) {
    reserve(tokens);
    tokens->spans[tokens->count] = span;
    tokens->ids[tokens->count++] = vocabulary_add(vocabulary, data + span.start, span.end - span.start);
}

static void add_signs(struct tokens *tokens, const char *data, size_t start, size_t end,
                      struct vocabulary *vocabulary) {
    for (size_t next = start; start < end; start = next) {
        if (!utf8_is_space(utf8_next(data, end, &next))) {
            add(tokens, data, (struct span){start, next}, vocabulary);
        }
    }
}

void tokens_find(const char *data, size_t len, struct vocabulary *vocabulary, struct tokens *out) {
    struct spans words = {0};
    words_find(data, len, &words);
    reserve(out); /* so that even no tokens have an address */
    size_t done = 0;
    for (size_t i = 0; i < words.count; i++) {
        add_signs(out, data, done, words.items[i].start, vocabulary);
        add(out, data, words.items[i], vocabulary);
        done = words.items[i].end;
    }
    add_signs(out, data, done, len, vocabulary);
    spans_finish(&words);
}

void tokens_finish(struct tokens *tokens) {
    free(tokens->spans);
    free(tokens->ids);
    *tokens = (struct tokens){0};
}

enum white white_classify(const char *data, size_t start, size_t end) {
    size_t line_ends = 0;
    for (size_t i = start; i < end; i++) {
        line_ends += data[i] == '\n' || (data[i] == '\r' && !(i + 1 < end && data[i + 1] == '\n'));
    }
    return start == end ? WHITE_NONE : line_ends > 1 ? WHITE_EMPTY_LINE : WHITE_SPACE;
}
