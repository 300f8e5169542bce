/* Replacing words so that the sentence around them stays right: capitals, a/an, commas and spaces. Nothing is replaced
 * across the end of a line: where the words behind it would go is the paragraph's business. */
#include "core/stylist/reading.h"

#include "core/base/buf.h"
#include "core/base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_space(const char *plain, size_t offset) {
    while (is_space(plain[offset])) {
        offset++;
    }
    return offset;
}

static size_t skip_space_back(const char *plain, size_t offset) {
    while (offset > 0 && is_space(plain[offset - 1])) {
        offset--;
    }
    return offset;
}

/* Whether "an" goes before the word. By spelling, with the usual exceptions of sound. */
static bool starts_with_vowel_sound(const char *word, size_t len) {
    static const char *const consonant[] = {"uni", "use", "usu", "uti", "eu", "one", "once", "ubi", "user"};
    static const char *const vowel[] = {"hour", "honest", "honour", "honor", "heir"};
    static const char *const unlike_uni[] = {"unin", "unim", "unid", "unint"};
    if (len == 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof vowel / sizeof *vowel; i++) {
        if (strncasecmp(word, vowel[i], strlen(vowel[i])) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof unlike_uni / sizeof *unlike_uni; i++) {
        if (strncasecmp(word, unlike_uni[i], strlen(unlike_uni[i])) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof consonant / sizeof *consonant; i++) {
        if (strncasecmp(word, consonant[i], strlen(consonant[i])) == 0) {
            return false;
        }
    }
    return strchr("aeiouAEIOU8", word[0]) != NULL;
}

/* The article before offset, if sound asks for the other one once `before` gives way to `after`. */
static bool find_wrong_article(const struct reading *reading, size_t offset, const char *before, const char *after,
                               size_t *start) {
    size_t end = skip_space_back(reading->plain, offset);
    size_t len = end > 0 && tolower((unsigned char)reading->plain[end - 1]) == 'n' ? 2 : 1;
    if (end == offset || end < len || tolower((unsigned char)reading->plain[end - len]) != 'a' ||
        (end > len && !is_space(reading->plain[end - len - 1]) && reading->plain[end - len - 1] != '(')) {
        return false;
    }
    *start = end - len;
    return starts_with_vowel_sound(before, strlen(before)) != starts_with_vowel_sound(after, strlen(after)) &&
           starts_with_vowel_sound(after, strlen(after)) == (len == 1);
}

/* `with` in the letter case of old: SHOUTED, Capitalised or as it is; with the text's kind of apostrophe. */
static void append_alike(struct buf *buf, const char *old, size_t old_len, const char *with, bool curly) {
    size_t upper = 0, lower = 0;
    for (size_t i = 0; i < old_len; i++) {
        upper += isupper((unsigned char)old[i]) != 0;
        lower += islower((unsigned char)old[i]) != 0;
    }
    bool shouted = upper > 1 && lower == 0;
    bool capital = old_len > 0 && isupper((unsigned char)old[0]);
    for (const char *c = with; *c; c++) {
        if (*c == '\'' && curly) {
            buf_append(buf, "\xe2\x80\x99", 3);
        } else {
            buf_append_char(buf, shouted || (capital && c == with) ? (char)toupper((unsigned char)*c) : *c);
        }
    }
}

static bool is_behind(const struct edits *edits, size_t start) {
    return edits->count == 0 || edits->items[edits->count - 1].span.end <= start;
}

static size_t find_word_end(const char *plain, size_t offset) {
    while (isalpha((unsigned char)plain[offset]) || (unsigned char)plain[offset] & 0x80 || plain[offset] == '\'') {
        offset++;
    }
    return offset;
}

/* Which commas and spaces go with dropped words: "It is, perhaps, true." "Perhaps, it is." "a very old". */
static void widen_drop(const struct reading *reading, size_t *start, size_t *end) {
    const char *plain = reading->plain;
    bool opens = reading_starts_sentence(reading, *start);
    *end -= *end > *start && plain[*end - 1] == ','; /* a phrase that was looked for with its comma */
    size_t before = skip_space_back(plain, *start), after = skip_space(plain, *end);
    bool comma_before = before > 0 && plain[before - 1] == ',', comma_after = plain[*end] == ',';
    if (opens) {
        *end = skip_space(plain, *end + comma_after);
    } else if (comma_before && (comma_after || strchr(".;:!?)", plain[*end]))) {
        *start = before - 1;
        *end += comma_after;
    } else if (before == *start) {
        *end = after;
    } else if (memchr(plain + *end, '\n', after - *end) || after == *end || !plain[*end]) {
        *start = before;
    } else {
        *end = after;
    }
}

static bool drop(const struct reading *reading, size_t start, size_t end, struct edits *edits) {
    bool opens = reading_starts_sentence(reading, start);
    bool capital = isupper((unsigned char)reading->plain[start]);
    widen_drop(reading, &start, &end);
    if (!is_behind(edits, start) || !reading_is_free(reading, start, end) ||
        memchr(reading->text + start, '\n', end - start)) {
        return false;
    }
    size_t next_end = find_word_end(reading->plain, end);
    char *next = mem_copy(reading->plain + end, next_end - end);
    char *gone = mem_copy(reading->plain + start, end - start);
    size_t article;
    bool done = false;
    if (opens) {
        if (next_end > end && !((unsigned char)next[0] & 0x80)) {
            if (capital) {
                next[0] = (char)toupper((unsigned char)next[0]);
            }
            edits_add(edits, start, end + 1, next, 1);
            done = true;
        }
    } else if (find_wrong_article(reading, start, gone, next, &article) && is_behind(edits, article)) {
        bool an = starts_with_vowel_sound(next, strlen(next));
        struct buf buf = {0};
        append_alike(&buf, reading->plain + article, 1, an ? "an" : "a", false);
        buf_append(&buf, reading->text + article + (an ? 1 : 2), start - article - (an ? 1 : 2));
        edits_add(edits, article, end, buf_get(&buf), buf.len);
        buf_finish(&buf);
        done = true;
    } else {
        edits_add(edits, start, end, "", 0);
        done = true;
    }
    free(next);
    free(gone);
    return done;
}

/* Other words in a heading would break the links that lead to it. */
static bool is_anchored(const struct reading *reading, size_t offset) {
    const struct sentence *sentence = reading->whole.has_anchors ? reading_find_sentence(reading, offset) : NULL;
    return sentence && reading->passages.items[sentence->passage].kind == PASSAGE_HEADING;
}

bool reading_replace(const struct reading *reading, size_t start, size_t end, const char *with, struct edits *edits) {
    if (!reading_is_free(reading, start, end) || !is_behind(edits, start) ||
        memchr(reading->text + start, '\n', end - start) || is_anchored(reading, start)) {
        return false;
    }
    if (!*with) {
        return drop(reading, start, end, edits);
    }
    struct buf buf = {0};
    char *old = mem_copy(reading->plain + start, end - start);
    size_t from = start, article;
    if (find_wrong_article(reading, start, old, with, &article) && is_behind(edits, article) &&
        reading_is_free(reading, article, start)) {
        bool an = starts_with_vowel_sound(with, strlen(with));
        append_alike(&buf, reading->plain + article, 1, an ? "an" : "a", false);
        buf_append(&buf, reading->text + article + (an ? 1 : 2), start - article - (an ? 1 : 2));
        from = article;
    }
    append_alike(&buf, reading->text + start, end - start, with, reading->curly);
    edits_add(edits, from, end, buf_get(&buf), buf.len);
    buf_finish(&buf);
    free(old);
    return true;
}
