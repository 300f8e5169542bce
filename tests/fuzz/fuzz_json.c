/* Any bytes as JSON: what is accepted reads the same after being written, and its id can be copied as it stands. */
#include "core/base/json.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void check_raw(const char *text, size_t len, const cJSON *value) {
    char *raw = json_copy_raw(text, len, "id");
    const cJSON *member = cJSON_IsObject(value) ? json_get(value, "id") : NULL;
    assert(!raw == !member);
    if (raw) {
        struct error error;
        cJSON *read = json_parse(raw, strlen(raw), &error);
        assert(read);
        char *copied = json_format(read);
        char *original = json_format(member);
        assert(strcmp(copied, original) == 0);
        free(copied);
        free(original);
        cJSON_Delete(read);
    }
    free(raw);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *text = (const char *)data;
    struct error error = {0};
    cJSON *value = json_parse(text, size, &error);
    assert(value || (error.kind == ERROR_DAMAGED && error.text[0]));
    struct error settings_error = {0};
    cJSON *settings = json_parse_settings(text, size, &settings_error);
    assert(!value || settings); /* settings may be written with more freedom */
    if (value) {
        char *once = json_format(value);
        cJSON *again = json_parse(once, strlen(once), &error);
        assert(again);
        char *twice = json_format(again);
        assert(strcmp(once, twice) == 0);
        char *from_settings = json_format(settings);
        assert(strcmp(once, from_settings) == 0);
        check_raw(text, size, value);
        free(from_settings);
        free(twice);
        cJSON_Delete(again);
        free(once);
    }
    cJSON_Delete(settings);
    cJSON_Delete(value);
    return 0;
}
