/* LaTeX's markup: commands with the arguments that are no prose, braces, comments, math. Words in between are searched
 * for what any format may hold. */
#include "core/text/formats/latex_markup.h"

#include "core/text/ascii.h"
#include "core/text/formats/latex_command.h"
#include "core/text/markup_find.h"

#include <string.h>

struct finder {
    const char *data;
    size_t len;
    struct markups *out;
    size_t plain;        /* words wait from here on */
    bool no_inline_end;  /* no "\)" is left */
    bool no_display_end; /* no "\]" is left */
};

/* Ends the words in front of start and takes [start, end). */
static size_t add(struct finder *finder, size_t start, size_t end, enum markup_kind kind) {
    markup_add_plain(finder->data, finder->plain, start, false, finder->out);
    markups_add(finder->out, start, end, kind);
    finder->plain = end;
    return end;
}

static bool is_empty_line(const struct finder *finder, size_t newline) {
    size_t next = newline + 1;
    while (next < finder->len && ascii_is_blank(finder->data[next])) {
        next++;
    }
    return next < finder->len && finder->data[next] == '\n';
}

/* $x$ or $$x$$; a sign that nothing closes within its paragraph is just a dollar. */
static size_t add_dollars(struct finder *finder, size_t start) {
    const char *data = finder->data;
    bool twice = start + 1 < finder->len && data[start + 1] == '$';
    size_t end = start + 1 + twice;
    for (; end < finder->len && data[end] != '$'; end++) {
        if (data[end] == '\n' && is_empty_line(finder, end)) {
            return start + 1 + twice;
        }
        end += data[end] == '\\';
    }
    end += twice && end + 1 < finder->len && data[end + 1] == '$';
    return end < finder->len ? add(finder, start, end + 1, MARKUP_MATH) : start + 1 + twice;
}

static size_t add_bracketed(struct finder *finder, size_t start, const char *close, bool *none_left) {
    const char *found = *none_left ? NULL : memmem(finder->data + start, finder->len - start, close, 2);
    if (!found) {
        *none_left = true;
        return add(finder, start, start + 2, MARKUP_COMMAND);
    }
    return add(finder, start, (size_t)(found - finder->data) + 2, MARKUP_MATH);
}

static size_t add_command(struct finder *finder, size_t start) {
    struct latex_command command = latex_read(finder->data, finder->len, start);
    switch (command.kind) {
    case LATEX_CITATION:
        return add(finder, start, command.end, MARKUP_CITATION);
    case LATEX_URL:
        return add(finder, start, command.end, MARKUP_URL);
    case LATEX_VERBATIM:
        return add(finder, start, command.end, MARKUP_CODE);
    case LATEX_ITEM:
    case LATEX_BREAK:
        return add(finder, start, command.end, MARKUP_STRUCTURE);
    case LATEX_INLINE:
        return add_bracketed(finder, start, "\\)", &finder->no_inline_end);
    case LATEX_DISPLAY:
        return add_bracketed(finder, start, "\\]", &finder->no_display_end);
    default:
        return add(finder, start, command.end, MARKUP_COMMAND);
    }
}

static size_t add_comment(struct finder *finder, size_t start) {
    const char *newline = memchr(finder->data + start, '\n', finder->len - start);
    return add(finder, start, newline ? (size_t)(newline - finder->data) : finder->len, MARKUP_COMMAND);
}

void markup_find_latex(const char *data, size_t len, struct markups *out) {
    struct finder finder = {.data = data, .len = len, .out = out};
    for (size_t offset = 0; offset < len;) {
        switch (data[offset]) {
        case '\\':
            offset = add_command(&finder, offset);
            break;
        case '$':
            offset = add_dollars(&finder, offset);
            break;
        case '%':
            offset = add_comment(&finder, offset);
            break;
        case '{':
        case '}':
        case '&':
            offset = add(&finder, offset, offset + 1, MARKUP_COMMAND);
            break;
        default:
            offset++;
            break;
        }
    }
    markup_add_plain(data, finder.plain, len, false, out);
}
