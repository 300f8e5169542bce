/* The table of a benchmark for people (plain or Markdown), for spreadsheets and for programs. One table of columns says
 * what each measure is called and how it is shown. */
#include "core/eval/eval.h"

#include "core/base/buf.h"
#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;  /* for people */
    const char *field; /* for programs */
    int decimals;
    bool judged;
    bool has_error; /* shown to people */
} columns[EVAL_MEASURES] = {
    [EVAL_PPCM] = {"PPCM", "ppcm", 2, true, true},
    [EVAL_MATCH] = {"match", "match", 2, true, true},
    [EVAL_SIMILARITY] = {"similarity", "similarity", 2, true, true},
    [EVAL_DISTANCE] = {"edits", "edits", 1, false, true},
    [EVAL_RATIO] = {"edits/length", "edit_ratio", 3, false, true},
    [EVAL_CALLS] = {"calls", "calls", 1, false, false},
    [EVAL_TOKENS] = {"tokens", "tokens", 0, false, false},
    [EVAL_SECONDS] = {"seconds", "seconds", 2, false, false},
};

/* One seed says nothing about how far the next would be off. */
static bool has_errors(const struct eval_table *table) {
    return table->seeds > 1;
}

static char *format_cell(const struct eval_table *table, const struct eval_row *row, int measure) {
    const struct eval_number *number = &row->measures[measure];
    if (!columns[measure].has_error || !has_errors(table))
        return mem_format("%.*f", columns[measure].decimals, number->mean);
    return mem_format("%.*f ± %.*f", columns[measure].decimals, number->mean, columns[measure].decimals, number->error);
}

/* Appends text and spaces up to the width; the sign ± has two bytes. */
static void add_padded(struct buf *out, const char *text, int width) {
    int signs = strstr(text, "±") ? 1 : 0, len = (int)strlen(text) - signs;
    buf_printf(out, "%*s%s", width > len ? width - len : 0, "", text);
}

/* The first column's: the longest name and two spaces. */
static int measure_names(const struct eval_table *table) {
    size_t width = 22;
    for (size_t i = 0; i < table->count; i++)
        width = strlen(table->rows[i].method) > width ? strlen(table->rows[i].method) : width;
    return (int)width + 2;
}

/* width: of the first column; 0: in Markdown. */
static void add_line(struct buf *out, const char *method, const char *task, char *const cells[EVAL_MEASURES], int width,
                     bool judged) {
    if (width)
        buf_printf(out, "%-*s%-9s", width, method, task);
    else
        buf_printf(out, "| %s | %s", method, task);
    for (int i = 0; i < EVAL_MEASURES; i++) {
        if (columns[i].judged && !judged)
            continue;
        if (!width)
            buf_printf(out, " | %s", cells[i]);
        else
            add_padded(out, cells[i], columns[i].has_error ? 16 : 9);
    }
    buf_append_text(out, width ? "\n" : " |\n");
}

char *eval_format_text(const struct eval_table *table, bool markdown) {
    struct buf out = {0};
    char *cells[EVAL_MEASURES], *rule = "---:";
    int width = markdown ? 0 : measure_names(table);
    if (has_errors(table))
        buf_printf(&out, "%s; mean ± standard error over %d seeds\n", table->model, table->seeds);
    else
        buf_printf(&out, "%s; one seed, so without standard errors\n", table->model);
    buf_append_text(&out, markdown ? "\n" : "");
    for (int i = 0; i < EVAL_MEASURES; i++)
        cells[i] = (char *)columns[i].name;
    add_line(&out, "method", "task", cells, width, table->judged);
    for (int i = 0; i < EVAL_MEASURES; i++)
        cells[i] = rule;
    if (markdown)
        add_line(&out, "---", "---", cells, width, table->judged);
    for (size_t row = 0; row < table->count; row++) {
        for (int i = 0; i < EVAL_MEASURES; i++)
            cells[i] = format_cell(table, &table->rows[row], i);
        const char *task = *table->rows[row].task ? table->rows[row].task : "all";
        add_line(&out, table->rows[row].method, task, cells, width, table->judged);
        for (int i = 0; i < EVAL_MEASURES; i++)
            free(cells[i]);
    }
    return buf_take(&out);
}

char *eval_format_csv(const struct eval_table *table) {
    struct buf out = {0};
    buf_append_text(&out, "method,task");
    for (int i = 0; i < EVAL_MEASURES; i++) {
        if (!columns[i].judged || table->judged)
            buf_printf(&out, ",%s,%s_error", columns[i].field, columns[i].field);
    }
    buf_append_char(&out, '\n');
    for (size_t row = 0; row < table->count; row++) {
        buf_printf(&out, "%s,%s", table->rows[row].method, *table->rows[row].task ? table->rows[row].task : "all");
        for (int i = 0; i < EVAL_MEASURES; i++) {
            const struct eval_number *number = &table->rows[row].measures[i];
            if (columns[i].judged && !table->judged)
                continue;
            buf_printf(&out, ",%.6g,", number->mean);
            if (has_errors(table))
                buf_printf(&out, "%.6g", number->error);
        }
        buf_append_char(&out, '\n');
    }
    return buf_take(&out);
}

static cJSON *format_row(const struct eval_table *table, const struct eval_row *row) {
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "method", row->method);
    cJSON_AddStringToObject(object, "task", *row->task ? row->task : "all");
    for (int i = 0; i < EVAL_MEASURES; i++) {
        if (columns[i].judged && !table->judged)
            continue;
        cJSON *number = cJSON_AddObjectToObject(object, columns[i].field);
        cJSON_AddNumberToObject(number, "mean", row->measures[i].mean);
        if (has_errors(table))
            cJSON_AddNumberToObject(number, "error", row->measures[i].error);
    }
    cJSON *seeds = table->judged ? cJSON_AddArrayToObject(object, "ppcm_by_seed") : NULL;
    for (int i = 0; seeds && i < table->seeds; i++)
        cJSON_AddItemToArray(seeds, cJSON_CreateNumber(row->ppcm_by_seed[i]));
    return object;
}

char *eval_format_json(const struct eval_table *table) {
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "model", table->model);
    cJSON_AddNumberToObject(object, "seeds", table->seeds);
    cJSON *rows = cJSON_AddArrayToObject(object, "rows");
    for (size_t i = 0; i < table->count; i++)
        cJSON_AddItemToArray(rows, format_row(table, &table->rows[i]));
    char *text = json_format_pretty(object), *line = mem_format("%s\n", text);
    free(text);
    cJSON_Delete(object);
    return line;
}
