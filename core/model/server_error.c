/* Servers agree on nothing here, so the text is looked for: in the members that are known to hold one, in their order,
 * down to a depth; a text that is JSON itself is read again. Lengths are told from the numbers in the message. */
#include "core/model/server_error.h"

#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/base/printable.h"
#include "core/model/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    DEPTH_MAX = 6,
    NUMBERS_MAX = 12,
    LEAST_TOKENS = 64, /* an answer of fewer is of no use */
    SLACK_TOKENS = 16  /* servers do not count quite alike */
};

void server_error_copy_line(char *out, size_t size, const char *text) {
    if (!text)
        return;
    struct buf line = {0};
    printable_append(&line, text, strlen(text), PRINTABLE_LINE);
    snprintf(out, size, "%s", buf_get(&line));
    size_t len = strlen(out);
    if (line.len >= size) { /* the cut may have gone through a character */
        while (len > 0 && (out[len - 1] & 0xc0) == 0x80)
            len--;
        out[len > 0 && (out[len - 1] & 0x80) ? len - 1 : len] = '\0';
    }
    buf_finish(&line);
}

/* --- reading --- */

static void read_any(const cJSON *json, int depth, struct server_error *out);

/* "{\"error\": ...}" within a string, as gateways pass on what they got. */
static void read_string(const char *text, int depth, struct server_error *out) {
    const char *start = text + strcspn(text, "{[");
    cJSON *inner = *start ? json_parse(start, strlen(start), NULL) : NULL;
    if (inner && (cJSON_IsObject(inner) || cJSON_IsArray(inner)))
        read_any(inner, depth + 1, out);
    if (!*out->message)
        server_error_copy_line(out->message, sizeof out->message, text);
    cJSON_Delete(inner);
}

/* A word or a number. */
static void read_word(const cJSON *object, const char *name, char *out, size_t size) {
    const cJSON *member = json_get(object, name);
    if (!*out && cJSON_IsString(member))
        server_error_copy_line(out, size, member->valuestring);
    else if (!*out && cJSON_IsNumber(member) && member->valuedouble > 0 && member->valuedouble < 1e9)
        snprintf(out, size, "%d", (int)member->valuedouble);
}

/* What a validator complains of: the last name of the path to it. */
static void read_location(const cJSON *object, struct server_error *out) {
    const cJSON *part;
    cJSON_ArrayForEach(part, json_get(object, "loc")) {
        if (cJSON_IsString(part)) {
            *out->param = '\0';
            server_error_copy_line(out->param, sizeof out->param, part->valuestring);
        }
    }
}

static void read_object(const cJSON *object, int depth, struct server_error *out) {
    static const char *const members[] = {"error",       "errors", "message", "msg",   "detail",     "details",
                                          "description", "reason", "fault",   "title", "faultstring"};
    const cJSON *raw = json_get(json_get(object, "metadata"), "raw"); /* what the server behind a gateway said */
    if (cJSON_IsString(raw) && *raw->valuestring)
        read_any(raw, depth + 1, out);
    for (size_t i = 0; i < sizeof members / sizeof *members && !*out->message; i++)
        read_any(json_get(object, members[i]), depth + 1, out);
    read_word(object, "code", out->code, sizeof out->code);
    read_word(object, "type", out->type, sizeof out->type);
    read_word(object, "status", out->type, sizeof out->type);
    read_word(object, "param", out->param, sizeof out->param);
    read_location(object, out);
}

static void read_any(const cJSON *json, int depth, struct server_error *out) {
    const cJSON *item;
    if (!json || depth > DEPTH_MAX || *out->message)
        return;
    if (cJSON_IsString(json))
        read_string(json->valuestring, depth, out);
    else if (cJSON_IsObject(json))
        read_object(json, depth, out);
    else if (cJSON_IsArray(json))
        cJSON_ArrayForEach(item, json) read_any(item, depth + 1, out);
}

void server_error_read_object(const cJSON *json, struct server_error *out) {
    *out = (struct server_error){0};
    read_any(json, 0, out);
}

/* The title of a page, or its first heading. */
static void read_page(struct slice page, struct server_error *out) {
    static const char *const tags[] = {"<title", "<h1", "<h2"};
    for (size_t i = 0, at; i < sizeof tags / sizeof *tags && !*out->message; i++) {
        if (!slice_find(page, tags[i], &at))
            continue;
        struct slice text = slice_skip(page, at);
        const char *start = memchr(text.data, '>', text.len);
        text = start ? slice_skip(text, (size_t)(start + 1 - text.data)) : (struct slice){text.data, 0};
        const char *end = text.len ? memchr(text.data, '<', text.len) : NULL;
        text = slice_trim((struct slice){text.data, end ? (size_t)(end - text.data) : text.len});
        char *copy = mem_copy(text.data, text.len);
        server_error_copy_line(out->message, sizeof out->message, copy);
        free(copy);
    }
}

