/* Dates: 2024-04-12, 12 April 2024 or April 12, 2024. The day never changes; a date without a year has no ISO form;
 * "12/04" could be either and is left alone, and so are ranges such as "12-14 April". */
#include "core/stylist/scan.h"
#include "core/stylist/trait.h"

#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ISO, DAY_FIRST, MONTH_FIRST };

struct date {
    size_t start, end;
    size_t value;
    unsigned year, month, day; /* year 0: none is given */
    bool shortened;            /* "Apr" */
};

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
static const char *const short_months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
                                           "Aug", "Sep", "Oct", "Nov", "Dec", "Sept"};

static bool is_valid(const struct date *date) {
    static const unsigned days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return date->month >= 1 && date->month <= 12 && date->day >= 1 && date->day <= days[date->month - 1];
}

static size_t skip_space(const char *plain, size_t offset) {
    while (scan_is_space(plain[offset])) {
        offset++;
    }
    return offset;
}

static bool read_month(const struct reading *reading, size_t offset, struct date *date, size_t *end) {
    size_t found = scan_find_word(reading, offset, months, 12, true, end);
    date->shortened = found == 12;
    if (found == 12) {
        found = scan_find_word(reading, offset, short_months, 13, true, end);
        if (found == 13) {
            return false;
        }
        *end += reading->plain[*end] == '.';
        found = found == 12 ? 8 : found;
    }
    date->month = (unsigned)found + 1;
    return true;
}

/* "12", "12th". */
static bool read_day(const char *plain, size_t offset, unsigned *day, size_t *end) {
    static const char *const ordinals[] = {"st", "nd", "rd", "th"};
    if (!scan_number(plain, offset, 2, day, end)) {
        return false;
    }
    for (size_t i = 0; i < 4; i++) {
        if (strncmp(plain + *end, ordinals[i], 2) == 0) {
            *end += 2;
            break;
        }
    }
    return scan_ends_word(plain, *end);
}

/* Four digits that follow, with a comma or without. */
static void read_year(const char *plain, struct date *date) {
    size_t end, at = skip_space(plain, date->end + (plain[date->end] == ','));
    unsigned year;
    if (at > date->end && scan_number(plain, at, 4, &year, &end) && end - at == 4 && scan_ends_word(plain, end)) {
        date->year = year;
        date->end = end;
    }
}

/* The day is one of several: "12 and 14 April", "12-14 April", or behind, "April 12-14", "April 12 and 14". */
static const char *const links[] = {" and ", " or ", " to ", "-", "\xe2\x80\x93", " \xe2\x80\x93 ", " - ", ", "};
#define LINK_COUNT (sizeof links / sizeof *links)

static bool is_day_before(const char *plain, size_t end) {
    if (end > 2 && scan_is_letter(plain[end - 1]) && scan_is_digit(plain[end - 3])) {
        end -= 2; /* "th" */
    }
    size_t start = end;
    while (start > 0 && scan_is_digit(plain[start - 1])) {
        start--;
    }
    return end > start && end - start <= 2 && scan_starts_word(plain, start);
}

static bool follows_day(const char *plain, size_t start) {
    for (size_t i = 0; i < LINK_COUNT; i++) {
        size_t len = strlen(links[i]);
        if (start > len && strncmp(plain + start - len, links[i], len) == 0 && is_day_before(plain, start - len)) {
            return true;
        }
    }
    return false;
}

/* A time of day may follow: "April 12, 10:00". */
static bool precedes_day(const char *plain, size_t end) {
    for (size_t i = 0; i < LINK_COUNT; i++) {
        size_t next = end + strlen(links[i]);
        if (scan_is_at(plain, end, links[i]) && scan_is_digit(plain[next])) {
            next += strspn(plain + next, "0123456789");
            return plain[next] != ':' && !scan_is_at(plain, next, " am") && !scan_is_at(plain, next, " pm");
        }
    }
    return false;
}

static bool find_iso(const struct reading *reading, size_t offset, struct date *date) {
    const char *plain = reading->plain;
    size_t end;
    if (!scan_number(plain, offset, 4, &date->year, &end) || end - offset != 4 || plain[end] != '-' ||
        !scan_starts_word(plain, offset)) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        size_t from = end + 1;
        if (plain[end] != '-' || !scan_is_digit(plain[from]) || !scan_is_digit(plain[from + 1])) {
            return false;
        }
        *(i ? &date->day : &date->month) = (unsigned)((plain[from] - '0') * 10 + plain[from + 1] - '0');
        end = from + 2;
    }
    *date = (struct date){offset, end, ISO, date->year, date->month, date->day, false};
    bool file_name = offset > 0 && strchr("/_.\\", plain[offset - 1]);
    bool joined = (plain[end] && strchr("-_/\\", plain[end])) || (plain[end] == '.' && !scan_ends_word(plain, end + 1));
    return is_valid(date) && scan_ends_word(plain, end) && !file_name && !joined;
}

