/* Completing, modestly: the rest of a set phrase whose beginning stands before the cursor, or nothing. No rule can know
 * what a person wants to say next; the rest of "as soon as" it can. */
#include "core/base/mem.h"
#include "core/stylist/phrases.h"
#include "core/stylist/trait.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_BEGUN_MIN 2 /* of a phrase must stand there already, unless its row says that one is enough */

static bool is_word_byte(char c) {
    return isalnum((unsigned char)c) || (unsigned char)c & 0x80 || c == '\'';
}

static char lower(char c) {
    return (char)tolower((unsigned char)c);
}

/* How many bytes of the phrase stand at the end of `before`, as whole words from its start; 0 for none. A word that is
 * begun only does not count: an answer cannot say whether it goes on in it. */
static size_t count_begun(const char *before, size_t before_len, const char *phrase) {
    for (size_t len = strlen(phrase) - 1; len > 0; len--) {
        bool whole_words = phrase[len] == ' ' || phrase[len - 1] == ' ';
        if (len > before_len || !whole_words) {
            continue;
        }
        const char *start = before + before_len - len;
        bool same = start == before || !is_word_byte(start[-1]);
        for (size_t i = 0; same && i < len; i++) {
            same = lower(start[i]) == phrase[i] || (start[i] == '\n' && phrase[i] == ' ');
        }
        if (same) {
            return len;
        }
    }
    return 0;
}

static size_t count_words(const char *phrase, size_t len) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        count += phrase[i] != ' ' && (i + 1 == len || phrase[i + 1] == ' ');
    }
    return count;
}

/* Enough of the phrase to know it by. */
static bool is_recognised(const struct phrase *phrase, size_t begun) {
    return count_words(phrase->text, begun) >= (phrase->begun ? phrase->begun : WORDS_BEGUN_MIN);
}

/* The phrase is one that the preferences would turn into another ("in order to"). */
static bool is_unwanted(const char *phrase, enum format format, const struct list *preferences) {
    char *sentence = mem_format("We %s do.", phrase);
    char *rewritten = stylist_rewrite(sentence, format, preferences, NULL);
    bool unwanted = strcmp(sentence, rewritten) != 0;
    free(sentence);
    free(rewritten);
    return unwanted;
}

/* The rest of the phrase is not there already behind the cursor. */
static bool stands_behind(const char *rest, const char *after) {
    after += strspn(after, " \n");
    rest += strspn(rest, " ");
    size_t len = strcspn(rest, " ");
    return len > 0 && strncasecmp(after, rest, len) == 0;
}

char *stylist_complete(const char *before, const char *after, enum format format, const struct list *preferences) {
    size_t before_len = strlen(before), best = 0;
    const char *rest = NULL;
    bool torn = false;
    if (after && is_word_byte(after[0])) {
        return mem_copy_text("");
    }
    for (size_t i = 0; i < phrase_count; i++) {
        size_t begun = count_begun(before, before_len, phrases[i].text);
        if (begun == 0 || begun < best || !is_recognised(&phrases[i], begun)) {
            continue;
        }
        const char *candidate = phrases[i].text + begun;
        torn = begun == best ? torn || strcmp(candidate, rest) != 0 : false;
        best = begun;
        rest = candidate;
    }
    if (!rest || torn || (after && stands_behind(rest, after))) {
        return mem_copy_text("");
    }
    if (preferences && preferences->count > 0 && is_unwanted(rest - best, format, preferences)) {
        return mem_copy_text("");
    }
    return mem_copy_text(rest);
}
