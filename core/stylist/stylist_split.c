/* Cutting a description of several preferences into single ones. Our own sentences are recognised first, as they stand:
 * some hold marks that would end a sentence ("Write "e.g." and "i.e."."). */
#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/stylist/stylist_read.h"
#include "core/text/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const joints[] = {"; ", ", and ", " and ", ", but ", ", "};
static const char *const openings[] = {"use ",    "avoid ", "prefer ", "write ", "never ", "do not ",   "don't ",
                                       "always ", "spell ", "put ",    "keep ",  "start ", "end ",      "sign ",
                                       "greet ",  "no ",    "say ",    "close ", "open ",  "separate ", "address "};

static bool starts_wish(const char *text) {
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        if (strncasecmp(text, openings[i], strlen(openings[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_readable(const char *text) {
    const struct trait *trait;
    size_t value;
    return stylist_read_preference(text, &trait, &value);
}

static bool mean_different(const char *a, const char *b) {
    const struct trait *trait_a, *trait_b;
    size_t value_a, value_b;
    return stylist_read_preference(a, &trait_a, &value_a) && stylist_read_preference(b, &trait_b, &value_b) &&
           trait_a != trait_b;
}

/* "Use contractions and avoid emoji": two, where each half can be read alone and they are about different traits. */
static void split_sentence(const char *sentence, struct list *preferences) {
    for (size_t i = 0; !stylist_read_exactly(sentence, &(const struct trait *){0}, &(size_t){0}) &&
                       i < sizeof joints / sizeof *joints;
         i++) {
        for (const char *at = strstr(sentence, joints[i]); at; at = strstr(at + 1, joints[i])) {
            const char *rest = at + strlen(joints[i]);
            char *first = mem_copy(sentence, (size_t)(at - sentence));
            bool splits = starts_wish(rest) && is_readable(first) && mean_different(first, rest);
            if (splits) {
                list_take(preferences, mem_format("%s.", first));
                char *second = mem_copy_text(rest);
                second[0] = (char)toupper((unsigned char)second[0]);
                split_sentence(second, preferences);
                free(second);
            }
            free(first);
            if (splits) {
                return;
            }
        }
    }
    list_add(preferences, sentence);
}

/* One of our own sentences that stands at the start of text: its length, else 0. */
static size_t find_own(const char *text) {
    size_t best = 0;
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i);
        for (size_t j = 0; j < trait->value_count; j++) {
            size_t len = strlen(trait->values[j].preference);
            if (len > best && strncasecmp(text, trait->values[j].preference, len) == 0 &&
                (text[len] == '\0' || isspace((unsigned char)text[len]))) {
                best = len;
            }
        }
    }
    return best;
}

static void add_clean(const char *text, size_t len, struct list *preferences) {
    while (len > 0 && isspace((unsigned char)*text)) {
        text++;
        len--;
    }
    while (len > 0 && isspace((unsigned char)text[len - 1])) {
        len--;
    }
    if (len > 0) {
        char *sentence = mem_copy(text, len);
        split_sentence(sentence, preferences);
        free(sentence);
    }
}

/* A list mark at the start of a line: "- ", "* ", "3. ", "(a) " is none. */
static size_t find_list_mark(const char *line) {
    size_t i = strspn(line, " \t");
    size_t digits = strspn(line + i, "0123456789");
    if (digits > 0 && strchr(".)", line[i + digits]) && line[i + digits] && line[i + digits + 1] == ' ') {
        return i + digits + 2;
    }
    if (line[i] && strchr("-*+", line[i]) && line[i + 1] == ' ') {
        return i + 2;
    }
    return strncmp(line + i, "\xe2\x80\xa2 ", 4) == 0 ? i + 4 : i;
}

static void split_line(const char *line, size_t len, struct list *preferences) {
    char *copy = mem_copy(line, len);
    const char *at = copy + find_list_mark(copy);
    while (*at) {
        size_t own = find_own(at);
        struct spans sentences = {0};
        sentences_find(at, strlen(at), &sentences);
        size_t end = own ? own : sentences.count == 0 ? strlen(at) : sentences.items[0].end;
        spans_finish(&sentences);
        add_clean(at, end, preferences);
        at += end;
        at += strspn(at, " \t\r");
    }
    free(copy);
}

void stylist_split(const char *description, struct list *preferences) {
    cJSON *json = *description && strchr(description, '[') ? json_parse(description, strlen(description), NULL) : NULL;
    struct list items = {0};
    bool is_list = json && json_read_list(json, &items);
    cJSON_Delete(json);
    for (size_t i = 0; is_list && i < items.count; i++) {
        split_line(items.items[i], strlen(items.items[i]), preferences);
    }
    list_finish(&items);
    while (!is_list && *description) {
        size_t len = strcspn(description, "\n");
        split_line(description, len, preferences);
        description += len + (description[len] == '\n');
    }
}
