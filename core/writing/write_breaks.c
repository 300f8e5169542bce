/* A break is looked for a new place near the old one. What is a good place is told from the word behind it alone, and
 * errs on the side of too many marks: another place costs nothing, and whether the document keeps its structure is
 * checked once more as a whole (guard/shape.h). */
#include "core/writing/write_breaks.h"

#include "core/base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static bool is_space(char c) {
    return is_blank(c) || c == '\n';
}

bool breaks_is_mark(const char *word, size_t len) {
    static const char *const starts[] = {"•", "::", "..", "//", "/ ", "```", "$$", "<"};
    size_t digits = 0;
    while (digits < len && word[digits] >= '0' && word[digits] <= '9')
        digits++;
    if (len == 0 || strchr("#>|+-*=~:%", word[0]) || (digits > 0 && digits < len && strchr(".)", word[digits])))
        return true;
    for (size_t k = 0; k < sizeof starts / sizeof *starts; k++)
        if (len >= strlen(starts[k]) && !strncmp(word, starts[k], strlen(starts[k])))
            return true;
    /* a definition "[name]:", a numbered item "a)" or "iv.", a row of one sign */
    const char *bracket = word[0] == '[' ? memchr(word, ']', len) : NULL;
    bool definition = bracket && (size_t)(bracket - word) + 1 < len && bracket[1] == ':';
    bool letter = len == 2 && strchr(".)", word[1]);
    bool row = len >= 3 && strspn(word, (char[]){word[0], 0}) >= len && strchr("_'\"^.!@&", word[0]);
    return definition || letter || row || (len == 1 && word[0] == '/');
}

static size_t count_breaks(const char *text, size_t len) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += text[i] == '\n';
    return count;
}

static size_t measure_word(const char *text, size_t len) {
    size_t end = 0;
    while (end < len && !is_space(text[end]))
        end++;
    return end;
}

/* The edit as it will be: its words may begin and end with the white space that stood around the old ones. */
struct edited {
    const char *old;
    struct span span;
    char *text;
    size_t len;
};

/* A break at this space: words on both sides of it, none of them a mark. after: what stands behind the edit. */
static bool may_break(const struct edited *edit, size_t at) {
    size_t next = at;
    while (next < edit->len && is_blank(edit->text[next]))
        next++;
    if (next < edit->len)
        return edit->text[next] != '\n' &&
               !breaks_is_mark(edit->text + next, measure_word(edit->text + next, edit->len - next));
    const char *behind = edit->old + edit->span.end;
    return *behind && !is_space(*behind) && !breaks_is_mark(behind, measure_word(behind, strlen(behind)));
}

/* Where the text has a space that may become a break, nearest to `wanted`, behind `from`; len if nowhere. */
static size_t find_place(const struct edited *edit, size_t from, size_t wanted) {
    size_t best = edit->len, distance = SIZE_MAX;
    for (size_t at = from; at < edit->len; at++) {
        size_t far = at > wanted ? at - wanted : wanted - at;
        bool first = is_blank(edit->text[at]) && (at == 0 || !is_space(edit->text[at - 1]));
        bool begins_line = at == 0 && (edit->span.start == 0 || edit->old[edit->span.start - 1] == '\n');
        if (at > wanted && far > distance)
            break;
        if (first && !begins_line && far < distance && may_break(edit, at)) {
            best = at;
            distance = far;
        }
    }
    return best;
}

/* The spaces beside the edit become part of it, so that a break can stand there. */
static void take_spaces(struct edited *edit) {
    size_t start = edit->span.start, end = edit->span.end;
    while (start > 0 && is_blank(edit->old[start - 1]))
        start--;
    while (is_blank(edit->old[end]))
        end++;
    char *text = mem_format("%.*s%s%.*s", (int)(edit->span.start - start), edit->old + start, edit->text,
                            (int)(end - edit->span.end), edit->old + edit->span.end);
    free(edit->text);
    edit->text = text;
    edit->len = strlen(text);
    edit->span = (struct span){start, end};
}

/* A run of blanks becomes one break. */
static void set_break(struct edited *edit, size_t at) {
    size_t end = at;
    while (end < edit->len && is_blank(edit->text[end]))
        end++;
    edit->text[at] = '\n';
    memmove(edit->text + at + 1, edit->text + end, edit->len - end + 1);
    edit->len -= end - at - 1;
}

/* Puts back so many of the breaks that stood in the old words, each at about the same share of the new ones. */
static bool put_breaks_back(struct edited *edit, size_t missing) {
    const char *old = edit->old + edit->span.start;
    size_t old_len = edit->span.end - edit->span.start, from = 0;
    take_spaces(edit);
    for (size_t i = 0; i < old_len && missing; i++) {
        if (old[i] != '\n')
            continue;
        size_t at = find_place(edit, from, i * edit->len / old_len);
        if (at == edit->len)
            return false;
        set_break(edit, at);
        from = at + 1;
        missing--;
    }
    return true;
}

/* Nothing comes for whole lines: they go with their breaks. */
static bool drops_lines(const char *old, const struct edit *edit) {
    size_t start = edit->span.start, end = edit->span.end;
    for (size_t i = 0; i < edit->len; i++)
        if (!is_space(edit->text[i]))
            return false;
    return start < end && (start == 0 || old[start - 1] == '\n' || old[start] == '\n') &&
           (!old[end] || old[end] == '\n' || old[end - 1] == '\n');
}

void breaks_keep(const char *old, const struct edits *edits, struct edits *out) {
    for (size_t k = 0; k < edits->count; k++) {
        const struct edit *edit = &edits->items[k];
        size_t had = count_breaks(old + edit->span.start, edit->span.end - edit->span.start);
        size_t has = count_breaks(edit->text, edit->len);
        struct edited whole = {old, edit->span, mem_copy(edit->text, edit->len), edit->len};
        bool kept = had <= has || drops_lines(old, edit) || put_breaks_back(&whole, had - has);
        bool apart = out->count == 0 || out->items[out->count - 1].span.end <= whole.span.start;
        if (kept && apart)
            edits_add(out, whole.span.start, whole.span.end, whole.text, whole.len);
        free(whole.text);
    }
}
