/* Emoji: used or avoided. Taking one away may leave a sentence without its end; nothing can say where one should be
 * added. */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include "core/base/utf8.h"

#include <ctype.h>
#include <string.h>

#define ZERO_WIDTH_JOINER 0x200d
#define EMOJI_STYLE       0xfe0f

/* The end of the run of emoji at offset (with what joins and styles them), or offset. */
static size_t find_run_end(const struct reading *reading, size_t offset) {
    size_t at = offset, end = offset;
    while (at < reading->len) {
        int32_t c = utf8_next(reading->plain, reading->len, &at);
        if (utf8_is_emoji(c) || (end > offset && (c == ZERO_WIDTH_JOINER || c == EMOJI_STYLE))) {
            end = at;
        } else if (end == offset || c != ' ') {
            break;
        }
    }
    return end;
}

static size_t skip_character(const struct reading *reading, size_t offset) {
    utf8_next(reading->plain, reading->len, &offset);
    return offset;
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->len;) {
        size_t end = find_run_end(reading, i);
        out->counts[0] += end > i;
        i = end > i ? end : skip_character(reading, i);
    }
}

/* What closes the sentence in place of the emoji: nothing where something does already, or where none is needed. */
static const char *find_closing(const struct reading *reading, const struct passage *passage, size_t start,
                                size_t end) {
    if (passage->kind != PASSAGE_PARAGRAPH || start == passage->span.start ||
        !(scan_is_letter(reading->plain[start - 1]) || scan_is_digit(reading->plain[start - 1]))) {
        return "";
    }
    size_t next = end;
    while (next < passage->span.end && scan_is_space(reading->plain[next])) {
        next++;
    }
    bool stops = next == passage->span.end || (next > end && isupper((unsigned char)reading->plain[next]));
    return stops ? "." : "";
}

/* A run alone in its passage is more than decoration and stays. */
static void drop(const struct reading *reading, size_t start, size_t end, struct edits *edits) {
    const struct passage *passage = scan_find_passage(reading, start);
    if (!passage || (start == passage->span.start && end == passage->span.end)) {
        return;
    }
    size_t before = start;
    while (before > passage->span.start && reading->plain[before - 1] == ' ') {
        before--;
    }
    if (before == passage->span.start) {
        end = scan_skip_blanks(reading->plain, end);
    }
    const char *closing = find_closing(reading, passage, before, end);
    edits_add(edits, before, end, closing, strlen(closing));
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; value == 1 && i < reading->len;) {
        size_t end = find_run_end(reading, i);
        if (end > i) {
            drop(reading, i, end, edits);
        }
        i = end > i ? end : skip_character(reading, i);
    }
}

const struct trait trait_emoji = {
    .id = "emoji",
    .topic = "emoji*|emoticon*|smiley*",
    .values = {{.id = "use", .preference = "Use emoji.", .every_words = 250},
               {.id = "avoid", .preference = "Avoid emoji.", .rewrites = true, .absence_words = 15}},
    .value_count = 2,
    .evidence = 1,
    .measure = measure,
    .rewrite = rewrite,
};