void server_error_read(const char *body, size_t len, struct server_error *out) {
    *out = (struct server_error){0};
    cJSON *json = json_parse(body, len, NULL);
    struct slice text = slice_trim((struct slice){body, len}), line;
    if (json) {
        read_any(json, 0, out);
    } else if (slice_starts(text, "<")) {
        read_page(text, out);
    } else if (line_next(&text, &line) && !memchr(line.data, '\0', line.len)) {
        char *copy = mem_copy(line.data, line.len < sizeof out->message ? line.len : sizeof out->message);
        server_error_copy_line(out->message, sizeof out->message, copy);
        free(copy);
    }
    cJSON_Delete(json);
}

/* --- what it means --- */

static bool has_any(const char *text, const char *const *words) {
    size_t unused;
    for (; *words; words++)
        if (slice_find((struct slice){text, strlen(text)}, *words, &unused))
            return true;
    return false;
}

bool server_error_says_loading(const struct server_error *error) {
    static const char *const words[] = {"loading",       "is starting",  "starting up",  "warming up", "not ready",
                                        "not yet ready", "initializing", "initialising", NULL};
    static const char *const failures[] = {"failed", "error loading", "failure", "cannot", "could not", "unable", NULL};
    return has_any(error->message, words) && !has_any(error->message, failures);
}

/* The numbers of a message; thousands may be set off with commas. */
static size_t read_numbers(const char *text, long numbers[NUMBERS_MAX], long *input) {
    size_t count = 0;
    *input = 0;
    while (*text && count < NUMBERS_MAX) {
        if (*text < '0' || *text > '9') {
            text++;
            continue;
        }
        long number = 0;
        for (; (*text >= '0' && *text <= '9') || (*text == ',' && text[1] >= '0' && text[1] <= '9'); text++)
            number = *text == ',' || number > 100000000 ? number : number * 10 + *text - '0';
        numbers[count++] = number;
        static const char *const inputs[] = {" input",          " `inputs`",      " in the messages",
                                             " in your prompt", " prompt",        " tokens from the input",
                                             " in the input",   " tokens in your"};
        for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
            const char *behind = !strncasecmp(text, " tokens in", 10) ? text + 7 : text;
            if (!strncasecmp(behind, inputs[i], strlen(inputs[i])))
                *input = number;
        }
    }
    return count;
}

/* What was asked: "1000 + 4096 > 4096", or a number that makes another one together with the answer's. */
static long find_input(const char *message, const long *numbers, size_t count, long answer) {
    for (size_t i = 1; i < count && strstr(message, " + "); i++)
        if (numbers[i] == answer)
            return numbers[i - 1];
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (numbers[i] > 0 && numbers[i] != answer && numbers[i] + answer == numbers[k])
                return numbers[i];
    return 0;
}

/* The largest one below a limit that is none of what was asked: the context, or the most that an answer may have. */
static long find_largest(const long *numbers, size_t count, long below, long input, long answer) {
    long largest = 0;
    for (size_t i = 0; i < count; i++)
        if (numbers[i] > largest && numbers[i] < below && numbers[i] != input && numbers[i] != answer &&
            numbers[i] != input + answer)
            largest = numbers[i];
    return largest;
}

static bool is_about_length(const struct server_error *error) {
    static const char *const codes[] = {"context_length", "exceed_context", "string_above_max", NULL};
    static const char *const subjects[] = {
        "max_tokens", "max_completion_tokens", "max_new_tokens", "max_output", "context",
        "tokens",     "token count",           "prompt",         "input",      NULL};
    static const char *const excesses[] = {"exceed",  "too large",    "too long",     "too many", "maximum",
                                           "must be", "less than or", "at most",      "reduce",   "greater than",
                                           " > ",     "larger",       "no more than", NULL};
    return has_any(error->code, codes) || has_any(error->type, codes) ||
           (has_any(error->message, subjects) && has_any(error->message, excesses));
}

enum excess server_error_find_excess(const struct server_error *error, int max_tokens, int *fits, bool *always) {
    long numbers[NUMBERS_MAX], input, largest;
    static const char *const answers[] = {
        "max_tokens", "max_completion_tokens", "max_new_tokens", "max_output", "completion", "output tokens", NULL};
    *always = false;
    if (!is_about_length(error))
        return EXCESS_NONE;
    size_t count = read_numbers(error->message, numbers, &input);
    bool of_answer = has_any(error->message, answers) || has_any(error->param, answers);
    if (!input)
        input = find_input(error->message, numbers, count, max_tokens);
    if (input) {
        largest = find_largest(numbers, count, 100000000, input, max_tokens);
        largest = largest ? largest : max_tokens; /* the context is as long as the answer was to be */
        long left = largest - input - SLACK_TOKENS;
        *fits = (int)(left < max_tokens ? left : max_tokens / 4);
        return of_answer && *fits >= LEAST_TOKENS ? EXCESS_ANSWER : EXCESS_PROMPT;
    }
    if (!of_answer)
        return EXCESS_PROMPT;
    largest = find_largest(numbers, count, max_tokens, 0, max_tokens);
    *always = largest >= LEAST_TOKENS;
    *fits = (int)(*always ? largest : max_tokens / 4);
    return *fits >= LEAST_TOKENS ? EXCESS_ANSWER : EXCESS_PROMPT;
}
