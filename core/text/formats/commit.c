/* Commit messages: git's trailers, comments and scissors (git-interpret-trailers, git-commit). The first line is the
 * subject, a heading. */
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/formats/lines.h"
#include "core/text/formats/message.h"

#include <stdint.h>
#include <string.h>

#define SCISSORS ">8 ---"

static bool is_trailer(const char *data, size_t start, size_t end) {
    static const char known[] = "fixes closes close fix resolves refs ref see bug link cc reviewer change-id issue "
                                "related references depends-on";
    size_t name = message_measure_name(data, start, end);
    return name > 0 && (memchr(data + start, '-', name) || message_is_listed(data, start, name, known));
}

/* Whether a block of lines is trailers: every line "Name: value" or the folded rest of one, one at least known. */
static bool is_trailer_block(const char *data, size_t start, size_t end) {
    bool known = false;
    for (size_t line = start, stop; line < end; line = stop + 1) {
        stop = message_find_line_end(data, end, line);
        bool folded = line > start && ascii_is_blank(data[line]);
        bool picked = message_starts_with(data, line, stop, "(cherry picked from");
        known = known || picked || is_trailer(data, line, stop);
        if (!folded && !picked && data[line] != '#' && message_measure_name(data, line, stop) == 0) {
            return false;
        }
    }
    return known;
}

static size_t find_end(const char *data, size_t len) {
    size_t block = SIZE_MAX; /* the last one with words; the first is the subject */
    size_t end = len;
    size_t blocks = 0;
    bool inside = false;
    for (size_t start = 0, stop; start < end; start = stop + 1) {
        stop = message_find_line_end(data, end, start);
        bool comment = data[start] == '#';
        if (comment && message_holds(data, start, stop, SCISSORS)) {
            end = start;
            break;
        }
        bool empty = message_trim(data, start, stop) == start;
        if (!empty && !comment && !inside) {
            block = start;
            blocks++;
        }
        inside = !empty && (inside || !comment);
    }
    size_t words = block < end ? message_trim(data, block, end) : end;
    return blocks > 1 && is_trailer_block(data, block, words) ? block : end;
}

static void find_passages(const char *data, size_t len, struct passages *out) {
    static const struct line_rules rules = {.has_subject = true, .has_comments = true};
    passages_find_lines(data, 0, find_end(data, len), &rules, out);
}

const struct format_row format_commit = {
    .name = "commit",
    .spoken = "a commit message in plain text",
    .genre = "commit",
    .language_ids = {"gitcommit", "git-commit", "hgcommit", "jj-commit"},
    .file_names = {"COMMIT_EDITMSG", "MERGE_MSG", "SQUASH_MSG", "TAG_EDITMSG", "NOTES_EDITMSG", "EDIT_DESCRIPTION"},
    .find_passages = find_passages,
    .find_markup = markup_find_words,
    .markers = FORMAT_MARKER_COMMENT | FORMAT_MARKER_QUOTE,
    .paired_marks = "*`",
    .is_typed_as_printed = true,
};
