/* Tables, whose rows no sentence joins: what stands below a noun, or beside it in the next cell, is read as
 * "noun: value". Only cells of one word or number with a digit in it are worth that. */
#include "core/text/secret_find.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = 16, CELL_MAX = 80 };

struct row {
    const char *cells[COLUMNS_MAX];
    size_t lens[COLUMNS_MAX];
    size_t count;
};

static void add_cell(struct row *row, const char *start, const char *end) {
    while (start < end && isspace((unsigned char)*start))
        start++;
    while (end > start && isspace((unsigned char)end[-1]))
        end--;
    if (row->count < COLUMNS_MAX) {
        row->cells[row->count] = start;
        row->lens[row->count++] = (size_t)(end - start);
    }
}

/* A line as its cells; none if no "|" parts it. */
static void split_row(const char *line, size_t len, struct row *out) {
    const char *end = line + len, *at = line;
    *out = (struct row){0};
    while (at < end && isspace((unsigned char)*at))
        at++;
    at += at < end && *at == '|';
    for (const char *bar; at < end; at = bar + 1) {
        bar = memchr(at, '|', (size_t)(end - at));
        if (!bar && at == line)
            return;
        bar = bar ? bar : end;
        if (bar < end || out->count)
            add_cell(out, at, bar);
    }
}

static const char *find_pair(const struct row *names, size_t name, const struct row *row, size_t value) {
    char text[2 * CELL_MAX + 8];
    size_t digits = 0, blanks = 0, len = row->lens[value];
    if (names->lens[name] > CELL_MAX || len > CELL_MAX)
        return NULL;
    for (size_t i = 0; i < len; i++) {
        digits += isdigit((unsigned char)row->cells[value][i]) != 0;
        blanks += isalpha((unsigned char)row->cells[value][i]) == 0 && isspace((unsigned char)row->cells[value][i]);
    }
    if (!digits || blanks > 2)
        return NULL;
    int used = snprintf(text, sizeof text, "%.*s: %.*s.", (int)names->lens[name], names->cells[name], (int)len,
                        row->cells[value]);
    return secret_find_worded(text, (size_t)used);
}

const char *secret_find_in_tables(const char *text, size_t len) {
    struct row head = {0}, row;
    const char *kind = NULL;
    for (size_t at = 0, next; at < len && !kind; at = next) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t line = end ? (size_t)(end - text) - at : len - at;
        next = at + line + 1;
        split_row(text + at, line, &row);
        if (row.count < 1 || !head.count) {
            head = row;
            if (row.count < 2)
                continue;
        }
        for (size_t i = 0; i < row.count && !kind; i++) {
            if (i < head.count && head.cells[0] != row.cells[0])
                kind = find_pair(&head, i, &row, i);
            if (!kind && i + 1 < row.count)
                kind = find_pair(&row, i, &row, i + 1);
        }
    }
    return kind;
}
