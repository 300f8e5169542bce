/* Emoji: used or avoided. They go where they only decorate: in front of a passage or behind a sentence; nothing can say
 * where one should be added. */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include "core/base/utf8.h"

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

/* A tick, a cross or a warning says something; so does what a sentence speaks of ("react with ..."). */
static bool is_decoration(const struct reading *reading, size_t start, size_t end) {
    for (size_t at = start; at < end;) {
        int32_t c = utf8_next(reading->plain, reading->len, &at);
        if (c < 0x1f300 && c != 0x2728 && c != 0x2764 && c != 0x26a1 && c != 0x2b50 && c != 0x2615 &&
            c != ZERO_WIDTH_JOINER && c != EMOJI_STYLE && c != ' ') {
            return false;
        }
    }
    return true;
}

/* Nothing but marks of emphasis lies between the start of the passage and offset. */
static bool opens_passage(const struct reading *reading, const struct passage *passage, size_t offset) {
    for (size_t i = passage->span.start; i < offset; i++) {
        if (reading->plain[i] != READING_MARK) {
            return false;
        }
    }
    return true;
}

/* In front of a passage, with the space behind it; or behind a sentence that has its end, with the space before. Within
 * a sentence, and alone in its passage, it may be what is spoken of, and stays. */
static void drop(const struct reading *reading, size_t start, size_t end, struct edits *edits) {
    const struct passage *passage = scan_find_passage(reading, start);
    if (!passage || !is_decoration(reading, start, end) ||
        (passage->kind == PASSAGE_HEADING && reading->whole.has_anchors)) {
        return;
    }
    if (opens_passage(reading, passage, start) && reading->plain[end] == ' ' && end + 1 < passage->span.end) {
        edits_add(edits, start, scan_skip_blanks(reading->plain, end), "", 0);
    } else if (start > passage->span.start + 1 && reading->plain[start - 1] == ' ' &&
               strchr(".!?", reading->plain[start - 2]) &&
               (end == passage->span.end || scan_is_space(reading->plain[end]))) {
        edits_add(edits, start - 1, end, "", 0);
    }
}

static bool is_droppable(const struct reading *reading, size_t start, size_t end) {
    struct edits edits = {0};
    drop(reading, start, end, &edits);
    bool found = edits.count > 0;
    edits_finish(&edits);
    return found;
}

/* All emoji of the document or none: a list with half of its pictures is worse than one with all. */
bool emoji_may_drop_all(const struct reading *reading) {
    for (size_t i = 0; i < reading->len;) {
        size_t end = (unsigned char)reading->plain[i] < 0x80 ? i : find_run_end(reading, i);
        if (end > i && !is_droppable(reading, i, end)) {
            return false;
        }
        i = end > i ? end : skip_character(reading, i);
    }
    return true;
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; value == 1 && reading->whole.may_drop_emoji && i < reading->len;) {
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
               {.id = "avoid", .preference = "Avoid emoji.", .absence_words = 15}},
    .value_count = 2,
    .evidence = 1,
    .measure = measure,
    .rewrite = rewrite,
};
