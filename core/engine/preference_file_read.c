/* Reading preferences from files. A file may have been written by hand or by somebody else, so every member is checked
 * before anything of it is kept, and what is wrong is named with its place. */
#include "core/engine/preference_file.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/printable.h"
#include "core/base/utf8.h"
#include "core/preference/preference.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GENRE_BYTES_MAX 64
#define TIME_MAX_MS     253402300799999  /* the year 9999 */
#define SAMPLE_MAX      9007199254740991 /* what JSON carries */
#define NO_SCORE        9

static bool check_item(const struct store_exported *item, const char *place, struct error *error) {
    if (!*item->text || strlen(item->text) > LIMIT_PREFERENCE_BYTES)
        return error_set(error, ERROR_USAGE, "%s: a preference has 1 to %u bytes", place, LIMIT_PREFERENCE_BYTES);
    if (!*item->genre || strlen(item->genre) > GENRE_BYTES_MAX)
        return error_set(error, ERROR_USAGE, "%s: a genre has 1 to %u bytes", place, GENRE_BYTES_MAX);
    if (strcmp(item->source, "learned") != 0 && strcmp(item->source, "added") != 0)
        return error_set(error, ERROR_USAGE, "%s: a preference is \"learned\" or \"added\"", place);
    if (item->created_ms < 0 || item->created_ms > TIME_MAX_MS)
        return error_set(error, ERROR_USAGE, "%s: there is no such time", place);
    if (item->pinned && item->muted)
        return error_set(error, ERROR_USAGE, "%s: a preference is pinned or muted, not both", place);
    return true;
}

static int narrow_score(int64_t score) {
    return score < -2 || score > 2 ? NO_SCORE : (int)score;
}

static bool check_evidence(const struct store_exported_evidence *one, const char *place, struct error *error) {
    if (one->scored && (one->score < -2 || one->score > 2))
        return error_set(error, ERROR_USAGE, "%s: a score is -2 to 2", place);
    if (one->sample < 1 || one->sample > SAMPLE_MAX || !*one->origin || one->time_ms < 0 || one->time_ms > TIME_MAX_MS)
        return error_set(error, ERROR_USAGE, "%s: evidence names a sample from 1 up, its store, and a time", place);
    return true;
}

/* --- one line of Markdown --- */

struct cursor {
    const char *at; /* in a line of its own, terminated */
};

static bool skip(struct cursor *cursor, const char *text) {
    size_t len = strlen(text);
    bool here = strncmp(cursor->at, text, len) == 0;
    cursor->at += here ? len : 0;
    return here;
}

/* A JSON string; NULL if there is none. The caller frees. */
static char *take_quoted(struct cursor *cursor) {
    const char *end = cursor->at;
    if (*end != '"')
        return NULL;
    for (end++; *end && *end != '"'; end++)
        end += *end == '\\' && end[1];
    cJSON *string = *end ? json_parse(cursor->at, (size_t)(end + 1 - cursor->at), NULL) : NULL;
    char *text = cJSON_IsString(string) ? mem_copy_text(string->valuestring) : NULL;
    cJSON_Delete(string);
    cursor->at = text ? end + 1 : cursor->at;
    return text;
}

static bool take_number(struct cursor *cursor, int64_t *out) {
    char *end;
    if (!isdigit((unsigned char)cursor->at[*cursor->at == '-' || *cursor->at == '+']))
        return false;
    *out = strtoll(cursor->at, &end, 10);
    cursor->at = end;
    return true;
}

static bool take_time(struct cursor *cursor, int64_t *time_ms) {
    struct tm parts = {0};
    int ms, len = 0;
    if (sscanf(cursor->at, "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
               &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &ms, &len) != 7 ||
        !len || ms < 0)
        return false;
    parts.tm_year -= 1900;
    parts.tm_mon--;
    *time_ms = (int64_t)timegm(&parts) * 1000 + ms;
    cursor->at += len;
    return true;
}

/* As put_text of preference_file.c writes it: quoted, or all of the line. */
static char *take_text(struct cursor *cursor) {
    char *text = take_quoted(cursor);
    if (text && !*cursor->at)
        return text;
    free(text);
    size_t len = strlen(cursor->at);
    while (len && isspace((unsigned char)cursor->at[len - 1]))
        len--;
    return mem_copy(cursor->at, len);
}

/* --- Markdown --- */

struct reading {
    struct preference_file *out;
    char *genre;
    char *text; /* of the item that is read; NULL: none yet */
    char *source;
    char *model;
    struct store_exported item;
    struct store_exported_evidence *evidence;
    size_t capacity;
    int64_t now_ms;
    size_t line;
    struct error *error;
};

static bool fail(struct reading *reading, const char *what) {
    return error_set(reading->error, ERROR_USAGE, "line %zu: %s", reading->line, what);
}

static void clear_item(struct reading *reading) {
    for (size_t i = 0; i < reading->item.evidence_count; i++) {
        free((char *)reading->evidence[i].origin);
        free((char *)reading->evidence[i].document);
        free((char *)reading->evidence[i].excerpt);
    }
    free(reading->text);
    free(reading->source);
    free(reading->model);
    reading->text = reading->source = reading->model = NULL;
    reading->item = (struct store_exported){0};
}

