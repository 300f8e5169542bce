/* Which format a document is in: what the editor calls its language decides, then the file's name. */
#include "core/base/path.h"
#include "core/text/passage.h"

#include <string.h>
#include <strings.h>

struct rule {
    const char *name;
    enum format format;
};

static const struct rule languages[] = {
    {"markdown", FORMAT_MARKDOWN}, {"mdx", FORMAT_MARKDOWN},      {"rmd", FORMAT_MARKDOWN},
    {"quarto", FORMAT_MARKDOWN},   {"pandoc", FORMAT_MARKDOWN},   {"gfm", FORMAT_MARKDOWN},
    {"latex", FORMAT_LATEX},       {"tex", FORMAT_LATEX},         {"plaintex", FORMAT_LATEX},
    {"mail", FORMAT_MAIL},         {"eml", FORMAT_MAIL},          {"email", FORMAT_MAIL},
    {"gitcommit", FORMAT_COMMIT},  {"git-commit", FORMAT_COMMIT}, {"hgcommit", FORMAT_COMMIT},
    {"jj-commit", FORMAT_COMMIT},  {"asciidoc", FORMAT_TEXT},     {"restructuredtext", FORMAT_TEXT},
    {"rst", FORMAT_TEXT},          {"org", FORMAT_TEXT},
};

static const struct rule endings[] = {
    {".md", FORMAT_MARKDOWN},  {".markdown", FORMAT_MARKDOWN}, {".mdown", FORMAT_MARKDOWN}, {".mkd", FORMAT_MARKDOWN},
    {".mdx", FORMAT_MARKDOWN}, {".rmd", FORMAT_MARKDOWN},      {".qmd", FORMAT_MARKDOWN},   {".tex", FORMAT_LATEX},
    {".ltx", FORMAT_LATEX},    {".eml", FORMAT_MAIL},          {".mail", FORMAT_MAIL},      {".mbox", FORMAT_MAIL},
};

static const struct rule names[] = {
    {"COMMIT_EDITMSG", FORMAT_COMMIT},    {"MERGE_MSG", FORMAT_COMMIT},     {"SQUASH_MSG", FORMAT_COMMIT},
    {"TAG_EDITMSG", FORMAT_COMMIT},       {"NOTES_EDITMSG", FORMAT_COMMIT}, {"EDIT_DESCRIPTION", FORMAT_COMMIT},
    {"PULLREQ_EDITMSG", FORMAT_MARKDOWN}, /* forges read these as Markdown */
};

static enum format find_by_path(const char *path) {
    const char *name = path_get_name(path);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i].name) == 0) {
            return names[i].format;
        }
    }
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending && i < sizeof endings / sizeof *endings; i++) {
        if (strcasecmp(ending, endings[i].name) == 0) {
            return endings[i].format;
        }
    }
    return FORMAT_TEXT;
}

enum format format_find(const char *language_id, const char *path) {
    for (size_t i = 0; language_id && i < sizeof languages / sizeof *languages; i++) {
        if (strcasecmp(language_id, languages[i].name) == 0) {
            return languages[i].format;
        }
    }
    return path ? find_by_path(path) : FORMAT_TEXT; /* "plaintext" is what editors say when they do not know */
}
