/* Preferences as files: Markdown, which people can read and write by hand, and JSON. Both hold all that is known of a
 * preference (struct store_exported but its id), so that a file that is read into an empty store and written again is
 * the same file.
 *
 * Markdown: "## genre" headings, "- preference" items below them, and details below an item, which a hand-written file
 * leaves out: such a preference is the person's own, and pinned. */
#ifndef PROSED_PREFERENCE_FILE_H
#define PROSED_PREFERENCE_FILE_H

#include "core/base/buf.h"
#include "core/store/store.h"

struct preference_file { /* all owned; {0} is an empty one */
    struct store_exported *items;
    size_t count;
    size_t capacity;
};

void preference_file_add(struct preference_file *exchange, const struct store_exported *item); /* copies */
void preference_file_finish(struct preference_file *exchange);

void preference_file_format_markdown(const struct preference_file *exchange, struct buf *out);
void preference_file_format_json(const struct preference_file *exchange, struct buf *out);
/* Which of the two it is is seen from the first character. Appends all or nothing; the error names the line or item.
 * now_ms: when preferences without a time were added. */
bool preference_file_parse(const char *data, size_t len, int64_t now_ms, struct preference_file *out,
                           struct error *error);

/* The items of a team's page: genres (STORE_GENRE_ALL above the first heading) and texts in pairs. The page is somebody
 * else's data: what is no plain sentence of bounded length is left out, and so are details. Appends. */
#define TEAM_ITEMS_MAX      64
#define TEAM_ITEM_BYTES_MAX 300
void preference_file_parse_team(const char *data, size_t len, struct list *genres, struct list *texts);

#endif
