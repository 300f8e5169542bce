/* The key of a model server: from an environment variable, or printed by a command (a password manager). It is kept in
 * memory only, and never part of an error or a log line. */
#ifndef PROSED_KEY_H
#define PROSED_KEY_H

#include "core/base/error.h"
#include "core/base/loop.h"

struct key_command; /* one that runs */

/* key: borrowed, NULL on error. Exactly once, from the loop, unless cancelled. */
typedef void key_done(void *arg, const char *key, const struct error *error);

/* NULL is fine and "" too: no key. ERROR_SETUP, naming `source` and not the key, if it cannot be a key. */
bool key_check(const char *key, const char *source, struct error *error);
/* Runs `/bin/sh -c command` with nothing to read, for 10 s at most; its first line is the key. */
struct key_command *key_command_start(struct loop *loop, const char *command, key_done *done, void *arg);
void key_command_cancel(struct key_command *running); /* kills it; done does not run; NULL is fine */
void key_destroy(char *key);                          /* wipes it; NULL is fine */
/* From now on this process leaves no core dump with anything in it (core(5)): a key in memory would be in it. */
void key_forbid_dumps(void);
/* Puts "***" wherever the key stands in text, or its beginning. */
void key_redact(const char *key, char *text);

#endif
