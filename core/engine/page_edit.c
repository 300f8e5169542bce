/* A page of preferences that a person has edited. It is compared with the page as they got it, not with the store: what
 * was learned meanwhile is on neither, and stays. A line is known by the number in backticks at its end. Doing the same
 * twice does nothing the second time, so after an error the page can be written again. */
#include "core/engine/engine_internal.h"

#include "core/base/mem.h"
#include "core/preference/preference.h"

#include <stdlib.h>
#include <string.h>

struct item {   /* "- text `id`" under "## genre" */
    int64_t id; /* 0: none */
    char *genre;
    char *text;
};

struct items {
    struct item *items;
    size_t count;
    size_t capacity;
};

static void items_finish(struct items *items) {
    for (size_t i = 0; i < items->count; i++) {
        free(items->items[i].genre);
        free(items->items[i].text);
    }
    free(items->items);
}

static char *copy_trimmed(const char *start, const char *end) {
    while (start < end && strchr(" \t\r", *start))
        start++;
    while (end > start && strchr(" \t\r", end[-1]))
        end--;
    return mem_copy(start, (size_t)(end - start));
}

/* Where the number in backticks begins that ends the line; end if there is none. */
static const char *find_id(const char *start, const char *end, int64_t *id) {
    const char *at = end;
    while (at > start && strchr(" \t\r", at[-1]))
        at--;
    const char *last = at;
    if (at == start || *--at != '`')
        return end;
    while (at > start && at[-1] >= '0' && at[-1] <= '9')
        at--;
    if (at == start || at[-1] != '`' || last - at < 2 || last - at > 19)
        return end;
    *id = strtoll(at, NULL, 10);
    return at - 1;
}

static void add_line(struct items *items, const char *genre, const char *start, const char *end) {
    struct item item = {.genre = mem_copy_text(genre)};
    const char *text_end = find_id(start, end, &item.id);
    item.text = copy_trimmed(start, text_end);
    MEM_RESERVE(items->items, items->count, items->capacity);
    items->items[items->count++] = item;
}

static void parse(const char *page, struct items *items) {
    char *genre = mem_copy_text("");
    for (const char *line = page, *next; *line; line = next) {
        const char *end = strchr(line, '\n');
        end = end ? end : line + strlen(line);
        next = *end ? end + 1 : end;
        if (strncmp(line, "## ", 3) == 0) {
            free(genre);
            genre = copy_trimmed(line + 3, end);
        } else if (strncmp(line, "- ", 2) == 0) {
            add_line(items, genre, line + 2, end);
        }
    }
    free(genre);
}

static const struct item *find_by_id(const struct items *items, int64_t id) {
    for (size_t i = 0; id && i < items->count; i++)
        if (items->items[i].id == id)
            return &items->items[i];
    return NULL;
}

/* The line of the old page that this one is; NULL: a new one. Of two lines with one number the first is the one that
 * had it; a copy of it with other words is new. A line keeps its genre wherever it is: a heading may be gone. */
static const struct item *find_old(const struct items *before, const struct items *after, const struct item *item) {
    if (find_by_id(after, item->id) == item)
        return find_by_id(before, item->id);
    return NULL;
}

static bool is_there(const struct items *before, const struct item *item) {
    for (size_t i = 0; i < before->count; i++)
        if (!strcmp(before->items[i].genre, item->genre) && text_alike(before->items[i].text, item->text))
            return true;
    return false;
}

/* Whoever takes the number for noise and deletes it has not deleted the line: it is known by its words. */
static void adopt_numbers(const struct items *before, struct items *after) {
    for (size_t i = 0; i < after->count; i++) {
        struct item *item = &after->items[i];
        for (size_t j = 0; j < before->count && !item->id; j++) {
            const struct item *old = &before->items[j];
            if (!find_by_id(after, old->id) && !strcmp(old->genre, item->genre) && text_alike(old->text, item->text))
                item->id = old->id;
        }
    }
}

/* Nothing is done while one line cannot be. */
static bool check(const struct items *before, const struct items *after, struct error *error) {
    if (after->count == 0 && before->count > 1)
        return error_set(error, ERROR_USAGE, "this would forget all %zu preferences; leave one line, or undo",
                         before->count);
    for (size_t i = 0; i < after->count; i++) {
        const struct item *item = &after->items[i];
        struct error reason = {0};
        char *clean = NULL;
        bool ok = preference_clean(item->text, &clean, &reason);
        free(clean);
        if (!ok)
            return error_set(error, ERROR_USAGE, "\"%.40s\": %.180s", item->text, reason.text);
        if (!find_old(before, after, item) && !*item->genre)
            return error_set(error, ERROR_USAGE, "\"%.40s\": put it below the heading of its genre (\"## docs\")",
                             item->text);
    }
    return true;
}

static bool note_id(void *arg, const struct preference *preference) {
    struct items *there = arg;
    MEM_RESERVE(there->items, there->count, there->capacity);
    there->items[there->count++] = (struct item){.id = preference->id};
    return true;
}

static bool forget_missing(struct project *project, const struct items *before, const struct items *after,
                           struct error *error) {
    struct items there = {0};
    bool done = project_visit_preferences(project, NULL, note_id, &there, error);
    for (size_t i = 0; done && i < before->count; i++) {
        int64_t id = before->items[i].id;
        if (!find_by_id(after, id) && find_by_id(&there, id))
            done = project_forget_preference(project, id, error);
    }
    items_finish(&there);
    return done;
}

static bool write_line(struct project *project, const struct items *before, const struct items *after,
                       const struct item *item, struct error *error) {
    const struct item *old = find_old(before, after, item);
    if (old)
        return !strcmp(old->text, item->text) || project_edit_preference(project, item->id, item->text, error);
    return is_there(before, item) || project_add_preference(project, item->genre, item->text, NULL, error);
}

bool project_write_preferences(struct project *project, const char *before, const char *after, struct error *error) {
    struct items old = {0}, new = {0};
    parse(before, &old);
    parse(after, &new);
    adopt_numbers(&old, &new);
    bool done = check(&old, &new, error) && forget_missing(project, &old, &new, error);
    for (size_t i = 0; done && i < new.count; i++)
        done = write_line(project, &old, &new, &new.items[i], error);
    items_finish(&old);
    items_finish(&new);
    return done;
}
