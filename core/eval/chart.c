/* The chart of a benchmark: a bar of PPCM for each method over all tasks, with its standard error as a whisker. */
#include "core/eval/eval.h"

#include "core/base/buf.h"

#include <stdlib.h>
#include <string.h>

#define LABEL_WIDTH 190.0
#define PLOT_WIDTH  430.0
#define ROW_HEIGHT  30.0
#define TOP         70.0
#define BOTTOM      60.0

struct axis {
    double low;
    double high; /* whole halves, so that the marks are round */
};

static bool is_shown(const struct eval_row *row) {
    return *row->task == '\0';
}

static struct axis find_axis(const struct eval_table *table) {
    struct axis axis = {0, 0.5};
    for (size_t i = 0; i < table->count; i++) {
        const struct eval_number *number = &table->rows[i].measures[EVAL_PPCM];
        while (is_shown(&table->rows[i]) && number->mean - number->error < axis.low)
            axis.low -= 0.5;
        while (is_shown(&table->rows[i]) && number->mean + number->error > axis.high)
            axis.high += 0.5;
    }
    return axis;
}

static double place(const struct axis *axis, double value) {
    return LABEL_WIDTH + PLOT_WIDTH * (value - axis->low) / (axis->high - axis->low);
}

static void add_text(struct buf *out, const char *text) {
    for (; *text; text++) {
        const char *escaped = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;
        if (escaped)
            buf_append_text(out, escaped);
        else
            buf_append_char(out, *text);
    }
}

static void add_marks(struct buf *out, const struct axis *axis, double bottom) {
    for (double mark = axis->low; mark <= axis->high + 1e-9; mark += 0.25) {
        double x = place(axis, mark);
        buf_printf(out, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", x, x, TOP - 6,
                   bottom, mark > -1e-9 && mark < 1e-9 ? "#333" : "#ddd");
        buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#555\">%g</text>\n", x, bottom + 18,
                   mark);
    }
    buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#333\">", LABEL_WIDTH + PLOT_WIDTH / 2,
               bottom + 40);
    buf_append_text(out, "PPCM: how clearly the drafts show the true preferences, -2 to 2</text>\n");
}

static void add_bar(struct buf *out, const struct axis *axis, const struct eval_row *row, double y) {
    const struct eval_number *number = &row->measures[EVAL_PPCM];
    double zero = place(axis, 0), end = place(axis, number->mean), middle = y + ROW_HEIGHT / 2;
    double low = place(axis, number->mean - number->error), high = place(axis, number->mean + number->error);
    bool ours = strncmp(row->method, "prose", 5) == 0;
    buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"#222\">", LABEL_WIDTH - 10, middle + 4);
    add_text(out, row->method);
    buf_printf(out, "</text>\n<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
               zero < end ? zero : end, y + 5, zero < end ? end - zero : zero - end, ROW_HEIGHT - 10,
               ours ? "#2b6cb0" : "#a0aec0");
    buf_printf(out, "<path d=\"M%.1f %.1fH%.1fM%.1f %.1fv8M%.1f %.1fv8\" stroke=\"#222\" fill=\"none\"/>\n", low,
               middle, high, low, middle - 4, high, middle - 4);
    double right = high > zero ? high : zero;
    buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" fill=\"#222\">%.2f</text>\n", right + 7, middle + 4, number->mean);
}

char *eval_format_svg(const struct eval_table *table) {
    struct buf out = {0};
    struct axis axis = find_axis(table);
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++)
        count += is_shown(&table->rows[i]);
    double bottom = TOP + ROW_HEIGHT * (double)count;
    buf_printf(&out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" "
               "font-size=\"13\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
               LABEL_WIDTH + PLOT_WIDTH + 60, bottom + BOTTOM);
    buf_append_text(&out,
                    "<text x=\"20\" y=\"28\" font-size=\"17\" fill=\"#111\">Preferences learned, by method</text>\n"
                    "<text x=\"20\" y=\"48\" fill=\"#555\">");
    add_text(&out, table->model);
    buf_printf(&out, "; %d seeds, whiskers are standard errors</text>\n", table->seeds);
    add_marks(&out, &axis, bottom);
    double y = TOP;
    for (size_t i = 0; i < table->count; i++) {
        if (!is_shown(&table->rows[i]))
            continue;
        add_bar(&out, &axis, &table->rows[i], y);
        y += ROW_HEIGHT;
    }
    buf_append_text(&out, "</svg>\n");
    return buf_take(&out);
}
