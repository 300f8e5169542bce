/* The chart of a benchmark: a row for each method over all tasks, with a dot for every seed, the mean, and its standard
 * error. What is reached with nothing known (none) and with everything known (oracle), where they were run, is drawn
 * through all rows, because a figure says little without them. */
#include "core/eval/eval.h"

#include "core/base/buf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLOT       430.0 /* its width; the methods' names stand before it */
#define FIGURES    130.0 /* what they take behind it */
#define LEFT_MIN   200.0 /* of the plot */
#define MARGIN     24.0
#define NAME_GAP   14.0
#define LETTER     8.0 /* the most that one of a name takes on average */
#define TOP        96.0
#define ROW_HEIGHT 30.0
#define BOTTOM     78.0
#define STEPS_MAX  7 /* between marks of the axis */

static const char ink[] = "#1a202c", pale[] = "#64748b", line[] = "#e2e8f0", ours[] = "#1d4ed8", others[] = "#64748b";

struct chart {
    const struct eval_table *table;
    enum eval_measure measure; /* what is drawn: the PPCM, or the edits if nothing was judged */
    double low;
    double high;
    double step;
    double left; /* of the plot */
    double right;
    double bottom;
};

/* --- what is drawn --- */

static bool is_shown(const struct eval_row *row) {
    return *row->task == '\0';
}

static const double *get_seeds(const struct chart *chart, const struct eval_row *row) {
    return chart->measure == EVAL_PPCM ? row->ppcm_by_seed : NULL;
}

static void widen(struct chart *chart, double value) {
    chart->low = value < chart->low ? value : chart->low;
    chart->high = value > chart->high ? value : chart->high;
}

/* From mark to mark of a round step, so that all values fit. */
static void find_axis(struct chart *chart) {
    static const double steps[] = {0.02, 0.05, 0.1, 0.25, 0.5, 1};
    chart->low = chart->measure == EVAL_PPCM ? INFINITY : 0;
    chart->high = -INFINITY;
    for (size_t i = 0; i < chart->table->count; i++) {
        const struct eval_row *row = &chart->table->rows[i];
        const struct eval_number *number = &row->measures[chart->measure];
        const double *seeds = get_seeds(chart, row);
        if (!is_shown(row))
            continue;
        widen(chart, number->mean - number->error);
        widen(chart, number->mean + number->error);
        for (int seed = 0; seeds && seed < chart->table->seeds; seed++)
            widen(chart, seeds[seed]);
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        chart->step = steps[i];
        if ((chart->high - chart->low) / chart->step <= STEPS_MAX - 1)
            break;
    }
    chart->low = floor(chart->low / chart->step) * chart->step;
    chart->high = ceil(chart->high / chart->step + 1e-9) * chart->step;
}

/* So that the longest name ("prose-single-candidate v=0.25 S=5") has room. */
static void find_sides(struct chart *chart) {
    chart->left = LEFT_MIN;
    for (size_t i = 0; i < chart->table->count; i++) {
        double left = MARGIN + LETTER * (double)strlen(chart->table->rows[i].method) + NAME_GAP;
        chart->left = left > chart->left ? left : chart->left;
    }
    chart->right = chart->left + PLOT;
}

static double place(const struct chart *chart, double value) {
    return chart->left + PLOT * (value - chart->low) / (chart->high - chart->low);
}

/* --- drawing --- */

static void add_escaped(struct buf *out, const char *text) {
    for (; *text; text++) {
        const char *escaped = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;
        if (escaped)
            buf_append_text(out, escaped);
        else
            buf_append_char(out, *text);
    }
}

static void add_text(struct buf *out, double x, double y, const char *style, const char *colour, const char *text) {
    buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" %s>", x, y, colour, style);
    add_escaped(out, text);
    buf_append_text(out, "</text>\n");
}

static void add_number(struct buf *out, double x, double y, const char *style, const char *colour, const char *format,
                       double value) {
    struct buf text = {0};
    buf_printf(&text, format, fabs(value));
    bool zero = !strpbrk(buf_get(&text), "123456789");
    buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" %s>%s%s</text>\n", x, y, colour, style,
               value < 0 && !zero ? "\u2212" : "", buf_get(&text));
    buf_finish(&text);
}

