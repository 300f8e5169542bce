/* JSON on cJSON, behind the scanner of json_scan.c: whatever cJSON gets to parse here is valid already, so its laxness
 * does not show. */
#include "core/base/json.h"

#include "core/base/buf.h"
#include "core/base/json_scan.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WHOLE_NUMBER_MAX 9007199254740992.0 /* 2^53: beyond it a double skips whole numbers */

cJSON *json_parse(const char *text, size_t len, struct error *error) {
    if (!json_scan(text, len, error)) {
        return NULL;
    }
    cJSON *value = cJSON_ParseWithLengthOpts(text, len, NULL, 0);
    if (!value) {
        error_set(error, ERROR_DAMAGED, "not valid JSON");
    }
    return value;
}

cJSON *json_parse_settings(const char *text, size_t len, struct error *error) {
    static const char byte_order_mark[] = "\xef\xbb\xbf"; /* some editors write one */
    size_t skip = len >= 3 && memcmp(text, byte_order_mark, 3) == 0 ? 3 : 0;
    char *plain = mem_copy(text + skip, len - skip);
    cJSON *value = NULL;
    if (json_blank_comments(plain, len - skip, error)) {
        value = json_parse(plain, len - skip, error);
    }
    free(plain);
    return value;
}

/* cJSON would leave out what there is no memory for, or call it no JSON. Before main, for objects are made everywhere.
 */
static void *allocate(size_t size) {
    return mem_grow(NULL, size, 1);
}

__attribute__((constructor)) static void set_memory(void) {
    cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = allocate, .free_fn = free});
}

static char *check_printed(char *text) {
    if (!text) {
        mem_abort(); /* cJSON fails to print for no other reason */
    }
    return text;
}

char *json_format(const cJSON *value) {
    return check_printed(cJSON_PrintUnformatted(value));
}

char *json_format_pretty(const cJSON *value) {
    return check_printed(cJSON_Print(value));
}

cJSON *json_get(const cJSON *object, const char *name) {
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

cJSON *json_find(const cJSON *object, const char *path) {
    const cJSON *found = object;
    while (found) {
        size_t len = strcspn(path, ".");
        char *name = mem_copy(path, len);
        found = json_get(found, name);
        free(name);
        if (!path[len]) {
            break;
        }
        path += len + 1;
    }
    return (cJSON *)found;
}

const char *json_get_text(const cJSON *object, const char *name) {
    const cJSON *member = json_get(object, name);
    return cJSON_IsString(member) ? member->valuestring : NULL;
}

bool json_get_bool(const cJSON *object, const char *name, bool fallback) {
    const cJSON *member = json_get(object, name);
    return cJSON_IsBool(member) ? cJSON_IsTrue(member) : fallback;
}

double json_get_number(const cJSON *object, const char *name, double fallback) {
    const cJSON *member = json_get(object, name);
    return cJSON_IsNumber(member) && isfinite(member->valuedouble) ? member->valuedouble : fallback;
}

int64_t json_get_int(const cJSON *object, const char *name, int64_t fallback) {
    double number = json_get_number(object, name, NAN);
    bool whole = fabs(number) <= WHOLE_NUMBER_MAX && number == floor(number);
    return whole ? (int64_t)number : fallback;
}

/* Whether the string token [start, end) spells name; a token with escapes is spelled out first. */
static bool token_is(const char *text, size_t start, size_t end, const char *name) {
    size_t len = end - start - 2;
    if (!memchr(text + start, '\\', end - start)) {
        return len == strlen(name) && memcmp(text + start + 1, name, len) == 0;
    }
    cJSON *token = cJSON_ParseWithLengthOpts(text + start, end - start, NULL, 0);
    bool same = cJSON_IsString(token) && strcmp(token->valuestring, name) == 0;
    cJSON_Delete(token);
    return same;
}

char *json_copy_raw(const char *text, size_t len, const char *name) {
    size_t at = json_skip_space(text, len, 0);
    if (at >= len || text[at] != '{') {
        return NULL;
    }
    do {
        at = json_skip_space(text, len, at + 1); /* behind { or , */
        if (at >= len || text[at] != '"') {
            return NULL;
        }
        size_t name_end = json_skip_string(text, len, at);
        size_t colon = json_skip_space(text, len, name_end);
        size_t start = json_skip_space(text, len, colon + 1);
        size_t end = json_skip_value(text, len, start);
        if (token_is(text, at, name_end, name)) {
            return mem_copy(text + start, end - start);
        }
        at = json_skip_space(text, len, end);
    } while (at < len && text[at] == ',');
    return NULL;
}

static cJSON *add(cJSON *object, const char *name, cJSON *value) {
    if (!value || !cJSON_AddItemToObject(object, name, value)) {
        abort(); /* out of memory, or object is none */
    }
    return value;
}

cJSON *json_add_list(cJSON *object, const char *name, const struct list *list) {
    cJSON *array = add(object, name, cJSON_CreateArray());
    for (size_t i = 0; i < list->count; i++) {
        cJSON_AddItemToArray(array, cJSON_CreateString(list->items[i]));
    }
    return array;
}

cJSON *json_add_bytes(cJSON *object, const char *name, const char *data, size_t len) {
    struct buf plain = {0};
    for (size_t at = 0; at < len;) {
        const char *nul = memchr(data + at, '\0', len - at);
        size_t end = nul ? (size_t)(nul - data) : len;
        size_t repaired_len;
        char *repaired = utf8_repair(data + at, end - at, &repaired_len);
        buf_append(&plain, repaired, repaired_len);
        free(repaired);
        if (nul) {
            buf_append_text(&plain, "\xef\xbf\xbd"); /* cJSON would end the string here */
        }
        at = end + (nul ? 1 : 0);
    }
    cJSON *added = add(object, name, cJSON_CreateString(buf_get(&plain)));
    buf_finish(&plain);
    return added;
}

bool json_read_list(const cJSON *array, struct list *list) {
    if (!cJSON_IsArray(array)) {
        return false;
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        if (!cJSON_IsString(item)) {
            return false;
        }
    }
    cJSON_ArrayForEach(item, array) {
        list_add(list, item->valuestring);
    }
    return true;
}
