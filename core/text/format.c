/* The table of formats, and finding one in it. */
#include "core/text/format.h"

#include "core/base/path.h"

#include <string.h>
#include <strings.h>

static void find_no_passages(const char *data, size_t len, struct passages *out) {
    (void)data, (void)len, (void)out;
}

static void find_no_markup(const char *data, size_t len, struct markups *out) {
    (void)data, (void)len, (void)out;
}

static const struct format_row none = {
    .name = "none",
    .spoken = "no prose",
    .genre = "notes",
    .find_passages = find_no_passages,
    .find_markup = find_no_markup,
    .paired_marks = "",
};

static const struct format_row *const rows[FORMAT_COUNT] = {
    [FORMAT_TEXT] = &format_text,         [FORMAT_MARKDOWN] = &format_markdown, [FORMAT_LATEX] = &format_latex,
    [FORMAT_MAIL] = &format_mail,         [FORMAT_COMMIT] = &format_commit,     [FORMAT_MDX] = &format_mdx,
    [FORMAT_HTML] = &format_html,         [FORMAT_RST] = &format_rst,           [FORMAT_ORG] = &format_org,
    [FORMAT_ASCIIDOC] = &format_asciidoc, [FORMAT_TYPST] = &format_typst,       [FORMAT_NONE] = &none,
};

const struct format_row *format_get(enum format format) {
    return rows[format];
}

static bool holds(const char *const *names, const char *name, int compare(const char *, const char *)) {
    for (size_t i = 0; i < FORMAT_NAMES_MAX && names[i]; i++) {
        if (compare(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static enum format find_by_path(const char *path) {
    const char *name = path_get_name(path);
    const char *ending = strrchr(name, '.');
    for (int i = 0; i < FORMAT_COUNT; i++) {
        if (holds(rows[i]->file_names, name, strcmp)) {
            return (enum format)i;
        }
    }
    for (int i = 0; ending && ending > name && i < FORMAT_COUNT; i++) {
        if (holds(rows[i]->endings, ending, strcasecmp)) {
            return (enum format)i;
        }
    }
    return ending && ending > name ? FORMAT_NONE : FORMAT_TEXT;
}

bool format_find_language(const char *language_id, enum format *format) {
    for (int i = 0; i < FORMAT_COUNT; i++) {
        if (holds(rows[i]->language_ids, language_id, strcasecmp)) {
            *format = (enum format)i;
            return true;
        }
    }
    return false;
}

enum format format_find(const char *language_id, const char *path) {
    enum format format = FORMAT_TEXT;
    if (language_id && *language_id && !format_find_language(language_id, &format)) {
        return FORMAT_NONE;
    }
    return format == FORMAT_TEXT && path ? find_by_path(path) : format;
}

enum format format_find_name(const char *name) {
    for (int i = 0; name && i < FORMAT_COUNT; i++) {
        if (strcmp(rows[i]->name, name) == 0) {
            return (enum format)i;
        }
    }
    return FORMAT_TEXT;
}
