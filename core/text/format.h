/* Formats of documents: one file in formats/ and one row in the table each. All that depends on the format of a text
 * asks its row; nothing else tells one format from another (tests/check_formats.sh).
 *
 * To add one: formats/NAME.c with its scanners and its row, the row's name in FORMAT_ROWS below. */
#ifndef PROSED_FORMAT_H
#define PROSED_FORMAT_H

#include "core/text/markup.h"
#include "core/text/passage.h"

/* What may stand at the start of a line and is more than words, besides headings, list markers and fences, which models
 * write everywhere. */
enum format_marker {
    FORMAT_MARKER_RULE = 1,       /* ---, ===, *** */
    FORMAT_MARKER_COMMENT = 2,    /* # in the first column */
    FORMAT_MARKER_QUOTE = 4,      /* > */
    FORMAT_MARKER_DEFINITION = 8, /* [name]: target */
    FORMAT_MARKER_BLOCK = 16,     /* blocks of HTML, tables */
    FORMAT_MARKER_PERCENT = 32,   /* % comment */
};

typedef void format_find_passages(const char *data, size_t len, struct passages *out); /* appends, in order */
typedef void format_find_markup(const char *data, size_t len, struct markups *out);    /* of a passage's text */

#define FORMAT_NAMES_MAX 12 /* of each kind; lists end with NULL */

struct format_row {
    const char *name;   /* in stores and journals: never changed */
    const char *spoken; /* to a model, to a person */
    const char *genre;  /* unless the person's settings say otherwise */
    bool genre_by_name; /* what the file is called says more than its format does */
    const char *language_ids[FORMAT_NAMES_MAX];
    const char *endings[FORMAT_NAMES_MAX];    /* with the dot; letter case aside */
    const char *file_names[FORMAT_NAMES_MAX]; /* whole */
    format_find_passages *find_passages;
    format_find_markup *find_markup;
    unsigned markers;         /* enum format_marker, or-ed */
    const char *paired_marks; /* signs that come in pairs: one alone takes in what stands behind it */
    bool is_markdown;         /* marks of Markdown mean something */
    bool has_markup;          /* words are marked by a syntax: signs around them may mean something */
    bool is_letter;           /* has a greeting and a sign-off */
    bool is_typed_as_printed; /* quotation marks and dashes are signs like others; else they are commands */
    bool ampersand_is_markup;
    bool escapes; /* % and the like need a backslash */
};

extern const struct format_row format_text, format_markdown, format_latex, format_mail, format_commit, format_mdx,
    format_html, format_rst, format_org, format_asciidoc, format_typst;

/* The row; FORMAT_NONE has one, too, that finds nothing. */
const struct format_row *format_get(enum format format);

/* By what the editor calls its language, then by the file's name; either may be NULL. "plaintext" is what editors say
 * when they do not know, so the name decides there, too. A language that is not in the table, or a name that belongs to
 * no format, is FORMAT_NONE: no prose. Without a language, a name or an ending it is text. */
enum format format_find(const char *language_id, const char *path);
bool format_find_language(const char *language_id, enum format *format); /* false: not known */
enum format format_find_name(const char *name); /* by its row's name; text if NULL or unknown */

/* The markup of texts that have none of their own: what any text may hold among its words. */
void markup_find_words(const char *data, size_t len, struct markups *out);

#endif
