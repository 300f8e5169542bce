/* Cutting and joining, one small step after the other, on one buffer.
 *
 * Repetition is found by whole words, letter case aside: the longest run of words that ends what stands before and
 * begins the answer, and the first place in the answer that reads like what stands behind. */
#include "core/writing/write_join.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/text/hunks.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define REPEAT_WORDS_MAX 300
#define BEHIND_WORDS     3 /* so many words in a row as behind the cursor: the model says what is there already */

struct words {
    const char *data;
    struct spans spans;
};

static struct words find_words(const char *data, size_t len) {
    struct words words = {.data = data};
    words_find(data, len, &words.spans);
    return words;
}

static bool same_word(const struct words *a, size_t i, const struct words *b, size_t j) {
    struct span x = a->spans.items[i], y = b->spans.items[j];
    return x.end - x.start == y.end - y.start &&
           strncasecmp(a->data + x.start, b->data + y.start, x.end - x.start) == 0;
}

static bool same_run(const struct words *a, size_t i, const struct words *b, size_t j, size_t count) {
    for (size_t k = 0; k < count; k++)
        if (!same_word(a, i + k, b, j + k))
            return false;
    return true;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* --- in front --- */

static bool ends_in_word(const char *text) {
    size_t offset = strlen(text);
    if (offset == 0)
        return false;
    int32_t c = utf8_previous(text, &offset);
    return utf8_is_letter(c) || utf8_is_digit(c);
}

static bool starts_with_word(const char *text) {
    size_t offset = 0;
    int32_t c = utf8_next(text, strlen(text), &offset);
    return utf8_is_letter(c) || utf8_is_digit(c);
}

/* Takes off what repeats the text in front. True if the cursor stands in a word that the answer goes on with. */
static bool cut_front(const struct completion_place *place, struct buf *text) {
    struct words before = find_words(place->before, strlen(place->before));
    struct words answer = find_words(buf_get(text), text->len);
    size_t most = smaller(smaller(before.spans.count, answer.spans.count), REPEAT_WORDS_MAX);
    size_t cut = 0;
    bool in_word = false;
    for (size_t count = most; count > 0 && cut == 0; count--) {
        size_t first = before.spans.count - count;
        struct span last = before.spans.items[before.spans.count - 1];
        struct span mate = answer.spans.items[count - 1];
        if (!same_run(&before, first, &answer, 0, count - 1))
            continue;
        if (same_word(&before, before.spans.count - 1, &answer, count - 1)) {
            cut = mate.end;
        } else if (ends_in_word(place->before) && last.end - last.start < mate.end - mate.start &&
                   strncasecmp(place->before + last.start, answer.data + mate.start, last.end - last.start) == 0) {
            cut = mate.start + last.end - last.start;
            in_word = true;
        }
    }
    /* The marks behind the last word are there, too. */
    struct span last = {0, 0};
    if (before.spans.count > 0)
        last = before.spans.items[before.spans.count - 1];
    for (const char *mark = place->before + last.end; cut > 0 && !in_word && *mark; mark++)
        if (strchr(" \t\n", *mark) == NULL && cut < text->len && buf_get(text)[cut] == *mark)
            cut++;
    spans_finish(&before.spans);
    spans_finish(&answer.spans);
    buf_remove(text, 0, cut);
    return in_word;
}

/* --- behind --- */

/* Cuts the answer where it begins to say what stands behind the cursor. */
static void cut_back(const char *after, size_t after_len, size_t words_min, struct buf *text) {
    struct words behind = find_words(after, after_len);
    struct words answer = find_words(buf_get(text), text->len);
    size_t cut = text->len;
    size_t run = smaller(behind.spans.count, BEHIND_WORDS);
    for (size_t k = 0; run >= words_min && run > 0 && k + run <= answer.spans.count; k++) {
        if (same_run(&answer, k, &behind, 0, run)) {
            cut = answer.spans.items[k].start;
            break;
        }
    }
    size_t most = smaller(behind.spans.count, answer.spans.count);
    for (size_t count = smaller(most, REPEAT_WORDS_MAX); count >= words_min && count > 0 && cut == text->len; count--)
        if (same_run(&answer, answer.spans.count - count, &behind, 0, count))
            cut = answer.spans.items[answer.spans.count - count].start;
    buf_remove(text, cut, text->len - cut);
    spans_finish(&behind.spans);
    spans_finish(&answer.spans);
}

/* --- one sentence on one line --- */

static bool starts_block(const char *line) {
    line += strspn(line, " \t");
    size_t digits = strspn(line, "0123456789");
    return *line == '\n' || *line == '#' || *line == '>' || *line == '|' || strncmp(line, "```", 3) == 0 ||
           (strchr("-*+", line[0]) != NULL && line[0] && line[1] == ' ') ||
           (digits > 0 && strchr(".)", line[digits]) != NULL && line[digits] && line[digits + 1] == ' ');
}

static void keep_paragraph(struct buf *text) {
    struct buf line = {0};
    for (const char *c = buf_get(text); *c; c++) {
        if (*c == '\n' && line.len > 0 && starts_block(c + 1))
            break;
        if (strchr(" \t\r\n", *c) == NULL)
            buf_append_char(&line, *c);
        else if (line.len > 0 && line.data[line.len - 1] != ' ')
            buf_append_char(&line, ' ');
    }
    buf_finish(text);
    *text = line;
}

static void keep_sentence(const struct completion_place *place, bool in_word, struct buf *text) {
    struct buf whole = {0};
    size_t begun = strlen(place->begun);
    buf_append(&whole, place->begun, begun);
    if (!in_word && begun > 0 && strchr(" \t\n", place->begun[begun - 1]) == NULL && text->len > 0 &&
        ends_in_word(place->begun)) {
        buf_append_char(&whole, ' ');
        begun++;
    }
    buf_append(&whole, buf_get(text), text->len);
    struct spans sentences = {0};
    sentences_find(buf_get(&whole), whole.len, &sentences);
    for (size_t k = 0; k < sentences.count; k++) {
        if (sentences.items[k].end > begun) {
            size_t len = sentences.items[k].end - begun;
            if (len < text->len)
                buf_remove(text, len, text->len - len);
            break;
        }
    }
    spans_finish(&sentences);
    buf_finish(&whole);
}

/* Code that is opened and not closed would swallow what stands behind. */
static void drop_open_code(struct buf *text) {
    size_t ticks = 0, last = 0;
    for (size_t k = 0; k < text->len; k++) {
        if (text->data[k] == '`') {
            ticks++;
            last = k;
        }
    }
    if (ticks % 2 == 1)
        buf_remove(text, last, text->len - last);
}

static void trim_back(struct buf *text, const char *marks) {
    while (text->len > 0 && strchr(marks, text->data[text->len - 1]) != NULL)
        buf_remove(text, text->len - 1, 1);
}

/* --- letters and spaces --- */

/* Words that are written small within a sentence; a name never is one of them. */
static bool is_common(const char *word, size_t len) {
    static const char *const common[] = {
        "a",    "an",      "the",      "this",   "that",  "these",  "those", "it",   "its",  "they", "their",
        "we",   "our",     "you",      "your",   "he",    "she",    "his",   "her",  "and",  "or",   "but",
        "so",   "because", "if",       "when",   "while", "where",  "which", "who",  "what", "how",  "why",
        "then", "as",      "at",       "by",     "for",   "from",   "in",    "into", "of",   "on",   "to",
        "with", "without", "is",       "are",    "was",   "were",   "has",   "have", "had",  "can",  "could",
        "will", "would",   "may",      "should", "not",   "there",  "here",  "some", "many", "most", "all",
        "each", "every",   "although", "since",  "after", "before",
    };
    for (size_t k = 0; k < sizeof common / sizeof common[0]; k++)
        if (strlen(common[k]) == len && strncasecmp(common[k], word, len) == 0)
            return true;
    return false;
}

static void set_first_letter(struct buf *text, bool upper) {
    size_t end = 0;
    int32_t c = utf8_next(buf_get(text), text->len, &end);
    char encoded[4];
    size_t len = utf8_encode(upper ? utf8_to_upper(c) : utf8_to_lower(c), encoded);
    struct buf changed = {0};
    buf_append(&changed, encoded, len);
    buf_append(&changed, buf_get(text) + end, text->len - end);
    buf_finish(text);
    *text = changed;
}

/* The person begins sentences with small letters. */
static bool writes_small(const char *before) {
    struct spans sentences = {0};
    size_t small = 0, large = 0;
    sentences_find(before, strlen(before), &sentences);
    for (size_t k = 0; k < sentences.count; k++) {
        size_t offset = sentences.items[k].start;
        int32_t c = utf8_next(before, strlen(before), &offset);
        small += utf8_is_letter(c) && !utf8_is_upper(c);
        large += utf8_is_upper(c);
    }
    spans_finish(&sentences);
    return small >= 2 && small > large;
}

static void set_case(const struct completion_place *place, struct buf *text) {
    struct words words = find_words(buf_get(text), text->len);
    size_t next = 0;
    int32_t first = text->len > 0 ? utf8_next(buf_get(text), text->len, &next) : ' ';
    if (words.spans.count > 0 && words.spans.items[0].start == 0) {
        struct span word = words.spans.items[0];
        bool plain = true; /* no capital, digit or mark inside: iPhone, x86 stay */
        for (size_t offset = next; offset < word.end;) {
            int32_t c = utf8_next(text->data, word.end, &offset);
            plain = plain && utf8_is_letter(c) && !utf8_is_upper(c);
        }
        bool begun = *place->begun != '\0';
        if (begun && utf8_is_upper(first) && is_common(text->data, word.end))
            set_first_letter(text, false);
        else if (!begun && plain && !utf8_is_upper(first) && !writes_small(place->before))
            set_first_letter(text, true);
    }
    spans_finish(&words.spans);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The text begins with a mark that stands at the word in front of it: , . ) 's */
static bool hugs_front(const char *text) {
    static const char *const marks[] = {",", ".", ";", ":", "!", "?", ")", "]", "}", "…", "”", "’", "%"};
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
        if (strncmp(text, marks[k], strlen(marks[k])) == 0)
            return true;
    return text[0] == '\'' && text[1] != '\0' && !is_blank(text[1]);
}

/* The text ends with a mark that the next word stands at: ( " - / */
static bool hugs_back(const char *text) {
    static const char *const marks[] = {"(", "[", "{", "“", "‘", "«", "/", "-", "—", "–", "\"", "'", "*", "_", "`"};
    size_t len = strlen(text);
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++) {
        size_t mark = strlen(marks[k]);
        if (len < mark || strcmp(text + len - mark, marks[k]) != 0)
            continue;
        bool spaced = len == mark || is_blank(text[len - mark - 1]);
        bool dash = strcmp(marks[k], "-") == 0 || strcmp(marks[k], "—") == 0 || strcmp(marks[k], "–") == 0;
        bool quote = strchr("\"'*_`", marks[k][0]) != NULL;
        return dash ? !spaced : quote ? spaced : true;
    }
    return false;
}

