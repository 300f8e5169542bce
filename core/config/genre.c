/* Genre by rule: the person's own globs first, then a short table of names, then the format. */
#include "core/config/genre.h"

#include "core/config/ignore.h"

static const struct {
    const char *glob;
    const char *genre;
} by_name[] = {
    {"notes/**", "notes"}, {"journal/**", "notes"}, {"diary/**", "notes"}, {"TODO*", "notes"},
    {"NOTES*", "notes"},   {"notes*", "notes"},     {"mail/**", "email"},  {"*.eml", "email"},
    {"paper/**", "paper"}, {"papers/**", "paper"},  {"README*", "docs"},
};

static const char *const by_format[] = {
    [FORMAT_TEXT] = "notes", [FORMAT_MARKDOWN] = "docs", [FORMAT_LATEX] = "paper",
    [FORMAT_MAIL] = "email", [FORMAT_COMMIT] = "commit",
};

const char *genre_find(const struct config *config, enum format format, const char *relative) {
    for (size_t i = 0; relative && i < config->genre_count; i++)
        if (ignore_matches(config->genres[i].glob, relative))
            return config->genres[i].genre;
    if (format == FORMAT_TEXT || format == FORMAT_MARKDOWN)
        for (size_t i = 0; relative && i < sizeof by_name / sizeof *by_name; i++)
            if (ignore_matches(by_name[i].glob, relative))
                return by_name[i].genre;
    return by_format[format];
}
