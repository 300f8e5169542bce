/* Looking at single lines of messages. */
#include "core/text/formats/message.h"

#include "core/text/ascii.h"

#include <string.h>
#include <strings.h>

size_t message_find_line_end(const char *data, size_t len, size_t start) {
    const char *newline = memchr(data + start, '\n', len - start);
    return newline ? (size_t)(newline - data) : len;
}

size_t message_trim(const char *data, size_t start, size_t end) {
    while (end > start && (ascii_is_blank(data[end - 1]) || ascii_is_newline(data[end - 1]))) {
        end--;
    }
    return end;
}

bool message_starts_with(const char *data, size_t start, size_t end, const char *text) {
    size_t len = strlen(text);
    return end - start >= len && strncasecmp(data + start, text, len) == 0;
}

bool message_ends_with(const char *data, size_t start, size_t end, const char *text) {
    size_t len = strlen(text);
    return end - start >= len && strncasecmp(data + end - len, text, len) == 0;
}

bool message_holds(const char *data, size_t start, size_t end, const char *text) {
    return memmem(data + start, end - start, text, strlen(text)) != NULL;
}

/* "Name:" at the start of a line; the length of the name. */
size_t message_measure_name(const char *data, size_t start, size_t end) {
    size_t name = start;
    while (name < end && (ascii_is_letter(data[name]) || data[name] == '-')) {
        name++;
    }
    return name < end && data[name] == ':' ? name - start : 0;
}

/* Is this "name: " one of a list, parted and enclosed by spaces? */
bool message_is_listed(const char *data, size_t start, size_t len, const char *list) {
    for (const char *name = list; *name; name += strcspn(name, " "), name += *name == ' ') {
        size_t name_len = strcspn(name, " ");
        if (name_len == len && strncasecmp(name, data + start, len) == 0) {
            return true;
        }
    }
    return false;
}
