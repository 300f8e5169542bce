/* JSON in and out. json.c alone parses, and strictly so (RFC 8259): it refuses bad UTF-8, lone surrogates, \u0000
 * (cJSON would cut the string there), nesting over LIMIT_JSON_DEPTH, numbers of more than 63 characters and text after
 * the value; errors name line and column. Names are looked up with their letter case; of a name given twice the first
 * counts. Others build trees with cJSON_Create* / cJSON_Add* and read them with these. */
#ifndef PROSED_JSON_H
#define PROSED_JSON_H

#include "core/base/error.h"
#include "core/base/list.h"

#include <cjson/cJSON.h>
#include <stdint.h>

cJSON *json_parse(const char *text, size_t len, struct error *error);          /* strict; cJSON_Delete the result */
cJSON *json_parse_settings(const char *text, size_t len, struct error *error); /* with comments and trailing commas */
char *json_format(const cJSON *value);                                         /* on one line; the caller frees */
char *json_format_pretty(const cJSON *value);                                  /* for people; the caller frees */

/* Reading. A missing member, a NULL object and a member of another type all give the fallback. Borrowed. */
cJSON *json_get(const cJSON *object, const char *name);
cJSON *json_find(const cJSON *object, const char *path);          /* "a.b.c" */
const char *json_get_text(const cJSON *object, const char *name); /* NULL unless a string */
bool json_get_bool(const cJSON *object, const char *name, bool fallback);
double json_get_number(const cJSON *object, const char *name, double fallback);
int64_t json_get_int(const cJSON *object, const char *name, int64_t fallback); /* whole numbers within 2^53 only */

/* The exact bytes of a top-level member ("id"), so that ids above 2^53 survive; NULL if absent. Caller frees.
 * text must have passed json_parse. */
char *json_copy_raw(const char *text, size_t len, const char *name);

cJSON *json_add_list(cJSON *object, const char *name, const struct list *list);
cJSON *json_add_bytes(cJSON *object, const char *name, const char *data,
                      size_t len); /* string from data, not terminated; what is not UTF-8, and NUL, becomes U+FFFD */
bool json_read_list(const cJSON *array, struct list *list); /* false unless an array of strings; appends copies */

#endif
