/* The schemas, as strict servers want them: every member required, no others allowed. Reasons come before the verdict,
 * because a model that has to judge first cannot think first. */
#include "core/model/schema.h"

#include "core/base/json.h"

#include <string.h>

static const struct {
    const char *schema;
    const char *request;
} forms[OP_COUNT] = {
    [OP_BREAKDOWN] = {"{\"type\":\"object\",\"properties\":{\"preferences\":{\"type\":\"array\",\"items\":{"
                      "\"type\":\"string\"}}},\"required\":[\"preferences\"],\"additionalProperties\":false}",
                      "Give the list as a JSON object: {\"preferences\": [\"first preference\", ...]}"},
    [OP_VERIFY] = {"{\"type\":\"object\",\"properties\":{\"findings\":{\"type\":\"string\"},\"verdict\":{"
                   "\"type\":\"string\",\"enum\":[\"strongly confirms\",\"somewhat confirms\",\"neutral\","
                   "\"somewhat contradicts\",\"strongly contradicts\"]}},\"required\":[\"findings\",\"verdict\"],"
                   "\"additionalProperties\":false}",
                   "Give findings and verdict as a JSON object: {\"findings\": \"...\", \"verdict\": \"...\"}"},
};

cJSON *schema_create(enum op op) {
    return forms[op].schema ? json_parse(forms[op].schema, strlen(forms[op].schema), NULL) : NULL;
}

const char *schema_get_request(enum op op) {
    return forms[op].request;
}
