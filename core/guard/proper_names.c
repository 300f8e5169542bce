/* A word with a capital is a name unless something in front of it asks for one: the start of the text, of a line or a
 * sentence, an opening quote or bracket, a colon or a dash. What is missed so, a sentence that begins with a name, is
 * the price for never taking a common word for one. */
#include "core/guard/proper_names.h"

#include "core/base/utf8.h"
#include "core/text/words.h"

#include <string.h>
#include <strings.h>

static bool is_small_word(const char *word, size_t len) {
    static const char *const small[] = {"the",  "a",   "an",  "of",  "and",  "to",   "in", "is",  "it",
                                        "that", "for", "was", "are", "with", "this", "as", "not", "be",
                                        "on",   "or",  "you", "we",  "i",    "by",   "at", "if",  "from"};
    for (size_t k = 0; k < sizeof small / sizeof small[0]; k++)
        if (strlen(small[k]) == len && strncasecmp(small[k], word, len) == 0)
            return true;
    return false;
}

static bool has_capital(const char *data, struct span word) {
    size_t offset = word.start;
    return utf8_is_upper(utf8_next(data, word.end, &offset)) && offset < word.end;
}

/* The sign in front, white space passed over; 0 at the start of the text or of a line. */
static char find_front(const char *data, size_t at) {
    while (at > 0 && (data[at - 1] == ' ' || data[at - 1] == '\t'))
        at--;
    return at == 0 || data[at - 1] == '\n' ? '\0' : data[at - 1];
}

/* Bytes of a letter, or a comma: the sentence goes on. What else stands there may begin one. */
static bool goes_on(char front) {
    return front == ',' || front == ';' || (front >= '0' && front <= '9') || (front >= 'a' && front <= 'z') ||
           (front >= 'A' && front <= 'Z');
}

/* "I", "I'm", "I'd". */
static bool is_first_person(const char *data, struct span word) {
    return data[word.start] == 'I' && (word.end - word.start == 1 || strchr("'\xe2", data[word.start + 1]) != NULL);
}

/* Without "'s". */
static struct span take_off_possessive(const char *data, struct span word) {
    static const char *const ends[] = {"'s", "’s", "s'", "'", "’"};
    for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) {
        size_t len = strlen(ends[k]);
        if (word.end - word.start > len + 1 && strncmp(data + word.end - len, ends[k], len) == 0) {
            word.end -= len - (ends[k][0] == 's');
            break;
        }
    }
    return word;
}

static bool touches(const struct spans *skip, size_t *at, struct span word) {
    while (*at < skip->count && skip->items[*at].end <= word.start)
        ++*at;
    return *at < skip->count && skip->items[*at].start < word.end;
}

void proper_names_find(const char *data, size_t len, const struct spans *skip, struct spans *out) {
    struct spans words = {0};
    size_t small = 0, capitals = 0, at = 0;
    words_find(data, len, &words);
    for (size_t k = 0; k < words.count; k++) {
        struct span word = words.items[k];
        bool is_small = is_small_word(data + word.start, word.end - word.start);
        small += is_small;
        capitals += !is_small && has_capital(data, word);
    }
    bool english = small * 8 >= words.count, title = capitals * 5 >= (words.count - small) * 4;
    for (size_t k = 0; k < words.count && english && !title; k++) {
        struct span word = take_off_possessive(data, words.items[k]);
        if (!touches(skip, &at, word) && has_capital(data, word) && !is_first_person(data, word) &&
            goes_on(find_front(data, word.start)))
            spans_add(out, word.start, word.end);
    }
    spans_finish(&words);
}

bool proper_names_has_word(const char *data, size_t len, const char *word, size_t word_len) {
    struct spans words = {0};
    bool found = false;
    words_find(data, len, &words);
    for (size_t k = 0; k < words.count && !found; k++) {
        struct span other = take_off_possessive(data, words.items[k]);
        found = other.end - other.start == word_len && strncasecmp(data + other.start, word, word_len) == 0;
    }
    spans_finish(&words);
    return found;
}
