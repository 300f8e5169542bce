/* Plays a scripted model for a journal: answers by key, a key ending in '*' fits every key that starts so. */
#ifndef PROSED_PLAYER_H
#define PROSED_PLAYER_H

#include "core/base/list.h"
#include "core/method/prose.h"

#include <string.h>

struct line {
    const char *key;
    const char *answer;
};

static inline const char *player_find(const struct line *script, const char *key) {
    for (; script->key; script++) {
        size_t len = strlen(script->key);
        if (strcmp(script->key, key) == 0 || (script->key[len - 1] == '*' && strncmp(script->key, key, len - 1) == 0))
            return script->answer;
    }
    fail_msg("no answer for %s", key);
    return NULL;
}

/* Runs prose_learn until it is done, answering at most in_flight questions a turn; returns the turns. `asked` gets the
 * keys in order, "|" between turns. */
static inline int player_learn(const struct prose_input *input, const struct line *script, size_t in_flight,
                               struct list *asked, struct prose_result *result) {
    struct journal *journal = journal_create();
    int turns = 0;
    while (!prose_learn(journal, input, result)) {
        size_t count = journal_count_wanted(journal);
        assert_true(count > 0);
        assert_null(result->candidates); /* empty while waiting */
        if (turns++ && asked)
            list_add(asked, "|");
        char *keys[1024];
        count = count < in_flight ? count : in_flight;
        for (size_t i = 0; i < count; i++)
            keys[i] = mem_copy_text(journal_get_wanted(journal, i).key);
        journal_clear_wanted(journal);
        for (size_t i = 0; i < count; i++) {
            assert_false(journal_has(journal, keys[i]));
            journal_add(journal, keys[i], player_find(script, keys[i]), false);
            if (asked)
                list_add(asked, keys[i]);
            free(keys[i]);
        }
    }
    journal_destroy(journal);
    return turns;
}

#endif
