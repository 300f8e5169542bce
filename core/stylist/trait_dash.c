/* The dash around a thought: an em dash set close, an en dash between spaces, or two hyphens. Ranges (1914-18), options
 * (--help), rules and table lines are other things that look alike; only a dash between two stretches of one passage
 * is this one. */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include "core/base/buf.h"

#include <string.h>

#define SENTENCE_BYTES_MAX 4000 /* longer ones are none */

enum { EM, SPACED_EN, DOUBLE_HYPHEN, OTHER };

struct dash {
    size_t start, end;           /* with the white space around it */
    size_t mark_start, mark_end; /* the mark alone */
    size_t value;
};

static bool is_spaced(const struct dash *dash) {
    return dash->start < dash->mark_start && dash->mark_end < dash->end;
}

static bool is_close(const struct dash *dash) {
    return dash->start == dash->mark_start && dash->mark_end == dash->end;
}

/* The mark at offset, whatever is around it. LaTeX writes -- and --- for the two dashes. */
static size_t find_mark(const struct reading *reading, size_t offset, size_t *value) {
    const char *plain = reading->plain;
    if (scan_is_at(plain, offset, "\xe2\x80\x94")) {
        *value = EM;
        return 3;
    }
    if (scan_is_at(plain, offset, "\xe2\x80\x93")) {
        *value = SPACED_EN;
        return 3;
    }
    size_t len = strspn(plain + offset, "-");
    if (len == 0 || (offset > 0 && plain[offset - 1] == '-')) {
        return 0;
    }
    bool latex = !format_get(reading->format)->is_typed_as_printed;
    *value = len == 1 ? OTHER : len == 3 ? EM : latex ? SPACED_EN : DOUBLE_HYPHEN;
    return len <= 2 || (len == 3 && latex) ? len : 0;
}

static void widen(const struct reading *reading, struct span limits, struct dash *dash) {
    dash->start = dash->mark_start;
    dash->end = dash->mark_end;
    while (dash->start > limits.start && scan_is_space(reading->plain[dash->start - 1])) {
        dash->start--;
    }
    while (dash->end < limits.end && scan_is_space(reading->plain[dash->end])) {
        dash->end++;
    }
}

static bool can_stand_before(char c) {
    return scan_is_letter(c) || scan_is_digit(c) || strchr(".,;!?)]\"'%\x01\x02", c);
}

static bool can_stand_behind(char c) {
    return scan_is_letter(c) || scan_is_digit(c) || strchr("(\"'[.\x01\x02", c);
}

static bool find_dash(const struct reading *reading, size_t offset, struct dash *dash) {
    size_t len = find_mark(reading, offset, &dash->value);
    const struct passage *passage = len ? scan_find_passage(reading, offset) : NULL;
    if (!passage) {
        return false;
    }
    dash->mark_start = offset;
    dash->mark_end = offset + len;
    widen(reading, passage->span, dash);
    if (dash->start == passage->span.start || dash->end == passage->span.end) {
        return false;
    }
    char before = reading->plain[dash->start - 1], behind = reading->plain[dash->end];
    if (!before || !behind || !can_stand_before(before) || !can_stand_behind(behind)) {
        return false;
    }
    bool range = scan_is_digit(before) && scan_is_digit(behind);
    switch (dash->value) {
    case EM:
        dash->value = is_close(dash) ? EM : OTHER; /* with spaces it is none of the three, yet may become one */
        return !(range && is_close(dash));
    case SPACED_EN:
        return is_spaced(dash) && !range;
    case DOUBLE_HYPHEN:
        return is_spaced(dash) || (is_close(dash) && scan_is_letter(before) && scan_is_letter(behind));
    default:
        return is_spaced(dash) && !range && scan_is_letter(behind);
    }
}

static void measure(const struct reading *reading, struct measure *out) {
    struct dash dash;
    for (size_t i = 0; i < reading->len; i++) {
        if (find_dash(reading, i, &dash)) {
            if (dash.value != OTHER) {
                out->counts[dash.value]++;
            }
            i = dash.mark_end - 1;
        }
    }
}

/* A line end beside the dash stays, with the prefix of the next line. */
static void append_gap(const struct reading *reading, size_t start, size_t end, const char *without, struct buf *out) {
    if (memchr(reading->text + start, '\n', end - start)) {
        buf_append(out, reading->text + start, end - start);
    } else {
        buf_append_text(out, without);
    }
}

static void replace(const struct reading *reading, const struct dash *dash, size_t value, struct edits *edits) {
    bool latex = !format_get(reading->format)->is_typed_as_printed;
    const char *const marks[] = {latex ? "---" : "\xe2\x80\x94", latex ? "--" : "\xe2\x80\x93", "--"};
    const char *gap = value == EM ? "" : " ";
    struct buf buf = {0};
    append_gap(reading, dash->start, dash->mark_start, gap, &buf);
    buf_append_text(&buf, marks[value]);
    append_gap(reading, dash->mark_end, dash->end, gap, &buf);
    size_t len = dash->end - dash->start;
    if (buf.len != len || memcmp(buf_get(&buf), reading->text + dash->start, len) != 0) {
        edits_add(edits, dash->start, dash->end, buf_get(&buf), buf.len);
    }
    buf_finish(&buf);
}

