/* Any file of preferences: what could be read is written and read again without loss, in either kind of file. And any
 * page of a team: few short sentences, each on one line, whatever else stands there. */
#include "core/base/list.h"
#include "core/engine/preference_file.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef void preference_file_format(const struct preference_file *exchange, struct buf *out);

static void check_round_trip(const struct preference_file *exchange, preference_file_format *format) {
    struct buf once = {0}, twice = {0};
    struct preference_file again = {0};
    struct error error = {0};
    format(exchange, &once);
    assert(preference_file_parse(buf_get(&once), once.len, 1, &again, &error));
    format(&again, &twice);
    assert(again.count == exchange->count && strcmp(buf_get(&once), buf_get(&twice)) == 0);
    preference_file_finish(&again);
    buf_finish(&once);
    buf_finish(&twice);
}

static void check_team(const char *data, size_t len) {
    struct list genres = {0}, texts = {0};
    preference_file_parse_team(data, len, &genres, &texts);
    assert(genres.count == texts.count && texts.count <= TEAM_ITEMS_MAX);
    for (size_t i = 0; i < texts.count; i++) {
        assert(*genres.items[i] && *texts.items[i] && strlen(texts.items[i]) <= TEAM_ITEM_BYTES_MAX);
        for (const char *c = texts.items[i]; *c; c++)
            assert((unsigned char)*c >= ' ' && *c != 127);
        for (const char *c = genres.items[i]; *c; c++)
            assert((unsigned char)*c >= ' ' && *c != 127);
    }
    list_finish(&genres);
    list_finish(&texts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct preference_file exchange = {0};
    struct error error = {0};
    check_team((const char *)data, size);
    if (preference_file_parse((const char *)data, size, 1, &exchange, &error)) {
        check_round_trip(&exchange, preference_file_format_markdown);
        check_round_trip(&exchange, preference_file_format_json);
    } else {
        assert(error.text[0] && exchange.count == 0);
    }
    preference_file_finish(&exchange);
    return 0;
}
