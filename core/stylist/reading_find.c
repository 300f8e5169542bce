/* Finding one's way in a reading: words, their neighbours, sentences, phrases. */
#include "core/stylist/reading.h"

#include <string.h>

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool reading_is_free(const struct reading *reading, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        if (reading->plain[i] >= READING_HIDDEN && reading->plain[i] <= READING_QUOTED) {
            return false;
        }
    }
    return true;
}

const struct word *reading_find_word(const struct reading *reading, size_t offset) {
    size_t low = 0, high = reading->word_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->words[middle].span.start < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < reading->word_count ? &reading->words[low] : NULL;
}

const struct sentence *reading_find_sentence(const struct reading *reading, size_t offset) {
    size_t low = 0, high = reading->sentence_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->sentences[middle].span.end <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool holds = low < reading->sentence_count && reading->sentences[low].span.start <= offset;
    return holds ? &reading->sentences[low] : NULL;
}

bool reading_starts_sentence(const struct reading *reading, size_t offset) {
    const struct sentence *sentence = reading_find_sentence(reading, offset);
    for (size_t i = sentence ? sentence->span.start : offset; i < offset; i++) {
        if (is_letter(reading->plain[i]) || is_digit(reading->plain[i]) || reading->plain[i] == READING_HIDDEN) {
            return false;
        }
    }
    return sentence != NULL;
}

bool reading_is_full_sentence(const struct reading *reading, const struct sentence *sentence) {
    if (reading->passages.items[sentence->passage].kind == PASSAGE_HEADING) {
        return false;
    }
    for (size_t i = sentence->span.end; i > sentence->span.start; i--) {
        char c = reading->text[i - 1];
        if (c == '.' || c == '!' || c == '?') {
            return true;
        }
        if (is_letter(c) || is_digit(c) || c == ':' || c == ';' || c == ',') {
            return false;
        }
    }
    return false;
}

/* Whether a word goes on at offset: a letter, a digit, or a mark that holds two of them together. Typographic marks
 * (U+2010 to U+203F) are no letters; the apostrophe among them joins. */
static bool goes_on(const char *plain, size_t offset) {
    char c = plain[offset];
    if (strncmp(plain + offset, "\xe2\x80", 2) == 0) {
        return plain[offset + 2] == '\x99' && is_letter(plain[offset + 3]);
    }
    bool joins = c == '-' || c == '\'' || c == '.';
    return is_letter(c) || is_digit(c) || (joins && (is_letter(plain[offset + 1]) || is_digit(plain[offset + 1])));
}

/* Whether a word is going on right before offset. */
static bool comes_from_word(const char *plain, size_t offset) {
    if (offset >= 3 && strncmp(plain + offset - 3, "\xe2\x80", 2) == 0) {
        return plain[offset - 1] == '\x99' && offset > 3 && is_letter(plain[offset - 4]);
    }
    char c = offset > 0 ? plain[offset - 1] : ' ';
    bool joins = c == '-' || c == '\'' || c == '.';
    return is_letter(c) || is_digit(c) || (joins && offset > 1 && is_letter(plain[offset - 2]));
}

size_t reading_match(const struct reading *reading, size_t offset, const char *phrase) {
    const char *plain = reading->plain;
    if (!*phrase || comes_from_word(plain, offset)) {
        return 0;
    }
    size_t at = offset;
    for (; *phrase; phrase++) {
        if (*phrase == ' ') {
            size_t start = at, lines = 0;
            for (; is_space(plain[at]); at++) {
                lines += plain[at] == '\n';
            }
            if (at == start || lines > 1) {
                return 0;
            }
        } else if (*phrase == '\'' && strncmp(plain + at, "\xe2\x80\x99", 3) == 0) {
            at += 3;
        } else {
            char c = plain[at];
            if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != *phrase) {
                return 0;
            }
            at++;
        }
    }
    bool ends_in_word = is_letter(phrase[-1]) || is_digit(phrase[-1]);
    return ends_in_word && goes_on(plain, at) ? 0 : at;
}

void reading_fold(const struct reading *reading, const struct word *word, char out[WORD_BYTES]) {
    out[0] = '\0';
    if (!word || word->quoted || word->span.end - word->span.start >= WORD_BYTES) {
        return;
    }
    size_t len = 0;
    for (size_t i = word->span.start; i < word->span.end; i++) {
        const char *c = reading->plain + i;
        if (word->span.end - i >= 3 && memcmp(c, "\xe2\x80\x99", 3) == 0) {
            out[len++] = '\'';
            i += 2;
        } else {
            out[len++] = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        }
    }
    out[len] = '\0';
}

bool reading_is_one_of(const struct reading *reading, const struct word *word, const char *list) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    if (!folded[0]) {
        return false;
    }
    size_t len = strlen(folded);
    for (const char *found = list; (found = strstr(found, folded)); found += len) {
        if ((found == list || found[-1] == ' ') && (found[len] == ' ' || found[len] == '\0')) {
            return true;
        }
    }
    return false;
}

const struct word *reading_get_next(const struct reading *reading, size_t offset) {
    while (is_space(reading->plain[offset])) {
        offset++;
    }
    const struct word *word = reading_find_word(reading, offset);
    return word && word->span.start == offset ? word : NULL;
}

const struct word *reading_get_previous(const struct reading *reading, size_t offset) {
    while (offset > 0 && is_space(reading->plain[offset - 1])) {
        offset--;
    }
    const struct word *word = reading_find_word(reading, offset);
    size_t index = word ? (size_t)(word - reading->words) : reading->word_count;
    return index > 0 && reading->words[index - 1].span.end == offset ? &reading->words[index - 1] : NULL;
}
