/* What became of suggestions, week by week: for programs, and on the page of preferences. */
#include "core/engine/engine_internal.h"

#define PAGE_WEEKS 12

static size_t count_taken(const struct store_week *week) {
    return week->counts[SUGGESTION_ACCEPTED] + week->counts[SUGGESTION_PARTLY] + week->counts[SUGGESTION_EDITED];
}

static size_t count_all(const struct store_week *week) {
    return count_taken(week) + week->counts[SUGGESTION_SHOWN] + week->counts[SUGGESTION_REJECTED];
}

static bool on_status_week(void *arg, const struct store_week *week) {
    cJSON *item = cJSON_CreateObject();
    cJSON_AddStringToObject(item, "week", week->monday);
    cJSON_AddNumberToObject(item, "offered", (double)count_all(week));
    cJSON_AddNumberToObject(item, "taken", (double)count_taken(week));
    cJSON_AddNumberToObject(item, "partly", (double)week->counts[SUGGESTION_PARTLY]);
    cJSON_AddNumberToObject(item, "edited", (double)week->counts[SUGGESTION_EDITED]);
    cJSON_AddNumberToObject(item, "rejected", (double)week->counts[SUGGESTION_REJECTED]);
    if (week->measured)
        cJSON_AddNumberToObject(item, "kept", week->kept);
    else
        cJSON_AddNullToObject(item, "kept");
    cJSON_AddItemToArray(arg, item);
    return cJSON_GetArraySize(arg) < PAGE_WEEKS;
}

bool suggestions_add_status(struct project *project, cJSON *object, struct error *error) {
    return store_visit_weeks(project->store, on_status_week, cJSON_AddArrayToObject(object, "suggestions"), error);
}

struct page {
    struct buf *out;
    size_t lines;
};

static bool on_page_week(void *arg, const struct store_week *week) {
    struct page *page = arg;
    if (++page->lines == 1)
        buf_append_text(page->out, "\n## What became of suggestions\n\n"
                                   "| week of | offered | taken | in part | edited later | turned down | kept |\n"
                                   "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    buf_printf(page->out, "| %s | %zu | %zu | %zu | %zu | %zu | ", week->monday, count_all(week), count_taken(week),
               week->counts[SUGGESTION_PARTLY], week->counts[SUGGESTION_EDITED], week->counts[SUGGESTION_REJECTED]);
    if (week->measured)
        buf_printf(page->out, "%.0f %% |\n", week->kept * 100);
    else
        buf_append_text(page->out, "|\n");
    return page->lines < PAGE_WEEKS;
}

bool suggestions_format_page(struct project *project, struct buf *out, struct error *error) {
    struct page page = {.out = out};
    return store_visit_weeks(project->store, on_page_week, &page, error);
}
