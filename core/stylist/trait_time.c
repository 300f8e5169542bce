/* Times of day: 14:30 or 2:30 pm. Counted and rewritten only where there is no doubt: "9:15" alone could be either (or
 * a ratio), "14:00-05:00" could end in a time zone. The time never changes. */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include "core/base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { CLOCK_24, CLOCK_12 };

struct time_of_day {
    size_t start, end;
    size_t value;
    unsigned hour, minute; /* of 24 */
    bool ends_in_period;   /* the last period of "p.m." */
};

/* "am", "p.m." and so on at offset. */
static size_t read_half(const char *plain, size_t offset, bool *afternoon, bool *period) {
    *afternoon = tolower((unsigned char)plain[offset]) == 'p';
    if (!plain[offset] || !strchr("apAP", plain[offset])) {
        return 0;
    }
    size_t at = offset + 1;
    bool dotted = plain[at] == '.';
    at += dotted;
    if (tolower((unsigned char)plain[at]) != 'm') {
        return 0;
    }
    at++;
    *period = dotted && plain[at] == '.';
    at += *period;
    return scan_ends_word(plain, at) ? at : 0;
}

static bool read_12(const char *plain, size_t hour_end, struct time_of_day *time) {
    size_t at = scan_skip_blanks(plain, hour_end);
    at += scan_is_at(plain, at, "\xc2\xa0") ? 2 : 0;
    bool afternoon;
    time->end = read_half(plain, at, &afternoon, &time->ends_in_period);
    if (!time->end || time->hour < 1 || time->hour > 12) {
        return false;
    }
    time->hour = time->hour % 12 + (afternoon ? 12 : 0);
    time->value = CLOCK_12;
    return true;
}

/* Joined to something before or behind: a range with its other end elsewhere, a date, a ratio, a time zone. */
static bool is_joined(const char *plain, size_t start, size_t end) {
    char before = start > 0 ? plain[start - 1] : ' ';
    bool range =
        start >= 3 && scan_is_at(plain, start - 3, "\xe2\x80\x93") &&
        (start < 4 || scan_is_digit(plain[start - 4]) || (plain[start - 4] | 0x20) == 'm' || plain[start - 4] == '.');
    char next = plain[end];
    return scan_is_digit(before) || strchr(":.,/+-T", before) || (scan_is_letter(before) && !range) ||
           scan_is_digit(next) || (next == ':' && scan_is_digit(plain[end + 1])) ||
           (next == '.' && scan_is_digit(plain[end + 1])) || next == '-' || next == '+' || next == '/';
}

/* "3" in "3-5 pm" is a time without its half of the day. */
static bool is_end_of_open_range(const char *plain, size_t start) {
    size_t at = start;
    if (at >= 3 && scan_is_at(plain, at - 3, "\xe2\x80\x93")) {
        at -= 3;
    } else if (at >= 4 && (strncmp(plain + at - 4, " to ", 4) == 0 || strncmp(plain + at - 4, " or ", 4) == 0)) {
        at -= 4;
    } else if (at >= 5 && strncmp(plain + at - 5, " and ", 5) == 0) {
        at -= 5;
    } else {
        return false;
    }
    return at > 0 && scan_is_digit(plain[at - 1]);
}

static bool find_time(const struct reading *reading, size_t offset, struct time_of_day *time) {
    const char *plain = reading->plain;
    size_t at;
    if (!scan_is_digit(plain[offset]) || !scan_number(plain, offset, 2, &time->hour, &at)) {
        return false;
    }
    time->start = offset;
    time->minute = 0;
    bool padded = at - offset == 2, minutes = plain[at] == ':';
    if (minutes) {
        size_t from = at + 1;
        for (at = from; scan_is_digit(plain[at]) && at < from + 2; at++) {
            time->minute = time->minute * 10 + (unsigned)(plain[at] - '0');
        }
        if (at != from + 2 || time->minute > 59) {
            return false;
        }
    }
    if (read_12(plain, at, time)) {
        return !is_joined(plain, offset, time->end) && !is_end_of_open_range(plain, offset);
    }
    time->end = at;
    time->value = CLOCK_24;
    time->ends_in_period = false;
    bool sure = padded && (plain[offset] == '0' || time->hour > 12);
    return minutes && time->hour < 24 && sure && !is_joined(plain, offset, at) && scan_ends_word(plain, at);
}

static void measure(const struct reading *reading, struct measure *out) {
    struct time_of_day time;
    for (size_t i = 0; i < reading->len; i++) {
        if (find_time(reading, i, &time)) {
            out->counts[time.value]++;
            i = time.end - 1;
        }
    }
}

/* The period of "p.m." closes its sentence as well. */
static bool closes_sentence(const struct reading *reading, const struct time_of_day *time) {
    const struct passage *passage = scan_find_passage(reading, time->start);
    size_t next = time->end;
    while (scan_is_space(reading->plain[next])) {
        next++;
    }
    return time->ends_in_period &&
           (!passage || next >= passage->span.end || isupper((unsigned char)reading->plain[next]));
}

static const char *const halves[][2] = {{"am", "pm"}, {"AM", "PM"}, {"a.m.", "p.m."}};
enum { PLAIN, UPPER, DOTTED };

/* How this text writes "pm" elsewhere. */
static size_t find_half_style(const struct reading *reading) {
    struct time_of_day time;
    for (size_t i = 0; i < reading->len; i++) {
        if (find_time(reading, i, &time) && time.value == CLOCK_12) {
            return time.ends_in_period ? DOTTED : isupper((unsigned char)reading->plain[time.end - 1]) ? UPPER : PLAIN;
        }
    }
    return PLAIN;
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    size_t style = find_half_style(reading);
    struct time_of_day time;
    for (size_t i = 0; i < reading->len; i++) {
        if (!find_time(reading, i, &time)) {
            continue;
        }
        bool broken = memchr(reading->text + time.start, '\n', time.end - time.start) != NULL ||
                      reading_match(reading, scan_skip_blanks(reading->plain, time.end), "in the");
        if (time.value != value && !broken && value == CLOCK_12) {
            char *with = mem_format("%u:%02u %s", time.hour % 12 ? time.hour % 12 : 12, time.minute,
                                    halves[style][time.hour >= 12]);
            bool period = style == DOTTED && reading->plain[time.end] == '.';
            edits_add(edits, time.start, time.end + period, with, strlen(with));
            free(with);
        } else if (time.value != value && !broken) {
            char *with = mem_format("%02u:%02u%s", time.hour, time.minute, closes_sentence(reading, &time) ? "." : "");
            edits_add(edits, time.start, time.end, with, strlen(with));
            free(with);
        }
        i = time.end - 1;
    }
}

const struct trait trait_time_format = {
    .id = "time_format",
    .values = {{.id = "24h",
                .preference = "Write times in 24-hour format.",
                .patterns = "24-hour|24 hour|24h|24-hours|24-hour+time*|24 hour+time*|military time"},
               {.id = "12h",
                .preference = "Write times in 12-hour format with am and pm.",
                .patterns = "12-hour|12 hour|12h|12-hour+time*|12 hour+time*|am/pm|am and pm|am or pm|a.m. and p.m."}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