static void set_spaces(const struct completion_place *place, bool in_word, struct buf *text) {
    size_t len = strlen(place->before);
    const char *rest = place->rest > 0 ? place->after : "";
    if (text->len == 0)
        return;
    if (*rest && !is_blank(*rest) && !hugs_front(rest) && !hugs_back(buf_get(text)))
        buf_append_char(text, ' ');
    if (!in_word && len > 0 && !is_blank(place->before[len - 1]) && !hugs_back(place->before) &&
        !hugs_front(buf_get(text))) {
        char *spaced = mem_format(" %s", buf_get(text));
        buf_clear(text);
        buf_append_text(text, spaced);
        free(spaced);
    }
}

/* The sentence goes on behind the cursor: no full stop before it. */
static void open_end(const struct completion_place *place, struct buf *text) {
    const char *rest = place->after + strspn(place->after, " \t\n");
    if (place->rest == 0 || (size_t)(rest - place->after) >= place->rest)
        return;
    size_t offset = 0;
    int32_t first = utf8_next(rest, strlen(rest), &offset);
    bool goes_on = utf8_is_letter(first) && !utf8_is_upper(first);
    if (strchr(",;:.!?", *rest) != NULL)
        trim_back(text, " ,;:.!?");
    else if (goes_on)
        trim_back(text, " .!?");
}

char *completion_join(const struct completion_place *place, const char *answer) {
    struct buf text = {0};
    if (ends_in_word(place->before) && place->rest > 0 && starts_with_word(place->after))
        return mem_copy_text(""); /* inside a word */
    buf_append_text(&text, answer);
    bool in_word = cut_front(place, &text);
    keep_paragraph(&text);
    cut_back(place->after, place->rest, 1, &text);
    cut_back(place->after + place->rest, strlen(place->after) - place->rest, BEHIND_WORDS, &text);
    keep_sentence(place, in_word, &text);
    drop_open_code(&text);
    trim_back(&text, " \t\n");
    open_end(place, &text);
    if (!in_word)
        set_case(place, &text);
    set_spaces(place, in_word, &text);
    return buf_take(&text);
}
