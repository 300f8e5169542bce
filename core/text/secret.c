/* The walk over a text: at each place where a word begins, what tokens and numbers can be told by; then the text as
 * words, for what is told by its neighbours. */
#include "core/text/secret.h"

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/text/ascii.h"
#include "core/text/secret_find.h"
#include "core/text/secret_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- words --- */

/* Lower case, and without its accents: those of Latin-1 by the table, others by leaving the marks out. */
static void fold(const char *text, size_t len, char out[32]) {
    static const char plain[] = "aaaaaaaceeeeiiiidnooooo/ouuuuyts";
    size_t count = 0;
    for (size_t at = 0; at < len && count < 30;) {
        int32_t c = utf8_to_lower(utf8_next(text, len, &at));
        if (c < 0x80)
            out[count++] = (char)c;
        else if (c == 0xdf)
            out[count++] = 's', out[count++] = 's';
        else if (c >= 0xe0 && c <= 0xff)
            out[count++] = plain[c - 0xe0];
        else if (c == 0x2019)
            out[count++] = '\'';
        else if (c == 0x2010 || c == 0x2011)
            out[count++] = '-';
        else if (c < 0x300 || c > 0x36f)
            out[count++] = '?';
    }
    out[count] = '\0';
}

static size_t quote_len(const char *text, size_t len) {
    static const char *const quotes[] = {"\"",
                                         "'",
                                         "`",
                                         "\xe2\x80\x9c",
                                         "\xe2\x80\x9d",
                                         "\xe2\x80\x9e",
                                         "\xe2\x80\x98",
                                         "\xe2\x80\x99",
                                         "\xe2\x80\x9a",
                                         "\xc2\xab",
                                         "\xc2\xbb",
                                         "\xe2\x80\xb9",
                                         "\xe2\x80\xba"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t quote = strlen(quotes[i]);
        if (len >= quote && !strncmp(text, quotes[i], quote))
            return quote;
    }
    return 0;
}

/* The length of the mark that ends the text; 0: none does. */
static size_t end_mark(const char *text, size_t len, char *mark) {
    static const size_t lengths[] = {1, 2, 3};
    for (size_t i = 0; i < 3 && lengths[i] <= len; i++)
        if (quote_len(text + len - lengths[i], lengths[i]) == lengths[i]) {
            *mark = '"';
            return lengths[i];
        }
    if (len && ascii_is_one_of(text[len - 1], ".,;:=!?)]}*_>")) {
        *mark = text[len - 1];
        return 1;
    }
    return 0;
}

static struct secret_word make_word(const char *text, size_t len, size_t line) {
    struct secret_word word = {.line = line};
    char mark = 0;
    for (size_t lead; len; text += lead, len -= lead) {
        lead = quote_len(text, len);
        if (lead && !word.lead)
            word.lead = '"';
        if (!lead && ascii_is_one_of(*text, "([*_")) {
            lead = 1;
            word.lead = word.lead ? word.lead : *text;
        }
        if (!lead)
            break;
    }
    for (size_t trail; (trail = end_mark(text, len, &mark)) > 0; len -= trail) {
        bool says = mark == ':' || mark == '=' || mark == '"';
        if (!word.trail || (says && word.trail != ':' && word.trail != '='))
            word.trail = mark;
        word.ends = word.ends || ascii_is_one_of(mark, ".!?;");
    }
    word.text = text;
    word.len = len;
    fold(text, len, word.folded);
    return word;
}

/* "password=x1y" and "password:x1y" are two words; "https://" and "14:05" are one. */
static size_t find_split(const char *text, size_t len) {
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c == ':' || c == '=') && i >= 2 && i + 1 < len)
            return text[i + 1] == '/' || text[i + 1] == ':' || text[i + 1] == '=' ? 0 : i + 1;
        if (!isalpha(c) && c < 0x80 && !strchr("-_\"'`*.", c))
            return 0;
    }
    return 0;
}

/* The length of the noun in "password's", 0: it is no such word. */
static size_t find_verb(const char *text, size_t len) {
    size_t quote = len > 2 && (text[len - 1] | 0x20) == 's'
                       ? (text[len - 2] == '\''                                   ? 1
                          : len > 4 && !memcmp(text + len - 4, "\xe2\x80\x99", 3) ? 3
                                                                                  : 0)
                       : 0;
    struct secret_word noun = quote ? make_word(text, len - 1 - quote, 0) : (struct secret_word){0};
    size_t used;
    return quote && secret_noun_find(&noun, 1, &used) ? len - 1 - quote : 0;
}

struct words {
    struct secret_word *items;
    size_t count;
    size_t capacity;
};

static void add_word(struct words *words, const char *text, size_t len, size_t line) {
    MEM_RESERVE(words->items, words->count, words->capacity);
    words->items[words->count++] = make_word(text, len, line);
}

/* A line that begins so is another item than the one in front, though that breaks off early. */
static bool begins_item(const char *text, size_t len) {
    size_t digits = 0;
    while (digits < len && isdigit((unsigned char)text[digits]))
        digits++;
    return len && (ascii_is_one_of(*text, "-*#>|\n") ||
                   (digits && digits <= 3 && digits < len && ascii_is_one_of(text[digits], ".)")));
}

