/* Words, by the letters: a run of letters and digits, held together by apostrophes, hyphens and periods that stand
 * between two of them. Scripts written without spaces (Han, kana) count a word for each sign, which is near enough for
 * counting and just right for comparing. */
#include "core/text/words.h"

#include "core/base/utf8.h"

enum sign { SIGN_OTHER, SIGN_LETTER, SIGN_DIGIT, SIGN_ALONE, SIGN_MARK };

static enum sign classify(int32_t c) {
    if (c < 0x80) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? SIGN_LETTER
               : c >= '0' && c <= '9'                           ? SIGN_DIGIT
                                                                : SIGN_OTHER;
    }
    if ((c >= 0x3041 && c <= 0x30ff && c != 0x30fb) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
        (c >= 0x20000 && c <= 0x3ffff)) {
        return SIGN_ALONE;
    }
    if ((c >= 0x300 && c <= 0x36f) || c == 0xad || c == 0x200d) {
        return SIGN_MARK; /* accents apart from their letter, soft hyphens, joiners: inside a word, never its start */
    }
    return utf8_is_letter(c) ? SIGN_LETTER : utf8_is_digit(c) ? SIGN_DIGIT : SIGN_OTHER;
}

static bool is_joiner(int32_t joiner, enum sign before, enum sign after) {
    switch (joiner) {
    case '\'':
    case 0x2019: /* the apostrophe of typographers */
    case '-':
    case 0x2010: /* hyphen */
    case 0x2011: /* hyphen that does not break */
    case '.':
        return after == SIGN_LETTER || after == SIGN_DIGIT;
    case ',':
        return before == SIGN_DIGIT && after == SIGN_DIGIT;
    default:
        return false;
    }
}

/* The end of the word whose first sign ends at offset. */
static size_t find_end(const char *data, size_t len, size_t offset, enum sign last) {
    while (offset < len && last != SIGN_ALONE) {
        if ((data[offset] | 0x20) >= 'a' && (data[offset] | 0x20) <= 'z') {
            last = SIGN_LETTER;
            offset++;
            continue;
        }
        size_t next = offset;
        int32_t c = utf8_next(data, len, &next);
        enum sign sign = classify(c);
        if (sign == SIGN_OTHER && next < len) {
            size_t behind = next;
            sign = classify(utf8_next(data, len, &behind));
            if (!is_joiner(c, last, sign)) {
                break;
            }
            next = behind;
        } else if (sign == SIGN_OTHER || sign == SIGN_ALONE) {
            break;
        }
        offset = next;
        last = sign == SIGN_MARK ? last : sign;
    }
    return offset;
}

static bool next_word(const char *data, size_t len, size_t *offset, struct span *word) {
    while (*offset < len) {
        size_t start = *offset;
        enum sign sign = classify(utf8_next(data, len, offset));
        if (sign == SIGN_LETTER || sign == SIGN_DIGIT || sign == SIGN_ALONE) {
            *offset = find_end(data, len, *offset, sign);
            *word = (struct span){start, *offset};
            return true;
        }
    }
    return false;
}

void words_find(const char *data, size_t len, struct spans *words) {
    struct span word;
    for (size_t offset = 0; next_word(data, len, &offset, &word);) {
        spans_add(words, word.start, word.end);
    }
}

size_t words_count(const char *data, size_t len) {
    size_t count = 0;
    struct span word;
    for (size_t offset = 0; next_word(data, len, &offset, &word);) {
        count++;
    }
    return count;
}
