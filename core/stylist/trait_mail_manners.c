/* How a mail opens and closes: "Hi Ann," and "Cheers,". Looked for only in the first and the last lines, where nothing
 * else is meant by them. That there is none shows only in a mail seen whole, which its other end gives away. */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include <ctype.h>
#include <string.h>

#define NAME_BYTES_MAX 60 /* "Hi Ann and everybody else in the office," is a greeting, a longer line a sentence */

struct manner {
    const char *phrase; /* lower case */
    size_t value;
};

struct place {
    struct span phrase;
    struct span line; /* of the phrase, without its line end */
    size_t value;
};

/* Lines of running text: of mails, and of anything that opens or closes like one. */
static bool get_line(const struct reading *reading, size_t passage, size_t index, struct span *line) {
    const struct passage *found = &reading->passages.items[passage];
    if (found->kind != PASSAGE_PARAGRAPH || index >= found->lines.count) {
        return false;
    }
    *line = found->lines.items[index];
    while (line->end > line->start && scan_is_space(reading->plain[line->end - 1])) {
        line->end--;
    }
    while (line->start < line->end && scan_is_space(reading->plain[line->start])) {
        line->start++;
    }
    return line->end > line->start;
}

static bool match(const struct reading *reading, struct span line, const struct manner *manners, size_t count,
                  struct place *place) {
    for (size_t i = 0; i < count; i++) {
        size_t end = reading_match(reading, line.start, manners[i].phrase);
        if (end && end <= line.end) {
            *place = (struct place){{line.start, end}, line, manners[i].value};
            return true;
        }
    }
    return false;
}

enum { HI, HELLO, DEAR, NO_GREETING };

static const struct manner greetings[] = {{"hi", HI}, {"hey", HI}, {"hello", HELLO}, {"dear", DEAR}};

/* "Hi Ann," "Hello!" alone on the line, or "Hi, a short note about": the word, names, and a comma. */
static bool find_greeting(const struct reading *reading, struct place *place) {
    struct span line;
    if (reading->passages.count == 0 || !get_line(reading, 0, 0, &line) ||
        !match(reading, line, greetings, sizeof greetings / sizeof *greetings, place)) {
        return false;
    }
    size_t at = place->phrase.end;
    while (at < line.end && !strchr(",!:", reading->plain[at])) {
        if (strchr(".?;", reading->plain[at]) && at + 1 < line.end && place->value != DEAR) {
            return false;
        }
        at++;
    }
    return at - place->phrase.end <= NAME_BYTES_MAX && (at < line.end || format_get(reading->format)->is_letter);
}

enum { CHEERS, BEST, REGARDS, NO_SIGN_OFF };

static const struct manner sign_offs[] = {
    {"cheers", CHEERS},
    {"best wishes", BEST},
    {"all the best", BEST},
    {"best regards", REGARDS},
    {"best", BEST},
    {"kind regards", REGARDS},
    {"warm regards", REGARDS},
    {"with kind regards", REGARDS},
    {"regards", REGARDS},
    {"yours sincerely", REGARDS},
    {"sincerely yours", REGARDS},
    {"sincerely", REGARDS},
    {"yours faithfully", REGARDS},
};

/* A line that holds nothing but the phrase, and at most two short lines (names) behind it. */
static bool find_sign_off(const struct reading *reading, struct place *place) {
    size_t behind = 0;
    for (size_t p = reading->passages.count; p > 0 && behind <= 2; p--) {
        for (size_t i = reading->passages.items[p - 1].lines.count; i > 0 && behind <= 2; i--) {
            struct span line;
            if (!get_line(reading, p - 1, i - 1, &line)) {
                return false;
            }
            if (match(reading, line, sign_offs, sizeof sign_offs / sizeof *sign_offs, place)) {
                size_t at = place->phrase.end;
                at += at < line.end && strchr(",.!", reading->plain[at]);
                return at == line.end;
            }
            if (line.end - line.start > NAME_BYTES_MAX) {
                return false;
            }
            behind++;
        }
    }
    return false;
}

static void measure_greeting(const struct reading *reading, struct measure *out) {
    struct place place;
    if (find_greeting(reading, &place)) {
        out->counts[place.value]++;
    } else if (format_get(reading->format)->is_letter && find_sign_off(reading, &place)) {
        out->counts[NO_GREETING]++;
    }
}

static void measure_sign_off(const struct reading *reading, struct measure *out) {
    struct place place;
    if (find_sign_off(reading, &place)) {
        out->counts[place.value]++;
    } else if (format_get(reading->format)->is_letter && find_greeting(reading, &place)) {
        out->counts[NO_SIGN_OFF]++;
    }
}

