/* Prose or not, by counting: prose is mostly letters, and has no gaps in its lines. */
#include "core/text/line.h"

#include "core/base/utf8.h"
#include "core/text/ascii.h"

#include <string.h>

#define TAB_COLUMNS 4

static bool starts_with(const char *data, struct span content, const char *text) {
    size_t len = strlen(text);
    return content.end - content.start >= len && memcmp(data + content.start, text, len) == 0;
}

/* Behind "- ", "* ", "+ ", "\u2022 ", "1. ", "2) "; content.start if there is no marker with words behind it. */
static size_t skip_marker(const char *data, struct span content, bool *numbered) {
    static const char *const bullets[] = {"-", "*", "+", "\u2022", "\u2013"};
    size_t end = content.start;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets && end == content.start; i++) {
        end += starts_with(data, content, bullets[i]) ? strlen(bullets[i]) : 0;
    }
    if (end == content.start) {
        while (end < content.end && end - content.start < 3 && ascii_is_digit(data[end])) {
            end++;
        }
        if (end == content.start || end == content.end || (data[end] != '.' && data[end] != ')')) {
            return content.start;
        }
        *numbered = !(end == content.start + 1 && data[content.start] == '1');
        end++;
    }
    size_t words = end;
    while (words < content.end && ascii_is_blank(data[words])) {
        words++;
    }
    return words > end && words < content.end ? words : content.start;
}

bool line_is_underline(const char *data, struct span content) {
    char sign = data[content.start];
    if (content.end - content.start < 3 || !strchr("=-~^*+#_\"'`.:", sign)) {
        return false;
    }
    for (size_t i = content.start; i < content.end; i++) {
        if (data[i] != sign) {
            return false;
        }
    }
    return true;
}

static bool is_prose(const char *data, struct span content) {
    size_t letters = 0;
    size_t others = 0;
    size_t gaps = 0; /* tabs, or three spaces: columns */
    size_t bars = 0;
    size_t spaces = 0;
    for (size_t offset = content.start; offset < content.end;) {
        char first = data[offset];
        int32_t c = ascii_is_other(first) ? utf8_next(data, content.end, &offset) : data[offset++];
        spaces = c == ' ' ? spaces + 1 : 0;
        gaps += c == '\t' || spaces == 3;
        bars += c == '|';
        if (ascii_is_letter(first) || ascii_is_digit(first)) {
            letters++;
        } else if (ascii_is_other(first)) {
            letters += utf8_is_letter(c);
            others += !utf8_is_letter(c) && !utf8_is_space(c);
        } else {
            others += c > ' ';
        }
    }
    return letters > 0 && letters >= others && gaps < 2 && bars < 2;
}

static enum line_kind classify(const char *data, struct span content) {
    if (content.start == content.end) {
        return LINE_EMPTY;
    }
    if (data[content.start] == '>') {
        return LINE_QUOTED;
    }
    if (starts_with(data, content, "```") || starts_with(data, content, "~~~")) {
        return LINE_FENCE;
    }
    return is_prose(data, content) ? LINE_WORDS : LINE_OTHER;
}

struct line line_read(const char *data, size_t len, size_t start) {
    struct line line = {.content = {start, start}};
    size_t end = start;
    while (end < len && !ascii_is_newline(data[end])) {
        end++;
    }
    line.next = end + 1 < len && data[end] == '\r' && data[end + 1] == '\n' ? end + 2 : end + 1;
    line.next = line.next < len ? line.next : len;
    size_t content = start;
    for (; content < end && ascii_is_blank(data[content]); content++) {
        line.indent += data[content] == '\t' ? TAB_COLUMNS : 1;
    }
    while (end > content && ascii_is_blank(data[end - 1])) {
        end--;
    }
    line.content = (struct span){content, end};
    line.kind = classify(data, line.content);
    if (line.kind == LINE_WORDS) {
        line.words = skip_marker(data, line.content, &line.numbered);
        line.kind = line.words > content ? LINE_ITEM : LINE_WORDS;
    }
    return line;
}
