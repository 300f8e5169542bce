/* Preferences put together: the union of what was learned with related samples, its name, and one sentence as a person
 * typed it made fit to be kept. Comparing ignores letter case and white space (list.h). */
#include "core/preference/preference.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/printable.h"
#include "core/text/words.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Adds those of `from` that are new and not muted, as far as they fit. */
static void add_new(struct list *out, const struct list *from, const struct list *muted, size_t *room_bytes) {
    for (size_t i = 0; from && i < from->count; i++) {
        size_t len = strlen(from->items[i]);
        if (len >= *room_bytes || (muted && list_find_alike(muted, from->items[i], NULL)))
            continue;
        if (list_add_new(out, from->items[i]))
            *room_bytes -= len + 1;
    }
}

void preference_union(const struct list *related, size_t related_count, const struct list *pinned,
                      const struct list *muted, struct list *out) {
    size_t room_bytes = LIMIT_UNION_BYTES;
    add_new(out, pinned, muted, &room_bytes);
    for (size_t i = 0; i < related_count; i++)
        add_new(out, &related[i], muted, &room_bytes);
}

/* The length of a list mark at the start of text ("- ", "* ", "• ", "12. ", "3) "), or 0. */
static size_t measure_mark(const char *text) {
    size_t len = 0;
    if (strchr("-*+", text[0]) && text[0])
        len = 1;
    else if (strncmp(text, "\xE2\x80\xA2", 3) == 0)
        len = 3;
    else {
        while (isdigit((unsigned char)text[len]) && len < 4)
            len++;
        if (len == 0 || (text[len] != '.' && text[len] != ')'))
            return 0;
        len++;
    }
    return text[len] == ' ' || text[len] == '\t' ? len : 0;
}

static bool clean_sentence(const char *text, char **out, struct error *error) {
    *out = NULL;
    while (isspace((unsigned char)*text))
        text++;
    text += measure_mark(text);
    while (isspace((unsigned char)*text))
        text++;
    size_t len = strlen(text);
    while (len && isspace((unsigned char)text[len - 1]))
        len--;
    if (len == 0)
        return error_set(error, ERROR_USAGE,
                         "the preference is empty; write one sentence, such as \"Use short sentences.\"");
    if (len > LIMIT_PREFERENCE_BYTES)
        return error_set(error, ERROR_LIMIT, "the preference has %zu bytes; at most %u are kept: make it one sentence",
                         len, LIMIT_PREFERENCE_BYTES);
    if (memchr(text, '\n', len) || memchr(text, '\r', len))
        return error_set(error, ERROR_USAGE,
                         "the preference has several lines; give one sentence at a time, on one line");
    *out = mem_copy(text, len);
    return true;
}

bool preference_clean(const char *text, char **out, struct error *error) {
    char *tame = printable_copy(text, PRINTABLE_TEXT); /* the team's page, or the answer, may be somebody else's */
    for (char *c = tame; *c; c++)
        *c = *c == '\t' ? ' ' : *c;
    bool clean = clean_sentence(tame, out, error);
    free(tame);
    return clean;
}

void preference_hash(const struct list *preferences, char out[17]) {
    /* Folded items are hashed one by one (FNV-1a) and added up: the order of a union does not change what is merged. */
    uint64_t sum = 0;
    for (size_t i = 0; i < preferences->count; i++) {
        char *folded = text_fold(preferences->items[i]);
        uint64_t hash = 14695981039346656037u;
        for (const char *c = folded; *c; c++)
            hash = (hash ^ (unsigned char)*c) * 1099511628211u;
        sum += (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15u;
        free(folded);
    }
    snprintf(out, 17, "%016" PRIx64, sum);
}

/* --- muted --- */

/* The form that is compared, without the full stop that a sentence inside a description ends with. */
static char *fold_sentence(const char *text) {
    char *folded = text_fold(text);
    size_t len = strlen(folded);
    while (len && (folded[len - 1] == '.' || folded[len - 1] == ' '))
        folded[--len] = '\0';
    return folded;
}

bool preference_is_muted(const char *text, const struct list *muted) {
    bool found = false;
    char *sentence = muted && muted->count ? fold_sentence(text) : NULL;
    for (size_t i = 0; sentence && !found && i < muted->count; i++) {
        char *other = fold_sentence(muted->items[i]);
        found = strcmp(sentence, other) == 0;
        free(other);
    }
    free(sentence);
    return found;
}

void preference_drop_muted(char **text, const struct list *muted) {
    if (!muted || !muted->count)
        return;
    struct spans sentences = {0};
    struct list kept = {0};
    sentences_find(*text, strlen(*text), &sentences);
    for (size_t i = 0; i < sentences.count; i++) {
        char *sentence = mem_copy(*text + sentences.items[i].start, sentences.items[i].end - sentences.items[i].start);
        if (!preference_is_muted(sentence, muted))
            list_add(&kept, sentence);
        free(sentence);
    }
    if (kept.count < sentences.count) {
        free(*text);
        *text = list_join(&kept, " ");
    }
    list_finish(&kept);
    spans_finish(&sentences);
}
