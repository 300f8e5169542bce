/* "*" and "?" stay within a part of the path, "**" between slashes stands for any number of parts. Bytes, not
 * characters, as in git: "?" is half an umlaut. A literal start is compared and cut off first, and that is seen in one
 * place: "foo**" followed by a slash crosses parts, as it does for git. */
#include "core/config/ignore_pattern.h"

#include "core/base/path.h"

#include <ctype.h>
#include <string.h>

#define STEPS_OF_ONE 2000000 /* about ten milliseconds; a pattern that a person writes takes a few hundred */

bool ignore_pattern_parse(const char *line, size_t len, struct ignore_pattern *out) {
    size_t end = 0; /* behind the last character that is no space, or a space with "\" in front */
    for (size_t i = 0; i < len; i++) {
        if (line[i] == '\\' && i + 1 < len)
            end = ++i + 1;
        else if (line[i] != ' ')
            end = i + 1;
    }
    len = end;
    *out = (struct ignore_pattern){0};
    if (!len || *line == '#')
        return false;
    if (*line == '!') {
        out->takes_in = true;
        line++, len--;
    }
    if (len && line[len - 1] == '/') {
        out->folders = true;
        len--;
    }
    out->name = !memchr(line, '/', len);
    if (len && *line == '/')
        line++, len--;
    out->text = line;
    out->len = len;
    return true;
}

/* --- matching --- */

struct match {
    const char *start, *end; /* of the pattern */
    bool parts;              /* slashes are special */
    size_t *steps;
};

/* OUT_OF_TEXT: no star helps by taking more. OUT_OF_PART: none does that may not take a slash. */
enum result { NO, YES, OUT_OF_TEXT, OUT_OF_PART };

/* [:alpha:] and the like; *at stands behind "[:", and then behind ":]". */
static bool class_holds(const char **at, const char *end, unsigned char c, bool *valid) {
    static const struct {
        const char *name;
        int (*holds)(int);
    } classes[] = {{"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank}, {"cntrl", iscntrl},
                   {"digit", isdigit}, {"graph", isgraph}, {"lower", islower}, {"print", isprint},
                   {"punct", ispunct}, {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit}};
    const char *name = *at;
    size_t len = 0;
    while (name + len < end && name[len] != ']')
        len++;
    *valid = false;
    if (name + len >= end || !len || name[len - 1] != ':')
        return false;
    *at = name + len + 1;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strlen(classes[i].name) == len - 1 && !strncmp(classes[i].name, name, len - 1)) {
            *valid = true;
            return classes[i].holds(c);
        }
    return false;
}

static bool take_escaped(const char **at, const char *end, unsigned char *c) {
    if (**at == '\\')
        ++*at;
    if (*at >= end)
        return false;
    *c = (unsigned char)*(*at)++;
    return true;
}

/* *at stands behind "[", and then behind "]". A set that does not end matches nothing. */
static bool set_holds(const char **at, const char *end, unsigned char c) {
    bool negated = *at < end && (**at == '!' || **at == '^'), holds = false, valid = true;
    *at += negated;
    for (bool first = true;; first = false) {
        unsigned char from = 0, to = 0;
        if (*at >= end)
            return false;
        if (**at == ']' && !first) {
            ++*at;
            return holds != negated;
        }
        if (**at == '[' && *at + 1 < end && (*at)[1] == ':') {
            const char *inside = *at + 2;
            bool class = class_holds(&inside, end, c, &valid);
            if (!valid && inside != *at + 2)
                return false;
            if (valid) {
                *at = inside;
                holds = holds || class;
                continue;
            }
        }
        if (!take_escaped(at, end, &from))
            return false;
        to = from;
        if (*at + 1 < end && **at == '-' && (*at)[1] != ']') {
            ++*at;
            if (!take_escaped(at, end, &to))
                return false;
        }
        holds = holds || (c >= from && c <= to);
    }
}

static enum result match_here(struct match *match, const char *pattern, const char *text);

/* pattern: behind all the stars. wide: slashes, too. */
static enum result match_star(struct match *match, const char *pattern, const char *text, bool wide) {
    if (pattern == match->end)
        return wide || !strchr(text, '/') ? YES : OUT_OF_PART;
    for (;; text++) {
        enum result result = match_here(match, pattern, text);
        if (result != NO && (result != OUT_OF_PART || !wide))
            return result;
        if (!*text)
            return OUT_OF_TEXT;
        if (*text == '/' && !wide)
            return OUT_OF_PART;
    }
}

static enum result match_stars(struct match *match, const char *pattern, const char *text) {
    const char *first = pattern;
    while (pattern < match->end && *pattern == '*')
        pattern++;
    bool wide = !match->parts;
    if (match->parts && pattern - first > 1) {
        bool begins = first == match->start || first[-1] == '/';
        bool slash = pattern < match->end && *pattern == '/';
        bool escaped = match->end - pattern > 1 && pattern[0] == '\\' && pattern[1] == '/';
        wide = begins && (pattern == match->end || slash || escaped);
        if (wide && slash && match_here(match, pattern + 1, text) == YES)
            return YES; /* it stands for no part at all */
    }
    return match_star(match, pattern, text, wide);
}

static enum result match_here(struct match *match, const char *pattern, const char *text) {
    for (; pattern < match->end; text++) {
        if (!*match->steps)
            return YES;
        --*match->steps;
        if (*pattern == '*')
            return match_stars(match, pattern, text);
        if (!*text)
            return OUT_OF_TEXT;
        unsigned char wanted = 0;
        if (*pattern == '?' || *pattern == '[') {
            bool any = *pattern++ == '?';
            if ((*text == '/' && match->parts) || (!any && !set_holds(&pattern, match->end, (unsigned char)*text)))
                return NO;
        } else if (!take_escaped(&pattern, match->end, &wanted) || wanted != (unsigned char)*text) {
            return NO;
        }
    }
    return *text ? NO : YES;
}

static size_t literal_len(const char *text, size_t len) {
    size_t count = 0;
    while (count < len && !strchr("*?[\\", text[count]))
        count++;
    return count;
}

bool ignore_pattern_matches(const struct ignore_pattern *pattern, const char *path, bool is_folder, size_t *steps) {
    if (!*steps)
        return true;
    --*steps;
    if (!pattern->len || (pattern->folders && !is_folder))
        return false;
    const char *text = pattern->name ? path_get_name(path) : path;
    size_t literal = literal_len(pattern->text, pattern->len);
    if (strncmp(pattern->text, text, literal) != 0)
        return false;
    if (literal == pattern->len)
        return text[literal] == '\0';
    size_t skip = pattern->name ? 0 : literal;
    struct match match = {pattern->text + skip, pattern->text + pattern->len, !pattern->name, steps};
    return match_here(&match, match.start, text + skip) == YES;
}

bool ignore_matches(const char *glob, const char *path) {
    size_t steps = STEPS_OF_ONE, len = strlen(glob);
    struct ignore_pattern pattern = {.text = glob, .len = len, .name = !memchr(glob, '/', len)};
    if (*glob == '/') {
        pattern.text++;
        pattern.len--;
    }
    return ignore_pattern_matches(&pattern, path, true, &steps) && steps > 0;
}