/* A quotation mark that holds the dash alone: what is spoken of, an option perhaps. */
static bool is_quoted(const char *text, const struct dash *dash) {
    return dash->start >= 3 && dash->start == dash->mark_start &&
           (scan_is_at(text, dash->start - 3, "\xe2\x80\x98") || scan_is_at(text, dash->start - 3, "\xe2\x80\x9c"));
}

/* A space that does not break, or one of another width, is as good as a letter to all that looks for spaces. */
static bool has_wide_space(const char *text, const struct dash *dash) {
    bool before = (dash->start >= 2 && scan_is_at(text, dash->start - 2, "\xc2\xa0")) ||
                  (dash->start >= 3 && scan_is_at(text, dash->start - 3, "\xe2\x80") &&
                   (unsigned char)text[dash->start - 1] < 0x90);
    bool behind = scan_is_at(text, dash->end, "\xc2\xa0") ||
                  (scan_is_at(text, dash->end, "\xe2\x80") && (unsigned char)text[dash->end + 2] < 0x90);
    return before || behind;
}

/* A dash within a sentence, which has words on both sides and an end of its own: no attribution ("-- Ann"), no list of
 * terms ("name - what it is"), no minus, and none that stands beside a line's end. A single hyphen may be any of them.
 */
static bool is_sure(const struct reading *reading, const struct dash *dash) {
    const struct sentence *sentence = reading_find_sentence(reading, dash->mark_start);
    const struct word *next = reading_find_word(reading, dash->mark_end);
    if (is_quoted(reading->text, dash) || has_wide_space(reading->text, dash)) {
        return false;
    }
    if (reading->plain[dash->mark_start] == '-' && dash->mark_end - dash->mark_start == 1) {
        return false;
    }
    for (const struct word *word = sentence ? &reading->words[sentence->first_word] : next; word && next && word < next;
         word++) { /* "run git log -- file": an argument */
        if (reading_is_one_of(reading, word, "git npm npx yarn pnpm cargo docker kubectl make grep sudo run command")) {
            return false;
        }
    }
    char before_mark = reading->plain[dash->start - 1], behind_mark = reading->plain[dash->end];
    if (before_mark == READING_HIDDEN && behind_mark == READING_HIDDEN) {
        return false; /* "v1.2 - v1.3" */
    }
    if (!sentence || !next || !(scan_is_letter(before_mark) || strchr("\x01\x02)", before_mark)) ||
        !(scan_is_letter(behind_mark) || strchr("\x01\x02", behind_mark)) ||
        memchr(reading->text + dash->start, '\n', dash->end - dash->start) ||
        !reading_is_full_sentence(reading, sentence)) {
        return false;
    }
    size_t before = (size_t)(next - reading->words) - sentence->first_word;
    size_t least = reading->passages.items[sentence->passage].kind == PASSAGE_LIST_ITEM ? 5 : 2; /* words */
    return next->sentence == (size_t)(sentence - reading->sentences) && before >= least &&
           sentence->word_count > before;
}

/* Two dashes may belong together: all of a sentence are changed, or none. */
static bool are_all_sure(const struct reading *reading, const struct dash *dash, size_t value) {
    const struct sentence *sentence = reading_find_sentence(reading, dash->mark_start);
    struct dash other;
    if (sentence && sentence->span.end - sentence->span.start > SENTENCE_BYTES_MAX) {
        return false;
    }
    for (size_t i = sentence ? sentence->span.start : dash->mark_start; sentence && i < sentence->span.end; i++) {
        if (find_dash(reading, i, &other)) {
            if (other.value != value && !is_sure(reading, &other)) {
                return false;
            }
            i = other.mark_end - 1;
        }
    }
    return is_sure(reading, dash);
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    struct dash dash;
    if (value == DOUBLE_HYPHEN && !format_get(reading->format)->is_typed_as_printed) {
        return;
    }
    for (size_t i = 0; i < reading->len; i++) {
        if (find_dash(reading, i, &dash)) {
            if (dash.value != value && are_all_sure(reading, &dash, value)) {
                replace(reading, &dash, value, edits);
            }
            i = dash.end - 1;
        }
    }
}

const struct trait trait_dash = {
    .id = "dash",
    .values = {{.id = "em", .preference = "Use em dashes without spaces.", .patterns = "em dash*|em-dash*|long dash*"},
               {.id = "spaced_en", .preference = "Use spaced en dashes.", .patterns = "en dash*|en-dash*|short dash*"},
               {.id = "double_hyphen",
                .preference = "Write dashes as two hyphens.",
                .patterns = "two hyphens|double hyphen*|double dash*"}},
    .value_count = 3,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
