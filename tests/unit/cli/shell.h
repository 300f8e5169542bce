/* Subcommands of prosed run in this process, in a home and a project of their own: exit code, and all that they print.
 */
#ifndef PROSED_TEST_SHELL_H
#define PROSED_TEST_SHELL_H

#include "clients/cli/cli.h"

void shell_open(void);  /* a fresh home and project, and the way into it */
void shell_close(void); /* removes them */
const char *shell_get_home(void);
void shell_write(const char *name, const char *text); /* a file in the project, "~/" in the home */
/* What the commands read from standard input; NULL: nothing. Until it is set anew. */
void shell_set_input(const char *text);
/* Runs it; the test fails unless it ends with that code and what it says (both streams) fits the regular expression. */
void shell_expect(int code, const char *pattern, const struct command *command, ...); /* arguments, NULL */
const char *shell_get_output(void);                                                   /* of the last one */

#endif
