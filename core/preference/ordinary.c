/* Measured on 2026-12-01: 872 English texts, half a million words, of Debian documentation packages and npm READMEs
 * (the part that tests/real calls build), by choices_count. A value that more than nine texts in ten choose is
 * ordinary. */
#include "core/preference/ordinary.h"

#include "core/stylist/stylist.h"

#include <string.h>

static const struct row {
    const char *trait;
    unsigned documents; /* more than two where a kind of text, a tool or a template decides as much as the writer */
    double shares[TRAIT_VALUES_MAX];
} rows[] = {
    {"lists", 2, {0.99, 0.01}},
    {"list_marker", 2, {1, 1}}, /* 0.73, 0.27; but formatters decide it, and it changes from text to text */
    {"list_end", 3, {0.23, 0.77}},
    {"heading_case", 2, {0.70, 0.30}},
    {"paragraph_length", 2, {0.97, 0.03}},
    {"sentence_length", 2, {0.98, 0.02}},
    {"person", 3, {0.08, 0.16, 0.77}},
    {"politeness", 2, {0.03, 0.97}},
    {"date_format", 2, {0.57, 0.02, 0.41}},
    {"percent", 2, {1.00, 0.00}},
    {"numerals", 3, {0.21, 0.79}},
    {"voice", 3, {0.20, 0.80}},
    {"questions", 3, {0.11, 0.89}},
    {"connectives", 2, {0.18, 0.82}},
    {"conjunction_start", 2, {0.00, 1.00}},
    {"wording", 2, {0.69, 0.31}},
    {"latin", 5, {0.71, 0.29}},
    {"hedges", 2, {0.00, 1.00}},
    {"intensifiers", 2, {0.00, 1.00}},
    {"contractions", 2, {0.31, 0.69}},
    {"spelling", 2, {0.18, 0.82}},
    {"oxford_comma", 2, {0.64, 0.36}},
    {"ampersand", 2, {0.00, 1.00}},
    {"emphasis_caps", 2, {0.01, 0.99}},
    {"semicolons", 2, {0.04, 0.96}},
    {"exclamation", 2, {0.01, 0.99}},
    {"emoji", 2, {0.03, 0.97}},
    {"parentheses", 3, {0.39, 1}}, /* 0.61; but their absence from some texts says nothing of the next */
    {"ellipsis", 3, {0.57, 0.43, 0.00}},
    {"dash", 2, {0.20, 0.46, 0.34}},
    {"quotes", 2, {0.72, 0.28}},
    {"sentence_spacing", 2, {0.95, 0.05}},
};

static const struct row *find_row(const char *trait) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].trait, trait) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

double ordinary_share(const char *trait, size_t value) {
    const struct row *row = find_row(trait);
    return row && value < TRAIT_VALUES_MAX ? row->shares[value] : 0;
}

unsigned ordinary_documents(const char *trait) {
    const struct row *row = find_row(trait);
    return row ? row->documents : 2;
}
