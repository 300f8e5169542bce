/* Preferences as files. Whatever in Markdown could be taken for something else stands in JSON quotes, so one rule makes
 * any text come back as it was. */
#include "core/engine/preference_file.h"

#include "core/base/json.h"
#include "core/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* --- the list --- */

void preference_file_add(struct preference_file *exchange, const struct store_exported *item) {
    struct store_exported_evidence *evidence = mem_alloc((item->evidence_count + 1) * sizeof *evidence);
    for (size_t i = 0; i < item->evidence_count; i++) {
        evidence[i] = item->evidence[i];
        evidence[i].origin = mem_copy_text(evidence[i].origin);
        evidence[i].document = mem_copy_text(evidence[i].document);
        evidence[i].excerpt = mem_copy_text(evidence[i].excerpt);
    }
    MEM_RESERVE(exchange->items, exchange->count, exchange->capacity);
    struct store_exported *copy = &exchange->items[exchange->count++];
    *copy = *item;
    copy->text = mem_copy_text(item->text);
    copy->genre = mem_copy_text(item->genre);
    copy->source = mem_copy_text(item->source);
    copy->model = mem_copy_text(item->model);
    copy->evidence = evidence;
}

void preference_file_finish(struct preference_file *exchange) {
    for (size_t i = 0; i < exchange->count; i++) {
        struct store_exported *item = &exchange->items[i];
        for (size_t j = 0; j < item->evidence_count; j++) {
            free((char *)item->evidence[j].origin);
            free((char *)item->evidence[j].document);
            free((char *)item->evidence[j].excerpt);
        }
        free((void *)item->evidence);
        free((char *)item->text);
        free((char *)item->genre);
        free((char *)item->source);
        free((char *)item->model);
    }
    free(exchange->items);
    *exchange = (struct preference_file){0};
}

/* --- Markdown --- */

static void put_quoted(struct buf *out, const char *text) {
    cJSON *string = cJSON_CreateString(text);
    char *quoted = json_format(string);
    buf_append_text(out, quoted);
    free(quoted);
    cJSON_Delete(string);
}

/* Plain where it reads back as it is: not empty, one line, no space around it, no quote in front. */
static void put_text(struct buf *out, const char *text) {
    size_t len = strlen(text);
    bool plain = len && !strchr("\" ", text[0]) && text[len - 1] != ' ';
    for (const char *c = text; plain && *c; c++)
        plain = (unsigned char)*c >= ' ' && *c != 127;
    if (plain)
        buf_append(out, text, len);
    else
        put_quoted(out, text);
}

static void put_time(struct buf *out, int64_t time_ms) {
    time_t seconds = (time_t)(time_ms / 1000);
    struct tm parts;
    char text[32];
    gmtime_r(&seconds, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    buf_printf(out, "%s.%03dZ", text, (int)(time_ms % 1000));
}

static void put_evidence(struct buf *out, const struct store_exported_evidence *one) {
    buf_append_text(out, "  - ");
    if (one->scored)
        buf_printf(out, "%+d", one->score);
    else
        buf_append_text(out, "unscored");
    buf_printf(out, " sample %lld of ", (long long)one->sample);
    put_quoted(out, one->origin);
    buf_append_text(out, ", ");
    put_time(out, one->time_ms);
    buf_append_text(out, one->stored ? ", stored, " : ", ");
    put_quoted(out, one->document);
    buf_append_text(out, ": ");
    put_quoted(out, one->excerpt);
    buf_append_char(out, '\n');
}

void preference_file_format_markdown(const struct preference_file *exchange, struct buf *out) {
    const char *genre = NULL;
    buf_append_text(out, "# My writing preferences\n");
    for (size_t i = 0; i < exchange->count; i++) {
        const struct store_exported *item = &exchange->items[i];
        if (!genre || strcmp(genre, item->genre) != 0) {
            genre = item->genre;
            buf_append_text(out, "\n## ");
            put_text(out, genre);
            buf_append_text(out, "\n\n");
        }
        buf_append_text(out, "- ");
        put_text(out, item->text);
        buf_printf(out, "\n  - %s ", item->source);
        put_time(out, item->created_ms);
        if (*item->model) {
            buf_append_text(out, " by ");
            put_quoted(out, item->model);
        }
        buf_printf(out, "%s%s\n", item->pinned ? ", pinned" : "", item->muted ? ", muted" : "");
        for (size_t j = 0; j < item->evidence_count; j++)
            put_evidence(out, &item->evidence[j]);
    }
}

/* --- JSON --- */

static cJSON *evidence_format(const struct store_exported_evidence *one) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddStringToObject(value, "origin", one->origin);
    cJSON_AddNumberToObject(value, "sample", (double)one->sample);
    if (one->scored)
        cJSON_AddNumberToObject(value, "score", one->score);
    else
        cJSON_AddNullToObject(value, "score");
    cJSON_AddBoolToObject(value, "stored", one->stored);
    cJSON_AddStringToObject(value, "path", one->document);
    cJSON_AddStringToObject(value, "excerpt", one->excerpt);
    cJSON_AddNumberToObject(value, "time", (double)one->time_ms);
    return value;
}

void preference_file_format_json(const struct preference_file *exchange, struct buf *out) {
    cJSON *root = cJSON_CreateObject();
    cJSON *array = cJSON_AddArrayToObject(root, "preferences");
    for (size_t i = 0; i < exchange->count; i++) {
        const struct store_exported *item = &exchange->items[i];
        cJSON *value = cJSON_CreateObject();
        cJSON_AddItemToArray(array, value);
        cJSON_AddStringToObject(value, "text", item->text);
        cJSON_AddStringToObject(value, "genre", item->genre);
        cJSON_AddStringToObject(value, "source", item->source);
        cJSON_AddStringToObject(value, "model", item->model);
        cJSON_AddNumberToObject(value, "time", (double)item->created_ms);
        cJSON_AddBoolToObject(value, "pinned", item->pinned);
        cJSON_AddBoolToObject(value, "muted", item->muted);
        cJSON *evidence = cJSON_AddArrayToObject(value, "evidence");
        for (size_t j = 0; j < item->evidence_count; j++)
            cJSON_AddItemToArray(evidence, evidence_format(&item->evidence[j]));
    }
    char *text = json_format_pretty(root);
    buf_append_text(out, text);
    buf_append_char(out, '\n');
    free(text);
    cJSON_Delete(root);
}
