/* Plain text: paragraphs, and nothing that is more than words. */
#include "core/text/format.h"
#include "core/text/formats/lines.h"

static void find_passages(const char *data, size_t len, struct passages *out) {
    static const struct line_rules rules = {0};
    passages_find_lines(data, 0, len, &rules, out);
}

const struct format_row format_text = {
    .name = "text",
    .spoken = "plain text",
    .genre = "notes",
    .genre_by_name = true,
    .language_ids = {"plaintext", "text", "txt"},
    .endings = {".txt", ".text"},
    .find_passages = find_passages,
    .find_markup = markup_find_words,
    .markers = FORMAT_MARKER_QUOTE,
    .paired_marks = "*`",
    .is_typed_as_printed = true,
};
