/* Mail: RFC 5322 header lines (section 2.2), the signature mark of RFC 3676 (section 4.3), and how mail programs
 * introduce what they quote. */
#include "core/text/formats/mail.h"

#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/formats/lines.h"
#include "core/text/formats/message.h"

static size_t skip_headers(const char *data, size_t len) {
    static const char first[] = "from to cc bcc subject date reply-to in-reply-to references message-id received "
                                "return-path delivered-to mime-version content-type x-mozilla-status";
    size_t end = message_find_line_end(data, len, 0);
    size_t name = message_measure_name(data, 0, end);
    size_t words = message_trim(data, 0, end); /* of a mailbox: "From anna@example.org Mon May  3 10:00:00 2021" */
    bool mailbox = message_starts_with(data, 0, words, "From ") && words > 9 && ascii_is_digit(data[words - 1]);
    if (!mailbox && !(name > 0 && message_is_listed(data, 0, name, first))) {
        return 0;
    }
    for (size_t start = 0; start < len; start = end + 1) {
        end = message_find_line_end(data, len, start);
        bool folded = start > 0 && ascii_is_blank(data[start]);
        if (message_trim(data, start, end) == start) {
            return end < len ? end + 1 : len;
        }
        if (start > 0 && !folded && message_measure_name(data, start, end) == 0) {
            return start;
        }
    }
    return len;
}

static bool is_passed_on(const char *data, size_t start, size_t end) {
    return message_starts_with(data, start, end, "--") &&
           (message_holds(data, start, end, "Original Message") ||
            message_holds(data, start, end, "Forwarded message") ||
            message_holds(data, start, end, "Urspr\u00fcngliche Nachricht") ||
            message_holds(data, start, end, "Message d'origine"));
}

static size_t find_end(const char *data, size_t len) {
    for (size_t start = 0, end; start < len; start = end + 1) {
        end = message_find_line_end(data, len, start);
        bool mark = message_starts_with(data, start, end, "--") && message_trim(data, start, end) == start + 2;
        if (mark || is_passed_on(data, start, end)) {
            return start;
        }
    }
    return len;
}

static bool introduces(const char *data, struct span line) {
    static const char *const starts[] = {"On ", "Am ", "Le ", "El ", "Il ", "Op ", "Em ", "Den "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (message_starts_with(data, line.start, line.end, starts[i])) {
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
        if (message_ends_with(data, line.start, line.end, ends[i])) {
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
    return quoted && (wrote || message_holds(data, last.start, last.end, "@")) ? count - 1 : count;
}

static void find_passages(const char *data, size_t len, struct passages *out) {
    static const struct line_rules rules = {.introduces_quotes = true};
    size_t start = skip_headers(data, len);
    passages_find_lines(data, start, start + find_end(data + start, len - start), &rules, out);
}

const struct format_row format_mail = {
    .name = "mail",
    .spoken = "a mail in plain text",
    .genre = "email",
    .language_ids = {"mail", "eml", "email"},
    .endings = {".eml", ".mail", ".mbox"},
    .find_passages = find_passages,
    .find_markup = markup_find_words,
    .markers = FORMAT_MARKER_QUOTE,
    .paired_marks = "*`",
    .is_letter = true,
    .is_typed_as_printed = true,
};
