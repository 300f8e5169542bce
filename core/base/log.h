/* Log lines on stderr. The level is the one mutable global of the program. No key, no text of the person: log ids,
 * sizes, kinds and paths. */
#ifndef PROSED_LOG_H
#define PROSED_LOG_H

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

void log_set_level(enum log_level level);
bool log_parse_level(const char *name, enum log_level *level); /* "error" "warning" "info" "debug" */
void log_write(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
