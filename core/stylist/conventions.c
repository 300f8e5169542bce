/* A document in four lines, so that each of its passages can be rewritten alone and still fit in. */
#include "core/stylist/conventions.h"

#include "core/base/mem.h"
#include "core/stylist/reading.h"
#include "core/text/literal.h"

#include <ctype.h>
#include <string.h>

#define WORD_MAX 40

const char conventions_of_draft[] = "a draft";

static const char *find_line(const char *about, const char *label) {
    const char *at = strstr(about, label);
    return at ? at + strlen(label) : "";
}

bool conventions_has_anchors(const char *text) {
    return strstr(text, "](#") || strstr(text, "href=\"#") || strstr(text, "]: #");
}

void conventions_parse(const char *about, struct conventions *out) {
    *out = (struct conventions){.draft = about == conventions_of_draft};
    if (about && !out->draft) {
        out->about = about;
        out->curly = strncmp(find_line(about, "apostrophe:"), " curly", 6) == 0;
        out->language = language_parse(find_line(about, "language: "));
        out->licence = strncmp(find_line(about, "licence:"), " yes", 4) == 0;
        out->may_drop_emoji = strncmp(find_line(about, "emoji:"), " decorate", 9) == 0;
        out->goes_on = strncmp(find_line(about, "goes on:"), " yes", 4) == 0;
        out->has_anchors = strncmp(find_line(about, "anchors:"), " yes", 4) == 0;
        out->may_set_headings[HEADING_SENTENCE] = strncmp(find_line(about, "sentence case:"), " yes", 4) == 0;
        out->may_set_headings[HEADING_TITLE] = strncmp(find_line(about, "title case:"), " yes", 4) == 0;
    }
}

static bool is_headed_licence(const struct reading *reading) {
    const struct passage *first = reading->passages.items;
    if (reading->passages.count == 0 || first->kind != PASSAGE_HEADING || reading->word_count == 0) {
        return false;
    }
    const struct word *last = reading->words;
    while (last + 1 < reading->words + reading->word_count && last[1].span.start < first->span.end) {
        last++;
    }
    return reading_is_one_of(reading, last, "license licence");
}

/* Its first heading says so, or most of its passages are those of a licence; a last section alone makes none. */
static bool is_licence(const struct reading *reading) {
    size_t count = is_headed_licence(reading) ? reading->passages.count : 0;
    for (size_t i = 0; i < reading->passages.count; i++) {
        struct span span = reading->passages.items[i].span;
        count += literal_is_licence(reading->text + span.start, span.end - span.start);
    }
    return count > 2 && count * 3 > reading->passages.count;
}

char *conventions_describe(const struct reading *reading) {
    struct buf buf = {0};
    buf_printf(
        &buf,
        "language: %s\nlicence: %s\napostrophe: %s\nemoji: %s\nanchors: %s\nsentence case: %s\ntitle case: %s\nsmall:",
        language_name(reading->whole.language), is_licence(reading) ? "yes" : "no",
        reading->curly ? "curly" : "straight", emoji_may_drop_all(reading) ? "decorate" : "speak",
        conventions_has_anchors(reading->text) ? "yes" : "no",
        heading_may_set_all(reading, HEADING_SENTENCE) ? "yes" : "no",
        heading_may_set_all(reading, HEADING_TITLE) ? "yes" : "no");
    heading_list_uses(reading, -1, &buf);
    buf_append_text(&buf, " \ncapital:");
    heading_list_uses(reading, 1, &buf);
    buf_append_text(&buf, " \n");
    return buf_take(&buf);
}

/* An indented line that starts no item belongs to the item in front of it. */
char *conventions_add_behind(const char *about, const char *after) {
    size_t lines = 0, indent = 0;
    for (; *after && strchr(" \t\r\n", *after); after++) {
        lines += *after == '\n';
        indent = *after == '\n' ? 0 : indent + 1;
    }
    bool item = strchr("-*+", *after) && after[0] && after[1] == ' ';
    item = item || (isdigit((unsigned char)*after) && strchr(".)", after[strspn(after, "0123456789")]));
    bool paragraph = lines > 1 && indent > 1, line = lines == 1; /* one more of the item, or one that is lazy */
    return mem_format("goes on: %s\n%s", (paragraph || line) && *after && !item ? "yes" : "no", about);
}

static bool has_word(const char *line, const char *word, size_t len) {
    char key[WORD_MAX + 3] = " ";
    if (len > WORD_MAX) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        key[i + 1] = (char)tolower((unsigned char)word[i]);
    }
    key[len + 1] = ' ';
    const char *found = strstr(line, key), *end = strchr(line, '\n');
    return found && (!end || found < end);
}

int conventions_find_use(const struct conventions *conventions, const char *word, size_t len) {
    bool small = has_word(find_line(conventions->about, "small:"), word, len);
    bool capital = has_word(find_line(conventions->about, "capital:"), word, len);
    return small == capital ? 0 : small ? -1 : 1;
}
