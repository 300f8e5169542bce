/* What the subcommands print of others' making: names of files, answers of models, kept text. None of it steers the
 * terminal that shows it, and none of it makes two lines of one item. */
#include "clients/cli/cli.h"

#include "core/base/mem.h"
#include "core/base/printable.h"

#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

void cli_line(FILE *to, const char *format, ...) {
    char *line = NULL;
    va_list values;
    va_start(values, format);
    if (vasprintf(&line, format, values) < 0)
        mem_abort();
    va_end(values);
    char *harmless = printable_copy(line, PRINTABLE_LINE);
    fprintf(to, "%s\n", harmless);
    free(harmless);
    free(line);
}

void cli_text(FILE *to, const char *text) {
    char *harmless = printable_copy(text, PRINTABLE_TEXT);
    fputs(harmless, to);
    free(harmless);
}

void cli_json(const cJSON *value) {
    char *text = json_format_pretty(value), *harmless = printable_copy(text, PRINTABLE_JSON);
    puts(harmless);
    free(harmless);
    free(text);
}

void cli_result(const char *text) {
    if (isatty(STDOUT_FILENO))
        cli_text(stdout, text);
    else
        fputs(text, stdout);
}
