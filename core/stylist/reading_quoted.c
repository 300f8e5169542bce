/* Words that are somebody else's: between quotation marks, and titles, which stand in emphasis or in the text of a
 * link.
 *
 * Which of several readings of a mark is the right one does not matter here: what is blotted out too much is left
 * alone. */
#include "core/stylist/reading.h"

#include "core/stylist/scan.h"

#include <ctype.h>
#include <string.h>

#define QUOTED_BYTES_MAX 400 /* a pair of marks further apart is more likely two strays */

/* A quotation mark at offset: its length in bytes, and whether it opens, closes, or may do either ('"'). */
static size_t find_double(const char *plain, size_t offset, bool *opens, bool *closes) {
    static const struct {
        const char *mark;
        bool opens, closes;
    } marks[] = {{"\"", true, true},        {"\xe2\x80\x9c", true, false}, {"\xe2\x80\x9d", false, true},
                 {"``", true, false},       {"''", false, true},           {"\xe2\x80\x9e", true, false},
                 {"\xc2\xab", true, false}, {"\xc2\xbb", false, true}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (plain[offset] != marks[i].mark[0]) {
            continue;
        }
        size_t len = strlen(marks[i].mark);
        if (strncmp(plain + offset, marks[i].mark, len) == 0) {
            *opens = marks[i].opens;
            *closes = marks[i].closes;
            return len;
        }
    }
    return 0;
}

static void hide(struct reading *reading, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        if (!scan_is_space(reading->plain[i]) && reading->plain[i] != READING_HIDDEN) {
            reading->plain[i] = READING_QUOTED;
        }
    }
}

static void hide_doubles(struct reading *reading, struct span span) {
    size_t open = 0, inner = 0;
    for (size_t i = span.start; i < span.end; i++) {
        bool opens, closes;
        size_t len = find_double(reading->plain, i, &opens, &closes);
        if (len == 0) {
            continue;
        }
        if (open && closes && i - inner <= QUOTED_BYTES_MAX) {
            hide(reading, inner, i);
            open = 0;
        } else if (opens && (!closes || i == span.start || !scan_is_letter(reading->plain[i - 1]))) {
            open = 1;
            inner = i + len;
        }
        i += len - 1;
    }
}

static bool is_wordy(char c) {
    return scan_is_letter(c) || scan_is_digit(c);
}

/* ' or its curly forms at offset: the length. */
static size_t measure_single(const struct reading *reading, size_t offset, bool closing) {
    const char *plain = reading->plain + offset;
    if (*plain == '\'') {
        return 1;
    }
    return strncmp(plain, closing ? "\xe2\x80\x99" : "\xe2\x80\x98", 3) == 0 ? 3 : 0;
}

/* 'Words like these': the mark opens in front of a letter and closes behind a letter or a mark, where no word goes on.
 */
static void hide_singles(struct reading *reading, struct span span) {
    for (size_t i = span.start; i < span.end; i++) {
        size_t len = measure_single(reading, i, false);
        if (!len || (i > span.start && !scan_is_space(reading->plain[i - 1]) && !strchr("([", reading->plain[i - 1])) ||
            !is_wordy(reading->plain[i + len])) {
            continue;
        }
        for (size_t j = i + len + 2; j < span.end && j - i <= QUOTED_BYTES_MAX; j++) {
            size_t end_len = measure_single(reading, j, true);
            if (end_len && !scan_is_space(reading->plain[j - 1]) && !is_wordy(reading->plain[j + end_len])) {
                hide(reading, i + len, j);
                i = j + end_len - 1;
                break;
            }
        }
    }
}

/* Words that start in [start, end): how many, and how many with a capital; of more than three letters those without. */
struct capitals {
    size_t words, raised, small;
    bool opens; /* the first word has a capital */
};

static struct capitals count_capitals(const struct reading *reading, size_t start, size_t end) {
    struct capitals found = {0};
    const struct word *behind = reading->words + reading->word_count;
    for (const struct word *word = reading_find_word(reading, start); word && word < behind && word->span.start < end;
         word++) {
        bool raised = isupper((unsigned char)reading->plain[word->span.start]);
        found.opens = found.opens || (found.words == 0 && raised);
        found.words++;
        found.raised += raised;
        found.small += !raised && word->span.end - word->span.start > 3;
    }
    return found;
}

static bool is_title(const struct reading *reading, size_t start, size_t end, bool link) {
    struct capitals found = count_capitals(reading, start, end);
    if (found.raised >= 2 && found.small == 0) {
        return true;
    }
    return found.opens && (link || !reading_starts_sentence(reading, start));
}

static bool is_same(const struct reading *reading, struct span a, struct span b) {
    return a.end - a.start == b.end - b.start &&
           memcmp(reading->text + a.start, reading->text + b.start, a.end - a.start) == 0;
}

/* The markup that closes what markups[index] opens, in the same passage; count if none does. */
static size_t find_partner(const struct reading *reading, size_t index, struct span span) {
    const struct markup *open = &reading->markups.items[index];
    bool bracket = open->kind == MARKUP_LINK && open->span.end - open->span.start == 1;
    if (!bracket && open->kind != MARKUP_EMPHASIS) {
        return reading->markups.count;
    }
    for (size_t i = index + 1; i < reading->markups.count && reading->markups.items[i].span.end <= span.end; i++) {
        const struct markup *other = &reading->markups.items[i];
        if (other->kind == open->kind &&
            (bracket ? reading->text[other->span.start] == ']' : is_same(reading, open->span, other->span))) {
            return i;
        }
    }
    return reading->markups.count;
}

static void hide_titles(struct reading *reading, struct span span) {
    size_t low = 0, high = reading->markups.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reading->markups.items[middle].span.start < span.start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t i = low; i < reading->markups.count && reading->markups.items[i].span.start < span.end; i++) {
        size_t partner = find_partner(reading, i, span);
        if (partner == reading->markups.count) {
            continue;
        }
        size_t start = reading->markups.items[i].span.end, end = reading->markups.items[partner].span.start;
        if (is_title(reading, start, end, reading->markups.items[i].kind == MARKUP_LINK)) {
            hide(reading, start, end);
        }
        i = reading->markups.items[i].kind == MARKUP_EMPHASIS ? partner : i;
    }
}

void reading_hide_quotations(struct reading *reading, struct span passage) {
    hide_titles(reading, passage);
    hide_doubles(reading, passage);
    hide_singles(reading, passage);
}
