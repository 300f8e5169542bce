/* Wording: a question becomes a system and a user message by the template of its op.
 *
 * Templates are prompts/<op>.txt, embedded in the binary; a file of the same name in <config folder>/prompts/ takes its
 * place. Format of a template (prompts/README.md is the page for people): a first part, a line "---", a second part;
 * holes are
 * {{name}}; a section {{#name}}...{{/name}} is kept only if the hole has something to say. What changes least comes
 * first, so that servers with a prefix cache read the shared part once. What a hole is filled with is data: it stands
 * between marks that the text itself cannot contain. */
#ifndef PROSED_PROMPT_H
#define PROSED_PROMPT_H

#include "core/base/error.h"
#include "core/model/question.h"

struct prompt {
    char *system;
    char *user;
};

struct prompts; /* the templates in force */

/* folder: where overriding templates are looked for, or NULL. A template that is broken (unknown hole, no "---") is
 * reported through *error with its file and line, and the built-in one serves. Never NULL. */
struct prompts *prompts_load(const char *folder, struct error *error);
void prompts_destroy(struct prompts *prompts);
void prompt_format(const struct prompts *prompts, const struct question *question, struct prompt *out);
void prompt_finish(struct prompt *prompt);

#endif