/* The line goes with its line end and the empty line behind it; what follows starts with a capital. */
static void drop_line(const struct reading *reading, struct span line, struct edits *edits) {
    size_t end = line.end;
    while (end < reading->len && scan_is_space(reading->text[end])) {
        end++;
    }
    if (end == reading->len) {
        return;
    }
    if (islower((unsigned char)reading->plain[end])) {
        char upper = (char)toupper((unsigned char)reading->plain[end]);
        edits_add(edits, line.start, end + 1, &upper, 1);
    } else {
        edits_add(edits, line.start, end, "", 0);
    }
}

static bool stands_alone(const struct reading *reading, const struct place *place) {
    size_t at = place->phrase.end;
    while (at < place->line.end && !strchr(",!:", reading->plain[at])) {
        at++;
    }
    return at + 1 >= place->line.end;
}

/* "Dear" needs a name; "Dear Sir or Madam" and titles keep it. */
static bool fits(const struct reading *reading, const struct place *place, size_t value) {
    static const char *const formal[] = {"sir", "sirs", "madam", "mr", "mrs", "ms", "dr", "prof", "professor"};
    size_t name = scan_skip_blanks(reading->plain, place->phrase.end), end;
    if (value == DEAR) {
        return name > place->phrase.end && name < place->line.end && scan_is_letter(reading->plain[name]) &&
               !reading_match(reading, name, "there") && !reading_match(reading, name, "again");
    }
    return scan_find_word(reading, name, formal, sizeof formal / sizeof *formal, false, &end) ==
           sizeof formal / sizeof *formal;
}

/* "Hey, unlike all other articles" opens no mail. */
static bool is_mail(const struct reading *reading) {
    return format_get(reading->format)->is_letter || reading->whole.draft;
}

static void rewrite_greeting(const struct reading *reading, size_t value, struct edits *edits) {
    static const char *const words[] = {"Hi", "Hello", "Dear"};
    struct place place;
    if (!is_mail(reading) || !find_greeting(reading, &place) || place.value == value) {
        return;
    }
    if (value == NO_GREETING) {
        if (stands_alone(reading, &place)) {
            drop_line(reading, place.line, edits);
        }
    } else if (fits(reading, &place, value)) {
        edits_add(edits, place.phrase.start, place.phrase.end, words[value], strlen(words[value]));
    }
}

static void rewrite_sign_off(const struct reading *reading, size_t value, struct edits *edits) {
    static const char *const words[] = {"Cheers", "Best", "Regards"};
    struct place place;
    if (!is_mail(reading) || !find_sign_off(reading, &place) || place.value == value) {
        return;
    }
    if (value == NO_SIGN_OFF) {
        drop_line(reading, place.line, edits);
        return;
    }
    bool comma = place.line.end > place.phrase.end;
    edits_add(edits, place.phrase.start, place.phrase.end, words[value], strlen(words[value]));
    if (!comma) {
        edits_add(edits, place.phrase.end, place.phrase.end, ",", 1);
    }
}

const struct trait trait_greeting = {
    .id = "greeting",
    .values = {{.id = "hi",
                .preference = "Start mails with \"Hi\".",
                .patterns = "start*+hi|begin*+hi|open*+hi|greet*+hi|greet*+hey|casual greeting*|informal greeting*"},
               {.id = "hello",
                .preference = "Start mails with \"Hello\".",
                .patterns = "start*+hello|begin*+hello|open*+hello|greet*+hello"},
               {.id = "dear",
                .preference = "Start mails with \"Dear\".",
                .patterns = "start*+dear|begin*+dear|open*+dear|greet*+dear|formal greeting*"},
               {.id = "none",
                .preference = "Start mails without a greeting.",
                .patterns = "no "
                            "greeting*|without+greeting*|avoid+greeting*|skip+greeting*|omit+greeting*|without+"
                            "greeting*+start*|start*+no greeting*"}},
    .value_count = 4,
    .evidence = 1,
    .measure = measure_greeting,
    .rewrite = rewrite_greeting,
};

const struct trait trait_sign_off = {
    .id = "sign_off",
    .values =
        {{.id = "cheers",
          .preference = "Sign off with \"Cheers\".",
          .patterns = "sign*+cheers|close+cheers|end+cheers|closing+cheers"},
         {.id = "best",
          .preference = "Sign off with \"Best\".",
          .patterns = "sign*+best|close+best|end+best|closing+best|sign*+best wishes"},
         {.id = "regards",
          .preference = "Sign off with \"Regards\".",
          .patterns = "sign*+regards|close+regards|end+regards|closing+regards|sign*+sincerely"},
         {.id = "none",
          .preference = "End mails without a sign-off.",
          .patterns =
              "no sign-off*|without+sign-off*|without+sign-off*+end|avoid+sign-off*|skip+sign-off*|omit+sign-off*|no "
              "closing+end|without+closing+end"}},
    .value_count = 4,
    .evidence = 1,
    .measure = measure_sign_off,
    .rewrite = rewrite_sign_off,
};
