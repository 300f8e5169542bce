/* Reading lists of preferences. A list is JSON, bullets or numbers (learning.md section 3); what is only nearly JSON,
 * or a sentence with commas, is none: it is asked for once more rather than guessed at. */
#include "core/model/answer.h"

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/printable.h"
#include "core/model/line.h"

#include <stdlib.h>
#include <string.h>

static void add_item(struct list *list, struct slice item) {
    item = slice_unwrap(item);
    if (item.len == 0 || item.len > LIMIT_PREFERENCE_BYTES || slice_says_none(item) ||
        list->count >= LIMIT_PREFERENCES) {
        return;
    }
    char *text = mem_copy(item.data, item.len), *stripped = printable_strip(text, NULL);
    if (*stripped) {
        list_add_new(list, stripped);
    }
    free(stripped);
    free(text);
}

static void add_items(struct list *list, const struct list *items) {
    for (size_t i = 0; i < items->count; i++) {
        add_item(list, (struct slice){items->items[i], strlen(items->items[i])});
    }
}

static bool read_json(struct slice text, struct list *items) {
    struct list read = {0};
    size_t len = slice_measure_brackets(text, '[', ']');
    cJSON *json = len > 0 ? json_parse(text.data, len, NULL) : NULL;
    bool ok = json && json_read_list(json, &read);
    if (ok) {
        list_copy(items, &read);
    }
    list_finish(&read);
    cJSON_Delete(json);
    return ok;
}

static bool read_string(struct slice line, struct list *items) {
    line = slice_trim(line);
    if (!slice_starts(line, "\"")) {
        return false;
    }
    cJSON *json = json_parse(line.data, line.len, NULL);
    bool ok = json && cJSON_IsString(json);
    if (ok) {
        list_add(items, json->valuestring);
    }
    cJSON_Delete(json);
    return ok;
}

static bool read_bullets(struct slice rest, struct list *items) {
    struct slice line, item;
    struct buf text = {0};
    bool blank = false;
    size_t before = items->count;
    while (line_next(&rest, &line)) {
        bool starts = line_read_item(line, &item);
        if (line_is_blank(line)) {
            blank = true;
            continue;
        }
        if (!starts && text.len == 0) {
            break; /* the first filled line must be an item */
        }
        if (!starts && (blank || line_is_border(line))) {
            break;
        }
        if (starts && text.len > 0) {
            list_add_len(items, text.data, text.len);
            buf_clear(&text);
        }
        blank = false;
        item = starts ? item : slice_trim(line);
        if (item.len > 1 && item.data[item.len - 1] == ',' && strchr("\"'", item.data[item.len - 2])) {
            item.len--; /* JSON strings with bullets in front */
        }
        buf_append_text(&text, text.len > 0 ? " " : "");
        buf_append(&text, item.data, item.len);
    }
    if (text.len > 0) {
        list_add_len(items, text.data, text.len);
    }
    buf_finish(&text);
    return items->count > before;
}

/* Everything behind one keyword: the rest of its line and the lines up to the next keyword. A fence and a line that
 * introduces the list ("Here they are:") may stand in front. */
static bool read_behind(struct slice text, struct list *items) {
    struct slice rest, line, item;
    size_t bracket;
    for (int skipped = 0;; skipped++) {
        text = slice_trim(text);
        rest = text;
        if (!line_next(&rest, &line)) {
            return false;
        }
        line = slice_trim(line);
        bool introduces = line.data[line.len - 1] == ':' && !line_read_item(line, &item);
        if (skipped == 2 || (!line_is_border(line) && !introduces)) {
            break;
        }
        text = rest;
    }
    if (!line_read_item(line, &item) && slice_find(line, "[", &bracket)) {
        if (read_json(slice_skip(text, bracket), items)) {
            return true;
        }
    }
    return read_string(line, items) || read_bullets(text, items);
}

bool answer_read_list(const char *answer, struct list *list, struct error *error) {
    struct slice rest = answer_skip_reasoning(answer), line, value, next;
    struct list found = {0};
    cJSON *member = answer_take_member(rest, "preferences");
    bool any = json_read_list(member, &found);
    cJSON_Delete(member);
    bool more = line_next(&rest, &line);
    while (more) {
        if (!line_read_keyword(line, "preferences", &value)) {
            more = line_next(&rest, &line);
            continue;
        }
        const char *end = value.data + value.len;
        while ((more = line_next(&rest, &line)) && !line_read_keyword(line, "preferences", &next)) {
            end = line.data + line.len;
        }
        struct list items = {0};
        if (read_behind((struct slice){value.data, (size_t)(end - value.data)}, &items)) {
            list_finish(&found);
            add_items(&found, &items);
            any = true;
        }
        list_finish(&items);
    }
    add_items(list, &found);
    list_finish(&found);
    return any ? true
               : error_set(error, ERROR_UNREADABLE, "the model's answer has no line \"Preferences:\" with a list");
}

bool answer_read_json_list(const char *text, struct list *list) {
    struct slice trimmed = slice_trim((struct slice){text, strlen(text)});
    /* One over several lines may be several texts joined, and is asked about, as in the published implementation. */
    if (!slice_starts(trimmed, "[") || memchr(trimmed.data, '\n', trimmed.len) ||
        slice_measure_brackets(trimmed, '[', ']') != trimmed.len) {
        return false;
    }
    struct list items = {0};
    bool ok = read_json(trimmed, &items);
    if (ok) {
        add_items(list, &items);
    }
    list_finish(&items);
    return ok;
}