static bool end_item(struct reading *reading) {
    char place[32];
    if (!reading->text)
        return true;
    if (!reading->source) { /* written by hand */
        reading->item.pinned = true;
        reading->item.created_ms = reading->now_ms;
    }
    reading->item.text = reading->text;
    reading->item.genre = reading->genre;
    reading->item.source = reading->source ? reading->source : "added";
    reading->item.model = reading->model ? reading->model : "";
    reading->item.evidence = reading->evidence;
    snprintf(place, sizeof place, "the item above line %zu", reading->line);
    bool ok = check_item(&reading->item, place, reading->error);
    if (ok)
        preference_file_add(reading->out, &reading->item);
    clear_item(reading);
    return ok;
}

static bool read_state(struct reading *reading, struct cursor *cursor, const char *source) {
    reading->source = mem_copy_text(source);
    if (!take_time(cursor, &reading->item.created_ms))
        return fail(reading, "there should be a time such as 2026-11-24T09:30:00.000Z");
    if (skip(cursor, " by ") && !(reading->model = take_quoted(cursor)))
        return fail(reading, "the model should stand in quotes");
    reading->item.pinned = skip(cursor, ", pinned");
    reading->item.muted = skip(cursor, ", muted");
    return !*cursor->at || fail(reading, "there is more than \"pinned\" or \"muted\" at its end");
}

static bool read_evidence(struct reading *reading, struct cursor *cursor) {
    struct store_exported_evidence one = {0};
    int64_t score = 0;
    char place[32], *origin = NULL, *document = NULL, *excerpt = NULL;
    one.scored = !skip(cursor, "unscored");
    bool ok = (!one.scored || take_number(cursor, &score)) && skip(cursor, " sample ") &&
              take_number(cursor, &one.sample) && skip(cursor, " of ") && (origin = take_quoted(cursor)) &&
              skip(cursor, ", ") && take_time(cursor, &one.time_ms);
    one.stored = ok && skip(cursor, ", stored");
    ok = ok && skip(cursor, ", ") && (document = take_quoted(cursor)) && skip(cursor, ": ") &&
         (excerpt = take_quoted(cursor)) && !*cursor->at;
    one.score = narrow_score(score);
    one.origin = origin;
    one.document = document;
    one.excerpt = excerpt;
    snprintf(place, sizeof place, "line %zu", reading->line);
    if (!ok)
        fail(reading, "this is no evidence as `prosed preferences export` writes it");
    if (!ok || !check_evidence(&one, place, reading->error)) {
        free(origin);
        free(document);
        free(excerpt);
        return false;
    }
    MEM_RESERVE(reading->evidence, reading->item.evidence_count, reading->capacity);
    reading->evidence[reading->item.evidence_count++] = one;
    return true;
}

static bool read_line(struct reading *reading, const char *line) {
    struct cursor cursor = {line};
    if (skip(&cursor, "## ")) {
        bool ok = end_item(reading);
        free(reading->genre);
        reading->genre = take_text(&cursor);
        return ok;
    }
    if (skip(&cursor, "- ")) {
        if (!end_item(reading))
            return false;
        if (!reading->genre)
            return fail(reading, "a preference stands below the heading of its genre, such as \"## docs\"");
        reading->text = take_text(&cursor);
        return true;
    }
    if (!reading->text || !skip(&cursor, "  - "))
        return true; /* titles, empty lines, words between */
    if (skip(&cursor, "learned "))
        return read_state(reading, &cursor, "learned");
    if (skip(&cursor, "added "))
        return read_state(reading, &cursor, "added");
    return read_evidence(reading, &cursor);
}

typedef bool line_visit(void *arg, const char *line, size_t number);

static bool visit_lines(const char *data, size_t len, line_visit *visit, void *arg) {
    bool more = true;
    size_t number = 1;
    for (size_t start = 0; more && start < len; number++) {
        const char *end = memchr(data + start, '\n', len - start);
        size_t line_len = end ? (size_t)(end - data) - start : len - start;
        size_t kept = line_len && data[start + line_len - 1] == '\r' ? line_len - 1 : line_len;
        char *line = mem_copy(data + start, kept);
        more = visit(arg, line, number);
        free(line);
        start += line_len + 1;
    }
    return more;
}

static bool on_line(void *arg, const char *line, size_t number) {
    struct reading *reading = arg;
    reading->line = number;
    return read_line(reading, line);
}

static bool parse_markdown(const char *data, size_t len, int64_t now_ms, struct preference_file *out,
                           struct error *error) {
    struct reading reading = {.out = out, .now_ms = now_ms, .error = error};
    bool ok = visit_lines(data, len, on_line, &reading);
    reading.line++;
    ok = ok && end_item(&reading);
    clear_item(&reading);
    free(reading.evidence);
    free(reading.genre);
    return ok;
}

/* --- JSON --- */