/* "12 April", "12th April", "the 12th of April". */
static bool find_day_first(const struct reading *reading, size_t offset, struct date *date) {
    const char *plain = reading->plain;
    size_t at;
    *date = (struct date){.start = offset, .value = DAY_FIRST};
    if (!scan_starts_word(plain, offset) || !read_day(plain, offset, &date->day, &at)) {
        return false;
    }
    bool ordinal = scan_is_letter(plain[at - 1]), of = false;
    size_t next = skip_space(plain, at);
    if (ordinal && next > at && strncmp(plain + next, "of ", 3) == 0) {
        next += 3;
        of = true;
    }
    if (next == at || !read_month(reading, next, date, &date->end) || !is_valid(date)) {
        return false;
    }
    if (of && offset >= 4 && strncasecmp(plain + offset - 4, "the ", 4) == 0 && scan_starts_word(plain, offset - 4)) {
        date->start = offset - 4;
    }
    read_year(plain, date);
    return !follows_day(plain, offset);
}

static bool find_month_first(const struct reading *reading, size_t offset, struct date *date) {
    const char *plain = reading->plain;
    size_t at;
    *date = (struct date){.start = offset, .value = MONTH_FIRST};
    if (!read_month(reading, offset, date, &at)) {
        return false;
    }
    size_t next = skip_space(plain, at);
    if (next == at || !read_day(plain, next, &date->day, &date->end) || !is_valid(date) || plain[date->end] == ':' ||
        plain[date->end] == '%') {
        return false;
    }
    size_t end = date->end;
    read_year(plain, date);
    return date->year > 0 || !precedes_day(plain, end);
}

static bool find_date(const struct reading *reading, size_t offset, struct date *date) {
    bool found = scan_is_digit(reading->plain[offset])
                     ? find_iso(reading, offset, date) || find_day_first(reading, offset, date)
                     : strchr("JFMASOND", reading->plain[offset]) && find_month_first(reading, offset, date);
    return found && scan_find_passage(reading, offset);
}

/* "the 12th of April" starts before its number: looked at first. */
static bool find_date_at(const struct reading *reading, size_t offset, struct date *date) {
    if (strncasecmp(reading->plain + offset, "the ", 4) == 0 && find_date(reading, offset + 4, date)) {
        return date->start == offset;
    }
    return find_date(reading, offset, date) && date->start == offset;
}

static void measure(const struct reading *reading, struct measure *out) {
    struct date date;
    for (size_t i = 0; i < reading->len; i++) {
        if (find_date_at(reading, i, &date)) {
            out->counts[date.value]++;
            i = date.end - 1;
        }
    }
}

static char *format(const struct date *date, size_t value) {
    const char *month = date->shortened ? short_months[date->month - 1] : months[date->month - 1];
    if (value == ISO) {
        return mem_format("%04u-%02u-%02u", date->year, date->month, date->day);
    }
    char *text = value == DAY_FIRST ? mem_format("%u %s", date->day, month) : mem_format("%s %u", month, date->day);
    if (date->year) {
        char *whole = mem_format("%s%s %04u", text, value == DAY_FIRST ? "" : ",", date->year);
        free(text);
        return whole;
    }
    return text;
}

/* "The meeting on April 12, 2024, was" carries a comma that "on 12 April 2024 was" does without. */
static size_t find_end(const struct reading *reading, const struct date *date) {
    static const char *const verbs[] = {"is", "was", "are", "were", "will", "has", "had", "have"};
    size_t end, next = date->end + 1;
    bool comma =
        date->value == MONTH_FIRST && date->year && reading->plain[date->end] == ',' && reading->plain[next] == ' ';
    return comma && scan_find_word(reading, next + 1, verbs, 8, false, &end) < 8 ? next : date->end;
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    struct date date;
    for (size_t i = 0; i < reading->len; i++) {
        if (!find_date_at(reading, i, &date)) {
            continue;
        }
        bool broken = memchr(reading->text + date.start, '\n', date.end - date.start) != NULL;
        if (date.value != value && !broken && (date.year || value != ISO)) {
            char *with = format(&date, value);
            edits_add(edits, date.start, find_end(reading, &date), with, strlen(with));
            free(with);
        }
        i = date.end - 1;
    }
}

const struct trait trait_date_format = {
    .id = "date_format",
    .values = {{.id = "iso",
                .preference = "Write dates in ISO format.",
                .patterns = "iso+date*|date*+yyyy-mm-dd|date*+year-month-day|date*+year first|iso 8601"},
               {.id = "day_first",
                .preference = "Write dates with the day before the month.",
                .patterns = "date*+day before the month|date*+day first|date*+day before month|day-month*"},
               {.id = "month_first",
                .preference = "Write dates with the month before the day.",
                .patterns = "date*+month before the day|date*+month first|date*+month before day|month-day*"}},
    .value_count = 3,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
