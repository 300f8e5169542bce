/* Genre by rule: the person's own globs first, then a short table of names, then the format. */
#include "core/config/genre.h"

#include "core/config/ignore.h"
#include "core/text/format.h"

static const struct {
    const char *glob;
    const char *genre;
} by_name[] = {
    {"notes/**", "notes"}, {"journal/**", "notes"}, {"diary/**", "notes"}, {"TODO*", "notes"},
    {"NOTES*", "notes"},   {"notes*", "notes"},     {"mail/**", "email"},  {"*.eml", "email"},
    {"paper/**", "paper"}, {"papers/**", "paper"},  {"README*", "docs"},
};

const char *genre_find(const struct config *config, enum format format, const char *relative) {
    for (size_t i = 0; relative && i < config->genre_count; i++)
        if (ignore_matches(config->genres[i].glob, relative))
            return config->genres[i].genre;
    if (format_get(format)->genre_by_name)
        for (size_t i = 0; relative && i < sizeof by_name / sizeof *by_name; i++)
            if (ignore_matches(by_name[i].glob, relative))
                return by_name[i].genre;
    return format_get(format)->genre;
}
