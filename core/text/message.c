/* Mail: RFC 5322 header lines (section 2.2), the signature mark of RFC 3676 (section 4.3), and how mail programs
 * introduce what they quote. Commit messages: git's trailers and scissors (git-interpret-trailers, git-commit). */
#include "core/text/message.h"

#include "core/text/ascii.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#define SCISSORS ">8 ---"

static size_t find_line_end(const char *data, size_t len, size_t start) {
    const char *newline = memchr(data + start, '\n', len - start);
    return newline ? (size_t)(newline - data) : len;
}

static size_t trim(const char *data, size_t start, size_t end) {
    while (end > start && (ascii_is_blank(data[end - 1]) || ascii_is_newline(data[end - 1]))) {
        end--;
    }
    return end;
}

static bool starts_with(const char *data, size_t start, size_t end, const char *text) {
    size_t len = strlen(text);
    return end - start >= len && strncasecmp(data + start, text, len) == 0;
}

static bool ends_with(const char *data, size_t start, size_t end, const char *text) {
    size_t len = strlen(text);
    return end - start >= len && strncasecmp(data + end - len, text, len) == 0;
}

static bool holds(const char *data, size_t start, size_t end, const char *text) {
    return memmem(data + start, end - start, text, strlen(text)) != NULL;
}

/* "Name:" at the start of a line; the length of the name. */
static size_t measure_name(const char *data, size_t start, size_t end) {
    size_t name = start;
    while (name < end && (ascii_is_letter(data[name]) || data[name] == '-')) {
        name++;
    }
    return name < end && data[name] == ':' ? name - start : 0;
}

/* Is this "name: " one of a list, parted and enclosed by spaces? */
static bool is_listed(const char *data, size_t start, size_t len, const char *list) {
    for (const char *name = list; *name; name += strcspn(name, " "), name += *name == ' ') {
        size_t name_len = strcspn(name, " ");
        if (name_len == len && strncasecmp(name, data + start, len) == 0) {
            return true;
        }
    }
    return false;
}

size_t mail_skip_headers(const char *data, size_t len) {
    static const char first[] = "from to cc bcc subject date reply-to in-reply-to references message-id received "
                                "return-path delivered-to mime-version content-type x-mozilla-status";
    size_t end = find_line_end(data, len, 0);
    size_t name = measure_name(data, 0, end);
    size_t words = trim(data, 0, end); /* of a mailbox: "From anna@example.org Mon May  3 10:00:00 2021" */
    bool mailbox = starts_with(data, 0, words, "From ") && words > 9 && ascii_is_digit(data[words - 1]);
    if (!mailbox && !(name > 0 && is_listed(data, 0, name, first))) {
        return 0;
    }
    for (size_t start = 0; start < len; start = end + 1) {
        end = find_line_end(data, len, start);
        bool folded = start > 0 && ascii_is_blank(data[start]);
        if (trim(data, start, end) == start) {
            return end < len ? end + 1 : len;
        }
        if (start > 0 && !folded && measure_name(data, start, end) == 0) {
            return start;
        }
    }
    return len;
}

static bool is_passed_on(const char *data, size_t start, size_t end) {
    return starts_with(data, start, end, "--") &&
           (holds(data, start, end, "Original Message") || holds(data, start, end, "Forwarded message") ||
            holds(data, start, end, "Urspr\u00fcngliche Nachricht") || holds(data, start, end, "Message d'origine"));
}

size_t mail_find_end(const char *data, size_t len) {
    for (size_t start = 0, end; start < len; start = end + 1) {
        end = find_line_end(data, len, start);
        bool mark = starts_with(data, start, end, "--") && trim(data, start, end) == start + 2;
        if (mark || is_passed_on(data, start, end)) {
            return start;
        }
    }
    return len;
}

static bool introduces(const char *data, struct span line) {
    static const char *const starts[] = {"On ", "Am ", "Le ", "El ", "Il ", "Op ", "Em ", "Den "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (starts_with(data, line.start, line.end, starts[i])) {
            return true;
        }
    }
    return false;
}

static bool says_wrote(const char *data, struct span line) {
    static const char *const ends[] = {
        "wrote:",      "writes:",        "schrieb:",    "\u00e9crit :", "\u00e9crit\u00a0:",
        "\u00e9crit:", "escribi\u00f3:", "ha scritto:", "schreef:",     "escreveu:",
        "skrev:",      "said:"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (ends_with(data, line.start, line.end, ends[i])) {
            return true;
        }
    }
    return false;
}

size_t mail_count_own_lines(const char *data, const struct spans *lines, bool quoted) {
    size_t count = lines->count;
    if (count == 0 || data[lines->items[count - 1].end - 1] != ':') {
        return count;
    }
    struct span last = lines->items[count - 1];
    bool wrote = says_wrote(data, last);
    for (size_t i = count; i > 0 && count - i < 3 && (wrote || quoted); i--) {
        if (introduces(data, lines->items[i - 1])) {
            return i - 1;
        }
    }
    return quoted && (wrote || holds(data, last.start, last.end, "@")) ? count - 1 : count;
}

static bool is_trailer(const char *data, size_t start, size_t end) {
    static const char known[] = "fixes closes close fix resolves refs ref see bug link cc reviewer change-id issue "
                                "related references depends-on";
    size_t name = measure_name(data, start, end);
    return name > 0 && (memchr(data + start, '-', name) || is_listed(data, start, name, known));
}

/* Whether a block of lines is trailers: every line "Name: value" or the folded rest of one, one at least known. */
static bool is_trailer_block(const char *data, size_t start, size_t end) {
    bool known = false;
    for (size_t line = start, stop; line < end; line = stop + 1) {
        stop = find_line_end(data, end, line);
        bool folded = line > start && ascii_is_blank(data[line]);
        bool picked = starts_with(data, line, stop, "(cherry picked from");
        known = known || picked || is_trailer(data, line, stop);
        if (!folded && !picked && data[line] != '#' && measure_name(data, line, stop) == 0) {
            return false;
        }
    }
    return known;
}

size_t commit_find_end(const char *data, size_t len) {
    size_t block = SIZE_MAX; /* the last one with words; the first is the subject */
    size_t end = len;
    size_t blocks = 0;
    bool inside = false;
    for (size_t start = 0, stop; start < end; start = stop + 1) {
        stop = find_line_end(data, end, start);
        bool comment = data[start] == '#';
        if (comment && holds(data, start, stop, SCISSORS)) {
            end = start;
            break;
        }
        bool empty = trim(data, start, stop) == start;
        if (!empty && !comment && !inside) {
            block = start;
            blocks++;
        }
        inside = !empty && (inside || !comment);
    }
    size_t words = block < end ? trim(data, block, end) : end;
    return blocks > 1 && is_trailer_block(data, block, words) ? block : end;
}