static void find_words(const char *text, size_t len, struct words *out) {
    size_t line = 0;
    for (size_t at = 0; at < len;) {
        if (isspace((unsigned char)text[at])) {
            bool end = text[at++] == '\n';
            line += end;
            if (end && out->count && begins_item(text + at, len - at))
                out->items[out->count - 1].ends = true;
            continue;
        }
        size_t word = 0;
        while (at + word < len && !isspace((unsigned char)text[at + word]))
            word++;
        size_t split = find_split(text + at, word), verb = find_verb(text + at, word);
        if (verb) { /* "the password's tulip84" */
            add_word(out, text + at, verb, line);
            add_word(out, "is", 2, line);
            strcpy(out->items[out->count - 1].folded, "'s");
            at += word;
            continue;
        }
        if (split)
            add_word(out, text + at, split, line);
        add_word(out, text + at + split, word - split, line);
        at += word;
    }
    if (out->count)
        out->items[out->count - 1].ends = true;
    for (size_t i = 0; i + 1 < out->count; i++) /* in a short line of its own, as in lists of logins */
        if (out->items[i].line != out->items[i + 1].line && i && out->items[i - 1].line == out->items[i].line &&
            (out->items[i - 1].trail == ':' || out->items[i - 1].trail == '='))
            out->items[i].ends = true;
}

/* --- the walk --- */

static size_t run_len(const char *text, size_t len, const char *marks) {
    size_t count = 0;
    while (count < len && (isalnum((unsigned char)text[count]) || strchr(marks, text[count]) != NULL))
        count++;
    return count;
}

/* https://name:password@host */
static bool is_address_with_password(const char *text, size_t len) {
    if (len < 4 || strncmp(text, "://", 3) != 0)
        return false;
    const char *colon = NULL;
    for (size_t k = 3; k < len && !isspace((unsigned char)text[k]) && text[k] != '/'; k++) {
        if (text[k] == ':' && colon == NULL)
            colon = text + k;
        if (text[k] == '@')
            return colon != NULL && text + k > colon + 1;
    }
    return false;
}

/* The hash of something public, by the words in front of it. */
static bool is_told_as_hash(const char *text, size_t at) {
    static const char *const words[] = {"commit",   "sha",       "md5",       "hash",        "checksum", "digest",
                                        "revision", "source_id", "changeset", "fingerprint", "rev",      "object",
                                        "parent",   "tree",      "blob ",     "/tree/",      "/blob/"};
    size_t start = at > 40 ? at - 40 : 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t k = start; k + strlen(words[i]) <= at; k++)
            if (!strncasecmp(text + k, words[i], strlen(words[i])))
                return true;
    return false;
}

/* In an address, what is drawn by lot is most often the name of a page; not so behind one of these. */
static bool is_part_of_address(const char *text, size_t at) {
    static const char *const names[] = {"token=",    "key=", "sig=",  "signature=", "secret=",    "auth=",
                                        "password=", "pwd=", "code=", "session=",   "credential="};
    size_t start = at;
    while (start > 0 && !isspace((unsigned char)text[start - 1]))
        start--;
    for (size_t k = start; k < at; k++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (!strncasecmp(text + k, names[i], strlen(names[i])))
                return false;
    return memmem(text + start, at - start, "://", 3) != NULL;
}

static const char *find_at(const char *text, size_t len, size_t at) {
    const char *here = text + at;
    size_t left = len - at;
    const char *kind = secret_find_token(here, left);
    if (!kind)
        kind = secret_find_number(here, left);
    if (kind)
        return kind;
    /* Base64 holds slashes, and so does a path to something drawn by lot. */
    size_t part = run_len(here, left, "+_="), run = run_len(here, left, "+_=/");
    bool random = secret_is_random(here, part) || secret_is_random(here, run);
    return random && !is_told_as_hash(text, at) && !is_part_of_address(text, at) ? "a key" : NULL;
}

const char *secret_find_worded(const char *text, size_t len) {
    struct words words = {0};
    find_words(text, len, &words);
    const char *kind = secret_find_named(words.items, words.count);
    if (!kind)
        kind = secret_find_opening(words.items, words.count);
    if (!kind)
        kind = secret_find_phrase(words.items, words.count);
    free(words.items);
    return kind;
}

const char *secret_find(const char *text, size_t len) {
    const char *kind = NULL;
    for (size_t at = 0; at < len && !kind; at++) {
        if (text[at] == ':' && is_address_with_password(text + at, len - at))
            kind = "an address with a password";
        bool starts = at == 0 || !isalnum((unsigned char)text[at - 1]);
        bool phone = at > 0 && text[at - 1] == '+';
        if (!kind && starts && !phone && (isalnum((unsigned char)text[at])))
            kind = find_at(text, len, at);
    }
    if (!kind)
        kind = secret_find_worded(text, len);
    return kind ? kind : secret_find_in_tables(text, len);
}
