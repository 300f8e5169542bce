/* What mail and commit messages have in common: lines of the kind "Name: value", and looking at one line. For
 * core/text/formats only; [start, end) is a line without its end. */
#ifndef PROSED_MESSAGE_H
#define PROSED_MESSAGE_H

#include "core/text/span.h"

size_t message_find_line_end(const char *data, size_t len, size_t start);
size_t message_trim(const char *data, size_t start, size_t end);                        /* the end, less white space */
bool message_starts_with(const char *data, size_t start, size_t end, const char *text); /* letter case aside */
bool message_ends_with(const char *data, size_t start, size_t end, const char *text);
bool message_holds(const char *data, size_t start, size_t end, const char *text);
/* "Name:" at the start of a line; the length of the name, 0 if there is none. */
size_t message_measure_name(const char *data, size_t start, size_t end);
/* Whether this name is one of a list, parted by spaces. */
bool message_is_listed(const char *data, size_t start, size_t len, const char *list);

#endif
