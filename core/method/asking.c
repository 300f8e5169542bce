/* One question of a method: asked, read, asked once more. The second try has a key of its own, so that the journal
 * holds both answers and the method comes to the same end each time it is run again. */
#include "core/method/asking.h"

#include "core/base/mem.h"
#include "core/model/answer.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* That there is nothing to say is no text, but it is an answer. */
static enum outcome note(struct journal *journal, const char *key, const struct journal_answer *answer, bool readable) {
    journal_note_read(journal, key, readable || answer_says_no_preferences(answer->text));
    return readable ? OUTCOME_READ : OUTCOME_UNREADABLE;
}

enum outcome asking_ask(struct journal *journal, bool retry, const char *key, const struct question *question,
                        answer_reader *read, void *out) {
    const struct journal_answer *answer = journal_ask(journal, key, question);
    if (!answer)
        return OUTCOME_WAITING;
    bool readable = read(answer, out);
    if (readable || !retry)
        return note(journal, key, answer, readable);
    char again[ASKING_KEY_BYTES + 8];
    snprintf(again, sizeof again, "%s/again", key);
    answer = journal_ask(journal, again, question);
    if (!answer)
        return OUTCOME_WAITING;
    return note(journal, key, answer, read(answer, out));
}

bool asking_read_preferences(const struct journal_answer *answer, void *out) {
    char *text = answer_read_preferences(answer->text, NULL);
    *(char **)out = text;
    return text != NULL;
}

bool asking_read_list(const struct journal_answer *answer, void *out) {
    return answer_read_list(answer->text, out, NULL);
}

bool asking_read_filled_list(const struct journal_answer *answer, void *out) {
    return asking_read_list(answer, out) && ((struct list *)out)->count > 0;
}

bool asking_read_draft(const struct journal_answer *answer, void *out) {
    char *text = answer_read_draft(answer->text, answer->cut_off, NULL);
    *(char **)out = text;
    return text != NULL;
}

bool asking_read_verdict(const struct journal_answer *answer, void *out) {
    return answer_read_verdict(answer->text, out, NULL);
}

/* The text without white space at its ends. */
static const char *trim(const char *text, size_t *len) {
    while (isspace((unsigned char)*text))
        text++;
    *len = strlen(text);
    while (*len && isspace((unsigned char)text[*len - 1]))
        (*len)--;
    return text;
}

bool asking_read_free(const struct journal_answer *answer, void *out) {
    size_t len;
    const char *text = trim(answer->text, &len);
    *(char **)out = mem_copy(text, len);
    return true;
}

bool asking_is_same_text(const char *a, const char *b) {
    size_t a_len, b_len;
    a = trim(a, &a_len);
    b = trim(b, &b_len);
    return a_len == b_len && memcmp(a, b, a_len) == 0;
}
