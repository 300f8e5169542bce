/* Reading a description of preferences and a verdict out of an answer. An answer is reasoning, then a keyword line; the
 * last keyword line that has something to say counts, because reasoning often rehearses the format. What belongs to a
 * keyword line ends where the next one begins, so reading is linear. Lists are in answer_list.c, drafts in
 * answer_draft.c. */
#include "core/model/answer.h"

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/model/line.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    int score;
    const char *name;
    const char *degree;
    const char *stem; /* "confirm", "confirms" and "confirmed" mean the same */
} verdicts[] = {
    {2, "strongly confirms", "strongly", "confirm"},
    {1, "somewhat confirms", "somewhat", "confirm"},
    {0, "neutral", "", "neutral"},
    {-1, "somewhat contradicts", "somewhat", "contradict"},
    {-2, "strongly contradicts", "strongly", "contradict"},
};
#define VERDICT_COUNT (sizeof verdicts / sizeof *verdicts)

const char *verdict_name(int score) {
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        if (verdicts[i].score == score) {
            return verdicts[i].name;
        }
    }
    return "none";
}

static int count_brackets(struct slice line) {
    int depth = 0;
    for (size_t i = 0; i < line.len; i++) {
        depth += line.data[i] == '[' ? 1 : line.data[i] == ']' ? -1 : 0;
    }
    return depth;
}

/* The text that belongs to a keyword: value, and the lines of rest up to the end of the paragraph. A list goes on over
 * empty lines, a bracket until it closes. Appends to text. */
static void read_block(struct slice value, struct slice rest, struct buf *text) {
    struct slice line = value, item;
    int depth = 0;
    bool blank = false, introduced = value.len > 0 && value.data[value.len - 1] == ':';
    do {
        struct slice keyword;
        if (line.data != value.data && line_read_keyword(line, "preferences", &keyword)) {
            return;
        }
        if (line_is_border(line)) {
            if (text->len > 0) {
                return;
            }
            continue;
        }
        if (line_is_blank(line)) {
            blank = text->len > 0 && depth <= 0;
            continue;
        }
        if (blank && !introduced && !line_read_item(line, &item)) {
            return;
        }
        blank = introduced = false;
        depth += depth > 0 || slice_starts(slice_trim(line), "[") ? count_brackets(line) : 0;
        buf_append_text(text, text->len > 0 ? "\n" : "");
        buf_append(text, line.data, line.len);
    } while (line_next(&rest, &line));
}

/* An object's member instead of the keyword: {"preferences": "..."}. NULL if it says nothing. */
static char *read_member(struct slice text) {
    cJSON *member = answer_take_member(text, "preferences");
    char *value = cJSON_IsString(member)  ? mem_copy_text(member->valuestring)
                  : cJSON_IsArray(member) ? json_format(member)
                                          : NULL;
    struct slice whole = value ? slice_trim((struct slice){value, strlen(value)}) : (struct slice){"", 0};
    char *said = whole.len > 0 && !slice_says_none(whole) ? mem_copy(whole.data, whole.len) : NULL;
    cJSON_Delete(member);
    free(value);
    return said;
}

char *answer_read_preferences(const char *answer, struct error *error) {
    struct slice rest = answer_skip_reasoning(answer), line, value;
    struct buf text = {0}, found = {0};
    char *member = read_member(rest);
    if (member) {
        return member;
    }
    while (line_next(&rest, &line)) {
        if (!line_read_keyword(line, "preferences", &value)) {
            continue;
        }
        buf_clear(&text);
        read_block(value, rest, &text);
        struct slice trimmed = slice_unwrap((struct slice){buf_get(&text), text.len});
        if (trimmed.len > 0 && !slice_says_none(trimmed)) {
            buf_clear(&found);
            buf_append(&found, trimmed.data, trimmed.len);
        }
    }
    buf_finish(&text);
    if (found.len == 0) {
        buf_finish(&found);
        error_set(error, ERROR_UNREADABLE, "the model's answer has no line \"Preferences:\" with a text");
        return NULL;
    }
    return buf_take(&found);
}

bool answer_says_no_preferences(const char *answer) {
    struct slice rest = answer_skip_reasoning(answer), line, value;
    while (line_next(&rest, &line)) {
        if (line_read_keyword(line, "preferences", &value) && value.len > 0 && slice_says_none(slice_unwrap(value))) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* The label that starts at `at`: "strongly confirms", "STRONGLY_CONFIRMED", "somewhat **contradicts**". */
static bool read_label(struct slice line, size_t at, size_t *index) {
    if (at > 0 && is_letter(line.data[at - 1])) {
        return false;
    }
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        struct slice rest = slice_skip(line, at);
        if (!slice_starts(rest, verdicts[i].degree)) {
            continue;
        }
        rest = slice_skip(rest, strlen(verdicts[i].degree));
        while (*verdicts[i].degree && rest.len > 0 && strchr(" \t-_*`\"'", *rest.data)) {
            rest = slice_skip(rest, 1);
        }
        if (slice_starts(rest, verdicts[i].stem)) {
            *index = i;
            return true;
        }
    }
    return false;
}

static bool find_label(struct slice line, size_t *index) {
    for (size_t at = 0; at < line.len; at++) {
        if (read_label(line, at, index)) {
            return true;
        }
    }
    return false;
}

/* Without a verdict line: the label that most lines name. */
static bool find_majority(struct slice rest, size_t *index) {
    size_t lines[VERDICT_COUNT] = {0};
    struct slice line;
    while (line_next(&rest, &line)) {
        bool named[VERDICT_COUNT] = {false};
        for (size_t at = 0, i; at < line.len; at++) {
            if (read_label(line, at, &i) && !named[i]) {
                named[i] = true;
                lines[i]++;
            }
        }
    }
    size_t best = 0;
    for (size_t i = 1; i < VERDICT_COUNT; i++) {
        best = lines[i] > lines[best] ? i : best;
    }
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        if (i != best && lines[i] == lines[best]) {
            return false;
        }
    }
    *index = best;
    return lines[best] > 0;
}

static bool read_verdict_member(struct slice text, size_t *index) {
    cJSON *member = answer_take_member(text, "verdict");
    const char *value = cJSON_GetStringValue(member);
    bool found = value && find_label((struct slice){value, strlen(value)}, index);
    cJSON_Delete(member);
    return found;
}

/* The keyword anywhere in the line, and a label behind it. */
static bool has_verdict(struct slice line, size_t *index) {
    size_t at;
    return slice_find(line, "verdict", &at) && find_label(slice_skip(line, at + 7), index);
}

bool answer_read_verdict(const char *answer, int *score, struct error *error) {
    struct slice text = answer_skip_reasoning(answer), rest = text, line, value;
    size_t index = 0, found;
    bool verdict = read_verdict_member(text, &index), waiting = false;
    while (line_next(&rest, &line)) {
        if (line_read_keyword(line, "verdict", &value)) {
            waiting = !find_label(value, &found);
            if (!waiting) {
                verdict = true;
                index = found;
            }
        } else if (has_verdict(line, &found)) { /* "Final verdict - neutral" */
            verdict = true;
            waiting = false;
            index = found;
        } else if (waiting && !line_is_blank(line) && !line_is_border(line)) {
            waiting = false;
            if (find_label(line, &found)) {
                verdict = true;
                index = found;
            }
        }
    }
    if (!verdict && !find_majority(text, &index)) {
        return error_set(error, ERROR_UNREADABLE, "the model's answer names no verdict, or several");
    }
    *score = verdicts[index].score;
    return true;
}
