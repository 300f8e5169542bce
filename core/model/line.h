/* Walking over an answer line by line and finding keyword lines, for the readers of answer.h. Nothing here copies:
 * a slice points into the answer. */
#ifndef PROSED_LINE_H
#define PROSED_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include <cjson/cJSON.h>

struct slice {
    const char *data;
    size_t len;
};

struct slice slice_trim(struct slice slice);                           /* outer white space off */
bool slice_starts(struct slice slice, const char *prefix);             /* ASCII letters in any case */
struct slice slice_skip(struct slice slice, size_t len);               /* without its first bytes; empty at most */
bool slice_find(struct slice slice, const char *text, size_t *offset); /* ASCII letters in any case */

/* The next line of *rest (without its end), which moves *rest behind it. false: there is none. */
bool line_next(struct slice *rest, struct slice *line);
bool line_is_blank(struct slice line);
bool line_is_fence(struct slice line);  /* starts with three or more backticks or tildes */
bool line_is_border(struct slice line); /* a fence, a rule, or what underlines a heading ("---", "====") */
/* What follows a bullet ("-", "*", "+", a dot) or a number ("1.", "2)", "(3)") at the start of the line, trimmed. */
bool line_read_item(struct slice line, struct slice *item);
/* A line such as `Preferences: x`, `**preferences:** x`, `## 2. "Preferences"`, `"preferences": x`: what follows the
 * keyword, trimmed at its start. Without a colon the keyword must stand alone. */
bool line_read_keyword(struct slice line, const char *keyword, struct slice *value);

/* The answer without the model's reasoning: <think>...</think> at the start, with or without its opening; reasoning
 * that never ended leaves nothing. */
struct slice answer_skip_reasoning(const char *answer);
/* This member, its name in any case, of the first JSON object that has it: where a server holds answers to a schema the
 * answer is one, and models put one into a fence or among prose. NULL: there is none. cJSON_Delete it. */
cJSON *answer_take_member(struct slice text, const char *name);
/* The bytes from the bracket at the start to its partner, or 0. Strings in double quotes may hold brackets. */
size_t slice_measure_brackets(struct slice text, char open, char close);
/* Outer pairs of quotes, asterisks, underscores and backticks off, and a single mark that lost its partner. */
struct slice slice_unwrap(struct slice slice);
/* "none", "n/a", "nothing": a model's way to say that there is no answer. */
bool slice_says_none(struct slice slice);

#endif