static void add_axis(struct buf *out, const struct chart *chart) {
    int count = (int)lround((chart->high - chart->low) / chart->step);
    for (int i = 0; i <= count; i++) {
        double value = chart->low + i * chart->step, x = place(chart, value);
        buf_printf(out, "<path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\"/>\n", x, TOP, chart->bottom, line);
        add_number(out, x, chart->bottom + 18, "text-anchor=\"middle\"", pale, "%g", value);
    }
    add_text(out, (chart->left + chart->right) / 2, chart->bottom + 42, "text-anchor=\"middle\"", ink,
             chart->measure == EVAL_PPCM ? "PPCM: how clearly drafts show the true preferences, from \u22122 to 2"
                                         : "edits from draft to text, of all tokens");
    const char *legend = chart->table->seeds == 1 ? "one seed"
                         : get_seeds(chart, &chart->table->rows[0])
                             ? "large: mean and standard error; small: the single seeds"
                             : "mean and standard error over seeds";
    add_text(out, (chart->left + chart->right) / 2, chart->bottom + 60, "text-anchor=\"middle\" font-size=\"11\"", pale,
             legend);
}

/* A dashed line where nothing, or everything, is known. */
static void add_bound(struct buf *out, const struct chart *chart, const char *method, const char *label) {
    for (size_t i = 0; i < chart->table->count; i++) {
        const struct eval_row *row = &chart->table->rows[i];
        if (!is_shown(row) || strcmp(row->method, method) != 0)
            continue;
        double x = place(chart, row->measures[chart->measure].mean);
        buf_printf(out, "<path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\" stroke-dasharray=\"4 3\"/>\n", x, TOP - 4,
                   chart->bottom, others);
        add_text(out, x, TOP - 10, "text-anchor=\"middle\" font-size=\"11\"", pale, label);
    }
}

static void add_row(struct buf *out, const struct chart *chart, const struct eval_row *row, double y) {
    const struct eval_number *number = &row->measures[chart->measure];
    const double *seeds = get_seeds(chart, row);
    bool is_ours = strncmp(row->method, "prose", 5) == 0, is_score = chart->measure == EVAL_PPCM;
    const char *colour = is_ours ? ours : others, *weight = is_ours ? "font-weight=\"600\"" : "";
    double x = place(chart, number->mean), low = place(chart, number->mean - number->error);
    double high = place(chart, number->mean + number->error);
    buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\" %s>", chart->left - NAME_GAP, y + 4.5,
               is_ours ? ours : ink, weight);
    add_escaped(out, row->method);
    buf_append_text(out, "</text>\n");
    for (int seed = 0; seeds && seed < chart->table->seeds; seed++)
        buf_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\" opacity=\"0.3\"/>\n",
                   place(chart, seeds[seed]), y, colour);
    buf_printf(out, "<path d=\"M%.1f %.1fH%.1fM%.1f %.1fv10M%.1f %.1fv10\" stroke=\"%s\" stroke-width=\"1.5\"/>\n", low,
               y, high, low, y - 5, high, y - 5, colour);
    buf_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill=\"%s\"/>\n", x, y, colour);
    add_number(out, chart->right + 60, y + 4.5, "text-anchor=\"end\"", ink, is_score ? "%.2f" : "%.3f", number->mean);
    if (chart->table->seeds > 1)
        add_number(out, chart->right + 66, y + 4.5, "font-size=\"11\"", pale, is_score ? "\u00b1 %.2f" : "\u00b1 %.3f",
                   number->error);
}

static void add_heading(struct buf *out, const struct eval_table *table) {
    struct buf about = {0};
    add_text(out, MARGIN, 32, "font-size=\"18\" font-weight=\"600\"", ink,
             "How well each method learned the preferences");
    buf_printf(&about, "%s, %d seed%s", table->model, table->seeds, table->seeds == 1 ? "" : "s");
    add_text(out, MARGIN, 54, "font-size=\"12\"", pale, buf_get(&about));
    buf_finish(&about);
}

char *eval_format_svg(const struct eval_table *table) {
    struct chart chart = {.table = table, .measure = table->judged ? EVAL_PPCM : EVAL_RATIO};
    struct buf out = {0}, rows = {0};
    find_axis(&chart);
    find_sides(&chart);
    double width = chart.right + FIGURES;
    chart.bottom = TOP;
    for (size_t i = 0; i < table->count; i++) {
        if (!is_shown(&table->rows[i]))
            continue;
        add_row(&rows, &chart, &table->rows[i], chart.bottom + ROW_HEIGHT / 2);
        chart.bottom += ROW_HEIGHT;
    }
    buf_printf(&out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" "
               "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"none\">\n"
               "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
               width, chart.bottom + BOTTOM, width, chart.bottom + BOTTOM);
    add_heading(&out, table);
    add_axis(&out, &chart);
    add_bound(&out, &chart, "none", "nothing known");
    add_bound(&out, &chart, "oracle", "everything known");
    buf_append(&out, rows.data, rows.len);
    buf_finish(&rows);
    buf_append_text(&out, "</svg>\n");
    return buf_take(&out);
}
