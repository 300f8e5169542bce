/* Preferences as files: Markdown, which people can read and write by hand, and JSON. Both hold all that is known of a
 * preference (struct store_carried but its id), so that a file that is read into an empty store and written again is
 * the same file.
 *
 * Markdown: "## genre" headings, "- preference" items below them, and details below an item, which a hand-written file
 * leaves out: such a preference is the person's own, and pinned. */
#ifndef PROSED_EXCHANGE_H
#define PROSED_EXCHANGE_H

#include "core/base/buf.h"
#include "core/store/store.h"

struct exchange { /* all owned; {0} is an empty one */
    struct store_carried *items;
    size_t count;
    size_t capacity;
};

void exchange_add(struct exchange *exchange, const struct store_carried *item); /* copies */
void exchange_finish(struct exchange *exchange);

void exchange_format_markdown(const struct exchange *exchange, struct buf *out);
void exchange_format_json(const struct exchange *exchange, struct buf *out);
/* Which of the two it is is seen from the first character. Appends all or nothing; the error names the line or item.
 * now_ms: when preferences without a time were added. */
bool exchange_parse(const char *data, size_t len, int64_t now_ms, struct exchange *out, struct error *error);

/* The items of a team's page: genres (STORE_GENRE_ALL above the first heading) and texts in pairs. The page is somebody
 * else's data: what is no plain sentence of bounded length is left out, and so are details. Appends. */
#define TEAM_ITEMS_MAX      64
#define TEAM_ITEM_BYTES_MAX 300
void exchange_parse_team(const char *data, size_t len, struct list *genres, struct list *texts);

#endif