static const char *get_text(const cJSON *object, const char *name) {
    const char *text = json_get_text(object, name);
    return text ? text : "";
}

static bool parse_item(const cJSON *value, size_t number, int64_t now_ms, struct preference_file *out,
                       struct error *error) {
    char place[32];
    snprintf(place, sizeof place, "preference %zu", number);
    const cJSON *list = json_get(value, "evidence"), *entry;
    bool plain = !json_get(value, "source");
    struct store_exported item = {.text = get_text(value, "text"),
                                  .genre = get_text(value, "genre"),
                                  .source = plain ? "added" : get_text(value, "source"),
                                  .model = get_text(value, "model"),
                                  .created_ms = json_get_int(value, "time", plain ? now_ms : -1),
                                  .muted = json_get_bool(value, "muted", false)};
    item.pinned = json_get_bool(value, "pinned", plain && !item.muted);
    if (!check_item(&item, place, error))
        return false;
    struct store_exported_evidence *evidence = mem_alloc(((size_t)cJSON_GetArraySize(list) + 1) * sizeof *evidence);
    bool ok = true;
    cJSON_ArrayForEach(entry, list) {
        struct store_exported_evidence *one = &evidence[item.evidence_count++];
        *one = (struct store_exported_evidence){.origin = get_text(entry, "origin"),
                                                .sample = json_get_int(entry, "sample", 0),
                                                .scored = cJSON_IsNumber(json_get(entry, "score")),
                                                .score = narrow_score(json_get_int(entry, "score", NO_SCORE)),
                                                .stored = json_get_bool(entry, "stored", false),
                                                .document = get_text(entry, "path"),
                                                .excerpt = get_text(entry, "excerpt"),
                                                .time_ms = json_get_int(entry, "time", -1)};
        one->score = one->scored ? one->score : 0;
        ok = ok && check_evidence(one, place, error);
    }
    item.evidence = evidence;
    if (ok)
        preference_file_add(out, &item);
    free(evidence);
    return ok;
}

static bool parse_json(const char *data, size_t len, int64_t now_ms, struct preference_file *out, struct error *error) {
    cJSON *root = json_parse(data, len, error), *value;
    if (!root)
        return false;
    const cJSON *array = cJSON_IsArray(root) ? root : json_get(root, "preferences");
    bool ok =
        cJSON_IsArray(array) || error_set(error, ERROR_USAGE,
                                          "there is no list \"preferences\" in it; `prosed preferences export --json` "
                                          "shows the shape");
    size_t number = 0;
    if (ok)
        cJSON_ArrayForEach(value, array) ok = ok && parse_item(value, ++number, now_ms, out, error);
    cJSON_Delete(root);
    return ok;
}

bool preference_file_parse(const char *data, size_t len, int64_t now_ms, struct preference_file *out,
                           struct error *error) {
    struct preference_file read = {0};
    size_t at = 0;
    while (at < len && isspace((unsigned char)data[at]))
        at++;
    if (!utf8_is_valid(data, len) || memchr(data, '\0', len))
        return error_set(error, ERROR_USAGE, "the file is no UTF-8 text");
    bool json = at < len && (data[at] == '{' || data[at] == '[');
    bool ok = json ? parse_json(data, len, now_ms, &read, error) : parse_markdown(data, len, now_ms, &read, error);
    for (size_t i = 0; ok && i < read.count; i++)
        preference_file_add(out, &read.items[i]);
    preference_file_finish(&read);
    return ok;
}

/* --- the team's page --- */

struct team {
    struct list *genres;
    struct list *texts;
    char *genre;
};

static bool is_there(const struct team *team, const char *text) {
    for (size_t i = 0; i < team->texts->count; i++)
        if (strcmp(team->genres->items[i], team->genre) == 0 && text_alike(team->texts->items[i], text))
            return true;
    return false;
}

static bool on_team_line(void *arg, const char *line, size_t number) {
    (void)number;
    struct team *team = arg;
    struct cursor cursor = {line};
    char *clean = NULL;
    if (skip(&cursor, "## ")) {
        free(team->genre);
        char *heading = take_text(&cursor);
        team->genre = printable_copy(heading, PRINTABLE_LINE);
        free(heading);
    } else if (strlen(line) <= TEAM_ITEM_BYTES_MAX && (skip(&cursor, "- ") || skip(&cursor, "* ")) &&
               preference_clean(cursor.at, &clean, NULL) && *team->genre && strlen(team->genre) <= GENRE_BYTES_MAX &&
               !is_there(team, clean)) {
        list_add(team->genres, team->genre);
        list_add(team->texts, clean);
    }
    free(clean);
    return team->texts->count < TEAM_ITEMS_MAX;
}

void preference_file_parse_team(const char *data, size_t len, struct list *genres, struct list *texts) {
    struct team team = {.genres = genres, .texts = texts, .genre = mem_copy_text(STORE_GENRE_ALL)};
    if (utf8_is_valid(data, len) && !memchr(data, '\0', len))
        visit_lines(data, len, on_team_line, &team);
    free(team.genre);
}
