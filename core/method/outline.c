/* Notes that leak no style. A row of words is compared without letter case; what stands between words does not count.
 *
 * Thinning goes line by line: a line that repeats too much of the passage loses its small words and becomes keywords;
 * should those still follow each other as in the passage, every word that completes a row is dropped. */
#include "core/method/outline.h"

#include "core/base/buf.h"
#include "core/base/list.h"
#include "core/base/mem.h"
#include "core/text/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define ROW (OUTLINE_ROW_WORDS + 1) /* words in a row that are one too many */

static void find_words(const char *text, size_t len, struct list *words) {
    struct spans spans = {0};
    words_find(text, len, &spans);
    for (size_t i = 0; i < spans.count; i++) {
        char *word = mem_copy(text + spans.items[i].start, spans.items[i].end - spans.items[i].start);
        list_take(words, text_fold(word));
        free(word);
    }
    spans_finish(&spans);
}

/* Whether the ROW words of `words` from `start` follow each other in `passage` too. */
static bool row_is_in(const struct list *words, size_t start, const struct list *passage) {
    for (size_t i = 0; i + ROW <= passage->count; i++) {
        size_t same = 0;
        while (same < ROW && strcmp(words->items[start + same], passage->items[i + same]) == 0)
            same++;
        if (same == ROW)
            return true;
    }
    return false;
}

static bool words_repeat(const struct list *words, const struct list *passage) {
    for (size_t i = 0; i + ROW <= words->count; i++) {
        if (row_is_in(words, i, passage))
            return true;
    }
    return false;
}

bool outline_repeats(const char *notes, const char *passage) {
    struct list words = {0}, passage_words = {0};
    find_words(notes, strlen(notes), &words);
    find_words(passage, strlen(passage), &passage_words);
    bool repeats = words_repeat(&words, &passage_words);
    list_finish(&words);
    list_finish(&passage_words);
    return repeats;
}

/* Names, numbers and long words carry facts; what is left out is mostly grammar. */
static bool is_keyword(const char *word, size_t len) {
    if (len >= 5 || isupper((unsigned char)word[0]) || (unsigned char)word[0] >= 0x80)
        return true;
    for (size_t i = 0; i < len; i++) {
        if (isdigit((unsigned char)word[i]))
            return true;
    }
    return false;
}

/* Only the last words of a line can be part of a row with the next line. */
static void keep_tail(struct list *words) {
    struct list tail = {0};
    for (size_t i = words->count < ROW ? 0 : words->count - ROW + 1; i < words->count; i++)
        list_add(&tail, words->items[i]);
    list_finish(words);
    *words = tail;
}

/* One line as keywords. `kept` holds the last words before it, folded, so that a row over two lines is seen. */
static void append_keywords(struct buf *out, const char *line, size_t len, struct list *kept,
                            const struct list *passage) {
    struct spans spans = {0};
    words_find(line, len, &spans);
    const char *separator = "- ";
    for (size_t i = 0; i < spans.count; i++) {
        const char *word = line + spans.items[i].start;
        size_t word_len = spans.items[i].end - spans.items[i].start;
        if (!is_keyword(word, word_len))
            continue;
        find_words(word, word_len, kept);
        if (kept->count >= ROW && row_is_in(kept, kept->count - ROW, passage)) {
            list_remove(kept, kept->count - 1);
            continue;
        }
        buf_append_text(out, separator);
        buf_append(out, word, word_len);
        separator = ", ";
    }
    if (separator[0] == ',')
        buf_append_char(out, '\n');
    spans_finish(&spans);
}

char *outline_thin(const char *notes, const char *passage) {
    struct list passage_words = {0}, kept = {0};
    struct buf out = {0};
    find_words(passage, strlen(passage), &passage_words);
    for (const char *line = notes; *line;) {
        size_t len = strcspn(line, "\n");
        struct list with_line = {0};
        list_copy(&with_line, &kept);
        find_words(line, len, &with_line);
        if (words_repeat(&with_line, &passage_words)) {
            append_keywords(&out, line, len, &kept, &passage_words);
            list_finish(&with_line);
        } else {
            buf_append(&out, line, len);
            buf_append_char(&out, '\n');
            list_finish(&kept);
            kept = with_line;
        }
        keep_tail(&kept);
        line += len;
        if (*line == '\n')
            line++;
    }
    if (out.len && out.data[out.len - 1] == '\n')
        buf_remove(&out, out.len - 1, 1);
    list_finish(&passage_words);
    list_finish(&kept);
    return buf_take(&out);
}
